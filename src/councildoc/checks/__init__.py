"""Parsed -> findings: facts that a sound briefing satisfies, each a function.

To add a check: write the rule in `diagnostics`, the function in a module here, and list it in `CHECKS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from councildoc.checks.arithmetic import amounts, overdrafts, row_sums, totals
from councildoc.checks.budget_law import forbidden, levels, policy_projects, reserves, unbudgeted_targets
from councildoc.checks.document_state import garbled_lines, glyphs, recognised
from councildoc.checks.objects import object_names, prefixes
from councildoc.checks.periods import deadlines, fiscal_years, quarters
from councildoc.checks.places import Subject
from councildoc.checks.statements import annexes, prose_names, reasons, stated_totals, unread
from councildoc.diagnostics import GARBLED_TEXT, REDACTED_VALUE, Diagnostic
from councildoc.document import Document
from councildoc.model import Parsed

CHECKS: tuple[Callable[[Subject], Iterator[Diagnostic]], ...] = (
    row_sums,
    totals,
    overdrafts,
    amounts,
    stated_totals,
    unread,
    object_names,
    prefixes,
    fiscal_years,
    quarters,
    deadlines,
    policy_projects,
    levels,
    forbidden,
    unbudgeted_targets,
    reserves,
    prose_names,
    annexes,
    reasons,
    recognised,
    garbled_lines,
    glyphs,
)


def run(parsed: Parsed, document: Document, findings: Iterable[Diagnostic] = ()) -> list[Diagnostic]:
    """Every finding of every check, in the order of `CHECKS`. `findings` are those of the stages before."""
    unsure = frozenset(d.path for d in findings if d.path and d.code in {GARBLED_TEXT.code, REDACTED_VALUE.code})
    subject = Subject(parsed, document, unsure)
    return [diagnostic for check in CHECKS for diagnostic in check(subject)]

"""Damaged PDFs: where the careful reader alone is right, `auto` gives no other amount without a finding that says so."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

import pytest

from councildoc import BudgetTable, Parsed, Severity, parse
from councildoc.errors import InputError
from effort import LONG
from fuzzing.of_pdf import PDF
from locations import FIXTURES

FILES = (
    FIXTURES / "briefing-305.pdf",
    FIXTURES / "briefings" / "02-county-older-hierarchy.pdf",
    FIXTURES / "briefings" / "03-district-prose-only.pdf",
    FIXTURES / "devset" / "T05.libreoffice.pdf",
)
MUTANTS = 400 if LONG else 8
"""Of each file."""

Amounts = Counter[tuple[int | None, ...]]


def amounts(parsed: Parsed) -> Amounts:
    """Every amount that is read: of transfers with their legs, and of the lines of budget tables."""
    found: Amounts = Counter()
    for briefing in parsed.briefings:
        for item in briefing.items:
            found.update(
                (move.amount, *(leg.amount for leg in (*move.sources, *move.targets))) for move in item.transfers
            )
            tables = (entry for block in item.blocks for entry in block.body if isinstance(entry, BudgetTable))
            found.update((row.before, row.decrease, row.increase, row.after) for one in tables for row in one.lines)
    return found


def said(parsed: Parsed) -> Counter[str]:
    return Counter(finding.code for finding in parsed.diagnostics if finding.severity is not Severity.INFO)


@cache
def sound(path: Path) -> Parsed:
    return parse(path, backend="pdfminer")


def judged(path: Path, number: int) -> str:
    """`right`, `told` or `silent` for what `auto` reads of a damaged file; `-` where the careful reader is not right itself."""
    data = path.read_bytes()
    chance = Random(f"{path.name} {number}")
    mutant = chance.choice(PDF)(data, data, chance)
    try:
        careful = parse(mutant, backend="pdfminer")
    except InputError:
        return "-"
    if amounts(careful) != amounts(sound(path)):
        return "-"
    try:
        found = parse(mutant)
    except InputError as error:
        return f"told {error.code}"
    if amounts(found) == amounts(sound(path)):
        return "right"
    return "told" if said(found) - said(sound(path)) else "silent"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_amount_is_wrong_in_silence_that_the_careful_reader_has_right(path: Path) -> None:
    found = Counter(judged(path, number) for number in range(MUTANTS))

    assert "silent" not in found
    assert found["right"]

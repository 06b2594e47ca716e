"""A briefing -> whether the rules on local budgets (지방재정법) are the ones that apply to it.

전용 exists elsewhere too: welfare institutions, schools, churches, foundations and public corporations have rules of their
own. The words are tables in `words`; nothing is decided by one sample.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from councildoc import words
from councildoc.model import Briefing, BudgetLine, BudgetTable, Paragraph
from councildoc.transfers.fiscal import fiscal_year
from councildoc.values import bare, code_parts

_BODY = regex.compile("|".join(words.OTHER_BODIES))
_ACCOUNT = regex.compile("|".join(words.OTHER_ACCOUNTS))
_INSTITUTION = regex.compile("|".join(words.OTHER_INSTITUTIONS))
_PROJECTS_SINCE = 2008
"""Local budgets have 정책사업 since 2008; before they had 장·관·항, as the rules of other bodies still have."""
_OLDER_LEVELS = frozenset({"관", "항"})


def local_government(briefing: Briefing) -> bool:
    """Whether a briefing is a local government's, so that 지방재정법 applies to its transfers.

    In this order: a reporting body with rules of its own is none; a council, its session or committee on the title page
    speaks for one; an account or board of another body against; columns of 정책사업 and 통계목 codes for; an institution
    named on the title page, or 관·항 where 정책사업 are due, against. A report that says nothing of all this is taken for one.
    """
    if briefing.department and _BODY.fullmatch(bare(briefing.department)):
        return False
    seat = [briefing.council, briefing.committee, briefing.place]
    lines = list(_lines(briefing))
    accounts = [line.head.account for line in lines]
    if _names(_ACCOUNT, [*seat, *accounts]):
        return False
    if briefing.council or briefing.committee or briefing.session_number is not None:
        return True
    title_page = [line.text for line in briefing.title_lines]
    told = [entry.text for entry in briefing.preamble if isinstance(entry, Paragraph)]
    if _names(_ACCOUNT, [briefing.title, *title_page, *told]):
        return False
    if any(_is_local(line) for line in lines):
        return True
    return not _names(_INSTITUTION, [briefing.department, briefing.title, *title_page]) and not _has_older_levels(
        briefing, lines
    )


def _names(pattern: regex.Pattern[str], texts: Iterable[str | None]) -> bool:
    return any(pattern.search(bare(text)) for text in texts if text)


def _lines(briefing: Briefing) -> Iterator[BudgetLine]:
    for item in briefing.items:
        for block in item.blocks:
            for entry in block.body:
                if isinstance(entry, BudgetTable):
                    yield from entry.lines


def _is_local(line: BudgetLine) -> bool:
    """Whether a line has a 정책사업 and the number of a 통계목, as local budgets print them together."""
    return line.head.policy_project is not None and code_parts(line.head.object_code or "")[1] is not None


def _has_older_levels(briefing: Briefing, lines: Iterable[BudgetLine]) -> bool:
    dates = [date for item in briefing.items for transfer in item.transfers for date in transfer.dates]
    year = fiscal_year(briefing.title, dates)
    older = any({bare(title) for title in line.extra} >= _OLDER_LEVELS for line in lines)
    return older and (year is None or year >= _PROJECTS_SINCE)

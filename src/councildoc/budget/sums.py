"""Rows that sum others: which figures of a total row belong to which column, and which of several totals is the total."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from councildoc.budget.columns import Column, is_number
from councildoc.document import Cell
from councildoc.model import BudgetLine, BudgetTotal
from councildoc.values import bare, clean, unspaced
from councildoc.words import ACCOUNT_ENDINGS, BOX_MARKS, CIRCLE_MARKS, DASH_MARKS, DOT_MARKS, NIL_MARKS

_MARK = "".join(sorted(BOX_MARKS | CIRCLE_MARKS | DASH_MARKS | DOT_MARKS))
_ACCOUNT = regex.compile(
    rf"(?:[{regex.escape(_MARK)}①-⑳]|[가-하]\.|\d{{1,2}}[.)])?\s*[\[【<〈(]?\s*"
    rf"(?P<account>[가-힣·ㆍ()\s]*(?:{'|'.join(ACCOUNT_ENDINGS)})(?:\s?\([가-힣·ㆍ\s]+\))?)\s*[\]】>〉)]?"
)


def account_of(text: str) -> str | None:
    """The account that a band or a sum row names, whatever mark stands before it.

    >>> account_of("○ 일반회계"), account_of("【 상수도특별회계 】"), account_of("특별회계(주차장)"), account_of("회계과")
    ('일반회계', '상수도특별회계', '특별회계(주차장)', None)
    """
    match = _ACCOUNT.fullmatch(clean(text))
    return unspaced(match["account"]) if match else None


def spread(cells: Iterable[Cell], columns: Sequence[Column]) -> dict[int, Cell] | None:
    """Column -> figure where a row prints a figure for every amount but has lost the cells before them; None if the figures
    cannot be told apart. `columns` are those of the amounts, `cells` the cells of the row behind its label."""
    figures = [
        cell for cell in cells if is_number(cell.text) or (bare(cell.text) and set(bare(cell.text)) <= NIL_MARKS)
    ]
    return dict(enumerate(figures)) if len(figures) == len(columns) else None


def sorted_totals(
    rows: Sequence[tuple[str, BudgetTotal]], lines: Sequence[BudgetLine], fields: Iterable[str]
) -> tuple[BudgetTotal | None, tuple[BudgetTotal, ...]]:
    """The total, and the subtotals in printed order. Of several 합계 the one that sums all lines is the total."""
    totals = [row for kind, row in rows if kind == "total"]
    if not totals:
        return None, tuple(row for _, row in rows)
    sums = {field: sum(getattr(line, field) or 0 for line in lines) for field in fields}

    def agreement(row: BudgetTotal) -> int:
        return sum((getattr(row, field) or 0) == won for field, won in sums.items())

    best = max(totals, key=lambda row: (agreement(row), "총" in row.label, totals.index(row)))
    return best, tuple(row for _, row in rows if row is not best)

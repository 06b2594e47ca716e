"""Tables -> what their sums are made of: which lines a subtotal stands for, what other columns add, what is net."""

from __future__ import annotations

import contextlib
from itertools import pairwise

import regex

from councildoc.checks.objects import name_of
from councildoc.model import BudgetLine, BudgetTable, BudgetTotal
from councildoc.values import bare, clean, parse_cell

_MOVES = regex.compile(r"추경|이월|예비비|이용|이체|성립전|간주|배정")
FIELD_NAMES = {"before": "예산액", "decrease": "감액", "increase": "증액", "after": "변경 후 예산액", "net": "증감액"}


def complete(table: BudgetTable) -> bool:
    """Whether a table has before, after and a change, so that each of its lines is a sum."""
    return (
        table.unit is not None
        and {"before", "after"} <= table.columns.keys()
        and bool({"decrease", "increase"} & table.columns.keys())
    )


def signed(table: BudgetTable) -> bool:
    """Whether one column holds decreases and increases: its totals are net."""
    columns = table.columns
    return "decrease" in columns and columns.get("decrease") == columns.get("increase")


def between(line: BudgetLine, table: BudgetTable) -> int:
    """What other columns add on the way from before to after (추경, 이월, 예비비 …): their printed sum in won."""
    total = 0
    for title, text in line.extra.items():
        if _MOVES.search(bare(title)):
            with contextlib.suppress(ValueError):
                total += parse_cell(text, table.unit or 1) or 0
    return total


def line_name(line: BudgetLine) -> str:
    """What is printed of a line in a finding: 세부사업, code and name of the 통계목."""
    head = line.head
    return " / ".join(name for name in (head.detailed_project, head.object_code, head.object_name) if name)


def row_name(row: BudgetLine | BudgetTotal) -> str:
    """What a sentence calls a row: `‘경로당 보수, 401-01 시설비’ 행`."""
    if isinstance(row, BudgetTotal):
        return f"‘{clean(row.label)}’ 행"
    name = ", ".join(filter(None, (clean(row.head.detailed_project or ""), name_of(row.head))))
    return f"‘{name}’ 행" if name else "이 행"


def runs(table: BudgetTable) -> list[tuple[BudgetLine, ...]]:
    """The lines each subtotal stands for, by printed order: after it if a subtotal opens the table, else before it.

    Where the places of rows are not known, or subtotals are nested, a run is left empty and nothing is claimed.
    """
    if not table.subtotals:
        return []
    order = {place: n for n, cell in enumerate(table.printed.cells) for place in cell.where}

    def position(row: BudgetLine | BudgetTotal) -> int | None:
        own = [order[place] for places in row.places.values() for place in places if place in order]
        return max(own, default=None)

    marks = [position(row) for row in table.subtotals]
    lines = [(position(line), line) for line in table.lines]
    if any(mark is None for mark in marks) or any(spot is None for spot, _ in lines):
        return [() for _ in marks]
    spots = [mark for mark in marks if mark is not None]
    placed = [(spot, line) for spot, line in lines if spot is not None]
    first_line = min(spot for spot, _ in placed)
    above = spots[0] < first_line
    bounds = [*spots, 10**9] if above else [-1, *spots]
    found = [tuple(line for spot, line in placed if low < spot < high) for low, high in pairwise(bounds)]
    # Different labels are different levels (소계 inside 합계): only a single level can be told apart by position.
    levels = {"".join(row.label.split()) for row in table.subtotals}
    return found if len(levels) == 1 else [() for _ in marks]

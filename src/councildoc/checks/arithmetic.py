"""Sums that must hold: of a line, of a total row, of a transfer. None counts as 0 only where the table has the column."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from councildoc.checks.places import Subject
from councildoc.diagnostics import (
    AMOUNT_MISMATCH,
    OVERDRAWN,
    ROW_ARITHMETIC,
    TOTAL_MISMATCH,
    UNBALANCED_TRANSFER,
    Diagnostic,
)
from councildoc.model import BudgetLine, BudgetTable, BudgetTotal
from councildoc.transfers.legs import budget_tables
from councildoc.values import bare, parse_cell
from councildoc.words import AMOUNT_FIELDS

_MOVES = regex.compile(r"추경|이월|예비비|이용|이체|성립전|간주|배정")
_FIELD_NAMES = {"before": "예산액", "decrease": "감액", "increase": "증액", "after": "변경 후 예산액", "net": "증감액"}


def _complete(table: BudgetTable) -> bool:
    return (
        table.unit is not None
        and {"before", "after"} <= table.columns.keys()
        and bool({"decrease", "increase"} & table.columns.keys())
    )


def row_sums(subject: Subject) -> Iterator[Diagnostic]:
    """before − decrease + increase = after on every line of a table that has before, after and a change."""
    for path, _, table in subject.tables():
        if not _complete(table):
            continue
        for index, line in enumerate(table.lines):
            before, decrease, increase, after = (getattr(line, field) or 0 for field in AMOUNT_FIELDS)
            expected = before - decrease + increase
            if (
                expected != after
                and f"{path}.lines[{index}]" not in subject.unread
                and expected + _between(line, table) != after
            ):
                yield ROW_ARITHMETIC.at(
                    f"{path}.lines[{index}]",
                    line.where,
                    _names(line),
                    before=before,
                    decrease=decrease,
                    increase=increase,
                    expected=expected,
                    after=after,
                )


def _between(line: BudgetLine, table: BudgetTable) -> int:
    """What other columns add on the way from before to after (추경, 이월, 예비비 …): their printed sum in won."""
    total = 0
    for title, text in line.extra.items():
        if _MOVES.search(bare(title)):
            with contextlib.suppress(ValueError):
                total += parse_cell(text, table.unit or 1) or 0
    return total


def _names(line: BudgetLine) -> str:
    head = line.head
    return " / ".join(name for name in (head.detailed_project, head.object_code, head.object_name) if name)


def overdrafts(subject: Subject) -> Iterator[Diagnostic]:
    """No line gives more than it has."""
    for path, _, table in subject.tables():
        if "before" not in table.columns or table.unit is None:
            continue
        for index, line in enumerate(table.lines):
            if (line.decrease or 0) > (line.before or 0) and f"{path}.lines[{index}]" not in subject.unread:
                yield OVERDRAWN.at(
                    f"{path}.lines[{index}]",
                    line.where,
                    _names(line),
                    decrease=line.decrease or 0,
                    before=line.before or 0,
                )


def totals(subject: Subject) -> Iterator[Diagnostic]:
    """A total row equals the sum of all lines; the subtotals, taken together or in runs, equal the lines they stand for."""
    for path, _, table in subject.tables():
        if table.unit is None or not table.lines:
            continue
        if table.total is not None:
            yield from _compare(f"{path}.total", table, table.total, table.lines)
        yield from _subtotals(path, table)


def _signed(table: BudgetTable) -> bool:
    columns = table.columns
    return "decrease" in columns and columns.get("decrease") == columns.get("increase")


def _compare(path: str, table: BudgetTable, row: BudgetTotal, lines: Sequence[BudgetLine]) -> Iterator[Diagnostic]:
    for field in AMOUNT_FIELDS:
        if field not in table.columns or (_signed(table) and field in ("decrease", "increase")):
            continue
        if getattr(row, field) is None and field not in row.places:
            continue  # the total row does not print this column
        total = sum(getattr(line, field) or 0 for line in lines)
        printed = getattr(row, field) or 0
        if printed != total:
            yield TOTAL_MISMATCH.at(
                path,
                row.places.get(field, row.where),
                row.label,
                label=row.label,
                field=_FIELD_NAMES[field],
                printed=printed,
                total=total,
            )


def _subtotals(path: str, table: BudgetTable) -> Iterator[Diagnostic]:
    """Each subtotal against its own lines: those of its group, or the run of lines beside it in the printed table."""
    if not table.subtotals:
        return
    runs = _runs(table)
    for index, (row, lines) in enumerate(zip(table.subtotals, runs, strict=True)):
        if lines:
            yield from _compare(f"{path}.subtotals[{index}]", table, row, lines)


def _runs(table: BudgetTable) -> list[tuple[BudgetLine, ...]]:
    """The lines each subtotal stands for, by printed order: after it if a subtotal opens the table, else before it.

    Where the places of rows are not known, or subtotals are nested, a run is left empty and nothing is claimed.
    """
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
    runs = [tuple(line for spot, line in placed if low < spot < high) for low, high in pairwise(bounds)]
    # Different labels are different levels (소계 inside 합계): only a single level can be told apart by position.
    levels = {"".join(row.label.split()) for row in table.subtotals}
    return runs if len(levels) == 1 else [() for _ in marks]


def amounts(subject: Subject) -> Iterator[Diagnostic]:
    """Each transfer balances, and its stated amount is the one its legs move; where an amount is unread, none is judged."""
    unsure = tuple({path.partition(".blocks")[0] + "." for path in subject.unread})
    for path, _, item, transfer in subject.transfers():
        if path.startswith(unsure):
            continue
        decrease = sum(leg.amount or 0 for leg in transfer.sources)
        increase = sum(leg.amount or 0 for leg in transfer.targets)
        told = not budget_tables(item.blocks)
        known = all(leg.amount is not None for leg in (*transfer.sources, *transfer.targets))
        if known and not told and decrease != increase:
            yield UNBALANCED_TRANSFER.at(path, transfer.where, decrease=decrease, increase=increase)
        if transfer.amount is not None and known and not told and transfer.amount not in (decrease, increase):
            where = (*transfer.places.get("amount", ()), *transfer.where)
            yield AMOUNT_MISMATCH.at(f"{path}.amount", where, stated=transfer.amount, table=decrease or increase)

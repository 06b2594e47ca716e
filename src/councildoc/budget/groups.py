"""Rows of a budget table that sum the rows of a department or project and are labelled with its name alone.

Such a row prints no object of its own. That it is a sum, and no line, is said only where all its figures are the sums of
the rows below it, or of those above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from councildoc.budget.columns import Column, Grid, number_of
from councildoc.budget.header import Header, total_kind
from councildoc.document import Cell
from councildoc.values import bare
from councildoc.words import AMOUNT_COLUMNS, HEAD_COLUMNS

_OBJECT = frozenset({"object", "object_code", "object_name"})


@attrs.frozen
class _Row:
    """A row with figures. `label` is the column whose text names the group if the row may sum one, `level` the first column
    that prints a name; a total ends every group."""

    index: int
    figures: tuple[int, ...]
    label: int | None
    level: int
    is_total: bool


def group_sums(grid: Grid, header: Header) -> dict[int, int]:
    """Index of each row that sums a group -> the column with its label."""
    if len(header.sides) > 1 or header.stage is not None:
        return {}
    rows = [row for index in range(header.rows, len(grid)) if (row := _row(grid[index], index, header.columns))]
    found: dict[int, int] = {}
    for position, row in enumerate(rows):
        if row.label is None or not any(row.figures):
            continue
        below = _members((rows[n] for n in range(position + 1, len(rows))), row.level)
        above = _members((rows[n] for n in range(position - 1, -1, -1)), row.level)
        if any(_sums(members) == row.figures for members in (below, above) if members):
            found[row.index] = row.label
    return found


def _row(row: Sequence[Cell | None], index: int, columns: Sequence[Column]) -> _Row | None:
    amounts = [column.cells(row) for column in columns if column.field in AMOUNT_COLUMNS]
    if not any(cell.row == index for cells in amounts for cell in cells):
        return None
    heads = [(n, column, column.cells(row)) for n, column in enumerate(columns) if column.field in HEAD_COLUMNS]
    own = [(n, cells) for n, _, cells in heads if any(cell.row == index for cell in cells)]
    is_total = any(total_kind(cell.text) for column in columns for cell in column.cells(row) if cell.row == index)
    objects = [cell for _, column, cells in heads if column.field in _OBJECT for cell in cells if bare(cell.text)]
    names = [cell for _, column, cells in heads if column.field not in _OBJECT for cell in cells if cell.row == index]
    label = own[-1][0] if own and names and all(cell in names for cell in objects) and not is_total else None
    if label is not None and not any(column.field in _OBJECT for column in columns):
        label = None
    figures = tuple(number_of(cells) or 0 for cells in amounts)
    return _Row(index, figures, label, own[0][0] if own else len(columns), is_total)


def _members(rows: Iterable[_Row], level: int) -> list[_Row]:
    """The lines of a group: up to the next sum of its level or a higher one, without the sums of lower levels."""
    members: list[_Row] = []
    for row in rows:
        if row.is_total or (row.label is not None and row.level <= level):
            break
        if row.label is None:
            members.append(row)
    return members


def _sums(rows: Sequence[_Row]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*(row.figures for row in rows), strict=True)))

"""A table that begins anew, with another budget header in its middle, is two tables printed in one grid."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from councildoc.budget.header import read_header
from councildoc.document import Table
from councildoc.header_words import column_fields
from councildoc.values import bare, reading_key
from councildoc.words import AMOUNT_COLUMNS, HEAD_COLUMNS

_LEAST_NAMES = 2
_MOST = 20
"""A grid is cut into so many tables at most."""
_LOOK = 12
"""Whether a budget header stands on top is seen in so many rows."""


def parted(table: Table) -> list[Table]:
    """The tables that one grid holds; the table itself where it has one header, or only repeats it."""
    found: list[Table] = []
    rest = table
    while len(found) < _MOST and (pieces := _cut(rest)) is not None:
        found.append(pieces[0])
        rest = pieces[1]
    return [*found, rest]


def _cut(table: Table) -> tuple[Table, Table] | None:
    """The rows above a second header, and those from it on; None if there is none."""
    header = read_header(table, table.grid()[:_LOOK])
    if header is None:
        return None
    texts: dict[int, list[str]] = {}
    for cell in table.cells:
        if bare(cell.text):
            texts.setdefault(cell.row, []).append(cell.text)
    first = {_key(texts.get(row, ())) for row in range(header.rows)}
    for row in range(header.rows + 1, table.nrows - 1):
        if not _may_be_header(texts.get(row, ())) or _key(texts[row]) in first:
            continue
        upper, lower = _piece(table, 0, row), _piece(table, row, table.nrows)
        if upper is not None and lower is not None and read_header(lower, lower.grid()[:_LOOK]) is not None:
            return upper, lower
    return None


def _key(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(reading_key, texts))


def _may_be_header(texts: Sequence[str]) -> bool:
    fields = [column_fields(text) for text in texts]
    heads = sum(any(field in HEAD_COLUMNS for field in found) for found in fields)
    amounts = sum(any(field in AMOUNT_COLUMNS for field in found) for found in fields)
    return all(fields) and heads >= _LEAST_NAMES and amounts > 0


def _piece(table: Table, start: int, stop: int) -> Table | None:
    """Some rows as a table; None if a merged cell reaches out of them."""
    cells = [cell for cell in table.cells if start <= cell.row < stop]
    crossing = any(cell.row < start < cell.row + cell.rowspan for cell in table.cells)
    if crossing or any(cell.row + cell.rowspan > stop for cell in cells):
        return None
    moved = tuple(attrs.evolve(cell, row=cell.row - start) for cell in cells)
    return attrs.evolve(table, cells=moved, where=(), caption=table.caption if not start else None)

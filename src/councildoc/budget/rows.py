"""The rows below a budget header, made ready to be read one by one: what a producer broke into several rows is put together.

A header that is repeated in the middle of a table says nothing new. A 통계목 whose code stands in one row and whose name in
the next is one object.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from councildoc.budget.columns import Column, Grid, is_number
from councildoc.budget.header import Header
from councildoc.document import Cell
from councildoc.extraction.furniture import page_number
from councildoc.values import CODE, bare, clean, reading_key
from councildoc.words import AMOUNT_COLUMNS, NIL_MARKS, NOTE_MARKS

_GOES_ON = regex.compile(
    r"[<〈\[【(（-]*\s*(?:앞\s?(?:면|쪽|장)?에서\s*|뒷?\s?(?:면|쪽|장)?에\s*|표\s*)?계\s?속\s*[>〉\]】)）-]*"
)
_OBJECT = frozenset({"object", "object_code", "object_name"})


@attrs.frozen
class Printed:
    """The texts and places of one grid row, by column; `own` are the columns whose cell begins in this row."""

    texts: dict[int, str]
    cells: dict[int, tuple[Cell, ...]]
    own: frozenset[int]


def once(printed: Printed) -> Printed:
    """The row with a cell that lies over several columns in the first of them only."""
    seen: list[Cell] = []
    texts = dict(printed.texts)
    for n, cells in printed.cells.items():
        if any(cell in seen for cell in cells):
            texts[n] = ""
        seen += cells
    return attrs.evolve(printed, texts=texts)


def is_page_break(text: str) -> bool:
    """Whether a text only says that a table goes on, or numbers a page: `(계속)`, `앞면에서 계속`, `- 3 -`.

    >>> is_page_break("(계속)"), is_page_break("< 앞면에서 계속 >"), is_page_break("- 3 -")
    (True, True, True)
    >>> is_page_break("계속비"), is_page_break("3"), is_page_break("-3")
    (False, False, False)
    """
    framed = not clean(text)[:1].isalnum() and not clean(text)[-1:].isalnum()
    return _GOES_ON.fullmatch(clean(text)) is not None or (framed and page_number(text) is not None)


def is_note(text: str) -> bool:
    """Whether a row of one text is a remark among the rows (※), which divides nothing."""
    return clean(text)[:1] in NOTE_MARKS or is_page_break(text)


def body_rows(grid: Grid, header: Header) -> Grid:
    """The grid with an empty row in place of each that repeats a row of the header or says that the table goes on, and with
    objects of two rows in one."""
    headers = {_key(row, index) for index, row in enumerate(grid[: header.rows])}
    rows: Grid = []
    for index, row in enumerate(grid):
        idle = index >= header.rows and _is_idle(row, index, headers)
        rows.append([None] * len(row) if idle else list(row))
    for index in range(header.rows, len(rows) - 1):
        _join_object(rows, index, header.columns)
    return rows


def _key(row: Sequence[Cell | None], index: int) -> tuple[str, ...]:
    cells = {id(cell): cell for cell in row if cell is not None and cell.row == index and bare(cell.text)}
    return tuple(reading_key(cell.text) for cell in cells.values())


def _is_idle(row: Sequence[Cell | None], index: int, headers: set[tuple[str, ...]]) -> bool:
    key = _key(row, index)
    return (len(key) > 1 and key in headers) or (len(key) == 1 and is_page_break(key[0]))


def _join_object(rows: Grid, index: int, columns: Sequence[Column]) -> None:
    """Where a row prints a code alone, and the next a name without code in the same column, the two are one row: that with
    the amounts."""
    upper, lower = rows[index], rows[index + 1]
    at = [column for column in columns if column.field in _OBJECT]
    if len(at) != 1:
        return
    code, name = _only(at[0], upper, index), _only(at[0], lower, index + 1)
    if code is None or name is None or not _is_code(code.text) or is_number(name.text) or CODE.search(clean(name.text)):
        return
    kept = index if _has_amount(upper, index, columns) else index + 1
    if kept == index and not _prints_only(lower, index + 1, at[0]):
        return
    both = attrs.evolve(code, text=f"{code.text}\n{name.text}", row=kept, where=(*code.where, *name.where))
    for n in at[0].span:
        rows[kept][n] = both
    if kept == index:
        rows[index + 1] = [None] * len(lower)
        return
    for n, cell in enumerate(upper):
        # Names that stand beside the code are those of the row with the amounts.
        if cell is not None and bare(cell.text) and n not in at[0].span:
            below = lower[n]
            if below is None or not bare(below.text):
                lower[n] = attrs.evolve(cell, row=kept)
    rows[index] = [None] * len(upper)


def _only(column: Column, row: Sequence[Cell | None], index: int) -> Cell | None:
    found = [cell for cell in column.cells(row) if cell.row == index]
    return found[0] if len(found) == 1 and len(column.cells(row)) == 1 else None


def _is_code(text: str) -> bool:
    return CODE.fullmatch(clean(text)) is not None


def _has_amount(row: Sequence[Cell | None], index: int, columns: Sequence[Column]) -> bool:
    amounts = (cell for column in columns if column.field in AMOUNT_COLUMNS for cell in column.cells(row))
    return any(cell.row == index and (is_number(cell.text) or set(bare(cell.text)) <= NIL_MARKS) for cell in amounts)


def _prints_only(row: Sequence[Cell | None], index: int, column: Column) -> bool:
    """Whether nothing but the cells of one column begins in a row."""
    return all(
        cell is None or cell.row != index or not bare(cell.text) or n in column.span for n, cell in enumerate(row)
    )

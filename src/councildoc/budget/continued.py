"""Document -> Document: budget tables that go on in a next table become one, two that are printed in one grid become two.

A long table is often printed as several, its header repeated in each, or rows without header follow it. Pieces are joined
where the first does not end with a total and nothing stands between them but what a page break leaves there: `(계속)`, a page
number, or the unit once more, if the total of the last piece then is that of all. A repeated header goes to the furniture,
where every reader puts it, and so does what stands between.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from councildoc.budget.columns import is_number, number_of
from councildoc.budget.header import Header, read_header, total_kind
from councildoc.budget.parted import parted
from councildoc.budget.rows import is_page_break
from councildoc.document import Cell, Document, Element, Line, Table
from councildoc.values import UNIT_NOTE, bare, clean, find_unit, reading_key
from councildoc.words import AMOUNT_COLUMNS, NIL_MARKS


def join_continued(document: Document) -> Document:
    """The document with the pieces of continued budget tables joined; unchanged if there are none."""
    elements: list[Element] = []
    furniture: list[Line] = []
    parts = [part for element in document.elements for part in _parts(element)]
    known: tuple[Table, Header | None] | None = None
    for element in parts:
        upper, between = _last_table(elements) if isinstance(element, Table) else (None, [])
        if isinstance(element, Table) and upper is not None:
            # A table of many pieces has the header of the first; to read it anew with every piece would take long.
            header = known[1] if known and known[0] is upper else read_header(upper, upper.grid())
            rows = _repeated_header(upper, header, element)
            if rows is not None and (not between or _is_one_table(elements, between, element, rows)):
                furniture.extend((*between, *_header_lines(element, rows)))
                joined = _joined(upper, element, rows)
                elements[-1 - len(between) :] = [joined]
                known = joined, header
                continue
        elements.append(element)
    if len(elements) == len(parts) == len(document.elements):
        return document
    return attrs.evolve(document, elements=tuple(elements), furniture=(*document.furniture, *furniture))


def _parts(element: Element) -> Sequence[Element]:
    return parted(element) if isinstance(element, Table) else [element]


def _last_table(elements: Sequence[Element]) -> tuple[Table | None, list[Line]]:
    """The table that ends what was read so far, and the lines of a page break below it."""
    between: list[Line] = []
    for element in reversed(elements):
        if isinstance(element, Table):
            return element, between[::-1]
        if not _says_goes_on(element.text) and bare(_without_unit(element.text)):
            break
        between.append(element)
    return None, []


def _without_unit(text: str) -> str:
    return UNIT_NOTE.sub("", clean(text))


def _says_goes_on(text: str) -> bool:
    return is_page_break(_without_unit(text))


def _is_one_table(elements: Sequence[Element], between: Sequence[Line], lower: Table, rows: int) -> bool:
    """Whether the lines between two pieces, the last of `elements`, say that the table goes on; where they only repeat its
    unit, its sums have to."""
    above = elements[-2 - len(between)] if len(elements) > 1 + len(between) else None
    first = [above] if isinstance(above, Line) else []
    units = {unit for line in (*first, *between) if (unit := find_unit(line.text))}
    if len(units) > 1:
        return False
    upper = elements[-1 - len(between)]
    told = any(_says_goes_on(line.text) for line in between)
    return told or (isinstance(upper, Table) and _sums_go_on(_joined(upper, lower, rows)))


def _sums_go_on(table: Table) -> bool:
    """Whether the last row is the total of all rows above it."""
    grid = table.grid()
    header = read_header(table, grid)
    if header is None or not _ends_with_total(table, header.rows):
        return False
    *lines, total = grid[header.rows :]
    amounts = [column for column in header.columns if column.field in AMOUNT_COLUMNS]
    return all(
        sum(number_of(column.cells(row)) or 0 for row in lines) == (number_of(column.cells(total)) or 0)
        for column in amounts
    )


def _repeated_header(upper: Table, header: Header | None, lower: Table) -> int | None:
    """How many rows of the lower table repeat the budget header of the upper one, 0 if it only goes on; None if it is a
    table of its own."""
    if upper.ncols != lower.ncols:
        return None
    if header is None or _ends_with_total(upper, header.rows):
        return None
    if _rows(upper, header.rows) == _rows(lower, header.rows) and lower.nrows > header.rows:
        return header.rows
    return 0 if _only_goes_on(header, lower) else None


def _only_goes_on(header: Header, lower: Table) -> bool:
    """Whether every row has a figure, and nothing else, under the amounts of the header above."""
    grid = lower.grid()
    columns = [column for column in header.columns if column.field in AMOUNT_COLUMNS]
    if not grid or read_header(lower, grid) is not None:
        return False
    for row in grid:
        texts = [cell.text for column in columns for cell in column.cells(row)]
        if not any(map(is_number, texts)) or not all(is_number(text) or set(bare(text)) <= NIL_MARKS for text in texts):
            return False
    return True


def _rows(table: Table, count: int) -> list[tuple[int, int, int, int, str]]:
    return sorted(
        (cell.row, cell.col, cell.rowspan, cell.colspan, reading_key(cell.text))
        for cell in table.cells
        if cell.row < count
    )


def _ends_with_total(table: Table, header: int) -> bool:
    """Whether the last row is a total; one right below the header, above what it sums, ends nothing."""
    end = table.nrows
    last = [cell for cell in table.cells if cell.row > header and cell.row + cell.rowspan == end]
    return any(total_kind(cell.text) == "total" for cell in last)


def _header_lines(table: Table, rows: int) -> list[Line]:
    """The repeated header, a line for each of its rows."""
    lines = []
    for row in range(rows):
        cells = [cell for cell in table.cells if cell.row == row and bare(cell.text)]
        if cells:
            text = " ".join(cell.text.replace("\n", " ") for cell in cells)
            lines.append(Line(text, tuple(place for cell in cells for place in cell.where)))
    return lines


def _joined(upper: Table, lower: Table, rows: int) -> Table:
    shift = upper.nrows - rows
    moved: list[Cell] = [attrs.evolve(cell, row=cell.row + shift) for cell in lower.cells if cell.row >= rows]
    return attrs.evolve(upper, cells=(*upper.cells, *moved), where=upper.where + lower.where)

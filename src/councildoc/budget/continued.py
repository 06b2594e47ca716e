"""Document -> Document: budget tables that go on in a next table become one.

A long table is often printed as several, its header repeated in each, or rows without header follow it. Pieces are joined
where nothing stands between them and the first does not end with a total; a repeated header goes to the furniture, where
every reader puts it.
"""

from __future__ import annotations

import attrs

from councildoc.budget.header import Header, is_number, read_header, total_kind
from councildoc.document import Cell, Document, Element, Line, Table
from councildoc.values import bare, reading_key
from councildoc.words import AMOUNT_COLUMNS, NIL_MARKS


def join_continued(document: Document) -> Document:
    """The document with the pieces of continued budget tables joined; unchanged if there are none."""
    elements: list[Element] = []
    furniture: list[Line] = []
    for element in document.elements:
        last = elements[-1] if elements else None
        rows = _repeated_header(last, element) if isinstance(last, Table) and isinstance(element, Table) else None
        if rows is not None and isinstance(last, Table) and isinstance(element, Table):
            furniture.extend(_header_lines(element, rows))
            elements[-1] = _joined(last, element, rows)
        else:
            elements.append(element)
    if len(elements) == len(document.elements):
        return document
    return attrs.evolve(document, elements=tuple(elements), furniture=(*document.furniture, *furniture))


def _repeated_header(upper: Table, lower: Table) -> int | None:
    """How many rows of the lower table repeat the budget header of the upper one, 0 if it only goes on; None if it is a
    table of its own."""
    if upper.ncols != lower.ncols:
        return None
    header = read_header(upper, upper.grid())
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
    totals = [cell for cell in table.cells if cell.row > header and total_kind(cell.text) == "total"]
    return any(cell.row + cell.rowspan == table.nrows for cell in totals)


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

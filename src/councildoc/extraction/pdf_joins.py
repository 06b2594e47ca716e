"""Tables over a page break -> one table: the same columns go on at the top of the next page.

The repeated header goes to the furniture. Cells that the break cut become one again: a blank piece continues the cell
above it, and two pieces of text are one name where the document proves it (see `CutCells`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from councildoc.diagnostics import Report
from councildoc.document import Cell, Line, Table
from councildoc.extraction.cut_cells import CutCells, Evidence
from councildoc.extraction.pdf_tables import SAME_COLUMN, Placed, PlacedLine, PlacedTable
from councildoc.extraction.vocabulary import is_budget_header, is_data
from councildoc.header_words import column_fields, counts_on
from councildoc.values import bare, reading_key
from councildoc.words import TOTAL_WORDS

SHIFT = 30.0
"""Points by which a whole table may be shifted (margins of left and right pages)."""
ROOM = 0.35
"""A table that leaves no more than this part of the page empty below it may go on, whatever comes next."""
FOOT = 0.16
"""The bottom margin of a page is at most this part of its height."""
HEADER_ROWS = 4
"""Headers of budget tables are found in the first rows."""


@attrs.frozen
class Break:
    """A table that goes on: its first piece, those above and below the break, how many rows of the lower one repeat the
    header, and for each column border of the two its number in the first piece."""

    head: PlacedTable
    upper: PlacedTable
    lower: PlacedTable
    header: int
    upper_columns: tuple[int, ...]
    columns: tuple[int, ...]
    rows: int
    """Rows of the table down to this break, each repeated header left out."""


def joined(
    pages: Sequence[Sequence[Placed]], ends: Sequence[tuple[float, float]], report: Report
) -> list[list[Placed | Line]]:
    """The elements of each page with tables joined; a bare `Line` among them is a repeated header, for the furniture.

    `ends` gives top and bottom of each page.
    """
    breaks: dict[int, Break] = {}
    foot = _foot(pages, ends)
    for index in range(1, len(pages)):
        before = breaks.get(index - 1) if len(pages[index - 1]) == 1 else None
        found = _break(pages[index - 1], pages[index], before, ends[index - 1], foot)
        if found:
            breaks[index] = found
    out: list[list[Placed | Line]] = [list(page) for page in pages]
    if not breaks:
        return out
    evidence = _with_proved_names(_evidence(pages, breaks.values()), breaks.values())
    holder = 0
    for index in range(1, len(pages)):
        if index - 1 not in breaks or len(pages[index - 1]) > 1:
            holder = index - 1
        upper = out[holder][-1] if out[holder] else None
        if index not in breaks or not isinstance(upper, PlacedTable):
            continue
        out[holder][-1] = _join(upper, breaks[index], evidence, report)
        out[index] = [*_header_lines(breaks[index]), *out[index][1:]]
    return out


def _foot(pages: Sequence[Sequence[Placed]], ends: Sequence[tuple[float, float]]) -> float:
    """The bottom margin of the pages, as far as the lowest that stands on any of them tells."""
    lowest = [
        min(bottom - max((element.box[3] for element in page), default=top), FOOT * (bottom - top))
        for page, (top, bottom) in zip(pages, ends, strict=True)
    ]
    return max(min(lowest, default=0.0), 0.0)


def _break(
    above: Sequence[Placed], below: Sequence[Placed], before: Break | None, ends: tuple[float, float], foot: float
) -> Break | None:
    """The table that the break between two pages cuts, if it cuts one; `before` is the break with which it came there."""
    if not above or not below:
        return None
    upper, lower = above[-1], below[0]
    if isinstance(upper, PlacedLine) or isinstance(lower, PlacedLine):
        return None
    head = before.head if before else upper
    columns = _column_map(head, lower)
    if columns is None:
        return None
    header = _repeated_header(head.table, lower.table)
    rows = before.rows + upper.table.nrows - before.header if before else upper.table.nrows
    has_total = _ends_with_total(upper.table, data=rows - (header or _rows_without_data(head.table)))
    if header and has_total:
        return None
    if not header and not _is_headless_rest(head, lower):
        return None
    goes_on = not header and not has_total and _holds_data_of(head, lower)
    if not goes_on and _has_ended(upper, lower, header, ends, foot):
        return None
    upper_columns = before.columns if before else tuple(range(len(head.xs)))
    return Break(head, upper, lower, header, upper_columns, columns, rows)


def _has_ended(upper: PlacedTable, lower: PlacedTable, header: int, ends: tuple[float, float], foot: float) -> bool:
    """Whether the page had room for more of the table: a row, or rows that a merged cell keeps together, moves whole."""
    room = ends[1] - upper.box[3]
    return room > ROOM * (ends[1] - ends[0]) and room - foot >= _first_rows(lower, header)


def _first_rows(piece: PlacedTable, first: int) -> float:
    """The height of a row with all that merged cells tie to it."""
    end = first + 1
    while reach := max((c.row + c.rowspan for c in piece.table.cells if c.row < end < c.row + c.rowspan), default=0):
        end = reach
    return piece.ys[min(end, len(piece.ys) - 1)] - piece.ys[first]


def _is_headless_rest(head: PlacedTable, lower: PlacedTable) -> bool:
    """Whether a piece without the header of a table may be the rest of it."""
    texts = [cell.text for cell in lower.table.cells if cell.row < HEADER_ROWS]
    if head.table.ncols < 3 or is_budget_header(texts) or lower.table.ncols < 2:
        return False
    return lower.table.ncols >= head.table.ncols or _is_rest(texts)


def _holds_data_of(head: PlacedTable, lower: PlacedTable) -> bool:
    """Whether a piece begins with data for which the budget table above is the only header."""
    texts = (cell.text for cell in head.table.cells if cell.row < HEADER_ROWS)
    return is_budget_header(texts) and is_data(cell.text for cell in lower.table.cells if cell.row == 0)


def _is_rest(texts: Iterable[str]) -> bool:
    """Whether a piece with fewer columns is the rest of a table, such as its total, and no box that stands below it."""
    solid = [bare(text) for text in texts]
    return any(text in TOTAL_WORDS for text in solid) and sum(text[:1].isdigit() for text in solid) >= 1


def _column_map(upper: PlacedTable, lower: PlacedTable) -> tuple[int, ...] | None:
    """For each column border of the lower piece its number in the upper one; None if the columns differ."""
    shift = upper.xs[0] - lower.xs[0]
    if abs(shift) > SHIFT or abs(upper.xs[-1] - lower.xs[-1] - shift) > SAME_COLUMN:
        return None
    if upper.soft and lower.soft and len(upper.xs) == len(lower.xs):
        return tuple(range(len(upper.xs)))
    out: list[int] = []
    for x in lower.xs:
        nearest = min(range(len(upper.xs)), key=lambda index: abs(upper.xs[index] - x - shift))
        if abs(upper.xs[nearest] - x - shift) > SAME_COLUMN:
            return None
        out.append(nearest)
    return tuple(out) if len(set(out)) == len(out) else None


def _repeated_header(upper: Table, lower: Table) -> int:
    """How many header rows at the top of both pieces are the same; no cell may reach out of them."""
    rows = 0
    while (
        rows < min(upper.nrows, lower.nrows - 1)
        and _row(upper, rows) == _row(lower, rows)
        and _is_header_row(lower, rows)
    ):
        rows += 1
    while rows and any(cell.row < rows < cell.row + cell.rowspan for table in (upper, lower) for cell in table.cells):
        rows -= 1
    printed = any(bare(cell.text) for cell in lower.cells if cell.row < rows)
    return rows if printed else 0


def _is_header_row(table: Table, row: int) -> bool:
    """Whether a row under nothing but header rows is one too. Data are none, even where two pages begin with the same."""
    texts = [cell.text for cell in table.cells if cell.row == row]
    if is_data(texts):
        return False
    above = [cell for cell in table.cells if cell.row < row]
    return (
        sum(cell.row == row - 1 and bare(cell.text) != "" for cell in above) < 2  # the first row, or one below a title
        or any(cell.row + cell.rowspan > row or (cell.row == row - 1 and cell.colspan > 1) for cell in above)
        or any(column_fields(text) for text in texts)
        or counts_on(texts)
    )


def _row(table: Table, row: int) -> list[tuple[int, int, int, str]]:
    return [(cell.col, cell.rowspan, cell.colspan, reading_key(cell.text)) for cell in table.cells if cell.row == row]


def _ends_with_total(table: Table, *, data: int) -> bool:
    """Whether the last of so many rows of data is a total; one that stands first, above what it sums, ends nothing."""
    totals = [cell for cell in table.cells if bare(cell.text) in TOTAL_WORDS]
    return any(cell.row + cell.rowspan == table.nrows and data > cell.rowspan for cell in totals)


def _rows_without_data(table: Table) -> int:
    """How many rows stand at the top of a table before its first data."""
    return min((cell.row for cell in table.cells if is_data([cell.text])), default=table.nrows)


def _evidence(pages: Sequence[Sequence[Placed]], breaks: Iterable[Break]) -> Evidence:
    """What stands in the document apart from the pieces of cells at the breaks."""
    pieces: set[int] = set()
    for item in breaks:
        last = item.upper.table.nrows
        pieces.update(id(cell) for cell in item.upper.table.cells if cell.row + cell.rowspan == last)
        pieces.update(id(cell) for cell in item.lower.table.cells if cell.row == item.header)
    prose: list[str] = []
    cells: set[str] = set()
    for page in pages:
        for element in page:
            if isinstance(element, PlacedLine):
                prose.append(reading_key(element.line.text))
                continue
            prose.append("\n")
            for cell in element.table.cells:
                prose += [reading_key(cell.text), "\n"]
                if id(cell) not in pieces:
                    cells.add(reading_key(cell.text))
    return Evidence("".join(prose), frozenset(cells))


def _with_proved_names(evidence: Evidence, breaks: Iterable[Break]) -> Evidence:
    """The names that cut pieces are proved to make are whole cells, which settles other pieces."""
    proved: set[str] = set()
    for item in breaks:
        upper = Table(tuple(_in_columns(item.upper.table.cells, item.upper_columns)))
        piece = attrs.evolve(item.upper, table=upper, xs=item.head.xs)
        proved |= _cut_cells(piece, item, evidence).proved_names()
    return attrs.evolve(evidence, cells=evidence.cells | proved)


def _cut_cells(upper: PlacedTable, found: Break, evidence: Evidence) -> CutCells:
    return CutCells(upper.table, _lower_cells(found), found.header, evidence, upper.xs, upper.size)


def _lower_cells(found: Break) -> list[Cell]:
    """The cells of the lower piece below its header, in the columns of the first one."""
    return _in_columns((cell for cell in found.lower.table.cells if cell.row >= found.header), found.columns)


def _in_columns(cells: Iterable[Cell], columns: Sequence[int]) -> list[Cell]:
    """Cells with their column borders numbered anew."""
    return [
        attrs.evolve(cell, col=columns[cell.col], colspan=columns[cell.col + cell.colspan] - columns[cell.col])
        for cell in cells
    ]


def _join(upper: PlacedTable, found: Break, evidence: Evidence, report: Report) -> PlacedTable:
    header = found.header
    lower = _lower_cells(found)
    table = upper.table
    cut = _cut_cells(upper, found, evidence)
    # A row that the break cut in two is one row again: the lower piece starts in the last row of the upper one.
    offset = table.nrows - header - (1 if cut.row_is_cut else 0)
    moved = [attrs.evolve(cell, row=cell.row + offset) for cell in lower]
    by_place = {(cell.col, cell.colspan): index for index, cell in enumerate(moved) if lower[index].row == header}
    merged: set[int] = set()
    cells: list[Cell] = []
    end = table.nrows
    for cell in table.cells:
        index = by_place.get((cell.col, cell.colspan)) if cell.row + cell.rowspan == end else None
        if index is None or not cut.continues(cell, lower[index]):
            cells.append(cell)
            continue
        merged.add(index)
        cells.append(_one_cell(cell, moved[index]))
    cells += [cell for index, cell in enumerate(moved) if index not in merged]
    for diagnostic in cut.doubts:
        report(diagnostic)
    whole = Table(
        tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))), where=table.where + found.lower.table.where
    )
    return attrs.evolve(upper, table=whole, box=found.lower.box, page=found.lower.page)


def _one_cell(upper: Cell, lower: Cell) -> Cell:
    texts = [text for text in (upper.text, lower.text) if bare(text)]
    return attrs.evolve(
        upper,
        text="\n".join(texts),
        rowspan=lower.row + lower.rowspan - upper.row,
        where=upper.where + lower.where,
    )


def _header_lines(found: Break) -> list[Line]:
    """The repeated header rows, each as a line."""
    out: list[Line] = []
    for row in range(found.header):
        cells = [cell for cell in found.lower.table.cells if cell.row == row and bare(cell.text)]
        if cells:
            text = " ".join(cell.text.replace("\n", " ") for cell in cells)
            out.append(Line(text, where=tuple(place for cell in cells for place in cell.where)))
    return out

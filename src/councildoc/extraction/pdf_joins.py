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
from councildoc.extraction.vocabulary import is_budget_header
from councildoc.values import bare, reading_key
from councildoc.words import TOTAL_WORDS

SHIFT = 30.0
"""Points by which a whole table may be shifted (margins of left and right pages)."""
ROOM = 0.35
"""A table that leaves this part of the page empty below it has ended there."""


@attrs.frozen
class Break:
    """A table that goes on: its upper and lower piece, how many rows of the lower one repeat the header, and for
    each column border of the lower piece its number in the upper one."""

    upper: PlacedTable
    lower: PlacedTable
    header: int
    columns: tuple[int, ...]


def joined(
    pages: Sequence[Sequence[Placed]], ends: Sequence[tuple[float, float]], report: Report
) -> list[list[Placed | Line]]:
    """The elements of each page with tables joined; a bare `Line` among them is a repeated header, for the furniture.

    `ends` gives top and bottom of each page.
    """
    breaks: dict[int, Break] = {}
    for index in range(1, len(pages)):
        found = _break(pages[index - 1], pages[index], ends[index - 1])
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


def _break(before: Sequence[Placed], after: Sequence[Placed], ends: tuple[float, float]) -> Break | None:
    """The table that the break between two pages cuts, if it cuts one."""
    if not before or not after:
        return None
    upper, lower = before[-1], after[0]
    if isinstance(upper, PlacedLine) or isinstance(lower, PlacedLine):
        return None
    if ends[1] - upper.box[3] > ROOM * (ends[1] - ends[0]):
        return None
    columns = _column_map(upper, lower)
    if columns is None:
        return None
    header = _repeated_header(upper.table, lower.table)
    if header:
        return None if _ends_with_total(upper.table) else Break(upper, lower, header, columns)
    texts = [cell.text for cell in lower.table.cells if cell.row < 4]
    if upper.table.ncols < 3 or is_budget_header(texts) or lower.table.ncols < 2:
        return None
    if lower.table.ncols < upper.table.ncols and not _is_rest(texts):
        return None
    return Break(upper, lower, 0, columns)


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
    """How many rows at the top of both pieces are the same; no cell may reach out of them."""
    rows = 0
    while rows < min(upper.nrows, lower.nrows - 1) and _row(upper, rows) == _row(lower, rows):
        rows += 1
    while rows and any(cell.row < rows < cell.row + cell.rowspan for table in (upper, lower) for cell in table.cells):
        rows -= 1
    printed = any(bare(cell.text) for cell in lower.cells if cell.row < rows)
    return rows if printed else 0


def _row(table: Table, row: int) -> list[tuple[int, int, int, str]]:
    return [(cell.col, cell.rowspan, cell.colspan, reading_key(cell.text)) for cell in table.cells if cell.row == row]


def _ends_with_total(table: Table) -> bool:
    last = table.nrows - 1
    return any(bare(cell.text) in TOTAL_WORDS for cell in table.cells if cell.row == last)


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
    proved = {name for item in breaks for name in _cut_cells(item.upper, item, evidence).proved_names()}
    return attrs.evolve(evidence, cells=evidence.cells | proved)


def _cut_cells(upper: PlacedTable, found: Break, evidence: Evidence) -> CutCells:
    return CutCells(upper.table, _lower_cells(found), found.header, evidence, upper.xs, upper.size)


def _lower_cells(found: Break) -> list[Cell]:
    """The cells of the lower piece below its header, in the columns of the upper one."""
    return [
        attrs.evolve(
            cell,
            col=found.columns[cell.col],
            colspan=found.columns[cell.col + cell.colspan] - found.columns[cell.col],
        )
        for cell in found.lower.table.cells
        if cell.row >= found.header
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

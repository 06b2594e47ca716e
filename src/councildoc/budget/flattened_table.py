"""Header, rows and names of a flattened table -> a `Table` with merged cells, as a ruled one would be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from councildoc.budget.flattened_anchors import Rows
from councildoc.budget.flattened_header import Layout
from councildoc.budget.flattened_names import Names
from councildoc.budget.flattened_words import Piece
from councildoc.document import Cell, Line, Table, Where

Parts = Sequence[tuple[str, int]]


class Grid:
    """Cells on their way into a table; two on one place are a fault of the division."""

    def __init__(self, lines: Mapping[int, Line]) -> None:
        self.lines = lines
        self.cells: list[Cell] = []
        self.taken: set[tuple[int, int]] = set()
        self.sound = True

    def put(self, parts: Parts, row: int, col: int, rowspan: int = 1, colspan: int = 1) -> None:
        places = {(r, c) for r in range(row, row + rowspan) for c in range(col, col + colspan)}
        self.sound = self.sound and not places & self.taken and bool(places)
        self.taken |= places
        text = ""
        where: Where = ()
        last: int | None = None
        for part, line in parts:
            if last is not None:
                text += " " if line == last else "\n"
            if line != last:
                where += self.lines[line].where
            text += part
            last = line
        self.cells.append(Cell(text, row, col, rowspan, colspan, where))

    def table(self, height: int, width: int) -> Table | None:
        """The table, with an empty cell wherever nothing is printed; None if its cells do not fit into one grid."""
        for row in range(height):
            for col in range(width):
                if (row, col) not in self.taken:
                    self.put((), row, col)
        if not self.sound:
            return None
        where: Where = tuple(place for n in sorted(self.lines) for place in self.lines[n].where)
        return Table(tuple(sorted(self.cells, key=lambda cell: (cell.row, cell.col))), recovered=True, where=where)


def _put_header(grid: Grid, layout: Layout) -> int:
    """The header cells; the number of rows they take."""
    spans = sorted(layout.spans, key=lambda span: span.first - span.last)
    above = [[span for span in spans if span.first <= n <= span.last] for n in range(len(layout.columns))]
    depth = max((len(column) for column in above), default=0) + 1
    for span in spans:
        grid.put(span.word.parts, above[span.first].index(span), span.first, colspan=span.last - span.first + 1)
    for n, column in enumerate(layout.columns):
        grid.put(column.word.parts, len(above[n]), n, rowspan=depth - len(above[n]))
    return depth


def build(pieces: Sequence[Piece], layout: Layout, rows: Rows, names: Names, lines: Mapping[int, Line]) -> Table | None:
    """The table; None if its cells do not fit into one grid. `lines` are those that it replaces."""
    grid = Grid(lines)
    top = _put_header(grid, layout)
    own = [[(pieces[p].text, pieces[p].line) for p in cell.pieces] for cell in names.cells]
    at = [top + n for n, anchor in enumerate(rows.anchors) if not anchor.is_total]
    for cell, parts in zip(names.cells, own, strict=True):
        grid.put(parts, at[cell.first], cell.column, rowspan=at[cell.last] - at[cell.first] + 1)
    for n, (anchor, money) in enumerate(zip(rows.anchors, rows.amounts, strict=True)):
        for field, cells in anchor.cells.items():
            if not cells:
                continue
            parts = [(pieces[p].text, pieces[p].line) for p in cells]
            if field:
                grid.put(parts, top + n, layout.where(field)[0])
                continue
            free = [c for c in range(layout.amounts[0]) if (top + n, c) not in grid.taken]
            if not free:
                return None
            width = next(
                (c - free[0] for c in range(free[0], layout.amounts[0]) if c not in free), layout.amounts[0] - free[0]
            )
            grid.put(parts, top + n, free[0], colspan=width)
        for column, piece in zip(layout.amounts, money, strict=True):
            if piece is not None:
                grid.put([(pieces[piece].text, pieces[piece].line)], top + n, column)
    return grid.table(top + len(rows.anchors), len(layout.columns))


__all__ = ["Grid", "build"]

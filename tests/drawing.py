"""Drawn documents: plain lines, and tables drawn with bars, as an official would jot them down.

A row begins with `|`. `<` joins a cell with its left neighbour, `^` with the one above, `//` is a line break in a cell.
"""

from __future__ import annotations

from councildoc.document import Cell, Document, Element, Line, Location, Table


def _table(rows: list[tuple[int, list[str]]]) -> Table:
    grid = [[text.strip() for text in row] for _, row in rows]
    cells = []
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if text in {"<", "^"}:
                continue
            colspan = 1
            while c + colspan < len(row) and row[c + colspan] == "<":
                colspan += 1
            rowspan = 1
            while r + rowspan < len(grid) and c < len(grid[r + rowspan]) and grid[r + rowspan][c] == "^":
                rowspan += 1
            where = (Location(line=rows[r][0], cell=(r, c)),)
            cells.append(Cell(text.replace("//", "\n"), r, c, rowspan, colspan, where))
    return Table(tuple(cells))


def draw(text: str) -> Document:
    """The document that a drawing shows."""
    elements: list[Element] = []
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip().startswith("|"):
            rows.append((number, line.strip().strip("|").split("|")))
            continue
        if rows:
            elements.append(_table(rows))
            rows = []
        if line.strip():
            elements.append(Line(line, (Location(line=number),)))
    return Document("text", tuple(elements))

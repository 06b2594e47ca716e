"""A page -> its lines and tables in reading order.

Finds the grids on the page, gives every glyph to the cell or the line it stands in, and keeps only what is a table:
a weak grid, one that the hull had to close, has to prove itself by the words of a budget header.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import attrs

from councildoc.document import Cell, Line, Location, Table
from councildoc.extraction.pdf_grid import MAX_EDGES, Field, Grid, components, grid_of, rules
from councildoc.extraction.pdf_page import Box, Glyph, PageContent
from councildoc.extraction.pdf_rules import level_grids
from councildoc.extraction.pdf_text import TextLine, text_lines
from councildoc.extraction.vocabulary import is_budget_header

FRAME_SHARE = 0.5
"""A lone box higher than this part of the page is a frame around the content, not a table."""


@attrs.frozen
class PlacedLine:
    """A line with its box in the upright frame of its page."""

    line: Line
    box: Box


@attrs.frozen
class PlacedTable:
    """A table with its column borders and box in the upright frame of its page."""

    table: Table
    xs: tuple[float, ...]
    box: Box
    page: int


Placed = PlacedLine | PlacedTable


def page_elements(page: PageContent) -> list[Placed]:
    """Lines and tables of a page from top to bottom."""
    edges = rules(page.edges, page.specks)
    grids: list[Grid] = []
    if len(edges) <= MAX_EDGES:
        grids = [grid for group in components(edges) if (grid := grid_of(group))]
    grids = _without_frames(grids, page)
    glyphs = page.glyphs
    tables: list[PlacedTable] = []
    while True:
        owned, rest = _assigned(grids, glyphs)
        kept = [grid for index, grid in enumerate(grids) if _is_table(grid, owned[index])]
        if len(kept) == len(grids):
            break
        grids = kept
    for index, grid in enumerate(grids):
        tables.append(_placed(page, grid, owned[index]))
    lines = text_lines(rest)
    if len(edges) <= MAX_EDGES:
        free = [edge for edge in edges if edge.level and not any(_inside(edge.pos, edge.start, grid) for grid in grids)]
        for grid in level_grids(free, lines):
            inner, rest_of = _assigned([grid], rest)
            tables.append(_placed(page, grid, inner[0]))
            rest = rest_of
            lines = text_lines(rest)
    elements: list[Placed] = [*tables, *(PlacedLine(_line(page, line), line.box) for line in lines)]
    return sorted(elements, key=_reading_place)


def _reading_place(element: Placed) -> tuple[float, float]:
    """A line is placed by its middle, a table by its upper border: a line beside a table does not push it down."""
    x0, top, _, bottom = element.box
    return ((top + bottom) / 2 if isinstance(element, PlacedLine) else top, x0)


def _inside(y: float, x: float, grid: Grid) -> bool:
    x0, top, x1, bottom = grid.box
    return x0 - 1 <= x <= x1 + 1 and top - 1 <= y <= bottom + 1


def _encloses(outer: Grid, inner: Grid) -> bool:
    x0, top, x1, bottom = inner.box
    return _inside(top, x0, outer) and _inside(bottom, x1, outer) and outer.area > inner.area


def _without_frames(grids: list[Grid], page: PageContent) -> list[Grid]:
    """Lone boxes that frame a page or other tables are taken out, and so are lone boxes inside a cell."""
    return [
        grid
        for grid in grids
        if len(grid.fields) > 1
        or not (
            grid.box[3] - grid.box[1] > FRAME_SHARE * page.height
            or any(_encloses(grid, other) or _encloses(other, grid) for other in grids if other is not grid)
        )
    ]


def _assigned(grids: Sequence[Grid], glyphs: Sequence[Glyph]) -> tuple[list[dict[Field, list[Glyph]]], list[Glyph]]:
    """Each glyph to the innermost grid around its middle; what stands in no cell is left over."""
    owned: list[dict[Field, list[Glyph]]] = [defaultdict(list) for _ in grids]
    order = sorted(range(len(grids)), key=lambda index: grids[index].area)
    rest: list[Glyph] = []
    for glyph in glyphs:
        x, y = glyph.x, glyph.y
        for index in order:
            field = grids[index].field_at(x, y)
            if field is not None:
                owned[index][field].append(glyph)
                break
        else:
            rest.append(glyph)
    return owned, rest


def _is_table(grid: Grid, owned: dict[Field, list[Glyph]]) -> bool:
    """Whether a grid is a table and no decoration."""
    filled = [field for field in owned if any(not glyph.text.isspace() for glyph in owned[field])]
    if not filled:
        return False
    if not grid.open_sides:
        return True
    closed = sum(field.closed for field in grid.fields)
    if closed >= 2 and closed * 2 >= len(grid.fields):
        return True
    return is_budget_header(_cell_text(owned[field]) for field in filled)


def _cell_text(glyphs: Sequence[Glyph]) -> str:
    return "\n".join(line.text for line in text_lines(glyphs))


def _placed(page: PageContent, grid: Grid, owned: dict[Field, list[Glyph]]) -> PlacedTable:
    cells = tuple(
        Cell(
            _cell_text(owned.get(field, ())),
            field.row,
            field.col,
            field.rowspan,
            field.colspan,
            where=(Location(page=page.number, bbox=page.frame.printed(field.box)),),
        )
        for field in sorted(grid.fields, key=lambda field: (field.row, field.col))
    )
    where = (Location(page=page.number, bbox=page.frame.printed(grid.box)),)
    return PlacedTable(Table(cells, where=where), grid.xs, grid.box, page.number)


def _line(page: PageContent, line: TextLine) -> Line:
    return Line(line.text, where=(Location(page=page.number, bbox=page.frame.printed(line.box)),))

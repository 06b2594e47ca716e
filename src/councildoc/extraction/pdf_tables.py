"""A page -> its lines and tables in reading order.

Finds the grids on the page, gives every glyph to the cell or the line it stands in, and keeps only what is a table:
a weak grid, one that the hull had to close, has to prove itself by the words of a budget header.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import inf
from statistics import median

import attrs

from councildoc.document import Cell, Line, Location, Table
from councildoc.extraction.pdf_content import Box, Edge, Glyph, PageContent
from councildoc.extraction.pdf_grid import MAX_EDGES, Field, Grid, components, grid_of, rules
from councildoc.extraction.pdf_rules import OUTSIDE, LevelTable, level_grids
from councildoc.extraction.pdf_text import TextLine, text_lines
from councildoc.extraction.vocabulary import is_budget_header, is_data, names_account

MIN_INNER = 2
"""A table without side rules has so many cells between its first and last column, and as many at its ends."""
MIN_CUT_COLUMNS = 3
SAME_COLUMN = 3.0
"""Points by which a column border may differ between two pages."""
TOP_MARGIN = 60.0
"""The rest of a table begins within so many points below the first text of a page."""
MAX_BAND = 4.0
"""A row of one cell with one line of text is at most so many type sizes high."""
NOWHERE = inf, inf, -inf, -inf
"""A box with nothing in it."""
FRAME_SHARE = 0.5
"""A lone box higher than this part of the page is a frame around the content, not a table."""


@attrs.frozen
class PlacedLine:
    """A line with its box in the upright frame of its page."""

    line: Line
    box: Box


@attrs.frozen
class PlacedTable:
    """A table with its column and row borders and box in the upright frame of its page, and the usual size of its type.

    `level` is the table of level rules it was read from; its borders are `soft`: not drawn, but put into gaps of the text.
    """

    table: Table
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    box: Box
    page: int
    size: float
    level: LevelTable | None = None

    @property
    def soft(self) -> bool:
        return self.level is not None


Placed = PlacedLine | PlacedTable


def page_elements(page: PageContent, above: PlacedTable | None = None) -> list[Placed]:
    """Lines and tables of a page from top to bottom; `above` is the table with which the page before ended."""
    drawn = rules((edge for edge in page.edges if edge.drawn), page.specks)
    shades = rules((edge for edge in page.edges if not edge.drawn), ())
    if len(drawn) + len(shades) > MAX_EDGES:  # a drawing
        drawn, shades = [], []
    found = [grid for group in _with_bands(components(drawn), page.glyphs) if (grid := grid_of(group))]
    grids, owned, rest = _tables(found, page, page.glyphs, above)
    tables = [_placed(page, grid, cells) for grid, cells in zip(grids, owned, strict=True)]
    free = [edge for edge in drawn if edge.level and not any(_inside(edge.pos, edge.start, grid) for grid in grids)]
    for level in level_grids(free, text_lines(rest), above.level if above else None) if free else ():
        (cells,), rest = _assigned([level.grid], rest)
        tables.append(attrs.evolve(_placed(page, level.grid, cells), level=level))
    painted = [
        grid
        for group in components(shades)
        if (grid := grid_of(group))
        and len(grid.xs) > 2
        and len(grid.ys) > 2
        and not grid.open_sides
        and not any(_overlap(grid.box, table.box) for table in tables)
    ]
    grids, owned, rest = _tables(painted, page, rest)
    tables += [_placed(page, grid, cells) for grid, cells in zip(grids, owned, strict=True)]
    elements: list[Placed] = [*tables, *(PlacedLine(_line(page, line), line.box) for line in text_lines(rest))]
    return sorted(elements, key=_reading_place)


def _with_bands(groups: list[list[Edge]], glyphs: Sequence[Glyph]) -> list[list[Edge]]:
    """Rules above and below a row of one cell put together.

    In a table without rules at its sides nothing joins what stands above such a row with what stands below.
    """
    out: list[list[Edge]] = []
    for group in sorted(groups, key=lambda group: _extent(group)[1]):
        above = next((other for other in reversed(out) if _part_of_one(other, group, glyphs)), None)
        if above is None:
            out.append(list(group))
        else:
            above += group
    return out


def _extent(group: Sequence[Edge]) -> Box:
    """The box around rules."""
    xs = [x for edge in group for x in ((edge.start, edge.end) if edge.level else (edge.pos,))]
    ys = [y for edge in group for y in ((edge.pos,) if edge.level else (edge.start, edge.end))]
    return min(xs), min(ys), max(xs), max(ys)


def _part_of_one(upper: Sequence[Edge], lower: Sequence[Edge], glyphs: Sequence[Glyph]) -> bool:
    """Whether what stands between the rules of two groups is a row of one cell in one table.

    The ends and column borders are the same, and one line of text stands between: the name of an account, or any text
    but that of a heading right below a header, which without it would have no rows.
    """
    over, under = _extent(upper), _extent(lower)
    if abs(over[0] - under[0]) > SAME_COLUMN or abs(over[2] - under[2]) > SAME_COLUMN or under[1] <= over[3]:
        return False
    borders = [sorted({edge.pos for edge in group if not edge.level}) for group in (upper, lower)]
    if not any(borders):
        return False
    fewer, more = sorted(borders, key=len)
    if any(min(abs(x - other) for other in more) > SAME_COLUMN for x in fewer):
        return False
    between = [glyph for glyph in glyphs if over[3] < glyph.y < under[1] and over[0] < glyph.x < over[2]]
    lines = text_lines(between)
    if len(lines) != 1 or under[1] - over[3] > MAX_BAND * max(glyph.size for glyph in between):
        return False
    if not names_account(lines[0].text) and not (borders[1] and _is_bare_header(upper, glyphs)):
        return False
    return not is_budget_header(_texts(lower, glyphs)) and not OUTSIDE.match(lines[0].text)


def _is_bare_header(group: Sequence[Edge], glyphs: Sequence[Glyph]) -> bool:
    """Whether a group of rules holds the header of a budget table and no data."""
    texts = _texts(group, glyphs)
    return is_budget_header(texts) and not is_data(texts)


def _texts(group: Sequence[Edge], glyphs: Sequence[Glyph]) -> list[str]:
    """What the cells hold that a group of rules draws."""
    grid = grid_of(group)
    return [_cell_text(owned) for owned in _assigned([grid], glyphs)[0][0].values()] if grid else []


def _tables(
    grids: list[Grid], page: PageContent, glyphs: Sequence[Glyph], above: PlacedTable | None = None
) -> tuple[list[Grid], list[dict[Field, list[Glyph]]], list[Glyph]]:
    """The grids that are tables, what stands in their cells, and what stands in none."""
    grids = _without_frames(grids, page)
    while True:
        owned, rest = _assigned(grids, glyphs)
        kept = [
            grid
            for grid, cells in zip(grids, owned, strict=True)
            if _is_table(grid, cells) or _goes_on(grid, page, above)
        ]
        if len(kept) == len(grids):
            return grids, owned, rest
        grids = kept


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


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
    into: list[Glyph] = []
    left, high, right, low = NOWHERE  # the cell of the glyph before, in which most glyphs stand too
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        if left <= x < right and high <= y < low:
            into.append(glyph)
            continue
        for place, index in enumerate(order):
            field = grids[index].field_at(x, y)
            if field is not None:
                into = owned[index][field]
                into.append(glyph)
                is_innermost = not any(_overlap(field.box, grids[inner].box) for inner in order[:place])
                left, high, right, low = field.box if is_innermost else NOWHERE
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
    if _open_at_its_ends(grid) and len(filled) * 2 >= len(grid.fields):
        return True
    # The rest of a table on a new page: open only where the page cut it, with rules between its columns.
    if len(grid.xs) > MIN_CUT_COLUMNS and all(field.closed or field.sided for field in grid.fields):
        return True
    return is_budget_header(_cell_text(owned[field]) for field in filled)


def _open_at_its_ends(grid: Grid) -> bool:
    """Whether rules close every cell but on the outer side of the first and the last column: a table without side rules."""
    last = len(grid.xs) - 1
    inner = [field for field in grid.fields if field.col > 0 and field.col + field.colspan < last]
    ends = [field for field in grid.fields if field.col == 0 or field.col + field.colspan == last]
    return len(inner) >= MIN_INNER and len(ends) >= MIN_INNER and all(field.closed for field in inner)


def _goes_on(grid: Grid, page: PageContent, above: PlacedTable | None) -> bool:
    """Whether a weak grid is the rest of the table with which the page before ended: its columns, at the page's top."""
    if above is None or len(grid.xs) < MIN_CUT_COLUMNS:
        return False
    top = min((glyph.y for glyph in page.glyphs), default=0.0)
    ends = abs(grid.xs[0] - above.xs[0]) <= SAME_COLUMN and abs(grid.xs[-1] - above.xs[-1]) <= SAME_COLUMN
    within = all(min(abs(x - other) for other in above.xs) <= SAME_COLUMN for x in grid.xs)
    return ends and within and grid.box[1] <= top + TOP_MARGIN


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
    sizes = [glyph.size for glyphs in owned.values() for glyph in glyphs]
    return PlacedTable(Table(cells, where=where), grid.xs, grid.ys, grid.box, page.number, median(sizes or [0.0]))


def _line(page: PageContent, line: TextLine) -> Line:
    return Line(line.text, where=(Location(page=page.number, bbox=page.frame.printed(line.box)),))

"""Rules on a page -> grids of cells with their spans.

Rules that touch make one component. Its coordinates make a lattice; lattice fields with no rule between them are one
cell, so a span is simply what the rules leave open. Where a table has no rule at its outer sides, or is cut at the end
of a page, the hull of the component closes it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

import attrs

from councildoc.extraction.pdf_content import Box, Edge

TOUCH = 2.0
"""Rules this near to each other touch."""
SAME_RULE = 1.5
"""Parallel pieces within this distance are one rule."""
BREAK = 3.0
"""A gap in a rule that does not interrupt it (dashes)."""
SAME_LINE = 3.5
"""Lattice lines nearer than this are one: double rules, shading set in from the rule; no type is so small."""
MIN_EDGE = 4.0
"""Shorter rules draw no border."""
COVERED = 0.5
"""A border has to cover this part of a lattice field's side."""
MAX_EDGES = 6_000
"""With more rules than this the page is a drawing: its text is read, tables are not looked for."""
MAX_FIELDS = 60_000
MIN_DOTS = 4


@attrs.frozen
class Field:
    """A cell of a grid: lattice position and box. `closed` tells whether rules stand on all four sides, `sided` whether
    they do on the left and right."""

    row: int
    col: int
    rowspan: int
    colspan: int
    box: Box
    closed: bool = True
    sided: bool = True


@attrs.frozen
class Grid:
    """A table's borders: lattice lines from left to right and from top to bottom, and the cells between them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    fields: tuple[Field, ...]
    _at: dict[tuple[int, int], Field] = attrs.field(init=False, eq=False, repr=False)
    """The cell that covers each position."""

    @_at.default
    def _covered(self) -> dict[tuple[int, int], Field]:
        return {
            (row, col): field
            for field in reversed(self.fields)
            for row in range(field.row, field.row + field.rowspan)
            for col in range(field.col, field.col + field.colspan)
        }

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @property
    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    @property
    def open_sides(self) -> bool:
        return not all(field.closed for field in self.fields)

    def field_at(self, x: float, y: float) -> Field | None:
        """The cell around a point."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        col = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return self._at.get((row, col))


def rules(edges: Iterable[Edge], specks: Sequence[Box]) -> list[Edge]:
    """Pieces of rules put together: overlapping ones, dashes, and rows of dots."""
    pieces = list(edges)
    level, upright = _joined([edge for edge in pieces if edge.level]), _joined([e for e in pieces if not e.level])
    merged = [edge for edge in level + upright if edge.end - edge.start >= MIN_EDGE]
    return merged + _dotted(specks)


def _joined(pieces: list[Edge], same: float = SAME_RULE) -> list[Edge]:
    """Parallel pieces at one position, joined over small gaps."""
    out: list[Edge] = []
    pieces.sort(key=lambda edge: edge.pos)
    start = 0
    for index in range(1, len(pieces) + 1):
        piece = pieces[index] if index < len(pieces) else None
        if piece and piece.pos - pieces[index - 1].pos <= same / 2 and piece.pos - pieces[start].pos <= same:
            continue
        out += _spliced(pieces[start:index])
        start = index
    return out


def _spliced(pieces: list[Edge]) -> list[Edge]:
    pos = (pieces[0].pos + pieces[-1].pos) / 2
    level = pieces[0].level
    out: list[Edge] = []
    for edge in sorted(pieces, key=lambda edge: edge.start):
        if out and edge.start <= out[-1].end + BREAK:
            if edge.end > out[-1].end:
                out[-1] = Edge(level, pos, out[-1].start, edge.end)
        else:
            out.append(Edge(level, pos, edge.start, edge.end))
    return out


def _dotted(specks: Sequence[Box]) -> list[Edge]:
    """Rules drawn dot by dot."""
    out: list[Edge] = []
    for level in (True, False):
        pieces = [
            Edge(True, (top + bottom) / 2, x0, x1) if level else Edge(False, (x0 + x1) / 2, top, bottom)
            for x0, top, x1, bottom in specks
        ]
        out += [edge for edge in _joined(pieces, same=0.6) if edge.end - edge.start >= MIN_DOTS * BREAK]
    return out


def components(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Rules that touch, directly or through others."""
    level = [edge for edge in edges if edge.level]
    upright = sorted((edge for edge in edges if not edge.level), key=lambda edge: edge.pos)
    positions = [edge.pos for edge in upright]
    parent = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for index, edge in enumerate(level):
        for other in range(bisect_left(positions, edge.start - TOUCH), bisect_right(positions, edge.end + TOUCH)):
            if upright[other].start - TOUCH <= edge.pos <= upright[other].end + TOUCH:
                parent[root(index)] = root(len(level) + other)
    groups: dict[int, list[Edge]] = defaultdict(list)
    for index, edge in enumerate([*level, *upright]):
        groups[root(index)].append(edge)
    return list(groups.values())


def _lattice_lines(values: Iterable[float]) -> list[float]:
    """Coordinates, those that mean one line made one."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= SAME_LINE:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [(group[0] + group[-1]) / 2 for group in groups]


def _nearest(lines: Sequence[float], value: float) -> int:
    index = bisect_left(lines, value)
    if index == len(lines) or (index and value - lines[index - 1] <= lines[index] - value):
        return index - 1
    return index


def _borders(edges: Iterable[Edge], along: Sequence[float], across: Sequence[float]) -> list[list[bool]]:
    """`[line][field]`: whether a rule on line `line` of `across` runs beside field `field` of `along`."""
    covered = [[0.0] * (len(along) - 1) for _ in across]
    for edge in edges:
        row = covered[_nearest(across, edge.pos)]
        first = max(bisect_right(along, edge.start) - 1, 0)
        for field in range(first, len(along) - 1):
            if along[field] >= edge.end:
                break
            row[field] += max(min(edge.end, along[field + 1]) - max(edge.start, along[field]), 0.0)
    return [
        [length >= COVERED * (along[field + 1] - along[field]) for field, length in enumerate(row)] for row in covered
    ]


def grid_of(edges: Sequence[Edge]) -> Grid | None:
    """The grid that one component of rules draws; None if it draws none."""
    level = [edge for edge in edges if edge.level]
    upright = [edge for edge in edges if not edge.level]
    if not level or not upright:
        return None
    ends_x = [value for edge in level for value in (edge.start, edge.end)]
    ends_y = [value for edge in upright for value in (edge.start, edge.end)]
    xs = _hulled(_lattice_lines(edge.pos for edge in upright), min(ends_x), max(ends_x))
    ys = _hulled(_lattice_lines(edge.pos for edge in level), min(ends_y), max(ends_y))
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MAX_FIELDS:
        return None
    return grid_from_borders(xs, ys, _borders(upright, ys, xs), _borders(level, xs, ys))


def _hulled(lines: list[float], low: float, high: float) -> list[float]:
    """The lattice lines with those of the hull added where rules reach out beyond the last line."""
    if low < lines[0] - 2 * SAME_LINE:
        lines = [low, *lines]
    if high > lines[-1] + 2 * SAME_LINE:
        lines = [*lines, high]
    return lines


def grid_from_borders(
    xs: Sequence[float], ys: Sequence[float], upright: list[list[bool]], level: list[list[bool]]
) -> Grid | None:
    """Cells from borders: `upright[line][row]` and `level[line][column]` tell where the rules are."""
    nrows, ncols = len(ys) - 1, len(xs) - 1
    shapes = _rectangles(_regions(nrows, ncols, upright, level), nrows, ncols)
    last_row, last_col = nrows, ncols
    kept: list[Shape] = []
    corners: list[Shape] = []
    for row, col, end_row, end_col in shapes:
        left = col > 0 or _mostly(upright[0][row:end_row])
        right = end_col < last_col or _mostly(upright[last_col][row:end_row])
        above = row > 0 or _mostly(level[0][col:end_col])
        below = end_row < last_row or _mostly(level[last_row][col:end_col])
        sided = left and right
        shape = (row, col, end_row, end_col, sided and above and below, sided)
        (kept if sided or (above and below) else corners).append(shape)
    # Open at the sides or open at a page end; a corner is open at both, and outside unless cells beside it are open too.
    kept += [
        (row, col, end_row, end_col, closed, sided)
        for row, col, end_row, end_col, closed, sided in corners
        if _mostly([not shape[4] for shape in kept if (shape[1], shape[3]) == (col, end_col)])
        and any(shape[5] and not shape[4] for shape in kept if shape[2] == end_row or shape[0] == row)
    ]
    if not kept:
        return None
    return _compressed(xs, ys, kept)


Shape = tuple[int, int, int, int, bool, bool]
"""First row and column, the row and column behind the last, `closed` and `sided`."""


def _mostly(flags: Sequence[bool]) -> bool:
    return sum(flags) * 2 > len(flags)


def _regions(nrows: int, ncols: int, upright: list[list[bool]], level: list[list[bool]]) -> list[int]:
    parent = list(range(nrows * ncols))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for row in range(nrows):
        for col in range(ncols):
            if col + 1 < ncols and not upright[col + 1][row]:
                parent[root(row * ncols + col + 1)] = root(row * ncols + col)
            if row + 1 < nrows and not level[row + 1][col]:
                parent[root((row + 1) * ncols + col)] = root(row * ncols + col)
    return [root(index) for index in range(nrows * ncols)]


def _rectangles(region: list[int], nrows: int, ncols: int) -> list[tuple[int, int, int, int]]:
    """Each region as `(row, col, end_row, end_col)`; one that is no rectangle is cut into rectangles from the top."""
    taken = [False] * len(region)
    out: list[tuple[int, int, int, int]] = []
    for row in range(nrows):
        for col in range(ncols):
            start = row * ncols + col
            if taken[start]:
                continue
            name = region[start]
            end_col = col + 1
            while end_col < ncols and region[row * ncols + end_col] == name and not taken[row * ncols + end_col]:
                end_col += 1
            end_row = row + 1
            while end_row < nrows and all(
                region[end_row * ncols + field] == name and not taken[end_row * ncols + field]
                for field in range(col, end_col)
            ):
                end_row += 1
            for taken_row in range(row, end_row):
                taken[taken_row * ncols + col : taken_row * ncols + end_col] = [True] * (end_col - col)
            out.append((row, col, end_row, end_col))
    return out


def _compressed(xs: Sequence[float], ys: Sequence[float], shapes: list[Shape]) -> Grid:
    """Lattice lines that border no cell taken out, so that rows and columns count what is printed."""
    rows = sorted({shape[0] for shape in shapes} | {shape[2] for shape in shapes})
    cols = sorted({shape[1] for shape in shapes} | {shape[3] for shape in shapes})
    row_of = {line: index for index, line in enumerate(rows)}
    col_of = {line: index for index, line in enumerate(cols)}
    fields = tuple(
        Field(
            row_of[row],
            col_of[col],
            row_of[end_row] - row_of[row],
            col_of[end_col] - col_of[col],
            (xs[col], ys[row], xs[end_col], ys[end_row]),
            closed,
            sided,
        )
        for row, col, end_row, end_col, closed, sided in shapes
    )
    return Grid(tuple(xs[line] for line in cols), tuple(ys[line] for line in rows), fields)

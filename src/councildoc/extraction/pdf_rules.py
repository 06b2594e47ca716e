"""Tables with horizontal rules only -> grids.

Such a table must show a budget header between its first rules. Its columns stand under the lowest header words, divided
where the text leaves gaps; its rows are divided by the rules, where there are none by the lines of the amounts. A rule
under part of the columns shows what is merged: a group header above it, or a name that goes on beside it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import attrs

from councildoc.extraction.level_header import Column, Header, Piece, header_of, pieces_of
from councildoc.extraction.pdf_grid import Grid, grid_from_borders
from councildoc.extraction.pdf_page import Edge
from councildoc.extraction.pdf_text import TextLine
from councildoc.extraction.vocabulary import is_budget_header, is_sum_label
from councildoc.values import bare
from councildoc.words import NEGATIVE_MARKS, NIL_MARKS

SAME_END = 6.0
"""Points by which the rules of one table may differ at their ends."""
MIN_WIDTH = 120.0
HEADER_BANDS = 3
"""A header is looked for in so many bands between rules."""
PROSE_WIDTH = 3
"""A piece of text over so many columns is a sentence, not a cell."""


@attrs.frozen
class Band:
    """What stands between two rules that run through the whole table."""

    top: float
    bottom: float
    pieces: tuple[Piece, ...]


def level_grids(edges: Sequence[Edge], lines: Sequence[TextLine]) -> list[Grid]:
    """The tables among level rules that belong to no grid."""
    out: list[Grid] = []
    pieces = pieces_of(lines)
    wide = sorted((edge for edge in edges if edge.end - edge.start >= MIN_WIDTH), key=lambda edge: edge.pos)
    done: set[int] = set()
    for start, first in enumerate(wide):
        if start in done:
            continue
        through = [
            index
            for index in range(start, len(wide))
            if index not in done
            and abs(wide[index].start - first.start) <= SAME_END
            and abs(wide[index].end - first.end) <= SAME_END
        ]
        beside = [piece for piece in pieces if first.start - SAME_END < piece.x < first.end + SAME_END]
        bands = [
            Band(
                wide[above].pos,
                wide[below].pos,
                tuple(piece for piece in beside if wide[above].pos < piece.y < wide[below].pos),
            )
            for above, below in itertools.pairwise(through)
        ]
        table = _table(first, bands, edges)
        if table is not None:
            grid, used = table
            out.append(grid)
            done.update(through[: used + 1])
    return out


def _table(first: Edge, bands: Sequence[Band], edges: Sequence[Edge]) -> tuple[Grid, int] | None:
    """The table that begins with the first band, and how many bands it has."""
    for height in range(1, min(HEADER_BANDS, len(bands)) + 1):
        head_pieces = [piece for band in bands[:height] for piece in band.pieces]
        if is_budget_header(piece.text for piece in head_pieces):
            break
    else:
        return None
    left, right = first.start, first.end
    inner = [
        edge for edge in edges if left - SAME_END <= edge.start and edge.end <= right + SAME_END and edge is not first
    ]
    header = header_of(head_pieces, bands[0].top, bands[height - 1].bottom, inner)
    body = _body(bands[height:], header.columns)
    if len(header.columns) < 3 or not body:
        return None
    pieces = [piece for band in body for piece in band.pieces]
    xs = [left, *_separators(header.columns, pieces), right]
    return _grid(xs, header, body, inner), height + len(body)


def _body(bands: Sequence[Band], columns: Sequence[Column]) -> list[Band]:
    """The bands below the header that hold cells: up to the first empty one or the first with a sentence in it."""
    out: list[Band] = []
    for band in bands:
        prose = any(sum(piece.x0 < column.x < piece.x1 for column in columns) >= PROSE_WIDTH for piece in band.pieces)
        if prose or not band.pieces:
            break
        out.append(band)
    return out


def _is_number(text: str) -> bool:
    solid = bare(text).strip("()")
    return bool(solid) and (
        all(char in NIL_MARKS for char in solid)
        or solid.lstrip("".join(NEGATIVE_MARKS) + "+").replace(",", "").replace(".", "").isdigit()
    )


def _column_of(columns: Sequence[Column], x: float) -> int:
    return min(range(len(columns)), key=lambda index: abs(columns[index].x - x))


def _number_columns(columns: Sequence[Column], pieces: Sequence[Piece]) -> dict[int, int]:
    """Piece -> column for the numbers: they are flush right, so those with one right end are one column."""
    numbers = sorted((piece for piece in pieces if _is_number(piece.text)), key=lambda piece: piece.x1)
    groups: list[list[Piece]] = []
    for piece in numbers:
        if groups and piece.x1 - groups[-1][-1].x1 <= piece.size / 2:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    amounts = [index for index, column in enumerate(columns) if column.is_amount]
    out: dict[int, int] = {}
    for order, group in enumerate(groups):
        middle = (min(piece.x0 for piece in group) + max(piece.x1 for piece in group)) / 2
        column = amounts[order] if len(groups) == len(amounts) else _column_of(columns, middle)
        out.update((id(piece), column) for piece in group)
    return out


def _separators(columns: Sequence[Column], pieces: Sequence[Piece]) -> list[float]:
    """Where the columns part: in the middle of the gap between what stands in them."""
    lows, highs = [column.x0 for column in columns], [column.x1 for column in columns]
    numbers = _number_columns(columns, pieces)
    for piece in pieces:
        if is_sum_label(piece.text):
            continue  # the label of a total stands in the middle of several columns
        column = numbers.get(id(piece), _column_of(columns, (piece.x0 + piece.x1) / 2))
        lows[column], highs[column] = min(lows[column], piece.x0), max(highs[column], piece.x1)
    out: list[float] = []
    for index in range(len(columns) - 1):
        if highs[index] < lows[index + 1]:
            out.append((highs[index] + lows[index + 1]) / 2)
        else:
            out.append((columns[index].x1 + columns[index + 1].x0) / 2)
    return out


def _grid(xs: Sequence[float], header: Header, body: Sequence[Band], inner: Sequence[Edge]) -> Grid:
    ncols = len(xs) - 1
    numbers = _number_columns(header.columns, [piece for band in body for piece in band.pieces])
    cuts: dict[float, set[int]] = {header.top: set(range(ncols))}
    for y, columns in header.cuts:
        cuts[y] = set(columns)
    for band in body:
        cuts[band.top] = set(range(ncols))
        partial = [edge for edge in inner if band.top + 2 < edge.pos < band.bottom - 2]
        for edge in partial:
            cuts.setdefault(edge.pos, set()).update(
                col for col in range(ncols) if _shared(edge, xs[col], xs[col + 1]) > (xs[col + 1] - xs[col]) / 2
            )
        if not partial:
            cuts.update(_text_rows(band, xs, header.columns, numbers))
    cuts[body[-1].bottom] = set(range(ncols))
    ys = sorted(cuts)
    level = [[col in cuts[y] for col in range(ncols)] for y in ys]
    upright = [[True] * (len(ys) - 1) for _ in xs]
    for group in header.groups:
        for row in range(len(ys) - 1):
            if ys[row] < group.bottom - 1 and ys[row + 1] > group.top + 1:
                for line in range(group.first + 1, group.last + 1):
                    upright[line][row] = False
    heads = _leading_heads(header.columns)
    for row, (top, bottom) in enumerate(itertools.pairwise(ys)):
        labels = [piece for band in body for piece in band.pieces if top < piece.y < bottom and piece.x0 < xs[heads]]
        if labels and all(is_sum_label(piece.text) for piece in labels):
            for line in range(1, heads):
                upright[line][row] = False
    grid = grid_from_borders(xs, ys, upright, level)
    if grid is None:
        raise AssertionError("the outer borders of this grid are all set")
    return grid


def _leading_heads(columns: Sequence[Column]) -> int:
    """The number of columns before the first amount."""
    return next((index for index, column in enumerate(columns) if column.is_amount), len(columns))


def _shared(edge: Edge, low: float, high: float) -> float:
    return min(edge.end, high) - max(edge.start, low)


def _text_rows(
    band: Band, xs: Sequence[float], columns: Sequence[Column], numbers: dict[int, int]
) -> dict[float, set[int]]:
    """Rows of a band without rules: one for each line of amounts. A name that fills no row of its own spans them."""
    amounts = [piece for piece in band.pieces if columns[numbers.get(id(piece), 0)].is_amount and id(piece) in numbers]
    anchors: list[float] = []
    for piece in sorted(amounts, key=lambda piece: piece.y):
        if not anchors or piece.y - anchors[-1] > piece.size * 0.6:
            anchors.append(piece.y)
    splits = [_clear(band, (above + below) / 2, above, below) for above, below in itertools.pairwise(anchors)]
    cuts: dict[float, set[int]] = {split: set() for split in splits}
    limits = [band.top, *splits, band.bottom]
    for col in range(len(columns)):
        inside = [piece for piece in band.pieces if xs[col] < (piece.x0 + piece.x1) / 2 < xs[col + 1]]
        filled = [any(low < piece.y < high for piece in inside) for low, high in itertools.pairwise(limits)]
        named = False
        for row, split in enumerate(splits):
            named = named or filled[row]
            across = any(piece.top + 1 < split < piece.bottom - 1 for piece in inside)
            if columns[col].is_amount or (named and filled[row + 1] and not across):
                cuts[split].add(col)
                named = columns[col].is_amount
    return cuts


def _clear(band: Band, split: float, above: float, below: float) -> float:
    """The place between two lines of amounts that crosses the fewest pieces of text, nearest to the middle."""
    places = [split, *(edge for piece in band.pieces for edge in (piece.top, piece.bottom) if above < edge < below)]

    def crossed(place: float) -> int:
        return sum(piece.top + 0.5 < place < piece.bottom - 0.5 for piece in band.pieces)

    return min(places, key=lambda place: (crossed(place), abs(place - split)))

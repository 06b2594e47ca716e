"""Tables with horizontal rules only -> grids.

Such a table must show a budget header between its first rules. Its columns stand under the lowest header words, divided
where the text leaves gaps; its rows are divided by the rules, where there are none by the lines of the amounts. A rule
under part of the columns shows what is merged: a group header above it, or a name that goes on beside it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import attrs
import regex

from councildoc.extraction.level_header import Column, Header, Piece, header_of, pieces_of
from councildoc.extraction.pdf_content import Edge
from councildoc.extraction.pdf_grid import Grid, grid_from_borders
from councildoc.extraction.pdf_text import TextLine
from councildoc.extraction.vocabulary import is_budget_header, is_sum_label
from councildoc.values import bare
from councildoc.words import BOX_MARKS, CIRCLE_MARKS, NEGATIVE_MARKS, NIL_MARKS, NOTE_MARKS

SAME_END = 6.0
"""Points by which the rules of one table may differ at their ends."""
MIN_WIDTH = 120.0
HEADER_BANDS = 3
"""A header is looked for in so many bands between rules."""
MARGIN_LINES = 2
ROW_GAP = 1.5
"""White space of so many type sizes ends a row."""
OPEN_NUMBERS = 2
"""So many numbers make a row of what stands below the last rule."""
OUTSIDE = regex.compile(
    rf"\s*(?:[{regex.escape(''.join(sorted((BOX_MARKS | CIRCLE_MARKS) - frozenset('oO0ㅇㅁ') | NOTE_MARKS)))}]|[Ⅰ-Ⅻ]\s*[.\s]|[(\[]?\s*단위\s*[:：]"
    r"|ㅇ\s|[가-하]\.\s|\d{1,2}\.\s+[가-힣])"
)
"""How a line begins that stands outside of tables: a mark, a numeral, a unit."""
PROSE_WIDTH = 3
_NILS = "".join(NIL_MARKS)
"""A piece of text over so many columns is a sentence, not a cell."""


@attrs.frozen
class Band:
    """What stands between two rules that run through the whole table."""

    top: float
    bottom: float
    pieces: tuple[Piece, ...]


@attrs.frozen
class LevelTable:
    """A table with level rules only: its grid, the ends of its rules and its columns, for a piece on the next page."""

    grid: Grid
    start: float
    end: float
    columns: tuple[Column, ...]


def level_grids(edges: Sequence[Edge], lines: Sequence[TextLine], above: LevelTable | None = None) -> list[LevelTable]:
    """The tables among level rules that belong to no grid.

    `above` is the table with which the page before ended: rules of the same ends at the top of this page go on with it,
    under its columns, where no header is repeated.
    """
    out: list[LevelTable] = []
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
        bands += _open_band(bands, wide[through[-1]].pos, beside)
        table = _table(first, bands, edges)
        if table is None and above is not None and not out and _same_ends(first, above):
            table = _rest(first, bands, edges, above, pieces)
        if table is not None:
            found, used = table
            out.append(found)
            done.update(through[: used + 1])
    return out


def _open_band(bands: Sequence[Band], last: float, pieces: Sequence[Piece]) -> list[Band]:
    """The row below the last rule of a page: a table that goes on overleaf is not closed by a rule."""
    if not bands or any(is_sum_label(piece.text) for piece in bands[-1].pieces):
        return []
    below: list[Piece] = []
    for piece in sorted((piece for piece in pieces if piece.y > last), key=lambda piece: piece.top):
        if piece.top - max((other.bottom for other in below), default=last) > ROW_GAP * piece.size:
            break
        below.append(piece)
    if sum(_is_number(piece.text) for piece in below) < OPEN_NUMBERS:
        return []
    return [Band(last, max(piece.bottom for piece in below) + 1, tuple(below))]


def _same_ends(first: Edge, above: LevelTable) -> bool:
    """Whether a rule has the ends of a table on the page before."""
    return abs(first.start - above.start) <= SAME_END and abs(first.end - above.end) <= SAME_END


def _rest(
    first: Edge, bands: Sequence[Band], edges: Sequence[Edge], above: LevelTable, pieces: Sequence[Piece]
) -> tuple[LevelTable, int] | None:
    """The piece of a table that stands under no header of its own, at the top of a page.

    Its first row may stand above the first rule; a margin line at most may stand above that.
    """
    cut: list[Piece] = []
    before = sorted((piece for piece in pieces if piece.y < first.pos), key=lambda piece: -piece.bottom)
    for piece in before:
        if min((other.top for other in cut), default=first.pos) - piece.bottom > ROW_GAP * piece.size:
            break
        cut.append(piece)
    if sum(_is_number(piece.text) for piece in cut) < OPEN_NUMBERS:
        cut = []
    if len(before) - len(cut) > MARGIN_LINES:
        return None
    open_band = [Band(min(piece.top for piece in cut) - 1, first.pos, tuple(cut))] if cut else []
    body = _body([*open_band, *bands], above.columns)
    if len(body) <= len(open_band):
        return None
    inner = _inner(first, edges)
    header = Header(body[0].top, above.columns, (), ())
    xs = [first.start, *_separators(above.columns, [piece for band in body for piece in band.pieces]), first.end]
    grid = _grid(xs, header, body, inner)
    return LevelTable(grid, first.start, first.end, above.columns), len(body) - len(open_band)


def _inner(first: Edge, edges: Sequence[Edge]) -> list[Edge]:
    """The rules that lie within the ends of the first one."""
    low, high = first.start - SAME_END, first.end + SAME_END
    return [edge for edge in edges if low <= edge.start and edge.end <= high and edge is not first]


def _table(first: Edge, bands: Sequence[Band], edges: Sequence[Edge]) -> tuple[LevelTable, int] | None:
    """The table that begins with the first band, and how many bands it has."""
    for height in range(1, min(HEADER_BANDS, len(bands)) + 1):
        head_pieces = [piece for band in bands[:height] for piece in band.pieces]
        if is_budget_header(piece.text for piece in head_pieces):
            break
    else:
        return None
    left, right = first.start, first.end
    inner = _inner(first, edges)
    header = header_of(head_pieces, bands[0].top, bands[height - 1].bottom, inner)
    body = _body(bands[height:], header.columns)
    if len(header.columns) < 3 or not body:
        return None
    pieces = [piece for band in body for piece in band.pieces]
    xs = [left, *_separators(header.columns, pieces), right]
    return LevelTable(_grid(xs, header, body, inner), left, right, header.columns), height + len(body)


def _body(bands: Sequence[Band], columns: Sequence[Column]) -> list[Band]:
    """The bands below the header that hold cells: up to the first empty one, or the first with text outside tables in it.

    Such text is a sentence over several columns, a line with a heading or bullet mark, a unit, or whatever stands right
    before the header of a next table.
    """
    out: list[Band] = []
    for index, band in enumerate(bands):
        if any(OUTSIDE.match(piece.text) for piece in band.pieces):
            break
        following = bands[index + 1 : index + 2]
        if any(_is_header(after) for after in (band, *following)):
            break
        prose = any(sum(piece.x0 < column.x < piece.x1 for column in columns) >= PROSE_WIDTH for piece in band.pieces)
        if prose or not band.pieces:
            break
        out.append(band)
    return out


def _is_header(band: Band) -> bool:
    """Whether the header of a next table stands here; a band with amounts is no header, whatever its words."""
    texts = [piece.text for piece in band.pieces]
    return is_budget_header(texts) and not any(_is_number(text) and text.strip(_NILS) for text in texts)


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

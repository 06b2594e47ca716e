"""What is printed on one PDF page, as every back end hands it on: glyphs and straight edges, in one upright frame.

A back end (`pdf_page` for pdfminer, `pdfium_page` for pdfium) interprets a page and collects glyphs and painted boxes in
a `Painted`; `Painted.content` sorts them out. Coordinates are those of pdfplumber: points from the top left of the
MediaBox. A page whose text runs sideways is turned upright by a `Frame`, and places are turned back when they are
written down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from itertools import product

import attrs

from councildoc.extraction.reading import Reading

THIN = 3.0
"""A filled box thinner than this is a rule."""
SPECK = 3.0
"""What is smaller than this both ways is a dot of a dotted rule, if it is anything."""
STRIPE_GAP = 0.3
"""Stripes nearer than this make one shaded area."""
MIN_STRIPES = 4
SAME_GLYPH = 1.0
"""Glyphs struck twice within this distance (imitated bold) are one, as in pdfplumber."""

SAME_PLACE = 0.1
"""Glyphs struck nearer than this need to be remembered only once."""
SQUARE = 32.0
"""Side of the squares by which glyphs near one another are found."""

Box = tuple[float, float, float, float]
Places = dict[tuple[float, float], list[tuple[float, float]]]
"""Where a glyph is struck, by squares."""


@attrs.frozen
class Frame:
    """Turns boxes of a page by quarter turns so that its text runs from left to right, and back."""

    turn: int
    right: float
    bottom: float

    def upright(self, box: Box) -> Box:
        x0, top, x1, bottom = box
        if self.turn == 1:  # text runs up the page
            return self.bottom - bottom, x0, self.bottom - top, x1
        if self.turn == 2:
            return self.right - x1, self.bottom - bottom, self.right - x0, self.bottom - top
        if self.turn == 3:  # text runs down the page
            return top, self.right - x1, bottom, self.right - x0
        return box

    def printed(self, box: Box) -> Box:
        x0, top, x1, bottom = box
        if self.turn == 1:
            x0, top, x1, bottom = top, self.bottom - x1, bottom, self.bottom - x0
        elif self.turn == 2:
            x0, top, x1, bottom = self.right - x1, self.bottom - bottom, self.right - x0, self.bottom - top
        elif self.turn == 3:
            x0, top, x1, bottom = self.right - bottom, x0, self.right - top, x1
        return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)


@attrs.define
class Glyph:
    """One printed character, or the few that one glyph stands for. `base` is its baseline, `turn` its direction."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    turn: int = 0

    @property
    def x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        return (self.top + self.bottom) / 2


@attrs.frozen
class Edge:
    """A straight rule at `pos`, from `start` to `end`; `level` if it is horizontal.

    The side of a shaded area is not `drawn`: it may be a border, where no rules say otherwise.
    """

    level: bool
    pos: float
    start: float
    end: float
    drawn: bool = True


@attrs.frozen
class PageContent:
    """What is printed on a page. `number` counts from 1; `box` is the page in the upright frame."""

    number: int
    frame: Frame
    box: Box
    glyphs: list[Glyph]
    edges: list[Edge]
    specks: list[Box]
    curves: int
    image_share: float
    damaged: bool
    unaccounted: int = 0
    """Pieces of text that the page shows and of which the back end gave no character."""

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


def pages_read(number: int, count: int) -> str:
    """How far a reading came that breaks off on a page."""
    return f"{count:,}쪽 가운데 {number - 1:,}쪽까지 읽었습니다."


class Budget:
    """Bounds what the interpretation of one page may take, in number of objects and in time."""

    def __init__(self, reading: Reading, read: str) -> None:
        """`read` says how far the reading came before this page."""
        self.reading = reading
        self.read = read
        self.spent = 0

    def spend(self, objects: int = 1) -> None:
        """Count objects; raises `LimitError` if there are too many, or if the file takes too long."""
        before, self.spent = self.spent, self.spent + objects
        if self.spent > self.reading.limits.objects:
            raise self.reading.limits.over("objects", self.read)
        if before // 64 != self.spent // 64:
            self.reading.in_time(self.read)


@attrs.define
class Painted:
    """What a page paints, as a back end collects it; boxes as in `PageContent`, before any turning."""

    number: int
    box: Box
    glyphs: list[Glyph] = attrs.field(factory=list)
    strokes: list[Box] = attrs.field(factory=list)
    fills: list[Box] = attrs.field(factory=list)
    curves: int = 0
    image_area: float = 0.0
    damaged: bool = False
    unaccounted: int = 0
    _struck: dict[tuple[str, Hashable], Places] = attrs.field(factory=dict)

    def add(self, glyph: Glyph, kind: Hashable) -> None:
        """Keep a glyph, unless it lies outside the page or is struck a second time (imitated bold), which only a glyph of its
        kind can be: of its font, size and direction.
        """
        left, high, right, low = self.box
        x0, top = glyph.x0, glyph.top
        if not (left <= (x0 + glyph.x1) / 2 <= right and high <= (top + glyph.bottom) / 2 <= low):
            return
        key = glyph.text, kind
        places = self._struck.get(key)
        if places is None:
            self._struck[key] = {(x0 // SQUARE, top // SQUARE): [(x0, top)]}
            self.glyphs.append(glyph)
        elif not _struck_before(places, x0, top):
            self.glyphs.append(glyph)

    def content(self) -> PageContent:
        """The page upright, rules and areas told apart."""
        left, high, right, low = self.box
        turns = Counter(glyph.turn for glyph in self.glyphs if not glyph.text.isspace())
        frame = Frame(turns.most_common(1)[0][0] if turns else 0, left + right, high + low)
        edges, specks = _edges([frame.upright(box) for box in self.strokes], [frame.upright(box) for box in self.fills])
        return PageContent(
            number=self.number,
            frame=frame,
            box=frame.upright(self.box),
            glyphs=[_turned(glyph, frame) for glyph in self.glyphs] if frame.turn else self.glyphs,
            edges=edges,
            specks=specks,
            curves=self.curves,
            image_share=self.image_area / max((right - left) * (low - high), 1.0),
            damaged=self.damaged,
            unaccounted=self.unaccounted,
        )


def turn_of(a: float, b: float) -> int:
    """The direction of text in quarter turns, from its matrix; text at an odd angle counts with the nearest."""
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 2
    return 1 if b > 0 else 3


def printable(text: str) -> str:
    """The text of a glyph as it can be written out: U+0000 dropped, surrogates joined."""
    text = text.replace("\x00", "")
    if not text.isascii():  # half of a surrogate pair is no character and could never be written out
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _struck_before(places: Places, x0: float, top: float) -> bool:
    """Whether such a glyph stands near by already. Only the squares that the nearness reaches into are looked at."""
    again = False
    column, row = (x0 - SAME_GLYPH) // SQUARE, (top - SAME_GLYPH) // SQUARE
    last_column, last_row = (x0 + SAME_GLYPH) // SQUARE, (top + SAME_GLYPH) // SQUARE
    if column == last_column and row == last_row:
        square = column, row
        near = places.get(square, ())
    else:
        square = x0 // SQUARE, top // SQUARE
        near = [place for at in product((column, last_column), (row, last_row)) for place in places.get(at, ())]
    for x, y in near:
        if -SAME_GLYPH <= x - x0 <= SAME_GLYPH and -SAME_GLYPH <= y - top <= SAME_GLYPH:
            if -SAME_PLACE <= x - x0 <= SAME_PLACE and -SAME_PLACE <= y - top <= SAME_PLACE:
                return True  # what is struck over and over again makes no list long
            again = True
    places.setdefault(square, []).append((x0, top))
    return again


def _turned(glyph: Glyph, frame: Frame) -> Glyph:
    x0, top, x1, bottom = frame.upright((glyph.x0, glyph.top, glyph.x1, glyph.bottom))
    base = {1: glyph.base, 2: frame.bottom - glyph.base, 3: frame.right - glyph.base}[frame.turn]
    if glyph.turn != frame.turn:
        base = bottom
    return Glyph(glyph.text, x0, top, x1, bottom, base, glyph.size, (glyph.turn - frame.turn) % 4)


def _edges(strokes: list[Box], fills: list[Box]) -> tuple[list[Edge], list[Box]]:
    """Level and upright rules; slanted ones are no borders. Specks are kept apart: a row of them is a dotted rule."""
    edges: list[Edge] = []
    specks: list[Box] = []
    for box in strokes:
        _sort_in(box, edges, specks)
    for x0, top, x1, bottom in _areas(fills):
        if min(x1 - x0, bottom - top) <= THIN:
            _sort_in((x0, top, x1, bottom), edges, specks)
        else:
            edges += [Edge(True, y, x0, x1, drawn=False) for y in (top, bottom)]
            edges += [Edge(False, x, top, bottom, drawn=False) for x in (x0, x1)]
    return edges, specks


def _sort_in(box: Box, edges: list[Edge], specks: list[Box]) -> None:
    x0, top, x1, bottom = box
    width, height = x1 - x0, bottom - top
    if width < SPECK and height < SPECK:
        specks.append(box)
    elif height <= THIN and width > height:
        edges.append(Edge(True, (top + bottom) / 2, x0, x1))
    elif width <= THIN:
        edges.append(Edge(False, (x0 + x1) / 2, top, bottom))


def _areas(fills: list[Box]) -> list[Box]:
    """Filled boxes; stripes that lie close to each other, as gradients are drawn, are one area and no rules."""
    out = _stacked(fills)
    sideways = _stacked([(top, x0, bottom, x1) for x0, top, x1, bottom in out])
    return [(x0, top, x1, bottom) for top, x0, bottom, x1 in sideways]


def _stacked(boxes: list[Box]) -> list[Box]:
    """Boxes with every pile of level stripes made one."""
    stripes = [box for box in boxes if box[3] - box[1] <= THIN < box[2] - box[0]]
    out = [box for box in boxes if not box[3] - box[1] <= THIN < box[2] - box[0]]
    pile: list[Box] = []
    end = 0.0
    for box in [*sorted(stripes, key=lambda box: (round(box[0]), round(box[2]), box[1])), None]:
        if box and pile and box[1] <= end + STRIPE_GAP and box[1] >= pile[-1][1] and _same_width(box, pile[-1]):
            pile.append(box)
            end = max(end, box[3])
            continue
        if pile and len(pile) >= MIN_STRIPES and end - pile[0][1] > THIN:
            out.append((pile[0][0], pile[0][1], pile[0][2], end))
        else:
            out += pile
        if box:
            pile, end = [box], box[3]
    return out


def _same_width(one: Box, other: Box) -> bool:
    return abs(one[0] - other[0]) < 1 and abs(one[2] - other[2]) < 1

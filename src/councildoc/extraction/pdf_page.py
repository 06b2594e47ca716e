"""One PDF page -> its glyphs and its straight edges, in one upright frame.

pdfminer interprets the page; `BoundedDevice` counts what it paints, so that no page can take for ever. Coordinates are
those of pdfplumber: from the top left of the MediaBox. A page whose text runs sideways is turned upright by a `Frame`,
and places are turned back when they are written down.
"""

from __future__ import annotations

import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import attrs
from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTImage, LTPage
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream, resolve1
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent
from pdfplumber.pdf import PDF

from councildoc.errors import LimitError
from councildoc.extraction.pdf_bounds import BoundedInterpreter

MAX_OBJECTS = 400_000
"""Characters and lines on one page."""
MAX_SECONDS = 60.0
"""Time for one page."""

THIN = 3.0
"""A filled box thinner than this is a rule."""
SPECK = 3.0
"""What is smaller than this both ways is a dot of a dotted rule, if it is anything."""
STRIPE_GAP = 0.3
"""Stripes nearer than this make one shaded area."""
MIN_STRIPES = 4
SAME_GLYPH = 1.0
"""Glyphs struck twice within this distance (imitated bold) are one, as in pdfplumber."""

Box = tuple[float, float, float, float]


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

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


class BoundedDevice(PDFPageAggregatorWithMarkedContent):
    """Collects what a page paints, within bounds of number and time."""

    def __init__(self, rsrcmgr: Any, pageno: int) -> None:
        super().__init__(rsrcmgr, pageno=pageno, laparams=None)
        self.painted = 0
        self.deadline = time.monotonic() + MAX_SECONDS

    def _count(self) -> None:
        self.painted += 1
        if self.painted > MAX_OBJECTS:
            raise LimitError(f"{self.pageno}쪽에 글자와 선이 너무 많습니다(한도 {MAX_OBJECTS:,}개).")
        if self.painted % 64 == 0 and time.monotonic() > self.deadline:
            raise LimitError(f"{self.pageno}쪽을 읽는 데 너무 오래 걸립니다(한도 {MAX_SECONDS:.0f}초).")

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        self._count()
        return float(super().render_char(*args, **kwargs))

    def paint_path(self, *args: Any, **kwargs: Any) -> None:
        self._count()
        super().paint_path(*args, **kwargs)

    def begin_figure(self, *args: Any, **kwargs: Any) -> None:
        self._count()
        super().begin_figure(*args, **kwargs)


def _turn(matrix: tuple[float, ...]) -> int:
    """The direction of text in quarter turns; text at an odd angle counts with the nearest."""
    a, b = matrix[0], matrix[1]
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 2
    return 1 if b > 0 else 3


def _items(container: LTContainer[Any]) -> Iterator[LTComponent]:
    """Everything painted, forms opened up; without recursion, so that nested forms cannot exhaust the stack."""
    stack = [iter(container)]
    while stack:
        for item in stack[-1]:
            if isinstance(item, LTContainer):
                stack.append(iter(item))
                break
            yield item
        else:
            stack.pop()


def _is_white(color: Any) -> bool:
    values = color if isinstance(color, (tuple, list)) else (color,)
    if not all(isinstance(value, (int, float)) for value in values):
        return False
    return tuple(values) in {(1,), (1, 1, 1), (0, 0, 0, 0)}


def _segments(curve: LTCurve) -> Iterator[Box]:
    """The straight pieces of a stroked path, or the area that a path fills, in pdfminer's coordinates."""
    if not curve.stroke or min(curve.width, curve.height) <= THIN:
        # White paint hides something, it draws no border; and round shapes are no areas of a table.
        if curve.stroke or not (_is_white(curve.non_stroking_color) or _is_round(curve)):
            yield curve.bbox
        return
    start = last = (0.0, 0.0)
    path: list[tuple[Any, ...]] = curve.original_path or []
    for command, *points in path:
        end: tuple[float, float] = start if command == "h" else points[-1]
        if command in {"l", "h"}:
            yield (*last, *end)
        elif command == "m":
            start = end
        last = end


def _is_round(curve: LTCurve) -> bool:
    path: list[tuple[Any, ...]] = curve.original_path or []
    return any(command == "c" for command, *_ in path)


def declared_pages(pdf: PDF) -> int:
    """How many pages the file says it has; a damaged file may hold fewer."""
    root = resolve1(pdf.doc.catalog.get("Pages"))
    count = resolve1(root.get("Count")) if isinstance(root, dict) else None
    return count if isinstance(count, int) else 0


def _is_damaged(content: Any) -> bool:
    """Whether a content stream is cut off or broken: the parser reads what it can and says nothing."""
    stream = resolve1(content)
    if not isinstance(stream, PDFStream) or stream.rawdata is None:
        return False
    packed = stream.rawdata
    if stream.decipher and stream.objid is not None and stream.genno is not None:
        packed = stream.decipher(stream.objid, stream.genno, packed, stream.attrs)
    filters = stream.get_filters()
    if len(filters) != 1 or filters[0][0] not in LITERALS_FLATE_DECODE:
        return False
    inflater = zlib.decompressobj()
    try:
        inflater.decompress(packed)
    except zlib.error:
        return True
    return not inflater.eof


def read_page(page: Page) -> PageContent:
    """Interpret one page and sort out what is on it."""
    damaged = any(_is_damaged(stream) for stream in page.page_obj.contents)
    device = BoundedDevice(page.pdf.rsrcmgr, page.page_number)
    BoundedInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    layout: LTPage = device.get_result()
    left, high, right, low = (float(value) for value in page.bbox)

    glyphs: list[Glyph] = []
    strokes: list[Box] = []
    fills: list[Box] = []
    curves = 0
    image_area = 0.0
    seen: dict[tuple[str, str, float, int], dict[tuple[int, int], list[tuple[float, float]]]] = {}
    for item in _items(layout):
        if isinstance(item, LTChar):
            glyph = _glyph(item, left, low)
            if glyph is None or not (left <= glyph.x <= right and high <= glyph.y <= low):
                continue
            key = (glyph.text, str(item.fontname), round(glyph.size, 3), glyph.turn)
            if not _struck_before(seen.setdefault(key, defaultdict(list)), glyph):
                glyphs.append(glyph)
        elif isinstance(item, LTCurve):
            curves += item.fill and _is_round(item)
            kind = strokes if item.stroke else fills
            for x0, y0, x1, y1 in _segments(item):
                kind.append((min(x0, x1) + left, low - max(y0, y1), max(x0, x1) + left, low - min(y0, y1)))
        elif isinstance(item, LTImage):
            image_area += item.width * item.height

    turns = Counter(glyph.turn for glyph in glyphs if not glyph.text.isspace())
    frame = Frame(turns.most_common(1)[0][0] if turns else 0, left + right, high + low)
    edges, specks = _edges([frame.upright(box) for box in strokes], [frame.upright(box) for box in fills])
    return PageContent(
        number=page.page_number,
        frame=frame,
        box=frame.upright((left, high, right, low)),
        glyphs=[_turned(glyph, frame) for glyph in glyphs] if frame.turn else glyphs,
        edges=edges,
        specks=specks,
        curves=curves,
        image_share=image_area / max((right - left) * (low - high), 1.0),
        damaged=damaged,
    )


def _glyph(item: LTChar, left: float, low: float) -> Glyph | None:
    text = item.get_text().replace("\x00", "")
    if not text:
        return None
    if not text.isascii():  # half of a surrogate pair is no character and could never be written out
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    turn = _turn(item.matrix)
    origin_x, origin_y = item.matrix[4] + left, low - item.matrix[5]
    return Glyph(
        text,
        item.x0 + left,
        low - item.y1,
        item.x1 + left,
        low - item.y0,
        origin_y if turn in {0, 2} else origin_x,
        float(item.size if turn in {0, 2} else item.width),
        turn,
    )


def _struck_before(places: dict[tuple[int, int], list[tuple[float, float]]], glyph: Glyph) -> bool:
    column, row = int(glyph.x0 // 2), int(glyph.top // 2)
    again = any(
        abs(x - glyph.x0) <= SAME_GLYPH and abs(y - glyph.top) <= SAME_GLYPH
        for near_column in (column - 1, column, column + 1)
        for near_row in (row - 1, row, row + 1)
        for x, y in places.get((near_column, near_row), ())
    )
    places[column, row].append((glyph.x0, glyph.top))
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

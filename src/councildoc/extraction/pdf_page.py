"""One PDF page -> what it paints, with pdfminer.

pdfminer interprets the page, within the bounds of `pdf_bounds`.
"""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pdfplumber
from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTImage, LTPage
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream, resolve1
from pdfplumber.page import Page
from pdfplumber.pdf import PDF

from councildoc.extraction.pdf_bounds import BoundedDevice, BoundedFonts, Interpreter
from councildoc.extraction.pdf_content import (
    THIN,
    Box,
    Glyph,
    PageContent,
    Painted,
    pages_read,
    printable,
    turn_of,
)
from councildoc.extraction.pdf_forms import bound_forms
from councildoc.extraction.reading import Reading


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


def _declared_pages(pdf: PDF) -> int:
    """How many pages the file says it has; a damaged file may hold fewer."""
    root = resolve1(pdf.doc.catalog.get("Pages"))
    count = resolve1(root.get("Count")) if isinstance(root, dict) else None
    return count if isinstance(count, int) else 0


class PdfminerReader:
    """An open PDF."""

    def __init__(self, pdf: PDF, reading: Reading) -> None:
        pdf.rsrcmgr = BoundedFonts()
        self.pdf = pdf
        self.reading = reading
        self.count = len(pdf.pages)
        self.declared = _declared_pages(pdf)

    def page(self, number: int) -> PageContent:
        """The page with a number, from 1."""
        page = self.pdf.pages[number - 1]
        read = pages_read(number, self.count)
        self.reading.in_time(read)
        try:
            return read_page(page, self.reading, read)
        finally:
            page.close()


@contextmanager
def opened(data: bytes, reading: Reading) -> Iterator[PdfminerReader]:
    """Open a PDF and close it again."""
    # Without a handler of its own, pdfminer's warnings about odd fonts would end up on standard error.
    logging.getLogger("pdfminer").addHandler(logging.NullHandler())
    with pdfplumber.open(io.BytesIO(data), password=reading.password) as pdf:
        yield PdfminerReader(pdf, reading)


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


def is_damaged(page: Page) -> bool:
    """Whether some of what a page paints is lost."""
    return any(_is_damaged(stream) for stream in page.page_obj.contents)


def read_page(page: Page, reading: Reading, read: str = "") -> PageContent:
    """Interpret one page and sort out what is on it; `read` says how far the reading came before it."""
    damaged = is_damaged(page)  # before the interpreter unpacks the streams in place
    bound_forms(page.page_obj, reading, read)
    device = BoundedDevice(page.pdf.rsrcmgr, page.page_number, reading, read)
    Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    layout: LTPage = device.get_result()
    left, high, right, low = (float(value) for value in page.bbox)
    painted = Painted(page.page_number, (left, high, right, low), damaged=damaged or device.lost_font)
    for item in _items(layout):
        if isinstance(item, LTChar):
            glyph = _glyph(item, left, low)
            if glyph:
                painted.add(glyph, (str(item.fontname), round(glyph.size, 3), glyph.turn))
        elif isinstance(item, LTCurve):
            painted.curves += item.fill and _is_round(item)
            kind = painted.strokes if item.stroke else painted.fills
            for x0, y0, x1, y1 in _segments(item):
                kind.append((min(x0, x1) + left, low - max(y0, y1), max(x0, x1) + left, low - min(y0, y1)))
        elif isinstance(item, LTImage):
            painted.image_area += item.width * item.height
    return painted.content()


def _glyph(item: LTChar, left: float, low: float) -> Glyph | None:
    text = printable(item.get_text())
    if not text:
        return None
    turn = turn_of(item.matrix[0], item.matrix[1])
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

"""PDF pages -> what they paint, with pdfium.

pdfium is not thread-safe: every call into it is made under `LOCK`. Calls go to its C interface, a character at a time,
so that nothing is laid out that is not needed. Figures are those of pdfminer as nearly as can be (`pdf_page`).
"""

from __future__ import annotations

import ctypes
import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import attrs
import pypdfium2.raw as pdfium

from councildoc.extraction.pdf_content import (
    THIN,
    Box,
    Budget,
    Glyph,
    PageContent,
    Painted,
    pages_read,
    printable,
    turn_of,
)
from councildoc.extraction.pdf_fonts import declared_descents, plain_name
from councildoc.extraction.reading import Reading

LOCK = threading.RLock()
"""Held around every use of pdfium, which may be used by one thread at a time only."""
MAX_NESTING = 32
"""Forms within forms; pdfium itself stops at fewer."""

INK = 0.01
"""An object narrower or lower than this has no ink for pdfium."""

SAME_WIDTH = 0.002
"""Widths that differ by less than this part of the type size are one: pdfium's are whole thousandths."""

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Point = tuple[float, float]


class PdfiumError(Exception):
    """pdfium could not open a file."""


class PdfiumPasswordError(PdfiumError):
    """A password is missing or wrong."""


class PdfiumSecurityError(PdfiumError):
    """The file is encrypted in a way that pdfium does not know."""


_ERRORS: dict[int, type[PdfiumError]] = {
    pdfium.FPDF_ERR_PASSWORD: PdfiumPasswordError,
    pdfium.FPDF_ERR_SECURITY: PdfiumSecurityError,
}


class PdfiumReader:
    """An open PDF: its handle, the bytes that pdfium goes on reading from, what its fonts declare."""

    def __init__(self, handle: Any, data: bytes, reading: Reading) -> None:
        self.handle = handle
        self.reading = reading
        self.data = data
        self.descents = declared_descents(data)
        self.count: int = pdfium.FPDF_GetPageCount(handle)
        self.declared = self.count

    def page(self, number: int) -> PageContent | None:
        """The page with a number, from 1; None if the file does not hold it."""
        self.reading.in_time(pages_read(number, self.count))
        with LOCK:
            page = pdfium.FPDF_LoadPage(self.handle, number - 1)
            if not page:
                return None
            try:
                return _PageReader(self, page, number).content()
            finally:
                pdfium.FPDF_ClosePage(page)


@contextmanager
def opened(data: bytes, reading: Reading) -> Iterator[PdfiumReader]:
    """Open a PDF and close it again. Raises `PdfiumError`."""
    secret = reading.password.encode() if reading.password is not None else None
    with LOCK:
        pdfium.FPDF_InitLibrary()  # a second call does nothing
        handle = pdfium.FPDF_LoadMemDocument64(data, len(data), secret)
        if not handle:
            raise _ERRORS.get(pdfium.FPDF_GetLastError(), PdfiumError)
    try:
        with LOCK:
            reader = PdfiumReader(handle, data, reading)
        yield reader
    finally:
        with LOCK:
            pdfium.FPDF_CloseDocument(handle)


@attrs.frozen
class _Style:
    """What the characters of one text object share: the matrix to the page as shown, and to the file's coordinates.

    `descent` is a part of the type size.
    """

    matrix: Matrix
    own: Matrix
    size: float
    descent: float
    font: bytes
    handle: Any
    handle_key: int

    @property
    def slanted(self) -> bool:
        """Whether the text runs at an odd angle."""
        return min(abs(self.own[0]), abs(self.own[1])) > 1e-3 * max(abs(self.own[0]), abs(self.own[1]))

    def along(self, left: float, bottom: float, right: float, top: float, origin: Point) -> float:
        """How far a box, in the file's coordinates, goes on from the origin in the direction of the text."""
        a, b = self.own[0], self.own[1]
        if abs(a) >= abs(b):
            return ((right if a > 0 else left) - origin[0]) / a if a else 0.0
        return ((top if b > 0 else bottom) - origin[1]) / b


class _PageReader:
    """Reads one open page."""

    def __init__(self, document: PdfiumReader, page: Any, number: int) -> None:
        self.document = document
        self.page = page
        self.budget = Budget(document.reading, pages_read(number, document.count))
        self.to_page, box = _frame(page)
        self.low = box[3]
        self.left = box[0]
        self.painted = Painted(number, box)
        self.widths: dict[tuple[int, str], float] = {}
        self._box = pdfium.FS_RECTF()
        self._ink = tuple(ctypes.c_double() for _ in range(4))

    def content(self) -> PageContent:
        self._read_objects()
        self._read_text()
        return self.painted.content()

    # Text

    def _read_text(self) -> None:
        text_page = pdfium.FPDFText_LoadPage(self.page)
        if not text_page:
            return
        try:
            self._read_characters(text_page)
        finally:
            pdfium.FPDFText_ClosePage(text_page)

    def _read_characters(self, text_page: Any) -> None:
        x, y = ctypes.c_double(), ctypes.c_double()
        styles: dict[int, _Style] = {}
        pending: tuple[str, _Style, Point, float] | None = None
        for index in range(pdfium.FPDFText_CountChars(text_page)):
            if pdfium.FPDFText_IsGenerated(text_page, index) == 1:
                continue
            self.budget.spend()
            pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
            text_object = pdfium.FPDFText_GetTextObject(text_page, index)
            key = ctypes.cast(text_object, ctypes.c_void_p).value or 0
            style = styles.get(key)
            if style is None:
                style = styles[key] = self._style(text_page, index, text_object)
            text = _character(text_page, index)
            origin = x.value, y.value
            if pending and pending[1] is style and pending[2] == origin:  # one glyph for several letters
                pending = (pending[0] + text, style, origin, pending[3])
                continue
            if pending:
                self._add(*pending)
            pending = (text, style, origin, self._advance(text_page, index, style, origin, text))
        if pending:
            self._add(*pending)

    def _advance(self, text_page: Any, index: int, style: _Style, origin: Point, text: str) -> float:
        """How wide a glyph is set, in units of the text.

        The loose box goes from the origin as far as the glyph is set, but further where its ink does.
        """
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
        set_to = style.along(box.left, box.bottom, box.right, box.top, origin)
        width = self._width(style, text)
        if style.slanted:
            return width or set_to
        if width and set_to > width + SAME_WIDTH * style.size:
            left, bottom, right, top = self._ink
            pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
            ink_to = style.along(left.value, bottom.value, right.value, top.value, origin)
            if ink_to > set_to - SAME_WIDTH * style.size:
                return width
        return set_to

    def _width(self, style: _Style, text: str) -> float:
        """What the font says of the width of a letter; 0 if it knows none."""
        key = style.handle_key, text
        width = self.widths.get(key)
        if width is None:
            value = ctypes.c_float()
            known = pdfium.FPDFFont_GetGlyphWidth(style.handle, ord(text), 1.0, value)
            width = self.widths[key] = value.value if known else 0.0
        return width * style.size

    def _style(self, text_page: Any, index: int, text_object: Any) -> _Style:
        """The font, its size and direction."""
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text_page, index, matrix)
        size, descent = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFTextObj_GetFontSize(text_object, size)
        font = pdfium.FPDFTextObj_GetFont(text_object)
        pdfium.FPDFFont_GetDescent(font, 1000.0, descent)
        length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
        buffer = ctypes.create_string_buffer(length)
        pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
        declared = self._declared(buffer.value, descent.value)
        own = matrix.a, matrix.b, matrix.c, matrix.d, 0.0, 0.0
        return _Style(
            _product(own, (*self.to_page[:4], 0.0, 0.0)),
            own,
            size.value,
            declared / 1000,
            buffer.value,
            font,
            ctypes.cast(font, ctypes.c_void_p).value or 0,
        )

    def _declared(self, font: bytes, descent: float) -> float:
        """What the file declares for a font, where that is one value or one like pdfium's, which is cut to a whole."""
        declared = self.document.descents.get(plain_name(font), set())
        near = [value for value in declared if abs(value - descent) < 1]
        if near:
            return min(near, key=lambda value: abs(value - descent))
        return next(iter(declared)) if len(declared) == 1 else descent

    def _add(self, text: str, style: _Style, origin: Point, advance: float) -> None:
        text = printable(text)
        if not text:
            return
        a, b, c, d, _, _ = style.matrix
        turn = turn_of(a, b)
        sideways = turn in {1, 3}
        # The box is as wide as the glyph is set and as high as the type is; pdfium's own height is that of the ink.
        x, y = _applied(self.to_page, origin)
        bottom, top = style.descent * style.size, (style.descent + 1) * style.size
        xs = [x + a * along + c * up for along in (0, advance) for up in (bottom, top)]
        ys = [y + b * along + d * up for along in (0, advance) for up in (bottom, top)]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        glyph = Glyph(
            text,
            x0 + self.left,
            self.low - y1,
            x1 + self.left,
            self.low - y0,
            x + self.left if sideways else self.low - y,
            x1 - x0 if sideways else y1 - y0,
            turn,
        )
        self.painted.add(glyph, style.font)

    # Rules, areas, pictures

    def _read_objects(self) -> None:
        count = pdfium.FPDFPage_CountObjects(self.page)
        for index in range(count):
            self._read_object(pdfium.FPDFPage_GetObject(self.page, index), self.to_page, 0)

    def _read_object(self, item: Any, outer: Matrix, depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            _show_as_painted(item)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._read_path(item, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_NESTING:
            self.budget.spend()
            inner = _product(_matrix(item), outer)
            for index in range(pdfium.FPDFFormObj_CountObjects(item)):
                self._read_object(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self.budget.spend()
            a, b, c, d, _, _ = _product(_matrix(item), outer)
            self.painted.image_area += (abs(a) + abs(c)) * (abs(b) + abs(d))

    def _read_path(self, item: Any, outer: Matrix) -> None:
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        if not pdfium.FPDFPath_GetDrawMode(item, mode, stroked) or not (mode.value or stroked.value):
            return
        matrix = _product(_matrix(item), outer)
        for commands in _subpaths(item, matrix):
            self.budget.spend()
            self._read_subpath(item, commands, bool(mode.value), bool(stroked.value))

    def _read_subpath(self, item: Any, commands: list[tuple[str, Point]], filled: bool, stroked: bool) -> None:
        is_round = any(command == "c" for command, _ in commands)
        self.painted.curves += filled and is_round
        xs = [x for _, (x, _) in commands]
        ys = [y for _, (_, y) in commands]
        whole = min(xs), min(ys), max(xs), max(ys)
        if not stroked:
            # White paint hides something, it draws no border; and round shapes are no areas of a table.
            if not (is_round or _is_white(item)):
                self.painted.fills.append(self._placed(whole))
        elif min(whole[2] - whole[0], whole[3] - whole[1]) <= THIN:
            self.painted.strokes.append(self._placed(whole))
        else:
            for (_, last), (command, end) in itertools.pairwise(commands):
                if command == "l" and last != end:
                    self.painted.strokes.append(self._placed((*last, *end)))

    def _placed(self, box: Box) -> Box:
        x0, y0, x1, y1 = box
        return min(x0, x1) + self.left, self.low - max(y0, y1), max(x0, x1) + self.left, self.low - min(y0, y1)


def _show_as_painted(item: Any) -> None:
    """Have pdfium give every glyph of a text object, and as it is painted. The open page is changed, not the file.

    pdfium would put a mark's ActualText in place of the glyphs, which may be anything; and it passes over an object
    without ink, which is a single blank. With an outline to be stroked, that blank has a width.
    """
    while pdfium.FPDFPageObj_CountMarks(item) > 0:
        if not pdfium.FPDFPageObj_RemoveMark(item, pdfium.FPDFPageObj_GetMark(item, 0)):
            break
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    if right.value - left.value < INK or top.value - bottom.value < INK:
        pdfium.FPDFPageObj_SetStrokeWidth(item, 1.0)
        pdfium.FPDFTextObj_SetTextRenderMode(item, pdfium.FPDF_TEXTRENDERMODE_STROKE)
        pdfium.FPDFPageObj_TransformF(item, pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0))  # measures it anew


def _character(text_page: Any, index: int) -> str:
    code = pdfium.FPDFText_GetUnicode(text_page, index)
    if pdfium.FPDFText_HasUnicodeMapError(text_page, index) == 1:
        return "\ufffd"
    if pdfium.FPDFText_IsHyphen(text_page, index) == 1:
        return "-"
    return chr(code)


def _subpaths(item: Any, matrix: Matrix) -> Iterator[list[tuple[str, Point]]]:
    """The parts of a path, each from its `m` on, closed by an `l` where they are closed; points on the page."""
    x, y = ctypes.c_float(), ctypes.c_float()
    commands: list[tuple[str, Point]] = []
    for index in range(pdfium.FPDFPath_CountSegments(item)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _applied(matrix, (x.value, y.value))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(commands) > 1:
                yield commands
            commands = [("m", point)]
        else:
            commands.append(("c" if kind == pdfium.FPDF_SEGMENT_BEZIERTO else "l", point))
        if pdfium.FPDFPathSegment_GetClose(segment) and commands:
            commands.append(("l", commands[0][1]))
    if len(commands) > 1:
        yield commands


def _is_white(item: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    return bool(known) and red.value == green.value == blue.value == 255


def _matrix(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _applied(matrix: Matrix, point: Point) -> Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def _frame(page: Any) -> tuple[Matrix, Box]:
    """The matrix from the file's coordinates to those of the page as shown, from its lower left corner; its box."""
    x0, y0, x1, y1 = _media_box(page)
    width, height = x1 - x0, y1 - y0
    match pdfium.FPDFPage_GetRotation(page):
        case 1:
            return (0.0, -1.0, 1.0, 0.0, -y0, x1), (y0, width - x1, y1, width - x0)
        case 2:
            return (-1.0, 0.0, 0.0, -1.0, x1, y1), (x0, height - y1, x1, height - y0)
        case 3:
            return (0.0, 1.0, -1.0, 0.0, y1, -x0), (y0, width - x1, y1, width - x0)
        case _:
            return (1.0, 0.0, 0.0, 1.0, -x0, -y0), (x0, height - y1, x1, height - y0)


def _media_box(page: Any) -> Box:
    values = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPage_GetMediaBox(page, *values):
        # Inherited boxes are not given out, only the page's box, which is the MediaBox cut by the CropBox: so uncut it.
        pdfium.FPDFPage_SetCropBox(page, -1e6, -1e6, 1e6, 1e6)
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        return box.left, box.bottom, box.right, box.top
    x0, y0, x1, y1 = (value.value for value in values)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

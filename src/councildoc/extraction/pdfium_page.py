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
from councildoc.extraction.pdf_soundness import may_multiply
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


BLANK = 0x20
MAYBE_HYPHENS = frozenset((0x2D, 0xAD, 0x2010, 0x2011, 0xFFFE, 0xFFFF))
"""What pdfium gives, beside control characters, for a hyphen at the end of a line."""
SPENT_TOGETHER = 64
"""Characters that are counted at a time."""


def _called(function: Any, result: Any, *more: Any) -> Any:
    """A function of pdfium on a text page and the number of a character, with plain pointers: called for every character."""
    prototype = ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *more)
    return prototype(ctypes.cast(function, ctypes.c_void_p).value or 0)


_is_generated = _called(pdfium.FPDFText_IsGenerated, ctypes.c_int)
_unicode = _called(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
_has_no_character = _called(pdfium.FPDFText_HasUnicodeMapError, ctypes.c_int)
_is_hyphen = _called(pdfium.FPDFText_IsHyphen, ctypes.c_int)
_text_object = _called(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
_origin = _called(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_loose_box = _called(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p)


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
    if may_multiply(data):
        from councildoc.extraction.pdf_forms import bound_all_forms

        bound_all_forms(data, reading)
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


class _Style:
    """What the characters of one text object share: the matrix to the page as shown, and to the file's coordinates.

    `descent` is a part of the type size.
    """

    __slots__ = (
        "bottom",
        "descent",
        "font",
        "handle",
        "key",
        "level",
        "matrix",
        "own",
        "size",
        "slanted",
        "top",
        "turn",
    )

    def __init__(self, matrix: Matrix, own: Matrix, size: float, descent: float, font: bytes, handle: Any) -> None:
        self.matrix = matrix
        self.own = own
        self.size = size
        self.descent = descent
        self.font = font
        self.handle = handle
        self.key = ctypes.cast(handle, ctypes.c_void_p).value or 0
        a, b, c, d, _, _ = matrix
        self.turn = turn_of(a, b)
        self.level = a > 0 and b == c == 0
        # The box is as wide as the glyph is set and as high as the type is; pdfium's own height is that of the ink.
        self.bottom, self.top = descent * size, (descent + 1) * size
        if self.level:
            self.bottom, self.top = sorted((d * self.bottom, d * self.top))
        along, across = abs(own[0]), abs(own[1])
        self.slanted = min(along, across) > 1e-3 * max(along, across)

    def along(self, box: Any, x: float, y: float) -> float:
        """How far a box, in the file's coordinates, goes on from the origin in the direction of the text."""
        a, b = self.own[0], self.own[1]
        if abs(a) >= abs(b):
            return float(((box.right if a > 0 else box.left) - x) / a) if a else 0.0
        return float(((box.top if b > 0 else box.bottom) - y) / b)


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
        self.shown: set[int] = set()
        self.widths: dict[tuple[int, str], float] = {}

    def content(self) -> PageContent:
        self._read_objects()
        self._read_text()
        return self.painted.content()

    # Text

    def _read_text(self) -> None:
        text_page = pdfium.FPDFText_LoadPage(self.page)
        if not text_page:
            raise PdfiumError  # a page without its text would be a silent loss
        try:
            self._read_characters(text_page)
        finally:
            pdfium.FPDFText_ClosePage(text_page)

    def _read_characters(self, text_page: Any) -> None:
        page = ctypes.cast(text_page, ctypes.c_void_p)
        x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
        at_x, at_y, at_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
        styles: dict[int, _Style] = {}
        pending: tuple[str, _Style, float, float, float] | None = None
        spent = 0
        for index in range(pdfium.FPDFText_CountChars(text_page)):
            if _is_generated(page, index) == 1:
                continue
            spent += 1
            if spent == SPENT_TOGETHER:
                self.budget.spend(spent)
                spent = 0
            _origin(page, index, at_x, at_y)
            origin_x, origin_y = x.value, y.value
            key = _text_object(page, index) or 0
            style = styles.get(key)
            if style is None:
                style = styles[key] = self._style(text_page, index)
            text = _character(page, index)
            if pending and pending[1] is style and pending[2] == origin_x and pending[3] == origin_y:
                pending = (pending[0] + text, *pending[1:])  # one glyph for several letters
                continue
            if pending:
                self._add(*pending)
            _loose_box(page, index, at_box)
            set_to = style.along(box, origin_x, origin_y)
            width = self._width(style, text)
            if style.slanted:
                set_to = width or set_to
            elif width and set_to > width + SAME_WIDTH * style.size:
                # The loose box goes from the origin as far as the glyph is set, but further where its ink does.
                ink = self._ink_to(text_page, index, style, origin_x, origin_y)
                set_to = width if ink > set_to - SAME_WIDTH * style.size else set_to
            pending = (text, style, origin_x, origin_y, set_to)
        self.budget.spend(spent)
        if pending:
            self._add(*pending)
        self.painted.unaccounted = len(self.shown - styles.keys())

    def _ink_to(self, text_page: Any, index: int, style: _Style, x: float, y: float) -> float:
        """How far the ink of a character goes on from its origin, in units of the text."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
        return style.along(pdfium.FS_RECTF(left.value, top.value, right.value, bottom.value), x, y)

    def _width(self, style: _Style, text: str) -> float:
        """What the font says of the width of a letter; 0 if it knows none."""
        key = style.key, text
        width = self.widths.get(key)
        if width is None:
            value = ctypes.c_float()
            known = pdfium.FPDFFont_GetGlyphWidth(style.handle, ord(text), 1.0, value)
            width = self.widths[key] = value.value if known else 0.0
        return width * style.size

    def _style(self, text_page: Any, index: int) -> _Style:
        """The font, its size and direction."""
        text_object = pdfium.FPDFText_GetTextObject(text_page, index)
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
        )

    def _declared(self, font: bytes, descent: float) -> float:
        """What the file declares for a font, where that is one value or one like pdfium's, which is cut to a whole."""
        declared = self.document.descents.get(plain_name(font), set())
        near = [value for value in declared if abs(value - descent) < 1]
        if near:
            return min(near, key=lambda value: abs(value - descent))
        return next(iter(declared)) if len(declared) == 1 else descent

    def _add(self, text: str, style: _Style, x: float, y: float, advance: float) -> None:
        if not text.isascii() or text == "\x00":
            text = printable(text)
            if not text:
                return
        a, b, c, d, _, _ = style.matrix
        x, y = _applied(self.to_page, (x, y))
        x, y = x + self.left, self.low - y
        if style.level:
            end = x + a * advance
            x0, x1 = (x, end) if end >= x else (end, x)
            top, bottom = y - style.top, y - style.bottom
            self.painted.add(Glyph(text, x0, top, x1, bottom, y, bottom - top), style.font)
            return
        corners = [(along, up) for along in (0.0, advance) for up in (style.bottom, style.top)]
        xs = [x + a * along + c * up for along, up in corners]
        ys = [y - b * along - d * up for along, up in corners]
        x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
        sideways = style.turn in {1, 3}
        glyph = Glyph(
            text, x0, top, x1, bottom, x if sideways else y, x1 - x0 if sideways else bottom - top, style.turn
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
            self.shown.add(ctypes.cast(item, ctypes.c_void_p).value or 0)
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


def _character(page: Any, index: int) -> str:
    code: int = _unicode(page, index)
    if _has_no_character(page, index) == 1:
        return "\ufffd"
    if code < BLANK or code in MAYBE_HYPHENS:
        return "-" if _is_hyphen(page, index) == 1 else chr(code)
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

"""PDF pages -> what they paint, with pdfium.

pdfium is not thread-safe: every call into it is made under `LOCK`. Calls go to its C interface, so that nothing is laid
out that is not needed. Figures are those of pdfminer as nearly as can be (`pdf_page`).
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
    PageContent,
    Painted,
    pages_read,
)
from councildoc.extraction.pdf_fonts import declared_descents
from councildoc.extraction.pdf_soundness import may_multiply
from councildoc.extraction.pdfium_geometry import Matrix, Point, matrix_of, product, subpaths
from councildoc.extraction.pdfium_text import TextReader
from councildoc.extraction.reading import Reading

LOCK = threading.RLock()
"""Held around every use of pdfium, which may be used by one thread at a time only."""
MAX_NESTING = 32
"""Forms within forms; pdfium itself stops at fewer."""

INK = 0.01
"""An object narrower or lower than this has no ink for pdfium."""


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
            objects = TextReader(self.painted, self.to_page, self.document.descents, self.budget).read(text_page)
        finally:
            pdfium.FPDFText_ClosePage(text_page)
        self.painted.unaccounted = len(self.shown - objects)

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
            inner = product(matrix_of(item), outer)
            for index in range(pdfium.FPDFFormObj_CountObjects(item)):
                self._read_object(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self.budget.spend()
            a, b, c, d, _, _ = product(matrix_of(item), outer)
            self.painted.image_area += (abs(a) + abs(c)) * (abs(b) + abs(d))

    def _read_path(self, item: Any, outer: Matrix) -> None:
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        if not pdfium.FPDFPath_GetDrawMode(item, mode, stroked) or not (mode.value or stroked.value):
            return
        matrix = product(matrix_of(item), outer)
        for commands in subpaths(item, matrix):
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


def _is_white(item: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    return bool(known) and red.value == green.value == blue.value == 255


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

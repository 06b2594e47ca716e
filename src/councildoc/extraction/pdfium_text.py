"""The characters of a page as pdfium gives them -> glyphs.

pdfium is asked for one character at a time, by a handful of calls with plain pointers; what the characters of a style
have in common is worked out once. Figures are those of pdfminer as nearly as can be (`pdf_page`).
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from typing import Any

import pypdfium2.raw as pdfium

from councildoc.extraction.pdf_content import Budget, Glyph, Painted, printable, turn_of
from councildoc.extraction.pdf_fonts import plain_name
from councildoc.extraction.pdfium_geometry import Matrix, product

SAME_WIDTH = 0.002
"""Widths that differ by less than this part of the type size are one: pdfium's are whole thousandths."""
BLANK = 0x20
"""Of the characters up to this one, pdfium makes up some of its own: blanks between words, and ends of lines."""
MAYBE_HYPHENS = frozenset((*range(BLANK), 0x2D, 0xAD, 0x2010, 0x2011, 0xFFFE, 0xFFFF))
"""What pdfium gives for a hyphen at the end of a line."""
UNKNOWN = -1
"""In the place of the code of a character for which the font has none."""
SPENT_TOGETHER = 1024
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

Letter = tuple[str, float, float]
"""Its text; how far it is set, as the font says; what is further than that. In units of the text, 0 if the font knows none."""


class _Style:
    """Type of one font, size and direction: the matrix to the page as shown, and to the file's coordinates.

    `descent` is a part of the type size. `letters` are those met so far, by their codes.
    """

    __slots__ = ("bottom", "handle", "kind", "letters", "level", "matrix", "own", "size", "slanted", "top", "turn")

    def __init__(self, matrix: Matrix, own: Matrix, size: float, descent: float, font: bytes, handle: Any) -> None:
        self.matrix = matrix
        self.own = own
        self.size = size
        self.handle = handle
        self.letters: dict[int, Letter] = {}
        a, b, c, d, _, _ = matrix
        self.turn = turn_of(a, b)
        self.level = a > 0 and b == c == 0
        # The box is as wide as the glyph is set and as high as the type is; pdfium's own height is that of the ink.
        self.bottom, self.top = descent * size, (descent + 1) * size
        if self.level:
            self.bottom, self.top = sorted((d * self.bottom, d * self.top))
        height = abs(matrix[2] if self.turn in {1, 3} else matrix[3]) * size
        self.kind = font, round(height, 3), self.turn
        along, across = abs(own[0]), abs(own[1])
        self.slanted = min(along, across) > 1e-3 * max(along, across)

    def along(self, box: Any, x: float, y: float) -> float:
        """How far a box, in the file's coordinates, goes on from the origin in the direction of the text."""
        a, b = self.own[0], self.own[1]
        if abs(a) >= abs(b):
            return float(((box.right if a > 0 else box.left) - x) / a) if a else 0.0
        return float(((box.top if b > 0 else box.bottom) - y) / b)


Character = tuple[str, _Style, float, float, float]
"""Text, style, origin in the file's coordinates, and how far it is set in units of the text."""


class TextReader:
    """Reads the text of one open page into what it paints.

    `descents` are those that the file's fonts declare (`pdf_fonts`), `to_page` is the matrix to the page as shown, from its
    lower left corner.
    """

    def __init__(self, painted: Painted, to_page: Matrix, descents: Mapping[bytes, set[float]], budget: Budget) -> None:
        self.painted = painted
        self.to_page = to_page
        self.descents = descents
        self.budget = budget
        self.styles: dict[tuple[Any, ...], _Style] = {}
        self.matrix, self.size = pdfium.FS_MATRIX(), ctypes.c_float()

    def read(self, text_page: Any) -> set[int]:
        """Add the glyphs to what is painted; the text objects that gave any."""
        characters, objects = self._characters(text_page)
        for text, style, x, y, advance in characters:
            self._add(text, style, x, y, advance)
        return objects

    def _characters(self, text_page: Any) -> tuple[list[Character], set[int]]:
        """What the file sets, without what pdfium makes up; the several letters of one glyph are one."""
        page = ctypes.cast(text_page, ctypes.c_void_p).value
        x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
        at_x, at_y, at_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
        out: list[Character] = []
        styles: dict[int, _Style] = {}
        last: tuple[int, float, float] | None = None
        count = pdfium.FPDFText_CountChars(text_page)
        for start in range(0, count, SPENT_TOGETHER):
            self.budget.spend(min(SPENT_TOGETHER, count - start))
            for index in range(start, min(start + SPENT_TOGETHER, count)):
                key = _text_object(page, index)
                code = _unicode(page, index)
                if key is None or (code <= BLANK and _is_generated(page, index) == 1):
                    continue
                style = styles.get(key)
                if style is None:
                    style = styles[key] = self._style(text_page, index, key)
                if _has_no_character(page, index) == 1:
                    code = UNKNOWN
                text, width, most = style.letters.get(code) or self._letter(page, index, code, style)
                _origin(page, index, at_x, at_y)
                here = key, x.value, y.value
                if here == last:
                    out[-1] = (out[-1][0] + text, *out[-1][1:])
                    continue
                last = _, origin_x, origin_y = here
                _loose_box(page, index, at_box)
                set_to = style.along(box, origin_x, origin_y)
                if style.slanted:
                    set_to = width or set_to
                elif width and set_to > most:
                    # The loose box goes from the origin as far as the glyph is set, but further where its ink does.
                    ink = _ink_to(text_page, index, style, origin_x, origin_y)
                    set_to = width if ink > set_to - SAME_WIDTH * style.size else set_to
                out.append((text, style, origin_x, origin_y, set_to))
        return out, set(styles)

    def _letter(self, page: Any, index: int, code: int, style: _Style) -> Letter:
        text = "\ufffd" if code == UNKNOWN else chr(code)
        maybe_hyphen = code in MAYBE_HYPHENS
        if maybe_hyphen and _is_hyphen(page, index) == 1:
            text = "-"
        value = ctypes.c_float()
        known = pdfium.FPDFFont_GetGlyphWidth(style.handle, ord(text), 1.0, value)
        width = value.value * style.size if known else 0.0
        letter = text, width, width + SAME_WIDTH * style.size
        if not maybe_hyphen:
            style.letters[code] = letter
        return letter

    def _style(self, text_page: Any, index: int, key: int) -> _Style:
        """The font of a text object, its size and direction."""
        matrix, size = self.matrix, self.size
        text_object = ctypes.cast(key, pdfium.FPDF_PAGEOBJECT)
        pdfium.FPDFText_GetMatrix(text_page, index, matrix)
        pdfium.FPDFTextObj_GetFontSize(text_object, size)
        font = pdfium.FPDFTextObj_GetFont(text_object)
        own = matrix.a, matrix.b, matrix.c, matrix.d, 0.0, 0.0
        shared = ctypes.cast(font, ctypes.c_void_p).value, own, size.value
        if shared not in self.styles:
            name, descent = self._font(font)
            to_page = product(own, (*self.to_page[:4], 0.0, 0.0))
            self.styles[shared] = _Style(to_page, own, size.value, descent, name, font)
        return self.styles[shared]

    def _font(self, font: Any) -> tuple[bytes, float]:
        """Its name, and its descent as a part of the type size."""
        descent = ctypes.c_float()
        pdfium.FPDFFont_GetDescent(font, 1000.0, descent)
        length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
        buffer = ctypes.create_string_buffer(length)
        pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
        return buffer.value, self._declared(buffer.value, descent.value) / 1000

    def _declared(self, font: bytes, descent: float) -> float:
        """What the file declares for a font, where that is one value or one like pdfium's, which is cut to a whole."""
        declared = self.descents.get(plain_name(font), set())
        near = [value for value in declared if abs(value - descent) < 1]
        if near:
            return min(near, key=lambda value: abs(value - descent))
        return next(iter(declared)) if len(declared) == 1 else descent

    def _add(self, text: str, style: _Style, x: float, y: float, advance: float) -> None:
        if len(text) > 1 or text == "\x00" or "\ud800" <= text < "\ue000":
            text = printable(text)
            if not text:
                return
        left, _, _, low = self.painted.box
        a, b, c, d, e, f = self.to_page
        x, y = a * x + c * y + e + left, low - (b * x + d * y + f)
        a, b, c, d, _, _ = style.matrix
        if style.level:
            end = x + a * advance
            x0, x1 = (x, end) if end >= x else (end, x)
            top, bottom = y - style.top, y - style.bottom
            self.painted.add(Glyph(text, x0, top, x1, bottom, y, bottom - top), style.kind)
            return
        corners = [(along, up) for along in (0.0, advance) for up in (style.bottom, style.top)]
        xs = [x + a * along + c * up for along, up in corners]
        ys = [y - b * along - d * up for along, up in corners]
        x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
        sideways = style.turn in {1, 3}
        glyph = Glyph(
            text, x0, top, x1, bottom, x if sideways else y, x1 - x0 if sideways else bottom - top, style.turn
        )
        self.painted.add(glyph, style.kind)


def _ink_to(text_page: Any, index: int, style: _Style, x: float, y: float) -> float:
    """How far the ink of a character goes on from its origin, in units of the text."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    return style.along(pdfium.FS_RECTF(left.value, top.value, right.value, bottom.value), x, y)

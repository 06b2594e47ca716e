"""pdfminer within bounds: what a page paints is counted, a font that claims more than fonts hold loses the claim, and a font
that is not there is noticed. pdfminer itself goes on for as long as a file says, and says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import regex
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSException, literal_name
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from councildoc.extraction.pdf_content import Budget
from councildoc.extraction.reading import Reading

MOST_CODES = 0x110000
"""So many characters there are; a map from the codes of a font to them has fewer entries."""
_RANGES = regex.compile(rb"begin(?:bf|cid)range(.*?)end(?:bf|cid)range", regex.DOTALL)
_RANGE = regex.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<[^<>]*>|\[[^\[\]]*\]|\d+)")


class BoundedDevice(PDFPageAggregatorWithMarkedContent):
    """Collects what a page paints, within bounds of number and time."""

    lost_font = False
    """Whether the page asks for a font that it does not have: its text is another then."""

    def __init__(self, rsrcmgr: Any, pageno: int, reading: Reading, read: str) -> None:
        super().__init__(rsrcmgr, pageno=pageno, laparams=None)
        self.budget = Budget(reading, read)

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        self.budget.spend()
        return float(super().render_char(*args, **kwargs))

    def paint_path(self, *args: Any, **kwargs: Any) -> None:
        self.budget.spend()
        super().paint_path(*args, **kwargs)

    def begin_figure(self, *args: Any, **kwargs: Any) -> None:
        self.budget.spend()
        super().begin_figure(*args, **kwargs)


class Interpreter(PDFPageInterpreter):
    """Tells its device of a font that is not there; pdfminer takes Helvetica for it. A form is read by another of this class."""

    def do_Tf(self, fontid: Any, fontsize: Any) -> None:  # noqa: N802 - pdfminer's name
        if literal_name(fontid) not in self.fontmap and isinstance(self.device, BoundedDevice):
            self.device.lost_font = True
        super().do_Tf(fontid, fontsize)


class BoundedFonts(PDFResourceManager):
    """Makes fonts; the map of characters and the widths of one that claims codes by the thousand million are left out."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        if objid not in self._cached_fonts:
            spec = {key: value for key, value in spec.items() if not _claims_too_much(key, value)}
        return super().get_font(objid, spec)


def _claims_too_much(key: str, value: object) -> bool:
    if key in {"ToUnicode", "Encoding"}:
        return _codes_in_map(value) > MOST_CODES
    if key in {"W", "W2"}:
        return any(isinstance(code, int) and code > MOST_CODES for code in _flat(value))
    return False


def _codes_in_map(value: object) -> int:
    """How many codes a map gives; 0 for one that stands in the library and not in the file."""
    stream = resolve1(value)
    if not isinstance(stream, PDFStream):
        return 0
    try:
        text = stream.get_data()
    except (PDFException, PSException):
        return 0  # pdfminer meets the same when it makes the font
    widths = (
        int(b"".join(last.split()), 16) - int(b"".join(first.split()), 16)
        for section in _RANGES.finditer(text)
        for first, last in (found.groups() for found in _RANGE.finditer(section[1]))
        if first.strip() and last.strip()
    )
    return sum(max(width, 0) for width in widths)


def _flat(value: object) -> Iterator[object]:
    """The numbers of an array that stand outside of the arrays in it, with their first."""
    values = resolve1(value)
    if isinstance(values, list):
        yield from (resolve1(one) for one in values)

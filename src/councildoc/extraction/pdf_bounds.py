"""pdfminer within bounds: what a page paints is counted, a font that claims more than fonts hold loses the claim, a page that
is packed as a picture is refused, and a font that is not there is noticed. pdfminer itself goes on for as long as a file says.

A map of characters (`beginbfrange`, ISO 32000-1, 9.10.3) and the widths of a font (`W`, 9.7.4.3) name ranges by their ends: a dozen
bytes can stand for four thousand million entries, which pdfminer writes down one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import regex
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import LITERALS_CCITTFAX_DECODE, PDFStream, resolve1
from pdfminer.psparser import PSException, literal_name
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from councildoc.errors import CorruptError
from councildoc.extraction.pdf_content import Budget
from councildoc.extraction.reading import Reading

MOST_CODES = 1 << 20
"""Entries that the ranges of one font may stand for; Unicode has 1,114,112 places, and no font a tenth of them."""
_RANGES = regex.compile(rb"begin(bf|cid)range(.*?)(?=end(?:bf|cid)range)", regex.DOTALL)
_LIST = regex.compile(rb"\[[^\]]*\]")
_HEX = regex.compile(rb"<([0-9A-Fa-f\s]*)>")
_LAST_BYTES = 8
"""In hexadecimal: of a code, pdfminer counts through its last four bytes."""


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
    """Interprets a page, and each form on it."""

    def do_Tf(self, fontid: Any, fontsize: Any) -> None:  # noqa: N802 - pdfminer's name
        """Tell the device of a font that is not there; pdfminer takes Helvetica for it."""
        if literal_name(fontid) not in self.fontmap and isinstance(self.device, BoundedDevice):
            self.device.lost_font = True
        super().do_Tf(fontid, fontsize)

    def render_contents(
        self, resources: dict[object, object], streams: Sequence[object], *args: Any, **named: Any
    ) -> None:
        """A page is no fax: unpacking one can take for ever, and gives no text."""
        if any(is_picture(resolve1(content)) for content in streams):
            raise CorruptError
        super().render_contents(resources, streams, *args, **named)


def is_picture(stream: object) -> bool:
    return isinstance(stream, PDFStream) and any(name in LITERALS_CCITTFAX_DECODE for name, _ in stream.get_filters())


class BoundedFonts(PDFResourceManager):
    """Makes fonts; the map of characters and the widths of one that claims codes by the thousand million are left out."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        if objid is None or objid not in self._cached_fonts:
            spec = {key: value for key, value in spec.items() if sum(_entries(key, value)) <= MOST_CODES}
        return super().get_font(objid, spec)


def _entries(key: str, value: object) -> Iterator[int]:
    """How many entries each range of an entry of a font stands for."""
    found = resolve1(value)
    if key in {"ToUnicode", "Encoding"} and isinstance(found, PDFStream):
        yield MOST_CODES + 1 if is_picture(found) else sum(_map_entries(found))
    parts = {"W": 3, "W2": 5}.get(key)
    if parts and isinstance(found, list):
        yield from _width_entries([resolve1(width) for width in found], parts)


def _map_entries(stream: PDFStream) -> Iterator[int]:
    try:
        data = stream.get_data()
    except (PDFException, PSException):
        return  # pdfminer meets the same when it makes the font
    for kind, body in _RANGES.findall(data):
        codes = [b"".join(code.split())[-_LAST_BYTES:] for code in _HEX.findall(_LIST.sub(b"<>", body))]
        step = 3 if kind == b"bf" else 2
        for start, end in zip(codes[::step], codes[1::step], strict=False):
            yield max(0, int(end or b"0", 16) - int(start or b"0", 16))


def _width_entries(widths: Sequence[Any], parts: int) -> Iterator[int]:
    """The ranges among the widths: numbers in threes (in fives for vertical writing), a list after a number apart."""
    run: list[Any] = []
    for width in widths:
        if isinstance(width, list):
            run = []
            continue
        if isinstance(width, int | float):
            run.append(width)
        if len(run) == parts:
            yield int(max(0, run[1] - run[0]))
            run = []

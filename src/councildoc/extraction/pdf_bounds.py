"""What pdfminer unfolds without asking, bounded before it does: ranges of characters and widths, and pictures in place of text.

A map of characters (`beginbfrange`, PDF 32000-1, 9.10.3) and the widths of a font (`W`, 9.7.4.3) name ranges by their ends: a dozen
bytes can stand for four thousand million entries, which pdfminer writes down one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import LITERALS_CCITTFAX_DECODE, PDFStream, dict_value, resolve1

from councildoc.errors import CorruptError, LimitError

MAX_RANGES = 1 << 20
"""Entries that the ranges of one font may stand for; Unicode has 1,114,112 places, and no font a tenth of them."""

_RANGES = re.compile(rb"begin(bf|cid)range(.*?)(?=end(?:bf|cid)range)", re.DOTALL)
_LIST = re.compile(rb"\[[^\]]*\]")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_LAST_BYTES = 8
"""In hexadecimal: of a code, pdfminer counts through its last four bytes."""


class BoundedInterpreter(PDFPageInterpreter):
    """Interprets a page, and each form on it, after a look at its fonts and at how its streams are packed."""

    def render_contents(
        self, resources: dict[object, object], streams: Sequence[object], *args: Any, **named: Any
    ) -> None:
        for content in streams:
            _refuse_picture(resolve1(content))
        fonts = resolve1(resources.get("Font")) if isinstance(resources, dict) else None
        for font in fonts.values() if isinstance(fonts, dict) else ():
            _refuse_font(resolve1(font))
        super().render_contents(resources, streams, *args, **named)


def _refuse_picture(stream: Any) -> None:
    """A page is no fax: unpacking one can take for ever, and gives no text."""
    if isinstance(stream, PDFStream) and any(name in LITERALS_CCITTFAX_DECODE for name, _ in stream.get_filters()):
        raise CorruptError


def _refuse_font(font: Any) -> None:
    """Raise `LimitError` for a font whose ranges stand for more entries than any font has."""
    if not isinstance(font, dict):
        return
    inner = resolve1(font.get("DescendantFonts"))
    for part in (font, *(map(resolve1, inner) if isinstance(inner, list) else ())):
        if isinstance(part, dict) and sum(_entries(dict_value(part))) > MAX_RANGES:
            raise LimitError(f"글꼴의 글자표가 너무 큽니다(한도 {MAX_RANGES:,}자). 다시 인쇄한 PDF를 넣어 주세요.")


def _entries(font: dict[Any, Any]) -> Iterator[int]:
    """How many entries each range of a font stands for."""
    for key in ("ToUnicode", "Encoding"):
        stream = resolve1(font.get(key))
        if isinstance(stream, PDFStream):
            _refuse_picture(stream)
            yield from _map_entries(stream.get_data())
    for key, parts in (("W", 3), ("W2", 5)):
        widths = resolve1(font.get(key))
        if isinstance(widths, list):
            yield from _width_entries([resolve1(width) for width in widths], parts)


def _map_entries(data: bytes) -> Iterator[int]:
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

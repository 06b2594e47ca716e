"""Letters that both formats keep as controls, and the text of an HWP 5 paragraph (한글문서파일형식 5.0, 4.3.2 문단의 텍스트).

PARA_TEXT is UTF-16; code units under 32 are controls. A character control is one unit, an inline or extended one eight,
of which the second and third are its name; an extended control has a CTRL_HEADER record of its own.
"""

from __future__ import annotations

import re
import struct
from array import array
from collections.abc import Iterator
from sys import byteorder

import attrs

NO_BREAK_SPACE = "\u00a0"
FIXED_SPACE = "\u2007"
"""고정폭 빈칸: a blank that justification does not stretch."""
HYPHEN = "-"

_LETTERS = {"\t": "\t", "\n": "\n", "\x18": HYPHEN, "\x1e": NO_BREAK_SPACE, "\x1f": FIXED_SPACE}
_CONTROL = re.compile("[\x00-\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SINGLE = frozenset("\x00\n\r" + "".join(map(chr, range(24, 32))))
_EXTENDED = frozenset(map(chr, (1, 2, 3, 11, 12, 14, 15, 16, 17, 18, 21, 22, 23)))
_WIDTH = 8
_DELETED = 0x11

Ranges = tuple[tuple[int, int], ...]


def decoded(data: bytes) -> str:
    """UTF-16 text; half a surrogate pair becomes U+FFFD."""
    return data.decode("utf-16-le", "replace")


def _units(data: bytes) -> str:
    """The text with one character for each code unit, surrogate pairs in two."""
    text = data.decode("utf-16-le", "surrogatepass") if not len(data) % 2 else None
    if text is not None and 2 * len(text) == len(data):
        return text
    units = array("H", data[: len(data) // 2 * 2])
    if byteorder == "big":
        units.byteswap()
    return "".join(map(chr, units))


def _joined(units: str) -> str:
    """Surrogate pairs made one character again; half a pair becomes U+FFFD."""
    if _SURROGATE.search(units) is None:
        return units
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@attrs.frozen
class ParagraphText:
    """The text between the extended controls, and their names: there is one piece more than there are controls."""

    pieces: tuple[str, ...] = ("",)
    controls: tuple[str, ...] = ()


def paragraph_text(data: bytes, deleted: Ranges = ()) -> tuple[ParagraphText, str]:
    """A PARA_TEXT record, and what of it stands in the deleted ranges, which are left out of it.

    >>> text, _ = paragraph_text("가\\t       나\\r".encode("utf-16-le"))
    >>> text.pieces
    ('가\\t나',)
    """
    units, dropped = _without(_units(data), deleted) if deleted else (_units(data), "")
    first = _CONTROL.search(units)
    if first is None or (first.group() == "\r" and first.end() == len(units)):
        # Most paragraphs hold nothing but their text and its end.
        return ParagraphText((_joined(units.removesuffix("\r")),)), dropped
    pieces: list[str] = []
    controls: list[str] = []
    piece: list[str] = []
    offset = 0
    while found := _CONTROL.search(units, offset):
        control, start = found.group(), found.start()
        piece.append(units[offset:start])
        piece.append(_LETTERS.get(control, ""))
        if control in _EXTENDED:
            pieces.append(_joined("".join(piece)))
            controls.append(_control_name(units[start + 1 : start + 3]))
            piece = []
        offset = start + (1 if control in _SINGLE else _WIDTH)
    piece.append(units[offset:])
    pieces.append(_joined("".join(piece)))
    return ParagraphText(tuple(pieces), tuple(controls)), dropped


def deleted_ranges(data: bytes) -> Ranges:
    """A PARA_RANGE_TAG record -> the code units that a tracked change deleted, as start and stop (4.3.5 영역 태그).

    Each tag is 12 bytes: first unit, last unit, and a number whose upper 8 bits are the kind of the tag. The specification
    does not list the kinds; 0x11 is what other readers know as a tracked deletion.
    """
    tags = (struct.unpack_from("<III", data, offset) for offset in range(0, len(data) - 11, 12))
    return tuple(sorted((start, last + 1) for start, last, tag in tags if tag >> 24 == _DELETED and start <= last))


def _without(units: str, ranges: Ranges) -> tuple[str, str]:
    """The text outside of the ranges, and the text inside; controls stay, or their records would lose their places."""
    kept: list[str] = []
    dropped: list[str] = []
    offset = 0
    for start, stop in ranges:
        kept.append(units[offset:start])
        for control, text in _parts(units[max(offset, start) : stop]):
            kept.append(control)
            dropped.append(text)
        offset = max(offset, stop)
    kept.append(units[offset:])
    return "".join(kept), _joined("".join(dropped))


def _parts(units: str) -> Iterator[tuple[str, str]]:
    """Text taken apart: a control of eight units (or nothing), and the text behind it."""
    offset = 0
    control = ""
    while found := _CONTROL.search(units, offset):
        yield control, units[offset : found.start()]
        width = 1 if found.group() in _SINGLE else _WIDTH
        control = units[found.start() : found.start() + width] if width > 1 else ""
        offset = found.start() + width
    yield control, units[offset:]


def _control_name(units: str) -> str:
    """The four letters of a control: they stand in a 32-bit number, so the first comes last."""
    return units.encode("utf-16-le", "surrogatepass").decode("latin-1")[::-1]


def page_number_line(side: str) -> str:
    """What a page number control prints on every page, its number left out: the file does not hold it."""
    side = side.strip("\x00 ")
    return f"{side} {side}" if side else ""

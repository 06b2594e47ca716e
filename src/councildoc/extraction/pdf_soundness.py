"""Are the bytes of a PDF whole? What can be checked without reading it: its streams, its table of objects, its end.

pdfium reads on over damage without a word, and pdfminer often does: numbers vanish from a row, a page from the file. A whole
file has none of the marks that damage leaves: every deflated stream runs to its end with the checksum it was written with
(RFC 1950 §2.2) and is as long as it says (ISO 32000-1 §7.3.8.2), the table of objects points at objects (§7.5.4), the file
ends with `%%EOF` (§7.5.5).
"""

from __future__ import annotations

import base64
import enum
import zlib
from collections.abc import Callable
from functools import cache

import regex

from councildoc.extraction.pdf_objects import object_streams

Heads = dict[tuple[bytes, ...], list[int]]
"""Number and generation of each object -> where it begins."""


class Soundness(enum.Enum):
    """What the bytes of a file tell: `WHOLE` no mark of damage; `UNPROVED` no mark either, but parts that carry no checksum
    (encrypted, unpacked, packed in another way) or may unfold beyond all bounds; `BROKEN` marks of damage."""

    WHOLE = enum.auto()
    UNPROVED = enum.auto()
    BROKEN = enum.auto()


_END = 2048
"""`%%EOF` stands within the last bytes; some servers append a few."""
_MOST_UNPACKED = 64 * 2**20
_NUMBER = rb"(\d{1,15})(?!\d)"
"""Of an object or a byte: no file has more of them, and a number of thousands of digits cannot be read."""
_START = regex.compile(rb"startxref\s+%s\s+%%%%EOF" % _NUMBER)
_STREAM = regex.compile(rb"\bstream\r?\n")
_OBJECT = regex.compile(rb"\s*%s\s+%s\s+obj\b" % (_NUMBER, _NUMBER))
_ENTRY = regex.compile(rb"(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)")
_SECTION = regex.compile(rb"\s*%s\s+%s\s*\r?\n(?=\d{10} \d{5} [nf])" % (_NUMBER, _NUMBER))
_TRAILER = regex.compile(rb"\s*trailer")
_FILTER = regex.compile(rb"/Filter\b")
_FLATE = regex.compile(rb"/Filter\s*\[?\s*(/A(?:SCII)?85(?:Decode)?\s*)?/Fl(?:ateDecode)?\s*\]?\s*(?:/|>>)")
_UNREAD = regex.compile(rb"/Subtype\s*/(?:Image|XML)\b|/Type\s*/Metadata\b")
"""Streams that hold no text of a page: pictures, and what the file says of itself."""
_FORM = regex.compile(rb"/Subtype\s*/Form\b")
_RESOURCES = regex.compile(rb"/Resources\s+0*(\d+)\s+0*(\d+)\s+R\b")
_HEAD = regex.compile(rb"(?<!\d)0*(\d{1,15})\s+0*(\d{1,15})\s+obj\b")
_OBJECTS = regex.compile(rb"/XObject\s*(?:<<\s*/|\d+\s+\d+\s+R\b)")
"""What a form may draw by name; an empty dictionary is none."""
_PAGE = regex.compile(rb"/Type\s*/Page(?![A-Za-z])")
_LENGTH = regex.compile(rb"/Length\s+%s(\s+\d+\s+R\b)?" % _NUMBER)


def soundness(data: bytes) -> Soundness:
    """What the bytes of a PDF tell about it."""
    if not (_has_end(data) and _has_objects(data)):
        return Soundness.BROKEN
    return _streams(data, encrypted=b"/Encrypt" in data)


def pages_held(data: bytes) -> int:
    """How many pages the bytes hold, those that an older version of the file had among them: where the tree of the pages is
    damaged, pdfium gives those that it reaches, and says nothing of the others (ISO 32000-1 §7.7.3).
    """
    return sum(len(_PAGE.findall(part)) for part in (data, *object_streams(data)))


def may_multiply(data: bytes) -> bool:
    """Whether a form of the file may draw forms; see `pdf_forms`."""
    heads = cache(lambda: _heads(data))
    return any(
        _draws_forms(data[max(data.rfind(b" obj", 0, found.start()), 0) : found.start()], data, heads)
        for found in _STREAM.finditer(data)
    )


def _has_end(data: bytes) -> bool:
    return _START.search(data, max(len(data) - _END, 0)) is not None


def _has_objects(data: bytes) -> bool:
    """Every table of objects, old style, points at objects; one of the new style is itself an object where it should be."""
    for found in _START.finditer(data):
        start = int(found.group(1))
        if start == 0 and found.end() < len(data) - _END:
            continue  # the first table of a file written for the web has no start of its own
        if not (_OBJECT.match(data, start) or data.startswith(b"xref", start)):
            return False
    at = data.find(b"xref")
    while at >= 0:
        if data[at - 5 : at] != b"start" and not _is_true_table(data, at + 4):
            return False
        at = data.find(b"xref", at + 4)
    return True


def _is_true_table(data: bytes, at: int) -> bool:
    """Whether a table of objects is well formed, and its entries in use stand at objects of their number."""
    while section := _SECTION.match(data, at):
        number, count = int(section.group(1)), int(section.group(2))
        at = section.end()
        for n in range(number, number + count):
            entry = _ENTRY.match(data, at)
            if entry is None:
                return False
            at = entry.end()
            offset = int(entry.group(1))
            head = _OBJECT.match(data, offset)
            if entry.group(3) == b"n" and offset and not (head and (int(head[1]), int(head[2])) == (n, int(entry[2]))):
                return False
    return _TRAILER.match(data, at) is not None


def _streams(data: bytes, encrypted: bool) -> Soundness:
    whole = Soundness.UNPROVED if encrypted else Soundness.WHOLE
    heads = cache(lambda: _heads(data))
    end = 0
    while found := _STREAM.search(data, end):
        begin = data.rfind(b" obj", end, found.start())
        head = data[max(begin, end) : found.start()]
        end = data.find(b"endstream", found.end())
        if end < 0 or begin < 0 or not _is_as_long_as_it_says(head, data, found.end()):
            return Soundness.BROKEN
        one = Soundness.UNPROVED if encrypted else _stream(head, data[found.end() : end])
        if one is Soundness.BROKEN:
            return one
        if one is Soundness.UNPROVED or _draws_forms(head, data, heads):
            whole = Soundness.UNPROVED
        end += len(b"endstream")
    return whole


def _draws_forms(head: bytes, data: bytes, heads: Callable[[], Heads]) -> bool:
    """Whether a form may draw other forms: eight such levels that each draw the next eight times are sixteen million, all of
    which pdfium lays out before it can be asked to stop."""
    if not _FORM.search(head):
        return False
    elsewhere = _RESOURCES.search(head)
    if elsewhere is None:
        return _OBJECTS.search(head) is not None
    found = heads().get(elsewhere.groups(), ())
    return not found or any(_OBJECTS.search(data, at, max(data.find(b"endobj", at), 0)) for at in found)


def _heads(data: bytes) -> Heads:
    """A file that was changed holds some objects several times."""
    heads: Heads = {}
    for found in _HEAD.finditer(data):
        heads.setdefault(found.groups(), []).append(found.end())
    return heads


def _is_as_long_as_it_says(head: bytes, data: bytes, start: int) -> bool:
    said = _LENGTH.search(head)
    if said is None:
        return False
    behind = start + int(said.group(1))
    return said.group(2) is not None or data[behind : behind + 12].lstrip().startswith(b"endstream")


def _stream(head: bytes, packed: bytes) -> Soundness:
    if _UNREAD.search(head):
        return Soundness.WHOLE
    filters = _FLATE.search(head)
    if filters is None:
        return Soundness.UNPROVED
    inflater = zlib.decompressobj()
    size = 0
    try:
        if filters.group(1):
            packed = base64.a85decode(packed.strip().removesuffix(b"~>"))
        while packed and not inflater.eof:
            size += len(inflater.decompress(packed, 2**20))
            if size > _MOST_UNPACKED:
                return Soundness.UNPROVED
            packed = inflater.unconsumed_tail
    except (zlib.error, ValueError):
        return Soundness.BROKEN
    return Soundness.WHOLE if inflater.eof and not inflater.unused_data.strip() else Soundness.BROKEN

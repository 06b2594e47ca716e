"""Are the bytes of a PDF whole? What can be checked without reading it: its streams, its table of objects, its end.

pdfium reads on over damage without a word: numbers vanish from a row, a page from the file. A whole file has none of the
marks that damage leaves: every deflated stream runs to its end with the checksum it was written with (RFC 1950 §2.2), the
table of objects points at objects (ISO 32000-1 §7.5.4), the file ends with `%%EOF` (§7.5.5).
"""

from __future__ import annotations

import base64
import zlib

import regex

_END = 2048
"""`%%EOF` stands within the last bytes; some servers append a few."""
_START = regex.compile(rb"startxref\s+(\d+)\s+%%EOF")
_STREAM = regex.compile(rb"stream\r?\n")
_OBJECT = regex.compile(rb"\s*\d+\s+\d+\s+obj\b")
_ENTRY = regex.compile(rb"(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)")
_SECTION = regex.compile(rb"(\d+)\s+(\d+)\s*\r?\n(?=\d{10} \d{5} [nf])")
_FLATE = regex.compile(rb"/Filter\s*\[?\s*(/A(?:SCII)?85(?:Decode)?\s*)?/Fl(?:ateDecode)?\s*\]?\s*(?:/|>>)")
_FILTER = regex.compile(rb"/Filter\b")
_IMAGE = regex.compile(rb"/Subtype\s*/Image\b")
_HEAD = 2000
"""The dictionary of a stream stands right before it and is shorter than this."""
_PLAIN = 64 * 2**20


def is_whole(data: bytes) -> bool:
    """Whether a PDF shows none of the marks that damage leaves. An encrypted one, whose streams tell nothing, is not proved
    to be whole."""
    return b"/Encrypt" not in data and _has_end(data) and _has_objects(data) and _has_streams(data)


def _has_end(data: bytes) -> bool:
    return b"%%EOF" in data[-_END:] and _START.search(data, max(len(data) - _END, 0)) is not None


def _has_objects(data: bytes) -> bool:
    """Every table of objects, old style, points at objects; one of the new style is itself an object where it should be."""
    for found in _START.finditer(data):
        start = int(found.group(1))
        if start == 0 and b"/Linearized" in data[:_HEAD]:
            continue  # the first table of a linearised file has no start of its own
        if not (_OBJECT.match(data, start) or data.startswith(b"xref", start)):
            return False
    at = data.find(b"xref")
    while at >= 0:
        if data[at - 5 : at] != b"start" and not _table_is_true(data, at + 4):
            return False
        at = data.find(b"xref", at + 4)
    return True


def _table_is_true(data: bytes, at: int) -> bool:
    """Whether a table of objects is well formed and its entries in use stand at objects of their number."""
    while data[at : at + 1].isspace():
        at += 1
    while section := _SECTION.match(data, at):
        number, count = int(section.group(1)), int(section.group(2))
        at = section.end()
        for n in range(number, number + count):
            entry = _ENTRY.match(data, at)
            if entry is None:
                return False
            at = entry.end()
            offset = int(entry.group(1))
            if entry.group(3) == b"n" and offset and not _stands_at(data, offset, n, int(entry.group(2))):
                return False
    return regex.compile(rb"\s*trailer").match(data, at) is not None


def _stands_at(data: bytes, offset: int, number: int, generation: int) -> bool:
    return data[offset : offset + 40].split(None, 3)[:2] == [b"%d" % number, b"%d" % generation]


def _has_streams(data: bytes) -> bool:
    """Whether every deflated stream, pictures apart, unpacks to its very end."""
    end = 0
    while found := _STREAM.search(data, end):
        head = data[max(found.start() - _HEAD, end) : found.start()]
        head = head[head.rfind(b" obj") + 1 :]
        end = data.find(b"endstream", found.end())
        if end < 0:
            return False
        if not _IMAGE.search(head) and not _unpacks(head, data[found.end() : end]):
            return False
        end += len(b"endstream")
    return True


def _unpacks(head: bytes, packed: bytes) -> bool:
    if not _FILTER.search(head):
        return True  # plain bytes; nothing to check them by
    filters = _FLATE.search(head)
    if filters is None:
        return False  # packed in a way that carries no checksum
    inflater = zlib.decompressobj()
    size = 0
    try:
        if filters.group(1):
            packed = base64.a85decode(packed.strip().removesuffix(b"~>"))
        while packed and not inflater.eof:
            size += len(inflater.decompress(packed, 2**20))
            if size > _PLAIN:
                return False
            packed = inflater.unconsumed_tail
    except (zlib.error, ValueError):
        return False
    return inflater.eof and not inflater.unused_data.strip()

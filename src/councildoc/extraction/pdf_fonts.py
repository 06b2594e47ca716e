"""What the fonts of a PDF declare about their depth below the base line, read from the bytes of the file.

pdfium replaces a declared ascent and descent of 0, as LibreOffice writes them, by what it measures on an `A` and a `g`
of the subset; pdfminer takes them as they are. This finds the declared value, so that both place a glyph alike.
Format: ISO 32000-1, 9.8 (font descriptors), 7.5.7 (object streams).
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator

_DESCRIPTOR = re.compile(
    rb"<<(?:[^<>]|<[^<>]*>|<<[^<>]*>>)*?/FontName\s*/([^\s/<>\[\]()]+)(?:[^<>]|<[^<>]*>|<<[^<>]*>>)*>>"
)
_DESCENT = re.compile(rb"/Descent\s*([-+]?\d*\.?\d+)")
_OBJECT_STREAM = re.compile(rb"/ObjStm\b[^\x00]{0,400}?stream\r?\n", re.DOTALL)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
MAX_OBJECT_STREAM = 16 * 2**20
"""One object stream, unpacked; those of real files have some ten kilobytes."""


def plain_name(name: bytes) -> bytes:
    """The name of a font without the mark of a subset (`ABCDEF+`)."""
    return name[7:] if name[6:7] == b"+" else name


def declared_descents(data: bytes) -> dict[bytes, set[float]]:
    """By plain name of the font: what its descriptors say, in thousandths of the type size, downwards negative."""
    out: defaultdict[bytes, set[float]] = defaultdict(set)
    for part in _parts(data):
        for descriptor in _DESCRIPTOR.finditer(part):
            name = _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), descriptor[1])
            descent = _DESCENT.search(descriptor[0])
            out[plain_name(name)].add(-abs(float(descent[1])) if descent else 0.0)
    return dict(out)


def _parts(data: bytes) -> Iterator[bytes]:
    """Where descriptors may stand: around each font's name, and in the object streams."""
    start = data.find(b"/FontName")
    while start >= 0:
        head = max(data.rfind(b"obj", 0, start), 0)
        end = data.find(b"endobj", start)
        end = min(len(data) if end < 0 else end, start + 4096)
        yield data[head:end]
        start = data.find(b"/FontName", end)
    for found in _OBJECT_STREAM.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[found.end() :], MAX_OBJECT_STREAM)
        except zlib.error:  # encrypted or damaged: pdfium's own figure has to do
            continue

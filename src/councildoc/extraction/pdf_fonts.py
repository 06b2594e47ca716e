"""What the fonts of a PDF declare about their depth below the base line, read from the bytes of the file.

pdfium replaces a declared ascent and descent of 0, as LibreOffice writes them, by what it measures on an `A` and a `g`
of the subset; pdfminer takes them as they are. This finds the declared value, so that both place a glyph alike.
Format: ISO 32000-1, 9.8 (font descriptors).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from councildoc.extraction.pdf_objects import object_streams

_DESCRIPTOR = re.compile(
    rb"<<(?:[^<>]|<[^<>]*>|<<[^<>]*>>)*?/FontName\s*/([^\s/<>\[\]()]+)(?:[^<>]|<[^<>]*>|<<[^<>]*>>)*>>"
)
_DESCENT = re.compile(rb"/Descent\s*([-+]?\d*\.?\d+)")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
WINDOW = 4096
"""A descriptor has some hundred bytes; what is farther away from the name of a font belongs to others."""


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
        first, last = max(start - WINDOW, 0), min(start + WINDOW, len(data))
        head, end = data.rfind(b"obj", first, start), data.find(b"endobj", start, last)
        end = last if end < 0 else end
        yield data[max(head, first) : end]
        start = data.find(b"/FontName", end)
    yield from object_streams(data)  # where they cannot be unpacked, pdfium's own figure has to do

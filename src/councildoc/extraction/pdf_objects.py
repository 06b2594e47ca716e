"""The objects of a PDF that stand packed in object streams, from the bytes of the file. ISO 32000-1, 7.5.7."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress

_OBJECT_STREAM = re.compile(rb"/ObjStm\b[^\x00]{0,400}?stream\r?\n", re.DOTALL)
MAX_OBJECT_STREAM = 16 * 2**20
"""One object stream, unpacked; those of real files have some ten kilobytes."""


def object_streams(data: bytes) -> Iterator[bytes]:
    """What each object stream holds; one that is encrypted or damaged is left out."""
    for found in _OBJECT_STREAM.finditer(data):
        end = data.find(b"endstream", found.end())  # zlib copies whatever stands behind a stream
        packed = data[found.end() : end if end >= 0 else len(data)]
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(packed, MAX_OBJECT_STREAM)
        if end < 0:
            return  # cut off: whatever stands behind is part of this one

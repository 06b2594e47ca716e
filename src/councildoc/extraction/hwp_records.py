"""A stream of HWP 5 -> its records: tag, level in the tree, data (한글문서파일형식 5.0, 4.1 레코드 구조).

A record header is 32 bits: tag (10), level (10), size (12); a size of 0xFFF says that a 32-bit size follows.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from councildoc.errors import CorruptError, LimitError
from councildoc.limits import DEFAULT, Limits

STREAM_SHARE = 2
"""One stream may unpack to half of what the whole file may."""
MAX_RATIO = 400
FLOOR_SHARE = 32
"""Under this share of the whole a stream may be as repetitive as it likes: one of many equal table rows really is."""
MAX_RECORDS = 10_000_000

DOCUMENT_PROPERTIES, NUMBERING, BULLET, PARA_SHAPE, DISTRIBUTE_DOC_DATA = 16, 23, 24, 25, 28
PARA_HEADER, PARA_TEXT, PARA_RANGE_TAG, CTRL_HEADER, LIST_HEADER = 66, 67, 70, 71, 72
SHAPE_COMPONENT, TABLE, EQEDIT, TEXTART, FORM_OBJECT, MEMO_LIST = 76, 77, 88, 90, 91, 93

_HEADER = struct.Struct("<I")
_LONG = 0xFFF

Record = tuple[int, int, bytes]


def most_inflated(packed: int, limits: Limits) -> int:
    """The most that a stream or member of so many packed bytes may unpack to."""
    return min(limits.inflated // STREAM_SHARE, max(limits.inflated // FLOOR_SHARE, packed * MAX_RATIO))


def inflated(data: bytes, limits: Limits = DEFAULT) -> bytes:
    """A stream without its compression (raw deflate). Raises `LimitError` over the bounds, `CorruptError` if cut off."""
    bound = max(most_inflated(len(data), limits), 1)
    inflater = zlib.decompressobj(-15)
    try:
        content = inflater.decompress(data, bound)
    except zlib.error as error:
        raise CorruptError from error
    if inflater.unconsumed_tail or (len(content) == bound and not inflater.eof):
        raise limits.over("inflated", bound=bound)
    if not inflater.eof:
        raise CorruptError
    return content


def records(stream: bytes) -> Iterator[Record]:
    """The records of a stream in order. Raises `CorruptError` if the last one is cut off."""
    offset, end, count = 0, len(stream), 0
    unpack = _HEADER.unpack_from
    while offset + 4 <= end:
        (header,) = unpack(stream, offset)
        offset += 4
        size = header >> 20
        if size == _LONG:
            if offset + 4 > end:
                raise CorruptError
            (size,) = unpack(stream, offset)
            offset += 4
        if offset + size > end:
            raise CorruptError
        count += 1
        if count > MAX_RECORDS:
            raise LimitError(f"레코드가 너무 많습니다(한도 {MAX_RECORDS:,}개).")
        yield header & 0x3FF, header >> 10 & 0x3FF, stream[offset : offset + size]
        offset += size

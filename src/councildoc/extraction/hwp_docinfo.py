"""The DocInfo stream of an HWP 5 file -> its paragraph heads (한글문서파일형식 5.0, 4.2 문서 정보)."""

from __future__ import annotations

import struct

import attrs

from councildoc.extraction.hwp_records import BULLET, DOCUMENT_PROPERTIES, NUMBERING, PARA_SHAPE, records
from councildoc.extraction.hwp_text import decoded
from councildoc.extraction.numbering import BULLET as BULLET_HEAD
from councildoc.extraction.numbering import NUMBER, NUMBER_FORMATS, OUTLINE, Head, Heads, Level

_HEAD_INFO = 12
"""Bytes of a 문단 머리 정보 (표 39): attributes, width, distance, character shape."""
_LEVELS = 7
_MORE_LEVELS = 3
"""Levels 8 to 10 stand behind the rest since 5.1."""
_KINDS = {1: OUTLINE, 2: NUMBER, 3: BULLET_HEAD}


@attrs.frozen
class DocInfo:
    """What the body needs to know: paragraph heads, and how many sections there are (None: not said)."""

    heads: Heads
    sections: int | None


def read_docinfo(stream: bytes) -> DocInfo:
    """Read an inflated DocInfo stream. Raises `CorruptError` if its records are cut off."""
    heads = Heads()
    sections: int | None = None
    shapes = 0
    for tag, _, data in records(stream):
        if tag == DOCUMENT_PROPERTIES and len(data) >= 2:
            (sections,) = struct.unpack_from("<H", data)
        elif tag == PARA_SHAPE:
            head = _head(data)
            if head is not None:
                heads.shapes[shapes] = head
            shapes += 1
        elif tag == NUMBERING:
            heads.numberings[len(heads.numberings) + 1] = _levels(data)
        elif tag == BULLET:
            heads.bullets[len(heads.bullets) + 1] = _bullet(data)
    return DocInfo(heads, sections)


def _head(data: bytes) -> Head | None:
    """표 43 and 44 문단 모양: bits 23-24 of the attributes are the kind of head, bits 25-27 its level; its number is at 30."""
    if len(data) < 32:
        return None
    (bits,) = struct.unpack_from("<I", data)
    kind = _KINDS.get(bits >> 23 & 3)
    return Head(kind, struct.unpack_from("<H", data, 30)[0], bits >> 25 & 7) if kind else None


def _bullet(data: bytes) -> str:
    """표 42 글머리표: the character behind the head information."""
    return decoded(data[_HEAD_INFO : _HEAD_INFO + 2]).strip("\x00 ")


def _levels(data: bytes) -> tuple[Level, ...]:
    """표 38 문단 번호: head information and template of seven levels, then their first numbers, then levels 8 to 10."""
    formats, offset = _templates(data, 0, _LEVELS)
    starts = _numbers(data, offset + 2, _LEVELS)
    more, offset = _templates(data, offset + 2 + 4 * _LEVELS, _MORE_LEVELS)
    starts += _numbers(data, offset, _MORE_LEVELS) if len(starts) == _LEVELS else []
    formats += more
    starts += [1] * (len(formats) - len(starts))
    return tuple(Level(text, style, start) for (text, style), start in zip(formats, starts, strict=False))


def _templates(data: bytes, offset: int, count: int) -> tuple[list[tuple[str, str]], int]:
    found: list[tuple[str, str]] = []
    for _ in range(count):
        if offset + _HEAD_INFO + 2 > len(data):
            break
        bits, length = struct.unpack_from("<I8xH", data, offset)
        offset += _HEAD_INFO + 2
        text = decoded(data[offset : offset + 2 * length])
        offset += 2 * length
        style = bits >> 5 & 0x1F
        found.append((text, NUMBER_FORMATS[style] if style < len(NUMBER_FORMATS) else "DIGIT"))
    return found, offset


def _numbers(data: bytes, offset: int, count: int) -> list[int]:
    available = max(0, min(count, (len(data) - offset) // 4))
    return list(struct.unpack_from(f"<{available}I", data, offset)) if available else []

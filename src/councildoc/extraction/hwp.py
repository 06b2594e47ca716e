"""HWP 5: a compound file of compressed record streams -> `Document` (한글문서파일형식 5.0).

FileHeader says whether the streams are compressed or locked (3.2.1); DocInfo holds the paragraph shapes; BodyText/SectionN
the text, in a 배포용 (distribution) document ViewText/SectionN, whose key stands in its first record.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from councildoc.diagnostics import DELETED_TEXT
from councildoc.document import Document
from councildoc.errors import CorruptError, DrmError, EncryptedError, LimitError
from councildoc.extraction.hwp_body import Section, deleted_texts
from councildoc.extraction.hwp_crypt import opened
from councildoc.extraction.hwp_docinfo import read_docinfo
from councildoc.extraction.hwp_flow import Flow
from councildoc.extraction.hwp_records import inflated, records
from councildoc.extraction.reading import Reading
from councildoc.extraction.signatures import is_hwp

MAX_SECTIONS = 4096

_SIGNATURE = b"HWP Document File"
_COMPRESSED, _PASSWORD, _DISTRIBUTION, _DRM, _CERTIFICATE, _CERTIFICATE_DRM, _TRACKED = (
    1, 2, 4, 16, 256, 1024, 1 << 14,
)  # fmt: skip
"""Flags of FileHeader (3.2.1 파일 인식 정보)."""


def sniff(data: bytes) -> bool:
    """A compound file with the streams of an HWP 5 document."""
    return is_hwp(data)


@contextmanager
def _damage() -> Iterator[None]:
    """What olefile raises on a damaged compound file -> `CorruptError`."""
    try:
        yield
    except (
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        ArithmeticError,
        RecursionError,
        struct.error,
    ) as error:
        raise CorruptError from error


def _check_header(data: bytes) -> None:
    """Counts in the header that the file is too small for would keep a reader busy for hours."""
    if len(data) < 512:
        raise CorruptError
    (shift,) = struct.unpack_from("<H", data, 30)
    sectors = len(data) >> 9
    fat, mini_fat, difat = (struct.unpack_from("<I", data, offset)[0] for offset in (44, 64, 72))
    if shift not in (9, 12) or max(fat, mini_fat, difat) > sectors:
        raise CorruptError


class _File:
    """The streams of the compound file."""

    def __init__(self, data: bytes) -> None:
        import olefile

        _check_header(data)
        with _damage():
            self._ole: Any = olefile.OleFileIO(io.BytesIO(data))
            self._names: list[list[str]] = self._ole.listdir()

    def stream(self, *path: str) -> bytes:
        """The bytes of a stream as they are stored."""
        with _damage():
            content: bytes = self._ole.openstream(list(path)).read()
        return content

    def sections(self, storage: str) -> list[str]:
        """The names of the sections in order."""
        found = [
            (int(name[7:]), name)
            for parent, name in (path for path in self._names if len(path) == 2)
            if parent == storage and name.startswith("Section") and name[7:].isdecimal() and len(name) < 13
        ]
        return [name for _, name in sorted(found)]


def read(data: bytes, reading: Reading) -> Document:
    """Read an HWP 5 document.

    Raises `EncryptedError` for a password-protected one (its password cannot open it here: only the word processor can),
    `DrmError`, `CorruptError` for a damaged one, `LimitError` over a bound.
    """
    limits, report = reading.limits, reading.report
    file = _File(data)
    header = file.stream("FileHeader")
    if not header.startswith(_SIGNATURE) or len(header) < 40:
        raise CorruptError
    (flags,) = struct.unpack_from("<I", header, 36)
    if flags & (_DRM | _CERTIFICATE_DRM):
        raise DrmError
    if flags & (_PASSWORD | _CERTIFICATE):
        raise EncryptedError("암호가 걸린 한글 문서(HWP)입니다. 한글에서 암호를 풀고 저장한 파일을 넣어 주세요.")

    def plain(stream: bytes) -> bytes:
        return inflated(stream, limits) if flags & _COMPRESSED else stream

    info = read_docinfo(plain(file.stream("DocInfo")))
    storage = "ViewText" if flags & _DISTRIBUTION else "BodyText"
    names = file.sections(storage)
    if not names or (info.sections is not None and len(names) < info.sections):
        raise CorruptError
    if len(names) > MAX_SECTIONS:
        raise LimitError(f"구역이 너무 많습니다(한도 {MAX_SECTIONS:,}개).")
    flow = Flow(info.heads, reading)
    left = limits.inflated
    for done, name in enumerate(names):
        read = f"구역 {len(names):,}개 가운데 {done:,}개까지 읽었습니다."
        reading.in_time(read)
        stream = file.stream(storage, name)
        content = plain(opened(stream) if flags & _DISTRIBUTION else stream)
        left -= len(content)
        if left < 0:
            raise limits.over("inflated", read)
        Section(flow).read(records(content))
    if flags & _TRACKED and not flags & _DISTRIBUTION:
        # Such a document keeps its text as it is printed in BodyText, and with everything deleted in ViewText.
        for name in file.sections("ViewText"):
            with suppress(CorruptError):
                for text in deleted_texts(records(plain(file.stream("ViewText", name)))):
                    report(DELETED_TEXT.at(None, (), text, text=text))
    return flow.document("hwp")

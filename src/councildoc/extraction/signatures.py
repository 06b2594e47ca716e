"""Files that are recognised but not read: the first bytes -> an error that names the kind of file.

To name one more kind, add a row to the table.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import attrs

from councildoc.errors import CorruptError, DrmError, InputError, UnsupportedFormatError

_OTHER = "{kind}은(는) 지원하지 않는 형식입니다. PDF, HWP, HWPX 또는 텍스트(UTF-8, UTF-16, CP949)로 저장해 넣어 주세요."

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_HWP_MARKS = (
    b"HWP Document File",
    "HwpSummaryInformation".encode("utf-16-le"),
    "BodyText".encode("utf-16-le"),
)
_HWPX_TYPE = b"mimetypeapplication/hwp+zip"
_HWPX_MEMBERS = frozenset({"Contents/content.hpf", "Contents/section0.xml"})


def _error(kind: str) -> InputError:
    return UnsupportedFormatError(_OTHER.format(kind=kind))


@attrs.frozen
class Signature:
    """Bytes at a fixed place of a file, and the error they lead to (None: a file that a reader takes)."""

    magic: bytes
    error: Callable[[bytes], InputError | None]
    offset: int = 0

    def matches(self, data: bytes) -> bool:
        return data.startswith(self.magic, self.offset)


def _kind(name: str) -> Callable[[bytes], InputError]:
    return lambda data: _error(name)


def _drm(product: str) -> Callable[[bytes], InputError]:
    return lambda data: DrmError(f"DRM(문서 보안, {product})으로 잠긴 파일입니다. 보안을 해제한 파일을 넣어 주세요.")


def _hancom(kind: str) -> Callable[[bytes], InputError]:
    """Old or rare formats of Hancom's word processor, which the word processor itself converts."""
    return lambda data: UnsupportedFormatError(
        f"{kind} 문서는 지원하지 않는 형식입니다. 한글에서 열어 HWPX로 저장해 넣어 주세요."
    )


def is_hwp(data: bytes) -> bool:
    """Whether a compound file is an HWP 5 document: its streams are named in UTF-16, its first one begins with text."""
    return data.startswith(_COMPOUND) and any(mark in data for mark in _HWP_MARKS)


def _compound_file(data: bytes) -> InputError | None:
    """An OLE compound file: names of streams are UTF-16 in its directory."""
    if is_hwp(data):
        return None
    for stream, kind in (
        ("EncryptedPackage", "암호가 걸린 오피스 문서"),
        ("WordDocument", "워드 문서(doc)"),
        ("Workbook", "엑셀 문서(xls)"),
        ("PowerPoint Document", "파워포인트 문서(ppt)"),
    ):
        if stream.encode("utf-16-le") in data:
            return _error(kind)
    return _error("OLE 복합 문서")


def _members(data: bytes) -> frozenset[str] | None:
    """The names in a zip; None if it has no readable directory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return frozenset(package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        return None


def is_hwpx(data: bytes) -> bool:
    """Whether a zip is an HWPX package: by the type that stands at its beginning, else by its members."""
    if not data.startswith(_ZIPS):
        return False
    return _HWPX_TYPE in data[:128] or not _HWPX_MEMBERS.isdisjoint(_members(data) or ())


def _zip(data: bytes) -> InputError | None:
    if is_hwpx(data):
        return None
    names = _members(data)
    if names is None:
        # The central directory stands at the end: a cut-off download has none, but its local headers still tell.
        if b"Contents/section0.xml" in data:
            return CorruptError("손상된 한글 문서(HWPX)입니다. 원본 파일을 다시 받아 주세요.")
        return CorruptError("손상된 압축 파일(ZIP)입니다. 원본 파일을 다시 받아 주세요.")
    for member, kind in (
        ("word/document.xml", "워드 문서(docx)"),
        ("xl/workbook.xml", "엑셀 문서(xlsx)"),
        ("ppt/presentation.xml", "파워포인트 문서(pptx)"),
        ("META-INF/container.xml", "전자책(EPUB)"),
        ("content.xml", "오픈도큐먼트(ODF)"),
    ):
        if member in names:
            return _error(kind)
    return _error("압축 파일(ZIP)")


SIGNATURES: tuple[Signature, ...] = (
    Signature(b"<MARKANY_DOCUMENTSAFER>", _drm("MarkAny")),
    Signature(b"<## NASCA DRM FILE", _drm("NASCA")),
    Signature(b"SCDSA00", _drm("Softcamp")),
    Signature(b"DRMONE", _drm("Fasoo")),
    Signature(b"\x9b DRMONE", _drm("Fasoo")),
    Signature(b"\x9b\x20DRM", _drm("Fasoo")),
    Signature(b"FSD\x00", _drm("Fasoo")),
    Signature(b"HWP Document File V3", _hancom("HWP 3.x")),
    Signature(b"HWP Document File V2", _hancom("HWP 2.x")),
    Signature(_COMPOUND, _compound_file),
    *(Signature(magic, _zip) for magic in _ZIPS),
    Signature(b"\x89PNG\r\n\x1a\n", _kind("그림(PNG)")),
    Signature(b"\xff\xd8\xff", _kind("그림(JPEG)")),
    Signature(b"GIF87a", _kind("그림(GIF)")),
    Signature(b"GIF89a", _kind("그림(GIF)")),
    Signature(b"BM", _kind("그림(BMP)")),
    Signature(b"II*\x00", _kind("그림(TIFF)")),
    Signature(b"MM\x00*", _kind("그림(TIFF)")),
    Signature(b"WEBP", _kind("그림(WebP)"), 8),
    Signature(b"{\\rtf", _kind("서식 있는 텍스트(RTF)")),
    Signature(b"7z\xbc\xaf\x27\x1c", _kind("압축 파일(7z)")),
    Signature(b"Rar!\x1a\x07", _kind("압축 파일(RAR)")),
    Signature(b"\x1f\x8b", _kind("압축 파일(gzip)")),
    Signature(b"EGGA", _kind("압축 파일(EGG)")),
    Signature(b"ALZ\x01", _kind("압축 파일(ALZ)")),
    Signature(b"%!PS", _kind("포스트스크립트(PS)")),
    Signature(b"\x7fELF", _kind("실행 파일")),
    Signature(b"MZ\x90", _kind("실행 파일")),
)

_MARKUP: tuple[tuple[bytes, Callable[[bytes], InputError]], ...] = (
    (b"<hwpml", _hancom("HWPML")),
    (b"<!doctype html", _kind("웹 문서(HTML)")),
    (b"<html", _kind("웹 문서(HTML)")),
    (b"<?xml", _kind("XML 문서")),
)
"""Markup is told by its first tag, whatever stands before it."""


def recognised(data: bytes) -> InputError | None:
    """The error for a file of a known kind that is not read; None for anything else."""
    for signature in SIGNATURES:
        if signature.matches(data) and not (signature.magic == b"BM" and data[6:10] != bytes(4)):
            return signature.error(data)
    if data.count(b"\xef\xbf\xbd", 0, 4096) >= 16 and b"\x00" in data[:4096]:
        return CorruptError("파일이 글자로 잘못 변환되어 내용이 사라졌습니다. 원본 파일을 다시 받아 주세요.")
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        head = head[2:].replace(b"\x00", b"")
    head = head.lstrip().lower()
    if head.startswith(b"<"):
        for tag, error in _MARKUP:
            if head.startswith(tag) or (tag in head and head.startswith((b"<?xml", b"<!"))):
                return error(data)
    return None


def refuse(data: bytes) -> None:
    """Raise the coded error for a file of a known kind that is not read."""
    error = recognised(data)
    if error is not None:
        raise error

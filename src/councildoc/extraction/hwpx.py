"""HWPX: a zip of OWPML files -> `Document` (KS X 6101 OWPML).

`Contents/content.hpf` lists the sections in order, `header.xml` the paragraph shapes and numberings, `sectionN.xml` the
paragraphs. Everything is read in memory within bounds; nothing is ever written to a path that the package names.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator

import regex

from councildoc.document import Document
from councildoc.errors import CorruptError, EncryptedError, LimitError
from councildoc.extraction.hwp_flow import Flow
from councildoc.extraction.hwp_records import most_inflated
from councildoc.extraction.hwp_xml import Attributes, parse_xml
from councildoc.extraction.hwpx_crypt import Lock, read_locks, unlocked
from councildoc.extraction.hwpx_header import read_heads
from councildoc.extraction.hwpx_section import Section
from councildoc.extraction.reading import Reading
from councildoc.extraction.signatures import is_hwpx

MAX_ENTRIES = 20_000

_SECTION = regex.compile(r"Contents/section(\d{1,6})\.xml", regex.IGNORECASE)
_MASTER = regex.compile(r"Contents/masterpage(\d{1,6})\.xml", regex.IGNORECASE)
_HEADER = "Contents/header.xml"
_PACKAGE = "Contents/content.hpf"
_MANIFEST = "META-INF/manifest.xml"
_UNZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError)


def sniff(data: bytes) -> bool:
    """A zip whose members are those of an HWPX package."""
    return is_hwpx(data)


class _Package:
    """The members of the zip, each read within the bounds."""

    def __init__(self, data: bytes, reading: Reading) -> None:
        self._password = reading.password
        self._limits = reading.limits
        self._locks: dict[str, Lock] = {}
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._members = {info.filename: info for info in self._zip.infolist()}
        except _UNZIP_ERRORS as error:
            raise CorruptError from error
        self._left = reading.limits.inflated
        if len(self._members) > MAX_ENTRIES:
            raise LimitError(f"압축 파일 안의 파일이 너무 많습니다(한도 {MAX_ENTRIES:,}개).")
        for name in self._members:
            if _odd(name):
                raise LimitError(f"압축 파일 안에 정상이 아닌 경로가 있습니다({name[:80]!r}).")
        if _MANIFEST in self:
            self._locks = read_locks(self.read(_MANIFEST))

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def names(self) -> Iterable[str]:
        return self._members

    def read(self, name: str) -> bytes:
        """One member. Raises `LimitError` over a bound, `EncryptedError` if it is locked and the password does not fit."""
        info = self._members.get(name)
        if info is None:
            raise CorruptError(f"한글 문서(HWPX)에 {name}이(가) 없습니다. 원본 파일을 다시 받아 주세요.")
        if info.flag_bits & 1:
            raise EncryptedError
        bound = min(self._left, most_inflated(info.compress_size, self._limits))
        try:
            with self._zip.open(info) as stream:
                content = stream.read(bound + 1)
        except _UNZIP_ERRORS as error:
            raise CorruptError from error
        if len(content) > bound:
            raise self._limits.over("inflated", f"{name}까지 풀었습니다.", bound=max(bound, 1))
        if name in self._locks:
            content = unlocked(content, self._locks[name], self._password, self._limits)
        self._left -= len(content)
        return content


def _odd(name: str) -> bool:
    """A path that leads out of the package, or into another world."""
    return name.startswith("/") or "\\" in name or ":" in name or "\x00" in name or ".." in name.split("/")


def _numbered(names: Iterable[str], pattern: regex.Pattern[str]) -> Iterator[str]:
    found = [(int(match[1]), name) for name in names if (match := pattern.fullmatch(name))]
    for _, name in sorted(found):
        yield name


def _sections(package: _Package) -> list[str]:
    """The sections in the order of the spine; those it does not name follow by number."""
    names = list(_numbered(package.names(), _SECTION))
    if _PACKAGE not in package:
        return names
    hrefs: dict[str, str] = {}
    spine: list[str] = []

    def item(attributes: Attributes) -> None:
        hrefs[attributes.get("id", "")] = attributes.get("href", "")

    def reference(attributes: Attributes) -> None:
        spine.append(attributes.get("idref", ""))

    parse_xml(package.read(_PACKAGE), {"item": item, "itemref": reference}, {})
    listed: list[str] = []
    for href in (hrefs.get(ref, "") for ref in spine):
        name = href if href.startswith("Contents/") else f"Contents/{href}"
        if _SECTION.fullmatch(name):
            if name not in package:
                raise CorruptError(f"한글 문서(HWPX)에 {name}이(가) 없습니다. 원본 파일을 다시 받아 주세요.")
            listed.append(name)
    return list(dict.fromkeys(listed + names))


def read(data: bytes, reading: Reading) -> Document:
    """Read an HWPX package.

    Raises `EncryptedError` for a password-protected one without its password, `CorruptError` for a damaged one,
    `NoTextError` for pictures alone, `LimitError` over a bound.
    """
    package = _Package(data, reading)
    names = _sections(package)
    if not names:
        raise CorruptError
    flow = Flow(read_heads(package.read(_HEADER)), reading)
    for done, name in enumerate(names):
        reading.in_time(f"구역 {len(names):,}개 가운데 {done:,}개까지 읽었습니다.")
        Section(flow).read(package.read(name))
    for name in _numbered(package.names(), _MASTER):
        Section(flow).read(package.read(name))
    return flow.document("hwpx")

"""HWP 5 and HWPX that are locked, damaged or out of bounds: coded errors, and nothing else."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

import councildoc
import hancom
from compound_file import compound_file
from councildoc import Table
from councildoc.errors import CorruptError, DrmError, EncryptedError, InputError, LimitError, NoTextError
from councildoc.extraction import hwp_records, hwpx, numbering
from hancom import (
    Box,
    Grid,
    c,
    deflated,
    file_header,
    hwp_section,
    hwp_streams,
    hwpx_members,
    p,
    record,
    to_hwp,
    to_hwpx,
    zipped,
)

BODY = [p("본문"), p(Grid((c(0, 0, "칸"),)))]


def fails(data: bytes, error: type[InputError], words: str = "") -> None:
    with pytest.raises(InputError) as caught:
        councildoc.extract(data)
    assert type(caught.value) is error, repr(caught.value.__cause__)
    assert words in caught.value.message


def hwp_with(**changed: bytes) -> bytes:
    streams = hwp_streams([hwp_section(BODY)])
    streams |= {name.replace("__", "/"): data for name, data in changed.items()}
    return compound_file(streams)


# -------------------------------------------------------------------------------------------------------------- locked


@pytest.mark.parametrize(
    ("flags", "error"),
    [(2, EncryptedError), (16, DrmError), (256, EncryptedError), (1024, DrmError)],
    ids=["password", "drm", "certificate", "certificate-drm"],
)
def test_locked_hwp(flags: int, error: type[InputError]) -> None:
    fails(hwp_with(FileHeader=file_header(1 | flags)), error)


MANIFEST = (
    '<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<odf:file-entry full-path="Contents/section0.xml" size="99"><odf:encryption-data>'
    '<odf:algorithm algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc" initialisation-vector="{vector}"/>'
    '<odf:key-derivation iteration-count="{count}" salt="AAAA"/></odf:encryption-data></odf:file-entry></odf:manifest>'
)


def test_locked_hwpx() -> None:
    def package(vector: str = "AAAAAAAAAAAAAAAAAAAAAA==", count: int = 10) -> bytes:
        manifest = MANIFEST.format(vector=vector, count=count).encode()
        return zipped(hwpx_members([BODY]) | {"META-INF/manifest.xml": manifest})

    fails(package(), EncryptedError, "--password")
    with pytest.raises(EncryptedError, match="맞지 않습니다"):
        councildoc.extract(package(), password="1234")
    with pytest.raises(EncryptedError, match="알 수 없는 방식"):
        councildoc.extract(package(vector="AAAA"), password="1234")
    with pytest.raises(LimitError, match="오래"):
        councildoc.extract(package(count=10**9), password="1234")


def test_a_zip_that_is_locked_itself() -> None:
    data = bytearray(to_hwpx(BODY))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 1)
    fails(bytes(data), EncryptedError)


# ------------------------------------------------------------------------------------------------------------- damaged


def test_a_file_cut_off_anywhere_is_corrupt() -> None:
    for data in (to_hwp(BODY), to_hwpx(BODY), to_hwp(BODY, distribution=True)):
        for length in range(600, len(data) - 512, 97):
            with pytest.raises(CorruptError):
                councildoc.extract(data[:length])


def test_damaged_hwp() -> None:
    section = hwp_section(BODY)
    packed = hancom.deflated(section)
    fails(hwp_with(BodyText__Section0=packed[:-8]), CorruptError)
    fails(hwp_with(BodyText__Section0=b"\xff" + packed), CorruptError)
    fails(hwp_with(BodyText__Section0=hancom.deflated(section[:-3])), CorruptError)
    fails(hwp_with(BodyText__Section0=hancom.deflated(section + struct.pack("<I", 67 | 0xFFF << 20))), CorruptError)
    fails(hwp_with(FileHeader=file_header(1)[:20]), CorruptError)
    fails(hwp_with(FileHeader=bytes(256)), CorruptError)
    fails(hwp_with(DocInfo=hancom.deflated(hancom.hwp_docinfo(2))), CorruptError)
    streams = hwp_streams([section])
    del streams["BodyText/Section0"]
    fails(compound_file(streams | {"BodyText/Other": b""}), CorruptError)


@pytest.mark.parametrize(
    "stray",
    [
        record(hancom.PARA_TEXT, 1, b"\xac\x00"),
        record(hancom.PARA_HEADER, 0, b"short"),
        record(hancom.LIST_HEADER, 1, bytes(16)),
        record(hancom.CTRL_HEADER, 1, b" lbt"),
        hwp_section([p("본문")]) + record(hancom.CTRL_HEADER, 1, b"lb"),
        hwp_section([p(Grid((c(0, 0, "칸"),)))]).replace(
            struct.pack("<4H", 0, 0, 1, 1), struct.pack("<4H", 0, 65_535, 1, 1)
        ),
    ],
    ids=["text", "paragraph", "list", "control", "name", "span"],
)
def test_records_out_of_place(stray: bytes) -> None:
    fails(compound_file(hwp_streams([stray])), CorruptError)


def test_a_distribution_document_without_its_key() -> None:
    streams = hwp_streams([hwp_section(BODY)], distribution=True)
    for data in (
        b"",
        streams["ViewText/Section0"][:200],
        record(28, 0, bytes(256)) + bytes(64),
        record(66, 0, bytes(256)),
    ):
        fails(compound_file(streams | {"ViewText/Section0": data}), CorruptError)


@pytest.mark.parametrize("offset", [44, 64, 72])
def test_counts_that_the_file_is_too_small_for(offset: int) -> None:
    data = bytearray(to_hwp(BODY))
    data[offset : offset + 4] = b"\xff\xff\xff\x7f"
    fails(bytes(data), CorruptError)


def test_damaged_hwpx() -> None:
    members = hwpx_members([BODY])
    for name in ("Contents/section0.xml", "Contents/header.xml", "Contents/content.hpf"):
        fails(zipped(members | {name: members[name][:-20]}), CorruptError)
        fails(zipped(members | {name: b"\xff\xfe\xfd"}), CorruptError)
    for name in ("Contents/section0.xml", "Contents/header.xml"):
        fails(zipped({key: data for key, data in members.items() if key != name}), CorruptError)
    data = bytearray(zipped(members))
    at = data.find(b"Contents/section0.xml") + 60
    data[at] ^= 0xFF
    fails(bytes(data), CorruptError)


@pytest.mark.parametrize("outer", ["drawText", "caption", "tc", "footNote", "header"])
def test_elements_out_of_place_are_no_crash(outer: str) -> None:
    members = hwpx_members([BODY])
    section = members["Contents/section0.xml"]
    for inner in (b"hp:tbl", b"hp:tc", b"hp:tr", b"hp:subList", b"hp:p", b"hp:run", b"hp:t"):
        for changed in (
            section.replace(inner + b">", f"hp:{outer}>".encode()),
            section.replace(inner, f"hp:{outer}".encode()),
        ):
            try:
                councildoc.extract(zipped(members | {"Contents/section0.xml": changed}))
            except (CorruptError, NoTextError):
                continue


def test_a_section_that_the_package_names_but_lacks() -> None:
    members = hwpx_members([BODY, BODY])
    del members["Contents/section1.xml"]
    fails(zipped(members), CorruptError, "section1.xml")


@pytest.mark.parametrize("write", [to_hwp, to_hwpx])
def test_pictures_alone_are_no_text(write: object) -> None:
    assert callable(write)
    fails(write([p(), p(Box(())), p(Grid((c(0, 0),)))]), NoTextError)


# -------------------------------------------------------------------------------------------------------------- bounds


def test_bombs() -> None:
    bomb = bytes(20 * 2**20)
    fails(hwp_with(BodyText__Section0=hancom.deflated(bomb)), LimitError, "한도")
    fails(hwp_with(DocInfo=hancom.deflated(bomb)), LimitError)
    fails(zipped(hwpx_members([BODY]) | {"Contents/section0.xml": bomb}), LimitError, "section0.xml")


@pytest.mark.parametrize("size", [100, 2**40])
def test_a_zip_that_lies_about_a_size_is_corrupt_or_too_large(size: int) -> None:
    data = to_hwpx([p("가" * 100_000)])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        true = struct.pack("<I", package.getinfo("Contents/section0.xml").file_size)
    with pytest.raises((CorruptError, LimitError)):
        councildoc.extract(data.replace(true, struct.pack("<I", size & 0xFFFFFFFF)))


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/passwd", "Contents\\section1.xml", "C:/section.xml", "a/../../b"]
)
def test_odd_paths_in_the_zip(name: str) -> None:
    fails(zipped(hwpx_members([BODY]) | {name: b""}), LimitError, "경로")


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://localhost/x.dtd">',
    ],
)
@pytest.mark.parametrize("name", ["Contents/section0.xml", "Contents/header.xml", "Contents/content.hpf"])
def test_entities_are_refused(name: str, doctype: str) -> None:
    members = hwpx_members([BODY])
    members[name] = members[name].replace(b"?><", f"?>{doctype}<".encode(), 1)
    fails(zipped(members), LimitError, "entity")


@pytest.mark.parametrize("write", [to_hwp, to_hwpx])
def test_nesting(write: object) -> None:
    assert callable(write)
    inner = p("안")
    for _ in range(30):
        inner = p(Grid((c(0, 0, inner),)))
    assert [element.cells[0].text for element in councildoc.extract(write([inner])).elements] == ["안"]  # type: ignore[union-attr]
    for _ in range(30):
        inner = p(Box((p(Grid((c(0, 0, inner),))),)))
    fails(write([inner]), LimitError, "겹")


def test_deep_xml() -> None:
    members = hwpx_members([BODY])
    deep = b"<a>" * 5000 + b"</a>" * 5000
    members["Contents/section0.xml"] = members["Contents/section0.xml"].replace(b"</hs:sec>", deep + b"</hs:sec>")
    fails(zipped(members), LimitError, "XML")


@pytest.mark.parametrize("write", [to_hwp, to_hwpx])
def test_counts(write: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert callable(write)
    fails(write([p(Grid((c(0, 0, "칸", rowspan=60_000, colspan=60_000),)))]), LimitError, "칸")
    with monkeypatch.context() as patch:
        patch.setattr(numbering, "MAX_MARK", 0)
        fails(write([p("가", shape=hancom.CIRCLE)]), LimitError, "번호")


def hwpx_with_spans(grid: Grid, span: int) -> bytes:
    """A table that says it has two rows and columns, with one cell over `span` of each."""
    members = hwpx_members([[p(grid)]])
    xml = members["Contents/section0.xml"].replace(b"<hp:tbl>", b'<hp:tbl rowCnt="2" colCnt="2">')
    one, many = (b'colAddr="1" rowAddr="0"/><hp:cellSpan colSpan="%d" rowSpan="%d"' % (n, n) for n in (1, span))
    return zipped(members | {"Contents/section0.xml": xml.replace(one, many)})


def hwp_with_spans(grid: Grid, span: int) -> bytes:
    section = hwp_section([p(grid)])
    one, many = (struct.pack("<4H", 1, 0, n, n) for n in (1, span))
    return hwp_with(BodyText__Section0=deflated(section.replace(one, many)))


@pytest.mark.parametrize("write", [hwpx_with_spans, hwp_with_spans])
def test_a_span_ends_with_its_table(write: Callable[[Grid, int], bytes]) -> None:
    """A damaged span is no sixty thousand columns."""
    grid = Grid((c(0, 0, "가"), c(0, 1, "나"), c(1, 0, "다")))
    spans = {n: table(write(grid, n)).cells[1] for n in (1, 2, 65_535)}

    assert {n: (cell.rowspan, cell.colspan) for n, cell in spans.items()} == {1: (1, 1), 2: (2, 1), 65_535: (2, 1)}


def test_a_table_may_have_more_than_it_says() -> None:
    grid = Grid((c(0, 0, "가"), c(0, 1, "나"), c(1, 0, "다"), c(2, 2, "라")))

    found = table(hwpx_with_spans(grid, 3))

    assert [(cell.rowspan, cell.colspan) for cell in found.cells] == [(1, 1), (3, 2), (1, 1), (1, 1)]


def table(data: bytes) -> Table:
    (found,) = councildoc.extract(data).elements
    assert isinstance(found, Table)
    return found


def test_counts_of_records_members_and_totals(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(hwp_records, "MAX_RECORDS", 3)
        fails(to_hwp(BODY), LimitError, "레코드")
    with monkeypatch.context() as patch:
        patch.setattr("councildoc.extraction.hwp.MAX_SECTIONS", 1)
        fails(to_hwp(BODY, BODY), LimitError, "구역")
    with monkeypatch.context() as patch:
        patch.setattr(hwpx, "MAX_ENTRIES", 2)
        fails(to_hwpx(BODY), LimitError)

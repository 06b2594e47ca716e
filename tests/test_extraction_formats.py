"""Which reader a file goes to, and the coded errors for what is not read."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from councildoc.document import Document
from councildoc.errors import (
    CorruptError,
    DrmError,
    EmptyError,
    InputError,
    NoTextError,
    UnsupportedFormatError,
)
from councildoc.extraction import FORMATS, extract
from councildoc.extraction.signatures import SIGNATURES, recognised
from hancom import p, to_hwp, to_hwpx
from pdf_maker import PageMaker, pdf

SHARED = Path(__file__).resolve().parents[2] / "shared"
FIXTURES = Path(__file__).parent / "fixtures"


def read(data: bytes) -> Document:
    return extract(data, report=lambda diagnostic: None)


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in names:
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), "x")  # the bytes are in the name of a test
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

REFUSED = [
    (b"", EmptyError, ""),
    (b" \r\n\t ", EmptyError, ""),
    (b"\xef\xbb\xbf\n", EmptyError, ""),
    ("\ufeff \n".encode("utf-16-le"), EmptyError, ""),
    (b"<MARKANY_DOCUMENTSAFER>" + bytes(40), DrmError, "MarkAny"),
    (b"SCDSA004" + bytes(40), DrmError, "Softcamp"),
    (OLE + "HwpSummaryInformation".encode("utf-16-le"), CorruptError, "손상"),
    (OLE + "WordDocument".encode("utf-16-le"), UnsupportedFormatError, "doc"),
    (OLE, UnsupportedFormatError, "OLE"),
    (b"HWP Document File V3.00 \x1a\x01" + bytes(40), UnsupportedFormatError, "HWP 3"),
    (b'<?xml version="1.0"?><HWPML Version="2.8">', UnsupportedFormatError, "HWPML"),
    (zipped("mimetype", "Contents/content.hpf"), CorruptError, "손상"),
    (zipped("word/document.xml"), UnsupportedFormatError, "docx"),
    (zipped("xl/workbook.xml"), UnsupportedFormatError, "xlsx"),
    (zipped("a.txt"), UnsupportedFormatError, "ZIP"),
    (zipped("Contents/section0.xml")[:60], CorruptError, "HWPX"),
    (b"\x89PNG\r\n\x1a\n" + bytes(20), UnsupportedFormatError, "PNG"),
    (b"\xff\xd8\xff\xe0" + bytes(20), UnsupportedFormatError, "JPEG"),
    (b"<!DOCTYPE html><html><body>x</body></html>", UnsupportedFormatError, "HTML"),
    (b"{\\rtf1\\ansi x}", UnsupportedFormatError, "RTF"),
    (bytes(range(256)) * 4, UnsupportedFormatError, "지원하지 않는"),
    (b"%PDF-1.7\n", CorruptError, "손상"),
    (pdf(PageMaker()), NoTextError, "글자"),
    (pdf(PageMaker().fill(10, 10, 100, 100)), NoTextError, "글자"),
]


@pytest.mark.parametrize(("data", "error", "words"), REFUSED)
def test_a_file_that_is_not_read_gets_its_coded_error(data: bytes, error: type[InputError], words: str) -> None:
    with pytest.raises(error) as caught:
        read(data)
    assert type(caught.value) is error
    assert words in caught.value.message


SAMPLES = [
    pdf(PageMaker().text(50, 50, "글자")),
    b"\n\n" + pdf(PageMaker().text(50, 50, "글자")),
    pdf(PageMaker().text(50, 50, "글자"), compress=False),
    "가나다\n".encode(),
    "가나다\n".encode("cp949"),
    "\ufeff가나다".encode("utf-16-le"),
    "\ufeff가나다".encode("utf-16-be"),
    "형식 %PDF-1.7에 관한 글".encode(),
    "BM 사업 개요\n".encode(),
    to_hwp([p("글자")]),
    to_hwpx([p("글자")]),
]


@pytest.mark.parametrize("data", SAMPLES)
def test_every_readable_file_has_one_owner(data: bytes) -> None:
    assert recognised(data) is None
    assert sum(fmt.sniff(data) for fmt in FORMATS) == 1
    assert read(data).elements


@pytest.mark.parametrize("signature", SIGNATURES, ids=lambda signature: repr(signature.magic))
def test_no_signature_belongs_to_a_readable_format(signature: object) -> None:
    magic = getattr(signature, "magic", b"")
    data = bytes(getattr(signature, "offset", 0)) + magic + bytes(64)
    assert isinstance(recognised(data), InputError)
    assert not any(fmt.sniff(data) for fmt in FORMATS)


def test_importing_the_library_stays_light() -> None:
    code = "import sys, councildoc.extraction; print({'pdfplumber', 'pdfminer', 'PIL', 'olefile', 'cryptography'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.no_cover
@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpus is not beside the project")
@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("edge/evaluation_form_200dpi_scan-2020.pdf", NoTextError),
        ("edge/formatting_table.hml", UnsupportedFormatError),
        ("locked/markany_drm.hwp", DrmError),
        ("report/hwp3-sample16.hwp", UnsupportedFormatError),
    ],
)
def test_real_files_that_are_not_read(name: str, error: type[InputError]) -> None:
    with pytest.raises(error):
        read((SHARED / "corpus" / name).read_bytes())

"""Marks of damage in the bytes of a PDF are seen; a file without any is whole."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest

from councildoc import extract, parse
from councildoc.extraction.pdf_soundness import Soundness, pages_held, soundness
from locations import FIXTURES
from pdf_maker import PageMaker
from pdf_maker import pdf as made

BRIEFING = (FIXTURES / "briefing-305.pdf").read_bytes()
STREAM = re.search(rb"/Length (\d{4,})/Filter/FlateDecode>>\nstream\n", BRIEFING)
assert STREAM
INSIDE = STREAM.end() + 40
ENTRY = re.search(rb"\n(\d{10}) 00000 n", BRIEFING)
assert ENTRY

BROKEN = {
    "a byte of a stream": BRIEFING[:INSIDE] + bytes([BRIEFING[INSIDE] ^ 1]) + BRIEFING[INSIDE + 1 :],
    "a stream of another length": BRIEFING.replace(STREAM[0], STREAM[0].replace(STREAM[1], b"9" * len(STREAM[1])), 1),
    "a stream without its length": BRIEFING.replace(b"/Length ", b"/Kength ", 1),
    "an object elsewhere": BRIEFING[: ENTRY.start(1)] + b"0000000017" + BRIEFING[ENTRY.end(1) :],
    "an object without its head": BRIEFING.replace(b" 0 obj", b" 0 ob\0", 1),
    "the end cut off": BRIEFING[:-600],
    "a length of thousands of digits": BRIEFING.replace(STREAM[0], STREAM[0].replace(STREAM[1], b"9" * 5000), 1),
    "an object of thousands of digits": BRIEFING.replace(b"\n5 0 obj", b"\n" + b"9" * 5000 + b" 0 obj", 1),
    "a table of thousands of digits": BRIEFING.replace(b"xref\n0 ", b"xref\n" + b"9" * 5000 + b" ", 1),
    "no end": BRIEFING.replace(b"%%EOF", b"%%EOT"),
}
_PACKED = zlib.compress(b"/A Do")
_FORM = (
    b"9 0 obj\n<</Type/XObject/Subtype/Form/Resources<</XObject<</A 8 0 R>>>>/Filter/FlateDecode/Length %d>>\nstream\n%b"
    b"\nendstream\nendobj\n" % (len(_PACKED), _PACKED)
)
UNPROVED = {
    "an encrypted file": BRIEFING.replace(b"/Root", b"/Encrypt 5 0 R/Root", 1),
    "a stream without a checksum": BRIEFING
    + b"\n9 0 obj\n<</Length 3>>\nstream\nq Q\nendstream\nendobj\n"
    + BRIEFING[BRIEFING.rindex(b"startxref") :],
    "a form that draws forms": BRIEFING + b"\n" + _FORM + BRIEFING[BRIEFING.rindex(b"startxref") :],
    "a form whose resources stand elsewhere": BRIEFING
    + b"\n"
    + _FORM.replace(b"<</XObject<</A 8 0 R>>>>", b" 010 0 R")
    + b"10 0 obj\n<</XObject<</A 8 0 R>>>>\nendobj\n"
    + BRIEFING[BRIEFING.rindex(b"startxref") :],
    "a form whose resources are nowhere": BRIEFING
    + b"\n"
    + _FORM.replace(b"<</XObject<</A 8 0 R>>>>", b" %b 0 R" % (b"9" * 5000))
    + BRIEFING[BRIEFING.rindex(b"startxref") :],
}


@pytest.mark.parametrize(
    "path", sorted(path for path in FIXTURES.rglob("*.pdf") if path.parent.name != "fuzz"), ids=lambda path: path.stem
)
def test_a_sound_file_is_whole(path: Path) -> None:
    assert soundness(path.read_bytes()) is Soundness.WHOLE


@pytest.mark.parametrize("name", BROKEN)
def test_a_mark_of_damage_is_seen_and_reported(name: str) -> None:
    assert soundness(BROKEN[name]) is Soundness.BROKEN


@pytest.mark.parametrize("name", UNPROVED)
def test_what_no_checksum_covers_is_not_proved_to_be_whole(name: str) -> None:
    assert soundness(UNPROVED[name]) is Soundness.UNPROVED


@pytest.mark.parametrize("backend", ["auto", "pdfium", "pdfminer"])
def test_damage_is_reported_whatever_reads_the_file(backend: str) -> None:
    data = BROKEN["an object elsewhere"]
    found = [finding.message for finding in parse(data, backend=backend).diagnostics]

    assert any("손상된 흔적" in message for message in found)
    assert not any("손상된 흔적" in finding.message for finding in parse(BRIEFING, backend=backend).diagnostics)


def test_pages_that_only_the_careful_reader_finds_are_read() -> None:
    page = PageMaker()
    page.text(50, 100, "가나다")
    whole = made(page, page, page)
    tree = b"/Type /Pages /Kids [7 0 R 9 0 R 11 0 R] /Count 3"
    assert tree in whole
    damaged = whole.replace(tree, b"/Type [1 2]  /Kids [7 0 R             ] /Count 1")

    assert soundness(damaged) is Soundness.WHOLE  # nothing but the tree of the pages is damaged
    assert [extract(damaged, backend=name).pages for name in ("pdfium", "pdfminer", "auto")] == [1, 3, 3]


def test_pages_in_object_streams_are_counted() -> None:
    packed = zlib.compress(b"1 0 2 40 <</Type/Page/Parent 3 0 R>> <</Type /Page>> <</Type/Pages>> <</Type/PageLabel>>")
    stream = b"4 0 obj <</Type/ObjStm/N 2/First 9/Filter/FlateDecode>> stream\n" + packed + b"\nendstream endobj"
    assert pages_held(b"%PDF-1.5 1 0 obj <</Type/Page>> endobj " + stream) == 3

"""Plain text: encodings, physical lines, page numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from councildoc.diagnostics import Diagnostic
from councildoc.document import Document, Line, Location
from councildoc.extraction import extract

FIXTURES = Path(__file__).parent / "fixtures"


def read(text: str, encoding: str = "utf-8") -> Document:
    return extract(text.encode(encoding), report=lambda diagnostic: None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_encodings(encoding: str) -> None:
    document = read("□ 예산 현황\n\n  (단위 : 천원)\n", encoding)
    assert document == Document("text", (Line("□ 예산 현황"), Line("  (단위 : 천원)")))


def test_lines_and_their_numbers() -> None:
    document = read("하나\r\n\r\n둘\r셋\u2028넷\n다섯\f여섯\n\ue000 일곱\x01여덟\n")
    assert [element.text for element in document.elements if isinstance(element, Line)] == [
        "하나", "둘", "셋", "넷", "다섯", "여섯", "\ue000 일곱\x01여덟",
    ]  # fmt: skip
    assert [element.where for element in document.elements] == [
        (Location(line=number),) for number in (1, 3, 4, 5, 6, 6, 7)
    ]


def test_page_numbers_that_rise_are_furniture() -> None:
    document = read("가\n- 1 -\n나\n- 2 -\n다\n- 3 -\n")
    assert [line.text for line in document.furniture] == ["- 1 -", "- 2 -", "- 3 -"]
    assert list(document.lines()) == ["가", "나", "다"]


@pytest.mark.parametrize("text", ["가\n- 1 -\n나", "- 3 -\n가\n- 1 -", "연번\n1\n2\n3", "-\n30,000\n-"])
def test_what_does_not_rise_or_has_no_form_of_a_page_number_is_content(text: str) -> None:
    document = read(text)
    assert document.furniture == ()
    assert list(document.lines()) == text.split("\n")


def test_a_text_cut_off_in_mid_character_is_read_and_reported() -> None:
    found: list[Diagnostic] = []
    document = extract("첫째 줄\n둘째 줄".encode()[:-1], report=found.append)
    assert [element.text for element in document.elements if isinstance(element, Line)] == ["첫째 줄", "둘째 \ufffd"]
    assert [diagnostic.code for diagnostic in found] == ["garbled-text"]


def test_the_sample() -> None:
    raw = (FIXTURES / "briefing-305.txt").read_text("utf-8")
    document = read(raw)
    physical = raw.splitlines()
    for element in document.elements:
        number = element.where[0].line
        assert isinstance(element, Line)
        assert number is not None
        assert element.text == physical[number - 1].strip("\f")
    assert len(document.elements) == sum(bool(line.strip()) for line in physical)

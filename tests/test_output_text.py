"""The summary for people: aligned where Hangul is two columns wide, and plain."""

from __future__ import annotations

import unicodedata

import attrs
import pytest
from hypothesis import given

import councildoc
import strategies
from councildoc import Cell, Diagnostic, Document, Line, Location, Parsed, Severity, Source, Table
from councildoc.output.layout import grid, pad, place, printable, wrap
from councildoc.output.text import COLUMNS, document_text, finding_line, findings_text, to_summary
from councildoc.values import width
from samples import BRIEFING

SUMMARY = """\
보고.txt · 텍스트 · 예산을 옮긴 내역 1건
========================================
2021년도 4분기 예산 전용 보고
서울특별시의회 제305회 임시회 행정자치위원회 · 스마트도시정책관 · 2022-01

Ⅰ. 국제교류 행사를 위한 예산 전용 (7행)
  전용 30,000,000원 · 2021-10-12 · 9행
    사무관리비 → 행사운영비
        통계목               금액
    감  사무관리비  -30,000,000원
    증  행사운영비  +30,000,000원
    사유: 해외 진출을 돕는 행사를 열기 위함

확인할 점이 없습니다.
"""


def test_the_summary_of_a_briefing() -> None:
    assert to_summary(councildoc.parse(BRIEFING.encode(), name="보고.txt")) == SUMMARY


def test_findings_are_listed_with_severity_and_place() -> None:
    found = (
        Diagnostic("overdrawn", Severity.ERROR, "감액이 큽니다.", where=(Location(page=3), Location(page=4))),
        Diagnostic("missing-reason", Severity.INFO, "사유가 없습니다."),
    )
    parsed = Parsed(Source("a.pdf", "pdf", "0" * 64, 4), (), found)

    assert to_summary(parsed).endswith(
        "확인할 점 2건\n  오류  3~4쪽  감액이 큽니다. (overdrawn)\n  참고         사유가 없습니다. (missing-reason)\n"
    )
    assert findings_text(parsed) == (
        "a.pdf:3~4쪽: 오류 overdrawn 감액이 큽니다.\na.pdf: 참고 missing-reason 사유가 없습니다.\n"
    )


@pytest.mark.parametrize(("amount", "shown"), [(0, "전용 0원"), (None, "전용 금액 없음"), (-5000, "전용 -5,000원")])
def test_nothing_stated_is_not_zero(amount: int | None, shown: str) -> None:
    move = councildoc.Transfer("전용", amount, (), (), ())
    item = councildoc.Item(1, "Ⅰ", "가", None, (), (move,))
    parsed = Parsed(Source("a.pdf", "pdf", "0" * 64, 4), (councildoc.Briefing(items=(item,)),))

    assert f"\n  {shown}\n" in to_summary(parsed)


def test_an_item_without_a_transfer_says_so() -> None:
    item = councildoc.Item(1, "Ⅰ", None, None)
    parsed = Parsed(Source("a.pdf", "pdf", "0" * 64, 4), (councildoc.Briefing(items=(item,)),))

    assert "Ⅰ (제목 없음)\n  예산을 옮긴 내역이 없습니다.\n" in to_summary(parsed)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ((Location(line=12),), "12행"),
        ((Location(line=14), Location(line=12)), "12~14행"),
        ((Location(section=0, paragraph=4),), "문단 5"),
        ((Location(section=0, table=1, cell=(0, 2)),), "표 2 1행 3열"),
        ((Location(section=0, table=1),), "표 2"),
        ((Location(section=0),), ""),
    ],
)
def test_places_are_told_in_korean(where: tuple[Location, ...], expected: str) -> None:
    assert place(where) == expected


def test_the_letters_of_a_decomposed_name_take_no_extra_room() -> None:
    name = "예산 전용.pdf"

    assert width(unicodedata.normalize("NFD", name)) == width(name) == 13


def test_columns_are_aligned_by_width() -> None:
    table = grid([["가나다", "1"], ["abc", "1,000"]], right=[1])

    assert table == ["가나다      1", "abc     1,000"]
    assert len({width(line) for line in table}) == 1


def test_a_long_cell_runs_on_below() -> None:
    assert grid([["가나 다라마", "1"]], limits=(6, 9)) == ["가나    1", "다라마"]
    assert grid([]) == []


@given(strategies.texts)
def test_wrapping_loses_nothing_and_keeps_the_width(text: str) -> None:
    lines = wrap(text, 10)

    assert all(width(line) <= 10 for line in lines)
    assert "".join("".join(lines).split()) == "".join(printable(text).split())


@given(strategies.texts)
def test_padding_reaches_the_width(text: str) -> None:
    shown = wrap(text, 60)[0]

    assert width(pad(shown, 60)) == width(pad(shown, 60, right=True)) == 60


@given(strategies.parsed)
def test_any_reading_has_a_plain_summary(parsed: Parsed) -> None:
    text = to_summary(parsed)

    assert text.endswith("\n")
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in text if char != "\n")
    assert all(width(line) <= COLUMNS + 4 for line in text.split("\n"))


@given(strategies.parsed)
def test_a_finding_is_one_line(parsed: Parsed) -> None:
    for diagnostic in parsed.diagnostics:
        assert finding_line("a", attrs.evolve(diagnostic)).splitlines() == [finding_line("a", diagnostic)]


def test_a_document_is_shown_with_its_tables() -> None:
    table = Table((Cell("부서", 0, 0, rowspan=2), Cell("가\n나", 0, 1), Cell("2\x1b[31m", 1, 1)))
    document = Document("pdf", (Line("○ 일 시"), table, Line("끝")))

    assert document_text(document) == f"○ 일 시\n{'-' * 15}\n부서  가 나\n      2\\x1b[31m\n{'-' * 15}\n끝\n"


def test_an_empty_table_is_shown_as_nothing() -> None:
    assert document_text(Document("pdf", (Table(()),))) == "\n"

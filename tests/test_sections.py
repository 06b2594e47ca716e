"""Sections: captions, covers, numerals and labels one by one, and linear time on long input."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from councildoc.document import Line, Table
from councildoc.joining import Lexicon
from councildoc.sections import RawBriefing, cut
from councildoc.sections.layout import Row, is_caption, is_closing, parts_of, row_of, without_caption
from councildoc.sections.paragraphs import paragraphs, split_label
from drawing import draw
from timing import grows_by

TITLE = "2022년도 예산전용 보고\n"
TABLE = "| 세부사업 | 통계목 |\n| 청사 | 사무관리비 |\n"


def cut_text(text: str) -> tuple[RawBriefing, ...]:
    document = draw(text)
    return cut(document, Lexicon.of(document))


def row(text: str) -> Row:
    return row_of(Line(text))


def numbers(text: str) -> list[list[int | None]]:
    return [[item.number for item in briefing.items] for briefing in cut_text(text)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("전용금액 : 3,000천원", "전용금액"),
        ("전용금액:3,000천원", "전용금액"),
        ("전용금액/전용일자 : 금 3,000천원", "전용금액/전용일자"),
        ("15:00~16:40 진행 : 본청", None),
        ("시간 15:00 장소 : 본청", None),
        ("3:7 비율", None),
        ("가" * 21 + " : 나", None),
        ("A : B", None),
        (": 나", None),
        ("", None),
    ],
)
def test_label(text: str, label: str | None) -> None:
    assert split_label(text)[0] == label


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("(단위 : 천원)", True),
        ("[단위:백만원]", True),
        ("단위 : 천원", True),
        ("<2023. 12. 31. 현재, 단위 : 천원>", True),
        ("(단위 : 명, 천원)", True),
        ("예산현황 (단위 : 천원)", False),
        ("(단위사업) 조정", False),
    ],
)
def test_caption(text: str, caption: bool) -> None:
    assert is_caption(row(text)) is caption


@pytest.mark.parametrize("line", ["(단위 : 천원)", "□ 예산현황 (단위 : 천원)", TITLE.strip() + "(단위 : 천원)"])
def test_caption_belongs_to_the_table_below(line: str) -> None:
    *rows, table = parts_of(draw(f"{line}\n{TABLE}").elements)
    assert isinstance(table, Table)
    assert table.caption == "(단위 : 천원)"
    assert "".join(part.text for part in rows if isinstance(part, Row)) == without_caption(line).removesuffix(
        table.caption
    )


def test_caption_stays_a_line_without_a_table() -> None:
    assert [part.text for part in parts_of(draw("(단위 : 천원)\n가\n").elements) if isinstance(part, Row)] == [
        "(단위 : 천원)",
        "가",
    ]


@pytest.mark.parametrize(
    "text", ["끝.", "- 끝 -", "<끝>", "끝", "붙임 1. 내역 1부.", "붙 임 : 내역", "담당 : 교통과장"]
)
def test_closing_line_continues_nothing(text: str) -> None:
    assert is_closing(row(text))
    assert len(paragraphs([row("○ 부족"), row(text)], Lexicon())) == 2


@pytest.mark.parametrize("text", ["끝나는 날", "붙임성 있는", "담당 공무원", "연말 끝"])
def test_line_that_closes_nothing(text: str) -> None:
    assert not is_closing(row(text))


@pytest.mark.parametrize(
    ("rows", "is_table"),
    [
        ("| 회 기 | 제215회 강서구의회(임시회) |\n| 일 시 | 2013. 10. 17. |\n", False),
        ("| 위원회 | 행정위원회 | 장 소 | 제2회의실 |\n| 부 서 | 총무과 | 때 | 2013. 10. 17. |\n", False),
        ("| 일시 | 2013. 10. 17. |\n| 장소 | 시청 광장 |\n", True),
        ("| 위원회 | 인원 |\n| 행정위원회 | 9 |\n| 재무위원회 | 8 |\n", True),
    ],
)
def test_cover_is_read_as_lines(rows: str, is_table: bool) -> None:
    assert any(isinstance(part, Table) for part in parts_of(draw(rows).elements)) is is_table


@pytest.mark.parametrize("mark", ["{}.", "({})", "{})", "<제{}항>", "{}"])
def test_items_of_every_style(mark: str) -> None:
    text = TITLE + "".join(f"{mark.format(n)} 사업 {chr(0xAC00 + n)}\n ○ 내용\n" for n in range(1, 31))
    assert numbers(text) == [list(range(1, 31))]


def test_more_than_a_hundred_items() -> None:
    assert numbers(TITLE + "".join(f"{n}. 사업\n□ 전용개요\n" for n in range(1, 121))) == [list(range(1, 121))]


def test_reports_with_one_item_of_the_same_title() -> None:
    page = f"제310회 창원시의회(임시회)\n{TITLE}환경과\nⅠ. 예산전용 현황\n□ 전용개요\n ○ 내용\n"
    assert numbers(page * 100) == [[1]] * 100


@pytest.mark.parametrize("marks", [("Ⅰ.", "Ⅱ."), ("1.", "2."), ("(1)", "(2)"), ("가.", "나."), ("1", "2")])
def test_known_headings_are_no_items(marks: tuple[str, str]) -> None:
    (briefing,) = cut_text(f"{TITLE}{marks[0]} 전용개요\n - 가\n{marks[1]} 전용사유 : 부족\n")
    (item,) = briefing.items
    assert item.number is None
    assert [(block.marker, block.kind) for block in item.blocks] == [(marks[0], "summary"), (marks[1], "reason")]


def test_titles_that_tell_kinds_of_moves_apart_are_items() -> None:
    assert numbers(TITLE + "Ⅰ. 예산전용 현황\n ○ 가\nⅡ. 예비비 사용 현황\n ○ 나\n") == [[1, 2]]


LONG: dict[str, Callable[[int], str]] = {
    "unmarked lines": lambda n: TITLE + "□ 사업개요\n" + "표시가 없는 줄이 계속 이어지는 문단\n" * n,
    "unmarked lines without heading": lambda n: TITLE + "표시가 없는 줄이 계속 이어지는 문단\n" * n,
    "summary": lambda n: "Ⅰ 가\n" + "표시가 없는 줄\n" * n,
    "one word": lambda n: TITLE + "Ⅰ 가\n ○ " + "가" * (20 * n) + " : 나\n",
    "one line": lambda n: TITLE + "가나다 " * (5 * n) + "\nⅠ 가\n ○ " + "가 (단위 「" * (4 * n) + "\n" + TABLE,
    "numerals": lambda n: TITLE + "".join(f"{i % 3 + 1}. 항목\n - 내용\n" for i in range(n)),
    "restarts": lambda n: TITLE + "Ⅰ. 항목\nⅡ. 항목\n" * n,
    "notes": lambda n: "Ⅰ 가\n" + " ※ 참고\n" * n,
    "sessions": lambda n: ("제310회 창원시의회(임시회)\n" + TITLE + "Ⅰ. 현황\n ○ 가\n") * (n // 4),
}


def _cutting(text: str) -> Callable[[], None]:
    document = draw(text)
    lexicon = Lexicon.of(document)

    def work() -> None:
        for briefing in cut(document, lexicon):
            bodies = [briefing.preamble, *(block.parts for item in briefing.items for block in item.blocks)]
            for body in bodies:
                paragraphs([part for part in body if isinstance(part, Row)], lexicon)

    return work


@pytest.mark.no_cover
@pytest.mark.parametrize("name", LONG)
def test_linear_time(name: str) -> None:
    # Eight times the input; quadratic would be sixty-four times.
    assert grows_by(_cutting(LONG[name](1250)), _cutting(LONG[name](10_000)), within=24) < 24

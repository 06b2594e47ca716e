"""HWP 5 and HWPX: what becomes of paragraphs, controls and tables. Every document here is written in both formats."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import councildoc
import councildoc.errors
from councildoc import Diagnostic, Document, Line, Location, Table, api
from councildoc.extraction import extract
from hancom import (
    CIRCLE,
    GLYPH,
    NUMBER_1,
    NUMBER_2,
    OUTLINE_1,
    OUTLINE_2,
    OUTLINE_8,
    SOFT_HYPHEN,
    Aside,
    AutoNumber,
    Box,
    Button,
    Deleted,
    Grid,
    Note,
    Overlaid,
    P,
    PageNumber,
    c,
    p,
    to_hwp,
    to_hwpx,
)
from hancom_fixtures import FOLDER, PASSWORD_TEXT, fixtures
from independent import reader
from timing import grows_by

Writer = Callable[..., bytes]


def _plain(*sections: list[P]) -> bytes:
    return to_hwp(*sections, compressed=False)


def _distribution(*sections: list[P]) -> bytes:
    return to_hwp(*sections, distribution=True)


WRITERS: dict[str, Writer] = {"hwpx": to_hwpx, "hwp": to_hwp, "hwp-plain": _plain, "hwp-distribution": _distribution}


@pytest.fixture(params=list(WRITERS))
def write(request: pytest.FixtureRequest) -> Writer:
    return WRITERS[request.param]


def read(data: bytes) -> Document:
    return councildoc.extract(data)


def lines(document: Document) -> list[str]:
    """Lines as they are; a table as the texts of its cells."""
    return [
        element.text if isinstance(element, Line) else "|".join(cell.text for cell in element.cells)
        for element in document.elements
    ]


# ---------------------------------------------------------------------------------------------------------------- text


def test_format_is_told_by_content_not_by_name(write: Writer) -> None:
    document = read(write([p("가")]))

    assert document.format == ("hwpx" if write is to_hwpx else "hwp")
    assert document.pages is None


def test_controls_that_stand_for_characters_are_kept(write: Writer) -> None:
    document = read(write([p("가\t나\u00a0다\u2007라" + SOFT_HYPHEN + "마")]))

    assert lines(document) == ["가\t나\u00a0다\u2007라-마"]


def test_forced_line_breaks_part_a_paragraph_into_lines_of_one_place(write: Writer) -> None:
    document = read(write([p("앞\n뒤")]))

    assert lines(document) == ["앞", "뒤"]
    assert [line.where for line in document.elements] == [(Location(section=0, paragraph=0),)] * 2


def test_surrogate_pairs_and_private_glyphs_stay(write: Writer) -> None:
    text = "\U000f02b1 주요업무 \uf000 𠮷 \U000f0090"

    assert lines(read(write([p(text)]))) == [text]


def test_markup_characters_are_text(write: Writer) -> None:
    assert lines(read(write([p('<전용> & "이용"')]))) == ['<전용> & "이용"']


def test_blank_paragraphs_are_left_out_but_counted(write: Writer) -> None:
    document = read(write([p("하나"), p(), p("  "), p("둘")]))

    assert [(line.text, line.where) for line in document.elements if isinstance(line, Line)] == [
        ("하나", (Location(section=0, paragraph=0),)),
        ("둘", (Location(section=0, paragraph=3),)),
    ]


def test_sections_count_their_paragraphs_anew(write: Writer) -> None:
    document = read(write([p("가")], [p("나"), p("다")]))

    assert [line.where[0] for line in document.elements] == [
        Location(section=0, paragraph=0),
        Location(section=1, paragraph=0),
        Location(section=1, paragraph=1),
    ]


def test_explicit_page_breaks_are_known_and_no_page_is_invented(write: Writer) -> None:
    document = read(write([p("가"), p("나", new_page=True)]))

    assert document.page_breaks == (Location(section=0, paragraph=1),)
    assert all(place.page is None for line in document.elements for place in line.where)


def test_overlaid_text_and_form_controls_stand_in_the_line(write: Writer) -> None:
    assert lines(read(write([p("앞 ", Overlaid("본말", "덧말"), " 뒤 ", Button("확인"))]))) == ["앞 본말 덧말 뒤 확인"]


# ------------------------------------------------------------------------------------------------------------- numbers


def test_automatic_numbers_and_bullets_are_written_as_printed(write: Writer) -> None:
    body = [
        p("개요", shape=OUTLINE_1),
        p("배경", shape=OUTLINE_2),
        p("필요성", shape=OUTLINE_2),
        p("현황", shape=OUTLINE_1),
        p("예산", shape=OUTLINE_2),
        p("세부", shape=OUTLINE_8),
        p("일시", shape=CIRCLE),
        p("장소", shape=GLYPH),
        p("목적", shape=NUMBER_1),
        p("정의", shape=NUMBER_1),
        p("용어", shape=NUMBER_2),
    ]

    assert lines(read(write(body))) == [
        "Ⅰ. 개요",
        "가. 배경",
        "나. 필요성",
        "Ⅱ. 현황",
        "가. 예산",
        "① 세부",
        "○ 일시",
        "\uf06c 장소",
        "제3조 목적",
        "제4조 정의",
        "4.1 용어",
    ]


def test_numbers_go_on_in_cells_and_sections(write: Writer) -> None:
    grid = Grid((c(0, 0, p("칸", shape=OUTLINE_1)),))

    document = read(write([p("첫째", shape=OUTLINE_1), p(grid)], [p("셋째", shape=OUTLINE_1)]))

    assert lines(document) == ["Ⅰ. 첫째", "Ⅱ. 칸", "Ⅲ. 셋째"]


def test_a_mark_stands_once_before_the_first_line(write: Writer) -> None:
    assert lines(read(write([p("앞\n뒤", shape=CIRCLE)]))) == ["○ 앞", "뒤"]


# -------------------------------------------------------------------------------------------------------------- tables


def test_spans_and_places_of_cells(write: Writer) -> None:
    cells = (
        c(0, 0, "부서", rowspan=2),
        c(0, 1, "예산", colspan=2),
        c(1, 1, "감"),
        c(1, 2, "증"),
        c(2, 0, "스마트정책관", "스마트도시담당관"),
        c(2, 1, "1\n2"),
        c(2, 2),
    )

    (table,) = read(write([p("앞"), p(Grid(cells))])).elements[1:]

    assert isinstance(table, Table)
    assert [(cell.row, cell.col, cell.rowspan, cell.colspan, cell.text) for cell in table.cells] == [
        (0, 0, 2, 1, "부서"),
        (0, 1, 1, 2, "예산"),
        (1, 1, 1, 1, "감"),
        (1, 2, 1, 1, "증"),
        (2, 0, 1, 1, "스마트정책관\n스마트도시담당관"),
        (2, 1, 1, 1, "1\n2"),
        (2, 2, 1, 1, ""),
    ]
    assert table.where == (Location(section=0, paragraph=1, table=0),)
    assert table.cells[3].where == (Location(section=0, paragraph=1, table=0, cell=(1, 2)),)


def test_a_nested_table_follows_the_outer_one(write: Writer) -> None:
    inner = Grid((c(0, 0, "안"),))
    outer = Grid((c(0, 0, p("밖", inner)), c(0, 1, "옆")))

    document = read(write([p("앞"), p(outer), p("뒤")]))

    assert lines(document) == ["앞", "밖|옆", "안", "뒤"]
    assert [element.where[0].table for element in document.elements] == [None, 0, 1, None]


def test_an_outer_table_left_empty_by_its_tables_is_dropped(write: Writer) -> None:
    inner = Grid((c(0, 0, "안"),))

    assert lines(read(write([p(Grid((c(0, 0, p(inner)), c(0, 1))))]))) == ["안"]
    assert lines(read(write([p("앞"), p(Grid((c(0, 0), c(0, 1))))]))) == ["앞", "|"]


def test_a_span_of_nothing_is_a_span_of_one(write: Writer) -> None:
    (table,) = read(write([p(Grid((c(0, 0, "가", rowspan=0, colspan=0), c(0, 1, "나"))))])).elements

    assert isinstance(table, Table)
    assert [(cell.rowspan, cell.colspan) for cell in table.cells] == [(1, 1), (1, 1)]


def test_captions_stand_where_they_are_printed(write: Writer) -> None:
    cells = (c(0, 0, "칸"),)
    caption = (p("(단위 : 천원)"),)

    above = read(write([p("앞", Grid(cells, caption))]))
    below = read(write([p("앞", Grid(cells, caption, above=False))]))

    assert lines(above) == ["앞", "(단위 : 천원)", "칸"]
    assert lines(below) == ["앞", "칸", "(단위 : 천원)"]


def test_tables_in_text_boxes_and_captions_are_tables(write: Writer) -> None:
    grid = Grid((c(0, 0, "상자 속 표"),))
    captioned = Grid((c(0, 0, "본표"),), (p(Grid((c(0, 0, "캡션 속 표"),))),), above=False)

    assert lines(read(write([p("앞", Box((p("글상자"), p(grid)))), p(captioned)]))) == [
        "앞",
        "글상자",
        "상자 속 표",
        "본표",
        "캡션 속 표",
    ]


def test_what_stands_in_the_line_parts_the_text_and_what_floats_does_not(write: Writer) -> None:
    cells = (c(0, 0, "표"),)

    assert lines(read(write([p("앞", Grid(cells, inline=True), "뒤")]))) == ["앞", "표", "뒤"]
    assert lines(read(write([p("앞", Grid(cells), "뒤")]))) == ["앞뒤", "표"]
    assert lines(read(write([p(Grid(cells), "뒤")]))) == ["표", "뒤"]


def test_a_text_box_in_a_cell_is_text_of_the_cell(write: Writer) -> None:
    box = Box((p("상자"),), inline=True)

    assert lines(read(write([p(Grid((c(0, 0, p("앞", box, "뒤")),)))]))) == ["앞\n상자\n뒤"]


# ---------------------------------------------------------------------------------------------------- notes, furniture


def test_notes_follow_their_paragraph_or_table(write: Writer) -> None:
    foot = Note((p(AutoNumber("FOOTNOTE", 1, ")"), " 각주"),))
    end = Note((p(AutoNumber("ENDNOTE", 2, ")"), " 미주"),), end=True)

    assert lines(read(write([p("본문", foot, "입니다"), p("다음", end)]))) == [
        "본문입니다",
        "1) 각주",
        "다음",
        "2) 미주",
    ]
    assert lines(read(write([p(Grid((c(0, 0, p("100", foot)), c(0, 1, "200"))))]))) == ["100|200", "1) 각주"]


def test_headers_footers_page_numbers_and_comments_are_furniture(write: Writer) -> None:
    header = Aside("header", (p("서울특별시의회"), p(Grid((c(0, 0, "머리말 표"),)))))
    footer = Aside("footer", (p("- ", AutoNumber("PAGE", 1), " -"),))
    comment = Aside("hiddenComment", (p("숨은 설명"),))

    document = read(write([p("본문", header, footer, comment, PageNumber())]))

    assert lines(document) == ["본문"]
    assert [line.text for line in document.furniture] == ["서울특별시의회", "머리말 표", "- 1 -", "숨은 설명", "- -"]


def test_deleted_text_is_left_out_and_reported(write: Writer) -> None:
    found: list[Diagnostic] = []

    document = extract(write([p("금액 ", Deleted("삼"), "오천원")]), report=found.append)

    assert lines(document) == ["금액 오천원"]
    assert [(finding.code, finding.excerpt) for finding in found] == [("deleted-text", "삼")]


# --------------------------------------------------------------------------------------------------------------- speed


@pytest.mark.parametrize("writer", [to_hwpx, to_hwp], ids=["hwpx", "hwp"])
def test_garbled_text_is_reported_where_it_stands(writer: Writer) -> None:
    data = writer([p("가"), p(Grid((c(0, 0, "나"), c(0, 1, p("다"), p("라\ufffd")))))])

    (found,) = api.read_document("보고", data).findings

    assert (found.excerpt, found.where) == ("라\ufffd", (Location(section=0, paragraph=1, table=0, cell=(0, 1)),))


@pytest.mark.no_cover
@pytest.mark.parametrize("writer", [to_hwpx, to_hwp], ids=["hwpx", "hwp"])
def test_time_grows_with_the_size(writer: Writer) -> None:
    def reading(rows: int) -> Callable[[], None]:
        data = writer([p(Grid(tuple(c(row, 0, f"{row}", "둘째 문단") for row in range(rows))))])

        def work() -> None:
            (table,) = read(data).elements
            assert isinstance(table, Table)
            assert len(table.cells) == rows

        return work

    # Ten times the paragraphs; quadratic would be a hundred times.
    assert grows_by(reading(1_500), reading(15_000), within=40) < 40


# ------------------------------------------------------------------------------------------------------------ fixtures

READABLE = ["everything.hwpx", "everything.hwp", "plain.hwp", "distribution.hwp", "really-hwp.hwpx", "really-hwpx.hwp"]
LOCKED = {"password.hwpx": "encrypted", "password.hwp": "encrypted", "drm.hwp": "drm"}


def test_the_fixtures_are_those_of_the_script() -> None:
    assert {path.name for path in FOLDER.iterdir()} == fixtures().keys() == {*READABLE, *LOCKED}
    for name, data in fixtures().items():
        # Not byte by byte: another zlib packs in another way.
        if name in READABLE:
            assert read((FOLDER / name).read_bytes()) == read(data)
        assert len(data) < 50_000


@pytest.mark.parametrize("name", READABLE)
def test_one_document_in_every_container(name: str) -> None:
    document = councildoc.extract(FOLDER / name)

    assert lines(document) == [
        "제305회 서울특별시의회 임시회",
        "Ⅰ. 국제교류를 위한 예산 전용",
        "○ 전용개요",
        "둘째 줄",
        "제3조 금 30,000천원 ",
        "1)각주",
        "(단위 : 천원)",
        "부서|예산현액|감|증|담당관|△1,000|상자",
        "안|1,000",
        "\U000f02b1 사업개요",
    ]
    assert [line.text for line in document.furniture] == ["머리말", "- -"]
    assert document.format == ("hwpx" if name in ("everything.hwpx", "really-hwpx.hwp") else "hwp")


@pytest.mark.parametrize("name", LOCKED)
def test_locked_containers(name: str) -> None:
    with pytest.raises(councildoc.errors.InputError) as caught:
        councildoc.extract(FOLDER / name)
    assert caught.value.code == LOCKED[name]


def test_the_password_opens_the_package() -> None:
    document = councildoc.extract(FOLDER / "password.hwpx", password=PASSWORD_TEXT)

    assert document == councildoc.extract(FOLDER / "everything.hwpx")


@pytest.mark.parametrize("name", ["everything.hwpx", "everything.hwp", "plain.hwp"])
def test_an_independent_reader_understands_our_containers(name: str) -> None:
    """The writers of the tests share our reading of the formats; unhwp does not."""
    with reader("unhwp").parse(str(FOLDER / name)) as result:
        text = result.text

    for words in ("제305회 서울특별시의회 임시회", "국제교류를 위한 예산 전용", "담당관", "△1,000", "사업개요"):
        assert words in text

"""Whole reports over several pages, as two typesetters print them: no row is lost, no table is cut, no title ends early."""

from __future__ import annotations

import pytest

from councildoc import (
    Block,
    Briefing,
    BudgetHead,
    BudgetLine,
    BudgetTable,
    Item,
    Pairs,
    Parsed,
    extract,
    parse,
    same_reading,
)
from councildoc.output.composition import compose
from councildoc.output.pieces import Piece, Role
from locations import FIXTURES
from test_typesetting import HEADER, ROWS, TOTAL, cells, line, report, solid, table, tables
from typesetting import ENGINES, STYLES

SMALL = ["small", "small-once"]
LONG = "증가하는 국제교류 예산 이용과 피해 복구 물품 구입 행사를 위한 사업 추진에 필요한 예산 전용"
SHORT = "국제교류 행사를 위한 예산 전용"
LEADS = (
    None,
    "해외도시의 컨설팅 요청이 증가함에 따라 행사를 마련",
    "컨설팅 요청이 늘어 예산을 전용",
    "해외도시의 컨설팅 요청이 증가함에 따라 우수정책 기업의 해외 진출을 돕는 행사를 마련하고자 사무관리비를 행사운영비로 전용함",
)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def reading(name: str) -> Parsed:
    return parse(FIXTURES / "devset" / name)


def printed(parsed: Parsed, engine: str, style: str) -> Parsed:
    """The reading of what was set from a reading."""
    return parse(ENGINES[engine](compose(parsed.briefings), STYLES[style]))


@pytest.mark.parametrize("style", SMALL)
def test_rows_with_which_two_pages_begin_are_no_header(engine: str, style: str) -> None:
    budget = table(HEADER + ROWS * 12 + TOTAL)
    document = extract(ENGINES[engine](report(budget), STYLES[style]))
    (read,) = tables(document)
    assert cells(read) == cells(budget)
    assert not any("355,000" in note.text for note in document.furniture)


@pytest.mark.parametrize("style", SMALL)
@pytest.mark.parametrize("first", [3, 5])
def test_rows_that_a_merged_cell_moved_to_the_next_page_belong_to_the_table(
    engine: str, style: str, first: int
) -> None:
    def group(name: str, rows: int) -> str:
        more = "| ^ | 운영 | 100-201-03 // 행사운영비 | - | - | 30,000 | 30,000 |\n" * (rows - 1)
        return f"| {name} | 협력 | 110-201-01 // 사무관리비 | 355,000 | 30,000 | - | 325,000 |\n{more}"

    budget = table(HEADER + group("총무과", first) + group("체육과", 7) + group("문화과", 7) + TOTAL)
    (read,) = tables(extract(ENGINES[engine]([Piece(Role.TABLE, budget)], STYLES[style])))
    assert cells(read) == cells(budget)


@pytest.mark.parametrize("style", ["ruled", "narrow", "small", "shaded"])
@pytest.mark.parametrize("title", [LONG, f"{LONG} 및 이용", SHORT])
def test_a_title_goes_on_where_the_margin_broke_it_and_a_lead_is_none_of_it(
    engine: str, style: str, title: str
) -> None:
    for lead in LEADS:
        pieces = [
            line(Role.TITLE, "2021년도 4분기 예산 전용 보고"),
            line(Role.FIELD, "제305회 서울특별시의회 임시회"),
            line(Role.ITEM, f"Ⅰ. {title}", bar=("Ⅰ.", title)),
            *([line(Role.SUMMARY, lead)] if lead else []),
            line(Role.HEADING, "□ 전용사유"),
            line(Role.PARAGRAPH, "○ 해외 진출을 도우며 자료를 만들고 널리 알리고자 함", depth=1),
            Piece(Role.TABLE, table(HEADER + ROWS + TOTAL)),
        ]
        (item,) = parse(ENGINES[engine](pieces, STYLES[style])).briefings[0].items
        assert (solid(item.title or ""), solid(item.summary or "")) == (solid(title), solid(lead or ""))


@pytest.mark.parametrize("style", [*SMALL, "letters"])
def test_two_accounts_at_a_page_break_are_two(engine: str, style: str) -> None:
    whole = reading("T02.hwpx")
    again = printed(whole, engine, style)
    assert same_reading(whole, again)
    assert "cut-cell" not in {finding.code for finding in again.diagnostics}


@pytest.mark.parametrize("style", SMALL)
def test_a_total_that_stands_first_ends_no_table(engine: str, style: str) -> None:
    whole = reading("T04.hwpx")
    assert same_reading(whole, printed(whole, engine, style))


@pytest.mark.parametrize("style", SMALL)
def test_a_dash_at_a_page_break_is_no_part_of_a_name(engine: str, style: str) -> None:
    """A row without department ends the page, one with a department begins the next: the names are two, one of them none."""
    lines = tuple(
        BudgetLine(
            BudgetHead(department="복지교육국" if n % 2 else None, detailed_project="협력", object_name="시설비"), 2, 1
        )
        for n in range(40)
    )
    budget = BudgetTable(1, "(단위 : 원)", Pairs({"before": "예산현액", "decrease": "감"}), lines)
    item = Item(1, "Ⅰ", "가 예산 전용", None, (Block("budget", "□", "예산현황", (budget,)),))
    parsed = parse(ENGINES[engine](compose([Briefing(items=(item,))]), STYLES[style]))
    (read,) = [entry for block in parsed.briefings[0].items[0].blocks for entry in block.body]
    assert isinstance(read, BudgetTable)
    assert [line.head.department for line in read.lines] == [line.head.department for line in lines]


BANDED = (
    "| 부서 | 사업명 | 통계목 | 예산액 | 감 | 증 | 전용후 |\n| {band} | < | < | < | < | < | < |\n",
    "| 건설과 | 도로정비 | 시설비 | 50,000 | 5,000 | - | 45,000 |\n| 건설과 | 도로정비 | 감리비 | 1,000 | - | 5,000 | 6,000 |\n",
    "| 상수도특별회계 | < | < | < | < | < | < |\n",
    "| 수도과 | 관로정비 | 시설비 | 50,000 | 5,000 | - | 45,000 |\n| 수도과 | 관로정비 | 감리비 | 1,000 | - | 5,000 | 6,000 |\n",
)


@pytest.mark.parametrize("style", ["ruled", "open", "small", "small-once"])
@pytest.mark.parametrize("band", ["일반회계", "도로 분야"])
def test_a_row_of_one_cell_belongs_to_its_table(engine: str, style: str, band: str) -> None:
    """Without rules at the sides nothing joins what stands above such a row with what stands below."""
    budget = table("".join(BANDED).format(band=band))
    (read,) = tables(extract(ENGINES[engine]([Piece(Role.TABLE, budget)], STYLES[style])))
    assert cells(read) == cells(budget)


def test_a_heading_between_two_open_tables_is_no_row(engine: str) -> None:
    header, rows, _, more = BANDED
    upper, lower = (table(header.split("\n")[0] + "\n" + body) for body in (rows, more))
    for heading in ("일반회계", "○ 특별회계", "그 밖의 전용"):
        pieces = [Piece(Role.TABLE, upper), line(Role.PARAGRAPH, heading), Piece(Role.TABLE, lower)]
        assert list(map(cells, tables(extract(ENGINES[engine](pieces, STYLES["open"]))))) == [
            cells(upper),
            cells(lower),
        ]

"""Flattened tables of what was spent of a reserve: figures always right, names right or reported, else lines."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from conservation import difference
from councildoc.document import Table
from councildoc.model import Source
from councildoc.parser import parse_document
from flattening import document, recovered
from plain_tables import framed
from spending_tables import STYLES, Spent, cell_by_cell, figures_first, names_first, spendings

ONE_OFFICE_AGAIN = Spent(
    ("부서명", "세부사업", "통계목"),
    ("예비비 결정액", "집행액", "집행잔액"),
    (
        (("도시정비과", "노후 축대\n응급복구", "401-01 시설비"), (120_000, 113_870, 6_130), "2019. 2. 11."),
        (("주택정책과", "한파 피해가구 임시거처\n지원", "301-14 기타보상금"), (18_500, 18_500, 0), "2019. 1. 29."),
    ),
    True,
    "합 계",
)


def cells_of(table: Table) -> list[list[str]]:
    return [[cell.text.replace("\n", " ") if cell else "" for cell in row] for row in table.grid()]


def figures_of(grid: list[list[str]], table: Spent) -> list[list[str]]:
    """The amounts of every row, counted from its end: a header may have been dropped."""
    end = len(grid[0]) - table.dated
    return [row[end - 3 : end] for row in grid]


@pytest.mark.parametrize("style", STYLES)
@given(table=spendings())
def test_figures_are_right_and_names_right_or_reported(style: str, table: Spent) -> None:
    found = recovered(STYLES[style](table))
    for one in found.tables:
        cells = cells_of(one)
        assert figures_of(cells, table) == figures_of(table.expected, table)
        assert cells == table.expected or found.codes == ["name-split-uncertain"]
    assert found.tables or style == "figures first", "a total printed away from its row is not one"


@given(table=spendings())
def test_cell_by_cell_leaves_no_doubt(table: Spent) -> None:
    found = recovered(cell_by_cell(table))
    assert [cells_of(one) for one in found.tables] == [table.expected]
    assert found.codes == []


@pytest.mark.parametrize("flatten", STYLES.values(), ids=STYLES)
def test_the_reserve_of_a_briefing(flatten: Callable[[Spent], str]) -> None:
    (found,) = recovered(flatten(ONE_OFFICE_AGAIN)).tables
    assert cells_of(found) == ONE_OFFICE_AGAIN.expected


def test_only_the_names_of_one_paragraph_are_in_doubt() -> None:
    (finding,) = recovered(names_first(ONE_OFFICE_AGAIN)).findings
    assert finding.code == "name-split-uncertain"
    assert "노후 축대 응급복구 / 한파 피해가구 임시거처 지원" in finding.message


def test_a_dash_before_a_date_is_an_amount() -> None:
    """`- 2019. 1. 29.` is the last money of a row with its date, no bullet."""
    source = names_first(ONE_OFFICE_AGAIN)
    assert "- 2019. 1. 29." in source.split("\n")
    assert len(recovered(source).tables) == 1


def test_a_header_word_cut_behind_its_first_half() -> None:
    cut = figures_first(ONE_OFFICE_AGAIN).replace("예비비 결정액", "예비비\n결정액")
    found = {cell.text: cell for cell in recovered(cut).tables[0].cells}
    assert [place.line for place in found["예비비\n결정액"].where] == [3, 4]


@pytest.mark.parametrize("style", STYLES)
@given(table=spendings(), data=st.data())
def test_a_wrong_figure_leaves_lines(style: str, table: Spent, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(table.rows) - 1))
    column = data.draw(st.integers(0, 2))
    names, values, date = table.rows[row]
    assume(len(table.rows) > 1)
    changed = tuple(value + 1 if n == column else value for n, value in enumerate(values))
    rows = (*table.rows[:row], (names, changed, date), *table.rows[row + 1 :])
    assert recovered(STYLES[style](attrs.evolve(table, rows=rows))).tables == []


@pytest.mark.parametrize("style", STYLES)
@given(table=spendings(), data=st.data())
def test_a_missing_cell_leaves_lines_or_is_reported(style: str, table: Spent, data: st.DataObject) -> None:
    """Without one of its names a table may have a merged cell; without a figure it is none."""
    cells = STYLES[style](table).split("\n\n")
    dropped = data.draw(st.integers(0, len(cells) - 2))
    assume("결정일자" not in cells[dropped] and "2019. " not in cells[dropped])  # a day may be missing
    found = recovered("\n\n".join(cell for n, cell in enumerate(cells) if n != dropped))
    for one in found.tables:
        assert figures_of(cells_of(one), table)[1:] == figures_of(table.expected, table)[1:]
        assert found.codes == ["name-split-uncertain"]


def test_an_empty_cell_is_not_guessed() -> None:
    """20 - 20 = - without its first 20 could be 20 - nothing = 20."""
    text = "예산액\n\n집행액\n\n20\n\n-\n\n20\n\n10\n\n10\n\n부서명\n\n세부사업\n\n도시과\n\n정비\n\n주택과\n\n수리\n\n잔액"
    assert recovered(framed(text)).tables == []


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("line", ["예비비는 다음과 같이 사용함", "재난안전 분야", "○ 예비비 사용 내역"])
def test_text_above_and_below_stays_text(style: str, line: str) -> None:
    source = STYLES[style](ONE_OFFICE_AGAIN)
    above = recovered(source.replace("(단위 : 천원)", f"(단위 : 천원)\n{line}\n"))
    below = recovered(source.replace("\n\n□ 향후계획", f"\n\n{line}\n\n□ 향후계획"))
    for found in (above, below):
        assert line in found.lines


@pytest.mark.parametrize("word", ["집행률", "달성도"])
def test_a_column_that_is_not_known_is_not_taken_for_names(word: str) -> None:
    table = attrs.evolve(ONE_OFFICE_AGAIN, dated=False)
    source = (
        figures_first(table).replace("6,130\n\n301", "6,130\n\n94.9%\n\n301").replace("집행잔액", f"집행잔액\n\n{word}")
    )
    found = recovered(source)
    assert found.tables == []
    assert word in found.lines


def test_an_unknown_header_among_the_names_is_in_doubt() -> None:
    source = figures_first(attrs.evolve(ONE_OFFICE_AGAIN, dated=False)).replace("통계목\n\n", "통계목\n\n추진 배경\n\n")
    found = recovered(source)
    assert "추진 배경" in found.lines or found.codes == ["name-split-uncertain"]


@pytest.mark.parametrize(
    "header", ["잔액 예산액 집행액 부서명 세부사업 통계목", "부서명 세부사업 통계목 잔액 예산액 집행액"]
)
def test_headers_in_another_order_than_the_figures_leave_lines(header: str) -> None:
    """120 - 70 = 50 holds for spent and left either way: their headers have to stand in the order of the figures."""
    rows = "도시과 정비 401-01^시설비 120 70 50 주택과 수리 401-01^시설비 90 60 30 합계 210 130 80"
    cells = f"{header} {rows}".replace(" ", "\n\n").replace("^", " ")
    assert recovered(framed(cells)).tables == []


def test_a_merged_name_is_in_doubt() -> None:
    """One department for both objects, or a cell that was not printed."""
    names = (("도시정비과", "축대 복구", "401-01 시설비"), ("", "임시 거처", "301-14 기타보상금"))
    rows = tuple((own, values, day) for own, (_, values, day) in zip(names, ONE_OFFICE_AGAIN.rows, strict=True))
    found = recovered(cell_by_cell(attrs.evolve(ONE_OFFICE_AGAIN, rows=rows)).replace("\n\n\n\n", "\n\n"))
    assert [row[0] for row in cells_of(found.tables[0])[1:3]] == ["도시정비과", "도시정비과"]
    assert found.codes == ["name-split-uncertain"]


def test_names_that_come_out_even_are_certain() -> None:
    offices = ("도시재생과", "공원녹지과")
    rows = tuple(
        ((office, names[1], names[2]), (20, 10, 10), day)
        for office, (names, _, day) in zip(offices, ONE_OFFICE_AGAIN.rows, strict=True)
    )
    table = attrs.evolve(ONE_OFFICE_AGAIN, rows=rows)
    found = recovered(figures_first(table))
    assert [cells_of(one) for one in found.tables] == [table.expected]
    assert found.codes == []


def test_what_would_be_read_as_a_budget_table_is_none() -> None:
    table = attrs.evolve(ONE_OFFICE_AGAIN, money=("예산액", "사용액", "잔액"))
    for flatten in STYLES.values():
        assert recovered(flatten(table)).tables == []


def test_columns_of_names_are_no_cells_of_a_header() -> None:
    """Three departments, three projects and three rows of figures below 예산액, 집행액 and 잔액."""
    names = (("도시과", "축대\n복구\n공사", ""), ("주택과", "거처 지원", ""), ("공원과", "정비", ""))
    rows = tuple((name[:2], (20, 10, 10), "") for name in names)
    found = recovered(names_first(Spent(("부서명", "세부사업"), ("예산액", "집행액", "잔액"), rows, False, None)))
    assert all(cells_of(one)[0][:3] == ["부서명", "세부사업", "예산액"] for one in found.tables)


@given(table=spendings(), style=st.sampled_from(sorted(STYLES)))
def test_nothing_is_lost_and_nothing_is_moved(table: Spent, style: str) -> None:
    source = document(STYLES[style](table))
    parsed = parse_document(source, Source("x.txt", "text", ""))
    assert difference(source, parsed) == {}
    assert parsed.transfers == ()

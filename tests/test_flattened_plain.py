"""Flattened tables that are no budget tables: those that their sums prove come back, all others stay lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from conservation import difference
from councildoc.document import Table
from councildoc.model import Source
from councildoc.parser import parse_document
from flattening import document, recovered
from plain_tables import PLAIN, STYLES, Plain, by_columns, by_rows, framed, in_lines

OVERVIEW = Plain(
    (
        ("구분", "계", "도시재생과 → 공동체정책과", "주택정책과 → 도시정비과"),
        ("이체 건수", "4건", "2건", "2건"),
        ("이체 금액", "96,400", "54,400", "42,000"),
    )
)
RESERVE = Plain(
    (
        ("부서명", "예비비 결정액", "집행액", "집행잔액"),
        ("도시정비과", "120,000", "113,870", "6,130"),
        ("주택정책과", "18,500", "18,500", "-"),
        ("합 계", "138,500", "132,370", "6,130"),
    )
)


def cells_of(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text.replace("\n", " ") if cell else "" for cell in row) for row in table.grid()]


def turned(table: Plain) -> list[tuple[str, ...]]:
    return list(zip(*table.cells, strict=True))


@pytest.mark.parametrize("style", STYLES)
@given(table=PLAIN)
def test_a_table_comes_back_or_stays_lines(style: str, table: Plain) -> None:
    """Equal figures may leave more than one way to lay them out, and one small sum proves nothing; only where nothing tells rows from columns they may have
    changed places, and that is said."""
    found = recovered(STYLES[style](table))
    figures = [cell for row in table.cells[1:] for cell in row[1:]]
    if not found.tables:
        assert len(set(figures)) < len(figures) or len(table.cells[0]) == 2
        return
    (cells,) = map(cells_of, found.tables)
    assert cells == list(table.cells) or (found.codes == ["name-split-uncertain"] and cells == turned(table))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("table", [OVERVIEW, RESERVE], ids=["overview", "reserve"])
def test_both_kinds_in_every_order(style: str, table: Plain) -> None:
    (found,) = recovered(STYLES[style](table)).tables
    assert cells_of(found) == list(table.cells)
    assert found.recovered


@pytest.mark.parametrize("style", STYLES)
@given(table=PLAIN, data=st.data())
def test_a_wrong_digit_leaves_lines(style: str, table: Plain, data: st.DataObject) -> None:
    """A figure counts in some sum of every such table."""
    row = data.draw(st.integers(1, table.height - 1))
    column = data.draw(st.integers(1, len(table.cells[0]) - 1))
    cell = table.cells[row][column]
    place = data.draw(st.sampled_from([n for n, char in enumerate(cell) if char.isdigit()] or [0]))
    digit = data.draw(st.sampled_from("123456789"))
    assume(cell[place] != digit and cell != "-")
    changed = [list(cells) for cells in table.cells]
    changed[row][column] = cell[:place] + digit + cell[place + 1 :]
    source = STYLES[style](Plain(tuple(map(tuple, changed))))
    found = recovered(source)
    assert found.tables == []
    assert found.lines == [line for line in source.split("\n") if line.strip()]


@pytest.mark.parametrize("style", STYLES)
@given(table=PLAIN, data=st.data())
def test_a_missing_cell_leaves_lines(style: str, table: Plain, data: st.DataObject) -> None:
    cells = [line for line in STYLES[style](table).replace("\t", "\n").replace("  ", "\n").split("\n") if line.strip()]
    dropped = data.draw(st.integers(2, len(cells) - 2))
    found = recovered("\n\n".join(cell for n, cell in enumerate(cells) if n != dropped))
    assert found.tables == []


def test_two_ways_that_both_add_up_are_no_way() -> None:
    """Names first, then the figures: row by row and column by column the sums hold."""
    text = framed(
        "부서명\n\n건수\n\n인원\n\n금액\n\n도시과\n\n주택과\n\n합계\n\n1\n\n1\n\n1\n\n1\n\n1\n\n1\n\n2\n\n2\n\n2"
    )
    assert (
        len(recovered(text.replace("1\n\n1\n\n1\n\n1\n\n1\n\n1\n\n2\n\n2\n\n2", "1 2 3\n\n4 5 6\n\n5 7 9")).tables) == 1
    )
    both = text.replace("1\n\n1\n\n1\n\n1\n\n1\n\n1\n\n2\n\n2\n\n2", "\n\n".join("112112224"))
    assert recovered(both).tables == []


def test_rows_and_columns_that_nothing_tells_apart_are_reported() -> None:
    found = recovered(by_rows(OVERVIEW))
    assert cells_of(found.tables[0]) == list(OVERVIEW.cells)
    assert found.codes == ["name-split-uncertain"]
    assert "이체 건수" in found.findings[0].message


@pytest.mark.parametrize("flatten", [by_columns, in_lines])
def test_lines_that_tell_rows_from_columns_leave_no_doubt(flatten: Callable[[Plain], str]) -> None:
    found = recovered(flatten(OVERVIEW))
    assert cells_of(found.tables[0]) == list(OVERVIEW.cells)
    assert found.codes == []


def test_every_cell_has_the_place_of_its_lines() -> None:
    cells = {cell.text: cell for cell in recovered(by_rows(RESERVE)).tables[0].cells}
    assert [place.line for place in cells["집행잔액"].where] == [9]
    assert [place.line for place in cells["113,870"].where] == [15]


def test_a_header_word_cut_into_its_letters() -> None:
    cut = by_rows(OVERVIEW).replace("구분", "구\n\n분")
    (found,) = recovered(cut).tables
    first = found.cells[0]
    assert (first.text, [place.line for place in first.where]) == ("구\n분", [3, 5])


def test_several_columns_of_names_and_a_share() -> None:
    rows = (
        ("부서명", "세부사업", "예산액", "집행액", "잔액", "집행률", "비고"),
        ("도시과", "노후 축대", "100", "60", "40", "60%", "완료"),
        ("주택과", "임시 거처", "200", "50", "150", "25%", "추진 중"),
    )
    text = framed("\n\n".join((*(cell for row in rows for cell in row), "합계", "300", "110", "190", "36.7%")))
    found = recovered(text)
    total = ("합계", "합계", "300", "110", "190", "36.7%", "")
    assert [cells_of(one) for one in found.tables] == [[*rows, total]]
    assert found.codes == []


def test_subtotals_sum_the_rows_beside_them() -> None:
    rows = (
        ("회계", "건수", "금액"),
        ("일반회계", "2건", "54,400"),
        ("특별회계", "1건", "100"),
        ("소계", "3건", "54,500"),
        ("재난기금", "2건", "42,000"),
        ("양성평등기금", "2건", "2,000"),
        ("소계", "4건", "44,000"),
        ("합계", "7건", "98,500"),
    )
    assert [cells_of(one) for one in recovered(by_rows(Plain(rows))).tables] == [list(rows)]
    wrong = by_rows(Plain(rows)).replace("44,000", "44,100")
    assert recovered(wrong).tables == []


def test_a_change_of_budgets_by_account() -> None:
    rows = (
        ("구분", "당초예산", "변경예산", "증감"),
        ("일반회계", "100", "120", "20"),
        ("특별회계", "50", "40", "△10"),
        ("계", "150", "160", "10"),
    )
    assert [cells_of(one) for one in recovered(in_lines(Plain(rows))).tables] == [list(rows)]


def test_figures_that_count_different_things_are_no_sum() -> None:
    """4건 is not the sum of 2건 and 2명."""
    assert recovered(by_rows(OVERVIEW).replace("2건\n\n2건", "2건\n\n2명")).tables == []


def test_a_figure_that_no_sum_covers_leaves_lines() -> None:
    """The column of 건수 is summed nowhere."""
    rows = (
        ("부서명", "건수", "예산액", "집행액", "잔액"),
        ("도시과", "3건", "9", "5", "4"),
        ("주택과", "2건", "8", "2", "6"),
    )
    assert recovered(in_lines(Plain(rows))).tables == []


@pytest.mark.parametrize(
    "line",
    [
        "○ 이체 내역은 다음과 같음",
        "이체 내역은 다음과 같음",
        "1. 총괄",
        "위 금액은 2019년도 본예산에 편성된 금액을 기준으로 산정하였으며 변경될 수 있음",
    ],
)
def test_prose_is_not_taken_into_a_table(line: str) -> None:
    for text in (by_rows(OVERVIEW), in_lines(RESERVE)):
        before = recovered(text.replace("(단위 : 천원)", f"(단위 : 천원)\n\n{line}"))
        behind = recovered(text.replace("\n\n□ 향후계획", f"\n\n{line}\n\n□ 향후계획"))
        for found in (before, behind):
            assert line in found.lines
            assert all(line not in cell.text for table in found.tables for cell in table.cells)


@pytest.mark.parametrize(
    "cells", ["가 나 다 라", "가 나 다 합계", "1 2 3 4", "구분", "합계 합계 합계 1 2 3", "가 1 나 2 합계 3 다"]
)
def test_runs_that_are_no_table_at_all(cells: str) -> None:
    for gap in ("\n\n", "\n", "\t"):
        text = gap.join(cells.split() * 3)
        assert recovered(text).lines == [line for line in text.split("\n") if line]


def test_cells_below_the_next_heading_are_not_moved_over_it() -> None:
    found = recovered(
        "■ 총괄\n\n구    분\n이체 건수\n이체 금액\n\n계\n\n4건\n96,400\n\n■ 예산현황\n\n가과\n\n나과\n\n2건\n54,400\n\n2건\n42,000\n"
    )
    assert found.tables == []


def test_a_table_that_moves_money_is_none_of_these() -> None:
    """Read as a budget table it would make a transfer; whether it is one is decided elsewhere."""
    rows = (
        "부서명\t세부사업\t예산액\t전용액\t건수",
        "도시과\t가\t9\t4\t5건",
        "주택과\t나\t8\t13\t6건",
        "합계\t17\t17\t11건",
    )
    text = framed("\n".join(rows))
    assert recovered(text).tables == []
    assert len(recovered(text.replace("전용액", "부담액")).tables) == 1


def test_a_header_line_of_unknown_words_is_not_cut_at_its_blanks() -> None:
    rows = "도시과 2 1,400\n주택과 3 2,600\n합계 5 4,000"
    assert recovered(framed(f"서울 남부 북부\n{rows}")).tables == []
    assert len(recovered(framed(f"구분 남부 북부\n{rows}")).tables) == 1


def test_words_of_a_header_above_columns_and_before_rows_leave_lines() -> None:
    """The second header and the first department would head the figures of two rows."""
    cells = "부서명 건수 도시과 예산액 집행액 잔액 20 30 10 10 10 20"
    assert recovered(framed(cells.replace(" ", "\n\n"))).tables == []


def test_figures_before_their_names_leave_lines() -> None:
    cells = "부서명 건수 금액 2건 5,400 도시과 1건 4,200 주택과 3건 9,600 합계"
    assert recovered(framed(cells.replace(" ", "\n\n"))).tables == []


@pytest.mark.parametrize(
    ("printed", "shown"),
    [("2건\n\n이체 금액", "2건\n이체 금액"), ("구분\n\n계\n\n도시", "구분\n계\n\n도시")],
    ids=["neither beside nor below", "rows and columns"],
)
def test_lines_that_show_another_table_than_the_sums(printed: str, shown: str) -> None:
    """Cells below one another stand in one column: the last cell of a row and the first of the next do not; nor do two of
    a header whose rows are lines."""
    table = Plain((*OVERVIEW.cells[:1], *((row[0], row[1], f"{row[2]}  {row[3]}") for row in OVERVIEW.cells[1:])))
    source = by_rows(table if "구분" in printed else OVERVIEW)
    assert len(recovered(source).tables) == 1
    assert recovered(source.replace(printed, shown)).tables == []


@pytest.mark.parametrize("figures", ["20 10 10 30 10 20", "20 30 10 10 10 20"])
def test_paragraphs_of_names_are_not_taken_for_headers(figures: str) -> None:
    """Two columns of names, only one of them headed, and three of figures: the sums hold whatever stands above them."""
    names = "세부사업\n\n도시과\n주택과\n\n노후 축대\n응급복구\n하천 제방\n보수"
    found = recovered(framed(f"{names}\n\n" + f"예산액 집행액 잔액 {figures}".replace(" ", "\n\n")))
    assert all(cells_of(one)[0] == ("세부사업", "예산액", "집행액", "잔액") for one in found.tables)
    assert found.codes == ["name-split-uncertain"] * len(found.tables)


@given(table=PLAIN, style=st.sampled_from(sorted(STYLES)))
def test_nothing_is_lost_and_nothing_is_moved(table: Plain, style: str) -> None:
    source = document(STYLES[style](table))
    parsed = parse_document(source, Source("x.txt", "text", ""))
    assert difference(source, parsed) == {}
    assert parsed.transfers == ()

"""Rows of a table that are no budget object: totals and subtotals, blank rows, notes; and rows without prior budget."""

from __future__ import annotations

import pytest

from table_reports import (
    FROM,
    GIVES,
    HEADER,
    MOVE,
    MOVED,
    PARK_ROWS,
    PARKS,
    SUMS,
    TAKES,
    TOTAL,
    budget_table,
    drawn,
    findings,
    is_the_move,
    rows,
    sums,
    transfers,
)


@pytest.mark.point(71)
@pytest.mark.parametrize("label", ["총 계", "총계", "합계", "합 계", "계", "총  계", "합계(2건)", "계(2건)", "누계"])
@pytest.mark.parametrize("place", ["above", "below"])
def test_labels_of_a_total(label: str, place: str) -> None:
    total = SUMS.replace("합계", label)
    table = HEADER + (total + GIVES + TAKES if place == "above" else GIVES + TAKES + total)

    is_the_move(table)
    assert sums(drawn(table)) == [f"{' '.join(label.split())} | {TOTAL}"]


@pytest.mark.point(71)
def test_no_total_row() -> None:
    parsed = drawn(HEADER + GIVES + TAKES)

    assert budget_table(parsed).total is None
    assert sums(parsed) == []
    assert findings(parsed) == []


@pytest.mark.point(71)
@pytest.mark.parametrize("label", ["소계", "소 계", "부서계", "과 계", "청소과 소계"])
def test_subtotals_of_departments(label: str) -> None:
    parsed = drawn(
        HEADER
        + GIVES
        + TAKES
        + f"| {label} | < | < | 5,000 | 1,000 | 1,000 | 5,000 |\n"
        + PARKS
        + f"| {label.replace('청소과', '공원과')} | < | < | 2,100 | 200 | 200 | 2,100 |\n"
        + "| 총 계 | < | < | 7,100 | 1,200 | 1,200 | 7,100 |\n"
    )

    assert rows(parsed) == [*MOVE, *PARK_ROWS]
    assert sums(parsed) == [
        f"{label} | {TOTAL}",
        f"{label.replace('청소과', '공원과')} | 2,100,000 200,000 200,000 2,100,000",
        "총 계 | 7,100,000 1,200,000 1,200,000 7,100,000",
    ]
    assert [code for code in findings(parsed) if code != "amount-mismatch"] == []


@pytest.mark.point(71)
def test_nested_subtotals() -> None:
    parsed = drawn(
        HEADER
        + GIVES
        + TAKES
        + "| ^ | 소계 | < | 5,000 | 1,000 | 1,000 | 5,000 |\n"
        + "| 청소과 | 골목 정비 | 201-02 공공운영비 | 900 | 50 | - | 850 |\n"
        + "| ^ | ^ | 206-01 재료비 | - | - | 50 | 50 |\n"
        + "| ^ | 소계 | < | 900 | 50 | 50 | 900 |\n"
        + "| 청소과 계 | < | < | 5,900 | 1,050 | 1,050 | 5,900 |\n"
        + PARKS
        + "| 공원과 계 | < | < | 2,100 | 200 | 200 | 2,100 |\n"
        + "| 총 계 | < | < | 8,000 | 1,250 | 1,250 | 8,000 |\n"
    )

    assert len(rows(parsed)) == 6
    assert sums(parsed) == [
        f"소계 | {TOTAL}",
        "소계 | 900,000 50,000 50,000 900,000",
        "청소과 계 | 5,900,000 1,050,000 1,050,000 5,900,000",
        "공원과 계 | 2,100,000 200,000 200,000 2,100,000",
        "총 계 | 8,000,000 1,250,000 1,250,000 8,000,000",
    ]
    assert [code for code in findings(parsed) if code != "amount-mismatch"] == []


@pytest.mark.point(72)
@pytest.mark.parametrize(
    ("total", "read"),
    [
        ("| 합계 | < | < | | 1,000 | 1,000 | |", "합계 | · 1,000,000 1,000,000 ·"),
        ("| 합계 | < | < | 5,000 | - | - | 5,000 |", None),
        ("| 합계 | < | < | 5,000 | | | 5,000 |", None),
        ("| 합계 | < | < | 5,000 | 0 | < | 5,000 |", "합계 | 5,000,000 · · 5,000,000"),
        ("| 합계 | 5,000 | 1,000 | 1,000 | 5,000 |", f"합계 | {TOTAL}"),
        ("| 합계 | < | < | 5,000 | 1,000 | 1,000 |", "합계 | 5,000,000 1,000,000 1,000,000 ·"),
    ],
    ids=["only the changes", "dashes", "blank changes", "one figure over 감 and 증", "cells before it lost", "the last cell lost"],
)  # fmt: skip
def test_a_total_with_fewer_numbers(total: str, read: str | None) -> None:
    parsed = drawn(HEADER + GIVES + TAKES + total)

    assert rows(parsed) == MOVE
    if read is not None:
        assert sums(parsed) == [read]
        assert findings(parsed) == []
    else:  # a dash is a sum of nothing, and that is wrong
        assert set(findings(parsed)) <= {"total-mismatch"}


@pytest.mark.point(72)
def test_a_total_whose_numbers_cannot_be_placed_is_reported() -> None:
    parsed = drawn(HEADER + GIVES + TAKES + "| 합계 | 5,000 | 1,000 |")

    assert rows(parsed) == MOVE
    assert sums(parsed) == ["합계 | · · · ·"]
    assert findings(parsed) == ["garbled-text"]


@pytest.mark.point(72)
def test_a_figure_over_two_amounts_of_a_line_is_reported() -> None:
    parsed = drawn(HEADER + "| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 | 1,000 | < | 4,000 |\n" + TAKES)

    assert rows(parsed)[0] == "청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000,000 · · 4,000,000"
    assert "garbled-text" in findings(parsed)


@pytest.mark.point(73)
@pytest.mark.parametrize(
    ("before", "decrease", "read"),
    [("-", "-", "· ·"), ("", "", "· ·"), ("0", "-", "0 ·"), ("-", "0", "· 0"), ("―", "－", "· ·")],
)
def test_a_row_without_prior_budget(before: str, decrease: str, read: str) -> None:
    parsed = drawn(
        HEADER + GIVES + f"| 청소과 | 쉼터 운영(신규) | 201-03 행사운영비 | {before} | {decrease} | 1,000 | 1,000 |\n"
    )

    assert rows(parsed) == [FROM, f"청소과 | 쉼터 운영(신규) | 201-03 행사운영비 | {read} 1,000,000 1,000,000"]
    assert findings(parsed) == []
    assert transfers(parsed) == MOVED


@pytest.mark.point(64)
@pytest.mark.parametrize(
    "between",
    [
        "| | | | | | | |\n",
        "| ※ 낙찰차액 활용 | < | < | < | < | < | < |\n",
        "| ※ 낙찰차액 활용 | | | | | | |\n",
        "| (계속) | < | < | < | < | < | < |\n",
        HEADER,
        "| - 1 - | < | < | < | < | < | < |\n",
    ],
    ids=["blank row", "note", "note in the first cell", "mark", "header again", "page number"],
)
@pytest.mark.parametrize(
    "taking", [TAKES, "| | | 201-03 행사운영비 | - | - | 1,000 | 1,000 |\n"], ids=["printed", "blank"]
)
def test_rows_that_are_no_lines(between: str, taking: str) -> None:
    is_the_move(HEADER + GIVES + between + taking + between + SUMS)


@pytest.mark.point(64)
def test_a_header_of_two_lines_again_in_the_middle() -> None:
    header = "| 부서 | 세부사업 | 통계목 | 예산현액 | 증감 | < | 전용 후 |\n| ^ | ^ | ^ | ^ | 감 | 증 | ^ |\n"

    is_the_move(header + GIVES + header + TAKES)


@pytest.mark.point(71)
@pytest.mark.parametrize(
    ("table", "label"),
    [
        ("| 청소과 | < | < | 5,000 | 1,000 | 1,000 | 5,000 |\n" + GIVES + TAKES, "청소과"),
        ("| 청소과 | < | < | 5,000 | 1,000 | 1,000 | 5,000 |\n" + (GIVES + TAKES).replace("청소과", ""), "청소과"),
        ("| 청소과 | 쉼터 운영 | | 5,000 | 1,000 | 1,000 | 5,000 |\n" + (GIVES + TAKES).replace("청소과 | 쉼터 운영", " | "), "쉼터 운영"),
        (GIVES + TAKES + "| 청소과 | < | < | 5,000 | 1,000 | 1,000 | 5,000 |\n", "청소과"),
    ],
    ids=["department above", "department above blank names", "project above blank names", "department below"],
)  # fmt: skip
def test_rows_that_sum_a_group_under_its_name(table: str, label: str) -> None:
    is_the_move(HEADER + table)
    assert sums(drawn(HEADER + table)) == [f"{label} | {TOTAL}"]


@pytest.mark.point(71)
def test_sums_of_departments_over_sums_of_projects() -> None:
    parsed = drawn(
        HEADER
        + "| 총 계 | < | < | 7,100 | 1,200 | 1,200 | 7,100 |\n"
        + "| 청소과 | < | < | 5,000 | 1,000 | 1,000 | 5,000 |\n"
        + "| | 쉼터 운영 | < | 5,000 | 1,000 | 1,000 | 5,000 |\n"
        + "| | | 201-01 사무관리비 | 5,000 | 1,000 | - | 4,000 |\n"
        + "| | | 201-03 행사운영비 | - | - | 1,000 | 1,000 |\n"
        + "| 공원과 | < | < | 2,100 | 200 | 200 | 2,100 |\n"
        + "| | 나무 심기 | < | 2,100 | 200 | 200 | 2,100 |\n"
        + "| | | 206-01 재료비 | 2,000 | 200 | - | 1,800 |\n"
        + "| | | 201-01 사무관리비 | 100 | - | 200 | 300 |\n"
    )

    assert rows(parsed) == [*MOVE, *PARK_ROWS]
    assert [row.split(" | ")[0] for row in sums(parsed)] == ["청소과", "쉼터 운영", "공원과", "나무 심기", "총 계"]
    assert [code for code in findings(parsed) if code != "amount-mismatch"] == []


@pytest.mark.point(71)
def test_a_row_without_an_object_that_sums_nothing_is_a_line() -> None:
    parsed = drawn(HEADER + "| 청소과 | 쉼터 운영 | | 5,000 | 1,000 | - | 4,000 |\n" + TAKES)

    assert rows(parsed)[0] == "청소과 | 쉼터 운영 | 5,000,000 1,000,000 · 4,000,000"
    assert sums(parsed) == []


@pytest.mark.point(72)
def test_a_row_that_has_lost_cells_is_reported_not_read() -> None:
    parsed = drawn(HEADER + GIVES + "| 201-03 행사운영비 | - | - | 1,000 | 1,000 |\n" + SUMS)

    assert rows(parsed) == MOVE[:1]
    assert findings(parsed)[0] == "garbled-text"


@pytest.mark.point(66, 72)
def test_two_objects_in_one_row_are_reported() -> None:
    parsed = drawn(
        HEADER + "| 청소과 | 쉼터 운영 | 201-01 사무관리비//201-03 행사운영비 | 5,000//2,000 | 1,000//- | -//1,000 | 4,000//3,000 |\n"
    )  # fmt: skip

    assert [row.split(" | ")[-1] for row in rows(parsed)] == ["· · · ·"]
    assert findings(parsed).count("garbled-text") == 4
    assert parsed.transfers == () or all(not move.sources for move in parsed.transfers)

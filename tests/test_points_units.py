"""The unit of a table, wherever it is printed: the same two lines are read. Where it is not printed, or twice, that is said."""

from __future__ import annotations

import pytest

from table_reports import (
    GIVES,
    HEADER,
    TAKES,
    TOTAL,
    UNIT,
    budget_table,
    drawn,
    findings,
    is_the_move,
    rows,
    sums,
)

LINES = GIVES + TAKES


@pytest.mark.point(63, 53)
@pytest.mark.parametrize(
    ("unit", "table"),
    [
        (UNIT, HEADER + LINES),
        ("(단위:천원)\n", HEADER + LINES),
        ("", HEADER.replace("예산현액", "예산현액//(단위: 천원)") + LINES),
        ("", HEADER.replace("예산현액", "예산현액(천원)").replace("감 |", "감(천원) |") + LINES),
        ("", "| (단위 : 천원) | < | < | < | < | < | < |\n" + HEADER + LINES),
        ("", HEADER + "| | | | (천원) | (천원) | (천원) | (천원) |\n" + LINES),
        ("", HEADER + "| | | | 천원 | 천원 | 천원 | 천원 |\n" + LINES),
        ("(단위 : 원)\n", HEADER + LINES.replace(",000", ",000,000")),
        ("(단위 : 백만원)\n", HEADER + LINES.replace(",000", "")),
        ("", HEADER + LINES.replace(",000", ",000천원")),
        ("", HEADER + LINES.replace("5,000", "5백만원").replace("4,000", "4,000,000원").replace("1,000", "100만원")),
        ("(단위 : 백만원)\n", HEADER + LINES.replace(",000", ",000천원")),
    ],
    ids=[
        "caption", "caption without blanks", "header cell", "each header cell", "a cell over the table", "row below the header",
        "row of bare units", "won", "millions", "in the numbers", "different units in the numbers", "the number wins",
    ],
)  # fmt: skip
def test_where_the_unit_stands(unit: str, table: str) -> None:
    is_the_move(table, unit=unit)


@pytest.mark.point(53)
@pytest.mark.parametrize("unit", ["", "(단위 : 백만원)\n"])
def test_columns_in_different_units(unit: str) -> None:
    before, after = ("예산현액", "전용 후") if unit else ("예산현액(백만원)", "전용 후(백만원)")
    table = f"""
| 부서 | 세부사업 | 통계목 | {before} | 감(천원) | 증(천원) | {after} |
| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5 | 1,000 | - | 4 |
| ^ | ^ | 201-03 행사운영비 | - | - | 1,000 | 1 |
| 합계 | < | < | 5 | 1,000 | 1,000 | 5 |
"""

    is_the_move(table, unit=unit)
    assert sums(drawn(table, unit=unit)) == [f"합계 | {TOTAL}"]
    assert budget_table(drawn(table, unit=unit)).unit == 1000


@pytest.mark.point(53)
def test_units_that_the_rows_do_not_prove_are_a_conflict() -> None:
    parsed = drawn(
        """
| 부서 | 세부사업 | 통계목 | 예산현액(백만원) | 감(천원) | 증(천원) | 전용 후(백만원) |
| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5 | 1,000 | - | 3 |
| ^ | ^ | 201-03 행사운영비 | - | - | 1,000 | 1 |
""",
        unit="",
    )

    assert "unit-conflict" in findings(parsed)


@pytest.mark.point(63, 53)
def test_the_unit_below_the_lines() -> None:
    is_the_move(HEADER + LINES + "| (단위 : 천원) | < | < | < | < | < | < |\n", unit="")


@pytest.mark.point(53)
def test_no_unit_anywhere() -> None:
    parsed = drawn(HEADER + LINES.replace("1,000", "700").replace("4,000", "4,300"), unit="")

    assert "unit-missing" in findings(parsed)
    assert [row.split(" | ")[-1] for row in rows(parsed)] == ["· · · ·"] * 2

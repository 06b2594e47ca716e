"""One move of money in the layouts that tables have: whatever the layout, the same two lines are read, and nothing is found."""

from __future__ import annotations

import pytest

from councildoc import BudgetTable
from table_reports import (
    GIVES,
    HEADER,
    MOVE,
    MOVED,
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

LINES = GIVES + TAKES


@pytest.mark.point(69)
@pytest.mark.parametrize(
    "before", ["예산현액", "예산액", "기정액", "당초예산", "본예산", "현계", "기 정 예 산 액", "배정액"]
)
@pytest.mark.parametrize(
    "after", ["전용 후", "전용 후 예산현액", "변경 후", "조정 후 예산액", "변경예산액", "최종예산", "경정예산"]
)
def test_names_of_the_stages(before: str, after: str) -> None:
    table = HEADER.replace("예산현액", before).replace("전용 후", after) + LINES

    is_the_move(table)
    assert dict(budget_table(drawn(table)).columns) == {
        "before": before.replace(" ", "") if "기 정" in before else before,
        "decrease": "감",
        "increase": "증",
        "after": after,
    }


@pytest.mark.point(69)
@pytest.mark.parametrize(
    ("decrease", "increase"),
    [
        ("감", "증"), ("감액", "증액"), ("감(△)", "증(+)"), ("감 액", "증 액"), ("전용감", "전용증"), ("감소액", "증가액"), ("△", "(+)"),
        ("감액(-)", "증액(+)"), ("감추경", "증추경"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("order", ["감 before 증", "증 before 감"])
def test_names_and_order_of_the_changes(decrease: str, increase: str, order: str) -> None:
    if order == "감 before 증":
        table = HEADER.replace("| 감 | 증 |", f"| {decrease} | {increase} |") + LINES
    else:
        table = (
            HEADER.replace("| 감 | 증 |", f"| {increase} | {decrease} |")
            + "| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 | - | 1,000 | 4,000 |\n"
            + "| 청소과 | 쉼터 운영 | 201-03 행사운영비 | - | 1,000 | - | 1,000 |\n"
        )

    is_the_move(table)


@pytest.mark.point(69)
@pytest.mark.parametrize(
    "title", ["증감", "증감액", "증△감", "증감내역", "비교증감", "과부족", "전용액", "증·감액", "변경금액", "증감(△)"]
)
@pytest.mark.parametrize("minus", ["△1,000", "▲1,000", "-1,000", "−1,000", "(1,000)", "△ 1,000"])
def test_one_signed_column(title: str, minus: str) -> None:
    table = f"""
| 부서 | 세부사업 | 통계목 | 예산현액 | {title} | 전용 후 |
| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 | {minus} | 4,000 |
| ^ | ^ | 201-03 행사운영비 | - | 1,000 | 1,000 |
| 합계 | < | < | 5,000 | 0 | 5,000 |
"""

    is_the_move(table)
    assert sums(drawn(table)) == ["합계 | 5,000,000 · · 5,000,000"]


@pytest.mark.point(69, 76)
def test_a_remark_beside_the_amounts() -> None:
    parsed = drawn(
        HEADER.replace("전용 후 |", "전용 후 | 비고 |") + LINES.replace("4,000 |", "4,000 | 집행잔액 |").replace("1,000 | 1,000 |", "1,000 | 1,000 | |")
    )  # fmt: skip

    assert rows(parsed) == [f"{MOVE[0]} | 비고=집행잔액", MOVE[1]]
    assert findings(parsed) == []


@pytest.mark.point(70)
@pytest.mark.parametrize(
    "table",
    [
        """
| 부서 | 세부사업 | 통계목 | 기정 | 변경 |
| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 | 4,000 |
| ^ | ^ | 201-03 행사운영비 | - | 1,000 |
""",
        """
| 부서 | 세부사업 | 통계목 | 당초예산액 | 변경예산액 |
| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 | 4,000 |
| ^ | ^ | 201-03 행사운영비 | - | 1,000 |
""",
        """
| 부서 | 세부사업 | 통계목 | 예산액 | < |
| ^ | ^ | ^ | 전용 전 | 전용 후 |
| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 | 4,000 |
| ^ | ^ | 201-03 행사운영비 | - | 1,000 |
""",
        """
| 부서 | 세부사업 | 통계목 | 예산액 | 변경 |
| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 | 4,000 |
| ^ | ^ | 201-03 행사운영비 | - | 1,000 |
""",
        """
| 부서 | 세부사업 | 통계목 | 기정액 | 변경액 |
| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 | 4,000 |
| ^ | ^ | 201-03 행사운영비 | - | 1,000 |
| 합계 | < | < | 5,000 | 5,000 |
""",
        """
| 부서 | 세부사업 | 통계목 | 구분 | 예산액 |
| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 전용 전 | 5,000 |
| ^ | ^ | ^ | 전용 후 | 4,000 |
| ^ | ^ | 201-03 행사운영비 | 전용 전 | - |
| ^ | ^ | ^ | 전용 후 | 1,000 |
""",
        """
| 구분 | 부서 | 세부사업 | 통계목 | 예산액 |
| 당초 | 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 |
| 변경 | 청소과 | 쉼터 운영 | 201-01 사무관리비 | 4,000 |
| 당초 | 청소과 | 쉼터 운영 | 201-03 행사운영비 | - |
| 변경 | 청소과 | 쉼터 운영 | 201-03 행사운영비 | 1,000 |
""",
        """
| 구분 | 부서 | 세부사업 | 통계목 | 예산액 |
| 당초 | 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 |
| ^ | ^ | ^ | 201-03 행사운영비 | - |
| 변경 | 청소과 | 쉼터 운영 | 201-01 사무관리비 | 4,000 |
| ^ | ^ | ^ | 201-03 행사운영비 | 1,000 |
""",
        """
| 구분 | 부서 | 세부사업 | 통계목 | 예산액 |
| 기정 | 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 |
| ^ | ^ | ^ | 201-03 행사운영비 | - |
| 변경 | 청소과 | 쉼터 운영 | 201-03 행사운영비 | 1,000 |
| ^ | ^ | ^ | 201-01 사무관리비 | 4,000 |
""",
    ],
    ids=[
        "기정 and 변경", "당초예산액 and 변경예산액", "전용 전 and 전용 후 under 예산액", "예산액 and 변경", "기정액 and 변경액", "rows 전용 전 and 전용 후",
        "rows 당초 and 변경", "당초 rows above 변경 rows", "변경 rows in another order",
    ],
)  # fmt: skip
def test_two_stages_without_a_change(table: str) -> None:
    parsed = drawn(table)

    assert rows(parsed) == [
        row.replace(" 1,000,000 · ", " · · ").replace(" 1,000,000 1,000,000", " · 1,000,000") for row in MOVE
    ]
    assert findings(parsed) == []
    assert transfers(parsed) == MOVED


@pytest.mark.point(70)
@pytest.mark.parametrize(
    "total",
    [
        "| 합계 | < | < | 당초 | 5,000 |\n| ^ | < | < | 변경 | 5,000 |",
        "| 합계 | < | < | 당초 | 5,000 |\n| 합계 | < | < | 변경 | 5,000 |",
    ],
)
def test_the_total_of_two_stages_in_rows(total: str) -> None:
    parsed = drawn(f"""
| 부서 | 세부사업 | 통계목 | 구분 | 예산액 |
| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 당초 | 5,000 |
| ^ | ^ | ^ | 변경 | 4,000 |
| ^ | ^ | 201-03 행사운영비 | 당초 | 0 |
| ^ | ^ | ^ | 변경 | 1,000 |
{total}
""")

    assert rows(parsed)[1].endswith("| 0 · · 1,000,000")
    assert sums(parsed) == ["합계 | 5,000,000 · · 5,000,000"]
    assert findings(parsed) == []


@pytest.mark.point(70, 71)
def test_sums_of_two_stages_one_below_the_other() -> None:
    parsed = drawn("""
| 구분 | 부서 | 세부사업 | 통계목 | 예산액 |
| 당초 | 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 |
| ^ | ^ | ^ | 201-03 행사운영비 | 0 |
| ^ | 소계 | < | < | 5,000 |
| ^ | 합계 | < | < | 5,000 |
| 변경 | 청소과 | 쉼터 운영 | 201-01 사무관리비 | 4,000 |
| ^ | ^ | ^ | 201-03 행사운영비 | 1,000 |
| ^ | 소계 | < | < | 5,000 |
| ^ | 합계 | < | < | 5,000 |
""")

    assert [row.split(" | ")[-1] for row in rows(parsed)] == ["5,000,000 · · 4,000,000", "0 · · 1,000,000"]
    assert sums(parsed) == ["소계 | 5,000,000 · · 5,000,000", "합계 | 5,000,000 · · 5,000,000"]
    assert findings(parsed) == []


@pytest.mark.point(70)
def test_stages_whose_rows_are_no_pairs_are_not_paired() -> None:
    parsed = drawn("""
| 부서 | 세부사업 | 통계목 | 구분 | 예산액 |
| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 당초 | 5,000 |
| ^ | ^ | 201-03 행사운영비 | 변경 | 1,000 |
""")

    assert rows(parsed) == [
        "청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000,000 · · ·",
        "청소과 | 쉼터 운영 | 201-03 행사운영비 | · · · 1,000,000",
    ]


@pytest.mark.point(70)
def test_three_rows_for_an_object_stay_a_table() -> None:
    parsed = drawn("""
| 부서 | 세부사업 | 통계목 | 구분 | 예산액 |
| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 당초 | 5,000 |
| ^ | ^ | ^ | 변경 | 4,000 |
| ^ | ^ | ^ | 증감 | △1,000 |
""")

    (table,) = parsed.briefings[0].items[0].blocks[-1].body
    assert not isinstance(table, BudgetTable)


@pytest.mark.point(70)
@pytest.mark.parametrize("sign", ["△", "-"])
def test_a_sign_makes_the_later_stage_a_change(sign: str) -> None:
    parsed = drawn(f"""
| 부서 | 세부사업 | 통계목 | 예산액 | 변경 |
| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 | {sign}1,000 |
| ^ | ^ | 201-03 행사운영비 | 1,000 | 1,000 |
""")

    assert [row.split(" | ")[-1] for row in rows(parsed)] == ["5,000,000 1,000,000 · ·", "1,000,000 · 1,000,000 ·"]
    assert findings(parsed) == []
    assert transfers(parsed) == MOVED


@pytest.mark.point(70)
@pytest.mark.parametrize(
    "header",
    [
        "당초 | 변경 | 증감",
        "기정 | 변경 | 증△감",
        "예산액 | 변경 | 증감",
        "전용 전 | 전용 후 | 전용액",
        "기정액 | 경정액 | 비교증감",
    ],
)
def test_two_stages_before_the_change(header: str) -> None:
    is_the_move(f"""
| 부서 | 세부사업 | 통계목 | {header} |
| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 | 4,000 | △1,000 |
| ^ | ^ | 201-03 행사운영비 | - | 1,000 | 1,000 |
""")


@pytest.mark.point(70)
@pytest.mark.parametrize(
    "table",
    [
        """
| 부서 | 청소과 | 청소과 |
| 세부사업 | 쉼터 운영 | 쉼터 운영 |
| 통계목 | 201-01 사무관리비 | 201-03 행사운영비 |
| 예산현액 | 5,000 | - |
| 감 | 1,000 | - |
| 증 | - | 1,000 |
| 전용 후 | 4,000 | 1,000 |
""",
        """
| 부서명 | < | 청소과 | < |
| 세부사업 | < | 쉼터 운영 | < |
| 통계목 | < | 201-01//사무관리비 | 201-03//행사운영비 |
| 예산현액 | < | 5,000 | - |
| 증감내역 | 감 | 1,000 | - |
| ^ | 증 | - | 1,000 |
| 전용 후 예산현액 | < | 4,000 | 1,000 |
""",
        """
| 예산과목 | 부서명 | 청소과 | < |
| ^ | 세부사업 | 쉼터 운영 | < |
| ^ | 통계목 | 201-01 사무관리비 | 201-03 행사운영비 |
| 예산현액 | < | 5,000 | - |
| 증감액 | < | △1,000 | 1,000 |
| 전용 후 예산현액 | < | 4,000 | 1,000 |
""",
    ],
    ids=["plain", "merged", "signed"],
)
def test_fields_down_the_rows(table: str) -> None:
    is_the_move(table)
    assert budget_table(drawn(table)).printed.nrows == len(table.strip().splitlines())


@pytest.mark.point(70, 71)
def test_fields_down_the_rows_with_a_total_column() -> None:
    parsed = drawn("""
| 부서 | 청소과 | < | 계 |
| 세부사업 | 쉼터 운영 | < | ^ |
| 통계목 | 201-01 사무관리비 | 201-03 행사운영비 | ^ |
| 예산현액 | 5,000 | - | 5,000 |
| 감 | 1,000 | - | 1,000 |
| 증 | - | 1,000 | 1,000 |
| 전용 후 | 4,000 | 1,000 | 5,000 |
""")

    assert rows(parsed) == MOVE
    assert sums(parsed) == [f"계 | {TOTAL}"]
    assert findings(parsed) == []


@pytest.mark.point(70)
def test_fields_down_the_rows_in_two_stages() -> None:
    parsed = drawn("""
| 구분 | 감액 | 증액 |
| 부서 | 청소과 | 청소과 |
| 세부사업 | 쉼터 운영 | 쉼터 운영 |
| 통계목 | 사무관리비 | 행사운영비 |
| 전용 전 | 5,000 | 0 |
| 전용 후 | 4,000 | 1,000 |
""")

    assert rows(parsed) == [
        "청소과 | 쉼터 운영 | 사무관리비 | 5,000,000 · · 4,000,000 | 구분=감액",
        "청소과 | 쉼터 운영 | 행사운영비 | 0 · · 1,000,000 | 구분=증액",
    ]
    assert findings(parsed) == []
    assert transfers(parsed) == MOVED


@pytest.mark.point(62)
@pytest.mark.parametrize(
    "header",
    [
        "| 예산과목 | < | < | 예산현액 | 증감내역 | < | 전용 후//예산현액 |\n| 부서명 | 세부사업 | 통계목 | ^ | 감 | 증 | ^ |\n",
        "| 예산과목 | < | < | 예산액 | < | < | < |\n| 부서 | 세부사업 | 통계목 | 전용 전 | 전용액 | < | 전용 후 |\n| ^ | ^ | ^ | ^ | 감 | 증 | ^ |\n",
        "| 부 서 | 세 부//사 업 | 통계목 | 예산//현액 | 증 감 | < | 전용 후//예산액 |\n| ^ | ^ | (코드) | ^ | 감 액 | 증 액 | ^ |\n",
        "| 부서 | 세부사업 | 통계목 | 예산현액 | 증 감 내 역 | < | 전용 후 |\n| ^ | ^ | ^ | ^ | 감 | 증 | ^ |\n| ^ | ^ | ^ | ^ | (△) | (+) | ^ |\n",
    ],
    ids=["two lines", "three lines", "broken words", "signs below"],
)
def test_header_over_several_lines(header: str) -> None:
    is_the_move(header + LINES)


@pytest.mark.point(62)
@pytest.mark.parametrize(
    "numbers",
    [
        "| (1) | (2) | (3) | (4) | (5) | (6) | (7) |", "| Ⅰ | Ⅱ | Ⅲ | Ⅳ | Ⅴ | Ⅵ | Ⅶ |", "| I | II | III | IV | V | VI | VII |",
        "| | | | (A) | (B) | (C) | (D=A-B+C) |", "| | | | ① | ② | ③ | ④=①-②+③ |", "| | | | Ⅰ | Ⅱ | Ⅲ | Ⅳ=Ⅰ-Ⅱ+Ⅲ |",
        "| | | | (A) | (B) | (C) | (A-B+C) |", "| ㉠ | ㉡ | ㉢ | ㉣ | ㉤ | ㉥ | ㉦ |",
    ],
)  # fmt: skip
def test_a_row_that_numbers_the_columns(numbers: str) -> None:
    is_the_move(HEADER + numbers + "\n" + LINES)


@pytest.mark.point(62)
def test_formulas_in_the_header() -> None:
    is_the_move("""
| 부서 | 세부사업 | 통계목 | 예산현액(A) | 증감액(B) | 전용 후(C=A+B) |
| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 | △1,000 | 4,000 |
| ^ | ^ | 201-03 행사운영비 | - | 1,000 | 1,000 |
""")


@pytest.mark.point(69)
@pytest.mark.parametrize(
    "table",
    [
        """
| 전용 후 | 증 | 감 | 예산현액 | 통계목 | 세부사업 | 부서 |
| 4,000 | - | 1,000 | 5,000 | 201-01 사무관리비 | 쉼터 운영 | 청소과 |
| 1,000 | 1,000 | - | - | 201-03 행사운영비 | 쉼터 운영 | 청소과 |
""",
        """
| 부서 | 세부사업 | 통계목 | 기정예산 | 변경 | < | < |
| ^ | ^ | ^ | ^ | 감 | 증 | 변경예산 |
| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 | 1,000 | - | 4,000 |
| ^ | 쉼터 운영 | 201-03 행사운영비 | - | - | 1,000 | 1,000 |
""",
        """
| 부서 | 세부사업 | 통계목 | 예산현액 | 전용액 | 전용 후 |
| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 | 1,000 | 4,000 |
| ^ | 쉼터 운영 | 201-03 행사운영비 | - | 1,000 | 1,000 |
""",
    ],
    ids=["columns reversed", "감 and 증 under 변경", "unsigned 전용액"],
)
def test_other_orders_of_the_columns(table: str) -> None:
    is_the_move(table)


@pytest.mark.point(69)
def test_only_the_changes_are_printed() -> None:
    parsed = drawn("""
| 부서 | 세부사업 | 통계목 | 감액 | 증액 |
| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 1,000 | - |
| ^ | 쉼터 운영 | 201-03 행사운영비 | - | 1,000 |
""")

    assert [row.split(" | ")[-1] for row in rows(parsed)] == ["· 1,000,000 · ·", "· · 1,000,000 ·"]
    assert findings(parsed) == []
    assert transfers(parsed) == MOVED


@pytest.mark.point(69)
def test_a_signed_column_beside_both_changes_says_nothing_more() -> None:
    parsed = drawn("""
| 부서 | 세부사업 | 통계목 | 예산현액(A) | 감(B) | 증(C) | 증감(C-B) | 전용 후(A-B+C) |
| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 | 1,000 | - | △1,000 | 4,000 |
| 청소과 | 쉼터 운영 | 201-03 행사운영비 | - | - | 1,000 | 1,000 | 1,000 |
""")

    assert rows(parsed) == [f"{MOVE[0]} | 증감(C-B)=△1,000", f"{MOVE[1]} | 증감(C-B)=1,000"]
    assert findings(parsed) == []

"""Budget tables that a PDF tool flattened: the sample, its variants, and what must be left alone."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from councildoc.budget.flattened import recover
from councildoc.budget.flattened_evidence import Evidence, run_of
from councildoc.budget.flattened_words import pieces_of
from councildoc.document import Cell, Document, Line, Location, Table
from flattening import (
    Row,
    Sketch,
    as_printed,
    cell_by_cell,
    column_by_column,
    document,
    expected_rows,
    printed,
    recovered,
    row_by_row,
    rows_of,
    same_money,
)

SAMPLE = (Path(__file__).parent / "fixtures" / "briefing-305.txt").read_text("utf-8")

OFFICE, POLICY = "스마트정책관 스마트도시 담당관", "지식정보사회 선도기반구축"
UNIT, DETAIL = "정보화 기반시설확충", "사물인터넷 도시조성"
SAMPLE_ROWS = [
    [
        [
            OFFICE,
            POLICY,
            "정보화기반 시설확충",
            "스마트도시 민·관 협력",
            "110-201-01 사무관리비",
            "355,000",
            "30,000",
            "-",
            "325,000",
        ],
        [
            OFFICE,
            POLICY,
            "전자정부 홍보마케팅",
            "세계스마트시티 기구운영",
            "100-201-03 행사운영비",
            "-",
            "-",
            "30,000",
            "30,000",
        ],
        [*["총 계"] * 5, "355,000", "30,000", "30,000", "355,000"],
    ],
    [
        [OFFICE, POLICY, UNIT, DETAIL, "100-201-02 공공운영비", "448,320", "16,500", "-", "431,820"],
        [OFFICE, POLICY, UNIT, DETAIL, "100-401-02 감리비", "-", "-", "16,500", "16,500"],
        [*["총 계"] * 5, "448,320", "16,500", "16,500", "448,320"],
    ],
    [
        [
            OFFICE,
            POLICY,
            "모바일 행정서비스 제공",
            "블록체인기반 공유행정도입",
            "100-201-03 행사운영비",
            "10,000",
            "10,000",
            "-",
            "-",
        ],
        [OFFICE, POLICY, UNIT, "스마트도시 민관협력", "100-201-03 행사운영비", "100,000", "-", "10,000", "110,000"],
        [*["총 계"] * 5, "110,000", "10,000", "10,000", "110,000"],
    ],
]

TWO_TO_ONE = Sketch(
    (
        Row(
            ("기후환경본부\n대기정책과", "대기질 개선", "미세먼지 저감", "측정망 운영"),
            "201-01",
            "사무관리비",
            (90, 40, 0, 50),
        ),
        Row(
            ("기후환경본부\n대기정책과", "대기질 개선", "미세먼지 저감", "측정망 운영"),
            "201-02",
            "공공운영비",
            (60, 20, 0, 40),
        ),
        Row(
            ("기후환경본부\n대기정책과", "대기질 개선", "시민 참여\n확대", "캠페인\n추진"),
            "201-03",
            "행사운영비",
            (0, 0, 60, 60),
        ),
    )
)


def table(*lines: str) -> str:
    return "\n".join(("□ 예산현황", "(단위 : 천원)", *lines, "□ 향후계획"))


# ------------------------------------------------------------------------------------------------------- the sample


def test_the_sample() -> None:
    found = recovered(SAMPLE)
    assert [rows_of(one) for one in found.tables] == SAMPLE_ROWS
    assert found.lines.count("(단위 : 천원)") == 3
    assert all(one.recovered for one in found.tables)


def test_only_what_no_evidence_divides_is_in_doubt() -> None:
    (finding,) = recovered(SAMPLE).findings
    assert finding.code == "name-split-uncertain"
    assert "전자정부 홍보마케팅 / 세계스마트시티 기구운영" in finding.message
    assert [place.line for place in finding.where] == [102, 104, 106, 108]


def test_lines_of_a_pdf_have_no_line_numbers() -> None:
    lines = (attrs.evolve(line, where=(Location(page=1),)) for line in document(SAMPLE).elements)
    found = recovered(Document("pdf", tuple(lines), pages=1))
    assert [rows_of(one) for one in found.tables] == SAMPLE_ROWS


def test_the_header_of_the_sample() -> None:
    first = recovered(SAMPLE).tables[0]
    header = [(cell.text, cell.row, cell.col, cell.rowspan, cell.colspan) for cell in first.cells if cell.row < 2]
    assert header == [
        ("예산과목", 0, 0, 1, 5),
        ("예산현액\n(단위: 천원)", 0, 5, 2, 1),
        ("증감내역", 0, 6, 1, 2),
        ("전용 후\n예산현액", 0, 8, 2, 1),
        ("부서명", 1, 0, 1, 1),
        ("정책사업", 1, 1, 1, 1),
        ("단위사업", 1, 2, 1, 1),
        ("세부사업", 1, 3, 1, 1),
        ("통계목", 1, 4, 1, 1),
        ("감", 1, 6, 1, 1),
        ("증", 1, 7, 1, 1),
    ]


def test_merged_names_and_places() -> None:
    cells = {cell.text: cell for cell in recovered(SAMPLE).tables[0].cells}
    office = cells["스마트정책관\n스마트도시\n담당관"]
    assert (office.row, office.col, office.rowspan) == (2, 0, 2)
    assert [place.line for place in office.where] == [79, 81, 83]
    assert [place.line for place in cells["전용 후\n예산현액"].where] == [76, 77]
    assert [place.line for place in cells["325,000"].where] == [100]
    assert cells["총 계"].colspan == 5


def test_everything_else_stays_in_order() -> None:
    before = document(SAMPLE)
    left = [element for element in recovered(before).document.elements if isinstance(element, Line)]
    kept = iter(before.elements)
    assert all(any(line is other for other in kept) for line in left)


# ------------------------------------------------------------------------------------------------------ other shapes


@pytest.mark.parametrize("flatten", [as_printed, cell_by_cell, column_by_column, row_by_row])
@pytest.mark.parametrize("total", ["총 계", "합계", "계", None])
def test_two_sources_and_one_target(flatten: object, total: str | None) -> None:
    sketch = attrs.evolve(TWO_TO_ONE, total=total)
    found = recovered(flatten(sketch))  # type: ignore[operator]
    assert same_money(found.tables[0], sketch)


@pytest.mark.parametrize("flatten", [cell_by_cell, row_by_row])
def test_names_where_nothing_is_ambiguous(flatten: object) -> None:
    assert rows_of(recovered(flatten(TWO_TO_ONE)).tables[0]) == expected_rows(TWO_TO_ONE)  # type: ignore[operator]


def test_columns_of_the_older_heads_are_kept_beside_the_others() -> None:
    found = recovered(
        table(
            "장\t관\t부서명\t세부사업\t통계목\t예산현액\t감\t증\t전용 후",
            "일반행정\t행정\t체육과\t체육교실\t201-01 사무관리비\t9\t5\t-\t4",
            "사회개발\t보건\t체육과\t한마당\t201-02 공공운영비\t9\t-\t5\t14",
        )
    )
    assert rows_of(found.tables[0])[0][-5:] == ["201-01 사무관리비", "9", "5", "-", "4"]


def test_single_blanks_between_the_cells_of_a_row() -> None:
    found = recovered(
        table(
            "부서명 단위사업 세부사업 통계목 예산현액 감 증 전용 후",
            "체육과 생활체육진흥 체육교실운영 201-01 사무관리비 48,200 15,000 - 33,200",
            "체육과 생활체육진흥 시민한마당 201-03 행사운영비 90,000 - 15,000 105,000",
            "합 계 138,200 15,000 15,000 138,200",
        )
    )
    assert rows_of(found.tables[0]) == [
        ["체육과", "생활체육진흥", "체육교실운영", "201-01 사무관리비", "48,200", "15,000", "-", "33,200"],
        ["체육과", "생활체육진흥", "시민한마당", "201-03 행사운영비", "90,000", "-", "15,000", "105,000"],
        [*["합 계"] * 4, "138,200", "15,000", "15,000", "138,200"],
    ]


def test_one_signed_column_and_a_name_before_its_code() -> None:
    found = recovered(
        table(
            "부서  단위사업  세부사업  통계목  기정예산  변경(증감)  변경예산",
            "체육과  생활체육 진흥  생활체육교실 운영  사무관리비(201-01)  48,200,000  △ 15,000,000  33,200,000",
            "시민 한마당 체육대회  행사운영비(201-03)  90,000,000  15,000,000  105,000,000",
            "계  138,200,000  -  138,200,000",
        )
    )
    assert rows_of(found.tables[0])[0][3:] == ["사무관리비 (201-01)", "48,200,000", "△ 15,000,000", "33,200,000"]
    assert rows_of(found.tables[0])[1][:3] == ["체육과", "생활체육 진흥", "시민 한마당 체육대회"]


def test_empty_cells_leave_no_trace() -> None:
    found = recovered(
        table(
            "부서명\t세부사업\t통계목\t예산현액\t감\t증\t전용 후",
            "체육과\t체육교실 운영\t201-01 사무관리비\t48,200\t15,000\t\t33,200",
            "\t시민 한마당\t201-03 행사운영비\t90,000\t\t15,000\t105,000",
        )
    )
    assert [row[3:] for row in rows_of(found.tables[0])] == [
        ["48,200", "15,000", "", "33,200"],
        ["90,000", "", "15,000", "105,000"],
    ]


def test_objects_without_codes() -> None:
    found = recovered(
        table(
            "부서명 세부사업 통계목",
            "예산현액 감 증 전용 후",
            "",
            "기획예산과",
            "",
            "재정 운영",
            "",
            "사무관리비",
            "355 30 - 325",
            "",
            "공공운영비",
            "- - 30 30",
        )
    )
    assert [row[2:] for row in rows_of(found.tables[0])] == [
        ["사무관리비", "355", "30", "-", "325"],
        ["공공운영비", "-", "-", "30", "30"],
    ]


def test_codes_in_two_columns() -> None:
    found = recovered(
        table(
            "부서명\n\n단위사업\n\n예산과목\n편성목\n\n통계목\n\n예산액\n\n전용액\n감액\n\n증액\n\n전용 후\n예산액\n",
            "체육과\n\n체육 진흥\n\n201\n일반운영비\n\n01\n사무관리비\n\n355,000\n\n30,000\n\n-\n\n325,000\n",
            "405\n자산취득비\n\n01\n자산및물품취득비\n\n-\n\n-\n\n30,000\n\n30,000\n",
            "계\n\n355,000\n\n30,000\n\n30,000\n\n355,000\n",
        )
    )
    assert [row[2:5] for row in rows_of(found.tables[0])[:2]] == [
        ["201 일반운영비", "01 사무관리비", "355,000"],
        ["405 자산취득비", "01 자산및물품취득비", "-"],
    ]


def test_a_header_repeated_on_the_next_page_is_furniture() -> None:
    header = "부서명 세부사업 통계목 예산현액 감 증 전용 후"
    found = recovered(
        table(
            header,
            "체육과 체육교실 201-01 사무관리비 48,200 15,000 - 33,200",
            "- 2 -",
            header,
            "체육과 한마당 201-03 행사운영비 90,000 - 15,000 105,000",
            "합계 138,200 15,000 15,000 138,200",
        )
    )
    assert len(found.tables) == 1
    assert len(rows_of(found.tables[0])) == 3
    assert [line.text for line in found.document.furniture] == [header]
    assert "- 2 -" in found.lines


def test_a_unit_among_the_lines_goes_above_the_table() -> None:
    found = recovered(
        "라. 예산현황\n부서명\n\n세부사업\n\n통계목\n\n예산현액\n\n감\n\n증\n\n(단위 : 원)\n\n전용 후\n\n체육과\n\n체육교실\n\n"
        "201-01 사무관리비\n\n48,200\n\n15,000\n\n-\n\n33,200\n\n201-03 행사운영비\n\n90,000\n\n-\n\n15,000\n\n105,000\n"
    )
    assert [type(element).__name__ for element in found.document.elements] == ["Line", "Line", "Table"]
    assert found.lines == ["라. 예산현황", "(단위 : 원)"]


def test_a_misprint_is_kept_as_printed() -> None:
    found = recovered(
        table(
            "부서명 세부사업 통계목 예산현액 감 증 전용 후",
            "체육과 체육교실 201-01 사무관리비 48,200 15,000 - 34,200",
            "체육과 한마당 201-03 행사운영비 90,000 - 15,000 105,000",
            "합계 138,200 15,000 15,000 138,200",
        )
    )
    assert rows_of(found.tables[0])[0][-4:] == ["48,200", "15,000", "-", "34,200"]


# ------------------------------------------------------------------------------------------------------- what stays


def test_amounts_that_no_sum_proves_stay_lines() -> None:
    text = table(
        "부서명 세부사업 통계목 예산현액 감 증 전용 후",
        "체육과 체육교실 201-01 사무관리비 48,200 15,000 - 34,900",
        "체육과 한마당 201-03 행사운영비 90,000 - 15,000 106,000",
    )
    found = recovered(text)
    assert found.tables == []
    assert found.codes == ["garbled-text"]
    assert found.lines == text.split("\n")


def test_two_readings_that_both_add_up_are_no_reading() -> None:
    """An empty cell leaves no trace: 10,000 10,000 may have been moved away or brought in."""
    found = recovered(
        table(
            "부서명\t세부사업\t통계목\t예산현액\t감\t증\t전용 후",
            "체육과\t체육교실\t201-01 사무관리비\t10,000\t10,000",
            "체육과\t한마당\t201-03 행사운영비\t10,000\t10,000",
        )
    )
    assert found.tables == []
    assert found.codes == ["garbled-text"]


def test_amounts_that_add_up_by_rows_and_by_columns() -> None:
    """Behind the names of both lines and their total: 48 - 15 = 33 and 48 + 90 = 138."""
    text = table(
        "부서명\n\n세부사업\n\n통계목\n\n기정예산\n\n증감\n\n변경예산\n",
        "체육과\n\n체육교실\n\n한마당\n\n201-01 사무관리비\n\n201-03 행사운영비\n\n합계\n",
        "{}\n",
    )
    by_columns = "48\n\n90\n\n138\n\n△15\n\n15\n\n-\n\n33\n\n105\n\n138"
    assert recovered(text.format(by_columns)).codes == ["garbled-text"]
    assert recovered(text.format("48 △15 33\n\n90 15 105\n\n138 - 138")).tables != []


def test_rows_whose_order_is_in_doubt() -> None:
    """Three objects, then the amounts of one of them, then text: whose amounts they are is not known."""
    found = recovered(
        table(
            "부서명\n\n세부사업\n\n통계목\n\n예산현액\n\n감\n\n증\n\n전용 후\n",
            "체육과\n\n201-01 사무관리비\n\n201-02 공공운영비\n\n90\n\n40\n\n-\n\n50\n",
            "체육교실\n\n0\n\n-\n\n40\n\n40\n",
        )
    )
    assert found.tables == []


NUMBERED = (
    "연번\n\n부서명\n\n통계목\n\n예산현액\n\n감\n\n증\n\n전용 후\n",
    "1\n\n2\n\n체육과\n\n201-01 사무관리비\n\n201-02 공공운영비\n\n206-01 재료비\n",
    "{}\n\n체육시설팀\n\n{}\n\n{}\n",
    "207-01 연구용역비\n\n{}\n",
    "합계\n\n40 40 40 40",
)
BY_OBJECT = {"201-01": "20 10 - 10", "201-02": "- - 10 10", "206-01": "20 30 - △10", "207-01": "- - 30 30"}


def amounts_by_code(found: Table) -> dict[str, str]:
    return {row[2][:6]: " ".join(row[3:]) for row in rows_of(found) if row[2][:3].isdigit()}


@pytest.mark.parametrize("order", [("206-01", "201-01", "201-02"), ("201-01", "201-02", "206-01")])
def test_numbered_transfers_settle_the_order_of_the_rows(order: tuple[str, ...]) -> None:
    """The first row of amounts stands behind the last of three objects: only one order makes each transfer balance."""
    found = recovered(table(*NUMBERED).format(*(BY_OBJECT[code] for code in (*order, "207-01"))))

    assert [amounts_by_code(one) for one in found.tables] == [BY_OBJECT]


def test_an_order_that_two_readings_balance_is_not_settled() -> None:
    amounts = ("20 10 - 10", "20 10 - 10", "- - 10 10", "- - 10 10")

    assert recovered(table(*NUMBERED).format(*amounts)).codes == ["garbled-text"]


def test_cells_printed_line_by_line_across_the_columns() -> None:
    found = recovered(
        table(
            "부서명       세부사업        통계목        예산현액     감      증     전용 후",
            "스마트       세계도시       201-01       355,000   30,000      -   325,000",
            " 도시과       기구운영      사무관리비",
            "           홍보마케팅      201-03            -        -  30,000    30,000",
            "                        행사운영비",
        )
    )
    assert found.tables == []
    assert found.codes == ["garbled-text"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "예산 전용",
        "부서명 세부사업 통계목",
        "구분 계획 실적\n사업 10 20\n합계 10 20",
        "부서명 세부사업 통계목 예비비 결정액 집행액 집행잔액\n도시정비과 축대 응급복구 401-01 시설비 120,000 113,870 6,130",
        "○ 예산현액 355,000천원, 감 30,000천원, 증 30,000천원, 전용 후 355,000천원",
    ],
)
def test_what_is_no_budget_table(text: str) -> None:
    before = document(text)
    assert recover(before, lambda finding: pytest.fail(finding.message)) == before


def test_a_ruled_table_is_not_touched() -> None:
    ruled = Table((Cell("부서명", 0, 0), Cell("감", 0, 1)))
    before = Document("pdf", (Line("□ 예산현황"), ruled, Line("- 1 -")), pages=1)
    found = recovered(before)
    assert found.document == before
    assert printed(before)["부"] == 1


def test_more_numbered_transfers_than_balanced_ones() -> None:
    """1 and 2 are printed, but the rows in their printed order only balance all together: they stand in another order."""
    text = table(
        "연번\n\n부서명\n\n통계목\n\n예산현액\n\n감\n\n증\n\n전용 후\n",
        "1\n\n2\n\n체육과\n\n201-01 사무관리비\n\n201-02 공공운영비\n\n201-03 행사운영비\n\n206-01 재료비\n",
        "{}\n{}\n{}\n{}\n",
    )
    out = ["9,000 1,000 - 8,000", "9,000 2,000 - 7,000"]
    into = ["- - 1,000 1,000", "- - 2,000 2,000"]
    assert recovered(text.format(*out, *into)).codes == ["garbled-text"]
    assert len(recovered(text.format(out[0], into[0], out[1], into[1])).tables) == 1


def evidence(*other: str) -> Evidence:
    return Evidence(runs=(run_of(pieces_of([(n, Line(line)) for n, line in enumerate(other)])),))


def test_letters_broken_at_another_place_are_one_name() -> None:
    other = evidence("복지과", "정보화", "기반시설확충", "도시조성")
    assert other.broken_elsewhere(["정보화기반", "시설확충"])
    assert not other.broken_elsewhere(["정보화", "기반시설확충"])
    assert not other.broken_elsewhere(["복지과", "정보화기반", "시설확충"])


def test_a_name_ends_where_two_tables_part_ways() -> None:
    other = evidence("지식정보사회", "선도기반구축", "모바일")
    assert other.parts_ways("지식정보사회선도기반구축", "정보화기반")
    assert not other.parts_ways("지식정보사회선도기반구축", "모바일")
    assert not other.parts_ways("지식정보", "정보화기반")


PARAGRAPHS = """부서명

단위사업

세부사업

예산과목

편성목

통계목

예산액

감액

증액

전용 후
예산액

교육지원
과

공교육
활성화
지원

초등돌봄
체계
구축

방과후 체험
운영

201
일반운영비

03
행사운영비

56,000 27,500

-

28,500

우리동네
돌봄터 운영

101
인건비

04
기간제근로자등
보수

201
일반운영비

01
사무관리비

120,000

- 19,500

139,500

8,400

-

8,000

16,400

계

184,400 27,500 27,500

184,400
"""
"""Merged cells of two 단위사업, of which the second stands before the 세부사업 of the first row."""


def test_more_names_before_a_row_than_columns_are_in_doubt() -> None:
    found = recovered(PARAGRAPHS)
    assert found.codes == ["name-split-uncertain"]
    assert [row[-4:] for row in rows_of(found.tables[0])] == [
        ["56,000", "27,500", "-", "28,500"],
        ["120,000", "-", "19,500", "139,500"],
        ["8,400", "-", "8,000", "16,400"],
        ["184,400", "27,500", "27,500", "184,400"],
    ]


def test_a_control_character_may_be_printed_for_a_blank() -> None:
    blanks, controls = (recovered(text) for text in (PARAGRAPHS, PARAGRAPHS.replace(" ", "\x01")))
    assert rows_of(controls.tables[0]) == rows_of(blanks.tables[0])

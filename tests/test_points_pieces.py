"""Tables over several pages, and tables drawn or flattened in plain text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import councildoc
from councildoc import BudgetTable, Parsed
from councildoc.budget.flattened_unrolled import unrolled
from councildoc.document import Line
from councildoc.extraction.box_grid import read_box
from pdf_maker import PageMaker, pdf
from table_reports import (
    GIVES,
    HEADER,
    MOVE,
    MOVED,
    PARK_ROWS,
    PARKS,
    SUMS,
    TAKES,
    TOTAL,
    UNIT,
    budget_table,
    drawn,
    entries,
    findings,
    report,
    rows,
    sums,
    transfers,
    typed,
)


@pytest.mark.point(74)
@pytest.mark.parametrize(
    "between",
    ["", "(계속)\n", "<앞면에서 계속>\n", "[ 표 계속 ]\n", "(뒷면에 계속)\n", "- 2 -\n", "(단위 : 천원)\n", "(단위 : 천원) (계속)\n", "- 2 -\n(계속)\n(단위 : 천원)\n"],
)  # fmt: skip
@pytest.mark.parametrize(
    "header",
    [HEADER, "| 부서 | 세부사업 | 통계목 | 예산현액 | 증감 | < | 전용 후 |\n| ^ | ^ | ^ | ^ | 감 | 증 | ^ |\n"],
)
@pytest.mark.parametrize(
    "taking", [TAKES, "| | | 201-03 행사운영비 | - | - | 1,000 | 1,000 |\n"], ids=["printed", "blank"]
)
def test_a_table_over_two_pages(between: str, header: str, taking: str) -> None:
    if not between:
        between = "\n"
    parsed = drawn(header + GIVES + between + header + taking + SUMS)

    assert rows(parsed) == MOVE
    assert sums(parsed) == [f"합계 | {TOTAL}"]
    assert findings(parsed) == []
    assert transfers(parsed) == MOVED


@pytest.mark.point(74)
@pytest.mark.parametrize("between", ["\n", "(계속)\n", "<앞면에서 계속>\n", "- 2 -\n"])
def test_a_table_over_two_pages_without_a_second_header(between: str) -> None:
    parsed = drawn(HEADER + GIVES + between + "| | | 201-03 행사운영비 | - | - | 1,000 | 1,000 |\n" + SUMS)

    assert rows(parsed) == MOVE
    assert sums(parsed) == [f"합계 | {TOTAL}"]
    assert findings(parsed) == []


@pytest.mark.point(74)
def test_a_table_over_three_pages() -> None:
    half = "| 청소과 | 쉼터 운영 | {} | - | - | 500 | 500 |\n"
    parsed = drawn(
        HEADER + GIVES + "(계속)\n" + HEADER + half.format("201-02 공공운영비") + "(계속)\n" + HEADER + half.format("201-03 행사운영비") + SUMS
    )  # fmt: skip

    assert len(entries(parsed)) == 1
    assert len(rows(parsed)) == 3
    assert sums(parsed) == [f"합계 | {TOTAL}"]
    assert findings(parsed) == []


@pytest.mark.point(74)
def test_what_stands_between_the_pieces_is_furniture() -> None:
    parsed = drawn(HEADER + GIVES + "(계속)\n" + HEADER + TAKES)

    assert [line.text for line in parsed.furniture] == ["(계속)", "부서 세부사업 통계목 예산현액 감 증 전용 후"]


@pytest.mark.point(74)
def test_two_tables_with_units_of_their_own_are_two() -> None:
    parsed = drawn(HEADER + GIVES + TAKES + UNIT + HEADER + PARKS)

    assert [len(table.lines) for table in entries(parsed) if isinstance(table, BudgetTable)] == [2, 2]
    assert rows(parsed) == [*MOVE, *PARK_ROWS]


@pytest.mark.point(74)
def test_a_table_in_another_unit_is_another() -> None:
    parsed = drawn(HEADER + GIVES + "(단위 : 원) (계속)\n" + HEADER + TAKES.replace(",000", ",000,000"))

    assert [table.unit for table in entries(parsed) if isinstance(table, BudgetTable)] == [1000, 1]
    assert rows(parsed) == MOVE


@pytest.mark.point(74)
@pytest.mark.parametrize("unit", [UNIT, ""])
def test_giving_and_taking_tables_in_one_grid(unit: str) -> None:
    header = "| 부서 | 세부사업 | 통계목 | 예산현액{} | {} | 전용 후 |\n"
    parsed = drawn(
        header.format("" if unit else "(천원)", "감액")
        + "| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 | 1,000 | 4,000 |\n"
        + header.format("" if unit else "(천원)", "증액")
        + "| 청소과 | 쉼터 운영 | 201-03 행사운영비 | - | 1,000 | 1,000 |\n",
        unit=unit,
    )

    assert [len(table.lines) for table in entries(parsed) if isinstance(table, BudgetTable)] == [1, 1]
    assert rows(parsed) == MOVE
    assert findings(parsed) == []
    assert transfers(parsed) == MOVED


@pytest.mark.point(74)
def test_giving_and_taking_tables_of_one_item() -> None:
    parsed = drawn(
        HEADER + GIVES + "| 합계 | < | < | 5,000 | 1,000 | - | 4,000 |\n○ 증액\n" + HEADER + TAKES + "| 합계 | < | < | - | - | 1,000 | 1,000 |\n"
    )  # fmt: skip

    assert rows(parsed) == MOVE
    assert sums(parsed) == ["합계 | 5,000,000 1,000,000 · 4,000,000", "합계 | · · 1,000,000 1,000,000"]
    assert findings(parsed) == []
    assert transfers(parsed) == MOVED


# ------------------------------------------------------------------------------------------------------- tables as plain text

BOX = """\
┌──────┬─────────┬──────────────────┬────────┬─────┬─────┬───────┐
│부서  │세부사업 │통계목            │예산현액│감   │증   │전용 후│
├──────┼─────────┼──────────────────┼────────┼─────┼─────┼───────┤
│청소과│쉼터 운영│201-01 사무관리비 │   5,000│1,000│  -  │  4,000│
├──────┼─────────┼──────────────────┼────────┼─────┼─────┼───────┤
│청소과│쉼터 운영│201-03 행사운영비 │    -   │  -  │1,000│  1,000│
├──────┴─────────┴──────────────────┼────────┼─────┼─────┼───────┤
│합 계                              │   5,000│1,000│1,000│  5,000│
└───────────────────────────────────┴────────┴─────┴─────┴───────┘
"""

BOTTOM = BOX.splitlines()[0].translate(str.maketrans("┌┬┐", "└┴┘"))

MERGED_BOX = """\
┏━━━━━━┯━━━━━━━━━┯━━━━━━━━━━┯━━━━━━━━┯━━━━━━━━━━━┯━━━━━━━━┓
┃부서명│세부사업 │통계목    │예산현액│  증감내역 │전용 후 ┃
┃      │         │          │        ├─────┬─────┤예산현액┃
┃      │         │          │        │감   │증   │        ┃
┠──────┼─────────┼──────────┼────────┼─────┼─────┼────────┨
┃청소과│쉼터 운영│201-01    │        │     │     │        ┃
┃      │         │사무관리비│   5,000│1,000│  -  │   4,000┃
┃      │         ├──────────┼────────┼─────┼─────┼────────┨
┃      │         │201-03    │        │     │     │        ┃
┃      │         │행사운영비│    -   │  -  │1,000│   1,000┃
┠──────┴─────────┴──────────┼────────┼─────┼─────┼────────┨
┃합 계                      │   5,000│1,000│1,000│   5,000┃
┗━━━━━━━━━━━━━━━━━━━━━━━━━━━┷━━━━━━━━┷━━━━━┷━━━━━┷━━━━━━━━┛
"""

WIDE_BOX = """\
┌───┬─────┬─────────┬────┬───┬───┬────┐
│부서  │세부사업  │통계목            │예산현액│감    │증    │전용 후 │
├───┼─────┼─────────┼────┼───┼───┼────┤
│청소과│쉼터 운영 │201-01 사무관리비 │  5,000 │1,000 │  -   │  4,000 │
│      │          │201-03 행사운영비 │   -    │  -   │1,000 │  1,000 │
├───┴─────┴─────────┼────┼───┼───┼────┤
│합 계                                 │  5,000 │1,000 │1,000 │  5,000 │
└───────────────────┴────┴───┴───┴────┘
"""

PLUS = """\
+--------+-----------+-------------------+----------+-------+-------+---------+
| 부서   | 세부사업  | 통계목            | 예산현액 | 감    | 증    | 전용 후 |
+========+===========+===================+==========+=======+=======+=========+
| 청소과 | 쉼터 운영 | 201-01 사무관리비 |    5,000 | 1,000 |     - |   4,000 |
+        +           +-------------------+----------+-------+-------+---------+
|        |           | 201-03 행사운영비 |        - |     - | 1,000 |   1,000 |
+--------+-----------+-------------------+----------+-------+-------+---------+
| 합 계                                  |    5,000 | 1,000 | 1,000 |   5,000 |
+----------------------------------------+----------+-------+-------+---------+
"""

BARS = """\
━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
┃ 부서 │ 세부사업 │ 통계목 │ 예산현액 │ 감 │ 증 │ 전용 후 ┃
──────────────────────────────────────────────────
┃ 청소과 │ 쉼터 운영 │ 201-01 사무관리비 │ 5,000 │ 1,000 │ - │ 4,000 ┃
┃ │ │ 201-03 행사운영비 │ - │ - │ 1,000 │ 1,000 ┃
──────────────────────────────────────────────────
┃ 합 계 │ │ │ 5,000 │ 1,000 │ 1,000 │ 5,000 ┃
━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
"""

OPEN = """\
────────┬───────────┬───────────────────┬──────────┬───────┬───────┬─────────
 부서   │ 세부사업  │ 통계목            │ 예산현액 │ 감    │ 증    │ 전용 후
────────┼───────────┼───────────────────┼──────────┼───────┼───────┼─────────
 청소과 │ 쉼터 운영 │ 201-01 사무관리비 │    5,000 │ 1,000 │     - │   4,000
        │           │ 201-03 행사운영비 │        - │     - │ 1,000 │   1,000
────────┼───────────┼───────────────────┼──────────┼───────┼───────┼─────────
 합 계  │           │                   │    5,000 │ 1,000 │ 1,000 │   5,000
────────┴───────────┴───────────────────┴──────────┴───────┴───────┴─────────
"""


@pytest.mark.point(75)
@pytest.mark.parametrize(
    "table",
    [
        BOX,
        MERGED_BOX,
        WIDE_BOX,
        PLUS,
        BARS,
        "".join(line + "\n" for line in BARS.splitlines() if line[0] not in "━─"),
        OPEN,
        BOX.replace("│", "┃").replace("─", "━"),
        "\n".join("   " + line for line in BOX.splitlines()),
        "\n".join(" ".join(line.split()) for line in OPEN.splitlines()),
        BOX.replace("\n", "\r\n"),
    ],
    ids=[
        "box", "merged cells", "wide bars", "plus signs", "bars and rules", "bars alone", "open sides", "thick", "indented",
        "blanks lost", "CRLF",
    ],
)  # fmt: skip
def test_a_table_in_box_characters(table: str) -> None:
    if table.startswith("────────┬") and "  " not in table:
        table = "\n".join("│" + line + "│" for line in table.splitlines())
    parsed = typed(table)

    assert rows(parsed) == MOVE
    assert [row.replace(" ", "") for row in sums(parsed)] == [f"합계|{TOTAL}".replace(" ", "")]
    assert findings(parsed) == []
    assert transfers(parsed) == MOVED


@pytest.mark.point(75, 64)
def test_merged_cells_of_a_box() -> None:
    (table,) = entries(typed(MERGED_BOX))

    assert isinstance(table, BudgetTable)
    spans = {cell.text: (cell.row, cell.col, cell.rowspan, cell.colspan) for cell in table.printed.cells}
    assert spans["부서명"] == (0, 0, 2, 1)
    assert spans["증감내역"] == (0, 4, 1, 2)
    assert spans["전용 후\n예산현액"] == (0, 6, 2, 1)
    assert spans["청소과"] == (2, 0, 2, 1)
    assert spans["201-01\n사무관리비"] == (2, 2, 1, 1)
    assert spans["합 계"] == (4, 0, 1, 3)
    assert [place.line for place in table.lines[0].places["before"]] == [20]


@pytest.mark.point(75, 74)
def test_a_box_over_two_pages() -> None:
    lines = BOX.splitlines(keepends=True)
    parsed = typed("".join([*lines[:4], lines[8], "(계속)\n", *lines[:3], *lines[5:]]))

    assert rows(parsed) == MOVE
    assert findings(parsed) == []


@pytest.mark.point(75)
@pytest.mark.parametrize(
    ("old", "new"),
    [("│합 계                              │   5,000│1,000│1,000│  5,000│", "│합 계│   5,000│1,000│1,000│  5,000│"), ("│감   │", "│감   ")],
    ids=["a short row", "a bar lost"],
)  # fmt: skip
def test_a_box_that_cannot_be_read_is_reported_and_stays_lines(old: str, new: str) -> None:
    assert old in BOX
    parsed = typed(BOX.replace(old, new))

    assert entries(parsed) == []
    assert findings(parsed)[0] == "garbled-text"


@pytest.mark.point(75)
def test_bars_that_do_not_stand_under_each_other_merge_nothing() -> None:
    lines = BOX.splitlines(keepends=True)
    crooked = lines[3].replace("│쉼터 운영│201-01 사무관리비 │", "│쉼터 운영    │201-01 사무관리비│")
    crooked = crooked.replace("│   5,000│", "│5,000│")
    parsed = typed("".join([*lines[:3], crooked, *lines[4:6], BOTTOM]))

    assert rows(parsed) == MOVE
    assert findings(parsed) == []


@pytest.mark.point(75)
def test_a_crooked_row_between_straight_ones_merges_nothing() -> None:
    lines = BOX.splitlines(keepends=True)
    crooked = lines[3].replace("│   5,000│1,000│", "│5,000│1,000   │")
    idle = "│청소과│쉼터 운영│201-02 공공운영비 │     700│  -  │  -  │    700│\n"
    parsed = typed("".join([*lines[:3], lines[5], crooked, idle, BOTTOM]))

    assert rows(parsed) == [*reversed(MOVE), "청소과 | 쉼터 운영 | 201-02 공공운영비 | 700,000 · · 700,000"]
    assert findings(parsed) == []


@pytest.mark.point(75)
def test_cells_that_are_no_rectangles_are_no_table() -> None:
    drawing = """\
┌────┬────┐
│가       │
│    ├────┤
│나  │다  │
└────┴────┘"""
    assert read_box([Line(text) for text in drawing.splitlines()]) is None


@pytest.mark.point(75)
def test_bars_and_rules_in_prose_are_no_table() -> None:
    parsed = typed(" ○ 절차\n─────────\n계획 │ 시행 │ 정산\n─────────\n ○ 담당 │ 과장\n", unit="")

    assert entries(parsed) == []
    assert "garbled-text" not in findings(parsed)


@pytest.mark.point(75)
def test_one_cell_a_line() -> None:
    names = "부서\n세부사업\n통계목\n예산현액\n감\n증\n전용 후\n"
    first = "청소과\n쉼터 운영\n201-01 사무관리비\n5,000\n1,000\n-\n4,000\n"
    second = "청소과\n쉼터 운영\n201-03 행사운영비\n-\n-\n1,000\n1,000\n"
    parsed = typed(names + first + second + "합계\n5,000\n1,000\n1,000\n5,000\n")

    assert rows(parsed) == MOVE
    assert sums(parsed) == [f"합계 | {TOTAL}"]
    assert [code for code in findings(parsed) if code != "name-split-uncertain"] == []
    assert transfers(parsed) == MOVED


@pytest.mark.point(75)
@pytest.mark.parametrize("blank", [" ", "\t"])
def test_one_row_a_line(blank: str) -> None:
    cells = [
        ["부서", "세부사업", "통계목", "예산현액", "감", "증", "전용 후"],
        ["청소과", "쉼터 운영", "201-01 사무관리비", "5,000", "1,000", "-", "4,000"],
        ["청소과", "쉼터 운영", "201-03 행사운영비", "-", "-", "1,000", "1,000"],
        ["합계", "5,000", "1,000", "1,000", "5,000"],
    ]
    parsed = typed("\n".join(blank.join(row) for row in cells))

    assert rows(parsed) == MOVE
    assert sums(parsed) == [f"합계 | {TOTAL}"]
    assert findings(parsed) == []
    assert transfers(parsed) == MOVED


HEADER_WORDS = "부서 세부사업 통계목 예산현액 감 증 전용 후"
ROWS_OF_WORDS = [
    "청소과 쉼터 운영 201-01 사무관리비 5,000 1,000 - 4,000",
    "청소과 쉼터 운영 201-03 행사운영비 - - 1,000 1,000",
    "합계 5,000 1,000 1,000 5,000",
]


@pytest.mark.point(75)
@pytest.mark.parametrize("many", [2, 3])
@pytest.mark.parametrize("unit", ["(단위 : 천원)\n", "(단위 : 천원) "])
def test_a_whole_table_on_one_line(many: int, unit: str) -> None:
    parsed = typed(unit + " ".join([HEADER_WORDS, *ROWS_OF_WORDS[:many]]), unit="")

    assert rows(parsed) == MOVE
    assert sums(parsed) == ([f"합계 | {TOTAL}"] if many == 3 else [])
    assert set(findings(parsed)) <= {"name-split-uncertain"}
    assert transfers(parsed) == MOVED


@pytest.mark.point(75)
def test_a_misprint_in_a_table_on_one_line_is_reported() -> None:
    parsed = typed(" ".join([HEADER_WORDS, ROWS_OF_WORDS[0].replace("4,000", "4,100"), *ROWS_OF_WORDS[1:]]))
    assert "row-arithmetic" in findings(parsed)


@pytest.mark.point(75)
def test_codes_of_a_table_on_one_line_may_stand_in_parts() -> None:
    parsed = typed(
        "부서명 단위사업 세부사업 편성목 통계목 예산액 감액 증액 전용 후 예산액 "
        "청소과 쉼터운영 쉼터관리 201 일반운영비 01 사무관리비 5,000 1,000 - 4,000 "
        "청소과 쉼터운영 쉼터행사 201 일반운영비 03 행사운영비 - - 1,000 1,000 계 5,000 1,000 1,000 5,000"
    )
    assert [row.rpartition(" | ")[2] for row in rows(parsed)] == [row.rpartition(" | ")[2] for row in MOVE]


@pytest.mark.point(75)
@pytest.mark.parametrize(
    "line",
    [
        " ".join([HEADER_WORDS, ROWS_OF_WORDS[0], ROWS_OF_WORDS[1].removesuffix(" 1,000")]),
        " ".join([HEADER_WORDS, "5,000 1,000 1,000 5,000", *ROWS_OF_WORDS]),
        " ".join([*ROWS_OF_WORDS, HEADER_WORDS]),
    ],
    ids=["an amount too few", "a row without names", "the header behind the rows"],
)
def test_a_whole_table_on_one_line_is_never_half_read(line: str) -> None:
    parsed = typed(line)

    assert rows(parsed) == []
    assert sums(parsed) == []


@pytest.mark.point(62)
@pytest.mark.parametrize(
    "header",
    [
        "예산과목 예산현액 증감내역 전용 후\n예산현액부서명 세부사업 통계목 감 증\n",
        "부서명 세부사업 통계목예산현액 감 증 전용 후\n",
        "부서명 세부사업 통계목 예산현액\n감 증 전용 후\n",
        "부서명 세부사업 통계목 예산현액 증감내역\n감 증\n전용 후\n예산현액\n",
    ],
    ids=["glued over two lines", "glued", "two lines", "four lines"],
)
def test_header_glued_by_a_text_tool(header: str) -> None:
    parsed = typed(
        header
        + "청소과 쉼터운영 201-01 사무관리비 5,000 1,000 - 4,000\n"
        + "청소과 쉼터운영 201-03 행사운영비 - - 1,000 1,000\n"
        + "총 계 5,000 1,000 1,000 5,000\n"
    )

    assert rows(parsed) == [row.replace("쉼터 운영", "쉼터운영") for row in MOVE]
    assert sums(parsed) == [f"총 계 | {TOTAL}"]
    assert set(findings(parsed)) <= {"name-split-uncertain"}
    assert transfers(parsed) == MOVED


# --------------------------------------------------------------------------------------------------- tables cut by a printer

XS = [40, 110, 200, 300, 370, 420, 470, 540]
TITLES = ["부서", "세부사업", "통계목", "예산현액", "감", "증", "전용 후"]


def printed(*pieces: list[list[str]]) -> Parsed:
    """A PDF report: each piece of its table on a page of its own, at the bottom of the first and the top of the others."""
    pages = []
    for number, piece in enumerate(pieces):
        top = 40.0 if number else 800.0 - 30 * len(piece)
        page = PageMaker()
        if not number:
            for line, text in enumerate(report("").splitlines()):
                page.text(40, 50 + 18 * line, text)
        pages.append(page.table(XS, [top + 30 * row for row in range(len(piece) + 1)], piece))
    return councildoc.parse(pdf(*pages))


FIRST = ["청소과", "쉼터 운영", "201-01 사무관리비", "5,000", "1,000", "-", "4,000"]
SECOND = ["청소과", "쉼터 운영", "201-03 행사운영비", "-", "-", "1,000", "1,000"]
LAST = ["합계", "", "", "5,000", "1,000", "1,000", "5,000"]


@pytest.mark.point(74)
@pytest.mark.parametrize(
    "pieces",
    [
        ([TITLES, FIRST], [TITLES, SECOND, LAST]),
        ([TITLES, FIRST], [SECOND, LAST]),
        ([TITLES, FIRST], [TITLES, ["", "", *SECOND[2:]], LAST]),
        ([TITLES, FIRST], [["", "", *SECOND[2:]], LAST]),
        ([TITLES, [*FIRST[:2], "201-01", *FIRST[3:]]], [TITLES, ["", "", "사무관리비", "", "", "", ""], SECOND, LAST]),
        ([TITLES, [*FIRST[:2], "201-01", *FIRST[3:]]], [["", "", "사무관리비", "", "", "", ""], SECOND, LAST]),
        ([TITLES, FIRST, SECOND], [TITLES, LAST]),
    ],
    ids=["header again", "no header", "header again, names blank", "no header, names blank", "cut in a cell", "cut in a cell, no header", "only the total"],
)  # fmt: skip
def test_a_printed_table_over_two_pages(pieces: tuple[list[list[str]], ...]) -> None:
    parsed = printed(*pieces)

    assert rows(parsed) == MOVE
    assert sums(parsed) == [f"합계 | {TOTAL}"]
    assert findings(parsed) == []
    assert transfers(parsed) == MOVED


@pytest.mark.point(74, 65)
def test_a_name_cut_by_a_page_is_joined_where_it_stands_whole_elsewhere() -> None:
    parsed = printed([TITLES, ["청소과", "마을 쉼터", *FIRST[2:]]], [TITLES, ["", "운영", *SECOND[2:]], LAST])

    assert [line.head.detailed_project for line in budget_table(parsed).lines] == ["마을 쉼터 운영"] * 2
    assert findings(parsed) == []


@pytest.mark.point(74, 65)
def test_a_name_that_may_be_cut_by_a_page_is_reported() -> None:
    parsed = printed([TITLES, ["청소과", "생활체육시설", *FIRST[2:]]], [TITLES, ["", "기반구축", *SECOND[2:]], LAST])

    assert findings(parsed) == ["cut-cell"]


@pytest.mark.point(75)
def test_a_word_of_thousands_of_characters_is_no_header(monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []

    def noted(lines: Sequence[tuple[int, Line]]) -> None:
        lengths.append(len(lines[0][1].text))

    monkeypatch.setattr("councildoc.budget.flattened_unrolled.parse_header", noted)
    assert unrolled(Line('{"부서": "1,000",' + '"1,000",' * 20_000)) is None
    assert max(lengths, default=0) < 500


@pytest.mark.parametrize("amounts", ["5,000 1,000 -", "5,000 1,000 - 4,000 4,000"])
def test_a_run_of_amounts_that_the_header_does_not_have_unrolls_nothing(amounts: str) -> None:
    line = " ".join([HEADER_WORDS, ROWS_OF_WORDS[1], ROWS_OF_WORDS[2], f"청소과 쉼터 운영 201-01 사무관리비 {amounts}"])
    assert unrolled(Line(line.replace(amounts, "5,000 1,000 - 4,000")))
    assert unrolled(Line(line)) is None

"""Tables drawn with bars in plain text, as `to_text` writes them and as people leave them behind."""

from __future__ import annotations

import pytest

import councildoc
from councildoc import BudgetTable, Cell, Parsed, Table
from councildoc.extraction.drawn_tables import draw_table
from timing import grows_by

BASE = """\
Ⅰ 행사를 위한 예산 전용
□ 예산현황
(단위 : 천원)
| 부서명     | 세부사업 | 통계목                | 예산현액 | 증감   | <      | 전용 후 예산현액 |
| ^          | ^        | ^                     | ^        | 감     | 증     | ^                |
| 도시재생과 | 협력     | 100-201-01 사무관리비 | 355,000  | 30,000 | -      | 325,000          |
| ^          | 운영     | 100-201-03 행사운영비 | -        | -      | 30,000 | 30,000           |
| 총 계      | <        | <                     | 355,000  | 30,000 | 30,000 | 355,000          |
"""
LINES = BASE.splitlines(keepends=True)


def read(text: str) -> Parsed:
    return councildoc.parse(text.encode())


def body(parsed: Parsed) -> tuple[object, ...]:
    return parsed.briefings[0].items[0].blocks[0].body


def edited(row: int, old: str, new: str) -> str:
    """The text with one row changed."""
    assert old in LINES[row]
    return "".join(line.replace(old, new) if number == row else line for number, line in enumerate(LINES))


@pytest.mark.parametrize(
    "text",
    [
        BASE.replace(" |", "\u00a0|"),
        BASE.replace("| ", "|\u3000"),
        BASE.replace("|", "｜"),
        BASE.replace("|", "│"),
        BASE.replace("  ", ""),
        "".join(line.rstrip().removesuffix("|") + "\n" for line in LINES),
        "".join("   " + line for line in LINES),
        BASE.replace("\n", "\r\n"),
        "".join([*LINES[:5], "|---|---|---|---:|:--:|---|---|\n", *LINES[5:]]),
        "".join([*LINES[:5], "|-|-|-|-|-|-|-|\n", *LINES[5:]]),
        "".join([*LINES[:5], "|---|---|---|\n", *LINES[5:]]),
        "".join([*LINES[:7], "\n", *LINES[7:]]),
        "".join([*LINES[:6], "\n", *LINES[6:]]),
    ],
    ids=[
        "no-break blanks", "wide blanks", "full-width bars", "box bars", "not aligned", "no last bar", "indented", "CRLF", "a rule", "a short rule",
        "a rule with fewer cells", "a blank line above the total", "a blank line between the lines",
    ],
)  # fmt: skip
def test_what_people_do_to_a_table_does_not_change_it(text: str) -> None:
    parsed = read(text)

    assert body(parsed) == body(read(BASE))
    assert parsed.briefings[0].items[0].transfers == read(BASE).briefings[0].items[0].transfers
    assert [d.code for d in parsed.diagnostics] == ["missing-reason"]


@pytest.mark.parametrize(
    "text", [edited(5, " 협력     |", ""), edited(6, "운영", "민|관"), edited(5, "| 355,000", "|| 355,000")]
)
def test_a_row_with_other_cells_is_reported(text: str) -> None:
    parsed = read(text)

    assert not any(isinstance(entry, BudgetTable) for entry in body(parsed))
    assert [d.code for d in parsed.diagnostics if d.severity == "warning"][:1] == ["garbled-text"]


def test_a_correction_in_the_text_is_read() -> None:
    """A clerk changes an amount: the new value is read, and the sum that no longer holds is found."""
    parsed = read(BASE.replace("| 325,000", "| 335,000"))

    (table,) = body(parsed)
    assert isinstance(table, BudgetTable)
    assert table.lines[0].after == 335_000_000
    assert {d.code for d in parsed.diagnostics if d.severity == "error"} == {"row-arithmetic", "total-mismatch"}


def drawing_and_reading(table: Table) -> None:
    text = "".join(line + "\n" for line in draw_table(table))
    assert councildoc.extract(text.encode()).elements == (table,)


@pytest.mark.no_cover
@pytest.mark.parametrize("wide", [False, True])
def test_drawing_and_reading_are_linear(wide: bool) -> None:
    def table(size: int) -> Table:
        if wide:
            return Table((Cell("가", 0, 0, rowspan=20, colspan=size),))
        return Table(tuple(Cell("가나", row, col) for row in range(size) for col in range(2)))

    small, large = table(500), table(4000)

    # Eight times the cells; quadratic would be sixty-four times.
    assert grows_by(lambda: drawing_and_reading(small), lambda: drawing_and_reading(large), within=24) < 24

"""A complete little report around a table, and what was read of the table as lines of text.

Whatever is read here loses no character of the document, and reads back from the text that is written of it.
"""

from __future__ import annotations

from collections.abc import Iterator

import councildoc
from conservation import difference
from councildoc import BudgetTable, Parsed, Severity, Source, Table, to_text
from councildoc.api import read_document
from councildoc.model import BudgetTotal
from councildoc.parser import parse_document
from drawing import draw

REPORT = """\
{year}년도 4분기 예산 전용 보고
제281회 한빛구의회(임시회)
도시환경위원회
{next}. 2.
환경국 청소과
Ⅰ 마을 쉼터 운영을 위한 예산 전용
□ 전용개요
 ○ 전용금액 : 1,000천원
 ○ 전용일자 : {year}. 10. 12.
□ 전용사유
 ○ 이용자가 늘어 쉼터 행사를 넓히기 위함
□ 예산현황
"""
"""One 전용 of 1,000천원; the table stands in the last block."""

UNIT = "(단위 : 천원)\n"

FROM = "청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000,000 1,000,000 · 4,000,000"
TO = "청소과 | 쉼터 운영 | 201-03 행사운영비 | · · 1,000,000 1,000,000"
MOVE = [FROM, TO]
"""The two lines that most tables here print, as `rows` gives them."""
TOTAL = "5,000,000 1,000,000 1,000,000 5,000,000"


HEADER = "| 부서 | 세부사업 | 통계목 | 예산현액 | 감 | 증 | 전용 후 |\n"
GIVES = "| 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 | 1,000 | - | 4,000 |\n"
TAKES = "| 청소과 | 쉼터 운영 | 201-03 행사운영비 | - | - | 1,000 | 1,000 |\n"
SUMS = "| 합계 | < | < | 5,000 | 1,000 | 1,000 | 5,000 |\n"

PARKS = (
    "| 공원과 | 나무 심기 | 206-01 재료비 | 2,000 | 200 | - | 1,800 |\n"
    "| ^ | ^ | 201-01 사무관리비 | 100 | - | 200 | 300 |\n"
)
PARK_ROWS = [
    "공원과 | 나무 심기 | 206-01 재료비 | 2,000,000 200,000 · 1,800,000",
    "공원과 | 나무 심기 | 201-01 사무관리비 | 100,000 · 200,000 300,000",
]


def report(table: str, *, unit: str = UNIT, year: int = 2021) -> str:
    """The text of a report with the table in it."""
    return REPORT.format(year=year, next=year + 1) + unit + table.strip("\n") + "\n"


def drawn(table: str, *, unit: str = UNIT, year: int = 2021) -> Parsed:
    """The reading of a report whose table is drawn cell by cell (see `drawing`)."""
    document = draw(report(table, unit=unit, year=year))
    parsed = parse_document(document, Source("보고", "text", "0" * 64))
    assert difference(document, parsed) == {}
    assert councildoc.parse(to_text(parsed).encode()).briefings == parsed.briefings
    return parsed


def typed(table: str, *, unit: str = UNIT) -> Parsed:
    """The reading of a report that is plain text, through the public function."""
    data = report(table, unit=unit).encode()
    parsed = councildoc.parse(data)
    assert difference(read_document("보고", data, None).document, parsed) == {}
    assert councildoc.parse(to_text(parsed).encode()).briefings == parsed.briefings
    return parsed


def entries(parsed: Parsed) -> list[BudgetTable | Table]:
    """The tables of the last block, read or not."""
    body = parsed.briefings[0].items[0].blocks[-1].body
    return [entry for entry in body if isinstance(entry, BudgetTable | Table)]


def budget_table(parsed: Parsed) -> BudgetTable:
    """The only table of a reading, which is a budget table."""
    (table,) = entries(parsed)
    assert isinstance(table, BudgetTable)
    return table


def _money(row: object) -> str:
    values = (getattr(row, field) for field in ("before", "decrease", "increase", "after"))
    return " ".join("·" if won is None else f"{won:,}" for won in values)


def _total(row: BudgetTotal) -> str:
    return f"{row.label} | {_money(row)}"


def _rows(table: BudgetTable) -> Iterator[str]:
    for line in table.lines:
        head = line.head
        names = (head.account, head.department, head.policy_project, head.unit_project, head.detailed_project)
        code_and_name = " ".join(part for part in (head.object_code, head.object_name) if part)
        extra = " ".join(f"{title}={text}" for title, text in line.extra.items())
        parts = [f"({line.group})" if line.group else None, *names, code_and_name, _money(line), extra]
        yield " | ".join(part for part in parts if part)


def rows(parsed: Parsed) -> list[str]:
    """The lines of all budget tables: what is named, the four amounts in won (· for none), other columns."""
    return [row for table in entries(parsed) if isinstance(table, BudgetTable) for row in _rows(table)]


def sums(parsed: Parsed) -> list[str]:
    """Subtotals, then the total: label and the four amounts in won."""
    found = [table for table in entries(parsed) if isinstance(table, BudgetTable)]
    return [_total(row) for table in found for row in (*table.subtotals, *filter(None, (table.total,)))]


def findings(parsed: Parsed) -> list[str]:
    """The codes of the findings that are no mere information."""
    return [found.code for found in parsed.diagnostics if found.severity is not Severity.INFO]


def transfers(parsed: Parsed) -> list[str]:
    """Each transfer: its kind, amount, dates, and from what to what."""
    out = []
    for move in parsed.transfers:
        sides = (
            " + ".join(f"{leg.head.object_name} {leg.amount:,}" for leg in side)
            for side in (move.sources, move.targets)
        )
        out.append(f"{move.kind} {move.amount:,} {', '.join(move.dates)}: {' -> '.join(sides)}")
    return out


MOVED = ["전용 1,000,000 2021-10-12: 사무관리비 1,000,000 -> 행사운영비 1,000,000"]
"""The transfer that most reports here tell of, as `transfers` gives it."""


def is_the_move(table: str, *, unit: str = UNIT) -> None:
    """Assert that a drawn table is read as `MOVE`, and nothing is found."""
    parsed = drawn(table, unit=unit)

    assert rows(parsed) == MOVE
    assert findings(parsed) == []
    assert transfers(parsed) == MOVED

"""The flattened texts of the development briefings: what is recovered is right, and nearly all of it is recovered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from councildoc.document import Table
from councildoc.model import BudgetTable, Paragraph
from locations import FIXTURES
from readings import reading

FOLDER = FIXTURES / "devset"
TEXTS = sorted(FOLDER.glob("*.txt"))
LEFT_AS_LINES = {"T02.pdfminer.txt": 1}
"""Tables whose rows were printed out of order: the sums prove the rows, but not which object each belongs to."""

AMOUNTS = ("before", "decrease", "increase", "after")

Reading = list[tuple[str | int | None, ...]]


def expected_tables(path: Path) -> list[Reading]:
    expected = json.loads((FOLDER / f"{path.name[:3]}.expected.json").read_text("utf-8"))
    return [
        [(line["head"]["object_code"], *(line[field] for field in AMOUNTS)) for line in entry["lines"]]
        for briefing in expected["briefings"]
        for item in briefing["items"]
        for block in item["blocks"]
        for entry in block["body"]
        if entry["type"] == "budget_table"
    ]


def found_tables(path: Path) -> list[BudgetTable]:
    return [
        entry
        for briefing in reading(path).briefings
        for item in briefing.items
        for block in item.blocks
        for entry in block.body
        if isinstance(entry, BudgetTable)
    ]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_codes_and_amounts_are_right_or_absent(path: Path) -> None:
    expected = expected_tables(path)
    found = found_tables(path)
    readings = [
        [(line.head.object_code, *(getattr(line, field) for field in AMOUNTS)) for line in table.lines]
        for table in found
    ]
    assert all(table.printed.recovered for table in found)
    assert [reading for reading in readings if reading not in expected] == []
    assert len(readings) == len(expected) - LEFT_AS_LINES.get(path.name, 0)


@pytest.mark.parametrize("name", ["T04.pdftotext.txt", "T04.pdfminer.txt"])
def test_remarks_that_no_row_can_claim_are_kept_and_reported_at_their_table(name: str) -> None:
    parsed = reading(FOLDER / name)
    remarks = ("보조 3개 단체", "회선료 존치")
    block = parsed.briefings[0].items[0].blocks[4]
    at = next(n for n, entry in enumerate(block.body) if isinstance(entry, BudgetTable))
    told = [finding for finding in parsed.diagnostics if all(remark in finding.message for remark in remarks)]
    beside = [entry.text for entry in block.body if isinstance(entry, Paragraph)]

    assert [(finding.code, finding.path) for finding in told] == [
        ("name-split-uncertain", f"briefings[0].items[0].blocks[4].body[{at}]")
    ]
    assert any(all(remark in text for remark in remarks) for text in beside)


@pytest.mark.parametrize("name", ["T04.pdftotext.txt", "T04.pdfminer.txt"])
def test_what_was_spent_of_a_reserve(name: str) -> None:
    (table,) = reading(FOLDER / name).briefings[0].items[1].blocks[1].body
    assert isinstance(table, Table)
    assert table.caption == "(단위 : 천원)"
    assert [[cell.text.replace("\n", " ") if cell else "" for cell in row] for row in table.grid()] == [
        ["부서명", "세부사업", "통계목", "예비비 결정액", "집행액", "집행잔액", "결정일자"],
        ["도시정비과", "노후 축대 응급복구", "401-01 시설비", "120,000", "113,870", "6,130", "2019. 2. 11."],
        ["주택정책과", "한파 피해가구 임시거처 지원", "301-14 기타보상금", "18,500", "18,500", "-", "2019. 1. 29."],
        ["합 계"] * 3 + ["138,500", "132,370", "6,130", ""],
    ]


def test_sums_by_department() -> None:
    parsed = reading(FOLDER / "T04.pdftotext.txt")
    (table,) = parsed.briefings[0].items[0].blocks[3].body
    assert isinstance(table, Table)
    assert [[cell.text if cell else "" for cell in row] for row in table.grid()] == [
        ["구\n분", "계", "도시재생과 → 공동체정책과", "주택정책과 → 도시정비과"],
        ["이체 건수", "4건", "2건", "2건"],
        ["이체 금액", "96,400", "54,400", "42,000"],
    ]
    assert "briefings[0].items[0].blocks[3].body[0]" in [finding.path for finding in parsed.diagnostics]

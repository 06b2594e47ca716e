"""The flattened texts of the development briefings: what is recovered is right, and nearly all of it is recovered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from councildoc.model import BudgetTable
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

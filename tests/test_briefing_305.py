"""The main promise: the real briefing, as text and as PDFs of many layouts, gives its three transfers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest

from conservation import difference
from councildoc import Briefing, BudgetTable, Document, Item, Leg, Parsed, Severity, Transfer, same_reading
from councildoc.parser import parse_document
from councildoc.values import parse_cell, reading_key
from locations import FIXTURES, needs_shared, shared_files
from readings import extracted, reading

TEXT = FIXTURES / "briefing-305.txt"
PDF = FIXTURES / "briefing-305.pdf"
HANCOM = [FIXTURES / "briefing-305.hwp", FIXTURES / "briefing-305.hwpx"]
FACSIMILES = shared_files("facsimile/pdf/*.pdf")
OTHER_EDITIONS = ("_pagebreak", "_wrap", "_long200")
SAME_EDITION = [path for path in FACSIMILES if not path.stem.endswith(OTHER_EDITIONS)]


def truth(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return found


def read(path: Path) -> tuple[Document, Parsed]:
    password = truth(path).get("password") if path in FACSIMILES else None
    return extracted(path, password).document, reading(path, password)


def items(path: Path) -> tuple[Item, ...]:
    return tuple(item for briefing in read(path)[1].briefings for item in briefing.items)


def head(leg: Leg) -> tuple[str | None, ...]:
    return tuple(reading_key(name) if name else None for name in attrs.astuple(leg.head))


@pytest.mark.parametrize("path", [TEXT, PDF, *HANCOM, *SAME_EDITION], ids=lambda path: path.name)
def test_title_page(path: Path) -> None:
    (briefing,) = read(path)[1].briefings
    assert briefing.council is None
    assert (briefing.session_number, briefing.session_kind) == (305, "임시회")
    assert (briefing.committee, briefing.department) == ("행정자치위원회", "스마트도시정책관")
    assert (briefing.date, reading_key(briefing.place or "")) == ("2022-02", "행정자치위원회회의실")
    assert briefing.title == (None if path in (TEXT, *HANCOM) else "예산 전용 보고")


@pytest.mark.parametrize("path", [TEXT, PDF, *HANCOM, *SAME_EDITION], ids=lambda path: path.name)
def test_transfers(path: Path) -> None:
    office, policy = "스마트정책관스마트도시담당관", "지식정보사회선도기반구축"
    first, second, third = read(path)[1].transfers
    assert [(t.kind, t.amount, t.dates) for t in (first, second, third)] == [
        ("전용", 30_000_000, ("2021-10-12",)),
        ("전용", 16_500_000, ("2021-10-25",)),
        ("전용", 10_000_000, ("2021-10-28",)),
    ]
    facility, cooperation = "정보화기반시설확충", "스마트도시민·관협력"
    assert [head(leg) for leg in (*first.sources, *first.targets)] == [
        (None, office, policy, facility, cooperation, "110-201-01", "사무관리비"),
        (None, office, policy, "전자정부홍보마케팅", "세계스마트시티기구운영", "100-201-03", "행사운영비"),
    ]
    assert [head(leg) for leg in (*second.sources, *second.targets)] == [
        (None, office, policy, facility, "사물인터넷도시조성", "100-201-02", "공공운영비"),
        (None, office, policy, facility, "사물인터넷도시조성", "100-401-02", "감리비"),
    ]
    assert [head(leg) for leg in (*third.sources, *third.targets)] == [
        (None, office, policy, "모바일행정서비스제공", "블록체인기반공유행정도입", "100-201-03", "행사운영비"),
        (None, office, policy, facility, "스마트도시민관협력", "100-201-03", "행사운영비"),
    ]
    for transfer in (first, second, third):
        assert [leg.amount for leg in (*transfer.sources, *transfer.targets)] == [transfer.amount] * 2
        assert transfer.reason


@pytest.mark.parametrize("path", [TEXT, PDF, *HANCOM, *SAME_EDITION], ids=lambda path: path.name)
def test_budget_tables(path: Path) -> None:
    tables = [
        entry for item in items(path) for block in item.blocks for entry in block.body if isinstance(entry, BudgetTable)
    ]
    lines = [(line.before, line.decrease, line.increase, line.after) for table in tables for line in table.lines]
    assert lines == [
        (355_000_000, 30_000_000, None, 325_000_000),
        (None, None, 30_000_000, 30_000_000),
        (448_320_000, 16_500_000, None, 431_820_000),
        (None, None, 16_500_000, 16_500_000),
        (10_000_000, 10_000_000, None, None),
        (100_000_000, None, 10_000_000, 110_000_000),
    ]
    totals = [table.total for table in tables if table.total]
    assert [(total.before, total.decrease, total.increase, total.after) for total in totals] == [
        (355_000_000, 30_000_000, 30_000_000, 355_000_000),
        (448_320_000, 16_500_000, 16_500_000, 448_320_000),
        (110_000_000, 10_000_000, 10_000_000, 110_000_000),
    ]
    assert [[block.kind for block in item.blocks] for item in items(path)] == [
        ["overview", "summary", "reason", "budget"]
    ] * 3
    assert [(item.number, item.label) for item in items(path)] == [(1, "Ⅰ"), (2, "Ⅱ"), (3, "Ⅲ")]


@pytest.mark.parametrize("path", [TEXT, PDF, *HANCOM, *SAME_EDITION], ids=lambda path: path.name)
def test_findings(path: Path) -> None:
    found = [d for d in read(path)[1].diagnostics if d.severity is not Severity.INFO]
    assert "account-prefix-differs" in {d.code for d in found}
    assert {d.code for d in found} <= {"account-prefix-differs", "name-split-uncertain", "cut-cell"}
    assert not [d for d in found if d.severity is Severity.ERROR]
    prefix = next(d for d in found if d.code == "account-prefix-differs")
    assert prefix.path == "briefings[0].items[0].transfers[0]"
    assert prefix.where


def _shared_reading(path: Path) -> tuple[object, ...]:
    """What the text and the shortened PDF edition have in common."""
    return tuple(
        (
            item.number,
            reading_key(item.title or ""),
            reading_key(item.summary or ""),
            tuple(block.kind for block in item.blocks),
        )
        for item in items(path)
    )


@pytest.mark.parametrize("path", [PDF, *HANCOM, *SAME_EDITION], ids=lambda path: path.name)
def test_same_reading_as_the_text(path: Path) -> None:
    assert _shared_reading(path) == _shared_reading(TEXT)
    assert same_reading(read(path)[1].transfers, read(TEXT)[1].transfers)
    for left, right in zip(items(path), items(TEXT), strict=True):
        for one, other in zip(left.blocks, right.blocks, strict=True):
            tables = [[entry for entry in block.body if isinstance(entry, BudgetTable)] for block in (one, other)]
            assert same_reading(tuple(tables[0]), tuple(tables[1]))


@needs_shared
@pytest.mark.parametrize("path", SAME_EDITION, ids=lambda path: path.name)
def test_same_reading_among_pdfs(path: Path) -> None:
    assert same_reading(read(path)[1].briefings, read(PDF)[1].briefings)


def _won(text: str) -> int | None:
    return parse_cell(text, 1000)


@needs_shared
@pytest.mark.parametrize("path", FACSIMILES, ids=lambda path: path.name)
def test_tables_hold_the_true_cells(path: Path) -> None:
    expected = truth(path)["items"]
    assert [reading_key(item.title or "") for item in items(path)] == [reading_key(item["title"]) for item in expected]
    for item, true in zip(items(path), expected, strict=True):
        (table,) = (entry for block in item.blocks for entry in block.body if isinstance(entry, BudgetTable))
        rows = [
            (
                *(reading_key(name or "") for name in (
                    line.head.department,
                    line.head.policy_project,
                    line.head.unit_project,
                    line.head.detailed_project,
                    f"{line.head.object_code}{line.head.object_name}",
                )),
                *(line.before, line.decrease, line.increase, line.after),
            )
            for line in table.lines
        ]  # fmt: skip
        assert rows == [
            (*(reading_key(text) for text in row[:5]), *(_won(text) for text in row[5:]))
            for row in true["table"]["rows"]
        ]
        assert table.total is not None
        total = [table.total.before, table.total.decrease, table.total.increase, table.total.after]
        assert total == [_won(text) for text in true["table"]["total"]]


@pytest.mark.parametrize("path", [TEXT, PDF, *HANCOM, *FACSIMILES], ids=lambda path: path.name)
def test_nothing_is_lost(path: Path) -> None:
    document, parsed = read(path)
    assert difference(document, parsed) == {}


@pytest.mark.no_cover
@pytest.mark.parametrize("path", [TEXT, PDF, *HANCOM], ids=lambda path: path.name)
def test_the_conservation_law_sees_a_lost_line(path: Path) -> None:
    document, parsed = read(path)
    for position in range(0, len(document.elements), 7):
        fewer = attrs.evolve(document, elements=document.elements[:position] + document.elements[position + 1 :])
        if any("".join(line.split()) for line in Document("text", document.elements[position : position + 1]).lines()):
            assert difference(document, parse_document(fewer, parsed.source)) != {}


def test_every_value_knows_its_place() -> None:
    for path, key in ((TEXT, "line"), (PDF, "page"), *((path, "paragraph") for path in HANCOM)):
        parsed = read(path)[1]
        for transfer in parsed.transfers:
            for name in ("amount", "dates", "reason"):
                assert transfer.places[name], name
            assert all(leg.where for leg in (*transfer.sources, *transfer.targets))
        for briefing in parsed.briefings:
            fields = ("session_number", "session_kind", "committee", "department", "date", "place")
            assert all(getattr(place, key) is not None for name in fields for place in briefing.places[name])


def test_values_stand_where_their_places_say() -> None:
    lines = TEXT.read_text("utf-8").splitlines()
    briefing = read(TEXT)[1].briefings[0]
    (place,) = briefing.places["session_number"]
    assert place.line is not None
    assert "305" in lines[place.line - 1]
    first: Transfer = read(TEXT)[1].transfers[0]
    assert any("30,000천원" in lines[(place.line or 0) - 1] for place in first.places["amount"])


def test_a_result_line_is_no_transfer_and_displaced_lines_stay() -> None:
    item = items(TEXT)[2]
    assert len(item.transfers) == 1
    texts = "\n".join(str(block.body) for block in item.blocks)
    assert "유튜브 동시 접속자수" in texts
    assert "SSW 인사이트" in texts
    assert isinstance(read(TEXT)[1].briefings[0], Briefing)

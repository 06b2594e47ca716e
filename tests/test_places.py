"""Every value of every object has its place, and the place is true: over all fixtures and the optional data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given

import councildoc
from councildoc import Document, Line, Location, Pairs, Parsed, Source, from_json, to_json
from councildoc.api import read_briefings
from councildoc.errors import InputError
from councildoc.parser import parse_document
from councildoc.testing import near_documents
from drawing import draw
from effort import examples
from locations import FIXTURES, shared_files
from places import faults, values
from readings import extracted, reading
from samples import BRIEFING
from test_any_document import documents

SUFFIXES = (".pdf", ".hwp", ".hwpx", ".txt")
OWN = sorted(
    path
    for folder in ("", "devset", "briefings", "hancom")
    for path in (FIXTURES / folder).glob("*")
    if path.suffix in SUFFIXES
)
CASES = sorted((FIXTURES / "cases").glob("*.txt"))
OPTIONAL = [
    path
    for pattern in ("devset/T*/*.*", "facsimile/*.*", "facsimile/pdf/*.pdf", "sample/*.txt")
    for path in shared_files(pattern)
    if path.suffix in SUFFIXES
]
LOCKED = {"drm", "password", "lo_encuser"}
"""Files that nobody reads without a key."""


@pytest.mark.point(82)
@pytest.mark.parametrize("path", [*OWN, *OPTIONAL], ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_value_is_printed_at_its_place(path: Path) -> None:
    if path.stem in LOCKED:
        with pytest.raises(InputError):
            extracted(path)
        return

    assert faults(reading(path), extracted(path).document) == []


def drawn(path: Path) -> Document:
    return draw(path.read_text("utf-8").partition("=" * 20)[0])


def read(document: Document) -> Parsed:
    return parse_document(document, Source("a", "text", "0" * 64))


@pytest.mark.point(82)
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_value_of_a_case_is_printed_at_its_place(path: Path) -> None:
    document = drawn(path)

    assert faults(read(document), document) == []


@pytest.mark.point(82)
@examples("text")
@given(documents() | near_documents())
def test_every_value_of_any_document_is_printed_at_its_place(document: Document) -> None:
    assert faults(read(document), document) == []


# ----------------------------------------------------------------------------------------------- the test itself can fail


def moved(value: Any, to: dict[Location, Location]) -> Any:
    """The reading with every place exchanged for another."""
    if isinstance(value, Location):
        return to.get(value, value)
    if isinstance(value, tuple):
        return tuple(moved(entry, to) for entry in value)
    if isinstance(value, Pairs):
        return Pairs({key: moved(entry, to) for key, entry in value.items()})
    if attrs.has(type(value)):
        fields = (field.name for field in attrs.fields(type(value)))
        return attrs.evolve(value, **{name: moved(getattr(value, name), to) for name in fields})
    return value


def all_places(document: Document) -> list[Location]:
    parts = (
        part for element in document.elements for part in ([element] if isinstance(element, Line) else element.cells)
    )
    return list(dict.fromkeys(place for part in parts for place in part.where))


FORMATS = ["briefing-305.pdf", "briefing-305.hwp", "briefing-305.hwpx", "briefing-305.txt"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_shifted_place_is_seen(name: str) -> None:
    """Every place moved to the next printed piece: what is still found there is printed twice in a row, as 30,000 | 30,000."""
    document, parsed = extracted(FIXTURES / name).document, reading(FIXTURES / name)
    places = all_places(document)
    shifted = moved(parsed, dict(zip(places, [*places[1:], places[0]], strict=True)))

    wrong = {fault.split(": ")[0] for fault in faults(shifted, document)}

    checked = [value for value in values(parsed) if value.field != "depth"]
    assert shifted == parsed  # places are no part of equality
    assert len(wrong) > len(checked) * 0.75
    money = [value.path for value in checked if value.field in ("before", "decrease", "increase", "after")]
    assert len(wrong.intersection(money)) > len(money) * 0.6


@pytest.mark.parametrize("field", ["amount", "kind", "dates", "reason"])
def test_a_missing_place_is_seen(field: str) -> None:
    found = extracted(FIXTURES / "briefing-305.pdf")
    (briefing,) = reading(FIXTURES / "briefing-305.pdf").briefings
    item = briefing.items[0]
    (transfer,) = item.transfers
    without = attrs.evolve(transfer, places=Pairs({k: v for k, v in transfer.places.items() if k != field}))
    items = (attrs.evolve(item, transfers=(without,)), *briefing.items[1:])
    parsed = attrs.evolve(read_briefings(found), briefings=(attrs.evolve(briefing, items=items),))

    (fault,) = faults(parsed, found.document)

    assert fault.startswith(f"briefings[0].items[0].transfers[0].{field}")
    assert fault.endswith("has no place")


# --------------------------------------------------------------------------------------------------------- derived values


def texts(data: str, where: tuple[Location, ...]) -> list[str]:
    lines = data.split("\n")
    return [lines[(place.line or 0) - 1] for place in where]


TABLE = """\
2021년도 4분기 예산 전용 보고

Ⅰ. 국제교류 행사를 위한 예산 전용
□ 전용개요
○ 전용일자 : 10. 12.
□ 예산현황
(단위 : 천원)
| 회계 | 세부사업 | 통계목 | 예산현액 | 감 | 증 | 비고 |
| 일반회계 | 교류 | 사무관리비 | 3,550 | 300 | - | 잔액 |
| ^ | ^ | 국내여비 | 200 | 100 | - | - |
| ^ | 행사 | 행사운영비 | 120 | - | 400 | 신규 |
"""


def test_a_derived_value_has_the_places_of_what_it_comes_from() -> None:
    (transfer,) = councildoc.parse(TABLE.encode()).transfers
    second = transfer.sources[1]

    assert (transfer.amount, transfer.dates) == (400_000, ("2021-10-12",))
    assert [text.split("|")[5].strip() for text in texts(TABLE, transfer.places["amount"])] == ["300", "100"]
    assert texts(TABLE, transfer.places["dates"]) == ["○ 전용일자 : 10. 12.", "2021년도 4분기 예산 전용 보고"]
    assert texts(TABLE, transfer.places["kind"]) == ["Ⅰ. 국제교류 행사를 위한 예산 전용"]
    assert second.head.account == "일반회계"
    assert texts(TABLE, second.places["account"])[0].startswith("| 일반회계 ")  # filled down


def test_a_table_knows_the_places_of_its_headers_unit_and_caption() -> None:
    table = councildoc.parse(TABLE.encode()).briefings[0].items[0].blocks[1].body[0]
    assert isinstance(table, councildoc.BudgetTable)

    assert texts(TABLE, table.places["unit"]) == texts(TABLE, table.places["caption"]) == ["(단위 : 천원)"]
    assert {field for field in table.places if field.startswith("columns.")} == {
        "columns.before",
        "columns.decrease",
        "columns.increase",
    }
    assert texts(TABLE, table.lines[0].places["extra.비고"]) == [TABLE.split("\n")[8]]


def test_what_only_prose_tells_has_the_places_of_its_lines() -> None:
    (transfer,) = councildoc.parse(BRIEFING.encode()).transfers
    (source,) = transfer.sources

    assert texts(BRIEFING, source.places["object_name"]) == ["○ 전용내용 : 사무관리비 → 행사운영비"]
    assert texts(BRIEFING, source.places["amount"]) == ["○ 전용금액/전용일자 : 금 30,000천원 / ’21.10.12."]


def every_place(parsed: Parsed) -> Iterator[tuple[str, tuple[Location, ...]]]:
    for value in values(parsed):
        yield value.path, value.where


@pytest.mark.parametrize("name", FORMATS)
def test_places_survive_json(name: str) -> None:
    parsed = reading(FIXTURES / name)
    again = from_json(to_json(parsed))

    assert [path for path, _ in every_place(again)] == [path for path, _ in every_place(parsed)]
    assert to_json(again) == to_json(parsed)
    assert all(where for path, where in every_place(again) if not path.endswith(".depth"))

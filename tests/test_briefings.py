"""Invented briefings in many styles: text, PDF and HWPX of each give one golden reading, and the faults planted in it.

`pytest tests/test_briefings.py --update-golden` writes the golden readings anew, from the texts; then read what it wrote.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from briefings import FOLDER, PAGE_BREAK, PLANS, drawing, make, pages
from conservation import difference
from councildoc import Line
from golden import compact, same, written
from readings import extracted, reading

PLANTED: dict[str, list[str]] = {
    "06-district-wrong-sums": [
        "error row-arithmetic items[0]",  # 27,450 + 18,600 is not 46,500
        "error total-mismatch items[0]",  # and the total is that of the right sum
        "error total-mismatch items[3]",  # 24,700 printed as 27,400
        "error overdrawn items[3]",
        "error amount-mismatch items[1]",  # 9,800 in the prose, 8,900 in the table
        "error unbalanced-transfer items[2]",
    ],
    "07-county-law-doubts": [
        "warning object-name-mismatch items[3]",
        "warning account-prefix-differs items[3]",
        "warning date-outside-fiscal-year items[3]",
        "warning policy-project-differs items[2]",
        "warning forbidden-source items[0]",  # 인건비
        "warning forbidden-target items[1]",  # 업무추진비
        "warning forbidden-source items[4]",  # 시설비, before 2025-12-02
    ],
    "08-city-units-and-damage": [
        "error unit-conflict items[0]",  # 백만원 above the table, 천원 in its header
        "warning garbled-text items[1]",
        "warning redacted-value items[2]",
        "warning redacted-value items[2]",
        "error unit-missing items[3]",
    ],
    "21-city-agenda-wrong-stated-total": [
        "error unbalanced-transfer items[0].transfers[2]",  # 30,000 out, 33,000 in
        "error amount-mismatch items[0]",  # 96,300 told, 93,300 moved
    ],
}
"""The errors and warnings of each briefing, by their item; the others are sound."""

NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
ENDINGS = (".txt", ".hwpx", ".pdf")


def golden_of(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


def file_of(name: str, ending: str) -> Path:
    return FOLDER / (name + ending)


@pytest.mark.parametrize("name", NAMES)
def test_text_reading(name: str, update_golden: bool) -> None:
    read = compact(reading(file_of(name, ".txt")))
    if update_golden:
        file_of(name, ".json").write_text(written(read) + "\n", "utf-8")
    assert read == golden_of(name)


@pytest.mark.parametrize("name", NAMES)
def test_hwpx_reading(name: str) -> None:
    assert compact(reading(file_of(name, ".hwpx"))) == golden_of(name)


@pytest.mark.parametrize("name", NAMES)
def test_pdf_reading(name: str) -> None:
    assert same(compact(reading(file_of(name, ".pdf")))) == same(golden_of(name))


@pytest.mark.parametrize("name", NAMES)
def test_the_planted_faults_are_found_and_nothing_else(name: str) -> None:
    found = golden_of(name)["findings"]
    wanted = PLANTED.get(name, [])
    assert len(found) == len(wanted), found
    for finding, planted in zip(found, wanted, strict=True):
        severity, code, path = finding.split(maxsplit=2)
        assert f"{severity} {code}" == planted.rpartition(" ")[0]
        assert planted.rpartition(" ")[2] in path


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost(name: str, ending: str) -> None:
    """The file holds what was drawn, and the reading what the file holds."""
    path = file_of(name, ending)
    document = extracted(path).document
    assert difference(document, reading(path)) == {}
    drawn = "".join(
        element.text if isinstance(element, Line) else "".join(cell.text for cell in element.cells)
        for page in pages(name)
        for element in page.elements
    )
    assert Counter("".join(drawn.split())) == Counter("".join("".join(document.lines()).split()))


@pytest.mark.parametrize("name", NAMES)
def test_the_files_are_those_of_the_drawing(name: str) -> None:
    """A drawing that was changed has its files made anew: `python tests/briefings.py`."""
    assert make(name)[".hwpx"] == file_of(name, ".hwpx").read_bytes()


def test_every_briefing_is_whole() -> None:
    assert set(NAMES) == set(PLANS)
    assert set(PLANTED) <= set(NAMES)
    for name in NAMES:
        for ending in (*ENDINGS, ".json"):
            assert 0 < file_of(name, ending).stat().st_size < 60_000, name + ending


def test_a_page_break_is_a_line() -> None:
    assert any(PAGE_BREAK in drawing(name) for name in NAMES)
    assert all(
        line in (PAGE_BREAK, line.replace(PAGE_BREAK, "")) for name in NAMES for line in drawing(name).split("\n")
    )

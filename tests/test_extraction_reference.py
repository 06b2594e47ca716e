"""Documents whose true cells are known, by several producers; the shared ones are skipped where they are absent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from councildoc.diagnostics import Diagnostic
from councildoc.document import Document, Table
from councildoc.errors import EncryptedError
from councildoc.extraction.vocabulary import is_budget_header
from councildoc.values import reading_key
from readings import extracted
from test_extraction_pdf import conserved

FIXTURES = Path(__file__).parent / "fixtures"
SHARED = Path(__file__).resolve().parents[2] / "shared"
FACSIMILES = sorted((SHARED / "facsimile" / "pdf").glob("*.pdf"))
TWINS = sorted((SHARED / "devset").glob("T0?"))
CORPUS = [path for path in sorted((SHARED / "corpus").rglob("*.pdf")) if "scan" not in path.stem]

shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not beside the project")


def read(path: Path, password: str | None = None) -> tuple[Document, tuple[Diagnostic, ...]]:
    found = extracted(path, password)
    return found.document, found.findings


def budget_tables(document: Document) -> list[Table]:
    return [
        element
        for element in document.elements
        if isinstance(element, Table) and is_budget_header(cell.text for cell in element.cells)
    ]


def cells(table: Table) -> set[tuple[int, int, int, int, str]]:
    return {(cell.row, cell.col, cell.rowspan, cell.colspan, reading_key(cell.text)) for cell in table.cells}


def compare(path: Path, truth: dict[str, Any]) -> None:
    document, found = read(path, truth.get("password"))
    wanted = [item["table"] for item in truth["items"] if item.get("table")]
    tables = budget_tables(document)
    assert len(tables) == len(wanted)
    for table, want in zip(tables, wanted, strict=True):
        assert cells(table) == {(c["r"], c["c"], c["rs"], c["cs"], reading_key(c["text"])) for c in want["cells"]}
    solid = reading_key("".join(document.lines()))
    assert all(reading_key(line) in solid for line in truth["lines"])
    assert not found


def test_the_fixture() -> None:
    compare(FIXTURES / "briefing-305.pdf", json.loads((FIXTURES / "briefing-305.cells.json").read_text("utf-8")))


@shared
@pytest.mark.parametrize("path", FACSIMILES, ids=lambda path: path.stem)
def test_facsimiles(path: Path) -> None:
    compare(path, json.loads(path.with_suffix(".json").read_text("utf-8")))


@shared
@pytest.mark.parametrize("path", [path for path in FACSIMILES if "long" not in path.stem], ids=lambda path: path.stem)
def test_no_text_of_the_facsimiles_is_lost_or_doubled(path: Path) -> None:
    truth = json.loads(path.with_suffix(".json").read_text("utf-8"))
    conserved(path, truth.get("password"), pages=3)


@shared
@pytest.mark.no_cover
@pytest.mark.parametrize("password", [None, "", "wrong", "틀린암호"])
def test_a_user_password_has_to_be_given(password: str | None) -> None:
    path = next(path for path in FACSIMILES if "encuser" in path.stem)
    with pytest.raises(EncryptedError):
        read(path, password)


@shared
@pytest.mark.parametrize("case", TWINS, ids=lambda path: path.name)
def test_two_producers_give_the_same_tables(case: Path) -> None:
    one, other = (read(path)[0] for path in sorted(case.glob("*.pdf")))
    assert [cells(table) for table in budget_tables(one)] == [cells(table) for table in budget_tables(other)]
    assert budget_tables(one)


@shared
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_real_documents_are_read(path: Path) -> None:
    document, _ = read(path)
    assert document.pages
    assert document.elements
    for table in (element for element in document.elements if isinstance(element, Table)):
        covered = [place for cell in table.cells for place in _covered(cell)]
        assert len(covered) == len(set(covered))
    conserved(path, pages=2)


def _covered(cell: Any) -> list[tuple[int, int]]:
    return [
        (row, col)
        for row in range(cell.row, cell.row + cell.rowspan)
        for col in range(cell.col, cell.col + cell.colspan)
    ]

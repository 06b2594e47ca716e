"""Invented briefings in other styles, by several producers: each gives the reading expected."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conservation import difference
from councildoc import to_json
from councildoc.errors import NoTextError
from expected import unlike
from locations import FIXTURES, shared_files
from readings import extracted, reading

OWN = sorted(path for path in (FIXTURES / "devset").iterdir() if path.suffix in (".pdf", ".hwp", ".hwpx"))
ALL = [*OWN, *shared_files("devset/T*/*.pdf"), *shared_files("devset/T*/*.hwp*")]
CORPUS = [path for path in shared_files("corpus/*/*.hwp*") if path.parent.name != "locked" and "hwp3" not in path.name]
FLATTENED = {
    "T01.pdfminer.txt",
    "T03.pdfminer.txt",
    "T03.pdftotext.txt",
    "T05.pdftotext.txt",
}
"""Flattened texts whose reading is whole; of the others only what is proved is asked."""


@pytest.mark.parametrize("path", ALL, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_reading(path: Path) -> None:
    expected = json.loads((FIXTURES / "devset" / f"{path.name[:3]}.expected.json").read_text("utf-8"))
    assert unlike(expected, json.loads(to_json(reading(path)))) == []


@pytest.mark.parametrize(
    "path", [p for p in shared_files("devset/T*/*.txt") if p.name in FLATTENED], ids=lambda p: p.name
)
def test_flattened_reading(path: Path) -> None:
    expected = json.loads((FIXTURES / "devset" / f"{path.name[:3]}.expected.json").read_text("utf-8"))
    assert unlike(expected, json.loads(to_json(reading(path)))) == []


@pytest.mark.parametrize(
    "path",
    [*ALL, *shared_files("devset/T*/*.txt"), *shared_files("corpus/*/*.pdf"), *CORPUS],
    ids=lambda path: f"{path.parent.name}-{path.name}",
)
def test_nothing_is_lost(path: Path) -> None:
    try:
        document = extracted(path).document
    except NoTextError:
        assert "scan" in path.name
        return
    assert difference(document, reading(path)) == {}

"""Drawn documents in `fixtures/cases`: each file holds a drawing, a line of equals signs and the reading expected.

To add a case, write the drawing and run `pytest tests/test_cases.py --update-cases`; then read what it wrote.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from conservation import difference
from councildoc import Source
from councildoc.parser import parse_document
from drawing import draw
from locations import FIXTURES
from sketch import sketch

CASES = sorted((FIXTURES / "cases").glob("*.txt"))
RULE = "=" * 20 + "\n"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, update_cases: bool) -> None:
    drawing, _, expected = path.read_text("utf-8").partition(RULE)
    document = draw(drawing)
    parsed = parse_document(document, Source(path.name, "text", "0" * 64))
    if update_cases:
        path.write_text(drawing + RULE + sketch(parsed), "utf-8")
    else:
        assert sketch(parsed) == expected
    assert difference(document, parsed) == {}


def test_cases_are_compared_in_ci(update_cases: bool) -> None:
    assert CASES
    assert not (update_cases and os.environ.get("CI"))

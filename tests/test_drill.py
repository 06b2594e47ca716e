"""The breaks of the drill still fit the code, and the documentation lists them. The drill itself is `make drill`."""

from __future__ import annotations

import pytest

from drill import BREAKS, Break
from samples import ROOT


@pytest.mark.parametrize("entry", BREAKS, ids=lambda entry: entry.fault)
def test_each_break_fits_the_code(entry: Break) -> None:
    text = (ROOT / "src" / "councildoc" / entry.file).read_text("utf-8")

    assert text.count(entry.old) == 1
    assert entry.old != entry.new


def test_the_breaks_are_documented() -> None:
    page = (ROOT / "docs" / "properties.md").read_text("utf-8")

    assert [line for line in page.splitlines() if line.endswith(".py` |")] == [
        f"| {entry.fault} | `{entry.file}` |" for entry in BREAKS
    ]

"""Hypothesis strategies for briefings that can be written and for damaged documents, for the tests of your own code.

>>> from hypothesis import given
>>> from councildoc import parse, to_text
>>> from councildoc.testing import briefings
>>> @given(briefings())
... def test_what_is_written_is_read(briefing):
...     assert parse(to_text([briefing]).encode()).briefings == (briefing,)

They need Hypothesis (`pip install 'councildoc[testing]'`). Small examples come first: one item, one table or none.
"""

from __future__ import annotations

from councildoc.testing.damage import near_documents
from councildoc.testing.drawing import (
    amounts,
    blocks,
    briefings,
    budget_tables,
    heads,
    items,
    many_briefings,
    paragraphs,
    styles,
    tables,
)

__all__ = [
    "amounts",
    "blocks",
    "briefings",
    "budget_tables",
    "heads",
    "items",
    "many_briefings",
    "near_documents",
    "paragraphs",
    "styles",
    "tables",
]

"""The words by which a weak table proves to be a budget table."""

from __future__ import annotations

from collections.abc import Iterable

from councildoc.values import bare, column_fields
from councildoc.words import HEAD_COLUMNS, SUBTOTAL_WORDS, TOTAL_WORDS

AMOUNTS = frozenset({"before", "decrease", "increase", "after", "signed"})
_SUM_LABELS = frozenset((*TOTAL_WORDS, *SUBTOTAL_WORDS))


def is_head(text: str) -> bool:
    """Whether a header cell names what the money is for."""
    return any(field in HEAD_COLUMNS for field in column_fields(text))


def is_amount(text: str) -> bool:
    """Whether a header cell names an amount."""
    return any(field in AMOUNTS for field in column_fields(text))


def is_budget_header(texts: Iterable[str]) -> bool:
    """At least two columns that say what the money is for, and two of the amounts (a signed column counts as two)."""
    heads: set[str] = set()
    amounts: set[str] = set()
    for text in texts:
        fields = column_fields(text)
        heads.update(field for field in fields if field in HEAD_COLUMNS)
        amounts.update(field for field in fields if field in AMOUNTS)
    return len(heads) >= 2 and len(amounts) + ("signed" in amounts) >= 2


def is_sum_label(text: str) -> bool:
    """Whether a cell is the label of a total or subtotal row."""
    return bare(text) in _SUM_LABELS

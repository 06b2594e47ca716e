"""The words by which a weak table proves to be a budget table."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from councildoc.header_words import column_fields, counts_on
from councildoc.values import CODE, bare, clean, parse_cell
from councildoc.words import ACCOUNT_ENDINGS, HEAD_COLUMNS, NIL_MARKS, SUBTOTAL_WORDS, TOTAL_WORDS

AMOUNTS = frozenset({"before", "decrease", "increase", "after", "signed"})
_NO_AMOUNT = regex.compile(r"(?:19|20)\d\d|\(\d{1,2}\)|\D*")
"""A year or the number of a column, as headers have them."""
_SUM_LABELS = frozenset((*TOTAL_WORDS, *SUBTOTAL_WORDS))
_ACCOUNT = regex.compile(rf"[\[【<〈(]?[가-힣·ㆍ()]{{0,20}}(?:{'|'.join(ACCOUNT_ENDINGS)})[\]】>〉)]?")


def names_account(text: str) -> bool:
    """Whether a line is nothing but the name of an account, as it stands between the rows of a table.

    >>> names_account("일반회계"), names_account("[ 상수도특별회계 ]"), names_account("○ 일반회계"), names_account("회계과")
    (True, True, False, False)
    """
    return _ACCOUNT.fullmatch(bare(text)) is not None


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


def is_data(texts: Iterable[str]) -> bool:
    """Whether a row of cells holds data: an amount, the dash in the place of one, or a code.

    >>> is_data(["청소과", "1,000"]), is_data(["청소과", "-"]), is_data(["구분", "2021"]), is_data(["(1)", "(2)", "(3)", "(4)"])
    (True, True, False, False)
    """
    row = [text for text in map(clean, texts) if text]
    return not counts_on(row) and any(set(text) <= NIL_MARKS or CODE.search(text) or _is_number(text) for text in row)


def _is_number(text: str) -> bool:
    if _NO_AMOUNT.fullmatch(bare(text)):
        return False
    try:
        return parse_cell(text) is not None
    except ValueError:
        return False


def is_sum_label(text: str) -> bool:
    """Whether a cell is the label of a total or subtotal row."""
    return bare(text) in _SUM_LABELS

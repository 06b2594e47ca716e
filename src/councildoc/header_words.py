"""The header of a table -> what its columns are: by the words of a cell, or by marks that only number the columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache, partial
from itertools import pairwise

import regex

from councildoc.values import UNIT_NOTE, bare, parse_roman
from councildoc.words import AMOUNT_COLUMNS, COLUMN_MARK_ORDERS, HEAD_COLUMNS

_FORMULA = regex.compile(r"[(\[（]?\s*[A-Fa-fⓐ-ⓩ㉠-㉭①-⑳](?:\s*[-+−△/×*=±]\s*[A-Fa-fⓐ-ⓩ㉠-㉭①-⑳])*\s*[)\]）]?$|=.*$")


@cache
def _columns() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """Field -> every word for it as one pattern; compiled when the first header is read, so that importing stays quick."""
    return tuple(
        (field, regex.compile("|".join(f"(?:{word})" for word in words)))
        for field, words in (HEAD_COLUMNS | AMOUNT_COLUMNS).items()
    )


_LONGEST_MARK = 4
"""Digits that number a column; Python refuses to read some thousands of them."""
_MIN_NUMBERED = 4
_MIN_LETTERED = 3
_MARK_ORDERS = tuple(
    {mark: n for n, mark in enumerate(unicodedata.normalize("NFKC", marks))} for marks in COLUMN_MARK_ORDERS
)
_OPERATOR = regex.compile(r"[-+−–±△×*/÷()\[\]]+")


def _column_mark(text: str, *, roman: bool = False) -> tuple[int, int] | None:
    """The series and the place in it of a mark that numbers a column: `③`, `(3)`, `C`, `다`."""
    mark = text.strip("()[].")
    if mark.isdecimal():
        return (-1, int(mark)) if len(mark) <= _LONGEST_MARK else None
    if roman:
        return (-2, number) if (number := parse_roman(mark)) else None
    return next(((series, order[mark]) for series, order in enumerate(_MARK_ORDERS) if mark in order), None)


def counts_on(texts: Iterable[str]) -> bool:
    """Whether a row of cells only numbers the columns: (1) (2) (3) …, ① ② ③ …, a b c …

    A formula may stand behind a mark or in its place, as long as it only names other columns of the row. Three cells are
    enough where no plain number could be meant: letters, or a formula among them.

    >>> counts_on(["①", "②", "③", "④"]), counts_on(["1", "2", "3", "40"]), counts_on(["1", "2", "3-1", "4"])
    (True, False, False)
    >>> counts_on(["①", "②", "③", "④=①-②+③"]), counts_on(["(A)", "(B)", "(A-B)"]), counts_on(["가", "나", "다"])
    (True, True, True)
    >>> counts_on(["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ=Ⅰ-Ⅱ+Ⅲ"]), counts_on(["Ⅰ", "Ⅱ", "Ⅳ"])
    (True, False)
    """
    cells = [bare(unicodedata.normalize("NFKC", text)) for text in texts if bare(text)]
    marks = [cell.partition("=")[0].strip("()[].") for cell in cells]
    column_mark = partial(_column_mark, roman=marks[:1] == ["I"])
    places: list[tuple[int, int]] = []
    named: list[str] = []
    for cell in cells:
        mark, equals, formula = cell.partition("=")
        place = column_mark(mark)
        operands = [name for name in _OPERATOR.split(formula if equals else "" if place else mark) if name]
        if place is None and len(operands) > 1 and all(column_mark(name) in places for name in operands):
            place = places[-1][0], places[-1][1] + 1
        if place is None:
            return False
        places.append(place)
        named += operands
    if any(column_mark(name) not in places for name in named):
        return False
    least = _MIN_NUMBERED if not named and any(cell.strip("()[].").isdecimal() for cell in cells) else _MIN_LETTERED
    return len(places) >= least and all(after == (upper[0], upper[1] + 1) for upper, after in pairwise(places))


@lru_cache(maxsize=4096)
def column_fields(text: str) -> tuple[str, ...]:
    """The fields that a header cell may name, by `HEAD_COLUMNS` and `AMOUNT_COLUMNS`; empty if none.

    >>> column_fields("예산현액\\n(단위: 천원)"), column_fields("통 계 목"), column_fields("증감내역"), column_fields("비고")
    (('before',), ('object',), ('signed',), ())
    """
    plain, solid = header_words(text)
    return tuple(field for field, pattern in _columns() if pattern.fullmatch(plain) or pattern.fullmatch(solid))


def header_words(text: str) -> tuple[str, str]:
    """A header cell without its unit, letter-spacing and formula; and with the formula, which may be the word itself.

    >>> header_words("집행 잔액(A-B)\\n(단위: 천원)")
    ('집행잔액', '집행잔액(A-B)')
    """
    solid = bare(UNIT_NOTE.sub("", text))
    return _FORMULA.sub("", solid) or solid, solid

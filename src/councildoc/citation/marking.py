"""Printed texts and a value -> the spans of the texts that print the value.

An amount is found in whatever unit it is printed, a date in whatever spelling, a name with other blanks or broken over lines.
What is not found is not marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import regex

from councildoc.dates import find_dates
from councildoc.values import CELL_NUMBER, MOST_DIGITS, UNITS, find_won, parse_roman, reading_key
from councildoc.words import AMOUNT_FIELDS

Span = tuple[int, int]
"""Start and end of a stretch of text."""

MONEY = frozenset({*AMOUNT_FIELDS, "amount"})
"""Fields in won."""

_LEAST = 2
"""Letters of the shortest piece of a broken name."""
_NUMERAL = regex.compile(r"[Ⅰ-ⅿ]+|[IVX]+|\d+")


def marks(texts: Sequence[str], value: Any, field: str) -> list[tuple[Span, ...]]:
    """For each text the spans that print a value (a number, a text or several dates) of a field.

    >>> marks(["금 30,000천원 / ’21.10.12."], 30000000, "amount"), marks(["355,000 30,000 -"], 30000000, "decrease")
    ([((2, 10),)], [((8, 14),)])
    >>> marks(["금 30,000천원 / ’21.10.12."], "2021-10-12", "date"), marks(["스 마 트", "도시과"], "스마트도시과", "department")
    ([((13, 23),)], [((0, 5),), ((0, 3),)])
    """
    if value is None:
        return [() for _ in texts]
    if field in ("date", "dates"):
        dates = value if isinstance(value, tuple) else (value,)
        return [tuple(sorted({span for date in dates for span in _dates(text, date)})) for text in texts]
    if field in MONEY:
        return [tuple(_won(text, value)) for text in texts]
    if field == "unit":
        names = [name for name, unit in UNITS.items() if unit == value]
        return [tuple(span for name in names for span in _pieces([text], name)[0]) for text in texts]
    if isinstance(value, int):
        return [tuple(m.span() for m in _NUMERAL.finditer(text) if _numeral(m.group()) == value) for text in texts]
    return _pieces(texts, str(value))


def _numeral(text: str) -> int | None:
    return int(text) if text.isdecimal() else parse_roman(text)


def _won(text: str, won: int) -> Iterator[Span]:
    """Amounts with their unit; else figures, in the smallest unit in which one of them is the amount."""
    spelled = [(found.start, found.end) for found in find_won(text, labelled=True) if abs(found.won) == abs(won)]
    if spelled:
        yield from spelled
        return
    figures = [
        (match.span(), int(match.group().replace(",", "")))
        for match in CELL_NUMBER.finditer(text)
        if len(match.group().replace(",", "")) <= MOST_DIGITS
    ]
    for unit in sorted(set(UNITS.values())):
        spans = [span for span, figure in figures if figure * unit == abs(won)]
        if spans:
            yield from spans
            return


def _dates(text: str, date: str) -> Iterator[Span]:
    """A date; without its year where that is printed elsewhere, which then is marked as well."""
    for found in find_dates(text):
        if found.iso == date or found.iso == f"-{date[4:]}":
            yield found.start, found.end
    if not any(True for _ in find_dates(text)):
        yield from (match.span() for match in regex.finditer(rf"(?<!\d){date[:4]}(?!\d)|[’‘'`]{date[2:4]}(?!\d)", text))


def _pieces(texts: Sequence[str], value: str) -> list[tuple[Span, ...]]:
    """A text that is printed whole, or piece by piece over several texts."""
    wanted = reading_key(value)
    rest = wanted
    found: list[tuple[Span, ...]] = []
    for text in texts:
        key, places = _solid(text)
        length = len(rest) if rest in key else _common(rest, key)
        if not length or (length < _LEAST and length < len(rest)):
            found.append(())
            continue
        start = key.index(rest[:length])
        found.append(((places[start], places[start + length - 1] + 1),))
        rest = rest[length:] or wanted
    return found


def _solid(text: str) -> tuple[str, list[int]]:
    """A text as names are compared, and for each of its letters the place in the text."""
    letters = [(letter, place) for place, char in enumerate(text) for letter in reading_key(char)]
    return "".join(letter for letter, _ in letters), [place for _, place in letters]


def _common(text: str, line: str) -> int:
    """How much of the beginning of a text stands somewhere in a line."""
    low, high = 0, min(len(text), len(line))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] in line else (low, middle - 1)
    return low

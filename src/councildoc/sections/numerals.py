"""Rows -> the rows whose numerals may number items, style by style: Ⅰ before <제1항> before 가. before 1. before (1).

Whether they do is settled by `items` over the whole document; here are the numerals one by one, and their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs
import regex

from councildoc import words
from councildoc.document import Table
from councildoc.sections.broken_titles import names_move
from councildoc.sections.layout import Part, Row
from councildoc.sections.marks import (
    ARABIC,
    ARTICLE,
    BOX,
    BRACKET,
    GLYPH,
    HANGUL,
    LATIN,
    LOST,
    PAREN,
    ROMAN,
    Mark,
    is_known_heading,
)
from councildoc.sections.title_lines import is_title_like
from councildoc.values import UNIT_NOTE

_UNDOTTED = regex.compile(r"(?P<marker>(?P<n>\d{1,3}))\s+(?P<text>[가-힣「『’‘].*)")
_SPELLED = tuple(regex.compile(rf"(?P<marker>{pattern})\s+(?P<text>[가-힣「『’‘].*)") for pattern in words.ITEM_NUMBERS)
_VALUE = regex.compile(r"[:：].*$")
_MOST_MISSING = 3
"""How far a number may lie above the one before: numerals get lost."""
_SYLLABLES = "가나다라마바사아자차카타파하"
_SYLLABLE = regex.compile(rf"[(（]?(?P<n>[{_SYLLABLES}])[)）]")


def undotted(row: Row) -> Mark | None:
    """`1 추진현황`, `제1항 청사 관리`: a numeral that is no mark by itself; only the sequence of a whole document can tell
    that it numbers items."""
    if row.mark.marker is not None:
        return None
    match = next((found for pattern in (_UNDOTTED, *_SPELLED) if (found := pattern.fullmatch(row.text))), None)
    return Mark(match["marker"].strip(), ARABIC, int(match["n"]), match["text"]) if match else None


def with_plain_numeral(part: Part) -> Part:
    """The row `1 전용개요` with its numeral as mark; every other part as it is."""
    mark = undotted(part) if isinstance(part, Row) else None
    return attrs.evolve(part, mark=mark) if mark and isinstance(part, Row) and names_heading(mark.text) else part


def names_heading(title: str) -> bool:
    """Whether a title is a heading that every report has, its unit and the value behind its colon cut off."""
    return is_known_heading(_VALUE.sub("", UNIT_NOTE.sub("", title)).strip())


def styles(parts: Sequence[Part]) -> Iterator[list[int]]:
    """For each style of numerals, by precedence, the rows that might number items."""
    rows = [(index, part) for index, part in enumerate(parts) if isinstance(part, Row)]
    roman, latin = ([i for i, row in rows if row.mark.kind == style] for style in (ROMAN, LATIN))
    # A contents page in Ⅰ and a body in I., or a III. among Ⅰ. and Ⅱ.: one style to whoever typed it.
    dotted = [i for i in latin if _ends_in_dot(parts[i])]
    yield sorted([*roman, *dotted]) if roman else latin
    yield [i for i, row in rows if row.bar and row.mark.kind == ARABIC]
    yield [i for i, row in rows if row.mark.kind == ARTICLE]
    yield _syllables(parts)
    yield [i for i, row in rows if row.mark.kind == ARABIC and not row.bar]
    yield [i for i, row in rows if undotted(row)]
    yield [i for i, row in rows if row.mark.kind == PAREN and row.mark.number is not None]


def is_syllable(row: Row) -> bool:
    """Whether a row is marked by a syllable: `가.`, `(나)`."""
    return row.mark.kind == HANGUL or (row.mark.kind == PAREN and row.mark.number is None)


def _syllables(parts: Sequence[Part]) -> list[int]:
    """`가.` `나.` where they number items and head no blocks: titles that tell a move, or headings that every report has
    below each; and no other numerals above them."""
    for kind in (HANGUL, PAREN):
        rows = [
            index
            for index, part in enumerate(parts)
            if isinstance(part, Row) and part.mark.kind == kind and is_syllable(part)
        ]
        ordered = in_order(parts, rows)
        if not ordered or number_of(parts[ordered[0]]) != 1 or any(map(_is_numbered, parts[: ordered[0]])):
            continue
        if all(_is_item(parts, index, stop) for index, stop in pairwise([*ordered, len(parts)])):
            return ordered
    return []


def _is_numbered(part: Part) -> bool:
    """Whether a part stands behind a numeral or a heading mark, and so may have 가. 나. below it."""
    return isinstance(part, Row) and (part.mark.kind in (ARABIC, PAREN, BOX, GLYPH) or undotted(part) is not None)


def _is_item(parts: Sequence[Part], index: int, stop: int) -> bool:
    title = item_title(parts[index])
    if names_heading(title):
        return False
    below = (part for part in parts[index + 1 : stop] if isinstance(part, Row))
    return names_move(title) or any(part.mark.marker and names_heading(part.mark.text) for part in below)


def _ends_in_dot(part: Part) -> bool:
    return isinstance(part, Row) and (part.mark.marker or "").endswith((".", "．"))


def numeral(row: Row) -> Mark | None:
    """The mark of a row with its number, whatever the style; None where nothing counts."""
    if row.mark.number is not None:
        return row.mark
    if syllable := _SYLLABLE.fullmatch(row.mark.marker or ""):
        return attrs.evolve(row.mark, number=_SYLLABLES.index(syllable["n"]) + 1)
    return undotted(row)


def number_of(part: Part) -> int:
    """The number of a row, 0 if it has none."""
    mark = numeral(part) if isinstance(part, Row) else None
    return mark.number or 0 if mark else 0


def is_heading(part: Part) -> bool:
    """Whether a row heads a block: by its mark, or because every report has such a heading."""
    if isinstance(part, Table):
        return False
    mark = part.mark
    if mark.kind == BRACKET:
        return not is_title_like(part)
    return mark.kind in (BOX, GLYPH, HANGUL) or (mark.kind in (None, LOST) and is_known_heading(mark.text))


def in_order(parts: Sequence[Part], candidates: Sequence[int]) -> list[int]:
    """The candidates that count on: upwards, again from 1, or upwards again where a count from 1 came between."""
    kept: list[int] = []
    counts = [0]
    for index in candidates:
        number = number_of(parts[index])
        if number == 1:
            counts.append(0)
        outer = len(counts)
        while outer and not counts[outer - 1] < number <= counts[outer - 1] + _MOST_MISSING:
            outer -= 1
        if outer:
            counts[outer - 1 :] = [number]
            kept.append(index)
    return kept


def item_title(part: Part) -> str:
    """The text behind the numeral of an item row."""
    if isinstance(part, Table):
        return ""
    mark = numeral(part)
    return mark.text if mark else part.mark.text

"""A whole table on one line -> its header and its rows as lines of their own.

Some tools print a table without any line feed: `부서 통계목 예산현액 감 증 전용 후 청소과 201-01 사무관리비 5,000 1,000 - 4,000 …`. The header is the
longest beginning that consists of header words; a row ends with as many amounts as the header has columns of them. Where a run of
amounts is longer or shorter, nothing tells which column it lacks, and the line stays whole.
"""

from __future__ import annotations

from itertools import groupby, islice

import attrs
import regex

from councildoc.budget.flattened_header import layouts, parse_header
from councildoc.budget.flattened_words import is_amount, words_of
from councildoc.document import Line
from councildoc.values import UNIT_NOTE

_LARGE = regex.compile(r"\d,\d{3}(?!\d)")
_MANY = 4
"""A line with fewer large amounts is not looked at any further."""
_MOST_HEADER_WORDS = 40
_LONGEST_HEADER = 200
"""Characters: a line of JSON is one word of thousands."""


def unrolled(line: Line) -> tuple[Line, ...] | None:
    """The unit, the header and the rows that stand on one line, all at its place; None if it holds no table.

    >>> rows = unrolled(Line("부서 통계목 예산액 감 증 전용 후 가과 201-01 사무관리비 5,000 1,000 - 4,000 합계 5,000 1,000 0 4,000"))
    >>> [row.text for row in rows]
    ['부서 통계목 예산액 감 증 전용 후', '가과 201-01 사무관리비 5,000 1,000 - 4,000', '합계 5,000 1,000 0 4,000']
    """
    if len([*islice(_LARGE.finditer(line.text), _MANY)]) < _MANY:
        return None
    text = line.text.strip()
    unit = UNIT_NOTE.match(text)
    table = text[unit.end() :].strip() if unit else text
    words = [word for word, _ in words_of(table)]
    found = _header(words)
    if found is None:
        return None
    length, amounts = found
    rows = _rows(words[length:], amounts)
    if rows is None:
        return None
    lines = [" ".join(words[:length]), *(" ".join(row) for row in rows)]
    return tuple(attrs.evolve(line, text=each) for each in ([unit.group()] if unit else []) + lines)


def _header(words: list[str]) -> tuple[int, int] | None:
    """How many words the header has, and how many columns of amounts it names."""
    best = None
    for length in range(2, min(_MOST_HEADER_WORDS, len(words)) + 1):
        if is_amount(words[length - 1]) or sum(map(len, words[:length])) > _LONGEST_HEADER:
            break
        parsed = parse_header([(0, Line(" ".join(words[:length])))])
        layout = next(iter(layouts(parsed)), None) if parsed else None
        if layout is not None:
            best = length, len(layout.amounts)
    return best


def _rows(words: list[str], amounts: int) -> list[list[str]] | None:
    """The words cut behind each run of amounts; None if a run has not as many as there are columns.

    A few small numbers are no amounts: `307 민간이전` is a name with its code.
    """
    rows: list[list[str]] = [[]]
    for is_number, group in groupby(words, key=is_amount):
        run = [*group]
        is_money = is_number and (len(run) >= amounts or any("," in word for word in run))
        if is_money and (len(run) != amounts or not rows[-1]):
            return None
        rows[-1] += run
        if is_money:
            rows.append([])
    return rows[:-1] if len(rows) > 1 and not rows[-1] else None

"""Item bars that a text tool took apart: the numeral on one line, the title of its item on another.

A bar `1 │ 경로당 방역소독을 위한 예산 전용` comes out of some tools as a line `1` and, below it, a table further on, or above
it, the title. The two belong together only if all of them do: every title has the numeral that counts on, before it or
before the next title. Else the lines stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs
import regex

from councildoc.document import Line
from councildoc.header_words import column_fields
from councildoc.sections.broken_titles import names_move
from councildoc.sections.layout import Part, Row, is_caption
from councildoc.sections.marks import ARABIC, BOX, CIRCLE, GLYPH, HANGUL, Mark, is_known_heading

_LONE = regex.compile(r"[1-9]\d?")
_BELOW_A_TITLE = frozenset({BOX, GLYPH, HANGUL, CIRCLE})
_LONGEST_TITLE = 60


@attrs.frozen
class _Bar:
    """An item: where its numeral stands, and where the lines of its title do."""

    numeral: int
    title: tuple[int, ...]


def joined_bars(parts: Sequence[Part]) -> list[Part]:
    """The parts with each numeral before its title again, as one row."""
    bars = _bars(parts)
    gone = {index for bar in bars for index in (bar.numeral, *bar.title)}
    at = {_beginning(parts, bar): bar for bar in bars}
    out: list[Part] = []
    for index, part in enumerate(parts):
        if index in at:
            out.append(_row(parts, at[index]))
        if index not in gone:
            out.append(part)
    return out


def _bars(parts: Sequence[Part]) -> list[_Bar]:
    """The items in order; none unless numerals and titles fit one another throughout."""
    titles = list(_titles(parts))
    lone = [index for index, part in enumerate(parts) if _lone(part)]
    first = next((index for index in lone if _number(parts[index]) == 1), None)
    titles = [title for title in titles if first is not None and title[0] > first]
    if not titles:
        return []
    bars: list[_Bar] = []
    for number, (title, following) in enumerate(pairwise([*titles, (len(parts),)]), 1):
        above = bars[-1].title[-1] if bars else -1
        own = [index for index in lone if _number(parts[index]) == number]
        before = [index for index in own if above < index < title[0]]
        behind = [index for index in own if title[-1] < index < following[0]]
        if not before and len(behind) != 1:
            return []
        bars.append(_Bar((before or behind)[-1], title))
    # A lone item has no other to show that its numeral is one: it has to stand right above.
    return bars if len(bars) > 1 or bars[0].numeral == bars[0].title[0] - 1 else []


def _lone(part: Part) -> bool:
    return isinstance(part, Row) and not part.boxed and _LONE.fullmatch(part.text) is not None


def _number(part: Part) -> int:
    return int(part.text) if isinstance(part, Row) else 0


def _titles(parts: Sequence[Part]) -> Iterator[tuple[int, ...]]:
    """Unmarked rows that end in the word of a move and stand right above a heading or bullet, with the line before them
    where that is the first half of the title."""
    for index, part in enumerate(parts[:-1]):
        if not _is_title(part) or not _begins_below(parts[index + 1]):
            continue
        above = parts[index - 1] if index else None
        half = above is not None and _is_plain(above) and not _lone(above) and index > 1 and _lone(parts[index - 2])
        yield (index - 1, index) if half else (index,)


def _is_plain(part: Part) -> bool:
    return (
        isinstance(part, Row)
        and part.mark.marker is None
        and len(part.text) <= _LONGEST_TITLE
        and ":" not in part.text
        and not is_caption(part)
        and not is_known_heading(part.text)
        and not column_fields(part.text)
    )


def _is_title(part: Part) -> bool:
    return _is_plain(part) and isinstance(part, Row) and names_move(part.text)


def _begins_below(part: Part) -> bool:
    return isinstance(part, Row) and (part.mark.kind in _BELOW_A_TITLE or is_known_heading(part.text))


def _beginning(parts: Sequence[Part], bar: _Bar) -> int:
    """Where the item begins: at its title, or at its numeral where its headings were printed before the title."""
    between = parts[bar.numeral : bar.title[0]]
    headed = any(isinstance(part, Row) and part.mark.kind in (BOX, GLYPH, HANGUL) for part in between)
    return bar.numeral if headed else bar.title[0]


def _row(parts: Sequence[Part], bar: _Bar) -> Row:
    rows = [part for index in (bar.numeral, *bar.title) if isinstance(part := parts[index], Row)]
    title = " ".join(row.text for row in rows[1:])
    line = Line(f"{rows[0].text} {title}", tuple(place for row in rows for place in row.line.where))
    return Row(line, Mark(rows[0].text, ARABIC, int(rows[0].text), title), bar=True)


__all__ = ["joined_bars"]

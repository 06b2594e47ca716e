"""Rows -> briefings and items: finds the numerals that number items, title pages and tables of contents.

The style of the numerals is settled once for a document: Ⅰ before I. before <제1항> before 1. A numeral inside running
text, in a table of contents or in a list below an item numbers nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import regex

from councildoc.document import Table
from councildoc.sections.layout import Part, Row, page
from councildoc.sections.marks import (
    ARABIC,
    ARTICLE,
    BOX,
    CIRCLE,
    DASH,
    DOT,
    GLYPH,
    HANGUL,
    LATIN,
    LOST,
    ROMAN,
    Mark,
    is_known_heading,
)
from councildoc.sections.title import is_session, is_title_like
from councildoc.values import bare
from councildoc.words import CONTENTS_HEADINGS


@attrs.frozen
class Span:
    """One item: the index of its numeral row (None: a report without item marks) and the range of its other parts."""

    head: int | None
    start: int
    stop: int


@attrs.frozen
class Report:
    """One briefing: the range of its front matter and its items."""

    front: range
    items: tuple[Span, ...]


_UNDOTTED = regex.compile(r"(?P<n>\d{1,2})\s+(?P<text>[가-힣「『’‘].*)")
_PAGE_REFERENCE = regex.compile(r"[\s·.…‥⋯/\-]*\d{1,3}\s*(?:쪽|p)?$")
_GRADE = regex.compile(r"[급형종차류안단기]")
_MAX_TITLE_BACK = 12


def undotted(row: Row) -> Mark | None:
    """`1 추진현황`: a numeral without a dot; only the sequence of a whole document can tell that it numbers items."""
    match = _UNDOTTED.fullmatch(row.text) if row.mark.marker is None else None
    return Mark(match["n"], ARABIC, int(match["n"]), match["text"]) if match else None


def _styles(parts: Sequence[Part]) -> Iterator[list[int]]:
    """For each style of numerals, by precedence, the rows that might number items."""
    rows = [(index, part) for index, part in enumerate(parts) if isinstance(part, Row)]
    for style in ((ROMAN,), (LATIN,)):
        yield [i for i, row in rows if row.mark.kind in style and (row.bar or not _GRADE.match(row.mark.text))]
    yield [i for i, row in rows if row.bar and row.mark.kind == ARABIC]
    yield [i for i, row in rows if row.mark.kind == ARTICLE]
    yield [i for i, row in rows if row.mark.kind == ARABIC and not row.bar]
    yield [i for i, row in rows if undotted(row)]


def _number(part: Part) -> int:
    mark = part.mark if isinstance(part, Row) else None
    if mark and mark.number is not None:
        return mark.number
    plain = undotted(part) if isinstance(part, Row) else None
    return plain.number or 0 if plain else 0


def _is_heading(part: Part) -> bool:
    if isinstance(part, Table):
        return False
    mark = part.mark
    return mark.kind in (BOX, GLYPH, HANGUL) or (mark.kind in (None, LOST) and is_known_heading(mark.text))


def _in_order(parts: Sequence[Part], candidates: Sequence[int]) -> list[int]:
    """The candidates that count on: upwards, or again from 1."""
    kept: list[int] = []
    last = 0
    for index in candidates:
        number = _number(parts[index])
        if number == 1 or last < number <= last + 3:
            kept.append(index)
            last = number
    return kept


def _numbers_items(parts: Sequence[Part], candidates: Sequence[int]) -> bool:
    """Whether dotted or bare Arabic numbers are items: they start at 1 and something of lower level follows them.

    Numbers that only stand below a □ heading, each a line of its own, are a list, not items.
    """
    if not candidates or _number(parts[candidates[0]]) != 1:
        return False
    bounds = [*candidates[1:], len(parts)]
    followed = []
    for start, stop in zip(candidates, bounds, strict=True):
        inner = parts[start + 1 : stop]
        heads = any(_is_heading(part) for part in inner)
        marked = any(isinstance(part, Table) or part.mark.kind in (CIRCLE, DASH, DOT) for part in inner)
        followed.append((heads, marked))
    if any(heads for heads, _ in followed):
        before = any(isinstance(part, Row) and part.mark.kind in (BOX, GLYPH) for part in parts[: candidates[0]])
        known = sum(heads for heads, _ in followed)
        return not before or known >= max(1, len(followed) // 2)
    below_heading = any(_is_heading(part) for part in parts[: candidates[0]])
    return not below_heading and all(marked for _, marked in followed)


def _without_lists(parts: Sequence[Part], candidates: list[int]) -> list[int]:
    """Arabic numerals only: drop a list `1. 2. 3.` inside an item, which restarts without a title page before it."""
    kept: list[int] = []
    for position, index in enumerate(candidates):
        number = _number(parts[index])
        stop = candidates[position + 1] if position + 1 < len(candidates) else len(parts)
        if kept and number != _number(parts[kept[-1]]) + 1 and not _after_title(parts, index):
            continue
        headed = any(_is_heading(part) for part in parts[index + 1 : stop])
        shared = any(
            _number(parts[other]) == number and any(_is_heading(part) for part in parts[other + 1 : other + 8])
            for other in candidates[position + 1 :]
        )
        if kept and not headed and shared:
            continue
        kept.append(index)
    return kept


def _after_title(parts: Sequence[Part], index: int) -> bool:
    return any(isinstance(part, Row) and is_session(part.text) for part in parts[max(0, index - _MAX_TITLE_BACK) : index])


def find_items(parts: Sequence[Part]) -> list[int]:
    """The rows that number items, in order, tables of contents left out."""
    for candidates in _styles(parts):
        ordered = _in_order(parts, candidates)
        if not ordered:
            continue
        first = parts[ordered[0]]
        loose = isinstance(first, Row) and not first.bar and first.mark.kind in (ARABIC, None)
        if loose:
            if not _numbers_items(parts, ordered):
                continue
            ordered = _without_lists(parts, ordered)
        return _without_contents(parts, ordered)
    return []


def item_title(part: Part) -> str:
    """The text behind the numeral of an item row."""
    if isinstance(part, Table):
        return ""
    plain = undotted(part) if part.mark.number is None else None
    return plain.text if plain else part.mark.text


def _without_contents(parts: Sequence[Part], items: list[int]) -> list[int]:
    """Drop a run of numerals that is a table of contents: the same titles come again, nothing stands between them."""
    runs: list[list[int]] = []
    for index in items:
        if not runs or _number(parts[index]) == 1:
            runs.append([])
        runs[-1].append(index)
    kept: list[int] = []
    for position, run in enumerate(runs):
        later = {bare(item_title(parts[index])) for other in runs[position + 1 :] for index in other}
        again = sum(bare(_PAGE_REFERENCE.sub("", item_title(parts[index]))) in later for index in run)
        announced = any(
            isinstance(part, Row) and bare(part.text) in CONTENTS_HEADINGS for part in parts[max(0, run[0] - 3) : run[0]]
        )
        bodied = any(isinstance(part, Table) or _is_heading(part) for part in parts[run[0] + 1 : run[-1]])
        is_contents = later and not bodied and (again * 2 > len(run) or announced)
        if not is_contents:
            kept.extend(run)
    return kept


def _title_start(parts: Sequence[Part], index: int, floor: int) -> int:
    """Where the title page that ends right before `index` begins; `index` itself if there is none."""
    start = index
    while start > floor and index - start < _MAX_TITLE_BACK:
        part = parts[start - 1]
        if not isinstance(part, Row) or not is_title_like(part):
            break
        start -= 1
    return start


def _page_of_title(parts: Sequence[Part], anchor: int, floor: int) -> int:
    """Where the title page with a session line begins: its printed page, or the title-like rows above the line."""
    here = page(parts[anchor])
    start = anchor
    while here is not None and start > floor and _on_title_page(parts[start - 1], here):
        start -= 1
    above = parts[start - 1] if start > floor else None
    page_begins = above is None or page(above) != here
    return start if here is not None and page_begins else _title_start(parts, anchor, floor)


def _on_title_page(part: Part, number: int) -> bool:
    """Whether a part could stand on the title page with this page number."""
    if not isinstance(part, Row) or page(part) != number or part.mark.number is not None or _is_heading(part):
        return False
    return part.mark.marker is None or is_title_like(part)


def _first_content(parts: Sequence[Part], start: int, stop: int) -> int:
    """Where a report without item marks begins after its title page: at a heading, a table, or a bullet that is no field."""
    for index in range(start, stop):
        part = parts[index]
        if isinstance(part, Table):
            return index
        following = parts[index + 1] if index + 1 < stop else None
        unmarked_title = part.mark.marker is None and isinstance(following, Row) and following.mark.kind in (BOX, GLYPH)
        if _is_heading(part) and not unmarked_title:
            return index
        if part.mark.kind in (CIRCLE, DASH, DOT) and not is_title_like(part):
            return index
    return stop


def find_reports(parts: Sequence[Part]) -> list[Report]:
    """The briefings of a document: one per title page, and one wherever the numerals start again."""
    items = find_items(parts)
    sessions = [i for i, part in enumerate(parts) if isinstance(part, Row) and part.mark.marker is None and is_session(part.text)]
    starts: list[int] = [0]
    first = items[0] if items else _first_content(parts, 0, len(parts))
    for position, index in enumerate(items[1:], start=1):
        if _number(parts[index]) == 1:
            floor = items[position - 1] + 1
            between = [anchor for anchor in sessions if floor <= anchor < index]
            starts.append(_page_of_title(parts, between[0], floor) if between else _title_start(parts, index, floor))
    last_item = items[-1] if items else first
    starts.extend(_page_of_title(parts, anchor, last_item + 1) for anchor in sessions if anchor > last_item)
    starts = sorted(set(starts))
    reports = []
    for start, stop in zip(starts, [*starts[1:], len(parts)], strict=True):
        heads = [index for index in items if start <= index < stop]
        if heads:
            spans = tuple(Span(head, head + 1, end) for head, end in zip(heads, [*heads[1:], stop], strict=True))
            reports.append(Report(range(start, heads[0]), spans))
            continue
        begin = _first_content(parts, start, stop)
        spans = (Span(None, begin, stop),) if begin < stop else ()
        reports.append(Report(range(start, begin), spans))
    return reports

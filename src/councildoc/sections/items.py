"""Rows -> briefings and items: finds the numerals that number items, title pages and tables of contents.

The style of the numerals is settled once for a document: Ⅰ before I. before <제1항> before 가. before 1. before (1). A numeral
inside running text, in a table of contents or in a list below an item numbers nothing; numerals on headings that every
report has (`1. 전용개요 2. 전용사유`) head the blocks of one item without number.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import attrs
import regex

from councildoc.document import Table, Where
from councildoc.sections.broken_titles import names_move
from councildoc.sections.layout import Part, Row, is_annex, is_caption, is_page_number, page
from councildoc.sections.marks import (
    ARABIC,
    BOX,
    CIRCLE,
    DASH,
    DIGIT,
    DOT,
    GLYPH,
    PAREN,
)
from councildoc.sections.numerals import (
    in_order,
    is_heading,
    is_syllable,
    item_title,
    names_heading,
    number_of,
    styles,
    undotted,
)
from councildoc.sections.title_lines import is_session, is_title, is_title_like, labels_title, names_year
from councildoc.values import bare
from councildoc.words import CONTENTS_HEADINGS, MOVE_KINDS


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


@attrs.frozen
class Numerals:
    """The numeral rows that divide a document. `headings`: they head blocks, so every report has one unnumbered item."""

    rows: tuple[int, ...] = ()
    headings: bool = False


_PAGE_REFERENCE = regex.compile(r"[\s·.…‥⋯/\-]*\d{1,3}\s*(?:쪽|p)?$")
_LEADER = regex.compile(r"[·.…‥⋯]{2,}\s*\d{1,3}\s*(?:쪽|p)?$")
"""The dots of a table of contents before its page number."""
_MOVE = regex.compile("|".join(f"(?:{kind})" for kind in ("예비비", *sorted(MOVE_KINDS))))
_MAX_TITLE_BACK = 12
_LOOSE = (ARABIC, PAREN, None)
"""Numerals that also number lists, headings and paragraphs: only what stands around them tells."""


def _numbers_items(parts: Sequence[Part], candidates: Sequence[int]) -> bool:
    """Whether dotted or bare Arabic numbers are items: they start at 1 and something of lower level follows them.

    Numbers that only stand below a □ heading, each a line of its own, are a list, not items.
    """
    if not candidates or number_of(parts[candidates[0]]) != 1:
        return False
    bounds = [*candidates[1:], len(parts)]
    followed = []
    for start, stop in zip(candidates, bounds, strict=True):
        inner = parts[start + 1 : stop]
        heads = any(is_heading(part) for part in inner)
        marked = any(isinstance(part, Table) or part.mark.kind in (CIRCLE, DASH, DOT) for part in inner)
        followed.append((heads, marked))
    if any(heads for heads, _ in followed):
        before = any(isinstance(part, Row) and part.mark.kind in (BOX, GLYPH) for part in parts[: candidates[0]])
        known = sum(heads for heads, _ in followed)
        return not before or known >= max(1, len(followed) // 2)
    below_heading = any(is_heading(part) for part in parts[: candidates[0]])
    return not below_heading and all(marked for _, marked in followed)


def _without_lists(parts: Sequence[Part], candidates: Sequence[int], breaks: frozenset[int]) -> list[int]:
    """Loose numerals only: drop a list `1. 2. 3.` inside an item, which restarts without a title page before it."""
    soon = [any(is_heading(part) for part in parts[index + 1 : index + 8]) for index in candidates]
    last_headed = {number_of(parts[index]): position for position, index in enumerate(candidates) if soon[position]}
    kept: list[int] = []
    listed = 0  # the last number of the list that is being passed over
    for position, index in enumerate(candidates):
        number = number_of(parts[index])
        above = candidates[position - 1] if position else index
        if listed and number == listed + 1 and not any(map(is_heading, parts[above + 1 : index])):
            listed = number
            continue
        listed = 0
        stop = candidates[position + 1] if position + 1 < len(candidates) else len(parts)
        counts_on = not kept or number == number_of(parts[kept[-1]]) + 1
        if not counts_on and not _after_title(parts, index, number, kept[-1] + 1, breaks):
            listed = number if number == 1 else 0
            continue
        headed = soon[position] or any(is_heading(part) for part in parts[index + 1 : stop])
        if kept and not headed and last_headed.get(number, position) > position:
            continue
        kept.append(index)
    return kept


def _after_title(parts: Sequence[Part], index: int, number: int, floor: int, breaks: frozenset[int]) -> bool:
    """Whether a title page stands between `floor` and a numeral: one with a session, or right above a 1. a title that
    begins its page, or has its year or a field beside it."""
    above = parts[max(floor, index - _MAX_TITLE_BACK) : index]
    if any(isinstance(part, Row) and is_session(part.text) for part in above):
        return True
    start = _title_start(parts, index, floor, breaks) if number == 1 else index
    titles = [part for part in parts[start:index] if isinstance(part, Row) and is_title(part)]
    return any(index - start > 1 or start in breaks or names_year(title) for title in titles)


def find_numerals(parts: Sequence[Part], breaks: frozenset[int] = frozenset()) -> Numerals:
    """The rows that number items, or the headings of reports without items, tables of contents left out."""
    for candidates in styles(parts):
        ordered = _without_contents(parts, in_order(parts, candidates))
        if not ordered:
            continue
        first = parts[ordered[0]]
        if isinstance(first, Row) and is_syllable(first):
            return Numerals(tuple(_without_lists(parts, ordered, breaks)))
        loose = isinstance(first, Row) and not first.bar and first.mark.kind in _LOOSE
        if loose and (above := _above_headings(parts, candidates)):
            return Numerals(tuple(above))
        if _are_headings(parts, ordered, loose=loose):
            return Numerals(tuple(ordered), headings=True)
        if not loose:
            return Numerals(tuple(ordered))
        if _numbers_items(parts, ordered):
            return Numerals(tuple(_without_lists(parts, ordered, breaks)))
    return Numerals()


def _above_headings(parts: Sequence[Part], candidates: Sequence[int]) -> list[int]:
    """Items numbered like the headings below them: each title is followed by a 1. that is a heading every report has."""
    above = []
    for index, following in pairwise([*candidates, None]):
        if index is None or names_heading(item_title(parts[index])):
            continue
        if following is not None and number_of(parts[following]) == 1 and names_heading(item_title(parts[following])):
            above.append(index)
    return above if above and in_order(parts, above) == above and number_of(parts[above[0]]) == 1 else []


def _are_headings(parts: Sequence[Part], candidates: Sequence[int], *, loose: bool) -> bool:
    """Whether numerals stand on headings every report has: most of loose ones, all of others, two different at least.

    A numeral with such headings below it has a title that happens to be one (`Ⅰ. 전용내역` over `□ 전용사유`), and so have
    numerals that tell kinds of moves apart (`Ⅰ. 예산전용 현황 Ⅱ. 예비비 사용 현황`).
    """
    named = []
    for index, stop in zip(candidates, [*candidates[1:], len(parts)], strict=True):
        title = item_title(parts[index])
        inner = parts[index + 1 : stop]
        above = any(isinstance(part, Row) and is_heading(part) and names_heading(part.mark.text) for part in inner)
        if names_heading(title) and not above:
            named.append(bare(title))
    moves = {move.group() for title in named if (move := _MOVE.search(title))}
    if len(set(named)) < 2 or len(moves) > 1:
        return False
    return len(named) * 2 > len(candidates) if loose else len(named) == len(candidates)


def _without_contents(parts: Sequence[Part], items: Sequence[int]) -> list[int]:
    """Drop runs of numerals that are a table of contents: the same titles come again, nothing stands below them."""
    runs: list[list[int]] = []
    for index in items:
        if not runs or number_of(parts[index]) == 1:
            runs.append([])
        runs[-1].append(index)
    kept: list[list[int]] = []
    later: set[str] = set()
    stop = len(parts)
    for run in reversed(runs):
        titles = [item_title(parts[index]) for index in run]
        if not later or not _is_contents(parts, run, stop, [bare(_PAGE_REFERENCE.sub("", t)) in later for t in titles]):
            kept.append(run)
        later.update(map(bare, titles))
        stop = run[0]
    return [index for run in reversed(kept) for index in run]


def _is_contents(parts: Sequence[Part], run: Sequence[int], stop: int, again: Sequence[bool]) -> bool:
    """Whether a run of numerals is a table of contents or an agenda; `again`: which of its titles come again.

    An announced one may hold broken lines; another has nothing but numerals, and more than one: a lone item is a report.
    """
    before = parts[max(0, run[0] - 3) : run[0]]
    inside = parts[run[0] + 1 : run[-1] + 2]
    announced = any(isinstance(part, Row) and bare(part.text) in CONTENTS_HEADINGS for part in before)
    if not announced and (sum(again) * 2 <= len(again) or len(run) == 1):
        return False
    if not announced and any(
        isinstance(part, Row) and part.mark.marker is None and not is_title_like(part) for part in inside
    ):
        return False
    return not any(_is_content(part) for part in parts[run[0] + 1 : stop])


def _is_content(part: Part) -> bool:
    """Whether a part only stands below an item: a table, heading, caption or bullet that is no field of a title page."""
    if isinstance(part, Row) and (_LEADER.search(part.text) or is_page_number(part)):
        return False
    if isinstance(part, Table) or is_heading(part) or is_caption(part):
        return True
    return part.mark.kind in (CIRCLE, DASH, DOT) and not is_title_like(part)


def _title_start(parts: Sequence[Part], index: int, floor: int, breaks: frozenset[int] = frozenset()) -> int:
    """Where the title page that ends right before `index` begins; `index` itself if there is none.

    It goes back no further than the author's last page break, or the printed page on which it ends.
    """
    start = index
    here = page(parts[index - 1]) if index > floor else None
    while start > floor and index - start < _MAX_TITLE_BACK and (start == index or start not in breaks):
        part = parts[start - 1]
        if not isinstance(part, Row) or not is_title_like(part) or page(part) != here:
            break
        start -= 1
    return start


def _title_pages(parts: Sequence[Part], breaks: Iterable[int], rows: Sequence[int]) -> Iterator[int]:
    """Page breaks of the author at which a report begins: below them stands a title page, and no numeral that counts on."""
    heads = frozenset(rows)
    for start in sorted(breaks):
        following = rows[bisect_left(rows, start)] if rows and rows[-1] >= start else None
        titles: list[Row] = []
        if isinstance(first := parts[start], Row) and is_annex(first):
            continue  # `[붙임] 예산 전용 조서` on a page of its own belongs to the report before it
        if start - 1 in heads and not names_move(item_title(parts[start - 1])):
            continue  # the title of an item goes on overleaf
        for row in parts[start:following]:
            if not isinstance(row, Row) or not is_title_like(row) or undotted(row):
                break
            titles.append(row)
        restarts = following is None or number_of(parts[following]) == 1
        if restarts and any(is_title(row) or is_session(row.text) or labels_title(row) for row in titles):
            yield start


def _page_of_title(parts: Sequence[Part], anchor: int, floor: int, breaks: frozenset[int]) -> int:
    """Where the title page with a session line begins: its printed page, or the title-like rows above the line."""
    here = page(parts[anchor])
    start = anchor
    while here is not None and start > floor and _on_title_page(parts[start - 1], here):
        start -= 1
    above = parts[start - 1] if start else None
    page_begins = above is None or page(above) != here
    return start if here is not None and page_begins else _title_start(parts, anchor, floor, breaks)


def _on_title_page(part: Part, number: int) -> bool:
    """Whether a part could stand on the title page with this page number."""
    if not isinstance(part, Row) or page(part) != number or part.mark.number is not None or is_heading(part):
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
        if (is_heading(part) or part.mark.kind == DIGIT) and not unmarked_title:
            return index
        if part.mark.kind in (CIRCLE, DASH, DOT) and not is_title_like(part):
            return index
    return stop


def _between(starts: Sequence[int], above: int, index: int) -> bool:
    """Whether one of the sorted starts lies below one row and no lower than another."""
    return bisect_right(starts, above) < bisect_right(starts, index)


def find_reports(parts: Sequence[Part], page_breaks: Where = ()) -> list[Report]:
    """The briefings of a document: one per title page, and one wherever the numerals start again.

    `page_breaks` are the places at which the author began a page: a title page begins with its page.
    """
    broken = frozenset(page_breaks)
    breaks = frozenset(
        index
        for index, part in enumerate(parts)
        if broken and isinstance(part, Row) and not broken.isdisjoint(part.line.where)
    )
    numerals = find_numerals(parts, breaks)
    rows = numerals.rows
    sessions = [
        i
        for i, part in enumerate(parts)
        if isinstance(part, Row) and part.mark.marker is None and is_session(part.text)
    ]
    pages = list(_title_pages(parts, breaks, rows))
    starts: list[int] = [0, *pages]
    for previous, index in pairwise(rows):
        if number_of(parts[index]) != 1 or _between(pages, previous, index):
            continue
        anchor = bisect_left(sessions, previous + 1)
        if anchor < len(sessions) and sessions[anchor] < index:
            starts.append(_page_of_title(parts, sessions[anchor], previous + 1, breaks))
        elif not numerals.headings or _after_title(parts, index, 1, previous + 1, breaks):
            starts.append(_title_start(parts, index, previous + 1, breaks))
    last = rows[-1] if rows else _first_content(parts, 0, len(parts))
    for above, anchor in pairwise([last, *(anchor for anchor in sessions if anchor > last)]):
        if not _between(pages, above, anchor):
            starts.append(_page_of_title(parts, anchor, last + 1, breaks))
    starts = sorted(set(starts))
    reports = []
    for start, stop in pairwise([*starts, len(parts)]):
        heads = rows[bisect_left(rows, start) : bisect_left(rows, stop)]
        if heads and not numerals.headings:
            spans = tuple(Span(head, head + 1, end) for head, end in pairwise([*heads, stop]))
            reports.append(Report(range(start, heads[0]), spans))
            continue
        begin = _first_content(parts, start, min([*heads[:1], stop]))
        spans = (Span(None, begin, stop),) if begin < stop else ()
        reports.append(Report(range(start, begin), spans))
    return reports

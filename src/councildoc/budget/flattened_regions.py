"""Document -> the runs of lines that may be flattened budget tables.

A run ends at a ruled table, a heading, a bullet or a sentence. In it, lines that consist of header words are the header,
wherever they stand. A tool may print single header cells and amounts even below the next paragraph: such lines are the
orphans of the table above them.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

import attrs
import regex

from councildoc.budget.flattened_header import (
    BUDGET,
    HEAD_FIELDS,
    SPENDING,
    HeaderWord,
    Vocabulary,
    parse_header,
    word_fields,
)
from councildoc.budget.flattened_words import (
    PAGE_NUMBER,
    Gap,
    amounts_only,
    figures_only,
    gap_between,
    is_row,
    total_label,
)
from councildoc.document import Document, Line
from councildoc.values import UNIT_NOTE, bare
from councildoc.words import AMOUNT_COLUMNS, BOX_MARKS, CIRCLE_MARKS, DASH_MARKS, DOT_MARKS, KNOWN_HEADINGS, NOTE_MARKS

Numbered = tuple[int, Line]

_MARKS = "".join(mark for mark in BOX_MARKS | CIRCLE_MARKS | DASH_MARKS | DOT_MARKS | NOTE_MARKS)
_BARRIER = regex.compile(
    rf"[\u2160-\u217f]|[{regex.escape(_MARKS)}]\s*[가-힣\p{{L}}\d<「『‘’“”'\"(]|[가-하]\s?\.\s|\d{{1,2}}\s?\.\s?[가-힣‘’'「]|\d{{1,2}}\)\s|<|제\s?\d+회"
)
_HEADING = regex.compile("|".join(f"(?:{heading})" for heading in KNOWN_HEADINGS))
_LONGEST_CELL_LINE = 45


@attrs.frozen
class Region:
    """One candidate: its lines from the header on, the words of the header with their lines, and its orphans."""

    lines: tuple[Numbered, ...]
    header: tuple[tuple[Numbered, ...], ...]
    orphans: tuple[Numbered, ...] = ()
    orphan_header: tuple[tuple[Numbered, ...], ...] = ()
    repeated: tuple[Numbered, ...] = ()
    """The header once more, on the next page."""
    vocabulary: Vocabulary = BUDGET


def _is_barrier(line: Line) -> bool:
    text = line.text.strip()
    if not text or amounts_only(text) or is_apart(line):
        return False
    if unicodedata.category(text[0]) == "Co" or _BARRIER.match(text):
        return True
    if _HEADING.fullmatch(bare(text)) and not word_fields(bare(text)):
        return True
    return len(bare(text)) > _LONGEST_CELL_LINE and not is_row(text)


def is_apart(line: Line) -> bool:
    """A unit above a table or a page number between its lines."""
    text = line.text.strip()
    return UNIT_NOTE.fullmatch(text) is not None or PAGE_NUMBER.fullmatch(text) is not None


def runs(document: Document, taken: Container[int] = (), *, dated: bool = False) -> Iterator[list[Numbered]]:
    """The lines between barriers; the lines `taken` are barriers too. Where rows may be `dated`, a dash before a date is an
    amount."""
    run: list[Numbered] = []
    for n, element in enumerate(document.elements):
        if (
            isinstance(element, Line)
            and n not in taken
            and (not _is_barrier(element) or (dated and figures_only(element.text)))
        ):
            if bare(element.text):
                run.append((n, element))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _header_lines(run: Sequence[Numbered], known: Vocabulary = BUDGET) -> list[tuple[Numbered, ...]]:
    """Groups of neighbouring lines that consist of header words; a word may be broken over two or three lines."""
    groups: list[list[Numbered]] = []
    n = 0
    while n < len(run):
        taken = _header_length(run, n, known)
        if taken and not (
            taken == 1 and UNIT_NOTE.fullmatch(run[n][1].text.strip()) and not _continues(groups, run, n)
        ):
            part = list(run[n : n + taken])
            if groups and n and groups[-1][-1][0] == run[n - 1][0]:
                groups[-1].extend(part)
            else:
                groups.append(part)
        n += max(taken, 1)
    return [tuple(group) for group in groups]


def _header_length(run: Sequence[Numbered], start: int, known: Vocabulary) -> int:
    """How many lines from here are one piece of header: one, or more if a line is none without the one above it."""
    alone = bool(parse_header(run[start : start + 1], known.fields))
    if UNIT_NOTE.fullmatch(run[start][1].text.strip()):
        return 1
    for many in (2, 3):
        part = run[start : start + many]
        if len(part) < many or any(gap_between(a[1], b[1]) is Gap.BLANK for a, b in pairwise(part)):
            break
        words = parse_header(part, known.fields) or ()
        if words and (not parse_header(part[-1:], known.fields) or (len(words) == 1 and not alone)):
            return many
    return int(alone)


def _continues(groups: Sequence[Sequence[Numbered]], run: Sequence[Numbered], n: int) -> bool:
    """Whether a unit is printed inside a header cell: right below it, without a blank line."""
    beside = bool(groups) and n > 0 and groups[-1][-1][0] == run[n - 1][0]
    return beside and gap_between(run[n - 1][1], run[n][1]) is Gap.BREAK


def words_in(groups: Sequence[Sequence[Numbered]], known: Vocabulary = BUDGET) -> list[HeaderWord]:
    return [word for group in groups for word in parse_header(group, known.fields) or ()]


def _fields(words: Sequence[HeaderWord]) -> list[str]:
    """The columns that can stand in a table only once; 예산과목 and 증감 may stand above others."""
    return [
        word.fields[0]
        for word in words
        if len(word.fields) == 1
        and word.fields[0] in HEAD_FIELDS | set(AMOUNT_COLUMNS)
        and word.fields[0] != "signed"
        and "과목" not in bare(word.text)
    ]


def _parts(run: Sequence[Numbered]) -> list[list[tuple[Numbered, ...]]]:
    """The header lines of each table in a run: a new one begins where a column is headed a second time, or where a unit
    is announced below mere orphans."""
    parts: list[list[tuple[Numbered, ...]]] = []
    seen: set[str] = set()
    only_amounts = False
    for group in _header_lines(run):
        words = words_in([group])
        fields = set(_fields(words))
        orphaned = only_amounts and bool(_units_between(run, parts[-1][-1], group))
        if not parts or fields & seen or orphaned:
            parts.append([])
            seen, only_amounts = set(), True
        parts[-1].append(group)
        seen |= fields
        only_amounts = only_amounts and all(set(word.fields) <= set(AMOUNT_COLUMNS) for word in words)
    return parts


def _units_between(run: Sequence[Numbered], before: Sequence[Numbered], behind: Sequence[Numbered]) -> list[Numbered]:
    return [
        (n, line) for n, line in _within(run, before[-1][0] + 1, behind[0][0]) if UNIT_NOTE.fullmatch(line.text.strip())
    ]


def _within(run: Sequence[Numbered], start: int, stop: int) -> Sequence[Numbered]:
    """The lines with these numbers."""
    return run[bisect_left(run, start, key=itemgetter(0)) : bisect_left(run, stop, key=itemgetter(0))]


def _goes_on(
    run: Sequence[Numbered], part: Sequence[Sequence[Numbered]], following: Sequence[Sequence[Numbered]]
) -> bool:
    """Whether a header is only repeated, at the top of the next page: the same words, with no total before them."""
    own, repeated = (sorted(bare(word.text) for word in words_in(groups)) for groups in (part, following))
    between = [line for _, line in _within(run, part[0][0][0], following[0][0][0])]
    totals = any(total_label(regex.sub(r"[\d,\s△▲()\-]+$", "", line.text)) for line in between)
    return own == repeated and not totals and not _units_between(run, part[-1], following[0])


def _tables(run: Sequence[Numbered]) -> Iterator[Region]:
    """The run cut into tables; a header repeated over a page break begins none."""
    parts = _parts(run)
    first = 0
    for n, part in enumerate(parts):
        last = n + 1 == len(parts)
        if not last and _goes_on(run, part, parts[n + 1]):
            continue
        start = parts[first][0][0][0]
        end = run[-1][0] + 1 if last else parts[n + 1][0][0][0]
        repeated = [numbered for groups in parts[first + 1 : n + 1] for group in groups for numbered in group]
        apart = {number for number, _ in repeated}
        lines = tuple(numbered for numbered in _within(run, start, end) if numbered[0] not in apart)
        yield Region(lines, tuple(parts[first]), repeated=tuple(repeated))
        first = n + 1


def regions(document: Document) -> list[Region]:
    """Every candidate in reading order, with its orphans."""
    found: list[Region] = []
    for run in runs(document):
        tables = list(_tables(run))
        first = tables[0].lines[0][0] if tables else run[-1][0] + 1
        if found:
            found[-1] = _with_orphans(found[-1], [n for n in run if n[0] < first], [])
        for table in tables:
            if len({field for field in _fields(words_in(table.header)) if field in HEAD_FIELDS}) >= 2:
                found.append(table)
            elif found:
                found[-1] = _with_orphans(found[-1], table.lines, table.header)
    return found


def spending_region(run: Sequence[Numbered]) -> Region | None:
    """A whole run as a table of what was spent, if its words make the header of one. It begins and ends with a cell that
    cannot be prose: text there may be a caption or a sentence."""
    header = _header_lines(run, SPENDING)
    heads = {n for group in header for n, _ in group}
    edges = [(n, line) for n, line in run if not is_apart(line)]
    firm = all(
        n in heads or amounts_only(line.text) or figures_only(line.text) or is_row(line.text)
        for n, line in (*edges[:1], *edges[-1:])
    )
    if not firm or not SPENDING.layouts(words_in(header, SPENDING)):
        return None
    return Region(tuple(run), tuple(header), vocabulary=SPENDING)


def _with_orphans(region: Region, lines: Sequence[Numbered], header: Sequence[tuple[Numbered, ...]]) -> Region:
    heads = [numbered for group in header for numbered in group]
    money = [numbered for numbered in lines if amounts_only(numbered[1].text)]
    return attrs.evolve(
        region,
        orphans=(*region.orphans, *sorted([*heads, *money], key=lambda numbered: numbered[0])),
        orphan_header=(*region.orphan_header, *header),
    )


__all__ = ["Numbered", "Region", "is_apart", "regions", "runs", "spending_region", "words_in"]

"""Document -> the runs of lines that may be flattened budget tables.

A run ends at a ruled table, a heading, a bullet or a sentence. In it, lines that consist of header words are the header,
wherever they stand. A tool may print single header cells and amounts even below the next paragraph: such lines are the
orphans of the table above them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs
import regex

from councildoc.budget.flattened_header import HEAD_FIELDS, HeaderWord, layouts, parse_header, word_fields
from councildoc.budget.flattened_words import PAGE_NUMBER, Gap, amounts_only, gap_between
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


def _is_barrier(line: Line) -> bool:
    text = line.text.strip()
    if not text or amounts_only(text) or PAGE_NUMBER.fullmatch(text) or UNIT_NOTE.fullmatch(text):
        return False
    if unicodedata.category(text[0]) == "Co" or _BARRIER.match(text):
        return True
    if _HEADING.fullmatch(bare(text)) and not word_fields(bare(text)):
        return True
    return len(bare(text)) > _LONGEST_CELL_LINE and not regex.search(r"\d,\d{3}", text)


def _runs(document: Document) -> Iterator[list[Numbered]]:
    run: list[Numbered] = []
    for n, element in enumerate(document.elements):
        if isinstance(element, Line) and not _is_barrier(element):
            if bare(element.text):
                run.append((n, element))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _header_lines(run: Sequence[Numbered]) -> list[tuple[Numbered, ...]]:
    """Groups of neighbouring lines that consist of header words; a word may be broken over two or three lines."""
    groups: list[list[Numbered]] = []
    n = 0
    while n < len(run):
        taken = _header_length(run, n)
        if taken and not (taken == 1 and UNIT_NOTE.fullmatch(run[n][1].text.strip()) and not _continues(groups, run, n)):
            part = list(run[n : n + taken])
            if groups and n and groups[-1][-1][0] == run[n - 1][0]:
                groups[-1].extend(part)
            else:
                groups.append(part)
        n += max(taken, 1)
    return [tuple(group) for group in groups]


def _header_length(run: Sequence[Numbered], start: int) -> int:
    """How many lines from here are one piece of header: one, or more if a line is none without the one above it."""
    alone = bool(parse_header(run[start : start + 1]))
    if UNIT_NOTE.fullmatch(run[start][1].text.strip()):
        return 1
    for many in (2, 3):
        part = run[start : start + many]
        if len(part) < many or any(gap_between(a[1], b[1]) is Gap.BLANK for a, b in pairwise(part)):
            break
        if not parse_header(part[-1:]) and parse_header(part):
            return many
    return int(alone)


def _continues(groups: Sequence[Sequence[Numbered]], run: Sequence[Numbered], n: int) -> bool:
    """Whether a unit is printed inside a header cell: right below it, without a blank line."""
    return bool(
        groups and n and groups[-1][-1][0] == run[n - 1][0] and gap_between(run[n - 1][1], run[n][1]) is Gap.BREAK
        and _number(run[n][1]) is not None
    )  # fmt: skip


def _number(line: Line) -> int | None:
    return line.where[0].line if line.where else None


def words_in(groups: Sequence[Sequence[Numbered]]) -> list[HeaderWord]:
    return [word for group in groups for word in parse_header(group) or ()]


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


def _tables(run: Sequence[Numbered]) -> Iterator[tuple[list[Numbered], list[tuple[Numbered, ...]]]]:
    """The run cut into tables: where a column is headed a second time, or a unit is announced below mere orphans."""
    groups = _header_lines(run)
    if not groups:
        return
    starts: list[int] = []
    seen: list[str] = []
    parts: list[list[tuple[Numbered, ...]]] = []
    for group in groups:
        fields = _fields(words_in([group]))
        unit_between = bool(parts) and any(
            UNIT_NOTE.fullmatch(line.text.strip()) for n, line in run if parts[-1][-1][-1][0] < n < group[0][0]
        )
        if not parts or set(fields) & set(seen) or (unit_between and not layouts(words_in(parts[-1]))):
            starts.append(group[0][0])
            parts.append([])
            seen = []
        parts[-1].append(group)
        seen.extend(fields)
    for n, (start, part) in enumerate(zip(starts, parts, strict=True)):
        end = starts[n + 1] if n + 1 < len(starts) else run[-1][0] + 1
        yield [numbered for numbered in run if start <= numbered[0] < end], part


def regions(document: Document) -> list[Region]:
    """Every candidate in reading order, with its orphans."""
    found: list[Region] = []
    for run in _runs(document):
        tables = list(_tables(run))
        first = tables[0][0][0][0] if tables else run[-1][0] + 1
        if found:
            found[-1] = _with_orphans(found[-1], [n for n in run if n[0] < first], [])
        for lines, header in tables:
            if len({field for field in _fields(words_in(header)) if field in HEAD_FIELDS}) >= 2:
                found.append(Region(tuple(lines), tuple(header)))
            elif found:
                found[-1] = _with_orphans(found[-1], lines, header)
    return found


def _with_orphans(region: Region, lines: Sequence[Numbered], header: Sequence[tuple[Numbered, ...]]) -> Region:
    heads = [numbered for group in header for numbered in group]
    money = [numbered for numbered in lines if amounts_only(numbered[1].text)]
    return attrs.evolve(
        region,
        orphans=(*region.orphans, *sorted([*heads, *money], key=lambda numbered: numbered[0])),
        orphan_header=(*region.orphan_header, *header),
    )


__all__ = ["Numbered", "Region", "regions", "words_in"]

"""Proof before trust: what of a fast reading proves itself, and which pages another reader has to confirm.

The sums of a budget table prove its amounts, and the amounts in prose that are equal to them. No sum proves the other
amounts in prose: the pages on which those stand are doubted, as are pages that do not balance, look garbled, or lost
characters between the file and the reading. A doubted page is read by the second reader too, and the reading that balances is
kept; a file that is not whole is left to the second reader from the start, since the first says nothing of damage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from councildoc.diagnostics import (
    AMOUNT_MISMATCH,
    CUT_CELL,
    GARBLED_TEXT,
    NAME_SPLIT_UNCERTAIN,
    NOTHING_RECOGNISED,
    OVERDRAWN,
    REDACTED_VALUE,
    ROW_ARITHMETIC,
    TOTAL_MISMATCH,
    UNBALANCED_TRANSFER,
    UNIT_CONFLICT,
    UNIT_INFERRED,
    UNIT_MISSING,
    Diagnostic,
)
from councildoc.document import Document, Location, Where
from councildoc.errors import CorruptError
from councildoc.extraction import pdf
from councildoc.extraction.pdf_content import PageContent
from councildoc.extraction.pdf_document import assemble
from councildoc.extraction.pdf_soundness import Soundness, soundness
from councildoc.extraction.pdf_text import text_lines
from councildoc.extraction.reading import Reading
from councildoc.limits import Limits
from councildoc.model import Briefing, BudgetLine, BudgetTable, BudgetTotal, Item, Paragraph, Parsed, Source
from councildoc.parser import parse_document
from councildoc.values import bare, find_won

FAULTS = frozenset(
    rule.code
    for rule in (
        ROW_ARITHMETIC,
        TOTAL_MISMATCH,
        AMOUNT_MISMATCH,
        UNBALANCED_TRANSFER,
        OVERDRAWN,
        UNIT_MISSING,
        UNIT_CONFLICT,
    )
)
"""Findings that say that a reading contradicts itself."""
DOUBTS = FAULTS | {
    rule.code
    for rule in (CUT_CELL, GARBLED_TEXT, NAME_SPLIT_UNCERTAIN, NOTHING_RECOGNISED, REDACTED_VALUE, UNIT_INFERRED)
}
"""Findings that may come from the reader instead of the document."""
FAST, CAREFUL = "pdfium", "pdfminer"
AMOUNTS = ("before", "decrease", "increase", "after")
UNLIKE = "{page}쪽: 두 방식({first}, {second})으로 읽은 글이 다르고 어느 쪽도 합계로 확인되지 않습니다. 원본과 견주어 보세요."


@attrs.frozen
class Pages:
    """Pages of a PDF as one reader sees them; `declared` is the number of pages that the file says it has."""

    content: tuple[PageContent, ...]
    declared: int


ReadPages = Callable[[str, frozenset[int] | None], Pages]
"""Reads the pages with these numbers (None: every page) by the reader of this name."""


@attrs.frozen
class Proved:
    """A document, the findings of its extraction, and what it says."""

    document: Document
    findings: tuple[Diagnostic, ...]
    parsed: Parsed


def read_pdf(data: bytes, source: Source, password: str | None, limits: Limits) -> Proved:
    """Read a PDF with pdfium, and with pdfminer what needs proof. Raises an `InputError`."""
    findings: list[Diagnostic] = []
    reading = Reading(findings.append, password, limits)

    def read(backend: str, numbers: frozenset[int] | None) -> Pages:
        with pdf.opened(data, reading, backend) as reader:
            wanted = range(1, reader.count + 1) if numbers is None else sorted(numbers)
            content = []
            for number in wanted:
                page = reader.page(number)
                if page is None and backend == FAST:
                    raise CorruptError  # the file has fewer pages than it says: left to the careful reader
                if page is not None:
                    content.append(page)
            return Pages(tuple(content), reader.declared)

    state = soundness(data)
    pdf.report_damage(state, findings.append)
    return read_proved(read, source, state is Soundness.WHOLE, FAST, CAREFUL, findings)


def read_proved(
    read: ReadPages, source: Source, whole: bool, first: str, second: str, findings: Sequence[Diagnostic] = ()
) -> Proved:
    """Read a PDF by the `first`, fast reader, and what it does not prove by the `second`, careful one.

    `whole`: the file shows no mark of damage; else only the second reads it. `findings` are those made before. Raises
    `InputError` as the readers do.
    """
    if not whole:
        return _reading(read(second, None), source, findings)
    try:
        fast = read(first, None)
    except CorruptError:
        return _reading(read(second, None), source)
    reading = _reading(fast, source)
    lossy = {page.number for page in fast.content if page.unaccounted}
    doubted = doubtful_pages(reading.parsed) | lossy
    if not doubted:
        return reading
    try:
        careful = {page.number: page for page in read(second, doubted).content}
    except CorruptError:
        careful = {}  # nothing confirms the first reading: every doubt stays
    unlike = {
        page.number for page in fast.content if page.number in doubted and not alike(page, careful.get(page.number))
    }
    if not unlike:
        return reading
    changed = _reading(_replaced(fast, careful, unlike), source)
    before, after = faults_by_page(reading.parsed.diagnostics), faults_by_page(changed.parsed.diagnostics)
    better = {number for number in unlike if before[number] < after[number]}
    pages = _replaced(fast, careful, unlike - better)
    if better:
        changed = _reading(pages, source)
    unproved = sorted(unlike & doubtful_pages(changed.parsed))
    return _reading(pages, source, [_unlike(page, first, second) for page in unproved]) if unproved else changed


def alike(one: PageContent, other: PageContent | None) -> bool:
    """Whether two readers found the same lines on a page, white space apart."""
    return other is not None and Counter(bare(line.text) for line in text_lines(one.glyphs)) == Counter(
        bare(line.text) for line in text_lines(other.glyphs)
    )


def _replaced(pages: Pages, others: dict[int, PageContent], numbers: set[int]) -> Pages:
    content = (others.get(page.number, page) if page.number in numbers else page for page in pages.content)
    return attrs.evolve(pages, content=tuple(content))


def _unlike(page: int, first: str, second: str) -> Diagnostic:
    return GARBLED_TEXT.at(None, (Location(page=page),), text=UNLIKE.format(page=page, first=first, second=second))


def _reading(pages: Pages, source: Source, doubts: Sequence[Diagnostic] = ()) -> Proved:
    findings: list[Diagnostic] = list(doubts)
    document = assemble(pages.content, pages.declared, findings.append)
    named = attrs.evolve(source, pages=document.pages)
    return Proved(document, tuple(findings), parse_document(document, named, findings))


def doubtful_pages(parsed: Parsed) -> frozenset[int]:
    """The pages, counted from 1, that hold what a reading does not prove by its own sums; every page where a doubt has no
    place."""
    everywhere = frozenset(range(1, (parsed.source.pages or 0) + 1))
    pages: set[int] = set()
    for finding in parsed.diagnostics:
        if finding.code in DOUBTS:
            pages |= _pages(finding.where) or everywhere
    for briefing in parsed.briefings:
        proved: set[int] = set()
        for table in _tables(briefing):
            if _is_proved(table):
                proved.update(_won(table))
            else:
                pages |= _pages(table.where) or everywhere
        for text, where in _prose(briefing):
            if any(abs(found.won) not in proved for found in find_won(text, labelled=True)):
                pages |= _pages(where) or everywhere
    return frozenset(pages)


def faults_by_page(diagnostics: Iterable[Diagnostic]) -> Counter[int]:
    """How many contradictions each page holds; those without a place count for page 0."""
    counted: Counter[int] = Counter()
    for finding in diagnostics:
        if finding.code in FAULTS:
            counted.update(_pages(finding.where) or {0})
    return counted


def _pages(where: Where) -> set[int]:
    return {place.page for place in where if place.page is not None}


def _is_proved(table: BudgetTable) -> bool:
    """Whether every amount of a table is part of a sum that holds. Without a total nothing proves that no row is lost."""
    if table.total is None:
        return False
    summed = {field for field in AMOUNTS if getattr(table.total, field) is not None}
    return bool(summed) and all(
        _adds_up(line) or all(field in summed for field in AMOUNTS if getattr(line, field) is not None)
        for line in table.lines
    )


def _adds_up(line: BudgetLine) -> bool:
    """Whether before, change and after of a line are printed, so that one wrong amount would break their sum."""
    return line.before is not None and line.after is not None and (line.decrease, line.increase) != (None, None)


def _tables(briefing: Briefing) -> Iterator[BudgetTable]:
    bodies = [briefing.preamble, *(block.body for item in briefing.items for block in item.blocks)]
    yield from (entry for body in bodies for entry in body if isinstance(entry, BudgetTable))


def _won(table: BudgetTable) -> Iterator[int]:
    """The amounts of a table, its sums included, and each transfer's share of them."""
    rows: Sequence[BudgetLine | BudgetTotal] = (
        *table.lines,
        *table.subtotals,
        *((table.total,) if table.total else ()),
    )
    for row in rows:
        yield from (abs(won) for field in AMOUNTS if (won := getattr(row, field)) is not None)
    groups: Counter[str] = Counter()
    for line in table.lines:
        groups[line.group or ""] += line.decrease or 0
    yield from groups.values()


def _prose(briefing: Briefing) -> Iterator[tuple[str, Where]]:
    """Titles, summaries, headings and paragraphs, with their places."""
    yield from ((entry.text, entry.where) for entry in briefing.preamble if isinstance(entry, Paragraph))
    for item in briefing.items:
        yield from ((text, item.where) for text in _heads(item) if text)
        for block in item.blocks:
            yield block.heading or "", block.where
            yield from ((entry.text, entry.where) for entry in block.body if isinstance(entry, Paragraph))


def _heads(item: Item) -> tuple[str | None, ...]:
    return item.title, item.summary

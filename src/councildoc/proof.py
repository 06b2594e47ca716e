"""Proof before trust: what of a fast reading proves itself, and which pages another reader has to confirm.

The sums of a budget table prove its amounts, and the amounts in prose that are equal to them. No sum proves the other
amounts in prose: the pages on which those stand are doubted, as are pages that do not balance, look garbled, or lost
characters between the file and the reading. A doubted page is read by the second reader too, and the reading that balances is
kept; a file that is not whole is left to the second reader from the start, since the first says nothing of damage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress

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
from councildoc.extraction.pdf_soundness import Soundness, pages_held, soundness
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
KEPT = 16
"""Pages that need not be read by the fast reader again, where the careful one has to confirm them; most files have no more."""
AMOUNTS = ("before", "decrease", "increase", "after")
UNLIKE = "{page}쪽: 두 방식({first}, {second})으로 읽은 글이 다르고 어느 쪽도 합계로 확인되지 않습니다. 원본과 견주어 보세요."


@attrs.frozen
class Pages:
    """Pages of a PDF as one reader sees them, to be gone through once; `declared` is the number that the file says it has.

    They are read as they are taken: their glyphs take much room.
    """

    content: Iterable[PageContent]
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
    state = soundness(data)
    pdf.report_damage(state, findings.append)
    with ExitStack() as stack:
        readers: dict[str, pdf.PageReader] = {}
        kept: dict[int, PageContent] = {}

        def read(backend: str, numbers: frozenset[int] | None) -> Pages:
            if backend not in readers:
                readers[backend] = stack.enter_context(pdf.opened(data, reading, backend))
                if backend == FAST and readers[backend].count < pages_held(data):
                    raise CorruptError  # it may have lost pages: left to the careful reader
            reader = readers[backend]
            wanted = range(1, reader.count + 1) if numbers is None else sorted(numbers)
            content = _whole(reader, wanted, kept) if backend == FAST else _what_is_left(reader, wanted)
            return Pages(content, reader.declared)

        return read_proved(read, source, state is Soundness.WHOLE, FAST, CAREFUL, findings)


def _whole(reader: pdf.PageReader, numbers: Iterable[int], kept: dict[int, PageContent]) -> Iterator[PageContent]:
    """The pages with these numbers, of which the first few are kept. Raises `CorruptError` if one is missing."""
    for number in numbers:
        page = kept.get(number) or reader.page(number)
        if page is None:
            raise CorruptError  # the file has fewer pages than it says: left to the careful reader
        if len(kept) < KEPT:
            kept[number] = page
        yield page


def _what_is_left(reader: pdf.PageReader, numbers: Iterable[int]) -> Iterator[PageContent]:
    """Those of the pages with these numbers that the file still holds."""
    return (page for number in numbers if (page := reader.page(number)) is not None)


def read_proved(
    read: ReadPages, source: Source, whole: bool, first: str, second: str, findings: Sequence[Diagnostic] = ()
) -> Proved:
    """Read a PDF by the `first`, fast reader, and what it does not prove by the `second`, careful one.

    `whole`: the file shows no mark of damage; else only the second reads it. `findings` are those made before. Raises
    `InputError` as the readers do.
    """
    if not whole:
        return _reading(read(second, None), source, findings)
    lossy: set[int] = set()
    try:
        reading = _reading(_noting(read(first, None), lossy), source)
    except CorruptError:
        return _reading(read(second, None), source)
    doubted = doubtful_pages(reading.parsed) | lossy
    if not doubted:
        return reading
    unlike = _unlike(read(first, doubted).content, _as_far_as_it_goes(read, second, doubted))
    if not unlike:
        return reading
    changed = _reading(_replaced(read(first, None), unlike), source)
    before, after = faults_by_page(reading.parsed.diagnostics), faults_by_page(changed.parsed.diagnostics)
    better = {number for number in unlike if before[number] < after[number]}
    kept = {number: page for number, page in unlike.items() if number not in better}
    if better:
        changed = _reading(_replaced(read(first, None), kept), source)
    unproved = sorted(unlike.keys() & doubtful_pages(changed.parsed))
    if not unproved:
        return changed
    return _reading(_replaced(read(first, None), kept), source, [_unproved(page, first, second) for page in unproved])


def _noting(pages: Pages, lossy: set[int]) -> Pages:
    """The same pages; the numbers of those that lost characters are noted as they go by."""

    def noted() -> Iterator[PageContent]:
        for page in pages.content:
            if page.unaccounted:
                lossy.add(page.number)
            yield page

    return attrs.evolve(pages, content=noted())


def _as_far_as_it_goes(read: ReadPages, name: str, numbers: frozenset[int]) -> Iterator[PageContent]:
    """The pages up to one that cannot be read: nothing confirms the others, and every doubt about them stays."""
    with suppress(CorruptError):
        yield from read(name, numbers).content


def _unlike(pages: Iterable[PageContent], others: Iterable[PageContent]) -> dict[int, PageContent | None]:
    """The pages on which two readers found other lines, by number, as the second saw them. Both give pages in order."""
    out: dict[int, PageContent | None] = {}
    rest = iter(others)
    other = next(rest, None)
    for page in pages:
        while other is not None and other.number < page.number:
            other = next(rest, None)
        same = other if other is not None and other.number == page.number else None
        if not alike(page, same):
            out[page.number] = same
    return out


def alike(one: PageContent, other: PageContent | None) -> bool:
    """Whether two readers found the same lines on a page, white space apart."""
    return other is not None and Counter(bare(line.text) for line in text_lines(one.glyphs)) == Counter(
        bare(line.text) for line in text_lines(other.glyphs)
    )


def _replaced(pages: Pages, others: Mapping[int, PageContent | None]) -> Pages:
    return attrs.evolve(pages, content=(others.get(page.number) or page for page in pages.content))


def _unproved(page: int, first: str, second: str) -> Diagnostic:
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

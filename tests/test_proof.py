"""What a fast reading of a PDF does not prove by its own sums is read again: shown with a reader that errs on purpose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import attrs
import pytest

from councildoc import Source
from councildoc.errors import CorruptError
from councildoc.extraction import pdf
from councildoc.extraction.pdf_content import Glyph, PageContent
from councildoc.extraction.pdf_text import text_lines
from councildoc.extraction.reading import Reading
from councildoc.proof import Pages, Proved, read_proved
from locations import FIXTURES

BRIEFING = FIXTURES / "briefing-305.pdf"
PROSE = FIXTURES / "briefings" / "03-district-prose-only.pdf"
SOURCE = Source("report.pdf", "pdf", "0" * 64)

Damage = Callable[[PageContent], PageContent]


@cache
def pages(path: str) -> Pages:
    with open(path, "rb") as stream:
        data = stream.read()
    with pdf.opened(data, Reading(lambda _: None), "pdfminer") as reader:
        return Pages(tuple(pdf.read_all(reader)), reader.declared)


@attrs.define
class Readers:
    """A fast reader that damages what it reads, the careful one, and what was asked of each."""

    path: str
    fast: Damage = lambda page: page
    careful: Damage = lambda page: page
    asked: list[tuple[str, frozenset[int] | None]] = attrs.field(factory=list)

    def __call__(self, name: str, numbers: frozenset[int] | None) -> Pages:
        self.asked.append((name, numbers))
        whole = pages(self.path)
        damage = self.fast if name == "fast" else self.careful
        return attrs.evolve(
            whole,
            content=tuple(damage(page) for page in whole.content if numbers is None or page.number in numbers),
        )

    @property
    def confirmed(self) -> list[frozenset[int] | None]:
        """What the careful reader was asked for."""
        return [numbers for name, numbers in self.asked if name == "careful"]

    def proved(self, whole: bool = True) -> Proved:
        return read_proved(self, SOURCE, whole, "fast", "careful")


def without(word: str, keep: str = "") -> Damage:
    """A reader that loses the characters of a word from every line that holds it; `keep` stands in their place."""

    def damage(page: PageContent) -> PageContent:
        lost: set[int] = set()
        kept: list[Glyph] = []
        for line in text_lines(page.glyphs):
            printed = [glyph for glyph in line.glyphs if not glyph.text.isspace()]
            at = "".join(glyph.text for glyph in printed).find(word)
            if at >= 0:
                taken = printed[at : at + len(word)]
                lost |= {id(glyph) for glyph in taken}
                kept += [attrs.evolve(glyph, text=text) for glyph, text in zip(taken, keep, strict=False)]
        return attrs.evolve(page, glyphs=[glyph for glyph in page.glyphs if id(glyph) not in lost] + kept)

    return damage


def amounts(proved: Proved) -> list[Sequence[int | None]]:
    return [
        (transfer.amount, *(leg.amount for leg in (*transfer.sources, *transfer.targets)))
        for transfer in proved.parsed.transfers
    ]


def test_what_proves_itself_is_not_read_again() -> None:
    readers = Readers(str(BRIEFING))
    assert readers.proved().parsed.ok
    assert readers.asked == [("fast", None)]


@pytest.mark.parametrize("figure", ["355,000", "30,000", "325,000"])
def test_a_page_that_does_not_balance_is_read_again_and_the_reading_that_balances_is_kept(figure: str) -> None:
    sound = Readers(str(BRIEFING)).proved()
    readers = Readers(str(BRIEFING), fast=without(figure))
    proved = readers.proved()
    assert len(readers.confirmed) == 1
    assert proved.document == sound.document
    assert proved.parsed.briefings == sound.parsed.briefings
    assert proved.parsed.diagnostics == sound.parsed.diagnostics


def test_the_fast_reading_is_kept_where_the_careful_one_does_not_balance() -> None:
    sound = Readers(str(BRIEFING)).proved()

    def lossy(page: PageContent) -> PageContent:
        return attrs.evolve(page, unaccounted=1)

    proved = Readers(str(BRIEFING), fast=lossy, careful=without("355,000")).proved()
    assert proved.parsed.briefings == sound.parsed.briefings


def test_where_neither_balances_both_are_named() -> None:
    proved = Readers(str(BRIEFING), fast=without("355,000", "855,000"), careful=without("355,000", "155,000")).proved()
    said = [finding.message for finding in proved.parsed.diagnostics if finding.code == "garbled-text"]
    assert any("fast, careful" in message for message in said)
    assert not proved.parsed.ok


def test_an_amount_that_only_prose_tells_counts_once_both_readers_found_it() -> None:
    readers = Readers(str(PROSE))
    sound = readers.proved()
    assert len(readers.confirmed) == 1
    assert not [finding for finding in sound.parsed.diagnostics if finding.code == "garbled-text"]
    damaged = Readers(str(PROSE), fast=without("8,200천원", "9,200천원")).proved()
    assert amounts(damaged) == amounts(sound)
    assert [finding for finding in damaged.parsed.diagnostics if finding.code == "garbled-text"]


def test_characters_that_were_counted_but_not_read_are_a_doubt() -> None:
    def lossy(page: PageContent) -> PageContent:
        return attrs.evolve(page, unaccounted=3) if page.number == 2 else page

    readers = Readers(str(BRIEFING), fast=lossy)
    assert readers.proved().parsed.ok
    assert readers.confirmed == [frozenset({2})]


def test_a_file_that_is_not_whole_is_left_to_the_careful_reader() -> None:
    readers = Readers(str(BRIEFING))
    readers.proved(whole=False)
    assert readers.asked == [("careful", None)]


def test_what_the_fast_reader_cannot_open_is_left_to_the_careful_one() -> None:
    def broken(_: PageContent) -> PageContent:
        raise CorruptError

    readers = Readers(str(BRIEFING), fast=broken)
    assert readers.proved().parsed.ok
    assert [name for name, _ in readers.asked] == ["fast", "careful"]


def test_doubts_stay_where_the_careful_reader_cannot_open_the_file() -> None:
    def broken(_: PageContent) -> PageContent:
        raise CorruptError

    proved = Readers(str(PROSE), careful=broken).proved()
    assert proved.parsed.transfers
    assert [finding for finding in proved.parsed.diagnostics if finding.code == "garbled-text"]

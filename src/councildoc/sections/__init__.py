"""Document -> sections: briefings with their title fields, items, blocks of rows and tables.

Paragraphs are not made here but last, by `paragraphs`, from the rows that no table took.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from councildoc.document import Document, Line
from councildoc.joining import Lexicon
from councildoc.sections.blocks import RawBlock, cut_blocks
from councildoc.sections.broken_titles import Measures, continues_title, measure
from councildoc.sections.covers import opened_covers
from councildoc.sections.items import Span, find_reports
from councildoc.sections.layout import Part, Row, parts_of
from councildoc.sections.numerals import item_title, numeral, with_plain_numeral
from councildoc.sections.parted_bars import joined_bars
from councildoc.sections.title import Title, read_title

__all__ = ["RawBlock", "RawBriefing", "RawItem", "Row", "Title", "cut"]


@attrs.frozen
class RawItem:
    """An item before its tables are read: numeral row, summary and blocks."""

    number: int | None
    label: str | None
    title: str | None
    head: Row | None
    summary: str | None
    lead: Row | None
    blocks: tuple[RawBlock, ...]


@attrs.frozen
class RawBriefing:
    """A briefing before its tables are read: title fields, the front matter that is no field, and items."""

    title: Title
    preamble: tuple[Part, ...]
    items: tuple[RawItem, ...]


def cut(document: Document, lexicon: Lexicon) -> tuple[RawBriefing, ...]:
    """The briefings of a document, in order. A document without any briefing gives one without items."""
    parts = opened_covers(joined_bars(parts_of(document.elements)))
    measures = measure(parts)
    briefings = []
    for report in find_reports(parts, document.page_breaks):
        front = [parts[index] for index in report.front]
        title, rest = read_title([part for part in front if isinstance(part, Row)], lexicon)
        left = set(map(id, rest))
        preamble = tuple(part for part in front if not isinstance(part, Row) or id(part) in left)
        items = tuple(_item(parts, span, lexicon, measures) for span in report.items)
        briefings.append(RawBriefing(title, preamble, items))
    return tuple(briefings)


def _item(parts: Sequence[Part], span: Span, lexicon: Lexicon, measures: Measures) -> RawItem:
    inner = list(parts[span.start : span.stop])
    head = parts[span.head] if span.head is not None else None
    if not isinstance(head, Row):
        lead, summary, blocks = cut_blocks([with_plain_numeral(part) for part in inner], lexicon, summary=False)
        return RawItem(None, None, None, None, summary, lead, tuple(blocks))
    mark = numeral(head)
    title = item_title(head)
    while inner and isinstance(inner[0], Row) and continues_title(head, inner[0], title, measures):
        more = inner.pop(0)
        assert isinstance(more, Row)
        title = lexicon.join([title, more.text])
        head = attrs.evolve(head, line=Line(f"{head.line.text} {more.line.text}", head.line.where + more.line.where))
    lead, summary, blocks = cut_blocks(inner, lexicon)
    label = mark.marker if mark else None
    number = mark.number if mark else None
    return RawItem(number, label, title or None, head, summary, lead, tuple(blocks))

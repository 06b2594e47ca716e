"""Document -> sections: briefings with their title fields, items, blocks of rows and tables.

Paragraphs are not made here but last, by `paragraphs`, from the rows that no table took.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from councildoc.document import Document, Line
from councildoc.joining import Lexicon
from councildoc.sections.blocks import RawBlock, cut_blocks
from councildoc.sections.items import Span, find_reports, item_title, undotted, with_plain_numeral
from councildoc.sections.layout import Part, Row, height, is_caption, is_closing, parts_of
from councildoc.sections.marks import is_known_heading
from councildoc.sections.title import Title, read_title
from councildoc.values import bare

_MOVE = regex.compile(r"전용|이체|이용|변경|사용|예비비")
_MOVE_END = regex.compile(r"(?:전용|이체|이용|변경|사용|예비비)(?:보고|내역|현황|의?건)?$")
_MAX_TITLE_LINE = 40

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
    parts = parts_of(document.elements)
    briefings = []
    for report in find_reports(parts):
        front = [parts[index] for index in report.front]
        title, rest = read_title([part for part in front if isinstance(part, Row)], lexicon)
        left = set(map(id, rest))
        preamble = tuple(part for part in front if not isinstance(part, Row) or id(part) in left)
        items = tuple(_item(parts, span, lexicon) for span in report.items)
        briefings.append(RawBriefing(title, preamble, items))
    return tuple(briefings)


def _item(parts: Sequence[Part], span: Span, lexicon: Lexicon) -> RawItem:
    inner = list(parts[span.start : span.stop])
    head = parts[span.head] if span.head is not None else None
    if not isinstance(head, Row):
        lead, summary, blocks = cut_blocks([with_plain_numeral(part) for part in inner], lexicon, summary=False)
        return RawItem(None, None, None, None, summary, lead, tuple(blocks))
    mark = head.mark if head.mark.number is not None else undotted(head)
    title = item_title(head)
    while inner and isinstance(inner[0], Row) and _continues_title(head, inner[0], title):
        more = inner.pop(0)
        assert isinstance(more, Row)
        title = lexicon.join([title, more.text])
        head = attrs.evolve(head, line=Line(f"{head.line.text} {more.line.text}", head.line.where + more.line.where))
    lead, summary, blocks = cut_blocks(inner, lexicon)
    label = mark.marker if mark else None
    number = mark.number if mark else None
    return RawItem(number, label, title or None, head, summary, lead, tuple(blocks))


def _continues_title(head: Row, row: Row, title: str) -> bool:
    """Whether a row is the second line of a broken item title and not its lead.

    A title names its kind of move; where it does not and the next line of the same size ends with one, it was broken.
    """
    if (
        row.mark.marker is not None
        or is_caption(row)
        or is_known_heading(row.text)
        or is_closing(row)
        or _MOVE.search(title)
    ):
        return False
    sizes = height(head), height(row)
    if sizes[0] is not None and sizes[1] is not None and abs(sizes[0] - sizes[1]) > 0.1 * max(sizes[0], sizes[1]):
        return False
    return len(row.text) <= _MAX_TITLE_LINE and _MOVE_END.search(bare(row.text)) is not None

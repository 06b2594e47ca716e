"""The parts of one item -> its summary and its headed blocks, still made of rows and tables.

The first marked level below an item heads its blocks; deeper headings stay lines. Known headings count even where their
mark is lost. What stands before the first heading is the summary, or a block without heading.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from councildoc.document import Line, Table
from councildoc.joining import Lexicon
from councildoc.sections.layout import Part, Row, is_annex, is_caption, is_closing
from councildoc.sections.marks import (
    ARABIC,
    ARTICLE,
    BOX,
    BRACKET,
    CIRCLE,
    DASH,
    DIGIT,
    DOT,
    GLYPH,
    HANGUL,
    LATIN,
    LOST,
    NOTE,
    PAREN,
    ROMAN,
    heading_kind,
    is_known_heading,
)
from councildoc.values import UNIT_NOTE, width
from councildoc.words import RING_MARKS, SQUARES


@attrs.frozen
class RawBlock:
    """A block before its paragraphs are made: heading row and the rows and tables under it."""

    kind: str
    marker: str | None
    heading: str | None
    head: Row | None
    parts: tuple[Part, ...]


_LEVELS: dict[str, str] = {
    BOX: "box", GLYPH: "box", BRACKET: "bracket", DIGIT: "digit", HANGUL: HANGUL, ARABIC: ARABIC, PAREN: PAREN, ROMAN: ROMAN, LATIN: LATIN,
    ARTICLE: ARTICLE,
}  # fmt: skip
"""Heading marks that stand for the same level: a square lost to a private-use glyph is still a square."""

_ITEM_LEVELS = (ROMAN, LATIN, ARTICLE)
"""Numerals of items; they head blocks only where they stand on a known heading."""

_MAX_HEADING = 120
_WIDE_HEADING = 56
"""Columns on a terminal (Hangul is two) from which a heading was probably broken by the margin."""


@attrs.frozen
class _Level:
    """What heads the blocks of an item: a class of marks, and the mark that came first."""

    kind: str
    marker: str | None


def _level(parts: Sequence[Part]) -> _Level | None:
    """The class of marks that heads the blocks of this item."""
    bullets_before = False
    for part in parts:
        if isinstance(part, Table) or part.mark.kind in (None, NOTE):
            continue
        level = _LEVELS.get(part.mark.kind)
        if level is None:
            bullets_before = bullets_before or part.mark.kind in (CIRCLE, DASH, DOT)
            continue
        if part.mark.kind in _ITEM_LEVELS and not is_known_heading(part.mark.text):
            continue
        square = level == "box" and (part.mark.kind == GLYPH or part.mark.marker in SQUARES)
        if square or not bullets_before or is_known_heading(part.mark.text):
            return _Level(level, part.mark.marker)
    return None


def _is_ring_heading(part: Part) -> bool:
    """Whether a row is a heading that every report has behind a bullet larger than those below it: `◎ 전용사유`."""
    return isinstance(part, Row) and part.mark.marker in RING_MARKS and is_known_heading(part.mark.text)


def _heads_block(part: Part, level: _Level | None) -> bool:
    if isinstance(part, Table) or not part.mark.text or len(part.mark.text) > _MAX_HEADING:
        return False
    kind = part.mark.kind
    if kind in (None, LOST):
        return is_known_heading(UNIT_NOTE.sub("", part.mark.text))
    if kind in (CIRCLE, DASH, DOT, NOTE):
        return _is_ring_heading(part)
    known = is_known_heading(part.mark.text)
    if level is None or _LEVELS.get(kind) != level.kind:
        # Headings in brackets have no mark; a box beside them is as good as they.
        return known and (level is None or (level.kind == "bracket" and kind in (BOX, GLYPH)))
    first = kind != BOX or part.mark.marker in SQUARES or part.mark.marker == level.marker
    return first or known


def _headings(parts: Sequence[Part], level: _Level | None) -> list[int]:
    """Where the blocks begin. A numbered list below a numbered heading, which starts again at 1, heads nothing."""
    heads: list[int] = []
    last = nested = 0
    for index, part in enumerate(parts):
        if isinstance(part, Table) or not _heads_block(part, level):
            continue
        number = part.mark.number
        listed = (nested and number == nested + 1) or (last and number == 1)
        if number is not None and listed and not is_known_heading(part.mark.text.partition(":")[0]):
            nested = number
            continue
        if number is not None:
            last, nested = number, 0
        heads.append(index)
    return heads


def _leads(part: Part) -> bool:
    """Whether a part is running text: an unmarked row that is no caption, known heading or closing line."""
    if isinstance(part, Table) or part.mark.marker is not None:
        return False
    return not (is_caption(part) or is_known_heading(part.text) or is_closing(part) or is_annex(part))


def _lead(parts: Sequence[Part]) -> int:
    """How many rows before the first heading are the summary: unmarked ones followed by a heading, ○ bullet or table."""
    count = next((index for index, part in enumerate(parts) if not _leads(part)), len(parts))
    rest = [
        part for part in parts[count:] if not (isinstance(part, Row) and (part.mark.kind == NOTE or is_caption(part)))
    ]
    if not rest:
        return 0
    after = rest[0]
    if isinstance(after, Row) and after.mark.kind in (DASH, DOT):
        return 0
    return count


def cut_blocks(
    parts: list[Part], lexicon: Lexicon, *, summary: bool = True
) -> tuple[Row | None, str | None, list[RawBlock]]:
    """The summary rows joined (as one row and its text) and the blocks of one item."""
    level = _level(parts)
    heads = frozenset(_headings(parts, level))
    first = min(heads, default=len(parts))
    lead = _lead(parts[: first + 1]) if summary else 0
    lead = min(lead, first)
    lead_rows = [part for part in parts[:lead] if isinstance(part, Row)]
    blocks: list[RawBlock] = []
    if parts[lead:first]:
        blocks.append(RawBlock("other", None, None, None, tuple(parts[lead:first])))
    head: Row | None = None
    body: list[Part] = []
    for index, part in enumerate(parts[first:], first):
        if head is not None and not body and isinstance(part, Row) and _continues_heading(head, part, level):
            line = Line(f"{head.line.text} {part.line.text}", head.line.where + part.line.where)
            text = lexicon.join([head.mark.text, part.text])
            head = attrs.evolve(head, line=line, mark=attrs.evolve(head.mark, text=text))
        elif isinstance(part, Row) and index in heads:
            if head is not None:
                blocks.append(_block(head, body))
            head, body = part, []
        else:
            body.append(part)
    if head is not None:
        blocks.append(_block(head, body))
    if not lead_rows:
        return None, None, blocks
    where = tuple(place for row in lead_rows for place in row.line.where)
    text = lexicon.join([row.text for row in lead_rows])
    return Row(Line(text, where), lead_rows[0].mark), text, blocks


def _continues_heading(head: Row, row: Row, level: _Level | None) -> bool:
    """Whether a row is the rest of a broken heading: one with its value behind a colon, or a long sentence."""
    if len(head.mark.text) + len(row.text) >= _MAX_HEADING:
        return False
    if not _leads(row) or _heads_block(row, level) or is_known_heading(head.mark.text):
        return False
    _, colon, value = head.mark.text.partition(":")
    return bool(colon and value.strip()) or width(head.mark.text) >= _WIDE_HEADING


def _block(head: Row, body: Sequence[Part]) -> RawBlock:
    return RawBlock(heading_kind(head.mark.text), head.mark.marker, head.mark.text, head, tuple(body))

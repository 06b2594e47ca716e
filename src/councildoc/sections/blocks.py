"""The parts of one item -> its summary and its headed blocks, still made of rows and tables.

The first marked level below an item heads its blocks; deeper headings stay lines. Known headings count even where their
mark is lost. What stands before the first heading is the summary, or a block without heading.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from councildoc.document import Line, Table
from councildoc.joining import Lexicon
from councildoc.sections.layout import Part, Row, is_caption
from councildoc.sections.marks import (
    ARABIC,
    BOX,
    CIRCLE,
    DASH,
    DIGIT,
    DOT,
    GLYPH,
    HANGUL,
    LOST,
    NOTE,
    PAREN,
    heading_kind,
    is_known_heading,
)
from councildoc.values import UNIT_NOTE, bare, clean, columns


@attrs.frozen
class RawBlock:
    """A block before its paragraphs are made: heading row and the rows and tables under it."""

    kind: str
    marker: str | None
    heading: str | None
    head: Row | None
    parts: tuple[Part, ...]


_LEVELS: dict[str, str] = {BOX: "box", GLYPH: "box", DIGIT: "digit", HANGUL: HANGUL, ARABIC: ARABIC, PAREN: PAREN}
"""Heading marks that stand for the same level: a square lost to a private-use glyph is still a square."""

_TRAILING_UNIT = regex.compile(rf"^(?P<heading>.*\S)\s*(?P<unit>{UNIT_NOTE.pattern})$")
_MAX_HEADING = 60
_WIDE_HEADING = 56
"""Columns on a terminal (Hangul is two) from which a heading was probably broken by the margin."""


def _level(parts: Sequence[Part]) -> str | None:
    """The class of marks that heads the blocks of this item."""
    bullets_before = False
    for part in parts:
        if isinstance(part, Table) or part.mark.kind in (None, NOTE):
            continue
        level = _LEVELS.get(part.mark.kind)
        if level is None:
            bullets_before = bullets_before or part.mark.kind in (CIRCLE, DASH, DOT)
            continue
        if level == "box" or not bullets_before or is_known_heading(part.mark.text):
            return level
    return None


def _heads_block(part: Part, level: str | None) -> bool:
    if isinstance(part, Table) or not part.mark.text or len(part.mark.text) > _MAX_HEADING * 2:
        return False
    kind = part.mark.kind
    if kind in (None, LOST):
        return is_known_heading(UNIT_NOTE.sub("", part.mark.text))
    if kind in (CIRCLE, DASH, DOT, NOTE):
        return False
    if level is not None:
        return _LEVELS.get(kind) == level
    return is_known_heading(part.mark.text)


def _split_unit(parts: Sequence[Part]) -> list[Part]:
    """`□ 예산현황   (단위 : 천원)` right above a table is a heading and a caption."""
    out: list[Part] = []
    for position, part in enumerate(parts):
        following = parts[position + 1] if position + 1 < len(parts) else None
        match = _TRAILING_UNIT.match(part.mark.text) if isinstance(part, Row) and isinstance(following, Table) else None
        if match and isinstance(part, Row) and not is_caption(part):
            mark = attrs.evolve(part.mark, text=match["heading"])
            out.append(attrs.evolve(part, line=Line(f"{mark.marker or ''} {mark.text}", part.line.where), mark=mark))
            unit = Line(match["unit"], part.line.where)
            out.append(Row(unit, attrs.evolve(part.mark, marker=None, kind=None, number=None, text=clean(unit.text))))
        else:
            out.append(part)
    return out


def _lead(parts: Sequence[Part]) -> int:
    """How many rows before the first heading are the summary: unmarked ones followed by a heading, ○ bullet or table."""
    count = 0
    while count < len(parts):
        part = parts[count]
        if isinstance(part, Table) or part.mark.marker is not None or is_caption(part) or is_known_heading(part.text):
            break
        count += 1
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
    parts: Sequence[Part], lexicon: Lexicon, *, summary: bool = True
) -> tuple[Row | None, str | None, list[RawBlock]]:
    """The summary rows joined (as one row and its text) and the blocks of one item."""
    parts = _split_unit(parts)
    level = _level(parts)
    first = next((index for index, part in enumerate(parts) if _heads_block(part, level)), len(parts))
    lead = _lead(parts[:first] + parts[first : first + 1]) if summary else 0
    lead = min(lead, first)
    lead_rows = [part for part in parts[:lead] if isinstance(part, Row)]
    blocks: list[RawBlock] = []
    if parts[lead:first]:
        blocks.append(RawBlock("other", None, None, None, tuple(parts[lead:first])))
    head: Row | None = None
    body: list[Part] = []
    for part in parts[first:]:
        if head is not None and not body and isinstance(part, Row) and _continues_heading(head, part, level):
            line = Line(f"{head.line.text} {part.line.text}", head.line.where + part.line.where)
            text = lexicon.join([head.mark.text, part.text])
            head = attrs.evolve(head, line=line, mark=attrs.evolve(head.mark, text=text))
        elif isinstance(part, Row) and _heads_block(part, level):
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


def _continues_heading(head: Row, row: Row, level: str | None) -> bool:
    """Whether a row is the rest of a broken heading: one with its value behind a colon, or a long sentence."""
    if row.mark.marker is not None or is_caption(row) or _heads_block(row, level) or is_known_heading(head.mark.text):
        return False
    _, colon, value = head.mark.text.partition(":")
    return bool(colon and value.strip()) or columns(head.mark.text) >= _WIDE_HEADING


def _block(head: Row, body: Sequence[Part]) -> RawBlock:
    return RawBlock(heading_kind(head.mark.text), head.mark.marker, head.mark.text, head, tuple(body))


def with_captions(parts: Sequence[Part]) -> list[Part]:
    """`(단위 …)` right above a table becomes its caption."""
    out: list[Part] = []
    for part in parts:
        if isinstance(part, Table) and out and isinstance(out[-1], Row) and is_caption(out[-1]) and bare(out[-1].text):
            caption = out.pop()
            assert isinstance(caption, Row)
            out.append(attrs.evolve(part, caption=caption.text, where=caption.line.where + part.where))
        else:
            out.append(part)
    return out

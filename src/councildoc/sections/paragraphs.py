"""Rows -> paragraphs: marker, depth, label and text, continuation lines joined. Made last, from the rows that are left."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from councildoc.document import Line
from councildoc.joining import Lexicon
from councildoc.model import Paragraph
from councildoc.sections.layout import Row, is_annex, is_caption, is_closing, is_end, is_page_number, row_of
from councildoc.sections.marks import ARROW, DASH, DEPTHS, NOTE
from councildoc.sections.title_lines import is_title_like
from councildoc.values import bare, clean

_COLON = regex.compile(r"(?<!\d)[:：]|[:：](?!\d)")
"""A colon that is no time of day and no ratio."""
_HANGUL = regex.compile(r"[가-힣]")
_NO_LABEL = regex.compile(r"[.!?。,]\s|[→⇨➠➔⇒➡]|[「『“‘\"].*[^」』”’\"]$|\d$")
_BOXED = regex.compile(r"[<〈《\[【].*[>〉》\]】]")
_MAX_LABEL = 20


@attrs.define
class _Draft:
    marker: str | None
    kind: str | None
    depth: int
    rows: list[Row]


def split_label(text: str) -> tuple[str | None, str]:
    """A label and the text behind its colon: `일 시 : 2022. 2.`, `전용금액/전용일자 : 금 30,000천원`.

    >>> split_label("일 시 : 2022. 2."), split_label("15:00~16:40 진행"), split_label("프로그램 내용 :")
    (('일 시', '2022. 2.'), (None, '15:00~16:40 진행'), ('프로그램 내용', ''))
    """
    colon = _COLON.search(text)
    label = text[: colon.start()].strip() if colon else ""
    if not colon or ":" in label or not label or len(bare(label)) > _MAX_LABEL or not _HANGUL.search(label):
        return None, text
    if _NO_LABEL.search(label) or label.count("(") != label.count(")"):
        return None, text
    return label, text[colon.end() :].strip()


def _starts(row: Row, previous: _Draft | None) -> bool:
    """Whether a row begins a paragraph rather than continuing the one before."""
    if previous is None or row.mark.marker is not None or row.bar:
        return True
    if is_caption(row) or is_closing(row) or is_annex(row) or _BOXED.fullmatch(row.text):
        return True
    if is_end(previous.rows[-1]) or is_caption(previous.rows[-1]):
        return True
    return previous.marker is None and _BOXED.fullmatch(clean(previous.rows[-1].line.text)) is not None


def paragraphs(rows: Sequence[Row], lexicon: Lexicon, *, front: bool = False) -> list[Paragraph]:
    """The rows as flat paragraphs in reading order; `front`: they are what is left of a title page."""
    drafts: list[_Draft] = []
    anchor = 0
    for row in rows:
        if is_page_number(row):  # what stood above it goes on below it
            drafts.append(_Draft(row.mark.marker, row.mark.kind, DEPTHS[DASH], [row]))
            continue
        previous = next((draft for draft in reversed(drafts) if not is_page_number(draft.rows[0])), None)
        if not _starts(row, previous) and previous is not None:
            previous.rows.append(row)
            continue
        if row.mark.kind in (NOTE, ARROW):
            depth = anchor + 1
        else:
            anchor = depth = DEPTHS[row.mark.kind] if row.mark.kind is not None else 0
        drafts.append(_Draft(row.mark.marker, row.mark.kind, depth, [row]))
    return [_paragraph(whole, lexicon) for draft in drafts for whole in _divided(draft, lexicon, front)]


def _divided(draft: _Draft, lexicon: Lexicon, front: bool) -> list[_Draft]:
    """The draft; its rows one by one where joined they would be no text: a unit, or in front matter a title line."""
    if draft.marker is not None or len(draft.rows) == 1:
        return [draft]
    joined = row_of(Line(lexicon.join([row.text for row in draft.rows])))
    if is_caption(joined) or (front and is_title_like(joined)):
        return [attrs.evolve(draft, rows=[row]) for row in draft.rows]
    return [draft]


def _paragraph(draft: _Draft, lexicon: Lexicon) -> Paragraph:
    where = tuple(place for row in draft.rows for place in row.line.where)
    text = lexicon.join([draft.rows[0].mark.text, *(row.text for row in draft.rows[1:])])
    label, rest = split_label(text)
    return Paragraph(draft.marker, draft.depth, label, rest, where=where)

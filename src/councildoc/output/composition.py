"""Briefings -> the lines and tables that print them: the one form of a report that every renderer sets.

A line is written so that it is read back as what it is: the marks of `sections.marks`, the labels of `words`. What was
printed on the title page is printed again while it still says what the fields say; otherwise the fields are written out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import attrs
import regex

from councildoc.budget.tables import Context
from councildoc.dates import format_date
from councildoc.document import Cell, Document, Element, Line, Location, Table
from councildoc.joining import Lexicon
from councildoc.model import BodyEntry, Briefing, BudgetTable, Item, Paragraph
from councildoc.output.budget_rows import is_sound, printed_table
from councildoc.output.pieces import Piece, Role
from councildoc.sections import cut
from councildoc.sections.layout import Part, Row, as_rows, is_layout
from councildoc.sections.marks import read_mark
from councildoc.values import UNIT_NOTE, bare, clean, find_unit, find_won

_ISO = regex.compile(r"(?:\d{4}|-)-\d\d(?:-\d\d)?")
TITLE_FIELDS = ("title", "council", "session_number", "session_kind", "committee", "department", "date", "place")


def compose(briefings: Iterable[Briefing]) -> tuple[Piece, ...]:
    """The pieces of all briefings, one after the other."""
    pieces: list[Piece] = []
    for number, briefing in enumerate(briefings):
        own = list(_briefing(briefing))
        if own and number:
            own[0] = attrs.evolve(own[0], first=True)
        pieces.extend(own)
    return tuple(pieces)


def to_document(briefings: Iterable[Briefing]) -> Document:
    """What a reader would find in the printed report; each line and table has its number as place."""
    return _numbered(compose(briefings))


def _numbered(pieces: Sequence[Piece]) -> Document:
    places = [Location(line=number) for number in range(1, len(pieces) + 1)]
    elements = (attrs.evolve(piece.element, where=(place,)) for piece, place in zip(pieces, places, strict=True))
    breaks = tuple(place for piece, place in zip(pieces, places, strict=True) if piece.first)
    return Document("text", tuple(elements), page_breaks=breaks)


def _briefing(briefing: Briefing) -> Iterator[Piece]:
    front = list(_body(briefing.preamble, Context(_announced(None, briefing.preamble))))
    items = [piece for item in briefing.items for piece in _item(item)]
    pages = list(_title_pages(briefing, front))
    # The last way to print a title page says the most; it is taken unread where no other is read as it should be.
    page = next((page for page in pages[:-1] if _reads_as([*page, *items], briefing, front)), pages[-1])
    yield from page
    yield from items


# ----------------------------------------------------------------------------------------------------------- title page


def _says(line: str, title: str | None) -> bool:
    return title is not None and clean(line).endswith(title)


def _title_pages(briefing: Briefing, front: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Front matters that may say what the fields say: the title page as printed, above what else stands there or below
    it; as such pages usually are; with a label on each line."""
    title = briefing.title
    if briefing.title_lines:
        printed = _page(_whole([clean(line.text) for line in briefing.title_lines], title), title)
        yield [*printed, *front]
        if front:
            yield [*front, *printed]
    number, kind = briefing.session_number, briefing.session_kind
    session = " ".join(filter(None, (f"제{number}회" if number is not None else None, kind)))
    date = format_date(briefing.date) if briefing.date and _ISO.fullmatch(briefing.date) else briefing.date
    place = [("일 시", date), ("장 소", briefing.place)]
    with_council = f"제{number}회 {briefing.council} {kind or ''}".strip() if number and briefing.council else None
    usual = [
        (None, title),
        (None, with_council or session),
        (None, None if with_council else briefing.council),
        (None, briefing.committee),
        *place,
        (None, briefing.department),
    ]
    yield [*_page(_lines(usual), title), *front]
    labelled = [
        ("제목", title),
        ("회기", session),
        ("의회", briefing.council),
        ("위원회", briefing.committee),
        ("부서", briefing.department),
        *place,
    ]
    yield [*_page(_lines(labelled), title), *front]


def _whole(lines: Sequence[str], title: str | None) -> list[str]:
    """The lines of a title page with a title that was broken over several of them on one."""
    solid = bare(title or "")
    for first in range(len(lines)):
        for stop in range(first + 2, len(lines) + 1):
            if solid and bare("".join(lines[first:stop])) == solid:
                return [*lines[:first], title or "", *lines[stop:]]
    return list(lines)


def _page(lines: Iterable[str], title: str | None) -> list[Piece]:
    return [Piece(Role.TITLE if _says(line, title) else Role.FIELD, Line(line)) for line in lines]


def _lines(fields: Iterable[tuple[str | None, str | None]]) -> list[str]:
    return [f"{label} : {value}" if label else value for label, value in fields if value]


def _reads_as(pieces: Sequence[Piece], briefing: Briefing, front: Sequence[Piece]) -> bool:
    """Whether the pieces are read as one report with the fields, the front matter and the items of the briefing."""
    document = _numbered(pieces)
    reports = cut(document, Lexicon.of(document))
    return (
        len(reports) == 1
        and reports[0].title.fields == _fields(briefing)
        and [_solid(part) for part in reports[0].preamble]
        == [_solid(piece.element) for piece in front if piece.role is not Role.CAPTION]
        and [(item.label, item.title) for item in reports[0].items] == [(i.label, i.title) for i in briefing.items]
    )


def _solid(part: Part | Element) -> str:
    """What a line or table prints, white space removed."""
    if isinstance(part, Table):
        return bare("".join(cell.text for cell in part.cells))
    return bare(part.line.text if isinstance(part, Row) else part.text)


def _fields(briefing: Briefing) -> dict[str, str | int]:
    found = {name: getattr(briefing, name) for name in TITLE_FIELDS}
    return {name: value for name, value in found.items() if value is not None}


# ---------------------------------------------------------------------------------------------------------------- items


def _item(item: Item) -> Iterator[Piece]:
    if item.label is not None:
        yield _head(item.label, item.title or "")
    if item.summary is not None:
        yield Piece(Role.SUMMARY, Line(item.summary))
    stated = tuple(dict.fromkeys(found.won for text in _texts(item) for found in find_won(text)))
    for block in item.blocks:
        if block.heading is not None:
            yield Piece(Role.HEADING, _marked(block.marker, block.heading))
        yield from _body(block.body, Context(_announced(block.heading, block.body), stated))


def _head(label: str, title: str) -> Piece:
    element = _marked(label, title)
    bar = _bar(label, title)
    return Piece(Role.ITEM, element, bar=bar)


def _bar(label: str, title: str) -> tuple[str, str] | None:
    """Numeral and title if two cells side by side read as just that."""
    table = bar_table(label, title)
    rows = list(as_rows(table)) if is_layout(table) else []
    right = len(rows) == 1 and rows[0].bar and rows[0].mark.marker == label and rows[0].mark.text == title
    return (label, title) if right else None


def bar_table(label: str, title: str) -> Table:
    """Numeral and title as two cells side by side."""
    return Table((Cell(label, 0, 0), Cell(title, 0, 1)))


def _marked(marker: str | None, text: str) -> Element:
    """A line with its mark, or where only a bar of two cells keeps the two apart (`1 | 추진현황`), that bar."""
    line = " ".join(filter(None, (marker, text)))
    mark = read_mark(line)
    if (mark.marker, mark.text) != (marker, text) and marker is not None and _bar(marker, text):
        return bar_table(marker, text)
    return Line(line)


def _texts(item: Item) -> Iterator[str]:
    """Every line of prose of an item, as it is printed."""
    for block in item.blocks:
        if block.heading is not None:
            yield block.heading
        yield from (_text(entry) for entry in block.body if isinstance(entry, Paragraph))


def _announced(heading: str | None, body: Iterable[BodyEntry]) -> int | None:
    """The unit that a heading or line of a block announces."""
    lines = [heading or "", *(_text(entry) for entry in body if isinstance(entry, Paragraph))]
    return next((unit for line in lines if UNIT_NOTE.search(line) and (unit := find_unit(line))), None)


def _text(paragraph: Paragraph) -> str:
    return paragraph.text if paragraph.label is None else f"{paragraph.label} : {paragraph.text}".rstrip()


def _body(body: Iterable[BodyEntry], context: Context) -> Iterator[Piece]:
    """The entries of a body; `context` is what its tables are read in, each after the budget table above it."""
    for entry in body:
        if isinstance(entry, Paragraph):
            yield Piece(Role.PARAGRAPH, _marked(entry.marker, _text(entry)), depth=entry.depth)
            continue
        if entry.caption is not None:
            yield Piece(Role.CAPTION, Line(entry.caption))
        table: Table
        if isinstance(entry, BudgetTable):
            table = printed_table(entry, context)
            context = attrs.evolve(context, previous=entry)
        else:
            table = entry
        yield Piece(Role.TABLE, _in_places(attrs.evolve(table, caption=None)))


def _in_places(table: Table) -> Table:
    """The table itself; one whose cells lie over one another or far apart, as damage makes them, row by row instead."""
    if is_sound(table):
        return table
    rows = groupby(sorted(table.cells, key=lambda cell: (cell.row, cell.col)), key=lambda cell: cell.row)
    cells = [
        attrs.evolve(cell, row=row, col=col, rowspan=1, colspan=1)
        for row, (_, group) in enumerate(rows)
        for col, cell in enumerate(group)
    ]
    return attrs.evolve(table, cells=tuple(cells))

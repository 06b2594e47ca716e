"""Document elements -> rows: lines with their marks, and the tables that are tables.

Real files put the Ⅰ of an item in a table bar, the title in a one-cell table, the lead sentence in a box and the title
page in a table of labels and values. Such layout tables are read as lines, here and nowhere else. A mark that a producer
printed on a line of its own is put before the line it marks; `(단위 …)` right above a table becomes its caption.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import attrs
import regex

from councildoc import words
from councildoc.document import Cell, Element, Line, Pairs, Table
from councildoc.extraction.furniture import page_number
from councildoc.sections.marks import ARABIC, CIRCLE, DASH, DOT, NOTE, ROMAN, Mark, read_mark
from councildoc.values import UNIT_NOTE, bare, clean, parse_roman


@attrs.frozen
class Row:
    """One line as the sections see it.

    `bar`: it stood in a table bar, so its number may number an item. `boxed`: its place is that of a cell, not of its type.
    `pair`: its label and value were two cells of a cover.
    """

    line: Line
    mark: Mark
    bar: bool = False
    boxed: bool = False
    pair: tuple[str, str] | None = None

    @property
    def text(self) -> str:
        return clean(self.line.text)


Part = Row | Table

_BAR_NUMBER = regex.compile(r"[Ⅰ-Ⅻⅰ-ⅻ]{1,3}[.．]?|\d{1,2}[.．]?|[IVX]{1,4}[.．]?")
_AMOUNT = regex.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_MAX_LAYOUT_ROWS = 4
_ANY_TEXT = "가"

_CAPTION = (
    rf"(?:{UNIT_NOTE.pattern}|[(\[〔〈<（][^()\[\]〔〕（）〈〉<>]{{0,60}}단위\s*[:：;]?[^()\[\]〔〕（）〈〉<>]{{0,30}}[)\]〕〉>）]"
    r"|단위\s*[:：]\s*[십백천만억]*\s*원)"
)
_CAPTION_LINE = regex.compile(_CAPTION)
_TRAILING_CAPTION = regex.compile(rf"(?<=\S)(?:\s++|(?=[(\[〔〈<（]))(?P<unit>{_CAPTION})$")
_MAX_CAPTION = 120

_COVER_FIELDS = {bare(label): field for field, labels in words.TITLE_LABELS.items() for label in labels}
_COVER_TITLE = regex.compile(r".*보고(?:서|의건|자료|사항)?(?:\([가-힣]{1,4}\))?")
_OF_A_SITTING = frozenset({"council", "session", "committee", "title", "number"})
"""Labels that only a cover has; date, place and department may describe an event inside an item."""


def rows_of(table: Table) -> list[list[Cell]]:
    """The printed cells of each grid row, blank ones left out."""
    cells = sorted((cell for cell in table.cells if bare(cell.text)), key=lambda cell: (cell.row, cell.col))
    return [list(row) for _, row in groupby(cells, key=lambda cell: cell.row)]


def _is_bar(cells: Sequence[Cell]) -> bool:
    return (
        len(cells) == 2
        and _BAR_NUMBER.fullmatch(bare(cells[0].text)) is not None
        and not _AMOUNT.fullmatch(bare(cells[1].text))
    )


def is_layout(table: Table) -> bool:
    """Whether a table only places text: a box, a Ⅰ bar, or both above one another."""
    rows = rows_of(table)
    if not rows:
        return True
    return (
        len(rows) <= _MAX_LAYOUT_ROWS
        and all(len(row) == 1 or _is_bar(row) for row in rows)
        and (len(rows) == 1 or any(_is_bar(row) for row in rows) or table.ncols == 1)
    )


def as_rows(table: Table) -> Iterator[Row]:
    """A table read as lines: each printed line of a lone cell, the cells of a longer row side by side."""
    for cells in rows_of(table):
        if len(cells) == 1:
            yield from _lines_of(cells[0])
            continue
        line = Line(
            " ".join(clean(cell.text) for cell in cells), tuple(place for cell in cells for place in cell.where)
        )
        if _is_bar(cells):
            number = bare(cells[0].text)
            roman = parse_roman(number.rstrip(".．"))
            mark = Mark(number, ROMAN if roman else ARABIC, roman or int(number.rstrip(".．")), clean(cells[1].text))
            yield Row(line, mark, bar=True, boxed=True)
        else:
            yield attrs.evolve(row_of(line), boxed=True)


def _lines_of(cell: Cell) -> Iterator[Row]:
    return (attrs.evolve(row_of(Line(text, cell.where)), boxed=True) for text in cell.text.split("\n") if bare(text))


def cell_rows(table: Table) -> list[Row]:
    """Every printed line of every cell, as if each cell were a box of its own."""
    return [row for cells in rows_of(table) for cell in cells for row in _lines_of(cell)]


def row_of(line: Line) -> Row:
    """A line with its mark."""
    return Row(line, read_mark(line.text))


def is_caption(row: Row) -> bool:
    """Whether the whole line announces a unit: `(단위 : 천원)`, `<2023. 12. 31. 현재, 단위 : 천원>`, `※ 단위 : 천원`."""
    text = row.mark.text if row.mark.kind in (NOTE, CIRCLE, DASH, DOT) else row.text
    return len(row.line.text) <= _MAX_CAPTION and _CAPTION_LINE.fullmatch(text) is not None


_ANNEX = regex.compile("|".join(f"(?:{pattern})" for pattern in words.ANNEX_LINES))
_CLOSING = regex.compile("|".join(f"(?:{pattern})" for pattern in words.CLOSING_LINES))
_END = regex.compile(words.END_LINE)


def is_closing(row: Row) -> bool:
    """Whether a line closes a report and so continues nothing: `끝.`, `- 끝 -`, `붙임 1. …`, `담당 : …`."""
    return is_end(row) or _CLOSING.match(row.text) is not None


def is_annex(row: Row) -> bool:
    """Whether a line heads an annex: `[별첨 1] 예산전용 조서`."""
    return _ANNEX.match(row.text) is not None


def without_caption(text: str) -> str:
    """A heading or title without the unit at its end: `예산전용 내역 (단위 : 천원)` is `예산전용 내역`."""
    found = _TRAILING_CAPTION.search(text) if len(text) <= _MAX_CAPTION else None
    return text[: found.start()] if found else text


def is_page_number(row: Row) -> bool:
    """Whether a row is the number of a page that stayed in the text: `- 3 -`."""
    return row.mark.kind == DASH and row.text[-1] in words.DASH_MARKS and page_number(row.text) is not None


def is_end(row: Row) -> bool:
    """Whether a line says that the report ends: nothing continues it."""
    return _END.fullmatch(row.text) is not None


def _lone_mark(row: Row) -> bool:
    """Whether a row is nothing but a mark: `○`, `Ⅱ.`, and `(4)` or `가.`, which are marks only where a text follows."""
    mark, text = row.mark, ""
    if mark.marker is None:
        mark, text = read_mark(f"{row.text} {_ANY_TEXT}"), _ANY_TEXT
    return mark.marker is not None and mark.text == text and mark.kind not in (DASH, DOT, NOTE)


def parts_of(elements: Iterable[Element]) -> list[Part]:
    """The elements as rows and real tables, lone marks joined with the line they mark, captions with their table."""
    parts: list[Part] = []
    for element in elements:
        if isinstance(element, Line):
            parts.extend(row_of(line) for line in _agenda_apart(element) if bare(line.text))
        elif is_layout(element):
            parts.extend(as_rows(element))
        elif _is_cover(element):
            parts.extend(_cover_rows(element))
        else:
            parts.append(element)
    return _with_captions(list(_with_marks_joined(_with_labels_joined(parts))))


_AGENDA = regex.compile(
    rf"(?P<heading>\s*(?:{'|'.join(map(regex.escape, sorted(words.CONTENTS_HEADINGS, key=len, reverse=True)))}))"
    r"\s*(?P<entry>1\s*[.．]\s*\D.*|1\s*[.．]\s*(?:19|20)\d\d.*)"
)


def _agenda_apart(line: Line) -> list[Line]:
    """`의사일정1. …` as the heading of an agenda and its first entry; any other line as it is."""
    found = _AGENDA.fullmatch(line.text)
    return [Line(found["heading"], line.where), Line(found["entry"], line.where)] if found else [line]


def _is_cover(table: Table) -> bool:
    """Whether a table is a title page: labels in every other cell, one of them only a title page has."""
    rows = rows_of(table)
    fields = [_COVER_FIELDS.get(bare(cell.text)) for row in rows for cell in row[::2] if not _is_stamp(cell)]
    if len(rows[0]) == 1 and _COVER_TITLE.fullmatch(bare(rows[0][0].text)):
        fields[0] = "title"
    named = [field for field in fields if field]
    pairs = all(len(row) % 2 == 0 or len(row) == 1 or _is_stamp(row[-1]) for row in rows)
    return pairs and len(named) * 2 > len(fields) and not _OF_A_SITTING.isdisjoint(named)


def _is_stamp(cell: Cell) -> bool:
    """Whether a cell beside labels and values says what kind of business it is: `보고사항`."""
    return bare(cell.text) in words.COVER_STAMPS


def _cover_rows(table: Table) -> Iterator[Row]:
    """Label and value of each pair of cells on a cover, as one line."""
    for cells in rows_of(table):
        if len(cells) == 1:
            yield from _lines_of(cells[0])
            continue
        for pair in (cells[index : index + 2] for index in range(0, len(cells), 2)):
            if len(pair) == 1:
                yield from _lines_of(pair[0])
                continue
            labelled = bare(pair[0].text) in _COVER_FIELDS
            label = bare(pair[0].text) if labelled else clean(pair[0].text)
            text = f"{label} {clean(pair[1].text)}"
            row = row_of(Line(text, tuple(place for cell in pair for place in cell.where)))
            yield attrs.evolve(row, pair=(pair[0].text, pair[1].text)) if labelled else row


def _with_captions(parts: Sequence[Part]) -> list[Part]:
    """Captions put into the table right below: a line of their own, or the end of a heading or title.

    `□ 예산현황   (단위 : 천원)` right above a table is a heading and a caption.
    """
    out: list[Part] = []
    for part in parts:
        above = out[-1] if out else None
        if not isinstance(part, Table) or not isinstance(above, Row):
            out.append(part)
            continue
        tail = above.text[-_MAX_CAPTION:]
        if is_caption(above):
            out[-1] = _captioned(part, above.text, above)
        elif (found := _TRAILING_CAPTION.search(tail)) is not None:
            cut = len(tail) - found.start()
            line = Line(above.text[:-cut], above.line.where)
            mark = attrs.evolve(above.mark, text=above.mark.text[:-cut]) if len(above.mark.text) > cut else None
            out[-1] = attrs.evolve(above, line=line, mark=mark or read_mark(line.text))
            out.append(_captioned(part, found["unit"], above))
        else:
            out.append(part)
    return out


def _captioned(table: Table, caption: str, above: Row) -> Table:
    """The table with the caption printed in the row above it."""
    where = above.line.where
    return attrs.evolve(table, caption=caption, where=where + table.where, places=Pairs({"caption": where}))


def _with_labels_joined(parts: Sequence[Part]) -> list[Part]:
    """`일` above `시 : 2024. 7. 18.`: text tools break a letter-spaced label where its blanks are wide."""
    out: list[Part] = []
    for part in parts:
        above = out[-1] if out else None
        if isinstance(above, Row) and isinstance(part, Row) and _is_broken_label(above, part):
            out[-1] = row_of(Line(f"{above.line.text} {part.line.text}", above.line.where + part.line.where))
        else:
            out.append(part)
    return out


def _is_broken_label(above: Row, row: Row) -> bool:
    first, (second, colon, _) = bare(above.mark.text), row.text.partition(":")
    alone = len(first) == 1 and row.mark.marker is None and not above.boxed and not row.boxed
    return alone and bool(colon) and first + bare(second) in _COVER_FIELDS


def _with_marks_joined(parts: Iterable[Part]) -> Iterator[Part]:
    pending: Row | None = None
    for part in parts:
        if pending is not None:
            joins = isinstance(part, Row) and part.mark.marker is None and not is_caption(part)
            lone, pending = pending, None
            if joins and isinstance(part, Row):
                yield row_of(Line(f"{lone.line.text} {part.line.text}", lone.line.where + part.line.where))
                continue
            yield lone
        if isinstance(part, Row) and _lone_mark(part):
            pending = part
            continue
        yield part
    if pending is not None:
        yield pending


def height(row: Row) -> float | None:
    """The printed height of a line in points, where the format knows it."""
    boxes = [place.bbox for place in row.line.where if place.bbox]
    return max((box[3] - box[1] for box in boxes), default=None)


def page(part: Part) -> int | None:
    """The page a line or table ends on, where the format has pages."""
    places = part.line.where if isinstance(part, Row) else tuple(place for cell in part.cells for place in cell.where)
    return max((place.page for place in places if place.page is not None), default=None)

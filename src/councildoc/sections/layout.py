"""Document elements -> rows: lines with their marks, and the tables that are tables.

Real files put the Ⅰ of an item in a table bar, the title in a one-cell table and the lead sentence in a box. Such layout
tables are read as lines, here and nowhere else. A mark that a producer printed on a line of its own is put before the
line it marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import attrs
import regex

from councildoc.document import Cell, Element, Line, Table
from councildoc.sections.marks import ARABIC, DASH, DOT, NOTE, ROMAN, Mark, read_mark
from councildoc.values import UNIT_NOTE, bare, clean, parse_roman


@attrs.frozen
class Row:
    """One line as the sections see it. `bar`: it stood in a table bar, so its number may number an item."""

    line: Line
    mark: Mark
    bar: bool = False

    @property
    def text(self) -> str:
        return clean(self.line.text)


Part = Row | Table

_BAR_NUMBER = regex.compile(r"[Ⅰ-Ⅻⅰ-ⅻ]{1,3}[.．]?|\d{1,2}[.．]?|[IVX]{1,4}[.．]?")
_AMOUNT = regex.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_MAX_LAYOUT_ROWS = 4


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
            cell = cells[0]
            for text in cell.text.split("\n"):
                if bare(text):
                    yield row_of(Line(text, cell.where))
            continue
        line = Line(
            " ".join(clean(cell.text) for cell in cells), tuple(place for cell in cells for place in cell.where)
        )
        if _is_bar(cells):
            number = bare(cells[0].text)
            roman = parse_roman(number.rstrip(".．"))
            mark = Mark(number, ROMAN if roman else ARABIC, roman or int(number.rstrip(".．")), clean(cells[1].text))
            yield Row(line, mark, bar=True)
        else:
            yield row_of(line)


def row_of(line: Line) -> Row:
    """A line with its mark."""
    return Row(line, read_mark(line.text))


def is_caption(row: Row) -> bool:
    """Whether the whole line announces a unit: `(단위 : 천원)`."""
    text = clean(row.line.text)
    return (
        UNIT_NOTE.fullmatch(text) is not None or regex.fullmatch(r"단위\s*[:：]\s*[십백천만억]*\s*원", text) is not None
    )


def _lone_mark(row: Row) -> bool:
    return row.mark.marker is not None and not row.mark.text and row.mark.kind not in (DASH, DOT, NOTE)


def parts_of(elements: Iterable[Element]) -> list[Part]:
    """The elements as rows and real tables, lone marks joined with the line they mark."""
    parts: list[Part] = []
    for element in elements:
        if isinstance(element, Line):
            if bare(element.text):
                parts.append(row_of(element))
        elif is_layout(element):
            parts.extend(as_rows(element))
        else:
            parts.append(element)
    return list(_with_marks_joined(parts))


def _with_marks_joined(parts: Sequence[Part]) -> Iterator[Part]:
    pending: Row | None = None
    for part in parts:
        if pending is not None:
            if isinstance(part, Row) and part.mark.marker is None and not is_caption(part):
                part = row_of(Line(f"{pending.line.text} {part.line.text}", pending.line.where + part.line.where))
            else:
                yield pending
            pending = None
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

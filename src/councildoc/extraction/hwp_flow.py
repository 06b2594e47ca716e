"""Paragraphs, tables and text boxes, one after the other -> the lines and tables of a `Document`.

The readers of HWP 5 and HWPX tell what they meet in the order of the file; what becomes of it is decided here, once for
both. A paragraph becomes a `Line`, several if it holds forced line breaks; a cell joins its paragraphs and breaks by a
line feed. What is printed in a text box or a caption stands where its anchor stands; a table inside of something is a
`Table` of its own right after it. Notes follow their paragraph (in a cell: the table); the raised sign that refers to one
is left out, for beside an amount it would read as part of it, and the note itself begins with it. Headers, footers, page
number fields, master pages and hidden comments are furniture. Paragraphs without text are left out, as blank lines are.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

import attrs

from councildoc.diagnostics import DELETED_TEXT, GARBLED_TEXT
from councildoc.document import Cell, Document, Element, Line, Location, Table
from councildoc.errors import CorruptError, NoTextError
from councildoc.extraction.numbering import Heads
from councildoc.extraction.reading import Reading

PARAGRAPHS_A_LINE = 4
"""So many paragraphs count as one line of a text: a cell often holds several."""
MAX_SIDE = 65_535

REPLACED = "\ufffd"


class Kind(Enum):
    """What a run of paragraphs is part of."""

    BODY = "body"
    CELL = "cell"
    BOX = "box"
    CAPTION = "caption"
    NOTE = "note"
    FURNITURE = "furniture"


@attrs.define
class _Paragraph:
    shape: int
    mark: str | None = None
    """None: not counted yet. The first paragraph of a section says which numbering its outline has."""
    text: list[str] = attrs.field(factory=list)
    begun: bool = False
    """Something is printed in it already."""
    before: list[Element] = attrs.field(factory=list)
    done: list[Element] = attrs.field(factory=list)
    after: list[Element] = attrs.field(factory=list)
    notes: list[Element] = attrs.field(factory=list)


@attrs.define
class _Story:
    kind: Kind
    out: list[Element] = attrs.field(factory=list)
    notes: list[Element] = attrs.field(factory=list)
    paragraph: _Paragraph | None = None


@attrs.define
class _Object:
    """A table, shape or note on its way; `table` is its number in the section (None: not a table), `rows` and `cols` the size
    that it is said to have (0: not said)."""

    table: int | None = None
    rows: int = 0
    cols: int = 0
    cells: list[Cell] = attrs.field(factory=list)
    above: list[Element] = attrs.field(factory=list)
    inside: list[Element] = attrs.field(factory=list)
    below: list[Element] = attrs.field(factory=list)
    notes: list[Element] = attrs.field(factory=list)
    where: tuple[Location, ...] = ()


def _blank(text: str) -> bool:
    return not text or text.isspace()


class Flow:
    """Builds one document. Every `begin_…` needs its `end_…`; text outside of a paragraph is left out."""

    def __init__(self, heads: Heads, reading: Reading) -> None:
        self.heads = heads
        self._report = reading.report
        self._reading = reading
        self._limits = reading.limits
        self._elements: list[Element] = []
        self._furniture: list[Line] = []
        self._page_breaks: list[Location] = []
        self._stories: list[_Story] = []
        self._objects: list[_Object] = []
        self._section = -1
        self._index = -1
        self._table = 0
        self._count = 0
        self._positions = 0
        self._where: tuple[Location, ...] = ()
        self._deleting = False
        self._deleted: list[str] = []

    def document(self, name: str) -> Document:
        """The finished document. Raises `NoTextError` if nothing is printed in it but pictures."""
        if all(map(_empty, self._elements)):
            raise NoTextError
        self._report_garbled()
        return Document(
            name,
            elements=tuple(self._elements),
            furniture=tuple(self._furniture),
            page_breaks=tuple(self._page_breaks),
        )

    def _report_garbled(self) -> None:
        """The first garbled line; told at the end, when every cell is known by its address."""
        for line in _lines_of((*self._elements, *self._furniture)):
            if REPLACED in line.text:
                self._report(GARBLED_TEXT.at(None, line.where, line.text, text=line.text.strip()))
                return

    # -------------------------------------------------------------------------------------------------------- sections

    def begin_section(self) -> None:
        self._section += 1
        self._index = -1
        self._table = 0
        self._where = (Location(section=self._section),)
        self._stories = [_Story(Kind.BODY)]
        self._objects = []

    def end_section(self) -> None:
        self.deletion(False)
        self.end_paragraph()
        self._elements += self._stories[0].out

    # ------------------------------------------------------------------------------------------------------ paragraphs

    def begin_paragraph(self, shape: int, *, new_page: bool = False) -> None:
        """`shape` is the number of the paragraph shape, which may hold an automatic number or bullet."""
        self._count += 1
        if self._count > self._limits.lines * PARAGRAPHS_A_LINE:
            raise self._limits.over("lines", self._read(), bound=self._limits.lines * PARAGRAPHS_A_LINE)
        if self._count % 1024 == 0:
            self._reading.in_time(self._read())
        story = self._stories[-1]
        if story.paragraph is not None:
            self.end_paragraph()
        if story.kind is Kind.BODY:
            self._index += 1
            self._where = (Location(section=self._section, paragraph=self._index),)
            if new_page:
                self._page_breaks.append(self._where[0])
        story.paragraph = _Paragraph(shape)

    def _read(self) -> str:
        """How far a reading came that breaks off here."""
        return f"문단 {self._count - 1:,}개를 읽었습니다."

    def _counted(self) -> _Paragraph | None:
        """The open paragraph, its automatic number counted: before those of the paragraphs inside of it."""
        paragraph = self._stories[-1].paragraph if self._stories else None
        if paragraph is not None and paragraph.mark is None:
            paragraph.mark = self.heads.mark(paragraph.shape)
        return paragraph

    def text(self, text: str) -> None:
        """Text of the open paragraph; a line feed in it is a forced line break."""
        paragraph = self._counted() if text else None
        if paragraph is None:
            return
        if self._deleting:
            self._deleted.append(text)
            return
        paragraph.text.append(text)
        paragraph.begun = paragraph.begun or not _blank(text)

    def end_paragraph(self) -> None:
        paragraph, story = self._counted(), self._stories[-1]
        story.paragraph = None
        if paragraph is None:
            return
        self._print(paragraph)
        story.out += paragraph.before
        story.out += paragraph.done
        story.out += paragraph.after
        if story.kind in (Kind.BODY, Kind.NOTE):
            story.out += paragraph.notes
        else:
            story.notes += paragraph.notes

    def _print(self, paragraph: _Paragraph) -> None:
        """The text gathered so far becomes lines, its mark before the first of them."""
        text = "".join(paragraph.text)
        paragraph.text.clear()
        if _blank(text):
            return
        if paragraph.mark:
            text = paragraph.mark + ("" if text[0].isspace() else " ") + text
            paragraph.mark = ""
        paragraph.done += [Line(part, where=self._where) for part in text.split("\n") if not _blank(part)]

    # ----------------------------------------------------------------------------------------------- what is taken out

    def deletion(self, on: bool) -> None:
        """Begin or end text that a tracked change deleted: it is left out, and said so."""
        if self._deleting and not on and self._deleted:
            text = "".join(self._deleted).strip()
            self._report(DELETED_TEXT.at(None, self._where, text, text=text))
            self._deleted = []
        self._deleting = on

    # --------------------------------------------------------------------------------------------------------- stories

    def begin_story(self, kind: Kind) -> None:
        """Paragraphs inside of the open object: a cell, a text box, a caption, a note, furniture."""
        if len(self._stories) >= self._limits.nesting:
            raise self._limits.over("nesting", self._read())
        self._counted()
        self._stories.append(_Story(kind))

    def _closed(self) -> _Story:
        self.end_paragraph()
        if len(self._stories) < 2:
            raise CorruptError
        return self._stories.pop()

    def _holder(self) -> _Object:
        """The object that a story belongs to; a damaged file may have none."""
        if not self._objects:
            raise CorruptError
        return self._objects[-1]

    def end_box(self) -> None:
        """A text box ends: its lines and tables go where its object stands."""
        story, holder = self._closed(), self._holder()
        holder.inside += story.out
        holder.notes += story.notes

    def end_note(self) -> None:
        """A footnote or endnote ends: its lines follow the paragraph that it belongs to."""
        story = self._closed()
        self._holder().notes += story.out + story.notes

    def end_caption(self, *, above: bool) -> None:
        story, holder = self._closed(), self._holder()
        (holder.above if above else holder.below).extend(story.out)
        holder.notes += story.notes

    def end_furniture(self) -> None:
        """A header, footer, master page or hidden comment ends."""
        story = self._closed()
        for line in _lines_of(story.out + story.notes):
            self.furniture(line)

    def furniture(self, line: Line) -> None:
        """Furniture that several pages or sections share is listed once."""
        if not _blank(line.text) and line not in self._furniture[-32:]:
            self._furniture.append(line)

    def end_cell(self, row: int, col: int, rowspan: int, colspan: int) -> None:
        """The cell ends; `row` and `col` from 0. A table in it follows the outer one.

        A span of nothing, as some writers have it, is a span of one.
        """
        rowspan, colspan = max(rowspan, 1), max(colspan, 1)
        story, holder = self._closed(), self._holder()
        if holder.table is None:
            raise CorruptError
        lines = [element.text for element in story.out if isinstance(element, Line)]
        tables = [element for element in story.out if isinstance(element, Table)]
        if not (0 <= row < MAX_SIDE and 0 <= col < MAX_SIDE and max(rowspan, colspan) <= MAX_SIDE):
            raise CorruptError("표의 칸 주소가 손상되었습니다. 원본 파일을 다시 받아 주세요.")
        at = holder.where[0]
        where = Location(section=at.section, paragraph=at.paragraph, table=at.table, cell=(row, col))
        holder.cells.append(Cell("\n".join(lines), row, col, rowspan, colspan, where=(where,)))
        holder.inside += tables
        holder.notes += story.notes

    # --------------------------------------------------------------------------------------------------------- objects

    def begin_object(self, *, table: bool = False) -> None:
        """A table, shape, equation, note or control; what it holds is told by stories until `end_object`."""
        self._counted()
        found = _Object()
        if table:
            found.table = self._table
            self._table += 1
            found.where = (attrs.evolve(self._where[0], table=found.table),)
        self._objects.append(found)

    def table_size(self, rows: int, cols: int) -> None:
        """How many rows and columns the file says that the open table has."""
        if self._objects:
            self._objects[-1].rows, self._objects[-1].cols = rows, cols

    def end_object(self, *, inline: bool = False) -> None:
        """`inline`: the object stands in the line like a character, so text before it is printed before it.

        What floats is printed after the paragraph, or before it if its anchor is at the beginning.
        """
        found = self._objects.pop()
        elements = found.above
        if found.table is not None:
            elements += self._tables(found)
        elements += found.inside
        elements += found.below
        paragraph = self._stories[-1].paragraph
        if paragraph is None:
            # Only a damaged file has objects outside of paragraphs: they stand on their own.
            self._stories[-1].out += elements + found.notes
            return
        paragraph.notes += found.notes
        if not elements:
            return
        if inline:
            self._print(paragraph)
            paragraph.done += elements
            paragraph.begun = True
        elif not paragraph.begun:
            paragraph.before += elements
        else:
            paragraph.after += elements

    def _tables(self, found: _Object) -> list[Element]:
        """The table itself, row by row; one left empty by the tables inside of it is dropped."""
        if not found.cells or (found.inside and all(_blank(cell.text) for cell in found.cells)):
            return []
        cells = _within(found.cells, found.rows, found.cols)
        table = Table(tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))), where=found.where)
        self._positions += table.nrows * table.ncols
        if self._positions > self._limits.cells:
            raise self._limits.over("cells", self._read(), found=self._positions)
        return [table]


def _within(cells: list[Cell], rows: int, cols: int) -> list[Cell]:
    """Cells, none of which spans rows and columns that the table neither is said to have nor has a cell beginning in.

    A damaged span is a row of sixty thousand columns otherwise.
    """
    rows = max(rows, *(cell.row + 1 for cell in cells)) if rows > 0 else MAX_SIDE * 2
    cols = max(cols, *(cell.col + 1 for cell in cells)) if cols > 0 else MAX_SIDE * 2
    return [
        attrs.evolve(cell, rowspan=min(cell.rowspan, rows - cell.row), colspan=min(cell.colspan, cols - cell.col))
        if cell.row + cell.rowspan > rows or cell.col + cell.colspan > cols
        else cell
        for cell in cells
    ]


def _empty(element: Element) -> bool:
    return isinstance(element, Table) and all(_blank(cell.text) for cell in element.cells)


def _lines_of(elements: Iterable[Element]) -> Iterable[Line]:
    """The lines of furniture; a table in it only places text."""
    for element in elements:
        if isinstance(element, Line):
            yield element
            continue
        for cell in element.cells:
            for text in cell.text.split("\n"):
                yield Line(text, where=cell.where)

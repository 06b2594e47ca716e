"""Pieces of a report -> a HWPX document, as Hangul and other readers of it open (KS X 6101, OWPML).

Every character of every text is written, so `councildoc.extract` gives back the same lines and tables. What HWPX has no
place for: XML 1.0 forbids most control characters, halves of surrogate pairs, U+FFFE and U+FFFF (each becomes a blank);
a blank paragraph is no text to a reader; a line feed in a `Line` makes two lines; a table has to fill its grid. Places of
lines in paragraphs (`hp:linesegarray`) are left out: a program sets the text itself, and Hangul drops text that such places
do not fit.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import attrs
import regex

from councildoc.document import Cell, Line, Table
from councildoc.output.hwpx_package import (
    BODY_WIDTH,
    MARGIN,
    NAMESPACES,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PROLOGUE,
    Border,
    Look,
    package,
)
from councildoc.output.pieces import Piece, Role
from councildoc.values import width

MAX_POSITIONS = 1_000_000
"""Rows times columns of one table, so that a span cannot make a file of any size."""
MAX_SIDE = 65_535
"""`rowCnt` and `colCnt`, as HWP 5 can count them."""

_FORBIDDEN = [*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
_PLAIN: Mapping[int, str] = dict.fromkeys(_FORBIDDEN, " ")
_ESCAPED: Mapping[int, str] = {
    **_PLAIN,
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord("\r"): "&#13;",  # as it is, it would be read as a line end of the file
}
_LETTERS: Mapping[int, str] = {
    **_ESCAPED,
    ord("\t"): '<hp:tab width="4000" leader="0" type="1"/>',
    ord("\n"): "<hp:lineBreak/>",
    0xA0: "<hp:nbSpace/>",
    0x2007: "<hp:fwSpace/>",
}
"""What `hp:t` holds as elements: of OWPML's own letters those that have one character."""

_LOOKS: Mapping[Role, Look] = {
    Role.TITLE: Look.TITLE,
    Role.FIELD: Look.FIELD,
    Role.ITEM: Look.ITEM,
    Role.SUMMARY: Look.SUMMARY,
    Role.HEADING: Look.HEADING,
    Role.PARAGRAPH: Look.UNMARKED,
    Role.CAPTION: Look.CAPTION,
    Role.TABLE: Look.UNMARKED,
}
_DEPTHS = (Look.UNMARKED, Look.CIRCLE, Look.DASH, Look.DOT)
_TITLE_PAGE = frozenset({Role.TITLE, Role.FIELD})

_AMOUNT = regex.compile(r"[\s△▲+\-−(]*\d[\d,.]*(?:천원|백만원|원|%)?[\s)]*")

_ROW_HEIGHT = 1582
_NUMERAL_WIDTH = 3400
_BAR_HEIGHT = 2800
_MIN_COLUMN, _MAX_COLUMN, _PADDING = 4, 24, 2
"""Letters (half of a Hangul syllable each) that a column is made for, whatever stands in it; and the room beside them."""
_NARROWEST = 700

_PREVIEW = 1000
"""Letters of the text that a file manager shows."""


def _paragraph(look: Look, content: str, *, new_page: bool = False, before: str = "") -> str:
    """A paragraph of one run; `before` is what stands in it before its text."""
    return (
        f'<hp:p id="0" paraPrIDRef="{look:d}" styleIDRef="{look:d}" pageBreak="{new_page:d}" columnBreak="0" merged="0">'
        f'{before}<hp:run charPrIDRef="{look:d}">{content}</hp:run></hp:p>'
    )


def _text(text: str) -> str:
    return f"<hp:t>{text.translate(_LETTERS)}</hp:t>"


# -------------------------------------------------------------------------------------------------------------- tables


def _checked(table: Table, name: str) -> None:
    """Raises `ValueError` for a table that HWPX cannot hold.

    Hangul waits for ever over a grid with holes, does not open a row in which no cell begins, and some readers place
    cells by counting: all of them have to be there. `without_holes` adds what is missing, which makes another table of it.
    """
    cells = table.cells
    if not cells:
        raise ValueError(f"{name} has no cells")
    if any(cell.row < 0 or cell.col < 0 or cell.rowspan < 1 or cell.colspan < 1 for cell in cells):
        raise ValueError(f"{name} has a cell outside of its grid, or one that spans nothing")
    positions = table.nrows * table.ncols
    if max(table.nrows, table.ncols) > MAX_SIDE or positions > MAX_POSITIONS:
        raise ValueError(f"{name} is too large: {table.nrows:,} rows, {table.ncols:,} columns")
    covered = sum(cell.rowspan * cell.colspan for cell in cells)
    # As many positions covered as there are, and none left out: then none is covered twice.
    if covered != positions or any(cell is None for row in table.grid() for cell in row):
        raise ValueError(f"{name} does not fill its grid: cells overlap, or a place has none")
    if len({cell.row for cell in cells}) < table.nrows:
        raise ValueError(f"{name} has a row in which no cell begins")


def without_holes(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with every table as HWPX can hold it: a blank cell in each hole, no row in which no cell begins."""
    for piece in pieces:
        if not isinstance(piece.element, Table):
            yield piece
        elif piece.element.cells:
            yield attrs.evolve(piece, element=_filled(piece.element))


def _filled(table: Table) -> Table:
    grid = table.grid()
    blanks = [Cell("", r, c) for r, row in enumerate(grid) for c, cell in enumerate(row) if cell is None]
    cells = [*table.cells, *blanks]
    begun = sorted({cell.row for cell in cells})
    if not blanks and len(begun) == table.nrows:
        return table
    place = [bisect_left(begun, row) for row in range(table.nrows + 1)]
    moved = (
        attrs.evolve(cell, row=place[cell.row], rowspan=place[cell.row + cell.rowspan] - place[cell.row])
        for cell in cells
    )
    return attrs.evolve(table, cells=tuple(sorted(moved, key=lambda cell: (cell.row, cell.col))))


def _column_widths(table: Table) -> list[int]:
    """Columns in proportion to their longest text, within bounds; together as wide as the text of the page."""
    letters = [_MIN_COLUMN + _PADDING] * table.ncols
    for cell in table.cells:
        if cell.colspan == 1:
            longest = max(width(line[:_MAX_COLUMN]) for line in cell.text.split("\n"))
            letters[cell.col] = max(letters[cell.col], min(longest, _MAX_COLUMN) + _PADDING)
    total, whole = sum(letters), max(BODY_WIDTH, _NARROWEST * table.ncols)
    ends = [0]
    for count in letters:
        ends.append(ends[-1] + count)
    return [whole * right // total - whole * left // total for left, right in pairwise(ends)]


def _cell(cell: Cell, look: Look, border: Border, *, wide: int, high: int, head: bool = False) -> str:
    """One `hp:tc`; each line of its text is a paragraph, for some readers lose line breaks in cells."""
    paragraphs = "".join(_paragraph(look, _text(line)) for line in cell.text.split("\n"))
    return (
        f'<hp:tc name="" header="{head:d}" hasMargin="0" protect="0" editable="0" dirty="0" borderFillIDRef="{border:d}">'
        '<hp:subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="CENTER" linkListIDRef="0" '
        f'linkListNextIDRef="0" textWidth="0" textHeight="0" hasTextRef="0" hasNumRef="0">{paragraphs}</hp:subList>'
        f'<hp:cellAddr colAddr="{cell.col}" rowAddr="{cell.row}"/>'
        f'<hp:cellSpan colSpan="{cell.colspan}" rowSpan="{cell.rowspan}"/><hp:cellSz width="{wide}" height="{high}"/>'
        '<hp:cellMargin left="283" right="283" top="141" bottom="141"/></hp:tc>'
    )


def _frame(rows: Sequence[str], columns: int, number: int, *, wide: int, high: int, inline: bool = False) -> str:
    """`hp:tbl` around its rows. An `inline` one stands like a letter; any other may go on on the next page, row by row
    and within a row, its head repeated."""
    body = "".join(f"<hp:tr>{row}</hp:tr>" for row in rows)
    return (
        f'<hp:tbl id="{number + 1}" zOrder="{number}" numberingType="TABLE" textWrap="TOP_AND_BOTTOM" '
        'textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" pageBreak="CELL" repeatHeader="1" '
        f'rowCnt="{len(rows)}" colCnt="{columns}" cellSpacing="0" borderFillIDRef="{Border.CELL:d}" noAdjust="0">'
        f'<hp:sz width="{wide}" widthRelTo="ABSOLUTE" height="{high}" heightRelTo="ABSOLUTE" protect="0"/>'
        f'<hp:pos treatAsChar="{inline:d}" affectLSpacing="0" flowWithText="1" allowOverlap="0" holdAnchorAndSO="0" '
        'vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP" horzAlign="LEFT" vertOffset="0" horzOffset="0"/>'
        '<hp:outMargin left="0" right="0" top="141" bottom="141"/>'
        f'<hp:inMargin left="283" right="283" top="141" bottom="141"/>{body}</hp:tbl><hp:t/>'
    )


def _table(table: Table, number: int) -> str:
    _checked(table, f"table {number + 1} ({table.cells[0].text[:20]!r})" if table.cells else f"table {number + 1}")
    widths = _column_widths(table)
    head_rows = max(cell.rowspan for cell in table.cells if cell.row == 0)
    if head_rows >= table.nrows:
        head_rows = int(table.nrows > 1)
    rows = [""] * table.nrows
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        head = cell.row < head_rows
        look = Look.HEAD if head else Look.AMOUNT if _AMOUNT.fullmatch(cell.text) else Look.CELL
        rows[cell.row] += _cell(
            cell,
            look,
            Border.HEAD if head else Border.CELL,
            wide=sum(widths[cell.col : cell.col + cell.colspan]),
            high=_ROW_HEIGHT * cell.rowspan,
            head=head,
        )
    return _frame(rows, table.ncols, number, wide=sum(widths), high=_ROW_HEIGHT * table.nrows)


def _bar(bar: tuple[str, str], number: int) -> str:
    """Numeral and title of an item side by side, the numeral white on dark."""
    numeral, title = bar
    cells = _cell(Cell(numeral, 0, 0), Look.NUMERAL, Border.NUMERAL, wide=_NUMERAL_WIDTH, high=_BAR_HEIGHT)
    cells += _cell(Cell(title, 0, 1), Look.BAR, Border.BAR, wide=BODY_WIDTH - _NUMERAL_WIDTH, high=_BAR_HEIGHT)
    return _frame([cells], 2, number, wide=BODY_WIDTH, high=_BAR_HEIGHT, inline=True)


# -------------------------------------------------------------------------------------------------------------- section


def _section_properties() -> str:
    """Paper and columns, in a run of the first paragraph, as the specification has it."""
    notes = "".join(
        f'<hp:{name}><hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")" supscript="0"/>'
        '<hp:noteLine length="-1" type="SOLID" width="0.12 mm" color="#000000"/>'
        '<hp:noteSpacing betweenNotes="283" belowLine="567" aboveLine="850"/>'
        f'<hp:numbering type="CONTINUOUS" newNum="1"/><hp:placement place="{place}" beneathText="0"/></hp:{name}>'
        for name, place in (("footNotePr", "EACH_COLUMN"), ("endNotePr", "END_OF_DOCUMENT"))
    )
    borders = "".join(
        f'<hp:pageBorderFill type="{pages}" borderFillIDRef="{Border.PAGE:d}" textBorder="PAPER" headerInside="0" '
        'footerInside="0" fillArea="PAPER"><hp:offset left="1417" right="1417" top="1417" bottom="1417"/>'
        "</hp:pageBorderFill>"
        for pages in ("BOTH", "EVEN", "ODD")
    )
    return (
        f'<hp:run charPrIDRef="{Look.NORMAL:d}"><hp:secPr id="" textDirection="HORIZONTAL" spaceColumns="1134" '
        'tabStop="8000" tabStopVal="4000" tabStopUnit="HWPUNIT" outlineShapeIDRef="1" memoShapeIDRef="0" '
        'textVerticalWidthHead="0" masterPageCnt="0"><hp:grid lineGrid="0" charGrid="0" wonggojiFormat="0"/>'
        '<hp:startNum pageStartsOn="BOTH" page="0" pic="0" tbl="0" equation="0"/>'
        '<hp:visibility hideFirstHeader="0" hideFirstFooter="0" hideFirstMasterPage="0" border="SHOW_ALL" '
        'fill="SHOW_ALL" hideFirstPageNum="0" hideFirstEmptyLine="0" showLineNumber="0"/>'
        '<hp:lineNumberShape restartType="0" countBy="0" distance="0" startNumber="0"/>'
        f'<hp:pagePr landscape="WIDELY" width="{PAGE_WIDTH}" height="{PAGE_HEIGHT}" gutterType="LEFT_ONLY">'
        f'<hp:margin header="2835" footer="2835" gutter="0" left="{MARGIN}" right="{MARGIN}" top="{MARGIN}" '
        f'bottom="{MARGIN}"/></hp:pagePr>{notes}{borders}</hp:secPr><hp:ctrl><hp:colPr id="" type="NEWSPAPER" '
        'layout="LEFT" colCount="1" sameSz="1" sameGap="0"/></hp:ctrl></hp:run>'
    )


def _look(piece: Piece) -> Look:
    if piece.role is Role.PARAGRAPH:
        return _DEPTHS[max(0, min(piece.depth, len(_DEPTHS) - 1))]
    return _LOOKS[piece.role]


def _paragraphs(pieces: Sequence[Piece]) -> Iterator[str]:
    tables = 0
    before = _section_properties()
    last: Piece | None = None
    for piece in pieces:
        # A title page ends where the report itself begins.
        ended = last is not None and last.role in _TITLE_PAGE and piece.role not in _TITLE_PAGE
        if piece.bar is not None:
            look, content = Look.ITEM, _bar(piece.bar, tables)
        elif isinstance(piece.element, Table):
            look, content = Look.TABLE, _table(piece.element, tables)
        else:
            look, content = _look(piece), _text(piece.element.text)
        tables += piece.bar is not None or isinstance(piece.element, Table)
        yield _paragraph(look, content, new_page=last is not None and (piece.first or ended), before=before)
        before, last = "", piece
    if last is None:
        yield _paragraph(Look.NORMAL, "<hp:t/>", before=before)


def _preview(pieces: Sequence[Piece]) -> str:
    """The beginning of the text, cells in angle brackets, as Hancom writes it."""
    lines: list[str] = []
    left = _PREVIEW
    for piece in pieces:
        if left <= 0:
            break
        if isinstance(piece.element, Line):
            line = piece.element.text
        else:
            line = "".join(f"<{cell.text}>" for cell in piece.element.cells[:_PREVIEW])
        lines.append(line[:left])
        left -= len(line)
    return "\r\n".join(lines).translate(_PLAIN)


def to_hwpx(pieces: Sequence[Piece]) -> bytes:
    """The pieces as a HWPX document; equal pieces give equal bytes.

    Raises `ValueError` for a table without cells, one whose cells overlap or leave a place of its grid empty, and one with
    a row in which no cell begins.
    """
    section = f"{PROLOGUE}<hs:sec {NAMESPACES}>{''.join(_paragraphs(pieces))}</hs:sec>"
    titles = (piece.element.text for piece in pieces if piece.role is Role.TITLE and isinstance(piece.element, Line))
    return package(section, next(titles, "").translate(_ESCAPED), _preview(pieces))

"""What both typesetters have to know before they set: widths of text, where lines may break, columns, header rows.

The typesetters break lines and pages themselves, each in its own way; what is decided here keeps those ways readable, as
a person at the keyboard would: no cut through an amount, no line that begins with what looks like a bullet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from pathlib import Path

import attrs
import regex
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from councildoc.document import Cell, Line, Table
from councildoc.output.pieces import Piece, Role
from typesetting.style import Style

FAMILY = "Councildoc Test Gothic"
FONT = Path(__file__).resolve().parents[1] / "fixtures" / "fonts" / "NanumGothic-subset.ttf"

LEADING = 1.45
CELL_LEADING = 1.25
PAD_X, PAD_Y = 3.0, 2.5
"""Between the rules of a cell and its text."""
MIN_CELL_SIZE = 6.0
FOOT = 0.04
"""Page numbers and running headers stand this part of the page's height from its edge."""

_AMOUNT = regex.compile(r"[-−–+△▲▽]?\s*[\d,.]+%?|[-–]")
_LETTERS = regex.compile(
    r"\s*(?:[(\[〔<〈][^()\[\]〔〕<>〈〉\s]{1,8}[)\]〕>〉]"
    r"|[‘“「『(\[<〈]*(?:[\d,.%A-Za-z\-/:△▲]+\p{Hangul}?|\S)[)\]」』”’>〉,.:;%]*)"
)
_SUSPECT = regex.compile(
    r"[^\p{Hangul}\p{Latin}\d‘’“”「『\"'(]|\([\d가-하]{1,2}\)|[ㅇoO0ⅰ-ⅻ]$|\p{Latin}+[.．]?$|\d{1,3}[.．)]|[가-하][.．)]"
    r"|끝|붙임|첨부"
)
"""The beginning of a word that, at the beginning of a line, could be taken for a bullet, a number or a closing line."""


@lru_cache(maxsize=1)
def font() -> TTFont:
    """The font, read and registered once."""
    face = TTFont("CouncildocTest", str(FONT))
    pdfmetrics.registerFont(face)
    return face


def unprintable(text: str) -> set[str]:
    """The characters of a text that the font has not."""
    known = font().face.charToGlyph
    return {char for char in text if not known.get(ord(char)) and char != "\n"}


def width(text: str, size: float) -> float:
    """The printed width of a text."""
    face = font().face
    return float(sum(face.charWidths.get(ord(char), face.defaultWidth) for char in text)) * size / 1000


# ------------------------------------------------------------------------------------------------------- line breaks


def units(text: str, *, keep_words: bool) -> list[tuple[str, str]]:
    """The pieces of one line between which it may break, each with the blank before it.

    A word that at the beginning of a line would look like a bullet stays with the word before it.
    """
    out: list[tuple[str, str]] = []
    for match in regex.finditer(r"(\s*)(\S+)", text):
        blank, word = match.groups()
        if out and blank and _SUSPECT.match(word):
            blank_before, before = out.pop()
            out.append((blank_before, before + blank + word))
        else:
            out.append((blank, word))
    if keep_words:
        return out
    return [(blank if number == 0 else "", part) for blank, word in out for number, part in enumerate(letters(word))]


def letters(unit: str) -> list[str]:
    """The pieces of a word between which it may break if it has to: never within a number or a code."""
    return _LETTERS.findall(unit)


def fitting_parts(unit: str, room: float, size: float) -> list[str]:
    """A unit in as few pieces as fit into a line: whole, or between letters, or anywhere if a number is wider than that."""
    if width(unit, size) <= room:
        return [unit]
    out: list[str] = []
    for part in letters(unit):
        out += [part] if width(part, size) <= room else part
    return out


def broken(text: str, room: float, size: float, *, keep_words: bool) -> list[str]:
    """The lines of a text in a column. A word too wide for it is broken between letters."""
    lines: list[str] = []
    for forced in text.split("\n"):
        current = ""
        for blank, unit in units(forced, keep_words=keep_words):
            for number, part in enumerate(fitting_parts(unit, room, size)):
                before = blank if number == 0 else ""
                if not current or width(current + before + part, size) <= room:
                    current = current + before + part if current else part
                else:
                    lines.append(current)
                    current = part.lstrip()
        lines.append(current)
    return lines


# ------------------------------------------------------------------------------------------------------------ tables


def is_amount(text: str) -> bool:
    """Whether the text of a cell is a number or the dash in its place."""
    return _AMOUNT.fullmatch(text.strip()) is not None


def header_rows(table: Table) -> int:
    """The rows at the top that the cells of the first row reach into, without a cell that reaches out of them."""
    rows = max((cell.row + cell.rowspan for cell in table.cells if cell.row == 0), default=0)
    while reach := max((c.row + c.rowspan for c in table.cells if c.row < rows < c.row + c.rowspan), default=0):
        rows = reach
    return rows if rows < table.nrows else 0


def groups(table: Table, first: int = 0) -> list[tuple[int, int]]:
    """Runs of rows, as (first, end), that no merged cell leaves: a page may end after each."""
    out: list[tuple[int, int]] = []
    end = start = first
    for row in range(first, table.nrows):
        end = max(end, *(c.row + c.rowspan for c in table.cells if c.row == row), row + 1)
        if end == row + 1:
            out.append((start, end))
            start = end
    return out


@attrs.frozen
class Setting:
    """A table ready to be set: size of its type, widths of its columns, heights of its rows, lines of its cells."""

    table: Table
    size: float
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    lines: tuple[tuple[str, ...], ...]
    header: int

    @property
    def group_height(self) -> float:
        """The least height that a page must have for the table: its header and the highest group of rows."""
        header = sum(self.rows[: self.header])
        return header + max((sum(self.rows[a:b]) for a, b in groups(self.table, self.header)), default=0.0)


def set_table(table: Table, room: float, style: Style) -> Setting:
    """Columns and rows of a table. Its type is made smaller, down to a limit, until it fits into the room."""
    size = style.cell_size
    while size > MIN_CELL_SIZE and sum(_least(table, size, style)) > room:
        size -= 0.5
    columns = _columns(table, size, room, style)
    lines = tuple(
        tuple(broken(cell.text, _room(cell, columns), size, keep_words=style.keep_words)) if cell.text else ()
        for cell in table.cells
    )
    heights = [size * CELL_LEADING + 2 * PAD_Y] * table.nrows
    for cell, text in sorted(zip(table.cells, lines, strict=True), key=lambda pair: pair[0].rowspan):
        rows = range(cell.row, cell.row + cell.rowspan)
        lack = len(text) * size * CELL_LEADING + 2 * PAD_Y - sum(heights[row] for row in rows)
        if lack > 0:
            heights[rows[-1]] += lack
    return Setting(table, size, tuple(columns), tuple(heights), lines, header_rows(table))


def _room(cell: Cell, columns: Sequence[float]) -> float:
    return sum(columns[cell.col : cell.col + cell.colspan]) - 2 * PAD_X - 0.5


def _least(table: Table, size: float, style: Style) -> list[float]:
    """The least width of each column: its widest amount, code or date, and some letters of any other word."""
    pieces = partial(units, keep_words=style.keep_words)
    return _widths(table, size, lambda text: max((_solid(unit, size) for _, unit in pieces(text)), default=0.0))


def _solid(unit: str, size: float) -> float:
    whole = width(unit, size)
    return whole if whole <= 5.2 * size else max(5.2 * size, *(width(part, size) for part in letters(unit)))


def _widths(table: Table, size: float, measure: Callable[[str], float]) -> list[float]:
    """Column widths in which each line of each cell has what it needs by `measure`."""
    out = [2 * size] * table.ncols
    for cell in sorted(table.cells, key=lambda cell: cell.colspan):
        need = max((measure(line) for line in cell.text.split("\n")), default=0.0) + 2 * PAD_X + 1.0
        columns = range(cell.col, cell.col + cell.colspan)
        lack = (need - sum(out[col] for col in columns)) / cell.colspan
        if lack > 0:
            for col in columns:
                out[col] += lack
    return out


def _columns(table: Table, size: float, room: float, style: Style) -> list[float]:
    least = _least(table, size, style)
    wanted = _widths(table, size, lambda text: width(text, size))
    if style.cell_room is not None:
        limit = style.cell_room * size
        wanted = [max(low, min(high, limit)) for low, high in zip(least, wanted, strict=True)]
    total, floor = sum(wanted), sum(least)
    if floor >= room:
        return least  # the page grows
    if total <= room:
        spare = (room - total) / table.ncols if style.cell_room is None else 0.0
        return [wide + spare for wide in wanted]
    share = (room - floor) / (total - floor)
    return [low + (high - low) * share for low, high in zip(least, wanted, strict=True)]


# ------------------------------------------------------------------------------------------------------------- pages


@attrs.frozen
class Part:
    """A piece ready to be set: its lines of text, or its table.

    `new_page`: it begins one. `size` and `bold` are those of its type; `left` is its indent, `hang` that of the lines
    after its first, both in points.
    """

    piece: Piece
    new_page: bool
    text: str = ""
    size: float = 0.0
    bold: bool = False
    align: str = "left"
    keep_words: bool = True
    left: float = 0.0
    hang: float = 0.0
    above: float = 0.0
    below: float = 0.0
    setting: Setting | None = None
    bar: tuple[str, str] | None = None
    boxed: bool = False

    @property
    def numeral(self) -> float:
        """The width of the first cell of a bar."""
        return max(self.size * 2, width(self.bar[0] if self.bar else "", self.size) + 2 * PAD_X + 2)

    @property
    def sticks(self) -> bool:
        """Whether it stays on the page of what follows."""
        return self.piece.role in (Role.ITEM, Role.HEADING, Role.CAPTION)


def prepare(pieces: Sequence[Piece], style: Style) -> tuple[list[Part], tuple[float, float]]:
    """The pieces ready to be set, and the size of the page that they need. Raises `ValueError` for what has no glyph."""
    pieces = [piece for piece in pieces if isinstance(piece.element, Line) or piece.element.cells]
    parts: list[Part] = []
    page_width, page_height = style.page
    room = page_width - 2 * style.margin
    on_title_page = False
    for before, piece in zip([None, *pieces], pieces, strict=False):
        lost = unprintable("".join(_texts(piece)))
        if lost:
            raise ValueError(f"the font of the typesetters has no {sorted(lost)}")
        is_title = piece.role in (Role.TITLE, Role.FIELD)
        new_page = bool(parts) and (piece.first or (on_title_page and not is_title))
        on_title_page = style.title_page and is_title
        part = _part(piece, new_page, room, style)
        if before is not None and before.role is piece.role is Role.TITLE:
            parts[-1], part = attrs.evolve(parts[-1], below=0.0), attrs.evolve(part, above=0.0)
        if part.setting is not None:
            page_width = max(page_width, sum(part.setting.columns) + 2 * style.margin)
            # The typesetters differ by some points, and headings stay with their table.
            page_height = max(page_height, 1.15 * part.setting.group_height + 8 * style.size + 2 * style.margin)
        parts.append(part)
    return parts, (page_width, page_height)


def _texts(piece: Piece) -> list[str]:
    if isinstance(piece.element, Line):
        return [piece.element.text]
    return [cell.text for cell in piece.element.cells]


def _part(piece: Piece, new_page: bool, room: float, style: Style) -> Part:
    if isinstance(piece.element, Table):
        return Part(piece, new_page, above=4.0, below=8.0, setting=set_table(piece.element, room, style))
    size = style.size
    part = Part(piece, new_page, piece.element.text, size)
    match piece.role:
        case Role.TITLE:
            fitting = _fitting(part.text, room, size * 1.9, size * 1.2)
            return attrs.evolve(part, size=fitting, bold=True, align="center", above=size * 3, below=size * 2)
        case Role.FIELD:
            fitting = _fitting(part.text, room, size * 1.2, size * 0.9)
            return attrs.evolve(part, size=fitting, align="center", above=size, below=size)
        case Role.ITEM:
            bar = piece.bar if style.bars else None
            return attrs.evolve(part, size=size * 1.45, bold=True, above=size * 1.2, below=size * 0.6, bar=bar)
        case Role.SUMMARY:
            return attrs.evolve(part, align="center", above=4.0, below=6.0, boxed=style.bars)
        case Role.HEADING:
            return attrs.evolve(part, size=size * 1.2, bold=True, above=size * 0.7, below=2.0)
        case Role.CAPTION:
            return attrs.evolve(part, size=size * 0.85, align="right", above=2.0, below=0.0)
        case _:
            left, hang = size * 0.9 * piece.depth, size if piece.depth else 0.0
            return attrs.evolve(part, left=left, hang=hang, below=1.0, keep_words=style.keep_words)


def _fitting(text: str, room: float, largest: float, least: float) -> float:
    """The largest type in which a line needs no second one; the lines of a title page are seldom broken."""
    return max(least, min(largest, largest * room / max(width(text, largest) * 1.02, 1.0)))

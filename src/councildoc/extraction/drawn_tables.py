r"""Tables drawn with bars in plain text: `draw_table` writes one, `read_table` reads it back, cell for cell.

Each row is a line between bars. `<` stands where the cell at its left goes on, `^` where the one above does, so merged cells
keep their spans. Blanks beside a bar only align the columns. What a line cannot hold is escaped: `\n` a break inside the
cell, `\|` and `\\` the signs themselves, `\u{a0}` any other character by its code point, `\.` a place without a cell.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import attrs
import regex

from councildoc.document import Cell, Line, Table
from councildoc.values import width

LEFT, ABOVE, HOLE = "<", "^", r"\."
_MARKS = (LEFT, ABOVE)
_WIDEST = 32
"""Columns on a terminal that a cell is padded to at most."""

BOX_BARS = "│┃║"
BARS = "|｜" + BOX_BARS
"""The bar, and what is typed for it; a row has one kind. Of box characters a row may have thick bars outside, thin within."""
GUARD = "\u2060"
"""The word joiner: a line that begins with it is a line, whatever it looks like. No value keeps it."""

_ESCAPE = regex.compile(r"\\(?:u\{(?P<code>[0-9a-f]{1,6})\}|(?P<sign>[n|\\]))")
_RULE = regex.compile(r":?-+:?")
"""A cell of the rule under a header row, as Markdown draws it: such cells are all that stands in its row."""
_SIGNS = {"\\": "\\\\", "|": "\\|", "\n": "\\n"}
_UNWRITTEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})


@attrs.define
class _Draft:
    text: str
    row: int
    col: int
    line: Line
    rowspan: int = 1
    colspan: int = 1


def _code(char: str) -> str:
    return f"\\u{{{ord(char):x}}}"


def _escaped(text: str) -> str:
    """The text of a cell as it stands between two bars."""
    out = [
        _SIGNS.get(char) or (_code(char) if char != " " and unicodedata.category(char) in _UNWRITTEN else char)
        for char in text
    ]
    if out and out[0] == " ":
        out[0] = _code(" ")
    if len(out) > 1 and out[-1] == " ":
        out[-1] = _code(" ")
    if text in _MARKS:
        out[0] = _code(text)
    return "".join(out)


def _unescaped(text: str) -> str:
    def char(match: regex.Match[str]) -> str:
        if match["code"] is not None:
            number = int(match["code"], 16)
            return chr(number) if number <= 0x10FFFF else match.group()
        return "\n" if match["sign"] == "n" else match["sign"]

    return _ESCAPE.sub(char, text)


def draw_table(table: Table) -> list[str]:
    """The rows of a table as lines. Raises `ValueError` if two of its cells stand in one place.

    >>> for line in draw_table(Table((Cell("통계목", 0, 0, rowspan=2), Cell("증감", 0, 1, colspan=2), Cell("감", 1, 1), Cell("증", 1, 2)))):
    ...     print(line)
    | 통계목 | 증감 | <  |
    | ^      | 감   | 증 |
    """
    ncols = table.ncols
    grid = [[HOLE] * ncols for _ in range(table.nrows)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            for col in range(cell.col, cell.col + cell.colspan):
                if grid[row][col] != HOLE:
                    raise ValueError(f"two cells at row {row}, column {col}")
                grid[row][col] = ABOVE if row > cell.row else LEFT if col > cell.col else _escaped(cell.text)
    for texts in grid:
        if _is_rule(texts):
            texts[0] = _code(texts[0][0]) + texts[0][1:]
    widths = [min(_WIDEST, max(width(row[col]) for row in grid)) for col in range(ncols)]
    return [
        "| " + " | ".join(text + " " * (size - width(text)) for text, size in zip(row, widths, strict=True)) + " |"
        for row in grid
    ]


def _is_rule(cells: Sequence[str]) -> bool:
    return bool(cells) and all(_RULE.fullmatch(cell) for cell in cells)


def cells_of(text: str) -> list[str] | None:
    """The cells of a drawn row, still escaped; None if the line is none. The last bar may be missing.

    >>> cells_of("| 가 | 나 |"), cells_of("｜ 가 ｜ 나"), cells_of("| 가"), cells_of("가 | 나")
    (['가', '나'], ['가', '나'], None, None)
    """
    inner = text.strip()
    bar = inner[:1]
    if not bar or bar not in BARS:
        return None
    cells = [cell.strip() for cell in _split(inner[1:], BOX_BARS if bar in BOX_BARS else bar)]
    if len(cells) > 1 and not cells[-1]:
        return cells[:-1]
    return cells if len(cells) > 1 else None


def _split(text: str, bars: str) -> list[str]:
    """The text cut at the bars that no backslash stands before."""
    pieces, last, escaped = [], 0, False
    for index, char in enumerate(text):
        if char in bars and not escaped:
            pieces.append(text[last:index])
            last = index + 1
        escaped = char == "\\" and not escaped
    return [*pieces, text[last:]]


def read_table(lines: Sequence[Line]) -> Table | None:
    """The table that neighbouring lines draw; None if they do not have the same number of cells."""
    rows = [(cells_of(line.text) or [], line) for line in lines]
    found = [(cells, line) for cells, line in rows if not _is_rule(cells)]
    if len({len(cells) for cells, _ in found}) != 1 or not found[0][0]:
        return None
    owners: list[list[_Draft | None]] = []
    drafts: list[_Draft] = []
    for number, (cells, line) in enumerate(found):
        above = owners[-1] if owners else [None] * len(cells)
        owners.append([])
        for col, text in enumerate(cells):
            owner = _extended(text, owners[-1], above, cells, number)
            if owner is None and text != HOLE:
                owner = _Draft(_unescaped(text), number, col, line)
                drafts.append(owner)
            owners[-1].append(owner)
    made = (Cell(d.text, d.row, d.col, d.rowspan, d.colspan, d.line.where) for d in drafts)
    return Table(tuple(made), where=tuple(place for line in lines for place in line.where))


def _extended(
    text: str, row: Sequence[_Draft | None], above: Sequence[_Draft | None], cells: Sequence[str], number: int
) -> _Draft | None:
    """The cell that a mark extends, extended; None if there is none, so that the mark is text."""
    col = len(row)
    owner = row[-1] if text == LEFT and row else above[col] if text == ABOVE else None
    if owner is None:
        return None
    if text == LEFT:
        if owner.row != number:
            return None
        owner.colspan += 1
        return owner
    if col > owner.col:  # the rest of a row that its first column has settled
        return owner if row[owner.col] is owner else None
    if any(cells[other] != ABOVE for other in range(col, col + owner.colspan)):
        return None
    owner.rowspan = number - owner.row + 1
    return owner

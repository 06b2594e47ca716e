"""Runs of lines -> plain tables that are no budget tables: sums by department, what was spent of a reserve.

Nothing is known of such a table but that its figures add up: a total row or column is the sum of the others, or what was
allotted less what was spent is what is left. A run of lines becomes a table only where one way alone to lay all its cells
into a grid is confirmed by such sums for every figure. The figures cannot tell a table from the same one with rows and
columns exchanged; the lines often do, and where they do not it is read row by row with a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import attrs
import regex

from councildoc.budget.flattened_amounts import blocks, row_holds
from councildoc.budget.flattened_cells import Printed, nil, readings
from councildoc.budget.flattened_header import word_fields
from councildoc.budget.flattened_places import Placed
from councildoc.budget.flattened_regions import Numbered, is_apart
from councildoc.budget.flattened_table import Grid
from councildoc.budget.flattened_words import Gap
from councildoc.budget.header import read_header
from councildoc.document import Table
from councildoc.header_words import column_fields, header_words
from councildoc.values import UNIT_NOTE, bare, clean
from councildoc.words import AMOUNT_FIELDS, HEAD_COLUMNS, MEASURE_COLUMNS, RATE_COLUMNS, SPENDING_COLUMNS

_MOST_CELLS = 600
_MOST_COLUMNS = 20
_LEAST_SUMS = 2
_SURE = 1_000 * 10_000
"""Two sums of several figures must hold, or one of a thousand or more: that does not happen by chance."""
_SENTENCE = regex.compile(r".{6,}(?:[다음임함됨]|드림|바람)[.。]?")

Row = tuple[Printed | None, ...]


@attrs.frozen
class Sheet:
    """Cells laid into a grid: the header, then a row for each line. The first `names` columns hold text, the next `figures`
    columns figures, the rest text."""

    rows: tuple[Row, ...]
    names: int
    figures: int

    @property
    def heads(self) -> list[str]:
        """The headers above the figures."""
        return [cell.text if cell else "" for cell in self.rows[0][self._money]]

    @property
    def labels(self) -> list[Printed | None]:
        """The first cell of every row below the header."""
        return [row[0] for row in self.rows[1:]]

    @property
    def values(self) -> list[list[Printed]]:
        return [[cell for cell in row[self._money] if cell] for row in self.rows[1:]]

    @property
    def _money(self) -> slice:
        return slice(self.names, self.names + self.figures)

    def turned(self) -> Sheet:
        """Rows and columns exchanged."""
        return Sheet(tuple(zip(*self.rows, strict=True)), 1, len(self.rows) - 1)


# ----------------------------------------------------------------------------------------------------------- the grids


def _stacked(cells: Sequence[Printed]) -> Iterator[Sheet]:
    """Grids with one column of names: header and names in printed order, figures row by row or column by column, those of a
    row behind its name."""
    texts = [n for n, cell in enumerate(cells) if cell.value is None]
    figures = [n for n, cell in enumerate(cells) if cell.value is not None]
    for width in range(2, len(texts) - 1):
        height = len(texts) - width
        if (width - 1) * height != len(figures) or (figures and figures[0] < texts[width - 1]):
            continue
        across = [figures[n : n + width - 1] for n in range(0, len(figures), width - 1)]
        down = [figures[n::height] for n in range(height)]
        for grid in (across, down) if across != down else (across,):
            if all(label < min(row) for label, row in zip(texts[width:], grid, strict=True)):
                body = [[label, *row] for label, row in zip(texts[width:], grid, strict=True)]
                yield Sheet(tuple(tuple(cells[n] for n in row) for row in (texts[:width], *body)), 1, width - 1)


def _with_more_names(cells: Sequence[Printed]) -> Iterator[Sheet]:
    """Grids printed row by row with several columns of text; a total has one name and nothing behind its figures."""
    first = next((n for n, cell in enumerate(cells) if cell.value is not None), len(cells))
    money = next((n for n, cell in enumerate(cells[first:]) if cell.value is None), len(cells) - first)
    for width in range(money + 2, min(first, _MOST_COLUMNS + 1)) if money else ():
        header = tuple(cells[:width])
        for names in range(1, width - money + 1):
            rows = _rows(cells[width:], names, money, width - names - money)
            if rows and (names, names + money) != (1, width):
                yield Sheet((header, *rows), names, money)


def _rows(cells: Sequence[Printed], names: int, money: int, behind: int) -> list[Row] | None:
    """The cells cut into rows; None if they do not come out even."""
    rows: list[Row] = []
    n = 0
    while n < len(cells):
        total = cells[n].is_total
        many = 1 if total else names
        row = cells[n : n + many + money + (0 if total else behind)]
        texts = [cell.value is None for cell in row]
        if texts != [True] * many + [False] * money + [True] * (0 if total else behind):
            return None
        if any(cell.is_total for cell in row[1:]):
            return None
        rows.append((*row[:many], *[None] * (names - many), *row[many:], *[None] * (behind if total else 0)))
        n += len(row)
    return rows


# ----------------------------------------------------------------------------------------------------------- the proof


@cache
def _roles() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    return tuple((field, regex.compile("|".join(patterns))) for field, patterns in SPENDING_COLUMNS.items())


def _role(text: str) -> str:
    """The place of a header in `before - decrease + increase = after`; empty if it has none."""
    found = [field for field, pattern in _roles() if any(map(pattern.fullmatch, header_words(text)))]
    found += [field for field in column_fields(text) if field in (*AMOUNT_FIELDS, "signed")]
    return found[0] if found else ""


def _matches(patterns: Sequence[str], text: str) -> bool:
    return any(regex.fullmatch(pattern, word) for pattern in patterns for word in header_words(text))


def _alike(cells: Sequence[Printed]) -> bool:
    """Whether figures count the same."""
    return len({cell.counter for cell in cells if not nil(cell)}) <= 1


@attrs.define
class _Proof:
    """The sums of one sheet: whether all hold, how many of them say something, and which figures they cover."""

    sound: bool = True
    sums: int = 0
    covered: set[tuple[int, int]] = attrs.field(factory=set)

    def add(self, holds: bool, parts: Sequence[Printed], places: Sequence[tuple[int, int]]) -> None:
        self.sound = self.sound and holds
        values = [abs(cell.value) for cell in parts if cell.value]
        if len(values) > 1:
            self.sums += _LEAST_SUMS if min(values) >= _SURE else 1
        self.covered.update(places)


def _add_sums(
    proof: _Proof, values: Sequence[Sequence[Printed]], totals: Sequence[int], rates: set[int], flip: bool
) -> None:
    """A total row is the sum of the other rows, or of those beside it, in every column but those of rates."""
    kinds = [n in totals for n in range(len(values))]
    columns = [n for n in range(len(values[0])) if n not in rates]
    for total in totals:
        options = list(blocks(kinds, total))
        block = next((o for o in options if all(_is_sum(values, total, o, n) for n in columns)), options[0])
        for column in columns:
            places = [(column, n) if flip else (n, column) for n in (total, *block)]
            proof.add(_is_sum(values, total, block, column), [values[n][column] for n in block], places)


def _is_sum(values: Sequence[Sequence[Printed]], total: int, block: Sequence[int], column: int) -> bool:
    parts, whole = [values[n][column] for n in block], values[total][column]
    return whole.value == sum(cell.value or 0 for cell in parts) and _alike([whole, *parts])


def _add_rows(proof: _Proof, values: Sequence[Sequence[Printed]], heads: Sequence[str], flip: bool) -> None:
    """What was allotted less what was spent is what is left, in every row."""
    roles = [_role(head) for head in heads]
    used = [n for n, role in enumerate(roles) if role]
    fields = [roles[n] for n in used]
    if len(set(fields)) != len(fields):
        return
    for n, row in enumerate(values):
        cells = [row[column] for column in used]
        held = row_holds([cell.value or 0 for cell in cells], fields)
        if held is not None:
            proof.add(held and _alike(cells), cells[1:], [(column, n) if flip else (n, column) for column in used])


def _rates(heads: Sequence[str], values: Sequence[Sequence[Printed]]) -> set[int]:
    """The columns of shares, which no total sums."""
    told = {n for n, head in enumerate(heads) if _matches(RATE_COLUMNS, head)}
    columns = list(zip(*values, strict=True))
    return told | {n for n, column in enumerate(columns) if all(cell.counter == "%" or nil(cell) for cell in column)}


def _is_proved(sheet: Sheet) -> bool:
    """Whether sums confirm every figure that is no rate, at least two of them sums of several figures."""
    values, heads = sheet.values, sheet.heads
    labels = [cell.text if cell else "" for cell in sheet.labels]
    across = [list(column) for column in zip(*values, strict=True)]
    rates, flat = _rates(heads, values), _rates(labels, across)
    proof = _Proof()
    _add_sums(proof, values, [n for n, cell in enumerate(sheet.labels) if cell and cell.is_total], rates, False)
    money = sheet.rows[0][sheet.names : sheet.names + sheet.figures]
    _add_sums(proof, across, [n for n, cell in enumerate(money) if cell and cell.is_total], flat, True)
    _add_rows(proof, values, heads, False)
    _add_rows(proof, across, labels, True)
    unproved = {
        (n, m)
        for n, row in enumerate(values)
        for m in range(len(row))
        if (n, m) not in proof.covered and m not in rates and n not in flat
    }
    return proof.sound and proof.sums >= _LEAST_SUMS and not unproved


# ----------------------------------------------------------------------------------------------- rows or columns first


def _is_upright(sheet: Sheet, cells: Sequence[Printed]) -> bool | None:
    """Whether the lines show that the rows are rows (True) or columns (False); None if they show nothing.

    Cells of one printed line stand in one row; cells of neighbouring lines, where blank lines part others, in one column.
    Raises `ValueError` where they show that it is another table.
    """
    at = {id(cell): (n, m) for n, row in enumerate(sheet.rows) for m, cell in enumerate(row) if cell}
    many = [sum(bool(cell.lines & other.lines) for other in cells) for cell in cells]
    parted = any(cell.gap is Gap.BLANK for cell in cells[1:])
    shown: set[bool] = set()
    for n, (before, cell) in enumerate(pairwise(cells)):
        (row, column), (next_row, next_column) = at[id(before)], at[id(cell)]
        beside = bool(before.lines & cell.lines)
        if not beside and not (parted and cell.gap is Gap.BREAK and many[n] == many[n + 1] == 1):
            continue
        if row != next_row and column != next_column:
            raise ValueError(cell.text)
        shown.add((row == next_row) == beside)
    if len(shown) > 1:
        raise ValueError(cells[0].text)
    return next(iter(shown), None)


def _is_told(sheet: Sheet) -> bool:
    """Whether the words of the header tell that it is one: it begins with the name of a column of names, measures follow."""
    first, *others = (cell.text if cell else "" for cell in sheet.rows[0])
    return sheet.names > 1 or (_is_head(first) and all(map(_is_measure, others)))


def _has_prose(cells: Sequence[Printed]) -> bool:
    """Whether a sentence stands above or below the cells, or a line of its own that may have become part of a cell."""
    first, last = cells[0], cells[-1]
    added = len(last.parts) > 1 or (len(first.parts) > 1 and not word_fields(bare(first.text)))
    return added or any(_SENTENCE.fullmatch(clean(cell.text)) for cell in (first, last))


def _is_mixed(sheet: Sheet) -> bool:
    """Whether words of a header stand both above the columns and before the rows, or what was spent stands below columns
    headed by paragraphs: then columns of names were taken for cells, and the sums, which only see figures, cannot tell.
    Nor can they where a header was printed in another order than its columns: then names stand below figures' headers."""
    across = [cell for cell in sheet.rows[0][1:] if cell]
    down = [cell for cell in sheet.labels if cell]
    known = [any(_is_known(cell.text) for cell in cells if not cell.is_total) for cells in (across, down)]
    spent_down = sum(bool(_role(cell.text)) for cell in down) > 1
    over_names = [cell.text for cell in sheet.rows[0][: sheet.names] if cell]
    crossed = any(map(_is_measure, over_names)) or any(_is_head(text) for text in sheet.heads)
    return crossed or all(known) or (spent_down and any(len(cell.parts) > 1 for cell in across))


def _is_known(text: str) -> bool:
    return _is_measure(text) or bool(word_fields(bare(text)))


def _is_measure(text: str) -> bool:
    return bool(_role(text)) or _matches(MEASURE_COLUMNS, text)


def _is_head(text: str) -> bool:
    return any(field in HEAD_COLUMNS for field in column_fields(text))


@attrs.frozen
class _Answer:
    sheet: Sheet
    sure: bool


def _answers(lines: Sequence[Numbered]) -> list[_Answer]:
    """Every grid of these lines that the sums prove, each once."""
    found: dict[tuple[object, ...], _Answer] = {}
    for cells in readings(lines):
        if len(cells) > _MOST_CELLS:
            continue
        for sheet in (*_stacked(cells), *_with_more_names(cells)):
            if _has_prose(cells) or _is_mixed(sheet) or not _is_proved(sheet):
                continue
            try:
                upright = _is_upright(sheet, cells)
            except ValueError:
                continue
            key = tuple(tuple(cell.parts if cell else () for cell in row) for row in sheet.rows)
            turned = upright is False
            if not turned or sheet.names == 1:
                found[key] = _Answer(sheet.turned() if turned else sheet, upright is not None or _is_told(sheet))
    return list(found.values())


# ------------------------------------------------------------------------------------------------------------ the table


def _table(sheet: Sheet, lines: Sequence[Numbered]) -> Table | None:
    width = len(sheet.rows[0])
    used = {line for row in sheet.rows for cell in row if cell for line in cell.lines}
    grid = Grid({n: line for n, line in lines if n in used})
    for n, row in enumerate(sheet.rows):
        for column, cell in enumerate(row):
            if cell:
                merged = n > 0 and column == 0 and cell.is_total
                grid.put(cell.parts, n, column, colspan=sheet.names if merged else 1)
    return grid.table(len(sheet.rows), width)


def plain_table(run: Sequence[Numbered]) -> Placed | None:
    """The plain table that a whole run of lines is, if one alone is proved. None if it would be read as a budget table:
    what moves money is proved elsewhere."""
    lines = [(n, line) for n, line in run if not is_apart(line)]
    units = [(n, line) for n, line in run if UNIT_NOTE.fullmatch(line.text.strip())]
    inside = [numbered for numbered in units if lines and numbered[0] > lines[0][0]]
    answers = _answers(lines)
    if len(answers) != 1 or len(inside) > 1:
        return None
    table = _table(answers[0].sheet, lines)
    if table is None or read_header(table, table.grid()) is not None:
        return None
    used = frozenset(n for n, _ in lines)
    return Placed(table, used, tuple(inside), doubt=() if answers[0].sure else _borders(answers[0].sheet))


def _borders(sheet: Sheet) -> tuple[str, ...]:
    """The names of rows and columns that may have changed places."""
    names = [cell.text for cell in (*sheet.rows[0], *sheet.labels) if cell]
    return tuple(names)


__all__ = ["plain_table"]

"""Which cells a page break cut in two, decided by evidence.

A producer that cuts a merged cell prints its text once, the other piece blank, or cuts the text itself
(`스마트정책관 스마트도시` | `담당관`). Pieces of text are one name where the whole name stands elsewhere in the document,
where a column further right goes on over the break (a project cannot end before its parts do), or where only the whole
ends like the name of an office or account. They are two names where both end like accounts, where one of them is a whole
cell elsewhere, or where the second would have found room on the line of the first. What none of this decides is given in its likelier reading, and reported.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from councildoc.diagnostics import CUT_CELL, Diagnostic
from councildoc.document import Cell, Table
from councildoc.extraction.vocabulary import AMOUNTS, is_sum_label
from councildoc.header_words import column_fields
from councildoc.values import bare, clean, reading_key
from councildoc.words import ACCOUNT_ENDINGS, HEAD_COLUMNS, NIL_MARKS, OFFICE_ENDINGS

HEADER_ROWS = 4
"""Headers of budget tables are found in the first rows."""
OUTER = frozenset({"account", "department", "policy_project"})
"""Names that a transfer, as the law wants it, seldom leaves: undecided pieces are likelier one name than two."""
OBJECTS = frozenset({"object", "object_code", "object_name", "compilation_object", "group"})
"""Names of a single line: two of them in two rows are two names."""
PADDING = 6.0
"""Points of a cell's width that hold no text."""
HALF_WIDTH = 0.55
"""Width of Latin letters, digits and blanks in type sizes; Hangul takes one."""
USUAL_NAME = 14
"""Most names of projects are no longer than this."""


@attrs.frozen
class Evidence:
    """The text of a document without white space, cells set apart; and the cells that no break touches."""

    prose: str
    cells: frozenset[str]


@attrs.define
class CutCells:
    """Compares the last row of the upper piece with the first row of the lower one.

    `first` is the row where the lower one begins, `xs` the column borders and `size` the size of the type.
    """

    upper: Table
    lower: Sequence[Cell]
    first: int
    evidence: Evidence
    xs: Sequence[float]
    size: float
    row_is_cut: bool = attrs.field(init=False)
    doubts: list[Diagnostic] = attrs.field(init=False, factory=list)
    _fields: dict[int, frozenset[str]] = attrs.field(init=False)
    _decided: dict[int, bool] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._fields = _header_fields(self.upper)
        self.row_is_cut = self._row_is_cut()
        self._decided = self._decisions()

    def continues(self, upper: Cell, lower: Cell) -> bool:
        """Whether the two are pieces of one cell."""
        return self.row_is_cut or self._decided.get(upper.col, False)

    def proved_names(self) -> set[str]:
        """Whole names that pieces of text are proved to make."""
        return {
            reading_key(upper.text + lower.text)
            for upper, lower in self._pairs()
            if bare(upper.text) and bare(lower.text) and self._verdict(upper, lower)
        }

    def _pairs(self) -> list[tuple[Cell, Cell]]:
        """Cells that meet at the break, from left to right."""
        end = self.upper.nrows
        last = {(cell.col, cell.colspan): cell for cell in self.upper.cells if cell.row + cell.rowspan == end}
        return [
            (last[cell.col, cell.colspan], cell)
            for cell in sorted(self.lower, key=lambda cell: cell.col)
            if cell.row == self.first and (cell.col, cell.colspan) in last
        ]

    def _is_amount(self, col: int) -> bool:
        return bool(self._fields.get(col, frozenset()) & AMOUNTS)

    def _row_is_cut(self) -> bool:
        """Every line of a budget table has an amount: a first row without any belongs to the row above the break."""
        pairs = self._pairs()
        amounts = [pair for pair in pairs if self._is_amount(pair[0].col) and pair[0].colspan == 1]
        if len(amounts) < 2 or any(is_sum_label(cell.text) for pair in pairs for cell in pair):
            return False
        above = any(bare(upper.text) for upper, _ in amounts)
        below = any(bare(lower.text) for _, lower in amounts)
        return above != below and any(bare(lower.text) for _, lower in pairs)

    def _decisions(self) -> dict[int, bool]:
        """Column -> whether its cell goes on."""
        pairs = self._pairs()
        if self.row_is_cut or any(is_sum_label(cell.text) for pair in pairs for cell in pair):
            return {}
        decided: dict[int, bool] = {}
        open_pairs: list[tuple[Cell, Cell]] = []
        for upper, lower in pairs:
            verdict = self._verdict(upper, lower)
            if verdict is None:
                open_pairs.append((upper, lower))
            else:
                decided[upper.col] = verdict
        for upper, lower in open_pairs:
            decided[upper.col] = self._by_neighbours(upper, lower, decided)
        return decided

    def _verdict(self, upper: Cell, lower: Cell) -> bool | None:
        """True or False where the pair itself tells; None where it does not."""
        fields = self._fields.get(upper.col, frozenset())
        above, below = reading_key(upper.text), reading_key(lower.text)
        merged = upper.rowspan > 1 or lower.rowspan > 1
        if fields & AMOUNTS:
            return False
        leading = self._pairs()[0]
        if not fields & HEAD_COLUMNS.keys() and self._merged_alike(upper, leading[0]):
            # 전용일자 or 사유 merged over the rows of a 연번 goes on as the 연번 does.
            return not bare(leading[1].text)
        if not below:
            return merged or bool(fields & HEAD_COLUMNS.keys())
        if not above:
            return (merged or bool(fields & HEAD_COLUMNS.keys())) and not self._leaves_blanks(upper)
        if set(above) <= NIL_MARKS or set(below) <= NIL_MARKS:
            return False  # a dash says that there is nothing: it is no part of a name
        if fields & OBJECTS or not fields or above == below or above.isdigit() or below.isdigit():
            return False
        if above + below in self.evidence.prose:
            return True
        if "account" in fields and above.endswith(ACCOUNT_ENDINGS) and below.endswith(ACCOUNT_ENDINGS):
            return False
        if "department" in fields and not above.endswith(OFFICE_ENDINGS) and below.endswith(OFFICE_ENDINGS):
            return True
        if above in self.evidence.cells or below in self.evidence.cells:
            return False
        if "account" in fields and not above.endswith(ACCOUNT_ENDINGS) and below.endswith(ACCOUNT_ENDINGS):
            return True
        return None

    def _merged_alike(self, cell: Cell, leading: Cell) -> bool:
        """Whether a column is merged over the same rows as the first one, row for row, or its last cell over those of the
        first one's last cell."""
        if cell.col == leading.col:
            return False
        if cell.rowspan > 1 and (cell.row, cell.rowspan) == (leading.row, leading.rowspan):
            return True
        spans = [
            {(other.row, other.rowspan) for other in self.upper.cells if other.col == col and other.row >= HEADER_ROWS}
            for col in (cell.col, leading.col)
        ]
        return spans[0] == spans[1] and any(rowspan > 1 for _, rowspan in spans[0])

    def _leaves_blanks(self, cell: Cell) -> bool:
        """Whether the column has other blank cells: then a blank says "as above" and no merged cell begins there."""
        return any(
            other.col == cell.col and other is not cell and not bare(other.text) and other.row > 0
            for other in self.upper.cells
        )

    def _by_neighbours(self, upper: Cell, lower: Cell, decided: dict[int, bool]) -> bool:
        """A name whose parts go on goes on; one whose whole has ended has ended; else the likelier of the two."""
        names = self._name_columns()
        if any(decided.get(col) for col in names if col > upper.col):
            return True
        if any(decided.get(col) is False for col in names if col < upper.col):
            return False
        if self._would_fit(upper, lower):
            return False
        whole = upper.text + "\n" + lower.text
        self.doubts.append(CUT_CELL.at(None, upper.where + lower.where, whole, text=clean(whole)))
        fields = self._fields.get(upper.col, frozenset())
        if "department" in fields and reading_key(upper.text).endswith(OFFICE_ENDINGS):
            return False
        return bool(fields & OUTER) or len(reading_key(whole)) <= USUAL_NAME

    def _would_fit(self, upper: Cell, lower: Cell) -> bool:
        """Whether the second piece would have begun on the last line of the first one, were they one text."""
        room = self.xs[upper.col + upper.colspan] - self.xs[upper.col] - PADDING
        text = upper.text.split("\n")[-1] + " " + lower.text.split()[0]
        return sum(1.0 if len(char.encode()) > 2 else HALF_WIDTH for char in text) * self.size <= room

    def _name_columns(self) -> list[int]:
        return [col for col, fields in self._fields.items() if fields & HEAD_COLUMNS.keys() and not fields & OBJECTS]


def _header_fields(table: Table) -> dict[int, frozenset[str]]:
    """Column -> the fields that its lowest header cell names; a group header counts where nothing stands below it."""
    out: dict[int, frozenset[str]] = {}
    for cell in table.cells:
        if cell.row >= HEADER_ROWS:
            break
        fields = frozenset(column_fields(cell.text))
        if fields:
            for col in range(cell.col, cell.col + cell.colspan):
                out[col] = fields
    return out

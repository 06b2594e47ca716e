"""Left-over text -> the name cells of a flattened table, with the rows that each covers.

Every division of the text into cells gets a score from the evidence that DESIGN names: blank lines, the same name elsewhere,
the endings of offices, equal numbers of lines. The best division of the whole table is given. Where it is better than
another one only by the last rule, the cells that differ are marked uncertain.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

import attrs

from councildoc.budget.flattened_anchors import Rows
from councildoc.budget.flattened_evidence import Evidence
from councildoc.budget.flattened_header import Layout
from councildoc.budget.flattened_spans import Placed, Unplaced, place
from councildoc.budget.flattened_words import Gap, Piece, object_names
from councildoc.words import OFFICE_ENDINGS

_BEAM, _NARROW_BEAM = 150, 20
_WORK = 6000
_FINALISTS = 60
_MOST_LINES = 6
_MOST_LINES_OF_TEXT = 14
_MISSING_COLUMN = 6.0
_SAME_COLUMN = 2.5
_BACKWARDS = 3.0
_SKIPPED = 0.8
_WRONG_ROW = 8.0
_TURN_BACK = 6.0
_STACKED = 1.2
_WORD = 0.3
_AFTER_ALL = 2.0
_NEXT_REMARK = 0.5
_MISSING_REMARK = 1.0
_STRAINED, _UNFIT = 5.0, 15.0
_TWO_OFFICES = 6.0
_TOGETHER = 1.5
_APART = 1.5
_SECOND_LEVEL = 3.0
_TOO_MUCH = 9.0
_HOPELESS = 15.0
_KEPT = 2
_DOUBT = 1.0

_SHORT_ENDINGS = frozenset({"관", "단", "소", "원", "동", "팀", "반", "공원", "처", "청", "면", "읍"})
OFFICES = tuple(ending for ending in OFFICE_ENDINGS if ending not in _SHORT_ENDINGS)
_DIVISION = "과"
_OFFICES = ("과", "국", "실", "본부", "담당관", "정책관", "기획관", "심의관")
_UPPER_OFFICES = ("국", "실", "본부", "정책관", "기획관")
_LONG_ENDINGS = tuple(ending for ending in _OFFICES if len(ending) > 1)
_NARROW = ("group", "account", "extra_left")


@attrs.frozen
class Breaks:
    """What a break between two pieces says in this table: the cost of a border of cells there, and of none."""

    border: dict[Gap, float]
    none: dict[Gap, float]


_NEUTRAL = Breaks(
    {Gap.SPACE: 5.0, Gap.WIDE: 0.0, Gap.BREAK: 0.5, Gap.BLANK: 0.0},
    {Gap.SPACE: 0.0, Gap.WIDE: 5.0, Gap.BREAK: 0.5, Gap.BLANK: 1.5},
)
_SPACED_OUT = Breaks(
    {Gap.SPACE: 5.0, Gap.WIDE: 0.0, Gap.BREAK: 2.5, Gap.BLANK: 0.3},
    {Gap.SPACE: 0.0, Gap.WIDE: 5.0, Gap.BREAK: 0.0, Gap.BLANK: 0.3},
)
_PARAGRAPHS = Breaks(
    {Gap.SPACE: 5.0, Gap.WIDE: 0.0, Gap.BREAK: 2.0, Gap.BLANK: 0.0},
    {Gap.SPACE: 0.0, Gap.WIDE: 5.0, Gap.BREAK: 0.0, Gap.BLANK: 4.0},
)


def _breaks(pieces: Sequence[Piece], rows: Rows) -> Breaks:
    """Whether blank lines part cells here: the cells that are known (code and name of an object) tell."""
    inside = [
        pieces[b].gap
        for anchor in rows.anchors
        for cells in anchor.cells.values()
        for a, b in pairwise(cells)
        if b == a + 1 and pieces[a].line != pieces[b].line
    ]
    if any(gap is Gap.BLANK for gap in inside):
        return _SPACED_OUT
    gaps = {pieces[b].gap for a, b in pairwise(rows.rest) if b == a + 1}
    if {Gap.BLANK, Gap.BREAK} <= gaps and inside:
        return _PARAGRAPHS
    return _NEUTRAL


@attrs.frozen
class NameCell:
    column: int
    pieces: tuple[int, ...]
    first: int
    last: int
    """The first and the last line row (totals not counted) that it covers."""


@attrs.frozen
class Names:
    cells: tuple[NameCell, ...]
    uncertain: tuple[tuple[int, ...], ...]
    """The pieces of the cells whose borders only the number of lines decided."""
    outside: tuple[tuple[int, ...], ...]
    """Remarks that no line of the table can claim; they stay lines."""


@attrs.frozen
class _Option:
    """A cell that could begin at a piece. `soft` is the share of `value` that comes from its number of lines."""

    column: int
    end: int
    value: float
    soft: float


@attrs.frozen(eq=False)
class _Partial:
    """A division of the pieces so far, as a chain of cells."""

    score: float
    soft: float
    counts: tuple[int, ...]
    column: int = -1
    start: int = 0
    end: int = 0
    before: _Partial | None = None


class _Divider:
    """One table: its pieces, the columns that still need names, and the costs of a division."""

    def __init__(self, pieces: Sequence[Piece], layout: Layout, rows: Rows, evidence: Evidence) -> None:
        self.pieces = pieces
        self.layout = layout
        self.rows = rows
        self.evidence = evidence
        self.breaks = _breaks(pieces, rows)
        fixed = {cell.column for cell in rows.fixed}
        objects = {layout.where(field)[0] for anchor in rows.anchors for field in anchor.cells if field}
        self.columns = [n for n in range(len(layout.columns)) if n not in fixed | objects | set(layout.amounts)]
        self.left = [n for n in self.columns if n < layout.names_end or self.field(n) == "object"]
        lines = [anchor for anchor in rows.anchors if not anchor.is_total]
        self.height = len(lines)
        self.by_money = any(not anchor.cells for anchor in lines)
        self.starts = sorted(anchor.at for anchor in lines)
        self.atoms = rows.rest
        self.row_lines = {self.pieces[p].line for anchor in lines for cells in anchor.cells.values() for p in cells}
        self.row_lines |= {pieces[p].line for row in rows.amounts for p in row if p is not None}
        self.row_lines -= {piece.line for piece in pieces if piece.gap is Gap.WIDE}
        self.worth: dict[tuple[int, int, int], tuple[float, float]] = {}
        self.at = [sum(start < atom for start in self.starts) for atom in self.atoms]
        self.by_row = self._printed_by_row()
        self.stacked = self._printed_in_stacks()

    def field(self, column: int) -> str:
        return self.layout.columns[column].field

    def _printed_by_row(self) -> bool:
        """Whether the names of a row stand right before its object: then no column has two cells before one object."""
        if self.height == 1:
            return True
        if any(0 < at < self.height for at in self.at):
            blocks = sum(self._is_block(n) for n, at in enumerate(self.at) if at == 0)
            return self.breaks is not _PARAGRAPHS or blocks <= len(self.left)
        if self.layout.strict or not self.atoms or self.atoms[-1] + 1 != self.starts[0]:
            return False
        heads = {line for column in self.layout.columns for line in column.word.lines}
        before, behind = self.pieces[self.atoms[-1]].line, self.pieces[self.starts[0]].line
        money = [row[0] for row in self.rows.amounts if row[0] is not None]
        return not any(before < line < behind for line in heads) and bool(money) and money[0] < self.starts[1]

    def _is_block(self, n: int) -> bool:
        """Whether a paragraph of the print begins with a piece."""
        return n == 0 or self.atoms[n] != self.atoms[n - 1] + 1 or self.pieces[self.atoms[n]].gap is Gap.BLANK

    def _printed_in_stacks(self) -> bool:
        """Whether the cells of a column follow each other without a blank line, as those of the objects do."""
        return any(
            b.at == max(p for cells in a.cells.values() for p in cells) + 1 and self.pieces[b.at].gap is Gap.BREAK
            for a, b in pairwise(sorted(self.rows.anchors, key=lambda anchor: anchor.at))
            if a.cells and not a.is_total and not b.is_total
        )

    # ------------------------------------------------------------------------------------------------ costs of a cell

    def _inside(self, start: int, end: int) -> float | None:
        """The cost of having no border between the pieces of a cell; None if they cannot be one cell."""
        cost = 0.0
        for n in range(start + 1, end):
            if self.atoms[n] != self.atoms[n - 1] + 1:
                if self.at[n] != self.at[n - 1]:
                    return None
                cost += 3.0
            piece = self.pieces[self.atoms[n]]
            in_row = piece.gap is Gap.SPACE and piece.line in self.row_lines
            cost += _WORD if in_row else self.breaks.none[piece.gap]
        return cost

    def _border(self, n: int) -> float:
        """The cost of a border before a piece."""
        if n == 0 or self.atoms[n] != self.atoms[n - 1] + 1:
            return 0.0
        piece = self.pieces[self.atoms[n]]
        cost = self.breaks.border[piece.gap]
        if piece.gap is Gap.SPACE and piece.line in self.row_lines:
            cost = _WORD
        keys = [self.pieces[atom].key for atom in self.atoms[max(0, n - 2) : n + 1]]
        if self.evidence.in_prose("".join(keys[-2:])) or self.evidence.in_prose("".join(keys)):
            cost += _TOGETHER
        return cost - (_APART if keys[-1] and self.evidence.parts_ways("".join(keys[:-1]), keys[-1]) else 0.0)

    def _worth(self, column: int, start: int, end: int) -> tuple[float, float]:
        """What speaks for a cell, and the part of it that is only its number of lines and letters."""
        if (column, start, end) not in self.worth:
            self.worth[column, start, end] = self._weigh(column, start, end)
        return self.worth[column, start, end]

    def _weigh(self, column: int, start: int, end: int) -> tuple[float, float]:
        keys = [self.pieces[self.atoms[n]].key for n in range(start, end)]
        name = "".join(keys)
        field = self.field(column)
        lines = len({self.pieces[self.atoms[n]].line for n in range(start, end)})
        hard = 0.0
        if (field, name) in self.evidence.solved:
            hard += 2.0 * lines
        if name in self.evidence.phrases:
            hard += 1.5 * lines
        elif len(keys) > 1 and self.evidence.in_prose(name):
            hard += 1.0 * lines
        if len(keys) > 1 and self.evidence.broken_elsewhere(keys):
            hard += 2.0 * lines
        if field == "department":
            hard -= 0.0 if name.endswith(_OFFICES) else 1.5 if name.endswith(OFFICES) else 6.0
            hard -= _TWO_OFFICES * are_two_offices(keys)
        else:
            hard -= 3.0 if len(name) < 9 and name.endswith(_OFFICES) else 0.0
            hard -= sum(
                2.0 if key.endswith(_LONG_ENDINGS) else 1.0 for key in keys if key.endswith(_OFFICES) and len(key) < 9
            )
            if self.layout.strict:
                hard -= _TWO_OFFICES * any(key.endswith(_DIVISION) and 1 < len(key) < 9 for key in keys)
        if field == "object":
            hard += 3.0 if name in object_names()[""] else 0.0
        if field == "extra":
            return hard, -0.05 * lines
        soft = -0.4 * abs(lines - 2) - 0.4 * max(0, lines - 3) ** 2
        if field not in _NARROW and field != "department":
            soft -= 0.5 * max(0, 4 - len(name)) + 0.2 * max(0, len(name) - 18)
        return hard + soft, soft

    def _options(self, start: int) -> list[_Option]:
        """The cells that may begin at a piece; those far worse than the best are left out."""
        found: list[_Option] = []
        for end in range(start + 1, len(self.atoms) + 1):
            inside = self._inside(start, end)
            lines = len({self.pieces[self.atoms[n]].line for n in range(start, end)})
            if inside is None or inside > _TOO_MUCH or lines > _MOST_LINES_OF_TEXT:
                break
            for column in self.columns:
                if lines <= _MOST_LINES or self.field(column) == "extra":
                    worth, soft = self._worth(column, start, end)
                    found.append(_Option(column, end, worth - inside, soft))
        best = max((option.value for option in found), default=0.0)
        return [option for option in found if option.value > best - _TOO_MUCH]

    # ------------------------------------------------------------------------------------------ costs of a transition

    def _step(self, last: _Partial, column: int, at: int) -> float:
        """The strangeness of printing a cell of this column after the last one."""
        left = column in self.left
        if left and at == self.height:
            return _AFTER_ALL if column != self.left[-1] else 2 * _AFTER_ALL
        if last.column < 0:
            return _SKIPPED * self.left.index(column) if left else _TURN_BACK
        last_at = self.at[last.start]
        was_left = last.column in self.left
        if at > last_at:
            return _SKIPPED * (len(self.left) - 1 - self.left.index(last.column)) if was_left else 0.0
        if was_left != left:
            return _TURN_BACK if at == 0 else 0.0 if left and at < self.height else 1.0
        if column > last.column:
            group = self.left if left else self.columns
            return _SKIPPED * (group.index(column) - group.index(last.column) - 1)
        if self.by_row and left:
            return _WRONG_ROW
        if column == last.column:
            return _SAME_COLUMN if left else _NEXT_REMARK
        return _BACKWARDS

    def _join(self, last: _Partial, column: int, start: int, border: float) -> float:
        """The cost of a border before a piece and of the step over it."""
        if self.stacked and column == last.column and self.pieces[self.atoms[start]].gap is Gap.BREAK:
            return _STACKED + self._second_level(last, column)
        return border + self._step(last, column, self.at[start]) + self._second_level(last, column)

    def _second_level(self, last: _Partial, column: int) -> float:
        """A department printed in two levels (국, then 과) is one cell."""
        if column != last.column or self.field(column) != "department":
            return 0.0
        name = "".join(self.pieces[self.atoms[n]].key for n in range(last.start, last.end))
        return _SECOND_LEVEL if name.endswith(_UPPER_OFFICES) else 0.0

    # --------------------------------------------------------------------------------------------------- the search

    def divide(self) -> list[tuple[float, float, list[Unplaced]]]:
        """The best divisions with their scores and the soft share of these, the best first."""
        size = len(self.atoms)
        beam = max(_NARROW_BEAM, min(_BEAM, _WORK // (size + 1)))
        beams: list[dict[tuple[int, int, tuple[int, ...]], list[_Partial]]] = [{} for _ in range(size + 1)]
        beams[0][-1, 0, ()] = [_Partial(0.0, 0.0, (0,) * len(self.columns))]
        index = {column: n for n, column in enumerate(self.columns)}
        for start in range(size):
            partials = sorted((p for kept in beams[start].values() for p in kept), key=lambda p: -p.score)[:beam]
            beams[start] = {}
            options = self._options(start) if partials else []
            border, at = self._border(start), self.at[start]
            for partial in partials:
                if partial.score < partials[0].score - _HOPELESS:
                    break
                free = {
                    column: partial.score - self._join(partial, column, start, border)
                    for n, column in enumerate(self.columns)
                    if partial.counts[n] < self.height
                }
                for option in options:
                    if option.column in free:
                        score = free[option.column] + option.value
                        n = index[option.column]
                        counts = (*partial.counts[:n], partial.counts[n] + 1, *partial.counts[n + 1 :])
                        kept = beams[option.end].setdefault((option.column, at, counts), [])
                        if len(kept) < _KEPT or score > kept[-1].score:
                            soft = partial.soft + option.soft
                            kept.append(_Partial(score, soft, counts, option.column, start, option.end, partial))
                            kept.sort(key=lambda p: -p.score)
                            del kept[_KEPT:]
        done = [(p.score - self._unfilled(p), p.soft, p) for kept in beams[-1].values() for p in kept]
        done.sort(key=lambda entry: -entry[0])
        return [(score, soft, self._cells(p)) for score, soft, p in done[:_FINALISTS]]

    def _cells(self, partial: _Partial) -> list[Unplaced]:
        cells: list[Unplaced] = []
        while partial.before is not None:
            cells.append(
                Unplaced(partial.column, tuple(self.atoms[partial.start : partial.end]), self.at[partial.start])
            )
            partial = partial.before
        return cells[::-1]

    def _unfilled(self, partial: _Partial) -> float:
        """Columns without a name; and a wider column should not have more cells than the one inside it."""
        names = [many for n, many in zip(self.columns, partial.counts, strict=True) if n in self.left]
        remarks = [many for n, many in zip(self.columns, partial.counts, strict=True) if n not in self.left]
        missing = _MISSING_COLUMN * names.count(0) + _MISSING_REMARK * remarks.count(0)
        if self.by_money:
            missing += _MISSING_COLUMN * (self.height - names[-1])
        return missing + sum(1.0 for a, b in pairwise(names) if a > b)


def divide_names(pieces: Sequence[Piece], layout: Layout, rows: Rows, evidence: Evidence) -> Names | None:
    """The name cells of a table; None if its text cannot be divided at all."""
    divider = _Divider(pieces, layout, rows, evidence)
    fixed = [
        Unplaced(cell.column, cell.pieces, sum(start < cell.pieces[0] for start in divider.starts))
        for cell in rows.fixed
    ]
    placed: list[tuple[float, float, Placed]] = []
    top = divider.breaks is not _PARAGRAPHS
    for score, soft, cells in divider.divide():
        spans = place([*fixed, *cells], pieces, layout, rows, top=top)
        if spans is not None:
            placed.append((score - spans.cost, soft, spans))
    if not placed:
        return None
    placed.sort(key=lambda entry: -entry[0])
    best_score, best_soft, best = placed[0]
    if best.cost > _UNFIT or best_score < -2 * _UNFIT:
        return _without_names(place(fixed, pieces, layout, rows, top=top), pieces, rows)
    doubtful: set[tuple[int, ...]] = set(best.doubtful)
    if best.cost > _STRAINED or best_score < -2 * _STRAINED:
        doubtful.update(cell.pieces for cell in best.cells if cell.pieces[0] in rows.rest)
    for score, soft, other in placed[1:]:
        if score - soft > best_score - best_soft - _DOUBT:
            theirs = {(cell.column, cell.pieces) for cell in other.cells}
            doubtful.update(cell.pieces for cell in best.cells if (cell.column, cell.pieces) not in theirs)
    return Names(_covering(best), tuple(sorted(doubtful | set(best.outside))), best.outside)


def are_two_offices(keys: Sequence[str]) -> bool:
    """Whether text names two departments, each with its own ending: `도시정비과 주택정책과`."""
    return sum(key.endswith(_DIVISION) and key != _DIVISION for key in keys) > 1


def _covering(placed: Placed) -> tuple[NameCell, ...]:
    return tuple(NameCell(cell.column, cell.pieces, cell.first, cell.last) for cell in placed.cells)


def _without_names(fixed: Placed | None, pieces: Sequence[Piece], rows: Rows) -> Names | None:
    """The table with its objects and its money: text that fits no division stays lines, all of it in doubt."""
    if fixed is None:
        return None
    sure = tuple(cell for cell in _covering(fixed) if cell.pieces not in fixed.doubtful)
    lines = (tuple(run) for _, run in groupby(rows.rest, key=lambda atom: pieces[atom].line))
    left = (*lines, *fixed.doubtful)
    return Names(sure, left, (*left, *fixed.outside))


__all__ = ["OFFICES", "NameCell", "Names", "are_two_offices", "divide_names"]

"""Left-over text -> the name cells of a flattened table, with the rows that each covers.

Every division of the text into cells gets a score from the evidence that DESIGN names: blank lines, the same name elsewhere,
the endings of offices, equal numbers of lines. The best division of the whole table is given. Where it is better than
another one only by the last rule, the cells that differ are marked uncertain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from councildoc.budget.flattened_evidence import Evidence
from councildoc.budget.flattened_header import Layout
from councildoc.budget.flattened_rows import Rows
from councildoc.budget.flattened_spans import Placed, Unplaced, place
from councildoc.budget.flattened_words import Gap, Piece, object_names
from councildoc.words import OFFICE_ENDINGS

_BEAM = 400
_FINALISTS = 60
_MOST_LINES = 6
_MOST_LINES_OF_TEXT = 14
_MISSING_COLUMN = 6.0
_SAME_COLUMN = 2.5
_BACKWARDS = 3.0
_SKIPPED = 0.8
_DOUBT = 1.0

_SHORT_ENDINGS = frozenset({"관", "단", "소", "원", "동", "팀", "반", "공원", "처", "청", "면", "읍"})
_ENDINGS = tuple(ending for ending in OFFICE_ENDINGS if ending not in _SHORT_ENDINGS)
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
        for a, b in zip(cells, cells[1:], strict=False)
        if b == a + 1 and pieces[a].line != pieces[b].line
    ]
    if any(gap is Gap.BLANK for gap in inside):
        return _SPACED_OUT
    gaps = {pieces[n].gap for n in rows.rest}
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


@attrs.frozen
class _Partial:
    """A division of the pieces so far. `soft` is the share of `score` that comes from the number of lines."""

    score: float
    soft: float
    cells: tuple[Unplaced, ...]
    counts: tuple[int, ...]

    @property
    def last(self) -> Unplaced | None:
        return self.cells[-1] if self.cells else None


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
        money = layout.amounts
        self.left = [n for n in self.columns if n < money[0]]
        lines = [anchor for anchor in rows.anchors if not anchor.is_total]
        self.height = len(lines)
        self.starts = sorted(anchor.at for anchor in lines)
        self.atoms = rows.rest
        self.at = [sum(start < atom for start in self.starts) for atom in self.atoms]

    def field(self, column: int) -> str:
        return self.layout.columns[column].field

    # ------------------------------------------------------------------------------------------------ costs of a cell

    def _inside(self, start: int, end: int) -> float | None:
        """The cost of having no border between the pieces of a cell; None if they cannot be one cell."""
        cost = 0.0
        for n in range(start + 1, end):
            if self.atoms[n] != self.atoms[n - 1] + 1:
                if self.at[n] != self.at[n - 1]:
                    return None
                cost += 3.0
            cost += self.breaks.none[self.pieces[self.atoms[n]].gap]
        return cost

    def _border(self, n: int) -> float:
        """The cost of a border before a piece."""
        if n == 0 or self.atoms[n] != self.atoms[n - 1] + 1:
            return 0.0
        cost = self.breaks.border[self.pieces[self.atoms[n]].gap]
        pair = self.pieces[self.atoms[n - 1]].key + self.pieces[self.atoms[n]].key
        return cost + (1.5 if self.evidence.in_prose(pair) else 0.0)

    def _worth(self, column: int, start: int, end: int) -> tuple[float, float]:
        """What speaks for a cell, and the part of it that is only its number of lines and letters."""
        keys = [self.pieces[self.atoms[n]].key for n in range(start, end)]
        name = "".join(keys)
        field = self.field(column)
        lines = len({self.pieces[self.atoms[n]].line for n in range(start, end)})
        hard = 0.0
        if (field, name) in self.evidence.solved:
            hard += 4.0
        if name in self.evidence.phrases:
            hard += 3.0 if len(keys) > 1 else 1.5
        elif len(keys) > 1 and self.evidence.in_prose(name):
            hard += 2.0
        if len(keys) > 1 and self.evidence.broken_elsewhere(keys):
            hard += 4.0
        office = name.endswith(_ENDINGS)
        if field == "department":
            hard += 3.0 if office else -3.0
        elif office and len(name) < 10 and field != "extra":
            hard -= 1.5
        if field == "object":
            hard += 3.0 if name in object_names()[""] else 0.0
        if field == "extra":
            return hard, -0.05 * lines
        soft = -0.4 * abs(lines - 2)
        if field not in _NARROW and field != "department":
            soft -= 0.5 * max(0, 4 - len(name)) + 0.2 * max(0, len(name) - 18)
        return hard + soft, soft

    # ------------------------------------------------------------------------------------------ costs of a transition

    def _step(self, last: Unplaced | None, column: int, at: int) -> float:
        """The strangeness of printing a cell of this column after the last one."""
        left = column in self.left
        if last is None or at > last.at:
            if last is None and left:
                return _SKIPPED * self.left.index(column)
            return 0.0
        was_left = last.column in self.left
        if was_left != left:
            return 0.0 if left and 0 < at < self.height else 1.0
        if column > last.column:
            group = self.left if left else self.columns
            return _SKIPPED * (group.index(column) - group.index(last.column) - 1)
        return _SAME_COLUMN if column == last.column else _BACKWARDS

    def _leaving(self, last: Unplaced | None, at: int) -> float:
        """The cost of beginning the next row before the last name column had its cell."""
        if last is None or at == last.at or last.column not in self.left:
            return 0.0
        return _SKIPPED * (len(self.left) - 1 - self.left.index(last.column))

    # --------------------------------------------------------------------------------------------------- the search

    def _extensions(self, partial: _Partial, start: int) -> Iterator[tuple[int, _Partial]]:
        last = partial.last
        border = self._border(start)
        at = self.at[start]
        for end in range(start + 1, len(self.atoms) + 1):
            inside = self._inside(start, end)
            lines = len({self.pieces[self.atoms[n]].line for n in range(start, end)})
            if inside is None or lines > _MOST_LINES_OF_TEXT:
                break
            for index, column in enumerate(self.columns):
                if partial.counts[index] >= self.height or (lines > _MOST_LINES and self.field(column) != "extra"):
                    continue
                worth, soft = self._worth(column, start, end)
                cost = border + inside + self._step(last, column, at) + self._leaving(last, at)
                cell = Unplaced(column, tuple(self.atoms[start:end]), at)
                counts = (*partial.counts[:index], partial.counts[index] + 1, *partial.counts[index + 1 :])
                yield end, _Partial(partial.score + worth - cost, partial.soft + soft, (*partial.cells, cell), counts)

    def divide(self) -> list[_Partial]:
        """The best divisions, the best first."""
        beams: list[dict[tuple[int, int, tuple[int, ...]], list[_Partial]]] = [{} for _ in range(len(self.atoms) + 1)]
        beams[0][-1, 0, (0,) * len(self.columns)] = [_Partial(0.0, 0.0, (), (0,) * len(self.columns))]
        for start in range(len(self.atoms)):
            candidates = sorted((p for kept in beams[start].values() for p in kept), key=lambda p: -p.score)[:_BEAM]
            beams[start] = {}
            for partial in candidates:
                for end, longer in self._extensions(partial, start):
                    last = longer.cells[-1]
                    kept = beams[end].setdefault((last.column, last.at, longer.counts), [])
                    kept.append(longer)
                    if len(kept) > 3:
                        kept.remove(min(kept, key=lambda p: p.score))
        done = [p for kept in beams[-1].values() for p in kept]
        finished = [attrs.evolve(p, score=p.score - self._unfilled(p)) for p in done]
        return sorted(finished, key=lambda p: -p.score)[:_FINALISTS]

    def _unfilled(self, partial: _Partial) -> float:
        """Columns without a name; and a wider column should not have more cells than the one inside it."""
        cost = sum(_MISSING_COLUMN for n, many in zip(self.columns, partial.counts, strict=True) if not many and n in self.left)
        names = [many for n, many in zip(self.columns, partial.counts, strict=True) if n in self.left]
        return cost + sum(1.0 for a, b in zip(names, names[1:], strict=False) if a > b)


def divide_names(pieces: Sequence[Piece], layout: Layout, rows: Rows, evidence: Evidence) -> Names | None:
    """The name cells of a table; None if its text cannot be divided at all."""
    divider = _Divider(pieces, layout, rows, evidence)
    fixed = [Unplaced(cell.column, cell.pieces, sum(start < cell.pieces[0] for start in divider.starts)) for cell in rows.fixed]
    placed: list[tuple[float, float, Placed]] = []
    for partial in divider.divide():
        spans = place([*fixed, *partial.cells], pieces, layout, rows)
        if spans is not None:
            placed.append((partial.score - spans.cost, partial.soft, spans))
    if not placed:
        return None
    placed.sort(key=lambda entry: -entry[0])
    score, soft, best = placed[0]
    doubtful: set[tuple[int, ...]] = set(best.doubtful)
    for other_score, other_soft, other in placed[1:]:
        if other_score - other_soft > score - soft - _DOUBT:
            theirs = {(cell.column, cell.pieces) for cell in other.cells}
            doubtful.update(cell.pieces for cell in best.cells if (cell.column, cell.pieces) not in theirs)
    cells = tuple(NameCell(cell.column, cell.pieces, cell.first, cell.last) for cell in best.cells)
    return Names(cells, tuple(sorted(doubtful)))


__all__ = ["NameCell", "Names", "divide_names"]

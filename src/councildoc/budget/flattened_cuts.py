"""Lines of a table -> the cells of a column that cover them: the two best ways to cut, each with its cost.

Time grows with the number of cells and the square of the lines that are more than cells, and less where a cell of very many
lines would cost more than even cells do: long tables have many cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import attrs

_OUTSIDE = 6.0
_OFF_TOP = 1.2
_OFF_MIDDLE = 1.0
_NOT_NESTED = 3.0
_UNEVEN = 0.1
_KEPT = 2
_NEARLY = 1 + 1e-9
"""Sums of the same numbers in another order are as equal as this."""

Cut = tuple[float, tuple[int, ...]]
"""A cost, and the first lines of the cells but the first."""
_Way = tuple[float, int, int, "_Way | None"]
"""One way to cut the lines above: its cost; the rank of its cuts but the last among those of all ways; its last cut; and
the way that it goes on from."""


@attrs.frozen
class Column:
    """`printed`: the line in which each cell was printed, None where that is not told. `worth`: what speaks for a border
    below each line but the last. `inner`: the borders of the column inside, None where there is none. `top`: a merged cell is
    printed with the first of its lines, not in the middle of them."""

    printed: tuple[int | None, ...]
    worth: tuple[float, ...]
    inner: frozenset[int] | None
    top: bool

    @property
    def height(self) -> int:
        return len(self.worth) + 1

    @property
    def even(self) -> float:
        return self.height / len(self.printed)

    def cell(self, printed: int | None, start: int, end: int, even: float) -> float:
        """The cost of a cell that covers these lines."""
        cost = _UNEVEN * (end - start - even) ** 2
        if printed is None:
            return cost
        if not start <= printed < end:
            return cost + _OUTSIDE
        if self.top:
            return cost + _OFF_TOP * (printed - start)
        return cost + _OFF_MIDDLE * min(printed - start, abs(printed - (start + end - 1) // 2))

    def borders(self) -> list[tuple[float, float]]:
        """What a border above each line costs, by its worth and by its nesting; there is none above the first."""
        best = max(self.worth, default=0.0)
        torn = [_NOT_NESTED if self.inner is not None and n not in self.inner else 0.0 for n in range(self.height)]
        return [(0.0, 0.0), *((best - worth, torn[n]) for n, worth in enumerate(self.worth, start=1))]

    def cost(self, cuts: Sequence[int]) -> float:
        """What it costs to cut here."""
        borders = self.borders()
        cells = zip(self.printed, pairwise((0, *cuts, self.height)), strict=True)
        return sum(sum(borders[start]) + self.cell(row, start, end, self.even) for row, (start, end) in cells)


@lru_cache(maxsize=1024)
def best_cuts(column: Column) -> list[Cut]:
    """The two best ways, costs counted from what the borders would cost at best; the only one where each line is a cell."""
    cells, height = len(column.printed), column.height
    if cells == height:
        cuts = tuple(range(1, height))
        torn = sum(column.inner is not None and cut not in column.inner for cut in cuts)
        own = sum(column.cell(row, n, n + 1, 1) for n, row in enumerate(column.printed))
        return [(_NOT_NESTED * torn + own, cuts)]
    best = max(column.worth, default=0.0)
    ideal = sum(sorted(best - value for value in column.worth)[: cells - 1])
    return [(way[0] - ideal, _cuts_of(way)) for way in _ways(column)]


def _ways(column: Column) -> list[_Way]:
    """The two best ways to cut all lines. What costs more than two known ways leads to none of them."""
    cells, height, even, borders = len(column.printed), column.height, column.even, column.borders()
    most = _two_known(column) * _NEARLY + 1e-9
    longest = int(even + (most / _UNEVEN) ** 0.5) + 1 if cells > 1 else height
    level: dict[int, list[_Way]] = {0: [(0.0, 0, 0, None)]}
    for n, row in enumerate(column.printed):
        last = height - (cells - n - 1)
        first = last if n + 1 == cells else n + 1
        grown: dict[int, list[_Way]] = {end: [] for end in range(first, last + 1)}
        ranks = _ranks(level)
        for start, ways in level.items():
            worth, torn = borders[start]
            for end in range(max(first, start + 1), min(last, start + longest) + 1):
                added = column.cell(row, start, end, even) + worth + torn
                kept = grown[end]
                for way in ways:
                    cost = way[0] + added
                    if cost <= most and (len(kept) < _KEPT or cost <= kept[-1][0]):
                        kept.append((cost, ranks[way[1], way[2]], start, way))
                        kept.sort(key=_order)
                        del kept[_KEPT:]
        level = {end: kept for end, kept in grown.items() if kept}
    return level[height]


def _order(way: _Way) -> tuple[float, int, int]:
    return way[:3]


def _ranks(level: dict[int, list[_Way]]) -> dict[tuple[int, int], int]:
    """The cuts of these ways, as rank and last cut, in their order."""
    return {cuts: n for n, cuts in enumerate(sorted({(way[1], way[2]) for ways in level.values() for way in ways}))}


def _cuts_of(way: _Way) -> tuple[int, ...]:
    cuts: list[int] = []
    at: _Way | None = way
    while at is not None and at[3] is not None:
        cuts.append(at[2])
        at = at[3]
    return tuple(cuts[:-1][::-1])


def _two_known(column: Column) -> float:
    """What two ways cost at most: cells as even as can be, or each where it was printed, and the same with one border moved by
    a line."""
    cells, height = len(column.printed), column.height
    if cells == 1:
        return column.cost(())
    known = []
    for edges in ([n * height // cells for n in range(cells + 1)], _as_printed(column)):
        wide = next(n for n, (start, end) in enumerate(pairwise(edges)) if end - start > 1)
        moved = [*edges]
        moved[max(wide, 1)] += 1 if wide else -1
        known.append(max(column.cost(edges[1:-1]), column.cost(moved[1:-1])))
    return min(known)


def _as_printed(column: Column) -> list[int]:
    """Each cell from the line on in which it was printed, as far as there is room; the others right behind the cell above."""
    edges = [0]
    for n, row in enumerate(column.printed[1:], start=1):
        last = column.height - (len(column.printed) - n)
        edges.append(min(last, max(edges[-1] + 1, row or 0)))
    return [*edges, column.height]


__all__ = ["Column", "Cut", "best_cuts"]

"""Name cells in printed order -> the rows that each covers.

The cells of a column cover its rows without a gap, from top to bottom. Where one ends and the next begins is told by the
row in which it was printed, by the borders of the columns inside it, and by the money: what is moved out and what is moved
in are different projects, and a transfer ends where its decreases equal its increases.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import attrs

from councildoc.budget.flattened_anchors import Rows, net_of_lines
from councildoc.budget.flattened_header import Layout
from councildoc.budget.flattened_words import Piece
from councildoc.values import bare

_OUTSIDE = 6.0
_OFF_TOP = 1.2
_OFF_MIDDLE = 1.0
_NOT_NESTED = 3.0
_BALANCED = 1.0
_TURN = 0.6
_TOTAL_BETWEEN = 2.0
_UNEVEN = 0.1
_DOUBT = 0.7
"""More than `_TURN`: that money turns at a border makes it likely, not sure."""


@attrs.frozen
class Unplaced:
    """`at`: how many objects were printed before it."""

    column: int
    pieces: tuple[int, ...]
    at: int


@attrs.frozen
class Covering:
    column: int
    pieces: tuple[int, ...]
    first: int
    last: int


@attrs.frozen
class Placed:
    cells: tuple[Covering, ...]
    cost: float
    doubtful: tuple[tuple[int, ...], ...]
    outside: tuple[tuple[int, ...], ...]
    """Remarks of which nothing tells the line they stand beside: they are left out of the table."""


def _cut_worth(rows: Rows, pieces: Sequence[Piece], layout: Layout) -> tuple[float, ...]:
    """What speaks for a border below each line but the last."""
    net = net_of_lines(pieces, layout, rows)
    after_total = _lines_after_totals(rows)
    worth = []
    running = 0
    for n in range(len(net) - 1):
        running += net[n]
        value = _BALANCED if running == 0 else 0.0
        value += _TURN if (net[n] < 0) != (net[n + 1] < 0) else 0.0
        value += _TOTAL_BETWEEN if n + 1 in after_total else 0.0
        worth.append(value)
    return tuple(worth)


def _lines_after_totals(rows: Rows) -> set[int]:
    out: set[int] = set()
    line = 0
    for before, anchor in pairwise((None, *rows.anchors)):
        if anchor is not None and not anchor.is_total:
            if before is not None and before.is_total:
                out.add(line)
            line += 1
    return out


def _printed_rows(cells: Sequence[Unplaced], left: bool, height: int, interleaved: bool) -> tuple[int | None, ...]:
    """The line in which each cell was printed; None where the order of printing does not tell."""
    ats = [cell.at for cell in cells]
    out: list[int | None] = []
    for at in ats:
        row = at if left else at - 1
        tells = 0 <= row < height and ats.count(at) == 1 and interleaved
        out.append(row if tells else None)
    return tuple(out)


@lru_cache(maxsize=1024)
def _best_cuts(
    printed: tuple[int | None, ...], worth: tuple[float, ...], inner: frozenset[int] | None, top: bool
) -> list[tuple[float, tuple[int, ...]]]:
    """The two best ways to cut `height` lines into as many cells, each with its cost; cuts are the first lines of
    the cells but the first."""
    cells, height = len(printed), len(worth) + 1
    if cells == height:
        cuts = tuple(range(1, height))
        torn = sum(inner is not None and cut not in inner for cut in cuts)
        return [(_NOT_NESTED * torn + sum(_cell_cost(row, n, n + 1, 1, top) for n, row in enumerate(printed)), cuts)]
    best: list[list[tuple[float, tuple[int, ...]]]] = [[] for _ in range(height + 1)]
    best[0] = [(0.0, ())]
    best_worth = max(worth, default=0.0)
    for n in range(cells):
        grown: list[list[tuple[float, tuple[int, ...]]]] = [[] for _ in range(height + 1)]
        for start in range(n, height):
            for cost, cuts in best[start]:
                for end in range(start + 1, height - (cells - n - 1) + 1):
                    added = _cell_cost(printed[n], start, end, height / cells, top)
                    if start:
                        added += best_worth - worth[start - 1]
                        added += _NOT_NESTED if inner is not None and start not in inner else 0.0
                    grown[end].append((cost + added, (*cuts, start) if start else cuts))
        best = [sorted(options)[:2] for options in grown]
    ideal = sum(sorted(best_worth - value for value in worth)[: cells - 1])
    return [(cost - ideal, cuts) for cost, cuts in best[height]]


def _cell_cost(printed: int | None, start: int, end: int, even: float, top: bool) -> float:
    cost = _UNEVEN * (end - start - even) ** 2
    if printed is None:
        return cost
    if not start <= printed < end:
        return cost + _OUTSIDE
    if top:
        return cost + _OFF_TOP * (printed - start)
    return cost + _OFF_MIDDLE * min(printed - start, abs(printed - (start + end - 1) // 2))


def _orders(cells: list[Unplaced]) -> Iterator[list[Unplaced]]:
    """The cells as printed; and, where all but one were printed in a block, that one between any two of them."""
    yield cells
    late = [cell for cell in cells if cell.at]
    if len(late) == 1 and len(cells) > 2:
        rest = [cell for cell in cells if not cell.at]
        yield from ([*rest[:n], late[0], *rest[n:]] for n in range(len(rest) + 1))


def _is_sparse(layout: Layout, column: int) -> bool:
    """비고 stands beside single lines; every other column is filled from top to bottom."""
    return bare(layout.columns[column].word.text) == "비고"


def place(
    cells: Sequence[Unplaced], pieces: Sequence[Piece], layout: Layout, rows: Rows, *, top: bool
) -> Placed | None:
    """The rows that each cell covers; None if a column has more cells than there are lines. `top`: a merged cell is
    printed with the first of its rows, not in the middle of them."""
    height = sum(not anchor.is_total for anchor in rows.anchors)
    worth = _cut_worth(rows, pieces, layout)
    interleaved = height == 1 or any(0 < cell.at < height for cell in cells)
    out: list[Covering] = []
    doubtful: list[tuple[int, ...]] = []
    outside: list[tuple[int, ...]] = []
    total = 0.0
    inner: frozenset[int] | None = None
    for column in sorted({cell.column for cell in cells}, reverse=True):
        own = [cell for cell in cells if cell.column == column]
        if len(own) > height:
            return None
        left = column < layout.names_end
        printed = _printed_rows(own, left, height, interleaved)
        nested = inner if left else None
        if len(own) < height and _is_sparse(layout, column):
            for cell, row in zip(own, printed, strict=True):
                if row is None:
                    outside.append(cell.pieces)
                else:
                    out.append(Covering(column, cell.pieces, row, row))
            continue
        own, options = min(
            (
                (order, _best_cuts(_printed_rows(order, left, height, interleaved), worth, nested, top))
                for order in _orders(own)
            ),
            key=lambda found: found[1][0][0],
        )
        cost, cuts = options[0]
        total += cost
        if len(options) > 1 and options[1][0] - cost < _DOUBT:
            changed = set(cuts) ^ set(options[1][1])
            starts = (0, *cuts)
            doubtful.extend(
                own[n].pieces
                for n, start in enumerate(starts)
                if start in changed or (*starts, height)[n + 1] in changed
            )
        edges = (0, *cuts, height)
        out.extend(Covering(column, cell.pieces, a, b - 1) for cell, (a, b) in zip(own, pairwise(edges), strict=True))
        if left:
            inner = frozenset(cuts) if inner is None else inner & frozenset(cuts) or frozenset(cuts)
    return Placed(tuple(out), total, tuple(doubtful), tuple(outside))


__all__ = ["Covering", "Placed", "Unplaced", "place"]

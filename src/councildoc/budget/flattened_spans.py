"""Name cells in printed order -> the rows that each covers.

The cells of a column cover its rows without a gap, from top to bottom. Where one ends and the next begins is told by the
row in which it was printed, by the borders of the columns inside it, and by the money: what is moved out and what is moved
in are different projects, and a transfer ends where its decreases equal its increases.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs

from councildoc.budget.flattened_anchors import Rows, net_of_lines
from councildoc.budget.flattened_cuts import Column, best_cuts
from councildoc.budget.flattened_header import Layout
from councildoc.budget.flattened_words import Piece
from councildoc.values import bare

_BALANCED = 1.0
_TURN = 0.6
_TOTAL_BETWEEN = 2.0
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
                (order, best_cuts(Column(_printed_rows(order, left, height, interleaved), worth, nested, top)))
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

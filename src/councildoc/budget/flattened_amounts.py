"""Amounts in printed order -> rows and columns, proved by their sums.

`before − decrease + increase = after` holds for a row, and a total is the sum of its lines. The printed order is only a
hint: a tool may print a table row by row, column by column or box by box, but it never prints a cell before the one
above it or the one to its left. Of the arrangements that keep this, the plainest that the sums confirm is taken; if two
differ, or none is confirmed, there is no answer.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from itertools import combinations, count, product

import attrs

Rows = tuple[tuple[int | None, ...], ...]
"""For each row and amount column the number of the token that stands there; None for an empty cell."""

_MAX_STEPS = 20_000
_MAX_PLACEMENTS = 4_096
_WRONG_ROW = 6
_DROP_LIMIT = 2


@attrs.frozen
class Token:
    """A printed amount: its value (nil is 0), its line, and the row it was printed in if that is known."""

    value: int
    line: int
    anchor: int
    weak: bool = False


@attrs.frozen
class Problem:
    """`kinds` are the rows in printed order, True for a total; `settled` if the names prove that order."""

    tokens: tuple[Token, ...]
    fields: tuple[str, ...]
    kinds: tuple[bool, ...]


@attrs.frozen
class Solution:
    rows: Rows
    kinds: tuple[bool, ...]
    proved: int
    failed: int


def row_holds(values: Sequence[int], fields: Sequence[str]) -> bool | None:
    """Whether a row adds up; None where it has nothing to prove."""
    of = dict(zip(fields, values, strict=True))
    if "before" not in of or "after" not in of or len(of) < 3 or not any(values):
        return None
    return of["before"] - of.get("decrease", 0) + of.get("increase", 0) + of.get("signed", 0) == of["after"]


def _sum(rows: Sequence[Sequence[int]]) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*rows, strict=True))


def _blocks(kinds: Sequence[bool], total: int) -> Iterator[list[int]]:
    """The lines that a total may stand for: all, those right above it, those right below it."""
    lines = [n for n, is_total in enumerate(kinds) if not is_total]
    yield lines
    above = [n for n in lines if n < total and not any(kinds[n:total])]
    below = [n for n in lines if n > total and not any(kinds[total + 1 : n])]
    yield from (block for block in (above, below) if block)


def _weigh(rows: Rows, kinds: tuple[bool, ...], problem: Problem) -> Solution:
    """The solution with the equations that hold and those that do not; an empty cell counts as nothing."""
    values = [[problem.tokens[t].value if t is not None else 0 for t in row] for row in rows]
    proved = failed = 0
    for row in values:
        held = row_holds(row, problem.fields)
        proved += held is True
        failed += held is False
    for n, is_total in enumerate(kinds):
        if is_total:
            right = max(
                sum(
                    rows[n][m] is not None and a == b
                    for m, (a, b) in enumerate(zip(values[n], _sum([values[k] for k in block]), strict=True))
                )
                for block in _blocks(kinds, n)
            )
            proved += right
            failed += sum(t is not None for t in rows[n]) - right
    return Solution(rows, kinds, proved, failed)


def _accepted(solution: Solution, plain: bool) -> bool:
    """Rows known from their names may hold a misprint or two; an arrangement that was searched for may not."""
    if plain:
        return solution.proved >= 1 and solution.failed <= max(1, solution.proved)
    return solution.proved >= 2 and solution.failed == 0


def solve(problem: Problem) -> Solution | None:
    """Rows of the amounts, or None if the sums do not prove any.

    >>> tokens = [Token(n, k, k // 4) for k, n in enumerate([90, 30, 0, 60, 0, 0, 30, 30, 90, 30, 30, 90])]
    >>> solution = solve(Problem(tuple(tokens), ("before", "decrease", "increase", "after"), (False, False, True)))
    >>> solution and solution.rows
    ((0, 1, 2, 3), (4, 5, 6, 7), (8, 9, 10, 11))
    """
    for reduced, kept in _reductions(problem):
        solution = _anchored(reduced) or _in_order(reduced) or _searched(reduced) or _with_gaps(reduced)
        if solution:
            rows = tuple(tuple(kept[t] if t is not None else None for t in row) for row in solution.rows)
            return attrs.evolve(solution, rows=rows)
    return None


def _reductions(problem: Problem) -> Iterator[tuple[Problem, list[int]]]:
    """The problem, then without the small lone numbers that are too many (a page number, the number of an item)."""
    everything = list(range(len(problem.tokens)))
    yield problem, everything
    surplus = len(problem.tokens) - len(problem.kinds) * len(problem.fields)
    weak = [n for n, token in enumerate(problem.tokens) if token.weak]
    if 0 < surplus <= len(weak) and (surplus <= _DROP_LIMIT or surplus == len(weak)):
        for dropped in combinations(reversed(weak), surplus):
            kept = [n for n in everything if n not in dropped]
            yield attrs.evolve(problem, tokens=tuple(problem.tokens[n] for n in kept)), kept


def _by_anchor(problem: Problem) -> list[list[int]]:
    rows: list[list[int]] = [[] for _ in problem.kinds]
    for n, token in enumerate(problem.tokens):
        if not 0 <= token.anchor < len(rows):
            return []
        rows[token.anchor].append(n)
    return rows


def _anchored(problem: Problem) -> Solution | None:
    """Every row has its amounts right behind its name."""
    rows = _by_anchor(problem)
    if not rows or any(len(row) != len(problem.fields) for row in rows):
        return None
    solution = _weigh(tuple(map(tuple, rows)), problem.kinds, problem)
    return solution if _accepted(solution, plain=True) else None


def _kinds(problem: Problem) -> Iterator[tuple[bool, ...]]:
    """Which rows are totals: as their labels were printed, then any other."""
    yield problem.kinds
    size = len(problem.kinds)
    for totals in combinations(range(size), sum(problem.kinds)):
        kinds = tuple(n in totals for n in range(size))
        if kinds != problem.kinds:
            yield kinds


def _best_kinds(rows: Rows, problem: Problem) -> Solution | None:
    best: Solution | None = None
    for kinds, _ in zip(_kinds(problem), range(_MAX_PLACEMENTS), strict=False):
        solution = _weigh(rows, kinds, problem)
        if best is None or (solution.failed, -solution.proved) < (best.failed, -best.proved):
            best = solution
        if solution.failed == 0:
            break
    return best


def _in_order(problem: Problem) -> Solution | None:
    """Row after row, though the names stand elsewhere."""
    width = len(problem.fields)
    if len(problem.tokens) != width * len(problem.kinds):
        return None
    rows = tuple(tuple(range(n, n + width)) for n in range(0, len(problem.tokens), width))
    filled = 0
    for group in _groups(problem):
        if filled + len(group) > width:
            return None  # a printed line runs on into the next row
        filled = (filled + len(group)) % width
    solution = _best_kinds(rows, problem)
    if solution is None:
        return None
    if solution.failed and (better := _searched(problem)):
        return better
    return solution if _accepted(solution, plain=True) else None


def _groups(problem: Problem) -> list[tuple[int, ...]]:
    """Amounts of one printed line stand side by side in one row."""
    width = len(problem.fields)
    groups: list[list[int]] = []
    for n, token in enumerate(problem.tokens):
        if groups and problem.tokens[groups[-1][-1]].line == token.line and len(groups[-1]) < width:
            groups[-1].append(n)
        else:
            groups.append([n])
    return [tuple(group) for group in groups]


def _searched(problem: Problem) -> Solution | None:
    """The plainest arrangement that the sums confirm; None if two equally plain ones differ."""
    width, height = len(problem.fields), len(problem.kinds)
    if len(problem.tokens) != width * height:
        return None
    groups = _groups(problem)
    ticket = count()
    empty: tuple[tuple[int, ...], ...] = ((),) * height
    heap: list[tuple[int, int, int, int, tuple[tuple[int, ...], ...]]] = [(0, next(ticket), 0, -1, empty)]
    seen: set[tuple[int, int, tuple[tuple[int, ...], ...]]] = set()
    found: Solution | None = None
    limit = 0
    for _ in range(_MAX_STEPS):
        if not heap:
            break
        cost, _, done, last, rows = heapq.heappop(heap)
        if found and cost > limit:
            break
        if (done, last, rows) in seen:
            continue
        seen.add((done, last, rows))
        if done == len(groups):
            solution = _best_kinds(rows, problem)
            if solution is None or not _accepted(solution, plain=False):
                continue
            if found and _values(found, problem) != _values(solution, problem):
                return None
            found, limit = solution, cost
            continue
        for row, added in _moves(groups[done], last, rows, problem):
            grown = (*rows[:row], rows[row] + groups[done], *rows[row + 1 :])
            heapq.heappush(heap, (cost + added, next(ticket), done + 1, row, grown))
    else:
        return None
    return found


def _values(solution: Solution, problem: Problem) -> list[list[int]]:
    return [[problem.tokens[t].value for t in row if t is not None] for row in solution.rows]


def _moves(
    group: tuple[int, ...], last: int, rows: tuple[tuple[int, ...], ...], problem: Problem
) -> Iterator[tuple[int, int]]:
    """The rows that can take the next amounts, with the strangeness of each: 0 going on, 1 down the column, 2 a leap."""
    width = len(problem.fields)
    for row, cells in enumerate(rows):
        size = len(cells) + len(group)
        if size > width or (row and len(rows[row - 1]) < size):
            continue
        if size == width:
            values = [problem.tokens[t].value for t in cells + group]
            if row_holds(values, problem.fields) is False:
                continue
        if row == last or (not cells and (last < 0 or (row == last + 1 and len(rows[last]) == width))):
            yield row, 0
        else:
            yield row, 1 if row == last + 1 else 2


def _with_gaps(problem: Problem) -> Solution | None:
    """Empty cells leave no trace in flattened text: the only placement that the sums confirm, row by row."""
    rows = _by_anchor(problem)
    width = len(problem.fields)
    if not rows or not all(0 < len(row) <= width for row in rows):
        return None
    choices: list[list[tuple[int | None, ...]]] = []
    size = 1
    for row, is_total in zip(rows, problem.kinds, strict=True):
        placed = [_spread(row, columns, width) for columns in combinations(range(width), len(row))]
        holding = [p for p in placed if is_total or row_holds(_numbers(p, problem), problem.fields) is True]
        choices.append(holding)
        size *= len(holding)
    if not 0 < size <= _MAX_PLACEMENTS:
        return None
    weighed = [_weigh(rows_, problem.kinds, problem) for rows_ in product(*choices)]
    proved = [s for s in weighed if s.failed == 0 and s.proved >= 2 and _balanced(s, problem)]
    return proved[0] if len(proved) == 1 else None


def _numbers(row: Sequence[int | None], problem: Problem) -> list[int]:
    return [problem.tokens[t].value if t is not None else 0 for t in row]


def _spread(row: Sequence[int], columns: Sequence[int], width: int) -> tuple[int | None, ...]:
    at = dict(zip(columns, row, strict=True))
    return tuple(at.get(n) for n in range(width))


def _balanced(solution: Solution, problem: Problem) -> bool:
    """Where no total is printed, a table still moves as much out as in."""
    lines = [_numbers(row, problem) for row, is_total in zip(solution.rows, solution.kinds, strict=True) if not is_total]
    of = dict(zip(problem.fields, _sum(lines), strict=True))
    return of.get("decrease") == of.get("increase") and of.get("signed", 0) == 0


__all__ = ["Problem", "Rows", "Solution", "Token", "row_holds", "solve"]

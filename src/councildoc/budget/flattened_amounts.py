"""Amounts in printed order -> rows and columns, proved by their sums.

`before − decrease + increase = after` holds for a row, and a total is the sum of its lines. The printed order is only a
hint: a tool may print a table row by row, column by column, or in bands of rows and strips of columns. Of these
arrangements the plainest that the sums confirm is taken; if two differ, or none is confirmed, there is no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

import attrs

Rows = tuple[tuple[int | None, ...], ...]
"""For each row and amount column the number of the token that stands there; None for an empty cell."""

_MAX_PLACEMENTS = 4_096
_MAX_KINDS = 400
_HIGHEST_BAND = 40
_MAX_OPTIONS = 8
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
    strict: bool = False
    """Whether every sum has to hold."""


@attrs.frozen
class Solution:
    rows: Rows
    kinds: tuple[bool, ...]
    proved: int
    wrong_rows: int
    wrong_sums: int


def row_holds(values: Sequence[int], fields: Sequence[str]) -> bool | None:
    """Whether a row adds up; None where it has nothing to prove."""
    of = dict(zip(fields, values, strict=True))
    if "before" not in of or "after" not in of or len(of) < 3 or not any(values):
        return None
    return of["before"] - of.get("decrease", 0) + of.get("increase", 0) + of.get("signed", 0) == of["after"]


def _sum(rows: Sequence[Sequence[int]]) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*rows, strict=True))


def blocks(kinds: Sequence[bool], total: int) -> Iterator[list[int]]:
    """The lines that a total may stand for: all, those right above it, those right below it."""
    lines = [n for n, is_total in enumerate(kinds) if not is_total]
    yield lines
    above = [n for n in lines if n < total and not any(kinds[n:total])]
    below = [n for n in lines if n > total and not any(kinds[total + 1 : n])]
    yield from (block for block in (above, below) if block)


def _weigh(rows: Rows, kinds: tuple[bool, ...], problem: Problem) -> Solution:
    """The solution with the sums that hold and those that do not; an empty cell counts as nothing."""
    values = [_numbers(row, problem) for row in rows]
    held = [row_holds(row, problem.fields) for row in values]
    proved, wrong_rows, wrong_sums = held.count(True), held.count(False), 0
    for n, is_total in enumerate(kinds):
        if is_total:
            right = max(
                sum(
                    rows[n][m] is not None and a == b
                    for m, (a, b) in enumerate(zip(values[n], _sum([values[k] for k in block]), strict=True))
                )
                for block in blocks(kinds, n)
            )
            proved += right
            wrong_sums += sum(t is not None for t in rows[n]) - right
    if not any(held):
        proved += _balanced(rows, kinds, problem)
    return Solution(rows, kinds, proved, wrong_rows, wrong_sums)


def _balanced(rows: Rows, kinds: Sequence[bool], problem: Problem) -> bool:
    """Whether the lines move as much out as in."""
    lines = [_numbers(row, problem) for row, is_total in zip(rows, kinds, strict=True) if not is_total]
    of = dict(zip(problem.fields, _sum(lines), strict=True))
    return of.get("decrease", 0) == of.get("increase", 0) and of.get("signed", 0) == 0


def _proved_by_names(solution: Solution) -> bool:
    """Amounts printed right behind the names of their rows may hold a misprint or two."""
    return (
        solution.proved >= 1
        and solution.wrong_rows <= max(1, len(solution.rows) // 4)
        and solution.wrong_sums <= max(1, len(solution.rows) // 3)
        and solution.wrong_rows + solution.wrong_sums <= max(1, solution.proved)
    )


def _proved_by_order(solution: Solution, problem: Problem) -> bool:
    """Amounts printed row after row, away from the names: one misprint shows in one row and in one sum."""
    wrong = solution.wrong_rows + solution.wrong_sums
    told = any(solution.kinds) or _balanced(solution.rows, solution.kinds, problem)
    return told and solution.proved >= max(1, wrong) and max(solution.wrong_rows, solution.wrong_sums) <= 1


def _proved_by_sums(solution: Solution, problem: Problem) -> bool:
    told = any(solution.kinds) or _balanced(solution.rows, solution.kinds, problem)
    return told and _proved_by_all(solution)


def _proved_by_all(solution: Solution) -> bool:
    return solution.proved >= 2 and solution.wrong_rows == solution.wrong_sums == 0


def solve(problem: Problem) -> Solution | None:
    """Rows of the amounts, or None if the sums do not prove any.

    >>> tokens = [Token(n, k, k // 4) for k, n in enumerate([90, 30, 0, 60, 0, 0, 30, 30, 90, 30, 30, 90])]
    >>> solution = solve(Problem(tuple(tokens), ("before", "decrease", "increase", "after"), (False, False, True)))
    >>> solution and solution.rows
    ((0, 1, 2, 3), (4, 5, 6, 7), (8, 9, 10, 11))
    """
    for reduced, kept in _reductions(problem):
        solution = _anchored(reduced)
        if solution is None:
            solution = _in_order(reduced) or _searched(reduced)
            solution = solution or (None if problem.strict else _with_gaps(reduced))
            if solution and _adds_up_by_columns(solution.rows, reduced):
                return None
        if solution and (not problem.strict or _proved_by_all(solution)):
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
    return solution if _proved_by_names(solution) else None


def _kinds(problem: Problem) -> Iterator[tuple[bool, ...]]:
    """Which rows are totals: as their labels were printed, then any other."""
    yield problem.kinds
    size = len(problem.kinds)
    for totals in combinations(range(size), sum(problem.kinds)):
        kinds = tuple(n in totals for n in range(size))
        if kinds != problem.kinds:
            yield kinds


def _faults(solution: Solution) -> tuple[int, int]:
    return solution.wrong_rows + solution.wrong_sums, -solution.proved


def _best_kinds(rows: Rows, problem: Problem) -> Solution | None:
    best: Solution | None = None
    for kinds, _ in zip(_kinds(problem), range(_MAX_KINDS), strict=False):
        solution = _weigh(rows, kinds, problem)
        if best is None or _faults(solution) < _faults(best):
            best = solution
        if _faults(solution)[0] == 0:
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
    if _faults(solution)[0] and (better := _searched(problem)):
        return better
    return solution if _proved_by_order(solution, problem) else None


def _adds_up_by_columns(rows: Rows, problem: Problem) -> bool:
    """Whether the same amounts, each on a line of its own and none between the names of other rows, also prove other rows
    when they are read column by column: two lines and their total in `before, signed, after` always do."""
    height = len(rows)
    down = tuple(tuple(range(n, len(problem.tokens), height)) for n in range(height))
    tokens = problem.tokens
    if len({token.line for token in tokens}) < len(tokens):
        return False
    if any(0 <= tokens[t].anchor < n for n, row in enumerate(down) for t in row):
        return False
    if all(_numbers(a, problem) == _numbers(b, problem) for a, b in zip(rows, down, strict=True)):
        return False
    other = _best_kinds(down, problem)
    return other is not None and _proved_by_sums(other, problem)


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


def _compositions(width: int) -> list[tuple[int, ...]]:
    """The ways to cut a row into strips of columns, the widest strips first."""
    if width == 0:
        return [()]
    return [(first, *rest) for first in range(width, 0, -1) for rest in _compositions(width - first)]


def _searched(problem: Problem) -> Solution | None:
    """The plainest arrangement in bands of rows, each printed strip of columns by strip, whose every row adds up; None if
    two equally plain ones differ."""
    width, height = len(problem.fields), len(problem.kinds)
    if len(problem.tokens) != width * height:
        return None
    cuts = _compositions(width)
    numbered: dict[tuple[int, tuple[int, ...]], int] = {}
    best: list[list[_Arrangement]] = [[] for _ in range(height + 1)]
    best[0] = [_Arrangement(0, 0)]
    for start in range(height):
        if not best[start]:
            continue
        for end in range(start + 1, min(height, start + _HIGHEST_BAND) + 1):
            for strips in cuts if end > start + 1 else cuts[:1]:
                band = _band(problem, start, end, strips)
                if band is None:
                    continue
                added = len(strips) if end > start + 1 else 0
                values = [tuple(_numbers(row, problem)) for row in band]
                for above in best[start]:
                    same = above.same
                    for row in values:
                        same = numbered.setdefault((same, row), len(numbered) + 1)
                    best[end].append(_Arrangement(above.cost + added, same, band, above))
                best[end] = _plainest(best[end])
    answers = [(way.cost, _best_kinds(way.rows(), problem)) for way in best[height]]
    proved = [(cost, answer) for cost, answer in answers if answer is not None and _proved_by_sums(answer, problem)]
    if not proved or (len(proved) > 1 and proved[0][0] == proved[1][0]):
        return None
    return proved[0][1]


@attrs.frozen
class _Arrangement:
    """The rows down to some row: those `above`, and a band. `same` is the number that all with the same amounts have."""

    cost: int
    same: int
    band: Rows = ()
    above: _Arrangement | None = None

    def rows(self) -> Rows:
        bands: list[Rows] = []
        at: _Arrangement | None = self
        while at is not None:
            bands.append(at.band)
            at = at.above
        return tuple(row for band in reversed(bands) for row in band)


def _plainest(options: list[_Arrangement]) -> list[_Arrangement]:
    """The cheapest options, of those with equal amounts only the first."""
    distinct: dict[int, _Arrangement] = {}
    for option in sorted(options, key=lambda option: option.cost):
        distinct.setdefault(option.same, option)
    return list(distinct.values())[:_MAX_OPTIONS]


def _band(problem: Problem, start: int, end: int, strips: tuple[int, ...]) -> Rows | None:
    """Rows `start` to `end`, read strip by strip; None if a printed line would be torn or a row does not add up."""
    token = start * len(problem.fields)
    rows: list[list[int]] = [[] for _ in range(end - start)]
    for number, strip in enumerate(strips, start=1):
        for row in rows:
            row.extend(range(token, token + strip))
            token += strip
            if number < len(strips) and problem.tokens[token - 1].line == problem.tokens[token].line:
                return None
    if any(row_holds(_numbers(row, problem), problem.fields) is False for row in rows):
        return None
    return tuple(map(tuple, rows))


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
    proved = [s for s in weighed if _proved_by_sums(s, problem) and _balanced(s.rows, s.kinds, problem)]
    return proved[0] if len(proved) == 1 else None


def _numbers(row: Sequence[int | None], problem: Problem) -> list[int]:
    return [problem.tokens[t].value if t is not None else 0 for t in row]


def _spread(row: Sequence[int], columns: Sequence[int], width: int) -> tuple[int | None, ...]:
    at = dict(zip(columns, row, strict=True))
    return tuple(at.get(n) for n in range(width))


__all__ = ["Problem", "Rows", "Solution", "Token", "blocks", "row_holds", "solve"]

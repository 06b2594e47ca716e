"""Which amount each column of money holds: the sums of the rows decide, then the order of the columns.

A word of a header may fit several of the four amounts (변경 is a change or the later stage).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

import regex

from councildoc import words
from councildoc.budget.columns import CHANGES, Column, Grid, number_of, stage_of
from councildoc.values import bare

_MAX_CHOICES = 4096
_SIGN = regex.compile(rf"[(]?[{regex.escape(''.join(sorted(words.NEGATIVE_MARKS)))}+＋][)]?\d")


def with_stages(
    body: Grid, columns: Sequence[Column], options: Sequence[tuple[str, ...]], titles: Sequence[str]
) -> list[tuple[str, ...]]:
    """Beside a column 당초 or 예산액 the column 변경, 변경예산액 or one with the same sum is the later stage before it is a change;
    if a cell of it has a sign, it is a change."""
    later = list(options)
    earlier = [n for n, fields in enumerate(options) if "before" in fields and "signed" not in fields]
    for n, (column, title) in enumerate(zip(columns, titles, strict=True)):
        if not earlier or not {"after", "signed"} <= set(options[n]):
            continue
        others = tuple(field for field in options[n] if field != "after")
        if any(_SIGN.match(bare(cell.text)) for row in body for cell in column.cells(row)):
            later[n] = others
        elif (
            stage_of(title) == "after" or "예산" in bare(title) or _sum(body, column) == _sum(body, columns[earlier[0]])
        ):
            later[n] = ("after", *others)
    return later


def _sum(body: Grid, column: Column) -> int:
    return sum(number_of(column.cells(row)) or 0 for row in body)


def choose_amounts(
    body: Grid, columns: Sequence[Column], options: Sequence[tuple[str, ...]], heads: dict[int, str]
) -> dict[int, str]:
    """Amount fields: each at most once, a signed column never beside 감 or 증; of several ways the sums decide."""
    open_columns = [index for index, fields in enumerate(options) if fields and index not in heads]
    moved = max((n for n, fields in enumerate(options) if set(fields) & CHANGES and n not in heads), default=None)
    # 예산액(A) | 전용액(B) | 예산현액(A+B): right of the change even a word for `before` may mean `after`.
    choices: list[tuple[str | None, ...]] = [
        (
            *options[index],
            *(["after"] if moved is not None and index > moved and "before" in options[index] else []),
            None,
        )
        for index in open_columns
    ]
    count = 1
    for choice in choices:
        count *= len(choice)
    if count > _MAX_CHOICES:
        choices = [(choice[0],) for choice in choices]
    numbers = [[number_of(columns[index].cells(row)) for index in open_columns] for row in body]
    best: tuple[tuple[int, ...], dict[int, str]] = ((), {})
    for assignment in product(*choices):
        used = [field for field in assignment if field is not None]
        if len(set(used)) != len(used) or ("signed" in used and {"decrease", "increase"} & set(used)):
            continue
        likely = tuple(-choice.index(field) for choice, field in zip(choices, assignment, strict=True))
        score = (_proved(numbers, assignment), len(used), _ordered(assignment), *likely)
        if score > best[0]:
            best = score, {index: f for index, f in zip(open_columns, assignment, strict=True) if f is not None}
    return best[1]


def _proved(numbers: Sequence[Sequence[int | None]], assignment: Sequence[str | None]) -> int:
    """How many rows satisfy before − decrease + increase = after."""
    place = {field: index for index, field in enumerate(assignment) if field}
    if not {"before", "after"} <= place.keys():
        return 0
    proved = 0
    for row in numbers:
        value = {field: row[index] or 0 for field, index in place.items()}
        change = value["signed"] if "signed" in value else value.get("increase", 0) - value.get("decrease", 0)
        if (any(value.values()) and value["before"] + change == value["after"]) or (
            "signed" in value and value["before"] - change == value["after"]
        ):
            proved += 1
    return proved


_ORDER = {"before": 0, "decrease": 1, "increase": 1, "signed": 1, "after": 2}


def _ordered(assignment: Sequence[str | None]) -> int:
    places = [_ORDER[field] for field in assignment if field]
    return -sum(a > b for a, b in pairwise(places))

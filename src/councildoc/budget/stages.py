"""Two stages of one budget object (당초 and 변경, 전용 전 and 전용 후), beside or below each other, are one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import attrs

from councildoc.model import BudgetHead, BudgetLine, BudgetTotal, Pairs

Row = TypeVar("Row", BudgetLine, BudgetTotal)

_CHANGES = frozenset({"decrease", "increase"})


def merged(left: BudgetLine, right: BudgetLine, *, staged: bool) -> BudgetLine | None:
    """The line that two sides of a row print in two stages; None if they are two objects, or move money both ways."""
    one_way = left.decrease is None and right.increase is None
    if left.head != right.head or not (one_way or staged):
        return None
    change = right if staged else left
    later = {"after", *(f"extra.{title}" for title in right.extra)}
    places = {
        **{field: where for field, where in left.places.items() if field not in _CHANGES},
        **{field: where for field, where in change.places.items() if field in _CHANGES},
        **{field: where for field, where in right.places.items() if field in later},
    }
    return attrs.evolve(
        left,
        decrease=change.decrease,
        increase=change.increase,
        after=right.after,
        extra=Pairs({**left.extra, **right.extra}),
        where=tuple(dict.fromkeys((*left.where, *right.where))),
        places=Pairs(places),
    )


def as_later(row: Row) -> Row:
    """A row of the later stage: its only amount is the one after."""
    places = {"after" if field == "before" else field: where for field, where in row.places.items()}
    return attrs.evolve(row, before=None, after=row.before, places=Pairs(places))


def earlier_of(lines: Sequence[BudgetLine], later: BudgetLine) -> int | None:
    """The line, by index, whose later stage this is: the last of the same object that has none yet."""
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if "after" not in line.places and line.group == later.group and _same_object(line.head, later.head):
            return index
    return None


def _same_object(head: BudgetHead, later: BudgetHead) -> bool:
    """Whether two heads are one object; the later row need not print its name again."""
    if later.object_code is None and later.object_name is None:
        later = attrs.evolve(later, object_code=head.object_code, object_name=head.object_name)
    return head == later


def with_later(line: BudgetLine, later: BudgetLine) -> BudgetLine:
    """The line with the amount of its later stage; a remark on either row is one on the object."""
    extra = dict(line.extra)
    places = dict(line.places)
    if "after" in later.places:
        places["after"] = later.places["after"]
    for title, text in later.extra.items():
        extra[title] = text if text == extra.get(title, text) else f"{extra[title]} {text}"
        field = f"extra.{title}"
        places[field] = tuple(dict.fromkeys((*line.places.get(field, ()), *later.places.get(field, ()))))
    return attrs.evolve(
        line, after=later.after, extra=Pairs(extra), where=line.where + later.where, places=Pairs(places)
    )


def total_with_later(total: BudgetTotal, later: BudgetTotal) -> BudgetTotal | None:
    """The total row with that of the later stage; None if they are two totals."""
    if "".join(total.label.split()) != "".join(later.label.split()) or "after" in total.places:
        return None
    places = Pairs({**later.places, **total.places})
    return attrs.evolve(total, after=later.after, where=total.where + later.where, places=places)

"""Failed sums -> the one slip of the pen that explains them, where there is exactly one.

The amounts of an item take part in several sums: of their line, of their column, of their transfer, of what the prose
states. A slip is one changed, added or lost digit, two neighbouring digits swapped, or two cells of a row swapped. It explains
a failed sum if with it every sum holds that the amount takes part in. Only a slip without rival is suggested, for people to
look at; no value is ever changed.

Each sum is kept as the won by which it is off, so a slip is tried by adding a difference: the work grows with the number of
sums that meet, not with the size of the numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import cast

import attrs
import regex

from councildoc.checks.places import Subject, tables_of
from councildoc.checks.sums import FIELD_NAMES, between, complete, row_name, runs, signed
from councildoc.diagnostics import Diagnostic
from councildoc.model import BudgetLine, BudgetTable, BudgetTotal, Item, Transfer
from councildoc.transfers.prose import read_statements
from councildoc.words import AMOUNT_FIELDS

Name = tuple[str, str]
"""An amount (path of its row, field), or a sum (path, what it is)."""

_ITEM = regex.compile(r"briefings\[(?P<briefing>\d+)\]\.items\[(?P<item>\d+)\]")
_ROW = {"before": 1, "decrease": -1, "increase": 1, "after": -1}
_SWAPS = tuple(combinations(AMOUNT_FIELDS, 2))


@attrs.frozen
class Amount:
    """A printed amount that may be slipped: its won (None: nil), the unit it is printed in, and what people call its row."""

    won: int | None
    unit: int
    row: str


@attrs.define
class Sums:
    """The sums of one item. `off` is by how many won each is off; `meets` says, for each amount, its sums and its factors."""

    amounts: dict[Name, Amount] = attrs.field(factory=dict)
    off: dict[Name, int] = attrs.field(factory=dict)
    members: dict[Name, list[Name]] = attrs.field(factory=dict)
    meets: defaultdict[Name, dict[Name, int]] = attrs.field(factory=lambda: defaultdict(dict))

    def add(self, name: Name, factors: Mapping[Name, int], rest: int = 0) -> None:
        """A sum that should be nothing: `rest` and the amounts, each times its factor."""
        self.off[name] = rest + sum((self.amounts[amount].won or 0) * factor for amount, factor in factors.items())
        self.members[name] = list(factors)
        for amount, factor in factors.items():
            self.meets[amount][name] = factor

    def meets_in(self, amount: Name, name: Name) -> bool:
        """Whether an amount takes part in a sum."""
        return name in self.meets[amount]

    def holds(self, changes: Mapping[Name, int]) -> bool:
        """Whether every sum that the changed amounts take part in is nothing with these differences in won."""
        moved: defaultdict[Name, int] = defaultdict(int)
        for amount, difference in changes.items():
            for name, factor in self.meets[amount].items():
                moved[name] += factor * difference
        return all(self.off[name] + difference == 0 for name, difference in moved.items())


def is_slip(printed: int, meant: int) -> bool:
    """Whether two numbers differ by one digit (changed, added or lost) or by two neighbouring digits that are swapped.

    >>> is_slip(355_000, 335_000), is_slip(2_000, 20_000), is_slip(24, 42), is_slip(24, 35)
    (True, True, True, False)
    """
    one, other = str(printed), str(meant)
    if len(one) == len(other):
        apart = [n for n, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]
        swapped = len(apart) == 2 and apart[1] == apart[0] + 1 and one[apart[0]] == other[apart[1]]
        return len(apart) == 1 or (swapped and one[apart[1]] == other[apart[0]])
    short, long = sorted((one, other), key=len)
    if len(long) != len(short) + 1:
        return False
    at = next((n for n, digit in enumerate(short) if digit != long[n]), len(short))
    return long[at + 1 :] == short[at:]


def suggested(subject: Subject, finding: Diagnostic, failed: Name) -> Diagnostic:
    """The finding, its message followed by the slip that alone explains the failed sum, if there is one.

    Sums of the front matter are not looked into: they stand in no item.
    """
    item = _ITEM.match(finding.path or "")
    if item is None:
        return finding
    key = f"sums of {item.group()}"
    if key not in subject.memo:
        owner = subject.parsed.briefings[int(item["briefing"])].items[int(item["item"])]
        subject.memo[key] = sums_of(subject, item.group(), owner)
    found = explanations(cast(Sums, subject.memo[key]), failed)
    return attrs.evolve(finding, message=f"{finding.message} {found[0]}") if len(found) == 1 else finding


def explanations(sums: Sums, failed: Name) -> list[str]:
    """Every slip that explains a failed sum, in words."""
    off = sums.off.get(failed, 0)
    return [*_digits(sums, failed, off), *_cells(sums, failed)] if off else []


def _digits(sums: Sums, failed: Name, off: int) -> Iterator[str]:
    for name in sums.members[failed]:
        amount = sums.amounts[name]
        if amount.won is None or amount.won < 0:
            continue
        difference = -off // sums.meets[name][failed]
        meant = amount.won + difference
        if meant > 0 and meant % amount.unit == 0 and is_slip(amount.won, meant) and sums.holds({name: difference}):
            yield f"{_called(sums, name, failed)} {amount.won:,}원을 {meant:,}원으로 고치면 맞습니다(확인 필요)."


def _cells(sums: Sums, failed: Name) -> Iterator[str]:
    for row in dict.fromkeys(path for path, _ in sums.members[failed]):
        for left, right in _SWAPS:
            one, other = (sums.amounts.get((row, field)) for field in (left, right))
            if (
                one is None
                or other is None
                or not (sums.meets_in((row, left), failed) or sums.meets_in((row, right), failed))
            ):
                continue
            difference = (other.won or 0) - (one.won or 0)
            if difference and sums.holds({(row, left): difference, (row, right): -difference}):
                yield f"{one.row}의 {FIELD_NAMES[left]}과 {FIELD_NAMES[right]}을 서로 바꾸면 맞습니다(확인 필요)."


def _called(sums: Sums, name: Name, failed: Name) -> str:
    """What people call an amount; the row of the finding itself is not named again."""
    row = sums.amounts[name].row
    if name[1] not in FIELD_NAMES:
        return row
    return FIELD_NAMES[name[1]] if name[0] == failed[0] else f"{row}의 {FIELD_NAMES[name[1]]}"


# ---------------------------------------------------------------------------------------------------- the sums of an item


def sums_of(subject: Subject, path: str, item: Item) -> Sums:
    """The sums of an item; none where not all of them can be told, since a slip would be judged by half of them."""
    sums = Sums()
    tables = list(tables_of(path, item))
    if any(unread.startswith(f"{path}.blocks[") for unread in subject.unread):
        return Sums()
    for place, table in tables:
        if (
            not ({"decrease", "increase"} & table.columns.keys())
            or table.unit is None
            or not _table(sums, place, table)
        ):
            return Sums()
    for index, transfer in enumerate(item.transfers):
        if tables and not _transfer(sums, subject, path, item, index, transfer):
            return Sums()
    _stated_over_all(sums, path, item)
    return sums


def _table(sums: Sums, path: str, table: BudgetTable) -> bool:
    """The sums of lines and columns; whether all that the table prints could be told."""
    rows: list[tuple[str, BudgetLine]] = [(f"{path}.lines[{index}]", line) for index, line in enumerate(table.lines)]
    totals: list[tuple[str, BudgetTotal, Iterable[str]]] = []
    if table.total is not None:
        totals.append((f"{path}.total", table.total, [row for row, _ in rows]))
    places = {id(line): row for row, line in rows}
    for index, (subtotal, lines) in enumerate(zip(table.subtotals, runs(table), strict=True)):
        if not lines:
            return False
        totals.append((f"{path}.subtotals[{index}]", subtotal, [places[id(line)] for line in lines]))
    every: list[tuple[str, BudgetLine | BudgetTotal]] = [*rows, *((place, total) for place, total, _ in totals)]
    for row, line in every:
        for field in table.columns:
            sums.amounts[row, field] = Amount(getattr(line, field), table.unit or 1, row_name(line))
    for index, line in enumerate(table.lines):
        if complete(table) and not _line(sums, rows[index][0], between(line, table)):
            return False
    for place, total, lines_of_total in totals:
        _columns(sums, table, place, total, lines_of_total)
    return True


def _line(sums: Sums, row: str, others: int) -> bool:
    """The sum of a line; what other columns add counts where the line needs it, and only then."""
    sums.add((row, "row"), _of_row(sums, row))
    if not others:
        return True
    if sums.off[row, "row"] + others == 0:
        sums.off[row, "row"] = 0
    return sums.off[row, "row"] == 0


def _of_row(sums: Sums, row: str) -> dict[Name, int]:
    return {(row, field): factor for field, factor in _ROW.items() if (row, field) in sums.amounts}


def _columns(sums: Sums, table: BudgetTable, place: str, total: BudgetTotal, rows: Iterable[str]) -> None:
    printed = [
        field
        for field in AMOUNT_FIELDS
        if field in table.columns and (getattr(total, field) is not None or field in total.places)
    ]
    for field in printed:
        if not (signed(table) and field in ("decrease", "increase")):
            sums.add((place, field), {(place, field): -1, **{(row, field): 1 for row in rows}})
    moving = {"decrease", "increase"} & table.columns.keys()
    whole = complete(table) and {"before", "after", *moving} <= set(printed)
    if whole and not any(between(line, table) for line in table.lines):
        sums.add((place, "row"), _of_row(sums, place))


def _transfer(sums: Sums, subject: Subject, path: str, item: Item, index: int, transfer: Transfer) -> bool:
    """The balance of a transfer, and its stated amount; whether each of its legs is known to be one line."""
    place = f"{path}.transfers[{index}]"
    factors: dict[Name, int] = {}
    for legs, field, factor in ((transfer.sources, "decrease", 1), (transfer.targets, "increase", -1)):
        for leg in legs:
            found = subject.line_of(path, item, leg)
            if found is None or (found[0], field) not in sums.amounts:
                return False  # what the line gives or takes stands in no column
            factors[found[0], field] = factor
    for row in dict.fromkeys(row for row, _ in factors):
        for field, factor in (("decrease", 1), ("increase", -1)):
            if (row, field) in sums.amounts:
                factors.setdefault((row, field), factor)
    sums.add((place, "balance"), factors)
    if transfer.amount is not None and transfer.places.get("amount"):
        sums.amounts[place, "stated"] = Amount(transfer.amount, 1, "본문의 금액")
        for field in ("decrease", "increase"):
            moved = {name: 1 for name in factors if name[1] == field}
            sums.add((place, field), {(place, "stated"): -1, **moved})
    return True


def _stated_over_all(sums: Sums, path: str, item: Item) -> None:
    """An amount stated over several transfers against all that they take."""
    moved = {name: 1 for name in sums.amounts if name[1] == "decrease" and "lines[" in name[0]}
    if len(item.transfers) < 2 or not moved:
        return
    for amount in read_statements(item.blocks).amounts:
        stated = amount.choices[0]
        if amount.group is None and amount.route is None:
            sums.amounts[path, f"stated {stated}"] = Amount(stated, 1, "본문의 금액")
            sums.add(("stated", str(stated)), {(path, f"stated {stated}"): -1, **moved})

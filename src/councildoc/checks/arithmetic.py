"""Sums that must hold: of a line, of a total row, of a transfer. None counts as 0 only where the table has the column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from councildoc.checks.places import Subject, told_in_prose
from councildoc.checks.suggestions import suggested
from councildoc.checks.sums import FIELD_NAMES, between, complete, line_name, row_name, runs, signed
from councildoc.diagnostics import (
    AMOUNT_MISMATCH,
    OVERDRAWN,
    ROW_ARITHMETIC,
    TOTAL_MISMATCH,
    UNBALANCED_TRANSFER,
    Diagnostic,
)
from councildoc.model import BudgetLine, BudgetTable, BudgetTotal
from councildoc.values import clean
from councildoc.words import AMOUNT_FIELDS


def row_sums(subject: Subject) -> Iterator[Diagnostic]:
    """before − decrease + increase = after on every line of a table that has before, after and a change."""
    for path, _, table in subject.tables():
        if not complete(table):
            continue
        for index, line in enumerate(table.lines):
            before, decrease, increase, after = (getattr(line, field) or 0 for field in AMOUNT_FIELDS)
            expected = before - decrease + increase
            if (
                expected != after
                and f"{path}.lines[{index}]" not in subject.unread
                and expected + between(line, table) != after
            ):
                finding = ROW_ARITHMETIC.at(
                    f"{path}.lines[{index}]",
                    line.where,
                    line_name(line),
                    row=row_name(line),
                    before=before,
                    decrease=decrease,
                    increase=increase,
                    expected=expected,
                    after=after,
                )
                yield suggested(subject, finding, (f"{path}.lines[{index}]", "row"))


def overdrafts(subject: Subject) -> Iterator[Diagnostic]:
    """No line gives more than it has."""
    for path, _, table in subject.tables():
        if "before" not in table.columns or table.unit is None:
            continue
        for index, line in enumerate(table.lines):
            if (line.decrease or 0) > (line.before or 0) and f"{path}.lines[{index}]" not in subject.unread:
                yield OVERDRAWN.at(
                    f"{path}.lines[{index}]",
                    line.where,
                    line_name(line),
                    row=row_name(line),
                    decrease=line.decrease or 0,
                    before=line.before or 0,
                )


def totals(subject: Subject) -> Iterator[Diagnostic]:
    """A total row equals the sum of all lines; the subtotals, taken together or in runs, equal the lines they stand for.

    A column in which a line may have an amount that could not be read is not judged.
    """
    for path, _, table in subject.tables():
        if table.unit is None or not table.lines:
            continue
        unread = frozenset(id(line) for n, line in enumerate(table.lines) if f"{path}.lines[{n}]" in subject.unread)
        rows = [(f"{path}.total", table.total, table.lines)] if table.total is not None else []
        rows += [
            (f"{path}.subtotals[{n}]", row, lines)
            for n, (row, lines) in enumerate(zip(table.subtotals, runs(table), strict=True))
            if lines
        ]
        for place, row, lines in rows:
            for field in _totalled(table, row):
                if not any(id(line) in unread and getattr(line, field) is None for line in lines):
                    yield from _compare(subject, place, row, field, lines)


def _totalled(table: BudgetTable, row: BudgetTotal) -> Iterator[str]:
    """The columns that a total row prints. One signed column prints a net, which is neither decrease nor increase."""
    for field in AMOUNT_FIELDS:
        net = signed(table) and field in ("decrease", "increase")
        if field in table.columns and not net and (getattr(row, field) is not None or field in row.places):
            yield field


def _compare(
    subject: Subject, path: str, row: BudgetTotal, field: str, lines: Sequence[BudgetLine]
) -> Iterator[Diagnostic]:
    total = sum(getattr(line, field) or 0 for line in lines)
    printed = getattr(row, field) or 0
    if printed != total:
        finding = TOTAL_MISMATCH.at(
            path,
            row.places.get(field, row.where),
            row.label,
            label=clean(row.label),
            field=FIELD_NAMES[field],
            printed=printed,
            total=total,
        )
        yield suggested(subject, finding, (path, field))


def amounts(subject: Subject) -> Iterator[Diagnostic]:
    """Each transfer balances, and its stated amount is the one its legs move; where an amount is unread, none is judged."""
    unsure = tuple({path.partition(".blocks")[0] + "." for path in subject.unread})
    for path, _, item, transfer in subject.transfers():
        if path.startswith(unsure):
            continue
        decrease = sum(leg.amount or 0 for leg in transfer.sources)
        increase = sum(leg.amount or 0 for leg in transfer.targets)
        told = told_in_prose(item)
        known = all(leg.amount is not None for leg in (*transfer.sources, *transfer.targets))
        if known and not told and decrease != increase:
            finding = UNBALANCED_TRANSFER.at(path, transfer.where, decrease=decrease, increase=increase)
            yield suggested(subject, finding, (path, "balance"))
        if transfer.amount is not None and known and not told and transfer.amount not in (decrease, increase):
            where = (*transfer.places.get("amount", ()), *transfer.where)
            finding = AMOUNT_MISMATCH.at(f"{path}.amount", where, stated=transfer.amount, table=decrease or increase)
            yield suggested(subject, finding, (path, "decrease"))

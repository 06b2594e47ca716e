"""A parsed document as the checks walk it: every value together with its path."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, cast

import attrs

from councildoc.checks.jurisdiction import local_government
from councildoc.document import Document
from councildoc.model import Briefing, BudgetLine, BudgetTable, Item, Leg, Parsed, Transfer
from councildoc.transfers.fiscal import fiscal_year


@attrs.frozen
class Subject:
    """What is checked: the reading, the document it came from, and the paths of lines with an amount that is printed but
    could not be read (garbled, blacked out): their sums prove nothing. `memo` keeps what several checks work out."""

    parsed: Parsed
    document: Document
    unread: frozenset[str] = frozenset()
    memo: dict[str, Any] = attrs.field(factory=dict, eq=False, repr=False)

    def briefings(self) -> Iterator[tuple[str, Briefing]]:
        for index, briefing in enumerate(self.parsed.briefings):
            yield f"briefings[{index}]", briefing

    def items(self) -> Iterator[tuple[str, Briefing, Item]]:
        for path, briefing in self.briefings():
            for index, item in enumerate(briefing.items):
                yield f"{path}.items[{index}]", briefing, item

    def tables(self) -> Iterator[tuple[str, Briefing, BudgetTable]]:
        """Every budget table of the items, and those of the front matter."""
        for path, briefing in self.briefings():
            for index, entry in enumerate(briefing.preamble):
                if isinstance(entry, BudgetTable):
                    yield f"{path}.preamble[{index}]", briefing, entry
        for path, briefing, item in self.items():
            for place, table in tables_of(path, item):
                yield place, briefing, table

    def transfers(self) -> Iterator[tuple[str, Briefing, Item, Transfer]]:
        for path, briefing, item in self.items():
            for index, transfer in enumerate(item.transfers):
                yield f"{path}.transfers[{index}]", briefing, item, transfer

    def governed(self, path: str, briefing: Briefing) -> bool:
        """Whether the rules on local budgets apply to the briefing at this path (or above it)."""
        key = f"rules of {path.partition('.')[0]}"
        if key not in self.memo:
            self.memo[key] = local_government(briefing)
        return bool(self.memo[key])

    def year(self, path: str, briefing: Briefing) -> int | None:
        """The fiscal year that the briefing at this path (or above it) is about."""
        key = f"year of {path.partition('.')[0]}"
        if key not in self.memo:
            dates = [date for item in briefing.items for transfer in item.transfers for date in transfer.dates]
            self.memo[key] = fiscal_year(briefing.title, dates)
        return cast(int | None, self.memo[key])

    def line_of(self, path: str, item: Item, leg: Leg) -> tuple[str, BudgetTable, BudgetLine] | None:
        """The line of a table that a leg of the item at this path stands for, with its path; None for none, or several."""
        key = f"lines of {path}"
        if key not in self.memo:
            lines: defaultdict[object, list[tuple[str, BudgetTable, BudgetLine]]] = defaultdict(list)
            for place, table in tables_of(path, item):
                for index, line in enumerate(table.lines):
                    lines[line.head, line.where].append((f"{place}.lines[{index}]", table, line))
            self.memo[key] = lines
        found = self.memo[key].get((leg.head, leg.where), [])
        return found[0] if len(found) == 1 else None

    def under_law(self, *kinds: str) -> Iterator[tuple[str, Briefing, Item, Transfer]]:
        """The transfers of these kinds to which the rules on local budgets apply."""
        for path, briefing, item, transfer in self.transfers():
            if transfer.kind in kinds and self.governed(path, briefing):
                yield path, briefing, item, transfer


def tables_of(path: str, item: Item) -> Iterator[tuple[str, BudgetTable]]:
    """The budget tables of an item, each with its path."""
    for number, block in enumerate(item.blocks):
        for index, entry in enumerate(block.body):
            if isinstance(entry, BudgetTable):
                yield f"{path}.blocks[{number}].body[{index}]", entry


def told_in_prose(item: Item) -> bool:
    """Whether no table stands in the item: its legs are those of the prose."""
    return not any(tables_of("", item))

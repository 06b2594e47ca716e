"""A parsed document as the checks walk it: every value together with its path."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from councildoc.document import Document
from councildoc.model import Briefing, BudgetTable, Item, Parsed, Transfer
from councildoc.transfers.fiscal import fiscal_year


@attrs.frozen
class Subject:
    """What is checked: the reading, the document it came from, and the paths of lines with an amount that is printed but
    could not be read (garbled, blacked out): their sums prove nothing."""

    parsed: Parsed
    document: Document
    unread: frozenset[str] = frozenset()

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
            for number, block in enumerate(item.blocks):
                for index, entry in enumerate(block.body):
                    if isinstance(entry, BudgetTable):
                        yield f"{path}.blocks[{number}].body[{index}]", briefing, entry

    def transfers(self) -> Iterator[tuple[str, Briefing, Item, Transfer]]:
        for path, briefing, item in self.items():
            for index, transfer in enumerate(item.transfers):
                yield f"{path}.transfers[{index}]", briefing, item, transfer


def year_of(briefing: Briefing) -> int | None:
    """The fiscal year a briefing is about."""
    return fiscal_year(briefing.title, [d for item in briefing.items for t in item.transfers for d in t.dates])

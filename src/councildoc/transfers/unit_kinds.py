"""Budget tables of an item -> the kind that each, or each line, is headed by: `가. 예산 전용`, `나. 예산 이체`, 구분: 변경사용."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from councildoc import words
from councildoc.document import Where
from councildoc.model import Block, BudgetLine, BudgetTable, Paragraph
from councildoc.transfers.kinds import Told, kind_named
from councildoc.transfers.labels import printed
from councildoc.values import bare

_KIND_COLUMN = regex.compile("|".join(f"(?:{word})" for word in words.KIND_COLUMNS))


def headed_kinds(blocks: Sequence[Block]) -> dict[int, tuple[str, Where]]:
    """The kind of each table, by its `id`, that its caption, a line above it or the heading of its block names.

    A loose word (변경, 예산변경) counts only where it tells kinds apart.
    """
    named = {id(table): told for block in blocks for table, told in _named(block) if told[0] is not None}
    apart = len({told[0] for told in named.values()}) > 1
    return {
        table: (kind, where)
        for table, (kind, where) in named.items()
        if kind is not None and (apart or kind not in words.LOOSE_KINDS)
    }


def _named(block: Block) -> Iterator[tuple[BudgetTable, Told]]:
    """Each table with the last word of a kind before it."""
    told: Told = (kind_named(block.heading), block.where)
    for entry in block.body:
        if isinstance(entry, Paragraph):
            kind = kind_named(printed(entry))
            told = (kind, entry.where) if kind else told
        elif isinstance(entry, BudgetTable):
            caption = kind_named(entry.caption)
            yield entry, ((caption, entry.places.get("caption", ())) if caption else told)


def lines_by_kind(table: BudgetTable) -> list[tuple[Told, tuple[BudgetLine, ...]]]:
    """The lines of a table, parted by a column that says of each which kind of move it is; one part where none does."""
    headers = dict.fromkeys(header for line in table.lines for header in line.extra)
    for header in headers:
        if not _KIND_COLUMN.fullmatch(bare(header)):
            continue
        kinds = [kind_named(line.extra.get(header)) for line in table.lines]
        if None in kinds or not {*kinds} - words.LOOSE_KINDS:
            continue
        return [
            (
                (
                    kind,
                    next(_places(line, header) for line, own in zip(table.lines, kinds, strict=True) if own == kind),
                ),
                tuple(line for line, own in zip(table.lines, kinds, strict=True) if own == kind),
            )
            for kind in dict.fromkeys(kinds)
        ]
    return [((None, ()), table.lines)]


def _places(line: BudgetLine, header: str) -> Where:
    return line.places.get(f"extra.{header}", line.where)

"""The rows of a flattened table: where each begins among the pieces, its cells and its amounts."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from councildoc.budget.flattened_header import Layout
from councildoc.budget.flattened_words import Piece, amount


@attrs.frozen
class Anchor:
    """One printed row: where its object (or the label of its total) begins among the pieces, and the pieces by column."""

    at: int
    is_total: bool
    cells: dict[str, tuple[int, ...]]


@attrs.frozen
class FixedCell:
    """A cell that its own words give away: 연번, 회계, 재원, 일자, 편성목."""

    field: str
    column: int
    pieces: tuple[int, ...]


@attrs.frozen
class Rows:
    """`amounts[n]` are the pieces in the amount columns of row n; `rest` the pieces that must be names; `stray` those
    that are no part of the table."""

    anchors: tuple[Anchor, ...]
    amounts: tuple[tuple[int | None, ...], ...]
    fixed: tuple[FixedCell, ...]
    rest: tuple[int, ...]
    stray: tuple[int, ...]

    @property
    def anchored(self) -> bool:
        """Whether every row has its amounts right behind its name."""
        starts = [anchor.at for anchor in self.anchors]
        ends = [*starts[1:], float("inf")]
        return all(
            start <= p < end
            for start, end, row in zip(starts, ends, self.amounts, strict=True)
            for p in row
            if p is not None
        )


def net_of_lines(pieces: Sequence[Piece], layout: Layout, rows: Rows) -> list[int]:
    """What each line gains or loses."""
    sign = {"decrease": -1, "increase": 1, "signed": 1}
    signs = [sign.get(layout.columns[n].field, 0) for n in layout.amounts]
    return [
        sum(s * amount(pieces[p].text) for s, p in zip(signs, row, strict=True) if p is not None)
        for anchor, row in zip(rows.anchors, rows.amounts, strict=True)
        if not anchor.is_total
    ]


__all__ = ["Anchor", "FixedCell", "Rows", "net_of_lines"]

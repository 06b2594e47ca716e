"""The names in tables of what was spent of a budget or a reserve.

The sums of such a table prove its figures as those of a budget table do. No later check reads it, so its names are judged
more strictly: they come out even, one for every row and column, or a name whose border no blank line shows is in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import attrs
import regex

from councildoc.budget.flattened_anchors import Rows
from councildoc.budget.flattened_cells import figure
from councildoc.budget.flattened_evidence import Evidence
from councildoc.budget.flattened_header import NAME_FIELDS, Layout
from councildoc.budget.flattened_names import OFFICES, NameCell, Names, are_two_offices, divide_names
from councildoc.budget.flattened_words import Gap, Piece
from councildoc.values import bare
from councildoc.words import MEASURE_COLUMNS, RATE_COLUMNS


def divide_strictly(pieces: Sequence[Piece], layout: Layout, rows: Rows, evidence: Evidence) -> Names | None:
    """The name cells, with all in doubt that could stand elsewhere; None if text is in no cell, or a row has no name."""
    names = _even(pieces, layout, rows) or divide_names(pieces, layout, rows, evidence)
    if names is None or names.outside or any(_is_no_name(p, pieces) for p in rows.rest):
        return None
    lines = [anchor for anchor in rows.anchors if not anchor.is_total]
    columns = layout.where(*NAME_FIELDS)
    many = {column: sum(cell.column == column for cell in names.cells) for column in columns}
    if not all(anchor.cells for anchor in lines) and (not columns or many[columns[-1]] != len(lines)):
        return None
    doubtful = {
        cell.column
        for cell in names.cells
        if cell.column in columns and (many[cell.column] < len(lines) or _is_doubtful(cell.pieces, pieces, rows))
    }
    cells = (cell.pieces for cell in names.cells if cell.column in doubtful)
    return attrs.evolve(names, uncertain=tuple(sorted({*cells, *names.uncertain})))


def _is_no_name(at: int, pieces: Sequence[Piece]) -> bool:
    """Whether text alone on its line is the header or a figure of a column that is not known: then there are more columns
    than those of names."""
    text = pieces[at].text
    if any(pieces[n].line == pieces[at].line for n in (at - 1, at + 1) if 0 <= n < len(pieces)):
        return False
    return figure(text) is not None or any(
        regex.fullmatch(word, bare(text)) for word in (*RATE_COLUMNS, *MEASURE_COLUMNS)
    )


def _is_doubtful(cell: Sequence[int], pieces: Sequence[Piece], rows: Rows) -> bool:
    """Whether a name begins right behind other text where blank lines part names, or holds what may be two."""
    parted = any(piece.gap is Gap.BLANK for piece in pieces[1:])
    runs_on = parted and cell[0] - 1 in rows.rest and pieces[cell[0]].gap in (Gap.BREAK, Gap.SPACE)
    inside = (Gap.SPACE, Gap.BREAK) if parted else (Gap.SPACE,)
    return runs_on or any(b != a + 1 or pieces[b].gap not in inside for a, b in pairwise(cell))


def _even(pieces: Sequence[Piece], layout: Layout, rows: Rows) -> Names | None:
    """The names where their paragraphs or lines are one for every row and column, and only one order of them has the
    departments in their column."""
    fixed = {cell.column for cell in rows.fixed}
    columns = [n for n in layout.where(*NAME_FIELDS) if n not in fixed]
    starts = sorted(anchor.at for anchor in rows.anchors if not anchor.is_total)
    found: dict[tuple[NameCell, ...], None] = {}
    for groups in (_groups(pieces, rows.rest, within=within) for within in (Gap.BREAK, Gap.SPACE)):
        if not columns or len(groups) != len(columns) * len(starts):
            continue
        width, height = len(columns), len(starts)
        for places in (
            [divmod(n, width) for n in range(len(groups))],
            [divmod(n, height)[::-1] for n in range(len(groups))],
        ):
            cells = tuple(
                sorted(
                    (NameCell(columns[col], group, row, row) for group, (row, col) in zip(groups, places, strict=True)),
                    key=lambda cell: cell.pieces,
                )
            )
            if _stands(cells, pieces, layout, starts):
                found[cells] = None
    own = _fixed_cells(rows, starts)
    return Names((*own, *next(iter(found))), (), ()) if len(found) == 1 and own is not None else None


def _groups(pieces: Sequence[Piece], atoms: Sequence[int], within: Gap) -> list[tuple[int, ...]]:
    """The pieces by paragraphs (`within` a break) or by lines."""
    inside = (Gap.SPACE, within)
    cuts = [n for n, (a, b) in enumerate(pairwise(atoms), 1) if b != a + 1 or pieces[b].gap not in inside]
    return [tuple(atoms[a:b]) for a, b in pairwise((0, *cuts, len(atoms)))] if atoms else []


def _stands(cells: Sequence[NameCell], pieces: Sequence[Piece], layout: Layout, starts: Sequence[int]) -> bool:
    """Whether departments stand in their column, and names printed between rows each before their own."""
    at = {cell: sum(start < cell.pieces[0] for start in starts) for cell in cells}
    between = any(0 < n < len(starts) for n in at.values())
    columns = layout.where("department")
    for cell in cells:
        keys = [pieces[p].key for p in cell.pieces]
        offices = [key for key in keys if key.endswith(OFFICES)]
        fits = len(offices) > 0 and offices[-1] == keys[-1] if cell.column in columns else not offices
        if not fits or are_two_offices(keys) or (between and at[cell] != cell.first):
            return False
    return True


def _fixed_cells(rows: Rows, starts: Sequence[int]) -> tuple[NameCell, ...] | None:
    """The cells that their own words give away, in the rows behind whose begin they are printed; None if a column has more
    or fewer than there are rows."""
    cells: list[NameCell] = []
    columns: dict[int, list[tuple[int, ...]]] = {}
    for cell in rows.fixed:
        columns.setdefault(cell.column, []).append(cell.pieces)
    for column, own in columns.items():
        if len(own) != len(starts):
            return None
        cells.extend(NameCell(column, part, row, row) for row, part in enumerate(own))
    return tuple(cells)


__all__ = ["divide_strictly"]

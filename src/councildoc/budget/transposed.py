"""Tables whose columns are printed as rows: the fields stand one below the other, each budget object has a column."""

from __future__ import annotations

import attrs

from councildoc.document import Table


def turned(table: Table) -> Table:
    """The table with its rows as columns and its columns as rows; cells keep their texts and places.

    >>> from councildoc.document import Cell
    >>> turned(Table((Cell("부서", 0, 0), Cell("청소과", 0, 1, colspan=2)))).cells
    (Cell(text='부서', row=0, col=0, rowspan=1, colspan=1, where=()), Cell(text='청소과', row=1, col=0, rowspan=2, colspan=1, where=()))
    """
    cells = (
        attrs.evolve(cell, row=cell.col, col=cell.row, rowspan=cell.colspan, colspan=cell.rowspan)
        for cell in table.cells
    )
    return attrs.evolve(table, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))))

"""The unit of a budget table: its caption's, its header's, that of the lines before it, else one that the prose proves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from councildoc.budget.columns import Column, Grid
from councildoc.budget.header import Header, header_stack, header_unit, printed_header
from councildoc.diagnostics import UNIT_CONFLICT, UNIT_INFERRED, UNIT_MISSING, Report
from councildoc.document import Cell, Table, Where
from councildoc.model import BudgetTable, Pairs
from councildoc.values import UNITS, bare, find_unit, parse_cell
from councildoc.words import AMOUNT_COLUMNS, AMOUNT_FIELDS, NIL_MARKS


@attrs.frozen
class Context:
    """What stands around a table: a unit printed in a heading or line before it, the amounts stated in the prose of its
    item, and the budget table before it in the same block."""

    unit: int | None = None
    stated: tuple[int, ...] = ()
    previous: BudgetTable | None = None
    unit_where: Where = ()


@attrs.frozen
class Unit:
    """The unit of a table in won (None: not known), the places of what tells it, and units of single columns that differ."""

    won: int | None
    where: Where = ()
    columns: tuple[tuple[Column, int], ...] = ()

    def over(self, column: Column) -> int | None:
        """The unit of the figures in a column."""
        return next((unit for own, unit in self.columns if own == column), self.won)


def unit_of(table: Table, header: Header, grid: Grid, context: Context, path: str, report: Report) -> Unit:
    """The unit of a table: its caption's, its header's, that of the lines before it, else one the prose proves."""
    caption = find_unit(table.caption) if table.caption else None
    told: dict[int, list[Cell]] = {caption: []} if caption else {}
    bands = [row[:1] for row in grid[header.rows :] if row[0] is not None and row[0].colspan == len(row)]
    for cell in (cell for row in (*grid[: header.rows], *bands) for cell in row if cell is not None):
        if unit := header_unit(cell.text):
            told.setdefault(unit, []).append(cell)
    printed = list(told)

    def known(unit: int) -> Unit:
        return Unit(unit, (*(table.places.get("caption", ()) if unit == caption else ()), *places_of([told[unit]])))

    if len(printed) > 1:
        own = _units_of_columns(header, grid, caption or context.unit)
        if own is not None:
            return Unit(min(unit for _, unit in own), places_of(told.values()), own)
        names = {unit: name for name, unit in UNITS.items()}
        chosen = _proved_unit(header, grid, context.stated, printed) or caption or printed[0]
        units = ", ".join(names[unit] for unit in printed)
        report(UNIT_CONFLICT.at(path, place_of(table), table.caption or "", units=units, chosen=names[chosen]))
        return known(chosen)
    if printed or context.unit:
        return known(printed[0]) if printed else Unit(context.unit, context.unit_where)
    previous = context.previous
    if previous is not None and _is_alike(previous.columns, amount_titles(header)):
        return Unit(previous.unit, previous.places.get("unit", ()))  # the same columns go on in a second table
    if _all_carry_units(header, grid):
        return Unit(1, places_of([_amount_cells(header, grid)]))
    proved = _proved_unit(header, grid, context.stated, sorted(set(UNITS.values())))
    if proved:
        won, proof = _matching(header, grid, context.stated, proved) or (None, None)
        report(UNIT_INFERRED.at(path, place_of(table), unit=proved, amount=won))
        return Unit(proved, proof.where if proof else ())
    report(UNIT_MISSING.at(path, place_of(table)))
    return Unit(None)


def _is_alike(columns: Pairs[str], other: Pairs[str]) -> bool:
    """Whether two tables print the same amounts, or the same stages of them, one 감 and the other 증."""
    common = columns.keys() & other.keys()
    return columns == other or (
        common >= {"before", "after"} and all(columns[field] == other[field] for field in common)
    )


def _units_of_columns(header: Header, grid: Grid, rest: int | None) -> tuple[tuple[Column, int], ...] | None:
    """The unit of each amount where their headers print different ones and the rows prove them: each row of before, change
    and after is sound in these units."""
    found: list[tuple[Column, int]] = []
    for column in (column for columns in header.sides for column in columns if column.field in AMOUNT_COLUMNS):
        stack = header_stack(grid, column.span.start, range(header.rows), units=True)
        unit = next((unit for cell in reversed(stack) if (unit := header_unit(cell.text))), rest)
        if unit is None:
            return None
        found.append((column, unit))
    rows = [_figures(row, found) for row in grid[header.rows :]]
    whole = [row for row in rows if row is not None and any(row.values())]
    return tuple(found) if whole and all(map(_is_sound, whole)) else None


def _figures(row: Sequence[Cell | None], units: Sequence[tuple[Column, int]]) -> dict[str, int] | None:
    """Field -> won of a row; None if a cell holds no amount."""
    figures: dict[str, int] = {}
    for column, unit in units:
        try:
            figures[column.field or ""] = parse_cell("\n".join(cell.text for cell in column.cells(row)), unit) or 0
        except ValueError:
            return None
    return figures


def _is_sound(row: dict[str, int]) -> bool:
    change = row["signed"] if "signed" in row else row.get("increase", 0) - row.get("decrease", 0)
    return {"before", "after"} <= row.keys() and row["before"] + change == row["after"]


def amount_columns(header: Header) -> dict[str, Column]:
    """The columns of the amounts that a table has; a signed one stands for 감 and 증."""
    if header.stage is not None:
        only = next(column for column in header.columns if column.field in AMOUNT_FIELDS)
        return {"before": only, "after": only}
    signed = header.first("signed")
    found = {
        field: header.first(field) or (signed if field in ("decrease", "increase") else None) for field in AMOUNT_FIELDS
    }
    return {field: column for field, column in found.items() if column is not None}


def amount_titles(header: Header) -> Pairs[str]:
    """The amounts that a table has, each with its printed header."""
    return Pairs({field: column.title for field, column in amount_columns(header).items()})


def header_places(header: Header, grid: Grid) -> dict[str, Where]:
    """The places of the printed headers: the lowest cell above a column, and the one over it where the title names both."""
    places: dict[str, Where] = {}
    for field, column in amount_columns(header).items():
        stack = header_stack(grid, column.span.start, range(header.rows))
        named = [cell for cell in stack[:-1] if bare(printed_header(cell)) in bare(column.title)][-1:]
        both = bare(printed_header(stack[-1])) != bare(column.title) if stack else False
        places[f"columns.{field}"] = places_of([[*(named if both else ()), *stack[-1:]]])
    return places


def _amount_cells(header: Header, grid: Grid) -> list[Cell]:
    fields = ("decrease", "increase", "signed")
    columns = [column for column in header.columns if column.field in fields] or [
        column for column in header.columns if column.field in ("before", "after")
    ]
    return [cell for row in grid[header.rows :] for column in columns for cell in column.cells(row)]


def _all_carry_units(header: Header, grid: Grid) -> bool:
    cells = [cell for cell in _amount_cells(header, grid) if not set(bare(cell.text)) <= NIL_MARKS]
    return bool(cells) and all(bare(cell.text).endswith("원") for cell in cells)


def _proved_unit(header: Header, grid: Grid, stated: Sequence[int], units: Sequence[int]) -> int | None:
    proved = [unit for unit in units if _matching(header, grid, stated, unit) is not None]
    return proved[0] if len(proved) == 1 else None


def _matching(header: Header, grid: Grid, stated: Sequence[int], unit: int) -> tuple[int, Cell] | None:
    """The first amount that is stated in the prose if the figures are in `unit`, in won, and its cell."""
    for cell in _amount_cells(header, grid):
        try:
            value = parse_cell(cell.text)
        except ValueError:
            continue
        if value and abs(value) * unit in stated:
            return abs(value) * unit, cell
    return None


def place_of(table: Table) -> Where:
    """The place of a table: its own, else those of all its cells."""
    return table.where or places_of([table.cells])


def places_of(groups: Iterable[Iterable[Cell]]) -> Where:
    places = [place for cells in groups for cell in cells for place in cell.where]
    return tuple(dict.fromkeys(places))

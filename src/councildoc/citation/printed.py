"""A document, or a reading alone -> what is printed, in reading order and by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from councildoc.document import Cell, Document, Element, Line, Location, Table, Where
from councildoc.model import BodyEntry, BudgetTable, Item, Paragraph, Parsed
from councildoc.values import bare

ROW = " | "
"""What stands between the cells of a row written as one line."""


def printed_parts(source: Document | Parsed) -> tuple[Element, ...]:
    """The lines and tables of a document in reading order, its furniture last; of a reading alone, those that it holds."""
    if isinstance(source, Document):
        return (*source.elements, *source.furniture)
    return (*_of_reading(source), *source.furniture)


def _of_reading(parsed: Parsed) -> Iterator[Element]:
    for briefing in parsed.briefings:
        yield from briefing.title_lines
        yield from _of_body(briefing.preamble)
        for item in briefing.items:
            yield from _of_item(item)


def _of_item(item: Item) -> Iterator[Element]:
    yield _line(item.where, item.label, item.title)
    yield _line(item.places.get("summary", ()), item.summary)
    for block in item.blocks:
        yield _line(block.where, block.marker, block.heading)
        yield from _of_body(block.body)


def _of_body(body: Sequence[BodyEntry]) -> Iterator[Element]:
    for entry in body:
        if isinstance(entry, Paragraph):
            yield _line(entry.where, entry.marker, entry.label and f"{entry.label} :", entry.text)
            continue
        table = entry.printed if isinstance(entry, BudgetTable) else entry
        yield _line(table.places.get("caption", ()), table.caption)
        yield table


def _line(where: Where, *texts: str | None) -> Line:
    return Line(" ".join(text for text in texts if text), where)


@attrs.frozen
class Printed:
    """What is printed, by place: the number of an element, and in a table the cell."""

    elements: tuple[Element, ...]
    at: dict[Location, list[tuple[int, Cell | None]]]

    @classmethod
    def of(cls, elements: tuple[Element, ...]) -> Printed:
        at: dict[Location, list[tuple[int, Cell | None]]] = {}
        for number, element in enumerate(elements):
            if isinstance(element, Line):
                for place in element.where:
                    at.setdefault(place, []).append((number, None))
                continue
            of_cells = {place for cell in element.cells for place in cell.where}
            of_table = [place for place in element.where if place not in of_cells]
            for cell in element.cells:
                for place in (*cell.where, *of_table):
                    at.setdefault(place, []).append((number, cell))
        return cls(elements, at)

    def beside(self, number: int, step: int) -> str | None:
        """The line before (`step` -1) or after a line; of a table there, the nearest row."""
        other = number + step
        element = self.elements[other] if 0 <= other < len(self.elements) else None
        if isinstance(element, Table):
            cells = cells_of_row(element, 0 if step > 0 else element.nrows - 1)
            return ROW.join(cell.text for cell in cells) or None
        return element.text if element else None


def cells_of_row(table: Table, row: int) -> list[Cell]:
    """The printed cells that stand in a grid row, merged ones too."""
    grid = table.grid()
    found = (cell for cell in (grid[row] if 0 <= row < len(grid) else ()) if cell is not None and bare(cell.text))
    return list({id(cell): cell for cell in found}.values())

"""The extraction model: lines and tables in reading order, each with its place.

A `Document` is the only thing the readers make and the only thing the rest of the library sees. Text in it is never
altered: odd spaces, control characters and private-use glyphs stay, because locations must point at what is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

import attrs

V = TypeVar("V")


class Pairs(Mapping[str, V], Generic[V]):
    """An immutable, hashable, picklable mapping that keeps its order; equal to any mapping with the same pairs."""

    __slots__ = ("_pairs",)
    _pairs: dict[str, V]

    def __init__(self, pairs: Mapping[str, V] | Iterable[tuple[str, V]] = ()) -> None:
        object.__setattr__(self, "_pairs", dict(pairs))

    def __getitem__(self, key: str) -> V:
        return self._pairs[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)

    def __hash__(self) -> int:
        return hash(frozenset(self._pairs.items()))

    def __repr__(self) -> str:
        return f"Pairs({self._pairs!r})"

    def __setattr__(self, name: str, value: object) -> None:
        raise attrs.exceptions.FrozenInstanceError()

    def __reduce__(self) -> tuple[type[Pairs[V]], tuple[dict[str, V]]]:
        return Pairs, (self._pairs,)


@attrs.frozen
class Location:
    """A printed place.

    PDF gives `page` (from 1) and `bbox`: `(x0, top, x1, bottom)` in points from the top left of the MediaBox, as
    pdfplumber counts. Text gives `line` (from 1). HWP and HWPX give `section`, `paragraph`, `table` and `cell`
    (row, column), all from 0.
    """

    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    line: int | None = None
    section: int | None = None
    paragraph: int | None = None
    table: int | None = None
    cell: tuple[int, int] | None = None


Where = tuple[Location, ...]
"""One location per printed piece, in reading order; empty if unknown."""

Places = Pairs[Where]
"""Field name -> printed places of its value. A field inside a field has both names: `columns.before`, `extra.비고`; the
fields of a `BudgetHead` are named alone: `object_code`."""


@attrs.frozen
class Line:
    """One printed line (PDF, text) or paragraph (HWP, HWPX)."""

    text: str
    where: Where = attrs.field(default=(), eq=False)


@attrs.frozen
class Cell:
    """One table cell. `row` and `col` count from 0; a break inside the cell is a line feed in `text`."""

    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    where: Where = attrs.field(default=(), eq=False)


@attrs.frozen
class Table:
    """A grid of cells, row by row. Spans are facts; nothing is filled down here.

    `recovered` marks a table rebuilt from flattened text, whose cells keep the places of their lines. `caption` is the
    unit line printed right above it, such as `(단위 : 천원)`; the readers leave it unset. `places` has that of `caption`.
    """

    cells: tuple[Cell, ...]
    recovered: bool = attrs.field(default=False, eq=False)
    caption: str | None = None
    where: Where = attrs.field(default=(), eq=False)
    places: Places = attrs.field(default=Pairs(), eq=False)

    @property
    def nrows(self) -> int:
        return max((cell.row + cell.rowspan for cell in self.cells), default=0)

    @property
    def ncols(self) -> int:
        return max((cell.col + cell.colspan for cell in self.cells), default=0)

    def grid(self) -> list[list[Cell | None]]:
        """Every position with the cell that covers it: a merged cell stands at each of its positions."""
        nrows, ncols = self.nrows, self.ncols
        grid: list[list[Cell | None]] = [[None] * ncols for _ in range(nrows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for col in range(cell.col, cell.col + cell.colspan):
                    grid[row][col] = cell
        return grid


Element = Line | Table


@attrs.frozen
class Document:
    """What a reader found: `elements` in reading order, and `furniture` (page numbers, running and repeated headers).

    `format` is one of `pdf`, `hwp`, `hwpx`, `text`; `pages` is None where the format has no pages. `page_breaks` are the
    places before which the author began a new page: paragraphs of HWP and HWPX, lines of text after a form feed.
    """

    format: str
    elements: tuple[Element, ...] = ()
    furniture: tuple[Line, ...] = ()
    pages: int | None = None
    page_breaks: Where = attrs.field(default=(), eq=False)

    def lines(self) -> Iterator[str]:
        """Every printed line of text, those inside table cells included."""
        for element in self.elements:
            if isinstance(element, Line):
                yield element.text
            else:
                for cell in element.cells:
                    yield from cell.text.split("\n")

"""Strategies for near-documents: a written briefing with odd lines hung on it, broken tables, lost bullets, glued headers.

No reading is promised for them but the general one: nothing is raised, nothing printed is lost.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs
from hypothesis import strategies as st

from councildoc.document import Document, Element, Line, Location, Table
from councildoc.output.composition import to_document
from councildoc.testing import vocabulary as words
from councildoc.testing.drawing import chance, many_briefings, pick, some

Damage = Callable[[st.DrawFn, list[Element]], None]
"""Changes a list of elements in place."""


def _hang(draw: st.DrawFn, elements: list[Element]) -> None:
    """An odd line anywhere."""
    elements.insert(some(draw, len(elements) + 1), Line(pick(draw, words.ODD_LINES)))


def _lose(draw: st.DrawFn, elements: list[Element]) -> None:
    """A line or table that is not there."""
    if elements:
        del elements[some(draw, len(elements))]


def _repeat(draw: st.DrawFn, elements: list[Element]) -> None:
    """A line or table that stands there twice."""
    if elements:
        index = some(draw, len(elements))
        elements.insert(index, elements[index])


def _swap(draw: st.DrawFn, elements: list[Element]) -> None:
    """Two neighbours the wrong way round."""
    if len(elements) > 1:
        index = some(draw, len(elements) - 1)
        elements[index : index + 2] = elements[index + 1], elements[index]


def _break(draw: st.DrawFn, elements: list[Element]) -> None:
    """A line broken in two, its mark lost, or glued to the next."""
    lines = [index for index, element in enumerate(elements) if isinstance(element, Line) and element.text]
    if not lines:
        return
    index = pick(draw, lines)
    text = elements[index].text  # type: ignore[union-attr]  # only lines were picked
    cut = some(draw, len(text))
    kind = some(draw, 3)
    if kind == 0:
        elements[index : index + 1] = [Line(text[:cut]), Line(text[cut:])]
    elif kind == 1:
        elements[index] = Line(text[1:].lstrip())
    elif index + 1 < len(elements) and isinstance(below := elements[index + 1], Line):
        elements[index : index + 2] = [Line(text + below.text)]


def _spoil(draw: st.DrawFn, elements: list[Element]) -> None:
    """A table with a cell changed, its rows in two pieces, or a row of it as lines."""
    tables = [index for index, element in enumerate(elements) if isinstance(element, Table) and element.cells]
    if not tables:
        return
    index = pick(draw, tables)
    table = elements[index]
    assert isinstance(table, Table)
    if chance(draw):
        number = some(draw, len(table.cells))
        text = pick(
            draw, ("", "-", "****", "5OO", "12,345,6\n78", "〃", "△1,000", "소계", "\ufffd", table.cells[0].text)
        )
        cells = [attrs.evolve(cell, text=text) if n == number else cell for n, cell in enumerate(table.cells)]
        elements[index] = attrs.evolve(table, cells=tuple(cells))
        return
    row = some(draw, table.nrows)
    upper = tuple(
        attrs.evolve(cell, rowspan=min(cell.rowspan, row - cell.row)) for cell in table.cells if cell.row < row
    )
    lower = tuple(attrs.evolve(cell, row=cell.row - row) for cell in table.cells if cell.row >= row)
    if chance(draw):
        elements[index : index + 1] = [attrs.evolve(table, cells=cells) for cells in (upper, lower) if cells]
    else:
        below = [Line(" ".join(cell.text for cell in lower))] if lower else []
        elements[index : index + 1] = [*([attrs.evolve(table, cells=upper)] if upper else []), *below]


DAMAGES: tuple[Damage, ...] = (_hang, _lose, _repeat, _swap, _break, _spoil)


@st.composite
def near_documents(draw: st.DrawFn) -> Document:
    """A written briefing with up to four damages; every line and table has its number as place."""
    document = to_document(draw(many_briefings()))
    elements = list(document.elements)
    for _ in range(1 + some(draw, 4)):
        pick(draw, DAMAGES)(draw, elements)
    return Document("text", tuple(_numbered(element, n) for n, element in enumerate(elements, 1)))


def _numbered(element: Element, number: int) -> Element:
    where = (Location(line=number),)
    if isinstance(element, Line):
        return attrs.evolve(element, where=where)
    cells = (attrs.evolve(c, where=(Location(line=number, cell=(c.row, c.col)),)) for c in element.cells)
    return attrs.evolve(element, cells=tuple(cells), where=where)

"""The places of a value -> quotes of what is printed there, with the value marked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import attrs

from councildoc.citation.marking import Span, marks
from councildoc.citation.paths import once
from councildoc.citation.printed import ROW, Printed, cells_of_row
from councildoc.document import Cell, Line, Location, Table, Where
from councildoc.values import bare


@attrs.frozen
class Quote:
    """What is printed at one or several places: a line, or a row of a table with ` | ` between its cells.

    `marked` are the spans of `text` that print the value; of a whole object the cells of a row that it shares. `before` and `after` are the
    lines around a line. `pieces` are the texts of the places alone, as printed: of a row only the cells that are cited.
    """

    where: Where
    text: str
    marked: tuple[Span, ...]
    pieces: tuple[str, ...]
    before: str | None = None
    after: str | None = None


@attrs.frozen
class _Group:
    """The places of a value in one line, or in the cells of one table that begin in one row."""

    number: int
    row: int | None
    where: Where
    parts: tuple[Line | Cell, ...]


def _groups(where: Where, printed: Printed) -> Iterator[_Group]:
    found: dict[tuple[int, int | None], list[tuple[Location, Cell | None]]] = {}
    for place in where:
        for number, cell in printed.at.get(place, ()):
            found.setdefault((number, cell.row if cell else None), []).append((place, cell))
    for (number, row), at in found.items():
        element = printed.elements[number]
        cells = {id(cell): cell for _, cell in at if cell}
        parts = (element,) if isinstance(element, Line) else tuple(cells.values())
        yield _Group(number, row, once(place for place, _ in at), parts)


def quotes(where: Where, value: Any, field: str, printed: Printed) -> tuple[Quote, ...]:
    """A quote for each line and each row of a table that holds one of the places of a value of a field."""
    groups = list(_groups(where, printed))
    parts = [part for group in groups for part in group.parts]
    single = not (isinstance(value, tuple) or attrs.has(type(value))) or field == "dates"
    if single:
        texts = marks([part.text for part in parts], value, field)
        spans = {id(part): found for part, found in zip(parts, texts, strict=True) if found}
    else:
        spans = {}
    cited = {id(part) for part in parts}
    return tuple(_quote(group, printed, spans if single else None, cited) for group in groups)


def _quote(
    group: _Group, printed: Printed, spans: Mapping[int, Sequence[Span]] | None, cited: Collection[int]
) -> Quote:
    """A quote of one line or row. `spans` by part are those of a single value; None for a whole object, whose parts are
    marked only where the row has others too."""
    table = printed.elements[group.number]
    if not isinstance(table, Table) or group.row is None:
        (line,) = group.parts
        marked = tuple((spans or {}).get(id(line), ()))
        around = printed.beside(group.number, -1), printed.beside(group.number, 1)
        return Quote(group.where, line.text, marked, (line.text,), *around)
    cells = cells_of_row(table, group.row)
    cells += [part for part in group.parts if isinstance(part, Cell) and all(part is not cell for cell in cells)]
    own = [part for part in group.parts if spans is not None and spans.get(id(part))] or list(group.parts)
    if spans is None:
        whole = [cell for cell in cells if id(cell) in cited]
        shown = {} if len(whole) == len(cells) else {id(cell): [(0, len(cell.text))] for cell in whole}
    else:  # a cell in which the value is not found as such is marked whole
        shown = {id(part): list(spans.get(id(part), ())) or [(0, len(part.text))] for part in own}
    text, found = "", []
    for cell in cells:
        text += ROW if text else ""
        found += [(len(text) + start, len(text) + stop) for start, stop in shown.get(id(cell), ()) if bare(cell.text)]
        text += cell.text
    return Quote(group.where, text, tuple(found), tuple(part.text for part in own))

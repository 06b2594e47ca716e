"""Recovered tables -> the document with each in the place of its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import attrs

from councildoc.budget.flattened_regions import Numbered
from councildoc.document import Document, Element, Line, Table
from councildoc.values import bare


@attrs.frozen
class Placed:
    """A table with the lines whose text it holds. `units` are printed among its lines and go above it; `repeated` is its
    header on the next page, which becomes furniture."""

    table: Table
    used: frozenset[int]
    units: tuple[Numbered, ...] = ()
    repeated: tuple[Numbered, ...] = ()
    doubt: tuple[str, ...] = ()
    """Names of which it is not certain where they stand."""


def holds_all(placed: Placed, document: Document) -> bool:
    """Whether every character of the lines that a table takes stands in one of its cells: a header that is damaged may name
    more columns than the table has, and nothing is lost for the sake of a reading."""
    lines = (element.text for n in placed.used if isinstance(element := document.elements[n], Line))
    cells = (cell.text for cell in placed.table.cells)
    return _printed(lines) == _printed(cells)


def _printed(texts: Iterable[str]) -> Counter[str]:
    """The characters of texts; a control character, which some producers print for a blank, counts as one."""
    return Counter(char for text in texts for char in bare(text))


def rebuilt(document: Document, found: Sequence[Placed]) -> Document:
    """The document with the tables, everything else untouched and in order."""
    if not found:
        return document
    repeated = (line for placed in found for _, line in placed.repeated)
    return attrs.evolve(
        document, elements=tuple(_elements(document, found)), furniture=(*document.furniture, *repeated)
    )


def _elements(document: Document, found: Sequence[Placed]) -> Iterator[Element]:
    """Each table stands where its first line stood; a unit printed among its lines goes above it."""
    gone = {n for placed in found for n in (*placed.used, *(n for n, _ in (*placed.units, *placed.repeated)))}
    at = {min(placed.used): placed for placed in found}
    for n, element in enumerate(document.elements):
        if n in at:
            yield from (line for _, line in at[n].units)
            yield at[n].table
        if n not in gone:
            yield element


__all__ = ["Placed", "holds_all", "rebuilt"]

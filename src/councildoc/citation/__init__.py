"""A path into a reading -> its value, its printed places and what is printed there.

Paths are those of findings: `briefings[0].items[0].transfers[0].sources[0].amount`. A key of `columns` or `extra` stands behind
a dot as it is (`.extra.비고`), or in brackets and quotes. A path that leads nowhere is a `PathError`, which says what there is
at its deepest valid point.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from councildoc.citation.paths import leaves, once, transfer_paths, walk, where_of
from councildoc.citation.printed import Printed, printed_parts
from councildoc.citation.quotes import Quote, quotes
from councildoc.document import Element, Pairs, Where
from councildoc.model import Parsed

__all__ = ["Citation", "Quote", "cite", "cite_all", "leaves", "printed_parts", "transfer_paths"]


@attrs.frozen
class Citation:
    """The `value` at a `path` of a reading (a number, text or object of the model; None if nothing is printed), `where` it is
    printed, and `quotes` of what stands there."""

    path: str
    value: Any
    where: Where
    quotes: tuple[Quote, ...]

    @property
    def text(self) -> str:
        """All that is printed at the places, a piece a line."""
        return "\n".join(piece for quote in self.quotes for piece in quote.pieces)


def cite(parsed: Parsed, path: str, elements: tuple[Element, ...]) -> Citation:
    """The value at a path of a reading, with what `elements` print at its places. Raises `PathError`."""
    return cite_all(parsed, [path], elements)[0]


def cite_all(parsed: Parsed, paths: Iterable[str], elements: tuple[Element, ...]) -> tuple[Citation, ...]:
    """As `cite`, for several paths of one reading."""
    printed = Printed.of(elements)
    return tuple(_cite(parsed, path.strip(), printed) for path in paths)


def _cite(parsed: Parsed, path: str, printed: Printed) -> Citation:
    value, steps = walk(parsed, path)
    where = where_of(value, steps)
    names = [step.name for step in steps if isinstance(step.name, str)]
    keyed = isinstance(steps[-1].owner, Pairs)
    found = quotes(where, value, "" if keyed else names[-1], printed)
    marked = tuple(quote for quote in found if quote.marked)
    if (
        isinstance(value, str) and isinstance(steps[-1].name, int) and marked
    ):  # one of several dates with the same places
        found, where = marked, once(place for quote in marked for place in quote.where)
    return Citation(path, value, where, found)

"""Pieces -> canonical text: the report as plain text that people read and `parse` reads back to the same briefings.

One line for each line, indented by its depth; a blank line before items, headings and around tables; tables drawn with bars
(`extraction.drawn_tables`). The grammar is described in `docs/canonical.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from councildoc.document import Line
from councildoc.extraction.drawn_tables import GUARD, cells_of, draw_table
from councildoc.extraction.furniture import page_number
from councildoc.output.pieces import Piece, Role

_APART = frozenset({Role.ITEM, Role.HEADING, Role.CAPTION, Role.TABLE})
"""What begins after a blank line."""
_STEP = "  "


def canonical_text(pieces: Sequence[Piece]) -> str:
    """The pieces as one text."""
    return "".join(line + "\n" for line in _lines(pieces))


def _lines(pieces: Sequence[Piece]) -> Iterator[str]:
    above: Role | None = None
    for piece in pieces:
        if piece.first:
            yield "\f"
        elif above is not None and _apart(above, piece.role):
            yield ""
        if isinstance(piece.element, Line):
            yield _STEP * piece.depth + _guarded(piece.element.text)
        else:
            yield from draw_table(piece.element)
        above = piece.role


def _apart(above: Role, below: Role) -> bool:
    if above is Role.CAPTION:
        return False
    return below in _APART or above is Role.TABLE or (above in (Role.TITLE, Role.FIELD) and below is Role.PARAGRAPH)


def _guarded(text: str) -> str:
    """A line; one that looks like the row of a table, or like a page number, begins with a sign that no reading sees."""
    return text if cells_of(text) is None and page_number(text) is None else GUARD + text

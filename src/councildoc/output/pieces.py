"""What every renderer sets: the printed lines and tables of a report, in reading order, each with its part in the report.

`output.composition` makes them of a reading; canonical text, HWPX and the typesetters of the tests turn them into a file.
"""

from __future__ import annotations

from enum import StrEnum

import attrs

from councildoc.document import Element


class Role(StrEnum):
    """The part that a line or table plays in a report; renderers choose their type and space by it."""

    TITLE = "title"
    """The title of the report."""
    FIELD = "field"
    """Another line of the title page: session, committee, department, date, place."""
    ITEM = "item"
    """Numeral and title of an item."""
    SUMMARY = "summary"
    """The lead sentence under the title of an item."""
    HEADING = "heading"
    """The heading of a block."""
    PARAGRAPH = "paragraph"
    """A bullet, note or unmarked paragraph; `Piece.depth` says how deep."""
    CAPTION = "caption"
    """The unit line right above a table: `(단위 : 천원)`."""
    TABLE = "table"
    """A table with its merged cells."""


@attrs.frozen
class Piece:
    """One line or table to be set.

    `depth` is that of a paragraph (0 unmarked, 1 ○ class, 2 dash class, 3 dot class). `bar`: numeral and title of an item
    that may be set as a bar, two cells side by side; None where only the line as it stands reads back. `first` begins a
    report: a new page, where there are pages.
    """

    role: Role
    element: Element
    depth: int = 0
    bar: tuple[str, str] | None = None
    first: bool = False

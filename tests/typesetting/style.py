"""How a report may look: the styles that both typesetters know."""

from __future__ import annotations

import attrs

from councildoc.budget.header import read_header
from councildoc.document import Table

A4 = (595.0, 842.0)
MIN_OPEN = 4


@attrs.frozen
class Style:
    """The look of a document; lengths are in points.

    `page` is the least size of a page: it grows where a table could not be set without a cut through a merged cell or an
    amount.
    """

    name: str
    page: tuple[float, float] = A4
    margin: float = 56.0
    size: float = 11.0
    """The type of paragraphs; titles and headings are larger in proportion."""
    cell_size: float = 8.0
    cell_room: float | None = None
    """The widest a column of text may be, in type sizes; None: tables are as wide as the page."""
    keep_words: bool = True
    """Lines break between words only, where they can; otherwise between letters too."""
    outer_rules: bool = True
    """Whether tables have rules at their left and right ends. Without them, tables of less than `MIN_OPEN` columns and those whose
    merged cells tear their rules keep theirs, unless they hold a budget header: without one the reader takes such a grid for lines."""
    shaded_header: bool = False
    centred_amounts: bool = False
    repeat_header: bool = False
    """Whether a table begins with its header on every page that it reaches."""
    bars: bool = False
    """Items as bars (numeral and title in two cells) where that reads back, and summaries in boxes."""
    title_page: bool = False
    page_numbers: bool = True
    running_header: str | None = None
    """Printed at the top of documents of three pages and more: on fewer pages nothing proves that it is no content."""

    def has_ends(self, table: Table) -> bool:
        """Whether a table has rules at its left and right ends."""
        torn = any(cell.rowspan > 1 for cell in table.cells) and read_header(table, table.grid()) is None
        return self.outer_rules or table.ncols < MIN_OPEN or torn


STYLES: dict[str, Style] = {
    style.name: style
    for style in (
        Style("ruled", title_page=True),
        Style("open", outer_rules=False, centred_amounts=True),
        Style("shaded", shaded_header=True, bars=True, title_page=True, page_numbers=False, size=13.0),
        Style("narrow", cell_room=4.5, cell_size=9.0, size=12.0),
        Style("letters", cell_room=6.0, keep_words=False, shaded_header=True),
        Style(
            "landscape",
            page=(A4[1], A4[0]),
            bars=True,
            centred_amounts=True,
            running_header="주요 업무 보고 자료집",
            title_page=True,
        ),
        Style("small", page=(420.0, 298.0), margin=42.0, size=10.0, repeat_header=True),
        Style("small-once", page=(420.0, 298.0), margin=42.0, size=10.0, outer_rules=False, page_numbers=False),
    )
}

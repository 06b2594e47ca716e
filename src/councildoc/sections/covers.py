"""Title pages laid out as a table without labels: every cell is a line of a title page, so the table is read as lines."""

from __future__ import annotations

from collections.abc import Sequence

from councildoc.document import Table
from councildoc.sections.layout import Part, Row, cell_rows
from councildoc.sections.title_lines import content, is_session, is_title, is_title_like
from councildoc.values import bare

_FEWEST = 2
_MOST = 12
"""Lines of such a page."""


def opened_covers(parts: Sequence[Part]) -> list[Part]:
    """The parts with each such table in its lines, cell by cell."""
    return [row for part in parts for row in (_opened(part) if isinstance(part, Table) else [part])]


def _opened(table: Table) -> list[Part]:
    rows = cell_rows(table)
    told = {bare(row.text) for row in rows}
    if not _FEWEST <= len(told) <= _MOST or not all(map(is_title_like, rows)):
        return [table]
    return list(rows) if any(_heads_page(row) for row in rows) else [table]


def _heads_page(row: Row) -> bool:
    """Whether a line is one that every title page has: the session, or the title."""
    return is_session(content(row)) or is_title(row)

"""Tables with horizontal rules only."""

from __future__ import annotations

from collections.abc import Sequence

from councildoc.extraction.pdf_grid import Grid
from councildoc.extraction.pdf_page import Edge
from councildoc.extraction.pdf_text import TextLine


def level_grids(edges: Sequence[Edge], lines: Sequence[TextLine]) -> list[Grid]:
    return []

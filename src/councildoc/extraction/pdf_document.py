"""The pages of a PDF -> one `Document`: furniture taken out, tables joined over page breaks, doubts reported."""

from __future__ import annotations

from collections.abc import Sequence

from councildoc.diagnostics import Report
from councildoc.document import Document, Element, Line
from councildoc.errors import NoTextError
from councildoc.extraction.furniture import MarginLine, running_lines
from councildoc.extraction.pdf_joins import joined
from councildoc.extraction.pdf_page import PageContent
from councildoc.extraction.pdf_tables import Placed, PlacedLine, page_elements

OUTERMOST = 2
"""So many lines at each end of a page may be furniture."""


def assemble(pages: Sequence[PageContent], report: Report) -> Document:
    """Put the pages together."""
    if not any(glyph.text.strip() for page in pages for glyph in page.glyphs):
        raise NoTextError
    elements = [page_elements(page) for page in pages]
    furniture = _furniture(pages, elements)
    content = [
        [element for element in placed if not (isinstance(element, PlacedLine) and id(element.line) in furniture)]
        for placed in elements
    ]
    ends = [(page.box[1], page.box[3]) for page in pages]
    out: list[Element] = []
    taken: list[Line] = []
    for placed, whole in zip(elements, joined(content, ends, report), strict=True):
        taken += [
            element.line for element in placed if isinstance(element, PlacedLine) and id(element.line) in furniture
        ]
        for item in whole:
            if isinstance(item, Line):
                taken.append(item)
            else:
                out.append(item.line if isinstance(item, PlacedLine) else item.table)
    return Document("pdf", tuple(out), tuple(sorted(taken, key=_place)), len(pages))


def _place(line: Line) -> tuple[int, float]:
    where = line.where[0]
    return where.page or 0, where.bbox[1] if where.bbox else 0.0


def _furniture(pages: Sequence[PageContent], elements: Sequence[Sequence[Placed]]) -> set[int]:
    """The identities of the lines that are page numbers or running headers."""
    candidates: list[MarginLine] = []
    body: list[tuple[float, float]] = []
    for index, (page, placed) in enumerate(zip(pages, elements, strict=True)):
        by_top = sorted(placed, key=lambda element: element.box[1])
        outer = [element for element in by_top[:OUTERMOST] + by_top[-OUTERMOST:] if isinstance(element, PlacedLine)]
        for element in {id(element): element for element in outer}.values():
            top, bottom = element.box[1] - page.box[1], element.box[3] - page.box[1]
            candidates.append(MarginLine(element.line, index, top, bottom, page.height))
        outer_ids = {id(element) for element in outer}
        inner = [element for element in placed if id(element) not in outer_ids]
        if inner:
            body.append((
                min(element.box[1] for element in inner) - page.box[1],
                max(element.box[3] for element in inner) - page.box[1],
            ))
    return {id(line) for line in running_lines(candidates, body, len(pages))}

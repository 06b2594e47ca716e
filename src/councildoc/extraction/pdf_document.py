"""The pages of a PDF -> one `Document`: furniture taken out, tables joined over page breaks, doubts reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from councildoc.diagnostics import GARBLED_TEXT, Diagnostic, Report
from councildoc.document import Document, Element, Line, Location
from councildoc.errors import CorruptError, NoTextError
from councildoc.extraction.furniture import MarginLine, running_lines
from councildoc.extraction.pdf_content import Box, PageContent
from councildoc.extraction.pdf_joins import joined
from councildoc.extraction.pdf_tables import Placed, PlacedLine, PlacedTable, page_elements
from councildoc.extraction.pdf_text import text_lines

OUTERMOST = 2
"""So many lines at each end of a page may be furniture."""
SCANNED = 0.3
"""A page without text of which a picture takes this part is a scan."""
MIN_GLYPHS = 20
MIN_OUTLINES = 60
"""A page with text but no Hangul and so many filled curves has its Hangul drawn as outlines."""


@attrs.frozen
class _Sheet:
    """What is kept of a page: all but its glyphs, which take more room than the text that they make."""

    number: int
    box: Box
    placed: list[Placed]
    has_text: bool
    damaged: bool


def assemble(pages: Iterable[PageContent], declared: int, report: Report) -> Document:
    """Put the pages together, taken one at a time; `declared` is the number of pages that the file says it has."""
    sheets: list[_Sheet] = []
    lost: list[Diagnostic] = []
    for page in pages:
        placed = page_elements(page, _open_table(sheets[-1].placed) if sheets else None)
        has_text = any(glyph.text.strip() for glyph in page.glyphs)
        sheets.append(_Sheet(page.number, page.box, placed, has_text, page.damaged))
        _report_lost_text(page, lost.append)
    if not any(sheet.has_text for sheet in sheets):
        raise CorruptError if any(sheet.damaged for sheet in sheets) else NoTextError
    if declared > len(sheets):
        report(GARBLED_TEXT.at(text=f"{declared}쪽 가운데 {len(sheets)}쪽만 남아 있는 손상된 파일입니다."))
    for finding in lost:
        report(finding)
    furniture = _furniture(sheets)
    content = [
        [element for element in sheet.placed if not (isinstance(element, PlacedLine) and id(element.line) in furniture)]
        for sheet in sheets
    ]
    ends = [(sheet.box[1], sheet.box[3]) for sheet in sheets]
    out: list[Element] = []
    taken: list[Line] = []
    for sheet, whole in zip(sheets, joined(content, ends, report), strict=True):
        taken += [
            element.line
            for element in sheet.placed
            if isinstance(element, PlacedLine) and id(element.line) in furniture
        ]
        for item in whole:
            if isinstance(item, Line):
                taken.append(item)
            else:
                out.append(item.line if isinstance(item, PlacedLine) else item.table)
    return Document("pdf", tuple(out), tuple(sorted(taken, key=_place)), len(sheets))


def _open_table(placed: Sequence[Placed]) -> PlacedTable | None:
    """The table with which a page ends, margin lines apart; it may go on overleaf."""
    return next((element for element in placed[: -OUTERMOST - 2 : -1] if isinstance(element, PlacedTable)), None)


def _report_lost_text(page: PageContent, report: Report) -> None:
    """Text of a page that is printed but cannot be read: never lost in silence."""
    where = (Location(page=page.number),)
    solid = [glyph for glyph in page.glyphs if not glyph.text.isspace()]
    if page.damaged:
        report(GARBLED_TEXT.at(None, where, text=f"{page.number}쪽이 손상되어 일부만 읽었습니다."))
    if not solid and page.image_share >= SCANNED:
        report(GARBLED_TEXT.at(None, where, text=f"{page.number}쪽은 글자 없는 그림입니다."))
    if (
        page.curves >= MIN_OUTLINES
        and len(solid) >= MIN_GLYPHS
        and sum("가" <= glyph.text[0] <= "힣" for glyph in solid) * 100 < len(solid)
    ):
        report(GARBLED_TEXT.at(None, where, text=f"{page.number}쪽의 한글이 글자가 아닌 그림으로 그려져 있습니다."))
    if _is_lost("\n".join(glyph.text for glyph in solid)):
        line = next(line for line in text_lines(page.glyphs) if _is_lost(line.text))
        place = (Location(page=page.number, bbox=page.frame.printed(line.box)),)
        report(GARBLED_TEXT.at(None, place, line.text, text=line.text))


def _is_lost(text: str) -> bool:
    return "\ufffd" in text or "(cid:" in text


def _place(line: Line) -> tuple[int, float]:
    where = line.where[0]
    return where.page or 0, where.bbox[1] if where.bbox else 0.0


def _furniture(sheets: Sequence[_Sheet]) -> set[int]:
    """The identities of the lines that are page numbers or running headers."""
    candidates: list[MarginLine] = []
    body: list[tuple[float, float]] = []
    for index, sheet in enumerate(sheets):
        start, height = sheet.box[1], sheet.box[3] - sheet.box[1]
        by_top = sorted(sheet.placed, key=lambda element: element.box[1])
        outer = [element for element in by_top[:OUTERMOST] + by_top[-OUTERMOST:] if isinstance(element, PlacedLine)]
        for element in {id(element): element for element in outer}.values():
            candidates.append(MarginLine(element.line, index, element.box[1] - start, element.box[3] - start, height))
        outer_ids = {id(element) for element in outer}
        inner = [element for element in sheet.placed if id(element) not in outer_ids]
        if inner:
            body.append(
                (min(element.box[1] for element in inner) - start, max(element.box[3] for element in inner) - start)
            )
    return {id(line) for line in running_lines(candidates, body, len(sheets))}

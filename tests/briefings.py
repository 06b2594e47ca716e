"""The invented briefings of `fixtures/briefings`: their drawings, and what is typeset from them.

    python tests/briefings.py [NN ...]

writes the PDF and the HWPX of each drawing anew (all, or those whose name begins so). What is set are the lines and
tables as drawn, in reading order; nothing of it has been through the reader, so the reader cannot help itself.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import attrs
import regex

from councildoc.document import Document, Line, Table
from councildoc.output.hwpx import to_hwpx
from councildoc.output.pieces import Piece, Role
from drawing import draw
from locations import FIXTURES
from typesetting import ENGINES, Style
from typesetting.style import A4

FOLDER = FIXTURES / "briefings"
LANDSCAPE = (A4[1], A4[0])
PAGE_BREAK = "\f"
"""A line of its own in a drawing: the next line begins a page."""

_ROMAN = r"[Ⅰ-Ⅻ]|I{1,3}\."
_NUMBER = r"\d{1,2}\.?\s"
_HEADING = regex.compile(r"\s*(?:[□■▣◇▶【〈]|\?\?|[가-하]\.\s|\[.*\]$)")
_CAPTION = regex.compile(r"[(\[]\s*단위.*[)\]]")
_TITLE = regex.compile(r".*(?:보고|보고서|현황|내역|명세서|조서)")
_CONTENTS = regex.compile(r"목\s*차")


@attrs.frozen
class Plan:
    """How one briefing is printed. `items`: the beginning of a line with the title of an item, set in large type."""

    engine: str
    style: Style
    items: str = _ROMAN


PLANS: dict[str, Plan] = {
    "01-metropolitan-contents": Plan("reportlab", Style("01", title_page=True, size=12.0, bars=True)),
    "02-county-older-hierarchy": Plan(
        "typst", Style("02", page=LANDSCAPE, outer_rules=False, page_numbers=False, centred_amounts=True)
    ),
    "03-district-prose-only": Plan("reportlab", Style("03", size=13.0, margin=70.0), _NUMBER),
    "04-province-three-departments": Plan("typst", Style("04", shaded_header=True, title_page=True)),
    "05-city-register-three-pages": Plan(
        "reportlab",
        Style(
            "05",
            page=LANDSCAPE,
            margin=80.0,
            cell_size=13.0,
            repeat_header=True,
            running_header="2020회계연도 결산 첨부서류",
        ),
    ),
    "06-district-wrong-sums": Plan(
        "typst", Style("06", shaded_header=True, page_numbers=False, size=12.0, bars=True), _NUMBER
    ),
    "07-county-law-doubts": Plan("reportlab", Style("07", centred_amounts=True, cell_room=7.0), _NUMBER),
    "08-city-units-and-damage": Plan("typst", Style("08", keep_words=False, cell_room=9.0)),
    "09-city-side-by-side": Plan("typst", Style("09", page=LANDSCAPE, shaded_header=True, margin=40.0)),
    "10-district-stage-rows": Plan("reportlab", Style("10", size=12.0, title_page=True), _NUMBER),
    "11-province-reorganisation": Plan("typst", Style("11", page=LANDSCAPE, shaded_header=True)),
    "12-city-letter-spaced": Plan("typst", Style("12", size=14.0, cell_size=10.0, outer_rules=False, title_page=True)),
    "13-city-transfer-cards": Plan("reportlab", Style("13", size=12.0, cell_size=10.0)),
    "14-special-province-annex": Plan("typst", Style("14", centred_amounts=True)),
    "15-city-three-header-rows": Plan("reportlab", Style("15", page=LANDSCAPE, keep_words=False, page_numbers=False)),
    "16-metropolitan-wide-funds": Plan("typst", Style("16", page=LANDSCAPE, cell_room=6.0)),
    "17-city-three-kinds": Plan("reportlab", Style("17", outer_rules=False, cell_room=8.0)),
    "18-district-items-within-items": Plan("typst", Style("18", title_page=True, shaded_header=True, keep_words=False)),
    "19-county-split-tables": Plan("reportlab", Style("19", size=13.0, cell_size=11.0, page_numbers=False), _NUMBER),
    "20-metropolitan-decimals": Plan("reportlab", Style("20", page=LANDSCAPE, centred_amounts=True, cell_room=6.0)),
    "21-city-agenda-wrong-stated-total": Plan("typst", Style("21", size=12.0, margin=45.0), _NUMBER),
}
"""A plan for each drawing; a test fails if one is missing."""


def drawing(name: str) -> str:
    """The text of a briefing, as its author would type it and as `parse` reads it."""
    return (FOLDER / f"{name}.txt").read_text("utf-8")


def pages(name: str) -> Iterator[Document]:
    """The lines and tables of a briefing as drawn, page by page; the text reader has no part in it."""
    for text in drawing(name).split(PAGE_BREAK):
        yield draw(text.replace("\\n", "//"))


def pieces(name: str, *, boxes: bool = False) -> Iterator[Piece]:
    """What is to be set, each part with the look that its mark and its indent ask for.

    `boxes`: tables that only frame a text, and numerals beside their titles, are set in the type of text instead of tables.
    """
    items = regex.compile(PLANS[name].items)
    for number, page in enumerate(pages(name)):
        front = True
        for position, element in enumerate(page.elements):
            first = number > 0 and position == 0
            if isinstance(element, Table):
                front = front and element.ncols < 3
                yield from (
                    [box] if boxes and (box := _box(element, first)) else [Piece(Role.TABLE, element, first=first)]
                )
                continue
            role = _role(element.text, front, items)
            front = front and role in (Role.TITLE, Role.FIELD)
            indent = len(element.text) - len(element.text.lstrip())
            yield Piece(role, Line(element.text.strip()), min(3, (indent + 1) // 2), first=first)


def _box(table: Table, first: bool) -> Piece | None:
    texts = [cell.text for cell in table.cells]
    if len(texts) == 2 and table.nrows == 1:
        return Piece(Role.ITEM, Line(" ".join(texts)), bar=(texts[0], texts[1]), first=first)
    return Piece(Role.SUMMARY, Line(texts[0]), first=first) if len(texts) == 1 else None


def _role(text: str, front: bool, items: regex.Pattern[str]) -> Role:
    if _CAPTION.fullmatch(text.strip()):
        return Role.CAPTION
    if _CONTENTS.fullmatch(text):
        return Role.HEADING
    if items.match(text):
        return Role.ITEM
    if front and not _HEADING.match(text):
        return Role.TITLE if _TITLE.fullmatch(text) else Role.FIELD
    return Role.HEADING if _HEADING.match(text) else Role.PARAGRAPH


def make(name: str) -> dict[str, bytes]:
    """The files of a briefing, by their ending."""
    plan = PLANS[name]
    pdf = ENGINES[plan.engine](list(pieces(name, boxes=True)), plan.style)
    return {".pdf": pdf, ".hwpx": to_hwpx(list(pieces(name)))}


def write(*beginnings: str) -> None:
    """Write the files of the briefings whose names begin so."""
    for name in PLANS:
        if name.startswith(beginnings or ("",)):
            for ending, data in make(name).items():
                path = Path(FOLDER, name + ending)
                path.write_bytes(data)
                sys.stdout.write(f"{path.name}: {len(data):,} bytes\n")


if __name__ == "__main__":
    write(*sys.argv[1:])

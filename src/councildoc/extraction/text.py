"""Plain text -> one `Line` for each physical line that is not blank, with its line number, and the tables drawn in it.

The text stays as it is, leading blanks too; blank lines are seen in the gaps of the line numbers. Lines between bars are the
rows of a table (`drawn_tables`, `box_grid`). Page numbers between pages that a text tool put one under the other become
furniture where their numbers prove it.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from itertools import groupby

import regex

from councildoc.diagnostics import GARBLED_TEXT, Report
from councildoc.document import Document, Element, Line, Location, Table
from councildoc.errors import CorruptError
from councildoc.extraction import pdf
from councildoc.extraction.box_grid import box_runs, read_box
from councildoc.extraction.drawn_tables import ABOVE, GUARD, cells_of, read_table
from councildoc.extraction.furniture import numbered_lines
from councildoc.extraction.reading import NOTHING_READ, Reading
from councildoc.values import bare

_LINE_ENDS = regex.compile("\r\n|[\n\r\u2028\u2029]")
_PAGE_ENDS = regex.compile("[\f\v]")
"""A form feed ends a line too, but editors do not count it, so it does not change the line numbers."""

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def is_blank(data: bytes) -> bool:
    """Whether there is nothing but white space, in whatever encoding."""
    body = data
    for bom, _ in _BOMS:
        body = body.removeprefix(bom)
    return len(body) < 2**20 and not body.replace(b"\x00", b"").strip() and not body.startswith(b"\x00" * 4)


def _decoded(data: bytes) -> str | None:
    """The text, if the bytes are text in one of the encodings; a line cut off in mid-character still counts."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    for encoding in ("utf-8", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            # A download that stops in mid-character is still text; anything undecodable before its end is not.
            if error.start >= len(data) - 4 and error.start > len(data) // 2:
                return data.decode(encoding, "replace")
    return None


def _is_text(decoded: str) -> bool:
    if "\x00" in decoded:
        return False
    sample = decoded[:65536]
    controls = sum(char < " " and char not in "\t\n\r\f\v\x1a" for char in sample)
    # Text copied out of a PDF may have a control character for every blank.
    return controls * 3 <= len(sample)


def sniff(data: bytes) -> bool:
    """Text in a known encoding, without the bytes that only binary files have; a PDF of ASCII only is a PDF."""
    if pdf.sniff(data):
        return False
    decoded = _decoded(data)
    return decoded is not None and _is_text(decoded)


def read(data: bytes, reading: Reading) -> Document:
    """Read plain text; a password has no meaning here."""
    report = reading.report
    decoded = _decoded(data)
    if decoded is None:
        raise CorruptError
    physical = _LINE_ENDS.split(decoded)
    if len(physical) > reading.limits.lines:
        raise reading.limits.over("lines", NOTHING_READ, found=len(physical))
    lines = [
        Line(content, where=(Location(line=number),))
        for number, whole in enumerate(physical, start=1)
        for content in _PAGE_ENDS.split(whole)
        if bare(content)
    ]
    garbled = [line for line in lines if "\ufffd" in line.text]
    if garbled:
        report(GARBLED_TEXT.at(None, garbled[0].where, garbled[0].text, text=garbled[0].text.strip()))
    elements, breaks = tuple(_with_tables(lines, report)), tuple(_page_breaks(physical))
    if any(isinstance(element, Table) for element in elements):
        # Whoever drew the tables printed no pages: what looks like a page number is content.
        return Document("text", elements, page_breaks=breaks)
    numbered = numbered_lines(["" if line.text.startswith(GUARD) else line.text for line in lines])
    return Document(
        "text",
        elements=tuple(line for index, line in enumerate(lines) if index not in numbered),
        furniture=tuple(line for index, line in enumerate(lines) if index in numbered),
        page_breaks=breaks,
    )


def _page_breaks(physical: Iterable[str]) -> Iterator[Location]:
    """The places of the first lines after form feeds."""
    pending = False
    for number, whole in enumerate(physical, start=1):
        for index, content in enumerate(_PAGE_ENDS.split(whole)):
            pending = pending or index > 0
            if pending and bare(content):
                yield Location(line=number)
                pending = False


def _with_tables(lines: Iterable[Line], report: Report) -> Iterator[Element]:
    """The lines with each run of drawn rows, no blank line between them, as a table.

    Rows that make no table, because one has more cells than another, stay lines and are reported.
    """
    for boxed, run in box_runs(lines):
        for drawn, rows in [(True, run)] if boxed else _runs(run):
            table = (read_box(rows) if boxed else read_table(rows)) if drawn else None
            if table is not None:
                yield table
                continue
            if drawn:
                report(GARBLED_TEXT.at(None, rows[0].where, rows[0].text, text=rows[0].text.strip()))
            yield from rows


def _runs(lines: Iterable[Line]) -> list[tuple[bool, list[Line]]]:
    """Neighbouring drawn rows, and what stands between them. A run whose first row goes on from above is no run of its own,
    though a blank line stands there."""
    keyed = [
        ((line.where[0].line or 0) - index if cells_of(line.text) is not None else None, line)
        for index, line in enumerate(lines)
    ]
    runs: list[tuple[bool, list[Line]]] = []
    for key, group in groupby(keyed, key=lambda entry: entry[0]):
        rows = [line for _, line in group]
        if key is not None and runs and runs[-1][0] and ABOVE in (cells_of(rows[0].text) or ()):
            runs[-1][1].extend(rows)
        else:
            runs.append((key is not None, rows))
    return runs

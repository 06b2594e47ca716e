"""Document -> Document: runs of lines that are a table flattened by a PDF tool become a `Table` again.

A budget table is recovered only where its sums prove the amounts; otherwise its lines stay as they are and a finding says so.
Names are divided by evidence, and a division that only the number of lines decided is reported.

`flattened_unrolled` cuts a table that stands on one line, `flattened_regions` finds the lines, `flattened_header` the
columns, `flattened_words` the pieces of the body, `flattened_rows` and `flattened_amounts` the rows, `flattened_names` and
`flattened_spans` the names, `flattened_table` puts the cells together. Of the lines that are left `flattened_plain` makes
the tables that are no budget tables.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

import attrs

from councildoc.budget.flattened_anchors import Rows
from councildoc.budget.flattened_evidence import Evidence, evidence_of, run_of
from councildoc.budget.flattened_header import BUDGET, NAME_FIELDS, Layout, layouts
from councildoc.budget.flattened_names import Names, divide_names
from councildoc.budget.flattened_places import Placed, holds_all, rebuilt
from councildoc.budget.flattened_plain import plain_table
from councildoc.budget.flattened_regions import Numbered, Region, is_apart, regions, runs, spending_region, words_in
from councildoc.budget.flattened_rows import read_rows
from councildoc.budget.flattened_spending import divide_strictly
from councildoc.budget.flattened_table import build
from councildoc.budget.flattened_unrolled import unrolled
from councildoc.budget.flattened_words import Gap, Kind, Piece, pieces_of
from councildoc.budget.header import read_header
from councildoc.diagnostics import GARBLED_TEXT, NAME_SPLIT_UNCERTAIN, Diagnostic, Report
from councildoc.document import Document, Element, Line, Table, Where
from councildoc.values import UNIT_NOTE, clean

_MOST_LINES = 2000
_EXCERPT = 80
_MOST_NAMES = 12
"""Names listed in one finding."""
_PASSES = 3
_MOST_RUNS = 40


@attrs.frozen
class _Reading:
    """A table whose amounts are proved; its names are divided when the evidence of the whole document is there."""

    region: Region
    pieces: tuple[Piece, ...]
    layout: Layout
    rows: Rows
    used: frozenset[int]


@attrs.frozen
class _Recovered:
    table: Table
    names: Names
    reading: _Reading


def _read(region: Region) -> _Reading | None:
    """The first reading of the lines that the sums prove: alone, without the text below them, or with their orphans."""
    bodies: list[Sequence[Numbered]] = [_trimmed(region), region.lines]
    if any(word.fields[0] == "extra" for word in words_in(region.header, region.vocabulary)):
        bodies.reverse()  # remarks stand right of the amounts, so they may be printed last
    attempts = [(body, region.header) for body in bodies]
    if region.orphans:
        attempts.extend(((*body, *region.orphans), (*region.header, *region.orphan_header)) for body in bodies)
    unfilled: _Reading | None = None
    for lines, header in attempts:
        reading = _read_lines(region, lines, header)
        if reading and _room_filled(reading):
            return reading
        unfilled = unfilled or reading
    return unfilled


def _read_lines(region: Region, lines: Sequence[Numbered], header: Sequence[Sequence[Numbered]]) -> _Reading | None:
    heads = {n for group in header for n, _ in group}
    if len(lines) > _MOST_LINES:
        return None
    pieces = tuple(pieces_of(lines, heads | {n for n, line in lines if is_apart(line)}))
    if _is_interleaved(pieces):
        return None
    for layout in region.vocabulary.layouts(words_in(header, region.vocabulary)):
        rows = read_rows(pieces, layout)
        if rows is None:
            continue
        stray = {pieces[p].line for p in rows.stray}
        placed = {pieces[n].line for n in range(len(pieces)) if n not in rows.stray}
        if not stray & placed:
            return _Reading(region, pieces, layout, rows, frozenset(heads | placed))
    return None


def _is_interleaved(pieces: Sequence[Piece]) -> bool:
    """Whether printed lines run through several cells of several lines each: then no cell is in one piece."""
    wide = {piece.line for piece in pieces if piece.gap is Gap.WIDE and piece.kind is Kind.TEXT}
    rows = {piece.line for piece in pieces if piece.kind is not Kind.TEXT}
    return bool(wide & rows) and bool(wide - rows)


def _trimmed(region: Region) -> list[Numbered]:
    """The lines up to the last one that can only be part of a table."""
    heads = {n for group in region.header for n, _ in group}
    pieces = pieces_of(region.lines, heads)
    last = max([*heads, *(piece.line for piece in pieces if piece.kind is not Kind.TEXT)])
    objects = [piece.line for piece in pieces if piece.kind is Kind.CODE]
    if objects and objects[-1] == last:
        return list(region.lines)
    return [numbered for numbered in region.lines if numbered[0] <= last]


def _room_filled(reading: _Reading) -> bool:
    """Whether there is at least one piece of text for every name column."""
    fixed = {cell.column for cell in reading.rows.fixed}
    wanted = [n for n in reading.layout.where(*NAME_FIELDS) if n not in fixed]
    return len(reading.rows.rest) >= len(wanted)


def _recover(reading: _Reading, evidence: Evidence) -> _Recovered | None:
    divide = divide_strictly if reading.layout.strict else divide_names
    names = divide(reading.pieces, reading.layout, reading.rows, evidence)
    if names is None:
        return None
    if reading.region.repeated:  # merged cells may be cut at the page break
        names = attrs.evolve(
            names, uncertain=tuple(cell.pieces for cell in names.cells if cell.pieces[0] in reading.rows.rest)
        )
    outside = {p for cell in names.outside for p in cell}
    left_out = {reading.pieces[p].line for p in outside}
    if any(piece.line in left_out for p, piece in enumerate(reading.pieces) if p not in outside):
        return None
    reading = attrs.evolve(reading, used=reading.used - left_out)
    lines = {n: line for n, line in (*reading.region.lines, *reading.region.orphans) if n in reading.used}
    table = build(reading.pieces, reading.layout, reading.rows, names, lines)
    if table is None or (reading.layout.strict and read_header(table, table.grid()) is not None):
        return None  # what moves money is proved as a budget table or not at all
    return _Recovered(table, names, reading)


def _solved(found: Iterable[_Recovered]) -> frozenset[tuple[str, str]]:
    """The names of tables already divided, those in doubt left out."""
    out: set[tuple[str, str]] = set()
    for one in found:
        for cell in one.names.cells:
            if cell.pieces not in one.names.uncertain:
                key = "".join(one.reading.pieces[p].key for p in cell.pieces)
                out.add((one.reading.layout.columns[cell.column].field, key))
    return frozenset(out)


def _divide_all(readings: Sequence[_Reading], document: Document, flattened: Iterable[int]) -> list[_Recovered | None]:
    """The names of all tables: each alone first, then with what the others have shown."""
    alone = evidence_of(document, flattened)
    runs = [run_of([reading.pieces[p] for p in reading.rows.rest]) for reading in readings]
    found: list[_Recovered | None] = [None] * len(readings)
    used: list[Evidence | None] = [None] * len(readings)
    for _ in range(_PASSES):
        before = list(found)
        for n, reading in enumerate(readings):
            others = dict.fromkeys(run for m, run in enumerate(runs) if m != n)
            known = _solved(one for m, one in enumerate(before) if one is not None and m != n)
            evidence = attrs.evolve(alone, runs=tuple(others)[:_MOST_RUNS], solved=alone.solved | known)
            if evidence != used[n]:
                found[n], used[n] = _recover(reading, evidence), evidence
    return found


def recover(document: Document, report: Report) -> Document:
    """The document with its flattened tables as tables, budget tables and plain ones; everything else untouched and in order.

    A text with tables drawn in it (`extraction.drawn_tables`) has no flattened ones.
    """
    if document.format == "text" and any(isinstance(element, Table) for element in document.elements):
        return document
    document = attrs.evolve(
        document, elements=tuple(each for element in document.elements for each in _on_one_line(element, report))
    )
    readings, unproved = _budget_readings(document)
    taken = {n for region in unproved for n, _ in region.lines}
    for reading in readings:
        taken |= reading.used | {n for n, _ in reading.region.repeated}
    found = _plain_tables(document, taken, report)
    taken |= {n for placed in found for n in placed.used}
    readings += _spending_readings(document, taken)
    flattened = taken | {n for reading in readings for n in reading.used}
    for reading, one in zip(readings, _divide_all(readings, document, flattened), strict=True):
        placed = _placed(one) if one else None
        if one is not None and placed is not None and holds_all(placed, document):
            found.append(placed)
            _report_names(one, report)
        elif reading.region.vocabulary is BUDGET:
            unproved.append(reading.region)
    for region in sorted(unproved, key=lambda region: region.lines[0][0]):
        _report_unproved(region, report)
    return rebuilt(document, found)


def _budget_readings(document: Document) -> tuple[list[_Reading], list[Region]]:
    """The budget tables that their sums prove, and those that they do not."""
    readings: list[_Reading] = []
    unproved: list[Region] = []
    for region in regions(document):
        reading = _read(region)
        if reading:
            readings.append(reading)
        elif layouts(words_in((*region.header, *region.orphan_header))):
            unproved.append(region)
    return readings, unproved


def _on_one_line(element: Element, report: Report) -> tuple[Element, ...]:
    """The table that stands on one line, with its unit above it; else the line itself."""
    lines = unrolled(element) if isinstance(element, Line) else None
    if lines is None:
        return (element,)
    findings: list[Diagnostic] = []
    found = recover(Document("text", lines), findings.append)
    *above, last = found.elements
    if not isinstance(last, Table) or not all(each is lines[0] for each in above):
        return (element,)  # not proved: the whole line is looked at with those around it
    for finding in findings:
        report(finding)
    return found.elements


def _spending_readings(document: Document, taken: Container[int]) -> list[_Reading]:
    """Tables of what was spent: a whole run of lines each, all of it in the table."""
    found = (spending_region(run) for run in runs(document, taken, dated=True))
    read = ((region, _read_lines(region, region.lines, region.header)) for region in found if region)
    return [
        reading
        for region, reading in read
        if reading and _room_filled(reading) and all(n in reading.used or is_apart(line) for n, line in region.lines)
    ]


def _placed(one: _Recovered) -> Placed:
    region, used = one.reading.region, one.reading.used
    inside = (
        (n, line)
        for n, line in region.lines
        if n > min(used) and n not in used and UNIT_NOTE.fullmatch(line.text.strip())
    )
    return Placed(one.table, used, tuple(inside), region.repeated)


def _plain_tables(document: Document, taken: Container[int], report: Report) -> list[Placed]:
    """Runs of lines outside budget tables that are plain tables."""
    found = [placed for run in runs(document, taken) if (placed := plain_table(run)) and holds_all(placed, document)]
    for placed in found:
        if placed.doubt:
            names = _listed(placed.doubt)
            told = f"{names} (가로와 세로가 바뀌었을 수 있습니다)"
            report(NAME_SPLIT_UNCERTAIN.at(None, placed.table.where, names[:_EXCERPT], names=told))
    return found


def _report_names(one: _Recovered, report: Report) -> None:
    pieces = one.reading.pieces
    if not one.names.uncertain:
        return
    lines = sorted({pieces[p].line for cell in one.names.uncertain for p in cell})
    by_number = dict((*one.reading.region.lines, *one.reading.region.orphans))
    if not one.reading.used & set(lines):
        lines += _heads_of_remarks(one)  # what stands beside the table belongs to a column of it
    where: Where = tuple(place for n in lines for place in by_number[n].where)
    cells = [" ".join(clean(pieces[p].text) for p in cell) for cell in one.names.uncertain]
    names = _listed(cells)
    report(NAME_SPLIT_UNCERTAIN.at(None, where, names[:_EXCERPT], names=names))


def _heads_of_remarks(one: _Recovered) -> list[int]:
    """The lines of the headers of remarks that have no cell."""
    filled = {cell.column for cell in one.names.cells}
    columns = enumerate(one.reading.layout.columns)
    return sorted(
        {n for at, column in columns if column.field == "extra" and at not in filled for n in column.word.lines}
    )


def _listed(names: Sequence[str]) -> str:
    more = f" 등 {len(names)}곳" if len(names) > _MOST_NAMES else ""
    return " / ".join(names[:_MOST_NAMES]) + more


def _report_unproved(region: Region, report: Report) -> None:
    where: Where = tuple(place for _, line in region.lines for place in line.where)
    excerpt = " ".join(clean(line.text) for _, line in region.lines)[:_EXCERPT]
    text = "풀어진 예산 표의 금액을 합계로 확인할 수 없어 표로 만들지 않고 줄 그대로 두었습니다. 원본과 대조해 주세요."
    report(GARBLED_TEXT.at(None, where, excerpt, text=text))


__all__ = ["recover"]

"""Document -> Parsed: puts the stages together.

Flattened tables are recovered and continued ones joined, sections cut, budget tables read, paragraphs made from the lines
that are left, transfers derived, everything checked. Nothing is raised: what is wrong becomes a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from councildoc import checks
from councildoc.budget import tables
from councildoc.budget.continued import join_continued
from councildoc.budget.flattened import recover
from councildoc.diagnostics import YEAR_INFERRED, Diagnostic, Report
from councildoc.document import Document, Location, Table, Where
from councildoc.joining import Lexicon
from councildoc.model import Block, BodyEntry, Briefing, BudgetTable, Item, Pairs, Paragraph, Parsed, Source, Transfer
from councildoc.sections import RawBlock, RawBriefing, RawItem, Row, cut
from councildoc.sections.layout import Part
from councildoc.sections.paragraphs import paragraphs
from councildoc.transfers.fiscal import fiscal_year, year_of_title
from councildoc.transfers.kinds import first_told
from councildoc.transfers.labels import printed
from councildoc.transfers.legs import derive
from councildoc.values import UNIT_NOTE, find_unit, find_won


def parse_document(document: Document, source: Source, findings: Iterable[Diagnostic] = ()) -> Parsed:
    """Everything one document says. `findings` are those of the extraction stage; they come first."""
    found = list(findings)
    recovered = join_continued(recover(document, found.append))
    lexicon = Lexicon.of(recovered)
    briefings = tuple(
        _briefing(raw, f"briefings[{index}]", lexicon, found.append)
        for index, raw in enumerate(cut(recovered, lexicon))
    )
    parsed = Parsed(source, tuple(b for b in briefings if b != Briefing()), (), recovered.furniture)
    found.extend(checks.run(parsed, recovered, tuple(found)))
    return attrs.evolve(parsed, diagnostics=_located(found, parsed))


def _briefing(raw: RawBriefing, path: str, lexicon: Lexicon, report: Report) -> Briefing:
    title = raw.title
    context = _context(raw.preamble)
    preamble = _body(raw.preamble, context, lexicon, f"{path}.preamble", report, front=True)
    items = tuple(_item(item, lexicon, f"{path}.items[{index}]", report) for index, item in enumerate(raw.items))
    number = title.fields.get("session_number")
    briefing = Briefing(
        title=title.text("title"),
        council=title.text("council"),
        session_number=number if isinstance(number, int) else None,
        session_kind=title.text("session_kind"),
        committee=title.text("committee"),
        department=title.text("department"),
        date=title.text("date"),
        place=title.text("place"),
        title_lines=tuple(title.lines),
        preamble=preamble,
        items=items,
        where=tuple(place for line in title.lines for place in line.where),
        places=Pairs(title.places),
    )
    return with_transfers(briefing, path, report)


def with_transfers(briefing: Briefing, path: str = "briefings[0]", report: Report = lambda _: None) -> Briefing:
    """The briefing with the transfers that its items tell of, in place of any it had: a pure function of its reading.

    Dates printed without a year take the fiscal year; each gives a finding with `path`.
    """
    front = ((printed(entry), entry.where) for entry in briefing.preamble if isinstance(entry, Paragraph))
    report_kind = first_told([(briefing.title, briefing.places.get("title", ())), *front])
    items = tuple(
        attrs.evolve(item, transfers=derive((item.title, item.places.get("title", ())), item.blocks, report_kind))
        for item in briefing.items
    )
    return _with_years(attrs.evolve(briefing, items=items), path, report)


def _item(raw: RawItem, lexicon: Lexicon, path: str, report: Report) -> Item:
    stated = _stated(raw)
    blocks = tuple(
        _block(block, stated, lexicon, f"{path}.blocks[{index}]", report) for index, block in enumerate(raw.blocks)
    )
    places: dict[str, Where] = {}
    if raw.head is not None:
        places |= dict.fromkeys(("number", "label", "title"), raw.head.line.where)
    if raw.lead is not None:
        places["summary"] = raw.lead.line.where
    return Item(
        number=raw.number,
        label=raw.label,
        title=raw.title,
        summary=raw.summary,
        blocks=blocks,
        where=raw.head.line.where if raw.head is not None else (),
        places=Pairs(places),
    )


def _stated(raw: RawItem) -> tuple[int, ...]:
    """Every amount that the prose of an item states, in won."""
    rows = [part for block in raw.blocks for part in block.parts if isinstance(part, Row)]
    return tuple(dict.fromkeys(found.won for row in rows for found in find_won(row.text)))


def _block(raw: RawBlock, stated: tuple[int, ...], lexicon: Lexicon, path: str, report: Report) -> Block:
    context = _context([*([raw.head] if raw.head else []), *raw.parts], stated)
    body = _body(raw.parts, context, lexicon, path + ".body", report)
    where = raw.head.line.where if raw.head else ()
    places = dict.fromkeys(("kind", "marker", "heading"), where) if where else {}
    return Block(raw.kind, raw.marker, raw.heading, body, where=where, places=Pairs(places))


def _context(parts: Sequence[Part], stated: tuple[int, ...] = ()) -> tables.Context:
    """What stands around the tables among these parts; their unit is the one that a heading or line announces."""
    notes = (part for part in parts if isinstance(part, Row) and UNIT_NOTE.search(part.text))
    told = ((unit, note.line.where) for note in notes if (unit := find_unit(note.text)))
    unit, where = next(told, (None, ()))
    return tables.Context(unit, stated, unit_where=where)


def _body(
    parts: Sequence[Part],
    context: tables.Context,
    lexicon: Lexicon,
    path: str,
    report: Report,
    *,
    front: bool = False,
) -> tuple[BodyEntry, ...]:
    """Budget tables read where they stand, paragraphs made from the rows between tables."""
    body: list[BodyEntry] = []
    rows: list[Row] = []
    for part in parts:
        if isinstance(part, Row):
            rows.append(part)
            continue
        body.extend(paragraphs(rows, lexicon, front=front))
        rows = []
        body.append(_table(part, context, lexicon, f"{path}[{len(body)}]", report, body))
    body.extend(paragraphs(rows, lexicon, front=front))
    return tuple(body)


def _table(
    table: Table, context: tables.Context, lexicon: Lexicon, path: str, report: Report, before: Sequence[BodyEntry]
) -> BudgetTable | Table:
    """A budget table as read, else the table itself. One that repeats the columns of a table before it has its unit."""
    above = next((entry for entry in reversed(before) if isinstance(entry, BudgetTable)), None)
    if above is not None:
        context = attrs.evolve(context, previous=above)
    read = tables.read(table, context, lexicon, path, report)
    return read if read is not None else table


# ------------------------------------------------------------------------------------------------------- missing years


def _with_years(briefing: Briefing, path: str, report: Report) -> Briefing:
    """Dates printed without a year take the fiscal year, and say so."""
    moves = [transfer for item in briefing.items for transfer in item.transfers]
    dates = [date for transfer in moves for date in transfer.dates]
    year = fiscal_year(briefing.title, dates)
    if year is None or not any(date.startswith("--") for date in dates):
        return briefing
    told = briefing.places.get("title", ()) if year_of_title(briefing.title) else _dated_in(moves, year)
    items = []
    for index, item in enumerate(briefing.items):
        transfers = []
        for number, transfer in enumerate(item.transfers):
            place = f"{path}.items[{index}].transfers[{number}]"
            transfers.append(_dated(transfer, (year, told), place, report))
        items.append(attrs.evolve(item, transfers=tuple(transfers)))
    return attrs.evolve(briefing, items=tuple(items))


def _dated_in(moves: Sequence[Transfer], year: int) -> Where:
    """The places of the dates that are printed with a year."""
    found = (move.places.get("dates", ()) for move in moves if any(date.startswith(f"{year}-") for date in move.dates))
    return tuple(dict.fromkeys(place for where in found for place in where))


def _dated(transfer: Transfer, told: tuple[int, Where], path: str, report: Report) -> Transfer:
    """The transfer with a year in all its dates; `told` is that year with the places that tell it."""
    year, year_where = told
    where = transfer.places.get("dates", ())
    dates = []
    for date in transfer.dates:
        full = f"{year:04}-{date[2:]}" if date.startswith("--") else date
        if full != date:
            report(YEAR_INFERRED.at(path, where, text=date[2:], date=full))
        dates.append(full)
    if tuple(dates) == transfer.dates:
        return transfer
    places = Pairs({**transfer.places, "dates": tuple(dict.fromkeys((*where, *year_where)))})
    return attrs.evolve(transfer, dates=tuple(dates), places=places)


# ---------------------------------------------------------------------------------------------------- places to paths


def _located(diagnostics: Iterable[Diagnostic], parsed: Parsed) -> tuple[Diagnostic, ...]:
    """A finding of an early stage knows its place but not its path: give it the path of the value printed there."""
    paths: dict[Location, str] = {}
    for path, where in _paths(parsed):
        for place in where:
            paths.setdefault(place, path)

    def located(diagnostic: Diagnostic) -> Diagnostic:
        if diagnostic.path is not None:
            return diagnostic
        path = next((paths[place] for place in diagnostic.where if place in paths), None)
        return attrs.evolve(diagnostic, path=path)

    return tuple(map(located, diagnostics))


def _paths(parsed: Parsed) -> Iterable[tuple[str, Where]]:
    """Every line of a budget table, then every table, with its places: the narrowest first."""
    found = [
        (f"briefings[{b}].items[{i}].blocks[{k}].body[{n}]", entry)
        for b, briefing in enumerate(parsed.briefings)
        for i, item in enumerate(briefing.items)
        for k, block in enumerate(item.blocks)
        for n, entry in enumerate(block.body)
        if not isinstance(entry, Paragraph)
    ]
    for path, table in found:
        if isinstance(table, BudgetTable):
            for index, line in enumerate(table.lines):
                yield f"{path}.lines[{index}]", line.where
    for path, table in found:
        printed_table = table.printed if isinstance(table, BudgetTable) else table
        yield path, tuple(place for cell in printed_table.cells for place in cell.where)

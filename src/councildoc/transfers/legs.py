"""Blocks of an item -> its transfers: table lines are the legs, prose gives kind, amount, dates and reason.

A transfer is the lines of one numbered group, of one table, or of the whole item: the smallest whose decreases fund its
increases. Where no table stands, prose gives the legs as well.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs
import regex

from councildoc.dates import find_dates
from councildoc.document import Location, Where
from councildoc.model import Block, BudgetLine, BudgetTable, Leg, Pairs, Paragraph, Transfer
from councildoc.transfers.kinds import certain, first_kind, moves_money
from councildoc.transfers.labels import heading_parts, label_fields
from councildoc.transfers.prose import Amount, Route, StatedDate, Statements, read_statements
from councildoc.transfers.sides import ToldLegs
from councildoc.values import bare, reading_key
from councildoc.words import DATE_COLUMNS

_REASON_COLUMN = regex.compile(r".*(?:사유|이유).*")


def change_of(line: BudgetLine) -> tuple[int | None, int | None]:
    """Decrease and increase of a line in won; where only before and after are printed, their difference."""
    if line.decrease is not None or line.increase is not None:
        return line.decrease, line.increase
    if line.before is None and line.after is None:
        return None, None
    change = (line.after or 0) - (line.before or 0)
    return (-change, None) if change < 0 else (None, change or None)


def _changes(table: BudgetTable, line: BudgetLine) -> tuple[int | None, int | None]:
    if {"decrease", "increase"} & table.columns.keys():
        return line.decrease, line.increase
    return change_of(line)


@attrs.frozen
class _Lines:
    """The lines of one transfer to be, with the table each stands in."""

    entries: tuple[tuple[BudgetTable, BudgetLine], ...]
    group: str | None = None

    def legs(self, side: int) -> tuple[Leg, ...]:
        return tuple(
            Leg(line.head, change[side], where=line.where)
            for table, line in self.entries
            if (change := _changes(table, line))[side]
        )

    def sums(self) -> tuple[int, int]:
        sums = [0, 0]
        for table, line in self.entries:
            for side, value in enumerate(_changes(table, line)):
                sums[side] += value or 0
        return sums[0], sums[1]

    def balances(self) -> bool:
        decrease, increase = self.sums()
        return decrease == increase and decrease > 0


def budget_tables(blocks: Iterable[Block]) -> tuple[BudgetTable, ...]:
    """Every budget table of an item, in reading order."""
    return tuple(entry for block in blocks for entry in block.body if isinstance(entry, BudgetTable))


def _divide(tables: Sequence[BudgetTable]) -> list[_Lines]:
    """The lines of an item cut into transfers."""
    whole = _Lines(tuple((table, line) for table in tables for line in table.lines))
    units: list[_Lines] = []
    for table in tables:
        alone = _Lines(tuple((table, line) for line in table.lines))
        groups = _groups(table)
        if len(groups) > 1 and (all(group.balances() for group in groups) or _two_sided(groups, alone)):
            units.extend(groups)
        else:
            units.append(alone)
    units = [unit for unit in units if any(unit.sums())]
    if (
        len(units) > 1
        and not all(unit.balances() for unit in units)
        and whole.balances()
        and not any(u.group for u in units)
    ):
        return [whole]
    return units


def _groups(table: BudgetTable) -> list[_Lines]:
    groups: dict[str, list[tuple[BudgetTable, BudgetLine]]] = {}
    for line in table.lines:
        if line.group is None:
            return []
        groups.setdefault(bare(line.group), []).append((table, line))
    return [_Lines(tuple(entries), name) for name, entries in groups.items()]


def _two_sided(groups: Sequence[_Lines], alone: _Lines) -> bool:
    """Whether numbered groups are transfers though one does not balance: most do, each gives and takes."""
    balanced = sum(group.balances() for group in groups)
    return (
        balanced * 2 >= len(groups) and not (balanced == 0 and alone.balances()) and all(all(g.sums()) for g in groups)
    )


def item_kind(title: str | None, blocks: Sequence[Block], report_kind: str | None) -> str | None:
    """The document's word for the move: the item's title, headings, labels and prose before the report's title."""
    paragraphs = [entry for block in blocks for entry in block.body if isinstance(entry, Paragraph)]
    headers = [text for table in budget_tables(blocks) for text in _headers(table)]
    own = first_kind(
        [
            title,
            *(block.heading for block in blocks if block.kind in ("summary", "reason", "budget")),
            *(label for block in blocks if label_fields(label := heading_parts(block.heading)[0])),
            *(paragraph.label for paragraph in paragraphs),
        ]
    )
    if own:
        return own
    in_prose = first_kind(paragraph.text for paragraph in paragraphs)
    return report_kind or in_prose or first_kind(headers)


def _headers(table: BudgetTable) -> Iterator[str]:
    """The headers of a budget table, those over groups of columns last."""
    yield from table.columns.values()
    yield from (cell.text for cell in table.printed.cells if cell.row == 0)


def derive(title: str | None, blocks: Sequence[Block], report_kind: str | None) -> tuple[Transfer, ...]:
    """The transfers of an item: a pure function of its title, its blocks and the kind that its report names.

    Statements are told apart by the paragraph they stand in, not by its printed place: two lines of one box share a place,
    and a reading that was built by hand has none.
    """
    numbered, where = _numbered(blocks)
    return tuple(_placed(transfer, where) for transfer in _derive(title, numbered, report_kind))


def _numbered(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], dict[Location, Where]]:
    """The blocks with a number of its own as place of each heading and paragraph, and the printed places by number."""
    where: dict[Location, Where] = {}

    def number(printed: Where) -> Where:
        place = Location(section=-1, paragraph=len(where))
        where[place] = printed
        return (place,)

    def with_number(block: Block) -> Block:
        own = number(block.where)
        body = tuple(
            attrs.evolve(entry, where=number(entry.where)) if isinstance(entry, Paragraph) else entry
            for entry in block.body
        )
        return attrs.evolve(block, where=own, body=body)

    return tuple(map(with_number, blocks)), where


def _placed(transfer: Transfer, printed: dict[Location, Where]) -> Transfer:
    """The transfer with printed places for the numbers of paragraphs."""

    def places(where: Where) -> Where:
        return tuple(dict.fromkeys(place for number in where for place in printed.get(number, (number,))))

    def legs(side: tuple[Leg, ...]) -> tuple[Leg, ...]:
        return tuple(attrs.evolve(leg, where=places(leg.where)) for leg in side)

    return attrs.evolve(
        transfer,
        sources=legs(transfer.sources),
        targets=legs(transfer.targets),
        where=places(transfer.where),
        places=Pairs({field: found for field, where in transfer.places.items() if (found := places(where))}),
    )


def _derive(title: str | None, blocks: Sequence[Block], report_kind: str | None) -> tuple[Transfer, ...]:
    kind = item_kind(title, blocks, report_kind)
    if not moves_money(kind) or kind is None:
        return ()
    units = _divide(budget_tables(blocks))
    if not units:
        return _from_blocks(
            kind, title, blocks, certain(kind, [report_kind and f"예산 {report_kind}", *_phrases(title, blocks)])
        )
    statements = read_statements(blocks)
    return tuple(_transfer(kind, unit, statements, len(units) == 1) for unit in units)


def _transfer(kind: str, unit: _Lines, statements: Statements, alone: bool) -> Transfer:
    sources, targets = unit.legs(0), unit.legs(1)
    stated = stated_amount(unit.group, sources, targets, statements, alone)
    amount, amount_where = stated or (_sum(sources) or None, ())
    dates, dates_where = _dates(unit, statements)
    reason, reason_where = statements.reason, statements.reason_where
    if reason is None:
        reason, reason_where = _from_column(unit, is_reason_column)
    where = tuple(dict.fromkeys(place for _, line in unit.entries for place in line.where))
    places = {"amount": amount_where, "dates": dates_where, "reason": reason_where}
    return Transfer(
        kind, amount, dates, sources, targets, reason, where=where, places=Pairs({k: v for k, v in places.items() if v})
    )


def _sum(legs: Iterable[Leg]) -> int:
    return sum(leg.amount or 0 for leg in legs)


def stated_amount(
    group: str | None, sources: Sequence[Leg], targets: Sequence[Leg], statements: Statements, alone: bool
) -> tuple[int, Where] | None:
    """The amount that the prose states for a transfer: the only one, or the one that names its group or its heads."""
    if alone:
        stated = [amount for amount in statements.amounts if amount.route is None and amount.group is None]
        candidates = stated or list(statements.amounts)
        if len(candidates) > 1 and not stated:
            return None
    else:
        candidates = [amount for amount in statements.amounts if _names(amount, group, sources, targets)]
    if not candidates:
        return None
    moved = {_sum(sources), _sum(targets)}
    for candidate in candidates:
        for won in candidate.choices:
            if won in moved:
                return won, candidate.where
    return candidates[0].choices[0], candidates[0].where


def _same_group(left: str, right: str) -> bool:
    def number(text: str) -> str:
        digits = [unicodedata.normalize("NFKC", char) for char in bare(text)]
        return "".join(char for digit in digits for char in digit if char.isdigit()) or bare(text)

    return number(left) == number(right)


def _names(amount: Amount, group: str | None, sources: Sequence[Leg], targets: Sequence[Leg]) -> bool:
    if group is not None and amount.group is not None:
        return _same_group(group, amount.group)
    return amount.route is not None and _mentions(amount.route[0], sources) and _mentions(amount.route[1], targets)


def _mentions(text: str, legs: Sequence[Leg]) -> bool:
    """Whether a phrase names one of the heads."""
    key = reading_key(text)
    names = [
        reading_key(name)
        for leg in legs
        for name in (leg.head.detailed_project, leg.head.object_name, leg.head.department)
        if name
    ]
    return any(name in key for name in names)


def _dates(unit: _Lines, statements: Statements) -> tuple[tuple[str, ...], Where]:
    """The dates of a transfer: its own 일자 column first, else those that the item states."""
    text, where = _from_column(unit, is_date_column)
    lines = (text or "").split("\n")
    found = dict.fromkeys(date.iso for line in lines for date in find_dates(line) or find_dates(line + "."))
    if found:
        return tuple(found), where
    own = [date for date in statements.dates if unit.group and date.group and _same_group(unit.group, date.group)]
    return _printed(own or statements.dates)


def _printed(dates: Iterable[StatedDate]) -> tuple[tuple[str, ...], Where]:
    """Stated dates, each once, and their places."""
    dates = tuple(dates)
    where = dict.fromkeys(place for date in dates for place in date.where)
    return tuple(dict.fromkeys(date.iso for date in dates)), tuple(where)


def is_date_column(header: str) -> bool:
    """Whether a column holds the dates of transfers: `전용일자`, `결재일`, but no `사업시행일` and no `사유 및 일자`.

    >>> is_date_column("전용 일자"), is_date_column("사업시행일"), is_date_column("전용사유 및 일자")
    (True, False, False)
    """
    fields = label_fields(header) | (frozenset({"date"}) if bare(header) in DATE_COLUMNS else frozenset())
    return "date" in fields and "reason" not in fields


def is_reason_column(header: str) -> bool:
    """Whether a column holds the reasons of transfers."""
    return _REASON_COLUMN.fullmatch(bare(header)) is not None


def _from_column(unit: _Lines, wanted: Callable[[str], bool]) -> tuple[str | None, Where]:
    texts: dict[str, Where] = {}
    for _, line in unit.entries:
        for title, text in line.extra.items():
            if wanted(title):
                texts.setdefault(text, line.where)
    return ("\n".join(texts) or None), tuple(dict.fromkeys(place for where in texts.values() for place in where))


def _phrases(title: str | None, blocks: Sequence[Block]) -> Iterator[str | None]:
    """The title of an item, its headings and its labels."""
    yield title
    for block in blocks:
        yield block.heading
        yield from (entry.label for entry in block.body if isinstance(entry, Paragraph))


def _from_blocks(kind: str, title: str | None, blocks: Sequence[Block], sure: bool) -> tuple[Transfer, ...]:
    """Transfers of an item without a budget table: one for each block that tells all of one by itself, else the item's.

    `sure`: the kind is told by words that mean nothing else; where it is not, only what has legs is a transfer.
    """
    whole = read_statements(blocks, title)
    single = [read_statements([block]) for block in blocks]
    full = [statements for statements in single if statements.routes and _labelled(statements)]
    if len(full) < 2 or len(full) < sum(1 for statements in single if statements.routes or _labelled(statements)):
        return _from_prose(kind, whole, sure)
    found: list[Transfer] = []
    for statements in full:
        shared = attrs.evolve(statements, reason=whole.reason, reason_where=whole.reason_where)
        found.extend(_from_prose(kind, statements if statements.reason is not None else shared, sure))
    return tuple(found)


def _labelled(statements: Statements) -> list[Amount]:
    """Stated amounts that are bound to no route."""
    return [amount for amount in statements.amounts if amount.route is None]


def _from_prose(kind: str, statements: Statements, sure: bool) -> tuple[Transfer, ...]:
    """Transfers that only prose tells: one per route that tells its amount, else one for all that is stated."""
    routes = [route for route in statements.routes if route.sources and route.targets]
    paid = [route for route in routes if route.won is not None]
    if len(paid) > 1 and len({route.where for route in paid}) == len(paid):
        return tuple(_told(kind, route, route.won, route.where, statements) for route in paid)
    route = paid[0] if paid else (routes[0] if routes else None)
    if route is None and (statements.counts or not sure):
        return ()
    amounts = _labelled(statements) or list(statements.amounts)
    stated = amounts[0].choices[0] if amounts else (route.won if route else None)
    where = amounts[0].where if amounts else (route.where if route else ())
    if stated is None and route is None:
        return ()
    return (_told(kind, route, stated, where, statements),)


def _legs(side: ToldLegs, won: int | None, where: Where) -> tuple[Leg, ...]:
    """The legs of one side; what is told for the whole move goes to the only leg of a side."""
    return tuple(Leg(head, own if own is not None or len(side) > 1 else won, where=where) for head, own in side)


def _told(kind: str, route: Route | None, won: int | None, where: Where, statements: Statements) -> Transfer:
    sources = _legs(route.sources, won, route.where) if route else ()
    targets = _legs(route.targets, won, route.where) if route else ()
    dates, dates_where = _printed(statements.dates)
    if route and route.dates:
        dates, dates_where = tuple(dict.fromkeys(route.dates)), route.where
    places = {"amount": where, "dates": dates_where, "reason": statements.reason_where}
    return Transfer(
        kind,
        won,
        dates,
        sources,
        targets,
        statements.reason,
        where=route.where if route else where,
        places=Pairs({k: v for k, v in places.items() if v}),
    )

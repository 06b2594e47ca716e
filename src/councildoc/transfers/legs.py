"""Blocks of an item -> its transfers: table lines are the legs, prose gives kind, amount, dates and reason.

A transfer is the lines of one numbered group, of one table, or of the whole item: the smallest whose decreases fund its
increases. Where no table stands, prose gives the legs as well.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs
import regex

from councildoc.dates import FoundDate, find_dates
from councildoc.document import Location, Places, Where
from councildoc.model import Block, BudgetHead, BudgetLine, BudgetTable, Leg, Paragraph, Transfer
from councildoc.transfers.annex import annex_apart
from councildoc.transfers.kinds import Told, certain, first_told, moves_money
from councildoc.transfers.labels import heading_parts, label_fields
from councildoc.transfers.places import places_of
from councildoc.transfers.prose import Amount, Statements, read_statements
from councildoc.transfers.told import from_blocks, labelled, printed_dates
from councildoc.transfers.unit_kinds import headed_kinds, lines_by_kind
from councildoc.values import bare, reading_key
from councildoc.words import DATE_COLUMNS, LOOSE_KINDS

_BRACKETS = regex.compile(r"\([^()]*\)")
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


def _unread_side(table: BudgetTable, line: BudgetLine) -> int | None:
    """On which side a line stands whose change is printed but could not be read: its budget before and after tell. The
    amount stays unknown, since a difference is not what is printed."""
    if {"decrease", "increase"} & table.columns.keys() and line.decrease is None and line.increase is None:
        derived = change_of(line)
        return next((side for side in (0, 1) if derived[side]), None)
    return None


def _leg_places(line: BudgetLine, side: int) -> Places:
    """The places of a leg: those of its head, and of the change or of the two amounts that it is the difference of."""
    change = line.places.get(("decrease", "increase")[side]) if (line.decrease, line.increase)[side] else None
    amount = change or (*line.places.get("before", ()), *line.places.get("after", ()))
    head = {field: line.places.get(field, ()) for field in attrs.fields_dict(BudgetHead)}
    return places_of({**head, "amount": amount})


@attrs.frozen
class _Lines:
    """The lines of one transfer to be, with the table each stands in."""

    entries: tuple[tuple[BudgetTable, BudgetLine], ...]
    group: str | None = None
    kind: Told = (None, ())

    def legs(self, side: int) -> tuple[Leg, ...]:
        return tuple(
            Leg(line.head, change[side], where=line.where, places=_leg_places(line, side))
            for table, line in self.entries
            if (change := _changes(table, line))[side] or _unread_side(table, line) == side
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
    for table, kind, lines in _parts(tables):
        alone = _Lines(tuple((table, line) for line in lines), kind=kind)
        groups = _groups(alone)
        if len(groups) > 1 and (all(group.balances() for group in groups) or _two_sided(groups, alone)):
            units.extend(groups)
        else:
            units.append(alone)
    units = [unit for unit in units if any(unit.sums())]
    if (
        len(units) > 1
        and not all(unit.balances() for unit in units)
        and whole.balances()
        and not any(unit.group or unit.kind[0] for unit in units)
    ):
        return [whole]
    return units


def _parts(tables: Sequence[BudgetTable]) -> Iterator[tuple[BudgetTable, Told, tuple[BudgetLine, ...]]]:
    """Each table, or where a column tells kinds apart, its lines of each kind."""
    for table in tables:
        for kind, lines in lines_by_kind(table):
            yield table, kind, lines


def _groups(alone: _Lines) -> list[_Lines]:
    groups: dict[str, list[tuple[BudgetTable, BudgetLine]]] = {}
    for table, line in alone.entries:
        if line.group is None:
            return []
        groups.setdefault(bare(line.group), []).append((table, line))
    return [_Lines(tuple(entries), name, alone.kind) for name, entries in groups.items()]


def _two_sided(groups: Sequence[_Lines], alone: _Lines) -> bool:
    """Whether numbered groups are transfers though one does not balance: most do, each gives and takes."""
    balanced = sum(group.balances() for group in groups)
    return (
        balanced * 2 >= len(groups) and not (balanced == 0 and alone.balances()) and all(all(g.sums()) for g in groups)
    )


def item_kind(title: Told, blocks: Sequence[Block], report_kind: Told) -> Told:
    """The document's word for the move: the item's title, headings and labels before the report's title, then its prose.

    Below a title only a kind that moves money counts first: a 전용 may have a line on 추경 or 예비비.
    """
    paragraphs = [entry for block in blocks for entry in block.body if isinstance(entry, Paragraph)]
    headers = [header for table in budget_tables(blocks) for header in _headers(table)]
    parts = [
        *((block.heading, block.where) for block in blocks if block.kind in ("summary", "reason", "budget")),
        *((label, block.where) for block in blocks if label_fields(label := heading_parts(block.heading)[0])),
        *((paragraph.label, paragraph.where) for paragraph in paragraphs),
    ]
    prose = [(paragraph.text, paragraph.where) for paragraph in paragraphs]
    own = first_told(parts, moving=True)
    loose = own[0] in LOOSE_KINDS and report_kind[0] is not None and not moves_money(report_kind[0])
    words_for_it = (
        first_told([title]),
        own if not loose else (None, ()),
        report_kind,
        first_told(prose, moving=True),
        first_told([*parts, *prose, *headers]),
    )
    return next((told for told in words_for_it if told[0]), (None, ()))


def _headers(table: BudgetTable) -> Iterator[Told]:
    """The headers of a budget table, those over groups of columns last."""
    yield from ((title, table.places.get(f"columns.{field}", ())) for field, title in table.columns.items())
    yield from ((cell.text, cell.where) for cell in table.printed.cells if cell.row == 0)


def derive(title: Told, blocks: Sequence[Block], report_kind: Told) -> tuple[Transfer, ...]:
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

    def at(where: Where) -> Where:
        return tuple(dict.fromkeys(place for number in where for place in printed.get(number, (number,))))

    def all_at(places: Places) -> Places:
        return places_of({field: at(where) for field, where in places.items()})

    def legs(side: tuple[Leg, ...]) -> tuple[Leg, ...]:
        return tuple(attrs.evolve(leg, where=at(leg.where), places=all_at(leg.places)) for leg in side)

    return attrs.evolve(
        transfer,
        sources=legs(transfer.sources),
        targets=legs(transfer.targets),
        where=at(transfer.where),
        places=all_at(transfer.places),
    )


def _derive(title: Told, blocks: Sequence[Block], report_kind: Told) -> tuple[Transfer, ...]:
    told = item_kind(title, blocks, report_kind)
    kind = told[0]
    found = _with_kind(kind or "", title, blocks, report_kind[0])
    return tuple(attrs.evolve(one, places=places_of({"kind": told[1], **one.places})) for one in found)


def _with_kind(kind: str, title: Told, blocks: Sequence[Block], report_kind: str | None) -> tuple[Transfer, ...]:
    """The transfers of an item whose kind is known."""
    body, annex = annex_apart(blocks)
    if annex and budget_tables(annex):
        own = _with_kind(kind, title, body, report_kind)
        found = _beside_annex(kind, own, body, _divide(budget_tables(annex)))
        if found:
            return found
    units = _divide(budget_tables(blocks))
    if not units:
        return from_blocks(
            kind, title, blocks, certain(kind, [report_kind and f"예산 {report_kind}", *_phrases(title[0], blocks)])
        )
    apart = own_blocks(blocks)
    statements = read_statements([block for block in blocks if not any(block is one for one in apart)])
    kinds = headed_kinds(blocks)
    moved = []
    for block in apart or [None]:
        near = statements if block is None else _told_near(block, statements)
        units = _divide(budget_tables(blocks if block is None else [block]))
        for unit in units:
            headed = {kinds.get(id(table), (None, ())) for table, _ in unit.entries}
            told, where = unit.kind if unit.kind[0] else headed.pop() if len(headed) == 1 else (None, ())
            if moves_money(told or kind):
                one = _transfer(told or kind, unit, near, len(units) == 1)
                moved.append(attrs.evolve(one, places=places_of({**one.places, "kind": where})))
    return tuple(moved) if moved or moves_money(kind) else from_blocks(kind, title, blocks, sure=False)


def _beside_annex(
    kind: str, own: Sequence[Transfer], body: Sequence[Block], units: Sequence[_Lines]
) -> tuple[Transfer, ...]:
    """The transfers of an item whose annex lists those of other items too; none where the annex is the item's own table.

    It lists others if it repeats one that the item tells and holds more than the item tells. What the item says is then
    said of its own transfer alone: the dates and the reason of one item are never those of another.
    """
    repeated = [unit for unit in units if any(one.amount and one.amount in unit.sums() for one in own)]
    if not repeated or (len(units) <= len(own) and not budget_tables(body)):
        return ()
    if budget_tables(body) or len(own) > 1 or len(repeated) > 1:
        return tuple(own)
    tabled = _transfer(kind, repeated[0], read_statements(body), True)
    if own[0].sources and own[0].targets:
        return (tabled,)
    return tuple(tabled if unit is repeated[0] else _transfer(kind, unit, Statements(), False) for unit in units)


def annexed(blocks: Sequence[Block]) -> tuple[tuple[int, Where], ...]:
    """What the tables of an item's annex move: the sum of each transfer in won, and where it is printed."""
    _, annex = annex_apart(blocks)
    return tuple(
        (max(unit.sums()), tuple(dict.fromkeys(place for _, line in unit.entries for place in line.where)))
        for unit in _divide(budget_tables(annex))
    )


def own_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks that each tell of their own transfers, as items do: a table, and its amount or date beside it.

    None unless all tables of the item stand in such blocks, two at least.
    """
    with_tables = [block for block in blocks if budget_tables([block])]
    if len(with_tables) < 2:
        return ()
    for block in with_tables:
        units = _divide(budget_tables([block]))
        statements = read_statements([block])
        if not units or not all(all(unit.sums()) for unit in units):
            return ()
        if not (labelled(statements) or statements.dates):
            return ()
    return tuple(with_tables)


def _told_near(block: Block, shared: Statements) -> Statements:
    """What a block states of its transfers; dates and reason, where it has none, are those of the item."""
    own = read_statements([block])
    if not own.dates:
        own = attrs.evolve(own, dates=shared.dates)
    if own.reason is None:
        own = attrs.evolve(own, reason=shared.reason, reason_where=shared.reason_where)
    return own


def _transfer(kind: str, unit: _Lines, statements: Statements, alone: bool) -> Transfer:
    sources, targets = unit.legs(0), unit.legs(1)
    stated = stated_amount(unit.group, sources, targets, statements, alone)
    moved = tuple(dict.fromkeys(place for leg in sources for place in leg.places.get("amount", ())))
    unread = any(leg.amount is None for leg in sources)  # then the sum of the others is no amount of the transfer
    amount, amount_where = stated or (None if unread else _sum(sources) or None, moved)
    dates, dates_where = _dates(unit, statements)
    reason, reason_where = statements.reason, statements.reason_where
    if reason is None:
        reason, reason_where = _from_column(unit, is_reason_column)
    where = tuple(dict.fromkeys(place for _, line in unit.entries for place in line.where))
    places = places_of({"amount": amount_where, "dates": dates_where, "reason": reason_where})
    return Transfer(kind, amount, dates, sources, targets, reason, where=where, places=places)


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
    found = dict.fromkeys(date.iso for line in lines for date in _dates_of_cell(line))
    if found:
        return tuple(found), where
    own = [date for date in statements.dates if unit.group and date.group and _same_group(unit.group, date.group)]
    return printed_dates(own or statements.dates)


def _dates_of_cell(text: str) -> Iterable[FoundDate]:
    """The dates of a cell outside of brackets: `’21. 4. 9.(’21. 4. 7.)` has that of another act in them."""
    outer = _BRACKETS.sub(" ", text)
    return find_dates(outer, labelled=True) or find_dates(text, labelled=True)


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
                texts.setdefault(text, line.places.get(f"extra.{title}", line.where))
    return ("\n".join(texts) or None), tuple(dict.fromkeys(place for where in texts.values() for place in where))


def _phrases(title: str | None, blocks: Sequence[Block]) -> Iterator[str | None]:
    """The title of an item, its headings and its labels."""
    yield title
    for block in blocks:
        yield block.heading
        yield from (entry.label for entry in block.body if isinstance(entry, Paragraph))

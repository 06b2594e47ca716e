"""Transfers that only prose tells: no budget table stands in their item, so its statements give the legs as well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from councildoc.document import Where
from councildoc.model import Block, BudgetHead, Leg, Transfer
from councildoc.transfers.kinds import Told, kind_named, moves_money
from councildoc.transfers.places import places_of
from councildoc.transfers.prose import Amount, StatedDate, Statements, read_statements
from councildoc.transfers.routes import Route
from councildoc.transfers.sides import ToldLegs
from councildoc.values import bare
from councildoc.words import LOOSE_KINDS


def from_blocks(kind: str, title: Told, blocks: Sequence[Block], sure: bool) -> tuple[Transfer, ...]:
    """Transfers of an item without a budget table: one for each block that tells all of one by itself, else the item's.

    `kind` is the item's; it gives way to what lines or headings say where they tell several kinds apart, or where the item
    only speaks of a kind that moves nothing. `sure`: the kind is told by words that mean nothing else; where it is not, only
    what has legs is a transfer.
    """
    whole = read_statements(blocks, title)
    headed = [kind_named(block.heading) for block in blocks]
    apart = len({route.kind for route in whole.routes} - {None}) > 1 or len({*headed} - {None}) > 1
    named = apart or not moves_money(kind)
    single = [read_statements([block]) for block in blocks]
    full = [
        (statements, own)
        for statements, own in zip(single, headed, strict=True)
        if labelled(statements) and (statements.routes or (apart and own))
    ]
    if len(full) < 2 or len(full) < sum(1 for statements in single if statements.routes or labelled(statements)):
        return _movers(_from_prose(kind, whole, sure, named))
    found: list[Transfer] = []
    for statements, own in full:
        shared = attrs.evolve(statements, reason=whole.reason, reason_where=whole.reason_where)
        near = statements if statements.reason is not None else shared
        found.extend(_from_prose(own if named and own else kind, near, sure, named))
    return _movers(found)


def _movers(found: Iterable[Transfer]) -> tuple[Transfer, ...]:
    return tuple(transfer for transfer in found if moves_money(transfer.kind))


def labelled(statements: Statements) -> list[Amount]:
    """Stated amounts that are bound to no route."""
    return [amount for amount in statements.amounts if amount.route is None]


def _from_prose(kind: str, statements: Statements, sure: bool, named: bool) -> list[Transfer]:
    """Transfers that prose tells: one per route, else one for all that is stated. `named`: the kinds of routes count."""
    routes = _distinct(
        route
        for route in statements.routes
        if route.sources and route.targets and (moves_money(kind) or _surely_moves(route))
    )
    amounts = labelled(statements)

    def told(route: Route | None, won: int | None, where: Where, dates: Sequence[StatedDate]) -> Transfer:
        own = route.kind if route and named else None
        return _told(own or kind, route, won, where, attrs.evolve(statements, dates=tuple(dates)))

    if len(routes) > 1 and any(route.won is not None for route in routes):
        return [told(route, route.won, route.where, statements.dates) for route in routes]
    if len(routes) > 1 and len(amounts) == len(routes):
        apart = len(statements.dates) == len(routes)
        dates = [(date,) for date in statements.dates] if apart else [statements.dates] * len(routes)
        return [
            told(route, amount.choices[0], amount.where, date)
            for route, amount, date in zip(routes, amounts, dates, strict=True)
        ]
    route = _joined(routes) if routes else None
    others = [amount for amount in amounts if route and route.group and amount.group not in (None, route.group)]
    if route and route.won is not None and others:  # moves told under other marks, of which the legs could not be read
        first = told(route, route.won, route.where, statements.dates)
        return [first, *(told(None, one.choices[0], one.where, statements.dates) for one in others)]
    if route is None and (statements.counts or not sure):
        return []
    amounts = amounts or list(statements.amounts)
    stated = amounts[0].choices[0] if amounts else (route.won if route else None)
    where = amounts[0].where if amounts else (route.where if route else ())
    if not stated and route is None:
        return []  # an amount of 0 and nothing moved: there was none
    return [told(route, stated, where, statements.dates)]


def _surely_moves(route: Route) -> bool:
    """Whether a sentence tells of a move though its item is about something else: by its own word, between budget objects."""
    heads = [head for head, _ in (*route.sources, *route.targets)]
    named = all(head.object_name or head.object_code for head in heads)
    return moves_money(route.kind) and route.kind not in LOOSE_KINDS and named


def _distinct(routes: Iterable[Route]) -> list[Route]:
    """The routes, each move once: what is told again, with fewer words or without its amount, is no second move."""
    found: list[Route] = []
    for route in routes:
        for index, other in enumerate(found):
            if _same_move(route, other):
                fuller = route if (route.won is not None) > (other.won is not None) else other
                found[index] = attrs.evolve(fuller, dates=fuller.dates or route.dates or other.dates)
                break
        else:
            found.append(route)
    return found


def _same_move(one: Route, other: Route) -> bool:
    def agree(left: object, right: object) -> bool:
        return left is None or right is None or left == right

    def same(left: BudgetHead, right: BudgetHead) -> bool:
        values = ((getattr(head, field) for field in attrs.fields_dict(BudgetHead)) for head in (left, right))
        names = [tuple(value and bare(value) for value in side) for side in values]
        shared = any(a and b for a, b in zip(*names, strict=True))
        return shared and all(agree(a, b) for a, b in zip(*names, strict=True))

    sides = ((one.sources, other.sources), (one.targets, other.targets))
    return (
        agree(one.won, other.won)
        and agree(one.dates or None, other.dates or None)
        and agree(one.group, other.group)
        and all(len(a) == len(b) and all(same(x[0], y[0]) for x, y in zip(a, b, strict=True)) for a, b in sides)
    )


def _joined(routes: Sequence[Route]) -> Route:
    """The one move that several routes without amounts tell together."""
    if len(routes) == 1:
        return routes[0]
    return attrs.evolve(
        routes[0],
        sources=tuple(leg for route in routes for leg in route.sources),
        targets=tuple(leg for route in routes for leg in route.targets),
        dates=tuple(dict.fromkeys(date for route in routes for date in route.dates)),
        where=tuple(dict.fromkeys(place for route in routes for place in route.where)),
    )


def _legs(side: ToldLegs, route: Route, won: int | None, won_where: Where) -> tuple[Leg, ...]:
    """The legs of one side; what is told for the whole move, at `won_where`, goes to the only leg of a side, and to every
    leg of a chain."""
    legs = []
    for head, own in side:
        whole = (won, won_where) if len(side) == 1 or route.chain else (None, ())
        amount, where = (own, route.where) if own is not None else whole
        places = dict.fromkeys((field for field, name in attrs.asdict(head).items() if name is not None), route.where)
        legs.append(Leg(head, amount, where=route.where, places=places_of({**places, "amount": where})))
    return tuple(legs)


def _told(kind: str, route: Route | None, won: int | None, where: Where, statements: Statements) -> Transfer:
    sources = _legs(route.sources, route, won, where) if route else ()
    targets = _legs(route.targets, route, won, where) if route else ()
    dates, dates_where = printed_dates(statements.dates)
    if route and route.dates:
        dates, dates_where = tuple(dict.fromkeys(route.dates)), route.where
    places = {"amount": where if won is not None else (), "dates": dates_where, "reason": statements.reason_where}
    if route and kind == route.kind:
        places["kind"] = route.kind_where
    return Transfer(
        kind,
        won,
        dates,
        sources,
        targets,
        statements.reason,
        where=route.where if route else where,
        places=places_of(places),
    )


def printed_dates(dates: Iterable[StatedDate]) -> tuple[tuple[str, ...], Where]:
    """Stated dates, each once, and their places."""
    dates = tuple(dates)
    where = dict.fromkeys(place for date in dates for place in date.where)
    return tuple(dict.fromkeys(date.iso for date in dates)), tuple(where)

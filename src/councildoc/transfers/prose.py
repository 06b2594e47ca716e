"""Blocks of an item -> what its prose states: amounts, dates, routes and the reason of its transfers.

A statement is recognised by its label (`전용금액/전용일자 : …`) or by a sentence that says what was moved where (`A를 B로 전용`,
`A → B`). An arrow alone is no transfer; a date inside a reason or a plan is none either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs
import regex

from councildoc import words
from councildoc.dates import find_dates
from councildoc.document import Where
from councildoc.model import Block, Paragraph
from councildoc.transfers.heads import without_values
from councildoc.transfers.kinds import kind_of
from councildoc.transfers.labels import Said, heading_parts, label_fields, lone_label, printed, said
from councildoc.transfers.sides import ToldLegs, exact_won, legs_of
from councildoc.values import bare, find_won


@attrs.frozen
class Amount:
    """A stated amount. `choices` are the won that the statement allows, the likeliest first: `총 27,500천원(…)` gives one,
    `A 10,000천원, B 5,000천원` gives the first of them and their sum. `group` is the mark it is stated for (①)."""

    choices: tuple[int, ...]
    where: Where
    group: str | None
    text: str
    route: tuple[str, str] | None = None


@attrs.frozen
class StatedDate:
    """A stated date, partial ISO; `group` is the mark it is stated for (①)."""

    iso: str
    where: Where
    group: str | None = None


@attrs.frozen
class Route:
    """From and to as told in prose, with what the sentence says of amount (won) and dates."""

    source: str
    target: str
    sources: ToldLegs
    targets: ToldLegs
    won: int | None
    dates: tuple[str, ...]
    where: Where


@attrs.frozen
class Statements:
    """All that the prose of an item says about its transfers. `reason` is None where none is printed; `counts` tells an
    overview that counts transfers; `unread` holds labelled amounts and dates whose digits gave no value."""

    amounts: tuple[Amount, ...] = ()
    dates: tuple[StatedDate, ...] = ()
    routes: tuple[Route, ...] = ()
    reason: str | None = None
    reason_where: Where = ()
    counts: bool = False
    unread: tuple[tuple[str, Where], ...] = ()


_GROUP = regex.compile(r"(?P<group>[①-⑳❶-❿]|\(\d{1,2}\)|\d{1,2}[.)](?!\s?\d)|제?\d{1,2}차)\s*(?=\S)")
_BOXED = regex.compile(r"[①-⑳❶-❿]")
_ARROW = regex.compile(rf"\s*(?:[{words.ARROWS}]|->|=>)\s*")
_UNDONE = "|".join(words.UNDONE_WORDS)
_VERB = regex.compile(
    r"(?:으로|로)\s*(?:금\s*|을\s*|를\s*)?(?:예산\s*)?(?:과목\s*)?(?P<kind>변경\s*사용|전용|이용|이체|변경)"
    rf"(?!\s*(?:을|은|는|이)?\s*(?:{_UNDONE}))"
)
_PARTICLE = regex.compile(r"(?<=[가-힣)”’\"'」\d])(?:을|를|에서|중에서)\s+")
_BRACKETS = regex.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SEVERAL = regex.compile(r"(?<!\d)(?:[2-9]|\d\d+)\s*건")
_DIGIT = regex.compile(r"\d")
_PLAN = regex.compile("|".join(f"(?:{word})" for word in words.PLAN_HEADINGS))
_COUNT = regex.compile("|".join(f"(?:{word})" for word in words.COUNT_LABELS))
_CLOSING = regex.compile("|".join(f"(?:{word})" for word in words.CLOSINGS))
_MOVE = regex.compile(r"전용|이체|변경|과목")
_OBJECT_END = regex.compile(
    r"(?:비|금|보수|보조|여비|수당|보상|출연금|과|국|실|담당관)[\s)”’\"'」]*(?:\([^()]*\)\s*)?$"
)


def read_statements(blocks: Sequence[Block], title: str | None = None) -> Statements:
    """Everything that the blocks of one item state about its transfers; the title counts where they state no amount."""
    amounts: list[Amount] = []
    dates: list[StatedDate] = []
    loose_dates: list[StatedDate] = []
    routes: list[Route] = []
    unread: list[tuple[str, Where]] = []
    sides: list[Said] = []
    counts = False
    for statement in said(blocks):
        counts = counts or _COUNT.fullmatch(bare(statement.label or "")) is not None
        if statement.block.kind == "reason" or "reason" in statement.fields:
            continue
        if statement.side is not None and statement.block.kind == "summary" and not _ARROW.search(statement.text):
            sides.append(statement)
            continue
        found = [*_amounts(statement), *_dates(statement)]
        amounts.extend(value for value in found if isinstance(value, Amount))
        dates.extend(value for value in found if isinstance(value, StatedDate))
        if not found and _is_unread(statement):
            unread.append((statement.text, statement.where))
        route = _route(statement)
        if route is not None:
            routes.append(route)
            loose_dates.extend(StatedDate(iso, statement.where) for iso in route.dates)
        if "amount" not in statement.fields:
            amounts.extend(_named_amounts(statement, route))
    amounts = _by_block(blocks, amounts, routes)
    told = _two_sides(sides)
    if told is not None:
        routes.append(told)
    elif not amounts and not routes:
        loose = [*_loose(blocks, title)]
        amounts = [value for value in loose if isinstance(value, Amount)]
        loose_dates = [value for value in loose if isinstance(value, StatedDate)]
    reason, reason_where = _reason(blocks)
    stated = tuple(dates or loose_dates)
    return Statements(tuple(amounts), stated, tuple(routes), reason, reason_where, counts, tuple(unread))


def _by_block(blocks: Sequence[Block], amounts: list[Amount], routes: Sequence[Route]) -> list[Amount]:
    """Where several blocks (가. 나.) each state amount and route, an amount is stated for the mark of its block."""
    owners = {
        place: block.marker
        for block in blocks
        for entry in (block, *block.body)
        if block.marker
        for place in entry.where
    }
    routed = {owners.get(place) for route in routes for place in route.where[:1]}
    marks = [owners.get(amount.where[0]) if amount.where else None for amount in amounts]
    shared = {mark for mark in marks if mark is not None and mark in routed}
    if len(shared) < 2:
        return amounts
    return [
        attrs.evolve(amount, group=mark) if mark in shared and amount.group is None else amount
        for amount, mark in zip(amounts, marks, strict=True)
    ]


def _is_unread(statement: Said) -> bool:
    """Whether a labelled value that gave nothing holds digits, and is no rounded amount (약 3천만원)."""
    rounded = "amount" in statement.fields and find_won(statement.text)
    return bool(statement.fields & {"amount", "date"} and _DIGIT.search(statement.text) and not rounded)


def _amounts(statement: Said) -> Iterator[Amount]:
    """The amounts of a labelled statement: one, or one for each group mark in its text."""
    if "amount" not in statement.fields:
        return
    outer = _BRACKETS.sub(lambda match: " " * len(match.group()), statement.text)
    for group, text in _grouped(statement, outer):
        found = exact_won(text, labelled=True)
        if not found and text == outer:
            found = exact_won(statement.text, labelled=True)
        if found:
            choices = dict.fromkeys([found[0], *found[1:], sum(found)])
            yield Amount(tuple(choices), statement.where, group, statement.text)


def _dates(statement: Said) -> Iterator[StatedDate]:
    if "date" not in statement.fields:
        return
    for group, text in _grouped(statement, statement.text):
        for found in find_dates(text):
            yield StatedDate(found.iso, statement.where, group)


def _grouped(statement: Said, text: str) -> Iterator[tuple[str | None, str]]:
    """The text cut at its group marks (`① 2021. 3. 1. ② 2021. 5. 1.`), each piece with its mark."""
    marks = list(_BOXED.finditer(text))
    if len(marks) < 2:
        yield _group_of(statement), text
        return
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=True):
        yield mark.group(), text[mark.end() : end]


def _named_amounts(statement: Said, route: Route | None) -> Iterator[Amount]:
    """Amounts that a line states for a group or a route it names: `① 도시재생과 → 공동체정책과 : 54,400천원`."""
    group = _group_of(statement)
    if route is not None and route.won is not None:
        yield Amount((route.won,), statement.where, group, statement.text, (route.source, route.target))
    elif route is None and group and _ARROW.search(statement.text):
        found = exact_won(statement.text)
        if found:
            yield Amount((found[0],), statement.where, group, statement.text)


def _group_of(statement: Said) -> str | None:
    match = _GROUP.match(statement.label or "") or _GROUP.match(statement.whole) or _GROUP.match(statement.text)
    return match["group"] if match else None


def _route(statement: Said) -> Route | None:
    """The from and to of a line, if it tells of a move that was made."""
    block, text = statement.block, statement.text
    if _PLAN.fullmatch(bare(block.heading or "")):
        return None
    verb = _VERB.search(without_values(text, " "))
    arrow = _ARROW.search(text)
    told = bool(verb) or "route" in statement.fields or (block.kind == "summary" and _MOVE.search(text) is not None)
    if arrow and (told or _sided(text, arrow.start(), arrow.end())):
        inside = next((m for m in _BRACKETS.finditer(text) if m.start() < arrow.start() < m.end()), None)
        left = text[inside.start() + 1 : arrow.start()] if inside else text[: arrow.start()]
        right = text[arrow.end() : inside.end() - 1] if inside else text[arrow.end() :]
        if verb and verb.start() > arrow.end() and not inside:
            right = text[arrow.end() : verb.start()]
    elif verb:
        particle = None
        for match in _PARTICLE.finditer(text, 0, verb.start()):
            particle = match
        if particle is None:
            return None
        left, right = text[: particle.start()], text[particle.end() : verb.start()]
    else:
        return None
    if not bare(left) or not bare(right):
        return None
    dates = tuple(found.iso for found in find_dates(text))
    return _between(left, right, exact_won(text), dates, statement.where)


def _between(left: str, right: str, won: Sequence[int], dates: tuple[str, ...], where: Where) -> Route:
    """The route between two phrases. Its amount is the one told, or where a side has several legs their sum."""
    sources, targets = legs_of(left), legs_of(right)
    total = won[0] if won else None
    for side in (targets, sources):
        own = [amount for _, amount in side if amount is not None]
        if len(side) > 1:
            total = sum(own) if len(own) == len(side) else (total if not own else None)
    for side in (targets, sources):
        if len(side) == 1 and side[0][1] is not None and len(sources) + len(targets) > 2:
            total = side[0][1]
    return Route(left, right, sources, targets, total, dates, where)


def _two_sides(sides: Sequence[Said]) -> Route | None:
    """The route that labels of both sides tell: `감액 : A 5,000천원`, `증액 : B 5,000천원`."""
    left, right = (", ".join(said.text for said in sides if said.side == side) for side in (0, 1))
    heads = [*legs_of(left), *legs_of(right)]
    if not left or not right or not all(head.object_name or head.object_code for head, _ in heads):
        return None
    where = tuple(dict.fromkeys(place for statement in sides for place in statement.where))
    return _between(left, right, exact_won(left) or exact_won(right), (), where)


def _sided(text: str, start: int, stop: int) -> bool:
    """Whether both sides of an arrow end like budget objects or departments."""
    right = regex.split(r"[:(,]", text[stop:], maxsplit=1)[0]
    return bool(_OBJECT_END.search(text[:start])) and bool(_OBJECT_END.search(right))


def _loose(blocks: Sequence[Block], title: str | None) -> Iterator[Amount | StatedDate]:
    """What a summary heading (`전용개요 : 2020. 1. 9. / 1,000천원`) or the title of an item states by itself."""
    texts = [
        (value, block.where)
        for block in blocks
        if block.kind == "summary" and (value := heading_parts(block.heading)[1])
    ]
    if kind_of(title):
        texts.append((title or "", ()))
    for text, where in texts:
        found = exact_won(text)
        if found and not _SEVERAL.search(text):
            yield Amount((found[0],), where, None, text)
            yield from (StatedDate(date.iso, where) for date in find_dates(text))
            return


def _reason(blocks: Sequence[Block]) -> tuple[str | None, Where]:
    """The text of the 사유 blocks, else of a 사유 label with what stands below it; the lines that close a report are none."""
    told: list[Paragraph] = []
    for block in blocks:
        if block.kind != "reason":
            continue
        _, value = heading_parts(block.heading)
        if value:
            told.append(Paragraph(None, 0, None, value, where=block.where))
        told.extend(_open(entry for entry in block.body if isinstance(entry, Paragraph)))
    if not told:
        told = _labelled_reason(blocks)
    texts = [entry.text if "reason" in label_fields(entry.label) else printed(entry) for entry in told]
    return ("\n".join(filter(None, texts)) or None), tuple(place for entry in told for place in entry.where)


def _open(entries: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs up to the first that closes the report."""
    for entry in entries:
        if _CLOSING.fullmatch(bare(f"{entry.marker or ''}{printed(entry)}")):
            return
        yield entry


def _labelled_reason(blocks: Sequence[Block]) -> list[Paragraph]:
    for block in blocks:
        entries = list(_open(entry for entry in block.body if isinstance(entry, Paragraph)))
        for index, entry in enumerate(entries):
            alone = "reason" in label_fields(lone_label(entry))
            if not alone and "reason" not in label_fields(entry.label):
                continue
            below = []
            for other in entries[index + 1 :]:
                if other.depth <= entry.depth:
                    break
                below.append(other)
            if alone and not below:
                continue
            return below if alone else [entry, *below]
    return []

"""Blocks of an item -> what its prose states: amounts, dates, routes and the reason of its transfers.

A statement is recognised by its label (`전용금액/전용일자 : …`) or by a sentence that says what was moved where (`A를 B로 전용`,
`A → B`). An arrow alone is no transfer; a date inside a reason or a plan is none either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs
import regex

from councildoc import words
from councildoc.dates import FoundDate, find_dates
from councildoc.document import Where
from councildoc.model import Block, Paragraph
from councildoc.transfers.kinds import Told, kind_of
from councildoc.transfers.labels import Said, heading_parts, label_fields, lone_label, printed, said
from councildoc.transfers.routes import ARROW, BOXED, UNDONE, Route, routes_of, two_sides
from councildoc.transfers.sides import exact_found, exact_won
from councildoc.values import UNIT_NOTE, bare, find_unit, find_won, parse_cell, unspaced


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
_BRACKETS = regex.compile(r"\([^()]*\)|\[[^\[\]]*\]|〔[^〔〕]*〕|【[^【】]*】")
_UNDONE = regex.compile(rf"(?:전용|이체|변경\s*사용){UNDONE}")
_EQUALS = regex.compile(r"[=＝]\s*(?:총\s*)?(?:금\s*)?$")
_FINANCED = regex.compile(rf"(?<![가-힣])(?:{'|'.join(words.FINANCING)})\s*[:：]?\s*(?:금\s*)?$")
_NUMBER = regex.compile(r"(?:일?금|총)?(?P<number>\d{1,3}(?:,\d{3})+|\d+)")
_DIRECTED = regex.compile(r"(?:감액?|증액?)(?:예산)?(?:과목|내역|사업|예산|대상)?")
_SEVERAL = regex.compile(r"(?<!\d)(?:[2-9]|\d\d+)\s*건")
_DIGIT = regex.compile(r"\d")
_COUNT = regex.compile("|".join(f"(?:{word})" for word in words.COUNT_LABELS))
_CLOSING = regex.compile("|".join(f"(?:{word})" for word in words.CLOSINGS))


def read_statements(blocks: Sequence[Block], title: Told = (None, ())) -> Statements:
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
        told = routes_of(statement)
        if statement.side is not None and _tells_a_side(statement) and not (told or ARROW.search(statement.text)):
            sides.append(statement)
            continue
        found = [*_amounts(statement), *_dates(statement)]
        amounts.extend(value for value in found if isinstance(value, Amount))
        dates.extend(value for value in found if isinstance(value, StatedDate))
        if not found and _is_unread(statement):
            unread.append((statement.text, statement.where))
        routes.extend(told)
        loose_dates.extend(StatedDate(iso, statement.where) for route in told for iso in route.dates)
        if "amount" not in statement.fields or told:
            amounts.extend(_named_amounts(statement, told))
    amounts = _by_block(blocks, amounts, routes)
    beside = [*_two_sides(sides)]
    if beside:
        routes.extend(beside)
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
    if _UNDONE.search(statement.text):
        return
    outer = _BRACKETS.sub(lambda match: " " * len(match.group()), statement.text)
    for group, text in _grouped(statement, outer):
        choices = _choices(text)
        if not choices and text == outer:
            choices = _choices(statement.text) or _in_unit(statement)
        if choices:
            yield Amount(choices, statement.where, group, statement.text)


def _choices(text: str) -> tuple[int, ...]:
    """The won that a statement allows. What stands behind a sign of equality is the sum; parts by source of money are one."""
    found = exact_found(text, labelled=True)
    won = [abs(one.won) for one in found]
    if not won:
        return ()
    likeliest = won[0]
    if len(won) > 1 and _EQUALS.search(text[found[-2].end : found[-1].start]) and won[-1] == sum(won[:-1]):
        likeliest = won[-1]
    elif len(won) > 1 and all(_FINANCED.search(text[: one.start]) for one in found):
        likeliest = sum(won)
    return tuple(dict.fromkeys([likeliest, *won, sum(won)]))


def _in_unit(statement: Said) -> tuple[int, ...]:
    """A number whose unit stands in its label (`전용금액(천원)`) or above it (`(단위 : 천원)`)."""
    notes = [entry.text for entry in statement.block.body if isinstance(entry, Paragraph) and _is_note(entry.text)]
    own = f"{statement.label} : {statement.text}"
    unit = next((unit for text in (own, statement.block.heading, *notes) if text and (unit := find_unit(text))), None)
    number = _NUMBER.fullmatch(bare(UNIT_NOTE.sub("", own)).rpartition(":")[2])
    return (parse_cell(number["number"], unit) or 0,) if unit and number else ()


def _is_note(text: str) -> bool:
    return UNIT_NOTE.fullmatch(text.strip()) is not None


def _dates(statement: Said) -> Iterator[StatedDate]:
    if "date" not in statement.fields:
        return
    for group, text in _grouped(statement, statement.text):
        outer = _BRACKETS.sub(lambda match: " " * len(match.group()), text)
        # `2021. 4. 30.(의회 의결 : 2021. 4. 27.)` is one date
        for found in _labelled_dates(outer) or _labelled_dates(text):
            yield StatedDate(found.iso, statement.where, group)


def _labelled_dates(text: str) -> tuple[FoundDate, ...]:
    return find_dates(text, labelled=True) or find_dates(unspaced(text), labelled=True)


def _grouped(statement: Said, text: str) -> Iterator[tuple[str | None, str]]:
    """The text cut at its group marks (`① 2021. 3. 1. ② 2021. 5. 1.`), each piece with its mark."""
    marks = list(BOXED.finditer(text))
    if len(marks) < 2:
        yield _group_of(statement), text
        return
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=True):
        yield mark.group(), text[mark.end() : end]


def _named_amounts(statement: Said, routes: Sequence[Route]) -> Iterator[Amount]:
    """Amounts that a line states for a group or a route it names: `① 도시재생과 → 공동체정책과 : 54,400천원`."""
    group = _group_of(statement)
    for route in routes:
        if route.won is not None:
            named = (route.source, route.target)
            yield Amount((route.won,), statement.where, route.group or group, statement.text, named)
    if not routes and group and ARROW.search(statement.text):
        found = exact_won(statement.text)
        if found:
            yield Amount((found[0],), statement.where, group, statement.text)


def _group_of(statement: Said) -> str | None:
    named = _GROUP.match(statement.label or "") or _GROUP.match(statement.text)
    begun = _GROUP.match(statement.whole)
    if begun and not named and label_fields(statement.label) and not BOXED.match(begun["group"]):
        return None  # `3. 이체금액 : …` numbers its label
    match = named or begun
    return match["group"] if match else None


def _tells_a_side(statement: Said) -> bool:
    """Whether a label of one side is that of a move: any in a summary, elsewhere only what says 감액 or 증액."""
    return statement.block.kind == "summary" or _DIRECTED.fullmatch(bare(statement.label or "")) is not None


def _two_sides(sides: Sequence[Said]) -> Iterator[Route]:
    """The route that labels of both sides tell: `감액 : A 5,000천원`, `증액 : B 5,000천원`."""
    left, right = (", ".join(said.text for said in sides if said.side == side) for side in (0, 1))
    where = tuple(dict.fromkeys(place for statement in sides for place in statement.where))
    yield from two_sides(left, right, where)


def _loose(blocks: Sequence[Block], title: Told) -> Iterator[Amount | StatedDate]:
    """What a summary heading (`전용개요 : 2020. 1. 9. / 1,000천원`) or the title of an item states by itself."""
    texts = [
        (value, block.where)
        for block in blocks
        if block.kind == "summary" and (value := heading_parts(block.heading)[1])
    ]
    if title[0] and kind_of(title[0]):
        texts.append((title[0], title[1]))
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

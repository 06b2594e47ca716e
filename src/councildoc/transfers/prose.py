"""Blocks of an item -> what its prose states: amounts, dates, routes and the reason of its transfers.

A statement is recognised by its label (`전용금액/전용일자 : …`) or by a sentence that says what was moved where (`A를 B로 전용`,
`A → B`). An arrow alone is no transfer; a date inside a reason or a plan is none either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import regex

from councildoc import words
from councildoc.document import Where
from councildoc.model import Block, Paragraph
from councildoc.values import bare, find_dates, find_won


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
class Route:
    """From and to as told in prose, with what the sentence says of amount and dates."""

    source: str
    target: str
    won: int | None
    dates: tuple[str, ...]
    where: Where
    kind: str | None


@attrs.frozen
class Statements:
    """All that the prose of an item says about its transfers. `reason` is None where none is printed."""

    amounts: tuple[Amount, ...] = ()
    dates: tuple[tuple[str, Where], ...] = ()
    routes: tuple[Route, ...] = ()
    reason: str | None = None
    reason_where: Where = ()


_LABELS = {
    field: regex.compile("|".join(f"(?:{word})" for word in spellings)) for field, spellings in words.LABELS.items()
}
_PARTS = regex.compile(r"[/·,ㆍ]|\s및\s")
_GROUP = regex.compile(r"(?P<group>[①-⑳❶-❿]|\(\d{1,2}\)|\d{1,2}[.)])\s*(?=\S)")
_ARROW = regex.compile(rf"\s*(?:[{words.ARROWS}]|->|=>)\s*")
_VERB = regex.compile(r"(?:으로|로)\s*(?:예산\s*)?(?:과목\s*)?(?P<kind>변경\s*사용|전용|이용|이체|변경)")
_PARTICLE = regex.compile(r"(?<=[가-힣)”’\"'」\d])(?:을|를|에서|중에서)\s+")
_BRACKETS = regex.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ROUGH = regex.compile(r"(?:약|대략)\s*(?:금\s*)?$")
_ROUGH_AFTER = regex.compile(r"\s*(?:여|내외|정도|가량)")


def label_fields(label: str | None) -> frozenset[str]:
    """What a label announces: `전용금액/전용일자` announces an amount and a date.

    >>> sorted(label_fields("전용금액 / 전용일자")), sorted(label_fields("전용사유")), sorted(label_fields("사업비"))
    (['amount', 'date'], ['reason'], [])
    """
    if not label:
        return frozenset()
    return frozenset(
        field for part in _PARTS.split(label) for field, pattern in _LABELS.items() if pattern.fullmatch(bare(part))
    )


def read_statements(blocks: Sequence[Block]) -> Statements:
    """Everything that the blocks of one item state about its transfers."""
    amounts: list[Amount] = []
    dates: list[tuple[str, Where]] = []
    loose_dates: list[tuple[str, Where]] = []
    routes: list[Route] = []
    for block, paragraph in _told(blocks):
        fields = label_fields(paragraph.label)
        if block.kind == "reason" or "reason" in fields:
            continue
        if "amount" in fields:
            amounts.extend(_amounts(paragraph))
        if "date" in fields:
            dates.extend((found.iso, paragraph.where) for found in find_dates(paragraph.text))
        route = _route(block, paragraph, fields)
        if route is not None:
            routes.append(route)
            loose_dates.extend((iso, paragraph.where) for iso in route.dates)
        if "amount" not in fields:
            amounts.extend(_named_amounts(paragraph, route))
    reason, reason_where = _reason(blocks)
    return Statements(tuple(amounts), tuple(dates or loose_dates), tuple(routes), reason, reason_where)


def _told(blocks: Sequence[Block]) -> Iterator[tuple[Block, Paragraph]]:
    """The paragraphs of all blocks, an arrow line joined to the line it continues; a heading's value comes first."""
    for block in blocks:
        label, colon, value = (block.heading or "").partition(":")
        if colon and value.strip():
            yield block, Paragraph(None, 0, label.strip(), value.strip(), where=block.where)
        pending: Paragraph | None = None
        for entry in block.body:
            if not isinstance(entry, Paragraph):
                continue
            if pending is not None and entry.marker and _ARROW.fullmatch(entry.marker):
                text = f"{pending.text} {entry.marker} {_whole(entry)}"
                pending = attrs.evolve(pending, text=text, where=pending.where + entry.where)
                continue
            if pending is not None:
                yield block, pending
            pending = entry
        if pending is not None:
            yield block, pending


def _whole(paragraph: Paragraph) -> str:
    return f"{paragraph.label} : {paragraph.text}" if paragraph.label else paragraph.text


def _exact(text: str) -> list[int]:
    """The amounts of a text that are not rounded by their wording (약, 여, 내외)."""
    return [
        found.won
        for found in find_won(text)
        if not _ROUGH.search(text[: found.start]) and not _ROUGH_AFTER.match(text, found.end)
    ]


def _amounts(paragraph: Paragraph) -> Iterator[Amount]:
    outer = _BRACKETS.sub(lambda match: " " * len(match.group()), paragraph.text)
    found = _exact(outer) or _exact(paragraph.text)
    if found:
        choices = dict.fromkeys([found[0], *found[1:], sum(found)])
        yield Amount(tuple(choices), paragraph.where, _group_of(paragraph), paragraph.text)


def _named_amounts(paragraph: Paragraph, route: Route | None) -> Iterator[Amount]:
    """Amounts that a line states for a group or a route it names: `① 도시재생과 → 공동체정책과 : 54,400천원`."""
    group = _group_of(paragraph)
    found = _exact(_whole(paragraph))
    if found and (route is not None or (group and _ARROW.search(_whole(paragraph)))):
        sides = (route.source, route.target) if route else None
        yield Amount((found[0],), paragraph.where, group, paragraph.text, sides)


def _group_of(paragraph: Paragraph) -> str | None:
    match = _GROUP.match(_whole(paragraph)) or _GROUP.match(f"{paragraph.marker or ''} x")
    return match["group"] if match else None


def _route(block: Block, paragraph: Paragraph, fields: frozenset[str]) -> Route | None:
    """The from and to of a line, if it tells of a move."""
    text = _whole(paragraph) if not fields else paragraph.text
    verb = _VERB.search(text)
    arrow = _ARROW.search(text)
    told = bool(verb) or "route" in fields or (block.kind == "summary" and _MOVE.search(text) is not None)
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
    won = _exact(text)
    dates = tuple(found.iso for found in find_dates(text))
    return Route(left, right, won[0] if won else None, dates, paragraph.where, verb["kind"] if verb else None)


_MOVE = regex.compile(r"전용|이체|변경|과목")
_OBJECT_END = regex.compile(
    r"(?:비|금|보수|보조|여비|수당|보상|출연금|과|국|실|담당관)[\s)”’\"'」]*(?:\([^()]*\)\s*)?$"
)


def _sided(text: str, start: int, stop: int) -> bool:
    """Whether both sides of an arrow end like budget objects or departments."""
    right = regex.split(r"[:(,]", text[stop:], maxsplit=1)[0]
    return bool(_OBJECT_END.search(text[:start])) and bool(_OBJECT_END.search(right))


_REASON = regex.compile(words.LABELS["reason"][0])


def _reason(blocks: Sequence[Block]) -> tuple[str | None, Where]:
    """The text of the 사유 blocks, else of a 사유 label with what stands below it."""
    texts: list[str] = []
    told: list[Paragraph] = []
    for block in blocks:
        if block.kind != "reason":
            continue
        _, colon, value = (block.heading or "").partition(":")
        if colon and value.strip():
            told.append(Paragraph(None, 0, None, value.strip(), where=block.where))
        told.extend(entry for entry in block.body if isinstance(entry, Paragraph))
    if not told:
        told = _labelled_reason(blocks)
    for paragraph in told:
        text = paragraph.text if "reason" in label_fields(paragraph.label) else _whole(paragraph)
        if text:
            texts.append(text)
    return ("\n".join(texts) or None), tuple(place for paragraph in told for place in paragraph.where)


def _labelled_reason(blocks: Sequence[Block]) -> list[Paragraph]:
    for block in blocks:
        entries = [entry for entry in block.body if isinstance(entry, Paragraph)]
        for index, entry in enumerate(entries):
            if "reason" not in label_fields(entry.label):
                continue
            below = []
            for other in entries[index + 1 :]:
                if other.depth <= entry.depth:
                    break
                below.append(other)
            return [entry, *below]
    return []

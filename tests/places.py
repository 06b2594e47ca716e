"""Every value of a reading has a place, and what is printed there is the value: read from the `Document`, not from the reading.

`faults` names each value without a place, and each whose printed form does not stand at its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from councildoc import (
    Block,
    BudgetHead,
    BudgetLine,
    BudgetTotal,
    Cell,
    Document,
    Leg,
    Line,
    Location,
    Pairs,
    Parsed,
    Table,
    Transfer,
)
from councildoc.dates import find_dates
from councildoc.document import Where
from councildoc.values import UNITS, bare, find_unit, find_won, parse_roman, reading_key, unspaced

MONEY = frozenset({"before", "decrease", "increase", "after", "amount"})
BESIDE = frozenset({"where", "places", "printed", "title_lines", "furniture", "diagnostics", "source", "recovered"})
"""What is carried beside the values."""
UNPRINTED = {Cell: {"row", "col", "rowspan", "colspan"}, Table: {"cells"}}
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")


@attrs.frozen
class Value:
    """One value: its path and field, the object it belongs to, and its place; `unit` is that of its table."""

    path: str
    field: str
    value: Any
    where: Where
    owner: Any


def values(owner: Any, path: str = "") -> Iterator[Value]:
    """Every value of a reading that is printed, with its place."""
    if isinstance(owner, tuple):
        for index, entry in enumerate(owner):
            yield from values(entry, f"{path}[{index}]")
        return
    for field in attrs.fields(type(owner)):
        name, value = field.name, getattr(owner, field.name)
        here = f"{path}.{name}".lstrip(".")
        if name in BESIDE | UNPRINTED.get(type(owner), set()) or value is None:
            continue
        if isinstance(value, BudgetHead):
            for part, text in attrs.asdict(value).items():
                if text is not None:
                    yield Value(f"{here}.{part}", part, text, owner.places.get(part, ()), owner)
        elif isinstance(value, Pairs):
            for key, text in value.items():
                yield Value(f"{here}.{key}", name, text, owner.places.get(f"{name}.{key}", ()), owner)
        elif name == "dates":
            for index, date in enumerate(value):
                yield Value(f"{here}[{index}]", "date", date, owner.places.get("dates", ()), owner)
        elif isinstance(value, tuple) or attrs.has(type(value)):
            yield from values(value, here)
        else:
            places = getattr(owner, "places", None)
            yield Value(here, name, value, owner.where if places is None else places.get(name, ()), owner)


Printed = dict[Location, list[Line | Cell]]
"""The lines and cells at each place of a document."""


def printed_at(document: Document) -> Printed:
    """What stands at each place of a document."""
    found: Printed = {}
    for element in (*document.elements, *document.furniture):
        for part in [element] if isinstance(element, Line) else element.cells:
            for place in part.where:
                found.setdefault(place, []).append(part)
    return found


def faults(parsed: Parsed, document: Document) -> list[str]:
    """The values without a place, and those that are not printed at their place."""
    found = printed_at(document)
    return [fault for value in values(parsed) if (fault := _fault(value, found))]


def _fault(value: Value, found: Printed) -> str | None:
    owner = value.owner
    if value.field == "depth" or (isinstance(owner, Block) and value.field == "kind" and owner.heading is None):
        return None  # follows from the mark; says that there is no heading
    if not value.where:
        return f"{value.path}: {value.value!r} has no place"
    if any(place not in found for place in value.where):
        return f"{value.path}: nothing is printed at {value.where}"
    parts = [found[place] for place in value.where]
    texts = [part.text for at in parts for part in at]
    if value.field in MONEY and isinstance(owner, BudgetLine | BudgetTotal) and not _one_part(parts):
        return f"{value.path}: {value.value!r} has the places of several cells: {texts}"
    return None if _stands(value, texts) else f"{value.path}: {value.value!r} is not printed in {texts}"


def _one_part(parts: Sequence[Sequence[Line | Cell]]) -> bool:
    """Whether all places are those of one cell. In flattened text a figure may be broken over lines, and is no cell."""
    common = set.intersection(*({id(part) for part in at} for at in parts))
    return bool(common) or all(isinstance(part, Line) for at in parts for part in at)


def _stands(value: Value, texts: Sequence[str]) -> bool:
    name, owner = value.field, value.owner
    if name in MONEY:
        return abs(value.value) in printed_won(texts) or _derived(value, texts)
    if name == "date":
        return holds_date(texts, value.value)
    if name == "number":
        words = re.findall(r"[IVX]+|.", " ".join(texts))
        return any(parse_roman(word) == value.value for word in words) or holds(texts, str(value.value))
    if name == "unit":
        units = [find_unit(text) for text in texts]
        return value.value in units or value.value in printed_units(texts)
    if name == "kind" and isinstance(owner, Block):
        return holds(texts, owner.heading or "")
    if name == "object_code":
        return all(holds(texts, part) for part in value.value.split("-"))
    return holds(texts, str(value.value))


def holds(texts: Sequence[str], value: str) -> bool:
    """Whether a text is printed, white space apart: pieced together from no more pieces than lines are printed."""
    printed = [_key(line) for text in texts for line in text.split("\n")]
    rest, pieces = _key(value), 0
    whole = _key("".join(texts))
    if rest in whole:
        return True
    while rest:
        longest = max((_common(rest, line) for line in printed), default=0)
        if not longest:
            return False
        rest, pieces = rest[longest:], pieces + 1
    return pieces <= len(printed)


def _key(text: str) -> str:
    return reading_key(text).replace("：", ":")


def _common(text: str, line: str) -> int:
    """How much of the beginning of a text stands somewhere in a line."""
    low, high = 0, min(len(text), len(line))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] in line else (low, middle - 1)
    return low


def printed_won(texts: Sequence[str]) -> set[int]:
    """The won that figures may stand for: a figure in any unit, or an amount spelled with its unit."""
    found: set[int] = set()
    for text in texts:
        for solid in (text, text.replace("\n", ""), bare(text)):
            numbers = [float(number.replace(",", "")) for number in _NUMBER.findall(solid)]
            found |= {round(number * unit) for number in numbers for unit in UNITS.values()}
            found |= {abs(won.won) for won in find_won(solid, labelled=True)}
    return found


def _derived(value: Value, texts: Sequence[str]) -> bool:
    """Whether an amount is the sum of the decreases, a sum of what one sentence tells, or the difference of two stages."""
    owner, won = value.owner, value.value
    if isinstance(owner, Transfer):
        places = {place for leg in owner.sources for place in leg.places.get("amount", ())}
        if won == sum(leg.amount or 0 for leg in owner.sources) and set(value.where) == places:
            return True  # each of them is looked for on its own
    if won == sum(abs(found.won) for found in find_won(" ".join(texts), labelled=True)):
        return True
    figures = printed_won(texts)
    return isinstance(owner, Leg) and any(figure + won in figures for figure in figures)


def holds_date(texts: Sequence[str], date: str) -> bool:
    """Whether a date is printed; a date without its year, beside a line that has that year."""
    joined = " ".join(texts)
    found = {
        one.iso for text in (*texts, joined) for form in (text, unspaced(text), f"{text}.") for one in find_dates(form)
    }
    return date in found or (f"-{date[4:]}" in found and (date[:4] in bare(joined) or f"’{date[2:4]}" in bare(joined)))


def printed_units(texts: Sequence[str]) -> set[int]:
    """What proves a unit where none is announced: cells that carry it, or a figure that the prose states in won."""
    solid = [bare(text) for text in texts]
    if solid and all(text.endswith("원") for text in solid):
        return {1}
    return set(UNITS.values()) if len(solid) == 1 and _NUMBER.search(solid[0]) else set()

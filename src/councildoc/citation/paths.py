"""A path into a reading -> the value at it and its printed places.

A path is one as findings have it. It is walked over the reading itself, so that whatever it can lead to is what there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs
import regex

from councildoc.document import Location, Pairs, Where
from councildoc.errors import PathError
from councildoc.model import BudgetHead, Parsed
from councildoc.values import bare

BESIDE = frozenset({"where", "places", "printed", "title_lines", "recovered"})
"""Fields that are carried beside the values: no part of a listing."""

_INDEX = regex.compile(r"\[(?P<index>\d{1,9})\]")
_NAME = regex.compile(r"\.?(?P<name>\w+)")
_QUOTED = regex.compile(r"\[[\"'](?P<key>.*)[\"']\]")
_END = regex.compile(r"$|[.\[]")


@attrs.frozen
class Step:
    """An object on the way to a value, and the field, key or index that leads on from it."""

    owner: Any
    name: str | int


def walk(parsed: Parsed, path: str) -> tuple[Any, tuple[Step, ...]]:
    """The value at a path, and the way to it. Raises `PathError`."""
    value: Any = parsed
    steps: list[Step] = []
    rest = path.strip().removeprefix("$").removeprefix(".")
    done = ""
    while rest:
        name, length = _next(value, rest, done)
        steps.append(Step(value, name))
        value = getattr(value, str(name)) if attrs.has(type(value)) else value[name]
        done, rest = (done + rest[:length]).removeprefix("."), rest[length:]
    if not steps:
        raise PathError("경로가 비어 있습니다. briefings[0]처럼 적어 주세요.")
    return value, tuple(steps)


def _next(owner: Any, rest: str, done: str) -> tuple[str | int, int]:
    """The field, key or index that a path goes on with, and the number of its characters. Raises `PathError`."""
    last = done.rpartition(".")[2]
    found: str | int | None = None
    length = 0
    if isinstance(owner, tuple):
        if match := _INDEX.match(rest):
            found, length = int(match["index"]), match.end()
        names = [f"{last}는 0부터 {len(owner) - 1}까지 있습니다"] if owner else [f"{last}는 비어 있습니다"]
        known = isinstance(found, int) and found < len(owner)
    elif isinstance(owner, Pairs):
        quoted = _QUOTED.fullmatch(rest)
        wanted = quoted["key"] if quoted else rest.removeprefix(".")
        found = wanted if wanted in owner else next((key for key in owner if bare(key) == bare(wanted)), None)
        length, known = len(rest), found is not None
        names = [f"{last}에 있는 이름: {', '.join(owner)}" if owner else f"{last}에는 아무것도 없습니다"]
    elif attrs.has(type(owner)):
        fields = [field.name for field in attrs.fields(type(owner)) if field.name not in ("where", "places")]
        if match := _NAME.match(rest):
            found, length = match["name"], match.end()
        known = found in fields
        names = [f"{last or '맨 앞'}에 쓸 수 있는 이름: {', '.join(fields)}"]
    else:
        known, names = (
            False,
            [f"{last}에는 값이 없습니다" if owner is None else f"{last}은(는) 값이어서 그 아래에는 아무것도 없습니다"],
        )
    if found is None or not known or not _END.match(rest, length):
        raise PathError(f"그런 값이 없습니다: {done}{rest}. {names[0]}" + (f" ({done})" if done != last else "") + ".")
    return found, length


def leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every single value below a path that is printed, with its own path."""
    if isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from leaves(entry, f"{path}[{index}]")
    elif isinstance(value, Pairs):
        yield from ((f"{path}.{key}", entry) for key, entry in value.items())
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            if field.name not in BESIDE:
                yield from leaves(getattr(value, field.name), f"{path}.{field.name}".removeprefix("."))
    elif value is not None:
        yield path, value


def transfer_paths(parsed: Parsed) -> tuple[str, ...]:
    """The path of every value of every transfer."""
    return tuple(
        path
        for b, briefing in enumerate(parsed.briefings)
        for i, item in enumerate(briefing.items)
        for path, _ in leaves(item.transfers, f"briefings[{b}].items[{i}].transfers")
    )


# --------------------------------------------------------------------------------------------------------------- places


def where_of(value: Any, steps: Sequence[Step]) -> Where:
    """The places of a value: those of an object itself, else those that the object it belongs to names for it."""
    if isinstance(value, tuple) and value and attrs.has(type(value[0])):
        return once(place for entry in value for place in where_of(entry, steps))
    if hasattr(value, "where"):
        return value.where or once(place for part in _parts(value) for place in where_of(part, steps))
    if value is None:
        named = _of_owner(steps)
        return named[1] if named else ()
    named = _of_owner(steps)
    return (named[1] or named[0].where) if named else ()


def _of_owner(steps: Sequence[Step]) -> tuple[Any, Where] | None:
    """The nearest object with places on the way to a value, and the places that it has for it; None if there is none."""
    for index in range(len(steps) - 1, -1, -1):
        owner = steps[index].owner
        if not hasattr(owner, "where"):
            continue
        names = [str(step.name) for step in steps[index:] if isinstance(step.name, str)]
        places: Pairs[Where] = getattr(owner, "places", Pairs())
        return owner, once(place for key in _keys(owner, names) for place in places.get(key, ()))
    return None


def _keys(owner: Any, names: Sequence[str]) -> tuple[str, ...]:
    """The keys of `places` for a field, or for a field inside a field; all of them for a whole head, `columns` or `extra`."""
    whole = getattr(owner, names[0])
    if isinstance(whole, BudgetHead):
        return (names[1],) if len(names) > 1 else tuple(attrs.fields_dict(BudgetHead))
    if isinstance(whole, Pairs):
        return (f"{names[0]}.{names[1]}",) if len(names) > 1 else tuple(f"{names[0]}.{key}" for key in whole)
    return (names[0],)


def _parts(value: Any) -> Iterator[Any]:
    """The objects inside an object, in the order of its fields."""
    for field in attrs.fields(type(value)):
        inner = getattr(value, field.name)
        yield from (part for part in (inner if isinstance(inner, tuple) else (inner,)) if hasattr(part, "where"))


def once(places: Iterable[Location]) -> Where:
    return tuple(dict.fromkeys(places))

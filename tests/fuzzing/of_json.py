"""Damage to the JSON of a reading: values of another type, keys missing, doubled or unknown, depth, size, and values of the right
type that no report prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy as copy
from random import Random
from typing import Any

from fuzzing.of_bytes import Mutator, damaged
from fuzzing.of_text import HUGE, JUNK, RUNS

Slot = tuple[Any, Any]
"""A list or object and an index or key of it."""

HUGE_INT = "<huge>"
"""Stands for a number longer than Python writes, as a hostile file may have it."""
ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2, 7, 1000, 10**9, 2**63, -(2**63), 10**40, HUGE_INT, 0.5, -0.0, 1e308, float("nan"), float("inf"), "", " ",
    "0", "전용", "\ud800", "\x00", "\x1b]0;x\x07", "=1+1", "a\nb", "\n", "2021-13-45", "--00-00", [], {}, [[]], {"": None}, {"type": "table"},
)  # fmt: skip


def _slots(value: Any) -> list[Slot]:
    """Every place of a value, with the thing that holds it."""
    found: list[Slot] = []
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        pairs = holder.items() if isinstance(holder, dict) else enumerate(holder) if isinstance(holder, list) else ()
        for key, inner in list(pairs):
            found.append((holder, key))
            waiting.append(inner)
    return found


def _string(old: str, chance: Random) -> str:
    at = chance.randrange(len(old) + 1)
    piece = chance.choice((*JUNK, *HUGE, *RUNS, chance.choice(RUNS) * 300))
    return old[:at] + piece + old[at + chance.choice((0, 0, 1, 5)) :]


def _like(old: Any, chance: Random) -> Any:
    """Another value of the same type."""
    match old:
        case bool():
            return not old
        case int():
            return chance.choice((-old, old + 1, old * 10**6, 0, 1, 2, 12, 10**7, 10**30, -1))
        case float():
            return chance.choice((-old, 0.0, 1e300, 1e-300))
        case str():
            return _string(old, chance)
        case list():
            return chance.choice((copy(old) + old, old[::-1], old[:-1], []))
        case dict():
            return dict(reversed(old.items()))
        case _:
            return chance.choice((0, 1, "가", 30_000_000))


def _other_value(tree: Any, slots: list[Slot], chance: Random) -> None:
    holder, key = chance.choice(slots)
    holder[key] = copy(chance.choice(ODD))


def _like_value(tree: Any, slots: list[Slot], chance: Random) -> None:
    for _ in range(chance.choice((1, 1, 3, 10))):
        holder, key = chance.choice(slots)
        if isinstance(holder, list) and key >= len(holder):
            continue
        if isinstance(holder, list) or key in holder:
            holder[key] = _like(holder[key], chance)


def _lose(tree: Any, slots: list[Slot], chance: Random) -> None:
    holder, key = chance.choice(slots)
    del holder[key]


def _swap(tree: Any, slots: list[Slot], chance: Random) -> None:
    """Two values in each other's place: often of one type, and of the same key."""
    holder, key = chance.choice(slots)
    same = [slot for slot in slots if slot[1] == key] if chance.randrange(3) else slots
    other, place = chance.choice(same)
    holder[key], other[place] = copy(other[place]), copy(holder[key])


def _add(tree: Any, slots: list[Slot], chance: Random) -> None:
    holder, key = chance.choice(slots)
    if isinstance(holder, dict):
        holder[chance.choice(("x", "", "type", "where", f"{key} "))] = copy(chance.choice(ODD))
    else:
        holder.insert(key, copy(holder[key]))


def _deep(tree: Any, slots: list[Slot], chance: Random) -> None:
    holder, key = chance.choice(slots)
    inner = holder[key]
    for _ in range(chance.choice((3, 50, 150))):
        inner = {"a": inner} if chance.randrange(2) else [inner]
    holder[key] = inner


CHANGES: tuple[Callable[[Any, list[Slot], Random], None], ...] = (
    _other_value, _like_value, _like_value, _like_value, _like_value, _lose, _swap, _swap, _add, _deep,
)  # fmt: skip


def _json(data: bytes, _: bytes, chance: Random) -> bytes:
    tree = json.loads(data)
    for _again in range(chance.choice((1, 1, 2, 4))):
        if slots := _slots(tree):
            chance.choice(CHANGES)(tree, slots, chance)
    return _dumped(tree, chance)


def _dumped(tree: Any, chance: Random) -> bytes:
    text = json.dumps(tree, ensure_ascii=bool(chance.randrange(2))).replace(f'"{HUGE_INT}"', "9" * 4400)
    return text.encode("utf-8", "replace")


def _doubled_key(data: bytes, _: bytes, chance: Random) -> bytes:
    starts = [index for index, byte in enumerate(data) if byte == ord("{")]
    start = chance.choice(starts) if starts else 0
    return data[: start + 1] + b'"text": "", "text": "",' + data[start + 1 :]


def _nested(data: bytes, _: bytes, chance: Random) -> bytes:
    """So deep that a parser by recursion gives up."""
    opening = chance.choice((b"[", b'{"a":', b'{"briefings":['))
    return opening * chance.choice((200, 2000, 100_000)) + data


JSON: tuple[Mutator, ...] = (*(_json,) * 10, _doubled_key, _nested, damaged)

"""Damage that any file can take: cut off, flipped, zeroed, spliced, doubled, a number at its limit.

A mutator takes the bytes, those of another file of the same format, and a source of chance.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

Mutator = Callable[[bytes, bytes, Random], bytes]

LENGTHS = (1, 2, 4, 16, 64, 512, 4096)
LIMITS = (b"\xff" * 4, b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80", b"\xfe\xff", b"\x00" * 8, b"\x7f")
NUMBERS = (
    b"0", b"1", b"-1", b"2", b"255", b"65535", b"65536", b"1000000", b"2147483647", b"-2147483648", b"4294967296",
    b"99999999999999999999", b"0.0000001", b"1e9", b"00", b"9" * 5000,
)  # fmt: skip
_DIGITS = re.compile(rb"-?\d+(?:\.\d+)?")


def at(data: bytes | bytearray, chance: Random) -> int:
    """Somewhere in the data."""
    return chance.randrange(len(data)) if data else 0


def cut(data: bytes, _: bytes, chance: Random) -> bytes:
    return data[: at(data, chance)]


def flip(data: bytes, _: bytes, chance: Random) -> bytes:
    out = bytearray(data)
    start = at(data, chance)
    for index in range(start, min(start + chance.choice((1, 1, 2, 8)), len(out))):
        out[index] ^= 1 << chance.randrange(8)
    return bytes(out)


def zero(data: bytes, _: bytes, chance: Random) -> bytes:
    start, length = at(data, chance), chance.choice(LENGTHS)
    return data[:start] + bytes(len(data[start : start + length])) + data[start + length :]


def splice(data: bytes, other: bytes, chance: Random) -> bytes:
    start, length, source = at(data, chance), chance.choice(LENGTHS), at(other, chance)
    return data[:start] + other[source : source + length] + data[start + length :]


def limit(data: bytes, _: bytes, chance: Random) -> bytes:
    """A number at its limit, as a length or a count may be."""
    start, value = at(data, chance), chance.choice(LIMITS)
    return data[:start] + value + data[start + len(value) :]


def double(data: bytes, _: bytes, chance: Random) -> bytes:
    """A piece that stands there twice, or many times."""
    start, length = at(data, chance), chance.choice(LENGTHS)
    piece = data[start : start + length] * chance.choice((1, 1, 1, 2, 30))
    return data[:start] + piece + data[start:]


def drop(data: bytes, _: bytes, chance: Random) -> bytes:
    start, length = at(data, chance), chance.choice(LENGTHS)
    return data[:start] + data[start + length :]


def number(data: bytes, _: bytes, chance: Random) -> bytes:
    """A printed number that is another."""
    found = list(_DIGITS.finditer(data))
    if not found:
        return data
    match = chance.choice(found)
    return data[: match.start()] + chance.choice(NUMBERS) + data[match.end() :]


MUTATORS: tuple[Mutator, ...] = (cut, flip, flip, zero, splice, splice, limit, double, drop, number)


def several(mutators: Sequence[Mutator], data: bytes, other: bytes, chance: Random) -> bytes:
    """One to three faults, one after the other."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        data = chance.choice(mutators)(data, other, chance)
    return data


def damaged(data: bytes, other: bytes, chance: Random) -> bytes:
    """One to three faults of the kinds of this module."""
    return several(MUTATORS, data, other, chance)

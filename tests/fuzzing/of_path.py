"""A path into a reading, and damage to it: odd indices, names, keys and brackets. The input is the path, a line feed, and a report.

The file to start from has all the paths of its reading in its first line, of which one is taken and damaged.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import councildoc
from councildoc import citation
from fuzzing.of_bytes import Mutator, damaged
from fuzzing.of_text import JUNK, mutated_text

SEPARATOR = "\x1f"
"""Between the paths of a file to start from; a key of a table may hold blanks."""
INDICES = ("0", "1", "-1", "99", "00", "٣", "²", "Ⅰ", "1.5", "9" * 9, "9" * 10, "9" * 5000, "", " 0 ", "0:1", "-0", "x")
NAMES = (
    "briefings", "items", "transfers", "sources", "head", "amount", "places", "where", "printed", "extra", "columns", "title_lines", "__class__",
    "__dict__", "_asdict", "source", "sha256", "diagnostics", "body", "lines", "비고", "reason", "dates", "$", "*", "..", "", "Amount", "ａmount", "가" * 3000,
)  # fmt: skip
BRACKETS = (
    "[",
    "]",
    "[]",
    "[[0]]",
    "['",
    "']",
    '["x"]',
    "['비고']",
    "[\"']",
    "(0)",
    "{0}",
    ".",
    "..",
    "[0",
    "0]",
    "\n",
    " ",
    "/",
    "~1",
    "%5B0%5D",
    "\\",
)
_INDEX = re.compile(r"\[\d+\]")
_NAME = re.compile(r"\w+")

Change = Callable[[str, Random], str]


def _index(path: str, chance: Random) -> str:
    return _one(_INDEX, path, f"[{chance.choice(INDICES)}]", chance)


def _name(path: str, chance: Random) -> str:
    return _one(_NAME, path, chance.choice(NAMES), chance)


def _one(pattern: re.Pattern[str], path: str, new: str, chance: Random) -> str:
    """One match, another in its place."""
    found = list(pattern.finditer(path))
    if not found:
        return path + new
    match = chance.choice(found)
    return path[: match.start()] + new + path[match.end() :]


def _insert(path: str, chance: Random) -> str:
    at = chance.randrange(len(path) + 1)
    return path[:at] + chance.choice((*BRACKETS, *JUNK)) + path[at:]


def _shorter(path: str, chance: Random) -> str:
    return path[: chance.randrange(len(path) + 1)]


def _longer(path: str, chance: Random) -> str:
    return path + chance.choice((f".{chance.choice(NAMES)}", f"[{chance.choice(INDICES)}]", path, path * 200))


CHANGES: tuple[Change, ...] = (_index, _index, _name, _insert, _insert, _shorter, _longer)


def with_paths(report: bytes) -> bytes:
    """A file to start from."""
    parsed = councildoc.parse(report)
    found = [path for path, _ in citation.leaves(parsed.briefings, "briefings")]
    return SEPARATOR.join(found or ["briefings[0]"]).encode("utf-8", "replace") + b"\n" + report


def _path(data: bytes, other: bytes, chance: Random) -> bytes:
    """One of the paths, often another than it was; the report now and then."""
    paths, _, report = data.partition(b"\n")
    path = chance.choice(paths.decode("utf-8", "replace").split(SEPARATOR))
    for _again in range(chance.choice((0, 1, 1, 1, 2, 4))):
        path = chance.choice(CHANGES)(path, chance)
    if not chance.randrange(4):
        _, _, text = other.partition(b"\n")
        report = mutated_text(report.decode("utf-8", "replace"), text.decode("utf-8", "replace"), chance).encode(
            "utf-8", "replace"
        )
    return path.replace("\n", "\v").encode("utf-8", "replace") + b"\n" + report


def _bytes(data: bytes, other: bytes, chance: Random) -> bytes:
    path, _, report = _path(data, other, chance).partition(b"\n")
    return damaged(path, path, chance).replace(b"\n", b" ") + b"\n" + report


PATH: tuple[Mutator, ...] = (_path, _path, _path, _bytes)

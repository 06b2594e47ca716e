"""The files that damage starts from, by format, and the damaged inputs made of them: every number makes the same one again.

Which files a number picks depends on their names alone, so one file more changes only the inputs that pick it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from random import Random

import attrs

import councildoc
from fuzzing.of_bytes import Mutator
from fuzzing.of_hancom import HWP, HWPX
from fuzzing.of_json import JSON
from fuzzing.of_path import PATH, with_paths
from fuzzing.of_pdf import PDF
from fuzzing.of_text import TEXT
from locations import FIXTURES, SHARED

MUTATORS: dict[str, tuple[Mutator, ...]] = {
    "pdf": PDF,
    "hwp": HWP,
    "hwpx": HWPX,
    "text": TEXT,
    "json": JSON,
    "path": PATH,
}
"""What damages the files of each format. To fuzz one more: a row here, one in `_PATTERNS` or `_OF_TEXT`, and one in `contract.TARGETS`."""

_PATTERNS: dict[str, str] = {"pdf": "*.pdf", "hwp": "*.hwp", "hwpx": "*.hwpx", "text": "*.txt"}
_BESIDE = ("facsimile", "devset", "corpus", "sample")
MAX_SEED = {"pdf": 200_000, "hwp": 320_000, "hwpx": 320_000, "text": 100_000}
"""Larger files take long and say no more."""
SMALL = {"pdf": 36_000, "hwp": 10_000, "hwpx": 15_000, "text": 3_000}
"""Bounds for the few that are part of `make test`."""


@attrs.frozen
class Input:
    """One damaged file; `name` holds the seed of chance, its number and the file it was made of."""

    name: str
    format: str
    data: bytes = attrs.field(repr=False)


@attrs.frozen
class Start:
    """A file to start from. `key` is its name, and that of its folder where several files are called the same."""

    key: str
    source: bytes = attrs.field(repr=False)
    make: Callable[[bytes], bytes] = bytes
    """What is made of the source once it is picked."""

    @property
    def name(self) -> str:
        return self.key.split("/")[-1]

    @property
    def data(self) -> bytes:
        return _made(self.make, self.source)


@cache
def _made(make: Callable[[bytes], bytes], source: bytes) -> bytes:
    return make(source)


@attrs.frozen
class Seeds:
    """Which files to start from: those of the project, and those of the data folder beside it if `shared`; small ones only if
    `small`."""

    shared: bool = True
    small: bool = False

    def paths(self, format: str) -> list[Path]:
        """The files of a format, the regression inputs left out, in a fixed order."""
        folders = [FIXTURES, *(SHARED / name for name in _BESIDE if self.shared)]
        bound = (SMALL if self.small else MAX_SEED)[format]
        found = [path for folder in folders for path in sorted(folder.rglob(_PATTERNS[format]))]
        return [path for path in found if path.stat().st_size <= bound and path.parent.name != "fuzz"]


def reading(data: bytes) -> bytes:
    """A report's reading as JSON."""
    return councildoc.to_json(councildoc.parse(data)).encode()


@cache
def files(seeds: Seeds, format: str) -> Sequence[Start]:
    """The files of a format. Those of JSON are the readings of the text files, those of paths have these before the text."""
    if format in _OF_TEXT:
        texts = [start for start in files(seeds, "text") if start.source.strip()]
        return [Start(f"{start.key}.{format}", start.source, _OF_TEXT[format]) for start in texts]
    return [Start("/".join(path.parts[-2:]), path.read_bytes()) for path in seeds.paths(format)]


_OF_TEXT: dict[str, Callable[[bytes], bytes]] = {"json": reading, "path": with_paths}
"""What is made of text files."""


def ranked(found: Sequence[Start], by: str) -> Start:
    """The file that comes first when each is ranked by a hash of its name: the others keep their ranks when one is added."""
    return min(found, key=lambda start: blake2b(f"{by} {start.key}".encode(), digest_size=8).digest())


def damaged(seeds: Seeds, format: str, seed: int, number: int) -> Input:
    """The input of this number."""
    return damaged_of(files(seeds, format), format, seed, number)


def damaged_of(found: Sequence[Start], format: str, seed: int, number: int) -> Input:
    """The input of this number, where these are the files to start from."""
    chance = Random(f"{seed} {format} {number}")
    start, other = (ranked(found, f"{seed} {format} {number} {which}") for which in ("start", "other"))
    data = chance.choice(MUTATORS[format])(start.data, other.data, chance)
    return Input(f"{seed}-{format}-{number}-{start.name}", format, data)


def inputs(seeds: Seeds, formats: Sequence[str], seed: int, start: int = 0) -> Iterator[Input]:
    """Damaged files of these formats in turn, without end. A format named twice has two turns."""
    counts = dict.fromkeys(formats, start)
    while True:
        for name in formats:
            yield damaged(seeds, name, seed, counts[name])
            counts[name] += 1

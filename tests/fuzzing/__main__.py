"""`make fuzz MINUTES=10 SEED=1`: damaged inputs of every format, read in bounded processes; the exit status tells of faults.

Each fault is written to `build/fuzz`, from where `--again FILE` reads it in this process, with its traceback, and `--shrink FILE` makes it
small enough for `tests/fixtures/fuzz`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from time import monotonic

from fuzzing import pool
from fuzzing.contract import TARGETS, Target, outcome
from fuzzing.seeds import Input, Seeds, inputs
from fuzzing.shrinking import shrunk

FOLDER = Path("build/fuzz")
TURNS = ("pdf", "hwp", "hwpx", "text", "json", "hwp", "hwpx", "text", "json", "path")
"""The formats in turn: a PDF takes as long as many of the others."""


def work(seeds: Seeds, formats: Sequence[str], seed: int, start: int = 0) -> Iterator[tuple[str, Input]]:
    """Inputs without end, each with the name of the target that reads it."""
    targets = {name: cycle([target.name for target in TARGETS if target.format == name]) for name in formats}
    return ((next(targets[given.format]), given) for given in inputs(seeds, formats, seed, start))


def until(seconds: float, endless: Iterator[tuple[str, Input]]) -> Iterator[tuple[str, Input]]:
    """Inputs until the time is over."""
    end = monotonic() + seconds
    for one in endless:
        if monotonic() > end:
            return
        yield one


def report(found: pool.Outcome, seconds: float) -> Iterator[str]:
    """A line for each target, and one for all."""
    for name, tally in sorted(found.tallies.items()):
        yield f"{name}: {tally.answers.total()} inputs in {tally.seconds:.0f} s of work: " + ", ".join(
            f"{answer} {count}" for answer, count in tally.answers.most_common()
        )
        yield f"  slowest {tally.slowest[0]:.1f} s {tally.slowest[1]}, largest {tally.largest[0]:.0f} MB {tally.largest[1]}"
    total = sum(tally.answers.total() for tally in found.tallies.values())
    yield f"{total} inputs, {len(found.faults)} faults, {seconds:.0f} s"


def keep(found: pool.Outcome) -> Iterator[str]:
    """Write each fault, and what took long, to the folder of faults; the line of each."""
    slow = [(f"{given.name}: slow, {seconds:.1f} s", given) for seconds, given in found.slow]
    for line, given in (*slow, *found.faults):
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / given.name).write_bytes(given.data)
        yield line


def _target(path: Path) -> Target:
    """The target for a kept input, by its name."""
    for target in TARGETS:
        if (
            f"-{target.format}-" in path.name
            or path.suffix == f".{target.format}"
            or path.name.split("-")[0] == target.format
        ):
            return target
    return next(target for target in TARGETS if target.format == "text")


def _tell(fault: str) -> None:
    sys.stderr.write(f"{fault}\n")
    sys.stderr.flush()


def main() -> int:
    arguments = argparse.ArgumentParser(prog="fuzzing", description=__doc__)
    arguments.add_argument("--minutes", type=float, default=10.0)
    arguments.add_argument("--count", type=int, help="so many inputs, instead of minutes")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--start", type=int, default=0, help="the number of the first input of each format")
    arguments.add_argument("--formats", default=",".join(TURNS), help="formats in turn")
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--own", action="store_true", help="only from the project's own files")
    arguments.add_argument("--again", type=Path, metavar="FILE", help="read one kept input, here")
    arguments.add_argument(
        "--shrink", type=Path, metavar="FILE", help="make a kept input smaller, and print where it is"
    )
    chosen = arguments.parse_args()
    if chosen.again:
        sys.stdout.write(_target(chosen.again).read(chosen.again.read_bytes()) + "\n")
        return 0
    if chosen.shrink:
        target = _target(chosen.shrink)
        small = chosen.shrink.with_name(f"small-{chosen.shrink.name}")
        small.write_bytes(shrunk(chosen.shrink.read_bytes(), lambda data: outcome(target.read, data)))
        sys.stdout.write(f"{small}\n")
        return 0
    start = monotonic()
    endless = work(Seeds(shared=not chosen.own), chosen.formats.split(","), chosen.seed, chosen.start)
    limited = islice(endless, chosen.count) if chosen.count else until(60 * chosen.minutes, endless)
    found = pool.run(limited, chosen.workers, told=_tell)
    sys.stdout.writelines(f"{line}\n" for line in report(found, monotonic() - start))
    sys.stdout.writelines(f"{line}\n" for line in keep(found))
    return bool(found.faults)


if __name__ == "__main__":
    raise SystemExit(main())

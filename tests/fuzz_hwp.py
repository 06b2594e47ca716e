"""Damaged HWP 5 and HWPX files -> a result or a coded error, in bounded time and memory; `make fuzz` runs 2,000.

Files are cut off, flipped, zeroed and spliced: as a whole, and inside, where the container is whole and only a section is
damaged. Each is read in a worker process with a bound on its memory; one that dies or overruns is replaced, and counts as
a fault. Seeds are fixed: the same number always makes the same file.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as any_of
from time import monotonic

import attrs

from compound_file import compound_file
from councildoc.extraction.hwp_records import records
from hancom import (
    CIRCLE,
    NUMBER_1,
    OUTLINE_1,
    Aside,
    AutoNumber,
    Box,
    Deleted,
    Grid,
    Note,
    P,
    PageNumber,
    c,
    hwp_docinfo,
    hwp_section,
    hwp_streams,
    hwpx_members,
    p,
    record,
    to_hwp,
    to_hwpx,
    zipped,
)
from locations import FIXTURES

MEMORY = 1 << 30
SECONDS = 20.0
COUNT = 2_000

_INNER = Grid((c(0, 0, "안"), c(0, 1, "1,000")))
DOCUMENT: tuple[P, ...] = (
    p("제305회 서울특별시의회 임시회", Aside("header", (p("머리말"),)), PageNumber()),
    p("국제교류를 위한 예산 전용", shape=OUTLINE_1),
    p("전용개요\n둘째 줄", shape=CIRCLE),
    p("금 30,000천원 ", Deleted("삭제"), Note((p(AutoNumber("FOOTNOTE", 1, ")"), "각주"),)), shape=NUMBER_1),
    p(
        Grid(
            (
                c(0, 0, "부서", rowspan=2),
                c(0, 1, "예산현액", colspan=2),
                c(1, 1, "감"),
                c(1, 2, "증"),
                c(2, 0, p("담당관", _INNER)),
                c(2, 1, "△1,000"),
                c(2, 2, p(Box((p("상자"),)))),
            ),
            caption=(p("(단위 : 천원)"),),
        ),
    ),
    p("\U000f02b1 사업개요", new_page=True),
)
"""A little of everything that the formats can hold."""


def _damaged(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """One to three faults of the four kinds."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        if not out:
            break
        at = chance.randrange(len(out))
        length = chance.choice((1, 2, 4, 16, 64, 512, 4096))
        match chance.randrange(5):
            case 0:
                del out[at:]
            case 1:
                for index in range(at, min(at + chance.choice((1, 1, 2, 8)), len(out))):
                    out[index] ^= 1 << chance.randrange(8)
            case 2:
                out[at : at + length] = bytes(len(out[at : at + length]))
            case 3:
                start = chance.randrange(max(1, len(other)))
                out[at : at + length] = other[start : start + length]
            case _:
                # A number at its limit, as a length or a count may be.
                out[at : at + 4] = chance.choice((b"\xff" * 4, b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80", b"\xfe\xff"))
    return bytes(out)


def _renamed(section: bytes, chance: random.Random) -> bytes:
    """Well-formed XML whose elements stand where they do not belong: one name for another, throughout."""
    names = sorted(set(re.findall(rb"<(h[ps]:\w+)", section)))
    for _ in range(chance.choice((1, 1, 2))):
        old, new = chance.choice(names), chance.choice(names)
        section = re.sub(rb"(</?)%s\b" % old, rb"\g<1>" + new, section)
    return section


def _rearranged(section: bytes, chance: random.Random) -> bytes:
    """Whole records with another tag, level or place."""
    found = list(records(section))
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(found))
        tag, level, data = found[at]
        match chance.randrange(5):
            case 0:
                found[at] = (chance.choice((66, 67, 70, 71, 72, 76, 77, 91)), level, data)
            case 1:
                found[at] = (tag, chance.choice((0, level + 1, max(0, level - 1), 1023)), data)
            case 2:
                del found[at]
            case 3:
                found.insert(chance.randrange(len(found)), found[at])
            case _:
                found[at] = (tag, level, _damaged(data, section, chance))
        if not found:
            break
    return b"".join(record(*each) for each in found)


def mutants(count: int = COUNT, seed: int = 305) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of damaged files; the name tells how to make one again."""
    files = {path.name: path.read_bytes() for path in sorted(FIXTURES.glob("briefing-305.hwp*"))}
    files |= {
        "everything.hwpx": to_hwpx(DOCUMENT),
        "everything.hwp": to_hwp(DOCUMENT),
        "plain.hwp": to_hwp(DOCUMENT, compressed=False),
        "distribution.hwp": to_hwp(DOCUMENT, distribution=True),
    }
    names = list(files)
    members = hwpx_members([DOCUMENT])
    section = hwp_section(DOCUMENT)
    for number in range(count):
        chance = random.Random(seed * 1_000_003 + number)
        other = files[chance.choice(names)]
        kind = number % (len(names) + 6)
        if kind < len(names):
            name, data = names[kind], _damaged(files[names[kind]], other, chance)
        elif kind == len(names):
            part = chance.choice(("Contents/section0.xml", "Contents/header.xml", "Contents/content.hpf"))
            name, data = f"inside-{part}", zipped(members | {part: _damaged(members[part], members[part], chance)})
        elif kind == len(names) + 4:
            part = "Contents/section0.xml"
            name, data = "renamed.hwpx", zipped(members | {part: _renamed(members[part], chance)})
        elif kind == len(names) + 5:
            name, data = "rearranged.hwp", compound_file(hwp_streams([_rearranged(section, chance)]))
        else:
            streams = hwp_streams([_damaged(section, section, chance)], distribution=kind == len(names) + 1)
            if kind == len(names) + 2:
                streams = hwp_streams([section], compressed=False)
                streams["DocInfo"] = _damaged(hwp_docinfo(1), section, chance)
            name, data = "inside.hwp", compound_file(streams)
        yield f"{number}-{name}", data


# -------------------------------------------------------------------------------------------------------------- workers


def _serve(pipe: Connection) -> None:
    """Read what comes through the pipe and answer with the code of the error, `read`, or a fault."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import councildoc

    while True:
        data = pipe.recv_bytes()
        if not data:
            return
        try:
            councildoc.parse(data)
            answer = "read"
        except councildoc.CouncildocError as error:
            answer = error.code if error.code != "internal" else f"!{error.__cause__!r}"
        except BaseException as error:
            answer = f"!{error!r}"
        pipe.send(answer)


@attrs.define
class _Worker:
    """A process that reads one file at a time."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection
    name: str = ""
    since: float = 0.0

    @classmethod
    def start(cls, serve: Callable[[Connection], None]) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        return cls(process, ours)

    def submit(self, name: str, data: bytes) -> None:
        self.name, self.since = name, monotonic()
        self.pipe.send_bytes(data or b"\0")

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


@attrs.define
class Outcome:
    """How often each answer came, and every fault."""

    answers: Counter[str] = attrs.field(factory=Counter)
    faults: list[str] = attrs.field(factory=list)
    slowest: float = 0.0

    def note(self, name: str, answer: str, seconds: float) -> None:
        self.slowest = max(self.slowest, seconds)
        self.answers[answer if not answer.startswith("!") else "fault"] += 1
        if answer.startswith("!"):
            self.faults.append(f"{name}: {answer[1:]}")


def run(
    files: Iterable[tuple[str, bytes]],
    workers: int = 2,
    serve: Callable[[Connection], None] = _serve,
    seconds_each: float = SECONDS,
) -> Outcome:
    """Read all files in a pool of bounded workers."""
    outcome = Outcome()
    waiting = iter(files)
    idle = [_Worker.start(serve) for _ in range(workers)]
    busy: list[_Worker] = []
    while True:
        while idle:
            following = next(waiting, None)
            if following is None:
                break
            busy.append(idle.pop())
            busy[-1].submit(*following)
        if not busy:
            break
        any_of([worker.pipe for worker in busy], timeout=0.5)
        for worker in list(busy):
            seconds = monotonic() - worker.since
            if worker.pipe.poll():
                try:
                    answer = str(worker.pipe.recv())
                except EOFError:
                    answer = "!the worker died"
            elif seconds > seconds_each:
                answer = f"!still running after {seconds:.0f} s"
            else:
                continue
            outcome.note(worker.name, answer, seconds)
            busy.remove(worker)
            if answer.startswith(("!the worker died", "!still running")):
                worker.stop()
                idle.append(_Worker.start(serve))
            else:
                idle.append(worker)
    for worker in idle:
        worker.stop()
    return outcome


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=COUNT)
    arguments.add_argument("--seed", type=int, default=305)
    chosen = arguments.parse_args()
    start = monotonic()
    outcome = run(mutants(chosen.count, chosen.seed))
    sys.stdout.write(f"{chosen.count} files in {monotonic() - start:.0f} s, slowest {outcome.slowest:.1f} s: ")
    sys.stdout.write(", ".join(f"{answer} {count}" for answer, count in outcome.answers.most_common()) + "\n")
    sys.stdout.write("".join(f"{fault}\n" for fault in outcome.faults))
    return bool(outcome.faults)


if __name__ == "__main__":
    raise SystemExit(main())

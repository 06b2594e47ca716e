"""The fuzz contract: a sample of what `make fuzz` reads at length, what it found before, and that the fuzzer itself sees faults."""

from __future__ import annotations

import os
import signal
from collections.abc import Generator
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from time import sleep
from types import FrameType

import attrs
import pytest

from councildoc import Location, api
from councildoc.errors import InternalError
from fuzzing import contract, pool
from fuzzing.__main__ import TURNS, work
from fuzzing.contract import TARGETS, Target
from fuzzing.seeds import MUTATORS, Input, Seeds, damaged, damaged_of, files
from fuzzing.shrinking import shrunk
from locations import FIXTURES

FOLDER = FIXTURES / "fuzz"
SAMPLE = 90
SECONDS = 10
"""For one input of the regression folder, with coverage measured; each took minutes or for ever."""

EXPECTED: dict[str, str] = {
    "character-map-of-four-thousand-million.pdf": "read",
    "widths-of-two-thousand-million.pdf": "read",
    "length-of-thousands-of-digits.pdf": "corrupt read",
    "forms-that-draw-forms-eightfold.pdf": "limit",
    "page-packed-as-fax.pdf": "corrupt no-text",
    "merged-over-a-billion-rows.json": "decode",
    "depth-of-a-billion.json": "decode",
    "decimal-among-flattened-amounts.txt": "read",
    "figure-of-five-thousand-digits.txt": "read",
    "code-without-its-column.txt": "read",
    "row-that-begins-with-thousands-of-digits.txt": "read",
    "header-with-one-column-too-many.txt": "read",
    "header-printed-twice-in-its-cell.txt": "read",
    "older-level-among-flattened-headers.txt": "read",
    "code-of-compilation-object-in-flattened-header.txt": "read",
}
"""What each input of the regression folder gives: `read` or the code of its error, which may differ by the reader of a PDF."""


@contextmanager
def within(seconds: int) -> Generator[None, None, None]:
    """Raise `TimeoutError` in what takes longer."""

    def overdue(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, overdue)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


# --------------------------------------------------------------------------------------------------------- the library


def test_damaged_inputs_give_a_result_or_a_coded_error() -> None:
    """A few of each format, made of small files."""
    found = pool.run(islice(work(Seeds(shared=False, small=True), TURNS, seed=1), SAMPLE))

    assert [fault for fault, _ in found.faults] == []
    assert sum(tally.answers.total() for tally in found.tallies.values()) == SAMPLE
    assert set(found.tallies) == {target.name for target in TARGETS}
    assert found.count("read") > SAMPLE / 4
    assert found.count("corrupt")
    assert found.count("decode")


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_what_was_found_stays_mended(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    for target in TARGETS:
        if Path(name).suffix == f".{target.format.replace('text', 'txt')}":
            with within(SECONDS):
                assert contract.outcome(target.read, data) in EXPECTED[name].split()


def test_every_input_of_the_folder_is_expected() -> None:
    assert {path.name for path in FOLDER.iterdir() if path.suffix != ".md"} == set(EXPECTED)


# ---------------------------------------------------------------------------------------------------------- the fuzzer


def test_every_format_has_mutators_and_a_target() -> None:
    assert set(MUTATORS) == {target.format for target in TARGETS} == set(TURNS)


@pytest.mark.parametrize("format", sorted(MUTATORS))
def test_a_number_always_makes_the_same_input(format: str) -> None:
    seeds = Seeds(shared=False, small=True)
    made = [damaged(seeds, format, 1, number) for number in range(20)]

    assert made == [damaged(seeds, format, 1, number) for number in range(20)]
    assert len({one.data for one in made}) > 10


@pytest.mark.parametrize("format", sorted(MUTATORS))
def test_one_file_more_changes_only_the_inputs_that_pick_it(format: str) -> None:
    found = files(Seeds(shared=False, small=True), format)
    every = [damaged_of(found, format, 1, number) for number in range(60)]
    more = [damaged_of([attrs.evolve(found[0], key="a/first"), *found], format, 1, number) for number in range(60)]
    changed = [new for old, new in zip(every, more, strict=True) if old != new]

    assert len({one.name.split("-", 3)[3] for one in every}) > len(found) / 3  # each file has its turn
    assert len(changed) <= 60 * 5 / len(found)  # two of `found` in the mean: as the file, or as the other


@pytest.mark.parametrize("format", sorted(MUTATORS))
def test_files_to_start_from_are_told_apart(format: str) -> None:
    keys = [start.key for start in files(Seeds(small=True), format)]
    assert len(keys) == len(set(keys))


def _faulty(pipe: Connection) -> None:
    """A reader with every fault there is."""
    while True:
        match pipe.recv():
            case _, b"die":
                os._exit(1)
            case _, b"hang":
                sleep(600)
            case _, b"raise":
                pipe.send(("!KeyError('x')", 0.0, 0.0))
            case _:
                pipe.send(("read", 0.0, 0.0))


def test_the_pool_sees_every_fault_and_goes_on() -> None:
    names = ("one", "die", "hang", "raise", "two", "die", "three")
    found = pool.run((("any", Input(name, "text", name.encode())) for name in names), server=_faulty, seconds_each=3)

    assert found.tallies["any"].answers == {"read": 3, "fault": 4}
    assert [fault.split(" ")[0] for fault in sorted(fault for fault, _ in found.faults)] == [
        "die",
        "die",
        "hang",
        "raise",
    ]


def _touching(pipe: Connection) -> None:
    """A reader that writes to a file, or looks into one that is none of its business."""
    contract.watch_files()

    def read(data: bytes) -> str:
        if data != b"nothing":
            with open(os.devnull if data == b"write" else "/etc/hosts", "ab" if data == b"write" else "rb"):
                pass
        return "read"

    while True:
        pipe.send((contract.outcome(read, pipe.recv()[1]), 0.0, 0.0))


def test_files_that_are_touched_are_seen() -> None:
    given = [("any", Input(name, "text", name.encode())) for name in ("nothing", "write", "look")]
    found = pool.run(given, workers=1, server=_touching)

    assert [fault.split(":")[1].split("'")[0] for fault, _ in found.faults] == [" touched ", " touched "]
    assert found.count("read") == 1


def test_a_memory_hog_ends_in_an_error_and_not_in_the_machine() -> None:
    def hog(data: bytes) -> str:
        raise MemoryError

    assert contract.outcome(hog, b"").startswith("!MemoryError()")


REPORT = "제305회 임시회\n예산 전용 보고\n\nⅠ 가 예산 전용\n□ 전용개요\n○ 전용금액 : 금 5,000천원\n".encode()


def test_a_broken_promise_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    assert contract.outcome(contract.read_document, REPORT) == "read"
    whole = api.read_briefings

    def moved(extracted: api.Extracted) -> object:
        parsed = whole(extracted)
        first, *rest = parsed.briefings[0].title_lines
        line = attrs.evolve(first, where=(Location(line=99),))
        return attrs.evolve(parsed, briefings=(attrs.evolve(parsed.briefings[0], title_lines=(line, *rest)),))

    def lost(extracted: api.Extracted) -> object:
        parsed = whole(extracted)
        return attrs.evolve(parsed, briefings=(attrs.evolve(parsed.briefings[0], title_lines=()),))

    for broken, words in ((moved, "places outside the document"), (lost, "characters lost")):
        monkeypatch.setattr(api, "read_briefings", broken)
        assert words in contract.outcome(contract.read_document, REPORT)


def test_an_error_without_a_code_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object) -> object:
        raise InternalError from KeyError("x")

    monkeypatch.setattr(api, "read_briefings", wrong)
    assert contract.outcome(contract.read_document, REPORT).startswith("!KeyError('x')")


def test_a_fault_is_made_small() -> None:
    def read(data: bytes) -> str:
        if b"fault" in data:
            raise ValueError
        return "read"

    target = Target("any", "text", read)
    assert shrunk(b"x" * 300 + b"fault" + b"y" * 500, lambda data: contract.outcome(target.read, data)) == b"fault"

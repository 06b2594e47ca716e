"""Inputs -> outcomes, each read in a worker process with bounds on its memory and time; one that dies or overruns is replaced."""

from __future__ import annotations

import multiprocessing
import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as any_of
from pathlib import Path
from time import monotonic, process_time

import attrs

from fuzzing.seeds import Input

MEMORY = 1 << 30
"""Address space of a worker, over what it has when it begins, in bytes."""
SECONDS = 20.0
"""Time for one input."""
SLOW = 4.0
"""What takes longer is worth a look."""
_READY = "ready"
Answer = tuple[str, float, float]
"""The code of an outcome, or `!` and a fault; the seconds of processor that it took, so that a busy machine makes nothing slow; and the peak of memory while it was read, in MB."""


def _peak(reset: bool = False) -> float:
    """The most memory that this process has held, in MB; since the last reset where the system can tell."""
    if reset:
        with suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5")
        return 0.0
    try:
        words = Path("/proc/self/status").read_text().split()
        return int(words[words.index("VmHWM:") + 1]) / 1024
    except (OSError, ValueError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1 << 20)


def serve(pipe: Connection) -> None:
    """Read what comes through the pipe by the target that is named, and answer."""
    from fuzzing.contract import TARGETS, forgotten, outcome, watch_files

    for target in TARGETS:  # what is imported on the first read is no file of an input
        outcome(target.read, b"%PDF-1.4 x obj" if target.format == "pdf" else b"\xea\xb0\x80")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY + _size(), resource.getrlimit(resource.RLIMIT_AS)[1]))
    targets = {target.name: target for target in TARGETS}
    watch_files()
    while True:
        name, data = pipe.recv()
        _peak(reset=True)
        forgotten()
        since = process_time()
        pipe.send((outcome(targets[name].read, data), process_time() - since, _peak()))


def _size() -> int:
    """The address space of this process."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return 1 << 29


Server = Callable[[Connection], None]


def _begin(server: Server, pipe: Connection) -> None:
    """Say when the process stands, so that its start is nobody's time."""
    pipe.send(_READY)
    server(pipe)


@attrs.define
class _Worker:
    """A process that reads one input at a time."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection
    target: str = ""
    input: Input | None = None
    since: float = 0.0

    @classmethod
    def start(cls, server: Server) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_begin, args=(server, theirs), daemon=True)
        process.start()
        theirs.close()
        return cls(process, ours)

    def submit(self, target: str, given: Input) -> None:
        self.target, self.input, self.since = target, given, monotonic()
        self.pipe.send((target, given.data))

    def answer(self, bound: float) -> Answer | None:
        """What the worker says, or that it is lost; None while it may go on."""
        if self.pipe.poll():
            try:
                found = self.pipe.recv()
                if found == _READY:
                    self.since = monotonic()
                    return None
                code, seconds, peak = found
                return str(code), float(seconds), float(peak)
            except (EOFError, ConnectionResetError):
                return "!the worker died", monotonic() - self.since, 0.0
        seconds = monotonic() - self.since
        return (f"!still running after {bound:.0f} s", seconds, 0.0) if seconds > bound else None

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


@attrs.define
class Tally:
    """The outcomes of one target."""

    answers: Counter[str] = attrs.field(factory=Counter)
    seconds: float = 0.0
    slowest: tuple[float, str] = (0.0, "")
    largest: tuple[float, str] = (0.0, "")


@attrs.define
class Outcome:
    """The outcomes of each target, every fault with its input, and the inputs that took longer than `SLOW`."""

    tallies: dict[str, Tally] = attrs.field(factory=dict)
    faults: list[tuple[str, Input]] = attrs.field(factory=list)
    slow: list[tuple[float, Input]] = attrs.field(factory=list)

    def note(self, target: str, given: Input, answer: Answer) -> None:
        code, seconds, peak = answer
        tally = self.tallies.setdefault(target, Tally())
        tally.answers["fault" if code.startswith("!") else code] += 1
        tally.seconds += seconds
        tally.slowest = max(tally.slowest, (seconds, given.name))
        tally.largest = max(tally.largest, (peak, given.name))
        if code.startswith("!"):
            self.faults.append((f"{given.name} ({target}): {code[1:]}", given))
        elif seconds > SLOW:
            self.slow.append((seconds, given))

    def count(self, answer: str) -> int:
        """How many inputs gave this answer."""
        return sum(tally.answers[answer] for tally in self.tallies.values())


def run(
    work: Iterable[tuple[str, Input]],
    workers: int = 2,
    server: Server = serve,
    seconds_each: float = SECONDS,
    told: Callable[[str], None] = lambda fault: None,
) -> Outcome:
    """Read every input by its target in a pool of bounded workers; `told` hears of each fault at once."""
    outcome = Outcome()
    waiting = iter(work)
    idle = [_Worker.start(server) for _ in range(workers)]
    busy: list[_Worker] = []
    while True:
        while idle and (following := next(waiting, None)) is not None:
            busy.append(idle.pop())
            busy[-1].submit(*following)
        if not busy:
            break
        any_of([worker.pipe for worker in busy], timeout=0.5)
        for worker in list(busy):
            answer = worker.answer(seconds_each)
            if answer is None or worker.input is None:
                continue
            outcome.note(worker.target, worker.input, answer)
            busy.remove(worker)
            if answer[0].startswith("!"):
                told(outcome.faults[-1][0])
            if answer[0].startswith(("!the worker died", "!still running")):
                worker.stop()
                idle.append(_Worker.start(server))
            else:
                idle.append(worker)
    for worker in idle:
        worker.stop()
    return outcome

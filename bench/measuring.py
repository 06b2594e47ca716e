"""One measured process, and medians of several: seconds, processor seconds and peak memory, from start to end."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from statistics import median
from time import monotonic

import attrs

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
MB = 1e6


@attrs.frozen
class Run:
    """Seconds by the clock and on all processors; peak memory in bytes of the largest process; what it printed."""

    seconds: float
    cpu: float
    memory: float
    said: str


def run(command: Sequence[str]) -> Run | None:
    """Measure one process and those that it waits for; None if it fails."""
    start = monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT)
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    seconds = monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        return None
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, said)


def interleaved(commands: Sequence[Sequence[str]], runs: int) -> list[Run | None]:
    """The medians of several runs of each command, taken in turn, so that what slows the machine down slows all of them.

    None for a command that fails, which is not run again.
    """
    found: list[list[Run]] = [[] for _ in commands]
    failed: set[int] = set()
    for _ in range(runs):
        for index, command in enumerate(commands):
            measured = None if index in failed else run(command)
            if measured is None:
                failed.add(index)
            else:
                found[index].append(measured)
    return [None if index in failed else _median(each) for index, each in enumerate(found)]


def _median(runs: Sequence[Run]) -> Run:
    return Run(
        median(one.seconds for one in runs),
        median(one.cpu for one in runs),
        median(one.memory for one in runs),
        runs[0].said,
    )


def python(module: str, *arguments: str) -> list[str]:
    """The command that runs a module of this folder in a process of its own."""
    return [sys.executable, "-W", "ignore", "-m", module, "--child", *arguments]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown; all columns but the first are figures."""
    rule = ["---", *["---:" for _ in head[1:]]]
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, rule, *rows))


def machine() -> str:
    """What a figure depends on beside the readers."""
    processor = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        processor = names[0] if names else processor
    return f"{os.cpu_count()} x {processor}, {platform.system()}, Python {platform.python_version()}"


def versions(names: Sequence[str]) -> str:
    """The distributions that are installed, with their versions."""
    found = []
    for name in names:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            found.append(f"{name} -")
    return ", ".join(found)

"""Readers of HWP 5 and HWPX side by side: MB/s and peak memory of the whole process, medians of several runs.

`make bench` installs the others where they install, and runs this over the optional data folder beside the project (else
over the test fixtures). Each reader gets the same files, makes its own structure of text and tables from each, and has a
process of its own for each format; starting Python and importing the reader count. A reader that cannot be imported, or
that fails on a file, says so.
"""

from __future__ import annotations

import argparse
import ctypes
import importlib
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import monotonic

import attrs

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

Reader = Callable[[str], object]


def _councildoc() -> Reader:
    import councildoc

    return councildoc.extract


def _unhwp() -> Reader:
    unhwp = importlib.import_module("unhwp")

    def read(path: str) -> object:
        with unhwp.parse(path) as result:
            return json.loads(result.json)

    return read


def _rhwp() -> Reader:
    # Its wheels need a newer FreeType than some systems have; the one that Pillow brings will do.
    pillow = importlib.util.find_spec("PIL")
    if pillow and pillow.origin:
        for library in sorted((Path(pillow.origin).parents[1] / "pillow.libs").glob("libfreetype*.so*")):
            ctypes.CDLL(str(library), ctypes.RTLD_GLOBAL)
    rhwp = importlib.import_module("rhwp")
    return lambda path: json.loads(rhwp.parse(path).to_ir_json())


def _dochan() -> Reader:
    dochan = importlib.import_module("dochan")
    return lambda path: dochan.Dochan(path).to_dict()


def _python_hwpx() -> Reader:
    hwpx = importlib.import_module("hwpx")

    def read(path: str) -> object:
        document = hwpx.HwpxDocument.open(path)
        tables = [table for paragraph in document.paragraphs for table in paragraph.tables]
        cells = [[cell.text for row in table.rows for cell in row.cells] for table in tables]
        return cells, [paragraph.text for paragraph in document.paragraphs]

    return read


READERS: dict[str, tuple[Callable[[], Reader], tuple[str, ...]]] = {
    "councildoc": (_councildoc, (".hwp", ".hwpx")),
    "unhwp": (_unhwp, (".hwp", ".hwpx")),
    "rhwp-python": (_rhwp, (".hwp", ".hwpx")),
    "dochan": (_dochan, (".hwp", ".hwpx")),
    "python-hwpx": (_python_hwpx, (".hwpx",)),
}
"""Each with the formats it reads."""


def sources() -> list[Path]:
    """Every readable file; what is locked, destroyed or of an older format is left out, and the one with a false name."""
    found = sorted(path for path in SHARED.glob("*/**/*.hwp*") if path.parent.name != "locked")
    found = found or sorted((ROOT / "tests" / "fixtures").rglob("*.hwp*"))
    return [path for path in found if "hwp3" not in path.name and path.name != "distribution_doc.hwpx"]


@attrs.frozen
class Run:
    """One process: seconds from its start to its end and on all processors, the part of them spent on
    reading (all but the start of Python and the imports), peak memory in bytes, and how many files failed."""

    seconds: float
    cpu: float
    reading: float
    memory: int
    failed: int


def measure(reader: str, files: list[Path]) -> Run | None:
    """Run one reader over the files; None if it cannot be imported."""
    start = monotonic()
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", __file__, "--child", reader, *map(str, files)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    said = process.stdout.read().split()
    _, status, used = os.wait4(process.pid, 0)
    seconds = monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return (
        Run(seconds, used.ru_utime + used.ru_stime, float(said[0]), used.ru_maxrss * 1024, int(said[1]))
        if said and process.returncode == 0
        else None
    )


def child(reader: str, files: list[str]) -> int:
    """Read the files and say how long that took and how many failed."""
    read = READERS[reader][0]()
    failed = 0
    start = monotonic()
    for path in files:
        try:
            read(path)
        except Exception:
            failed += 1
    sys.stdout.write(f"{monotonic() - start} {failed}\n")
    return 0


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.child:
        return child(chosen.child[0], chosen.child[1:])
    files = sources()
    sys.stdout.write(f"medians of {chosen.runs} runs; whole process\n")
    for suffix in (".hwp", ".hwpx"):
        mine = [path for path in files if path.suffix == suffix]
        size = sum(path.stat().st_size for path in mine) / 1e6
        sys.stdout.write(f"\n{suffix}: {len(mine)} files, {size:.1f} MB\n")
        sys.stdout.write(f"{'reader':14}{'MB/s':>8}{'seconds':>9}{'CPU s':>8}{'reading':>9}{'peak MB':>9}  failed\n")
        for reader, (_, formats) in READERS.items():
            if suffix not in formats:
                continue
            runs = [run for _ in range(chosen.runs) if (run := measure(reader, mine))]
            if not runs:
                sys.stdout.write(f"{reader:14}  does not import here\n")
                continue
            seconds, memory = median(run.seconds for run in runs), median(run.memory for run in runs)
            cpu = median(run.cpu for run in runs)
            reading = median(run.reading for run in runs)
            row = f"{size / seconds:8.1f}{seconds:9.2f}{cpu:8.2f}{reading:9.2f}{memory / 1e6:9.0f}  {runs[0].failed}"
            sys.stdout.write(f"{reader:14}{row}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

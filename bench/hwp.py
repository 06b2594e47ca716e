"""Readers of HWP 5 and HWPX side by side.

They read the optional data folder beside the project, else the test fixtures. Each reader gets the same files, makes its own
structure of text and tables from each, and has a process of its own for each format; starting Python and importing the
reader count. A reader that cannot be imported says so, and so does one that fails on a file.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path

from bench.measuring import MB, ROOT, SHARED, interleaved, python, table

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


def report(runs: int) -> str:
    """A table for each format."""
    parts = []
    for suffix in (".hwp", ".hwpx"):
        files = [str(path) for path in sources() if path.suffix == suffix]
        size = sum(Path(path).stat().st_size for path in files) / MB
        readers = [name for name, (_, formats) in READERS.items() if suffix in formats]
        measured = interleaved([python("bench.hwp", reader, *files) for reader in readers], runs)
        rows = [
            [reader, f"{size / one.seconds:.1f}", f"{one.seconds:.2f}", f"{one.memory / MB:.0f}", one.said.strip()]
            if one
            else [reader, *["-"] * 4]
            for reader, one in zip(readers, measured, strict=True)
        ]
        head = ["reader", "MB/s", "seconds", "peak MB", "files it failed on"]
        parts.append(f"{suffix[1:].upper()}: {len(files)} files, {size:.1f} MB\n\n{table(head, rows)}")
    return "\n".join(parts)


def child(reader: str, *files: str) -> None:
    """Read the files and say on how many that failed."""
    read = READERS[reader][0]()
    failed = 0
    for path in files:
        try:
            read(path)
        except Exception:
            failed += 1
    sys.stdout.write(f"{failed}\n")


if __name__ == "__main__":
    child(*sys.argv[2:])

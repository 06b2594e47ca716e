"""Readers of PDF side by side: what a page costs, how that grows with the pages, and what two processes gain.

The documents are the same briefing many times over, with tables and text on every page: the 201-page file of the
optional data folder beside the project, else pages of a test fixture put together. What is compared with pdfplumber and camelot is
`extract`, which makes lines and tables as they do; `parse` goes on to read the briefings. pdfium alone, which only loads
each page and its text, is the floor: nothing that uses it can be faster.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from bench.measuring import MB, ROOT, SHARED, Run, interleaved, python, table

LONG = SHARED / "facsimile" / "pdf" / "typst_long200.pdf"
FIXTURE = ROOT / "tests" / "fixtures" / "briefing-305.pdf"
PAGES = (4, 40, 200)
FOLDER_FILES = 250
"""Files of four pages each, for the gain by processes: a thousand pages."""

Reader = Callable[[str], object]


def _floor(path: str) -> object:
    pdfium = importlib.import_module("pypdfium2")
    document = pdfium.PdfDocument(path)
    return [len(page.get_textpage().get_text_range()) for page in document]


def _pdfplumber(path: str) -> object:
    pdfplumber = importlib.import_module("pdfplumber")
    found = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            found.append((page.extract_text(), page.extract_tables()))
            page.close()
    return found


def _camelot(path: str) -> object:
    camelot = importlib.import_module("camelot")
    return [found.df for found in camelot.read_pdf(path, pages="all", flavor="lattice")]


def _extract(backend: str) -> Reader:
    def read(path: str) -> object:
        import councildoc

        return councildoc.extract(path, backend=backend)

    return read


def _parse(path: str) -> object:
    import councildoc

    return councildoc.parse(path)


FLOOR, PDFPLUMBER = "pdfium: load and text", "pdfplumber: text and tables"
READERS: dict[str, Reader] = {
    FLOOR: _floor,
    "councildoc extract, pdfium": _extract("pdfium"),
    "councildoc extract, auto": _extract("auto"),
    "councildoc extract, pdfminer": _extract("pdfminer"),
    "councildoc parse, auto": _parse,
    PDFPLUMBER: _pdfplumber,
    "camelot: tables (lattice)": _camelot,
}


def _document(folder: Path, pages: int) -> str:
    """A PDF of so many pages."""
    pdfium = importlib.import_module("pypdfium2")
    source = pdfium.PdfDocument(LONG if LONG.exists() else FIXTURE)
    target = pdfium.PdfDocument.new()
    while len(target) < pages:
        target.import_pages(source, list(range(min(len(source), pages - len(target)))))
    path = folder / f"{pages}.pdf"
    target.save(path)
    return str(path)


def _row(name: str, one: Run | None, pages: int, against: Run | None, floor: Run | None) -> list[str]:
    if one is None:
        return [name, *["-"] * 6]
    times = f"{against.seconds / one.seconds:.1f}" if against else "-"
    above = f"{one.seconds / floor.seconds:.1f}" if floor else "-"
    return [
        name,
        f"{pages / one.seconds:.1f}",
        f"{one.seconds / pages * 1000:.1f}",
        f"{one.seconds:.2f}",
        f"{one.memory / MB:.0f}",
        times,
        above,
    ]


HEAD = ["reader", "pages/s", "ms a page", "seconds", "peak MB", "times pdfplumber", "times the floor"]


def report(runs: int) -> str:
    """The cost of pages, of starting, and what processes gain."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        parts = [_by_pages(folder, pages, runs) for pages in PAGES]
        return "\n".join([*parts, _starting(folder, runs), _processes(folder, runs)])


def _by_pages(folder: Path, pages: int, runs: int) -> str:
    path = _document(folder, pages)
    found = dict(
        zip(READERS, interleaved([python("bench.pdf", reader, path) for reader in READERS], runs), strict=True)
    )
    rows = [_row(reader, one, pages, found[PDFPLUMBER], found[FLOOR]) for reader, one in found.items()]
    return f"{pages} pages, one file, whole process\n\n{table(HEAD, rows)}"


def _starting(folder: Path, runs: int) -> str:
    path = str(folder / f"{PAGES[0]}.pdf")
    commands = {
        "import pypdfium2": ["-c", "import pypdfium2"],
        "import councildoc": ["-c", "import councildoc"],
        "councildoc.extract, pdfium": ["-c", f"import councildoc; councildoc.extract({path!r}, backend='pdfium')"],
        "councildoc.parse": ["-c", f"import councildoc; councildoc.parse({path!r})"],
        "councildoc --help": ["-m", "councildoc", "--help"],
        "councildoc parse FILE": ["-m", "councildoc", "parse", "-o", str(folder / "out.json"), path],
    }
    found = interleaved([[sys.executable, *command] for command in commands.values()], runs)
    start = found[0]
    rows = [
        [name, f"{one.seconds * 1000:.0f}", f"{one.seconds / start.seconds:.1f}"] if one and start else [name, "-", "-"]
        for name, one in zip(commands, found, strict=True)
    ]
    return f"Starting Python, and one file of {PAGES[0]} pages\n\n{table(['process', 'ms', 'times the first'], rows)}"


def _processes(folder: Path, runs: int) -> str:
    four = folder / "folder"
    four.mkdir()
    for number in range(FOLDER_FILES):
        copyfile(FIXTURE, four / f"{number:03}.pdf")
    files = [str(path) for path in sorted(four.iterdir())]
    command = [sys.executable, "-m", "councildoc", "parse", "--format", "jsonl", "-o", str(folder / "out.jsonl")]
    found = interleaved([[*command, "--jobs", jobs, *files] for jobs in ("1", "2")], runs)
    pages = 4 * FOLDER_FILES
    single = found[0]
    rows = [
        [f"--jobs {jobs}", f"{pages / one.seconds:.1f}", f"{one.seconds:.1f}", f"{one.memory / MB:.0f}", times]
        if one
        else [f"--jobs {jobs}", *["-"] * 4]
        for jobs, one in zip((1, 2), found, strict=True)
        for times in [f"{single.seconds / one.seconds:.2f}" if single and one else "-"]
    ]
    head = ["`councildoc parse`", "pages/s", "seconds", "peak MB of a process", "times one job"]
    return f"A folder of {FOLDER_FILES} files, {pages:,} pages\n\n{table(head, rows)}"


if __name__ == "__main__":
    READERS[sys.argv[2]](sys.argv[3])

"""The drill: break the code by hand, see a property go red. `make drill` does it for every break of `BREAKS`.

Each break is made in a copy of the project, the named tests run there with their few default examples, and the first that fails
is printed. A break that stays green is a defect of the tests: the drill ends with status 1.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import attrs

ROOT = Path(__file__).resolve().parents[1]
REPORTS, VALUES, ANY, BRIEFING = (
    f"tests/test_{name}.py" for name in ("roundtrip_reports", "roundtrip", "any_document", "briefing_305")
)


@attrs.frozen
class Break:
    """One fault: in `file`, `old` (which stands there once) becomes `new`; `tests` are expected to see it."""

    fault: str
    file: str
    old: str
    new: str
    tests: str = REPORTS


BREAKS: tuple[Break, ...] = (
    Break(
        "a field of the title page is left out by the writer",
        "output/composition.py",
        "for label, value in fields if value]",
        "for label, value in fields if value and value != '제2회의실']",
    ),
    Break("the summary of an item is not written", "output/composition.py", "if item.summary is not None:", "if False:"),
    Break("a label is not written", "output/composition.py", "return paragraph.text if paragraph.label is None else", "return paragraph.text if True else"),
    Break("the next report does not begin a page", "output/composition.py", "        if own and number:\n", "        if False:\n"),
    Break("the unit of a table is not printed", "output/budget_rows.py", '    return f"{header}\\n(단위: {_UNIT_NAMES[table.unit]})"', "    return header"),
    Break("an amount is cut to whole units", "output/budget_rows.py", "return format_cell(won, unit) if won % unit == 0 else format_cell(won) + \"원\"", "return format_cell(won - won % unit, unit)", VALUES),
    Break("a blank name is left blank", "output/budget_rows.py", "    return lambda line: getattr(line.head, field) or NIL", '    return lambda line: getattr(line.head, field) or ""'),
    Break("a subtotal is skipped by the writer", "output/budget_rows.py", "totals = [*table.subtotals, *", "totals = [*"),
    Break("the printed table wins over a corrected value", "output/budget_rows.py", "if kept.cells and is_sound(kept) and reads_as(kept, table, context):", "if kept.cells:"),
    Break("a merged cell is drawn once and not continued", "extraction/drawn_tables.py", "ABOVE if row > cell.row else LEFT if col > cell.col else _escaped(cell.text)", "_escaped(cell.text) if (row, col) == (cell.row, cell.col) else HOLE"),
    Break("a sign of the notation is not escaped", "extraction/drawn_tables.py", '_SIGNS = {"\\\\": "\\\\\\\\", "|": "\\\\|", "\\n": "\\\\n"}', '_SIGNS = {"|": "\\\\|", "\\n": "\\\\n"}'),
    Break("a merged cell of HWPX spans one row", "output/hwpx.py", 'rowSpan="{cell.rowspan}"', 'rowSpan="1"', f"{REPORTS} tests/test_output_hwpx.py"),
    Break("the unit of a caption is ignored", "budget/units.py", "    caption = find_unit(table.caption) if table.caption else None\n", "    caption = None\n"),
    Break("감 and 증 are swapped", "budget/tables.py", "                values[column.field] = won\n                if place:", '                values[{"decrease": "increase", "increase": "decrease"}.get(column.field, column.field)] = won\n                if place:'),
    Break("subtotals are not read", "budget/sums.py", "    return best, tuple(row for _, row in rows if row is not best)", "    return best, ()"),
    Break("a total is not checked", "checks/arithmetic.py", "    if printed != total:\n", "    if False:\n"),
    Break("a row is not checked", "checks/arithmetic.py", "                expected != after\n", "                False\n"),
    Break("a continuation line is lost", "sections/paragraphs.py", "            previous.rows.append(row)\n", "            pass\n", f"{ANY} {REPORTS}"),
    Break("the dash class counts as the ○ class", "sections/marks.py", "    DASH: 2,", "    DASH: 1,"),
    Break("a numeral with a dot is none", "sections/marks.py", "[Ⅰ-Ⅻⅰ-ⅻ]{1,3})\\s*[.．,、:：)）]?", "[Ⅰ-Ⅻⅰ-ⅻ]{1,3})"),
    Break("furniture is dropped in silence", "parser.py", "(), recovered.furniture)", "(), ())", f"{ANY} {BRIEFING}"),
    Break("giving and taking legs are swapped", "transfers/legs.py", "sources, targets = unit.legs(0), unit.legs(1)", "targets, sources = unit.legs(0), unit.legs(1)", f"{REPORTS} {BRIEFING}"),
    Break("lines of text are counted from 0", "extraction/text.py", "Line(content, where=(Location(line=number),))", "Line(content, where=(Location(line=number - 1),))", f"{BRIEFING} tests/test_extraction_text.py"),
    Break("a cell's amount has the place of the whole row", "budget/tables.py", "            place = places_of([printed.cells[n]])\n            if column.field == \"signed\":", "            place = places_of([printed.cells[0]])\n            if column.field == \"signed\":"),
    Break("day and month are swapped", "dates.py", 'return " ".join(f"{int(part)}." for part in iso.lstrip("-").split("-"))', 'return " ".join(f"{int(part)}." for part in sorted(iso.lstrip("-").split("-"), reverse=True))', f"{VALUES} {REPORTS}"),
    Break("places are left out of JSON", "output/json.py", '        elif value is not None:\n            found[name]', '        elif value is not None and name != "line":\n            found[name]', f"{VALUES} {REPORTS}"),
)  # fmt: skip
"""What was broken by hand, and the tests that saw it."""


def broken(entry: Break, root: Path) -> None:
    """Make the break in a copy of the project. Raises `ValueError` where the code has moved on and it no longer fits."""
    path = root / "src" / "councildoc" / entry.file
    text = path.read_text("utf-8")
    if text.count(entry.old) != 1:
        raise ValueError(f"{entry.file}: {entry.old!r} stands there {text.count(entry.old)} times")
    path.write_text(text.replace(entry.old, entry.new), "utf-8")


def first_failure(entry: Break) -> str | None:
    """The first test that fails with this break; None if all pass."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        broken(entry, root)
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *entry.tests.split()],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root / "src")},
            capture_output=True,
            text=True,
            check=False,
        )
    found = re.search(r"^(?:FAILED|ERROR) (?:tests/)?(.*?)(?: - .*)?$", done.stdout, re.MULTILINE)
    return found[1] if found else (None if done.returncode == 0 else f"status {done.returncode}")


def main() -> int:
    """Every break, or those whose fault holds a word of the command line."""
    green = 0
    for entry in BREAKS:
        if len(sys.argv) > 1 and not any(word in entry.fault for word in sys.argv[1:]):
            continue
        failure = first_failure(entry)
        green += failure is None
        print(f"{'green' if failure is None else 'red  '}  {entry.fault}: {failure or 'nothing failed'}", flush=True)  # noqa: T201
    return int(green > 0)


if __name__ == "__main__":
    sys.exit(main())

"""`make bench`: measure everything and write `docs/benchmarks.md`."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date

from bench import hwp, pdf
from bench.measuring import ROOT, machine, versions

PAGE = ROOT / "docs" / "benchmarks.md"
INSTALLED = ["councildoc", "pypdfium2", "pdfplumber", "pdfminer.six", "camelot-py", "unhwp", "rhwp-python", "dochan", "python-hwpx"]  # fmt: skip
TEXT = """\
# What reading costs

Written by `make bench` on {date}. Every figure is the median of {runs} runs, taken in turn; each run is a process of its own, from
its start to its end, imports included. Ratios within one table hold on other machines too; the figures themselves do not.

Machine: {machine}.
Versions: {versions}.

## PDF

{about_pdf}

{pdf}
## HWP and HWPX

{about_hwp}

{hwp}"""


def _about(text: str | None) -> str:
    """What a module says of itself, without its first line."""
    return (text or "").partition("\n\n")[2].strip()


def main() -> int:
    arguments = argparse.ArgumentParser(prog="bench", description=__doc__)
    arguments.add_argument("--runs", type=int, default=5)
    chosen = arguments.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else every process compiles its modules anew
    page = TEXT.format(
        date=date.today().isoformat(),
        runs=chosen.runs,
        machine=machine(),
        versions=versions(INSTALLED),
        about_pdf=_about(pdf.__doc__),
        about_hwp=_about(hwp.__doc__),
        pdf=pdf.report(chosen.runs),
        hwp=hwp.report(chosen.runs),
    )
    PAGE.write_text(page, "utf-8")
    sys.stdout.write(page)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""How far a run over several files has come: a bar on standard error, only where people see it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def _nothing() -> None:
    """There is nothing to show."""


@contextmanager
def progress(total: int, data_on_terminal: bool) -> Iterator[Callable[[], None]]:
    """What to call when a file is done. Data that go to the same terminal show by themselves how far they are."""
    if total < 2 or data_on_terminal or not sys.stderr.isatty():
        yield _nothing
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    bar = Progress(
        BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True
    )
    with bar:
        files = bar.add_task("", total=total)
        yield lambda: bar.advance(files)

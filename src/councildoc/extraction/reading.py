"""What every reader of a format is told beside the bytes: the password, the bounds, and where findings go."""

from __future__ import annotations

import time

import attrs

from councildoc.diagnostics import Report
from councildoc.limits import DEFAULT, Limits

NOTHING_READ = "아무것도 읽지 않았습니다."


def _deadline(reading: Reading) -> float:
    return time.monotonic() + reading.limits.seconds


@attrs.frozen
class Reading:
    """One reading of one file; its time runs from when this is made. `backend` is the library that reads a PDF."""

    report: Report
    password: str | None = None
    limits: Limits = DEFAULT
    backend: str = "pdfminer"
    deadline: float = attrs.field(default=attrs.Factory(_deadline, takes_self=True), init=False)

    def in_time(self, read: str = "") -> None:
        """To be asked between two steps. Raises `LimitError` with what was `read` when the seconds are over."""
        if time.monotonic() > self.deadline:
            raise self.limits.over("seconds", read)

"""Workers that are none: calls are answered in this process, where a test has put something in the place of something."""

from __future__ import annotations

from typing import Any

import pytest

from councildoc import workers


def call_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on no process is started; results and errors are still pickled on their way."""

    def call(_: workers.Worker, call: workers.Call) -> Any:
        return workers.opened(workers.answer(call))

    monkeypatch.setattr(workers.Worker, "call", call)

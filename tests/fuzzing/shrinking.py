"""A faulty input -> a smaller one with the same fault: pieces are left out as long as it stays."""

from __future__ import annotations

import re
from collections.abc import Callable

Outcome = Callable[[bytes], str]


def signature(answer: str) -> str:
    """What stays of a fault when its input changes: numbers and quoted values left out."""
    return re.sub(r"'[^']*'|\d+", "", answer.rsplit(" at ", maxsplit=1)[-1] if " at " in answer else answer)[:120]


def shrunk(data: bytes, outcome: Outcome, tries: int = 3000) -> bytes:
    """Leave out ever smaller pieces, from half of the input to a single byte, while the fault is the same."""
    wanted = outcome(data)
    if not wanted.startswith("!"):
        return data
    size = len(data) // 2
    while size and tries:
        start = 0
        while start < len(data) and tries:
            tries -= 1
            less = data[:start] + data[start + size :]
            found = outcome(less)
            if found.startswith("!") and signature(found) == signature(wanted):
                data = less
            else:
                start += size
        size //= 2
    return data

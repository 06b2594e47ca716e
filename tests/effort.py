"""How many examples the properties draw: few by default, many in `make test-long`."""

from __future__ import annotations

import os

from hypothesis import settings

LONG = os.environ.get("COUNCILDOC_EXAMPLES") == "long"

COUNTS: dict[str, tuple[int, int]] = {
    "values": (50, 20_000),
    "text": (25, 5_000),
    "hwpx": (10, 1_000),
    "pdf": (3, 200),
}
"""What a property is about -> its examples by default and at length: the dearer an example, the fewer."""


def examples(about: str) -> settings:
    """The setting of a property, to be written above `@given`."""
    return settings(max_examples=COUNTS[about][LONG])

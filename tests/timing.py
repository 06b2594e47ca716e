"""Is the time linear in the size? Measured so that a busy machine does not decide the answer."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

ATTEMPTS = 5


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call. The collector is off: its pauses grow with what other tests keep, not with the work."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def grows_by(small: Callable[[], object], large: Callable[[], object], within: float) -> float:
    """How many times longer `large` takes than `small`; measured again while it is not `within` the bound.

    Noise makes a measurement longer, never shorter, so the shortest of each counts; and what is truly quadratic
    stays so in every attempt.
    """
    shortest = [float("inf"), float("inf")]
    for _ in range(ATTEMPTS):
        shortest = [min(shortest[0], seconds(small)), min(shortest[1], seconds(large))]
        if shortest[1] < within * shortest[0]:
            break
    return shortest[1] / shortest[0]

"""Letters that both formats keep as controls, and what is printed for them."""

from __future__ import annotations

NO_BREAK_SPACE = "\u00a0"
FIXED_SPACE = "\u2007"
"""고정폭 빈칸: a blank that justification does not stretch."""
HYPHEN = "-"


def page_number_line(side: str) -> str:
    """What a page number control prints on every page, its number left out: the file does not hold it."""
    side = side.strip("\x00 ")
    return f"{side} {side}" if side else ""

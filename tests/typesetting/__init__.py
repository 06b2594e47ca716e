"""Typesetters for tests: `Sequence[Piece]` -> PDF, by two engines that share nothing but the plan of the document.

They set what `output.composition` makes, in the looks that council reports have, so that a property test can print a
drawn briefing and read it back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from councildoc.output.pieces import Piece
from typesetting import with_reportlab, with_typst
from typesetting.style import STYLES, Style

Engine = Callable[[Sequence[Piece], Style], bytes]

ENGINES: dict[str, Engine] = {"reportlab": with_reportlab.typeset, "typst": with_typst.typeset}

__all__ = ["ENGINES", "STYLES", "Engine", "Style"]

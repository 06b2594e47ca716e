"""An annex behind the last item of a report: `[붙임] 예산 전용 조서`, a register that often repeats what the items told."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from councildoc.model import Block, Paragraph
from councildoc.words import ANNEX_LINES

_ANNEX = regex.compile("|".join(f"(?:{pattern})" for pattern in ANNEX_LINES))


def annex_apart(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks of an item, and those of the annex that follows them; the line that heads the annex belongs to it."""
    for number, block in enumerate(blocks):
        if _ANNEX.match(block.heading or ""):
            return tuple(blocks[:number]), tuple(blocks[number:])
        for index, entry in enumerate(block.body):
            if isinstance(entry, Paragraph) and entry.label is None and _ANNEX.match(entry.text):
                before = attrs.evolve(block, body=block.body[:index])
                behind = attrs.evolve(block, kind="other", heading=None, marker=None, body=block.body[index:])
                return (*blocks[:number], before), (behind, *blocks[number + 1 :])
    return tuple(blocks), ()

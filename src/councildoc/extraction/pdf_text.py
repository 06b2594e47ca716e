"""Glyphs -> lines of text: what stands on one baseline, from left to right, with blanks where the gaps are."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from math import inf
from operator import attrgetter

import attrs

from councildoc.extraction.pdf_content import Box, Glyph

SPACE_GAP = 0.25
"""A gap wider than this part of the type size is a blank; measured on Korean documents of seven producers."""
REAL_GAP = 0.1
"""A blank in the text of the file counts only if a gap this wide is seen."""
SAME_BASE = 0.12
"""Baselines that differ by less than this part of the type size are one."""
OVERLAP = 0.5
"""Pieces of text that share this part of their height stand on one line."""

_LEFT = attrgetter("x0")


@attrs.define
class Run:
    """Neighbouring glyphs of one baseline, in the order of the file."""

    glyphs: list[Glyph]
    top: float
    bottom: float
    base: float
    size: float

    @property
    def width(self) -> float:
        return max(glyph.x1 for glyph in self.glyphs) - min(glyph.x0 for glyph in self.glyphs)

    @property
    def y(self) -> float:
        return (self.top + self.bottom) / 2


@attrs.frozen
class TextLine:
    """A printed line: its text, its box and its glyphs from left to right."""

    text: str
    box: Box
    glyphs: tuple[Glyph, ...]

    @property
    def y(self) -> float:
        return (self.box[1] + self.box[3]) / 2


def text_lines(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """The lines of text from top to bottom. Text that runs in another direction makes lines of its own."""
    level: list[Glyph] = []
    other: list[Glyph] = []
    for glyph in glyphs:
        (level if glyph.turn == 0 else other).append(glyph)
    lines = [_line(members) for members in _on_one_line(_runs(level))]
    lines += [_line(run.glyphs, in_order=True) for run in _sideways_runs(other)]
    return sorted((line for line in lines if line.text), key=lambda line: (line.y, line.box[0]))


def _runs(glyphs: Sequence[Glyph]) -> list[Run]:
    runs: list[Run] = []
    run: Run | None = None
    for glyph in glyphs:
        if run and -0.1 < run.base - glyph.base < 0.1 and -0.1 < run.top - glyph.top < 0.1:
            run.glyphs.append(glyph)
        else:
            run = Run([glyph], glyph.top, glyph.bottom, glyph.base, glyph.size)
            runs.append(run)
    return runs


def _sideways_runs(glyphs: Sequence[Glyph]) -> list[Run]:
    """Runs of text in another direction: as long as the file writes on in that direction, near by."""
    runs: list[Run] = []
    for glyph in glyphs:
        run = runs[-1] if runs else None
        last = run.glyphs[-1] if run else None
        reach = 1.5 * max(glyph.size, 1.0)
        near = (
            last is not None
            and glyph.turn == last.turn
            and abs(glyph.x - last.x) <= reach
            and abs(glyph.y - last.y) <= reach
        )
        if run and near:
            run.glyphs.append(glyph)
        else:
            runs.append(Run([glyph], glyph.top, glyph.bottom, glyph.base, glyph.size))
    return runs


def _belongs(run: Run, anchor: Run) -> bool:
    small, large = sorted((run, anchor), key=lambda piece: piece.bottom - piece.top)
    height = small.bottom - small.top
    if abs(run.base - anchor.base) <= SAME_BASE * max(min(run.size, anchor.size), 1.0):
        return True
    if large.bottom - large.top > 1.8 * height:
        # A sign much larger than the text beside it may reach over several lines: it marks the middle one.
        return abs(run.y - anchor.y) <= 0.25 * (large.bottom - large.top)
    shared = min(run.bottom, anchor.bottom) - max(run.top, anchor.top)
    return shared >= OVERLAP * height


def _on_one_line(runs: list[Run]) -> list[list[Glyph]]:
    """Runs put together to lines. The widest run of a line is its anchor: nothing can creep from line to line."""
    if len(runs) == 1:
        return [runs[0].glyphs]
    anchors: list[tuple[float, int]] = []
    lines: list[tuple[Run, list[Glyph]]] = []
    tallest = max((run.bottom - run.top for run in runs), default=0.0)
    for run in sorted(runs, key=lambda run: (-run.width, run.y)):
        best: int | None = None
        reach = max(tallest, run.size)
        first = bisect_left(anchors, (run.y - reach, -1))
        for y, index in anchors[first:]:
            if y > run.y + reach:
                break
            anchor = lines[index][0]
            if _belongs(run, anchor) and (best is None or abs(y - run.y) < abs(lines[best][0].y - run.y)):
                best = index
        if best is None:
            insort(anchors, (run.y, len(lines)))
            lines.append((run, list(run.glyphs)))
        else:
            lines[best][1].extend(run.glyphs)
    return [glyphs for _, glyphs in lines]


def _line(glyphs: Sequence[Glyph], *, in_order: bool = False) -> TextLine:
    """One line: sorted from left to right, blanks set by the gaps; blanks at its ends are dropped."""
    ordered = glyphs if in_order else sorted(glyphs, key=_LEFT)
    out: list[str] = []
    last: Glyph | None = None
    blank_between = False
    x0 = top = inf
    x1 = bottom = -inf
    for glyph in ordered:
        text = glyph.text
        if text.isspace():  # the other control characters stand for themselves
            blank_between = True
            continue
        if last is not None and (gap := _gap(last, glyph)) > 0:
            size = max(min(last.size, glyph.size), 1.0)
            seen = gap > SPACE_GAP * size or (blank_between and gap > REAL_GAP * size)
            # A control character printed for a blank is kept as it is, and no second blank is set beside it.
            if seen and not (_is_control(last.text) or _is_control(text)):
                out.append(" ")
        out.append(text)
        last, blank_between = glyph, False
        x0 = min(x0, glyph.x0)
        top = min(top, glyph.top)
        x1 = max(x1, glyph.x1)
        bottom = max(bottom, glyph.bottom)
    if last is None:
        return TextLine("", (0.0, 0.0, 0.0, 0.0), ())
    return TextLine("".join(out).strip(" "), (x0, top, x1, bottom), tuple(ordered))


def _gap(before: Glyph, after: Glyph) -> float:
    if before.turn == 0:
        return after.x0 - before.x1
    if before.turn == 1:
        return before.top - after.bottom
    if before.turn == 2:
        return before.x0 - after.x1
    return after.top - before.bottom


def _is_control(text: str) -> bool:
    return text < " " and len(text) == 1

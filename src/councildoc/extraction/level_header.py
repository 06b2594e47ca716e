"""The header of a table with horizontal rules only -> its columns and its group headers.

Header words stand under or beside each other. The lowest one at each place is the header of a column; one that stands
over several is a group header, shown by a rule under it or by the words alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from councildoc.extraction.pdf_content import Edge, Glyph
from councildoc.extraction.pdf_text import TextLine
from councildoc.extraction.vocabulary import is_amount
from councildoc.header_words import column_fields

COLUMN_GAP = 0.9
"""A gap wider than this part of the type size parts two columns."""


@attrs.frozen
class Piece:
    """Text without a wide gap in it."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @property
    def x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        return (self.top + self.bottom) / 2


@attrs.frozen
class Column:
    """A column by its header: the words from top to bottom, and where they stand."""

    text: str
    x0: float
    x1: float
    top: float
    is_amount: bool

    @property
    def x(self) -> float:
        return (self.x0 + self.x1) / 2


@attrs.frozen
class Group:
    """A header over the columns `first` to `last`, between two heights."""

    first: int
    last: int
    top: float
    bottom: float


@attrs.frozen
class Header:
    """Columns from left to right; `cuts` are the heights that part group headers from the columns below them."""

    top: float
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    cuts: tuple[tuple[float, frozenset[int]], ...]


def pieces_of(lines: Sequence[TextLine]) -> list[Piece]:
    """The lines cut at wide gaps."""
    out: list[Piece] = []
    for line in lines:
        run: list[Glyph] = []
        blanks = 0.0
        for glyph in line.glyphs:
            if glyph.text.isspace():
                blanks += glyph.x1 - glyph.x0
                continue
            # Blanks that stand in the text belong to it, however wide: only the space between texts parts columns.
            if run and glyph.x0 - max(other.x1 for other in run[-3:]) - blanks > COLUMN_GAP * max(glyph.size, 1.0):
                out.append(_piece(run))
                run = []
            run.append(glyph)
            blanks = 0.0
        if run:
            out.append(_piece(run))
    return out


def _piece(run: Sequence[Glyph]) -> Piece:
    return Piece(
        "".join(glyph.text for glyph in run),
        min(glyph.x0 for glyph in run),
        min(glyph.top for glyph in run),
        max(glyph.x1 for glyph in run),
        max(glyph.bottom for glyph in run),
        max(glyph.size for glyph in run),
    )


@attrs.define
class _Stack:
    """Header words that stand under each other, the lowest first."""

    pieces: list[Piece]

    @property
    def x0(self) -> float:
        return min(piece.x0 for piece in self.pieces)

    @property
    def x1(self) -> float:
        return max(piece.x1 for piece in self.pieces)

    @property
    def top(self) -> float:
        return min(piece.top for piece in self.pieces)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in sorted(self.pieces, key=lambda piece: piece.y))


def header_of(pieces: Sequence[Piece], top: float, bottom: float, edges: Sequence[Edge]) -> Header:
    """Sort out the words of a header between two rules; `edges` are the rules under parts of the table."""
    inner = [edge for edge in edges if top + 2 < edge.pos < bottom - 2]
    stacks: list[_Stack] = []
    grouping: list[tuple[Piece, Edge | None]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        rule = next((edge for edge in inner if piece.y < edge.pos and edge.start < piece.x < edge.end), None)
        below = [stack for stack in stacks if stack.x0 < piece.x1 and piece.x0 < stack.x1]
        if rule is not None or len(below) > 1 or (below and _stands_alone(piece, below[0])):
            grouping.append((piece, rule))
        elif below:
            below[0].pieces.append(piece)
        else:
            stacks.append(_Stack([piece]))
    stacks.sort(key=lambda stack: stack.x0)
    groups: list[Group] = []
    cuts: dict[float, frozenset[int]] = {}
    for piece, rule in grouping:
        found = _group(piece, rule, [other for other, _ in grouping], stacks, top)
        if found is not None:
            groups.append(found)
            cuts[found.bottom] = cuts.get(found.bottom, frozenset()) | frozenset(range(found.first, found.last + 1))
    amounts = [group for group, (piece, _) in zip(groups, grouping, strict=False) if is_amount(piece.text)]
    columns = tuple(
        Column(
            stack.text,
            stack.x0,
            stack.x1,
            stack.top,
            is_amount(stack.text) or any(group.first <= index <= group.last for group in amounts),
        )
        for index, stack in enumerate(stacks)
    )
    return Header(top, columns, tuple(groups), tuple(cuts.items()))


def _stands_alone(piece: Piece, stack: _Stack) -> bool:
    """Whether two words under each other are two headers and no header of two lines."""
    return bool(column_fields(piece.text) and column_fields(stack.text) and not column_fields(piece.text + stack.text))


def _group(
    piece: Piece, rule: Edge | None, rivals: Sequence[Piece], stacks: Sequence[_Stack], top: float
) -> Group | None:
    """The columns under a group header: those over its rule; else those below it that are nearer to no other."""
    if rule is not None:
        under = [i for i, stack in enumerate(stacks) if rule.start < (stack.x0 + stack.x1) / 2 < rule.end]
        bottom = rule.pos
    else:
        under = [i for i, stack in enumerate(stacks) if stack.top >= piece.bottom - 1]
        bottom = piece.bottom
    level = [rival for rival in rivals if abs(rival.y - piece.y) <= piece.size]
    mine = [
        index
        for index in under
        if min(level, key=lambda rival: abs(rival.x - (stacks[index].x0 + stacks[index].x1) / 2)) is piece
    ]
    if not mine:
        return None
    return Group(mine[0], mine[-1], top, bottom)

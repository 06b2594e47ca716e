"""The columns of a budget table, the plain numbers in them, and the words that tell their sides and stages."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from councildoc import words
from councildoc.document import Cell
from councildoc.values import bare, parse_cell

Grid = list[list[Cell | None]]

CHANGES = frozenset({"decrease", "increase", "signed"})

_SIDES = tuple(regex.compile("|".join(f"(?:{word})" for word in group)) for group in words.SIDES)


@attrs.frozen
class Column:
    """One printed column: the grid columns under its lowest header cell, its field (None: it stays in `extra`) and its
    printed header."""

    span: range
    field: str | None
    title: str

    def cells(self, row: Sequence[Cell | None]) -> list[Cell]:
        """The printed cells of a grid row in this column."""
        cells: list[Cell] = []
        for index in self.span:
            cell = row[index]
            if cell is not None and bare(cell.text) and cell not in cells:
                cells.append(cell)
        return cells


def is_number(text: str) -> bool:
    """Whether a cell holds a number; a lone dash does not count."""
    try:
        return parse_cell(text) is not None
    except ValueError:
        return False


def number_of(cells: Sequence[Cell]) -> int | None:
    """The plain number in the cells of one column, if there is exactly one."""
    values = [_number(cell.text) for cell in cells]
    numbers = [value for value in values if value is not None]
    return numbers[0] if len(numbers) == 1 else None


def _number(text: str) -> int | None:
    """A cell as a number for sums, in millionths: `335.5` of a table in 백만원 counts too."""
    try:
        return parse_cell(text, 1_000_000)
    except ValueError:
        return None


def side_of(text: str) -> int | None:
    """0 if a text is a word for what gives (감액과목, 전용재원), 1 for what takes, else None."""
    solid = bare(text)
    return next((side for side, pattern in enumerate(_SIDES) if pattern.fullmatch(solid)), None)


def stage_of(text: str) -> str | None:
    """`before` or `after` if the text is a word for a stage (당초, 변경 후 …)."""
    solid = bare(text)
    if any(regex.fullmatch(word, solid) for word in words.STAGE_BEFORE):
        return "before"
    if any(regex.fullmatch(word, solid) for word in words.STAGE_AFTER):
        return "after"
    return None

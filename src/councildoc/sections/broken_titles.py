"""Whether a row below the title of an item is the second line of it, by what is printed and where it stands.

A title names its kind of move at its end. Where boxes are known (PDF), a line that the margin broke is also known by its
room: the first word of the next line would not have fitted behind it, and both lines are set in the one, large type.
"""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

import attrs
import regex

from councildoc import words
from councildoc.document import Table
from councildoc.sections.layout import Part, Row, height, is_caption, is_closing
from councildoc.sections.marks import CIRCLE, DASH, DOT, NOTE, is_known_heading
from councildoc.values import bare, width

_MOVED = "|".join(words.MOVED_IN_TITLES)
_MOVE = regex.compile(_MOVED)
_MOVE_END = regex.compile(rf"(?:{_MOVED})(?:{'|'.join(words.BEHIND_MOVES)})?$")
_SENTENCE = regex.compile(r"(?:[다음임함됨]|드림|바람)[.。]?$")
_BULLETS = frozenset({CIRCLE, DASH, DOT, NOTE})
_MAX_TITLE_LINE = 40
_SAME_TYPE = 0.1
"""Lines of one type differ in height by no more than this part of it."""
_LARGE = 1.1
"""A title is set in a type so many times the usual one."""
_LINE_GAP = 1.0
"""The gap between two lines of one title in line heights."""
_BLANK = 0.2
"""The least width of a blank in line heights."""


@attrs.frozen
class Measures:
    """The height of the usual line of a document (a bullet, if it has any), and where the text of each page ends."""

    usual: float
    right: dict[int, float]


@attrs.frozen
class _Two:
    """A line of a title and the line below it on the same page: their boxes, and where text ends on the right."""

    above: tuple[float, float, float, float]
    below: tuple[float, float, float, float]
    right: float

    @property
    def height(self) -> float:
        return min(box[3] - box[1] for box in (self.above, self.below))

    @property
    def near(self) -> bool:
        """Whether the lower line is the next one of the same paragraph."""
        return abs(self.below[1] - self.above[3]) <= _LINE_GAP * self.height

    def is_full(self, text: str) -> bool:
        """Whether the first word of the lower line, which reads `text`, would not have fitted on the upper one."""
        word = (self.below[2] - self.below[0]) * width(text.partition(" ")[0]) / max(width(text), 1)
        return self.above[2] + _BLANK * self.height + word > self.right


def names_move(text: str) -> bool:
    """Whether a text ends as the title of an item does: with its kind of move."""
    return _MOVE_END.search(bare(text)) is not None


def measure(parts: Iterable[Part]) -> Measures:
    """The measures of a document; all zero where it has no boxes."""
    bullets: list[float] = []
    heights: list[float] = []
    right: dict[int, float] = {}
    for part in parts:
        if isinstance(part, Row) and not part.boxed and (high := height(part)):
            (bullets if part.mark.kind in _BULLETS else heights).extend([high] * len(bare(part.text)))
        for place in part.where if isinstance(part, Table) else part.line.where:
            if place.bbox and place.page is not None:
                right[place.page] = max(right.get(place.page, 0.0), place.bbox[2])
    return Measures(median(bullets or heights or [0.0]), right)


def continues_title(head: Row, row: Row, title: str, measures: Measures) -> bool:
    """Whether a row is the next line of a broken item title and not its lead."""
    if row.mark.marker is not None or is_caption(row) or is_known_heading(row.text) or is_closing(row):
        return False
    if _in_one_box(head, row) and not _MOVE_END.search(bare(title)) and not _SENTENCE.search(row.text):
        return len(row.text) <= _MAX_TITLE_LINE
    one, other = height(head), height(row)
    if one is not None and other is not None and abs(one - other) > _SAME_TYPE * max(one, other):
        return False
    lines = _two(head, row, measures)
    full = lines is not None and lines.is_full(row.text)
    large = lines is not None and lines.height >= _LARGE * measures.usual
    if full and large and lines is not None and lines.near:
        return True
    # A title that tells its move already is whole, unless the line went on: to the margin, or in the type of titles.
    whole = _MOVE_END if full or large else _MOVE
    return not whole.search(bare(title)) and len(row.text) <= _MAX_TITLE_LINE and bool(_MOVE_END.search(bare(row.text)))


def _in_one_box(head: Row, row: Row) -> bool:
    """Whether two rows are printed lines of one cell."""
    return head.boxed and row.boxed and bool(row.line.where) and set(row.line.where) <= set(head.line.where)


def _two(head: Row, row: Row, measures: Measures) -> _Two | None:
    """The last printed line of a title with the row below it, where both have boxes of their own on one page."""
    if head.boxed or row.boxed or not head.line.where or not row.line.where:
        return None
    above, below = head.line.where[-1], row.line.where[0]
    if not above.bbox or not below.bbox or above.page is None or above.page != below.page:
        return None
    return _Two(above.bbox, below.bbox, measures.right.get(above.page, 0.0))

"""Furniture: page numbers and running headers, told from content by evidence over several pages.

A page number proves itself by rising with the pages; a running header by standing at the same place, in the outer
margin, on most of them. What is not proved stays content.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import attrs
import regex

from councildoc.document import Line
from councildoc.values import CODE, bare, clean
from councildoc.words import BOX_MARKS, CIRCLE_MARKS, DASH_MARKS, NOTE_MARKS

_PAGE_NUMBER = regex.compile(
    r"(?P<dash>[-‐‑‒–—―−－~<〈\[(|·]+)?(?:페이지|쪽|page|p\.?)?(?P<number>\d{1,4})(?:쪽|페이지|면)?"
    r"(?:(?:/|of|중)(?P<total>\d{1,4}))?[-‐‑‒–—―−－~>〉\])|·]*",
    regex.IGNORECASE,
)
_PAGE_WORD = regex.compile(r"[-‐–—]\d+[-‐–—]|\d+(?:쪽|페이지|/\d)|(?:page|p\.)\d", regex.IGNORECASE)
_DIGITS = regex.compile(r"\d+")
_MONEY = regex.compile(rf"\d,\s*\d{{3}}|{CODE.pattern}")
_MARKS = BOX_MARKS | CIRCLE_MARKS | DASH_MARKS | NOTE_MARKS

MARGIN = 0.16
"""The part of the page height, at either end, where furniture stands."""
SAME_PLACE = 6.0
"""Points by which furniture may move from page to page."""
MIN_PAGES = 3
"""A text has to stand on this many pages before it can be a running header."""


def page_number(text: str) -> int | None:
    """The number of a lone page number line: `- 12 -`, `1 / 7`, `페이지 3`, `7`; None for any other line.

    >>> page_number("- 12 -"), page_number("1 / 7"), page_number("페이지 3"), page_number("12,000"), page_number("5명")
    (12, 1, 3, None, None)
    """
    match = _PAGE_NUMBER.fullmatch(bare(text))
    return int(match["number"]) if match else None


def numbered_lines(texts: Sequence[str]) -> frozenset[int]:
    """The indices of page number lines in running text: of one form, rising by one from each to the next."""
    forms: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for index, text in enumerate(texts):
        number = page_number(text)
        if number is not None:
            forms[_DIGITS.sub("#", bare(text), count=1)].append((index, number))
    found: set[int] = set()
    for form, numbers in forms.items():
        rising = all(after[1] == before[1] + 1 for before, after in pairwise(numbers))
        # A bare digit also comes out of flattened tables (연번), where it rises as well; only its marks tell them apart.
        if len(numbers) > 1 and rising and form != "#":
            found.update(index for index, _ in numbers)
    return frozenset(found)


@attrs.frozen
class MarginLine:
    """A line at the top or bottom of a page, as furniture may be; `page` counts from 0."""

    line: Line
    page: int
    top: float
    bottom: float
    height: float

    @property
    def at_top(self) -> bool:
        return self.top + self.bottom < self.height

    @property
    def depth(self) -> float:
        """The distance from the nearer end of the page."""
        return self.bottom if self.at_top else self.height - self.top

    @property
    def may_be_furniture(self) -> bool:
        """Whether it stands in a margin; an amount or a code is content, however often it is printed."""
        return self.depth <= self.height * MARGIN and not _MONEY.search(clean(self.line.text))


def _clusters(lines: list[MarginLine]) -> list[list[MarginLine]]:
    """Lines of one form, by their place on the page."""
    out: list[list[MarginLine]] = []
    for line in sorted(lines, key=lambda line: (line.at_top, line.depth)):
        last = out[-1][-1] if out else None
        if last is not None and last.at_top == line.at_top and line.depth - last.depth <= SAME_PLACE:
            out[-1].append(line)
        else:
            out.append([line])
    return [sorted(cluster, key=lambda line: line.page) for cluster in out]


def _counts_pages(lines: list[MarginLine]) -> bool:
    """Whether one number of the lines rises with the pages; a new part of the document may start again at 1."""
    columns = zip(*([int(number) for number in _DIGITS.findall(bare(line.line.text))] for line in lines), strict=True)
    for column in columns:
        pairs = list(pairwise(zip(column, (line.page for line in lines), strict=True)))
        steps = [(after == before + page - last, after == 1) for (before, last), (after, page) in pairs]
        if any(rises for rises, _ in steps) and all(rises or restarts for rises, restarts in steps):
            return True
    return False


def running_lines(lines: Sequence[MarginLine], body: Sequence[tuple[float, float]], pages: int) -> list[Line]:
    """The furniture among the outermost lines of the pages.

    `body` gives, for each page, top and bottom of what surely is content (tables, inner lines).
    """
    forms: dict[str, list[MarginLine]] = defaultdict(list)
    for line in lines:
        if line.may_be_furniture:
            forms[_DIGITS.sub("#", bare(line.line.text))].append(line)
    # What stands on one page only is content, wherever it stands.
    single = [line for members in forms.values() if len({m.page for m in members}) == 1 for line in members]
    rest = [line for line in lines if not line.may_be_furniture]
    content = [*body, *((line.top, line.bottom) for line in [*single, *rest])]
    found: list[Line] = []
    for form, members in forms.items():
        for cluster in _clusters(members):
            if (
                ("#" in form and _counts_pages(cluster) and _looks_numbered(cluster[0], content))
                or _is_numbered_foot(cluster)
                or _is_running_text(cluster, content, pages)
            ):
                found += [line.line for line in cluster]
    return found


def _looks_numbered(line: MarginLine, content: Sequence[tuple[float, float]]) -> bool:
    """Whether a number that rises with the pages is a page number; that of `붙임 1`, `붙임 2` is not."""
    if page_number(line.line.text) is not None or _PAGE_WORD.search(bare(line.line.text)):
        return True
    return not line.at_top and all(line.top >= bottom - 1 for _, bottom in content)


def _is_numbered_foot(cluster: list[MarginLine]) -> bool:
    """A page number in dashes, such as `- 1 -`, that equals its page: it needs no second page."""
    return all(
        set(bare(line.line.text)[:1]) & set(DASH_MARKS)
        and set(bare(line.line.text)[-1:]) & set(DASH_MARKS)
        and page_number(line.line.text) == line.page + 1
        and line.depth <= line.height * MARGIN / 2
        for line in cluster
    )


def _is_running_text(cluster: list[MarginLine], content: Sequence[tuple[float, float]], pages: int) -> bool:
    """The same text, digits included, in the margin of most pages, and outside of all that is content anywhere."""
    on = {line.page for line in cluster}
    texts = {bare(line.line.text) for line in cluster}
    if len(texts) != 1 or len(on) < MIN_PAGES or len(on) * 10 < (pages - 1) * 6:
        return False
    if not (text := texts.pop()) or text[0] in _MARKS:  # a line may hold nothing but formatting characters
        return False
    if not content:
        return False
    if cluster[0].at_top:
        return max(line.bottom for line in cluster) <= min(top for top, _ in content) + 1
    return min(line.top for line in cluster) >= max(bottom for _, bottom in content) - 1

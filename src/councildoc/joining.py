"""Pieces of a broken text -> one text: decides between a space and none where a printed line was broken.

The document itself is the evidence: a word that stands whole elsewhere was broken in its middle, two words that stand
side by side elsewhere were broken between. Where nothing is known one space is kept.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

import regex

from councildoc.document import Document
from councildoc.values import clean
from councildoc.words import SINGLE_WORDS

_OPEN_END = regex.compile(r"[(\[「『“‘〈《·‧․ㆍ/~～]$")
_LEADING = regex.compile(r"^[^\w]+")
_LONE_SYLLABLE = regex.compile(r"[가-힣](?=$|[\s,.)\]」』])")
_SPACED_OUT = regex.compile(r"[가-힣](?: [가-힣])+")
"""A letter-spaced word: its first syllable is no end of another."""
_HANGUL_END = regex.compile(r"[가-힣]$")
_BROKEN_FIGURES = tuple(
    (regex.compile(before + "$"), regex.compile(behind))
    for before, behind in (
        # a day: 2020. 2. 1 / 1.   a month: 2020. 1 / 2. 3.   a code: 201-0 / 1, 307- / 02, (0 / 1)
        (r"(?<!\d)(?:\d\d)?\d\d\s?[.\-/]\s?\d{1,2}\s?[.\-/]\s?[0-3]", r"\d(?:[.)\]일~∼,]|\s|$)(?!\s?\d)"),
        (r"(?<!\d)(?:19|20)\d\d\s?[.\-/]\s?[01]", r"\d\s?[.\-/월]"),
        (r"(?<!\d)\d{3}-", r"\d\d(?!\d)"),
        (r"(?<!\d)\d{3}-\d", r"\d(?!\d)"),
        (r"\(\d", r"\d\)"),
    )
)
"""How a date or a code that a narrow cell broke ends on one line, and begins on the next."""
_MIN_WORD = 3
_LONGEST_WORD = 60
_CLOSED_START = regex.compile(r"^[)\]」』”’〉》,.·‧․ㆍ/~～]")


class Lexicon:
    """What the lines of a document say about where words end: its words, and its pairs of neighbouring words."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        words: set[str] = set()
        pairs: set[str] = set()
        for line in lines:
            found = [_LEADING.sub("", word) for word in clean(line).split(" ")]
            words.update(found)
            pairs.update(f"{left} {right}" for left, right in pairwise(found))
        # Sorted, so that a word is found with whatever particle follows it: 도시재생과 in 도시재생과에서.
        self._words = sorted(words)
        self._pairs = sorted(pairs)

    @classmethod
    def of(cls, document: Document) -> Lexicon:
        return cls(document.lines())

    def join(self, pieces: Iterable[str]) -> str:
        """The pieces as one text.

        >>> Lexicon(["도시재생과 소관", "스마트도시 협력"]).join(["도시재생", "과"])
        '도시재생과'
        >>> Lexicon(["도시재생과 소관", "스마트도시 협력"]).join(["스마트도시", "협력"])
        '스마트도시 협력'
        """
        out: list[str] = []
        last = ""  # the piece before, with what was joined to it: all that a decision needs
        for piece in filter(None, map(clean, pieces)):
            glued = bool(last) and self._one_word(last, piece)
            if last:
                out.append("" if glued else " ")
            out.append(piece)
            last = last[-_LONGEST_WORD:] + piece if glued else piece
        return "".join(out)

    def _one_word(self, left: str, right: str) -> bool:
        if _OPEN_END.search(left) or _CLOSED_START.search(right) or _one_figure(left, right):
            return True
        lone = None if _SPACED_OUT.fullmatch(right) else _LONE_SYLLABLE.match(right)
        if lone and lone.group() not in SINGLE_WORDS and _HANGUL_END.search(left):
            return True  # a lone syllable is the end of a broken word: 기획예산 / 과, 확 / 보
        tail, head = _LEADING.sub("", left.rsplit(" ", 1)[-1]), right.split(" ", 1)[0]
        if len(tail) + len(head) < _MIN_WORD or _begins(self._pairs, f"{tail} {head}"):
            return False
        return _begins(self._words, tail + head)


def whole_figures(pieces: Iterable[str]) -> list[str]:
    """The pieces, those put together that a date or a code was broken into.

    >>> whole_figures(["사무관리비(201-0", "1)"]), whole_figures(["100-201-", "01", "사무관리비"])
    (['사무관리비(201-01)'], ['100-201-01', '사무관리비'])
    """
    out: list[str] = []
    for piece in pieces:
        if out and piece and _one_figure(out[-1], piece):
            out[-1] += piece
        else:
            out.append(piece)
    return out


def _one_figure(left: str, right: str) -> bool:
    """Whether digits on both sides of a break are one number of a date or a code."""
    if not right[0].isdigit():
        return False
    return any(before.search(left) and behind.match(right) for before, behind in _BROKEN_FIGURES)


def _begins(entries: Sequence[str], start: str) -> bool:
    """Whether one of the sorted entries begins so."""
    position = bisect_left(entries, start)
    return position < len(entries) and entries[position].startswith(start)

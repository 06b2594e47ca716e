"""Pieces of a broken text -> one text: decides between a space and none where a printed line was broken.

The document itself is the evidence: a word that stands whole elsewhere was broken in its middle, two words that stand
side by side elsewhere were broken between. Where nothing is known one space is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from councildoc.document import Document
from councildoc.values import clean

_OPEN_END = regex.compile(r"[(\[「『“‘〈《·‧․ㆍ/~～]$")
_CLOSED_START = regex.compile(r"^[)\]」』”’〉》,.·‧․ㆍ/~～]")


class Lexicon:
    """What the lines of a document say about where words end."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self._text = "\n".join(clean(line) for line in lines)

    @classmethod
    def of(cls, document: Document) -> Lexicon:
        return cls(document.lines())

    def join(self, pieces: Sequence[str]) -> str:
        """The pieces as one text.

        >>> Lexicon(["도시재생과 소관", "스마트도시 협력"]).join(["도시재생", "과"])
        '도시재생과'
        >>> Lexicon(["도시재생과 소관", "스마트도시 협력"]).join(["스마트도시", "협력"])
        '스마트도시 협력'
        """
        out = ""
        for piece in (clean(piece) for piece in pieces):
            if out and piece:
                out += "" if self._one_word(out, piece) else " "
            out += piece
        return out

    def _one_word(self, left: str, right: str) -> bool:
        if _OPEN_END.search(left) or _CLOSED_START.search(right):
            return True
        tail, head = left.rsplit(" ", 1)[-1], right.split(" ", 1)[0]
        if len(tail) + len(head) < 3:
            return False
        if f"{tail} {head}" in self._text:
            return False
        return tail + head in self._text

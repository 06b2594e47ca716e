"""The state of the file: whether anything was recognised, lost characters, glyphs without a known meaning."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

from councildoc.checks.places import Subject
from councildoc.diagnostics import GARBLED_TEXT, NOTHING_RECOGNISED, UNKNOWN_GLYPH, Diagnostic
from councildoc.document import Line
from councildoc.values import clean
from councildoc.words import private_symbols

_OLD_HANGUL = (range(0xE0BC, 0xF000), range(0xF100, 0xF66F))
"""한양 private-use Old Hangul: letters, not symbols."""


def recognised(subject: Subject) -> Iterator[Diagnostic]:
    """A file should hold at least one transfer."""
    if not subject.parsed.transfers:
        yield NOTHING_RECOGNISED.at()


def garbled_lines(subject: Subject) -> Iterator[Diagnostic]:
    """Replacement characters mean that text was lost before it came here."""
    for element in subject.document.elements:
        for piece in [element] if isinstance(element, Line) else element.cells:
            if "�" in piece.text:
                yield GARBLED_TEXT.at(None, piece.where, clean(piece.text), text=clean(piece.text)[:40])


def glyphs(subject: Subject) -> Iterator[Diagnostic]:
    """Private-use glyphs that no table explains, each once, with the first place."""
    counts: Counter[str] = Counter()
    first: dict[str, Diagnostic] = {}
    known = private_symbols()
    for element in subject.document.elements:
        for piece in [element] if isinstance(element, Line) else element.cells:
            for char in piece.text:
                if unicodedata.category(char) != "Co" or char in known:
                    continue
                if any(ord(char) in block for block in _OLD_HANGUL):
                    continue
                counts[char] += 1
                if char not in first:
                    first[char] = UNKNOWN_GLYPH.at(None, piece.where, clean(piece.text), point=ord(char), count=1)
    for char, diagnostic in first.items():
        yield UNKNOWN_GLYPH.at(None, diagnostic.where, diagnostic.excerpt, point=ord(char), count=counts[char])

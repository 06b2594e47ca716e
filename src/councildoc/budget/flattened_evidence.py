"""What the rest of a document says about the names in a flattened table.

A name that stands in the prose, in a title or in another table proves that its lines belong together; the same letters
broken at another place in another flattened table prove it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs
import regex

from councildoc.budget.flattened_header import NAME_FIELDS
from councildoc.budget.flattened_words import Piece, name_key
from councildoc.document import Document, Line, Table
from councildoc.header_words import column_fields
from councildoc.words import ARROWS

_CUTS = regex.compile(rf"[{regex.escape(ARROWS)}:：,()（）“”‘’'\"「」→/\[\]]|->")
_MARK = regex.compile(r"^[\W_]+|^[가-하]\.\s|^\d+\.\s")
_MIN_PAIR = 5


@attrs.frozen
class Run:
    """The names of another flattened table in printed order: their letters, and where its pieces end."""

    letters: str
    ends: frozenset[int]


@attrs.frozen
class Evidence:
    """`phrases` stand alone somewhere, `prose` is everything printed outside flattened tables, `solved` the names that
    tables of this document have in a column."""

    phrases: frozenset[str] = frozenset()
    prose: str = ""
    runs: tuple[Run, ...] = ()
    solved: frozenset[tuple[str, str]] = frozenset()

    def in_prose(self, key: str) -> bool:
        return len(key) >= _MIN_PAIR and key in self.prose

    def broken_elsewhere(self, keys: Sequence[str]) -> bool:
        """Whether another table prints the same letters with all breaks at other places: so they are one name."""
        whole = "".join(keys)
        own: set[int] = set()
        end = 0
        for key in keys[:-1]:
            end += len(key)
            own.add(end)
        for run in self.runs:
            start = run.letters.find(whole)
            while start >= 0:
                stop = start + len(whole)
                inside = {end - start for end in run.ends if start < end < stop}
                if (start == 0 or start in run.ends) and stop in run.ends and not inside & own and inside | own:
                    return True
                start = run.letters.find(whole, start + 1)
        return False

    def parts_ways(self, before: str, behind: str) -> bool:
        """Whether another table prints `before` too, but something else behind it: so a name ends there."""
        for run in self.runs:
            start = run.letters.find(before)
            while len(before) >= _MIN_PAIR and start >= 0:
                stop = start + len(before)
                if stop in run.ends and stop < len(run.letters) and run.letters[stop] != behind[0]:
                    return True
                start = run.letters.find(before, start + 1)
        return False


def run_of(pieces: Sequence[Piece]) -> Run:
    letters, ends = "", set()
    for piece in pieces:
        letters += piece.key
        ends.add(len(letters))
    return Run(letters, frozenset(ends))


def evidence_of(document: Document, flattened: Iterable[int]) -> Evidence:
    """The evidence outside the given lines, which belong to flattened tables."""
    inside = set(flattened)
    phrases: set[str] = set()
    prose: list[str] = []
    solved: set[tuple[str, str]] = set()
    for n, element in enumerate(document.elements):
        if isinstance(element, Table):
            solved.update(_columns(element))
            prose.extend(name_key(cell.text) for cell in element.cells)
        elif n not in inside:
            prose.append(name_key(element.text))
            phrases.update(_phrases(element))
    return Evidence(frozenset(phrases), "".join(prose), (), frozenset(solved))


def _phrases(line: Line) -> Iterable[str]:
    plain = _MARK.sub("", line.text.strip())
    for part in (plain, *_CUTS.split(plain)):
        key = name_key(part)
        if key:
            yield key


def _columns(table: Table) -> Iterable[tuple[str, str]]:
    """The names below the name headers of a ruled table."""
    for cell in table.cells:
        field = next((field for field in column_fields(cell.text) if field in NAME_FIELDS), None)
        if field:
            yield from (
                (field, name_key(below.text)) for below in table.cells if below.col == cell.col and below.row > cell.row
            )


__all__ = ["Evidence", "Run", "evidence_of", "run_of"]

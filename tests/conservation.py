"""The conservation law: what is printed in a document is printed in its reading, character for character.

As multisets, the non-blank characters of a `Document` are those of title lines, preamble, labels, titles, summaries, block
markers and headings, paragraphs, the cells of every table, captions and furniture; only the colon behind a label is exempt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from councildoc.document import Document, Line, Table
from councildoc.model import BodyEntry, BudgetTable, Paragraph, Parsed
from councildoc.values import bare


def _of_table(table: Table) -> Iterator[str]:
    yield table.caption or ""
    for cell in table.cells:
        yield cell.text


def _of_body(body: tuple[BodyEntry, ...]) -> Iterator[str]:
    for entry in body:
        if isinstance(entry, Paragraph):
            yield from (entry.marker or "", entry.label or "", entry.text)
        else:
            yield from _of_table(entry.printed if isinstance(entry, BudgetTable) else entry)


def printed(document: Document) -> Counter[str]:
    """The non-blank characters of a document."""
    texts = [*document.lines(), *(line.text for line in document.furniture)]
    return Counter(char for text in texts for char in bare(text))


def kept(parsed: Parsed) -> Counter[str]:
    """The non-blank characters that its reading holds."""
    texts: list[str] = [line.text for line in parsed.furniture]
    for briefing in parsed.briefings:
        texts.extend(line.text for line in briefing.title_lines)
        texts.extend(_of_body(briefing.preamble))
        for item in briefing.items:
            texts.extend([item.label or "", item.title or "", item.summary or ""])
            for block in item.blocks:
                texts.extend([block.marker or "", block.heading or ""])
                texts.extend(_of_body(block.body))
    return Counter(char for text in texts for char in bare(text))


def colons(document: Document, parsed: Parsed) -> int:
    """How many label colons the reading may leave out."""
    bodies = [
        body
        for briefing in parsed.briefings
        for body in (briefing.preamble, *(block.body for item in briefing.items for block in item.blocks))
    ]
    return sum(isinstance(entry, Paragraph) and entry.label is not None for body in bodies for entry in body)


def difference(document: Document, parsed: Parsed) -> dict[str, int]:
    """Characters lost (positive) or invented (negative); empty if the law holds."""
    before, after = printed(document), kept(parsed)
    left = {char: before[char] - after[char] for char in before | after if before[char] != after[char]}
    spared = colons(document, parsed)
    exempt = sum(left.get(colon, 0) for colon in ":：")
    if exempt == spared:
        left = {char: count for char, count in left.items() if char not in ":："}
    return left


def lines_of(document: Document) -> list[Line]:
    """The lines of a document outside tables."""
    return [element for element in document.elements if isinstance(element, Line)]

"""Lines -> the cells that a plain flattened table may have printed: texts and figures, in printed order.

How lines are cut into cells is not known beforehand: a line, the lines of a paragraph or a word may be one cell. Each way is
tried; `flattened_plain` takes the one whose figures prove it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import attrs
import regex

from councildoc.budget.flattened_header import word_fields
from councildoc.budget.flattened_words import (
    BIG,
    Gap,
    amount,
    gap_between,
    is_amount,
    is_nil,
    join_signs,
    total_label,
    words_of,
)
from councildoc.document import Line
from councildoc.values import UNITS, bare
from councildoc.words import COUNTED

_COUNTER = regex.compile(
    rf"(?<=[\d)])(?:{'|'.join(map(regex.escape, sorted((*COUNTED, *UNITS, '%'), key=len, reverse=True)))})$"
)
_LETTERS = 3
"""As many letters at most may stand alone that are one word (`구`, `분`)."""

_FEWEST = 3


@attrs.frozen
class Printed:
    """One cell: its printed parts, each with the index of its line, and what stands before it. `value` is the number of a
    figure, None for text; `counter` what it counts (건, 명, %)."""

    parts: tuple[tuple[str, int], ...]
    gap: Gap
    value: int | None = None
    counter: str = ""

    @property
    def text(self) -> str:
        return " ".join(text for text, _ in self.parts)

    @property
    def is_total(self) -> bool:
        return self.value is None and total_label(self.text)

    @property
    def lines(self) -> frozenset[int]:
        return frozenset(line for _, line in self.parts)


def figure(text: str) -> tuple[int, str] | None:
    """The number of a figure with what it counts, nil as 0; None if the text is none.

    >>> figure("4건"), figure("△1,500"), figure("-"), figure("2019. 2.")
    ((40000, '건'), (-15000000, ''), (0, ''), None)
    """
    solid = unicodedata.normalize("NFKC", bare(text))
    number = _COUNTER.sub("", solid)
    return (amount(number), solid[len(number) :]) if is_amount(number) else None


def _cell(text: str, index: int, gap: Gap) -> Printed:
    found = figure(text)
    return Printed(((text, index),), gap, *found) if found else Printed(((text, index),), gap)


def _chunk(words: Sequence[str], index: int, gap: Gap) -> Iterator[Printed]:
    """The cells of words that no wide blank parts: figures behind a text are cells of their own, but not `보조 3`."""
    tail = len(words)
    while tail and figure(words[tail - 1]):
        tail -= 1
    figures = words[tail:]
    if tail and len(figures) < 2 and not any(map(BIG.search, figures)):
        tail, figures = len(words), []
    if tail:
        yield _cell(" ".join(words[:tail]), index, gap)
    for n, word in enumerate(figures):
        yield _cell(word, index, gap if n == tail == 0 else Gap.SPACE)


def _line_cells(text: str, index: int, first: Gap) -> Iterator[Printed]:
    chunk: list[str] = []
    gap = first
    for word, before in join_signs(words_of(text)):
        if chunk and before is Gap.WIDE:
            yield from _chunk(chunk, index, gap)
            chunk, gap = [], Gap.WIDE
        chunk.append(word)
    yield from _chunk(chunk, index, gap)


def _joined(cells: Sequence[Printed]) -> Printed:
    """Several cells as one; parts of one line are one part, as they are printed with blanks between them."""
    parts: list[tuple[str, int]] = []
    for text, line in (part for cell in cells for part in cell.parts):
        if parts and parts[-1][1] == line:
            parts[-1] = (f"{parts[-1][0]} {text}", line)
        else:
            parts.append((text, line))
    return Printed(tuple(parts), cells[0].gap)


def _with_spaced_words(cells: Sequence[Printed]) -> list[Printed]:
    """Letters that stand apart and are a word of a header or of a total together (`구`, `분`) are one cell."""
    out: list[Printed] = []
    n = 0
    while n < len(cells):
        many = next((many for many in range(_LETTERS, 1, -1) if _is_spaced(cells[n : n + many], many)), 1)
        out.append(_joined(cells[n : n + many]) if many > 1 else cells[n])
        n += many
    return out


def _is_spaced(cells: Sequence[Printed], many: int) -> bool:
    letters = [bare(cell.text) for cell in cells]
    lone = len(cells) == many and all(len(letter) == 1 and letter.isalpha() for letter in letters)
    return lone and bool(total_label("".join(letters)) or word_fields("".join(letters)))


def _paragraphs(cells: Sequence[Printed]) -> list[Printed]:
    """Neighbouring lines of text as one cell, a total apart."""
    groups: list[list[Printed]] = []
    for cell in cells:
        above = groups[-1][-1] if groups else None
        goes_on = (
            above is not None
            and cell.gap is Gap.BREAK
            and above.value is cell.value is None
            and not (above.is_total or cell.is_total)
        )
        if goes_on:
            groups[-1].append(cell)
        else:
            groups.append([cell])
    return [_joined(group) if len(group) > 1 else group[0] for group in groups]


def _header_in_words(cells: Sequence[Printed]) -> list[Printed]:
    """The first line cut at its blanks, if it begins with the word of a header and the rows below it are lines too."""
    header, label, number = cells[:3]
    words = [word for word, _ in words_of(header.text)]
    in_lines = number.value is not None and number.lines == label.lines != header.lines
    if not in_lines or not word_fields(bare(words[0])):
        return list(cells)
    ((_, index),) = header.parts
    return [*(_cell(word, index, Gap.SPACE if n else header.gap) for n, word in enumerate(words)), *cells[1:]]


def readings(lines: Sequence[tuple[int, Line]]) -> Iterator[list[Printed]]:
    """The ways to cut lines into cells: as they are, by paragraphs, and with the words of the first line apart."""
    cells: list[Printed] = []
    before: Line | None = None
    for index, line in lines:
        cells.extend(_line_cells(line.text, index, gap_between(before, line)))
        before = line
    cells = _with_spaced_words(cells)
    found = [cells]
    if any(cell.gap is Gap.BLANK for cell in cells[1:]):
        found.append(_paragraphs(cells))
    if len(cells) >= _FEWEST and len(cells[0].parts) == 1:
        found.append(_header_in_words(cells))
    for n, one in enumerate(found):
        if one not in found[:n]:
            yield one


def nil(cell: Printed) -> bool:
    return cell.value is not None and is_nil(cell.text)


__all__ = ["Printed", "figure", "nil", "readings"]

"""Header lines of a flattened table -> its columns, left to right.

A flattening tool prints header cells in any order, glues them (`예산현액부서명`) and breaks them over lines, so the
header is read as a sequence of known words, as few as possible. The order of the columns is the customary one; words
printed on one line keep their printed order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache

import attrs
import regex

from councildoc.budget.flattened_words import Gap, gap_between, words_of
from councildoc.document import Line
from councildoc.header_words import column_fields, header_words
from councildoc.values import UNIT_NOTE, bare
from councildoc.words import AMOUNT_COLUMNS, EXTRA_COLUMNS, SPENDING_COLUMNS, SPENDING_DATES

NAME_FIELDS = ("account", "department", "policy_project", "unit_project", "detailed_project")
OBJECT_FIELDS = ("compilation_object", "object_code", "object", "object_name")
HEAD_FIELDS = frozenset((*NAME_FIELDS, *OBJECT_FIELDS))
ORDER = (
    "group", *NAME_FIELDS, "projects", *OBJECT_FIELDS, "extra_left", "before", "decrease", "increase", "signed", "after", "extra"
)  # fmt: skip
_RANK = {field: rank for rank, field in enumerate(ORDER)}
_LEFT_EXTRAS = regex.compile("재원.*|구분|분야|부문|장|관|항|세항")
_KEPT_BESIDE = frozenset({"older", "compilation_code"})
"""Head columns that stay in `extra`."""
_EXTRA = regex.compile("|".join(EXTRA_COLUMNS))
_MOVES = (frozenset({"decrease", "increase"}), frozenset({"before", "after"}))
_SPENT = ("before", "decrease", "after")
_LONGEST = 22
_CROSSING = {Gap.SPACE: 0.15, Gap.WIDE: 0.8, Gap.BREAK: 0.25, Gap.BLANK: 1.5}


@attrs.frozen
class HeaderWord:
    """One header cell: its printed parts, each with the index of its line, and the columns it may head."""

    parts: tuple[tuple[str, int], ...]
    fields: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(text for text, _ in self.parts)

    @property
    def lines(self) -> frozenset[int]:
        return frozenset(line for _, line in self.parts)


@attrs.frozen
class Column:
    field: str
    word: HeaderWord


@attrs.frozen
class Span:
    """A header cell that stands above several columns (예산과목, 증감내역)."""

    word: HeaderWord
    first: int
    last: int


@attrs.frozen
class Layout:
    columns: tuple[Column, ...]
    spans: tuple[Span, ...]
    strict: bool = False
    """Nothing checks the table later, so a misprint must not be read past."""

    def where(self, *fields: str) -> tuple[int, ...]:
        return tuple(n for n, column in enumerate(self.columns) if column.field in fields)

    @property
    def names_end(self) -> int:
        """The first column of the object: what stands left of it is printed before it, the rest behind it."""
        return min(self.where("object_code", "object", "object_name"), default=self.amounts[0])

    @property
    def amounts(self) -> tuple[int, ...]:
        return self.where(*AMOUNT_COLUMNS)

    @property
    def is_spending(self) -> bool:
        """What was allotted, spent and left, in the order in which their headers were printed, and whose it is."""
        fields = [self.columns[n].field for n in self.amounts]
        lines = [min(self.columns[n].word.lines) for n in self.amounts]
        heads = {column.field for column in self.columns} & HEAD_FIELDS
        return bool(heads) and sorted(fields) == sorted(_SPENT) and lines == sorted(lines)

    @property
    def is_budget(self) -> bool:
        """At least two columns of the head, and amounts that tell what was moved out and what in."""
        heads = {column.field for column in self.columns} & HEAD_FIELDS
        fields = [self.columns[n].field for n in self.amounts]
        told = "signed" in fields or any(pair <= set(fields) for pair in _MOVES)
        return len(heads) >= 2 and told and len(set(fields)) == len(fields)


@lru_cache(maxsize=65536)
def word_fields(solid: str) -> tuple[str, ...]:
    named = ("extra_left" if field in _KEPT_BESIDE else field for field in column_fields(solid))
    fields = tuple(field for field in named if field in _RANK)
    if fields:
        return fields
    if UNIT_NOTE.fullmatch(solid):
        return ("unit",)
    if _LEFT_EXTRAS.fullmatch(solid):
        return ("extra_left",)
    return ("extra",) if _EXTRA.fullmatch(solid) else ()


@cache
def _spending() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    return tuple((field, regex.compile("|".join(patterns))) for field, patterns in SPENDING_COLUMNS.items())


@lru_cache(maxsize=65536)
def spending_fields(text: str) -> tuple[str, ...]:
    """As `word_fields`, in a table of what was spent.

    >>> spending_fields("예비비결정액"), spending_fields("집행액(B)"), spending_fields("사용잔액"), spending_fields("부서명")
    (('before',), ('decrease',), ('after',), ('department',))
    """
    found = (field for field, pattern in _spending() if any(map(pattern.fullmatch, header_words(text))))
    field = next(found, None)
    if field:
        return (field,)
    return ("extra",) if any(regex.fullmatch(word, text) for word in SPENDING_DATES) else word_fields(text)


@attrs.frozen
class _Char:
    char: str
    line: int
    gap: Gap | None


def _chars(lines: Sequence[tuple[int, Line]]) -> list[_Char]:
    out: list[_Char] = []
    before: Line | None = None
    for index, line in lines:
        first = gap_between(before, line)
        for n, (word, gap) in enumerate(words_of(line.text)):
            out.extend(
                _Char(char, index, (first if n == 0 else gap) if m == 0 else None) for m, char in enumerate(bare(word))
            )
        before = line
    return out


def _cell(chars: Sequence[_Char]) -> tuple[tuple[str, int], ...]:
    parts: list[tuple[str, int]] = []
    for char in chars:
        if parts and parts[-1][1] == char.line:
            parts[-1] = (parts[-1][0] + (" " if char.gap else "") + char.char, char.line)
        else:
            parts.append((char.char, char.line))
    return tuple(parts)


def _stands(fields: tuple[str, ...], chars: Sequence[_Char], start: int, end: int) -> bool:
    """Whether the letters are a header word there; the short words of other columns are none inside a longer word."""
    whole = chars[start].gap is not None and (end == len(chars) or chars[end].gap is not None)
    return bool(fields) and (whole or not fields[0].startswith("extra"))


def parse_header(
    lines: Sequence[tuple[int, Line]], fields_of: Callable[[str], tuple[str, ...]] = word_fields
) -> list[HeaderWord] | None:
    """The lines as a sequence of header words, as few and as little broken as possible; None if they are none.

    >>> words = parse_header([(0, Line("전용 후")), (1, Line("예산현액부서명 정책사업 감 증"))])
    >>> [(word.text, word.fields[0]) for word in words or []]
    [('전용 후\\n예산현액', 'after'), ('부서명', 'department'), ('정책사업', 'policy_project'), ('감', 'decrease'), ('증', 'increase')]
    """
    chars = _chars(lines)
    best: list[tuple[float, int]] = [(0.0, -1)]
    for end in range(1, len(chars) + 1):
        found = (float("inf"), -1)
        crossing, solid = 0.0, ""
        for start in range(end - 1, max(-1, end - 1 - _LONGEST), -1):
            if solid:
                gap = chars[start + 1].gap
                crossing += _CROSSING[gap] if gap else 0.0
            solid = chars[start].char + solid
            cost = best[start][0] + crossing + 1
            if cost < found[0] and _stands(fields_of(solid), chars, start, end):
                found = (cost, start)
        best.append(found)
    if not chars or best[-1][1] < 0:
        return None
    words: list[HeaderWord] = []
    end = len(chars)
    while end:
        start = best[end][1]
        words.append(HeaderWord(_cell(chars[start:end]), fields_of("".join(c.char for c in chars[start:end]))))
        end = start
    return words[::-1]


def _attach_units(words: Sequence[HeaderWord]) -> list[HeaderWord]:
    """`예산현액⏎(단위: 천원)` is one header cell."""
    out: list[HeaderWord] = []
    for word in words:
        if out and word.fields == ("unit",):
            out[-1] = HeaderWord(_merge(out[-1].parts, word.parts), out[-1].fields)
        elif out and out[-1].fields == ("unit",):
            out[-1] = HeaderWord(_merge(out[-1].parts, word.parts), word.fields)
        else:
            out.append(word)
    return [word for word in out if word.fields != ("unit",)]  # a unit alone heads no column


def _merge(first: tuple[tuple[str, int], ...], second: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    if first and second and first[-1][1] == second[0][1]:
        return (*first[:-1], (f"{first[-1][0]} {second[0][0]}", first[-1][1]), *second[1:])
    return first + second


def _settle(words: Sequence[HeaderWord]) -> list[tuple[HeaderWord, str | None]]:
    """Each word with its column; None for a word that stands above others."""
    everything = {field for word in words for field in word.fields}
    singles = {word.fields[0] for word in words if len(word.fields) == 1}
    objects = [word for word in words if set(word.fields) & {"object"}]
    parts = everything & {"object_code", "object_name", "compilation_object"}
    plain = [word for word in objects if "과목" not in bare(word.text)] or objects
    out: list[tuple[HeaderWord, str | None]] = []
    for word in words:
        fields = word.fields
        field = next((f for f in fields if f not in singles), fields[0]) if len(fields) > 1 else fields[0]
        stands_above = {
            "object": word not in plain[:1]
            or {"object_code", "object_name"} <= parts
            or ("과목" in bare(word.text) and parts),
            "signed": {"decrease", "increase"} & everything,
        }
        out.append((word, None if stands_above.get(field) else field))
    return out


def _arrange(cells: Sequence[tuple[HeaderWord, str]]) -> list[tuple[HeaderWord, str]]:
    """Customary order; the words of one line keep their printed order among themselves."""
    order = sorted(range(len(cells)), key=lambda n: (_RANK[cells[n][1]], n))
    slot_of = {n: slot for slot, n in enumerate(order)}
    together: dict[frozenset[int], list[int]] = {}
    for n, (word, _) in enumerate(cells):
        if len(word.lines) == 1:
            together.setdefault(word.lines, []).append(n)
    for same in together.values():
        for slot, n in zip(sorted(slot_of[n] for n in same), same, strict=True):
            order[slot] = n
    return [cells[n] for n in order]


def layouts(words: Sequence[HeaderWord]) -> list[Layout]:
    """The readings of a header, the most likely first; empty if it is not that of a budget table."""
    settled = _settle(_attach_units(words))
    cells = [(word, field) for word, field in settled if field is not None]
    above = [word for word, field in settled if field is None]
    variants = [_arrange(cells)]
    lone = {field: word for word, field in cells}
    if {"decrease", "increase"} <= lone.keys() and not lone["decrease"].lines & lone["increase"].lines:
        swap = {"decrease": "increase", "increase": "decrease"}
        variants.append([(lone[field], field) for field in (swap.get(field, field) for _, field in variants[0])])
    found = [_layout(variant, above) for variant in variants]
    return [layout for layout in found if layout.is_budget]


def spending_layouts(words: Sequence[HeaderWord]) -> list[Layout]:
    """The reading of a header that tells what was spent; empty if it is none."""
    settled = _settle(_attach_units(words))
    above = [word for word, field in settled if field is None]
    layout = _layout(_arrange([(word, field) for word, field in settled if field is not None]), above)
    return [attrs.evolve(layout, strict=True)] if layout.is_spending else []


@attrs.frozen
class Vocabulary:
    """What the words of a header may be, and which columns they make."""

    fields: Callable[[str], tuple[str, ...]]
    layouts: Callable[[Sequence[HeaderWord]], list[Layout]]


BUDGET = Vocabulary(word_fields, layouts)
SPENDING = Vocabulary(spending_fields, spending_layouts)


def _layout(cells: Sequence[tuple[HeaderWord, str]], above: Sequence[HeaderWord]) -> Layout:
    layout = Layout(tuple(Column(field, word) for word, field in cells), ())
    moves, heads = layout.where("decrease", "increase"), layout.where(*HEAD_FIELDS)
    parts = layout.where("object_code", "object_name")
    spans: list[Span] = []
    for word in above:
        under = moves if "signed" in word.fields else heads if "과목" in bare(word.text) else parts
        if under and under[-1] - under[0] == len(under) - 1:
            spans.append(Span(word, under[0], under[-1]))
    return attrs.evolve(layout, spans=tuple(spans))


__all__ = [
    "BUDGET",
    "SPENDING",
    "Column",
    "HeaderWord",
    "Layout",
    "Span",
    "Vocabulary",
    "layouts",
    "parse_header",
    "spending_fields",
    "word_fields",
]

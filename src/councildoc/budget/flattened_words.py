"""Lines -> pieces: what each word of a flattened table can be, before anything is decided about rows or columns.

A piece is a run of printed text that stays in one cell: an amount, a code, the label of a total, a word of a name.
Between two pieces stands a `Gap`, the evidence for or against a border of cells.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Container, Sequence
from enum import StrEnum, auto
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

import attrs
import regex

from councildoc.document import Line
from councildoc.values import CODE, bare, parse_cell, reading_key
from councildoc.words import NEGATIVE_MARKS, NIL_MARKS, SUBTOTAL_WORDS, TOTAL_WORDS


class Kind(StrEnum):
    AMOUNT = auto()
    CODE = auto()
    TOTAL = auto()
    TEXT = auto()


class Gap(StrEnum):
    """What stands between a piece and the one before it."""

    SPACE = auto()
    WIDE = auto()
    BREAK = auto()
    BLANK = auto()


@attrs.frozen
class Piece:
    """`line` is the index of its line among the elements of the document; `gap` what precedes it."""

    text: str
    kind: Kind
    line: int
    gap: Gap
    key: str = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "key", name_key(self.text))


_DOTS = str.maketrans("", "", "·.,()[]（）'\"「」")
_SIGNS = "".join(NEGATIVE_MARKS | frozenset("+＋"))
_AMOUNT = regex.compile(
    rf"\(?[{regex.escape(_SIGNS)}]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?\)?원?|[{regex.escape(''.join(NIL_MARKS))}]"
)
_FINE = 10_000
BIG = regex.compile(r"\d,\d{3}|\d{4}")
_WORD = regex.compile(r"\S+")
_PAREN_CODE = regex.compile(rf"[(\[（]?\s*(?:{CODE.pattern})\s*[)\]）]?")
_DATE = regex.compile(r"[’'`‘]?\d{2,4}\.\d{1,2}\.\d{1,2}\.?")
_DATE_WORDS = 3
PAGE_NUMBER = regex.compile(r"[-–—―]\s*\d{1,4}\s*[-–—―]")


def name_key(text: str) -> str:
    """How names are compared: white space, dots, quotes and brackets removed."""
    return reading_key(text).translate(_DOTS)


@cache
def object_names() -> dict[str, frozenset[str]]:
    """편성목-통계목 number -> the names it has had; and, under an empty number, every name of a 통계목."""
    rows = csv.DictReader(
        resources.files("councildoc.data").joinpath("object_codes.csv").read_text("utf-8").splitlines()
    )
    names: dict[str, set[str]] = {"": set()}
    for row in rows:
        key = name_key(row["name"].split("(")[0])
        names.setdefault(row["code"], set()).add(key)
        if "-" in row["code"]:
            names[""].add(key)
    return {code: frozenset(keys) for code, keys in names.items()}


def total_label(text: str) -> bool:
    solid = bare(text)
    return (
        solid in TOTAL_WORDS or solid in SUBTOTAL_WORDS or (len(solid) > 2 and solid.endswith(("소계", "합계", "총계")))
    )


@lru_cache(maxsize=65536)
def _figure(text: str) -> int | None:
    """The number of a cell in ten-thousandths, nil as 0; None where it has none, or is finer."""
    for unit, times in ((1, _FINE), (_FINE, 1)):
        try:
            return (parse_cell(text, unit) or 0) * times
        except ValueError:
            continue
    return None


def amount(text: str) -> int:
    """The number of an amount piece, nil as 0; the unit does not matter for sums, as long as it is the same for all."""
    return _figure(text) or 0


def is_nil(text: str) -> bool:
    return all(char in NIL_MARKS for char in bare(text))


def is_amount(text: str) -> bool:
    return _AMOUNT.fullmatch(unicodedata.normalize("NFKC", bare(text))) is not None and _figure(text) is not None


def words_of(text: str) -> list[tuple[str, Gap]]:
    """The words of a line with what precedes each; any control character counts as a blank."""
    blanks = "".join(" " if bare(char) == "" and char != "\t" else char for char in text)
    out: list[tuple[str, Gap]] = []
    end = 0
    for match in _WORD.finditer(blanks):
        between = blanks[end : match.start()]
        out.append((text[match.start() : match.end()], Gap.WIDE if len(between) > 1 or "\t" in between else Gap.SPACE))
        end = match.end()
    return out


def _split_codes(words: list[tuple[str, Gap]]) -> list[tuple[str, Gap]]:
    """A code glued to its name (`201-01사무관리비`, `사무관리비(201-01)`) is a word of its own."""
    out: list[tuple[str, Gap]] = []
    for word, gap in words:
        match = _PAREN_CODE.search(word)
        if match is None or "-" not in match.group() or match.group() == word:
            out.append((word, gap))
            continue
        parts = [part for part in (word[: match.start()], match.group(), word[match.end() :]) if part]
        out.extend((part, gap if n == 0 else Gap.SPACE) for n, part in enumerate(parts))
    return out


def _is_code(word: str, following: str | None) -> bool:
    """`20101` is a code only before a name: five digits may be money."""
    match = _PAREN_CODE.fullmatch(bare(word))
    return match is not None and ("-" in word or (following is not None and not is_amount(following)))


def join_signs(words: list[tuple[str, Gap]]) -> list[tuple[str, Gap]]:
    """`△ 18,000` is one amount; `- 18,000` is two, since a dash is nil."""
    out: list[tuple[str, Gap]] = []
    for word, gap in words:
        if out and out[-1][0] in NEGATIVE_MARKS - NIL_MARKS and is_amount(word):
            out[-1] = (f"{out[-1][0]} {word}", out[-1][1])
        else:
            out.append((word, gap))
    return out


@lru_cache(maxsize=8192)
def amounts_only(text: str) -> bool:
    """Whether a line holds nothing but amounts (a page number `- 3 -` does not)."""
    words = join_signs(words_of(text))
    return bool(words) and not PAGE_NUMBER.fullmatch(text.strip()) and all(is_amount(word) for word, _ in words)


def _dates_from(words: Sequence[tuple[str, Gap]]) -> int:
    """Where the date begins with which words end; their number if they end with none."""
    for start in range(max(0, len(words) - _DATE_WORDS), len(words)):
        if _DATE.fullmatch("".join(word for word, _ in words[start:])):
            return start
    return len(words)


@lru_cache(maxsize=8192)
def figures_only(text: str) -> bool:
    """Whether a line holds nothing but amounts and a date behind them: `- 2019. 1. 29.` in a table is no bullet."""
    words = join_signs(words_of(text))
    date = _dates_from(words)
    return date < len(words) and all(is_amount(word) for word, _ in words[:date])


@lru_cache(maxsize=8192)
def is_row(text: str) -> bool:
    """Whether a line holds names together with a code or with several amounts: a whole row of a table."""
    kinds = [piece.kind for piece in _line_pieces(text, 0, Gap.BREAK)]
    return Kind.CODE in kinds or kinds.count(Kind.AMOUNT) > 1


def _line_pieces(text: str, index: int, first: Gap) -> list[Piece]:
    words = join_signs(_split_codes(words_of(text)))
    date = _dates_from(words)
    words, dated = words[:date], words[date:]
    tail = len(words)
    while tail and is_amount(words[tail - 1][0]):
        tail -= 1
    money = words[tail:]
    if tail and not any(BIG.search(word) for word, _ in money) and len(money) < 3:
        tail, money = len(words), []  # `보조 3`, `1 - 2`: small numbers behind a word belong to it
    head = words[:tail]
    pieces: list[Piece] = []
    if head and total_label("".join(word for word, _ in head)):
        pieces.append(Piece(" ".join(word for word, _ in head), Kind.TOTAL, index, first))
        head = []
    for n, (word, gap) in enumerate(head):
        following = words[n + 1][0] if n + 1 < len(words) else None
        kind = Kind.CODE if _is_code(word, following) else Kind.TEXT
        pieces.append(Piece(word, kind, index, gap if pieces else first))
    for word, gap in money:
        pieces.append(Piece(word, Kind.AMOUNT, index, gap if pieces else first))
    for word, gap in dated:
        pieces.append(Piece(word, Kind.TEXT, index, gap if pieces else first))
    return pieces


def _number(line: Line) -> int | None:
    return line.where[0].line if line.where else None


def gap_between(before: Line | None, after: Line) -> Gap:
    """A blank line shows in the line numbers; where there are none, a break says nothing either way."""
    if before is None:
        return Gap.BLANK
    first, second = _number(before), _number(after)
    return Gap.BLANK if first is not None and second is not None and second - first > 1 else Gap.BREAK


def pieces_of(lines: Sequence[tuple[int, Line]], apart: Container[int] = ()) -> list[Piece]:
    """The pieces of lines, each given with its index in the document; the lines `apart` are no part of the body.

    >>> [(piece.kind.name, piece.text) for piece in pieces_of([(0, Line("총 계 500 - 30,000"))])]
    [('TOTAL', '총 계'), ('AMOUNT', '500'), ('AMOUNT', '-'), ('AMOUNT', '30,000')]
    """
    out: list[Piece] = []
    before: Line | None = None
    for index, line in lines:
        if index not in apart:
            out.extend(_line_pieces(line.text, index, gap_between(before, line)))
        before = line
    return _mark_broken_labels(out)


def _mark_broken_labels(pieces: list[Piece]) -> list[Piece]:
    """`합` and `계` on lines of their own are both the label of a total."""
    out = list(pieces)
    for n, (first, second) in enumerate(pairwise(pieces)):
        lone = len(first.key) == len(second.key) == 1 and first.line != second.line
        if lone and first.kind is Kind.TEXT and total_label(first.text + second.text):
            out[n] = attrs.evolve(first, kind=Kind.TOTAL)
            out[n + 1] = attrs.evolve(second, kind=Kind.TOTAL)
    return out

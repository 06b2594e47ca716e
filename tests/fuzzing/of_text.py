"""Damage to a text report: its lines, letters, numbers and encoding, and shapes that a pattern could take long over."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from fuzzing.of_bytes import Mutator, damaged
from test_any_document import CELLS, SHAPED

JUNK = (
    "\x00", "\x01", "\x1b[31m", "\u200b", "\u202e", "\ufeff", "\ufffd", "(cid:12)", "\U000f02b1", "\uf000", "\u3000", "\u2028", "\x85",
    "\f", "\v", "\u0301" * 40, "ⅠⅡⅢ", "㉠㉡", "①②", "२३", "𝟑𝟎", "３０，０００", "½", "︙", "│", "┌─┬─┐", "|", "^", "<<", "〃", "△▲", "→⇨",
)  # fmt: skip
RUNS = (
    "1,", "1,000", " ", "가", "가 ", "(", "((", ")", "[", "『", "「가」", "“", "'", "→", "- ", "○", "Ⅰ", "I", "9", "천", "억", "조", "금 ", "원",
    "2021. ", "21.1.1.~", "년", ":", "·", ",", ".", "-201-01", "△", "사무관리비 ", "의 ", "에서 ", "전용 ", "전 용 ", "총 계 ", "|", "│", "━", "\t", "및 ",
)  # fmt: skip
HUGE = (
    "9" * 30,
    "9" * 5000,
    "1,000,000,000,000,000,000,000",
    "-0",
    "0",
    "1.5",
    "99999999999999999999억",
    "1e400",
    "０",
)
_NUMBER = re.compile(r"\d[\d,.]*")

TextMutator = Callable[[str, str, Random], str]


def _place(text: str, chance: Random) -> int:
    return chance.randrange(len(text) + 1)


def _by_lines(change: Callable[[list[str], list[str], Random], None]) -> TextMutator:
    def mutate(text: str, other: str, chance: Random) -> str:
        lines = text.split("\n")
        change(lines, other.split("\n"), chance)
        return "\n".join(lines)

    return mutate


def _shuffle(lines: list[str], _: list[str], chance: Random) -> None:
    start, length = chance.randrange(len(lines)), chance.choice((2, 5, 20, 1000))
    piece = lines[start : start + length]
    chance.shuffle(piece)
    lines[start : start + length] = piece


def _lose(lines: list[str], _: list[str], chance: Random) -> None:
    start = chance.randrange(len(lines))
    del lines[start : start + chance.choice((1, 1, 3, 10))]
    lines.append("")


def _repeat(lines: list[str], _: list[str], chance: Random) -> None:
    start = chance.randrange(len(lines))
    piece = lines[start : start + chance.choice((1, 3, 20))]
    lines[start:start] = piece * chance.choice((1, 1, 2, 8))


def _borrow(lines: list[str], other: list[str], chance: Random) -> None:
    start = chance.randrange(len(other))
    at = chance.randrange(len(lines) + 1)
    lines[at:at] = other[start : start + chance.choice((1, 3, 20))]


def _hang(lines: list[str], _: list[str], chance: Random) -> None:
    """A line that some report has."""
    lines.insert(chance.randrange(len(lines) + 1), chance.choice((*SHAPED, *CELLS)))


def _glue(lines: list[str], _: list[str], chance: Random) -> None:
    start = chance.randrange(len(lines))
    length = chance.choice((2, 2, 5, 40))
    lines[start : start + length] = [chance.choice(("", " ")).join(lines[start : start + length])]


def _break(lines: list[str], _: list[str], chance: Random) -> None:
    at = chance.randrange(len(lines))
    cut = _place(lines[at], chance)
    lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]


def _insert(text: str, _: str, chance: Random) -> str:
    at = _place(text, chance)
    return text[:at] + chance.choice(JUNK) + text[at:]


def _long(text: str, _: str, chance: Random) -> str:
    """A very long line of one shape."""
    at = _place(text, chance)
    run = "".join(chance.choice(RUNS) for _ in range(chance.choice((1, 1, 2, 3))))
    return text[:at] + run * chance.choice((20, 200, 2000)) + text[at:]


def _count(text: str, _: str, chance: Random) -> str:
    found = list(_NUMBER.finditer(text))
    if not found:
        return text
    match = chance.choice(found)
    return text[: match.start()] + chance.choice(HUGE) + text[match.end() :]


def _letters(text: str, _: str, chance: Random) -> str:
    """Two letters the wrong way round, throughout."""
    one, two = (text[_place(text, chance) - 1] if text else " " for _ in range(2))
    return text.translate({ord(one): two, ord(two): one})


MUTATORS: tuple[TextMutator, ...] = (
    *map(_by_lines, (_shuffle, _lose, _repeat, _borrow, _hang, _hang, _glue, _break)), _insert, _insert, _long, _count, _letters,
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8", "cp949", "utf-16", "utf-8-sig", "utf-16-be")


def mutated_text(text: str, other: str, chance: Random) -> str:
    """One to three faults of the kinds of this module."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        text = chance.choice(MUTATORS)(text, other, chance)
    return text


def _text(data: bytes, other: bytes, chance: Random) -> bytes:
    changed = mutated_text(data.decode("utf-8", "replace"), other.decode("utf-8", "replace"), chance)
    return changed.encode(chance.choice(ENCODINGS), "replace")


TEXT: tuple[Mutator, ...] = (_text, _text, _text, damaged)

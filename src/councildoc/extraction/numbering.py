"""Paragraph heads -> the numbers and bullets that are printed before the text.

Both formats keep automatic numbers apart from the text: a paragraph shape names a numbering (or the outline of the
section, or a bullet) and a level; the number itself is counted while the document is read. 한글문서파일형식 5.0,
4.2.8 문단 번호 and 4.2.9 글머리표 (HWP 5); KS X 6101, `hh:numbering`, `hh:bullet` and `hh:heading` (HWPX).
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import regex

from councildoc.errors import LimitError
from councildoc.values import format_roman

OUTLINE, NUMBER, BULLET = "OUTLINE", "NUMBER", "BULLET"

NUMBER_FORMATS: tuple[str, ...] = (
    "DIGIT", "CIRCLED_DIGIT", "ROMAN_CAPITAL", "ROMAN_SMALL", "LATIN_CAPITAL", "LATIN_SMALL",
    "CIRCLED_LATIN_CAPITAL", "CIRCLED_LATIN_SMALL", "HANGUL_SYLLABLE", "CIRCLED_HANGUL_SYLLABLE", "HANGUL_JAMO",
    "CIRCLED_HANGUL_JAMO", "HANGUL_PHONETIC", "IDEOGRAPH", "CIRCLED_IDEOGRAPH", "DECAGON_CIRCLE",
    "DECAGON_CIRCLE_HANJA",
)  # fmt: skip
"""The names of OWPML in the order of the codes of HWP 5 (표 41 문단 번호 형식, 표 134)."""

MAX_LEVELS = 10
MAX_MARK = 200
"""A mark is printed with every paragraph: a long one would multiply the file."""

_ROMAN_MAX = 20
_ROWS = ("아", "어", "오", "우", "으", "이")
_INITIALS = "가나다라마바사아자차카타파하"
_HANGUL = tuple(chr(ord(initial) + (ord(vowel) - ord("아"))) for vowel in _ROWS for initial in _INITIALS)
_SERIES: Mapping[str, str | tuple[str, ...]] = {
    "CIRCLED_DIGIT": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿",
    "LATIN_CAPITAL": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "LATIN_SMALL": "abcdefghijklmnopqrstuvwxyz",
    "CIRCLED_LATIN_CAPITAL": "ⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿⓀⓁⓂⓃⓄⓅⓆⓇⓈⓉⓊⓋⓌⓍⓎⓏ",
    "CIRCLED_LATIN_SMALL": "ⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩ",
    "HANGUL_SYLLABLE": _HANGUL,
    "CIRCLED_HANGUL_SYLLABLE": "㉮㉯㉰㉱㉲㉳㉴㉵㉶㉷㉸㉹㉺㉻",
    "HANGUL_JAMO": "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "CIRCLED_HANGUL_JAMO": "㉠㉡㉢㉣㉤㉥㉦㉧㉨㉩㉪㉫㉬㉭",
    "CIRCLED_IDEOGRAPH": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "DECAGON_CIRCLE": "갑을병정무기경신임계",
    "DECAGON_CIRCLE_HANJA": "甲乙丙丁戊己庚辛壬癸",
}
_WORDS: Mapping[str, tuple[str, str]] = {
    "HANGUL_PHONETIC": ("일이삼사오육칠팔구", "십백천"),
    "IDEOGRAPH": ("一二三四五六七八九", "十百千"),
}
_PLACEHOLDER = regex.compile(r"\^(?:(?P<level>10|[1-9])|(?P<path>[nN]))")


def _worded(number: int, digits: str, scales: str) -> str:
    out = ""
    for place, digit in zip(range(len(str(number)) - 1, -1, -1), map(int, str(number)), strict=True):
        if digit:
            out += ("" if digit == 1 and place else digits[digit - 1]) + (scales[place - 1] if place else "")
    return out


def format_number(number: int, style: str) -> str:
    """A counted number as it is printed; a number past the end of its series, or of an unknown style, is in digits.

    >>> [format_number(3, style) for style in ("DIGIT", "CIRCLED_DIGIT", "ROMAN_CAPITAL", "HANGUL_SYLLABLE")]
    ['3', '③', 'Ⅲ', '다']
    >>> format_number(15, "HANGUL_SYLLABLE"), format_number(21, "HANGUL_PHONETIC"), format_number(51, "CIRCLED_DIGIT")
    ('거', '이십일', '51')
    """
    if style in ("ROMAN_CAPITAL", "ROMAN_SMALL") and 1 <= number <= _ROMAN_MAX:
        roman = format_roman(number)
        return roman if style == "ROMAN_CAPITAL" else roman.lower()
    series = _SERIES.get(style, "")
    if 1 <= number <= len(series):
        return series[number - 1]
    if style in _WORDS and 1 <= number <= 9999:
        return _worded(number, *_WORDS[style])
    return str(number)


@attrs.frozen
class Level:
    """One level of a numbering: how it is printed (`^1.`, `제^1조`), in which digits, and its first number."""

    template: str
    style: str = "DIGIT"
    start: int = 1


@attrs.frozen
class Head:
    """What a paragraph shape says of the head of its paragraphs; `level` counts from 0."""

    kind: str
    ref: int
    level: int


@attrs.define
class Heads:
    """All paragraph heads of a document, and the numbers counted so far. One numbering counts through all sections."""

    shapes: dict[int, Head] = attrs.field(factory=dict)
    numberings: dict[int, tuple[Level, ...]] = attrs.field(factory=dict)
    bullets: dict[int, str] = attrs.field(factory=dict)
    outline: int = 0
    _counts: dict[int, list[int | None]] = attrs.field(factory=dict)

    def mark(self, shape: int) -> str:
        """The mark of the next paragraph of this shape, as printed; empty if it has none. Counts it."""
        head = self.shapes.get(shape)
        mark = self._mark(head) if head is not None else ""
        if len(mark) > MAX_MARK:
            raise LimitError(f"문단 번호 모양이 너무 깁니다(한도 {MAX_MARK}자).")
        return mark

    def _mark(self, head: Head) -> str:
        if head.kind == BULLET:
            return self.bullets.get(head.ref, "")
        ref = self.outline if head.kind == OUTLINE else head.ref
        levels = self.numberings.get(ref, ())
        if not 0 <= head.level < len(levels):
            return ""
        counts = self._counts.setdefault(ref, [None] * MAX_LEVELS)
        last = counts[head.level]
        counts[head.level] = levels[head.level].start if last is None else last + 1
        counts[head.level + 1 :] = [None] * (MAX_LEVELS - head.level - 1)
        return _PLACEHOLDER.sub(lambda match: _numbers(match, levels, counts, head.level), levels[head.level].template)


def _numbers(match: regex.Match[str], levels: tuple[Level, ...], counts: list[int | None], level: int) -> str:
    """What `^1` stands for; `^n` and `^N` are the numbers of all levels so far, joined by full stops."""

    def printed(index: int) -> str:
        if index >= len(levels):
            return ""
        count = counts[index]
        return format_number(levels[index].start if count is None else count, levels[index].style)

    if match["level"]:
        return printed(int(match["level"]) - 1)
    path = ".".join(printed(index) for index in range(level + 1))
    return path + ("." if match["path"] == "N" else "")

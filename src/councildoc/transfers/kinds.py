"""Words -> the kind of a move (전용, 이체, 변경사용 …), in the document's own word."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from councildoc import words
from councildoc.document import Where
from councildoc.values import bare, unspaced
from councildoc.words import COMMON_WORDS, LOOSE_KINDS, MOVE_KINDS, TRANSFER_KINDS

_KINDS = tuple((kind, regex.compile(pattern)) for kind, pattern in TRANSFER_KINDS)
_BROKEN = tuple(
    (kind, regex.compile(r"예\s?산\s*(?:의\s*)?" + r"\s?".join(kind.removeprefix("예산")) + "(?![가-힣])"))
    for kind in sorted(MOVE_KINDS - {"변경"}, key=len, reverse=True)
)
"""Kinds behind 예산, as the title of an item has them that a narrow bar broke in the middle of a word: `예 산전용`."""
_CERTAIN = {kind: regex.compile(pattern) for kind, pattern in COMMON_WORDS.items()}


def kind_of(text: str | None) -> str | None:
    """The kind that a title or heading names; of several the last, which is the head of a Korean noun phrase.

    Of a kind that moves money and one that does not, the first counts (`예산 전용 및 예비비 사용`), unless its word is a loose one.

    >>> kind_of("읍면동 체육시설 보수를 위한 예산 변경사용"), kind_of("버스전용차로 정비"), kind_of("도서관 이용 활성화를 위한 예산 전용")
    ('변경사용', None, '전용')
    >>> kind_of("예산변경사유"), kind_of("변경금액"), kind_of("이 용 금 액")
    ('예산변경', '변경', '이용')
    """
    if not text:
        return None
    text = unspaced(text)
    found = [
        (match.start(), -match.end(), order, kind)
        for order, (kind, pattern) in enumerate(_KINDS)
        for match in pattern.finditer(text)
    ]
    told: list[tuple[int, int, str]] = []
    for start, end, _, kind in sorted(found):
        if not told or start >= told[-1][1]:
            told.append((start, -end, kind))
        elif -end - start > told[-1][1] - told[-1][0]:
            told[-1] = (start, -end, kind)
    kinds = [kind for _, _, kind in told]
    if not kinds:
        return next((kind for kind, pattern in _BROKEN if pattern.search(text)), None)
    moves = [kind for kind in kinds if kind in MOVE_KINDS]
    others = [kind for kind in kinds if kind not in MOVE_KINDS]
    if others and all(kind in LOOSE_KINDS for kind in moves):
        return others[-1]
    return next(iter(reversed(moves)), None)


_NOTES = tuple(
    (kind, regex.compile(words.KIND_NOTE % word)) for kind, pattern in words.KIND_WORDS.items() for word in (pattern,)
)


def kind_named(text: str | None) -> str | None:
    """The kind of a heading, caption or label that is little more than its word, so that it tells kinds apart.

    >>> kind_named("가. 예산 이체 내역"), kind_named("예산변경"), kind_named("예비비 사용 현황"), kind_named("예산현황(추경 포함)")
    ('이체', '예산변경', '예비비', None)
    """
    solid = bare(regex.split("[:：]", text or "", maxsplit=1)[0]).strip(_FRAMES)
    return next((kind for kind, pattern in _NOTES if pattern.fullmatch(solid)), None)


_FRAMES = "<>〈〉《》[]【】()「」○□■※-"


Told = tuple[str | None, Where]
"""A text with its printed places."""


def first_told(texts: Iterable[Told], *, moving: bool = False) -> Told:
    """The kind named by the first text that names one (`moving`: one that moves money), with the places of that text."""
    named = ((kind_of(text), where) for text, where in texts)
    return next(((kind, where) for kind, where in named if kind and (moves_money(kind) or not moving)), (None, ()))


def certain(kind: str | None, texts: Iterable[str | None]) -> bool:
    """Whether a kind is told by words that mean nothing else: 이용 is also the use of a car park.

    >>> certain("이용", ["공유주차장 이용 활성화"]), certain("이용", ["예산 이용 내역"]), certain("전용", [])
    (False, True, True)
    """
    pattern = _CERTAIN.get(kind or "")
    return pattern is None or any(pattern.search(text) for text in texts if text)


def moves_money(kind: str | None) -> bool:
    """Whether a kind moves money between heads (예비비 does not: it has no source)."""
    return kind in MOVE_KINDS

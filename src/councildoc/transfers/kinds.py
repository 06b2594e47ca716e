"""Words -> the kind of a move (전용, 이체, 변경사용 …), in the document's own word."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from councildoc.values import unspaced
from councildoc.words import COMMON_WORDS, MOVE_KINDS, TRANSFER_KINDS

_KINDS = tuple((kind, regex.compile(pattern)) for kind, pattern in TRANSFER_KINDS)
_CERTAIN = {kind: regex.compile(pattern) for kind, pattern in COMMON_WORDS.items()}


def kind_of(text: str | None) -> str | None:
    """The kind that a title or heading names; of several the last, which is the head of a Korean noun phrase.

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
    last: tuple[int, int, str] | None = None
    for start, end, _, kind in sorted(found):
        if last is None or start >= last[1] or -end - start > last[1] - last[0]:
            last = (start, -end, kind)
    return last[2] if last else None


def first_kind(texts: Iterable[str | None]) -> str | None:
    """The kind named by the first text that names one."""
    return next((kind for text in texts if (kind := kind_of(text))), None)


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

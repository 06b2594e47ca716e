"""Words -> the kind of a move (전용, 이체, 변경사용 …), in the document's own word."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from councildoc.words import MOVE_KINDS, TRANSFER_KINDS

_KINDS = tuple((kind, regex.compile(pattern)) for kind, pattern in TRANSFER_KINDS)


def kind_of(text: str | None) -> str | None:
    """The kind that a title or heading names; of several the last, which is the head of a Korean noun phrase.

    >>> kind_of("읍면동 체육시설 보수를 위한 예산 변경사용"), kind_of("버스전용차로 정비"), kind_of("도서관 이용 활성화를 위한 예산 전용")
    ('변경사용', None, '전용')
    """
    if not text:
        return None
    found = [
        (match.end(), -order, kind) for order, (kind, pattern) in enumerate(_KINDS) for match in pattern.finditer(text)
    ]
    return max(found)[2] if found else None


def first_kind(texts: Iterable[str | None]) -> str | None:
    """The kind named by the first text that names one."""
    return next((kind for text in texts if (kind := kind_of(text))), None)


def moves_money(kind: str | None) -> bool:
    """Whether a kind moves money between heads (예비비 does not: it has no source)."""
    return kind in MOVE_KINDS

"""One side of a move told in prose -> its legs: `사무관리비 2,000천원, 국내여비 1,000천원` is two budget objects."""

from __future__ import annotations

from functools import cache

import regex

from councildoc import words
from councildoc.model import BudgetHead
from councildoc.object_codes import object_names
from councildoc.transfers.heads import head_of, without_values
from councildoc.values import Found, find_won

ToldLegs = tuple[tuple[BudgetHead, int | None], ...]
"""Heads of one side, each with the won told for it."""

_ROUGH = regex.compile(rf"(?<![가-힣])(?:{'|'.join(words.ROUGH_BEFORE)})\s*(?:금\s*|총\s*)?$")
_ROUGH_AFTER = regex.compile(rf"\s*(?:{'|'.join(words.ROUGH_AFTER)})")
_GLOSS = regex.compile(r"\s*[(\[]\s*(?:일?금\s*|[₩￦]\s*)?")
_SEPARATOR = regex.compile(r"(?<!\d),|,(?!\d)|\s*[·ㆍ+＋]\s*|\s및\s|(?<=[비금수당조원)”’\"'」])\s*(?:와|과)\s+")
_OPEN, _CLOSE = "([{「『“‘〔（", ")]}」』”’〕）"
_LOOK_BACK = 8


def exact_won(text: str, *, labelled: bool = False) -> list[int]:
    """The won of a text that are not rounded by their wording (약, 여, 내외). A sign tells a direction, never a debt."""
    return [abs(found.won) for found in exact_found(text, labelled=labelled)]


def exact_found(text: str, *, labelled: bool = False) -> list[Found]:
    """As `exact_won`, with spans and signs. A sum written a second time in brackets (`일금 삼천원정(3,000원)`) counts once."""
    exact: list[Found] = []
    for found in find_won(text, labelled=labelled):
        if _ROUGH.search(text[max(0, found.start - _LOOK_BACK) : found.start]) or _ROUGH_AFTER.match(text, found.end):
            continue
        last = exact[-1] if exact else None
        if last and last.won == found.won and _GLOSS.fullmatch(text, last.end, found.start):
            continue
        exact.append(found)
    return exact


@cache
def _names_with_separators() -> regex.Pattern[str]:
    names = sorted((name for name in object_names() if regex.search(r"[·ㆍ,+]|및|[와과]", name)), key=len, reverse=True)
    return regex.compile("|".join(r"\s*".join(map(regex.escape, name)) for name in names))


def _pieces(text: str) -> list[str]:
    """The text cut at separators outside brackets, values and names of objects."""
    masked = _names_with_separators().sub(lambda match: "비" * len(match.group()), without_values(text, "원"))
    cuts, depth, last = [], 0, 0
    for match in _SEPARATOR.finditer(masked):
        for char in masked[last : match.start()]:
            depth = max(0, depth + (char in _OPEN) - (char in _CLOSE))
        last = match.start()
        if depth == 0:
            cuts.append(match.span())
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def legs_of(text: str) -> ToldLegs:
    """The heads that one side names; several only where each piece is a budget object or carries its own won.

    >>> [(head.object_name, won) for head, won in legs_of("사무관리비(2,000천원) + 국내여비(1,000천원)")]
    [('사무관리비', 2000000), ('국내여비', 1000000)]
    >>> [(head.detailed_project, head.object_name) for head, _ in legs_of("교육·문화 지원 행사운영비")]
    [('교육·문화 지원', '행사운영비')]
    """
    told = [(head_of(piece), exact_won(piece)) for piece in _pieces(text)]
    named = [(head, won[0] if won else None) for head, won in told if head is not None]
    if len(named) > 1 and all(head.object_name or head.object_code or won for head, won in named):
        return tuple(named)
    head, own = head_of(text), exact_won(text)
    return ((head, own[0] if len(own) == 1 else None),) if head is not None else ()

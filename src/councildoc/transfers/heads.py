"""A name told in prose -> a budget head: `블록체인기반 공유행정 도입 일반운영비(행사운영비)` is a 세부사업 and a 통계목.

Only what the words say is set. Names of 통계목 and 편성목 come from the object table; anything else that ends like a cost is
taken as the name of an object, anything that ends like an office as a department, the rest as the 세부사업.
"""

from __future__ import annotations

import regex

from councildoc import words
from councildoc.dates import find_dates
from councildoc.model import BudgetHead
from councildoc.object_codes import names_by_level
from councildoc.values import CODE, bare, clean, find_won

_QUOTES = regex.compile(r"[“”‘’\"'「」『』]")
_QUOTED_PROJECT = regex.compile(r"(?<=[”’」』\"'])\s*사업(?:의\s*|\s+)|(?<=사업)의\s+")
_LEFTOVER = regex.compile(r"(?:^|(?<=[\s)\]]))(?:" + "|".join(words.LEFTOVER_WORDS) + r")$|(?<=[가-힣)])에서$")
_LEAD_WORD = regex.compile(r"^(?:" + "|".join(words.LEAD_WORDS) + r")(?:\s+|$)")
_DIRECTION = regex.compile(r"[(\[〔（]\s*(?:" + "|".join(words.DIRECTION_WORDS) + r")?\s*[)\]〕）]")
_LEAD = regex.compile(r"^[\s\-:,·①-⑳]+|^(?:\(?\d{1,2}\)|\d{1,2}\.)\s+")
_EMPTY_END = regex.compile(r"\s*[:：]?\s*(?:\(\s*\))?\s*$")
_MONEY = regex.compile(r"(?<![가-힣])(?:총|금|일금)\s*(?=\x00)|\x00+")
_COST = regex.compile(r"(?P<name>[가-힣·]+(?:비|금|보수|보조|수당|부담금등))$")
_OFFICE = regex.compile(r"[가-힣]+(?:과|국|실|담당관|본부|관)$")
_MAX_NAME = 300
_INNER = regex.compile(r"^(?P<outer>.*?)\s*\((?P<inner>[^()]*)\)\s*$")


def without_values(text: str, filler: str) -> str:
    """The text with its amounts and dates overwritten by one filling character, every other character in its place."""
    spans = [(found.start, found.end) for found in find_won(text)] + [
        (date.start, date.end) for date in find_dates(text)
    ]
    pieces, last = [], 0
    for start, end in sorted(spans):
        if start >= last:
            pieces += [text[last:start], filler * (end - start)]
            last = end
    return "".join([*pieces, text[last:]])


def head_of(text: str) -> BudgetHead | None:
    """The budget head that a few words of prose name, or None.

    >>> head = head_of("블록체인기반 공유행정 도입 일반운영비(행사운영비)")
    >>> head.detailed_project, head.object_name
    ('블록체인기반 공유행정 도입', '행사운영비')
    >>> head_of("공공운영비(201-02)").object_code
    '201-02'
    >>> head_of("「시민안전보험」 사업의 “보험금” 집행잔액").detailed_project
    '시민안전보험'
    """
    if len(text) > _MAX_NAME:
        return None
    text = _MONEY.sub(" ", without_values(text, "\x00"))
    text = _QUOTES.sub(" ", _QUOTED_PROJECT.sub(" ", text))
    code = CODE.search(text)
    if code:
        text = text[: code.start()] + text[code.end() :]
    text = _DIRECTION.sub(" ", text)
    text = _EMPTY_END.sub("", _LEAD.sub("", clean(text))).strip(" ,:")
    while (shorter := _LEAD_WORD.sub("", _LEFTOVER.sub("", text)).strip(" ,")) != text:
        text = shorter
    project, name = _split(text)
    if not project and not name and not code:
        return None
    department = project if project and not name and not code and _OFFICE.search(project) else None
    return BudgetHead(
        department=department,
        detailed_project=None if department else project or None,
        object_code=bare(code.group()) if code else None,
        object_name=name,
    )


def _split(text: str) -> tuple[str, str | None]:
    """세부사업 and 통계목 of a phrase."""
    fine, coarse = names_by_level()
    inner = _INNER.match(text)
    if inner and (bare(inner["inner"]) in fine or _COST.search(bare(inner["inner"]))):
        outer, _ = _peel(inner["outer"], fine | coarse)
        return outer, clean(inner["inner"])
    return _peel(text, fine | coarse)


def _peel(text: str, names: frozenset[str]) -> tuple[str, str | None]:
    """Split a known object name, or a word that ends like a cost, off the end of a phrase."""
    tokens = text.split()
    for count in range(min(4, len(tokens)), 0, -1):
        if bare("".join(tokens[-count:])) in names:
            return " ".join(tokens[:-count]).strip(" ,"), " ".join(tokens[-count:])
    if tokens and _COST.search(bare(tokens[-1])):
        return " ".join(tokens[:-1]).strip(" ,"), tokens[-1]
    return text, None

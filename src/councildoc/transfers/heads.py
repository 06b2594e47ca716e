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
_LEFTOVER = regex.compile(
    r"(?:^|(?<=[\s)\]]))(?:" + "|".join(words.LEFTOVER_WORDS) + r")$|(?<=[가-힣)])에서$|(?<=비|금)(?:으로|로)$"
)
_LEAD_WORD = regex.compile(r"^(?:" + "|".join(words.LEAD_WORDS) + r")(?:\s+|$)")
_DIRECTION = regex.compile(r"[(\[〔（]\s*(?:" + "|".join(words.DIRECTION_WORDS) + r")?\s*[)\]〕）]")
_LEAD = regex.compile(r"^[\s\-:,·①-⑳]+|^(?:\(?\d{1,2}\)|\d{1,2}\.)\s+")
_EMPTY_END = regex.compile(r"\s*[:：]?\s*(?:\(\s*\))?\s*$")
_MONEY = regex.compile(r"(?<![가-힣])(?:총|금|일금)\s*(?=\x00)|\x00+")
_COST = regex.compile(rf"(?P<name>[가-힣·]+(?:비|금|보수|보조|수당|부담금등))$(?<!{words.LIKE_COSTS})")
_OFFICE = regex.compile(rf"[가-힣]+(?:과|국|실|담당관|본부|관)$(?<!{words.LIKE_OFFICES})")
_DIVISION = regex.compile(rf"[가-힣]{{2,}}(?:과|담당관)$(?<!{words.LIKE_OFFICES})")
"""A lone word before a budget object that names a division: `교통정책과 사무관리비`."""
_MAX_NAME = 300
_CLAUSE = regex.compile(rf"^.*(?:^|(?<=[\s가-힣]))(?:{'|'.join(words.CLAUSE_ENDS)})[\s,]+")
_ADNOMINAL = regex.compile(rf"(?:^|.*\s)(?![가-힣]*{words.ADNOMINAL_NAMES}$)[가-힣]*{words.ADNOMINAL_ENDS}$")
_BOUND = regex.compile(r"\s*[/\-–>·]\s*$|(?<=[\s)])(?:내|중)$")
_PARTED = regex.compile(r"(?P<project>.*[^\s/\-–>])\s*[/\-–>]\s*(?P<name>[가-힣·\s]+)$")
_OWNER = regex.compile(r"(?P<office>[가-힣\s]*(?:과|국|실|담당관|본부|관))\s?소관의?(?:\s+|$)(?P<rest>.*)$")
_LEVEL = regex.compile(rf"(?P<word>{'|'.join(words.LEVEL_WORDS)})(?:명|인)?\s*:?\s+(?P<name>\S.*)$")
_GENITIVE = regex.compile(rf"(?<=[가-힣)])의$(?<!{words.GENITIVE_NAMES})")
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
    >>> head_of("도로 정비의 시설비").detailed_project, head_of("당초 편성된 시설비").detailed_project
    ('도로 정비', None)
    >>> head_of("도로과 소관 시설비").department, head_of("단위사업 도로 관리 시설비").unit_project
    ('도로과', '도로 관리')
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
    text = _CLAUSE.sub("", clean(_DIRECTION.sub(" ", text)))
    text = _EMPTY_END.sub("", _LEAD.sub("", clean(text))).strip(" ,:")
    while (shorter := _LEAD_WORD.sub("", _LEFTOVER.sub("", text)).strip(" ,")) != text:
        text = _GENITIVE.sub("", shorter)
    project, name = _split(text)
    if name or code:
        project = _own_name(project)
    if not project and not name and not code:
        return None
    alone = project and not name and not code and _OFFICE.search(project)
    department = project if alone or _DIVISION.fullmatch(project) else None
    if owner := _OWNER.match(project):
        department, project = owner["office"], owner["rest"]
    elif department:
        project = ""
    level = _LEVEL.match(project)
    told = {words.LEVEL_WORDS[bare(level["word"])]: level["name"]} if level else {"detailed_project": project or None}
    return BudgetHead(
        department=department,
        **told,
        object_code=bare(code.group()) if code else None,
        object_name=name,
    )


def _own_name(project: str) -> str:
    """A project without what binds it to its object (의, `/`, 내); what only describes the object (`편성된`) is no name."""
    return "" if _ADNOMINAL.fullmatch(project) else _BOUND.sub("", _GENITIVE.sub("", project)).strip()


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
    parted = _PARTED.match(text)
    if parted and (bare(parted["name"]) in names or _COST.fullmatch(bare(parted["name"]))):
        return parted["project"], parted["name"]
    tokens = text.split()
    for count in range(min(4, len(tokens)), 0, -1):
        if bare("".join(tokens[-count:])) in names:
            return " ".join(tokens[:-count]).strip(" ,"), " ".join(tokens[-count:])
    if tokens and _COST.search(bare(tokens[-1])):
        return " ".join(tokens[:-1]).strip(" ,"), tokens[-1]
    return text, None

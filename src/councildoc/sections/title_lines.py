"""One line of a title page -> what it says: a session, a date, a council, a committee, a department, a place, a label.

Every function looks at a single line; `title` decides what of it becomes a field. Words are in `words.TITLE_LABELS`,
`OFFICE_ENDINGS` and their neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import regex

from councildoc import words
from councildoc.dates import find_dates
from councildoc.sections.layout import Row, without_caption
from councildoc.sections.marks import ARABIC, CIRCLE, DASH, DOT, is_known_heading
from councildoc.values import bare, clean, unspaced


def _any(patterns: Iterable[str]) -> str:
    """One pattern for all, the longest first."""
    return "|".join(sorted(patterns, key=len, reverse=True))


def _any_of(plain: Iterable[str]) -> str:
    return _any(map(regex.escape, plain))


_LABELS = {label: field for field, labels in words.TITLE_LABELS.items() for label in labels}
_SPACED_LABEL = "|".join(r"\s?".join(map(regex.escape, label)) for label in sorted(_LABELS, key=len, reverse=True))
_LABEL_INSIDE = regex.compile(rf"(?<=^|\s)(?:{_SPACED_LABEL})\s*[:：]")
_LABEL_AHEAD = regex.compile(
    r"^(?P<label>일\s*시|장\s*소|일\s*자|부\s*서(?:\s*명)?|소\s*관)(?:\s*[:：]\s*|\s{1,})(?P<value>\S.*)$"
)
_LABEL_GLUED = regex.compile(
    r"^(?P<open>[(\[【〈<])?\s*(?P<label>"
    + "|".join(r"\s*".join(map(regex.escape, label)) for label in sorted(_LABELS, key=len, reverse=True))
    + r")\s*(?(open)[)\]】〉>]\s*[:：]?)\s*(?P<value>\S.*)$"
)

_NUMBER = r"(?<![\d,.])(?P<number>\d{1,4})"
SESSION = regex.compile(rf"(?:제\s*)?{_NUMBER}\s*회(?!계|차|의실)\s*(?P<rest>.*)")
_KINDS = _any_of(words.SESSION_KINDS)
_SESSION_WORD = regex.compile(rf"{words.COUNCIL_ENDING}|{_KINDS}|제\s*\d+\s*차\s*[가-힣]+{words.COMMITTEE_ENDING}")
_COUNCIL = regex.compile(
    rf"(?P<council>(?:[가-힣]+(?:특별자치시|특별자치도|특별시|광역시|도|시)\s?)?[가-힣]{{1,12}}(?:시|도|군|구)?{words.COUNCIL_ENDING})"
)
_NAME_OF_COMMITTEE = rf"(?P<committee>[가-힣]+(?:[·ㆍ․‧・][가-힣]+)*\s?{words.COMMITTEE_ENDING})"
_COMMITTEE = regex.compile(
    rf"[(（]?\s*(?:제?\s*\d+\s*차\s*)?{_NAME_OF_COMMITTEE}\s*[)）]?(?:\s*(?:{_any(words.COMMITTEE_TAILS)}))*"
)
_COUNCIL_AND_COMMITTEE = regex.compile(rf"{_COUNCIL.pattern}\s+{_COMMITTEE.pattern}")
_SESSION_NUMBER = regex.compile(rf"제\s*{_NUMBER}\s*회")
_NOTES = rf"(?:\s*[-–]?\s*[(\[]?\s*(?:{_any(words.SITTING_NOTES)})\s*[)\]]?)*"
_SESSION_KIND = regex.compile(
    rf"(?:(?:19|20)\d\d\s*년도?\s*)?(?:{_COUNCIL.pattern}\s*)?(?:제?\s*\d+\s*차\s*)?[(\[]?(?P<kind>{_KINDS})[)\]]?{_NOTES}"
)
_PLACE = regex.compile(rf"[가-힣\d·ㆍ\s]{{0,30}}(?:{_any_of(words.ROOMS)})(?:\s*\([가-힣\d·ㆍ\s]{{1,20}}\))?")
_COMMITTEE_OF_PLACE = regex.compile(
    rf"(?<![가-힣]){_NAME_OF_COMMITTEE}(?=\s*(?:제?\d*\s*(?:소|대|중)?회의실|회의장|실)?\s*\)?$)"
)
_WEEKDAY = "[월화수목금토일月火水木金土日]"
_CLOCK = r"\d{1,2}(?::\d{2}|시(?:\s*\d{1,2}분|\s*반)?)"
_DATE_REST = regex.compile(
    rf"(?:[(（]\s*{_WEEKDAY}(?:요일)?\s*[)）]|{_WEEKDAY}요일|(?:오전|오후)?\s*{_CLOCK}(?:\s*[~～∼-]\s*(?:오전|오후)?\s*{_CLOCK})?"
    r"|개의|현재|[\s.,/()（）])*+"
)
_BEFORE_DATE = regex.compile(r"[\s(（\[]*")
_BETWEEN = regex.compile(r"\s*[/|｜]\s*|\s{2,}|,\s")
_WIDE_BLANK = regex.compile(r"[^\S\n]{2,}")
_ALL_SPACED = regex.compile(r"\S(?:\s\S)+")
_SPACED_DIGITS = regex.compile(r"(?:\d\s+){3}\d")
_MASK = "".join(sorted(words.PLACEHOLDERS))
_OFFICE = regex.compile(
    rf"[가-힣A-Z0-9·ㆍ․‧/{_MASK}\s]{{1,30}}(?:{_any_of(words.OFFICE_ENDINGS)})(?:\s*\([^()]{{2,20}}\))?"
)
_NO_OFFICE = regex.compile(rf"(?:{_any(words.NO_OFFICES)})$")
_OF_OFFICE = regex.compile(r"\s*소관$")
_TITLE_WORD = regex.compile(_any_of(words.TITLE_WORDS))
_TITLE_END = regex.compile(rf"(?:{_any_of(words.TITLE_ENDINGS)})[」』”’]?(?:\([가-힣]{{1,4}}\)|의건)?$")
_PREFIX = regex.compile(_any(words.TITLE_PREFIXES))
_YEAR = regex.compile(r"(?:19|20)\d\d\s*(?:년|회계연도|회계년도)|제?\s*\d\s*(?:/\s*4\s*)?분기|[상하]반기")
_QUARTER = regex.compile(r"\d\s*(?:/\s*4\s*)?분기|[상하]반기")
_YEAR_FIRST = regex.compile(
    r"(?:(?:19|20)\d\d|[’‘'`]?\d\d)\s*(?:년|회계연도|회계년도|학년도)|제?\s*\d\s*(?:/\s*4\s*)?분기|[상하]반기"
)
_PERIOD = regex.compile(
    r"(?:(?:(?:19|20)\d\d|[’‘'`]\d\d)\s*(?:년도?|회계연도|회계년도))?\s*(?:제?\s*\d\s*(?:/\s*4\s*)?분기|[상하]반기|전체|연간)?(?:\s*말)?"
)
_HEADS = _any_of(words.OFFICE_HEADS)
_PERSON = regex.compile(
    rf"(?:수석)?전문위원\s*[가-힣]{{2,4}}|보고자\s*[:：].*|(?:[가-힣]+(?:{_HEADS}))\s+[가-힣]\s?[가-힣]\s?[가-힣]"
)
_OFFICER = regex.compile(
    rf"[가-힣\s]*[가-힣](?:{_HEADS})(?P<blank>\s?)(?:(?<=장\s?)[가-힣]{{3}}|[가-힣]{{2}}(?![과팀실국단반])[가-힣])"
)
"""The head of an office and a name, which may end as offices do (`도시재생과장 홍길동`); 예산담당관 재정팀 is an office."""
_FRAMED = regex.compile(
    r"(?:[-‐‑–—―]\s*(?P<dashed>\S.*?)\s*[-‐‑–—―]"
    r"|[\[【<〈《(（〔「『]\s*(?P<boxed>[^\[\]【】<>〈〉《》()（）〔〕「」『』]+?)\s*[\]】>〉》)）〕」』])"
)
_MAX_LINE = 120
"""Characters of the longest line that is read for fields of a title page."""
_MAX_TITLE = 60
_MAX_SESSION = 45
_OFFICE_IN_TITLE = _any_of(words.OFFICES_IN_TITLES)
_DEPARTMENTS_IN_TITLE = (
    regex.compile(
        r"(?:\d{4}|[’‘']\d\d)\s*(?:년도?|회계연도|회계년도)?\s*(?:제?\s*\d\s*(?:/\s*4\s*)?분기|상반기|하반기)?\s*"
        rf"(?P<office>(?:[가-힣]{{2,20}}(?:[시군구도청]|{_any_of(words.BUREAU_ENDINGS)})\s+)?[가-힣]{{2,20}}?(?:{_OFFICE_IN_TITLE}))"
        r"\s*(?:소관\s*)?(?:세출\s*)?(?:예산|예비비)"
    ),
    regex.compile(
        rf"^(?P<office>[가-힣·\s]{{2,20}}(?:{_OFFICE_IN_TITLE}))(?:\s*소관\s+|\s*(?=(?:19|20)\d\d|[’‘'])|\s+(?=세출|예산|예비비))"
    ),
    regex.compile(
        rf"\s*[-–(\[<〈【]\s*(?P<office>[가-힣·\s]{{2,20}}(?:{_OFFICE_IN_TITLE}))(?:\s*소관)?\s*[-–)\]>〉】]?$"
    ),
)
_LONE_FIELDS = (_COMMITTEE, _COUNCIL_AND_COMMITTEE, _SESSION_NUMBER, _SESSION_KIND)


def is_framed(row: Row) -> bool:
    """Whether dashes or brackets stand around a line: `- 노인복지과 -`, `(기획조정실)`."""
    return _FRAMED.fullmatch(row.text) is not None


def content(row: Row) -> str:
    """The text of a row without bullet or frame (`- 노인복지과 -`); a numeral stays, since `1분기` and years begin so."""
    if len(row.line.text) > _MAX_LINE:
        return ""
    framed = _FRAMED.fullmatch(row.text)
    if framed:
        return framed["dashed"] or framed["boxed"]
    return (
        row.mark.text
        if row.mark.kind in (CIRCLE, DASH, DOT) or (row.mark.marker and row.mark.number is None)
        else row.text
    )


# --------------------------------------------------------------------------------------------------------------- labels


def labelled(text: str) -> tuple[str, str] | None:
    """Field and value of a labelled title line: `일 시 : 2022. 2.`, `장소  회의실`, `일 시` alone (value empty).

    A value that can only be one of its field needs neither colon nor blank: `장소제2회의실`, `[일시] 2022. 2.`.
    """
    left, colon, right = text.partition(":") if ":" in text else text.partition("：")
    field = _LABELS.get(bare(left))
    if field and (colon or bare(left) == bare(text)):
        return field, clean(right)
    ahead = _LABEL_AHEAD.match(text)
    if ahead and (field := _LABELS.get(bare(ahead["label"]))):
        return field, clean(ahead["value"])
    glued = _LABEL_GLUED.match(text)
    field = _LABELS[bare(glued["label"])] if glued else None
    return (field, clean(glued["value"])) if glued and field and fits(field, clean(glued["value"])) else None


def fits(field: str, value: str) -> bool:
    """Whether a value can be one of a field: a date for 일시, a room for 장소."""
    solid = unspaced(value)
    if field in ("date", "written"):
        dates = find_dates(solid)
        return bool(dates) and not _BEFORE_DATE.sub("", solid[: dates[0].start])
    if field == "place":
        return _PLACE.fullmatch(solid) is not None
    if field == "title":
        return _YEAR_FIRST.match(value) is not None and _TITLE_END.search(bare(value)) is not None
    return field in ("department", "committee") and (committee(value) or office(value)) is not None


def fields(row: Row, *, numbered: bool = False) -> list[tuple[str, str]]:
    """Fields and values of a row: the cells of a cover, one label, or several (`일시 : … 장소 : …`).

    `numbered`: a numeral before the label counts as a bullet, as it does on a title page (`1. 일시 : …`).
    """
    if row.pair:
        return [(_LABELS[bare(row.pair[0])], row.pair[1])]
    text = row.mark.text if numbered and row.mark.kind == ARABIC else content(row)
    starts = [match.start() for match in _LABEL_INSIDE.finditer(text)]
    if len(starts) > 1 and starts[0] == 0:
        pieces = [text[start:stop].strip() for start, stop in pairwise([*starts, len(text)])]
        return [field for piece in pieces if (field := labelled(piece))]
    one = labelled(text)
    return [one] if one else []


# ---------------------------------------------------------------------------------------------- sessions and their councils


def is_session(text: str) -> bool:
    """Whether a line names a session of a council: `제 305회 시의회 임시회`."""
    if len(text) > _MAX_LINE:
        return False
    solid = unspaced(text)
    match = SESSION.search(solid)
    if not match or len(bare(text)) > _MAX_SESSION:
        return False
    rest = match["rest"] or solid
    # Brackets keep letter-spacing from being undone: `(제 251 회 정 례 회)`.
    return _SESSION_WORD.search(rest) is not None or any(kind in bare(rest) for kind in words.SESSION_KINDS)


def session(text: str) -> tuple[int | None, str | None, str | None, str | None]:
    """Number, kind, council and committee that a session line names."""
    solid = unspaced(text)
    match = SESSION.search(solid)
    kind = next((kind for kind in words.SESSION_KINDS if kind in bare(solid)), None)
    if not match:
        return None, kind, None, None
    rest = f"{solid[: match.start()]} {match['rest']}"
    named = regex.search(_NAME_OF_COMMITTEE, rest)
    return int(match["number"]), kind, council(rest.strip()) or council(match["rest"].strip()), _named(named)


def council(text: str) -> str | None:
    """The council named in a text; None for a bare 시의회, and where its place is left out (`○○시의회`)."""
    for match in _COUNCIL.finditer(text):
        name = match["council"].strip()
        masked = text[match.start() - 1 : match.start()] in words.PLACEHOLDERS
        if bare(name) not in words.GENERIC_COUNCILS and not masked:
            return name
    return None


def is_council(text: str) -> bool:
    """Whether a line is nothing but the name of a council."""
    return _COUNCIL.fullmatch(text) is not None and council(text) is not None


def _named(match: regex.Match[str] | None) -> str | None:
    name = match["committee"] if match else None
    return None if name is None or bare(name) in words.GENERIC_COMMITTEES else name


def committee(text: str) -> str | None:
    """The committee that a whole line names, with what stands around it: `제2차 행정자치위원회`, `(교육위원회)`."""
    name = _named(_COMMITTEE.fullmatch(unspaced(text)))
    return None if name is None or bare(name) in words.OFFICE_COMMITTEES else name


def council_and_committee(text: str) -> tuple[str | None, str] | None:
    """The two names of a line that gives both."""
    both = _COUNCIL_AND_COMMITTEE.fullmatch(unspaced(text))
    name = _named(both)
    return (council(both["council"]), name) if both and name else None


def committee_of_place(place: str) -> str | None:
    """The committee whose room a place is: `행정자치위원회 회의실`."""
    return _named(_COMMITTEE_OF_PLACE.search(unspaced(place)))


def session_number(text: str) -> int | None:
    """The number on a line that is nothing else: `제305회`."""
    match = _SESSION_NUMBER.fullmatch(unspaced(text))
    return int(match["number"]) if match else None


def session_kind(text: str) -> tuple[str, str | None] | None:
    """Kind and council of a line without a number: `2022년도 제1차 정례회`, `수원시의회(임시회)`."""
    match = _SESSION_KIND.fullmatch(unspaced(text))
    return (match["kind"], council(unspaced(text))) if match else None


# --------------------------------------------------------------------------------------------------- dates and places


def date_of(text: str) -> str | None:
    """The first date of a text, partial ISO, letter-spacing undone; None if there is none."""
    dates = find_dates(_solid_date(text)) or find_dates(text)
    return dates[0].iso if dates else None


def _solid_date(text: str) -> str:
    """A text with the letter-spacing of its figures undone: `2 0 1 6.  6.` too."""
    return bare(text) if _SPACED_DIGITS.search(text) else unspaced(text)


def is_date_line(text: str) -> bool:
    """Whether a line is nothing but a date, with weekday and time at most."""
    return behind_date(text) == ""


def is_period(text: str) -> bool:
    """Whether a text has both ends of a time: `2022. 7. 1. ~ 9. 30.`; that is no date of a report."""
    return len(find_dates(unspaced(text))) > 1


def behind_date(text: str) -> str | None:
    """What stands behind the date and time with which a line begins; None for a line that begins with no date."""
    solid = _solid_date(text)
    dates = find_dates(solid)
    if not dates or _BEFORE_DATE.sub("", solid[: dates[0].start], count=1):
        return None
    rest = solid[dates[-1].end :]
    noise = _DATE_REST.match(rest)
    return rest[noise.end() :].rstrip(" ]") if noise else rest


def is_place(text: str) -> bool:
    """Whether a line is nothing but a room."""
    return _PLACE.fullmatch(unspaced(text)) is not None


# ---------------------------------------------------------------------------------------------------- people and offices


def is_person(text: str) -> bool:
    """Whether a line names an official: `도시재생과장 홍길동`."""
    return _PERSON.fullmatch(unspaced(text)) is not None


def office(text: str) -> str | None:
    """The department that a line names, letter-spacing and a 소관 behind it removed, or None."""
    name = _OF_OFFICE.sub("", unspaced(text.strip("[]【】<>〈〉《》 ")))
    if name in words.OFFICE_COMMITTEES:
        return name
    officer = _OFFICER.fullmatch(name)
    if officer and (officer["blank"] or name != clean(text)):
        return None
    if (
        _OFFICE.fullmatch(name)
        and not _NO_OFFICE.search(bare(name))
        and not _YEAR_FIRST.match(name)
        and len(name.split()) <= 4
        and not _TITLE_END.search(bare(name))
    ):
        return name
    return None


def department_in_title(title: str) -> str | None:
    """The department that a title names: `2022년도 3분기 디지털정책관 예산전용 보고`, `… 보고(기획조정실)`."""
    found = (pattern.search(title) for pattern in _DEPARTMENTS_IN_TITLE)
    return next((name for match in found if match and (name := office(match["office"]))), None)


# ------------------------------------------------------------------------------------------------- several fields on a line


def several(text: str) -> list[str]:
    """The fields without labels that stand on one line: `경제도시위원회 / 2017. 12. 4.`; none if a piece is no field."""
    if len(text) > _MAX_LINE:
        return []
    pieces = [clean(piece) for piece in _BETWEEN.split(text) if bare(piece)]
    if len(pieces) == 1:
        pieces = _beside_date(unspaced(pieces[0]))
    told = [_is_lone(piece) for piece in pieces]
    return pieces if any(told) and all(one or office(piece) for one, piece in zip(told, pieces, strict=True)) else []


def _beside_date(solid: str) -> list[str]:
    """What stands before or behind the one date of a line, and the date."""
    dates = find_dates(solid)
    if len(dates) != 1:
        return []
    before, rest = solid[: dates[0].start].rstrip(" (（"), behind_date(solid[dates[0].start :]) or ""
    middle = solid[len(before) : len(solid) - len(rest)].lstrip(" (（")
    pieces = [piece for piece in (before, middle, rest) if bare(piece)]
    return pieces if len(pieces) > 1 else []


def _is_lone(text: str) -> bool:
    solid = unspaced(text)
    if any(pattern.fullmatch(solid) for pattern in _LONE_FIELDS):
        return True
    return is_session(text) or is_date_line(text) or is_council(solid) or is_place(text)


# --------------------------------------------------------------------------------------------------------------- titles


def title_text(row: Row) -> str:
    """What a row gives to a title: without its mark, without the dashes around it, without its place in an agenda.

    Where every letter stands apart, words stand two blanks apart: `예 산 전 용  보 고` is `예산전용 보고`.
    """
    words_apart = [unspaced(part) for part in _WIDE_BLANK.split(row.line.text.strip())]
    if row.mark.marker is None and len(words_apart) > 1 and _ALL_SPACED.fullmatch(row.text):
        return " ".join(words_apart)
    framed = _FRAMED.fullmatch(row.text)
    text = framed["dashed"] if framed and framed["dashed"] else row.text
    if row.mark.marker and not (framed and framed["dashed"]):
        text = row.mark.text.removesuffix(row.mark.marker).rstrip()
    prefix = _PREFIX.match(text)
    return text[prefix.end() :] if prefix else text


def is_title(row: Row) -> bool:
    """Whether a row is a title as reports have it: `2021년도 3분기 예산전용 보고`, `예 산 전 용 보 고`."""
    return row.mark.marker is None and len(row.text) < _MAX_TITLE and not is_known_heading(row.text) and ends_title(row)


def labels_title(row: Row) -> bool:
    """Whether a row says that it is a title: `제목 : …`."""
    return any(field == "title" for field, _ in fields(row))


def names_year(row: Row) -> bool:
    """Whether a title says which year, half or quarter it reports on."""
    return _YEAR.search(row.text) is not None


def names_quarter(row: Row) -> bool:
    """Whether a row says which quarter or half of the year it is about."""
    return _QUARTER.search(row.text) is not None


def is_period_line(row: Row) -> bool:
    """Whether a row is nothing but the year, half or quarter reported on: `(2022년도 3분기)`."""
    text = content(row)
    return bool(text) and _PERIOD.fullmatch(text) is not None


def has_title_word(text: str) -> bool:
    return _TITLE_WORD.search(bare(text)) is not None


def ends_as_title(text: str) -> bool:
    """Whether a text ends as titles do, whatever stands before."""
    return _TITLE_END.search(bare(text)) is not None


def ends_title(row: Row) -> bool:
    """Whether a row has the words and the end of a title."""
    solid = bare(without_caption(title_text(row)))
    return _TITLE_END.search(solid) is not None and _TITLE_WORD.search(solid) is not None


def is_title_like(row: Row) -> bool:
    """Whether a row could stand on a title page; used to find where a later title page begins."""
    text = content(row)
    if not text:
        return False
    solid = unspaced(text)
    if fields(row) or is_session(text) or is_date_line(text) or _PERSON.fullmatch(solid):
        return True
    if row.mark.marker is not None and not is_framed(row):
        return False
    if any(pattern.fullmatch(solid) for pattern in _LONE_FIELDS) or office(text) or is_period_line(row):
        return True
    if is_council(solid) or several(row.line.text):
        return True
    return len(row.text) < _MAX_TITLE and ends_title(row)

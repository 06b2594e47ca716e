"""Rows before the first item -> the fields of the title page, and the rows that are none of them.

Fields stand in any order, labelled or not, letter-spaced or not. What cannot be read stays None: a bare 시의회 names no
council, `2022. 2.` has no day. Words are in `words.TITLE_LABELS`, `OFFICE_ENDINGS` and their neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import attrs
import regex

from councildoc import words
from councildoc.dates import find_dates
from councildoc.document import Line, Where
from councildoc.joining import Lexicon
from councildoc.sections.layout import Row, height, is_caption, is_closing, without_caption
from councildoc.sections.marks import ARABIC, CIRCLE, DASH, DOT, is_known_heading
from councildoc.values import bare, clean, unspaced


@attrs.define
class Title:
    """The fields of a title page as read, with their places; `lines` are the printed lines they came from."""

    fields: dict[str, str | int] = attrs.field(factory=dict)
    places: dict[str, Where] = attrs.field(factory=dict)
    lines: list[Line] = attrs.field(factory=list)

    def text(self, field: str) -> str | None:
        value = self.fields.get(field)
        return value if isinstance(value, str) else None

    def put(self, field: str, value: str | int | None, where: Where) -> bool:
        """Set a field that is not set yet."""
        if value is None or value == "" or field in self.fields:
            return False
        self.fields[field] = value
        self.places[field] = where
        return True


_LABELS = {label: field for field, labels in words.TITLE_LABELS.items() for label in labels}
_LABEL_INSIDE = regex.compile(
    r"(?<=^|\s)(?:"
    + "|".join(r"\s?".join(map(regex.escape, label)) for label in sorted(_LABELS, key=len, reverse=True))
    + r")\s*[:：]"
)
_LABEL_AHEAD = regex.compile(
    r"^(?P<label>일\s*시|장\s*소|일\s*자|부\s*서(?:\s*명)?|소\s*관)(?:\s*[:：]\s*|\s{1,})(?P<value>\S.*)$"
)

SESSION = regex.compile(r"(?:제\s*)?(?P<number>\d{1,4})\s*회(?!계|차|의실)\s*(?P<rest>.*)")
_SESSION_WORD = regex.compile(r"의회|임시회|정례회|정기회")
_COUNCIL = regex.compile(
    r"(?P<council>(?:[가-힣]+(?:특별자치시|특별자치도|특별시|광역시|도|시)\s?)?[가-힣]{1,12}(?:시|도|군|구)?의회)"
)
_COMMITTEE = regex.compile(r"(?P<committee>[가-힣]+(?:[·ㆍ․‧・][가-힣]+)*위원회)(?:\s*(?:회의록|소관.*|보고.*))?")
_COUNCIL_AND_COMMITTEE = regex.compile(rf"{_COUNCIL.pattern}\s+{_COMMITTEE.pattern}")
_SESSION_NUMBER = regex.compile(r"제\s*(?P<number>\d{1,4})\s*회")
_SESSION_KIND = regex.compile(
    rf"(?:(?:19|20)\d\d\s*년도?\s*)?(?:{_COUNCIL.pattern}\s*)?(?:제?\s*\d+\s*차\s*)?[(\[]?(?P<kind>{'|'.join(words.SESSION_KINDS)})[)\]]?"
)
_PLACE = regex.compile(r"[가-힣\d·ㆍ\s]{0,30}(?:회의실|회의장|위원회실)")
_COMMITTEE_OF_PLACE = regex.compile(r"^(?P<committee>[가-힣]+(?:[·ㆍ․‧・][가-힣]+)*위원회)\s*(?:회의실|실)$")
_DATE_REST = regex.compile(
    r"\(\s*[월화수목금토일](?:요일)?\s*\)|[월화수목금토일]요일|(?:오전|오후)?\s*\d{1,2}(?::\d{2}|시(?:\s*\d{1,2}분)?)|개의|현재|[\s.,()（）]"
)
_OFFICE = regex.compile(
    r"[가-힣A-Z0-9·ㆍ․‧\s]{1,30}(?:"
    + "|".join(sorted(words.OFFICE_ENDINGS, key=len, reverse=True))
    + r")(?:\s*\([^()]{2,20}\))?"
)
_NO_OFFICE = regex.compile(
    r"(?:결과|효과|성과|지원|위원|직원|의원|인원|공원|재원|장소|감소|해소|중단|운동|활동|기반|기관|현실|확실|사실|방안|(?<!환)경과|(?<!교)통과|기관|보관|민원|자원|회원|정원|회의실|위원회|의사국)$"
)
_TITLE_WORD = regex.compile(r"예산|전용|이용|이체|예비비|변경|결산|추경|보고|업무")
_TITLE_END = regex.compile(
    r"(?:"
    + "|".join(regex.escape(word) for word in sorted(words.TITLE_ENDINGS, key=len, reverse=True))
    + r")[」』”’]?(?:\([가-힣]{1,4}\)|의건)?$"
)
_YEAR = regex.compile(r"(?:19|20)\d\d\s*(?:년|회계연도|회계년도)|제?\s*\d\s*(?:/\s*4\s*)?분기|[상하]반기")
_HEADS = "|".join(sorted(words.OFFICE_HEADS, key=len, reverse=True))
_PERSON = regex.compile(
    rf"(?:수석)?전문위원\s*[가-힣]{{2,4}}|보고자\s*[:：].*|(?:[가-힣]+(?:{_HEADS}))\s+[가-힣]\s?[가-힣]\s?[가-힣]"
)
_OFFICER = regex.compile(
    rf"[가-힣\s]*[가-힣](?:{_HEADS})(?P<blank>\s?)(?:(?<=장\s?)[가-힣]{{3}}|[가-힣]{{2}}(?![과팀실국단반])[가-힣])"
)
"""The head of an office and a name, which may end as offices do (`도시재생과장 홍길동`); 예산담당관 재정팀 is an office."""
_FRAMED = regex.compile(
    r"(?:[-‐‑–—―]\s*(?P<dashed>\S.*?)\s*[-‐‑–—―]|[\[【<〈《]\s*(?P<boxed>[^\[\]【】<>〈〉《》]+?)\s*[\]】>〉》])"
)
_MAX_LINE = 120
"""Characters of the longest line that is read for fields of a title page."""
_DEPARTMENT_IN_TITLE = regex.compile(
    r"(?:\d{4}|’\d\d)\s*(?:년도?|회계연도|회계년도)?\s*(?:제?\s*\d\s*(?:/\s*4\s*)?분기|상반기|하반기)?\s*"
    r"(?P<office>[가-힣]{2,20}?(?:국|실|본부|담당관|정책관|기획관|관|단|센터|사업소|과))\s*(?:소관\s*)?(?:예산|예비비)"
)
_MAX_TITLE_ROWS = 3
_MAX_TITLE = 60
_LONE_FIELDS = (_COMMITTEE, _COUNCIL_AND_COMMITTEE, _SESSION_NUMBER, _SESSION_KIND)
_SENTENCE = regex.compile(r"(?:[다음임함됨]|드림|바람)[.。]?$")
_CONTINUES = regex.compile(r"(?:및|의|에|을|를|와|과)\s")


def _content(row: Row) -> str:
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


def labelled(text: str) -> tuple[str, str] | None:
    """Field and value of a labelled title line: `일 시 : 2022. 2.`, `장소  회의실`, `일 시` alone (value empty)."""
    left, colon, right = text.partition(":") if ":" in text else text.partition("：")
    field = _LABELS.get(bare(left))
    if field and (colon or bare(left) == bare(text)):
        return field, clean(right)
    ahead = _LABEL_AHEAD.match(text)
    if ahead and (field := _LABELS.get(bare(ahead["label"]))):
        return field, clean(ahead["value"])
    return None


def _fields(row: Row) -> list[tuple[str, str]]:
    """Fields and values of a row: the cells of a cover, one label, or several (`일시 : … 장소 : …`)."""
    if row.pair:
        return [(_LABELS[bare(row.pair[0])], row.pair[1])]
    text = _content(row)
    starts = [match.start() for match in _LABEL_INSIDE.finditer(text)]
    if len(starts) > 1 and starts[0] == 0:
        pieces = [text[start:stop].strip() for start, stop in pairwise([*starts, len(text)])]
        return [field for piece in pieces if (field := labelled(piece))]
    one = labelled(text)
    return [one] if one else []


def is_session(text: str) -> bool:
    """Whether a line names a session of a council: `제 305회 시의회 임시회`."""
    if len(text) > _MAX_LINE:
        return False
    solid = unspaced(text)
    match = SESSION.search(solid)
    if not match or len(bare(text)) > 45:
        return False
    rest = match["rest"] or solid
    # Brackets keep letter-spacing from being undone: `(제 251 회 정 례 회)`.
    return _SESSION_WORD.search(rest) is not None or any(kind in bare(rest) for kind in words.SESSION_KINDS)


def _council(text: str) -> str | None:
    """The council named in a text; None for a bare 시의회."""
    for match in _COUNCIL.finditer(text):
        name = match["council"].strip()
        if bare(name) not in words.GENERIC_COUNCILS:
            return name
    return None


def _take_session(title: Title, text: str, where: Where) -> None:
    solid = unspaced(text)
    match = SESSION.search(solid)
    kind = next((kind for kind in words.SESSION_KINDS if kind in bare(solid)), None)
    title.put("session_kind", kind, where)
    if not match:
        return
    title.put("session_number", int(match["number"]), where)
    rest = f"{solid[: match.start()]} {match['rest']}"
    title.put("council", _council(rest.strip()) or _council(match["rest"].strip()), where)
    committee = _COMMITTEE.search(rest)
    if committee:
        title.put("committee", committee["committee"], where)


def _take_date(title: Title, text: str, where: Where) -> bool:
    dates = find_dates(unspaced(text)) or find_dates(text)
    return bool(dates) and title.put("date", dates[0].iso, where)


def is_date_line(text: str) -> bool:
    """Whether a line is nothing but a date, with weekday and time at most."""
    solid = unspaced(text)
    dates = find_dates(solid)
    if not dates:
        return False
    rest = solid[: dates[0].start] + solid[dates[-1].end :]
    return not bare(_DATE_REST.sub("", rest))


def office(text: str) -> str | None:
    """The department that a line names, letter-spacing removed, or None."""
    name = unspaced(text.strip("[]【】<>〈〉《》 "))
    officer = _OFFICER.fullmatch(name)
    if officer and (officer["blank"] or name != clean(text)):
        return None
    if (
        _OFFICE.fullmatch(name)
        and not _NO_OFFICE.search(bare(name))
        and len(name.split()) <= 4
        and not _TITLE_END.search(bare(name))
    ):
        return name
    return None


def is_title(row: Row) -> bool:
    """Whether a row is a title as reports have it: `2021년도 3분기 예산전용 보고`, `예 산 전 용 보 고`."""
    return (
        row.mark.marker is None and len(row.text) < _MAX_TITLE and not is_known_heading(row.text) and _ends_title(row)
    )


def labels_title(row: Row) -> bool:
    """Whether a row says that it is a title: `제목 : …`."""
    return any(field == "title" for field, _ in _fields(row))


def names_year(row: Row) -> bool:
    """Whether a title says which year, half or quarter it reports on."""
    return _YEAR.search(row.text) is not None


def _ends_title(row: Row) -> bool:
    solid = bare(without_caption(row.text))
    return _TITLE_END.search(solid) is not None and _TITLE_WORD.search(solid) is not None


def is_title_like(row: Row) -> bool:
    """Whether a row could stand on a title page; used to find where a later title page begins."""
    text = _content(row)
    if not text:
        return False
    solid = unspaced(text)
    if _fields(row) or is_session(text) or is_date_line(text) or _PERSON.fullmatch(solid):
        return True
    if row.mark.marker is not None and not _FRAMED.fullmatch(row.text):
        return False
    if any(pattern.fullmatch(solid) for pattern in _LONE_FIELDS) or office(text):
        return True
    if _COUNCIL.fullmatch(solid) and _council(solid):
        return True
    return len(row.text) < _MAX_TITLE and _ends_title(row)


def read_title(rows: Sequence[Row], lexicon: Lexicon) -> tuple[Title, list[Row]]:
    """The title fields among rows, and the rows that hold none."""
    title = Title()
    used: set[int] = set()
    for index, row in enumerate(rows):
        if index in used or is_caption(row):
            continue
        following = rows[index + 1] if index + 1 < len(rows) else None
        fields = _fields(row)
        if fields and not fields[-1][1] and following and not _fields(following) and not is_caption(following):
            where = row.line.where + following.line.where
            if _take_labelled(title, fields[-1][0], _content(following), where):
                used |= {index, index + 1}
        elif fields:
            taken = [_take_labelled(title, field, value, row.line.where) for field, value in fields]
            if any(taken):
                used.add(index)
        elif _take_lone(title, row):
            used.add(index)
    _take_department(title, rows, used)
    _take_title(title, rows, used, lexicon)
    place = title.text("place")
    of_place = _COMMITTEE_OF_PLACE.match(unspaced(place)) if place else None
    if of_place:
        title.put("committee", of_place["committee"], title.places["place"])
    name = title.text("title")
    of_title = _DEPARTMENT_IN_TITLE.search(name) if name else None
    if of_title:
        title.put("department", of_title["office"], title.places["title"])
    title.lines = [rows[index].line for index in sorted(used)]
    return title, [row for index, row in enumerate(rows) if index not in used]


def _take_lone(title: Title, row: Row) -> bool:
    """The field that a whole line without label is: session, date, committee, council, place."""
    text, where = _content(row), row.line.where
    solid = unspaced(text)
    if not text:
        return False
    if is_session(text) and "session_number" not in title.fields:
        _take_session(title, text, where)
        return True
    if is_date_line(text):
        return _take_date(title, text, where)
    if row.mark.marker is not None and not _FRAMED.fullmatch(row.text):
        return False
    if committee := _COMMITTEE.fullmatch(solid):
        return title.put("committee", committee["committee"], where)
    if both := _COUNCIL_AND_COMMITTEE.fullmatch(solid):
        named = _council(both["council"])
        taken = _fuller_council(title, named, where) if named else False
        return title.put("committee", both["committee"], where) or taken
    if number := _SESSION_NUMBER.fullmatch(solid):
        return title.put("session_number", int(number["number"]), where)
    if kind := _SESSION_KIND.fullmatch(solid):
        named = _council(solid)
        taken = title.put("session_kind", kind["kind"], where)
        return (_fuller_council(title, named, where) if named else False) or taken
    if _COUNCIL.fullmatch(solid) and _council(solid):
        return _fuller_council(title, solid, where)
    return _PLACE.fullmatch(solid) is not None and title.put("place", solid, where)


def _fuller_council(title: Title, name: str, where: Where) -> bool:
    """Set the council; `대구광역시 수성구의회` on its own line wins over `수성구의회` in the session line."""
    known = title.text("council")
    if known and bare(name).endswith(bare(known)):
        title.fields["council"], title.places["council"] = name, where
        return True
    return title.put("council", name, where)


def _take_labelled(title: Title, field: str, value: str, where: Where) -> bool:
    if field == "date":
        return _take_date(title, value, where)
    if field == "session":
        known = len(title.fields)
        _take_session(title, value, where)
        return len(title.fields) > known
    if field == "council":
        return title.put("council", _council(unspaced(value)), where)
    return title.put(field, unspaced(value), where)


def _take_department(title: Title, rows: Sequence[Row], used: set[int]) -> None:
    """The department line: a letter-spaced one before others, the last one before earlier ones."""
    named = [
        (text != name, index, name)
        for index, row in enumerate(rows)
        if index not in used
        and (row.mark.marker is None or _FRAMED.fullmatch(row.text))
        and (name := office(text := _content(row)))
    ]
    if named:
        _, index, name = max(named)
        if title.put("department", name, rows[index].line.where):
            used.add(index)


def _take_title(title: Title, rows: Sequence[Row], used: set[int], lexicon: Lexicon) -> None:
    """The title: the best line that ends like one, with the lines it was broken from; else one with a year.

    A line without numeral wins over the same title in an agenda (`1. … 보고`), whose numeral is no part of the title.
    """
    lines = [
        (index, row)
        for index, row in enumerate(rows)
        if index not in used
        and row.mark.kind in (None, ARABIC)
        and len(row.text) <= _MAX_TITLE
        and not is_caption(row)
        and not is_closing(row)
        and not _PERSON.fullmatch(unspaced(row.text))
        and _TITLE_WORD.search(bare(row.text))
    ]
    ending = [(index, row) for index, row in lines if _ends_title(row)]
    candidates = [
        (row.mark.number is None, height(row) or 0.0, -index)
        for index, row in ending
        or [line for line in lines if _YEAR.search(line[1].text) and not _SENTENCE.search(line[1].text)]
    ]
    if not candidates:
        return
    most = _MAX_TITLE_ROWS if ending else 1
    first = last = -max(candidates)[2]
    while (
        last + 1 < len(rows)
        and last + 1 not in used
        and last - first + 1 < most
        and _broken(rows[last], rows[last + 1])
    ):
        last += 1
    while first > 0 and first - 1 not in used and last - first + 1 < most and _broken(rows[first - 1], rows[first]):
        first -= 1
    span = range(first, last + 1)
    where = tuple(place for index in span for place in rows[index].line.where)
    pieces = [rows[index].mark.text if rows[index].mark.kind == ARABIC else rows[index].text for index in span]
    if title.put("title", unspaced(without_caption(lexicon.join(pieces))), where):
        used.update(span)


def _broken(upper: Row, lower: Row) -> bool:
    """Whether two neighbouring rows are one title broken in two: alike in size and close, or on adjoining text lines."""
    for row in (upper, lower):
        if row.mark.marker is not None or len(row.text) > _MAX_TITLE or is_caption(row) or is_closing(row):
            return False
        if _fields(row) or _PERSON.fullmatch(unspaced(row.text)):
            return False
    sizes = height(upper), height(lower)
    if sizes[0] is not None and sizes[1] is not None:
        alike = abs(sizes[0] - sizes[1]) <= 0.15 * max(sizes[0], sizes[1])
        return alike and _gap(upper, lower) <= 1.5 * max(sizes[0], sizes[1])
    if _CONTINUES.match(lower.text):
        return True
    lines = [place.line for row in (upper, lower) for place in row.line.where if place.line is not None]
    if len(lines) == 2 and lines[1] - lines[0] == 1:
        return _TITLE_END.search(bare(lower.text)) is not None or not _ends_title(upper)
    return not _TITLE_END.search(bare(upper.text)) and not (len(lines) == 2 and lines[1] - lines[0] > 2)


def _gap(upper: Row, lower: Row) -> float:
    """The white space between two rows in points; none if they share a place (two lines of one box)."""
    boxes = [place.bbox for row in (upper, lower) for place in row.line.where if place.bbox]
    if len(boxes) < 2 or upper.line.where == lower.line.where:
        return 0.0
    return max(0.0, boxes[-1][1] - boxes[0][3])

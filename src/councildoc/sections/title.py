"""Rows before the first item -> the fields of the title page, and the rows that are none of them.

Fields stand in any order, labelled or not, letter-spaced or not. What cannot be read stays None: a bare 시의회 names no
council, `2022. 2.` has no day. What a single line says is told by `title_lines`.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from councildoc import words
from councildoc.document import Line, Where
from councildoc.joining import Lexicon
from councildoc.sections import title_lines as lines
from councildoc.sections.layout import Row, height, is_caption, is_closing, row_of, without_caption
from councildoc.sections.marks import ARABIC, ARTICLE, BOX, BRACKET, CIRCLE, DASH, GLYPH
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


_MAX_TITLE_ROWS = 3
_BLANK_LINE = 2
"""Lines between two rows with one blank line between them."""
_MAX_TITLE = 60
_SENTENCE = regex.compile(r"(?:[다음임함됨]|드림|바람)[.。]?$")
_CONTINUES = regex.compile(r"(?:및|의|에|을|를|와|과)\s")
_APART = regex.compile("|".join(f"(?:{pattern})" for pattern in words.TITLE_APART))
_MOVE = regex.compile("|".join(words.MOVED_IN_TITLES))
_MOVE_LAST = regex.compile(rf"(?:{'|'.join(words.MOVED_IN_TITLES)})$")
_BEHIND_MOVE = regex.compile("|".join(f"(?:{word})" for word in words.BEHIND_MOVES))
_BUREAU = regex.compile(rf"(?:{'|'.join(words.BUREAU_ENDINGS)})$")
_DIVISION = regex.compile(rf"(?:{'|'.join(words.DIVISION_ENDINGS)})[)）]?$")
_ENDINGS_APART = regex.compile(rf"[가-힣]{{0,5}}(?:{words.COMMITTEE_ENDING}|{words.COUNCIL_ENDING})(?:$|[\s(（])")
"""How a line of a cell begins whose word was broken before 의회 or 위원회."""
_TITLE_MARKS = (None, ARABIC, ARTICLE, BRACKET)
_HEADING_MARKS = (BOX, GLYPH, CIRCLE, DASH)
"""Marks that stand before a title only where no line without one is a title."""


def read_title(rows: Sequence[Row], lexicon: Lexicon) -> tuple[Title, list[Row]]:
    """The title fields among rows, and the rows that hold none."""
    title = Title()
    used: set[int] = set()
    shared: set[int] = set()  # lines that also hold the title
    for index, row in enumerate(rows):
        if index in used or is_caption(row):
            continue
        labels = _labels_in_a_row(rows, index)
        found = [(field, _joined(value, lexicon)) for field, value in lines.fields(row, numbered=True)]
        if labels:
            used |= _take_below(title, rows, index, labels)
        elif found and any(value for _, value in found):
            taken = [_take_labelled(title, field, value, row.line.where) for field, value in found]
            if any(taken):
                used.add(index)
        elif not found and _take_lone(title, row):
            (shared if _tells_report(row) else used).add(index)
    _take_title(title, rows, used, lexicon)
    used |= shared
    _take_department(title, rows, used)
    _take_late(title, rows, used)
    place, name = title.text("place"), title.text("title")
    if place:
        title.put("committee", lines.committee_of_place(place), title.places["place"])
    if name:
        title.put("department", lines.department_in_title(name), title.places["title"])
    title.lines = [rows[index].line for index in sorted(used)]
    return title, [row for index, row in enumerate(rows) if index not in used]


# ------------------------------------------------------------------------------------------------------- labelled lines


def _labels_in_a_row(rows: Sequence[Row], index: int) -> list[str]:
    """The fields of the labels without value that stand one below the other from here on (`일 시`, `장 소`)."""
    labels: list[str] = []
    for row in rows[index:]:
        found = lines.fields(row, numbered=True)
        if len(found) != 1 or found[0][1]:
            break
        labels.append(found[0][0])
    return labels


def _take_below(title: Title, rows: Sequence[Row], index: int, labels: Sequence[str]) -> set[int]:
    """Labels above their values: each takes the line that many below it. A lone one takes the next line."""
    used: set[int] = set()
    many = len(labels)
    for number, field in enumerate(labels, index):
        value = rows[number + many] if number + many < len(rows) else None
        if value is None or is_caption(value) or lines.fields(value, numbered=True):
            break
        text = lines.title_text(value) if field == "title" else lines.content(value)
        if many > 1 and not lines.fits(field, text):
            break
        if _take_labelled(title, field, text, rows[number].line.where + value.line.where):
            used |= {number, number + many}
    return used


def _joined(value: str, lexicon: Lexicon) -> str:
    """The value of a cell, its printed lines as one: 의회 and 위원회 belong to the name above them."""
    pieces = [clean(piece) for piece in value.split("\n") if bare(piece)]
    for index in range(len(pieces) - 1, 0, -1):
        above = pieces[index - 1]
        ends = _ENDINGS_APART.match(pieces[index])
        if (
            ends
            and not above.endswith((words.COUNCIL_ENDING, words.COMMITTEE_ENDING, ")", "회"))
            and not above.isdigit()
        ):
            whole = bare(ends.group()) in words.GENERIC_COUNCILS or bare(ends.group()) in words.GENERIC_COMMITTEES
            if whole:
                pieces[index - 1 : index + 1] = [above + pieces[index]]
    return lexicon.join(pieces)


def _take_labelled(title: Title, field: str, value: str, where: Where) -> bool:
    if field == "date":
        return title.put("date", lines.date_of(value), where)
    if field == "written":
        return title.put("written", lines.date_of(value), where)
    if field == "when_where":
        rest = (lines.behind_date(value) or "").strip(" ,/")
        taken = title.put("date", lines.date_of(value), where)
        return title.put("place", unspaced(rest), where) or taken
    if field == "session":
        known = len(title.fields)
        _take_session(title, value, where)
        return len(title.fields) > known
    if field == "council":
        known = len(title.fields)
        if lines.is_session(value):
            _take_session(title, value, where)
        title.put("council", lines.council(unspaced(value)), where)
        return len(title.fields) > known
    if field == "place":
        return not lines.is_date_line(value) and title.put("place", unspaced(value), where)
    if field in ("number", "presenter"):
        return False
    return title.put(field, unspaced(value), where)


def _take_session(title: Title, text: str, where: Where) -> None:
    number, kind, council, committee = lines.session(text)
    title.put("session_kind", kind, where)
    title.put("session_number", number, where)
    title.put("council", council, where)
    title.put("committee", committee, where)


# ----------------------------------------------------------------------------------------------------------- lone lines


def _take_lone(title: Title, row: Row) -> bool:
    """The field that a whole line without label is: session, date, committee, council, place."""
    text, where = lines.content(row), row.line.where
    if not text:
        return False
    if lines.is_session(text) and title.fields.get("session_number") in (None, lines.session(text)[0]):
        _take_session(title, text, where)
        return True
    if lines.is_date_line(text):
        return not lines.is_period(text) and title.put("date", lines.date_of(text), where)
    if pieces := lines.several(text if lines.is_framed(row) else row.line.text):
        return sum(_take_piece(title, piece, where) for piece in pieces) > 0  # every piece, not only the first
    if row.mark.marker is not None and not lines.is_framed(row):
        return False
    if both := lines.council_and_committee(text):
        taken = _fuller_council(title, both[0], where) if both[0] else False
        return title.put("committee", both[1], where) or taken
    if committee := lines.committee(text if lines.is_framed(row) else row.text):
        return title.put("committee", committee, where) or title.fields["committee"] == committee
    if number := lines.session_number(text):
        return title.put("session_number", number, where)
    if kind := lines.session_kind(text):
        taken = title.put("session_kind", kind[0], where) or title.fields["session_kind"] == kind[0]
        return (_fuller_council(title, kind[1], where) if kind[1] else False) or taken
    if lines.is_council(unspaced(text)):
        return _fuller_council(title, unspaced(text), where)
    return lines.is_place(text) and title.put("place", unspaced(text), where)


def _take_piece(title: Title, text: str, where: Where) -> bool:
    """The field of one piece of a line that holds several."""
    row = row_of(Line(text, where))
    return _take_lone(title, row) or title.put("department", lines.office(text), where)


def _tells_report(row: Row) -> bool:
    """Whether a line that names session or committee is the title too: `교육위원회 소관 2022년도 3분기 예산전용 보고`."""
    return lines.ends_title(row) and _MOVE.search(bare(row.text)) is not None


def _fuller_council(title: Title, name: str, where: Where) -> bool:
    """Set the council; `대구광역시 수성구의회` on its own line wins over `수성구의회` in the session line."""
    known = title.text("council")
    if known and bare(name).endswith(bare(known)):
        title.fields["council"], title.places["council"] = name, where
        return True
    return title.put("council", name, where)


def _take_late(title: Title, rows: Sequence[Row], used: set[int]) -> None:
    """A date that counts only where no other is printed: the day of writing, or the one in the line of the session."""
    written = title.fields.pop("written", None)
    if written is not None:
        title.put("date", written, title.places.pop("written"))
    for index in sorted(used):
        text = lines.content(rows[index])
        if lines.is_session(text) and not lines.is_period(text):
            title.put("date", lines.date_of(text), rows[index].line.where)


def _take_department(title: Title, rows: Sequence[Row], used: set[int]) -> None:
    """The department line: a letter-spaced one before others, the last one before earlier ones, with its bureau above."""
    named = [
        (lines.content(row) != name, index, name)
        for index, row in enumerate(rows)
        if index not in used and (name := _office(row))
    ]
    if not named:
        return
    _, index, name = max(named)
    span = [index]
    above = _office(rows[index - 1]) if index and index - 1 not in used else None
    if above and " " not in above and _BUREAU.search(above) and _DIVISION.search(name) and " " not in name:
        span.insert(0, index - 1)
        name = f"{above} ({name})" if rows[index].text[0] in "(（" else f"{above} {name}"
    if title.put("department", name, tuple(place for i in span for place in rows[i].line.where)):
        used.update(span)


def _office(row: Row) -> str | None:
    return lines.office(lines.content(row)) if row.mark.marker is None or lines.is_framed(row) else None


# ---------------------------------------------------------------------------------------------------------------- title


def _take_title(title: Title, rows: Sequence[Row], used: set[int], lexicon: Lexicon) -> None:
    """The title: the best line that ends like one, with the lines it was broken from; else one with a year.

    A line without numeral wins over the same title in an agenda (`1. … 보고`), whose numeral is no part of the title.
    """
    if "title" in title.fields:
        return
    told = [
        (index, row)
        for index, row in enumerate(rows)
        if index not in used
        and (row.mark.kind in _TITLE_MARKS or (row.mark.kind in _HEADING_MARKS and lines.ends_title(row)))
        and len(row.text) <= _MAX_TITLE
        and not is_caption(row)
        and not is_closing(row)
        and not lines.is_person(row.text)
        and not _stands_apart(row)
        and lines.has_title_word(row.text)
    ]
    ending = [(index, row) for index, row in told if lines.ends_title(row)]
    candidates = [
        (_rank(row), height(row) or 0.0, -index)
        for index, row in ending
        or [(i, row) for i, row in told if lines.names_year(row) and not _SENTENCE.search(row.text)]
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
    if last - first + 1 < most and first > 1 and not {first - 1, first - 2} & used and _parts_title(rows, first):
        first -= 2
    span = range(first, last + 1)
    where = tuple(place for index in span for place in rows[index].line.where)
    pieces = [
        rows[index].text if index > first and lines.is_framed(rows[index]) else lines.title_text(rows[index])
        for index in span
    ]
    if title.put("title", unspaced(without_caption(lexicon.join(pieces))), where):
        used.update(span)


def _rank(row: Row) -> int:
    """How well a row stands for a title: without mark, behind a numeral, behind another mark."""
    if row.mark.marker is None or (lines.is_framed(row) and row.mark.kind == DASH):
        return 3 - lines.is_session(row.text)
    return 1 if row.mark.number is not None else 0


def _parts_title(rows: Sequence[Row], index: int) -> bool:
    """Whether a department stands between the year and the rest of a title: `2022년도 3분기` / `기획조정실` / `예산전용 보고`."""
    year, between = rows[index - 2], rows[index - 1]
    return (
        lines.is_period_line(year)
        and _office(between) is not None
        and not lines.names_year(rows[index])
        and _near(year, between)
        and _near(between, rows[index])
    )


def _near(upper: Row, lower: Row, most: int = 1) -> bool:
    """Whether two rows stand no more than so many lines apart, as far as lines are known."""
    numbers = [place.line for row in (upper, lower) for place in row.line.where if place.line is not None]
    return len(numbers) < 2 or numbers[-1] - numbers[0] <= most


def _broken(upper: Row, lower: Row) -> bool:
    """Whether two neighbouring rows are one title broken in two: alike in size and close, or on adjoining text lines."""
    if _is_period_of(upper, lower) or _is_period_of(lower, upper):
        return _near(upper, lower, _BLANK_LINE)
    for row in (upper, lower):
        if row.mark.marker is not None or len(row.text) > _MAX_TITLE or is_caption(row) or is_closing(row):
            return False
        if lines.fields(row) or lines.is_person(row.text) or _is_department_line(row):
            return False
    goes_on = _CONTINUES.match(unspaced(lower.text)) is not None
    if _stands_apart(upper) or (lines.ends_title(upper) and _is_whole(lower) and not goes_on):
        return False
    sizes = height(upper), height(lower)
    if sizes[0] is not None and sizes[1] is not None:
        if lines.ends_title(upper) and not lines.ends_as_title(lower.text):
            return False  # `2025년 3분기 예산전용 조서` is whole, whatever stands close below it in the same type
        alike = abs(sizes[0] - sizes[1]) <= 0.15 * max(sizes[0], sizes[1])
        return alike and _gap(upper, lower) <= 1.5 * max(sizes[0], sizes[1])
    if goes_on:
        return True
    if _MOVE_LAST.search(bare(upper.text)) and _BEHIND_MOVE.fullmatch(bare(lower.text)):
        return _near(upper, lower, _BLANK_LINE)
    numbers = [place.line for row in (upper, lower) for place in row.line.where if place.line is not None]
    if len(numbers) == 2 and numbers[1] - numbers[0] == 1:
        return lines.ends_as_title(lower.text) or not lines.ends_title(upper)
    return not lines.ends_as_title(upper.text) and not (len(numbers) == 2 and numbers[1] - numbers[0] > 2)


def _stands_apart(row: Row) -> bool:
    """Whether a row is no part of a title, as the number of the agenda is not; one that tells a move is."""
    solid = bare(row.text)
    return solid in words.COVER_STAMPS or (_APART.fullmatch(solid) is not None and not _MOVE.search(solid))


def _is_whole(row: Row) -> bool:
    """Whether a row is a title by itself, not only the end of one (`내역 보고`)."""
    return lines.ends_title(row) and (lines.names_year(row) or _MOVE.search(bare(row.text)) is not None)


def _is_period_of(row: Row, other: Row) -> bool:
    """Whether a row gives the year or quarter that the title beside it lacks: `예산전용 보고` / `(2022년도 3분기)`."""
    names_report = lines.ends_title(other) and not _stands_apart(other)
    adds = not lines.names_year(other) or (lines.names_quarter(row) and not lines.names_quarter(other))
    return lines.is_period_line(row) and names_report and adds


def _is_department_line(row: Row) -> bool:
    """Whether a row names a department by itself; one with 소관 behind it belongs to the title above or below."""
    return lines.office(row.text) == unspaced(row.text) or (lines.is_framed(row) and _office(row) is not None)


def _gap(upper: Row, lower: Row) -> float:
    """The white space between two rows in points; none if they share a place (two lines of one box)."""
    boxes = [place.bbox for row in (upper, lower) for place in row.line.where if place.bbox]
    if len(boxes) < 2 or upper.line.where == lower.line.where:
        return 0.0
    return max(0.0, boxes[-1][1] - boxes[0][3])

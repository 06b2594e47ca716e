"""Text -> partial ISO dates, and back: every spelling in which briefings print a date.

`2021-10-12`, `2021-10` where no day is printed, `--10-12` where no year is.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import regex

from councildoc import words
from councildoc.values import bare, plain_width

_QUOTE = r"[’‘'`′＇´]\s?"
_YEAR = rf"(?P<year>(?:19|20)\d\d|{_QUOTE}\d\d)"
_MONTH, _DAY = r"(?P<month>1[0-2]|0?[1-9])", r"(?P<day>3[01]|[12]\d|0?[1-9])"
_COUNTED = rf"\s*(?:{'|'.join(words.NO_DATE_BEFORE)})"
_ENDS = rf"(?![\d:]|,\d{{3}}|\.\d|\s*/\s?4\s?분기|{_COUNTED})"
"""Behind the last number of a date no amount, time, quarter or count may follow, of which it would be a part."""
_DATE = regex.compile(
    rf"(?<![\d.]){_YEAR}\s*(?:(?P<dotted>[.\-/])|년(?:도)?)\s*{_MONTH}(?!\d)"
    rf"(?:\s*(?P<sep>[.월])\s*(?:{_DAY}{_ENDS}\s*[.일]?)?+|\s*(?P<sep>[\-/])\s*{_DAY}{_ENDS}\.?)?(?(sep)|(?(dotted){_ENDS}|(?!)))"
    rf"|(?<![\d.])(?P<year>\d\d)\.\s?{_MONTH}\.\s?{_DAY}(?!\d|,\d{{3}}|{_COUNTED})\.?"
    rf"|(?<![\d.])(?P<year>\d\d)\s?년\s*{_MONTH}\s*월(?:\s*{_DAY}\s*일)?+"
    rf"|(?<![\d.]){_MONTH}(?:\.\s?{_DAY}\.|\s*월\s*{_DAY}\s*일)(?!\d|{_COUNTED})"
)
_MONTH_AND_DAY = rf"(?<![\d.,\-/]){_MONTH}(?:\.\s?|/){_DAY}{_ENDS}(?![\-/]\d)\.?"
_LABELLED = regex.compile(  # figures that only a label before them makes a date
    r"(?<![\d.,\-/])(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
    rf"|(?<![\d.,\-/])(?P<year>\d\d)(?P<mark>[\-/]){_MONTH}(?P=mark){_DAY}(?![\d\-/])"
    rf"|(?<![\d.,\-/])(?P<year>1[3-9]|[2-9]\d)\.\s?{_MONTH}(?!\d)(?:\.(?!\s?\d)|월|{_ENDS})"
    rf"|{_MONTH_AND_DAY}"
)
_END_OF_RANGE = regex.compile(rf"(?P<year>(?!))?(?:{_MONTH_AND_DAY}|{_MONTH}-{_DAY}(?![\d\-]))")
_YEAR_ALONE = regex.compile(rf"\s*{_YEAR}\s*(?:\.|년(?:도)?)?+\s*(?:{'|'.join(words.PARTS_OF_YEAR)})?\s*")
_WEEKDAY = r"\s*+(?:\([월화수목금토일](?:요일)?\)\s*+|[월화수목금토일]요일\s*+)?+"
_RANGE = regex.compile(rf"{_WEEKDAY}(?:\d\d?:\d\d\s*+)?+(?:[~～∼〜–-]|부터|에서)\s*+")
_JOINT = regex.compile(rf"{_WEEKDAY}(?:(?P<range>[~～∼〜–-]|부터|에서)|[,·ㆍ]|및|와|과)\s*+")
_REST = regex.compile(rf"{_DAY}(?:\s?(?P<closed>\.|일)(?!\d)|(?![\d.,:]))(?!{_COUNTED}|\s?(?:간|이내|동안))")
_REST_MONTH = regex.compile(rf"{_MONTH}(?:\.(?!\s?\d)|\s?월(?!\s*\d))")
_OTHER_YEAR = regex.compile(rf"(?P<word>{'|'.join(words.RELATIVE_YEARS)})도?\s*$".replace(" ", r"\s?"))
_SHIFTS = {bare(word): shift for word, shift in words.RELATIVE_YEARS.items()}
_HANJA = str.maketrans({"年": "년", "月": "월", "日": "일"})

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_YEAR_DIGITS = 4
_LOOK_BACK = 8


@attrs.frozen
class FoundDate:
    """A partial ISO date found in running text: `2021-10-12`, `2021-10` or, the year missing, `--10-12`."""

    iso: str
    start: int
    end: int

    @property
    def year(self) -> int | None:
        """The year, None where it is not known."""
        return None if self.iso.startswith("-") else int(self.iso[:_YEAR_DIGITS])

    @property
    def parts(self) -> tuple[int, ...]:
        """Month and, if printed, day."""
        return tuple(int(part) for part in self.iso.lstrip("-").split("-")[0 if self.year is None else 1 :])


def _full_year(text: str) -> int:
    digits = "".join(char for char in text if char.isdigit())
    year = int(digits)
    if len(digits) == _YEAR_DIGITS:
        return year
    return 1900 + year if year >= 70 else 2000 + year


def _iso(year: int | None, month: int, day: int | None) -> str | None:
    if day is not None and day > _DAYS[month - 1]:
        return None
    if year is None:
        return None if day is None else f"--{month:02}-{day:02}"
    if day == 29 and month == 2 and (year % 4 or (year % 100 == 0 and year % 400)):
        return None
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")


def find_dates(text: str, *, labelled: bool = False) -> tuple[FoundDate, ...]:
    """Every date in running text; a range gives both ends, its second end taking from the first what it leaves out.

    Behind a label that announces dates (`labelled`) figures are dates that elsewhere are not: `10/12`, `21-10-12`.

    >>> [d.iso for d in find_dates("’21.10.12. / 2016년 6월 9일 / 2022. 2. / 10.12.")]
    ['2021-10-12', '2016-06-09', '2022-02', '--10-12']
    >>> [d.iso for d in find_dates("2024. 4. 1. ~ 4. 8.")]
    ['2024-04-01', '2024-04-08']
    >>> [d.iso for d in find_dates("2021. 10. 12. ~ 19.")], [d.iso for d in find_dates("2021년 3분기")]
    (['2021-10-12', '2021-10-19'], [])
    >>> [d.iso for d in find_dates("10/12, 11/3", labelled=True)], [d.iso for d in find_dates("2021년 하반기", labelled=True)]
    (['--10-12', '--11-03'], ['2021'])
    """
    text = plain_width(text).translate(_HANJA)
    found: list[FoundDate] = []
    pos, plain = 0, _DATE.search(text)
    while True:
        plain = _DATE.search(text, pos) if plain and plain.start() < pos else plain
        figures = _LABELLED.search(text, pos, plain.start() if plain else len(text)) if labelled else None
        match = figures or plain
        if match is None:
            break
        pos = match.end()
        date = _date(match, text, found[-1] if found else None)
        if date is None:
            continue
        found.append(date)
        for rest in _continued(text, date, labelled):
            found.append(rest)
            pos = rest.end
    if labelled and not found and (year := _YEAR_ALONE.fullmatch(text)):
        found.append(FoundDate(str(_full_year(year["year"])), *year.span("year")))
    return tuple(found)


def _date(match: regex.Match[str], text: str, last: FoundDate | None) -> FoundDate | None:
    """The date of a match, its year taken from the date before it where a range or a word (동년, 익년) says so."""
    month, day = int(match["month"]), int(match["day"]) if match["day"] else None
    year = _full_year(match["year"]) if match["year"] else None
    known = last.year if last else None
    if year is None and (word := _OTHER_YEAR.search(text, max(0, match.start() - _LOOK_BACK), match.start())):
        shift = _SHIFTS[bare(word["word"])]
        if shift is None or known is None:
            return None  # 지난해 10월: of a year that is not printed
        year = known + shift
    elif year is None and last and known and _RANGE.fullmatch(text, last.end, match.start()):
        year = known + ((month, day or 0) < last.parts)  # 2021.12.30.~1.2.: the year turned
    iso = _iso(year, month, day)
    return FoundDate(iso, *match.span()) if iso else None


def _continued(text: str, date: FoundDate, labelled: bool) -> Iterator[FoundDate]:
    """Dates behind one that leave out its month (`12.~15.`, `12일, 25일`), or of a range of months the year (`10월~12월`)."""
    while (joint := _JOINT.match(text, date.end)) and date.parts:
        follows = _DATE.match(text, joint.end()) or (labelled and _LABELLED.match(text, joint.end()))
        following = None if follows else _following(text, joint, date, labelled)
        if following is None:
            return
        date = following
        yield date


def _following(text: str, joint: regex.Match[str], date: FoundDate, labelled: bool) -> FoundDate | None:
    until = bool(joint["range"])
    if until and (end := _END_OF_RANGE.match(text, joint.end())):
        return _date(end, text, date)
    if len(date.parts) == 1:
        rest = _REST_MONTH.match(text, joint.end())
        if not rest or not until or int(rest["month"]) <= date.parts[0]:
            return None
        iso = _iso(date.year, int(rest["month"]), None)
    else:
        rest = _REST.match(text, joint.end())
        if not rest or int(rest["day"]) <= date.parts[1]:
            return None
        if not (until or rest["closed"] == "일" or (labelled and rest["closed"])):
            return None
        iso = _iso(date.year, date.parts[0], int(rest["day"]))
    return FoundDate(iso, *rest.span()) if iso else None


def format_date(iso: str) -> str:
    """Write a partial ISO date the way briefings print it; `find_dates` reads it back.

    >>> format_date("2021-10-12"), format_date("2022-02"), format_date("--10-12")
    ('2021. 10. 12.', '2022. 2.', '10. 12.')
    """
    return " ".join(f"{int(part)}." for part in iso.lstrip("-").split("-"))

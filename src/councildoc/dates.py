"""Text -> partial ISO dates, and back: every spelling in which briefings print a date.

`2021-10-12`, `2021-10` where no day is printed, `--10-12` where no year is.
"""

from __future__ import annotations

import attrs
import regex

from councildoc.values import plain_width

_Y = r"(?P<year>(?:19|20)\d\d|[’‘'`′＇´]\s?\d\d)"
_DATE = regex.compile(
    rf"(?<![\d.]){_Y}\s*(?:[.\-/]|년(?:도)?)\s*(?P<month>1[0-2]|0?[1-9])(?!\d)(?:\s*(?:[.\-/]|월)\s*(?:(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)\s*[.일]?)?)?"
    r"|(?<![\d.])(?P<year2>\d\d)\.\s?(?P<month2>1[0-2]|0?[1-9])\.\s?(?P<day2>3[01]|[12]\d|0?[1-9])(?![\d,])\.?"
    r"|(?<![\d.])(?P<year5>\d\d)\s?년\s*(?P<month5>1[0-2]|0?[1-9])\s*월\s*(?P<day5>3[01]|[12]\d|0?[1-9])\s*일"
    r"|(?<![\d.])(?P<month3>1[0-2]|0?[1-9])(?:\.\s?(?P<day3>3[01]|[12]\d|0?[1-9])\.|\s*월\s*(?P<day4>3[01]|[12]\d|0?[1-9])\s*일)(?!\d)"
)
_RANGE = regex.compile(r"\s*(?:\([월화수목금토일]\)\s*)?[~～∼–]\s*")
_TAIL_DAY = regex.compile(r"(?P<day>3[01]|[12]\d|0?[1-9])(?:\.|일)(?!\d)")

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@attrs.frozen
class FoundDate:
    """A partial ISO date found in running text: `2021-10-12`, `2021-10` or, the year missing, `--10-12`."""

    iso: str
    start: int
    end: int


def _full_year(text: str) -> int:
    digits = "".join(char for char in text if char.isdigit())
    year = int(digits)
    if len(digits) == 4:
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


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date in running text; a range gives both ends, its second end taking the year from the first.

    >>> [d.iso for d in find_dates("’21.10.12. / 2016년 6월 9일 / 2022. 2. / 10.12.")]
    ['2021-10-12', '2016-06-09', '2022-02', '--10-12']
    >>> [d.iso for d in find_dates("2024. 4. 1. ~ 4. 8.")]
    ['2024-04-01', '2024-04-08']
    """
    text = plain_width(text)
    found: list[FoundDate] = []
    pos = 0
    while match := _DATE.search(text, pos):
        year_text = match["year"] or match["year2"] or match["year5"]
        year = _full_year(year_text) if year_text else None
        month = int(match["month"] or match["month2"] or match["month3"] or match["month5"])
        day_text = match["day"] or match["day2"] or match["day3"] or match["day4"] or match["day5"]
        between = _RANGE.fullmatch(text, found[-1].end, match.start()) if found else None
        if year is None and between and not found[-1].iso.startswith("--"):
            year = int(found[-1].iso[:4])
            if (month, int(day_text)) < tuple(int(part) for part in found[-1].iso[5:].split("-")):
                year += 1  # 2021.12.30.~1.2.: the year turned
        iso = _iso(year, month, int(day_text) if day_text else None)
        pos = match.end()
        if iso is None:
            continue
        found.append(FoundDate(iso, match.start(), match.end()))
        tail = _RANGE.match(text, match.end())
        last = _TAIL_DAY.match(text, tail.end()) if tail and day_text and not _DATE.match(text, tail.end()) else None
        if last:  # 2021.10.12.~15.: only the day is repeated
            second = _iso(year, month, int(last["day"]))
            if second and int(last["day"]) > int(day_text):
                found.append(FoundDate(second, last.start(), last.end()))
                pos = last.end()
    return tuple(found)


def format_date(iso: str) -> str:
    """Write a partial ISO date the way briefings print it; `find_dates` reads it back.

    >>> format_date("2021-10-12"), format_date("2022-02"), format_date("--10-12")
    ('2021. 10. 12.', '2022. 2.', '10. 12.')
    """
    return " ".join(f"{int(part)}." for part in iso.lstrip("-").split("-"))

"""A title and dates -> the fiscal year a report is about (지방자치단체의 회계연도: 1 January to 31 December)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import regex

from councildoc.values import bare

_YEAR = regex.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d|[’‘'`]\d\d)(?:년도|회계연도|회계년도|년?(?:제?[1-4](?:/4)?분기|상반기|하반기))"
)


def year_of_title(title: str | None) -> int | None:
    """The year printed with 년도, 회계연도, 분기 or 반기; a bare year is none.

    >>> year_of_title("2024년 2/4분기 농축산유통국 예산 전용 내역"), year_of_title("2016 년도 상반기 예산 전용"), year_of_title("2022. 2.")
    (2024, 2016, None)
    """
    match = _YEAR.search(bare(title or ""))
    if not match:
        return None
    year = match["year"]
    return int(year) if len(year) == 4 else 2000 + int(year[1:])


def fiscal_year(title: str | None, dates: Iterable[str]) -> int | None:
    """The year of the title, else the one that most transfer dates share; never the date of the report."""
    printed = year_of_title(title)
    if printed:
        return printed
    years = Counter(int(date[:4]) for date in dates if not date.startswith("-")).most_common(2)
    if not years or (len(years) == 2 and years[0][1] == years[1][1]):
        return None
    return years[0][0]

"""Dates of transfers against the fiscal year, the quarter that is reported on, and the day the report was due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import regex

from councildoc.checks.places import Subject
from councildoc.diagnostics import (
    DATE_OUTSIDE_FISCAL_YEAR,
    DATE_OUTSIDE_QUARTER,
    REPORT_LATE,
    REPORT_OF_DIVERSION,
    REPORT_OF_REORGANISATION,
    Diagnostic,
    Law,
)
from councildoc.document import Where
from councildoc.model import Transfer
from councildoc.transfers.fiscal import year_of_title
from councildoc.values import bare

REPORTED_SINCE = "2020-06-09"
"""The day from which 전용 is reported to the council by quarter, and barred for projects that the budget does not hold."""
_REPORTED: dict[str, Law] = {"전용": REPORT_OF_DIVERSION, "이체": REPORT_OF_REORGANISATION}
"""Kinds that are reported by quarter, and where that is written."""
_DUE = ("04-30", "07-31", "10-31", "01-31")
"""Month and day on which the report of each quarter is due; that of the last one in the next year."""
_PERIOD = regex.compile(r"제?(?P<quarter>[1-4])(?:/4)?분기|(?P<half>[상하])반기")
_SEVERAL = regex.compile(r"(?:[1-4](?:/4)?|[상하])[~∼～–\-·ㆍ․‧,및과와]$")
_RUNNING = regex.compile(r"(?:말|까지|누계|현재|이후|부터|[~∼～–\-·ㆍ․‧,및과와]제?[1-4]|[·ㆍ․‧,및]하반기)")


def spoken(iso: str) -> str:
    """A partial ISO date as it is read aloud.

    >>> spoken("2021-10-12"), spoken("2022-02"), spoken("2022")
    ('2021년 10월 12일', '2022년 2월', '2022년')
    """
    return " ".join(f"{int(part)}{word}" for part, word in zip(iso.split("-"), "년월일", strict=False))


def before(date: str, day: str) -> bool:
    """Whether a partial date lies before a day, whichever day it is.

    >>> before("2025-12-01", "2025-12-02"), before("2025-12", "2025-12-02"), before("2024", "2025-12-02")
    (True, False, True)
    """
    return date < day[: len(date)]


def since(date: str, day: str) -> bool:
    """Whether a partial date is that day or a later one, whichever day it is.

    >>> since("2020-06-09", "2020-06-09"), since("2020-06", "2020-06-09"), since("2020-07", "2020-06-09")
    (True, False, True)
    """
    return date >= day if len(date) == len(day) else date > day[: len(date)]


def dated(transfer: Transfer) -> list[str]:
    """The dates of a transfer whose year is known."""
    return [date for date in transfer.dates if not date.startswith("-")]


def is_since(transfer: Transfer, year: int | None, day: str) -> bool:
    """Whether a transfer is of that day or later: by its dates, else by the fiscal year it belongs to."""
    dates = dated(transfer)
    return all(since(date, day) for date in dates) if dates else year is not None and since(f"{year:04}", day)


def is_before(transfer: Transfer, day: str) -> bool:
    """Whether a transfer is older than a day, by all its dates; without a date nothing is claimed."""
    dates = dated(transfer)
    return bool(dates) and all(before(date, day) for date in dates)


def _outside_year(transfer: Transfer, year: int | None) -> list[str]:
    return [date for date in dated(transfer) if year is not None and int(date[:4]) != year]


def fiscal_years(subject: Subject) -> Iterator[Diagnostic]:
    """A 전용 happens within its fiscal year (시행령 제55조제2항)."""
    for path, briefing, _, transfer in subject.under_law("전용"):
        year = subject.year(path, briefing)
        for date in _outside_year(transfer, year):
            where = transfer.places.get("dates", transfer.where)
            yield DATE_OUTSIDE_FISCAL_YEAR.at(f"{path}.dates", where, date, date=spoken(date), year=year)


def period_of_title(title: str | None) -> tuple[str, frozenset[int]] | None:
    """The one quarter or half year that a title names, and its months; None for several, or for a running total.

    >>> period_of_title("2022년 3/4분기 예산 전용 보고")
    ('3분기', frozenset({8, 9, 7}))
    >>> period_of_title("2022년 1~3분기 예산 전용 보고"), period_of_title("2022년 3분기까지의 예산 전용")
    (None, None)
    """
    text = bare(title or "")
    found = list(_PERIOD.finditer(text))
    if len(found) != 1:
        return None
    match = found[0]
    if _SEVERAL.search(text[: match.start()]) or _RUNNING.match(text, match.end()):
        return None
    if match["half"]:
        return f"{match['half']}반기", frozenset(range(1, 7) if match["half"] == "상" else range(7, 13))
    quarter = int(match["quarter"])
    return f"{quarter}분기", frozenset(range(3 * quarter - 2, 3 * quarter + 1))


def quarters(subject: Subject) -> Iterator[Diagnostic]:
    """The transfers of a report on a quarter or half year fall into it; what lies outside the year is said elsewhere."""
    for path, briefing, _, transfer in subject.transfers():
        period, year = period_of_title(briefing.title), year_of_title(briefing.title)
        if period is None or year is None:
            continue
        name, months = period
        elsewhere = transfer.kind == "전용" and subject.governed(path, briefing)
        said = _outside_year(transfer, year) if elsewhere else []
        for date in dated(transfer):
            known = len(date) > len("2022")
            if date not in said and known and (int(date[:4]) != year or int(date[5:7]) not in months):
                yield DATE_OUTSIDE_QUARTER.at(
                    f"{path}.dates",
                    transfer.places.get("dates", transfer.where),
                    date,
                    kind=transfer.kind,
                    date=spoken(date),
                    period=f"{year}년 {name}",
                )


def deadline(date: str) -> tuple[str, str] | None:
    """The quarter of a date and the last day of the month after it; None without a month.

    >>> deadline("2021-10-12"), deadline("2022-02")
    (('2021년 4분기', '2022-01-31'), ('2022년 1분기', '2022-04-30'))
    """
    if len(date) < len("2022-02"):
        return None
    year, quarter = int(date[:4]), (int(date[5:7]) + 2) // 3
    return f"{year}년 {quarter}분기", f"{year + quarter // 4:04}-{_DUE[quarter - 1]}"


def deadlines(subject: Subject) -> Iterator[Diagnostic]:
    """The report is dated by the end of the month after the quarter, once for each kind and quarter; by month if no day is
    printed. Of a transfer with several dates the last counts."""
    late: defaultdict[tuple[str, str, str, str], list[Where]] = defaultdict(list)
    for path, briefing, _, transfer in subject.under_law(*_REPORTED):
        dates = [date for date in dated(transfer) if since(date, REPORTED_SINCE)]
        due = deadline(max(dates)) if dates else None
        if briefing.date and due and briefing.date > due[1][: len(briefing.date)]:
            late[path.partition(".")[0], transfer.kind, *due].append(transfer.places.get("dates", ()))
    briefings = dict(subject.briefings())
    for (path, kind, quarter, due_day), where in late.items():
        briefing = briefings[path]
        places = briefing.places.get("date", ()) or tuple(place for own in where for place in own)
        yield REPORT_LATE.at(
            f"{path}.date",
            places,
            briefing.date or "",
            date=spoken(briefing.date or ""),
            quarter=quarter,
            kind=kind,
            deadline=spoken(due_day),
            law=_REPORTED[kind],
        )

"""통계목: whether code and name agree for the fiscal year, and whether the codes of one transfer have one account prefix."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

import regex

from councildoc.checks.places import Subject
from councildoc.diagnostics import ACCOUNT_PREFIX_DIFFERS, OBJECT_NAME_MISMATCH, Diagnostic
from councildoc.model import BudgetHead
from councildoc.object_codes import ObjectName, object_table
from councildoc.values import bare, clean, code_parts


def name_of(head: BudgetHead) -> str:
    """Code and name of a 통계목 as a message names them."""
    return " ".join(clean(part) for part in (head.object_code, head.object_name) if part)


def compilation(head: BudgetHead) -> str | None:
    """The 편성목 of a head: from its code, else from a name that only one code has."""
    if head.object_code:
        return code_parts(head.object_code)[1]
    if head.object_name:
        codes = {row.code[:3] for row in object_table() if bare(row.name) == bare(head.object_name)}
        return next(iter(codes)) if len(codes) == 1 else None
    return None


def object_names(subject: Subject) -> Iterator[Diagnostic]:
    """Code and name of each 통계목 agree for the fiscal year; names that shorten one another agree."""
    for path, briefing, table in subject.tables():
        if not subject.governed(path, briefing):
            continue
        year = subject.year(path, briefing)
        for index, line in enumerate(table.lines):
            expected = expected_name(line.head, year)
            if expected:
                yield OBJECT_NAME_MISMATCH.at(
                    f"{path}.lines[{index}].head",
                    line.places.get("object_code", line.where),
                    name_of(line.head),
                    code=line.head.object_code,
                    expected=expected,
                    name=clean(line.head.object_name or ""),
                )


def expected_name(head: BudgetHead, year: int | None) -> str | None:
    """The official name of a code, if the printed one is known to contradict it in the year; else None.

    The printed name is the authority and the code confirms it. Something is said only if every row of the code is certain
    (sourced, undisputed), the code is known for the year, and the printed name is certainly that of another code.
    """
    if not head.object_code or not head.object_name:
        return None
    _, group, number = code_parts(head.object_code)
    if group is None or number is None:
        return None
    rows = _rows_by_code().get(f"{group}-{number}", [])
    if not rows or not all(row.certain for row in rows):
        return None
    valid = [row for row in rows if row.holds_in(year)]
    if not valid or any(_contains(head.object_name, row.name) for row in valid):
        return None
    elsewhere = any(row.holds_in(year) for row in _certain_rows().get(_plain(head.object_name), ()))
    return valid[0].name if elsewhere else None


@cache
def _rows_by_code() -> dict[str, list[ObjectName]]:
    rows: defaultdict[str, list[ObjectName]] = defaultdict(list)
    for row in object_table():
        rows[row.code].append(row)
    return dict(rows)


@cache
def _certain_rows() -> dict[str, list[ObjectName]]:
    """Plain name -> the certain rows of 통계목 that have it."""
    rows: defaultdict[str, list[ObjectName]] = defaultdict(list)
    for row in object_table():
        if row.certain and "-" in row.code:
            rows[_plain(row.name)].append(row)
    return dict(rows)


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return regex.sub(r"\(.*?\)|[·ㆍ․‧・,\s]|등(?=$|[가-힣])|및", "", bare(name))


def _contains(printed: str, official: str) -> bool:
    """Whether one name stands whole in the other: 국내여비 in 의원국내여비, but not 시설비 in 시설부대비."""
    short, long = sorted((_plain(printed), _plain(official)), key=len)
    return len(short) > 1 and short in long


def same_name(printed: str, official: str) -> bool:
    """Whether one name is the other or a shortening of it.

    >>> same_name("자산취득비", "자산및물품취득비"), same_name("공무직근로자 보수", "공무직(무기계약)근로자보수"), same_name("시설비", "감리비")
    (True, True, False)
    """
    short, long = sorted((_plain(printed), _plain(official)), key=len)
    letters = iter(long)
    return len(short) >= 2 and all(char in letters for char in short)


def prefixes(subject: Subject) -> Iterator[Diagnostic]:
    """The account prefix of the codes is one in all legs of a transfer (전용 stays within one account)."""
    for path, _, _, transfer in subject.transfers():
        heads = [leg.head for leg in (*transfer.sources, *transfer.targets)]
        found = dict.fromkeys(
            prefix for head in heads if head.object_code and (prefix := code_parts(head.object_code)[0])
        )
        if len(found) > 1:
            codes = ", ".join(name_of(head) for head in heads)
            yield ACCOUNT_PREFIX_DIFFERS.at(path, transfer.where, codes, prefixes=", ".join(found))

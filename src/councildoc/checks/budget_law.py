"""Possible breaches of the rules on 전용. Each says "가능성", names the article and the date of its wording, and judges nothing.

Sources: 지방재정법 제47조의2·제49조 (as amended up to 2023-08-16), 같은 법 시행령 제55조 (as amended up to 2025-12-02; item 2, 시설비 및
부대비, was deleted then and applies to earlier transfers), 지방자치단체 예산편성 운영기준 별표 11 for names and codes.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from councildoc import words
from councildoc.checks.places import Subject, year_of
from councildoc.diagnostics import (
    ACCOUNT_PREFIX_DIFFERS,
    DATE_OUTSIDE_FISCAL_YEAR,
    FORBIDDEN_SOURCE,
    FORBIDDEN_TARGET,
    OBJECT_NAME_MISMATCH,
    POLICY_PROJECT_DIFFERS,
    Diagnostic,
)
from councildoc.model import BudgetHead
from councildoc.object_codes import object_table
from councildoc.values import bare, code_parts

_FACILITY_RULE_ENDED = "2025-12-02"
_NOW = "지방재정법 시행령 제55조제1항, 2025.12.2. 개정"
_BEFORE = "지방재정법 시행령 제55조제1항제2호, 2025.12.2. 개정 전"


def _name(head: BudgetHead) -> str:
    return " ".join(part for part in (head.object_code, head.object_name) if part)


def _compilation(head: BudgetHead) -> str | None:
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
        year = year_of(briefing)
        for index, line in enumerate(table.lines):
            expected = _expected_name(line.head, year)
            if expected:
                where = line.places.get("object_code", line.where)
                yield OBJECT_NAME_MISMATCH.at(
                    f"{path}.lines[{index}].head",
                    where,
                    _name(line.head),
                    code=line.head.object_code,
                    expected=expected,
                    name=line.head.object_name,
                )


def _expected_name(head: BudgetHead, year: int | None) -> str | None:
    """The official name of a code if the printed one contradicts it."""
    if not head.object_code or not head.object_name:
        return None
    _, compilation, number = code_parts(head.object_code)
    if compilation is None or number is None:
        return None
    code = f"{compilation}-{number}"
    rows = [row for row in object_table() if row.code == code]
    if not rows or any(row.disputed or not row.sourced for row in rows):
        return None
    valid = [row for row in rows if row.holds_in(year)]
    if not valid or any(_same_name(head.object_name, row.name) for row in valid):
        return None
    # How far back the table holds is not known: a name is wrong only if it is that of another code.
    elsewhere = any(
        row.holds_in(year) and "-" in row.code and _plain(row.name) == _plain(head.object_name)
        for row in object_table()
    )
    return valid[0].name if elsewhere else None


def _plain(name: str) -> str:
    return regex.sub(r"\(.*?\)|[·ㆍ․‧・,\s]|등(?=$|[가-힣])|및", "", bare(name))


def _same_name(printed: str, official: str) -> bool:
    """Whether one name is the other or a shortening of it: 자산취득비 is 자산및물품취득비."""
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
            codes = ", ".join(_name(head) for head in heads)
            yield ACCOUNT_PREFIX_DIFFERS.at(path, transfer.where, codes, prefixes=", ".join(found))


def fiscal_years(subject: Subject) -> Iterator[Diagnostic]:
    """A 전용 happens within its fiscal year (시행령 제55조제2항)."""
    for path, briefing, _, transfer in subject.transfers():
        year = year_of(briefing)
        if transfer.kind != "전용" or year is None:
            continue
        for date in transfer.dates:
            if not date.startswith("-") and int(date[:4]) != year:
                where = transfer.places.get("dates", transfer.where)
                yield DATE_OUTSIDE_FISCAL_YEAR.at(f"{path}.dates", where, date=date, year=year)


def policy_projects(subject: Subject) -> Iterator[Diagnostic]:
    """A 전용 stays within one 정책사업 (제49조제1항); between two it would be 이용 (제47조의2제1항)."""
    for path, _, _, transfer in subject.transfers():
        if transfer.kind != "전용":
            continue
        given, taken = (
            {bare(leg.head.policy_project): leg.head.policy_project for leg in legs if leg.head.policy_project}
            for legs in (transfer.sources, transfer.targets)
        )
        if given and taken and given.keys() != taken.keys():
            projects = ", ".join((given | taken).values())
            yield POLICY_PROJECT_DIFFERS.at(path, transfer.where, projects=projects)


def forbidden(subject: Subject) -> Iterator[Diagnostic]:
    """Sources and targets that 시행령 제55조 names; moves inside one 편성목 are left alone."""
    for path, _, _, transfer in subject.transfers():
        if transfer.kind != "전용":
            continue
        into = {_compilation(leg.head) for leg in transfer.targets}
        out_of = {_compilation(leg.head) for leg in transfer.sources}
        for index, leg in enumerate(transfer.sources):
            law = _source_law(_compilation(leg.head), into, transfer.dates)
            if law:
                yield FORBIDDEN_SOURCE.at(
                    f"{path}.sources[{index}]", leg.where, _name(leg.head), name=_name(leg.head), law=law
                )
        for index, leg in enumerate(transfer.targets):
            own = _compilation(leg.head)
            if own in words.OFFICIAL_EXPENSES and out_of != {own}:
                yield FORBIDDEN_TARGET.at(f"{path}.targets[{index}]", leg.where, _name(leg.head), name=_name(leg.head))


def _source_law(own: str | None, into: set[str | None], dates: tuple[str, ...]) -> str | None:
    """The rule that a source may fall under, or None."""
    if own is None or into == {own}:
        return None
    if own in words.PERSONNEL_COSTS:
        return _NOW
    if own in words.REPAYMENTS and not into <= set(words.REPAYMENTS):
        return _NOW
    dated = [date for date in dates if not date.startswith("-")]
    if own in words.FACILITY_COSTS and dated and all(date < _FACILITY_RULE_ENDED for date in dated):
        return _BEFORE
    return None

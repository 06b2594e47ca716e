"""Possible breaches of the rules on 전용. Each says "가능성", names the article and the date of its wording, and judges nothing.

They apply to briefings of local governments and to the kind that the article speaks of. Sources: 지방재정법 제47조의2·제49조 (as
amended up to 2023-08-16), 같은 법 시행령 제55조 (as amended up to 2025-12-02; item 2, 시설비 및 부대비, was deleted then and applies to
earlier transfers). What the council voted and for what purpose, and so 제49조제2항제2호, cannot be seen from a report.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from councildoc import words
from councildoc.checks.objects import compilation, name_of
from councildoc.checks.periods import REPORTED_SINCE, is_before, is_since
from councildoc.checks.places import Subject, tables_of
from councildoc.diagnostics import (
    FORBIDDEN_SOURCE,
    FORBIDDEN_TARGET,
    FROM_FACILITIES,
    FROM_PERSONNEL,
    FROM_REPAYMENT,
    KIND_DOUBTFUL,
    POLICY_PROJECT_DIFFERS,
    RESERVE_USE_DOUBTFUL,
    TARGET_UNBUDGETED,
    Diagnostic,
    Law,
)
from councildoc.document import Where
from councildoc.model import Briefing, BudgetHead, BudgetLine, BudgetTable, Item, Transfer
from councildoc.transfers.kinds import kind_of
from councildoc.values import bare, reading_key

_FACILITY_RULE_ENDED = "2025-12-02"
_SUBSIDY = regex.compile("|".join(f"(?:{name})" for name in words.SUBSIDIES))


def _heads(transfer: Transfer) -> list[BudgetHead]:
    return [leg.head for leg in (*transfer.sources, *transfer.targets)]


def policy_projects(subject: Subject) -> Iterator[Diagnostic]:
    """A 전용 stays within one 정책사업 (제49조제1항); between two it would be 이용 (제47조의2제1항)."""
    for path, _, _, transfer in subject.under_law("전용"):
        given, taken = (
            {bare(leg.head.policy_project): leg.head.policy_project for leg in legs if leg.head.policy_project}
            for legs in (transfer.sources, transfer.targets)
        )
        if given and taken and given.keys() != taken.keys():
            projects = ", ".join((given | taken).values())
            yield POLICY_PROJECT_DIFFERS.at(path, transfer.where, projects=projects)


def levels(subject: Subject) -> Iterator[Diagnostic]:
    """A 전용 moves money between 단위사업 or 목 (제49조제1항); inside one of each it may be a change by internal rule."""
    for path, _, _, transfer in subject.under_law("전용"):
        if not transfer.sources or not transfer.targets:
            continue
        heads = _heads(transfer)
        objects = {compilation(head) for head in heads}
        if len(objects) == 1 and None not in objects and _one_unit_project(heads):
            yield KIND_DOUBTFUL.at(
                path, transfer.where, ", ".join(map(name_of, heads)), object=next(filter(None, objects))
            )


def _one_unit_project(heads: list[BudgetHead]) -> bool:
    """Whether all heads are known to lie in one 단위사업: it is printed for each, or they share one 세부사업."""
    for field in ("unit_project", "detailed_project"):
        names = {reading_key(getattr(head, field) or "") for head in heads}
        if len(names) == 1 and "" not in names:
            policy = {reading_key(head.policy_project) for head in heads if head.policy_project}
            return len(policy) < 2
    return False


def forbidden(subject: Subject) -> Iterator[Diagnostic]:
    """Sources and targets that 시행령 제55조 names; moves inside one 편성목 are left alone."""
    for path, _, _, transfer in subject.under_law("전용"):
        into = {compilation(leg.head) for leg in transfer.targets}
        out_of = {compilation(leg.head) for leg in transfer.sources}
        for index, leg in enumerate(transfer.sources):
            law = _source_law(compilation(leg.head), into, transfer)
            if law:
                name = name_of(leg.head)
                yield FORBIDDEN_SOURCE.at(f"{path}.sources[{index}]", leg.where, name, name=name, law=law)
        for index, leg in enumerate(transfer.targets):
            own, name = compilation(leg.head), name_of(leg.head)
            if own in words.OFFICIAL_EXPENSES and out_of != {own}:
                yield FORBIDDEN_TARGET.at(f"{path}.targets[{index}]", leg.where, name, name=name)


def _source_law(own: str | None, into: set[str | None], transfer: Transfer) -> Law | None:
    """The rule that a source may fall under, or None."""
    if own is None or into == {own}:
        return None
    if own in words.PERSONNEL_COSTS:
        return FROM_PERSONNEL
    if own in words.REPAYMENTS and not into <= set(words.REPAYMENTS):
        return FROM_REPAYMENT
    if own in words.FACILITY_COSTS and is_before(transfer, _FACILITY_RULE_ENDED):
        return FROM_FACILITIES
    return None


def unbudgeted_targets(subject: Subject) -> Iterator[Diagnostic]:
    """The project that money goes to was in the budget (제49조제2항제1호, since 2020-06-09)."""
    for path, briefing, item, transfer in subject.under_law("전용"):
        if not is_since(transfer, subject.year(path, briefing), REPORTED_SINCE):
            continue
        place = path.rpartition(".")[0]
        for index, leg in enumerate(transfer.targets):
            found = subject.line_of(place, item, leg)
            if found is None or found[0] in subject.unread or not _had_nothing(found[1], found[2]):
                continue
            if not _is_funded(subject, place, item, leg.head):
                name = ", ".join(filter(None, (leg.head.detailed_project, name_of(leg.head))))
                yield TARGET_UNBUDGETED.at(f"{path}.targets[{index}]", leg.where, name, name=name)


def _had_nothing(table: BudgetTable, line: BudgetLine) -> bool:
    """Whether a line shows that nothing was voted: the table prints the budget before, and this line has none."""
    return table.unit is not None and "before" in table.columns and not line.before


def _is_funded(subject: Subject, path: str, item: Item, head: BudgetHead) -> bool:
    """Whether another line of the item shows a budget for the same project; without its name nothing can be said."""
    key = f"funded in {path}"
    if key not in subject.memo:
        lines = (line for _, table in tables_of(path, item) for line in table.lines)
        subject.memo[key] = {reading_key(line.head.detailed_project or "") for line in lines if line.before}
    return not head.detailed_project or reading_key(head.detailed_project) in subject.memo[key]


def reserves(subject: Subject) -> Iterator[Diagnostic]:
    """예비비 is not used for 업무추진비 or subsidies (시행령 제48조, from a secondary source)."""
    for path, briefing, item in subject.items():
        if not subject.governed(path, briefing):
            continue
        for place, where, head in _uses_of_reserve(path, briefing, item):
            if compilation(head) in words.OFFICIAL_EXPENSES or _SUBSIDY.fullmatch(bare(head.object_name or "")):
                yield RESERVE_USE_DOUBTFUL.at(place, where, name_of(head), name=name_of(head))


def _is_reserve(head: BudgetHead) -> bool:
    return compilation(head) in words.RESERVES or bare(head.object_name or "").endswith("예비비")


def _uses_of_reserve(path: str, briefing: Briefing, item: Item) -> Iterator[tuple[str, Where, BudgetHead]]:
    """What 예비비 is used for: the targets of transfers out of it, and the lines of an item that reports its use."""
    for number, transfer in enumerate(item.transfers):
        if transfer.sources and all(_is_reserve(leg.head) for leg in transfer.sources):
            for index, leg in enumerate(transfer.targets):
                yield f"{path}.transfers[{number}].targets[{index}]", leg.where, leg.head
    if not item.transfers and (kind_of(item.title) or kind_of(briefing.title)) == "예비비":
        for place, table in tables_of(path, item):
            for index, line in enumerate(table.lines):
                if not _is_reserve(line.head):
                    yield f"{place}.lines[{index}]", line.where, line.head

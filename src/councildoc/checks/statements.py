"""What the prose of an item says against its transfers: a stated total over several, the names of 과목, a reason at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from councildoc.checks.objects import compilation, name_of, same_name
from councildoc.checks.places import Subject, told_in_prose
from councildoc.checks.suggestions import suggested
from councildoc.diagnostics import (
    AMOUNT_MISMATCH,
    ANNEX_NOT_TOLD,
    GARBLED_TEXT,
    MISSING_REASON,
    PROSE_NAME_UNMATCHED,
    Diagnostic,
)
from councildoc.model import BudgetHead, Item, Leg
from councildoc.object_codes import names_by_level, object_table
from councildoc.transfers.legs import annexed, own_blocks
from councildoc.transfers.prose import read_statements
from councildoc.values import bare, code_parts

_SIDES = ("감액", "증액")


def stated_totals(subject: Subject) -> Iterator[Diagnostic]:
    """An amount stated over several transfers of an item equals their sum."""
    for path, _, item in subject.items():
        if len(item.transfers) < 2:
            continue
        moved = sum(transfer.amount or 0 for transfer in item.transfers)
        own = own_blocks(item.blocks)
        shared = [block for block in item.blocks if not any(block is one for one in own)]
        beside_annex = {transfer.amount for transfer in item.transfers} if annexed(item.blocks) else set()
        for amount in read_statements(shared).amounts:
            if beside_annex & set(amount.choices):
                continue  # stated for the item's own transfer; its annex lists those of other items too
            if amount.group is None and amount.route is None and moved not in amount.choices:
                stated = amount.choices[0]
                found = AMOUNT_MISMATCH.at(path, amount.where, amount.text, stated=stated, table=moved)
                yield suggested(subject, found, ("stated", str(stated)))


def annexes(subject: Subject) -> Iterator[Diagnostic]:
    """What a table in an annex moves is one of the transfers of its report: what is passed over is never lost in silence."""
    for path, briefing, item in subject.items():
        moved = Counter(transfer.amount for other in briefing.items for transfer in other.transfers)
        for amount, where in annexed(item.blocks):
            if moved[amount] == 0:
                yield ANNEX_NOT_TOLD.at(path, where, amount=amount)
            moved[amount] -= 1


def unread(subject: Subject) -> Iterator[Diagnostic]:
    """A labelled amount or date that holds digits is read, or reported: `전용일자 : 2021. 2. 30.` is no date."""
    for path, _, item in subject.items():
        for text, where in read_statements(item.blocks).unread if item.transfers else ():
            yield GARBLED_TEXT.at(path, where, text, text=text)


def reasons(subject: Subject) -> Iterator[Diagnostic]:
    """A transfer has a reason (지방재정법 제49조제4항)."""
    for path, _, _, transfer in subject.transfers():
        if transfer.reason is None:
            yield MISSING_REASON.at(path, transfer.where, kind=transfer.kind)


def prose_names(subject: Subject) -> Iterator[Diagnostic]:
    """A 통계목 or 편성목 that the prose names as source or target is one of that side of the table.

    Only names of the object table and codes count: prose shortens the names of projects and offices freely. All transfers
    of the item are taken together, since a sentence rarely says which of them it tells of.
    """
    for path, _, item in subject.items():
        if not item.transfers or told_in_prose(item):
            continue
        said: set[tuple[int, str]] = set()
        for route in read_statements(item.blocks).routes:
            for side, told in enumerate((route.sources, route.targets)):
                heads = [leg.head for leg in _legs(item, side)]
                for head, _ in told:
                    name = name_of(head)
                    if heads and (side, name) not in said and not _occurs(head, heads):
                        said.add((side, name))
                        names = ", ".join(dict.fromkeys(map(name_of, heads)))
                        yield PROSE_NAME_UNMATCHED.at(
                            path,
                            route.where,
                            f"{route.source} → {route.target}",
                            side=_SIDES[side],
                            name=name,
                            names=names,
                        )


def _legs(item: Item, side: int) -> Iterator[Leg]:
    for transfer in item.transfers:
        yield from (transfer.sources, transfer.targets)[side]


def _occurs(told: BudgetHead, heads: Iterable[BudgetHead]) -> bool:
    """Whether a head told in prose may be one of the table's; what cannot be judged may."""
    fine, coarse = names_by_level()
    name = bare(told.object_name or "")
    if told.object_code and code_parts(told.object_code)[1] is not None:
        return any(_same_code(told.object_code, head.object_code) for head in heads)
    if name in coarse and name not in fine:
        codes = {row.code for row in object_table() if "-" not in row.code and bare(row.name) == name}
        return any(compilation(head) is None or compilation(head) in codes for head in heads)
    if name not in fine:
        return True
    groups = {row.code[:3] for row in object_table() if "-" in row.code and same_name(name, row.name)}
    return any(
        not head.object_name
        or same_name(name, head.object_name)
        or (bare(head.object_name) in coarse - fine and compilation(head) in groups)
        for head in heads
    )


def _same_code(told: str, printed: str | None) -> bool:
    """Whether two codes are one; a 편성목 alone is that of all its 통계목. A table without codes says nothing."""
    if printed is None:
        return True
    ours, theirs = code_parts(told)[1:], code_parts(printed)[1:]
    return ours[0] == theirs[0] and (ours[1] is None or theirs[1] is None or ours[1] == theirs[1])

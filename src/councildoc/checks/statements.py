"""What the prose of an item says against its transfers: a stated total over several, a reason at all."""

from __future__ import annotations

from collections.abc import Iterator

from councildoc.checks.places import Subject
from councildoc.diagnostics import AMOUNT_MISMATCH, GARBLED_TEXT, MISSING_REASON, Diagnostic
from councildoc.transfers.prose import read_statements


def stated_totals(subject: Subject) -> Iterator[Diagnostic]:
    """An amount stated over several transfers of an item equals their sum."""
    for path, _, item in subject.items():
        if len(item.transfers) < 2:
            continue
        moved = sum(transfer.amount or 0 for transfer in item.transfers)
        for amount in read_statements(item.blocks).amounts:
            if amount.group is None and amount.route is None and moved not in amount.choices:
                yield AMOUNT_MISMATCH.at(path, amount.where, amount.text, stated=amount.choices[0], table=moved)


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

"""Parsed -> CSV rows: one row for each leg of each transfer, for spreadsheets and data frames.

RFC 4180 with CRLF. A transfer without legs gets one row with an empty `flow`, so that no move is missing. Cells that a
spreadsheet might run as a formula are marked, see `guard`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import regex

from councildoc.document import Location, Where
from councildoc.model import Briefing, BudgetLine, BudgetTable, Item, Leg, Parsed, Transfer
from councildoc.values import bare

BOM = "\ufeff"
"""Written once, before the header: without it Excel takes UTF-8 for CP949."""

HEAD_FIELDS = (
    "account",
    "department",
    "policy_project",
    "unit_project",
    "detailed_project",
    "object_code",
    "object_name",
)

COLUMNS: dict[str, str] = {
    "file": "name of the file",
    "briefing": "number of the briefing in the file, from 1",
    "briefing_title": "제목",
    "council": "의회",
    "session_number": "회기: 제305회 is 305",
    "session_kind": "임시회, 정례회",
    "committee": "위원회",
    "briefing_department": "보고 부서",
    "briefing_date": "보고일, partial ISO",
    "item": "number of the item in the briefing, from 1",
    "item_number": "number as printed (Ⅰ is 1)",
    "item_title": "제목",
    "transfer": "number of the transfer in the item, from 1",
    "kind": "전용, 이용, 이체, 예산변경, 변경사용 …",
    "dates": "dates of the transfer, partial ISO, joined by `; `",
    "transfer_amount": "amount of the whole transfer in won; repeated on each of its rows",
    "flow": "`source` (감) or `target` (증); empty for a transfer without legs",
    "account": "회계",
    "department": "부서",
    "policy_project": "정책사업",
    "unit_project": "단위사업",
    "detailed_project": "세부사업",
    "object_code": "통계목 코드",
    "object_name": "통계목",
    "amount": "amount of this leg in won: the column to sum",
    "before": "won on the budget line before the move; empty if no line, or more than one, fits",
    "after": "won on the budget line after the move; empty if no line, or more than one, fits",
    "reason": "전용사유",
    "page": "page of the row, from 1",
    "line": "line of the text file, from 1",
}
"""Header -> what the column holds; `docs/formats.md` lists them."""

_RISKY = frozenset("=+-@＝＋－＠'")
_PLAIN_NUMBER = regex.compile(r"-?\d+")


def guard(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet might run as a formula; `unguard` takes it off.

    What counts is the first character that can be seen. A cell that begins with an apostrophe gets one more, so that
    the mark can always be told from the text; a plain negative number needs none.

    >>> guard("=1+1"), guard(" -사무관리비"), guard("'21 행사"), guard("-5000"), guard("201-01")
    ("'=1+1", "' -사무관리비", "''21 행사", '-5000', '201-01')
    """
    if _PLAIN_NUMBER.fullmatch(cell):
        return cell
    risky = bare(cell)[:1] in _RISKY if bare(cell) else False
    return f"'{cell}" if risky or cell[:1] in ("\t", "\r", "\n", "'") else cell


def unguard(cell: str) -> str:
    """The text of a cell that `guard` wrote.

    >>> unguard("'=1+1"), unguard("''21 행사"), unguard("201-01")
    ('=1+1', "'21 행사", '201-01')
    """
    return cell.removeprefix("'")


def _text(value: str | int | None) -> str:
    return "" if value is None else guard(value) if isinstance(value, str) else str(value)


def _matching_line(item: Item, leg: Leg, field: str) -> BudgetLine | None:
    """The one budget line of the item that shows this leg; None where the choice would be a guess."""
    found = [
        line
        for block in item.blocks
        for table in block.body
        if isinstance(table, BudgetTable)
        for line in table.lines
        if line.head == leg.head and leg.amount is not None and getattr(line, field) == leg.amount
    ]
    return found[0] if len({(line.before, line.after) for line in found}) == 1 else None


def _first(where: Where) -> Location:
    return where[0] if where else Location()


def _rows(briefing: Briefing, number: int, name: str) -> Iterator[dict[str, str | int | None]]:
    shared: dict[str, str | int | None] = {
        "file": name,
        "briefing": number,
        "briefing_title": briefing.title,
        "council": briefing.council,
        "session_number": briefing.session_number,
        "session_kind": briefing.session_kind,
        "committee": briefing.committee,
        "briefing_department": briefing.department,
        "briefing_date": briefing.date,
    }
    for item_number, item in enumerate(briefing.items, 1):
        for transfer_number, transfer in enumerate(item.transfers, 1):
            of_transfer: dict[str, str | int | None] = {
                "item": item_number,
                "item_number": item.number,
                "item_title": item.title,
                "transfer": transfer_number,
                "kind": transfer.kind,
                "dates": "; ".join(transfer.dates),
                "transfer_amount": transfer.amount,
                "reason": transfer.reason,
            }
            for of_leg in _legs(item, transfer):
                yield shared | of_transfer | of_leg


def _legs(item: Item, transfer: Transfer) -> Iterator[dict[str, str | int | None]]:
    sides = (("source", "decrease", transfer.sources), ("target", "increase", transfer.targets))
    if not transfer.sources and not transfer.targets:
        place = _first(transfer.where)
        yield {"page": place.page, "line": place.line}
    for flow, field, legs in sides:
        for leg in legs:
            line = _matching_line(item, leg, field)
            place = _first(leg.where or transfer.where)
            yield {
                "flow": flow,
                **{name: getattr(leg.head, name) for name in HEAD_FIELDS},
                "amount": leg.amount,
                "before": line.before if line else None,
                "after": line.after if line else None,
                "page": place.page,
                "line": place.line,
            }


def _write(rows: Iterator[list[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()


def header() -> str:
    """The first line of a CSV file, byte order mark included."""
    return BOM + _write(iter([list(COLUMNS)]))


def to_csv(parsed: Parsed) -> str:
    """The rows of one file, without the header: rows of several files go below one `header()`."""
    return _write(
        [_text(row.get(column)) for column in COLUMNS]
        for number, briefing in enumerate(parsed.briefings, 1)
        for row in _rows(briefing, number, parsed.source.name)
    )

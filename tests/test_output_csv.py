"""CSV: one row a leg, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

from hypothesis import example, given

import councildoc
import strategies
from councildoc import (
    Block,
    Briefing,
    BudgetHead,
    BudgetLine,
    BudgetTable,
    Item,
    Leg,
    Location,
    Pairs,
    Parsed,
    Source,
    Transfer,
)
from councildoc.output.csv import COLUMNS, HEAD_FIELDS, guard, header, to_csv, unguard
from samples import BRIEFING

HEAD = BudgetHead("일반회계", "가과", None, None, "나 사업", "201-01", "사무관리비")
OTHER = BudgetHead("일반회계", "가과", None, None, "다 사업", "201-03", "행사운영비")
SOURCE = Source("보고.pdf", "pdf", "0" * 64, 1)


def rows(parsed: Parsed) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(header().removeprefix("\ufeff") + to_csv(parsed), newline="")))


def with_transfer(transfer: Transfer, *lines: BudgetLine) -> Parsed:
    table = BudgetTable(1000, None, Pairs(), lines)
    return Parsed(
        SOURCE, (Briefing(items=(Item(3, "Ⅲ", "=제목", None, (Block("budget", None, None, (table,)),), (transfer,)),)),)
    )


MOVE = Transfer(
    "전용",
    5000,
    ("2021-10-12", "--10-13"),
    (Leg(HEAD, 5000, where=(Location(page=2),)),),
    (Leg(OTHER, 5000),),
    "사유\n둘째 줄",
    where=(Location(page=1), Location(page=2)),
)
LINES = (BudgetLine(HEAD, 9000, 5000, None, 4000), BudgetLine(OTHER, None, None, 5000, 5000))


def test_one_row_for_each_leg() -> None:
    source, target = rows(with_transfer(MOVE, *LINES))

    assert source["flow"] == "source"
    assert target["flow"] == "target"
    assert [source[name] for name in HEAD_FIELDS] == ["일반회계", "가과", "", "", "나 사업", "201-01", "사무관리비"]
    assert source["file"] == "보고.pdf"
    assert (source["briefing"], source["item"], source["item_number"], source["transfer"]) == ("1", "1", "3", "1")
    assert source["item_title"] == "'=제목"
    assert source["dates"] == "2021-10-12; --10-13"
    assert (source["amount"], source["transfer_amount"]) == ("5000", "5000")
    assert (source["before"], source["after"]) == ("9000", "4000")
    assert (target["before"], target["after"]) == ("", "5000")
    assert source["reason"] == "사유\n둘째 줄"
    assert (source["page"], target["page"], source["line"]) == ("2", "1", "")


def test_before_and_after_are_left_out_where_two_lines_fit() -> None:
    twice = (LINES[0], BudgetLine(HEAD, 6000, 5000, None, 1000))

    assert [row["before"] for row in rows(with_transfer(MOVE, *twice))] == ["", ""]


def test_a_transfer_without_legs_is_not_lost() -> None:
    (row,) = rows(with_transfer(Transfer("전용", None, (), (), (), where=(Location(line=7),))))

    assert (row["kind"], row["flow"], row["amount"], row["transfer_amount"]) == ("전용", "", "", "")
    assert row["line"] == "7"


def test_the_header_names_every_column_in_ascii() -> None:
    assert header().startswith("\ufeff")
    assert header().removeprefix("\ufeff").rstrip("\r\n").split(",") == list(COLUMNS)
    assert header().removeprefix("\ufeff").isascii()


def test_a_real_reading_has_a_row_for_both_sides() -> None:
    found = rows(councildoc.parse(BRIEFING.encode()))

    assert [(row["flow"], row["object_name"], row["amount"]) for row in found] == [
        ("source", "사무관리비", "30000000"),
        ("target", "행사운영비", "30000000"),
    ]


@given(strategies.texts)
@example("\t=1")
@example("\u200b=1")
@example(" ＝1")
@example("'")
@example("-5")
def test_no_cell_can_be_run_and_every_cell_can_be_restored(text: str) -> None:
    cell = guard(text)

    assert unguard(cell) == text
    plain_number = cell.removeprefix("-").isdecimal()
    assert plain_number or not cell.lstrip().startswith(tuple("=+-@＝＋－＠"))
    assert not cell.startswith(("\t", "\r", "\n"))


@given(strategies.parsed)
def test_every_leg_of_a_reading_is_in_the_table(parsed: Parsed) -> None:
    text = to_csv(parsed)
    found = rows(parsed)

    assert len(found) == sum(max(1, len(t.sources) + len(t.targets)) for t in parsed.transfers)
    assert text.endswith("\r\n") or not text
    amounts = [row["amount"] for row in found if row["flow"]]
    assert amounts == [
        "" if leg.amount is None else str(leg.amount) for t in parsed.transfers for leg in (*t.sources, *t.targets)
    ]
    for row in found:
        assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in row.values())

"""Suggestions: the one slip of the pen that explains a failed sum; none where several do."""

from __future__ import annotations

import pytest

from councildoc import BudgetHead, BudgetLine, Source
from councildoc.checks import run as run_checks
from councildoc.checks.suggestions import Amount, Sums, explanations, is_slip
from councildoc.parser import parse_document
from drawing import draw
from test_checks import AMOUNT, ROW_1, ROW_2, SOUND, STATED, SUMS, Edits, edited, findings
from timing import grows_by

ASKS = "(확인 필요)."


def suggestions(text: str) -> dict[str, str]:
    """Code -> what is suggested; findings without a suggestion are left out. Findings of one code suggest the same."""
    told = [(d.code, d.message) for d in findings(text) if d.message.endswith(ASKS)]
    parts = {(code, message.removesuffix(ASKS).rpartition("니다. ")[2]) for code, message in told}
    assert len({code for code, _ in parts}) == len(parts)
    return dict(parts)


def failed(text: str) -> set[str]:
    return {d.code for d in findings(text) if d.severity == "error"}


SLIPS: dict[str, tuple[Edits, dict[str, str]]] = {
    "a digit of a line": (
        (("| 480,000 |", "| 470,000 |"),),
        {
            "row-arithmetic": "변경 후 예산액 470,000,000원을 480,000,000원으로 고치면 맞습니다",
            "total-mismatch": "‘공원 관리, 100-201-02 공공운영비’ 행의 변경 후 예산액 470,000,000원을 480,000,000원으로 고치면 맞습니다",
        },
    ),
    "a digit of the first amount of a line": (
        ((ROW_1, "| 300,000 | 20,000 | - | 480,000 |"),),
        {
            "row-arithmetic": "예산액 300,000,000원을 500,000,000원으로 고치면 맞습니다",
            "total-mismatch": "‘공원 관리, 100-201-02 공공운영비’ 행의 예산액 300,000,000원을 500,000,000원으로 고치면 맞습니다",
        },
    ),
    "a digit of the total": (
        (("| 510,000 | 20,000 |", "| 511,000 | 20,000 |"),),
        {"total-mismatch": "예산액 511,000,000원을 510,000,000원으로 고치면 맞습니다"},
    ),
    "a digit lost in the prose": (
        (("금 20,000천원", "금 2,000천원"),),
        {"amount-mismatch": "본문의 금액 2,000,000원을 20,000,000원으로 고치면 맞습니다"},
    ),
    "a digit added in the prose": (
        (("금 20,000천원", "금 200,000천원"),),
        {"amount-mismatch": "본문의 금액 200,000,000원을 20,000,000원으로 고치면 맞습니다"},
    ),
    "two neighbours swapped": (
        ((SUMS, "| 150,000 | 20,000 | 20,000 | 510,000 |"),),
        {"total-mismatch": "예산액 150,000,000원을 510,000,000원으로 고치면 맞습니다"},
    ),
    "two cells swapped": (
        ((ROW_2, "| 30,000 | - | 20,000 | 10,000 |"),),
        {
            "row-arithmetic": "‘공원 복구, 100-201-01 사무관리비’ 행의 예산액과 변경 후 예산액을 서로 바꾸면 맞습니다",
            "total-mismatch": "‘공원 복구, 100-201-01 사무관리비’ 행의 예산액과 변경 후 예산액을 서로 바꾸면 맞습니다",
        },
    ),
    "an amount in the column beside": (
        ((ROW_2, "| 10,000 | 20,000 | - | 30,000 |"),),
        {
            "row-arithmetic": "‘공원 복구, 100-201-01 사무관리비’ 행의 감액과 증액을 서로 바꾸면 맞습니다",
            "total-mismatch": "‘공원 복구, 100-201-01 사무관리비’ 행의 감액과 증액을 서로 바꾸면 맞습니다",
            "amount-mismatch": "‘공원 복구, 100-201-01 사무관리비’ 행의 감액과 증액을 서로 바꾸면 맞습니다",
            "unbalanced-transfer": "‘공원 복구, 100-201-01 사무관리비’ 행의 감액과 증액을 서로 바꾸면 맞습니다",
        },
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_the_one_slip_that_explains_a_sum_is_suggested(slip: str) -> None:
    edits, expected = SLIPS[slip]
    text = edited(edits)
    assert suggestions(text) == expected
    assert failed(text) - expected.keys() <= {"overdrawn"}


def test_nothing_is_repaired() -> None:
    text = edited(SLIPS["a digit of a line"][0])
    (briefing,) = parse_document(draw(text), Source("보고", "text", "0" * 64)).briefings
    (table,) = [entry for block in briefing.items[0].blocks for entry in block.body if hasattr(entry, "lines")]
    assert table.lines[0].after == 470_000_000


ALONE = SOUND.replace("| 총 계 | < | < | < | 510,000 | 20,000 | 20,000 | 510,000 |\n", "")
"""Without a total row an amount stands in fewer sums."""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # before and after explain it alike where no total tells which
        (ALONE.replace("| 480,000 |", "| 481,000 |"), "row-arithmetic"),
        # two faults in one line
        (edited(((ROW_2, "| 10,000 | - | 19,000 | 29,000 |"),)), "unbalanced-transfer"),
        # no single digit does it
        (edited((("| 480,000 |", "| 457,000 |"),)), "row-arithmetic"),
        # the total is off by two digits
        (edited(((SUMS, "| 532,000 | 20,000 | 20,000 | 510,000 |"),)), "total-mismatch"),
        # the statement and the table cannot both be judged by it
        (edited((("금 20,000천원", "금 35,000천원"),)), "amount-mismatch"),
        # a line with an amount that could not be read
        (edited((("| 10,000 |", "| 1O,OOO |"), ("| 480,000 |", "| 470,000 |"))), "row-arithmetic"),
    ],
)
def test_without_a_single_explanation_none_is_suggested(text: str, code: str) -> None:
    assert code in failed(text)
    assert suggestions(text) == {}


def test_a_total_stated_over_several_transfers() -> None:
    assert suggestions(STATED.replace("금 20,000천원", "금 42,000천원")) == {
        "amount-mismatch": "본문의 금액 42,000,000원을 24,000,000원으로 고치면 맞습니다"
    }
    assert suggestions(STATED) == {"amount-mismatch": "본문의 금액 20,000,000원을 24,000,000원으로 고치면 맞습니다"}


def test_subtotals_are_sums_too() -> None:
    """A digit of the line would set its own sum right, but not that of its subtotal."""
    text = edited(
        (
            (
                f"100-201-02//공공운영비 {ROW_1}",
                f"100-201-02//공공운영비 {ROW_1}\n| 소계 | < | < | < | 500,000 | 20,000 | - | 480,000 |",
            ),
            (
                f"100-201-01//사무관리비 {ROW_2}",
                f"100-201-01//사무관리비 {ROW_2}\n| 소계 | < | < | < | 10,000 | - | 20,000 | 30,000 |",
            ),
        )
    )
    assert failed(text) == set()
    slip = text.replace("| 소계 | < | < | < | 500,000 |", "| 소계 | < | < | < | 400,000 |")
    assert suggestions(slip) == {"total-mismatch": "예산액 400,000,000원을 500,000,000원으로 고치면 맞습니다"}


def test_what_other_columns_add_is_part_of_the_sum() -> None:
    text = edited(
        (
            ("| 예산현액 |", "| 예산현액 | 명시이월 |"),
            (ROW_1, "| 500,000 | 5,000 | 20,000 | - | 485,000 |"),
            (ROW_2, "| 10,000 | - | - | 20,000 | 30,000 |"),
            (SUMS, "| 510,000 | 5,000 | 20,000 | 20,000 | 515,000 |"),
        )
    )
    assert failed(text) == set()
    assert suggestions(text.replace("| 515,000 |", "| 575,000 |")) == {
        "total-mismatch": "변경 후 예산액 575,000,000원을 515,000,000원으로 고치면 맞습니다"
    }


def test_one_signed_column() -> None:
    text = edited(
        (
            ("| 감 | 증 |", "| 증감 |"),
            (ROW_1, "| 500,000 | △20,000 | 480,000 |"),
            (ROW_2, "| 10,000 | 20,000 | 30,000 |"),
            (SUMS, "| 510,000 | - | 510,000 |"),
        )
    )
    assert failed(text) == set()
    assert suggestions(text.replace("| 480,000 |", "| 430,000 |"))["row-arithmetic"] == (
        "변경 후 예산액 430,000,000원을 480,000,000원으로 고치면 맞습니다"
    )


def test_tables_without_a_change_are_left_alone() -> None:
    text = edited(
        (
            ("| 예산현액 | 감 | 증 | 전용 후 |", "| 당초예산 | 변경예산 |"),
            (ROW_1, "| 500,000 | 480,000 |"),
            (ROW_2, "| 10,000 | 30,000 |"),
            (SUMS, "| 510,000 | 511,000 |"),
        )
    )
    assert suggestions(text) == {}


@pytest.mark.parametrize(
    ("printed", "meant", "slip"),
    [
        (355_000, 335_000, True),
        (2_000, 20_000, True),
        (20_000, 2_000, True),
        (123, 1_234, True),
        (123, 4_123, True),
        (123, 1_123, True),
        (24, 42, True),
        (1_234, 1_243, True),
        (1_234, 4_231, False),
        (1_234, 2_143, False),
        (24, 35, False),
        (123, 123, False),
        (123, 12_345, False),
        (123, 1_432, False),
        (0, 5, True),
        (10**40 + 1, 10**40 + 2, True),
    ],
)
def test_what_counts_as_a_slip(printed: int, meant: int, slip: bool) -> None:
    assert is_slip(printed, meant) is slip


def test_only_whole_units_of_the_table_are_suggested() -> None:
    """355 of a table in thousands cannot become 355.5."""
    sums = Sums({("a", "before"): Amount(355_000, 1_000, "행"), ("b", "before"): Amount(355_500, 1, "행")})
    sums.add(("sum", "x"), {("a", "before"): 1, ("b", "before"): -1})
    assert explanations(sums, ("sum", "x")) == ["행의 예산액 355,500원을 355,000원으로 고치면 맞습니다(확인 필요)."]
    assert explanations(sums, ("no", "sum")) == []


def _report(count: int) -> str:
    """A table of so many lines, each off by one digit, with huge amounts."""
    rows = "".join(
        f"| 공원과 | 녹지 조성 | 공원 {n} | 201-0{1 + n % 2}//{('사무관리비', '공공운영비')[n % 2]} "
        f"| 9,000,000,000,000,000,000 | {'1,000 | -' if n % 2 else '- | 1,000'} | 9,500,000,000,000,001,000 |\n"
        for n in range(count)
    )
    head, _, rest = SOUND.partition("| 공원과 |")
    return head + rows + rest[rest.index("| 총 계") :]


@pytest.mark.no_cover
def test_large_tables_of_large_numbers_take_no_longer_than_they_are() -> None:
    documents = {count: draw(_report(count)) for count in (200, 800)}
    readings = {count: parse_document(document, _SOURCE) for count, document in documents.items()}

    def check(count: int) -> None:
        run_checks(readings[count], documents[count])

    assert sum(d.code == "row-arithmetic" for d in readings[200].diagnostics) == 200
    assert grows_by(lambda: check(200), lambda: check(800), within=10) < 10


_SOURCE = Source("보고", "text", "0" * 64)


def test_a_line_without_names_is_this_line() -> None:
    from councildoc.checks.sums import row_name

    assert row_name(BudgetLine(BudgetHead())) == "이 행"


def test_the_drawn_report_states_its_amount() -> None:
    assert AMOUNT in SOUND

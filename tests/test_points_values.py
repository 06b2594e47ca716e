"""Amounts, units and dates in every spelling: read exactly, or absent and reported."""

from __future__ import annotations

import pytest

from councildoc import BudgetTable, Parsed, Source
from councildoc.dates import find_dates
from councildoc.parser import parse_document
from councildoc.transfers.sides import exact_won
from councildoc.values import find_unit, find_won, parse_cell
from drawing import draw

MANWON = 10_000
EOK = 100_000_000


def read(drawing: str) -> Parsed:
    return parse_document(draw(drawing), Source("보고", "text", "0" * 64))


def report(*lines: str, title: str = "예산 전용 보고", heading: str = "전용개요") -> Parsed:
    """A report with one item, whose summary holds these lines."""
    return read(f"{title}\nⅠ. 도로 예산 전용\n□ {heading}\n" + "\n".join(f" {line}" for line in lines) + "\n")


def stated(text: str, label: str = "전용금액") -> int | None:
    """The amount of the transfer whose 전용금액 is printed so; None where there is none."""
    transfers = report(f"○ {label} : {text}", "○ 전용과목 : 사무관리비 → 행사운영비").transfers
    assert len(transfers) == 1
    return transfers[0].amount


def dated(text: str, label: str = "전용일자", title: str = "예산 전용 보고") -> tuple[str, ...]:
    """The dates of the transfer whose 전용일자 is printed so."""
    (transfer,) = report("○ 전용금액 : 3,000천원", f"○ {label} : {text}", title=title).transfers
    return transfer.dates


def codes(parsed: Parsed) -> list[str]:
    return [d.code for d in parsed.diagnostics if d.code != "missing-reason"]


@pytest.mark.point(48)
@pytest.mark.parametrize("lead", ["", "금", "금 ", "금　", "일금 ", "총 ", "총"])
@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("23,210,000원", 23_210_000),
        ("23210000원", 23_210_000),
        ("30,000천원", 30_000_000),
        ("30,000 천원", 30_000_000),
        ("30,000천 원", 30_000_000),
        ("30,000(천원)", 30_000_000),
        ("30백만원", 30_000_000),
        ("2,112만 원", 21_120_000),
        ("0.3억원", 30_000_000),
        ("12.5백만원", 12_500_000),
        ("1억원", EOK),
        ("1조원", 10_000 * EOK),
        ("３０，０００천원", 30_000_000),
        ("23,210,000원정", 23_210_000),
        ("30,000千원", 30_000_000),
    ],
)
def test_units_of_an_amount(lead: str, text: str, won: int) -> None:
    assert [found.won for found in find_won(lead + text)] == [won]
    assert stated(lead + text) == won


@pytest.mark.point(48)
@pytest.mark.parametrize(
    ("text", "won"),
    [("₩23,210,000", 23_210_000), ("￦ 5,000", 5_000), ("150억", 150 * EOK), ("천만원", 1_000 * MANWON)],
)
def test_amounts_that_only_a_label_makes_amounts(text: str, won: int) -> None:
    assert stated(text) == won
    assert find_won(text) == ()


@pytest.mark.point(48)
@pytest.mark.parametrize(
    "text", ["천원", "금      천원", "백만원", "(단위 : 천원)", "30,000", "12.000.000원", "2억3천"]
)
def test_no_amount_is_made_of_a_unit_or_of_a_number_alone(text: str) -> None:
    assert stated(text) is None


@pytest.mark.point(48)
def test_a_number_without_unit_is_reported() -> None:
    parsed = report("○ 전용금액 : 30,000", "○ 전용과목 : 사무관리비 → 행사운영비")
    assert (parsed.transfers[0].amount, codes(parsed)) == (None, ["garbled-text"])


@pytest.mark.point(49)
@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("6,396억 3천9백만원", 639_639_000_000),
        ("289억 8천 5백만원", 28_985_000_000),
        ("106억 5천 4백만 원", 10_654_000_000),
        ("30억 4,880만 6천 원", 3_048_806_000),
        ("28억 7만 8,560원", 2_800_078_560),
        ("1조 186억 5천만원", 1_018_650_000_000),
        ("34조 8,369억원", 34_836_900_000_000),
        ("2조 6471억 7600만 원", 2_647_176_000_000),
        ("1억5천만원", 150_000_000),
        ("1억 5,000만 원", 150_000_000),
        ("1 억 5 천 만 원", 150_000_000),
        ("1억2천3백4십5만6천7백8십9원", 123_456_789),
        ("3백2십만원", 3_200_000),
    ],
)
def test_mixed_spellings(text: str, won: int) -> None:
    assert stated(text) == won
    assert [found.won for found in find_won(f"도로과는 {text}을 옮겼다")] == [won]


@pytest.mark.point(50)
@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("금 일천만원정", 10_000_000),
        ("금일천만원정", 10_000_000),
        ("일금 일천오백만원정", 15_000_000),
        ("일금 이천삼백이십일만원整", 23_210_000),
        ("일금 삼천사백오십육만칠천원정", 34_567_000),
        ("금 일억오천만 원정", 150_000_000),
        ("금 삼 천 만 원 정", 30_000_000),
        ("일금 일억이천삼백사십오만육천칠백팔십구원정", 123_456_789),
        ("일금 삼천만원정(₩30,000,000)", 30_000_000),
        ("금 30,000,000원(금 삼천만원)", 30_000_000),
        ("오천원", 5_000),
        ("금 백만원정", 1_000_000),
    ],
)
def test_amounts_in_words(text: str, won: int) -> None:
    assert stated(text) == won


@pytest.mark.point(50)
def test_an_amount_in_words_inside_a_sentence() -> None:
    (transfer,) = report("○ 사무관리비 천만원을 행사운영비로 전용").transfers
    assert transfer.amount == 10_000_000
    assert find_won("백만원을 단위로 한다") == ()


@pytest.mark.point(51)
@pytest.mark.parametrize(
    "text",
    [
        "△1,500",
        "▲1,500",
        "▽1,500",
        "-1,500",
        "−1,500",
        "–1,500",
        "－1,500",
        "△ 1,500",
        "(1,500)",
        "(△1,500)",
        "△(1,500)",
        "(-)1,500",
        "(−)1,500",
        "(△)1,500",
        "감1,500",
        "1,500(감)",
        "1,500(△)",
        "△1,500천원",
        "−1,500천원",
        "(1,500천원)",
        "△1,500,000원",
    ],
)
def test_negative_cells(text: str) -> None:
    assert parse_cell(text, 1000) == -1_500_000


@pytest.mark.point(51)
@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("-", None),
        ("－", None),
        ("―", None),
        ("ー", None),
        ("", None),
        (" \n", None),
        ("없음", None),
        ("해당 없음", None),
        ("0", 0),
        ("△0", 0),
        ("0원", 0),
    ],
)
def test_nil_is_no_zero(text: str, won: int | None) -> None:
    assert parse_cell(text, 1000) == won


@pytest.mark.point(51)
@pytest.mark.parametrize("text", ["△", "1,500 2,000", "1,500△2", "+-1,500", "미정", "1,500*"])
def test_a_cell_without_one_number_is_reported(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_cell(text, 1000)


@pytest.mark.point(51)
def test_a_sign_in_prose_tells_the_side_of_a_move() -> None:
    (transfer,) = report("○ 사무관리비(△3,000천원) → 행사운영비(+3,000천원)").transfers
    assert [leg.amount for leg in (*transfer.sources, *transfer.targets)] == [3_000_000, 3_000_000]


TABLE = """Ⅰ. 도로 예산 전용
□ 예산현황
{caption}
| 세부사업 | 통계목 | 예산현액{note} | 감 | 증 | 전용 후 예산액 |
| 도로 정비 | 사무관리비 | {before} | {moved} | - | {left} |
| 도로 정비 | 행사운영비 | - | - | {moved} | {moved} |
"""


def table(parsed: Parsed) -> BudgetTable:
    return next(
        entry for block in parsed.briefings[0].items[0].blocks for entry in block.body if isinstance(entry, BudgetTable)
    )


def small(
    caption: str = "(단위 : 천원)", note: str = "", before: str = "10,000", moved: str = "3,000", left: str = "7,000"
) -> Parsed:
    return read(TABLE.format(caption=caption, note=note, before=before, moved=moved, left=left))


@pytest.mark.point(51)
def test_nil_zero_and_absent_in_a_table() -> None:
    lines = table(small(moved="0", left="10,000")).lines
    assert [(line.before, line.decrease, line.increase) for line in lines] == [(10_000_000, 0, None), (None, None, 0)]
    assert "after" in table(small()).columns


@pytest.mark.point(52)
@pytest.mark.parametrize("text", ["10,\n000", "10\n,000", "10,00\n0"])
def test_a_number_broken_in_its_cell(text: str) -> None:
    assert parse_cell(text, 1000) == 10_000_000
    found = table(small(before=text.replace("\n", "//")))
    assert found.lines[0].before == 10_000_000


@pytest.mark.point(52)
@pytest.mark.parametrize(
    ("lines", "won"),
    [
        (("106억", "5천 4백만원"), 10_654_000_000),
        (("23,210,", "000원"), 23_210_000),
        (("금 30,000", "천원"), 30_000_000),
    ],
)
def test_an_amount_broken_over_lines(lines: tuple[str, str], won: int) -> None:
    (transfer,) = report(f"○ 전용금액 : {lines[0]}", f"   {lines[1]}").transfers
    assert transfer.amount == won


@pytest.mark.point(52)
@pytest.mark.parametrize("text", ["10,000\n2,000", "10 000"])
def test_two_numbers_of_a_cell_are_not_made_one(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_cell(text, 1000)


@pytest.mark.point(53)
@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("(단위 : 천원)", 1_000), ("(단위: 백만원)", 1_000_000), ("(단위:억원)", EOK), ("(단위:원)", 1), ("단위 : 천원", 1_000), ("[단위：천 원]", 1_000),
        ("〔단위 : 십만원〕", 100_000), ("( 단 위 : 천 원 )", 1_000), ("(단위 : 명, 천원)", 1_000), ("(단위 : 천원, %)", 1_000), ("(단위 : 1,000원)", 1_000),
        ("(단위:1천원)", 1_000), ("(單位 : 千원)", 1_000), ("(천원)", 1_000), ("예산현액(백만원)", 1_000_000), ("단위사업", None), ("(단위 : 명)", None),
    ],
)  # fmt: skip
def test_spellings_of_a_unit(text: str, unit: int | None) -> None:
    assert find_unit(text) == unit


@pytest.mark.point(53)
@pytest.mark.parametrize(
    ("caption", "note", "unit"),
    [
        ("(단위 : 천원)", "", 1_000),
        ("", "(단위: 천원)", 1_000),
        ("(단위 : 백만원)", "", 1_000_000),
        ("", "(원)", 1),
        ("(단위 : 1,000원)", "", 1_000),
    ],
)
def test_the_unit_of_a_table(caption: str, note: str, unit: int) -> None:
    found = table(small(caption, note))
    assert (found.unit, found.lines[0].before) == (unit, 10_000 * unit)


@pytest.mark.point(53)
def test_units_that_contradict_each_other() -> None:
    parsed = small("(단위 : 천원)", "(단위: 백만원)")
    assert "unit-conflict" in codes(parsed)


@pytest.mark.point(53)
def test_a_unit_in_the_number_wins() -> None:
    assert parse_cell("3백만원", 1000) == 3_000_000
    assert table(small(before="10백만원")).lines[0].before == 10_000_000


@pytest.mark.point(53)
@pytest.mark.parametrize(
    ("label", "text", "heading"),
    [
        ("전용금액(천원)", "30,000", "전용개요"),
        ("전용금액", "30,000", "전용개요 (단위 : 천원)"),
        ("전용금액(단위:천원)", "금 30,000", "전용개요"),
        ("전용금액", "30,000 (단위:천원)", "전용개요"),
    ],
)
def test_the_unit_of_a_stated_amount(label: str, text: str, heading: str) -> None:
    (transfer,) = report(f"○ {label} : {text}", "○ 전용과목 : 사무관리비 → 행사운영비", heading=heading).transfers
    assert transfer.amount == 30_000_000


@pytest.mark.point(54)
@pytest.mark.parametrize(
    "text",
    [
        "547백만원(국비500, 시비47)",
        "547백만원(국비 500백만원, 시비 47백만원)",
        "547백만원[국비 500, 도비 30, 군비 17]",
        "총 547백만원 (국비 500백만원 + 시비 47백만원)",
        "총547백만원(행사운영비 500백만원, 사무관리비 47백만원)",
        "국비 500백만원, 시비 47백만원",
        "국비 500백만원, 도비 30백만원, 군비 17백만원 (총 547백만원)",
        "국비 500백만원 + 시비 47백만원 = 547백만원",
        "547백만원 = 국비 500백만원 + 시비 47백만원",
    ],
)
def test_a_sum_with_its_parts(text: str) -> None:
    assert stated(text) == 547_000_000


@pytest.mark.point(54)
def test_parts_below_their_sum() -> None:
    (transfer,) = report("○ 전용금액 : 547백만원", "- 국비 : 500백만원", "- 시비 : 47백만원").transfers
    assert transfer.amount == 547_000_000


@pytest.mark.point(54)
def test_the_source_of_money_is_no_budget_object() -> None:
    assert report("○ 국비 → 시비 3,000천원").transfers == ()


@pytest.mark.point(55)
@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("30천원 × 100명 × 2회 = 6,000천원", [6_000_000]),
        ("30,000원 X 1회선 X 12월 = 360천원", [360_000]),
        ("5천원*10명=50천원", [50_000]),
        ("6,000천원(30천원×200명)", [6_000_000]),
        ("20명 × 300,000원 = 6,000천원", [6_000_000]),
        ("@30,000원×20명", []),
        ("30,000 X 1회선 X 12월 = 360", []),
        ("1인당 30,000원", []),
        ("30,000원/명", []),
        ("1,000천원/월, 총 12,000천원", [12_000_000]),
        ("1회 500천원", []),
    ],
)
def test_factors_and_prices_are_no_amounts(text: str, won: list[int]) -> None:
    assert [found.won for found in find_won(text)] == won


@pytest.mark.point(55)
def test_a_product_behind_a_label() -> None:
    assert stated("30천원 × 100명 × 2회 = 6,000천원") == 6_000_000
    assert stated("6,000천원(30천원 × 100명 × 2회)") == 6_000_000


@pytest.mark.point(56)
@pytest.mark.parametrize(
    "text",
    [
        "약 3천만원",
        "약 금 3천만원",
        "3천만원 내외",
        "3천만원 정도",
        "3천만 원가량",
        "3천만여원",
        "3천만원대",
        "최대 3천만원",
        "3천만원 이내",
        "≒30,000천원",
    ],
)
def test_rounded_prose_states_no_amount(text: str) -> None:
    assert exact_won(text) == []
    parsed = read(
        f"Ⅰ. 도로 예산 전용\n□ 전용개요\n ○ 전용금액 : {text}\n□ 예산현황\n(단위 : 천원)\n"
        "| 세부사업 | 통계목 | 예산현액 | 감 | 증 | 전용 후 예산액 |\n"
        "| 도로 정비 | 사무관리비 | 100,000 | 30,123 | - | 69,877 |\n"
        "| 도로 정비 | 행사운영비 | - | - | 30,123 | 30,123 |\n"
    )
    assert parsed.transfers[0].amount == 30_123_000
    assert "amount-mismatch" not in codes(parsed)


@pytest.mark.point(56)
def test_an_exact_figure_beats_a_rounded_one() -> None:
    assert stated("약 3천만원(30,123천원)") == 30_123_000


@pytest.mark.point(57)
@pytest.mark.parametrize("quote", ["’", "‘", "'", "`", "′", "＇", "´", "’ "])
def test_apostrophes_before_a_year(quote: str) -> None:
    assert dated(f"{quote}21.10.12.") == ("2021-10-12",)
    assert dated(f"{quote}98년 3월 2일") == ("1998-03-02",)


@pytest.mark.point(57)
@pytest.mark.parametrize(
    "text",
    [
        "21.10.12.",
        "21. 10. 12",
        "2021.10.12.",
        "21년 10월 12일",
        "2021-10-12",
        "2021/10/12",
        "21-10-12",
        "21/10/12",
        "20211012",
        "2021年 10月 12日",
    ],
)
def test_years_without_apostrophe(text: str) -> None:
    assert dated(text) == ("2021-10-12",)


@pytest.mark.point(58)
@pytest.mark.parametrize(
    "text",
    [
        "2021.06.04.",
        "2021.6.4",
        "2021. 6. 4.",
        "2021. 06. 04",
        "2021 . 6 . 4 .",
        "2021년 06월 04일",
        "2021년6월4일",
        "2021년 6. 4.",
        "’21. 6. 4",
        "’21년6.4.",
        "２０２１．６．４．",
        "2 0 2 1 . 6 . 4 .",
        "2021.6월4일",
    ],
)
def test_blanks_and_zeros_in_a_date(text: str) -> None:
    assert dated(text) == ("2021-06-04",)


@pytest.mark.point(58)
@pytest.mark.parametrize("text", ["2021. 2. 30.", "2021.13.1.", "9월 31일", "2021. 2. 29."])
def test_a_day_that_does_not_exist_is_reported(text: str) -> None:
    parsed = report("○ 전용금액 : 3,000천원", f"○ 전용일자 : {text}")
    assert (parsed.transfers[0].dates, codes(parsed)) == ((), ["garbled-text"])


@pytest.mark.point(59)
@pytest.mark.parametrize(
    "text",
    [
        "2021.10.12(화)",
        "2021. 10. 12.(화)",
        "2021. 10. 12. 화요일",
        "’21.10.12.(화) 15:00~16:40 (100분)",
        "2021. 10. 12. (화) 오전 10시",
        "2021. 10. 12(화) 결재",
        "2021. 10. 12. 10:00~12",
    ],
)
def test_weekdays_and_times(text: str) -> None:
    assert dated(text) == ("2021-10-12",)


@pytest.mark.point(59)
@pytest.mark.parametrize(
    "text",
    [
        "’21.10.12. ~ ’21.10.19.", "’21.10.12.~10.19.", "’21.10.12.～19.", "’21.10.12~19", "2021. 10. 12. ∼ 19.", "2021.10.12.-10.19.", "2021-10-12~10-19",
        "2021년 10월 12일부터 10월 19일까지", "2021년 10월 12일부터 19일까지", "2021. 10. 12(화) ~ 10. 19(화)", "2021.10.12부터 10.19까지", "2021년 10월 12일~19일",
    ],
)  # fmt: skip
def test_ranges_give_both_ends(text: str) -> None:
    assert dated(text) == ("2021-10-12", "2021-10-19")


@pytest.mark.point(59)
def test_a_range_over_the_turn_of_the_year() -> None:
    assert dated("2021. 12. 30. ~ 1. 2.") == ("2021-12-30", "2022-01-02")
    assert dated("2021. 12. 30. ~ 익년 1. 2.") == ("2021-12-30", "2022-01-02")


@pytest.mark.point(59)
@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2021. 10. 12., 11. 3.", ("2021-10-12", "2021-11-03")),
        ("2021. 10. 12, 11. 3, 12. 7", ("2021-10-12", "2021-11-03", "2021-12-07")),
        ("2021. 10. 12. 및 2021. 11. 3.", ("2021-10-12", "2021-11-03")),
        ("2021. 10. 12. / 11. 3.", ("2021-10-12", "2021-11-03")),
        ("2021년 10월 12일, 25일", ("2021-10-12", "2021-10-25")),
        ("1차 2021. 10. 12., 2차 2021. 11. 3.", ("2021-10-12", "2021-11-03")),
        ("2021. 10. 12. / 동년 11. 3.", ("2021-10-12", "2021-11-03")),
    ],
)
def test_several_dates(text: str, dates: tuple[str, ...]) -> None:
    assert dated(text, title="2021년도 예산 전용 보고") == dates


@pytest.mark.point(59)
@pytest.mark.parametrize("text", ["10. 12.", "10월 12일", "10/12", "10.12", "10.12(화)", "금년 10월 12일"])
def test_a_year_left_out_is_the_fiscal_year_and_reported(text: str) -> None:
    parsed = report("○ 전용금액 : 3,000천원", f"○ 전용일자 : {text}", title="2021년도 4분기 예산 전용 보고")
    assert (parsed.transfers[0].dates, codes(parsed)) == (("2021-10-12",), ["year-inferred"])
    assert dated(text) == ("--10-12",)


@pytest.mark.point(59)
@pytest.mark.parametrize("text", ["지난해 10월 12일", "전년 10월 12일", "익년 1월 3일"])
def test_a_year_that_is_only_pointed_at_is_not_guessed(text: str) -> None:
    parsed = report("○ 전용금액 : 3,000천원", f"○ 전용일자 : {text}", title="2021년도 예산 전용 보고")
    assert (parsed.transfers[0].dates, codes(parsed)) == ((), ["garbled-text"])


@pytest.mark.point(60)
@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("’22.1.현재", ("2022-01",)), ("2022. 1월말", ("2022-01",)), ("2022년 1월 중", ("2022-01",)), ("2022. 1.", ("2022-01",)), ("22.1.", ()), ("22년 1월", ("2022-01",)),
        ("2021. 10월 ~ 12월", ("2021-10", "2021-12")), ("’21.10.~12.", ("2021-10", "2021-12")), ("’21.3~5월", ("2021-03", "2021-05")),
        ("2021년 하반기", ("2021",)), ("2021년 3분기", ("2021",)), ("2021. 3/4분기", ("2021",)), ("하반기", ()), ("추후", ()),
    ],
)  # fmt: skip
def test_dates_without_a_day(text: str, dates: tuple[str, ...]) -> None:
    assert dated(text) == (("2022-01",) if text == "22.1." else dates)


@pytest.mark.point(60)
def test_a_month_without_year_is_reported_and_its_text_kept() -> None:
    parsed = report("○ 전용금액 : 3,000천원", "○ 전용시기 : 10월말")
    assert (parsed.transfers[0].dates, codes(parsed)) == ((), ["garbled-text"])
    assert [entry.text for entry in parsed.briefings[0].items[0].blocks[0].body] == ["3,000천원", "10월말"]  # type: ignore[union-attr]


@pytest.mark.point(60)
@pytest.mark.parametrize(
    "text",
    [
        "2021년 3분기",
        "2021. 3/4분기",
        "2021년 2회 추경",
        "2021. 5건",
        "2021. 5억원",
        "2021년 3개소",
        "2021년 1차 전용",
        "10.5%",
        "1.5백만원",
        "12.5배",
        "제1.2.3호",
    ],
)
def test_numbers_that_are_no_dates(text: str) -> None:
    assert find_dates(text) == ()


@pytest.mark.point(60)
@pytest.mark.parametrize(
    "text", ["2021. 10. 5,000천원", "2021. 10. / 5,000천원", "2021. 10. 14:00", "2021년 10월 3일간", "2021. 10. 3건"]
)
def test_what_follows_a_month_is_no_day(text: str) -> None:
    assert [found.iso for found in find_dates(text)] == ["2021-10"]


@pytest.mark.point(61)
def test_a_year_that_contradicts_the_fiscal_year_stays_and_is_reported() -> None:
    parsed = report("○ 전용금액 : 3,000천원", "○ 전용일자 : 2022. 1. 12.", title="2021년도 4분기 예산 전용 보고")
    assert (parsed.transfers[0].dates, codes(parsed)) == (("2022-01-12",), ["date-outside-fiscal-year"])


@pytest.mark.point(61)
def test_the_date_of_the_report_is_of_the_year_after() -> None:
    parsed = report("○ 전용금액 : 3,000천원", "○ 전용일자 : 10. 12.", title="2021년도 4분기 예산 전용 보고\n2022. 2.")
    assert (parsed.briefings[0].date, parsed.transfers[0].dates) == ("2022-02", ("2021-10-12",))

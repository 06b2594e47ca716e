"""What prose tells of transfers: legs of a side, labelled pairs, values that could not be read, and texts of any length."""

from __future__ import annotations

import pytest

from councildoc import Parsed, Source
from councildoc.dates import find_dates
from councildoc.parser import parse_document
from councildoc.transfers.kinds import kind_of
from councildoc.transfers.labels import pairs
from councildoc.transfers.legs import is_date_column
from councildoc.transfers.prose import read_statements
from councildoc.transfers.sides import exact_won, legs_of
from councildoc.values import find_won
from drawing import draw
from timing import grows_by


def read(drawing: str) -> Parsed:
    return parse_document(draw(drawing), Source("보고", "text", "0" * 64))


@pytest.mark.parametrize(
    ("side", "legs"),
    [
        ("사무관리비, 국내여비", [("사무관리비", None), ("국내여비", None)]),
        ("사무관리비 2,000천원 및 국내여비 1,000천원", [("사무관리비", 2_000_000), ("국내여비", 1_000_000)]),
        ("사무관리비와 국내여비", [("사무관리비", None), ("국내여비", None)]),
        ("시설비(증 5,000천원)", [("시설비", 5_000_000)]),
        ("공공근로사업비", [("공공근로사업비", None)]),
        ("자산 및 물품취득비", [("자산 및 물품취득비", None)]),
        ("국내여비 예산 중", [("국내여비", None)]),
    ],
)
def test_legs_of_a_side(side: str, legs: list[tuple[str, int | None]]) -> None:
    assert [(head.object_name, won) for head, won in legs_of(side)] == legs


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("전용일자", "2021. 5. 6., 전용금액 : 3,000천원", [("전용일자", "2021. 5. 6."), ("전용금액", "3,000천원")]),
        ("전용금액", "5,000천원 전용일자：2021. 5. 6.", [("전용금액", "5,000천원"), ("전용일자", "2021. 5. 6.")]),
        (None, "(감) 여비 △5천원, (증) 재료비 5천원", [("감", "여비 △5천원"), ("증", "재료비 5천원")]),
        ("장소", "회의실 / 문의 : 총무과", [("장소", "회의실 / 문의 : 총무과")]),
    ],
)
def test_pairs_of_a_bullet(label: str | None, text: str, expected: list[tuple[str | None, str]]) -> None:
    assert pairs(label, text) == expected


def test_values_that_give_nothing_are_listed() -> None:
    parsed = read("Ⅰ. 경로당\n□ 전용개요\n ○ 전용금액 : 3,000 예정\n ○ 전용일자 : 2021. 2. 30.\n ○ 전용시기 : 추후\n")
    statements = read_statements(parsed.briefings[0].items[0].blocks)
    assert [text for text, _ in statements.unread] == ["3,000 예정", "2021. 2. 30."]
    assert all(where for _, where in statements.unread)


def test_a_rounded_amount_is_neither_stated_nor_unread() -> None:
    parsed = read("Ⅰ. 경로당\n□ 전용개요\n ○ 전용금액 : 약 3천만원\n")
    statements = read_statements(parsed.briefings[0].items[0].blocks)
    assert (statements.amounts, statements.unread) == ((), ())


@pytest.mark.parametrize(
    "sentence",
    [
        "시설비를 감리비로 전용하지 아니하고",
        "시설비를 감리비로 전용 불가",
        "시설비를 감리비로 전용 검토",
        "예산전용 없이 추진",
    ],
)
def test_what_was_not_moved_is_no_transfer(sentence: str) -> None:
    assert read(f"Ⅰ. 안전\n□ 추진배경\n ○ {sentence}\n").transfers == ()


@pytest.mark.parametrize("end", ["전용", "전용하고자 함", "전용코자 함", "전용하여 추진", "전용 사용"])
def test_what_was_moved_is_one(end: str) -> None:
    transfers = read(f"Ⅰ. 안전\n□ 추진배경\n ○ 시설비 5,000천원을 감리비로 {end}\n").transfers
    assert [(transfer.amount, len(transfer.sources), len(transfer.targets)) for transfer in transfers] == [
        (5_000_000, 1, 1)
    ]


def test_several_labelled_amounts_stay_visible() -> None:
    parsed = read("Ⅰ. 경로당\n□ 전용개요\n ○ 전용금액 : 3,000천원\n ○ 전용금액 : 5,000천원\n")
    assert [amount.choices[0] for amount in read_statements(parsed.briefings[0].items[0].blocks).amounts] == [
        3_000_000,
        5_000_000,
    ]
    assert parsed.transfers[0].amount == 3_000_000


def test_amounts_in_prose_have_no_sign() -> None:
    assert exact_won("사무관리비 △5,000천원") == [5_000_000]
    assert [found.won for found in find_won("△5,000천원")] == [-5_000_000]


def test_columns_of_dates() -> None:
    headers = ["전용일자", "결재일", "전용 승인일", "일시", "사업시행일", "전용사유 및 일자", "비고"]
    assert [is_date_column(header) for header in headers] == [True, True, True, True, False, False, False]


def test_the_longer_word_names_the_kind() -> None:
    assert kind_of("승강기 예산 변경사 용") == "변경사용"  # as a narrow cell breaks it
    assert (kind_of("관련 예 산전용"), kind_of("관련 예 산변경")) == ("전용", "예산변경")
    assert (kind_of("관련 예산전 용"), kind_of("예산 전 용도")) == ("전용", None)
    assert [kind_of(text) for text in ("예산변경사유", "예산 변경사용", "예산 변경")] == [
        "예산변경",
        "변경사용",
        "예산변경",
    ]


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "unit",
    [
        "전용금액 : 3천원 / ",
        "가, ",
        "(",
        "시설비를 ",
        "A → B ",
        "① ",
        "일억",
        "1,000원 × ",
        "감 : 가 ",
        "전용하지 ",
        "20년 ",
    ],
)
def test_reading_is_linear(unit: str) -> None:
    def reading(length: int) -> None:
        text = unit * (length // len(unit))
        read(f"Ⅰ. 안전 전용\n□ 전용내역\n ○ {text}로 전용\n")
        find_dates(text)

    # Eight times the text; quadratic would be sixty-four times.
    assert grows_by(lambda: reading(5_000), lambda: reading(40_000), within=24) < 24


DIVISIONS = "Ⅰ. 조직개편에 따른 예산 이체\n■ 이체개요\n ○ 이체금액 : 총 96,400천원\n"


def moved(text: str) -> list[tuple[int | None, list[tuple[str | None, str | None]]]]:
    return [
        (one.amount, [(leg.head.department, leg.head.object_name) for leg in (*one.sources, *one.targets)])
        for one in read(text).transfers
    ]


def test_a_division_whose_name_ends_like_an_object() -> None:
    """`도로정비과` is one name, not 도로정비 and (과) what follows."""
    legs = " - ① 주택정책과 → 도로정비과 : 54,400천원\n - ② 환경과 여비 → 도로정비과 사무관리비 : 42,000천원\n"

    assert moved(DIVISIONS + legs) == [
        (54_400_000, [("주택정책과", None), ("도로정비과", None)]),
        (42_000_000, [("환경과", "여비"), ("도로정비과", "사무관리비")]),
    ]


def test_a_numbered_move_without_legs_keeps_its_own_amount() -> None:
    legs = " - ① 주택정책과 → 교통과 : 54,400천원\n - ② 창고 → 회의실 : 42,000천원\n"

    assert moved(DIVISIONS + legs)[0] == (54_400_000, [("주택정책과", None), ("교통과", None)])
    assert moved(DIVISIONS + legs)[1][0] == 42_000_000


@pytest.mark.parametrize("adverb", ["그대로", "별도로", "임의로"])
def test_an_adverb_is_no_target(adverb: str) -> None:
    assert moved(f"Ⅰ. 안내\n□ 글꼴\n ○ 확장 글꼴은 예전의 것을 {adverb} 전용하여 씀\n") == []

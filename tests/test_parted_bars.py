"""Items whose numeral and title a text tool printed on lines of their own, apart from one another."""

from __future__ import annotations

from conservation import difference
from councildoc import Parsed, Source
from councildoc.parser import parse_document
from drawing import draw

TITLE = "2021년도 2분기 안전도시국 예산 전용 보고\n제231회 부평구의회(임시회)\n"
FIRST = "□ 전용개요\n ○ 전용금액 : 3,000천원\n ○ 전용일자 : 2021. 4. 7.\n□ 전용사유\n ○ 장마 전 정비가 필요함\n"
SECOND = "□ 전용개요\n ○ 전용금액 : 8,500천원\n ○ 전용일자 : 2021. 5. 20.\n□ 전용사유\n ○ 수요가 늘어남\n"
NAMES = ("배수펌프 수리를 위한 예산 전용", "안심귀갓길 조명 교체를 위한 예산 전용")


def read(text: str) -> Parsed:
    document = draw(text)
    parsed = parse_document(document, Source("보고", "text", "0" * 64))
    assert difference(document, parsed) == {}
    return parsed


def items(text: str) -> list[tuple[int | None, str | None, int]]:
    (briefing,) = read(text).briefings
    return [(item.number, item.title, len(item.blocks)) for item in briefing.items]


def test_numeral_right_above_its_title() -> None:
    text = f"{TITLE}1\n{NAMES[0]}\n{FIRST}2\n{NAMES[1]}\n{SECOND}"

    assert items(text) == [(1, NAMES[0], 2), (2, NAMES[1], 2)]
    assert [transfer.dates for transfer in read(text).transfers] == [("2021-04-07",), ("2021-05-20",)]


def test_a_title_of_two_lines() -> None:
    text = f"{TITLE}1\n배수펌프 수리를\n위한 예산 전용\n{FIRST}2\n{NAMES[1]}\n{SECOND}"

    assert items(text) == [(1, NAMES[0], 2), (2, NAMES[1], 2)]


def test_numeral_printed_among_the_lines_of_the_table_above() -> None:
    text = f"{TITLE}1\n{NAMES[0]}\n{FIRST}감액\n2\n증액\n{NAMES[1]}\n{SECOND}"

    assert items(text) == [(1, NAMES[0], 2), (2, NAMES[1], 2)]


def test_numeral_printed_behind_its_title() -> None:
    text = f"{TITLE}1\n{NAMES[0]}\n{FIRST}{NAMES[1]}\n□ 추진배경\n2\n ○ 범죄 예방\n{SECOND}"

    assert items(text) == [(1, NAMES[0], 2), (2, NAMES[1], 3)]


def test_title_printed_behind_the_blocks_of_its_item() -> None:
    text = f"{TITLE}1\n{NAMES[0]}\n{FIRST}2\n{SECOND}{NAMES[1]}\n ○ 집행잔액을 활용함\n"

    assert items(text) == [(1, NAMES[0], 2), (2, NAMES[1], 2)]


def test_numerals_and_titles_that_do_not_fit_stay_lines() -> None:
    assert items(f"{TITLE}1\n{NAMES[0]}\n{FIRST}{NAMES[1]}\n{SECOND}") == [(None, None, 4)]
    assert items(f"{TITLE}{FIRST}1\n3\n{NAMES[1]}\n{SECOND}")[0][0] is None


def test_lone_numbers_below_bullets_are_no_items() -> None:
    text = f"{TITLE}Ⅰ. {NAMES[0]}\n{FIRST}1\n2\nⅡ. {NAMES[1]}\n{SECOND}"

    assert [number for number, _, _ in items(text)] == [1, 2]

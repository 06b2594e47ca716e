"""Dates and codes that a narrow cell broke in the middle of a number: one number, never a shorter one."""

from __future__ import annotations

import pytest

from councildoc import BudgetTable, Source
from councildoc.joining import Lexicon
from councildoc.parser import parse_document
from drawing import draw

REPORT = """
2020년도 예산 전용 보고
제270회 강서구의회(임시회)
□ 예산 전용 현황 (단위 : 천원)
| 부서명 | 세부사업 | 통계목 | 예산현액 | 감 | 증 | 전용 후 | 전용일자 |
| 총무과 | 청사 관리 | {code} | 30 | 10 | - | 20 | {date} |
| 총무과 | 청사 보수 | 201-02 공공운영비 | 5 | - | 10 | 15 | ^ |
"""


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("2020.02.1//1.", "2020-02-11"),
        ("2020. 3. 2//8.", "2020-03-28"),
        ("’20. 4. 3//0", "2020-04-30"),
        ("2020. 1//2. 24.", "2020-12-24"),
        ("2020.//2. 11.", "2020-02-11"),
    ],
)
@pytest.mark.parametrize("code", ["사무관리비//(201-0//1)", "201-//01//사무관리비", "201-0//1 사무관리비"])
def test_a_broken_number_is_one_number(date: str, iso: str, code: str) -> None:
    parsed = parse_document(draw(REPORT.format(date=date, code=code)), Source("보고", "text", "0" * 64))
    (transfer,) = parsed.transfers
    (table,) = (entry for block in parsed.briefings[0].items[0].blocks for entry in block.body)

    assert transfer.dates == (iso,)
    assert isinstance(table, BudgetTable)
    assert (table.lines[0].head.object_code, table.lines[0].head.object_name) == ("201-01", "사무관리비")


@pytest.mark.parametrize(
    ("upper", "lower"),
    [("2020. 2. 1", "2020. 3. 4."), ("2020. 2. 1", "3. 4."), ("2020. 2. 3", "1,000"), ("2020. 2. 1.", "1차")],
)
def test_two_numbers_stay_two(upper: str, lower: str) -> None:
    assert Lexicon().join([upper, lower]) == f"{upper} {lower}"


def test_a_report_that_ends_in_the_middle_of_a_page_keeps_its_last_line() -> None:
    """The second title page begins below it: nothing of the page above belongs there."""
    import councildoc
    from councildoc.output.composition import compose
    from typesetting import ENGINES, STYLES

    session, items = (
        "제310회 수원시의회(임시회)\n2021년도 3분기 예산전용 보고\n",
        "Ⅰ. 예산전용 현황\n{}\nⅡ. 예비비 사용 현황\n해당사항 없음\n",
    )
    text = session + items.format("해당사항 없음") + session + items.format(" ○ 전용금액 : 1,000천원")
    expected = councildoc.parse(text.encode()).briefings
    assert len(expected) == 2

    for typeset in ENGINES.values():
        printed = councildoc.parse(typeset(compose(expected), STYLES["ruled"])).briefings
        assert [[len(item.blocks) for item in briefing.items] for briefing in printed] == [[1, 1], [1, 1]]

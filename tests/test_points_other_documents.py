"""Reports that move nothing (추경, 결산, 업무보고, 예비비 …) are read with their tables, and no move is invented; several kinds of
move in one report stay apart by item, heading, caption and line."""

from __future__ import annotations

import pytest

import councildoc
from conservation import difference
from councildoc import Block, BudgetTable, Parsed, Severity, Source, Table
from councildoc.parser import parse_document
from drawing import draw


def read(drawing: str) -> Parsed:
    document = draw(drawing)
    parsed = parse_document(document, Source("보고", "text", "0" * 64))
    assert difference(document, parsed) == {}
    return parsed


def blocks(parsed: Parsed) -> list[Block]:
    return [block for item in parsed.briefings[0].items for block in item.blocks]


def tables(parsed: Parsed) -> list[BudgetTable | Table]:
    return [entry for block in blocks(parsed) for entry in block.body if isinstance(entry, BudgetTable | Table)]


def codes(parsed: Parsed) -> list[str]:
    return [d.code for d in parsed.diagnostics]


def moved(parsed: Parsed) -> list[tuple[str, int | None, list[str | None], list[str | None]]]:
    return [
        (t.kind, t.amount, [leg.head.object_name for leg in t.sources], [leg.head.object_name for leg in t.targets])
        for t in parsed.transfers
    ]


SUPPLEMENT = """2024년도 제1회 추가경정예산안 개요
2024. 4.
도시국
Ⅰ. 세출예산안
□ 부서별 세출예산
(단위 : 천원)
| 부서명 | 세부사업 | 통계목 | {before} | {after} | 증감 |
| 도로과 | 도로 정비 | 401-01 시설비 | 100,000 | 150,000 | 50,000 |
| 도로과 | 교량 점검 | 201-01 사무관리비 | 30,000 | 20,000 | △10,000 |
| 합계 | < | < | 130,000 | 170,000 | 40,000 |
□ 주요사업 변경 내역
 ○ 도로 정비 : 100,000천원 → 150,000천원 (증 50,000천원)
 ○ 국비 변경 내시에 따라 사업비를 조정
"""


@pytest.mark.point(79)
@pytest.mark.parametrize(
    ("before", "after"), [("기정예산액", "경정예산액"), ("기정액", "경정액"), ("기정", "경정"), ("본예산", "경정예산")]
)
def test_a_supplementary_budget_is_no_move(before: str, after: str) -> None:
    parsed = read(SUPPLEMENT.format(before=before, after=after))
    (table,) = tables(parsed)
    assert isinstance(table, BudgetTable)
    assert dict(table.columns) == {"before": before, "decrease": "증감", "increase": "증감", "after": after}
    assert [(line.before, line.decrease, line.increase, line.after) for line in table.lines] == [
        (100_000_000, None, 50_000_000, 150_000_000),
        (30_000_000, 10_000_000, None, 20_000_000),
    ]
    assert table.total is not None
    assert (table.total.before, table.total.after) == (130_000_000, 170_000_000)
    assert parsed.transfers == ()
    assert [d.code for d in parsed.diagnostics if d.severity is Severity.ERROR] == []


@pytest.mark.point(79)
def test_a_supplementary_budget_may_tell_of_a_move() -> None:
    line = " ○ 지난 3월 사무관리비 3,000천원을 행사운영비로 전용\n"
    parsed = read(SUPPLEMENT.format(before="기정액", after="경정액") + line)
    assert moved(parsed) == [("전용", 3_000_000, ["사무관리비"], ["행사운영비"])]


SETTLEMENT = """2023회계연도 세입·세출 결산 보고
Ⅰ. 결산 총괄
□ 세출 결산 현황
(단위 : 원)
| 부서명 | 세부사업 | 통계목 | 예산현액 | 지출액 | 다음연도 이월액 | 불용액 |
| 도로과 | 도로 정비 | 401-01 시설비 | 100,000,000 | 90,000,000 | 5,000,000 | 5,000,000 |
| 도로과 | 교량 점검 | 201-01 사무관리비 | 30,000,000 | 20,000,000 | 0 | 10,000,000 |
 ○ 불용 사유 : 낙찰차액 발생
 ○ 이월 내역 : 명시이월 5,000천원
Ⅱ. 회계별 결산
□ 회계별 현황
| 회계 | 예산현액 | 지출액 | 집행률 |
| 일반회계 | 130,000,000 | 110,000,000 | 84.6% |
"""

WORK = """2024년도 주요업무 추진상황 보고
제281회 한빛구의회(임시회)
도시환경위원회
2024. 7.
도시국
Ⅰ. 일반현황
□ 예산집행 현황
(단위 : 백만원)
| 세부사업 | 통계목 | 계획액 | 집행액 | 집행률 |
| 도로 정비 | 시설비 | 100 | 90 | 90% |
| 교량 점검 | 사무관리비 | 30 | 20 | 66.7% |
Ⅱ. 주요업무 추진상황
□ 공유주차장 이용 활성화
 ○ 이용 현황 : 월 300건
 ○ 사업기간 변경 : 3월 → 5월
 ○ 버스전용차로 정비 : 금 3,000천원
□ 향후 계획
 ○ 부족분은 사무관리비 3,000천원을 행사운영비로 전용 예정
"""

RESERVE = """2024년도 예비비 사용내역 보고
Ⅰ. 총괄
□ 예비비 사용 현황
(단위 : 천원)
| 연번 | 부서명 | 세부사업 | 통계목 | 결정액 | 지출액 | 잔액 | 사유 |
| 1 | 안전과 | 산불 복구 | 401-01 시설비 | 50,000 | 45,000 | 5,000 | 산불 피해 복구 |
| 2 | 보건과 | 방역 | 206-01 재료비 | 20,000 | 20,000 | - | 감염병 확산 |
Ⅱ. 세부내역
□ 예비비 사용 개요
 ○ 사용금액 : 50,000천원
 ○ 결정일자 : 2024. 4. 5.
□ 사용 사유
 ○ 산불 피해 복구
"""


@pytest.mark.point(79)
@pytest.mark.parametrize(
    ("text", "items", "kinds", "size"),
    [
        (SETTLEMENT, ["결산 총괄", "회계별 결산"], ["other", "other"], (3, 7)),
        (WORK, ["일반현황", "주요업무 추진상황"], ["budget", "other", "other"], (3, 5)),
    ],
)
def test_items_blocks_and_tables_of_other_reports(
    text: str, items: list[str], kinds: list[str], size: tuple[int, int]
) -> None:
    parsed = read(text)
    assert [item.title for item in parsed.briefings[0].items] == items
    assert [block.kind for block in blocks(parsed)] == kinds
    first = tables(parsed)[0]
    assert isinstance(first, Table)
    assert (first.nrows, first.ncols) == size
    assert parsed.transfers == ()
    assert codes(parsed) == ["nothing-recognised"]


@pytest.mark.point(80)
@pytest.mark.parametrize(
    ("decided", "spent", "left"),
    [("결정액", "지출액", "잔액"), ("승인액", "집행액", "집행잔액"), ("배정액", "지출액", "불용액")],
)
def test_use_of_the_reserve_is_no_move(decided: str, spent: str, left: str) -> None:
    parsed = read(RESERVE.replace("결정액", decided).replace("지출액", spent).replace("잔액", left))
    assert [item.title for item in parsed.briefings[0].items] == ["총괄", "세부내역"]
    assert [block.kind for block in blocks(parsed)] == ["summary", "summary", "reason"]
    (table,) = tables(parsed)
    cells = [cell.text for cell in (table.printed if isinstance(table, BudgetTable) else table).cells]
    assert {"산불 피해 복구", "45,000", "-", decided, spent, left} <= set(cells)
    assert parsed.transfers == ()
    assert "nothing-recognised" in codes(parsed)


@pytest.mark.point(80)
def test_a_reserve_allotted_in_a_budget_table_is_no_move() -> None:
    parsed = read("""2024년도 예비비 사용내역 보고
Ⅰ. 산불 복구
□ 예산현황
(단위 : 천원)
| 세부사업 | 통계목 | 예산현액 | 감 | 증 | 변경 후 예산액 |
| 예비비 | 일반예비비 | 90,000 | 50,000 | - | 40,000 |
| 산불 복구 | 시설비 | - | - | 50,000 | 50,000 |
""")
    (table,) = tables(parsed)
    assert isinstance(table, BudgetTable)
    assert [line.after for line in table.lines] == [40_000_000, 50_000_000]
    assert parsed.transfers == ()


NOTHING = {
    "a menu": "오늘의 식단\n김치찌개\n",
    "one line": "예산\n",
    "a report of none": "2024년도 3분기 예산 전용 보고\n○ 해당사항 없음\n",
    "an item of none": "2024년도 3분기 예산 전용 보고\nⅠ. 예산 전용\n ○ 전용금액 : 해당 없음\n",
    "a table of another kind": "직원 현황\n| 이름 | 직급 |\n| 가 | 5급 |\n",
    "early use": "2024년도 성립전 예산 사용 보고\nⅠ. 성립전 예산\n ○ 사용금액 : 3,000천원\n",
    "deemed budget": "제3회 간주처리 예산 보고\nⅠ. 간주처리 내역\n ○ 금액 : 3,000천원\n",
}


@pytest.mark.point(81)
@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_nothing_found_is_an_empty_reading_that_says_so(text: str) -> None:
    drawn = read(text)
    assert (drawn.transfers, codes(drawn), drawn.ok) == ((), ["nothing-recognised"], True)
    parsed = councildoc.parse(text.encode())
    assert (parsed.transfers, codes(parsed), parsed.ok) == ((), ["nothing-recognised"], True)


ROWS = """(단위 : 천원)
| 세부사업 | 통계목 | 예산현액 | 감 | 증 | 변경 후 예산액 |
| 도로 정비 | {gives} | 90,000 | {won},000 | - | {left},000 |
| 도로 정비 | {takes} | - | - | {won},000 | {won},000 |
"""


def rows(gives: str, takes: str, won: int) -> str:
    return ROWS.format(gives=gives, takes=takes, won=won, left=90 - won)


KINDS = [
    ("전용", 3_000_000, ["사무관리비"], ["행사운영비"]),
    ("이체", 4_000_000, ["국내여비"], ["재료비"]),
    ("예산변경", 5_000_000, ["공공운영비"], ["시설비"]),
    ("변경사용", 6_000_000, ["감리비"], ["시설비"]),
]
PARTS = [rows(sources[0], targets[0], won // 1_000_000) for _, won, sources, targets in KINDS]
RESERVED = rows("일반예비비", "재료비", 7)


@pytest.mark.point(79)
@pytest.mark.parametrize(
    "notes",
    [
        ["가. 예산 전용", "나. 예산 이체", "다. 예산 변경", "라. 예산 변경사용", "마. 예비비"],
        ["□ 전용 내역", "□ 이체 내역", "□ 예산변경 내역", "□ 변경사용 내역", "□ 예비비 사용 현황"],
        ["□ 예산의 전용", "□ 예산의 이체", "□ 예산의 변경", "□ 변경사용", "□ 예비비 지출 내역"],
    ],
)
def test_kinds_are_kept_apart_by_heading(notes: list[str]) -> None:
    body = "".join(f"{note}\n{part}" for note, part in zip(notes, [*PARTS, RESERVED], strict=True))
    assert moved(read(f"2024년도 예산 운용 현황 보고\nⅠ. 총괄\n{body}")) == KINDS


@pytest.mark.point(79)
def test_kinds_are_kept_apart_by_item() -> None:
    items = ["예산 전용", "예산 이체", "예산 변경", "예산 변경사용", "예비비 사용"]
    body = "".join(
        f"{'ⅠⅡⅢⅣⅤ'[n]}. {title}\n□ 내역\n{part}"
        for n, (title, part) in enumerate(zip(items, [*PARTS, RESERVED], strict=True))
    )
    assert moved(read(f"2024년도 예산 이용·전용·이체 및 예비비 사용내역 보고\n{body}")) == KINDS


@pytest.mark.point(79)
def test_kinds_are_kept_apart_by_caption() -> None:
    notes = ["<예산 전용 현황>", "<예산 이체 현황>", "<예산 변경 현황>", "<변경사용 현황>", "<예비비 사용 현황>"]
    body = "".join(f"{note}\n{part}" for note, part in zip(notes, [*PARTS, RESERVED], strict=True))
    assert moved(read(f"2024년도 예산 운용 현황 보고\nⅠ. 총괄\n□ 내역\n{body}")) == KINDS


@pytest.mark.point(79)
@pytest.mark.parametrize("header", ["구분", "변경 구분", "유형", "종류"])
def test_kinds_are_kept_apart_by_line(header: str) -> None:
    lines = "".join(
        f"| {kind} | 도로 정비 | {sources[0]} | 90,000 | {won // 1000:,} | - | {90_000 - won // 1000:,} |\n"
        f"| ^ | 도로 정비 | {targets[0]} | - | - | {won // 1000:,} | {won // 1000:,} |\n"
        for kind, won, sources, targets in KINDS
    )
    parsed = read(
        "2024년도 예산 운용 현황 보고\nⅠ. 총괄\n□ 내역\n(단위 : 천원)\n"
        f"| {header} | 세부사업 | 통계목 | 예산현액 | 감 | 증 | 변경 후 예산액 |\n{lines}"
    )
    assert moved(parsed) == KINDS
    (table,) = tables(parsed)
    assert isinstance(table, BudgetTable)
    assert "전용" in table.lines[0].extra.values()


@pytest.mark.point(79)
def test_a_loose_word_over_the_only_table_does_not_rename_its_move() -> None:
    parsed = read(f"2024년도 예산 전용 보고\nⅠ. 도로 예산 전용\n□ 예산변경 내역\n{PARTS[0]}")
    assert moved(parsed) == KINDS[:1]


@pytest.mark.point(79)
def test_a_line_on_another_kind_does_not_hide_the_move() -> None:
    parsed = read(
        f"2024년도 예산 전용 보고\nⅠ. 도로 정비\n□ 사업개요\n ○ 추경 : 3,000천원\n ○ 예비비 : 없음\n□ 예산현황(추경 포함)\n{PARTS[0]}"
    )
    assert moved(parsed) == KINDS[:1]

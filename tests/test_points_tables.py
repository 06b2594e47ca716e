"""What stands in the cells of a table: names, codes, departments, accounts and other columns."""

from __future__ import annotations

import pytest

from councildoc import Table
from table_reports import (
    FROM,
    GIVES,
    HEADER,
    MOVE,
    MOVED,
    PARK_ROWS,
    SUMS,
    TAKES,
    TO,
    TOTAL,
    budget_table,
    drawn,
    entries,
    findings,
    is_the_move,
    rows,
    sums,
    transfers,
)


@pytest.mark.point(64)
@pytest.mark.parametrize(
    "table",
    [
        HEADER + GIVES + TAKES,
        HEADER + GIVES + "| ^ | ^ | 201-03 행사운영비 | - | - | 1,000 | 1,000 |\n",
        HEADER + GIVES + "| | | 201-03 행사운영비 | - | - | 1,000 | 1,000 |\n",
        HEADER + GIVES + "| 〃 | 〃 | 201-03 행사운영비 | - | - | 1,000 | 1,000 |\n",
        HEADER + GIVES + "| ^ | 쉼터 운영 | 201-03 행사운영비 | - | - | 1,000 | 1,000 |\n" + SUMS,
    ],
    ids=["printed twice", "merged", "blank", "ditto", "one of two merged"],
)
def test_a_merged_name_is_that_of_all_its_rows(table: str) -> None:
    is_the_move(table)


@pytest.mark.point(64)
def test_a_blank_name_below_another_department_is_unknown() -> None:
    parsed = drawn(HEADER + GIVES + "| 공원과 | | 201-03 행사운영비 | - | - | 1,000 | 1,000 |\n")

    assert rows(parsed) == [FROM, "공원과 | 201-03 행사운영비 | · · 1,000,000 1,000,000"]


@pytest.mark.point(65)
@pytest.mark.parametrize(
    ("department", "first", "second"),
    [
        ("청소과", "마을 쉼터 운영", "마을//쉼터 운영"),
        ("청소//과", "마을//쉼터//운영", "마을 쉼//터 운영"),
        ("청//소//과", "마//을 쉼//터 운//영", "마을 쉼터//운영"),
    ],
)
def test_names_broken_at_a_different_place_each_time(department: str, first: str, second: str) -> None:
    parsed = drawn(f"""
| 부서 | 세부사업 | 통계목 | 예산현액 | 감 | 증 | 전용 후 |
| {department} | {first} | 201-01//사무//관리비 | 5,000 | 1,000 | - | 4,000 |
| ^ | {second} | 201-03 행사운//영비 | - | - | 1,000 | 1,000 |
""")

    assert ["".join(row.split()) for row in rows(parsed)] == [
        "".join(row.replace("쉼터 운영", "마을 쉼터 운영").split()) for row in MOVE
    ]
    assert findings(parsed) == []


@pytest.mark.point(66)
@pytest.mark.parametrize(
    "lines",
    [
        "| 청소과 | 쉼터 운영 | 201-01//사무관리비 | 5,000 | 1,000 | - | 4,000 |\n| ^ | ^ | 201-03//행사운영비 | - | - | 1,000 | 1,000 |",
        "| 청소과 | 쉼터 운영 | 201-01 | 5,000 | 1,000 | - | 4,000 |\n| ^ | ^ | 사무관리비 | ^ | ^ | ^ | ^ |\n"
        "| ^ | ^ | 201-03 | - | - | 1,000 | 1,000 |\n| ^ | ^ | 행사운영비 | ^ | ^ | ^ | ^ |",
        "| 청소과 | 쉼터 운영 | 201-01 | | | | |\n| ^ | ^ | 사무관리비 | 5,000 | 1,000 | - | 4,000 |\n"
        "| ^ | ^ | 201-03 | | | | |\n| ^ | ^ | 행사운영비 | - | - | 1,000 | 1,000 |",
        "| 청소과 | 쉼터 운영 | 201-01 | | | | |\n| | | 사무관리비 | 5,000 | 1,000 | - | 4,000 |\n"
        "| | | 201-03 | | | | |\n| | | 행사운영비 | - | - | 1,000 | 1,000 |",
        "| 청소과 | 쉼터 운영 | 201-01 | 5,000 | 1,000 | - | 4,000 |\n| | | 사무관리비 | | | | |\n"
        "| | | 201-03 | - | - | 1,000 | 1,000 |\n| | | 행사운영비 | | | | |",
    ],
    ids=["in one cell", "name below", "amounts beside the name", "amounts beside the name, not merged", "name below, not merged"],
)  # fmt: skip
def test_code_above_its_name(lines: str) -> None:
    is_the_move(HEADER + lines)


@pytest.mark.point(66)
def test_the_places_of_code_and_name_of_two_rows() -> None:
    parsed = drawn(
        HEADER + "| 청소과 | 쉼터 운영 | 201-01 | | | | |\n| ^ | ^ | 사무관리비 | 5,000 | 1,000 | - | 4,000 |\n" + TAKES
    )

    line = budget_table(parsed).lines[0]
    code, name = (line.places[field] for field in ("object_code", "object_name"))
    assert [place.cell for place in code] == [(1, 2), (2, 2)]
    assert code == name
    assert [place.cell for place in line.places["before"]] == [(2, 3)]


@pytest.mark.point(67)
@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        ("100-201-01 사무관리비", "100-201-03 행사운영비", ("100-201-01", "100-201-03")),
        ("110-201-01//사무관리비", "110-201-03//행사운영비", ("110-201-01", "110-201-03")),
        ("201-01 사무관리비", "201-03 행사운영비", ("201-01", "201-03")),
        ("20101 사무관리비", "20103 행사운영비", ("20101", "20103")),
        ("201/01 사무관리비", "201/03 행사운영비", ("201/01", "201/03")),
        ("201 - 01 사무관리비", "201 - 03 행사운영비", ("201-01", "201-03")),
        ("사무관리비(201-01)", "행사운영비 (201-03)", ("201-01", "201-03")),
        ("사무관리비 201-01", "행사운영비 201-03", ("201-01", "201-03")),
        ("[201-01] 사무관리비", "[201-03] 행사운영비", ("201-01", "201-03")),
        ("201-01(사무관리비)", "201-03(행사운영비)", ("201-01", "201-03")),
        ("사무관리비", "행사운영비", (None, None)),
        ("100-201-//01//사무관리비", "100-201//-03//행사운영비", ("100-201-01", "100-201-03")),
    ],
)
def test_spellings_of_an_object(first: str, second: str, codes: tuple[str | None, str | None]) -> None:
    parsed = drawn(HEADER + GIVES.replace("201-01 사무관리비", first) + TAKES.replace("201-03 행사운영비", second))

    heads = [line.head for line in budget_table(parsed).lines]
    assert tuple(head.object_code for head in heads) == codes
    assert [head.object_name for head in heads] == ["사무관리비", "행사운영비"]
    assert findings(parsed) == []
    assert transfers(parsed) == MOVED


@pytest.mark.point(67)
@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        ("코드 | 통계목", "201-01 | 사무관리비", "201-03 | 행사운영비"),
        ("통계목코드 | 통계목명", "201-01 | 사무관리비", "201-03 | 행사운영비"),
        ("통계목 | <", "201-01 | 사무관리비", "201-03 | 행사운영비"),
        ("과목코드 | 과목명", "201-01 | 사무관리비", "201-03 | 행사운영비"),
    ],
)
def test_code_and_name_in_two_columns(header: str, first: str, second: str) -> None:
    is_the_move(
        HEADER.replace("통계목", header)
        + GIVES.replace("201-01 사무관리비", first)
        + TAKES.replace("201-03 행사운영비", second)
    )


@pytest.mark.point(67)
def test_code_and_name_under_a_common_header() -> None:
    is_the_move("""
| 부서 | 세부사업 | 통계목 | < | 예산현액 | 감 | 증 | 전용 후 |
| ^ | ^ | 코드 | 명칭 | ^ | ^ | ^ | ^ |
| 청소과 | 쉼터 운영 | 201-01 | 사무관리비 | 5,000 | 1,000 | - | 4,000 |
| ^ | ^ | 201-03 | 행사운영비 | - | - | 1,000 | 1,000 |
""")


@pytest.mark.point(67)
@pytest.mark.parametrize(
    ("header", "first", "second", "codes"),
    [
        ("편성목 | 통계목", "201 일반운영비 | 01 사무관리비", "^ | 03 행사운영비", ["201-01", "201-03"]),
        ("편성목 | 통계목", "일반운영비(201) | 사무관리비(01)", "^ | 행사운영비(03)", ["201-01", "201-03"]),
        ("편성목 | 통계목", "201 | 01//사무관리비", "201 | 03//행사운영비", ["201-01", "201-03"]),
        ("편성목코드 | 통계목코드 | 통계목명", "201 | 01 | 사무관리비", "201 | 03 | 행사운영비", ["201-01", "201-03"]),
        ("편성목코드 | 통계목코드 | 통계목명", "201 | 1 | 사무관리비", "201 | 3 | 행사운영비", ["201-1", "201-3"]),
    ],
    ids=["code before name", "code behind name", "code above name", "three columns", "zero eaten by a spreadsheet"],
)
def test_code_in_two_columns(header: str, first: str, second: str, codes: list[str]) -> None:
    parsed = drawn(
        HEADER.replace("통계목", header)
        + GIVES.replace("201-01 사무관리비", first)
        + TAKES.replace("201-03 행사운영비", second)
    )

    lines = budget_table(parsed).lines
    assert [line.head.object_code for line in lines] == codes
    assert [line.head.object_name for line in lines] == ["사무관리비", "행사운영비"]
    assert [len(line.extra) for line in lines] == [1, 1]
    assert findings(parsed) == []


@pytest.mark.point(68)
@pytest.mark.parametrize(
    ("year", "code", "found"),
    [(2021, "401-01", []), (2027, "401-01", ["object-name-mismatch"]), (2027, "401-02", []), (2021, "401-02", ["object-name-mismatch"])],
)  # fmt: skip
def test_code_and_name_disagree_by_year(year: int, code: str, found: list[str]) -> None:
    table = HEADER + GIVES.replace("201-01 사무관리비", f"{code} 시설비") + TAKES
    parsed = drawn(table, year=year)

    head = budget_table(parsed).lines[0].head
    assert (head.object_code, head.object_name) == (code, "시설비")
    assert [one for one in findings(parsed) if one == "object-name-mismatch"] == found


@pytest.mark.point(77)
@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        ("부서명", "환경정책실//자원순환담당관", "^"),
        ("부서명", "환경정책실//자원순환//담당관", "환경정책실//자원//순환담당관"),
        ("부서명 | <", "환경정책실 | 자원순환담당관", "^ | ^"),
        ("부서명 | <", "환경정책실 | 자원순환담당관", "| "),
        ("실국명 | 부서명", "환경정책실 | 자원순환담당관", "^ | ^"),
        ("실·국 | 담당관", "환경정책실 | 자원순환담당관", "^ | 자원순환담당관"),
        ("국 | 과", "환경정책실 | 자원순환담당관", "^ | ^"),
        ("소관 | 부서", "환경정책실 | 자원순환담당관", "^ | ^"),
    ],
)
def test_a_department_in_two_levels(header: str, first: str, second: str) -> None:
    parsed = drawn(f"""
| {header} | 세부사업 | 통계목 | 예산현액 | 감 | 증 | 전용 후 |
| {first} | 쉼터 운영 | 201-01 사무관리비 | 5,000 | 1,000 | - | 4,000 |
| {second} | 쉼터 운영 | 201-03 행사운영비 | - | - | 1,000 | 1,000 |
""")

    departments = [line.head.department or "" for line in budget_table(parsed).lines]
    assert ["".join(name.split()) for name in departments] == ["환경정책실자원순환담당관"] * 2
    assert all(name.startswith("환경정책실 ") for name in departments)
    assert findings(parsed) == []
    assert transfers(parsed) == MOVED


@pytest.mark.point(77)
def test_two_levels_under_one_header() -> None:
    parsed = drawn("""
| 부서명 | < | 세부사업 | 통계목 | 예산현액 | 감 | 증 | 전용 후 |
| 국 | 과 | ^ | ^ | ^ | ^ | ^ | ^ |
| 환경국 | 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 | 1,000 | - | 4,000 |
| ^ | 공원과 | 쉼터 운영 | 201-03 행사운영비 | - | - | 1,000 | 1,000 |
""")

    assert [line.head.department for line in budget_table(parsed).lines] == ["환경국 청소과", "환경국 공원과"]
    assert findings(parsed) == []


WATER = (
    "| 수도과 | 관로 정비 | 201-02 공공운영비 | 9,000 | 300 | - | 8,700 |\n"
    "| ^ | ^ | 206-01 재료비 | - | - | 300 | 300 |\n"
)
WATER_ROWS = [
    "상수도특별회계 | 수도과 | 관로 정비 | 201-02 공공운영비 | 9,000,000 300,000 · 8,700,000",
    "상수도특별회계 | 수도과 | 관로 정비 | 206-01 재료비 | · · 300,000 300,000",
]
ACCOUNT_ROWS = [f"일반회계 | {FROM}", f"일반회계 | {TO}", *WATER_ROWS]


@pytest.mark.point(78, 76)
@pytest.mark.parametrize("header", ["회계", "회계명", "회계구분"])
def test_accounts_in_a_column(header: str) -> None:
    parsed = drawn(f"""
| {header} | 부서 | 세부사업 | 통계목 | 예산현액 | 감 | 증 | 전용 후 |
| 일반회계 | 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 | 1,000 | - | 4,000 |
| ^ | ^ | ^ | 201-03 행사운영비 | - | - | 1,000 | 1,000 |
| ^ | 소계 | < | < | 5,000 | 1,000 | 1,000 | 5,000 |
| 상수도특별회계 | 수도과 | 관로 정비 | 201-02 공공운영비 | 9,000 | 300 | - | 8,700 |
| ^ | ^ | ^ | 206-01 재료비 | - | - | 300 | 300 |
| ^ | 소계 | < | < | 9,000 | 300 | 300 | 9,000 |
| 총 계 | < | < | < | 14,000 | 1,300 | 1,300 | 14,000 |
""")

    assert rows(parsed) == ACCOUNT_ROWS
    assert sums(parsed) == [
        f"소계 | {TOTAL}",
        "소계 | 9,000,000 300,000 300,000 9,000,000",
        "총 계 | 14,000,000 1,300,000 1,300,000 14,000,000",
    ]
    assert [code for code in findings(parsed) if code != "amount-mismatch"] == []


@pytest.mark.point(78)
@pytest.mark.parametrize("band", ["{}", "[{}]", "【 {} 】", "○ {}", "□ {}", "1. {}", "가. {}", "<{}>", "① {}", "- {}"])
def test_accounts_over_their_rows(band: str) -> None:
    first, second = (
        f"| {band.format(account)} | < | < | < | < | < | < |\n" for account in ("일반회계", "상수도특별회계")
    )
    parsed = drawn(HEADER + first + GIVES + TAKES + second + WATER)

    assert rows(parsed) == ACCOUNT_ROWS
    assert [code for code in findings(parsed) if code != "amount-mismatch"] == []
    account = budget_table(parsed).lines[2].places["account"]
    assert [place.cell for place in account] == [(4, 0)]


@pytest.mark.point(78, 71)
@pytest.mark.parametrize("place", ["above", "below"])
def test_sums_of_accounts_name_them(place: str) -> None:
    general = "| 일반회계 | < | < | 5,000 | 1,000 | 1,000 | 5,000 |\n"
    special = "| 상수도특별회계 | < | < | 9,000 | 300 | 300 | 9,000 |\n"
    total = "| 총 계 | < | < | 14,000 | 1,300 | 1,300 | 14,000 |\n"
    parsed = drawn(
        HEADER
        + (
            total + general + GIVES + TAKES + special + WATER
            if place == "above"
            else GIVES + TAKES + general + WATER + special + total
        )
    )

    assert rows(parsed) == ACCOUNT_ROWS
    assert sums(parsed) == [
        f"일반회계 | {TOTAL}",
        "상수도특별회계 | 9,000,000 300,000 300,000 9,000,000",
        "총 계 | 14,000,000 1,300,000 1,300,000 14,000,000",
    ]
    assert [code for code in findings(parsed) if code not in ("amount-mismatch", "total-mismatch")] == []
    assert "total-mismatch" not in findings(parsed)


@pytest.mark.point(76)
def test_every_other_column_is_kept() -> None:
    parsed = drawn("""
| 회계 | 분야 | 부문 | 부서 | 세부사업 | 편성목 | 통계목 | 재원 | 예산현액 | 감 | 증 | 전용 후 | 산출근거 | 일자 | 사유 | 비고 |
| 일반회계 | 환경 | 폐기물 | 청소과 | 쉼터 운영 | 201 일반운영비 | 01 사무관리비 | 구비 | 5,000 | 1,000 | - | 4,000 | 5,000원×200명 | ’21.10.12. | 수요 증가 | 잔액 |
| ^ | ^ | ^ | ^ | ^ | ^ | 03 행사운영비 | ^ | - | - | 1,000 | 1,000 | 1식 | ^ | ^ | |
| 합계 | < | < | < | < | < | < | < | 5,000 | 1,000 | 1,000 | 5,000 | | | | |
""")

    lines = budget_table(parsed).lines
    assert [dict(line.extra) for line in lines] == [
        {
            "분야": "환경", "부문": "폐기물", "편성목": "201 일반운영비", "재원": "구비", "산출근거": "5,000원×200명", "일자": "’21.10.12.",
            "사유": "수요 증가", "비고": "잔액",
        },
        {
            "분야": "환경", "부문": "폐기물", "편성목": "201 일반운영비", "재원": "구비", "산출근거": "1식", "일자": "’21.10.12.",
            "사유": "수요 증가",
        },
    ]  # fmt: skip
    assert [line.head.account for line in lines] == ["일반회계", "일반회계"]
    assert [line.head.object_code for line in lines] == ["201-01", "201-03"]
    assert sums(parsed) == [f"합계 | {TOTAL}"]
    assert findings(parsed) == []
    assert transfers(parsed) == MOVED


@pytest.mark.point(76)
def test_transfers_numbered_in_one_table() -> None:
    parsed = drawn("""
| 연번 | 부서 | 세부사업 | 통계목 | 예산현액 | 감 | 증 | 전용 후 |
| 1 | 청소과 | 쉼터 운영 | 201-01 사무관리비 | 5,000 | 1,000 | - | 4,000 |
| ^ | ^ | ^ | 201-03 행사운영비 | - | - | 1,000 | 1,000 |
| 2 | 공원과 | 나무 심기 | 206-01 재료비 | 2,000 | 200 | - | 1,800 |
| ^ | ^ | ^ | 201-01 사무관리비 | 100 | - | 200 | 300 |
| 계(2건) | < | < | < | 7,100 | 1,200 | 1,200 | 7,100 |
""")

    assert rows(parsed) == [*(f"(1) | {row}" for row in MOVE), *(f"(2) | {row}" for row in PARK_ROWS)]
    assert [transfer.rsplit(": ", 1)[1] for transfer in transfers(parsed)] == [
        "사무관리비 1,000,000 -> 행사운영비 1,000,000",
        "재료비 200,000 -> 사무관리비 200,000",
    ]


@pytest.mark.point(69)
@pytest.mark.parametrize(
    "table",
    [
        "| 부서 | 건수 | 금액 |\n| 청소과 | 2 | 1,200 |\n| 공원과 | 1 | 200 |\n",
        "| 회계별 | 예산현액(A) | 지출액 누계(B) | 집행률(B/A) |\n| 일반회계 | 5,000 | 1,000 | 20% |\n",
        "| 부서 | 세부사업 | 통계목 | 구분 | 금액 |\n| 청소과 | 쉼터 운영 | 사무관리비 | 감 | 1,000 |\n| ^ | ^ | 행사운영비 | 증 | 1,000 |\n",
        "| 참석자 | 소속 | 예산 |\n| 위원 | 청소과 | 5,000 |\n",
    ],
    ids=["overview", "execution", "one amount with a direction", "one amount"],
)
def test_a_table_without_a_budget_header_stays_a_table(table: str) -> None:
    (entry,) = entries(drawn(table))

    assert isinstance(entry, Table)

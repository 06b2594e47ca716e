"""통계목: the table of codes confirms what is printed, year by year; what it does not know for certain warns nobody."""

from __future__ import annotations

import pytest

from councildoc import BudgetHead
from councildoc.checks.objects import compilation, expected_name, same_name
from councildoc.object_codes import ObjectName, object_table
from councildoc.values import code_parts
from test_checks import SOUND, SOURCE, TARGET, edited, findings

YEARS = (None, 2019, 2022, 2026, 2027)
UNCERTAIN = [row for row in object_table() if not row.certain]


def mismatch(code: str, name: str, year: int | None) -> str | None:
    return expected_name(BudgetHead(object_code=code, object_name=name), year)


@pytest.mark.parametrize("row", UNCERTAIN, ids=lambda row: f"{row.code} {row.name}")
def test_rows_without_a_certain_source_never_warn(row: ObjectName) -> None:
    """Neither do they contradict another name, nor does their own name contradict another code."""
    names = {other.name for other in object_table()}
    codes = {other.code for other in object_table()}
    for year in YEARS:
        assert [name for name in names if mismatch(row.code, name, year)] == []
        others = {other.name.replace("·", "") for other in object_table() if other.certain}
        assert row.name in others or [code for code in codes if mismatch(code, row.name, year)] == []


def test_there_are_rows_of_every_kind() -> None:
    assert {row.confidence for row in object_table()} == {"sourced", "partly sourced", "unsourced"}
    assert {row.code for row in object_table() if row.disputed} == {"301-09"}
    assert len(UNCERTAIN) > 40


@pytest.mark.parametrize(
    "row", [row for row in object_table() if row.certain and "-" in row.code], ids=lambda r: r.code
)
def test_a_name_that_is_the_codes_own_is_never_wrong(row: ObjectName) -> None:
    for year in YEARS:
        if row.holds_in(year):
            assert mismatch(row.code, row.name, year) is None
            assert mismatch(row.code, row.name.replace("·", "ㆍ"), year) is None


@pytest.mark.point(68)
@pytest.mark.parametrize(
    ("code", "name", "year", "expected"),
    [
        # 401-02 is 감리비 up to 2026 and 시설비 from 2027 on
        ("100-401-02", "감리비", 2026, None),
        ("100-401-02", "시설비", 2026, "감리비"),
        ("100-401-02", "시설비", 2027, None),
        ("100-401-02", "감리비", 2027, "시설비"),
        ("100-401-02", "감리비", 2028, "시설비"),
        ("401-01", "시설비", 2026, None),
        ("401-01", "시설비", 2027, "시설공사보상비"),
        ("40103", "시설부대비", 2026, None),
        ("40103", "시설부대비", 2027, "감리비"),
        # how far back the numbering holds is not known, nor is the year of an undated report
        ("100-401-02", "시설비", 2019, None),
        ("100-401-02", "시설비", None, None),
        ("100-401-02", "감리비", None, None),
        # merged in 2027
        ("402-02", "민간위탁사업비", 2027, None),
        ("402-02", "민간위탁사업비", 2026, "민간자본사업보조(이전재원)"),
        ("202-02", "월액여비", 2026, None),
        ("202-02", "월액여비", 2027, None),  # no longer the name of any code: nothing certain is known
        # a name that shortens the official one, whole or in its letters
        ("405-01", "자산취득비", 2024, None),
        ("405-01", "물품취득비", 2024, None),
        ("101-03", "무기계약근로자보수", 2024, None),
        ("205-03", "국내여비", 2026, None),
        # a name that is certainly that of another code
        ("201-01", "행사운영비", 2024, "사무관리비"),
        ("201-01", "사무용품비", 2024, None),
        ("307-02", "민간위탁금", 2022, "민간경상사업보조"),
        # not a code of the table, no whole code, or no name
        ("299-01", "행사운영비", 2024, None),
        ("201", "행사운영비", 2024, None),
        ("201-01", "", 2024, None),
        ("", "행사운영비", 2024, None),
    ],
)
def test_code_and_name_by_fiscal_year(code: str, name: str, year: int | None, expected: str | None) -> None:
    assert mismatch(code, name, year) == expected


@pytest.mark.point(68)
@pytest.mark.parametrize(("year", "expected"), [("2026", "감리비"), ("2027", None)])
def test_the_renumbering_of_2027_in_a_report(year: str, expected: str | None) -> None:
    """The printed name stays the reading; the finding names what the code says."""
    text = edited(((TARGET, "100-401-02//시설비"), ("2023", year)))
    told = [d for d in findings(text) if d.code == "object-name-mismatch"]
    assert [d.message for d in told] == (
        [f"통계목 코드 100-401-02의 이름은 {expected}인데 시설비로 적혀 있습니다."] if expected else []
    )


@pytest.mark.parametrize(
    ("years", "held", "not_held"),
    [
        ("all", (1999, 2021, 2040), ()),
        ("<=FY2026", (2021, 2026), (2020, 2027)),
        ("FY2026", (2026,), (2025, 2027)),
        ("FY2027", (2027, 2030), (2026,)),
        ("FY2024-26", (2024, 2025, 2026), (2023, 2027)),
        ("FY2026-27", (2026, 2027), (2025, 2028)),
        ("FY2027 (S3: FY2024-26 at a corporation)", (2027, 2028), (2024, 2026)),
        ("old", (), (2000, 2026)),
    ],
)
def test_the_years_of_a_row(years: str, held: tuple[int, ...], not_held: tuple[int, ...]) -> None:
    row = ObjectName("201-01", "사무관리비", years, "sourced", False)
    assert all(row.holds_in(year) for year in (*held, None))
    assert not any(row.holds_in(year) for year in not_held)


def test_every_years_of_the_table_is_understood() -> None:
    assert [
        row.code for row in object_table() if row.years != "old" and not any(map(row.holds_in, range(2021, 2031)))
    ] == []


def test_the_group_of_a_head() -> None:
    assert compilation(BudgetHead(object_code="100-201-01")) == "201"
    assert compilation(BudgetHead(object_name="감리비")) == "401"
    assert compilation(BudgetHead(object_name="듣지 못한 목")) is None
    assert compilation(BudgetHead()) is None


def test_names_that_shorten_one_another() -> None:
    assert same_name("의원역량개발비", "의원역량개발비(공공위탁·자체)")
    assert not same_name("비", "시설비")


def test_codes_alone_warn_nobody() -> None:
    text = edited(((SOURCE, "100-201-02"), (TARGET, "100-201-01")))
    assert "object-name-mismatch" not in {d.code for d in findings(text)}
    assert code_parts("100-201-02")[1] == "201"
    assert "100-201-02" in SOUND

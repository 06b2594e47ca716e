"""Findings that rest on the law: to whom, to what and from when they apply, and what they say."""

from __future__ import annotations

import attrs
import pytest

from councildoc import Source
from councildoc.checks.jurisdiction import local_government
from councildoc.checks.periods import deadline, period_of_title
from councildoc.diagnostics import RULES, Law, Rule
from councildoc.model import Briefing
from councildoc.parser import parse_document
from drawing import draw
from test_checks import AMOUNT, CASES, ROW_2, SESSION, SOUND, SOURCE, SUMS, TARGET, edited, findings

LAWFUL = [rule for rule in RULES if rule.lawful]
REORGANISED = {"report-late"}
"""Findings that apply to 이체 as well."""


def codes(text: str) -> set[str]:
    return {diagnostic.code for diagnostic in findings(text)}


def message(text: str, code: str) -> str:
    return next(diagnostic.message for diagnostic in findings(text) if diagnostic.code == code)


# ------------------------------------------------------------------------------------------------------------ the words


def test_the_law_stands_in_one_place() -> None:
    """No message and no explanation spells out a law of its own: it comes from `laws`."""
    assert len(LAWFUL) == 8
    for rule in RULES:
        assert "지방재정법" not in rule.template + rule.why
        assert rule.laws or not rule.lawful


@pytest.mark.parametrize("rule", LAWFUL, ids=lambda rule: rule.code)
def test_a_finding_of_the_law_judges_nothing(rule: Rule) -> None:
    text = message(edited(CASES[rule.code].fault), rule.code)
    assert "가능성" in text
    assert "위법" not in text
    assert "위반" not in text
    assert any(str(law) in text for law in rule.laws)
    assert all(law.article.startswith("지방") and len(law.worded) == len("2023-08-16") for law in rule.laws)


@pytest.mark.parametrize("rule", LAWFUL, ids=lambda rule: rule.code)
@pytest.mark.parametrize("kind", ["예산변경", "이용", "이체"])
def test_the_law_on_diversion_is_for_diversions(rule: Rule, kind: str) -> None:
    """예비비 has a law of its own, whatever the move is called; 이체 is reported by quarter as well."""
    text = edited(CASES[rule.code].fault).replace("예산 전용", kind).replace("전용", kind)
    applies = rule.code == "reserve-use-doubtful" or (kind == "이체" and rule.code in REORGANISED)
    assert (rule.code in codes(text)) == applies


def test_a_secondary_source_is_said_to_be_one() -> None:
    assert "2026. 5. 19. 기준 2차 자료" in message(edited(CASES["reserve-use-doubtful"].fault), "reserve-use-doubtful")
    assert str(Law("법 제1조", "2020-06-09", "개정 전")) == "법 제1조, 2020. 6. 9. 개정 전"


# ------------------------------------------------------------------------------------------------------------- to whom

OTHERS = {
    "a foundation that reports to a council": (("제312회 마포구의회 정례회\n", f"{SESSION}부서 : 마포문화재단\n"),),
    "a corporation": ((SESSION, f"{SESSION}부서 : 마포시설관리공단\n"),),
    "a welfare institution": (("예산 전용 보고", "사회복지법인 한마음 예산 전용 보고"), (SESSION, "")),
    "a school": (("예산 전용 보고", "학교회계 예산 전용 보고"), (SESSION, "학교운영위원회\n")),
    "a school by its account": ((SESSION, ""), ("| 부서명 |", "| 회계 |"), ("| 공원과 |", "| 학교회계 |")),
    "a church": (("예산 전용 보고", "은혜교회 예산 전용 보고"), (SESSION, "제직회\n")),
}
GOVERNMENTS = {
    "a council speaks for it": ((SESSION, SESSION),),
    "a committee alone": ((SESSION, "행정자치위원회\n"),),
    "nothing speaks against it": ((SESSION, ""),),
    "a council hears of an institution": (("예산 전용 보고", "국공립어린이집 확충을 위한 예산 전용 보고"),),
    "its columns speak for it": (("예산 전용 보고", "초등학교 급식 예산 전용 보고"), (SESSION, "")),
    "a department that sounds like a school": ((SESSION, f"{SESSION}부서 : 평생교육과\n"),),
    "a construction is no corporation": (("공원 정비를", "하수관 공사를"),),
}


@pytest.mark.point(47)
@pytest.mark.parametrize("who", [*OTHERS, *GOVERNMENTS])
def test_bodies_with_rules_of_their_own_are_not_judged_by_those_of_local_governments(who: str) -> None:
    """One and the same fault: a transfer between two 정책사업, out of personnel costs, after the year."""
    text = SOUND
    for printed, planted in (OTHERS | GOVERNMENTS)[who]:
        assert printed in text
        text = text.replace(printed, planted)
    assert codes(text) & {rule.code for rule in LAWFUL} == set()  # sound as it stands
    for printed, planted in (
        ("| ^ | 녹지 조성 |", "| ^ | 하천 관리 |"),
        (SOURCE, "100-101-04//기간제근로자등보수"),
        ("2023. 5. 10.", "2024. 1. 5."),
        (TARGET, "100-201-01//행사운영비"),
    ):
        text = text.replace(printed, planted)
    law = {"policy-project-differs", "forbidden-source", "date-outside-fiscal-year", "object-name-mismatch"}
    assert codes(text) & law == (law if who in GOVERNMENTS else set())


def test_arithmetic_is_everybodys() -> None:
    text = edited(OTHERS["a church"]).replace("| 480,000 |", "| 470,000 |")
    assert "row-arithmetic" in codes(text)


@pytest.mark.parametrize(("title", "local"), [("2015년도 전용 보고", False), ("2005년도 전용 보고", True)])
def test_older_levels_in_a_newer_year_are_those_of_another_body(title: str, local: bool) -> None:
    """관·항·목: local budgets had them until 2007, welfare institutions and schools still have."""
    drawing = f"""
{title}
Ⅰ. 예산 전용
(단위 : 천원)
| 관 | 항 | 목 | 예산액 | 감 | 증 | 변경 후 |
| 사무비 | 운영비 | 공공요금 | 500 | 20 | - | 480 |
| 사무비 | 운영비 | 수용비 | 100 | - | 20 | 120 |
"""
    (briefing,) = parse_document(draw(drawing), Source("보고", "text", "0" * 64)).briefings
    assert briefing.items[0].transfers
    assert local_government(briefing) is local


def test_an_empty_briefing_is_taken_for_a_local_governments() -> None:
    assert local_government(Briefing())
    assert not local_government(attrs.evolve(Briefing(), department="서울 교통 공사"))


# -------------------------------------------------------------------------------------------------------- when and what


@pytest.mark.parametrize(
    ("date", "found"),
    [("2025. 12. 1.", True), ("2025. 12. 2.", False), ("2025. 12.", False), ("2025. 11.", True), ("추후 통보", False)],
)
def test_facility_costs_are_free_since_the_rule_was_deleted(date: str, found: bool) -> None:
    """A month that holds the day says nothing, nor does no date at all."""
    text = edited(((SOURCE, "100-401-03//시설부대비"), ("2023. 5. 10.", date), ("2023년도", "2025년도")))
    assert ("forbidden-source" in codes(text)) == found
    if found:
        assert "제55조제1항제2호, 2025. 12. 2. 개정 전" in message(text, "forbidden-source")


def test_facility_costs_may_take_and_move_among_themselves() -> None:
    assert "forbidden-source" not in codes(edited(((TARGET, "100-401-02//감리비"),)))
    assert "forbidden-source" not in codes(edited(((SOURCE, "100-401-01//시설비"), (TARGET, "100-401-02//감리비"))))


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("601-01//국내차입금상환", "311-05//차입금이자상환", False),
        ("311-05//차입금이자상환", "601-01//국내차입금상환", False),
        ("311-05//차입금이자상환", "201-01//사무관리비", True),
        ("사무관리비", "행사운영비", False),
        ("시설비", "사무관리비", True),
    ],
)
def test_repayments_move_among_themselves_and_names_alone_tell_their_code(
    source: str, target: str, found: bool
) -> None:
    text = edited(((SOURCE, source), (TARGET, target)))
    assert ("forbidden-source" in codes(text)) == found


def test_each_source_names_its_own_article() -> None:
    def article(source: str) -> str:
        return message(edited(((SOURCE, source),)), "forbidden-source")

    assert "제55조제1항제1호, " in article("100-101-04//기간제근로자등보수")
    assert "제55조제1항제3호, " in article("100-601-01//국내차입금상환")


@pytest.mark.parametrize(
    ("project", "unit", "target", "found"),
    [
        ("공원 관리", "녹지 관리", "100-201-01//사무관리비", True),
        ("공원 복구", "녹지 관리", "100-201-01//사무관리비", True),  # 단위사업 is printed: the 세부사업 may differ
        ("공원 복구", "녹지관리", "100-201-01//사무관리비", True),
        ("공원 복구", "재해 복구", "100-201-01//사무관리비", False),
        ("공원 복구", "녹지 관리", "100-206-01//재료비", False),
        ("공원 복구", "녹지 관리", "알 수 없는 목", False),
    ],
)
def test_where_neither_unit_project_nor_object_differs(project: str, unit: str, target: str, found: bool) -> None:
    text = edited(
        (
            ("| 정책사업 | 세부사업 |", "| 정책사업 | 단위사업 | 세부사업 |"),
            ("| 공원과 | 녹지 조성 |", "| 공원과 | 녹지 조성 | 녹지 관리 |"),
            ("| ^ | 녹지 조성 | 공원 복구 |", f"| ^ | 녹지 조성 | {unit} | {project} |"),
            ("| 총 계 | < |", "| 총 계 | < | < |"),
            (TARGET, target),
        )
    )
    assert ("kind-doubtful" in codes(text)) == found


@pytest.mark.parametrize(
    ("month", "day", "expected"),
    [
        ("2021-10-12", "2022-01-31", "2021년 4분기"),
        ("2022-03", "2022-04-30", "2022년 1분기"),
        ("2022-04-01", "2022-07-31", "2022년 2분기"),
        ("2022-09-30", "2022-10-31", "2022년 3분기"),
    ],
)
def test_the_day_a_report_is_due(month: str, day: str, expected: str) -> None:
    assert deadline(month) == (expected, day)
    assert deadline(month[:4]) is None


@pytest.mark.parametrize(
    ("reported", "moved", "late"),
    [
        ("2023. 7. 31.", "2023. 5. 10.", False),
        ("2023. 8. 1.", "2023. 5. 10.", True),
        ("2023. 8.", "2023. 5. 10.", True),
        ("2023. 7.", "2023. 5. 10.", False),
        ("2023. 8. 1.", "2023. 5. 10., 2023. 7. 1.", False),  # the last of several dates
        ("2023. 8.", "5월", False),
        ("2020. 12.", "2020. 6. 8.", False),  # before the amendment
        ("2020. 12.", "2020. 6. 9.", True),
        ("2020. 12.", "2020. 6.", False),  # perhaps before it
    ],
)
def test_a_report_after_the_month_that_follows_the_quarter(reported: str, moved: str, late: bool) -> None:
    text = edited(((SESSION, f"{SESSION}일 시 : {reported}\n"), ("2023. 5. 10.", moved)))
    text = text.replace("2023년도 2분기", f"{moved[:4]}년도") if moved[:2] == "20" else text
    assert ("report-late" in codes(text)) == late


def test_a_late_report_is_told_once_and_leaves_room_for_an_earlier_submission() -> None:
    text = STATED_TWICE.replace(SESSION, f"{SESSION}일 시 : 2023. 9.\n")
    found = [d for d in findings(text) if d.code == "report-late"]
    assert len(found) == 1
    assert "제출일이 아니므로" in found[0].message
    assert [place.line for place in found[0].where] == [4]


STATED_TWICE = SOUND + SOUND.partition(SESSION)[2].replace("Ⅰ.", "Ⅱ.")
"""Two items with one transfer each."""


@pytest.mark.parametrize(
    ("title", "months"),
    [
        ("2024년 2/4분기 예산 전용 보고", "4 5 6"),
        ("2024년도 제4분기 예산 전용 보고", "10 11 12"),
        ("2024년도 하반기 예산 전용 내역", "7 8 9 10 11 12"),
        ("2024년도 상반기 예산 전용 내역", "1 2 3 4 5 6"),
        ("2024년도 재정과 1분기 예산 전용 내역", "1 2 3"),
        ("2024년도 예산 전용 내역", None),
        ("2024년도 1·2분기 예산 전용 내역", None),
        ("2024년도 1~3분기 예산 전용 내역", None),
        ("2024년도 1분기 및 2분기 예산 전용 내역", None),
        ("2024년도 3분기까지의 예산 전용 내역", None),
        ("2024년도 상·하반기 예산 전용 내역", None),
        (None, None),
    ],
)
def test_the_period_of_a_title(title: str | None, months: str | None) -> None:
    found = period_of_title(title)
    assert (" ".join(map(str, sorted(found[1]))) if found else None) == months


@pytest.mark.parametrize(
    ("title", "date", "kind", "expected"),
    [
        ("2023년도 2분기", "2023. 4. 1.", "전용", set()),
        ("2023년도 2분기", "2023. 3. 31.", "전용", {"date-outside-quarter"}),
        ("2023년도 상반기", "2023. 3. 31.", "전용", set()),
        ("2023년도 상반기", "2023. 7. 1.", "예산변경", {"date-outside-quarter"}),
        ("2023년도 2분기", "2023. 7.", "전용", {"date-outside-quarter"}),
        ("2023년도", "2023. 7. 1.", "전용", set()),
        ("2023년도 2분기", "2024. 5. 1.", "전용", {"date-outside-fiscal-year"}),  # said once
        ("2023년도 2분기", "2024. 5. 1.", "이체", {"date-outside-quarter"}),
    ],
)
def test_dates_outside_the_period_that_is_reported(title: str, date: str, kind: str, expected: set[str]) -> None:
    text = edited((("2023년도 2분기", title), ("2023. 5. 10.", date))).replace("전용", kind)
    assert {code for code in codes(text) if code.startswith("date-")} == expected


@pytest.mark.parametrize(
    ("date", "project", "before", "found"),
    [
        ("2023. 5. 10.", "공원 복구", "-", True),
        ("2023. 5. 10.", "공원 복구", "0", True),
        ("2020. 6. 8.", "공원 복구", "-", False),
        ("2023. 5. 10.", "공원관리", "-", False),
        ("추후", "공원 복구", "-", True),  # the title tells the year
    ],
)
def test_a_project_that_had_no_budget(date: str, project: str, before: str, found: bool) -> None:
    text = edited(
        (
            (ROW_2, f"| {before} | - | 20,000 | 20,000 |"),
            (SUMS, "| 500,000 | 20,000 | 20,000 | 500,000 |"),
            ("공원 복구", project),
            ("2023. 5. 10.", date),
        )
    )
    assert ("target-unbudgeted" in codes(text)) == found


def test_what_could_not_be_read_is_no_missing_budget() -> None:
    text = edited(((ROW_2, "| 1O,OOO | - | 20,000 | 30,000 |"),))
    assert "target-unbudgeted" not in codes(text)


@pytest.mark.parametrize(
    ("route", "found"),
    [
        ("공공운영비 → 사무관리비", set()),
        ("공공운영비(201-02) → 사무관리비(201-01)", set()),
        ("공원 관리 일반운영비(공공운영비) ⇨ 공원 복구 일반운영비(사무관리비)", set()),
        ("일반운영비 → 일반운영비", set()),
        ("공원관리 집행잔액 → 수목 식재비", set()),  # no names of the object table
        ("사무관리비 → 공공운영비", {"감액", "증액"}),
        ("공공운영비 → 재료비", {"증액"}),
        ("연구용역비(207-01) → 사무관리비", {"감액"}),
        ("여비 → 사무관리비", {"감액"}),
    ],
)
def test_objects_that_the_prose_names_stand_in_the_table(route: str, found: set[str]) -> None:
    text = edited(((AMOUNT, f"{AMOUNT} ○ 전용과목 : {route}\n"),))
    told = [d.message for d in findings(text) if d.code == "prose-name-unmatched"]
    assert {side for side in ("감액", "증액") if any(f"본문에서 {side}" in text for text in told)} == found
    assert len(told) == len(found)


def test_a_table_of_coarser_objects_holds_the_finer_one_of_the_prose() -> None:
    coarse = edited(
        ((SOURCE, "201//일반운영비"), (TARGET, "206//재료비"), (AMOUNT, f"{AMOUNT} ○ 전용과목 : 행사운영비 → 재료비\n"))
    )
    assert "prose-name-unmatched" not in codes(coarse)
    assert "prose-name-unmatched" in codes(coarse.replace("행사운영비 →", "국내여비 →"))


RESERVE = """
2023년도 2분기 예비비 사용 보고
제312회 마포구의회 정례회
Ⅰ. 집중호우 복구를 위한 예비비 사용
□ 예산현황
(단위 : 천원)
| 부서명 | 정책사업 | 세부사업 | 통계목 | 예산현액 | 감 | 증 | 변경 후 |
| 공원과 | 녹지 조성 | 공원 복구 | 100-307-02//민간경상사업보조 | 10,000 | - | 20,000 | 30,000 |
"""


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("100-307-02//민간경상사업보조", True),
        ("100-203-03//시책추진업무추진비", True),
        ("100-402-01//민간자본사업보조(자체재원)", True),
        ("100-204-02//직급보조비", False),
        ("100-301-01//사회보장적수혜금(국고보조재원)", False),
        ("100-802-01//국고보조금반환금", False),
        ("100-401-01//시설비", False),
    ],
)
def test_what_a_reserve_is_used_for(target: str, found: bool) -> None:
    assert ("reserve-use-doubtful" in codes(RESERVE.replace("100-307-02//민간경상사업보조", target))) == found
    moved = edited(((SOURCE, "100-801-01//일반예비비"), (TARGET, target)))
    assert ("reserve-use-doubtful" in codes(moved)) == found


def test_the_use_of_money_that_is_no_reserve() -> None:
    assert "reserve-use-doubtful" not in codes(edited(((TARGET, "100-307-02//민간경상사업보조"),)))
    assert "reserve-use-doubtful" not in codes(
        RESERVE.replace(SESSION, "").replace("예비비 사용 보고", "한빛재단 예비비 보고")
    )

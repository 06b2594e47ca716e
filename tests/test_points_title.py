"""Points 1 to 17: the title page. Every page stands above whole items, and nothing of it is lost or reported."""

from __future__ import annotations

import pytest

from council_reports import BODY, SESSION, TITLE, briefing, item, items, read, read_bytes, sound
from councildoc.values import reading_key

Fields = tuple[int | None, str | None, str | None]


def sitting(line: str) -> Fields:
    """Number, council and kind that a session line gives."""
    found = briefing(f"{line}\n{TITLE}\n기획예산과")
    assert (found.title, found.department) == (TITLE, "기획예산과")
    return found.session_number, found.council, found.session_kind


@pytest.mark.point(1)
@pytest.mark.parametrize(
    ("line", "number", "council"),
    [
        ("제 305회 시의회 임시회", 305, None),
        ("제 305 회  시의회  임시회", 305, None),
        ("제321회서울특별시의회(임시회)", 321, "서울특별시의회"),
        ("제120회의회(임시회)", 120, None),
        ("제251회영암군의회임시회", 251, "영암군의회"),
        ("제 2 5 1 회  수 원 시 의 회 ( 임 시 회 )", 251, "수원시의회"),
        ("제251회 수 원 시 의 회 임 시 회", 251, "수원시의회"),
        ("수원시의회 제251회 임시회", 251, "수원시의회"),
        ("수원특례시의회 제 372 회(임시회)", 372, "수원특례시의회"),
        ("강원특별자치도의회 제328회 임시회", 328, "강원특별자치도의회"),
        ("제251회 전라남도 영암군의회 임시회", 251, "전라남도 영암군의회"),
        ("제９회 수원시의회 임시회", 9, "수원시의회"),
        ("[제251회 수원시의회 임시회]", 251, "수원시의회"),
        ("< 제251회 수원시의회 임시회 >", 251, "수원시의회"),
        ("「제251회 수원시의회 임시회」", 251, "수원시의회"),
        ("(제251회 수원시의회 임시회)", 251, "수원시의회"),
        ("2022년도 제251회 수원시의회(임시회)", 251, "수원시의회"),
    ],
)
def test_session_number(line: str, number: int, council: str | None) -> None:
    assert sitting(line) == (number, council, "임시회")


@pytest.mark.point(1)
def test_number_that_is_broken_is_not_read_in_part() -> None:
    assert sitting("제1,251회 수원시의회 임시회") == (None, None, None)


@pytest.mark.point(2)
@pytest.mark.parametrize(
    "name",
    [
        "시의회",
        "구의회",
        "군의회",
        "도의회",
        "의회",
        "본의회",
        "○○시의회",
        "○○구의회",
        "△△군의회",
        "市의회",
        "지방의회",
    ],
)
@pytest.mark.parametrize("form", ["제305회 {} 임시회", "제 305회 {}(임시회)", "제305회{}(임시회)"])
def test_generic_council(name: str, form: str) -> None:
    assert sitting(form.format(name)) == (305, None, "임시회")


@pytest.mark.point(2)
def test_council_of_another_line_is_no_guess() -> None:
    found = briefing(f"제305회 시의회 임시회\n{TITLE}\n서울특별시의회 행정자치위원회")
    assert (found.council, found.committee) == ("서울특별시의회", "행정자치위원회")


@pytest.mark.point(3)
@pytest.mark.parametrize("kind", ["임시회", "정례회"])
@pytest.mark.parametrize("form", ["({})", " ({})", " {}", "{}", "[{}]", " - {}", "( {} )", "<{}>", "（{}）", " 【{}】"])
def test_session_kind(kind: str, form: str) -> None:
    assert sitting("제344회 전주시의회" + form.format(kind)) == (344, "전주시의회", kind)


@pytest.mark.point(3)
@pytest.mark.parametrize(
    "lines",
    [
        "제344회\n전주시의회(임시회)",
        "전주시의회\n제344회(임시회)",
        "제344회\n전주시의회\n임시회",
        "제344회 (임시회)\n전주시의회",
    ],
)
def test_session_over_several_lines(lines: str) -> None:
    assert sitting(lines) == (344, "전주시의회", "임시회")


@pytest.mark.point(4)
@pytest.mark.parametrize(
    "ordinal",
    ["제1차 정례회", "제1차정례회", "1차정례회", "1차 정례회", "제 2 차 정례회", "정례회 제2차", "제1차 정 례 회"],
)
@pytest.mark.parametrize("form", ["제126회 수성구의회({})", "제126회 수성구의회 {}", "제126회 수성구의회 ({})"])
def test_session_kind_without_its_ordinal(ordinal: str, form: str) -> None:
    assert sitting(form.format(ordinal)) == (126, "수성구의회", "정례회")


@pytest.mark.point(4)
@pytest.mark.parametrize(
    "line", ["제1차 정례회", "2022년도 제1차 정례회", "2022년 제2차정례회", "[2022년도 제4차 정례회]", "정례회(제1차)"]
)
def test_session_without_number(line: str) -> None:
    assert sitting(line) == (None, None, "정례회")


@pytest.mark.point(4)
def test_ordinal_of_the_session_on_a_line_of_its_own() -> None:
    found = briefing(f"제214회 안성시의회(정례회)\n제1차 정례회\n{TITLE}")
    assert (found.session_number, found.session_kind, found.preamble) == (214, "정례회", ())


@pytest.mark.point(5)
@pytest.mark.parametrize(
    "line",
    ["제62회 중구의회(정기회)", "제62회 중구의회 정기회", "제62회 중구의회 (정 기 회)", "중구의회 제62회(정기회)"],
)
def test_older_word_for_a_session(line: str) -> None:
    assert sitting(line) == (62, "중구의회", "정기회")


@pytest.mark.point(6)
@pytest.mark.parametrize(
    "note",
    [
        "(폐회중)",
        " (폐회 중)",
        " [폐회중]",
        " 폐회중",
        "(휴회중)",
        " 제2차 본회의",
        "(제3차 회의)",
        " 제2차 행정위원회",
        "(2022. 3. 4. 개회)",
    ],
)
def test_second_parenthesis(note: str) -> None:
    assert sitting(f"제322회 서울특별시송파구의회(임시회){note}") == (322, "서울특별시송파구의회", "임시회")


@pytest.mark.point(7)
@pytest.mark.parametrize(
    ("printed", "field", "value"),
    [
        ("서 울 특 별 시 의 회", "council", "서울특별시의회"),
        ("행 정 자 치 위 원 회", "committee", "행정자치위원회"),
        ("환 경 · 교 통 위 원 회", "committee", "환경·교통위원회"),
        ("스 마 트 도 시 정 책 관", "department", "스마트도시정책관"),
        ("기 획 조 정 실 (재정관리담당관)", "department", "기획조정실 (재정관리담당관)"),
        ("총 무 과", "department", "총무과"),
        ("제 2 회 의 실", "place", "제2회의실"),
        ("2022년도 예 산 전 용 보 고", "title", "2022년도 예산전용보고"),
        ("예 산 전 용 보 고", "title", "예산전용보고"),
        ("예 산 전 용  보 고", "title", "예산전용 보고"),
        ("2 0 2 2 년 도  예 산 전 용  보 고", "title", "2022년도 예산전용 보고"),
    ],
)
def test_letter_spacing(printed: str, field: str, value: str) -> None:
    assert getattr(briefing(printed), field) == value


@pytest.mark.point(7)
def test_letter_spaced_headings() -> None:
    body = (
        BODY.replace("사업개요", "사 업 개 요").replace("전용사유", "전 용  사 유").replace("예산현황", "예 산 현 황")
    )
    (report,) = read(f"{TITLE}\n{body}").briefings
    assert [[block.kind for block in found.blocks] for found in report.items] == [
        ["overview", "summary", "reason", "budget"]
    ] * 2
    assert all(move.reason for found in report.items for move in found.transfers)


@pytest.mark.point(8)
@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2 0 1 6 . 6 .", "2016-06"),
        ("2 0 1 6.  6.", "2016-06"),
        ("2 0 2 2 . 1 0 .", "2022-10"),
        ("2 0 2 2 . 1 1 . 2 5 .", "2022-11-25"),
        ("2 0 2 2 년  1 0 월", "2022-10"),
        ("2 0 2 2 년  3 월  4 일", "2022-03-04"),
        ("( 2 0 2 2 . 3 . )", "2022-03"),
        ("일 시 : 2 0 2 2 . 3 . 4 .", "2022-03-04"),
    ],
)
def test_letter_spaced_digits(printed: str, iso: str) -> None:
    assert briefing(f"{TITLE}\n{printed}\n기획예산과").date == iso


LINES = ("○ 일  시 : 2022. 10. 31.(월) 10:00", "○ 장  소 : 행정자치위원회 회의실", SESSION, TITLE, "- 기획예산과 -")


@pytest.mark.point(9)
@pytest.mark.parametrize("turn", range(len(LINES)))
@pytest.mark.parametrize("step", [1, -1])
def test_fields_in_any_order(turn: int, step: int) -> None:
    turned = LINES[turn:] + LINES[:turn]
    found = briefing("\n".join(turned[::step]))
    assert (found.title, found.department, found.date) == (TITLE, "기획예산과", "2022-10-31")
    assert (found.place, found.committee, found.council) == ("행정자치위원회 회의실", "행정자치위원회", "수원시의회")
    assert (found.session_number, found.session_kind, found.preamble) == (251, "임시회", ())
    assert len(found.title_lines) == len(LINES)


@pytest.mark.point(10)
@pytest.mark.parametrize(
    "printed",
    [
        "2022. 2.",
        "2022.2",
        "2022. 02.",
        "2022년 2월",
        "’22. 2.",
        "(2022. 2.)",
        "- 2022. 2. -",
        "○ 일 시 : 2022. 2.",
        "일시 : 2022년 2월 중",
        "2022년  2월 현재",
    ],
)
def test_month_only(printed: str) -> None:
    assert briefing(f"{TITLE}\n{printed}").date == "2022-02"


@pytest.mark.point(10)
@pytest.mark.parametrize(
    "printed", ["2022년 2월 30일", "2022. 13. 1.", "2022년", "(2022. 7. 1. ~ 9. 30.)", "2022. 7. 1. ~ 2022. 9. 30."]
)
def test_what_is_no_day_is_no_date(printed: str) -> None:
    found = briefing(f"{TITLE}\n\n\n{printed}\n\n\n기획예산과")
    assert (found.date, found.department) == (None, "기획예산과")


@pytest.mark.point(10)
@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("2023년 11월 29일(수) 오전 10시", None),
        ("2023. 11. 29. (수요일)", None),
        ("2023-11-29", None),
        ("’23. 11. 29.(수) 14:00~16:00", None),
        ("2023. 11. 29.(水) / 10:00", None),
        ("2023년 11월 29일 (수) 10시 01분  개의", None),
        ("2023. 11. 29.(수) 10:00, 제2회의실", "제2회의실"),
        ("2023년 11월 29일(수) 10시  행정위원회 회의실", "행정위원회 회의실"),
    ],
)
def test_date_without_label(printed: str, place: str | None) -> None:
    found = briefing(f"{TITLE}\n{printed}\n기획예산과")
    assert (found.date, found.place) == ("2023-11-29", place)


@pytest.mark.point(9, 10)
@pytest.mark.parametrize(
    "line",
    [
        "행정위원회 / 2023. 11. 29.",
        "2023. 11. 29.   행정위원회",
        "2023. 11. 29. 행정위원회",
        "행정위원회 2023. 11. 29.(수)",
        "행정위원회(2023. 11. 29.)",
        "행정위원회 | 2023년 11월 29일",
        "기획예산과 / 행정위원회 / 2023. 11. 29.",
        "행정위원회   기획예산과   2023. 11. 29.",
    ],
)
def test_fields_on_one_line(line: str) -> None:
    found = briefing(f"{SESSION}\n{TITLE}\n{line}\n" + ("" if "기획" in line else "기획예산과"))
    assert (found.committee, found.date, found.department) == ("행정위원회", "2023-11-29", "기획예산과")
    assert (found.title, found.preamble) == (TITLE, ())


@pytest.mark.point(10)
def test_day_of_the_sitting_wins_over_the_day_of_writing() -> None:
    assert briefing(f"{TITLE}\n작성일 : 2022. 10. 5.\n일시 : 2022. 10. 31.").date == "2022-10-31"
    assert briefing(f"{TITLE}\n작성일자 : 2022. 10. 5.\n기획예산과").date == "2022-10-05"
    assert briefing(f"제251회 수원시의회(임시회) 2022. 10. 31.\n{TITLE}").date == "2022-10-31"


@pytest.mark.point(11)
@pytest.mark.parametrize(
    "lines",
    [
        "일       시\n2025년 09월 02일 (화) 오전 10시\n장       소\n본회의장",
        "일 시 :\n2025. 9. 2.\n장 소 :\n본회의장",
        "일시\n장소\n2025. 9. 2.(화)\n본회의장",
        "○ 일  시\n2025. 9. 2.\n○ 장  소\n본회의장",
        "일  시 :  2025년  9월  2일\n장  소 :  본회의장",
        "일    시    2025. 9. 2.\n장    소    본회의장",
        "일시 : 2025. 9. 2.(화) 10:00   장소 : 본회의장",
        "일시 및 장소 : 2025. 9. 2.(화) 10:00, 본회의장",
        "일시/장소 : 2025. 9. 2.(화) 10:00 / 본회의장",
        "□ 보고일시 : 2025. 9. 2.\n□ 보고장소 : 본회의장",
        "1. 일시 : 2025. 9. 2.\n2. 장소 : 본회의장",
        "[일시] 2025. 9. 2.\n[장소] 본회의장",
        "(일시) 2025. 9. 2.\n(장소) 본회의장",
        "때 : 2025. 9. 2.\n곳 : 본회의장",
        "일시： 2025. 9. 2.\n장소： 본회의장",
    ],
)
def test_label_and_value(lines: str) -> None:
    found = briefing(f"{SESSION}\n{lines}\n{TITLE}")
    assert (found.date, found.place, found.title, found.preamble) == ("2025-09-02", "본회의장", TITLE, ())


@pytest.mark.point(11)
@pytest.mark.parametrize(
    "label", ["보고부서", "소 관 부 서", "소관", "부 서 명", "담당부서", "제출부서", "보고기관", "주관 부서"]
)
@pytest.mark.parametrize("form", ["{} : 기획예산과", "{}\n기획예산과", "○ {} :  기획예산과"])
def test_labels_of_departments(label: str, form: str) -> None:
    assert briefing(f"{TITLE}\n{form.format(label)}").department == "기획예산과"


@pytest.mark.point(11)
@pytest.mark.parametrize(
    "label", ["제목", "제  목", "건 명", "안 건 명", "보고사항", "보 고 사 항", "보고안건", "의안명"]
)
@pytest.mark.parametrize("form", ["{} : {}", "{}\n{}", "{}  {}"])
def test_labels_of_titles(label: str, form: str) -> None:
    found = briefing(f"{SESSION}\n{form.format(label, TITLE)}\n기획예산과")
    assert (found.title, found.department) == (TITLE, "기획예산과")


COVER = """\
| 의 회 | 수원시//의회 |
| 회 기 | 제251회 임시회 |
| 소관위원회 | 행정자치//위원회 |
| 보고//일자 | 2022. 10. 31. |
| 장 소 | 제2회의실 |
| 안 건 | 2022년도 3분기//예산전용 보고 |
| 부 서 | 기획예산과 |
"""


@pytest.mark.point(11, 7)
def test_cover_table() -> None:
    found = briefing(COVER)
    assert (found.council, found.session_number, found.session_kind) == ("수원시의회", 251, "임시회")
    assert (found.committee, found.date, found.place) == ("행정자치위원회", "2022-10-31", "제2회의실")
    assert (found.title, found.department, found.preamble) == (TITLE, "기획예산과", ())


@pytest.mark.point(11)
@pytest.mark.parametrize(
    "table",
    [
        "| 의안번호 | 제 12 호 | 보고 사항 |\n| 보고연월일 | 2022. 10. 31. | ^ |\n",
        "| 의안//번호 | 12 |\n| 보고//연월일 | 2022. 10. 31. |\n| 보 고 자 | 수원시장 |\n",
        "| 의안번호 | 12 | 보고일자 | 2022. 10. 31. |\n",
    ],
)
def test_box_of_the_agenda(table: str) -> None:
    found = briefing(f"{table}{TITLE}\n기획예산과")
    assert (found.title, found.department, found.date) == (TITLE, "기획예산과", "2022-10-31")


@pytest.mark.point(11)
@pytest.mark.parametrize(
    "table",
    [
        "| 제251회 수원시의회(임시회) | 2022. 10. 31. |\n| 2022년도 3분기//예산전용 보고 | < |\n| 기획예산과 | < |\n",
        "| 제251회 수원시의회(임시회) |\n| 2022년도 3분기 예산전용 보고 |\n| 2022. 10. 31. |\n| 기획예산과 |\n",
        "| 제251회 수원시의회 임시회 | 기획예산과 |\n| 2022년도 3분기 예산전용 보고 | 2022. 10. 31. |\n",
    ],
)
def test_page_laid_out_as_a_table(table: str) -> None:
    found = briefing(table)
    assert (found.title, found.department, found.date) == (TITLE, "기획예산과", "2022-10-31")
    assert (found.council, found.session_number) == ("수원시의회", 251)


@pytest.mark.point(12)
@pytest.mark.parametrize(
    "agenda",
    [
        "의사일정1. 2022년도 3분기 기획조정실 예산전용 보고",
        "의사일정 1. 2022년도 3분기 기획조정실 예산전용 보고",
        "의사일정1.2022년도 3분기 기획조정실 예산전용 보고",
        "의사일정 제1항 2022년도 3분기 기획조정실 예산전용 보고",
        "【의사일정 제1항】 2022년도 3분기 기획조정실 예산전용 보고",
        "보고안건1. 2022년도 3분기 기획조정실 예산전용 보고",
        "의사일정\n1. 2022년도 3분기 기획조정실 예산전용 보고",
    ],
)
def test_label_glued_to_the_title(agenda: str) -> None:
    found = briefing(f"{SESSION}\n{agenda}")
    assert (found.title, found.department) == ("2022년도 3분기 기획조정실 예산전용 보고", "기획조정실")


@pytest.mark.point(12)
def test_agenda_numbers_no_items() -> None:
    agenda = "의사일정1. 2022년도 3분기 복지국 예산전용 보고\n2. 2022년도 3분기 복지국 예비비 사용내역 보고\n"
    found = briefing(f"{SESSION}\n{agenda}2022년도 3분기 복지국 예산전용 보고", items("1. ", "2. "))
    assert (found.title, found.department) == ("2022년도 3분기 복지국 예산전용 보고", "복지국")
    assert [(one.number, len(one.transfers)) for one in found.items] == [(1, 1), (2, 1)]


@pytest.mark.point(12)
def test_values_glued_to_their_labels() -> None:
    found = briefing(f"{SESSION}\n일시2022년 10월 31일(월) 오전 10시\n장소행정자치위원회 회의실\n{TITLE}")
    assert (found.date, found.place, found.committee) == ("2022-10-31", "행정자치위원회 회의실", "행정자치위원회")


@pytest.mark.point(13)
@pytest.mark.parametrize(
    ("place", "committee"),
    [
        ("행정자치위원회 회의실", "행정자치위원회"),
        ("행정자치위원회회의실", "행정자치위원회"),
        ("행정자치위원회실", "행정자치위원회"),
        ("환경·교통위원회 회의실", "환경·교통위원회"),
        ("의회동 4층 교육위원회 회의실", "교육위원회"),
        ("4층 소회의실(행정자치위원회)", "행정자치위원회"),
        ("운영위원회", "운영위원회"),
        ("수원시의회 교육위원회 회의실", "교육위원회"),
        ("제2회의실", None),
        ("상임위원회 회의실", None),
        ("위원회 회의실", None),
        ("본회의장", None),
    ],
)
def test_committee_in_the_place(place: str, committee: str | None) -> None:
    found = briefing(f"{TITLE}\n○ 장 소 : {place}")
    assert (found.place, found.committee) == (place, committee)


@pytest.mark.point(13)
@pytest.mark.parametrize(
    "line",
    [
        "행정자치위원회",
        "(행정자치위원회)",
        "【 행정자치위원회 】",
        "- 행정자치위원회 -",
        "제2차 행정자치위원회",
        "행정자치위원회(제2차)",
        "행정자치위원회 제2차 회의",
        "행정자치위원회회의록 제2호",
        "행정자치위원회 보고자료",
        "행정자치위원회 귀중",
        "소관위원회 : 행정자치위원회",
        "소관 상임위원회 : 행정자치위원회",
        "수원시의회 행정자치위원회",
    ],
)
def test_committee_wins_over_that_of_the_place(line: str) -> None:
    found = briefing(f"{line}\n{TITLE}\n장소 : 교육위원회 회의실")
    assert (found.committee, found.title, found.preamble) == ("행정자치위원회", TITLE, ())


YEARS = ["2019회계연도", "2004 회계년도", "2019년도", "2019 회계연도", "’19회계연도", "2019학년도"]


@pytest.mark.point(14)
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    "form",
    ["{} 예산전용 보고", "{} 기획조정실 소관 예산 전용 현황", "{}\n예산전용 내역 보고", "「{} 예산의 전용 보고」"],
)
def test_words_for_the_year(year: str, form: str) -> None:
    printed = form.format(year)
    assert briefing(f"{SESSION}\n{printed}").title == printed.replace("\n", " ")


@pytest.mark.point(14, 61)
@pytest.mark.parametrize(("year", "found"), [("2019회계연도", []), ("2004 회계년도", ["date-outside-fiscal-year"] * 2)])
def test_year_of_the_title_is_the_fiscal_year(year: str, found: list[str]) -> None:
    body = BODY.replace(" ○ 전용과목", " ○ 전용일자 : 2019. 8. 3.\n ○ 전용과목")
    assert [one.code for one in read(f"{year} 예산전용 보고\n{body}").diagnostics if one.severity != "info"] == found


QUARTERS = ["3분기", "3/4분기", "제3분기", "제3/4분기", "하반기", "제 3 분기", "(3분기)", "3∙4분기"]


@pytest.mark.point(15)
@pytest.mark.parametrize("quarter", QUARTERS)
@pytest.mark.parametrize("form", ["2022년도 {} 예산전용 보고", "2022년 {}\n예산 전용 보고"])
def test_quarter_in_the_title(quarter: str, form: str) -> None:
    printed = form.format(quarter)
    assert reading_key(briefing(f"{SESSION}\n{printed}\n기획예산과").title or "") == reading_key(printed)


@pytest.mark.point(15)
@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("예산전용 보고\n(2022년도 4분기)", "예산전용 보고 (2022년도 4분기)"),
        ("예산전용 보고\n- 2022년도 4/4분기 -", "예산전용 보고 - 2022년도 4/4분기 -"),
        ("예산전용 보고\n< 2022년 하반기 >", "예산전용 보고 < 2022년 하반기 >"),
        ("2022년도 4분기\n\n예산전용 보고", "2022년도 4분기 예산전용 보고"),
        ("2022년도 제4분기\n기획조정실\n예산전용 보고", "2022년도 제4분기 기획조정실 예산전용 보고"),
        ("2022년도 예산전용 보고\n(4분기)", "2022년도 예산전용 보고 (4분기)"),
        ("2022년도 4분기 예산전용 보고\n(2022년도)", "2022년도 4분기 예산전용 보고"),
        ("보 고 자 료\n2022년도 제4분기\n예산전용 보고", "2022년도 제4분기 예산전용 보고"),
    ],
)
def test_quarter_on_a_line_of_its_own(lines: str, title: str) -> None:
    assert briefing(f"{SESSION}\n{lines}").title == title


@pytest.mark.point(15)
@pytest.mark.parametrize("quarter", ["3분기", "3/4분기", "제3분기"])
def test_period_of_the_title_gives_the_missing_year(quarter: str) -> None:
    body = BODY.replace(" ○ 전용과목", " ○ 전용일자 : 8. 3.\n ○ 전용과목")
    parsed = read(f"2022년도 {quarter} 예산전용 보고\n{body}")
    assert [move.dates for move in parsed.transfers] == [("2022-08-03",)] * 2
    assert sound(parsed)


TITLES = [
    "예산전용 보고",
    "예산 전용 보고",
    "예산전용보고",
    "예산의 전용 보고",
    "예산전용 보고의 건",
    "예산 전용 보고의건",
    "예산전용 내역 보고",
    "예산전용내역",
    "예산 전용 현황",
    "예산전용 현황 보고",
    "예산전용 보고서",
    "예산전용 보고자료",
    "예산전용 보고사항",
    "예산전용 보고(안)",
    "예산전용 조서",
    "예산 전용 명세서",
    "예산전용 결과보고",
    "예산 전용·이용 보고",
    "예산의 이용·전용 및 이체 보고",
    "예산 전용 및 예비비 사용 보고",
    "예산변경사용 보고",
    "예산 이체 내역 보고",
    "세출예산 전용 내역",
    "예산전용(변경) 내역",
    "예산전용 현황(총괄)",
]


@pytest.mark.point(16)
@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("year", ["", "2022년도 3분기 "])
def test_titles(title: str, year: str) -> None:
    found = briefing(f"{SESSION}\n행정자치위원회\n{year}{title}\n2022. 10.\n기획예산과")
    assert (found.title, found.committee, found.date) == (year + title, "행정자치위원회", "2022-10")
    assert (found.department, found.preamble) == ("기획예산과", ())


@pytest.mark.point(16)
@pytest.mark.parametrize("frame", ["- {} -", "□ {}", "■ {}", "◇ {} ◇", "1. {}", "[보고 제3호] {}", "○ {}"])
def test_title_without_its_ornament(frame: str) -> None:
    assert briefing(f"{SESSION}\n{frame.format(TITLE)}\n기획예산과").title == TITLE


@pytest.mark.point(16)
@pytest.mark.parametrize("frame", ["「{}」", "『{}』", "【{}】", "< {} >", "《{}》", "“{}”", "[ {} ]"])
def test_title_with_its_brackets(frame: str) -> None:
    assert briefing(f"{SESSION}\n{frame.format(TITLE)}\n기획예산과").title == frame.format(TITLE)


@pytest.mark.point(16)
@pytest.mark.parametrize(
    "above",
    [
        "의안번호 제12호",
        "보고 제3호",
        "번호\n12",
        "의사일정 제1항",
        "업무보고 자료",
        "보고순서 1",
        "대외주의",
        "제5호",
        "보고사항",
        "제251차 임시회",
        "수원시의회 의장 귀하",
        "( 기획예산과 )",
    ],
)
def test_line_above_is_no_part_of_the_title(above: str) -> None:
    assert briefing(f"{above}\n{TITLE}\n2022. 10.").title == TITLE


@pytest.mark.point(16)
@pytest.mark.parametrize(
    "lines",
    [
        "2022년도 일반회계 및 특별회계\n세입·세출 예산전용 및\n예비비 지출 보고",
        "2022년도 하수도사업특별회계\n예산 전용 보고",
        "2022년도\n4분기 예산 전용\n보고",
        "2022회계연도 서울특별시 강서구\n예산전용 내역 보고",
        "2022년도 3분기 예산 전용\n내역 보고",
        "2016 년도 상반기 예산 전용 및 변경사용\n\n내역",
        "2022년도 3분기 환경물정책실 예산전용\n\n보고",
        "| 2022년도 3분기//예산 전용 보고 |",
        "| 2022년도 3분기 |\n| 예산 전용 보고 |",
    ],
)
def test_title_over_several_lines(lines: str) -> None:
    words = lines.replace("|", " ").replace("//", " ").split()
    assert briefing(f"{SESSION}\n{lines}\n2022. 10.\n기획예산과").title == " ".join(words)


@pytest.mark.point(16)
@pytest.mark.parametrize(
    ("title", "department"),
    [
        ("2022년도 3분기 디지털정책관 예산 전용 보고", "디지털정책관"),
        ("2023년도 3분기 디지털정책관 소관 예산전용 보고", "디지털정책관"),
        ("2022년 3/4분기 수원시 기획조정실 예산전용 보고", "수원시 기획조정실"),
        ("2022년도 자치행정국 총무과 소관 예산전용 보고", "자치행정국 총무과"),
        ("기획조정실 2022년도 3분기 예산전용 보고", "기획조정실"),
        ("기획조정실 소관 예산전용 보고", "기획조정실"),
        ("2022년도 3분기 예산전용 보고(기획조정실)", "기획조정실"),
        ("2022년도 3분기 예산전용 보고 - 복지국", "복지국"),
        ("2022년도 3분기 예산전용 보고 [기획조정실 소관]", "기획조정실"),
        ("2022년 수원시 예산전용 보고", None),
        ("2022년도 일반회계 예산전용 보고", None),
    ],
)
def test_department_in_the_title(title: str, department: str | None) -> None:
    found = briefing(f"{SESSION}\n{title}\n2022. 10.")
    assert (found.title, found.department) == (title, department)


@pytest.mark.point(7, 17)
@pytest.mark.parametrize(
    ("lines", "department"),
    [
        ("○○시 기획예산과", "○○시 기획예산과"),
        ("△△군 재무과", "△△군 재무과"),
        ("수원시 기획조정실", "수원시 기획조정실"),
        ("자치행정국\n총무과", "자치행정국 총무과"),
        ("기획조정실\n(재정관리담당관)", "기획조정실 (재정관리담당관)"),
        ("( 기획조정실 )", "기획조정실"),
        ("〔기획조정실〕", "기획조정실"),
        ("기획조정실 소관", "기획조정실"),
        ("기획조정실 / 재정관리담당관", "기획조정실 / 재정관리담당관"),
        ("주민복지국 (복지정책과, 노인복지과)", "주민복지국 (복지정책과, 노인복지과)"),
        ("감사위원회", "감사위원회"),
        ("보건소", "보건소"),
        ("도시재생과장 홍 길 동", None),
        ("수원시", None),
        ("수 원 시 장", None),
    ],
)
def test_department_line(lines: str, department: str | None) -> None:
    found = briefing(f"{SESSION}\n{TITLE}\n2022. 10.\n\n{lines}")
    assert (found.department, found.committee) == (department, None)


FIRST = f"{SESSION}\n행정자치위원회\n2022년도 3분기 기획조정실 예산전용 보고\n2022. 10.\n기획조정실\n"
SECOND = f"{SESSION}\n복지위원회\n2022년도 3분기 복지국 예산전용 보고\n2022. 11.\n복지국\n"


@pytest.mark.point(17)
@pytest.mark.parametrize(
    "marks", [("Ⅰ. ", "Ⅱ. "), ("I. ", "II. "), ("1. ", "2. "), ("<제1항> ", "<제2항> "), ("가. ", "나. ")]
)
def test_several_departments(marks: tuple[str, str]) -> None:
    parsed = read(FIRST + items(*marks) + SECOND + items(*marks))
    assert sound(parsed)
    assert [(found.department, found.committee, found.date) for found in parsed.briefings] == [
        ("기획조정실", "행정자치위원회", "2022-10"),
        ("복지국", "복지위원회", "2022-11"),
    ]
    assert [[one.number for one in found.items] for found in parsed.briefings] == [[1, 2], [1, 2]]
    assert len(parsed.transfers) == 4


@pytest.mark.point(17)
def test_several_reports_of_one_department() -> None:
    second = "2022년도 3분기 디지털도시국 예비비 사용내역 보고\n"
    spent = "1. 재난 복구비\n ○ 사용금액 : 금 7,000천원\n ○ 사용사유 : 집중호우\n"
    parsed = read("2022년도 3분기 디지털도시국 예산전용 보고\n" + items("1. ", "2. ") + second + spent)
    assert [(found.department, len(found.items)) for found in parsed.briefings] == [
        ("디지털도시국", 2),
        ("디지털도시국", 1),
    ]
    assert [len(one.transfers) for one in parsed.briefings[0].items] == [1, 1]


@pytest.mark.point(17)
def test_reports_without_numerals() -> None:
    text = FIRST + item("", "도서관").split("\n", 1)[1] + SECOND + item("", "보건소").split("\n", 1)[1]
    parsed = read(text)
    assert [(found.department, len(found.items)) for found in parsed.briefings] == [("기획조정실", 1), ("복지국", 1)]
    assert len(parsed.transfers) == 2
    assert sound(parsed)


@pytest.mark.point(1, 8, 17)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_text_file(encoding: str) -> None:
    parsed = read_bytes(FIRST + BODY, encoding)
    (found,) = parsed.briefings
    assert (found.council, found.session_number, found.department) == ("수원시의회", 251, "기획조정실")
    assert (len(found.items), len(parsed.transfers), parsed.diagnostics) == (2, 2, ())

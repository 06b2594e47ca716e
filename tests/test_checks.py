"""Every finding is shown by a fault planted in a sound report, and by a near miss that comes close and is none."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import pytest

import hancom
from councildoc import Diagnostic, Severity, Source
from councildoc.checks import CHECKS
from councildoc.checks import run as run_checks
from councildoc.checks.places import Subject
from councildoc.diagnostics import RULES, Rule, particle
from councildoc.document import Document
from councildoc.extraction import extract
from councildoc.model import Parsed
from councildoc.parser import parse_document
from drawing import draw
from flattening import recovered
from locations import FIXTURES
from pdf_maker import PageMaker
from test_extraction_pagebreak import HEADER, TOTAL, piece, read, row

SOUND = """
2023년도 2분기 예산 전용 보고
제312회 마포구의회 정례회
Ⅰ. 공원 정비를 위한 예산 전용
□ 전용개요
 ○ 전용금액 : 금 20,000천원
 ○ 전용일자 : 2023. 5. 10.
□ 전용사유
 ○ 집중호우로 물품이 부족함
□ 예산현황
(단위 : 천원)
| 부서명 | 정책사업 | 세부사업 | 통계목 | 예산현액 | 감 | 증 | 전용 후 |
| 공원과 | 녹지 조성 | 공원 관리 | 100-201-02//공공운영비 | 500,000 | 20,000 | - | 480,000 |
| ^ | 녹지 조성 | 공원 복구 | 100-201-01//사무관리비 | 10,000 | - | 20,000 | 30,000 |
| 총 계 | < | < | < | 510,000 | 20,000 | 20,000 | 510,000 |
"""

Edits = tuple[tuple[str, str], ...]
"""What is printed in the sound report, and what stands there instead."""

SESSION = "제312회 마포구의회 정례회\n"
ROW_1, ROW_2 = "| 500,000 | 20,000 | - | 480,000 |", "| 10,000 | - | 20,000 | 30,000 |"
SUMS = "| 510,000 | 20,000 | 20,000 | 510,000 |"
SOURCE, TARGET = "100-201-02//공공운영비", "100-201-01//사무관리비"
END = f"| 총 계 | < | < | < {SUMS}\n"
AMOUNT = " ○ 전용금액 : 금 20,000천원\n"
ANNEX = """[붙임] 예산 전용 조서
(단위 : 천원)
| 연번 | 세부사업 | 통계목 | 예산현액 | 감 | 증 | 전용 후 |
| 1 | 공원 관리 | 공공운영비 | 500,000 | 20,000 | - | 480,000 |
| 1 | 공원 복구 | 사무관리비 | 10,000 | - | 20,000 | 30,000 |
"""
ANOTHER = """| 2 | 문화행사 | 행사운영비 | 20,000 | 7,000 | - | 13,000 |
| 2 | 문화행사 | 사무관리비 | 2,000 | - | 7,000 | 9,000 |
"""
"""A move that only the annex has."""


@attrs.frozen
class Shown:
    """A fault and a near miss as edits of the sound report; `end` is how the path of the finding ends."""

    fault: Edits
    end: str
    near: Edits


CASES: dict[str, Shown] = {
    "row-arithmetic": Shown(
        (("| 480,000 |", "| 470,000 |"),),
        ".lines[0]",
        (  # what another column adds on the way is part of the sum
            ("| 예산현액 |", "| 예산현액 | 명시이월 |"),
            ("| 500,000 | 20,000 | - | 480,000 |", "| 500,000 | 5,000 | 20,000 | - | 485,000 |"),
            (ROW_2, "| 10,000 | - | - | 20,000 | 30,000 |"),
            (SUMS, "| 510,000 | 5,000 | 20,000 | 20,000 | 515,000 |"),
        ),
    ),
    "total-mismatch": Shown(
        (("| 510,000 | 20,000 |", "| 511,000 | 20,000 |"),), ".total", ((SUMS, "| | 20,000 | 20,000 | |"),)
    ),
    "amount-mismatch": Shown(
        (("금 20,000천원", "금 2,000천원"),), ".transfers[0].amount", (("금 20,000천원", "금 2천만원"),)
    ),
    "unbalanced-transfer": Shown(
        ((ROW_2, "| 10,000 | - | 19,000 | 29,000 |"),),
        ".transfers[0]",
        (
            (
                f"| {TARGET} {ROW_2}",
                "| 100-201-01//사무관리비 | 10,000 | - | 15,000 | 25,000 |\n"
                "| ^ | 녹지 조성 | 공원 복구 | 100-206-01//재료비 | 1,000 | - | 5,000 | 6,000 |",
            ),
            (SUMS, "| 511,000 | 20,000 | 20,000 | 511,000 |"),
        ),
    ),
    "overdrawn": Shown(
        ((ROW_1, "| 5,000 | 20,000 | - | △15,000 |"),),
        ".lines[0]",
        ((ROW_1, "| 20,000 | 20,000 | - | - |"), (SUMS, "| 30,000 | 20,000 | 20,000 | 30,000 |")),
    ),
    "unit-conflict": Shown(
        (("| 예산현액 |", "| 예산현액 (단위: 백만원) |"),), ".body[0]", (("| 예산현액 |", "| 예산현액 (단위: 천원) |"),)
    ),
    "unit-missing": Shown(
        (("금 20,000천원\n ○ 전용일자 : 2023. 5. 10.\n", "추후 확정\n"), ("(단위 : 천원)\n", "")),
        ".body[0]",
        (("(단위 : 천원)\n", ""),),
    ),
    "object-name-mismatch": Shown(
        ((TARGET, "100-201-01//행사운영비"),), ".lines[1].head", ((TARGET, "100-405-01//자산취득비"),)
    ),
    "account-prefix-differs": Shown((("100-201-01", "110-201-01"),), ".transfers[0]", (("100-201-01", "201-01"),)),
    "date-outside-fiscal-year": Shown(
        (("2023. 5. 10.", "2024. 1. 5."),), ".transfers[0].dates", (("2023. 5. 10.", "2023. 12. 31."),)
    ),
    "policy-project-differs": Shown(
        (("| ^ | 녹지 조성 |", "| ^ | 하천 관리 |"),), ".transfers[0]", (("| ^ | 녹지 조성 |", "| ^ | 녹지조성 |"),)
    ),
    "forbidden-source": Shown(
        ((SOURCE, "100-101-04//기간제근로자등보수"),),
        ".sources[0]",
        ((SOURCE, "100-101-04//기간제근로자등보수"), (TARGET, "100-101-01//보수")),
    ),
    "forbidden-target": Shown(
        ((TARGET, "100-203-03//시책추진업무추진비"),),
        ".targets[0]",
        ((SOURCE, "100-203-01//기관운영업무추진비"), (TARGET, "100-203-03//시책추진업무추진비")),
    ),
    "unit-inferred": Shown(
        (("(단위 : 천원)\n", ""),), ".body[0]", (("(단위 : 천원)\n", ""), ("| 예산현액 |", "| 예산현액(천원) |"))
    ),
    "garbled-text": Shown((("| 500,000 |", "| 5OO,000 |"),), ".lines[0]", (("| 500,000 |", "| ５００,０００ |"),)),
    "redacted-value": Shown((("| 500,000 |", "| *** |"),), ".lines[0]", (("| 공원 관리 |", "| 공원 관리* |"),)),
    "missing-reason": Shown(
        (("□ 전용사유\n ○ 집중호우로 물품이 부족함\n", ""),),
        ".transfers[0]",
        (("□ 전용사유\n ○ 집중호우로 물품이 부족함\n", " ○ 전용사유 : 집중호우로 물품이 부족함\n"),),
    ),
    "kind-doubtful": Shown(
        (("공원 복구", "공원 관리"),),
        ".transfers[0]",
        (("공원 복구", "공원 관리"), (TARGET, "100-206-01//재료비")),
    ),
    "report-late": Shown(
        ((SESSION, f"{SESSION}일 시 : 2023. 8.\n"),), "briefings[0].date", ((SESSION, f"{SESSION}일 시 : 2023. 7.\n"),)
    ),
    "date-outside-quarter": Shown(
        (("2023. 5. 10.", "2023. 7. 3."),), ".transfers[0].dates", (("2023. 5. 10.", "2023. 6. 30."),)
    ),
    "target-unbudgeted": Shown(
        ((ROW_2, "| - | - | 20,000 | 20,000 |"), (SUMS, "| 500,000 | 20,000 | 20,000 | 500,000 |")),
        ".targets[0]",
        (  # a new 목 in a project that has a budget
            (ROW_2, "| - | - | 20,000 | 20,000 |"),
            (SUMS, "| 500,000 | 20,000 | 20,000 | 500,000 |"),
            ("공원 복구", "공원 관리"),
        ),
    ),
    "prose-name-unmatched": Shown(
        ((AMOUNT, f"{AMOUNT} ○ 전용과목 : 공공운영비 → 재료비\n"),),
        "briefings[0].items[0]",
        ((AMOUNT, f"{AMOUNT} ○ 전용과목 : 일반운영비(공공운영비) → 일반운영비\n"),),
    ),
    "annex-not-told": Shown(((END, END + ANNEX + ANOTHER),), "briefings[0].items[0]", ((END, END + ANNEX),)),
    "reserve-use-doubtful": Shown(
        ((SOURCE, "100-801-01//일반예비비"), (TARGET, "100-307-02//민간경상사업보조")),
        ".targets[0]",
        ((SOURCE, "100-801-01//일반예비비"), (TARGET, "100-802-01//국고보조금반환금")),
    ),
    "unknown-glyph": Shown((("□ 전용개요", "\uf000 전용개요"),), "", (("□ 전용개요", "\uf06f 전용개요"),)),
    "year-inferred": Shown((("2023. 5. 10.", "5. 10."),), ".transfers[0]", (("2023. 5. 10.", "’23. 5. 10."),)),
}
"""Findings that one report shows."""


def edited(edits: Edits) -> str:
    """The sound report with edits; each finds its text."""
    text = SOUND
    for printed, planted in edits:
        assert printed in text, printed
        text = text.replace(printed, planted)
    return text


def findings(drawing: str) -> tuple[Diagnostic, ...]:
    return parse_document(draw(drawing), Source("보고", "text", "0" * 64)).diagnostics


# -------------------------------------------------------------------------------- findings of the reader and of the file

SAMPLE = (FIXTURES / "briefing-305.txt").read_text("utf-8")
"""Its first table is flattened so that nothing tells where one name ends and the next begins."""
NAMED = "「전자정부 홍보마케팅」의 「세계스마트시티 기구운영」 사업"
"""Prose that tells them apart."""


def _cut(prose: str) -> tuple[Diagnostic, ...]:
    """A table whose merged cell is cut at a page break; prose above it may know the whole name."""
    first, second = row("체육과", "생활체육시설", "대회", "201-01"), row("", "기반구축", "공연", "201-02")
    page = piece(740, [HEADER, first], PageMaker().text(40, 60, prose))
    return tuple(read(page, piece(40, [HEADER, second, TOTAL]))[1])


def _tracked(*content: str | hancom.Deleted) -> tuple[Diagnostic, ...]:
    found: list[Diagnostic] = []
    extract(hancom.to_hwpx([hancom.p("금액 ", *content, "오천원")]), report=found.append)
    return tuple(found)


SPECIAL: dict[str, tuple[Callable[[], tuple[Diagnostic, ...]], Callable[[], tuple[Diagnostic, ...]]]] = {
    "nothing-recognised": (
        lambda: findings("2023년도 업무보고\nⅠ. 일반현황\n□ 조직\n ○ 3과 12팀\n"),
        lambda: findings("2023년도 예산 전용 보고\nⅠ. 가\n□ 전용개요\n ○ 전용금액 : 금 1,000천원\n"),
    ),
    "name-split-uncertain": (
        lambda: tuple(recovered(SAMPLE).findings),
        lambda: tuple(recovered(SAMPLE.replace("○ 기대효과", f"○ {NAMED}\n\n○ 기대효과", 1)).findings),
    ),
    "cut-cell": (lambda: _cut("1. 스마트도시담당관 예산"), lambda: _cut("1. 생활체육시설 기반구축 예산")),
    "deleted-text": (lambda: _tracked(hancom.Deleted("삼")), lambda: _tracked("삼")),
}
"""Findings of other documents than the drawn report: one that has it, and one that nearly has."""


# ------------------------------------------------------------------------------------------------------------- the tests


def test_the_sound_report_has_no_finding() -> None:
    assert findings(SOUND) == ()


def test_every_rule_has_a_fault_and_a_near_miss() -> None:
    assert CASES.keys() | SPECIAL.keys() == {rule.code for rule in RULES}
    assert not CASES.keys() & SPECIAL.keys()
    assert all(shown.fault and shown.near and shown.fault != shown.near for shown in CASES.values())


@pytest.mark.parametrize("code", CASES)
def test_a_fault_is_found(code: str) -> None:
    found = [diagnostic for diagnostic in findings(edited(CASES[code].fault)) if diagnostic.code == code]
    assert len(found) == 1
    assert found[0].severity == next(rule.severity for rule in RULES if rule.code == code)
    assert (found[0].path or "").endswith(CASES[code].end)
    assert found[0].where
    assert "{" not in found[0].message


@pytest.mark.parametrize("code", CASES)
def test_a_near_miss_is_none(code: str) -> None:
    text = edited(CASES[code].near)
    assert code not in {diagnostic.code for diagnostic in findings(text)}
    assert parse_document(draw(text), Source("보고", "text", "0" * 64)).transfers


@pytest.mark.parametrize("code", SPECIAL)
def test_a_document_with_the_fault_and_one_that_nearly_has_it(code: str) -> None:
    fault, near = SPECIAL[code]
    assert [diagnostic.code for diagnostic in fault()] == [code]
    assert code not in {diagnostic.code for diagnostic in near()}


def test_codes_are_unique_and_explained() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(rule.why.endswith(".") for rule in RULES)


def test_errors_and_warnings_are_a_fixed_list() -> None:
    """Scripts stop at errors and people look at warnings: what is added is for information."""
    found = {rule.code: rule.severity for rule in RULES if rule.severity is not Severity.INFO}
    assert found == dict.fromkeys(
        (
            "row-arithmetic",
            "total-mismatch",
            "amount-mismatch",
            "unbalanced-transfer",
            "overdrawn",
            "unit-conflict",
            "unit-missing",
        ),
        Severity.ERROR,
    ) | dict.fromkeys(
        (
            "object-name-mismatch",
            "account-prefix-differs",
            "date-outside-fiscal-year",
            "policy-project-differs",
            "forbidden-source",
            "forbidden-target",
            "name-split-uncertain",
            "cut-cell",
            "unit-inferred",
            "garbled-text",
            "redacted-value",
            "nothing-recognised",
        ),
        Severity.WARNING,
    )


def test_every_check_finds_something() -> None:
    """No check is listed that none of the faults wakes."""
    asleep = set(CHECKS)
    for shown in CASES.values():
        document = draw(edited(shown.fault))
        subject = Subject(parse_document(document, Source("보고", "text", "0" * 64)), document)
        asleep -= {check for check in asleep if list(check(subject))}
    assert {check.__name__ for check in asleep} == {"stated_totals", "unread", "garbled_lines"}


STATED = SOUND.replace("Ⅰ. 공원", "Ⅰ. 두 건의 공원").replace(
    "| 총 계 | < | < | < | 510,000 | 20,000 | 20,000 | 510,000 |\n",
    "(단위 : 천원)\n"
    "| 부서명 | 정책사업 | 세부사업 | 통계목 | 예산현액 | 감 | 증 | 전용 후 |\n"
    "| 하천과 | 물 관리 | 하천 정비 | 100-201-02//공공운영비 | 9,000 | 4,000 | - | 5,000 |\n"
    "| 하천과 | 물 관리 | 하천 안내 | 100-206-01//재료비 | 1,000 | - | 4,000 | 5,000 |\n",
)
"""Two tables, two transfers, one stated amount."""


def test_what_the_faults_of_one_report_do_not_wake() -> None:
    """A total over several transfers; a labelled date that is none; lost letters."""
    assert [d.code for d in findings(STATED.replace("금 20,000천원", "금 24,000천원"))] == []
    assert [d.code for d in findings(STATED)] == ["amount-mismatch"]
    assert "garbled-text" in {d.code for d in findings(SOUND.replace("2023. 5. 10.", "2023. 2. 30."))}
    assert "garbled-text" in {d.code for d in findings(SOUND.replace("집중호우로", "집중\ufffd우로"))}


def test_an_amount_that_could_not_be_read_proves_nothing_about_totals() -> None:
    """Its column is not judged; another column still is."""
    unread = SOUND.replace("| 500,000 |", "| 5OO,000 |")
    assert {d.code for d in findings(unread)} == {"garbled-text"}
    assert {d.code for d in findings(unread.replace("20,000 | 510,000 |", "20,000 | 500,000 |"))} == {
        "garbled-text",
        "total-mismatch",
    }


@pytest.mark.parametrize(
    ("word", "written", "expected"),
    [
        ("민간위탁금", "(으)로", "으로"),
        ("시설비", "(으)로", "로"),
        ("시설물", "(으)로", "로"),
        ("시설물", "을(를)", "을"),
        ("2023년 1월 5일", "이(가)", "이"),
        ("2021-10-12", "을(를)", "를"),
        ("사업 (2)", "은(는)", "는"),
        ("‘총 계’", "과(와)", "와"),
        ("PC", "을(를)", "을(를)"),
        ("", "을(를)", "을(를)"),
    ],
)
def test_particles_follow_the_sound_of_a_word(word: str, written: str, expected: str) -> None:
    assert particle(word, written) == expected


def test_particles_inside_a_value_stay_as_printed() -> None:
    rule = Rule("a-b", Severity.INFO, "{text}을(를) {amount:,}원", "Why.")
    assert rule.at(text="{amount}이(가) 감", amount=1000).message == "{amount}이(가) 감을 1,000원"


def test_checks_take_a_reading_without_places() -> None:
    """A reading built by hand has none; nothing is claimed, nothing fails."""
    assert run_checks(Parsed(Source("가", "text", "0" * 64), ()), Document("text")) != []

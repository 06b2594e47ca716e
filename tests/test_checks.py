"""Every finding is shown by one fault planted in a sound report, which itself has no finding."""

from __future__ import annotations

import pytest

from councildoc import Parsed, Source
from councildoc.diagnostics import CUT_CELL, NAME_SPLIT_UNCERTAIN, RULES, Diagnostic
from councildoc.parser import parse_document
from drawing import draw
from locations import FIXTURES

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

FAULTS: dict[str, tuple[str, str, str]] = {
    # code: what is printed, the fault planted, and the end of the path where it is found
    "row-arithmetic": ("| 480,000 |", "| 470,000 |", ".lines[0]"),
    "total-mismatch": ("| 510,000 | 20,000 |", "| 511,000 | 20,000 |", ".total"),
    "amount-mismatch": ("금 20,000천원", "금 2,000천원", ".transfers[0].amount"),
    "unbalanced-transfer": ("| - | 20,000 | 30,000 |", "| - | 19,000 | 29,000 |", ".transfers[0]"),
    "overdrawn": ("| 500,000 | 20,000 | - | 480,000 |", "| 5,000 | 20,000 | - | △15,000 |", ".lines[0]"),
    "unit-conflict": ("| 예산현액 |", "| 예산현액 (단위: 백만원) |", ".body[0]"),
    "unit-missing": ("금 20,000천원\n ○ 전용일자 : 2023. 5. 10.\n", "추후 확정\n", ".body[0]"),
    "object-name-mismatch": ("100-201-01//사무관리비", "100-201-01//행사운영비", ".lines[1].head"),
    "account-prefix-differs": ("100-201-01", "110-201-01", ".transfers[0]"),
    "date-outside-fiscal-year": ("2023. 5. 10.", "2024. 1. 5.", ".transfers[0].dates"),
    "policy-project-differs": ("| ^ | 녹지 조성 |", "| ^ | 하천 관리 |", ".transfers[0]"),
    "forbidden-source": ("100-201-02//공공운영비", "100-101-04//기간제근로자등보수", ".sources[0]"),
    "forbidden-target": ("100-201-01//사무관리비", "100-203-03//시책추진업무추진비", ".targets[0]"),
    "unit-inferred": ("(단위 : 천원)\n", "", ".body[0]"),
    "garbled-text": ("| 500,000 |", "| 5OO,000 |", ".lines[0]"),
    "redacted-value": ("| 500,000 |", "| *** |", ".lines[0]"),
    "missing-reason": ("□ 전용사유\n ○ 집중호우로 물품이 부족함\n", "", ".transfers[0]"),
    "unknown-glyph": ("□ 전용개요", "\uf000 전용개요", ""),
    "year-inferred": ("2023. 5. 10.", "5. 10.", ".transfers[0]"),
}
ELSEWHERE = {NAME_SPLIT_UNCERTAIN.code, CUT_CELL.code, "nothing-recognised", "deleted-text"}
"""Findings about flattened text, page breaks, a whole file, and tracked changes: shown below and beside the readers."""


def findings(drawing: str) -> tuple[Diagnostic, ...]:
    return parse_document(draw(drawing), Source("보고", "text", "0" * 64)).diagnostics


def test_the_sound_report_has_no_finding() -> None:
    assert findings(SOUND) == ()


def test_every_rule_has_a_fault() -> None:
    assert FAULTS.keys() | ELSEWHERE == {rule.code for rule in RULES}


@pytest.mark.parametrize("code", FAULTS)
def test_fault_is_found(code: str) -> None:
    printed, fault, place = FAULTS[code]
    assert printed in SOUND
    text = SOUND.replace(printed, fault)
    if code == "unit-missing":
        text = text.replace("(단위 : 천원)\n", "")
    found = [diagnostic for diagnostic in findings(text) if diagnostic.code == code]
    assert len(found) == 1
    assert found[0].severity == next(rule.severity for rule in RULES if rule.code == code)
    assert (found[0].path or "").endswith(place)
    assert found[0].where
    assert "{" not in found[0].message


def test_codes_are_unique_and_explained() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(rule.why.endswith(".") for rule in RULES)


@pytest.mark.parametrize(
    "law",
    [rule for rule in RULES if rule.code in {"date-outside-fiscal-year", "policy-project-differs", "forbidden-target"}],
    ids=lambda rule: rule.code,
)
def test_law_based_findings_judge_nothing(law: object) -> None:
    template = getattr(law, "template", "")
    assert "가능성" in template
    assert "조" in template
    assert "개정" in template
    assert "위법" not in template


def test_law_applies_to_diversion_only() -> None:
    moved = SOUND.replace("전용", "이체").replace("| ^ | 녹지 조성 |", "| ^ | 하천 관리 |")
    assert findings(moved) == ()


def test_a_file_without_transfer_says_so() -> None:
    codes = [diagnostic.code for diagnostic in findings("2023년도 업무보고\nⅠ. 일반현황\n□ 조직\n ○ 3과 12팀\n")]
    assert codes == ["nothing-recognised"]


def test_names_divided_by_the_last_rule_are_reported() -> None:
    from councildoc import parse

    parsed: Parsed = parse(FIXTURES / "briefing-305.txt")
    found = [d for d in parsed.diagnostics if d.code == NAME_SPLIT_UNCERTAIN.code]
    assert all(d.where and d.path for d in found)


def test_facility_costs_are_free_since_the_rule_was_deleted() -> None:
    def facility(date: str, year: str) -> list[str]:
        text = SOUND.replace("100-201-02//공공운영비", "100-401-03//시설부대비").replace("2023. 5. 10.", date)
        return [d.code for d in findings(text.replace("2023년도", year)) if d.code == "forbidden-source"]

    assert facility("2025. 12. 1.", "2025년도") == ["forbidden-source"]
    assert facility("2025. 12. 2.", "2025년도") == []

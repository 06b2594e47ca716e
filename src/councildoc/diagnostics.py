"""Findings: what is wrong or unsure inside a readable document, as data.

A `Rule` is the definition of one finding; a `Diagnostic` is one occurrence. To add one: write the rule below, list it
in `RULES`, and report it where it is found; `docs/findings.md` and its test follow from `RULES`.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import attrs

from councildoc.document import Where


class Severity(StrEnum):
    """`error`: a value is lost or two values contradict. `warning`: to be looked at. `info`: good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@attrs.frozen
class Diagnostic:
    """One finding. `path` names the value it is about (None: the file); `where` its printed place."""

    code: str
    severity: Severity
    message: str
    path: str | None = None
    where: Where = attrs.field(default=(), eq=False)
    excerpt: str = ""


Report = Callable[[Diagnostic], None]
"""Where findings go; pass `found.append`."""


@attrs.frozen
class Rule:
    """One kind of finding: its published code, its severity, its Korean message and, in English, why it matters."""

    code: str
    severity: Severity
    template: str
    why: str

    def at(self, path: str | None = None, where: Where = (), excerpt: str = "", /, **values: object) -> Diagnostic:
        """The finding at one place; `values` fill the message."""
        return Diagnostic(self.code, self.severity, self.template.format(**values), path, where, excerpt)


E, W, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

ROW_ARITHMETIC = Rule(
    "row-arithmetic",
    E,
    "계산이 맞지 않습니다: {before:,} - {decrease:,} + {increase:,} = {expected:,}원인데 {after:,}원으로 적혀 있습니다.",
    "before - decrease + increase must equal after on every line.",
)
TOTAL_MISMATCH = Rule(
    "total-mismatch",
    E,
    "{label} 행의 {field} {printed:,}원이 세부 합 {total:,}원과 다릅니다.",
    "A total row must equal the sum of the lines it stands for.",
)
AMOUNT_MISMATCH = Rule(
    "amount-mismatch",
    E,
    "본문의 금액 {stated:,}원이 표의 금액 {table:,}원과 다릅니다.",
    "The amount stated in the prose must equal the amount in the table.",
)
UNBALANCED_TRANSFER = Rule(
    "unbalanced-transfer",
    E,
    "감액 {decrease:,}원과 증액 {increase:,}원이 다릅니다.",
    "A transfer moves money: its decreases must equal its increases (지방재정법 제49조제1항).",
)
OVERDRAWN = Rule(
    "overdrawn",
    E,
    "감액 {decrease:,}원이 예산액 {before:,}원보다 큽니다.",
    "No more can be moved than the budget line holds.",
)
UNIT_CONFLICT = Rule(
    "unit-conflict",
    E,
    "단위가 서로 다르게 적혀 있습니다: {units}. {chosen} 단위로 읽었습니다.",
    "Two units are printed for one table; its amounts may be off by a factor of a thousand.",
)
UNIT_MISSING = Rule(
    "unit-missing",
    E,
    "금액의 단위가 적혀 있지 않아 금액을 읽지 않았습니다. 원본에서 단위를 확인해 주세요.",
    "Without a unit an amount is unknown; the printed cells are kept.",
)
OBJECT_NAME_MISMATCH = Rule(
    "object-name-mismatch",
    W,
    "통계목 코드 {code}의 이름은 {expected}인데 {name}(으)로 적혀 있습니다.",
    "Code and name of the 통계목 disagree for the fiscal year (예산편성 운영기준 별표 11); neither is changed.",
)
ACCOUNT_PREFIX_DIFFERS = Rule(
    "account-prefix-differs",
    W,
    "한 건의 전용 안에서 통계목 코드의 앞자리가 다릅니다: {prefixes}.",
    "The leading part of the code (회계 구분) differs between the lines of one transfer; often a typing slip.",
)
DATE_OUTSIDE_FISCAL_YEAR = Rule(
    "date-outside-fiscal-year",
    W,
    "전용일자 {date}이(가) {year} 회계연도 밖입니다. 회계연도가 지난 전용일 가능성이 있습니다"
    "(지방재정법 시행령 제55조제2항, 2025.12.2. 개정).",
    "Money cannot be moved after its fiscal year has ended (지방재정법 시행령 제55조제2항).",
)
POLICY_PROJECT_DIFFERS = Rule(
    "policy-project-differs",
    W,
    "정책사업이 서로 다릅니다: {projects}. 전용이 아니라 이용일 가능성이 있습니다"
    "(지방재정법 제47조의2제1항·제49조제1항, 2023.8.16. 개정).",
    "전용 stays within one 정책사업; between two it would be 이용, which needs a vote.",
)
FORBIDDEN_SOURCE = Rule(
    "forbidden-source",
    W,
    "{name}에서 전용한 것은 제한 대상일 가능성이 있습니다({law}).",
    "Personnel costs, repayments and, before 2025-12-02, 시설비 및 부대비 may not be a source of 전용.",
)
FORBIDDEN_TARGET = Rule(
    "forbidden-target",
    W,
    "{name}(으)로 전용한 것은 제한 대상일 가능성이 있습니다(지방재정법 시행령 제55조제2항, 2025.12.2. 개정).",
    "Nothing may be moved into 업무추진비 by 전용.",
)
NAME_SPLIT_UNCERTAIN = Rule(
    "name-split-uncertain",
    W,
    "풀어진 표에서 이름의 경계가 확실하지 않습니다: {names}. 원본과 대조해 주세요.",
    "In flattened text the sums prove amounts, not names; the most probable division is given.",
)
CUT_CELL = Rule(
    "cut-cell",
    W,
    "쪽 경계에서 잘린 칸입니다: {text}. 원본과 대조해 주세요.",
    "A cell cut at a page break could not be proved to be one; its pieces are kept in order.",
)
UNIT_INFERRED = Rule(
    "unit-inferred",
    W,
    "표에 단위가 없어 본문의 금액 {amount:,}원에 맞추어 단위를 {unit:,}원으로 읽었습니다.",
    "No unit is printed; it was taken from a prose amount that equals a table amount.",
)
GARBLED_TEXT = Rule(
    "garbled-text",
    W,
    "글자가 깨졌거나 값으로 읽을 수 없습니다: {text}",
    "Text that cannot be read as what stands there: lost glyphs, or an amount cell that holds no number.",
)
REDACTED_VALUE = Rule(
    "redacted-value",
    W,
    "가려진 값입니다: {text}",
    "A value is blacked out with asterisks or similar; it is absent, not zero.",
)
DELETED_TEXT = Rule(
    "deleted-text",
    INFO,
    "변경 내용 추적에서 삭제된 글은 읽지 않았습니다: {text}",
    "Text that a tracked change deleted is not part of the document as it is printed.",
)
NOTHING_RECOGNISED = Rule(
    "nothing-recognised",
    W,
    "예산을 옮긴 내역(전용·이용·이체·변경)을 찾지 못했습니다.",
    "The file was read, but no transfer was found in it.",
)
MISSING_REASON = Rule(
    "missing-reason",
    INFO,
    "{kind} 사유가 적혀 있지 않습니다.",
    "The reason has to be given in the settlement (지방재정법 제49조제4항); none is printed here.",
)
UNKNOWN_GLYPH = Rule(
    "unknown-glyph",
    INFO,
    "알 수 없는 글자(U+{point:04X})가 {count}번 나옵니다. 그대로 두었습니다.",
    "A private-use glyph whose meaning is not known; it is kept as printed.",
)
YEAR_INFERRED = Rule(
    "year-inferred",
    INFO,
    "연도가 없는 날짜 {text}을(를) 회계연도에 따라 {date}(으)로 읽었습니다.",
    "A date was printed without its year.",
)

RULES: tuple[Rule, ...] = (
    ROW_ARITHMETIC,
    TOTAL_MISMATCH,
    AMOUNT_MISMATCH,
    UNBALANCED_TRANSFER,
    OVERDRAWN,
    UNIT_CONFLICT,
    UNIT_MISSING,
    OBJECT_NAME_MISMATCH,
    ACCOUNT_PREFIX_DIFFERS,
    DATE_OUTSIDE_FISCAL_YEAR,
    POLICY_PROJECT_DIFFERS,
    FORBIDDEN_SOURCE,
    FORBIDDEN_TARGET,
    NAME_SPLIT_UNCERTAIN,
    CUT_CELL,
    UNIT_INFERRED,
    GARBLED_TEXT,
    REDACTED_VALUE,
    NOTHING_RECOGNISED,
    MISSING_REASON,
    UNKNOWN_GLYPH,
    DELETED_TEXT,
    YEAR_INFERRED,
)

"""Findings: what is wrong or unsure inside a readable document, as data.

A `Rule` is the definition of one finding; a `Diagnostic` is one occurrence. To add one: write the rule below, list it
in `RULES`, and report it where it is found; `docs/findings.md` and its test follow from `RULES`.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import attrs
import regex

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
class Law:
    """The provision that a finding rests on, as the message cites it: `article`, and the day of the wording applied.

    `standing` says what that day is: `개정` the last amendment of the wording, `개정 전` the end of an older wording,
    `기준 2차 자료` the day up to which a secondary source was checked (the provision itself was not read).

    >>> str(Law("지방재정법 시행령 제55조제2항", "2025-12-02"))
    '지방재정법 시행령 제55조제2항, 2025. 12. 2. 개정'
    """

    article: str
    worded: str
    standing: str = "개정"

    def __str__(self) -> str:
        day = " ".join(f"{int(part)}." for part in self.worded.split("-"))
        return f"{self.article}, {day} {self.standing}"


_FIELD = regex.compile(
    r"\{(?P<name>\w+)(?P<spec>:[^}]*)?\}(?P<particle>\(으\)로|\(이\)나|이\(가\)|을\(를\)|은\(는\)|과\(와\))?"
)
_PARTICLES = {
    "(으)로": ("으로", "로"),
    "(이)나": ("이나", "나"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "은(는)": ("은", "는"),
    "과(와)": ("과", "와"),
}
"""The particles of a template, as written after a consonant and after a vowel."""
_DIGIT_FINALS = "ㅇㄹ-ㅁ--ㄱㄹㄹ-"
"""The final consonant of each digit read aloud: 영 일 이 삼 사 오 육 칠 팔 구."""
_RIEUL = 8


def particle(word: str, written: str) -> str:
    """The form of a particle after a word, by how the word ends when read aloud; unknown endings keep both forms.

    >>> particle("민간위탁금", "(으)로"), particle("시설비", "(으)로"), particle("2021-10-11", "(으)로"), particle("PC", "을(를)")
    ('으로', '로', '로', '을(를)')
    """
    end = regex.search(r"[가-힣0-9A-Za-z](?=[^가-힣0-9A-Za-z]*$)", word)
    after_consonant, after_vowel = _PARTICLES[written]
    if end is None or not regex.fullmatch("[가-힣0-9]", end.group()):
        return written
    if end.group().isdigit():
        final = _DIGIT_FINALS[int(end.group())]
        closed, rieul = final != "-", final == "ㄹ"
    else:
        number = (ord(end.group()) - ord("가")) % 28
        closed, rieul = number > 0, number == _RIEUL
    return after_consonant if closed and not (rieul and written == "(으)로") else after_vowel


@attrs.frozen
class Rule:
    """One kind of finding: its published code, its severity, its Korean message and, in English, why it matters.

    `laws` are its legal sources, where it has any. A message that rests on one names it as `{law}` and says 가능성.
    """

    code: str
    severity: Severity
    template: str
    why: str
    laws: tuple[Law, ...] = ()

    @property
    def cited(self) -> str:
        """The legal sources as a message names them."""
        return "; ".join(map(str, self.laws))

    @property
    def lawful(self) -> bool:
        """Whether the message itself rests on the law."""
        return "{law}" in self.template

    @property
    def shown(self) -> str:
        """The message with its legal source filled in, where it has one, and its other values left open."""
        return self.template.replace("{law}", self.cited) if len(self.laws) == 1 else self.template

    def at(self, path: str | None = None, where: Where = (), excerpt: str = "", /, **values: object) -> Diagnostic:
        """The finding at one place; `values` fill the message. `law`, where one of several sources applies, is that one."""
        filled = {"law": self.cited, **values}

        def fill(match: regex.Match[str]) -> str:
            text = f"{{0{match['spec'] or ''}}}".format(filled[match["name"]])
            return text + (particle(text, match["particle"]) if match["particle"] else "")

        return Diagnostic(self.code, self.severity, _FIELD.sub(fill, self.template), path, where, excerpt)


E, W, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

_ACT, _DECREE = "2023-08-16", "2025-12-02"
"""The last amendments of 지방재정법 and of its 시행령 in the copies that were read."""

WITHIN_PROJECT = Law("지방재정법 제49조제1항", _ACT)
REPORT_OF_DIVERSION = Law("지방재정법 제49조제3항", _ACT)
REPORT_OF_REORGANISATION = Law("지방재정법 제47조의2제2항", _ACT)
FROM_PERSONNEL = Law("지방재정법 시행령 제55조제1항제1호", _DECREE)
FROM_FACILITIES = Law("지방재정법 시행령 제55조제1항제2호", _DECREE, "개정 전")
FROM_REPAYMENT = Law("지방재정법 시행령 제55조제1항제3호", _DECREE)
ARTICLE_55_2 = Law("지방재정법 시행령 제55조제2항", _DECREE)
OBJECT_TABLE = Law("지방자치단체 예산편성 운영기준 별표 11", "2026-06-30", "기준 2차 자료")

ROW_ARITHMETIC = Rule(
    "row-arithmetic",
    E,
    "{row}의 계산이 맞지 않습니다: {before:,} - {decrease:,} + {increase:,} = {expected:,}원인데 {after:,}원으로 적혀 있습니다.",
    "before - decrease + increase must equal after on every line.",
)
TOTAL_MISMATCH = Rule(
    "total-mismatch",
    E,
    "‘{label}’ 행의 {field} {printed:,}원이 세부 합 {total:,}원과 다릅니다.",
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
    "A transfer moves money: its decreases must equal its increases.",
    (WITHIN_PROJECT,),
)
OVERDRAWN = Rule(
    "overdrawn",
    E,
    "{row}의 감액 {decrease:,}원이 예산액 {before:,}원보다 큽니다.",
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
    "Code and name of the 통계목 disagree for the fiscal year. The printed name is the authority; neither is changed.",
    (OBJECT_TABLE,),
)
ACCOUNT_PREFIX_DIFFERS = Rule(
    "account-prefix-differs",
    W,
    "한 건의 전용 안에서 통계목 코드의 앞자리가 다릅니다: {prefixes}.",
    "The leading part of the code (회계 구분) differs between the lines of one transfer; often a typing slip.",
    (WITHIN_PROJECT,),
)
DATE_OUTSIDE_FISCAL_YEAR = Rule(
    "date-outside-fiscal-year",
    W,
    "전용일자 {date}이(가) {year}회계연도 밖입니다. 회계연도가 지난 전용일 가능성이 있습니다({law}).",
    "Money cannot be moved after its fiscal year, 1 January to 31 December, has ended.",
    (ARTICLE_55_2,),
)
POLICY_PROJECT_DIFFERS = Rule(
    "policy-project-differs",
    W,
    "정책사업이 서로 다릅니다: {projects}. 전용이 아니라 이용일 가능성이 있습니다({law}).",
    "전용 stays within one 정책사업; between two it would be 이용, which needs a vote.",
    (Law("지방재정법 제47조의2제1항·제49조제1항", _ACT),),
)
FORBIDDEN_SOURCE = Rule(
    "forbidden-source",
    W,
    "{name}에서 전용한 것은 제한 대상일 가능성이 있습니다({law}).",
    "Personnel costs, repayments (but for 원금 and 이자 between one another) and, before 2025-12-02, 시설비 및 부대비 may not "
    "be a source of 전용.",
    (FROM_PERSONNEL, FROM_FACILITIES, FROM_REPAYMENT),
)
FORBIDDEN_TARGET = Rule(
    "forbidden-target",
    W,
    "{name}(으)로 전용한 것은 제한 대상일 가능성이 있습니다({law}).",
    "Nothing may be moved into 업무추진비 by 전용.",
    (ARTICLE_55_2,),
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
    "The reason has to be given in the settlement; none is printed here.",
    (Law("지방재정법 제49조제4항", _ACT),),
)
KIND_DOUBTFUL = Rule(
    "kind-doubtful",
    INFO,
    "단위사업도 편성목({object})도 같습니다. ‘목’을 편성목으로 보면 전용이 아니라 예산변경일 가능성이 있습니다({law}).",
    "전용 moves money between 단위사업 or 목. Where only 세부사업 or 통계목 differ, it may be a change by internal rule. Whether "
    "목 means the 편성목 or the 통계목 could not be read in the rules on budgeting, so this is a question, not a fault.",
    (WITHIN_PROJECT,),
)
REPORT_LATE = Rule(
    "report-late",
    INFO,
    "보고일 {date}이(가) {quarter} {kind} 내역의 제출기한인 {deadline}보다 늦습니다. 기한을 넘겨 제출했을 가능성이 있습니다({law}). "
    "보고일은 제출일이 아니므로 제출일을 따로 확인해 주세요.",
    "The details of 전용 and 이체 go to the council by the end of the month after the quarter, for moves since 2020-06-09. "
    "The date of a briefing is not that of the submission, which may have been earlier and separate.",
    (REPORT_OF_DIVERSION, REPORT_OF_REORGANISATION),
)
DATE_OUTSIDE_QUARTER = Rule(
    "date-outside-quarter",
    INFO,
    "{kind}일자 {date}이(가) 보고 대상인 {period} 밖입니다.",
    "A report on a quarter or a half year should tell of moves made in it; another date may be a slip or a late entry.",
    (REPORT_OF_DIVERSION, REPORT_OF_REORGANISATION),
)
TARGET_UNBUDGETED = Rule(
    "target-unbudgeted",
    INFO,
    "{name}에는 전용 전에 예산이 없었습니다. 예산에 계상되지 아니한 사업일 가능성이 있으니({law}), 그 사업이 예산에 있었는지 확인해 주세요.",
    "Since 2020-06-09 money may not be moved to a project that the budget does not hold. A new 목 in a project that has a "
    "budget is not barred, so nothing is said where another line of the table shows that the project had one.",
    (Law("지방재정법 제49조제2항제1호", _ACT),),
)
PROSE_NAME_UNMATCHED = Rule(
    "prose-name-unmatched",
    INFO,
    "본문에서 {side} 과목으로 적은 {name}이(가) 표의 {side} 과목({names})에 없습니다.",
    "A 통계목 that the prose names as source or target should be one of that side of the table. Names of 통계목 and 편성목 "
    "are compared, not names of projects, which prose shortens freely.",
)
ANNEX_NOT_TOLD = Rule(
    "annex-not-told",
    INFO,
    "붙임의 표에 있는 {amount:,}원이 본문의 어느 내역에도 없어 옮긴 예산으로 읽지 않았습니다.",
    "An annex that repeats what the items tell is read for the item it stands in only; every other amount in it should be "
    "that of a transfer of the report.",
)
RESERVE_USE_DOUBTFUL = Rule(
    "reserve-use-doubtful",
    INFO,
    "예비비를 {name}에 썼습니다. 예비비를 쓸 수 없는 곳일 가능성이 있습니다({law}).",
    "예비비 is not for 업무추진비 or subsidies. The provision itself was not read, only a secondary source. Whether 예비비 "
    "stays within its share of the budget cannot be seen from a report.",
    (Law("지방재정법 시행령 제48조", "2026-05-19", "기준 2차 자료"),),
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
    KIND_DOUBTFUL,
    REPORT_LATE,
    DATE_OUTSIDE_QUARTER,
    TARGET_UNBUDGETED,
    PROSE_NAME_UNMATCHED,
    ANNEX_NOT_TOLD,
    RESERVE_USE_DOUBTFUL,
    UNKNOWN_GLYPH,
    DELETED_TEXT,
    YEAR_INFERRED,
)

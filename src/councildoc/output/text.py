"""Parsed -> a summary for people: every transfer as a small table, then the findings. It is never read back.

The other plain texts of the command line stand here too: the lines of `check` and the pages of `extract`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from councildoc.diagnostics import Diagnostic, Severity
from councildoc.document import Document, Table
from councildoc.model import Briefing, BudgetHead, Item, Parsed, Transfer
from councildoc.output.layout import GAP, grid, place, printable, wrap
from councildoc.values import width

COLUMNS = 90
"""The columns that running text is broken at."""

SEVERITIES: dict[Severity, str] = {Severity.ERROR: "오류", Severity.WARNING: "주의", Severity.INFO: "참고"}

_LEG_LIMITS = (4, 18, 22, 24, COLUMNS)


def won(amount: int | None, sign: str = "") -> str:
    """An amount for people.

    >>> won(30000000), won(30000000, "-"), won(None)
    ('30,000,000원', '-30,000,000원', '금액 없음')
    """
    return "금액 없음" if amount is None else f"{sign}{amount:,}원"


def _joined(parts: Iterable[str | None], by: str = " · ") -> str:
    return by.join(printable(part) for part in parts if part)


def _head_lines(parsed: Parsed) -> Iterator[str]:
    source = parsed.source
    pages = f"{source.pages}쪽" if source.pages is not None else None
    kind = source.format.upper() if source.format and source.format != "text" else "텍스트"
    count = len(parsed.transfers)
    yield _joined([source.name, _joined([kind, pages], " "), f"예산을 옮긴 내역 {count}건"])


def _briefing_lines(briefing: Briefing) -> Iterator[str]:
    session = f"제{briefing.session_number}회" if briefing.session_number is not None else None
    who = _joined([briefing.council, session, briefing.session_kind, briefing.committee], " ")
    for line in (briefing.title, _joined([who, briefing.department, briefing.date, briefing.place])):
        if line:
            yield from wrap(line, COLUMNS)
    for item in briefing.items:
        yield ""
        yield from _item_lines(item)


def _item_lines(item: Item) -> Iterator[str]:
    title = _joined([item.label, item.title or ("(제목 없음)" if item.label else None)], " ")
    if title:
        at = place(item.where)
        yield from wrap(f"{title} ({at})" if at else title, COLUMNS)
    if not item.transfers:
        yield "  예산을 옮긴 내역이 없습니다."
    for number, transfer in enumerate(item.transfers, 1):
        if number > 1:
            yield ""
        yield from _transfer_lines(transfer)


def _object(head: BudgetHead) -> str:
    return _joined([head.object_code, head.object_name], " ")


def _side(heads: Iterable[BudgetHead]) -> str:
    """The names of one side, each once: the 통계목, else the 세부사업, else the department."""
    names = (head.object_name or head.object_code or head.detailed_project or head.department or "?" for head in heads)
    return ", ".join(dict.fromkeys(printable(name) for name in names))


def _transfer_lines(transfer: Transfer) -> Iterator[str]:
    has_legs = bool(transfer.sources or transfer.targets)
    lead = _joined([transfer.kind, won(transfer.amount)], " ")
    yield f"  {_joined([lead, ', '.join(transfer.dates), place(transfer.where)])}"
    if has_legs:
        route = " → ".join(_side(leg.head for leg in legs) or "?" for legs in (transfer.sources, transfer.targets))
        yield from (f"    {line}" for line in wrap(route, COLUMNS - 4))
        rows = [["", "부서", "세부사업", "통계목", "금액"]]
        for word, sign, legs in (("감", "-", transfer.sources), ("증", "+", transfer.targets)):
            for leg in legs:
                head = leg.head
                project = head.detailed_project or head.unit_project or head.policy_project or ""
                amount = "" if leg.amount is None else won(leg.amount, sign if leg.amount > 0 else "")
                rows.append([word, head.department or head.account or "", project, _object(head), amount])
        used = [col for col in range(5) if any(row[col] for row in rows[1:])]
        rows = [[row[col] for col in used] for row in rows]
        laid = grid(rows, limits=[_LEG_LIMITS[col] for col in used], right=[used.index(4)] if 4 in used else ())
        yield from (f"    {line}" for line in laid)
    label = "    사유: "
    for line in (transfer.reason or "").split("\n"):
        for part in wrap(line, COLUMNS - width(label)):
            if part:
                yield label + part
                label = " " * width(label)


def _finding_lines(diagnostics: tuple[Diagnostic, ...]) -> Iterator[str]:
    if not diagnostics:
        yield "확인할 점이 없습니다."
        return
    yield f"확인할 점 {len(diagnostics)}건"
    places = [place(diagnostic.where) for diagnostic in diagnostics]
    rest = COLUMNS - 2 - 4 - 2 * len(GAP) - max(map(width, places))
    rows = [
        [SEVERITIES[diagnostic.severity], at, f"{diagnostic.message} ({diagnostic.code})"]
        for diagnostic, at in zip(diagnostics, places, strict=True)
    ]
    yield from (f"  {line}" for line in grid(rows, limits=(4, COLUMNS, rest)))


def to_summary(parsed: Parsed) -> str:
    """The summary of one file. It says what councildoc understood; `parse` does not read it back."""
    lines = list(_head_lines(parsed))
    lines.append("=" * min(width(lines[0]), COLUMNS))
    for briefing in parsed.briefings:
        lines.extend(_briefing_lines(briefing))
        lines.append("")
    lines.extend(_finding_lines(parsed.diagnostics))
    return "\n".join(lines) + "\n"


def finding_line(name: str, diagnostic: Diagnostic) -> str:
    """One finding on one line, as `councildoc check` prints it.

    >>> finding_line("a.pdf", Diagnostic("overdrawn", Severity.ERROR, "감액이 예산액보다 큽니다."))
    'a.pdf: 오류 overdrawn 감액이 예산액보다 큽니다.'
    """
    at, severity = place(diagnostic.where), SEVERITIES[diagnostic.severity]
    message = printable(diagnostic.message)
    return f"{printable(name)}:{at + ':' if at else ''} {severity} {diagnostic.code} {message}"


def findings_text(parsed: Parsed) -> str:
    """The findings of one file, one a line; nothing if there are none."""
    return "".join(finding_line(parsed.source.name, diagnostic) + "\n" for diagnostic in parsed.diagnostics)


def counts(diagnostics: Iterable[Diagnostic]) -> str:
    """How many findings there are of each severity.

    >>> counts([Diagnostic("overdrawn", Severity.ERROR, "")])
    '오류 1건, 주의 0건, 참고 0건'
    """
    found = [diagnostic.severity for diagnostic in diagnostics]
    return ", ".join(f"{word} {found.count(severity)}건" for severity, word in SEVERITIES.items())


def document_text(document: Document) -> str:
    """The lines of a document in reading order, tables laid out in columns; page furniture is left out."""
    lines: list[str] = []
    for element in document.elements:
        if not isinstance(element, Table):
            lines.append(printable(element.text))
            continue
        if not element.cells:
            continue
        rows = [[""] * element.ncols for _ in range(element.nrows)]
        for cell in element.cells:
            rows[cell.row][cell.col] = cell.text
        body = grid(rows, limits=(30,) * element.ncols)
        rule = "-" * max(map(width, body))
        lines += [rule, *body, rule]
    return "\n".join(lines) + "\n"

"""Invented reports for the tests of the points: a title page to choose, and below it whole items of a city department.

`read` reads a drawing, `read_bytes` the same as a text file; both see to it that no character is lost.
"""

from __future__ import annotations

import councildoc
from conservation import difference
from councildoc import Briefing, Parsed, Severity, Source
from councildoc.parser import parse_document
from drawing import draw

SESSION = "제251회 수원시의회 임시회"
TITLE = "2022년도 3분기 예산전용 보고"

TABLE = """\
| 부서명 | 정책사업 | 단위사업 | 세부사업 | 통계목 | 예산현액 | 감 | 증 | 전용 후 예산현액 |
| 기획예산과 | 살기 좋은 도시 | 시설 관리 | {0} 운영 | 201-01 사무관리비 | 50,000 | 5,000 | - | 45,000 |
| ^ | ^ | 시설 개선 | {0} 개선 | 201-02 공공운영비 | 1,000 | - | 5,000 | 6,000 |
| 합계 | < | < | < | < | 51,000 | 5,000 | 5,000 | 51,000 |
"""


def item(label: str, place: str, heading: str = "□") -> str:
    """A whole item with its label as printed (blank included): overview, summary, reason, table."""
    return f"""\
{label}{place} 냉방시설 개선을 위한 예산 전용
{heading} 사업개요
 ○ 사 업 명 : {place} 냉방시설 개선
{heading} 전용개요
 ○ 전용금액 : 금 5,000천원
 ○ 전용과목 : 사무관리비 → 공공운영비
{heading} 전용사유
 ○ 여름철 냉방기 고장이 잦아 수리비가 부족함
{heading} 예산현황 (단위 : 천원)
""" + TABLE.format(place)


def items(*labels: str, heading: str = "□") -> str:
    """As many items as labels, each of another building."""
    places = ("시립도서관", "보건소", "체육관", "경로당", "문화회관")
    return "".join(item(label, place, heading) for label, place in zip(labels, places, strict=False))


BODY = items("Ⅰ. ", "Ⅱ. ")


def read(text: str) -> Parsed:
    """The reading of a drawing, in which every character is kept."""
    document = draw(text)
    parsed = parse_document(document, Source("report.txt", "text", "0" * 64))
    assert difference(document, parsed) == {}
    return parsed


def read_bytes(text: str, encoding: str = "utf-8") -> Parsed:
    """The reading of a text file, in which every character is kept."""
    data = text.encode(encoding)
    parsed = councildoc.parse(data)
    assert difference(councildoc.extract(data), parsed) == {}
    return parsed


def sound(parsed: Parsed) -> bool:
    """Whether nothing is reported but notes."""
    return all(found.severity is Severity.INFO for found in parsed.diagnostics)


def briefing(front: str, body: str = BODY) -> Briefing:
    """The one report of a title page above sound items; nothing is reported, and both items are whole."""
    parsed = read(f"{front.strip()}\n{body}")
    assert sound(parsed)
    (only,) = parsed.briefings
    if body == BODY:
        assert [(found.number, len(found.blocks)) for found in only.items] == [(1, 4), (2, 4)]
        assert [move.amount for found in only.items for move in found.transfers] == [5_000_000] * 2
    return only

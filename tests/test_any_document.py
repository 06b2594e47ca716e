"""Any document parses: whatever lines and tables stand in it, in whatever order, nothing is raised and nothing is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from conservation import difference
from councildoc import Cell, Document, Line, Location, Source, Table, from_json, to_json
from councildoc.parser import parse_document
from effort import examples

SHAPED = (
    "제305회 서울특별시의회 임시회", "행 정 자 치 위 원 회", "○ 일 시 : 2022. 2.", "장  소", "스 마 트 도 시 정 책 관",
    "2021년도 4분기 예산 전용 보고", "목 차", "Ⅰ 서울 국제교류 예산 전용", "Ⅱ. 감리용역 예산 전용", "Ⅰ", "I. 총괄", "1. 체육대회 예산 전용",
    "2 도서관", "(1) 예산 이체", "<제1항> 예산 변경", "□ 전용개요", "\uf000 사업개요", "\U000f02b1 전용사유", "가. 예산현황", "?? 전용내역", "예산 현황",
    "□ 전용사유 : 물품이 부족하여", "○ 전용금액/전용일자 : 금 30,000천원 / ’21.10.12.", "- 사무관리비 → 행사운영비 (1,500천원)",
    "⇨ 민관협력 일반운영비(행사운영비) 전용", "○ A사업 사무관리비에서 2,500천원을 B사업 행사운영비로 전용", "※ 국비 없음", "· 세부",
    "이어지는 줄", "(단위 : 천원)", "□ 예산현황 (단위: 백만원)", "총 계 355,000 30,000 30,000 355,000", "예산과목", "부서명 정책사업 통계목 감 증",
    "100-201-03", "행사운영비", "355,000 30,000 - 325,000", "- 1 -", "끝.", "붙임 1. 조서", "6,396억 3천9백만원", "2021. 2. 30.", "*****", "\x01", "",
)  # fmt: skip
CELLS = (
    "부서명", "정책사업", "세부사업", "통계목", "편성목", "코드", "연번", "예산현액\n(단위: 천원)", "감", "증", "전용액", "증감", "전용 후\n예산현액", "당초",
    "변경", "전용 전", "전용 후", "감액과목", "증액과목", "구분", "전용일자", "전용사유", "비고", "총 계", "소계", "①", "1", "2", "-", "", "0", "△1,000",
    "1,000", "355,000", "12,345,6\n78", "5OO", "***", "30,000천원", "100-201-01\n사무관리비", "01\n행사운영비", "공원과", "〃", "일반회계", "2021. 5. 3.",
    "(1)", "(2)", "(3)", "(4)", "Ⅰ", "예산 전용",
)  # fmt: skip

free_text = st.text("가나다라 ○□-Ⅰ1２.,:()→△천원\u200b\x01\uf000", max_size=12)
texts = st.one_of(st.sampled_from(SHAPED), st.sampled_from(SHAPED), free_text)
cell_texts = st.one_of(st.sampled_from(CELLS), st.sampled_from(CELLS), free_text)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A grid with merged cells here and there, each at its own place."""
    rows, cols = draw(st.integers(1, 6)), draw(st.integers(1, 9))
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for row in range(rows):
        for col in range(cols):
            if (row, col) in taken:
                continue
            rowspan = draw(st.integers(1, rows - row)) if draw(st.integers(0, 5)) == 0 else 1
            colspan = draw(st.integers(1, cols - col)) if draw(st.integers(0, 5)) == 0 else 1
            span = {(row + r, col + c) for r in range(rowspan) for c in range(colspan)}
            if span & taken:
                rowspan, colspan, span = 1, 1, {(row, col)}
            taken |= span
            cells.append(Cell(draw(cell_texts), row, col, rowspan, colspan, (Location(page=1, cell=(row, col)),)))
    return Table(tuple(cells))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Shaped lines and tables in any order."""
    parts = draw(st.lists(st.one_of(texts, texts, texts, tables()), max_size=24))
    elements = [
        Line(part, (Location(line=number),)) if isinstance(part, str) else part for number, part in enumerate(parts, 1)
    ]
    return Document("text", tuple(elements), (Line("- 1 -"),))


@examples("text")
@given(documents())
def test_nothing_is_raised_and_nothing_is_lost(document: Document) -> None:
    parsed = parse_document(document, Source("any", "text", "0" * 64))
    assert difference(document, parsed) == {}
    assert from_json(to_json(parsed)) == parsed


@examples("text")
@given(documents())
def test_reading_twice_is_reading_once(document: Document) -> None:
    source = Source("any", "text", "0" * 64)
    assert parse_document(document, source) == parse_document(document, source)

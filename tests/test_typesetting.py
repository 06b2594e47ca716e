"""The typesetters: what they print is read back, in every look, by both engines.

Where a reading differs, either the reader or a typesetter is wrong; here the typesetters are put to the proof.
"""

from __future__ import annotations

import pytest

from councildoc import Cell, Document, Line, Table, extract
from councildoc.output.pieces import Piece, Role
from drawing import draw
from typesetting import ENGINES, STYLES, Style
from typesetting.measures import broken, font, groups, header_rows, unprintable, width

HEADER = """
| 예산과목 | < | < | 예산현액 | 증감내역 | < | 전용 후 // 예산현액 |
| 부서명 | 세부사업 | 통계목 | ^ | 감 | 증 | ^ |
"""
ROWS = """
| 스마트정책관 스마트도시담당관 | 스마트도시 민·관 협력 | 110-201-01 // 사무관리비 | 355,000 | 30,000 | - | 325,000 |
| ^ | 세계스마트시티 기구 운영 | 100-201-03 // 행사운영비 | - | - | 30,000 | 30,000 |
"""
TOTAL = "| 총 계 | < | < | 355,000 | 30,000 | 30,000 | 355,000 |"
ODD = r"""#let x = 1; $y$ *굵게* _기울임_ `코드` <b>&amp;</b> "따옴표" \n @인용 // 주석 [괄호] {중괄호} ~ 100%"""


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=STYLES)
def style(request: pytest.FixtureRequest) -> Style:
    return STYLES[str(request.param)]


def table(drawing: str) -> Table:
    (element,) = draw(drawing.strip().replace("\n\n", "\n")).elements
    assert isinstance(element, Table)
    return element


def line(role: Role, text: str, depth: int = 0, bar: tuple[str, str] | None = None, first: bool = False) -> Piece:
    return Piece(role, Line(text), depth, bar, first)


def report(budget: Table, *, first: bool = False) -> list[Piece]:
    return [
        line(Role.TITLE, "2021년도 4분기 예산 전용 보고", first=first),
        line(Role.FIELD, "제305회 서울특별시의회 임시회"),
        line(Role.ITEM, "Ⅰ. 국제교류 행사를 위한 예산 전용", bar=("Ⅰ.", "국제교류 행사를 위한 예산 전용")),
        line(Role.SUMMARY, "해외도시의 컨설팅 요청이 증가함에 따라 행사를 마련"),
        line(Role.HEADING, "□ 예산 현황"),
        line(Role.PARAGRAPH, "○ 전용금액 : 금 30,000천원", depth=1),
        line(Role.PARAGRAPH, "- " + "서울시 우수정책 기업의 해외 진출 도모 및 " * 5, depth=2),
        line(Role.CAPTION, "(단위 : 천원)"),
        Piece(Role.TABLE, budget),
    ]


def typeset(engine: str, style: Style, pieces: list[Piece]) -> Document:
    return extract(ENGINES[engine](pieces, style))


def tables(document: Document) -> list[Table]:
    """The tables read back, bars and boxes of text left out."""
    return [element for element in document.elements if isinstance(element, Table) and element.ncols > 2]


def solid(text: str) -> str:
    return "".join(text.split())


def cells(table: Table) -> list[tuple[str, int, int, int, int]]:
    return [(solid(c.text), c.row, c.col, c.rowspan, c.colspan) for c in table.cells]


def text_of(document: Document) -> str:
    return solid("".join(document.lines()))


def test_text_and_table_are_read_back(engine: str, style: Style) -> None:
    budget = table(HEADER + ROWS + TOTAL)
    pieces = report(budget)
    document = typeset(engine, style, pieces)
    (read,) = tables(document)
    assert cells(read) == cells(budget)
    expected = "".join(
        piece.element.text if isinstance(piece.element, Line) else "".join(cell.text for cell in piece.element.cells)
        for piece in pieces
    )
    assert text_of(document) == solid(expected)
    assert any(note.text == "- 1 -" for note in document.furniture) == style.page_numbers


@pytest.mark.parametrize("repeats", [True, False])
def test_a_long_table_goes_on_over_the_pages(engine: str, repeats: bool) -> None:
    style = STYLES["small" if repeats else "small-once"]
    rows = [ROWS.replace("355,000", f"{number},355,000") for number in range(1, 13)]
    budget = table(HEADER + "".join(rows) + TOTAL)
    document = typeset(engine, style, report(budget))
    (read,) = tables(document)
    assert cells(read) == cells(budget)
    assert len({place.page for place in read.where}) >= 3
    assert any("예산과목" in note.text for note in document.furniture) == repeats


def test_a_group_of_rows_that_no_page_holds_makes_the_page_grow(engine: str) -> None:
    rows = ["| 스마트정책관 | 협력 | 110-201-01 사무관리비 | 355,000 | 30,000 | - | 325,000 |"]
    rows += ["| ^ | 운영 | 100-201-03 행사운영비 | - | - | 30,000 | 30,000 |"] * 30
    budget = table(HEADER + "\n".join(rows) + "\n" + TOTAL)
    (read,) = tables(typeset(engine, STYLES["small"], report(budget)))
    assert cells(read) == cells(budget)


def test_a_table_wider_than_the_page_makes_it_grow(engine: str) -> None:
    header = "| 부서명 | 세부사업 | 통계목 | " + " | ".join(f"예산현액 {n}" for n in range(20)) + " |"
    row = "| 총무과 | 청사관리 | 공공운영비 | " + " | ".join(f"{n + 1},234,567,890" for n in range(20)) + " |"
    budget = table(header + "\n" + row)
    (read,) = tables(typeset(engine, STYLES["narrow"], [Piece(Role.TABLE, budget)]))
    assert cells(read) == cells(budget)
    assert all("\n" not in cell.text for cell in read.cells if cell.row == 1 and cell.col > 2)


def test_text_is_never_markup(engine: str, style: Style) -> None:
    budget = Table((*table(HEADER + ROWS + TOTAL).cells, Cell(ODD, 5, 0, 1, 7)))
    document = typeset(engine, style, [line(Role.PARAGRAPH, ODD), Piece(Role.TABLE, budget)])
    assert text_of(document).count(solid(ODD)) == 2


def test_a_new_report_begins_on_a_new_page(engine: str, style: Style) -> None:
    budget = table(HEADER + ROWS + TOTAL)
    document = typeset(engine, style, [*report(budget), *report(budget, first=True)])
    titles = [element.where[0] for element in document.elements if isinstance(element, Line) and "보고" in element.text]
    assert len(titles) == 2
    assert titles[0].page == 1
    assert (titles[1].page or 0) > 1
    if style.title_page:
        assert document.pages == 4


def test_a_running_header_is_furniture(engine: str) -> None:
    style = STYLES["landscape"]
    budget = table(HEADER + ROWS + TOTAL)
    document = typeset(engine, style, report(budget) + report(budget, first=True))
    headers = [note for note in document.furniture if note.text == style.running_header]
    assert len(headers) == document.pages


def test_the_same_pieces_give_the_same_bytes(engine: str, style: Style) -> None:
    pieces = report(table(HEADER + ROWS + TOTAL))
    assert ENGINES[engine](pieces, style) == ENGINES[engine](pieces, style)


def test_every_look_is_another(engine: str) -> None:
    pieces = report(table(HEADER + ROWS * 12 + TOTAL))
    assert len({ENGINES[engine](pieces, style) for style in STYLES.values()}) == len(STYLES)


def test_nothing_is_set(engine: str, style: Style) -> None:
    assert ENGINES[engine]([], style).startswith(b"%PDF-")


def test_what_the_font_has_not_is_refused(engine: str) -> None:
    assert unprintable("가힣 ○Ⅰ․‧➠\uf000\n") == {"힣"}
    with pytest.raises(ValueError, match="힣"):
        ENGINES[engine]([line(Role.PARAGRAPH, "힣")], STYLES["ruled"])


def test_lines_are_broken_between_words_and_never_within_a_number() -> None:
    text = "사무관리비 10,000,000 - 가나다라마바사아 201-01(백만원)"
    lines = broken(text, width("가나다라마바사", 8), 8, keep_words=True)
    assert lines == ["사무관리비", "10,000,000 -", "가나다라마바사", "아 201-01", "(백만원)"]
    assert solid("".join(lines)) == solid(text)
    assert broken("가나다라마", width("가나다", 8), 8, keep_words=False) == ["가나다", "라마"]


def test_pages_may_end_between_groups_of_rows() -> None:
    budget = table(HEADER + ROWS + ROWS + TOTAL)
    assert header_rows(budget) == 2
    assert groups(budget, 2) == [(2, 4), (4, 6), (6, 7)]
    assert header_rows(table("| 가 | 나 |")) == 0


def test_every_character_of_the_font_is_named_in_the_file(engine: str) -> None:
    printed = "".join(chr(code) for code, glyph in sorted(font().face.charToGlyph.items()) if glyph)
    known = "".join(printed.split())
    pieces = [line(Role.PARAGRAPH, f"가{known[n : n + 25]}나") for n in range(0, len(known), 25)]
    read = text_of(typeset(engine, STYLES["landscape"], pieces))
    assert set(known) <= set(read)
    assert len(known) > 3000

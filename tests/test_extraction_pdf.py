"""PDF: lines, tables, furniture and places of small pages made for the purpose."""

from __future__ import annotations

import io
import random
import warnings
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest

from councildoc.diagnostics import Diagnostic
from councildoc.document import Document, Line, Table
from councildoc.errors import InputError
from councildoc.extraction import extract
from councildoc.extraction.pdf_page import read_page
from councildoc.extraction.pdf_tables import PlacedLine, page_elements
from councildoc.extraction.reading import Reading
from pdf_maker import WIDTH, PageMaker, pdf

FIXTURES = Path(__file__).parent / "fixtures"

HEADER = ["부서명", "세부사업", "통계목", "예산현액", "감", "증", "전용 후 예산현액"]
XS = [50, 110, 190, 270, 330, 390, 450, 540]


def read(*pages: PageMaker) -> Document:
    found: list[Diagnostic] = []
    document = extract(pdf(*pages), report=found.append)
    assert not found
    return document


def lines(document: Document) -> list[str]:
    return [element.text for element in document.elements if isinstance(element, Line)]


def tables(document: Document) -> list[Table]:
    return [element for element in document.elements if isinstance(element, Table)]


def texts(table: Table) -> list[list[str]]:
    """The table with merged cells filled down and right."""
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


def test_blanks_come_from_gaps() -> None:
    page = PageMaker().text(50, 60, "예산").text(73, 60, "전용").text(93, 60, "보고").text(50, 90, "\ue000\x01마크")
    assert lines(read(page)) == ["예산 전용보고", "\ue000\x01마크"]


def test_a_marker_on_another_baseline_stays_on_its_line() -> None:
    page = PageMaker().text(50, 60, "사업개요", 14).text(30, 63, "\uf000", 12).text(50, 80, "다음 줄", 12)
    assert lines(read(page)) == ["\uf000 사업개요", "다음 줄"]


def test_imitated_bold_is_read_once() -> None:
    page = PageMaker().text(50, 60, "제목").text(50.4, 60, "제목").text(50, 60.4, "제목")
    assert lines(read(page)) == ["제목"]


@pytest.mark.parametrize("turn", ["0 1 -1 0", "0 -1 1 0", "-1 0 0 -1"])
def test_a_page_drawn_sideways_is_read_upright_and_placed_as_printed(turn: str) -> None:
    second = {"0 1 -1 0": (320.0, 400.0), "0 -1 1 0": (280.0, 400.0), "-1 0 0 -1": (300.0, 380.0)}[turn]
    page = PageMaker().text(300, 400, "첫째 줄", turn=turn).text(*second, "둘째 줄", turn=turn)
    document = read(page)
    assert lines(document) == ["첫째 줄", "둘째 줄"]
    with pdfplumber.open(io.BytesIO(pdf(page))) as printed:
        first = next(char for char in printed.pages[0].chars if char["text"] == "첫")
    box = document.elements[0].where[0].bbox
    assert box is not None
    assert box[0] - 0.1 <= first["x0"] <= box[2]
    assert box[1] - 0.1 <= first["top"] <= box[3]


def test_a_ruled_table_and_the_text_around_it() -> None:
    page = PageMaker().text(50, 80, "앞").table([50, 100, 200], [100, 130, 160], [["가\n나", "다"], ["", "라"]])
    document = read(page.text(50, 200, "뒤"))
    assert [type(element) for element in document.elements] == [Line, Table, Line]
    (table,) = tables(document)
    assert [(cell.text, cell.row, cell.col) for cell in table.cells] == [
        ("가\n나", 0, 0), ("다", 0, 1), ("", 1, 0), ("라", 1, 1),
    ]  # fmt: skip
    assert table.cells[0].where[0].page == 1
    assert table.cells[0].where[0].bbox == (50.0, 100.0, 100.0, 130.0)


def test_spans_are_what_the_rules_leave_open() -> None:
    page = PageMaker()
    for x0, y, x1 in ((50, 100, 200), (100, 120, 200), (50, 140, 200), (50, 160, 200)):
        page.line(x0, y, x1, y)
    for x, y0, y1 in ((50, 100, 160), (100, 100, 140), (150, 120, 160), (200, 100, 160)):
        page.line(x, y0, x, y1)
    page.text(60, 122, "가", 8).text(130, 112, "나", 8).text(110, 132, "다", 8).text(160, 132, "라", 8)
    page.text(60, 152, "마", 8).text(160, 152, "바", 8)
    (table,) = tables(read(page))
    assert [(c.text, c.row, c.col, c.rowspan, c.colspan) for c in table.cells] == [
        ("가", 0, 0, 2, 1), ("나", 0, 1, 1, 2), ("다", 1, 1, 1, 1), ("라", 1, 2, 1, 1), ("마", 2, 0, 1, 2), ("바", 2, 2, 1, 1),
    ]  # fmt: skip


def test_dotted_borders() -> None:
    page = PageMaker()
    for y in (100, 120, 140):
        for step in range(0, 150, 2):
            page.fill(50 + step, y, 50.5 + step, y + 0.5, 0)
    for x in (50, 100, 200):
        for step in range(0, 40, 2):
            page.fill(x, 100 + step, x + 0.5, 100.5 + step, 0)
    page.words([50, 100], [100, 120], [["하나", "둘"], ["셋", "넷"]])
    assert texts(tables(read(page))[0]) == [["하나", "둘"], ["셋", "넷"]]


def test_a_gradient_behind_a_header_makes_no_rows() -> None:
    page = PageMaker()
    for stripe in range(40):
        page.fill(50, 100 + stripe / 2, 200, 100.5 + stripe / 2, 0.7 + stripe / 200)
    page.table([50, 100, 200], [100, 120, 140], [["하나", "둘"], ["셋", "넷"]])
    assert texts(tables(read(page))[0]) == [["하나", "둘"], ["셋", "넷"]]


def test_decoration_is_no_table_and_swallows_nothing() -> None:
    page = PageMaker().text(50, 60, "밑줄 친 글").line(50, 62, 120, 62).fill(300, 200, 400, 300)
    page.fill(48, 88, 130, 102).text(50, 100, "음영 친 글")
    for box in ((20, 20, 570, 20), (20, 800, 570, 800), (20, 20, 20, 800), (570, 20, 570, 800)):
        page.line(*box)
    document = read(page)
    assert not tables(document)
    assert lines(document) == ["밑줄 친 글", "음영 친 글"]


def body(first: list[str], second: list[str], total: list[str]) -> PageMaker:
    return PageMaker().words(XS, [100, 120, 140, 160], [HEADER, first, second, total])


ROWS = (
    ["체육과", "생활체육", "201-01", "1,000", "100", "-", "900"],
    ["문화과", "축제", "201-02", "2,000", "-", "100", "2,100"],
    ["총계", "", "", "3,000", "100", "100", "3,000"],
)


def test_a_budget_table_without_outer_rules() -> None:
    page = body(*ROWS)
    for y in (100, 120, 140, 160, 180):
        page.line(50, y, 540, y)
    for x in XS[1:-1]:
        page.line(x, 100, x, 180)
    assert texts(tables(read(page))[0]) == [HEADER, *ROWS]


@pytest.mark.parametrize("rules", [(100, 120, 140, 160, 180), (100, 120, 160, 180)])
def test_a_budget_table_with_level_rules_only(rules: tuple[float, ...]) -> None:
    page = body(*ROWS)
    for y in rules:
        page.line(50, y, 540, y)
    page.text(50, 250, "○ 표 아래의 긴 문장은 표에 들어가지 않고 줄로 남아 있어야 한다").line(50, 270, 540, 270)
    document = read(page)
    assert texts(tables(document)[0]) == [HEADER, *ROWS[:2], ["총계", "총계", "총계", *ROWS[2][3:]]]
    assert len(lines(document)) == 1


def test_level_rules_without_a_budget_header_are_no_table() -> None:
    page = PageMaker().words([50, 200], [100, 120], [["구분", "내용"], ["대상", "시민"]])
    for y in (100, 120, 140):
        page.line(50, y, 540, y)
    document = read(page)
    assert not tables(document)
    assert lines(document) == ["구분 내용", "대상 시민"]


def test_page_numbers_and_running_headers_are_furniture() -> None:
    pages = [
        PageMaker()
        .text(250, 30, "행정자치위원회")
        .text(50, 60 + 3 * number, f"{'가나다라'[number]} 내용")
        .text(50, 400, "다음 줄")
        .text(280, 810, f"- {number + 1} -")
        for number in range(4)
    ]
    document = read(*pages)
    assert {line.text for line in document.furniture} == {"행정자치위원회", "- 1 -", "- 2 -", "- 3 -", "- 4 -"}
    assert len(document.furniture) == 8
    assert [line.where[0].page for line in document.furniture] == [1, 1, 2, 2, 3, 3, 4, 4]
    assert lines(document)[:3] == ["가 내용", "다음 줄", "나 내용"]


def test_repeated_and_rising_content_is_no_furniture() -> None:
    pages = [
        PageMaker().text(50, 60, "□ 예산 현황").text(50, 80, f"붙임 {number + 1}").text(50, 300, "내용")
        for number in range(3)
    ]
    assert read(*pages).furniture == ()


def test_text_that_cannot_be_read_is_reported_with_its_place() -> None:
    outlined = PageMaker().text(50, 60, "1,000 2,000 3,000 4,000 5,000")
    for number in range(80):
        outlined.outline(50 + number, 100)
    lost = PageMaker().text(50, 60, "예산 \ufffd 현황")
    found: list[Diagnostic] = []
    extract(pdf(PageMaker().text(50, 60, "멀쩡한 쪽"), outlined, lost), report=found.append)
    assert [(d.code, d.where[0].page) for d in found] == [("garbled-text", 2), ("garbled-text", 3)]
    assert found[1].where[0].bbox is not None


def test_a_page_that_is_cut_off_is_reported() -> None:
    page = PageMaker()
    for number in range(60):
        page.text(
            50, 60 + 10 * number, "".join(chr(0xAC00 + number * 97 % 89 * 31 + step * step) for step in range(30))
        )
    whole = pdf(page)
    # The last stream is the page's: its last quarter is overwritten.
    end = whole.rindex(b"\nendstream")
    start = whole.rindex(b"stream\n", 0, end) + 7
    found: list[Diagnostic] = []
    rest = whole[start : start + (end - start) * 3 // 4]
    extract(whole[:start] + rest.ljust(end - start, b"\0") + whole[end:], report=found.append)
    assert "garbled-text" in {diagnostic.code for diagnostic in found}


def bag(text: str) -> Counter[str]:
    return Counter(char for char in text if not char.isspace() and char != "\0")


def conserved(path: Path, password: str | None = None, pages: int = 12) -> None:
    """Every printed character stands in one line or cell, and in no second one."""
    with pdfplumber.open(path, password=password) as document:
        for page in document.pages[:pages]:
            x0, top, x1, bottom = page.bbox
            printed = bag(
                "".join(
                    char["text"]
                    for char in page.dedupe_chars().chars
                    if x0 <= (char["x0"] + char["x1"]) / 2 <= x1 and top <= (char["top"] + char["bottom"]) / 2 <= bottom
                )
            )
            got: Counter[str] = Counter()
            for element in page_elements(read_page(page, Reading(lambda _: None))):
                if isinstance(element, PlacedLine):
                    got += bag(element.line.text)
                else:
                    got += bag("".join(cell.text for cell in element.table.cells))
            assert got == printed, f"{path.name}, page {page.page_number}"


@pytest.mark.parametrize(
    "path", sorted(path for path in FIXTURES.rglob("*.pdf") if path.parent.name != "fuzz"), ids=lambda path: path.stem
)
def test_no_text_is_lost_or_doubled(path: Path) -> None:
    conserved(path)


def mutants(data: bytes, count: int, seed: int) -> list[bytes]:
    """Damaged copies: cut off, bits flipped, stretches zeroed or moved."""
    rng = random.Random(seed)
    out = []
    for number in range(count):
        copy = bytearray(data)
        place = rng.randrange(len(copy))
        match number % 4:
            case 0:
                copy = copy[: place + 1]
            case 1:
                for _ in range(rng.choice([1, 20, 400])):
                    copy[rng.randrange(len(copy))] ^= 1 << rng.randrange(8)
            case 2:
                copy[place : place + 500] = bytes(rng.choice([50, 500]))
            case _:
                del copy[place : place + rng.choice([1, 100])]
        out.append(bytes(copy))
    return out


@pytest.mark.parametrize("seed", range(3))
def test_damage_gives_a_document_or_a_coded_error(seed: int, capfd: pytest.CaptureFixture[str]) -> None:
    small = pdf(body(*ROWS).table(XS, [100, 120, 140, 160, 180], []), PageMaker().text(50, 60, "끝"))
    real = (FIXTURES / "briefing-305.pdf").read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for data in [*mutants(small, 12, seed), *mutants(real, 8, seed)]:
            try:
                document = extract(data, report=lambda diagnostic: None)
            except InputError:
                continue
            assert isinstance(document, Document)
    assert capfd.readouterr().err == ""


def test_a_page_is_as_wide_as_it_says() -> None:
    document = read(PageMaker().text(WIDTH + 20, 60, "밖").text(50, 60, "안"))
    assert lines(document) == ["안"]

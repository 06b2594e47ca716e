"""Tables over a page break: what is joined, what is not, and what is reported."""

from __future__ import annotations

from councildoc.diagnostics import Diagnostic
from councildoc.document import Document, Line, Table
from councildoc.extraction import extract
from pdf_maker import PageMaker, pdf

HEADER = ["부서명", "정책사업", "세부사업", "통계목", "예산현액", "감", "증", "변경 후"]
XS = [40, 110, 180, 250, 320, 380, 430, 480, 550]


def read(*pages: PageMaker) -> tuple[Document, list[Diagnostic]]:
    found: list[Diagnostic] = []
    return extract(pdf(*pages), report=found.append), found


def tables(document: Document) -> list[Table]:
    return [element for element in document.elements if isinstance(element, Table)]


def filled(table: Table) -> list[list[str]]:
    return [["".join(cell.text.split()) if cell else "" for cell in row] for row in table.grid()]


def piece(top: int, rows: list[list[str]], page: PageMaker | None = None) -> PageMaker:
    """A ruled piece of a table, 30 points a row."""
    ys = [top + 30 * number for number in range(len(rows) + 1)]
    return (page or PageMaker()).table(XS, ys, rows)


def upper(*rows: list[str]) -> PageMaker:
    """A page whose table ends at its bottom."""
    return piece(800 - 30 * (len(rows) + 1), [HEADER, *rows], PageMaker().text(40, 60, "1. 스마트도시담당관 예산"))


def row(*names: str, amounts: tuple[str, ...] = ("1,000", "100", "-", "900")) -> list[str]:
    return [*names, *amounts]


TOTAL = ["총계", "", "", "", "2,000", "100", "100", "2,000"]


def test_the_same_columns_with_a_repeated_header_are_one_table() -> None:
    first, second = row("체육과", "생활체육", "대회", "201-01"), row("문화과", "축제", "공연", "201-02")
    document, found = read(upper(first), piece(40, [HEADER, second, TOTAL]))
    (table,) = tables(document)
    assert filled(table) == [["".join(text.split()) for text in line] for line in (HEADER, first, second, TOTAL)]
    assert [line.text for line in document.furniture] == [" ".join(HEADER)]
    assert [place.page for place in table.where] == [1, 2]
    assert not found


def test_rows_go_on_without_a_header() -> None:
    first, second = row("체육과", "생활체육", "대회", "201-01"), row("문화과", "축제", "공연", "201-02")
    document, _ = read(upper(first), piece(40, [second, TOTAL]))
    assert len(tables(document)) == 1
    assert tables(document)[0].nrows == 4


def test_a_heading_between_makes_two_tables() -> None:
    first, second = row("체육과", "생활체육", "대회", "201-01"), row("문화과", "축제", "공연", "201-02")
    document, _ = read(upper(first), piece(80, [HEADER, second], PageMaker().text(40, 60, "2. 다른 예산")))
    assert len(tables(document)) == 2
    assert not document.furniture


def test_a_header_after_a_total_begins_a_new_table() -> None:
    first = row("체육과", "생활체육", "대회", "201-01")
    document, _ = read(upper(first, TOTAL), piece(40, [HEADER, first, TOTAL]))
    assert len(tables(document)) == 2


def test_a_table_with_room_below_it_has_ended() -> None:
    first, second = row("체육과", "생활체육", "대회", "201-01"), row("문화과", "축제", "공연", "201-02")
    document, _ = read(piece(100, [HEADER, first]), piece(40, [HEADER, second]))
    assert len(tables(document)) == 2


def test_a_table_goes_on_below_room_that_its_next_rows_would_not_have_fitted_into() -> None:
    first, second = row("체육과", "생활체육", "대회", "201-01"), row("문화과", "축제", "공연", "201-02")
    for bottom, pieces in ((640, 1), (100, 2)):
        below = PageMaker().table(XS, [40, 70, bottom], [HEADER, second])
        document, _ = read(piece(400, [HEADER, first]), below)
        assert len(tables(document)) == pieces


def test_data_under_no_header_go_on_below_any_room() -> None:
    first, second = row("체육과", "생활체육", "대회", "201-01"), row("문화과", "축제", "공연", "201-02")
    document, _ = read(piece(100, [HEADER, first]), piece(40, [second, TOTAL]))
    (table,) = tables(document)
    assert table.nrows == 4
    document, _ = read(piece(100, [HEADER, first]), piece(80, [second], PageMaker().text(40, 60, "2. 다른 예산")))
    assert len(tables(document)) == 2


def test_data_that_begin_two_pages_are_no_header() -> None:
    same = row("체육과", "생활체육", "대회", "201-01")
    for pages in (
        [upper(same), piece(40, [HEADER, same, TOTAL])],
        [upper(same), piece(40, [same] * 25), piece(40, [same, TOTAL])],
    ):
        document, _ = read(*pages)
        (table,) = tables(document)
        assert all("체육과" not in line.text for line in document.furniture)
        assert sum("체육과" in line for line in filled(table)) == (2 if len(pages) == 2 else 27)


def test_a_row_that_numbers_the_columns_belongs_to_the_header() -> None:
    numbers = [f"({number})" for number in range(1, 9)]
    first, second = row("체육과", "생활체육", "대회", "201-01"), row("문화과", "축제", "공연", "201-02")
    document, _ = read(upper(numbers, first), piece(40, [HEADER, numbers, second, TOTAL]))
    assert [line.text for line in document.furniture] == [" ".join(HEADER), " ".join(numbers)]
    assert tables(document)[0].nrows == 5


def test_a_total_right_below_the_header_ends_no_table() -> None:
    first = row("체육과", "생활체육", "대회", "201-01")
    document, _ = read(upper(TOTAL), piece(40, [HEADER, first]))
    (table,) = tables(document)
    assert [line[0] for line in filled(table)] == ["부서명", "총계", "체육과"]
    document, _ = read(upper(first), piece(740, [HEADER, TOTAL]), piece(40, [HEADER, first]))
    assert len(tables(document)) == 2


def test_columns_are_those_of_the_first_piece() -> None:
    """A page in whose rows two columns are one cell has fewer columns than the pages around it."""
    first = row("체육과", "생활체육", "대회", "201-01")
    sums = [["계", "", "", "1,000", "100", "-", "900"]] * 24
    fewer = PageMaker().table([*XS[:3], *XS[4:]], [40 + 30 * number for number in range(25)], sums)
    last = row("문화과", "축제", "공연", "201-02")
    document, _ = read(upper(first), fewer, piece(40, [last, TOTAL]))
    (table,) = tables(document)
    assert filled(table)[-3:-1] == [["계", "", "", "", "1,000", "100", "-", "900"], last]


def test_two_accounts_are_two_and_a_cut_one_is_one() -> None:
    header = ["회계", *HEADER[1:]]
    for above, below, account in (
        ("일반회계", "농어촌개발\n특별회계", "농어촌개발특별회계"),
        ("농어촌개발", "특별회계", "농어촌개발특별회계"),
    ):
        first, second = row(above, "생활체육", "대회", "201-01"), row(below, "축제", "공연", "201-02")
        page = PageMaker().text(40, 60, "1. 스마트도시담당관 예산")
        document, found = read(piece(740, [header, first], page), piece(40, [header, second, TOTAL]))
        assert filled(tables(document)[0])[2][0] == account
        assert not found


def test_a_line_with_an_amount_is_no_running_header() -> None:
    pages = [PageMaker().text(40, 60, "청소과 사무관리비 1,000").text(40, 300, f"○ 본문 {n}") for n in "가나다라"]
    document, _ = read(*pages)
    assert not document.furniture
    assert [element.text for element in document.elements if isinstance(element, Line)].count(
        "청소과 사무관리비 1,000"
    ) == 4


def test_a_blank_piece_continues_the_cell_above() -> None:
    first, second = row("체육과", "생활체육", "대회", "201-01"), row("", "", "공연", "201-02")
    document, found = read(upper(first), piece(40, [HEADER, second, TOTAL]))
    (table,) = tables(document)
    assert filled(table)[2][:4] == ["체육과", "생활체육", "공연", "201-02"]
    department = next(cell for cell in table.cells if cell.text == "체육과")
    assert department.rowspan == 2
    assert [place.page for place in department.where] == [1, 2]
    assert not found


def test_an_office_cut_in_mid_text_is_one() -> None:
    first = row("스마트\n도시", "기반구축", "망 구축", "201-01")
    second = row("담당관", "", "홍보", "201-02")
    document, found = read(upper(first), piece(40, [HEADER, second, TOTAL]))
    cell = next(cell for cell in tables(document)[0].cells if cell.text.startswith("스마트"))
    assert (cell.text, cell.rowspan) == ("스마트\n도시\n담당관", 2)
    assert not found


def test_a_name_that_stands_whole_elsewhere_is_one_and_so_is_what_encloses_it() -> None:
    first = row("체육과", "생활", "시민체육", "201-01")
    second = row("", "체육진흥", "대회운영", "201-02")
    pages = [upper(first), piece(40, [HEADER, second, TOTAL]).text(40, 300, "○ 세부사업은 시민체육 대회운영 사업이다")]
    document, found = read(*pages)
    assert filled(tables(document)[0])[2][:3] == ["체육과", "생활체육진흥", "시민체육대회운영"]
    assert not found


def test_two_names_of_which_one_stands_alone_elsewhere_are_two() -> None:
    first = row("체육과", "", "대회", "201-01")
    rows = [row("", "", "공연", "201-02"), row("", "", "대회", "201-03")]
    document, found = read(upper(first), piece(40, [HEADER, *rows]))
    assert [line[2] for line in filled(tables(document)[0])[1:]] == ["대회", "공연", "대회"]
    assert not found


def test_what_nothing_decides_is_reported_with_both_places() -> None:
    first, second = row("체육과", "생활체육시설", "대회", "201-01"), row("", "기반구축", "공연", "201-02")
    document, found = read(upper(first), piece(40, [HEADER, second, TOTAL]))
    assert {diagnostic.code for diagnostic in found} == {"cut-cell"}
    assert [place.page for place in found[0].where] == [1, 2]
    assert "생활체육시설 기반구축" in found[0].message
    assert "".join(cell.text for cell in tables(document)[0].cells).count("기반구축") == 1


def test_a_row_cut_in_two_is_one() -> None:
    first = row("체육과", "생활체육", "대회", "201-01")
    rest = row("", "", "", "사무관리비", amounts=("", "", "", ""))
    document, _ = read(upper(first), piece(40, [HEADER, rest, TOTAL]))
    (table,) = tables(document)
    assert filled(table)[1] == ["체육과", "생활체육", "대회", "201-01사무관리비", "1,000", "100", "-", "900"]
    assert table.nrows == 3


def test_three_pages() -> None:
    rows = [row("체육과", "생활체육", "대회", f"201-{number:02}") for number in range(1, 40)]
    document, _ = read(upper(*rows[:20]), piece(40, [HEADER, *rows[20:38]], None), piece(40, [HEADER, rows[38], TOTAL]))
    (table,) = tables(document)
    assert [line[3] for line in filled(table)[1:-1]] == [f"201-{number:02}" for number in range(1, 40)]
    assert all(isinstance(line, Line) for line in document.furniture)

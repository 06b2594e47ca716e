"""Pieces -> HWPX: everything reads back, with our reader and with others, and the package is one as Hancom makes them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import councildoc
from councildoc import Cell, Document, Line, Table
from councildoc.document import Element
from councildoc.extraction.hwp_text import NO_BREAK_SPACE
from councildoc.output.hwpx import to_hwpx
from councildoc.output.pieces import Piece, Role
from drawing import draw
from independent import reader
from strategies import DIGITS, LETTERS, MARKS

ODD = "\u00a0\u2007\u3000\u200b\u2028\u0085\u00ad\ufeff\uf000\uf0a7\U000f02b1\U0010fffd\u1112\u1161\ufffd\r\t <&>\"'😀é"
"""All that XML can hold and a text may: odd blanks, private-use glyphs, letters beyond the BMP, markup."""
FORBIDDEN = "\x00\x01\x08\x0b\x0c\x1f\ud800\udfff\ufffe\uffff"

TABLE = """
| 구분     | 예산현액 | 전용 | <    |
| ^        | ^        | 감   | 증   |
| 사무관리비//(201-01) | 355,000 | 30,000 | - |
| 총 계    | <        | 30,000 |    |
"""


def blank(text: str) -> bool:
    return not text or text.isspace()


texts = st.text(LETTERS + DIGITS + MARKS + ODD, min_size=1, max_size=24).filter(lambda text: not blank(text))
cell_texts = st.lists(texts, max_size=3).map("\n".join)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A grid cut into cells at random; some cell begins in every row, but not in every column."""
    rows, cols = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    used: set[tuple[int, int]] = set()
    cells = []
    for row in range(rows):
        for col in range(cols):
            if (row, col) in used:
                continue
            wide = 1
            while col + wide < cols and (row, col + wide) not in used and draw(st.integers(0, 2)) == 0:
                wide += 1
            # The last column is never merged over rows, so that a cell begins in each.
            high = draw(st.sampled_from([1, 1, 1, *range(1, rows - row + 1)])) if col + wide < cols else 1
            used |= {(row + down, col + right) for down in range(high) for right in range(wide)}
            cells.append(Cell(draw(cell_texts), row, col, high, wide))
    return Table(tuple(cells))


@st.composite
def pieces(draw: st.DrawFn) -> Piece:
    role = draw(st.sampled_from(Role))
    bar = draw(st.none() | st.tuples(texts, texts)) if role is Role.ITEM else None
    element = draw(tables()) if role is Role.TABLE else Line(draw(texts))
    return Piece(role, element, draw(st.integers(-1, 5)), bar, draw(st.booleans()))


def printed(piece: Piece) -> Element:
    """What a piece reads back as."""
    if piece.bar is None:
        return piece.element
    return Table(tuple(Cell(text, 0, col) for col, text in enumerate(piece.bar)))


def lines(*texts: str) -> list[Piece]:
    return [Piece(Role.PARAGRAPH, Line(text)) for text in texts]


def of_table(*cells: Cell) -> list[Piece]:
    return [Piece(Role.TABLE, Table(cells))]


@pytest.fixture(scope="module")
def report() -> list[Piece]:
    (table,) = draw(TABLE).elements
    return [
        Piece(Role.TITLE, Line("예산 전용 <보고> & 변경"), first=True),
        Piece(Role.FIELD, Line("제305회 임시회")),
        Piece(Role.FIELD, Line("행정자치위원회")),
        Piece(Role.ITEM, Line("Ⅰ 국제교류 행사를 위한 예산 전용"), bar=("Ⅰ", "국제교류 행사를 위한 예산 전용")),
        Piece(Role.SUMMARY, Line("해외 진출을 돕는  행사")),
        Piece(Role.HEADING, Line("□ 전용개요")),
        Piece(Role.PARAGRAPH, Line("○ 전용금액 : 금 30,000천원"), depth=1),
        Piece(Role.PARAGRAPH, Line("- 사무관리비 → 행사운영비"), depth=2),
        Piece(Role.PARAGRAPH, Line("․ \U000f02b1 참고"), depth=3),
        Piece(Role.CAPTION, Line("(단위 : 천원)")),
        Piece(Role.TABLE, table),
        Piece(Role.ITEM, Line("Ⅱ 없음")),
        Piece(Role.TITLE, Line("이용 보고"), first=True),
    ]


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


# ----------------------------------------------------------------------------------------------------------- read back


@given(st.lists(pieces(), max_size=6))
def test_every_piece_reads_back_as_it_was(drawn: list[Piece]) -> None:
    drawn = [*drawn, *lines("끝")]  # a document with no text at all is refused

    read = councildoc.extract(to_hwpx(drawn))

    assert read.elements == tuple(map(printed, drawn))
    assert read.furniture == ()


def test_a_report_reads_back(report: list[Piece]) -> None:
    read = councildoc.extract(to_hwpx(report))

    assert read.format == "hwpx"
    assert read.elements == tuple(map(printed, report))


@pytest.mark.parametrize(
    "text", ["  가  나  ", "가\t\t나", "\t가", f"가{NO_BREAK_SPACE}", "]]>", "&amp;", "&#10;", "<hp:t/>"]
)
def test_every_character_is_kept(text: str) -> None:
    read = councildoc.extract(to_hwpx([*lines(text), *of_table(Cell(text, 0, 0))]))

    assert read.elements == (Line(text), Table((Cell(text, 0, 0),)))


def test_letters_that_the_format_has_elements_for() -> None:
    section = members(to_hwpx(lines("가\t나\u00a0다\u2007라")))["Contents/section0.xml"].decode()

    assert re.search(r'<hp:t>가<hp:tab width="\d+" [^>]*/>나<hp:nbSpace/>다<hp:fwSpace/>라</hp:t>', section)


def test_each_line_of_a_cell_is_a_paragraph() -> None:
    """As an official types it; some readers run the text before and after `hp:lineBreak` together."""
    section = members(to_hwpx(of_table(Cell("가\n나", 0, 0))))["Contents/section0.xml"].decode()

    assert re.findall(r"<hp:t>([^<]+)</hp:t></hp:run></hp:p>", section) == ["가", "나"]


@given(st.text(LETTERS + ODD + FORBIDDEN + "\n", max_size=24))
def test_any_text_gives_a_document(text: str) -> None:
    """What XML cannot hold becomes a blank; lines without text are no text to a reader."""
    drawn = [*lines(text), *of_table(Cell(text, 0, 0), Cell("끝", 0, 1))]

    read = councildoc.extract(to_hwpx(drawn))

    held = text.translate(dict.fromkeys(map(ord, FORBIDDEN), " "))
    kept = [line for line in held.split("\n") if not blank(line)]
    table = Table((Cell("\n".join(kept), 0, 0), Cell("끝", 0, 1)))
    assert read.elements == (*map(Line, kept), table)


@pytest.mark.parametrize("char", FORBIDDEN)
def test_what_xml_cannot_hold_becomes_a_blank(char: str) -> None:
    drawn = [Piece(Role.TITLE, Line(f"가{char}나")), *of_table(Cell(f"다{char}라", 0, 0))]

    assert councildoc.extract(to_hwpx(drawn)).elements == (Line("가 나"), Table((Cell("다 라", 0, 0),)))


def test_a_large_table_reads_back() -> None:
    cells = [Cell(f"{row}", row, 0, 2) for row in range(0, 2000, 2)]
    cells += [Cell(f"{row},{col}", row, col) for row in range(2000) for col in range(1, 6)]
    table = Table(tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))))

    assert councildoc.extract(to_hwpx([Piece(Role.TABLE, table)])).elements == (table,)


# --------------------------------------------------------------------------------------------- what cannot be written


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ((), "table 1 has no cells"),
        ((Cell("가", 0, 0), Cell("나", 1, 1)), r"table 1 \('가'\) does not fill its grid"),
        ((Cell("가", 0, 1),), "does not fill its grid"),
        ((Cell("가", 0, 0, 1, 2), Cell("나", 0, 1), Cell("다", 1, 0), Cell("라", 1, 1)), "does not fill its grid"),
        ((Cell("가", 0, 0, 1, 2), Cell("나", 0, 1), Cell("다", 1, 0)), "does not fill its grid"),
        ((Cell("가", 0, 0, 2), Cell("나", 0, 1, 2)), "row in which no cell begins"),
        ((Cell("가", 0, 0, 0),), "spans nothing"),
        ((Cell("가", -1, 0), Cell("나", 0, 0)), "outside of its grid"),
        ((Cell("가", 0, 0, 70_000),), "too large"),
        ((Cell("가", 0, 0, 60_000, 60_000),), "too large"),
    ],
)
def test_a_table_without_a_full_grid_is_refused(cells: tuple[Cell, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        to_hwpx(of_table(*cells))


def test_the_table_that_is_refused_is_named() -> None:
    bar = Piece(Role.ITEM, Line("Ⅰ 가"), bar=("Ⅰ", "가"))

    with pytest.raises(ValueError, match="table 2 has no cells"):
        to_hwpx([bar, *of_table()])


# --------------------------------------------------------------------------------------------------------------- pages


def breaks(document: Document) -> list[int | None]:
    return [place.paragraph for place in document.page_breaks]


def test_a_report_begins_a_page_and_ends_its_title_page(report: list[Piece]) -> None:
    """Before the first item, which ends the title page, and before the second report."""
    read = councildoc.extract(to_hwpx(report))

    assert breaks(read) == [3, 12]


def test_no_page_is_begun_before_the_first_piece() -> None:
    for piece in (Piece(Role.TITLE, Line("가"), first=True), Piece(Role.ITEM, Line("가"), bar=("Ⅰ", "가"), first=True)):
        assert breaks(councildoc.extract(to_hwpx([piece]))) == []
        assert breaks(councildoc.extract(to_hwpx([piece, piece, piece]))) == [1, 2]


# -------------------------------------------------------------------------------------------------- independent readers


def solid(text: str) -> str:
    return "".join(text.split())


def expected_tables(report: list[Piece]) -> list[list[tuple[int, int, int, int, str]]]:
    return [
        [(cell.row, cell.col, cell.rowspan, cell.colspan, solid(cell.text)) for cell in element.cells]
        for element in map(printed, report)
        if isinstance(element, Table)
    ]


def test_rhwp_reads_the_same(report: list[Piece], tmp_path: Path) -> None:
    path = tmp_path / "report.hwpx"
    path.write_bytes(to_hwpx(report))

    body: list[dict[str, Any]] = json.loads(reader("rhwp").parse(str(path)).to_ir_json())["body"]

    # The paragraph that a table is anchored to is one without text.
    paragraphs = [block["text"] for block in body if block["kind"] != "table" and block["text"]]
    assert paragraphs == [element.text for element in map(printed, report) if isinstance(element, Line)]
    assert [
        [
            (
                cell["row"],
                cell["col"],
                cell["row_span"],
                cell["col_span"],
                "".join(solid(block["text"]) for block in cell["blocks"]),
            )
            for cell in block["cells"]
        ]
        for block in body
        if block["kind"] == "table"
    ] == expected_tables(report)


def _unhwp_text(node: Any) -> str:
    if isinstance(node, list):
        return "".join(map(_unhwp_text, node))
    if not isinstance(node, dict):
        return ""
    if "Text" in node:
        return str(node["Text"]["text"])
    return "".join(_unhwp_text(node[key]) for key in ("content", "Paragraph") if key in node)


def _unhwp_tables(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if isinstance(node.get("Table"), dict):
            yield node["Table"]
        for value in node.values():
            yield from _unhwp_tables(value)
    elif isinstance(node, list):
        for value in node:
            yield from _unhwp_tables(value)


def test_unhwp_reads_the_same(report: list[Piece], tmp_path: Path) -> None:
    path = tmp_path / "report.hwpx"
    path.write_bytes(to_hwpx(report))

    with reader("unhwp").parse(str(path)) as result:
        sections, text, title = json.loads(result.json)["sections"], result.plain_text, result.title

    found = [
        [(cell["rowspan"], cell["colspan"], solid(_unhwp_text(cell))) for row in table["rows"] for cell in row["cells"]]
        for table in _unhwp_tables(sections)
    ]
    assert found == [[cell[2:] for cell in table] for table in expected_tables(report)]
    assert title == "예산 전용 <보고> & 변경"
    for element in map(printed, report):
        if isinstance(element, Line):
            # It takes a mark at the head of a line for a bullet of its own kind.
            assert solid(element.text).lstrip("□○-․") in solid(text)


# ----------------------------------------------------------------------------------------------------------- the package


def test_the_kind_of_file_is_its_first_member_and_stored(report: list[Piece]) -> None:
    data = to_hwpx(report)

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        first = package.infolist()[0]
        assert package.testzip() is None
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert data[30 : 30 + len("mimetypeapplication/hwp+zip")] == b"mimetypeapplication/hwp+zip"


def test_equal_pieces_give_equal_bytes(report: list[Piece]) -> None:
    data = to_hwpx(report)

    assert to_hwpx(list(report)) == data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("drawn", [[], lines("가" + FORBIDDEN), [Piece(Role.TITLE, Line(ODD + FORBIDDEN))]])
def test_every_member_is_well_formed(drawn: list[Piece]) -> None:
    for name, content in members(to_hwpx(drawn)).items():
        if name not in ("mimetype", "Preview/PrvText.txt"):
            ElementTree.fromstring(content)


def test_the_members_are_those_that_the_package_names(report: list[Piece]) -> None:
    files = members(to_hwpx(report))
    container = files["META-INF/container.xml"].decode()
    contents = files["Contents/content.hpf"].decode()
    relations = files["META-INF/container.rdf"].decode()

    assert set(files) == {
        "mimetype",
        "version.xml",
        "settings.xml",
        "META-INF/container.xml",
        "META-INF/container.rdf",
        "META-INF/manifest.xml",
        "Contents/content.hpf",
        "Contents/header.xml",
        "Contents/section0.xml",
        "Preview/PrvText.txt",
    }
    named = re.findall(r'(?:full-path|href)="([^"]+)"', container + contents)
    assert set(named) | set(re.findall(r'hasPart [^>]*resource="([^"]+)"', relations)) <= set(files)
    assert set(re.findall(r'idref="([^"]+)"', contents)) <= set(re.findall(r'<opf:item id="([^"]+)"', contents))
    assert "<opf:title>예산 전용 &lt;보고&gt; &amp; 변경</opf:title>" in contents
    assert files["Preview/PrvText.txt"].decode().startswith("예산 전용 <보고> & 변경\r\n제305회 임시회\r\n")


NONE = "4294967295"
"""How OWPML says that there is no such shape."""


def test_every_shape_that_is_named_is_there(report: list[Piece]) -> None:
    files = members(to_hwpx(report))
    header, section = ElementTree.fromstring(files["Contents/header.xml"]), files["Contents/section0.xml"].decode()

    listed: dict[str, list[str]] = {}
    for node in header.iter():
        kind = node.tag.rpartition("}")[2]
        if kind in ("charPr", "paraPr", "style", "borderFill", "tabPr", "numbering", "font"):
            listed.setdefault(kind, []).append(node.attrib["id"])
        if "itemCnt" in node.attrib:
            assert node.attrib["itemCnt"] == str(len(node))
    text = files["Contents/header.xml"].decode() + section
    for attribute, kind in (
        ("charPrIDRef", "charPr"),
        ("paraPrIDRef", "paraPr"),
        ("styleIDRef", "style"),
        ("nextStyleIDRef", "style"),
        ("borderFillIDRef", "borderFill"),
        ("tabPrIDRef", "tabPr"),
        ("outlineShapeIDRef", "numbering"),
    ):
        named = set(re.findall(rf'{attribute}="(\d+)"', text)) - {NONE}
        assert named, attribute
        assert named <= set(listed[kind]), attribute
    for kind in ("charPr", "paraPr", "style", "borderFill"):
        assert len(set(listed[kind])) == len(listed[kind])
    fonts = {value for node in header.iter() if node.tag.endswith("}fontRef") for value in node.attrib.values()}
    assert fonts <= set(listed["font"])


def test_roles_have_looks_of_their_own(report: list[Piece]) -> None:
    """The title is large and centred, a caption stands at the right, and bullets stand further in with their depth."""
    files = members(to_hwpx(report))
    header, section = ElementTree.fromstring(files["Contents/header.xml"]), files["Contents/section0.xml"].decode()
    shapes = {node.attrib["id"]: node for node in header.iter() if node.tag.endswith("}paraPr")}
    sizes = {node.attrib["id"]: int(node.attrib["height"]) for node in header.iter() if node.tag.endswith("}charPr")}
    looks = dict(re.findall(r'<hp:run charPrIDRef="(\d+)"><hp:t>([^<]+)</hp:t>', section))
    number = {text: look for look, text in looks.items()}

    def align(text: str) -> str:
        return next(node.attrib["horizontal"] for node in shapes[number[text]] if node.tag.endswith("}align"))

    def left(text: str) -> int:
        return next(int(node.attrib["value"]) for node in shapes[number[text]].iter() if node.tag.endswith("}left"))

    assert align("행정자치위원회") == "CENTER"
    assert align("이용 보고") == "CENTER"
    assert align("(단위 : 천원)") == "RIGHT"
    assert max(sizes.values()) == sizes[number["이용 보고"]]
    assert left("□ 전용개요") < left("○ 전용금액 : 금 30,000천원") < left("- 사무관리비 → 행사운영비")
    assert left("- 사무관리비 → 행사운영비") < left("․ \U000f02b1 참고")


def test_cells_fill_their_rows_to_the_width_of_the_table(report: list[Piece]) -> None:
    section = ElementTree.fromstring(members(to_hwpx(report))["Contents/section0.xml"])
    hp = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
    for table in section.iter(f"{hp}tbl"):
        rows, columns = int(table.attrib["rowCnt"]), int(table.attrib["colCnt"])
        assert len(table.findall(f"{hp}tr")) == rows
        area = covered = 0
        for cell in table.iter(f"{hp}tc"):
            span, size = cell.find(f"{hp}cellSpan"), cell.find(f"{hp}cellSz")
            assert span is not None
            assert size is not None
            covered += int(span.attrib["rowSpan"]) * int(span.attrib["colSpan"])
            area += int(size.attrib["width"]) * int(size.attrib["height"])
        whole = table.find(f"{hp}sz")
        assert whole is not None
        assert covered == rows * columns
        assert area == int(whole.attrib["width"]) * int(whole.attrib["height"])

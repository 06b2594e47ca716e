"""Real documents in HWP 5 and HWPX: twins, their PDFs, and an independent reader. Skipped where `shared` is absent."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import councildoc
from councildoc import Document, Table
from councildoc.errors import CorruptError, DrmError, EncryptedError, InputError, UnsupportedFormatError
from independent import reader
from locations import SHARED, needs_shared, shared_files
from readings import extracted, reading

CORPUS = SHARED / "corpus"
READABLE = [
    path
    for path in shared_files("corpus/*/*.hwp*")
    if path.name not in ("hwp3-sample16.hwp", "destroyed_ole.hwp", "markany_drm.hwp", "HWP3-password-123456.hwp")
    and "password-1" not in path.name.replace("nopassword", "")
]
TWINS = [path for path in READABLE if path.suffix == ".hwp" and path.with_suffix(".hwpx") in READABLE]
COMPARED = [*READABLE, *shared_files("devset/T*/*.hwp*"), *shared_files("facsimile/*.hwp*")]
COUNCIL = CORPUS / "council" / "distribution_doc.hwpx"

pytestmark = [needs_shared, pytest.mark.no_cover]


def read(path: Path) -> Document:
    return extracted(path).document


def solid(text: str) -> str:
    return "".join(text.split())


def tables(document: Document) -> list[Table]:
    return [element for element in document.elements if isinstance(element, Table)]


# --------------------------------------------------------------------------------------------------------------- twins


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.name)
def test_every_readable_file_is_read(path: Path) -> None:
    document = read(path)

    # The name lies for one file: the council's is HWP 5 under the name .hwpx.
    assert document.format == ("hwp" if path == COUNCIL else path.suffix[1:])
    assert document.elements
    places = [element.where for element in document.elements]
    assert all(place.section is not None and place.paragraph is not None for (place,) in places)
    assert all(place.cell == (cell.row, cell.col) for t in tables(document) for cell in t.cells for place in cell.where)


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.name)
def test_cells_fill_their_tables_without_overlap(path: Path) -> None:
    for table in tables(read(path)):
        assert sum(cell.rowspan * cell.colspan for cell in table.cells) == table.nrows * table.ncols
        assert all(cell is not None for row in table.grid() for cell in row)


@pytest.mark.parametrize("path", TWINS, ids=lambda path: path.name)
def test_twins_agree(path: Path) -> None:
    """Lines, tables, spans, cells, furniture and page breaks of the same document in both formats. No exception."""
    hwp, hwpx = read(path), read(path.with_suffix(".hwpx"))

    assert hwp.elements == hwpx.elements
    assert hwp.furniture == hwpx.furniture
    assert hwp.page_breaks == hwpx.page_breaks
    assert [element.where for element in hwp.elements] == [element.where for element in hwpx.elements]


# ----------------------------------------------------------------------------------------------------------------- PDF

PDFS = {
    "budget/table-complex.hwp": "budget/table-complex-2022.pdf",
    "budget/table-ipc.hwp": "budget/table-ipc-2022.pdf",
    "budget/통합재정통계_2014.8월_.hwp": "budget/통합재정통계_2014.8월_-2022.pdf",
    "budget/2022년_국립국어원_업무계획.hwp": "budget/2022년_국립국어원_업무계획.pdf",
    "budget/mel-001.hwpx": "budget/mel-001-2022.pdf",
    "report/img-start-001.hwp": "report/img-start-001-2022.pdf",
    "report/36388711_사회보장제도_신설_협의요청서_청년오피스__260624.hwpx": (
        "report/36388711_사회보장제도_신설_협의요청서_청년오피스__260624-2024.pdf"
    ),
    "council/distribution_doc.hwpx": "council/distribution_doc-2024.pdf",
}
GLYPHS = "\U000f02b1\U000f02b2\U000f02b3\U000f02b4\U000f02b5\U000f02b6\U000f02b7\U000f02b8\U000f02b9\U000f02ba\U000f02c3\U000f02c4\U000f02c5\U000f0090\U000f0854\U000f0855"
ONLY_PDF: dict[str, set[str]] = {
    # 1. to 5.: the raised reference signs of footnotes, `1)`; the note itself begins with it.
    "budget/통합재정통계_2014.8월_.hwp": set("12345)"),
    # Page numbers `- 12 -`; the leaders of a table of contents, which are no characters of the text; a dotless ㆍ.
    "budget/2022년_국립국어원_업무계획.hwp": set("0123456789-·ᆞ"),
    # Page numbers; a symbol font whose `v` is a check mark.
    "budget/mel-001.hwpx": set("0123456789-v"),
    # The header row of a table over three pages, printed on each; a symbol font whose `þ` is a ticked box.
    "report/36388711_사회보장제도_신설_협의요청서_청년오피스__260624.hwpx": set("구분주요내용þ"),
}
ONLY_HWP: dict[str, set[str]] = {
    "budget/2022년_국립국어원_업무계획.hwp": set("ㆍ"),
    "budget/mel-001.hwpx": {"\uf076"},
    "report/36388711_사회보장제도_신설_협의요청서_청년오피스__260624.hwpx": {"\uf0fe"},
}


def counts(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    # Hancom's PDF writer prints U+F000 for every glyph of plane 15.
    for char in text.translate(dict.fromkeys(map(ord, GLYPHS), "\uf000")):
        found[char] = found.get(char, 0) + 1
    return found


@pytest.mark.parametrize("name", PDFS)
def test_text_agrees_with_the_pdf(name: str) -> None:
    """Character by character, white space left out; exceptions are named above."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(CORPUS / PDFS[name])
    pages = [page.get_textpage().get_text_range() for page in pdf]
    printed = counts(solid("".join(pages)).replace("\x00", "").replace("\ufffe", ""))
    document = read(CORPUS / name)
    ours = counts(solid("".join(document.lines())))

    unlike = {char for char in printed.keys() | ours.keys() if printed.get(char, 0) != ours.get(char, 0)}
    assert {char for char in unlike if printed.get(char, 0) > ours.get(char, 0)} <= ONLY_PDF.get(name, set())
    assert {char for char in unlike if printed.get(char, 0) < ours.get(char, 0)} <= ONLY_HWP.get(name, set())


# -------------------------------------------------------------------------------------------------- independent reader


def _structures(node: Any) -> Iterator[dict[str, Any]]:
    """Every table of unhwp's JSON, an outer one before those in it."""
    if isinstance(node, dict):
        if isinstance(node.get("Table"), dict):
            yield node["Table"]
        for value in node.values():
            yield from _structures(value)
    elif isinstance(node, list):
        for value in node:
            yield from _structures(value)


def _text(node: Any) -> str:
    if isinstance(node, list):
        return "".join(map(_text, node))
    if not isinstance(node, dict) or "rows" in node:
        return ""
    if "Text" in node:
        return str(node["Text"]["text"])
    return "".join(_text(node[key]) for key in ("content", "Paragraph") if key in node)


Cells = tuple[tuple[int, int, int, int, str], ...]


def _cells(table: dict[str, Any]) -> Cells:
    used: set[tuple[int, int]] = set()
    out = []
    for row, cells in enumerate(table["rows"]):
        col = 0
        for cell in cells["cells"]:
            while (row, col) in used:
                col += 1
            high, wide = cell["rowspan"], cell["colspan"]
            used |= {(row + down, col + right) for down in range(high) for right in range(wide)}
            out.append((row, col, high, wide, solid(_text(cell))))
    return tuple(out)


def _changed(found: list[Cells], change: Callable[[str], str]) -> list[Cells]:
    return [tuple((*cell[:4], change(cell[4])) for cell in table) for table in found]


def _without_plane_15(text: str) -> str:
    return "".join(char for char in text if ord(char) < 0xF0000)


UNHWP_GIVES_NOTHING = {"distribution_doc.hwpx"}
"""배포용: a placeholder instead of the text."""
UNHWP_LOSES_GLYPHS = {"mel-001.hwp", "mel-001.hwpx", "hang_job_01.hwp"}
"""Characters of plane 15 (in HWP all, in HWPX those of 글자 겹침) are missing from its cells."""
UNHWP_PUTS_NOTES_IN_CELLS = {"통합재정통계_2014.8월_.hwp"}
"""The text of a footnote stands in the cell that refers to it; ours follows the table."""


@pytest.mark.parametrize("path", COMPARED, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_tables_agree_with_an_independent_reader(path: Path) -> None:
    """Rows, columns, spans and cell text of unhwp; tables inside of tables are missing from its structure."""
    if path.name in UNHWP_GIVES_NOTHING:
        pytest.skip("unhwp does not open 배포용 documents")
    with reader("unhwp").parse(str(path)) as result:
        theirs = [_cells(table) for table in _structures(json.loads(result.json)["sections"])]
    ours = [
        tuple((cell.row, cell.col, cell.rowspan, cell.colspan, solid(cell.text)) for cell in table.cells)
        for table in tables(read(path))
    ]
    for names, change in (
        (UNHWP_LOSES_GLYPHS, _without_plane_15),
        (UNHWP_PUTS_NOTES_IN_CELLS, lambda text: text[:2]),
    ):
        if path.name in names:
            theirs, ours = _changed(theirs, change), _changed(ours, change)

    rest = iter(ours)
    assert all(table in rest for table in theirs), "a table of unhwp is not among ours, in order"
    assert len(ours) - len(theirs) == NESTED.get(path.name, 0)


NESTED = {
    "2022년_국립국어원_업무계획.hwp": 3,
    "36385226_결재문서본문_제2처리장_슬러지인발용_에어리프트_브로워_2호기_소모품_교체_보고.hwpx": 4,
    "36388711_사회보장제도_신설_협의요청서_청년오피스__260624.hwpx": 5,
    "empty_para_before_pagebreak.hwpx": 3,
    "issue2083_hide_fill_page.hwpx": 3,
    "saved_bounds_cumulative_page_break.hwp": 3,
    "saved_bounds_cumulative_page_break.hwpx": 3,
    "table_08_nested_table.hwp": 1,
    "table_08_nested_table.hwpx": 1,
}
"""Tables inside of tables, which unhwp does not list."""


def _rhwp_tables(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        if block["kind"] == "table":
            yield block
            for cell in block["cells"]:
                yield from _rhwp_tables(cell["blocks"])


RHWP_LOSES_OVERLAID = {"mel-001.hwp", "mel-001.hwpx"}
"""글자 겹침 (characters set over each other) is missing from its cells; so are tables in text boxes, of which there are none."""


@pytest.mark.parametrize("path", COMPARED, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_tables_agree_with_another_independent_reader(path: Path) -> None:
    """Rows, columns, spans and cell text of rhwp, nested tables and 배포용 too.

    Of an automatic number rhwp only says that there is one, not how it is printed: there its text is looked for in ours.
    """
    theirs = list(_rhwp_tables(json.loads(reader("rhwp").parse(str(path)).to_ir_json())["body"]))
    ours = tables(read(path))

    assert len(theirs) == len(ours)
    for mine, other in zip(ours, theirs, strict=True):
        assert [(cell.row, cell.col, cell.rowspan, cell.colspan) for cell in mine.cells] == [
            (cell["row"], cell["col"], cell["row_span"], cell["col_span"]) for cell in other["cells"]
        ]
        for cell, known in zip(mine.cells, other["cells"], strict=True):
            text = solid(cell.text)
            if path.name in RHWP_LOSES_OVERLAID:
                text = text.removeprefix("\U000f02ba").lstrip("\U000f02c3\U000f02c4\U000f02c5")
            pieces = [block for block in known["blocks"] if block["kind"] in ("paragraph", "list_item")]
            if any(block["kind"] == "list_item" for block in pieces):
                assert all(solid(block["text"]) in text for block in pieces)
            else:
                assert text == "".join(solid(block["text"]) for block in pieces)


# --------------------------------------------------------------------------------------------------- locked and broken


def test_a_locked_package_opens_with_its_password() -> None:
    plain = read(CORPUS / "locked" / "HWP5-nopassword-123456.hwpx")
    locked = CORPUS / "locked" / "HWP5-password-123456.hwpx"

    assert councildoc.extract(locked, password="123456") == plain
    with pytest.raises(EncryptedError, match="맞지 않습니다"):
        councildoc.extract(locked, password="12345")


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("locked/password-12345.hwp", EncryptedError),
        ("locked/password-12345.hwpx", EncryptedError),
        ("locked/HWP5-password-123456.hwpx", EncryptedError),
        ("locked/HWP3-password-123456.hwp", UnsupportedFormatError),
        ("locked/markany_drm.hwp", DrmError),
        ("locked/destroyed_ole.hwp", CorruptError),
        ("report/hwp3-sample16.hwp", UnsupportedFormatError),
        ("edge/formatting_table.hml", UnsupportedFormatError),
    ],
)
def test_locked_and_broken_files_give_their_coded_error(name: str, error: type[InputError]) -> None:
    with pytest.raises(InputError) as caught:
        read(CORPUS / name)

    assert type(caught.value) is error
    if error is UnsupportedFormatError:
        assert "HWPX로 저장" in caught.value.message


# ------------------------------------------------------------------------------------------------- the council's file


def test_the_council_file_comes_out_whole() -> None:
    (briefing,) = reading(COUNCIL).briefings

    assert [(item.label, item.title) for item in briefing.items] == [
        ("Ⅰ", "관련근거"),
        ("Ⅱ", "집행방향"),
        ("Ⅲ", "집행계획"),
    ]
    assert [[block.heading for block in item.blocks] for item in briefing.items] == [
        [
            "지방자치단체 회계관리에 관한 훈령(행안부훈령 제416호, '26.1.2.시행)",
            "지방자치단체 업무추진비 집행에 관한 규칙 제3조제2항의「별표2」",
        ],
        ["선심·중복 예산이 집행되지 않도록 관리", "회계절차를 준수하며 부당한 사용금지 및 계획성 있게 집행"],
        [
            "집행기간 : 2026. 1월 ~ 12월",
            "집행방법 : 법인카드, 현금영수증카드 사용 원칙",
            "집행범위 : 의회 또는 상임위원회 명의의 공적인 의정활동 등",
            "직무활동 범위",
            "집행예산 : 131,200천원",
            "예산과목",
        ],
    ]
    (table,) = [
        entry for item in briefing.items for block in item.blocks for entry in block.body if isinstance(entry, Table)
    ]
    assert table.caption is not None
    assert solid(table.caption) == "(단위:천원)"
    assert (table.nrows, table.ncols) == (8, 4)
    last = [(cell.text, cell.colspan) for cell in table.cells if cell.row == 7]
    assert last == [("계", 2), ("131,200", 1), ("", 1)]


def test_the_council_file_has_no_transfer_and_says_so() -> None:
    parsed = reading(COUNCIL)

    assert parsed.transfers == ()
    assert [finding.code for finding in parsed.diagnostics] == ["nothing-recognised"]

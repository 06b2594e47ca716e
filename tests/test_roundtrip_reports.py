"""What is written is read: canonical text, HWPX and typeset PDF give back the briefings they were made of.

The briefings are drawn by `councildoc.testing`. `docs/properties.md` lists the breaks that each property was seen to find.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs
import pytest
from hypothesis import Phase, example, find, given, settings
from hypothesis import strategies as st

import councildoc
from conservation import difference
from councildoc import (
    Briefing,
    BudgetTable,
    Cell,
    Document,
    Line,
    Location,
    Parsed,
    Source,
    Table,
    differences,
    from_json,
    same_reading,
    to_hwpx,
    to_json,
    to_text,
)
from councildoc.api import render
from councildoc.output.composition import compose
from councildoc.output.pieces import Piece, Role
from councildoc.parser import parse_document, with_transfers
from councildoc.sections.marks import read_mark
from councildoc.testing import briefings, drawing, many_briefings, near_documents, vocabulary
from councildoc.testing.damage import DAMAGES
from councildoc.testing.drawing import whole
from councildoc.values import bare, clean, parse_cell
from effort import examples
from places import faults
from typesetting import ENGINES, STYLES

Reports = tuple[Briefing, ...]
MONEY = ("before", "decrease", "increase", "after")


def read(data: str | bytes) -> Parsed:
    return councildoc.parse(data.encode() if isinstance(data, str) else data)


def unlike(reports: Reports, parsed: Parsed) -> list[str]:
    return list(differences(reports, parsed.briefings, "briefings"))


# ---------------------------------------------------------------------------------------------------------- round trips


@examples("text")
@given(many_briefings())
def test_text_round_trip(reports: Reports) -> None:
    text = to_text(reports)

    parsed = read(text)

    assert unlike(reports, parsed) == []
    assert parsed.briefings == reports
    assert to_text(parsed) == text  # a fixed point: the printed tables and title pages it now has change nothing


@examples("hwpx")
@given(many_briefings())
def test_hwpx_round_trip(reports: Reports) -> None:
    document = to_hwpx(reports)

    parsed = read(document)

    assert unlike(reports, parsed) == []
    assert to_hwpx(parsed) == document
    assert to_text(parsed) == to_text(reports)


@pytest.mark.parametrize("engine", ENGINES)
@examples("pdf")
@given(briefings(typeset=True), st.sampled_from(sorted(STYLES)))
def test_typeset_round_trip(engine: str, report: Briefing, style: str) -> None:
    parsed = read(ENGINES[engine](compose([report]), STYLES[style]))

    assert same_reading(parsed.briefings, (report,)), unlike((report,), parsed)


@examples("text")
@given(many_briefings())
def test_json_round_trip_of_what_was_read(reports: Reports) -> None:
    parsed = read(to_text(reports))

    written = to_json(parsed)

    assert from_json(written) == parsed
    assert to_json(from_json(written)) == written  # places and printed tables too
    assert to_text(from_json(written)) == to_text(parsed)


@examples("hwpx")
@given(many_briefings(), st.data())
def test_a_corrected_value_is_the_one_that_is_written(reports: Reports, data: st.DataObject) -> None:
    """The printed table of a file still says the old value; what is written says the new one."""
    parsed = read(to_text(reports))
    found = [(b, i, k, n) for b, i, k, n, table in tables_of(parsed.briefings) if table.lines]
    if not found:
        return
    b, i, k, n = data.draw(st.sampled_from(found))
    table = parsed.briefings[b].items[i].blocks[k].body[n]
    assert isinstance(table, BudgetTable)
    field = data.draw(st.sampled_from([field for field in MONEY if field in table.columns]))
    lines = list(table.lines)
    number = data.draw(st.integers(0, len(lines) - 1))
    signed = table.columns.get("decrease") == table.columns.get("increase") and field in ("decrease", "increase")
    won = (getattr(lines[number], field) or 0) + 7 * (table.unit or 1)
    changes: dict[str, Any] = ({"decrease": None, "increase": None} if signed else {}) | {field: won}
    lines[number] = attrs.evolve(lines[number], **changes)
    corrected = with_body(parsed.briefings, (b, i, k, n), attrs.evolve(table, lines=tuple(lines)))

    assert unlike(corrected, read(to_text(corrected))) == []
    assert unlike(corrected, read(to_hwpx(corrected))) == []


def tables_of(reports: Reports) -> Iterator[tuple[int, int, int, int, BudgetTable]]:
    for b, report in enumerate(reports):
        for i, item in enumerate(report.items):
            for k, block in enumerate(item.blocks):
                for n, entry in enumerate(block.body):
                    if isinstance(entry, BudgetTable):
                        yield b, i, k, n, entry


def with_body(reports: Reports, place: tuple[int, int, int, int], entry: BudgetTable) -> Reports:
    """The reports with one body entry put in, their transfers derived anew."""
    b, i, k, n = place
    report = reports[b]
    block = report.items[i].blocks[k]
    block = attrs.evolve(block, body=(*block.body[:n], entry, *block.body[n + 1 :]))
    blocks = (*report.items[i].blocks[:k], block, *report.items[i].blocks[k + 1 :])
    items = (*report.items[:i], attrs.evolve(report.items[i], blocks=blocks), *report.items[i + 1 :])
    return (*reports[:b], with_transfers(attrs.evolve(report, items=items)), *reports[b + 1 :])


# --------------------------------------------------------------------------------------------- nothing is lost or untrue


@examples("hwpx")
@given(many_briefings())
def test_no_character_of_a_written_report_is_lost(reports: Reports) -> None:
    for data in (to_text(reports).encode(), to_hwpx(reports)):
        assert difference(councildoc.extract(data), read(data)) == {}


@pytest.mark.point(82)
@examples("hwpx")
@given(many_briefings())
def test_places_are_true(reports: Reports) -> None:
    for data in (to_text(reports).encode(), to_hwpx(reports)):
        assert faults(read(data), councildoc.extract(data)) == []


# ------------------------------------------------------------------------------------------------ one meaning, many hands


def spaced(text: str) -> str:
    """Letter-spaced, as headings and labels often are; a text with signs stays as it is."""
    return " ".join(bare(text)) if all("가" <= char <= "힣" or char.isspace() for char in text) else text


def loose(text: str) -> str:
    """More white space between words, and at both ends."""
    return "  " + text.replace(" ", "  ") + " "


Respell = Callable[[Piece, Any], str]


def other_marks(piece: Piece, choose: Any) -> str:
    """Another bullet of the same class; another form of the same numeral."""
    assert isinstance(piece.element, Line)
    text = piece.element.text
    mark = read_mark(text)
    if piece.role is Role.PARAGRAPH and mark.marker is not None and mark.kind in ("circle", "dash", "dot"):
        classes = {"circle": vocabulary.CIRCLES, "dash": vocabulary.DASHES, "dot": vocabulary.DOTS}
        return f"{choose(classes[mark.kind])} {mark.text}"
    if piece.role is Role.HEADING and mark.kind in ("box", "glyph"):
        return f"{choose(vocabulary.HEADING_MARKS)} {mark.text}"
    if piece.role is Role.ITEM and mark.kind == "roman":
        return f"{(mark.marker or '').rstrip('.')}{choose(('', '.', ' .'))} {mark.text}"
    return text


def other_spacing(piece: Piece, choose: Any) -> str:
    """Labels and headings letter-spaced, words further apart, the colon of a label with and without blanks."""
    assert isinstance(piece.element, Line)
    text = piece.element.text
    mark = read_mark(text)
    if piece.role is Role.HEADING:
        return loose(f"{mark.marker} {spaced(mark.text)}")
    if piece.role is Role.PARAGRAPH and mark.marker:
        label, colon, rest = mark.text.partition(" : ")
        if colon and "/" not in label:
            return f"{mark.marker} {spaced(label)}{choose((':', ' :', ' : '))} {rest}"
    return loose(text)


@pytest.mark.parametrize("respell", [other_marks, other_spacing])
@examples("text")
@given(many_briefings(), st.data())
def test_another_hand_writes_the_same(respell: Respell, reports: Reports, data: st.DataObject) -> None:
    """Spacing, letter-spacing, bullets and the form of numerals have no meaning."""

    def choose(options: Sequence[str]) -> str:
        return data.draw(st.sampled_from(options))

    mark = choose(vocabulary.HEADING_MARKS)
    pieces = [
        attrs.evolve(
            piece,
            element=Line(
                respell(piece, lambda options: mark if options is vocabulary.HEADING_MARKS else choose(options))
            ),
        )
        if isinstance(piece.element, Line) and piece.role is not Role.CAPTION
        else piece
        for piece in compose(reports)
    ]
    document = document_of(pieces)

    parsed = parse_document(document, Source("a", "text", "0" * 64))

    assert same_reading(parsed.briefings, reports), unlike(reports, parsed)


def document_of(pieces: Sequence[Piece]) -> Document:
    """The document that pieces print, each with its number as place."""
    places = [Location(line=number) for number in range(1, len(pieces) + 1)]
    elements = []
    for piece, place in zip(pieces, places, strict=True):
        element = attrs.evolve(piece.element, where=(place,))
        if isinstance(element, Table):
            cells = (attrs.evolve(c, where=(attrs.evolve(place, cell=(c.row, c.col)),)) for c in element.cells)
            element = attrs.evolve(element, cells=tuple(cells))
        elements.append(element)
    breaks = tuple(place for piece, place in zip(pieces, places, strict=True) if piece.first)
    return Document("text", tuple(elements), page_breaks=breaks)


# --------------------------------------------------------------------------------------------------------- changed digits


def checked(table: BudgetTable, field: str, total: bool, moved: bool) -> bool:
    """Whether a sum has to change with a figure: an amount before or after belongs to its row if a change is printed too,
    any figure of a line to a printed total, and a change to the transfer that it is part of.

    `moved`: the report names a kind of move. Where it names none there is no transfer, and nothing has to balance.
    """
    columns = table.columns.keys()
    changes = {"decrease", "increase", "signed"}
    if total or (changes & columns and {"before", "after"} <= columns):
        return True
    if moved and (field in changes or {"before", "after"} == columns):  # of two stages the difference is the change
        return True
    return table.total is not None and getattr(table.total, field) is not None


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure, so that one of its digits can be misprinted."""
    try:
        return parse_cell(text) is not None
    except ValueError:
        return False


def misprinted(text: str, data: st.DataObject) -> str:
    """The text with one digit changed."""
    at = data.draw(st.sampled_from([place for place, char in enumerate(text) if char.isdigit()]))
    digit = data.draw(st.sampled_from([char for char in "0123456789" if char != text[at]]))
    return text[:at] + digit + text[at + 1 :]


@examples("text")
@given(briefings(), st.data())
def test_a_changed_digit_is_found(report: Briefing, data: st.DataObject) -> None:
    """One digit of one figure misprinted: an error that was not there before, or no sum holds that figure."""
    pieces = list(compose([report]))
    tables = [
        (index, piece.element)
        for index, piece in enumerate(pieces)
        if isinstance(piece.element, Table) and any(cell.text == "통계목" for cell in piece.element.cells)
    ]
    budgets = [table for *_, table in tables_of((report,))]
    if not budgets:
        return
    which = data.draw(st.integers(0, len(budgets) - 1))
    (index, table), budget = tables[which], budgets[which]
    columns = [cell.col for cell in table.cells if cell.row == 0 and field_of(budget, cell.text)]
    figures = [n for n, cell in enumerate(table.cells) if cell.row and cell.col in columns and is_figure(cell.text)]
    number = data.draw(st.sampled_from(figures))
    cell = table.cells[number]
    misprint = attrs.evolve(cell, text=misprinted(cell.text, data))
    changed = attrs.evolve(table, cells=(*table.cells[:number], misprint, *table.cells[number + 1 :]))
    sound = parse_document(document_of(pieces), Source("a", "text", "0" * 64))
    assert [d.code for d in sound.diagnostics if d.severity == "error"] == []
    pieces[index] = attrs.evolve(pieces[index], element=changed)

    parsed = parse_document(document_of(pieces), Source("a", "text", "0" * 64))

    found = [d.code for d in parsed.diagnostics if d.severity == "error"]
    header = next(other.text for other in table.cells if other.row == 0 and other.col == cell.col)
    totals = len(budget.subtotals) + (budget.total is not None)
    in_total = cell.row >= table.nrows - totals
    assert found or not checked(budget, field_of(budget, header) or "", in_total, bool(sound.transfers)), (
        cell.text,
        misprint.text,
    )


def field_of(budget: BudgetTable, header: str) -> str | None:
    """The amount under a composed header."""
    title = bare(header.partition("\n")[0])
    return next((field for field, printed in budget.columns.items() if bare(printed) == title), None)


# ---------------------------------------------------------------------------------------------------------- near-documents


@examples("hwpx")
@given(near_documents())
def test_a_damaged_report_is_read_without_loss(document: Document) -> None:
    parsed = parse_document(document, Source("near", "text", "0" * 64))

    assert difference(document, parsed) == {}
    assert from_json(to_json(parsed)) == parsed
    assert (
        tuple(map(with_transfers, parsed.briefings)) == parsed.briefings
    )  # a function of the reading, not of the file
    for name in ("text", "hwpx"):
        rendered = render(parsed, name)
        assert list(rendered.unlike) == (unlike(parsed.briefings, read(rendered.data)) if rendered.data else [])


SMALL = to_hwpx([Briefing(title="예산 전용 보고")])


@examples("text")
@given(st.binary(max_size=200) | st.integers(0, len(SMALL)).map(lambda cut: SMALL[:cut] + SMALL[cut + 7 :]))
def test_any_bytes_are_a_reading_or_a_coded_error(data: bytes) -> None:
    codes = {cls.code for cls in councildoc.errors.ERRORS}
    try:
        found = councildoc.parse(data).source.sha256
    except councildoc.InputError as error:
        found = error.code

    assert found in codes or len(found) == 64


def test_every_damage_changes_something() -> None:
    """A damage that does nothing would make the near-documents no nearer than the documents."""
    assert len(DAMAGES) == len(set(DAMAGES)) >= 6


# ---------------------------------------------------------------------------------------------------------------- pinned

FOUND: dict[str, str] = {
    "an item may begin with a syllable that also grades (Ⅱ급)": "Ⅰ 안전체험관 운영 예산 전용\n□ 전용사유\n○ 가\n",
    "as may one of Latin letters": "I. 종합계획 예산 전용\n□ 전용사유\n○ 가\n",
    "a kind of session without its number": "회기 : 정례회\n제목 : 예산 전용 보고\n\nⅠ 가 예산 전용\n□ 전용사유\n○ 가\n",
    "a report without session begins on its page": "예산 전용 보고\n체육과\n\nⅠ 가 예산 전용\n□ 기대효과\n○ 일 시 : 2021. 3. 4.\n\f\n예산 전용 보고\n공원과\nⅠ 나 예산 전용\n□ 전용사유\n○ 가\n",
    "as does one without numerals": "예산 전용 보고\n□ 전용개요\n○ 전용금액 : 1천원\n\f\n예산 이체 보고\n□ 이체개요\n○ 이체금액 : 1천원\n",
    "a title without a year begins its page above a 1. that is no list": "2009년도 1분기 예산 전용 보고\n1. 가 예산 전용\n□ 전용개요\n○ 전용금액 : 1천원\n\f\n예산 전용 보고\n1. 나 예산 전용\n□ 전용개요\n○ 전용금액 : 1천원\n",
    "a council on a line of its own belongs to a title page": "예산 전용 보고\nⅠ 가 예산 전용\n○ 나\n\f\n예산 전용 보고\n경상북도의회\n문화위원회\nⅠ 다 예산 전용\n○ 라\n",
    "a numbered line on a new page is no title": "예산 전용 보고\n\f1 가 예산 전용\n□ 전용사유\n○ 나\n\f2 다 예산 전용\n□ 전용사유\n○ 라\n",
    "a table of one row": "Ⅰ 가 예산 전용\n□ 추진경과\n| 구분 | 건수 | 시기 |\n",
    "what looks like page numbers between tables": "Ⅰ 가 예산 전용\n□ 추진경과\n| 구분 | 건수 | 시기 |\n| 가 | 2 | 완료 |\n\n1/4\n\n| 구분 | 건수 | 시기 |\n\n2/4\n",
    "a unit is not continued": "Ⅰ 가 예산 전용\n○ 나\n(단위 : 천원)\n355,000 30,000\n",
    "a numeral in brackets on a line of its own": "(4)\n당초\n1. 가 예산 전용\n□ 전용사유\n○ 나\n",
    "a unit broken over two lines": "Ⅰ 가 예산 전용\n□ 예산현황\n(\n단위: 천원)\n\n| 구분 | 건수 |\n| 가 | 2 |\n",
    "a committee broken over two lines": "예산 전용 보고\n농수산\n위원회\nⅠ 가 예산 전용\n○ 나\n",
    "a heading longer than headings are": "Ⅰ 가 예산 전용\n□ " + "긴 제목 " * 22 + "\n이어지는 " * 8 + "\n○ 나\n",
    "a title that is also a heading, below other lines": "회의자료\n예산 전용 현황\n□ 총괄표\n○ 가\n",
}
"""What the properties brought to light, as the smallest text that shows it."""


@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND)
def test_what_the_properties_found(text: str) -> None:
    parsed = read(text)

    assert unlike(parsed.briefings, read(to_text(parsed))) == []
    assert unlike(parsed.briefings, read(to_hwpx(parsed))) == []
    assert all(
        item.title
        for report in parsed.briefings
        for item in report.items
        if "예산 전용" in text.split("\n", maxsplit=1)[0][2:]
    )


@pytest.mark.parametrize(
    ("text", "reports", "items"),
    [
        (FOUND["an item may begin with a syllable that also grades (Ⅱ급)"], 1, 1),
        ("Ⅰ 가 예산 전용\n○ 나\nⅡ급 자격\nⅢ단계 공사의\n", 1, 1),
        (FOUND["a report without session begins on its page"], 2, 2),
        (FOUND["as does one without numerals"], 2, 2),
        (FOUND["a title without a year begins its page above a 1. that is no list"], 2, 2),
        (FOUND["a numbered line on a new page is no title"], 1, 2),
        ("예산 전용 보고\n\fⅠ 가 예산 전용\n○ 나\n\f예산 전용 현황\nⅡ 다 예산 전용\n○ 라\n", 1, 2),
    ],
)
def test_where_reports_begin(text: str, reports: int, items: int) -> None:
    parsed = read(text)

    assert len(parsed.briefings) == reports
    assert sum(len(report.items) for report in parsed.briefings) == items


CELLS = (
    "가",
    " 가 ",
    "가\n나",
    "<",
    "^",
    "|",
    "\\",
    "\\n",
    "\\.",
    "\t",
    "\x01",
    "\u00a0가",
    "---",
    ":--",
    "\u200b",
    "",
    "\ud800",
    "\\u{41}",
)


@examples("values")
@given(st.lists(st.lists(st.sampled_from(CELLS) | st.text(max_size=4), min_size=2, max_size=2), min_size=1, max_size=3))
@example([["\\", "|"]])
def test_any_cell_of_a_table_reads_back(rows: list[list[str]]) -> None:
    cells = tuple(Cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row))
    report = Briefing(title="예산 전용 보고", items=(councildoc.Item(None, None, None, None, (block(Table(cells)),)),))

    document = councildoc.extract(to_text([report]).encode("utf-8", "surrogatepass"))

    found = [element for element in document.elements if isinstance(element, Table)]
    assert found == [Table(cells)]


def block(*body: Any) -> councildoc.Block:
    return councildoc.Block("other", "□", "추진경과", body)


def test_a_table_whose_cells_lie_over_one_another_is_written_row_by_row() -> None:
    lain = Table((Cell("가", 0, 0, colspan=2), Cell("나", 0, 1), Cell("다", 1, 0, rowspan=0)))
    report = Briefing(title="예산 전용 보고", items=(councildoc.Item(None, None, None, None, (block(lain),)),))

    for data in (to_text([report]).encode(), to_hwpx([report])):
        tables = [element for element in councildoc.extract(data).elements if isinstance(element, Table)]
        assert [clean(cell.text) for cell in tables[-1].cells if cell.text] == ["가", "나", "다"]


def test_a_line_that_looks_like_a_row_stays_a_line() -> None:
    paragraph = councildoc.Paragraph(None, 0, None, "| 가 | 나 |")
    report = Briefing(title="예산 전용 보고", items=(councildoc.Item(None, None, None, None, (block(paragraph),)),))

    assert unlike((report,), read(to_text([report]))) == []


# -------------------------------------------------------------------------------------------------------- the strategies

REACHED: dict[str, Callable[[Reports], bool]] = {
    "several reports": lambda reports: len(reports) > 1,
    "several items": lambda reports: len(reports[0].items) > 1,
    "no numerals": lambda reports: reports[0].items[0].label is None,
    "no title": lambda reports: reports[0].title is None,
    "a committee that the place names": lambda reports: (reports[0].place or "").endswith("위원회 회의실"),
    "one to many": lambda reports: any(len(t.targets) > 1 for t in transfers(reports)),
    "many to one": lambda reports: any(len(t.sources) > 1 for t in transfers(reports)),
    "a reason": lambda reports: any(t.reason for t in transfers(reports)),
    "prose alone": lambda reports: bool(transfers(reports)) and not list(tables_of(reports)),
    "nothing moved": lambda reports: not transfers(reports),
    "nil and nought": lambda reports: any({None, 0} <= {getattr(line, f) for f in MONEY} for line in lines(reports)),
    "a subtotal": lambda reports: any(table.subtotals for *_, table in tables_of(reports)),
    "two stages": lambda reports: any(set(t.columns) == {"before", "after"} for *_, t in tables_of(reports)),
    "a signed column": lambda reports: any(
        len(set(t.columns.values())) == 3 and len(t.columns) == 4 for *_, t in tables_of(reports)
    ),
    "groups": lambda reports: any(line.group for line in lines(reports)),
    "another table": lambda reports: any(
        isinstance(entry, Table) for report in reports for item in report.items for b in item.blocks for entry in b.body
    ),
}


def of_kind(kind: str) -> Callable[[Reports], bool]:
    return lambda reports: any(transfer.kind == kind for transfer in transfers(reports))


REACHED |= {kind: of_kind(kind) for kind in vocabulary.KINDS}


def transfers(reports: Reports) -> list[councildoc.Transfer]:
    return [transfer for report in reports for item in report.items for transfer in item.transfers]


def lines(reports: Reports) -> list[councildoc.BudgetLine]:
    return [line for *_, table in tables_of(reports) for line in table.lines]


@pytest.mark.parametrize("reached", REACHED.values(), ids=REACHED)
def test_the_strategies_reach_every_kind_of_report(reached: Callable[[Reports], bool]) -> None:
    find(many_briefings(), reached, settings=settings(max_examples=3000, database=None, phases=[Phase.generate]))


def test_a_strategy_may_not_leave_a_field_out() -> None:
    with pytest.raises(AssertionError, match="missing \\['object_name'\\]"):
        whole(councildoc.BudgetHead, **{f.name: None for f in attrs.fields(councildoc.BudgetHead)[:-1]})


def test_every_class_of_a_briefing_is_drawn() -> None:
    """Each is made by `whole`, which refuses to leave out a field that takes part in equality."""
    source = inspect.getsource(drawing)
    parts = {"Briefing", "Item", "Block", "Paragraph", "BudgetTable", "BudgetLine", "BudgetTotal", "BudgetHead"}

    assert all(re.search(rf"whole\(\s*{name},", source) for name in parts)
    assert {cls.__name__ for cls in (councildoc.Transfer, councildoc.Leg)} | parts <= set(dir(councildoc))


def test_every_digit_of_a_table_without_total_is_held_by_its_row() -> None:
    """No total row and no stated amount: what is misprinted before or after is found by the sum of its row alone."""
    head = "Ⅰ 가 예산 전용\n\n□ 예산현황\n(단위 : 원)\n| 세부사업 | 통계목 | 예산현액 | 감 | 증 | 전용 후 예산현액 |\n"
    rows = "| 가 | 사무관리비 | 3,550 | 300 | - | 3,250 |\n| 나 | 행사운영비 | 120 | - | 300 | 420 |\n"
    assert read(head + rows).ok
    for place, char in enumerate(rows):
        if char.isdigit():
            misprint = rows[:place] + str((int(char) + 3) % 10) + rows[place + 1 :]
            assert not read(head + misprint).ok, misprint

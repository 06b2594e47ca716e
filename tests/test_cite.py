"""`councildoc cite` and `councildoc.cite`: from a path to a value, to its place, to what is printed there."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import councildoc
import strategies
from councildoc import Citation, Location, Parsed, PathError
from councildoc.citation import cite_all, leaves, printed_parts
from councildoc.cli import main
from councildoc.output.citation import Cited, citations_object, citations_text
from councildoc.output.json import dump
from councildoc.values import width
from here import call_here
from locations import FIXTURES
from readings import extracted, reading
from samples import BRIEFING, valid

Run = Callable[..., tuple[int, str, str]]

OK, USAGE, UNREADABLE = 0, 2, 3

PDF, HWP, HWPX, TEXT = (FIXTURES / f"briefing-305.{name}" for name in ("pdf", "hwp", "hwpx", "txt"))
MOVE = "briefings[0].items[0].transfers[0]"
BUDGET = "briefings[0].items[0].blocks[3].body[0]"


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    call_here(monkeypatch)

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return status, out.decode("utf-8"), err.decode("utf-8")

    return call


def cited(path: Path, value: str) -> Citation:
    (found,) = cite_all(reading(path), [value], printed_parts(extracted(path).document))
    return found


def marked(citation: Citation) -> list[str]:
    """The stretches of the quotes that print the value."""
    return [quote.text[start:end] for quote in citation.quotes for start, end in quote.marked]


# --------------------------------------------------------------------------------------------------------- every format


@pytest.mark.point(82)
@pytest.mark.parametrize(
    ("path", "place"),
    [
        (PDF, Location(page=2, bbox=(422.19, 544.39, 468.19, 567.99))),
        (HWP, Location(section=0, paragraph=35, table=0, cell=(2, 6))),
        (HWPX, Location(section=0, paragraph=36, table=0, cell=(2, 6))),
        (TEXT, Location(line=100)),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_an_amount_is_quoted_from_its_row(path: Path, place: Location) -> None:
    found = cited(path, f"{MOVE}.sources[0].amount")

    assert found.value == 30_000_000
    assert len(found.where) == 1
    assert rounded(found.where[0]) == place
    assert marked(found) == ["30,000"]
    assert "355,000" in found.quotes[0].text
    assert found.text == ("355,000 30,000 - 325,000" if path is TEXT else "30,000")


def rounded(place: Location) -> Location:
    box = place.bbox and tuple(round(edge, 2) for edge in place.bbox)
    return Location(place.page, box, place.line, place.section, place.paragraph, place.table, place.cell)  # type: ignore[arg-type]  # four edges


@pytest.mark.point(82)
@pytest.mark.parametrize("path", [PDF, HWP, HWPX, TEXT], ids=lambda path: path.name)
@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (f"{MOVE}.dates[0]", ["’21.10.12."]),
        (f"{MOVE}.kind", ["전용"]),
        (f"{MOVE}.amount", ["30,000천원"]),
        (f"{MOVE}.targets[0].head.object_code", ["100-201-03"]),
        (f"{MOVE}.targets[0].head.object_name", ["행사운영비"]),
        ("briefings[0].session_number", ["305"]),
        ("briefings[0].date", ["2022. 2."]),
        ("briefings[0].department", ["스 마 트 도 시 정 책 관"]),
        ("briefings[0].items[0].number", ["Ⅰ"]),
        (f"{BUDGET}.columns.after", None),
        (f"{BUDGET}.total.after", ["355,000"]),
        (f"{BUDGET}.total.label", ["총 계"]),
        (f"{BUDGET}.unit", None),
        ("briefings[0].items[0].blocks[3].heading", ["예산 현황"]),
    ],
)
def test_a_value_is_marked_in_what_is_printed(path: Path, value: str, printed: list[str] | None) -> None:
    found = cited(path, value)

    assert found.value is not None
    assert found.where
    if printed is None:
        assert marked(found)
    elif path is TEXT and value.endswith("total.after"):
        assert marked(found) == ["355,000", "355,000"]  # a line that prints it before and after
    else:
        assert [text.strip() for text in marked(found)] == printed


def test_a_name_broken_over_lines_is_marked_piece_by_piece() -> None:
    found = cited(TEXT, f"{MOVE}.sources[0].head.department")

    assert found.value == "스마트정책관 스마트도시 담당관"
    assert marked(found) == ["스마트정책관", "스마트도시", "담당관"]


@pytest.mark.parametrize(("path", "line"), [(TEXT, 61), (PDF, None), (HWP, None), (HWPX, None)], ids=str)
def test_a_line_is_quoted_with_the_lines_around_it(path: Path, line: int | None) -> None:
    (quote,) = cited(path, f"{MOVE}.dates[0]").quotes

    assert quote.where[0].line == line
    assert quote.text == "○ 전용금액/전용일자 : 금 30,000천원 / ’21.10.12."
    assert (quote.before or "").startswith("○ 세부사업 변경")
    assert (quote.after or "").endswith("전용사유")


def test_whole_objects_have_the_places_of_their_parts() -> None:
    line = cited(HWPX, f"{BUDGET}.lines[1]")
    table = cited(HWPX, BUDGET)
    head = cited(HWPX, f"{MOVE}.sources[0].head")

    assert [place.cell for place in line.where] == [(2, 0), (2, 1), *((3, col) for col in range(2, 9))]
    assert marked(line) == [
        "스마트정책관\n스마트도시\n담당관",
        "지식정보사회\n선도기반구축",
    ]  # merged: printed in the row above
    assert table.quotes[-1].text.startswith("총 계")
    assert isinstance(head.value, councildoc.BudgetHead)
    assert [place.cell for place in head.where] == [(2, col) for col in range(5)]


def test_nothing_printed_is_no_value_and_a_dash_has_its_place() -> None:
    council, dash = cited(HWPX, "briefings[0].council"), cited(HWPX, f"{BUDGET}.lines[1].decrease")

    assert (council.value, council.where, council.quotes) == (None, (), ())
    assert (dash.value, [place.cell for place in dash.where]) == (None, [(3, 6)])
    assert cited(HWPX, "source.name").where == ()


REMARKS = """\
Ⅰ. 국제교류 행사를 위한 예산 전용
□ 전용개요
○ 전용일자 : 2021. 10. 12. ~ 10. 14.
□ 예산현황
(단위 : 천원)
| 세부사업 | 통계목 | 예산현액 | 감 | 증 | 비 고 (사유) |
| 교류 | 사무관리비 | 3,550 | 300 | - | 잔액 |
| 행사 | 행사운영비 | 120 | - | 300 | 신규 |
"""


@pytest.mark.parametrize("step", [".extra.비고 (사유)", ".extra.비고(사유)", '.extra["비고 (사유)"]'])
def test_a_key_stands_behind_a_dot_or_in_brackets(step: str) -> None:
    found = councildoc.cite(REMARKS.encode(), f"$.briefings[0].items[0].blocks[1].body[0].lines[0]{step}")

    assert (found.value, marked(found)) == ("잔액", ["잔액"])


def test_one_date_of_several_is_the_one_that_is_marked() -> None:
    path = "briefings[0].items[0].transfers[0].dates"
    both, last = (councildoc.cite(REMARKS.encode(), path + index) for index in ("", "[1]"))

    assert both.value == ("2021-10-12", "2021-10-14")
    assert (last.value, last.where) == ("2021-10-14", (Location(line=3),))
    assert len(marked(last)) == 1


# ------------------------------------------------------------------------------------------------------------ any reading


@given(strategies.parsed)
def test_every_value_of_any_reading_can_be_cited(parsed: Parsed) -> None:
    """Whatever its places say: nothing is raised, and the value is the one at the path."""
    wanted = dict(leaves(parsed, ""))
    found = cite_all(parsed, wanted, printed_parts(parsed))

    assert [one.value for one in found] == list(wanted.values())
    written = citations_text(Cited(parsed.source, found))
    assert not any(char in written for char in "\x00\x01\x1b\x85\u2028")
    value = valid(dump(citations_object(Cited(parsed.source, found))))
    assert [one["path"] for one in value["citations"]] == list(wanted)


@pytest.mark.parametrize("path", [PDF, HWPX, TEXT], ids=lambda path: path.name)
def test_a_reading_is_cited_without_its_file(path: Path) -> None:
    """Also after JSON: its own printed parts are quoted, at the same places."""
    again = councildoc.from_json(councildoc.to_json(reading(path)))

    for value in (f"{MOVE}.sources[0].amount", f"{MOVE}.dates[0]", "briefings[0].date", "briefings[0].items[0].title"):
        found = councildoc.cite(again, value)
        assert found.value == cited(path, value).value
        assert list(map(rounded, found.where)) == list(map(rounded, cited(path, value).where))
        assert marked(found) == marked(cited(path, value))


def test_json_values_are_those_of_the_whole() -> None:
    parsed = councildoc.parse(BRIEFING.encode())
    whole = valid(councildoc.to_json(parsed))
    paths = ["briefings[0]", "briefings[0].items[0].blocks[0].body", MOVE]

    value = valid(dump(citations_object(Cited(parsed.source, cite_all(parsed, paths, printed_parts(parsed))))))

    (briefing,) = whole["briefings"]
    wanted = [briefing, briefing["items"][0]["blocks"][0]["body"], briefing["items"][0]["transfers"][0]]
    assert [one["value"] for one in value["citations"]] == wanted


# ------------------------------------------------------------------------------------------------------------ wrong paths


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("briefings[0].items[9].title", "items는 0부터 2까지 있습니다"),
        ("briefings[4]", "briefings는 0부터 0까지 있습니다"),
        ("briefings.items", "briefings는 0부터 0까지 있습니다"),
        (f"{MOVE}.summ", "transfers[0]에 쓸 수 있는 이름: kind, amount, dates, sources, targets, reason"),
        ("items[0]", "맨 앞에 쓸 수 있는 이름: source, briefings"),
        (f"{MOVE}.amount.won", "amount은(는) 값이어서"),
        ("briefings[0].council.name", "council에는 값이 없습니다"),
        ("briefings[0].preamble[0]", "preamble는 비어 있습니다"),
        (f"{BUDGET}.columns.nothing", "columns에 있는 이름: before, decrease, increase, after"),
        (f"{BUDGET}.lines[0].extra.비고", "extra에는 아무것도 없습니다"),
        (f"{MOVE}.where", "쓸 수 있는 이름"),
        ("briefings[0]items[0]x!", "items[0]"),
        ("briefings[-1]", "0부터 0까지"),
        ("", "경로가 비어 있습니다"),
    ],
)
def test_a_wrong_path_says_what_there_is(path: str, said: str) -> None:
    with pytest.raises(PathError) as caught:
        cited(PDF, path)

    assert said in caught.value.message
    assert pickle.loads(pickle.dumps(caught.value)).message == caught.value.message


# ----------------------------------------------------------------------------------------------------------- command line


@pytest.mark.point(82)
def test_the_command_prints_value_place_and_row(run: Run) -> None:
    status, out, err = run("cite", PDF, f"{MOVE}.sources[0].amount")

    assert (status, err) == (OK, "")
    assert out == (
        f"{MOVE}.sources[0].amount\n"
        "  30,000,000원\n"
        "  2쪽 (422.19, 544.39, 468.19, 567.99)\n"
        "  > 스마트정책관 스마트도시 담당관 | 지식정보사회 선도기반구축 | 정보화기반 시설확충 |\n"
        "    스마트도시 민·관 협력 | 110-201-01 사무관리비 | 355,000 | «30,000» | - | 325,000\n"
    )
    assert all(width(line) <= 90 for line in out.splitlines())


def test_several_paths_are_separated_by_a_blank_line(run: Run) -> None:
    status, out, _ = run("cite", HWPX, f"{MOVE}.dates[0]", "briefings[0].session_number", "briefings[0].council")
    first, second, third = out.split("\n\n")

    assert status == OK
    assert "  구역 0 문단 29\n" in first or "  구역 0 문단 30\n" in first
    assert "«’21.10.12.»" in first
    assert "\n  305\n" in second
    assert third.splitlines()[1:] == ["  값 없음", "  인쇄된 자리가 없습니다."]


def test_a_text_file_is_cited_by_its_lines(run: Run) -> None:
    out = run("cite", TEXT, f"{MOVE}.dates[0]")[1]

    assert out.splitlines()[2:5] == [
        "  61번째 줄",
        "    ○ 세부사업 변경 및 통계목간 전용 (사무관리비→행사운영비)",
        "  > ○ 전용금액/전용일자 : 금 30,000천원 / «’21.10.12.»",
    ]


@pytest.mark.parametrize("path", [PDF, HWP, HWPX, TEXT], ids=lambda path: path.name)
def test_without_a_path_the_transfers_are_listed(run: Run, path: Path) -> None:
    status, out, _ = run("cite", path)
    lines = dict(line.split(maxsplit=1) for line in out.splitlines())

    assert status == OK
    assert lines[f"{MOVE}.amount"] == "30,000,000원"
    assert lines[f"{MOVE}.targets[0].head.object_name"] == "행사운영비"
    assert {line.split(".")[1] for line in lines} == {f"items[{number}]" for number in range(3)}
    again = run("cite", path, *lines)
    assert again[0] == OK  # each path that is listed leads somewhere
    assert all(line in again[1] for line in lines)


def test_a_report_without_transfers_has_nothing_to_list(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("예산 전용 보고\n", "utf-8")

    assert run("cite", path)[:2] == (OK, "예산을 옮긴 내역이 없습니다.\n")


def test_json_has_path_value_where_and_text(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "인용.json"
    status, out, _ = run("cite", "--format", "json", "-o", target, HWP, f"{MOVE}.sources[0].amount", f"{MOVE}.kind")
    found: dict[str, Any] = valid(target.read_text("utf-8"))

    assert (status, out) == (OK, "")
    assert found["source"]["format"] == "hwp"
    assert found["citations"][0] == {
        "path": f"{MOVE}.sources[0].amount",
        "value": 30_000_000,
        "where": [{"section": 0, "paragraph": 35, "table": 0, "cell": [2, 6]}],
        "text": "30,000",
    }
    assert found["citations"][1]["value"] == "전용"
    listed = valid(run("cite", "--format", "json", HWP)[1])["citations"]
    assert listed[0]["path"] == f"{MOVE}.kind"


def test_a_file_of_parse_is_cited_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "보고.json"
    path.write_text(councildoc.to_json(reading(TEXT)), "utf-8")

    assert run("cite", path, f"{MOVE}.dates[0]")[1].splitlines()[:3] == [
        f"{MOVE}.dates[0]",
        "  2021-10-12",
        "  61번째 줄",
    ]


def test_a_wrong_path_is_wrong_usage(run: Run) -> None:
    status, out, err = run("cite", TEXT, "briefings[0].items[7].title")

    assert (status, out) == (USAGE, "")
    assert "items는 0부터 2까지 있습니다" in err
    assert "councildoc cite --help" in err


def test_a_file_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "빈.pdf"
    empty.touch()

    assert run("cite", empty)[0] == UNREADABLE
    status, out, err = run("cite", "--format", "json", "--debug", empty, MOVE)
    assert (status, valid(out)["error"]["code"]) == (UNREADABLE, "empty")
    assert "Traceback" in err
    assert run("cite")[0] == USAGE


def test_control_characters_never_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BRIEFING.replace("사무관리비", "사무\x1b관리비"), "utf-8")

    out = run("cite", path, f"{MOVE}.sources[0]")[1]

    assert "\x1b" not in out
    assert "사무 관리비" in out

"""`councildoc render`: files that were read, written anew; what is written reads back, or every change is named."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import councildoc
from councildoc import differences, from_json, same_reading, to_hwpx, to_json, to_text
from councildoc.api import render
from councildoc.cli import main
from here import call_here
from locations import FIXTURES, shared_files
from readings import reading
from samples import BRIEFING, valid

Run = Callable[..., tuple[int, bytes, str]]

OWN = sorted(
    path for folder in (FIXTURES, FIXTURES / "devset", FIXTURES / "hancom") for path in folder.iterdir()
    if path.suffix in (".pdf", ".hwp", ".hwpx", ".txt") and path.stem not in ("password", "drm")
)  # fmt: skip
FILES = [
    *OWN,
    *shared_files("devset/T*/*.*"),
    *shared_files("facsimile/*.hwp*"),
    *(path for path in shared_files("corpus/*/*.hwp*") if path.parent.name != "locked" and "hwp3" not in path.name),
]
BLANKED = {"T02.chromium.pdf": "U+0001 between words of a table that is no budget table"}
"""What HWPX cannot hold exactly, and why; the reading is the same."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_read_reads_back(path: Path) -> None:
    parsed = reading(path)

    text = to_text(parsed)

    again = councildoc.parse(text.encode())
    assert list(differences(parsed, again)) == []
    assert to_text(again) == text
    hwpx = councildoc.parse(to_hwpx(parsed))
    assert same_reading(parsed, hwpx)
    assert path.name in BLANKED or list(differences(parsed, hwpx)) == []


# --------------------------------------------------------------------------------------------------------- command line


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    call_here(monkeypatch)

    def call(*arguments: str | Path) -> tuple[int, bytes, str]:
        status = main(["render", *map(str, arguments)])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return status, out, err.decode("utf-8")

    return call


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "보고.txt"
    path.write_text(BRIEFING, "utf-8")
    return path


def test_text_is_written_and_read_back(run: Run, report: Path) -> None:
    status, out, err = run("--strict", report)

    assert (status, err) == (0, "")
    assert out.decode() == to_text(councildoc.parse(report))
    assert councildoc.parse(out).briefings == councildoc.parse(report).briefings


def test_hwpx_goes_to_a_file(run: Run, report: Path, tmp_path: Path) -> None:
    target = tmp_path / "보고.hwpx"

    status, out, err = run("--format", "hwpx", "-o", target, report)

    assert (status, out, err) == (0, b"", "")
    assert councildoc.parse(target).briefings == councildoc.parse(report).briefings


def test_hwpx_does_not_go_to_a_screen(run: Run, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    status, out, err = run("--format", "hwpx", report)

    assert (status, out) == (2, b"")
    assert "-o 파일을 적어 주세요" in err


def test_json_is_what_parse_writes(run: Run, report: Path) -> None:
    status, out, _ = run("--format", "json", report)

    assert status == 0
    assert valid(out)["briefings"] == json.loads(to_json(councildoc.parse(report)))["briefings"]


def test_a_reading_as_json_is_an_input(run: Run, report: Path, tmp_path: Path) -> None:
    """A value corrected in the JSON is the one that is printed."""
    stored = tmp_path / "보고.json"
    stored.write_text(to_json(councildoc.parse(report), indent=2).replace("행정자치위원회", "문화체육위원회"), "utf-8")

    status, out, err = run("--strict", stored)

    assert (status, err) == (0, "")
    assert councildoc.parse(out).briefings == from_json(stored.read_bytes()).briefings
    assert "문화체육위원회" in out.decode()


def test_json_that_holds_no_reading_is_a_coded_error(run: Run, report: Path, tmp_path: Path) -> None:
    broken = tmp_path / "옛것.json"
    broken.write_text(to_json(councildoc.parse(report)).replace('"schema_version": 1', '"schema_version": 0'), "utf-8")

    status, out, err = run(broken, report)

    assert status == 3
    assert "옛것.json: schema_version 0의 JSON입니다" in err
    assert out.decode() == to_text(councildoc.parse(report))


def test_hwpx_is_written_from_one_file(run: Run, report: Path) -> None:
    status, _, err = run("--format", "hwpx", report, report)

    assert status == 2
    assert "파일 하나만" in err


def test_what_would_change_is_named(run: Run, tmp_path: Path) -> None:
    """A title that no report can print: the file is written, the path is named, `--strict` ends with 1."""
    parsed = councildoc.parse(BRIEFING.encode())
    stored = tmp_path / "보고.json"
    stored.write_text(to_json(parsed).replace('"title": "국제교류 행사를', '"title": "\\n국제교류 행사를'), "utf-8")

    status, out, err = run(stored)
    strict, *_ = run("--strict", stored)

    assert (status, strict) == (0, 1)
    assert out
    assert "값이 달라지는 곳이 있습니다: briefings[0].items[0].title" in err


def test_every_change_is_named() -> None:
    parsed = councildoc.parse((FIXTURES / "briefing-305.hwpx").read_bytes())

    assert render(parsed, "text").unlike == render(parsed, "hwpx").unlike == render(parsed, "json").unlike == ()
    assert render(councildoc.Parsed(parsed.source, ()), "text").data == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_may_come_from_anywhere(run: Run, report: Path, tmp_path: Path, encoding: str) -> None:
    """Keys in another order, a byte order mark, what PowerShell writes."""
    stored = tmp_path / "보고.json"
    stored.write_text(json.dumps(json.loads(to_json(councildoc.parse(report))), sort_keys=True), encoding)

    status, out, err = run("--strict", stored)

    assert (status, err) == (0, "")
    assert councildoc.parse(out).briefings == councildoc.parse(report).briefings


@pytest.mark.parametrize("text", ['{"a": 1}', "[1, 2]", '{"schema_version": 1', "{}\n{}\n"])
def test_other_json_is_no_report(run: Run, tmp_path: Path, text: str) -> None:
    other = tmp_path / "다른.json"
    other.write_text(text, "utf-8")

    status, out, err = run(other)

    assert (status, out) == (3, b"")
    assert "(decode)" in err


def test_a_report_may_begin_with_a_bracket(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "보고.txt"
    path.write_text("[별첨]\n" + BRIEFING, "utf-8")

    assert run(path)[0] == 0


def test_several_files_become_reports_of_one_text(run: Run, report: Path, tmp_path: Path) -> None:
    second = tmp_path / "둘째.txt"
    second.write_text(BRIEFING.replace("4분기", "3분기"), "utf-8")

    status, out, err = run("--strict", report, second)

    assert (status, err) == (0, "")
    assert [briefing.title for briefing in councildoc.parse(out).briefings] == [
        "2021년도 4분기 예산 전용 보고",
        "2021년도 3분기 예산 전용 보고",
    ]


def test_reports_that_run_together_are_named(run: Run, report: Path, tmp_path: Path) -> None:
    nameless = tmp_path / "둘째.txt"
    nameless.write_text("□ 예산 전용 현황\n○ 다\n", "utf-8")

    status, _, err = run("--strict", report, nameless)

    assert status == 1
    assert "파일 2개를 이은 글: 다시 읽으면 값이 달라지는 곳이 있습니다: briefings[0]" in err


@pytest.mark.parametrize("name", ["text", "hwpx"])
def test_a_file_without_a_report_gives_nothing(run: Run, tmp_path: Path, name: str) -> None:
    pages = tmp_path / "쪽.txt"
    pages.write_text("- 1 -\n- 2 -\n", "utf-8")

    status, _, err = run("--format", name, "-o", tmp_path / "out", pages)

    assert status == 0
    assert "보고서를 찾지 못해" in err


def changed(old: str, new: str) -> councildoc.Parsed:
    """The reading of the briefing with a text of its JSON replaced."""
    text = to_json(councildoc.parse((FIXTURES / "briefing-305.hwpx").read_bytes()))
    assert old in text
    return from_json(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('"date": "2022-02"', '"date": "어제"', "briefings[0].date"),
        ('"unit": 1000', '"unit": 7', "briefings[0].items[0].blocks[3].body[0].unit"),
        ('"unit": 1000', '"unit": 0', "briefings[0].items[0].blocks[3].body[0].unit"),
        ('"place": "행정', '"place": "\\u0000행정', "briefings[0]"),
    ],
)
def test_what_no_report_can_print_is_named(old: str, new: str, path: str) -> None:
    for name in ("text", "hwpx"):
        assert any(found.startswith(path.removesuffix(".unit")) for found in render(changed(old, new), name).unlike)


def test_spans_out_of_all_bounds_are_refused() -> None:
    with pytest.raises(councildoc.errors.DecodeError, match="rowspan"):
        changed('"row": 0, "col": 0, "rowspan": 1', '"row": 0, "col": 0, "rowspan": 1000000000')


def test_a_unit_that_the_heading_no_longer_says_is_printed_in_the_table() -> None:
    text = "Ⅰ 가 예산 전용\n□ 예산현황 (단위 : 천원)\n○ 아래와 같음\n| 세부사업 | 통계목 | 예산액 | 감 |\n| 가 | 시설비 | 30 | 10 |\n"
    parsed = councildoc.parse(text.encode())
    assert parsed.briefings[0].items[0].blocks[0].heading == "예산현황 (단위 : 천원)"
    corrected = from_json(to_json(parsed).replace("예산현황 (단위 : 천원)", "예산 현황"))

    assert list(differences(corrected, councildoc.parse(to_text(corrected).encode()))) == []


def test_a_framed_office_beside_the_fields_stays_what_it_is() -> None:
    parsed = councildoc.parse("예산 전용 보고\n- 안전총괄실 -\n안전총괄실\n\nⅠ 가 예산 전용\n○ 나\n".encode())
    corrected = from_json(to_json(parsed).replace('"title": "예산 전용 보고"', '"title": "예산 전용 내역 보고"'))

    assert render(corrected, "text").unlike == render(corrected, "hwpx").unlike == ()

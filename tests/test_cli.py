"""The command line: data on standard output, messages on standard error, exit status 0 to 3."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

import councildoc
from councildoc import Diagnostic, Severity
from councildoc.cli import cli, main
from councildoc.output import CHECK_WRITERS, EXTRACT_WRITERS, WRITERS
from here import call_here
from samples import BRIEFING, valid

Run = Callable[..., tuple[int, str, str]]

OK, FINDINGS, USAGE, UNREADABLE = 0, 1, 2, 3


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process, its worker too: status, standard output, standard error."""
    call_here(monkeypatch)

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return status, out.decode("utf-8"), err.decode("utf-8")

    return call


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "보고.txt"
    path.write_text(BRIEFING, "utf-8")
    return path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "빈 파일.pdf"
    path.touch()
    return path


@pytest.fixture
def faulty(good: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in which an error is found."""
    import councildoc.parser

    real = councildoc.parser.parse_document
    error = Diagnostic("overdrawn", Severity.ERROR, "감액이 큽니다.", None, (councildoc.Location(line=9),))
    monkeypatch.setattr(
        councildoc.parser, "parse_document", lambda document, source, findings: real(document, source, (error,))
    )
    return good


# --------------------------------------------------------------------------------------------------------------- parse


def test_json_is_the_default(run: Run, good: Path) -> None:
    status, out, err = run("parse", good)

    assert (status, err) == (OK, "")
    assert valid(out)["source"]["name"] == "보고.txt"
    assert councildoc.from_json(out) == councildoc.parse(good)


def test_jsonl_is_one_line_a_file_in_input_order(run: Run, good: Path, empty: Path) -> None:
    status, out, err = run("parse", "--format", "jsonl", good, empty, good)

    lines = [valid(line) for line in out.splitlines()]
    assert status == UNREADABLE
    assert [line["source"]["name"] for line in lines] == ["보고.txt", "빈 파일.pdf", "보고.txt"]
    assert lines[1]["error"]["code"] == "empty"
    assert len(lines[1]["source"]["sha256"]) == 64
    assert err == f"{empty}: 빈 파일입니다. 원본 파일을 다시 받아 주세요. (empty)\n"


def test_a_failed_input_is_an_object_in_json(run: Run) -> None:
    status, out, err = run("parse", "없는 파일.pdf")

    assert status == UNREADABLE
    assert valid(out) == {
        "schema_version": 1,
        "source": {"name": "없는 파일.pdf", "format": None, "sha256": None, "pages": None},
        "error": {"code": "not-found", "message": "파일을 찾을 수 없습니다. 경로를 확인해 주세요."},
    }
    assert err.endswith("(not-found)\n")


def test_a_failed_input_is_named_with_its_format(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "이름은 한글.hwp"
    path.write_bytes(b"%PDF-1.4 and no more")

    assert valid(run("parse", path)[1])["source"]["format"] == "pdf"


def test_json_takes_one_file(run: Run, good: Path) -> None:
    status, out, err = run("parse", good, good)

    assert (status, out) == (USAGE, "")
    assert "jsonl" in err


def test_csv_has_one_header(run: Run, good: Path, empty: Path) -> None:
    status, out, err = run("parse", "--format", "csv", empty, good, good)

    rows = list(csv.reader(io.StringIO(out.removeprefix("\ufeff"), newline="")))
    assert status == UNREADABLE
    assert out.count("\ufeff") == 1
    assert [row[0] for row in rows] == ["file", "보고.txt", "보고.txt", "보고.txt", "보고.txt"]
    assert err.count("\n") == 1


def test_csv_says_that_there_are_findings(run: Run, faulty: Path) -> None:
    status, out, err = run("parse", "--format", "csv", faulty)

    assert status == OK
    assert "감액" not in out
    assert err == "보고.txt: 오류 1건, 주의 0건, 참고 0건 (councildoc check로 볼 수 있습니다)\n"


def test_text_is_a_summary(run: Run, good: Path) -> None:
    status, out, err = run("parse", "--format", "text", good, good)

    assert (status, err) == (OK, "")
    assert out.count("전용 30,000,000원 · 2021-10-12 · 9행") == 2
    assert "\x1b" not in out


def test_strict_is_about_error_level_findings(run: Run, faulty: Path) -> None:
    assert run("parse", faulty)[0] == OK
    assert run("parse", "--strict", faulty)[0] == FINDINGS


def test_the_highest_status_wins(run: Run, faulty: Path, empty: Path) -> None:
    assert run("parse", "--strict", "--format", "jsonl", empty, faulty)[0] == UNREADABLE
    assert run("check", faulty, empty)[0] == UNREADABLE


def test_standard_input(good: Path) -> None:
    command = [sys.executable, "-m", "councildoc", "parse", "-"]
    done = subprocess.run(command, input=good.read_bytes(), capture_output=True, check=True)

    assert valid(done.stdout)["source"]["name"] == "-"


def test_standard_input_can_be_read_once(run: Run) -> None:
    status, _, err = run("parse", "--format", "jsonl", "-", "-")

    assert status == USAGE
    assert "표준 입력" in err


def test_closed_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    assert run("parse", "-")[0] == UNREADABLE


def test_the_password_is_passed_on(run: Run, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = []

    def extract(data: bytes, *, password: str | None, **_: object) -> None:
        given.append(password)
        raise councildoc.EncryptedError

    monkeypatch.setattr("councildoc.extraction.extract", extract)

    for command in ("parse", "extract", "check"):
        assert run(command, "--password", "비밀", good)[0] == UNREADABLE
    assert given == ["비밀"] * 3


# ------------------------------------------------------------------------------------------------- check and the others


def test_check_prints_one_line_for_each_finding(run: Run, faulty: Path) -> None:
    status, out, err = run("check", faulty)

    assert (status, err) == (FINDINGS, "")
    assert out == "보고.txt:9행: 오류 overdrawn 감액이 큽니다.\n파일 1개: 오류 1건, 주의 0건, 참고 0건\n"


def test_check_without_findings(run: Run, good: Path, empty: Path) -> None:
    assert run("check", good)[:2] == (OK, "파일 1개: 오류 0건, 주의 0건, 참고 0건\n")
    assert run("check", good, empty)[1].endswith("참고 0건, 읽지 못한 파일 1개\n")
    assert run("check", empty)[:2] == (UNREADABLE, "")


def test_check_as_json(run: Run, faulty: Path, empty: Path) -> None:
    status, out, _ = run("check", "--format", "json", faulty)

    assert status == FINDINGS
    (finding,) = valid(out)["diagnostics"]
    assert (finding["code"], finding["where"]) == ("overdrawn", [{"line": 9}])
    assert [set(valid(line)) for line in run("check", "--format", "jsonl", faulty, empty)[1].splitlines()] == [
        {"schema_version", "source", "diagnostics"},
        {"schema_version", "source", "error"},
    ]


def test_extract(run: Run, good: Path, empty: Path) -> None:
    status, out, err = run("extract", good)

    assert (status, err) == (OK, "")
    assert valid(out)["elements"][0] == {
        "type": "line",
        "text": "2021년도 4분기 예산 전용 보고",
        "where": [{"line": 1}],
    }
    assert "○ 전용내용 : 사무관리비 → 행사운영비\n" in run("extract", "--format", "text", good)[1]
    status, out, _ = run("extract", "--format", "jsonl", good, empty)
    assert status == UNREADABLE
    assert [set(valid(line)) >= {"schema_version", "source"} for line in out.splitlines()] == [True, True]


def test_extract_reports_its_findings(run: Run, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def extract(data: bytes, *, report: councildoc.diagnostics.Report, **_: object) -> councildoc.Document:
        report(Diagnostic("garbled-text", Severity.WARNING, "글자가 깨졌습니다."))
        return councildoc.Document("text")

    monkeypatch.setattr("councildoc.extraction.extract", extract)

    assert run("extract", good)[2] == "보고.txt: 글자가 깨졌습니다. (garbled-text)\n"


def test_schema(run: Run) -> None:
    status, out, err = run("schema")

    assert (status, err) == (OK, "")
    assert json.loads(out)["$id"] == "urn:councildoc:output:1"


# ---------------------------------------------------------------------------------------------------------------- usage


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "councildoc parse 보고서.pdf"),
        (["nope"], "없는 명령입니다: nope"),
        (["parse"], "읽을 파일(FILE)을 적어 주세요"),
        (["parse", "--nope", "a"], "없는 옵션입니다: --nope"),
        (["parse", "--format", "xml", "a"], "쓸 수 있는 값: json, jsonl, csv, text"),
        (["parse", "--password"], "옵션 --password의 값"),
        (["parse", "-o", "/없는 폴더/a.json", "a"], "폴더가 없습니다"),
        (["parse", "-o", "/", "a"], "폴더입니다"),
        (["schema", "a"], "councildoc schema --help"),
        (["parse", "--jobs", "0", "a"], "--jobs에는 1 이상의 정수를"),
        (["parse", "--jobs", "둘", "a"], "--jobs에는 1 이상의 정수를"),
        (["parse", "--backend", "mupdf", "a"], "쓸 수 있는 값: auto, pdfium, pdfminer"),
        (["parse", "--limit", "쪽=3", "a"], "없는 한도입니다: 쪽. 쓸 수 있는 한도: bytes, pages,"),
        (["parse", "--limit", "pages", "a"], "pages=에는 0보다 큰 정수를 적어 주세요: pages\n"),
        (["check", "--limit", "pages=1.5", "a"], "pages=에는 0보다 큰 정수를 적어 주세요: pages=1.5\n"),
        (["cite", "--limit", "seconds=nan", "a"], "seconds=에는 0보다 큰 수를 적어 주세요: seconds=nan\n"),
    ],
)
def test_wrong_usage_is_status_2_and_korean(run: Run, arguments: list[str], words: str) -> None:
    status, out, err = run(*arguments)

    assert (status, out) == (USAGE, "")
    assert words in err
    assert "Traceback" not in err


def test_help_and_version(run: Run) -> None:
    for name, command in cli.commands.items():
        status, out, err = run(name, "--help")
        assert (status, err) == (OK, "")
        assert f"예: councildoc {name}" in out
        for parameter in command.params:
            assert not isinstance(parameter, click.Option) or parameter.help, parameter.name
    assert run("--help")[0] == OK
    assert run("--version")[:2] == (OK, f"councildoc {councildoc.__version__}\n")


@pytest.mark.parametrize(
    ("command", "writers"), [("parse", WRITERS), ("extract", EXTRACT_WRITERS), ("check", CHECK_WRITERS)]
)
def test_every_format_can_be_asked_for(
    run: Run, good: Path, command: str, writers: tuple[councildoc.output.Writer[object], ...]
) -> None:
    for writer in writers:
        assert run(command, "--format", writer.name, good)[0] == OK
        assert f"{writer.name}(" in run(command, "--help")[1]
    assert run(command, good)[1] == run(command, "--format", writers[0].name, good)[1]


# --------------------------------------------------------------------------------------------------------------- output


def test_output_is_written_to_a_file(run: Run, good: Path, tmp_path: Path) -> None:
    target = tmp_path / "결과.csv"

    assert run("parse", "--format", "csv", "-o", target, good) == (OK, "", "")
    assert target.read_bytes().startswith(b"\xef\xbb\xbffile,")
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~umask
    assert sorted(path.name for path in tmp_path.iterdir()) == ["결과.csv", "보고.txt"]


def test_output_is_replaced_in_one_step(run: Run, good: Path, tmp_path: Path) -> None:
    target, link = tmp_path / "a.json", tmp_path / "link.json"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)

    assert run("parse", "-o", link, good)[0] == OK
    assert link.is_symlink()
    assert valid(target.read_text("utf-8"))
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.parametrize("format", ["csv", "text"])
def test_no_file_is_left_where_nothing_was_read(run: Run, empty: Path, tmp_path: Path, format: str) -> None:
    target = tmp_path / "a"

    assert run("parse", "--format", format, "-o", target, empty)[0] == UNREADABLE
    assert not target.exists()

    target.write_text("old")
    assert run("parse", "--format", format, "-o", target, empty)[0] == UNREADABLE
    assert target.read_text() == "old"


def test_no_file_is_left_when_the_run_is_interrupted(
    run: Run, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import councildoc.parser

    real, calls = councildoc.parser.parse_document, []

    def interrupted(*arguments: object) -> councildoc.Parsed:
        calls.append(arguments)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("councildoc.parser.parse_document", interrupted)

    status, out, err = run("parse", "--format", "jsonl", "-o", tmp_path / "a.jsonl", good, good)

    assert (status, out) == (130, "")
    assert "Traceback" not in err
    assert [path.name for path in tmp_path.iterdir()] == ["보고.txt"]


def test_an_input_is_never_overwritten(run: Run, good: Path) -> None:
    (good.parent / "link").symlink_to(good)
    status, _, err = run("parse", "-o", good.parent / "link", good)

    assert status == USAGE
    assert "덮어쓰게" in err
    assert good.read_text("utf-8") == BRIEFING


def test_a_pipe_is_written_to_and_not_replaced(run: Run, good: Path, tmp_path: Path) -> None:
    """The same holds for devices; a test must not put one at risk."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    status = run("parse", "--format", "text", "-o", pipe, good)[0]

    assert (status, stat.S_ISFIFO(pipe.stat().st_mode)) == (OK, True)
    assert os.read(reader, 1 << 16).decode("utf-8") == run("parse", "--format", "text", good)[1]
    os.close(reader)


def test_a_dash_is_standard_output(run: Run, good: Path) -> None:
    assert run("parse", "-o", "-", good) == run("parse", good)


def test_output_that_cannot_be_written(run: Run, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def write(self, *_: object) -> int:
            raise OSError(28, "No space left on device")

    def full(path: str, mode: str) -> Full:
        open(path, mode).close()
        return Full()

    monkeypatch.setattr("councildoc.cli.sink.open", full, raising=False)

    status, _, err = run("parse", "-o", tmp_path / "a.json", good)

    assert (status, err) == (USAGE, "councildoc: 결과를 쓸 수 없습니다: No space left on device\n")
    assert [path.name for path in tmp_path.iterdir()] == ["보고.txt"]


def test_a_folder_that_may_not_be_written(run: Run, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    target = good.parent / "a.json"

    assert run("parse", "-o", target, good)[0] == USAGE
    assert [path.name for path in good.parent.iterdir()] == ["보고.txt"]


# --------------------------------------------------------------------------------------------------------------- faults


def test_a_fault_of_councildoc_is_reported_and_the_others_go_on(
    run: Run, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import councildoc.parser

    real, calls = councildoc.parser.parse_document, []

    def fails_once(*arguments: object) -> councildoc.Parsed:
        calls.append(arguments)
        if len(calls) % 2:
            raise ZeroDivisionError("가나다")
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("councildoc.parser.parse_document", fails_once)

    status, out, err = run("parse", "--format", "jsonl", good, good)
    assert status == UNREADABLE
    assert [valid(line).get("error", {}).get("code") for line in out.splitlines()] == ["internal", None]
    assert err.endswith("(internal)\n")
    assert "Traceback" not in err

    assert "ZeroDivisionError: 가나다" in run("parse", "--debug", "--format", "jsonl", good, good)[2]


def test_any_other_fault_has_a_code_and_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("councildoc.api.input_name", fail)

    status, out, err = run("parse", "a.pdf")
    assert (status, out, err.count("\n")) == (UNREADABLE, "", 1)
    assert "Traceback" in run("parse", "--debug", "a.pdf")[2]


def command(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "councildoc", *map(str, arguments)],
        capture_output=True,
        check=False,
        env={key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))} | environment,
    )


def test_output_is_utf8_whatever_the_locale(good: Path) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}

    done = command("parse", good, **ascii_only)
    assert done.returncode == OK
    assert "사무관리비" in done.stdout.decode("utf-8")
    assert "지방의회" in command("--help", **ascii_only).stdout.decode("utf-8")
    assert "읽을 파일" in command("parse", **ascii_only).stderr.decode("utf-8")


def test_a_closed_pipe_is_quiet(good: Path) -> None:
    script = '"$0" -m councildoc parse --format jsonl "$@" | head -c 1 >/dev/null; exit ${PIPESTATUS[0]}'

    done = subprocess.run(["bash", "-c", script, sys.executable, *[str(good)] * 40], capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (141, b"")


def test_the_exit_status_is_that_of_the_process(empty: Path) -> None:
    assert command("parse", empty).returncode == UNREADABLE
    assert command("parse").returncode == USAGE

"""Output that cannot hurt: nothing in a document or a file name reaches a terminal as a command, and no file is lost."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import regex

import councildoc
from councildoc.cli import main
from councildoc.output.layout import on_terminal, printable
from here import call_here
from samples import BRIEFING

EVIL = "\x1b]0;제목\x07\x1b[2J\x9b31m\u202e뒤집힘\u2066\x08\x7f\u2028끝\x00"
"""A window title, a cleared screen, a colour in one character, text turned around, what rubs out, a line separator."""

COMMAND = [sys.executable, "-m", "councildoc"]
OBEYED = regex.compile(r"[\p{Cc}--\n\r\t]|[\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", regex.V1)
"""What a terminal obeys, beside line ends and tabs."""


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    text = BRIEFING.replace("해외 진출을", f"해외{EVIL.replace(chr(0), '')} 진출을").replace(
        "사무관리비", "사무\x1b[31m관리비"
    )
    path = tmp_path / "보고.txt"
    path.write_text(text, "utf-8")
    return path


def on_a_terminal(arguments: list[str], stdout: bool, stderr: bool) -> tuple[str, str]:
    """What a terminal is sent, and what goes elsewhere, when standard output or standard error is one."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=theirs if stdout else subprocess.PIPE,
        stderr=theirs if stderr else subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            chunk = os.read(ours, 1 << 16)
        except OSError:  # how Linux says that nobody has the terminal any more
            break
        if not chunk:
            break
        shown += chunk
    other = process.communicate()[0] or b""
    os.close(ours)
    return shown.decode("utf-8"), other.decode("utf-8")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("parse", "사무 [31m관리비"),
        ("parse --format csv", r"해외"),
        ("parse --format text", "해외"),
        ("extract --format text", r"사무\x1b[31m관리비"),
        ("render", "해외"),
        ("cite", "해외"),
        ("check", "파일 1개"),
    ],
)
def test_a_terminal_obeys_nothing_in_a_document(command: str, words: str, evil: Path) -> None:
    shown, _ = on_a_terminal([*command.split(), str(evil)], stdout=True, stderr=True)

    assert OBEYED.findall(shown) == []
    assert words in shown


def test_json_on_a_terminal_is_the_same_json(evil: Path) -> None:
    shown, _ = on_a_terminal(["parse", str(evil)], stdout=True, stderr=False)

    assert councildoc.from_json(shown) == councildoc.parse(evil)


@pytest.mark.parametrize("command", ["parse --format text", "extract --format text", "check", "cite"])
def test_text_for_people_is_safe_in_a_pipe_too(command: str, evil: Path) -> None:
    """It may end on a terminal by way of `less` or `cat`."""
    done = subprocess.run([*COMMAND, *command.split(), evil], capture_output=True, check=True)

    assert OBEYED.findall(done.stdout.decode()) == []


def test_what_is_escaped_can_be_told() -> None:
    assert printable(EVIL) == r"\x1b]0;제목\x07\x1b[2J\x9b31m\u202e뒤집힘\u2066\x08\x7f 끝\x00"
    assert json.loads(f'"{on_terminal(EVIL)}"') == EVIL
    assert on_terminal("가\t나\r\n다\n") == "가\t나\r\n다\n"


NAMES = [
    "이름\n둘째 줄.txt",
    "빨간\x1b[31m.txt",
    "뒤\u202etxt.exe",
    os.fsdecode(b"\xba\xb8\xb0\xed.txt"),
    "-o",
    "--help.txt",
    "=1+1.txt",
    unicodedata.normalize("NFD", "전용 보고서.txt"),
    "긴" * 83 + ".txt",
    "따옴표'\".txt",
    "쉼표,.txt",
]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_odd_file_names(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    call_here(monkeypatch)
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(BRIEFING, "utf-8")
    encoded = os.fsencode(name).decode("utf-8", "replace")

    assert main(["parse", "--format", "jsonl", "-o", f"{name[:70]}.out", "--", name, name]) == 0
    lines = Path(f"{name[:70]}.out").read_bytes().decode().splitlines()
    assert [json.loads(line)["source"]["name"] for line in lines] == [encoded] * 2
    assert sorted(os.listdir()) == sorted([name, f"{name[:70]}.out"])

    assert main(["parse", "--format", "csv", "--", name]) == 0
    (_, row, *_) = csv.reader(io.StringIO(capfdbinary.readouterr().out.decode(), newline=""))
    assert row[0].removeprefix("'") == encoded
    assert not row[0].startswith("=")

    Path(name).write_bytes(b"")
    assert main(["check", "--", name]) == 3
    said = capfdbinary.readouterr().err.decode()
    assert said.count("\n") == 1
    assert OBEYED.findall(said) == []
    assert main(["parse", "--", name, name, f"{name}.없음"]) == 2
    assert main(["parse", f"--{name}"]) == 2
    assert OBEYED.findall(capfdbinary.readouterr().err.decode()) == []


def test_two_inputs_of_one_name_are_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    call_here(monkeypatch)
    paths = [tmp_path / folder / "보고.txt" for folder in ("가", "나")]
    for number, path in enumerate(paths, 1):
        path.parent.mkdir()
        path.write_text(BRIEFING.replace("30,000", f"{number},000").replace("’21.10.12.", ""), "utf-8")
    files = [str(path) for path in paths]

    assert main(["parse", "--format", "jsonl", *files]) == 0
    read = [councildoc.from_json(line) for line in capfd.readouterr().out.splitlines()]
    assert [parsed.transfers[0].amount for parsed in read] == [1_000_000, 2_000_000]
    assert main(["parse", "--format", "csv", *files]) == 0
    assert {row["amount"] for row in csv.DictReader(io.StringIO(capfd.readouterr().out))} >= {"1000000", "2000000"}
    assert main(["check", "--format", "sarif", *files, *files]) == 0
    (log,) = json.loads(capfd.readouterr().out)["runs"]
    assert len(log["artifacts"]) == 4
    assert len({artifact["hashes"]["sha-256"] for artifact in log["artifacts"]}) == 2


def test_the_standard_input_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "보고.txt"
    path.write_text(BRIEFING, "utf-8")
    with path.open("rb") as stdin:
        done = subprocess.run([*COMMAND, "parse", "-o", path, "-"], stdin=stdin, capture_output=True, check=False)

    assert done.returncode == 2
    assert "덮어쓰게" in done.stderr.decode()
    assert path.read_text("utf-8") == BRIEFING


def test_progress_is_for_people_at_a_terminal(tmp_path: Path) -> None:
    paths = [str(tmp_path / f"{number}.txt") for number in range(3)]
    for path in paths:
        Path(path).write_text(BRIEFING, "utf-8")
    run = ["parse", "--format", "jsonl", "--jobs", "2"]

    shown, data = on_a_terminal([*run, *paths], stdout=False, stderr=True)
    assert "3/3" in shown
    assert len(data.splitlines()) == 3
    assert on_a_terminal([*run, paths[0]], stdout=False, stderr=True)[0] == ""
    assert "/3" not in on_a_terminal([*run, *paths], stdout=True, stderr=True)[0]
    done = subprocess.run([*COMMAND, *run, *paths], capture_output=True, check=True)
    assert (done.stderr, done.stdout.decode()) == (b"", data)


def test_messages_are_whole_beside_the_progress(tmp_path: Path) -> None:
    paths = [str(tmp_path / f"없는 파일 {number} {'긴 이름' * 20}[bold].pdf") for number in range(3)]

    shown, _ = on_a_terminal(["parse", "--format", "csv", *paths], stdout=False, stderr=True)

    plain = regex.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\s", "", shown)
    assert all(regex.sub(r"\s", "", path) + ":파일을찾을수없습니다." in plain for path in paths)

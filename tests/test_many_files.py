"""Many files, a tenth of them broken: the numbers add up, the order is kept, and a lost worker costs one file.

Sixty files in `make test`, a thousand in `make test-long`.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import councildoc
from councildoc import InputError, LimitError, Limits, Parsed, to_json, workers
from councildoc.cli import main
from effort import LONG
from samples import BRIEFING, FIXTURES, valid

COUNT = 1000 if LONG else 60
EACH = 10
"""One of so many files is broken."""

PDF, HWP, HWPX = (FIXTURES / f"briefing-305.{name}" for name in ("pdf", "hwp", "hwpx"))
WRONG_SUMS = FIXTURES / "briefings" / "06-district-wrong-sums.txt"


def cut(path: Path, size: int) -> Callable[[Path], object]:
    """A file that breaks off after so many bytes."""
    return lambda target: target.write_bytes(path.read_bytes()[:size])


BROKEN: list[tuple[str, str, Callable[[Path], object]]] = [
    ("끊긴.pdf", "corrupt", cut(PDF, 60)),
    ("끊긴.hwpx", "corrupt", cut(HWPX, 9_000)),
    ("끊긴.hwp", "corrupt", cut(HWP, 6_000)),
    ("빈.pdf", "empty", lambda target: target.touch()),
    ("암호.hwpx", "encrypted", cut(FIXTURES / "hancom" / "password.hwpx", 10**9)),
    ("drm.hwp", "drm", cut(FIXTURES / "hancom" / "drm.hwp", 10**9)),
    ("아무.pdf", "unsupported-format", lambda target: target.write_bytes(random.Random(305).randbytes(5000))),
    ("없는.hwp", "not-found", lambda _: None),
    ("폴더.pdf", "not-found", lambda target: target.mkdir()),
    ("그림.png", "unsupported-format", lambda target: target.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))),
]
"""End of the name, the code it gives, and what makes it."""

SOUND: list[tuple[str, Path | None]] = [
    ("글.txt", None),
    ("다른 글.txt", None),
    ("한글.hwpx", HWPX),
    ("글.md", None),
    ("이름만.hwp", HWPX),
    ("틀린 합계.txt", WRONG_SUMS),
    ("글.pdf", None),
    ("한글.hwp", HWP),
    ("쪽.pdf", PDF),
]
"""End of the name, wrong or not, and what is in it: a fixture, or a text of its own."""


def amount(number: int) -> int:
    """What the text of a number moves, in thousand won."""
    return 1000 + number


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The files; two neighbours have the same name in different folders."""
    folder = tmp_path_factory.mktemp("archive")
    paths = []
    for number in range(COUNT):
        here = folder / str(number % 2)
        here.mkdir(exist_ok=True)
        if number % EACH == 3:
            end, _, make = BROKEN[number // EACH % len(BROKEN)]
            path = here / f"{number // 2} {end}"
            make(path)
        else:
            end, fixture = SOUND[number % len(SOUND)] if number % 4 == 0 else SOUND[0]
            path = here / f"{number // 2} {end}"
            text = BRIEFING.replace("30,000", f"{amount(number):,}").encode()
            path.write_bytes(fixture.read_bytes() if fixture else text)
        paths.append(path)
    return paths


def codes(number: int) -> str | None:
    """The code that a file of the archive gives."""
    return BROKEN[number // EACH % len(BROKEN)][1] if number % EACH == 3 else None


def shown(result: Parsed | InputError) -> str:
    """Everything about a result."""
    return to_json(result) if isinstance(result, Parsed) else f"{result.code} {result.message}"


def one_by_one(path: Path) -> Parsed | InputError:
    try:
        return councildoc.parse(path)
    except InputError as error:
        return error


@pytest.fixture(scope="module")
def expected(archive: list[Path]) -> list[str]:
    """The result of each file, read alone in this process."""
    return [shown(one_by_one(path)) for path in archive]


def test_the_archive_is_what_it_should_be(archive: list[Path], expected: list[str]) -> None:
    assert [text.split()[0] if text[0] != "{" else None for text in expected] == list(map(codes, range(COUNT)))
    assert len({path.name for path in archive}) < len(set(archive)) == COUNT
    for number, text in enumerate(expected):
        if number % 4 and not codes(number):
            (transfer,) = councildoc.from_json(text).transfers
            assert transfer.amount == amount(number) * 1000


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_is_missing_and_the_order_is_kept(archive: list[Path], expected: list[str], jobs: int) -> None:
    found = list(councildoc.parse_many(archive, jobs=jobs))

    assert [name for name, _ in found] == [path.name for path in archive]
    assert [shown(result) for _, result in found] == expected
    kinds = Counter(
        "failed" if isinstance(result, InputError) else "findings" if result.diagnostics else "ok"
        for _, result in found
    )
    assert kinds["ok"] + kinds["findings"] + kinds["failed"] == COUNT
    assert kinds["failed"] == len(range(3, COUNT, EACH))
    assert min(kinds["ok"], kinds["findings"]) > COUNT // 20


def test_the_command_line_says_the_same(
    archive: list[Path], expected: list[str], capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "모두.jsonl"
    status = main(["parse", "--format", "jsonl", "--jobs", "2", "-o", str(target), *map(str, archive)])

    lines = target.read_text("utf-8").splitlines()
    assert (status, len(lines)) == (3, COUNT)
    for path, text, line in zip(archive, expected, lines, strict=True):
        if text.startswith("{"):
            assert line == text
        else:
            found = valid(line)
            assert f"{found['error']['code']} {found['error']['message']}" == text
            assert found["source"]["name"] == path.name
    failed = [text for text in expected if not text.startswith("{")]
    assert capfd.readouterr().err.splitlines() == [
        f"{path}: {text.split(' ', 1)[1]} ({text.split()[0]})"
        for path, text in zip(archive, expected, strict=True)
        if not text.startswith("{")
    ]
    assert len(failed) == len(range(3, COUNT, EACH))


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A report that takes many seconds to read."""
    path = tmp_path / "아주 긴 글.txt"
    path.write_text(BRIEFING * 4000, "utf-8")
    return path


def with_slow(archive: list[Path], slow: Path) -> list[Path]:
    middle = COUNT // 2
    return [*archive[:middle], slow, *archive[middle:]]


def others(found: list[tuple[str, Parsed | InputError]]) -> list[str]:
    """The results of the files of the archive, without that of the slow one."""
    middle = COUNT // 2
    return [shown(result) for _, result in [*found[:middle], *found[middle + 1 :]]]


def test_a_killed_worker_costs_one_file(
    archive: list[Path], expected: list[str], slow: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker is killed from outside while it reads the slow file, and its process is known by what it was asked."""
    asked: list[int] = []
    real = workers.Worker.call

    def call(self: workers.Worker, call: workers.Call) -> object:
        if slow.name in call.arguments:
            threading.Thread(target=kill, args=(self,)).start()
        return real(self, call)

    def kill(worker: workers.Worker) -> None:
        time.sleep(0.5)
        assert worker.pid is not None
        asked.append(worker.pid)
        os.kill(worker.pid, signal.SIGKILL)

    monkeypatch.setattr(workers.Worker, "call", call)

    found = list(councildoc.parse_many(with_slow(archive, slow), jobs=2))

    assert len(asked) == 1
    assert len(found) == COUNT + 1
    name, lost = found[COUNT // 2]
    assert (name, type(lost)) == (slow.name, LimitError)
    assert "강제로" in shown(lost)
    assert others(found) == expected


def test_a_file_that_takes_too_long_costs_its_own_time(slow: Path) -> None:
    """A text is read in one step, so that only the watchdog can end it."""
    text = BRIEFING.encode()
    start = time.monotonic()

    found = list(councildoc.parse_many([text, slow, text, text], jobs=2, limits=Limits(seconds=1)))

    assert time.monotonic() - start < 8
    assert [result.code if isinstance(result, InputError) else "ok" for _, result in found] == [
        "ok",
        "limit",
        "ok",
        "ok",
    ]
    assert shown(found[1][1]) == (
        "limit 읽는 시간이 한도(1초)를 넘습니다. 어디까지 읽었는지는 알 수 없습니다. "
        "한도를 올리거나(--limit seconds=2, 파이썬에서는 Limits(seconds=2)) 나누어 저장해 주세요."
    )


def test_sources_are_taken_a_few_ahead(archive: list[Path]) -> None:
    taken = 0

    def sources() -> Iterator[Path]:
        nonlocal taken
        for path in archive:
            taken += 1
            yield path

    for number, _ in enumerate(councildoc.parse_many(sources(), jobs=2), 1):
        assert taken <= number + 2 * workers.LOOK_AHEAD
    assert taken == COUNT

"""Worker processes: what is lost with one, what is left of one, and that nobody's script has to know of them."""

from __future__ import annotations

import ctypes
import math
import operator
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import councildoc
from councildoc.errors import CorruptError, CouncildocError, InternalError, LimitError, NotFoundError
from councildoc.limits import Limits
from councildoc.workers import LOOK_AHEAD, Call, Pool, RemoteError, answer, opened
from samples import BRIEFING, ROOT

SLOW = BRIEFING * 4000
"""Text that takes many seconds to read."""

linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")


def children(pid: int) -> list[int]:
    """The processes that any thread of a process has started."""
    return [int(child) for path in Path(f"/proc/{pid}/task").glob("*/children") for child in path.read_text().split()]


def alive(pid: int) -> bool:
    """Whether a process runs; one that nobody has waited for yet has ended all the same."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(true: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end, "waited for half a minute"
        time.sleep(0.02)


@pytest.fixture
def pool() -> Iterator[Pool]:
    with Pool() as pool:
        yield pool


def test_a_result_comes_back(pool: Pool) -> None:
    assert pool.call(Call(math.factorial, (5,))) == 120
    big = pool.call(Call(operator.mul, (b"x" * 1000, 20_000)))
    assert len(big) == 20_000_000
    assert len(pool.call(Call(operator.add, (big, b"y")))) == 20_000_001


def test_a_coded_error_comes_back_with_its_traceback(pool: Pool) -> None:
    with pytest.raises(NotFoundError) as caught:
        pool.call(Call(councildoc.parse, ("없는 파일",)))

    assert isinstance(caught.value.__cause__, RemoteError)
    assert "in read_input" in str(caught.value.__cause__)


@pytest.mark.parametrize(
    ("function", "arguments", "kind", "told"),
    [
        (operator.truediv, (1, 0), InternalError, "ZeroDivisionError"),
        (threading.Lock, (), InternalError, "pickle"),
        (operator.mul, (b"x", sys.maxsize), LimitError, "MemoryError"),
    ],
)
def test_whatever_happens_there_is_an_answer(
    function: Any, arguments: tuple[Any, ...], kind: type[CouncildocError], told: str, pool: Pool
) -> None:
    call = Call(function, arguments)
    for ask in (pool.call, lambda call: opened(answer(call))):
        with pytest.raises(kind) as caught:
            ask(call)
        assert told in str(caught.value.__cause__)
    assert pool.call(Call(abs, (-1,))) == 1


@linux
def test_a_worker_has_so_much_memory_and_no_more(pool: Pool) -> None:
    most = Limits(memory=2**30)
    assert len(pool.call(Call(bytes, (2**20,), most))) == 2**20
    with pytest.raises(LimitError) as caught:
        pool.call(Call(bytes, (2**31,), most))

    assert caught.value.message.startswith("읽는 데 쓰는 메모리가 한도(1,073,741,824바이트)를 넘습니다.")
    assert len(pool.call(Call(bytes, (2**29,), Limits(memory=2**32)))) == 2**29


LOST: list[tuple[Call, type[CouncildocError], str]] = [
    (Call(time.sleep, (60,), Limits(seconds=0.1)), LimitError, "읽는 시간이 한도(0.1초)를"),
    (Call(signal.raise_signal, (signal.SIGKILL,)), LimitError, "메모리"),
    (Call(os.abort), CorruptError, "SIGABRT"),
    (Call(ctypes.string_at, (0,)), CorruptError, "SIGSEGV"),
    (Call(os._exit, (7,)), CorruptError, "종료 상태 7"),
]
"""Ways to lose a worker, and what the file gets."""


@pytest.mark.parametrize(("call", "kind", "words"), LOST, ids=lambda value: getattr(value, "__name__", ""))
def test_a_lost_worker_costs_one_call(call: Call, kind: type[CouncildocError], words: str, pool: Pool) -> None:
    first = pool.call(Call(os.getpid))
    with pytest.raises(kind) as caught:
        pool.call(call)

    assert words in caught.value.message
    assert caught.value.message.endswith("주세요.")
    assert pool.call(Call(os.getpid)) != first


def test_several_workers_and_some_are_lost() -> None:
    calls: list[tuple[int, Call | NotFoundError]] = []
    for number in range(40):
        lost = LOST[number // 8][0] if number % 8 == 3 else Call(abs, (-number,))
        calls.append((number, NotFoundError() if number == 21 else lost))

    with Pool(3) as pool:
        found = list(pool.map(calls))

    assert [beside for beside, _ in found] == list(range(40))
    kinds = {beside: type(result) for beside, result in found if isinstance(result, CouncildocError)}
    assert kinds == {number * 8 + 3: kind for number, (_, kind, _) in enumerate(LOST)} | {21: NotFoundError}
    assert all(result == beside for beside, result in found if beside not in kinds)


def test_a_worker_killed_between_two_calls_costs_none(pool: Pool) -> None:
    os.kill(pool.call(Call(os.getpid)), signal.SIGKILL)

    assert pool.call(Call(abs, (-1,))) == 1


def test_what_is_printed_on_the_way_stays_out_of_the_answer(pool: Pool, capfd: pytest.CaptureFixture[str]) -> None:
    pool.call(Call(os.write, (1, b"printed")))
    pool.call(Call(print, ("printed too",)))

    assert pool.call(Call(abs, (-1,))) == 1
    assert capfd.readouterr().out == ""


def test_a_worker_that_cannot_start_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("councildoc.workers._BOOT", "raise SystemExit(9)")

    with Pool() as pool, pytest.raises(InternalError, match=r"시작하지 못했습니다.*9"):
        pool.call(Call(abs, (-1,)))


def test_calls_are_taken_as_they_are_needed() -> None:
    taken = []

    def calls() -> Iterator[tuple[int, Call]]:
        for number in range(50):
            taken.append(number)
            yield number, Call(abs, (number,))

    with Pool(2) as pool:
        found = pool.map(calls())
        assert taken == []
        for number in range(5):
            assert next(found) == (number, number)
        assert len(taken) <= 5 + 2 * LOOK_AHEAD


@pytest.mark.parametrize("jobs", [0, -1])
def test_there_is_at_least_one_job(jobs: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        councildoc.parse_many([], jobs=jobs)


@linux
def test_a_closed_iterator_ends_its_workers(tmp_path: Path) -> None:
    slow = tmp_path / "긴 글.txt"
    slow.write_text(SLOW, "utf-8")
    before = set(children(os.getpid()))
    found = councildoc.parse_many([BRIEFING.encode(), slow, slow, slow], jobs=2)
    assert isinstance(next(found)[1], councildoc.Parsed)
    workers = set(children(os.getpid())) - before
    assert workers
    start = time.monotonic()

    found.close()  # type: ignore[attr-defined]  # it is a generator

    assert not any(map(alive, workers))
    assert time.monotonic() - start < 5


def test_a_script_needs_no_guard(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    (tmp_path / "json.py").write_text("raise SystemExit('the folder of the script is not looked into')")
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "pickle.py").write_text("raise SystemExit('nor is the working folder')")
    script.write_text(
        "import sys, councildoc\n"
        "print('once')\n"
        f"for name, result in councildoc.parse_many([{BRIEFING.encode()!r}] * 3, jobs=2):\n"
        "    print(name, len(result.transfers))\n"
    )

    done = subprocess.run(
        [sys.executable, "-P", script], capture_output=True, text=True, check=False, cwd=tmp_path / "work"
    )

    assert (done.stdout, done.stderr) == ("once\n" + "<bytes> 1\n" * 3, "")


def _heeds_ctrl_c() -> None:
    """Undo what a shell does to all that it starts in the background: there Ctrl-C is ignored, and we inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], list[int], Path]]:
    """The command line in the middle of a long file, the processes of its workers, and the file that it is to replace."""
    slow, target = tmp_path / "긴 글.txt", tmp_path / "결과.jsonl"
    slow.write_text(SLOW, "utf-8")
    (tmp_path / "글.txt").write_text(BRIEFING, "utf-8")
    target.write_text("old")
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "councildoc",
        "parse",
        "--format",
        "jsonl",
        "--jobs",
        "2",
        "-o",
        target,
    ]
    process = subprocess.Popen(
        [*command, tmp_path / "글.txt", slow, slow],
        stderr=subprocess.PIPE,
        cwd=ROOT,
        start_new_session=True,
        preexec_fn=_heeds_ctrl_c,  # noqa: PLW1509  # no other thread of the tests holds a lock that it needs
    )
    try:
        wait_until(lambda: len(list(tmp_path.glob(".*"))) == 1)  # the first file is written
        yield process, children(process.pid), target
    finally:
        process.kill()
        process.communicate()


@linux
def test_ctrl_c_ends_everything_quietly(busy: tuple[subprocess.Popen[bytes], list[int], Path]) -> None:
    process, workers, target = busy
    assert len(workers) == 2

    os.killpg(process.pid, signal.SIGINT)  # what a terminal does: the whole group
    _, said = process.communicate(timeout=20)

    assert (process.returncode, said) == (130, b"\n")  # after the ^C of the terminal
    assert not any(map(alive, workers))
    assert target.read_text() == "old"
    assert len(list(target.parent.iterdir())) == 3


@linux
def test_workers_do_not_outlive_their_caller(busy: tuple[subprocess.Popen[bytes], list[int], Path]) -> None:
    process, workers, target = busy
    assert len(workers) == 2

    process.kill()
    process.wait()

    wait_until(lambda: not any(map(alive, workers)))
    assert target.read_text() == "old"

"""Reading in processes of their own: what a file costs, and what it breaks, is bounded by its worker.

A worker is a fresh Python that is sent pickled calls over its standard input and answers over a copy of its standard
output. It is no `multiprocessing`: that runs the caller's main module again in each worker, which a script without an
`if __name__ == "__main__"` does not survive, and its pools give up all calls when one worker is lost. Nor is it a fork,
since native readers and threads do not outlive one.

A call that takes more than its seconds ends its worker: the file is over its `limit`. A worker that the system kills took
more memory than there is (`limit`); one that dies otherwise met a file that its native code could not stand (`corrupt`).
Either way one file is lost, and the next call starts a new worker. Workers stay out of the terminal's process group, so that
Ctrl-C reaches the caller alone, and end by themselves as soon as the caller is gone.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import IO, Any, TypeVar

import attrs

from councildoc.errors import CorruptError, CouncildocError, InputError, InternalError, LimitError
from councildoc.limits import DEFAULT, Limits

GRACE = 1.0
"""Seconds beyond those of `Limits`: where a reader watches its time itself, its own message says how far it came."""
LOOK_AHEAD = 2
"""Calls under way or waiting for each worker: enough to keep it busy while an earlier file takes longer."""
START_SECONDS = 60.0
"""The least time that a worker has until it takes its first call: starting is not part of any file."""
WAKE = 0.2
"""Seconds between looks at whether Ctrl-C came: a signal that comes just before a thread goes to sleep does not wake it, and
on Windows none does."""
STARTS = 2
"""How often a worker is started for one call, where it ends before it has taken the call."""

_SIZE = struct.Struct("<Q")
_CHUNK = 1 << 20
_BOOT = """\
import pickle, sys
sys.path[:] = pickle.load(sys.stdin.buffer)
from councildoc.workers import serve
serve()
"""
"""What a worker runs: it finds modules where its caller does and, with `-P`, nowhere else."""

R = TypeVar("R")
S = TypeVar("S")


@attrs.frozen
class Call:
    """A function that can be imported, and what it is given; the bounds that it runs under."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...] = ()
    limits: Limits = DEFAULT


class RemoteError(Exception):
    """The `__cause__` of an error that a worker raised: the traceback there, as text."""


# ---------------------------------------------------------------------------------------------------------- the worker


def _write(out: int, frame: bytes) -> None:
    for part in (_SIZE.pack(len(frame)), frame):
        view = memoryview(part)
        while view:
            view = view[os.write(out, view) :]


def _read(stream: IO[bytes]) -> bytes | None:
    """The next frame; None when the other side has gone, even in the middle of one."""
    head = _exactly(stream, _SIZE.size)
    return None if head is None else _exactly(stream, _SIZE.unpack(head)[0])


def _exactly(stream: IO[bytes], size: int) -> bytes | None:
    found = bytearray()
    while len(found) < size:
        chunk = stream.read(min(size - len(found), _CHUNK))
        if not chunk:
            return None
        found += chunk
    return bytes(found)


def serve() -> None:
    """Answer calls until the caller has gone. A thread waits for that, so that even a call under way ends with it."""
    out = os.dup(1)
    os.dup2(2, 1)  # nothing that is printed on the way can get into the answers
    frames: SimpleQueue[bytes] = SimpleQueue()

    def listen() -> None:
        while (frame := _read(sys.stdin.buffer)) is not None:
            frames.put(frame)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        call = pickle.loads(frames.get())
        _write(out, b"")  # from here on a lost worker means a lost file
        _bound_memory(call.limits.memory)
        _write(out, answer(call))


def answer(call: Call) -> bytes:
    """The pickled result of a call, or its error with the traceback: whatever happens there is an answer."""
    try:
        return pickle.dumps((call.function(*call.arguments), None, ""))
    except CouncildocError as error:
        failed: CouncildocError = error
    except MemoryError as error:
        failed = _caused(call.limits.over("memory"), error)
    except RecursionError as error:
        failed = _caused(LimitError(), error)
    except Exception as error:  # a fault of ours: named, and its traceback goes with it
        failed = _caused(InternalError(), error)
    return pickle.dumps((None, failed, "".join(traceback.format_exception(failed))))


def _bound_memory(most: int) -> None:
    """Let the system refuse what goes beyond so many bytes, before it is the whole machine's. Windows has no such bound."""
    if sys.platform != "win32":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))


def _caused(error: CouncildocError, cause: BaseException) -> CouncildocError:
    error.__cause__ = cause
    return error


# ---------------------------------------------------------------------------------------------------------- the caller


class Worker:
    """One worker process, started when it is first needed and again when it is lost."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._closed = False
        self._late = False

    @property
    def pid(self) -> int | None:
        """The process under way, if there is one."""
        return self._process.pid if self._process else None

    def start(self) -> subprocess.Popen[bytes]:
        """The process, which takes a moment until it can answer. Raises `InternalError` when it was closed."""
        with self._lock:
            if self._closed:
                raise InternalError("읽기를 그만두었습니다.")
            if self._process is None:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-c", _BOOT],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    **_own_group(),
                )
                try:
                    pickle.dump(sys.path, self._process.stdin)  # type: ignore[arg-type]  # it is a pipe
                    self._process.stdin.flush()  # type: ignore[union-attr]
                except OSError:
                    pass  # it is gone already, which the call finds out
            return self._process

    def call(self, call: Call) -> Any:
        """The result of a call. Raises what the call raises, or `LimitError` and `CorruptError` where the worker is lost."""
        status = 0
        for _ in range(STARTS):
            process = self.start()
            taken, found = self._asked(process, call)
            if found is not None:
                return opened(found)
            status = self._ended(process)
            if taken:
                raise _lost(status, self._late, call.limits)
        raise InternalError(f"파일을 읽을 프로세스를 시작하지 못했습니다(종료 상태 {status}). 다시 시도해 주세요.")

    def _asked(self, process: subprocess.Popen[bytes], call: Call) -> tuple[bool, bytes | None]:
        """Whether the worker has taken the call, and its answer; None where it is lost."""
        assert process.stdin is not None
        assert process.stdout is not None
        taken, found = False, None
        self._late = False
        frame = pickle.dumps(call)
        seconds = call.limits.seconds + GRACE
        for wait_for, most in (("taken", max(seconds, START_SECONDS)), ("answered", seconds)):
            timer = threading.Timer(min(most, threading.TIMEOUT_MAX), self._stop, [process])
            timer.daemon = True
            timer.start()
            try:
                if wait_for == "taken":
                    process.stdin.write(_SIZE.pack(len(frame)) + frame)
                    process.stdin.flush()
                    taken = _read(process.stdout) is not None
                elif taken:
                    found = _read(process.stdout)
            except (OSError, ValueError):  # a pipe closed at the other end, or by `close`
                break
            finally:
                timer.cancel()
        return taken, found

    def _stop(self, process: subprocess.Popen[bytes]) -> None:
        self._late = True
        process.kill()

    def _ended(self, process: subprocess.Popen[bytes]) -> int:
        """The exit status of a process that is lost; the next call starts another."""
        process.kill()
        status = process.wait()
        _close_pipes(process)
        with self._lock:
            self._process = None
        return status

    def close(self) -> None:
        """End the process, whatever it is doing."""
        with self._lock:
            self._closed = True
            process = self._process
        if process is not None:
            process.kill()
            process.wait()
            _close_pipes(process)


def _own_group() -> dict[str, Any]:
    """The arguments that keep Ctrl-C of the terminal away from a worker."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"process_group": 0}


def _close_pipes(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        try:
            if pipe is not None:
                pipe.close()
        except OSError:  # what was left to be written to a process that is gone
            pass


def opened(frame: bytes) -> Any:
    """What `answer` packed: the result, or the error raised."""
    result, error, told = pickle.loads(frame)
    if error is None:
        return result
    error.__cause__ = RemoteError(f"\n{told}")
    raise error


def _lost(status: int, late: bool, limits: Limits) -> InputError:
    """The error of the file with which a worker was lost."""
    if late:
        return limits.over("seconds", "어디까지 읽었는지는 알 수 없습니다.")
    name = _signal_name(status)
    if name == "SIGKILL":
        return LimitError(
            "이 파일을 읽던 프로세스를 시스템이 강제로 끝냈습니다. 메모리가 모자랐을 수 있습니다. "
            "함께 읽는 파일 수(--jobs)를 줄이거나 나누어 저장한 뒤 다시 시도해 주세요."
        )
    return CorruptError(
        f"이 파일을 읽던 프로세스가 멈추었습니다({name}). 파일이 손상되었을 수 있으니 원본 파일을 다시 받아 주세요."
    )


def _signal_name(status: int) -> str:
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"종료 상태 {status}"


# ------------------------------------------------------------------------------------------------------------ the pool


class Pool:
    """So many workers; `map` gives the outcomes in the order of the calls, and asks for calls only as they are needed.

    Each worker has a thread that waits for it. These and the caller meet in `SimpleQueue`s alone: Ctrl-C, which may come in
    the middle of any line of the caller, cannot leave a lock taken there, as it does in `concurrent.futures`.
    """

    def __init__(self, jobs: int = 1) -> None:
        if jobs < 1:
            raise ValueError(f"jobs must be at least 1, not {jobs}")
        self.jobs = jobs
        self.workers = [Worker() for _ in range(jobs)]
        self._asked: SimpleQueue[tuple[Call, SimpleQueue[Any]] | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End all workers at once, whatever they are doing."""
        for worker in self.workers:
            worker.close()
            self._asked.put(None)

    def call(self, call: Call) -> Any:
        """The result of one call. Raises what `Worker.call` raises."""
        ((_, found),) = self.map([(None, call)])
        if isinstance(found, CouncildocError):
            raise found
        return found

    def map(self, calls: Iterable[tuple[S, Call | InputError]]) -> Iterator[tuple[S, Any]]:
        """What stands beside each call, with its result or the `CouncildocError` that it gave.

        An `InputError` in the place of a call is its outcome.
        """
        waiting: deque[tuple[S, SimpleQueue[Any]]] = deque()
        for beside, call in calls:
            waiting.append((beside, self._ask(call)))
            if len(waiting) >= self.jobs * LOOK_AHEAD:
                yield _outcome(*waiting.popleft())
        while waiting:
            yield _outcome(*waiting.popleft())

    def _ask(self, call: Call | InputError) -> SimpleQueue[Any]:
        """Where the outcome of a call will be."""
        answer: SimpleQueue[Any] = SimpleQueue()
        if isinstance(call, InputError):
            answer.put(call)
            return answer
        if len(self._threads) < self.jobs:
            thread = threading.Thread(target=self._serve, args=[self.workers[len(self._threads)]], daemon=True)
            self._threads.append(thread)
            thread.start()
        self._asked.put((call, answer))
        return answer

    def _serve(self, worker: Worker) -> None:
        while (asked := self._asked.get()) is not None:
            call, answer = asked
            try:
                answer.put(worker.call(call))
            except BaseException as error:  # the caller raises it, or tells it
                answer.put(error)


def _outcome(beside: S, answer: SimpleQueue[Any]) -> tuple[S, Any]:
    while True:
        with suppress(Empty):
            found = answer.get(timeout=WAKE)
            break
    if isinstance(found, BaseException) and not isinstance(found, CouncildocError):
        raise found
    return beside, found

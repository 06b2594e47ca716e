"""Where data goes: standard output, or a file that is replaced when everything is written."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import BinaryIO

import click

from councildoc.cli.messages import USAGE
from councildoc.output.layout import on_terminal


class OutputError(click.ClickException):
    """The output cannot be written."""

    exit_code = USAGE


def _unwritable(error: OSError) -> OutputError:
    return OutputError(f"결과를 쓸 수 없습니다: {error.strerror}")


class ClosedError(Exception):
    """Nobody reads standard output any more (`| head`)."""


class Sink:
    """Where data goes: standard output, or a file that is replaced in one step when everything is written.

    The file is left as it was if nothing is written, or if the run ends early.
    """

    def __init__(self, path: str | None) -> None:
        self.path = None if path in (None, "-") else os.path.realpath(str(path))
        self.stream: BinaryIO | None = None
        self.temporary: str | None = None

    @property
    def on_terminal(self) -> bool:
        """Whether people see the data as they are written."""
        return self.path is None and sys.stdout.isatty()

    def __enter__(self) -> Sink:
        return self

    def _open(self) -> BinaryIO:
        if self.path is None:
            return sys.stdout.buffer
        mode = os.stat(self.path).st_mode if os.path.exists(self.path) else None
        if mode is not None and not stat.S_ISREG(mode):
            return open(self.path, "wb")  # a device or a pipe is written to, never replaced
        folder, name = os.path.split(self.path)
        # Named before it is made: Ctrl-C may come between the two, and what is made has to go again.
        self.temporary = os.path.join(folder, f".{name[:40]}.{os.urandom(8).hex()}")
        stream = open(self.temporary, "xb")  # noqa: SIM115  # `__exit__` closes it
        if mode is not None:
            os.chmod(self.temporary, stat.S_IMODE(mode))
        return stream

    def write(self, data: str | bytes) -> None:
        """Write at once, so that a pipe sees each file when it is done."""
        if not data:
            return
        if isinstance(data, str):
            data = (on_terminal(data) if self.on_terminal else data).encode("utf-8", "replace")
        try:
            self.stream = self.stream or self._open()
            self.stream.write(data)
            self.stream.flush()
        except BrokenPipeError:
            raise ClosedError from None
        except OSError as error:
            raise _unwritable(error) from error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.path is None:
            return
        try:
            if self.stream is not None:
                if self.temporary is not None and kind is None:
                    os.fsync(self.stream.fileno())  # what replaces the old file is whole, even after a power failure
                self.stream.close()
            if self.temporary is not None and kind is None:
                os.replace(self.temporary, self.path)
                self.temporary = None
        except OSError as failure:
            raise _unwritable(failure) from failure
        finally:
            if self.temporary is not None:
                with suppress(FileNotFoundError):  # not made yet
                    os.unlink(self.temporary)


def check_output(path: str | None, files: Sequence[str]) -> None:
    """Say before any work is done that the output cannot be written. Raises `click.UsageError`."""
    if path is None or path == "-":
        return
    if os.path.isdir(path):
        raise click.UsageError(f"-o에는 파일 이름을 적어 주세요. {path}은(는) 폴더입니다.")
    if not os.path.isdir(os.path.dirname(os.path.realpath(path))):
        raise click.UsageError(f"-o의 폴더가 없습니다: {os.path.dirname(path)}")
    for file in files:
        if os.path.exists(path) and _is_same(file, path):
            raise click.UsageError(f"-o가 입력 파일 {file}을(를) 덮어쓰게 됩니다. 다른 이름을 적어 주세요.")


def _is_same(file: str, path: str) -> bool:
    """Whether an input is the file at a path; `-` is what standard input comes from."""
    if file != "-":
        return os.path.exists(file) and os.path.samefile(file, path)
    try:
        return os.path.samestat(os.fstat(sys.stdin.fileno()), os.stat(path))
    except (AttributeError, OSError, ValueError):  # closed, or no file at all
        return False

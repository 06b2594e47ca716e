"""One run of a command: every file read by a worker, written in the order of the command line, its outcome reported."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs
import click

from councildoc import api
from councildoc.cli.messages import OK, UNREADABLE, say
from councildoc.cli.progress import progress
from councildoc.cli.sink import Sink, check_output
from councildoc.errors import CouncildocError, InputError, NotFoundError, PathError
from councildoc.limits import DEFAULT, Limits
from councildoc.output import Log, Writer
from councildoc.output.json import dump, error_object
from councildoc.tasks import Asked, Task, Unread, Written
from councildoc.workers import Call, Pool


@attrs.frozen
class Options:
    """What every command that reads files is told."""

    files: tuple[str, ...]
    format: str
    output: str | None
    password: str | None
    debug: bool
    limit: Limits = DEFAULT
    backend: str = api.AUTO
    jobs: int = 1
    paths: tuple[str, ...] = ()


def run(
    options: Options,
    writers: tuple[Writer[Any], ...],
    task: Task,
    status_of: Callable[[str, Any], int],
    tail: Callable[[str, int], str] | None = None,
) -> int:
    """Read each file and write it; a file that fails is reported, and the others go on.

    `status_of` is given the name of a file and what its task kept of it.
    """
    writer = next(writer for writer in writers if writer.name == options.format)
    _check(options, writers, writer)
    status, failed, before = OK, 0, writer.head
    log = writer.log() if writer.log else None
    with (
        Sink(options.output) as sink,
        Pool(min(options.jobs, len(options.files))) as pool,
        progress(len(options.files), sink.on_terminal) as advance,
    ):
        for file, found in pool.map(_calls(options, task)):
            name = _name(file)
            advance()
            if isinstance(found, Written):
                if log:
                    log.add(found.kept)
                else:
                    sink.write(before)
                    sink.write(found.data)
                    before = writer.between
                status = max(status, status_of(name, found.kept))
                continue
            unread = found if isinstance(found, Unread) else _lost(found)
            status, failed = UNREADABLE, failed + 1
            _report(file, unread, options.debug)
            if writer.objects:
                failure = error_object(name, unread.error, unread.sha256, unread.format)
                sink.write(dump(failure, None if writer.many else 2) + "\n")
            if log:
                log.fail(name, unread.error)
        _finish(sink, log, tail(writer.name, failed) if tail else "")
    return status


def _finish(sink: Sink, log: Log[Any] | None, tail: str) -> None:
    if log:
        sink.write(log.text())
    sink.write(tail)


def _check(options: Options, writers: Sequence[Writer[Any]], writer: Writer[Any]) -> None:
    """Say before any work is done that it cannot be done. Raises `click.UsageError`."""
    if len(options.files) > 1 and not writer.many:
        others = [other.name for other in writers if other.many and (other.objects or not writer.objects)]
        instead = f" 여러 파일에는 --format {others[0]}을 쓰세요." if others else ""
        raise click.UsageError(f"--format {writer.name}은 파일 하나만 씁니다.{instead}")
    if writer.binary and options.output is None and sys.stdout.isatty():
        raise click.UsageError(f"--format {writer.name}은 화면에 쓸 수 없습니다. -o 파일을 적어 주세요.")
    if options.files.count("-") > 1:
        raise click.UsageError("표준 입력(-)은 한 번만 읽을 수 있습니다.")
    check_output(options.output, options.files)


def _name(file: str) -> str:
    return "-" if file == "-" else api.input_name(file)


def _calls(options: Options, task: Task) -> Iterator[tuple[str, Call | InputError]]:
    asked = Asked(options.format, options.password, options.limit, options.backend, options.paths)
    for file in options.files:
        try:
            source = _input(file, options.limit)
        except InputError as error:
            yield file, error
        else:
            yield file, Call(task, (_name(file), source, asked), options.limit)


def _input(file: str, limits: Limits) -> str | bytes:
    if file != "-":
        return api.worker_input(file, limits)
    if sys.stdin is None:
        raise NotFoundError("표준 입력이 닫혀 있습니다.")
    return api.read_input(sys.stdin.buffer, limits)


def _lost(error: CouncildocError) -> Unread:
    """An input of which nothing is known but that it cannot be read."""
    if isinstance(error, PathError):
        raise click.UsageError(error.message, click.get_current_context()) from None
    return Unread(error, "".join(traceback.format_exception(error)))


def _report(file: str, unread: Unread, debug: bool) -> None:
    say(f"{file}: {unread.error} ({unread.error.code})")
    if debug:
        click.echo(unread.traceback, err=True, nl=False)

"""The command line: `councildoc parse|check|extract|render|cite|schema`. Data to standard output, messages to standard error.

Exit status: 0 every input was read, 1 an error-level finding (`check`, or `--strict`), 2 wrong usage, 3 an input could
not be read; of several the highest wins. 130 after Ctrl-C, 141 when the reader of the output has gone.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from importlib import resources
from types import TracebackType
from typing import BinaryIO, TypeVar

import attrs
import click

from councildoc import __version__, api
from councildoc.diagnostics import Diagnostic
from councildoc.errors import CouncildocError, DecodeError, InputError, NotFoundError, PathError
from councildoc.model import Parsed
from councildoc.output import (
    CHECK_WRITERS,
    CITE_WRITERS,
    EXTRACT_WRITERS,
    RENDER_WRITERS,
    WRITERS,
    Extract,
    Rendered,
    Writer,
)
from councildoc.output.citation import Cited
from councildoc.output.json import dump, error_object
from councildoc.output.layout import printable
from councildoc.output.text import counts

_MOST_PATHS = 3
"""Paths named in one message."""

OK, FINDINGS, USAGE, UNREADABLE, INTERRUPTED, CLOSED = 0, 1, 2, 3, 130, 141

F = TypeVar("F", bound=Callable[..., object])
R = TypeVar("R")


class OutputError(click.ClickException):
    """The output cannot be written."""

    exit_code = USAGE


def _unwritable(error: OSError) -> OutputError:
    return OutputError(f"결과를 쓸 수 없습니다: {error.strerror}")


class ClosedError(Exception):
    """Nobody reads standard output any more (`| head`)."""


def _say(message: str) -> None:
    """A message for people: one line on standard error."""
    click.echo(printable(message), err=True)


# -------------------------------------------------------------------------------------------------------------- output


class Sink:
    """Where data goes: standard output, or a file that is replaced in one step when everything is written.

    The file is left as it was if nothing is written, or if the run ends early.
    """

    def __init__(self, path: str | None) -> None:
        self.path = None if path in (None, "-") else os.path.realpath(str(path))
        self.stream: BinaryIO | None = None
        self.temporary: str | None = None

    def __enter__(self) -> Sink:
        return self

    def _open(self) -> BinaryIO:
        if self.path is None:
            return sys.stdout.buffer
        mode = os.stat(self.path).st_mode if os.path.exists(self.path) else None
        if mode is not None and not stat.S_ISREG(mode):
            return open(self.path, "wb")  # a device or a pipe is written to, never replaced
        folder, name = os.path.split(self.path)
        handle, self.temporary = tempfile.mkstemp(prefix=f".{name[:40]}.", dir=folder)
        if mode is None:
            umask = os.umask(0)
            os.umask(umask)
        os.chmod(self.temporary, 0o666 & ~umask if mode is None else stat.S_IMODE(mode))
        return os.fdopen(handle, "wb")

    def write(self, data: str | bytes) -> None:
        """Write at once, so that a pipe sees each file when it is done."""
        if not data:
            return
        try:
            self.stream = self.stream or self._open()
            self.stream.write(data.encode("utf-8", "replace") if isinstance(data, str) else data)
            self.stream.flush()
        except BrokenPipeError:
            raise ClosedError from None
        except OSError as error:
            raise _unwritable(error) from error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.path is None or self.stream is None:
            return
        try:
            self.stream.close()
            if self.temporary is not None and kind is None:
                os.replace(self.temporary, self.path)
                self.temporary = None
        except OSError as failure:
            raise _unwritable(failure) from failure
        finally:
            if self.temporary is not None:
                os.unlink(self.temporary)


def _check_output(path: str | None, files: Sequence[str]) -> None:
    """Say before any work is done that the output cannot be written. Raises `click.UsageError`."""
    if path is None or path == "-":
        return
    if os.path.isdir(path):
        raise click.UsageError(f"-o에는 파일 이름을 적어 주세요. {path}은(는) 폴더입니다.")
    if not os.path.isdir(os.path.dirname(os.path.realpath(path))):
        raise click.UsageError(f"-o의 폴더가 없습니다: {os.path.dirname(path)}")
    for file in files:
        if file != "-" and os.path.exists(file) and os.path.exists(path) and os.path.samefile(file, path):
            raise click.UsageError(f"-o가 입력 파일 {file}을(를) 덮어쓰게 됩니다. 다른 이름을 적어 주세요.")


# ------------------------------------------------------------------------------------------------------------- running


@attrs.frozen
class Options:
    """What every command that reads files is told."""

    files: tuple[str, ...]
    format: str
    output: str | None
    password: str | None
    backend: str
    debug: bool


def _bytes_of(file: str) -> bytes:
    if file != "-":
        return api.read_input(file)
    if sys.stdin is None:
        raise NotFoundError("표준 입력이 닫혀 있습니다.")
    return api.read_input(sys.stdin.buffer)


def _run(
    options: Options,
    writers: tuple[Writer[R], ...],
    read: Callable[[str, bytes], R],
    status_of: Callable[[R], int],
    tail: Callable[[str, int], str] | None = None,
) -> int:
    """Read each file and write it; a file that fails is reported, and the others go on."""
    writer = next(writer for writer in writers if writer.name == options.format)
    if len(options.files) > 1 and not writer.many:
        others = [other.name for other in writers if other.many and (other.objects or not writer.objects)]
        instead = f" 여러 파일에는 --format {others[0]}을 쓰세요." if others else ""
        raise click.UsageError(f"--format {writer.name}은 파일 하나만 씁니다.{instead}")
    if writer.binary and options.output is None and sys.stdout.isatty():
        raise click.UsageError(f"--format {writer.name}은 화면에 쓸 수 없습니다. -o 파일을 적어 주세요.")
    if options.files.count("-") > 1:
        raise click.UsageError("표준 입력(-)은 한 번만 읽을 수 있습니다.")
    _check_output(options.output, options.files)
    status, failed, before = OK, 0, writer.head
    log = writer.log() if writer.log else None
    with Sink(options.output) as sink:
        for file in options.files:
            name = "-" if file == "-" else api.input_name(file)
            data: bytes | None = None
            try:
                data = _bytes_of(file)
                result = read(name, data)
            except (InputError, DecodeError) as error:
                status, failed = UNREADABLE, failed + 1
                _report(file, error, options.debug)
                if writer.objects:
                    sink.write(dump(_failure(name, data, error), None if writer.many else 2) + "\n")
                if log:
                    log.fail(name, error)
                continue
            if log:
                log.add(result)
            else:
                sink.write(before)
                sink.write(writer.write(result))
                before = writer.between
            status = max(status, status_of(result))
        if log:
            sink.write(log.text())
        if tail:
            sink.write(tail(writer.name, failed))
    return status


def _failure(name: str, data: bytes | None, error: CouncildocError) -> dict[str, object]:
    if data is None:
        return error_object(name, error)
    return error_object(name, error, hashlib.sha256(data).hexdigest(), api.recognise(data) if data else None)


def _report(file: str, error: CouncildocError, debug: bool) -> None:
    _say(f"{file}: {error} ({error.code})")
    if debug:
        traceback.print_exception(error)


def _read(options: Options) -> Callable[[str, bytes], Parsed]:
    def read(name: str, data: bytes) -> Parsed:
        return api.read_briefings(api.read_document(name, data, options.password, options.backend))

    return read


# ------------------------------------------------------------------------------------------------------------ commands


def _formats(writers: tuple[Writer[R], ...]) -> Callable[[F], F]:
    titles = ", ".join(f"{writer.name}({writer.title})" for writer in writers)
    return click.option(
        "--format",
        type=click.Choice([writer.name for writer in writers]),
        default=writers[0].name,
        help=f"출력 형식: {titles}. 기본값은 {writers[0].name}.",
    )


def _options(command: F) -> F:
    """The options that every command reading files has."""
    for decorate in (
        click.help_option("--help", help="이 도움말을 보여 줍니다."),
        click.option("--debug", is_flag=True, help="오류가 나면 자세한 경위(traceback)를 보여 줍니다."),
        click.option(
            "--backend",
            type=click.Choice(api.BACKENDS),
            default=api.DEFAULT_BACKEND,
            help=f"PDF를 읽는 라이브러리: {', '.join(api.BACKENDS)}. 기본값은 {api.DEFAULT_BACKEND}.",
        ),
        click.option("--password", metavar="암호", help="암호가 걸린 PDF·HWPX의 암호."),
        click.option("-o", "--output", metavar="파일", help="결과를 쓸 파일. 다 쓴 뒤 한 번에 바꿉니다."),
    ):
        command = decorate(command)
    return command


def _shared(command: F) -> F:
    """The arguments of a command that reads any number of files."""
    return click.argument("files", nargs=-1, required=True, metavar="FILE...")(_options(command))


class Commands(click.Group):
    """The group of the commands; a wrong name is answered in Korean."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command = super().get_command(ctx, cmd_name)
        if command is None and not ctx.resilient_parsing:
            ctx.fail(f"없는 명령입니다: {cmd_name}. 쓸 수 있는 명령: {', '.join(self.list_commands(ctx))}")
        return command


@click.group(cls=Commands)
@click.version_option(__version__, message="%(prog)s %(version)s", help="버전을 보여 줍니다.")
@click.help_option("--help", help="이 도움말을 보여 줍니다.")
def cli() -> None:
    """지방의회 예산 전용 보고서를 읽어 데이터로 만들고 계산을 검증합니다.

    \b
    예: councildoc parse 보고서.pdf
        councildoc check 보고서.pdf

    \b
    종료 상태: 0 모두 읽음, 1 오류 수준의 지적이 있음(check, --strict),
              2 사용법 오류, 3 읽지 못한 파일이 있음
    """


@cli.command()
@_formats(WRITERS)
@click.option("--strict", is_flag=True, help="오류 수준의 지적이 있으면 종료 상태 1로 끝냅니다.")
@_shared
def parse(strict: bool, **options: object) -> int:
    """보고서를 읽어 옮긴 예산을 데이터로 씁니다. FILE이 -이면 표준 입력을 읽습니다.

    \b
    예: councildoc parse 보고서.pdf
        councildoc parse --format csv -o 전용.csv *.pdf
        councildoc parse --format text - < 보고서.pdf
    """
    given = Options(**options)  # type: ignore[arg-type]  # click has checked the types
    shown = next(writer for writer in WRITERS if writer.name == given.format).findings

    def status(parsed: Parsed) -> int:
        if not shown and parsed.diagnostics:
            _say(f"{parsed.source.name}: {counts(parsed.diagnostics)} (councildoc check로 볼 수 있습니다)")
        return FINDINGS if strict and not parsed.ok else OK

    return _run(given, WRITERS, _read(given), status)


@cli.command()
@_formats(EXTRACT_WRITERS)
@_shared
def extract(**options: object) -> int:
    """해석하기 전의 줄과 표를 읽은 차례대로 씁니다. 잘못 읽힌 곳을 찾을 때 씁니다.

    \b
    예: councildoc extract --format text 보고서.pdf
        councildoc extract 보고서.pdf
    """
    given = Options(**options)  # type: ignore[arg-type]  # click has checked the types

    def read(name: str, data: bytes) -> Extract:
        found = api.read_document(name, data, given.password, given.backend)
        for diagnostic in found.findings:
            _say(f"{name}: {diagnostic.message} ({diagnostic.code})")
        return found.source, found.document

    return _run(given, EXTRACT_WRITERS, read, lambda _: OK)


@cli.command()
@_formats(CHECK_WRITERS)
@_shared
def check(**options: object) -> int:
    """보고서의 계산과 내용을 검증하고 지적을 한 줄에 하나씩 씁니다.

    오류 수준의 지적이 하나라도 있으면 종료 상태 1로 끝납니다.

    \b
    예: councildoc check 보고서.pdf
        councildoc check --format jsonl *.pdf
        councildoc check --format sarif -o 지적.sarif *.pdf
    """
    given = Options(**options)  # type: ignore[arg-type]  # click has checked the types
    found: list[Diagnostic] = []
    files: list[str] = []

    def status(parsed: Parsed) -> int:
        files.append(parsed.source.name)
        found.extend(parsed.diagnostics)
        return OK if parsed.ok else FINDINGS

    def tail(format: str, failed: int) -> str:
        unread = f", 읽지 못한 파일 {failed}개" if failed else ""
        return f"파일 {len(files)}개: {counts(found)}{unread}\n" if format == "text" and files else ""

    return _run(given, CHECK_WRITERS, _read(given), status, tail)


@cli.command()
@_formats(RENDER_WRITERS)
@click.option("--strict", is_flag=True, help="다시 읽으면 달라지는 값이 있으면 종료 상태 1로 끝냅니다.")
@_shared
def render(strict: bool, **options: object) -> int:
    """보고서를 읽어 고르게 정리된 보고서로 다시 씁니다. FILE은 parse가 쓴 JSON이어도 됩니다.

    쓴 것을 다시 읽어 보고, 달라지는 값이 있으면 알립니다.

    \b
    예: councildoc render 보고서.pdf
        councildoc render --format hwpx -o 보고서.hwpx 고친보고서.txt
    """
    given = Options(**options)  # type: ignore[arg-type]  # click has checked the types

    def read(name: str, data: bytes) -> Rendered:
        return api.render(api.read_reading(name, data, given.password, given.backend), given.format)

    written: list[Rendered] = []

    def status(rendered: Rendered) -> int:
        written.append(rendered)
        name = rendered.parsed.source.name
        if not rendered.parsed.briefings:
            _say(f"{name}: 보고서를 찾지 못해 쓸 것이 없습니다.")
        return FINDINGS if _warn(name, rendered.unlike) and strict else OK

    found = _run(given, RENDER_WRITERS, read, status)
    if given.format == "text" and len(written) > 1 and not any(rendered.unlike for rendered in written):
        between = next(writer.between for writer in RENDER_WRITERS if writer.name == given.format)
        text = between.join(str(rendered.data) for rendered in written if rendered.data)
        if _warn(f"파일 {len(written)}개를 이은 글", api.unlike_together(written, text)) and strict:
            return max(found, FINDINGS)
    return found


def _warn(name: str, unlike: Sequence[str]) -> bool:
    """Name what would be read as something else; whether there is anything."""
    if unlike:
        more = f" 등 {len(unlike)}곳" if len(unlike) > _MOST_PATHS else ""
        _say(f"{name}: 다시 읽으면 값이 달라지는 곳이 있습니다: {', '.join(unlike[:_MOST_PATHS])}{more}")
    return bool(unlike)


@cli.command()
@_formats(CITE_WRITERS)
@_options
@click.argument("file", metavar="FILE")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
def cite(file: str, paths: tuple[str, ...], **options: object) -> int:
    """값이 인쇄된 자리와 그 둘레의 글을 보여 줍니다. PATH가 없으면 옮긴 예산의 값과 그 경로를 나열합니다.

    PATH는 지적과 JSON에 나오는 경로입니다. FILE은 parse가 쓴 JSON이어도 됩니다.

    \b
    예: councildoc cite 보고서.pdf
        councildoc cite 보고서.pdf 'briefings[0].items[0].transfers[0].amount'
    """
    given = Options(files=(file,), **options)  # type: ignore[arg-type]  # click has checked the types

    def read(name: str, data: bytes) -> Cited:
        try:
            return api.cite_paths(name, data, paths, given.password, given.backend)
        except PathError as error:
            raise click.UsageError(error.message, click.get_current_context()) from None

    return _run(given, CITE_WRITERS, read, lambda _: OK)


@cli.command()
@click.help_option("--help", help="이 도움말을 보여 줍니다.")
def schema() -> int:
    """JSON 출력의 JSON Schema(2020-12)를 씁니다.

    \b
    예: councildoc schema > councildoc.schema.json
    """
    with Sink(None) as sink:
        sink.write(resources.files("councildoc.data").joinpath("schema.json").read_text("utf-8"))
    return OK


# ---------------------------------------------------------------------------------------------------------------- main


def _in_korean(error: click.ClickException) -> str:
    """The usage errors that people meet, in Korean; click has no Korean of its own."""
    if isinstance(error, click.MissingParameter):
        return "읽을 파일(FILE)을 적어 주세요."
    if isinstance(error, click.NoSuchOption):
        return f"없는 옵션입니다: {error.option_name}"
    if isinstance(error, click.BadOptionUsage):
        return f"옵션 {error.option_name}의 값을 적어 주세요."
    if isinstance(error, click.BadParameter) and isinstance(error.param, click.Option):
        choices = error.param.type.choices if isinstance(error.param.type, click.Choice) else ()
        return f"{error.param.opts[0]}에 쓸 수 없는 값입니다. 쓸 수 있는 값: {', '.join(map(str, choices))}"
    return error.format_message()


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; nothing but that status leaves it."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # even where the locale says ASCII
    if not arguments:
        click.echo(cli.get_help(click.Context(cli, info_name="councildoc")), err=True)
        return USAGE
    try:
        result = cli.main(arguments, prog_name="councildoc", standalone_mode=False)
        return result if isinstance(result, int) else OK
    except click.ClickException as error:
        _say(f"councildoc: {_in_korean(error)}")
        if isinstance(error, click.UsageError) and error.ctx:
            _say(f"도움말: {error.ctx.command_path} --help")
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (ClosedError, SystemExit):  # click leaves by SystemExit when its own help text meets a closed pipe
        _forget_stdout()
        return CLOSED
    except Exception:  # the last resort: a fault of ours ends with a status, its traceback is for --debug
        _say(f"councildoc: {api.InternalError.default} (internal)")
        if "--debug" in arguments:
            traceback.print_exc()
        return UNREADABLE


def _forget_stdout() -> None:
    """Let the interpreter flush into nowhere when it ends, instead of complaining about the closed pipe."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)

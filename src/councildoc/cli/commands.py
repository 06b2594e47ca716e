"""The commands of `councildoc`, their options and what they say about what was read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import resources
from typing import Any, TypeVar

import attrs
import click

from councildoc import __version__, api, tasks
from councildoc.cli.messages import FINDINGS, OK, say
from councildoc.cli.running import Options, run
from councildoc.cli.sink import Sink
from councildoc.diagnostics import Diagnostic
from councildoc.limits import Limits
from councildoc.model import Parsed
from councildoc.output import (
    CHECK_WRITERS,
    CITE_WRITERS,
    EXTRACT_WRITERS,
    RENDER_WRITERS,
    WRITERS,
    Rendered,
    Writer,
)
from councildoc.output.text import counts

_MOST_PATHS = 3
"""Paths named in one message."""

F = TypeVar("F", bound=Callable[..., object])
R = TypeVar("R")


def _formats(writers: tuple[Writer[R], ...]) -> Callable[[F], F]:
    titles = ", ".join(f"{writer.name}({writer.title})" for writer in writers)
    return click.option(
        "--format",
        type=click.Choice([writer.name for writer in writers]),
        default=writers[0].name,
        help=f"출력 형식: {titles}. 기본값은 {writers[0].name}.",
    )


def _defaults() -> str:
    return "기본값: " + ", ".join(f"{name}={value}" for name, value in attrs.asdict(Limits()).items()) + "."


def _limits(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> Limits:
    """The bounds of a run, out of `name=number` given any number of times."""
    kinds = {field.name: float if field.name == "seconds" else int for field in attrs.fields(Limits)}
    wanted: dict[str, Any] = {}
    for text in given:
        name, _, number = text.partition("=")
        if name not in kinds:
            raise click.UsageError(f"--limit에 없는 한도입니다: {name}. 쓸 수 있는 한도: {', '.join(kinds)}", context)
        try:
            wanted[name] = kinds[name](number)
            Limits(**{name: wanted[name]})
        except ValueError:
            number = "수를" if kinds[name] is float else "정수를"
            raise click.UsageError(f"--limit {name}=에는 0보다 큰 {number} 적어 주세요: {text}", context) from None
    return Limits(**wanted)


def _options(command: F) -> F:
    """The options that every command reading files has."""
    for decorate in (
        click.help_option("--help", help="이 도움말을 보여 줍니다."),
        click.option("--debug", is_flag=True, help="오류가 나면 자세한 경위(traceback)를 보여 줍니다."),
        click.option("--password", metavar="암호", help="암호가 걸린 PDF·HWPX의 암호."),
        click.option(
            "--limit",
            metavar="이름=수",
            multiple=True,
            callback=_limits,
            help=f"파일 하나를 읽는 한도. 여러 번 쓸 수 있습니다. 예: --limit pages=5000. {_defaults()}",
        ),
        click.option(
            "--backend",
            type=click.Choice(api.BACKENDS),
            default=api.AUTO,
            help="PDF를 읽는 방식: pdfium은 빠르고 pdfminer는 꼼꼼합니다. "
            f"기본값 {api.AUTO}는 합계로 확인되지 않는 쪽만 두 방식으로 읽습니다.",
        ),
        click.option("-o", "--output", metavar="파일", help="결과를 쓸 파일. 다 쓴 뒤 한 번에 바꿉니다."),
    ):
        command = decorate(command)
    return command


def _shared(command: F) -> F:
    """The arguments of a command that reads any number of files."""
    jobs = click.option(
        "--jobs",
        type=click.IntRange(min=1),
        metavar="수",
        default=1,
        help="함께 읽을 파일 수. 프로세스를 그만큼 씁니다. 기본값은 1. 결과와 차례는 늘 같습니다.",
    )
    return click.argument("files", nargs=-1, required=True, metavar="FILE...")(jobs(_options(command)))


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

    def status(name: str, parsed: Parsed) -> int:
        if not shown and parsed.diagnostics:
            say(f"{name}: {counts(parsed.diagnostics)} (councildoc check로 볼 수 있습니다)")
        return FINDINGS if strict and not parsed.ok else OK

    return run(given, WRITERS, tasks.parse, status)


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

    def status(name: str, findings: Sequence[Diagnostic]) -> int:
        for diagnostic in findings:
            say(f"{name}: {diagnostic.message} ({diagnostic.code})")
        return OK

    return run(given, EXTRACT_WRITERS, tasks.extract, status)


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

    def status(name: str, parsed: Parsed) -> int:
        files.append(name)
        found.extend(parsed.diagnostics)
        return OK if parsed.ok else FINDINGS

    def tail(format: str, failed: int) -> str:
        unread = f", 읽지 못한 파일 {failed}개" if failed else ""
        return f"파일 {len(files)}개: {counts(found)}{unread}\n" if format == "text" and files else ""

    return run(given, CHECK_WRITERS, tasks.check, status, tail)


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

    written: list[Rendered] = []

    def status(name: str, rendered: Rendered) -> int:
        written.append(rendered)
        if not rendered.parsed.briefings:
            say(f"{name}: 보고서를 찾지 못해 쓸 것이 없습니다.")
        return FINDINGS if _warn(name, rendered.unlike) and strict else OK

    found = run(given, RENDER_WRITERS, tasks.render, status)
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
        say(f"{name}: 다시 읽으면 값이 달라지는 곳이 있습니다: {', '.join(unlike[:_MOST_PATHS])}{more}")
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
    given = Options(files=(file,), paths=paths, **options)  # type: ignore[arg-type]  # click has checked the types
    return run(given, CITE_WRITERS, tasks.cite, lambda *_: OK)


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

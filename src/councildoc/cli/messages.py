"""Messages for people: one line each on standard error, whatever is in them."""

from __future__ import annotations

import click

from councildoc.output.layout import printable

OK, FINDINGS, USAGE, UNREADABLE, INTERRUPTED, CLOSED = 0, 1, 2, 3, 130, 141
"""Exit statuses."""


def say(message: str) -> None:
    """A message for people: one line on standard error."""
    click.echo(printable(message), err=True)


def in_korean(error: click.ClickException) -> str:
    """The usage errors that people meet, in Korean; click has no Korean of its own."""
    if isinstance(error, click.MissingParameter):
        return "읽을 파일(FILE)을 적어 주세요."
    if isinstance(error, click.NoSuchOption):
        return f"없는 옵션입니다: {error.option_name}"
    if isinstance(error, click.BadOptionUsage):
        return f"옵션 {error.option_name}의 값을 적어 주세요."
    if isinstance(error, click.BadParameter) and isinstance(error.param, click.Option):
        name, kind = error.param.opts[0], error.param.type
        if isinstance(kind, click.IntRange):
            return f"{name}에는 {kind.min} 이상의 정수를 적어 주세요."
        choices = kind.choices if isinstance(kind, click.Choice) else ()
        return f"{name}에 쓸 수 없는 값입니다. 쓸 수 있는 값: {', '.join(map(str, choices))}"
    return error.format_message()

"""The command line: `councildoc parse|check|extract|render|cite|schema`. Data to standard output, messages to standard error.

Exit status: 0 every input was read, 1 an error-level finding (`check`, or `--strict`), 2 wrong usage, 3 an input could
not be read; of several the highest wins. 130 after Ctrl-C, 141 when the reader of the output has gone.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

import click

from councildoc.cli.commands import cli
from councildoc.cli.messages import CLOSED, INTERRUPTED, OK, UNREADABLE, USAGE, in_korean, say
from councildoc.cli.sink import ClosedError
from councildoc.errors import InternalError

__all__ = ["cli", "main"]


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
        say(f"councildoc: {in_korean(error)}")
        if isinstance(error, click.UsageError) and error.ctx:
            say(f"도움말: {error.ctx.command_path} --help")
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (ClosedError, SystemExit):  # click leaves by SystemExit when its own help text meets a closed pipe
        _forget_stdout()
        return CLOSED
    except Exception:  # the last resort: a fault of ours ends with a status, its traceback is for --debug
        say(f"councildoc: {InternalError.default} (internal)")
        if "--debug" in arguments:
            traceback.print_exc()
        return UNREADABLE


def _forget_stdout() -> None:
    """Let the interpreter flush into nowhere when it ends, instead of complaining about the closed pipe."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)

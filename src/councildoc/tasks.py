"""What a worker process does for the command line with one file: read it, write it, and keep what the rest needs to know.

Here and not in `cli`, so that a worker loads no command line, and the command line none of the readers.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable
from typing import Any

import attrs

from councildoc import api
from councildoc.errors import CouncildocError, DecodeError, InputError
from councildoc.limits import DEFAULT, Limits
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


@attrs.frozen
class Asked:
    """What is asked of every file of a run; `paths` for `cite`."""

    format: str
    password: str | None = None
    limits: Limits = DEFAULT
    backend: str = api.AUTO
    paths: tuple[str, ...] = ()


@attrs.frozen
class Written:
    """A file as it is written, and what is kept of its reading."""

    data: str | bytes
    kept: Any = None


@attrs.frozen
class Unread:
    """An input that cannot be read: the error, where it comes from, and what is known of the input."""

    error: CouncildocError
    traceback: str
    sha256: str | None = None
    format: str | None = None


Task = Callable[[str, "str | bytes", Asked], "Written | Unread"]
"""Name, path or bytes, and what is asked -> what became of it. Raises `PathError` for a path that leads to no value."""


def _done(
    source: str | bytes, asked: Asked, writers: tuple[Writer[Any], ...], read: Callable[[bytes], tuple[Any, Any]]
) -> Written | Unread:
    """Read with `read`, which gives what is written and what is kept."""
    writer = next(writer for writer in writers if writer.name == asked.format)
    data: bytes | None = None
    try:
        data = api.read_input(source, asked.limits)
        result, kept = read(data)
    except (InputError, DecodeError) as error:
        told = "".join(traceback.format_exception(error))
        if data is None:
            return Unread(error, told)
        return Unread(error, told, hashlib.sha256(data).hexdigest(), api.recognise(data) if data else None)
    return Written("" if writer.log else writer.write(result), kept)


def _findings_only(parsed: Parsed) -> Parsed:
    """The reading without its briefings: what is said about it needs no more."""
    return attrs.evolve(parsed, briefings=(), furniture=())


def _parsed(name: str, data: bytes, asked: Asked) -> tuple[Parsed, Parsed]:
    parsed = api.read_briefings(api.read_document(name, data, asked.password, asked.limits, asked.backend))
    return parsed, _findings_only(parsed)


def parse(name: str, source: str | bytes, asked: Asked) -> Written | Unread:
    """Keeps the findings, in a `Parsed` without briefings."""
    return _done(source, asked, WRITERS, lambda data: _parsed(name, data, asked))


def check(name: str, source: str | bytes, asked: Asked) -> Written | Unread:
    """As `parse`."""
    return _done(source, asked, CHECK_WRITERS, lambda data: _parsed(name, data, asked))


def extract(name: str, source: str | bytes, asked: Asked) -> Written | Unread:
    """Keeps the findings of extraction."""

    def read(data: bytes) -> tuple[Any, Any]:
        found = api.read_document(name, data, asked.password, asked.limits, asked.backend)
        return (found.source, found.document), found.findings

    return _done(source, asked, EXTRACT_WRITERS, read)


def render(name: str, source: str | bytes, asked: Asked) -> Written | Unread:
    """Keeps the `Rendered`: several texts are read again together."""

    def read(data: bytes) -> tuple[Rendered, Rendered]:
        rendered = api.render(api.read_reading(name, data, asked.password, asked.limits, asked.backend), asked.format)
        return rendered, rendered

    return _done(source, asked, RENDER_WRITERS, read)


def cite(name: str, source: str | bytes, asked: Asked) -> Written | Unread:
    """Keeps nothing."""
    return _done(
        source,
        asked,
        CITE_WRITERS,
        lambda data: (api.cite_paths(name, data, asked.paths, asked.password, asked.limits, asked.backend), None),
    )

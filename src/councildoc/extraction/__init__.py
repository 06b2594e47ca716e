"""Extraction: the bytes of a file -> a `Document`.

A file is recognised by its content, never by its name. Each format is one module with a `sniff` and a `read`, listed
in `FORMATS`; what is recognised but not read is named in `signatures`.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from councildoc.diagnostics import Report
from councildoc.document import Document
from councildoc.errors import EmptyError, LimitError, UnsupportedFormatError
from councildoc.extraction import hwp, hwpx, pdf, text
from councildoc.extraction.signatures import refuse

MAX_BYTES = 256 * 2**20
"""A council briefing has a few megabytes; anything near this bound is something else."""


@attrs.frozen
class Format:
    """An input format: `sniff` says whether the bytes are of this format, `read` makes the document."""

    name: str
    sniff: Callable[[bytes], bool]
    read: Callable[[bytes, str | None, Report], Document]
    by_backend: Callable[[bytes, str | None, Report, str], Document] | None = None
    """As `read`, with the back end to read with, where a format has several."""


FORMATS: tuple[Format, ...] = (
    Format("pdf", pdf.sniff, pdf.read, pdf.read),
    Format("hwp", hwp.sniff, hwp.read),
    Format("hwpx", hwpx.sniff, hwpx.read),
    Format("text", text.sniff, text.read),
)


def check_backend(backend: str) -> None:
    """Raises `ValueError` if there is no such back end."""
    if backend not in pdf.BACKENDS:
        raise ValueError(f"backend must be one of {', '.join(pdf.BACKENDS)}, not {backend!r}")


def extract(
    data: bytes, *, password: str | None = None, report: Report, backend: str = pdf.DEFAULT_BACKEND
) -> Document:
    """Read a file of any known format. Raises an `InputError`, and nothing else, if there is nothing to give.

    `backend`, one of `pdf.BACKENDS`, is the library that reads a PDF; the other formats have one reader each.
    """
    check_backend(backend)
    if not data or text.is_blank(data):
        raise EmptyError
    if len(data) > MAX_BYTES:
        raise LimitError(
            f"파일이 너무 큽니다({len(data):,}바이트, 한도 {MAX_BYTES:,}바이트). 나누어 저장한 뒤 다시 시도해 주세요."
        )
    refuse(data)
    for fmt in FORMATS:
        if fmt.sniff(data):
            if fmt.by_backend:
                return fmt.by_backend(data, password, report, backend)
            return fmt.read(data, password, report)
    raise UnsupportedFormatError

"""Extraction: the bytes of a file -> a `Document`.

A file is recognised by its content, never by its name. Each format is one module with a `sniff` and a `read`, listed
in `FORMATS`; what is recognised but not read is named in `signatures`.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from councildoc.diagnostics import Report
from councildoc.document import Document
from councildoc.errors import EmptyError, UnsupportedFormatError
from councildoc.extraction import hwp, hwpx, pdf, text
from councildoc.extraction.reading import NOTHING_READ, Reading
from councildoc.extraction.signatures import refuse
from councildoc.limits import DEFAULT, Limits


@attrs.frozen
class Format:
    """An input format: `sniff` says whether the bytes are of this format, `read` makes the document."""

    name: str
    sniff: Callable[[bytes], bool]
    read: Callable[[bytes, Reading], Document]


FORMATS: tuple[Format, ...] = (
    Format("pdf", pdf.sniff, pdf.read),
    Format("hwp", hwp.sniff, hwp.read),
    Format("hwpx", hwpx.sniff, hwpx.read),
    Format("text", text.sniff, text.read),
)


def recognised(data: bytes, limits: Limits = DEFAULT) -> Format:
    """The format of a file. Raises an `InputError` where there is nothing to read, or too much of it."""
    if not data or text.is_blank(data):
        raise EmptyError
    if len(data) > limits.bytes:
        raise limits.over("bytes", NOTHING_READ, found=len(data))
    refuse(data)
    for fmt in FORMATS:
        if fmt.sniff(data):
            return fmt
    raise UnsupportedFormatError


def extract(
    data: bytes,
    *,
    password: str | None = None,
    limits: Limits = DEFAULT,
    report: Report,
    backend: str = "pdfminer",
) -> Document:
    """Read a file of any known format. Raises an `InputError`, and nothing else, if there is nothing to give.

    `backend`, one of `pdf.BACKENDS`, is the library that reads a PDF; the other formats have one reader each.
    """
    if backend not in pdf.BACKENDS:
        raise ValueError(f"backend must be one of {', '.join(pdf.BACKENDS)}, not {backend!r}")
    return recognised(data, limits).read(data, Reading(report, password, limits, backend))

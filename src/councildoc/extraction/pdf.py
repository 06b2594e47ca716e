"""PDF -> lines, tables and furniture, in reading order with page and box.

This module holds the boundary to the third-party parser: whatever goes wrong beyond it becomes a coded error here.
The heavy imports happen on the first read.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TYPE_CHECKING, Protocol

from councildoc.diagnostics import GARBLED_TEXT, Report
from councildoc.document import Document
from councildoc.errors import CorruptError, EncryptedError, InputError, LimitError
from councildoc.extraction.pdf_soundness import Soundness, soundness
from councildoc.extraction.reading import NOTHING_READ, Reading
from councildoc.limits import Limits

if TYPE_CHECKING:
    from councildoc.extraction.pdf_content import PageContent

STREAM_SHARE = 4
"""One stream may unpack to a quarter of what the whole file may; the text of a page takes some kilobytes."""
DEFLATE_RATIO = 1032
"""No stream can be packed more densely than this."""
HEADER_WINDOW = 1024
"""`%PDF-` has to stand within the first bytes, as readers have always allowed."""


def sniff(data: bytes) -> bool:
    """The PDF header, at the start or behind some stray bytes; a text that only speaks of `%PDF-` has no objects."""
    return data.startswith(b"%PDF-") or (b"%PDF-" in data[:HEADER_WINDOW] and b" obj" in data)


def refuse_bombs(data: bytes, limits: Limits) -> None:
    """Streams that unpack to more than the bound, found before the parser unpacks them into memory."""
    most = limits.inflated // STREAM_SHARE
    start = data.find(b"stream")
    while start >= 0:
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        is_image = b"/Image" in data[max(start - 400, 0) : start]  # images are never unpacked
        if not is_image and (end - start) * DEFLATE_RATIO > most:
            _refuse_bomb(data[start + len(b"stream") : end].lstrip(b"\r\n"), limits, most)
        start = data.find(b"stream", end + len(b"endstream"))


def _refuse_bomb(packed: bytes, limits: Limits, most: int) -> None:
    inflater = zlib.decompressobj()
    size = 0
    while packed and not inflater.eof:
        try:
            size += len(inflater.decompress(packed, 2**20))
        except zlib.error:
            return  # another filter, encrypted or damaged: nothing that grows
        if size > most:
            raise limits.over("inflated", NOTHING_READ, bound=most)
        packed = inflater.unconsumed_tail


class PageReader(Protocol):
    """An open PDF. `count` pages can be read, `declared` are what the file says it has.

    `page` gives one page by its number, from 1; None if the file does not hold it.
    """

    count: int
    declared: int

    def page(self, number: int) -> PageContent | None: ...


@contextmanager
def _opened_pdfminer(data: bytes, reading: Reading) -> Iterator[PageReader]:
    from councildoc.extraction.pdf_page import opened

    with opened(data, reading) as reader:
        yield reader


@contextmanager
def _opened_pdfium(data: bytes, reading: Reading) -> Iterator[PageReader]:
    from councildoc.extraction.pdfium_page import opened

    with opened(data, reading) as reader:
        yield reader


_OPENERS: dict[str, Callable[[bytes, Reading], AbstractContextManager[PageReader]]] = {
    "pdfminer": _opened_pdfminer,
    "pdfium": _opened_pdfium,
}
BACKENDS = tuple(_OPENERS)
"""The libraries that a PDF can be read with."""
AUTO = "auto"
"""Both: the fast one, and the careful one for what it does not prove (`councildoc.proof`)."""


@contextmanager
def boundary(password: str | None) -> Iterator[None]:
    """Every failure of a parser as a coded error."""
    try:
        yield
    except InputError:
        raise
    except (MemoryError, RecursionError) as error:
        raise LimitError("문서의 구조가 너무 깊거나 커서 읽을 수 없습니다.") from error
    except Exception as error:
        # pdfminer meets damaged bytes with whatever exception the first bad value leads to (TypeError, KeyError,
        # struct.error, AssertionError ...): there is no list to catch, so any of them means that the file is damaged.
        if _is_password_error(error):
            raise EncryptedError("" if password is None else "암호가 맞지 않습니다. 암호를 확인해 주세요.") from error
        if _is_unknown_encryption(error):
            raise EncryptedError(
                "지원하지 않는 방식으로 암호화된 PDF입니다. 암호를 풀어 저장한 파일을 넣어 주세요."
            ) from error
        raise CorruptError from error


def _kinds(error: Exception) -> set[str]:
    """The names of an error's classes, and of what pdfplumber has wrapped in it: the library need not be loaded."""
    cause = error.args[0] if type(error).__name__ == "PdfminerException" and error.args else error
    return {kind.__name__ for kind in type(cause).__mro__}


def _is_password_error(error: Exception) -> bool:
    return bool(_kinds(error) & {"PDFPasswordIncorrect", "UnicodeEncodeError", "PdfiumPasswordError"})


def _is_unknown_encryption(error: Exception) -> bool:
    return bool(_kinds(error) & {"PDFEncryptionError", "PdfiumSecurityError"})


class _Guarded:
    """A reader whose failures are coded errors."""

    def __init__(self, reader: PageReader, password: str | None) -> None:
        self._reader = reader
        self._password = password
        self.count = reader.count
        self.declared = reader.declared

    def page(self, number: int) -> PageContent | None:
        with boundary(self._password):
            return self._reader.page(number)


@contextmanager
def opened(data: bytes, reading: Reading, backend: str) -> Iterator[PageReader]:
    """Open a PDF with one of `BACKENDS`. Raises an `InputError`, as reading its pages within does."""
    refuse_bombs(data, reading.limits)
    with ExitStack() as stack:
        with boundary(reading.password):
            reader = stack.enter_context(_OPENERS[backend](data, reading))
        if reader.count > reading.limits.pages:
            raise reading.limits.over("pages", NOTHING_READ, found=reader.count)
        if reader.count <= 0:
            raise CorruptError
        yield _Guarded(reader, reading.password)


def read_all(reader: PageReader) -> Iterator[PageContent]:
    """The pages that a file still holds, one after the other: what is on them takes much room."""
    for number in range(1, reader.count + 1):
        content = reader.page(number)
        if content is not None:
            yield content


def read(data: bytes, reading: Reading) -> Document:
    """Read a PDF. An owner's password alone does not hinder reading; a user's password has to be given."""
    from councildoc.extraction.pdf_document import assemble

    with opened(data, reading, reading.backend) as reader:
        report_damage(soundness(data), reading.report)
        return assemble(read_all(reader), reader.declared, reading.report)


def report_damage(state: Soundness, report: Report) -> None:
    """Whatever is read of a damaged file, something may be missing without leaving a gap."""
    if state is Soundness.BROKEN:
        report(
            GARBLED_TEXT.at(
                text="파일에 손상된 흔적이 있어 빠진 글이 있을 수 있습니다. 원본 파일을 다시 받아 견주어 보세요."
            )
        )

"""PDF -> lines, tables and furniture, in reading order with page and box.

This module holds the boundary to the third-party parser: whatever goes wrong beyond it becomes a coded error here.
The heavy imports happen on the first read.
"""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from councildoc.document import Document
from councildoc.errors import CorruptError, EncryptedError, InputError, LimitError
from councildoc.extraction.reading import NOTHING_READ, Reading
from councildoc.limits import Limits

STREAM_SHARE = 4
"""One stream may unpack to a quarter of what the whole file may; the text of a page takes some kilobytes."""
DEFLATE_RATIO = 1032
"""No stream can be packed more densely than this."""
HEADER_WINDOW = 1024
"""`%PDF-` has to stand within the first bytes, as readers have always allowed."""


def sniff(data: bytes) -> bool:
    """The PDF header, at the start or behind some stray bytes; a text that only speaks of `%PDF-` has no objects."""
    return data.startswith(b"%PDF-") or (b"%PDF-" in data[:HEADER_WINDOW] and b" obj" in data)


def _refuse_bombs(data: bytes, limits: Limits) -> None:
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


@contextmanager
def _boundary(password: str | None) -> Iterator[None]:
    """Every failure of the parser as a coded error."""
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        yield
    except InputError:
        raise
    except (MemoryError, RecursionError) as error:
        raise LimitError("문서의 구조가 너무 깊거나 커서 읽을 수 없습니다.") from error
    except Exception as error:
        # pdfminer meets damaged bytes with whatever exception the first bad value leads to (TypeError, KeyError,
        # struct.error, AssertionError ...): there is no list to catch, so any of them means that the file is damaged.
        cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
        if isinstance(cause, (PDFPasswordIncorrect, UnicodeEncodeError)):
            raise EncryptedError("" if password is None else "암호가 맞지 않습니다. 암호를 확인해 주세요.") from error
        if isinstance(cause, PDFEncryptionError):
            raise EncryptedError(
                "지원하지 않는 방식으로 암호화된 PDF입니다. 암호를 풀어 저장한 파일을 넣어 주세요."
            ) from error
        raise CorruptError from error


def read(data: bytes, reading: Reading) -> Document:
    """Read a PDF. An owner's password alone does not hinder reading; a user's password has to be given."""
    import pdfplumber

    from councildoc.extraction.pdf_document import assemble
    from councildoc.extraction.pdf_page import declared_pages, pages_read, read_page

    # Without a handler of its own, pdfminer's warnings about odd fonts would end up on standard error.
    logging.getLogger("pdfminer").addHandler(logging.NullHandler())
    password, limits = reading.password, reading.limits
    _refuse_bombs(data, limits)
    pages = []
    with _boundary(password), pdfplumber.open(io.BytesIO(data), password=password) as pdf:
        if len(pdf.pages) > limits.pages:
            raise limits.over("pages", NOTHING_READ, found=len(pdf.pages))
        if not pdf.pages:
            raise CorruptError
        declared = declared_pages(pdf)
        for page in pdf.pages:
            reading.in_time(pages_read(page))
            pages.append(read_page(page, reading))
            page.close()
    return assemble(pages, declared, reading.report)

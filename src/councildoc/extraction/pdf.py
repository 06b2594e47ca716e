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

from councildoc.diagnostics import Report
from councildoc.document import Document
from councildoc.errors import CorruptError, EncryptedError, InputError, LimitError

MAX_PAGES = 3000
MAX_INFLATED = 128 * 2**20
"""One compressed stream, unpacked; the text of a page takes some kilobytes."""
DEFLATE_RATIO = 1032
"""No stream can be packed more densely than this."""
HEADER_WINDOW = 1024
"""`%PDF-` has to stand within the first bytes, as readers have always allowed."""


def sniff(data: bytes) -> bool:
    """The PDF header, at the start or behind some stray bytes; a text that only speaks of `%PDF-` has no objects."""
    return data.startswith(b"%PDF-") or (b"%PDF-" in data[:HEADER_WINDOW] and b" obj" in data)


def _refuse_bombs(data: bytes) -> None:
    """Streams that unpack to more than the bound, found before the parser unpacks them into memory."""
    start = data.find(b"stream")
    while start >= 0:
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        is_image = b"/Image" in data[max(start - 400, 0) : start]  # images are never unpacked
        if not is_image and (end - start) * DEFLATE_RATIO > MAX_INFLATED:
            _refuse_bomb(data[start + len(b"stream") : end].lstrip(b"\r\n"))
        start = data.find(b"stream", end + len(b"endstream"))


def _refuse_bomb(packed: bytes) -> None:
    inflater = zlib.decompressobj()
    size = 0
    while packed and not inflater.eof:
        try:
            size += len(inflater.decompress(packed, 2**20))
        except zlib.error:
            return  # another filter, encrypted or damaged: nothing that grows
        if size > MAX_INFLATED:
            raise LimitError(f"압축을 풀면 너무 커지는 문서입니다(한도 {MAX_INFLATED:,}바이트).")
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


def read(data: bytes, password: str | None, report: Report) -> Document:
    """Read a PDF. An owner's password alone does not hinder reading; a user's password has to be given."""
    import pdfplumber

    from councildoc.extraction.pdf_document import assemble
    from councildoc.extraction.pdf_page import declared_pages, read_page

    # Without a handler of its own, pdfminer's warnings about odd fonts would end up on standard error.
    logging.getLogger("pdfminer").addHandler(logging.NullHandler())
    _refuse_bombs(data)
    pages = []
    with _boundary(password), pdfplumber.open(io.BytesIO(data), password=password) as pdf:
        if len(pdf.pages) > MAX_PAGES:
            raise LimitError(f"쪽이 너무 많습니다({len(pdf.pages):,}쪽, 한도 {MAX_PAGES:,}쪽).")
        if not pdf.pages:
            raise CorruptError
        declared = declared_pages(pdf)
        for page in pdf.pages:
            pages.append(read_page(page))
            page.close()
    return assemble(pages, declared, report)

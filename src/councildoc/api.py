"""Files -> readings: the functions of `import councildoc`. Only this module and the command line open files.

The stages are imported when they are first needed, so that `import councildoc` stays light.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

import attrs

from councildoc.diagnostics import Diagnostic
from councildoc.document import Document
from councildoc.errors import CouncildocError, InputError, LimitError, NotFoundError
from councildoc.model import Briefing, Parsed, Source, differences

if TYPE_CHECKING:
    from councildoc.citation import Citation
    from councildoc.output import Rendered
    from councildoc.output.citation import Cited

Input = str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO
"""A path, the bytes of a file, or a file opened for reading bytes."""

BYTES_NAME = "<bytes>"
"""The name in `Source` of an input that has none."""

MAX_BYTES = 512 * 1024 * 1024
"""No more is read from one input; the readers of `extraction` have tighter bounds of their own."""

BACKENDS = ("pdfminer", "pdfium")
"""The libraries that a PDF can be read with, as in `extraction.pdf`."""
DEFAULT_BACKEND = "pdfminer"

_CHUNK = 1 << 20


class InternalError(InputError):
    """`internal`: a fault of councildoc itself, not of the file; `__cause__` is what went wrong."""

    code = "internal"
    default = "councildoc의 내부 오류입니다. 파일의 문제가 아니니 이 파일과 함께 알려 주세요."


@attrs.frozen
class Extracted:
    """What the reader of a format gives: the document, and the findings made on the way."""

    source: Source
    document: Document
    findings: tuple[Diagnostic, ...]


def _printable_name(name: str) -> str:
    """A file name that can be written as UTF-8, whatever bytes it has on disk."""
    return os.fsencode(name).decode("utf-8", "replace")


def input_name(source: Input) -> str:
    """What the input is called in `Source`: the last part of its path, or `<bytes>`."""
    path = source if isinstance(source, (str, os.PathLike)) else getattr(source, "name", None)
    if not isinstance(path, (str, os.PathLike)):
        return BYTES_NAME
    text = os.fspath(path)
    return _printable_name(os.path.basename(text) or text)


def _read_stream(stream: BinaryIO) -> bytes:
    chunks = bytearray()
    while chunk := stream.read(_CHUNK):
        if not isinstance(chunk, bytes):
            raise TypeError("the file must be opened for bytes: open(path, 'rb')")
        chunks += chunk
        if len(chunks) > MAX_BYTES:
            raise LimitError(f"파일이 {MAX_BYTES // 1024**2}MB를 넘습니다. 나누어 저장한 뒤 다시 시도해 주세요.")
    return bytes(chunks)


def read_input(source: Input) -> bytes:
    """The bytes of an input. Raises `NotFoundError` if it cannot be opened, `LimitError` if it has no end."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source)
    if not isinstance(source, (str, os.PathLike)) and not hasattr(source, "read"):
        raise TypeError(f"a path, bytes or a binary file is needed, not {type(source).__name__}")
    try:
        if not isinstance(source, (str, os.PathLike)):
            return _read_stream(source)
        with open(source, "rb") as stream:
            return _read_stream(stream)
    except IsADirectoryError:
        raise NotFoundError("파일이 아니라 폴더입니다. 폴더 안의 파일을 지정해 주세요.") from None
    except PermissionError:
        raise NotFoundError("파일을 열 권한이 없습니다. 권한을 확인해 주세요.") from None
    except (FileNotFoundError, NotADirectoryError):
        raise NotFoundError from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise NotFoundError(f"파일을 열 수 없습니다({error}).") from error


def read_document(name: str, data: bytes, password: str | None = None, backend: str = DEFAULT_BACKEND) -> Extracted:
    """Read the lines and tables of a file. Raises `InputError`, also where councildoc itself is at fault.

    `backend` is the library that reads a PDF, `pdfminer` or `pdfium`. Raises `ValueError` for another.
    """
    from councildoc.extraction import check_backend
    from councildoc.extraction import extract as extract_bytes

    check_backend(backend)
    findings: list[Diagnostic] = []
    try:
        document = extract_bytes(data, password=password, report=findings.append, backend=backend)
    except CouncildocError:
        raise
    except (MemoryError, RecursionError) as error:
        raise LimitError from error
    except Exception as error:  # a fault of ours: named and chained, so that the other files of a call go on
        raise InternalError from error
    source = Source(name, document.format, hashlib.sha256(data).hexdigest(), document.pages)
    return Extracted(source, document, tuple(findings))


def recognise(data: bytes) -> str | None:
    """The format that the bytes of a file are of, for an error that comes before its document."""
    from councildoc.extraction import FORMATS

    return next((fmt.name for fmt in FORMATS if fmt.sniff(data)), None)


def read_briefings(extracted: Extracted) -> Parsed:
    """Read the briefings of an extracted document, and check them. Raises `InputError`, as `read_document` does."""
    from councildoc.parser import parse_document

    try:
        return parse_document(extracted.document, extracted.source, extracted.findings)
    except (MemoryError, RecursionError) as error:
        raise LimitError from error
    except Exception as error:  # as above: never swallowed, `--debug` shows the cause
        raise InternalError from error


def parse(
    source: Input, *, password: str | None = None, backend: str = DEFAULT_BACKEND, name: str | None = None
) -> Parsed:
    """Read a briefing: a path, the bytes of a file, or a file opened for bytes.

    `name` is the file's name in the result where the input itself has none. Whatever is wrong inside a readable file
    is a finding in `.diagnostics`. `backend` is the library that reads a PDF: `pdfminer`, or `pdfium`, which is faster.
    Raises `InputError` (one subclass for each code) if the file cannot be read.

    >>> parse("예산전용.pdf")
    Traceback (most recent call last):
    councildoc.errors.NotFoundError: 파일을 찾을 수 없습니다. 경로를 확인해 주세요.
    """
    return read_briefings(read_document(name or input_name(source), read_input(source), password, backend))


def extract(source: Input, *, password: str | None = None, backend: str = DEFAULT_BACKEND) -> Document:
    """The lines and tables of a file in reading order, with their places, before anything is understood.

    Raises `InputError` as `parse` does; the findings of extraction are those of `parse`.
    """
    return read_document(input_name(source), read_input(source), password, backend).document


def check(
    source: Input | Parsed, *, password: str | None = None, backend: str = DEFAULT_BACKEND
) -> tuple[Diagnostic, ...]:
    """The findings of a file, or of a reading: first those of extraction, then in the order of the document.

    Raises `InputError` as `parse` does.
    """
    return (source if isinstance(source, Parsed) else parse(source, password=password, backend=backend)).diagnostics


def parse_many(
    sources: Iterable[Input], *, password: str | None = None, backend: str = DEFAULT_BACKEND
) -> Iterator[tuple[str, Parsed | InputError]]:
    """Read many files, one at a time and in order: the name of each with its reading, or with the error that it gave.

    A file that cannot be read never stops the others.

    >>> [(name, result.code) for name, result in parse_many(["없는 파일.pdf"])]
    [('없는 파일.pdf', 'not-found')]
    """
    for source in sources:
        try:
            yield input_name(source), parse(source, password=password, backend=backend)
        except InputError as error:
            yield input_name(source), error


def cite(source: Input | Parsed, path: str, *, password: str | None = None, backend: str = DEFAULT_BACKEND) -> Citation:
    """A value, where it is printed, and what is printed there: of a file, or of a reading, whose own printed parts it quotes.

    `path` is one as findings have it, such as `briefings[0].items[0].transfers[0].amount`. Raises `PathError` if it leads to no
    value, `InputError` as `parse` does.

    >>> report = "Ⅰ 가 예산 전용\\n□ 전용개요\\n○ 전용금액 : 금 5,000천원\\n"
    >>> found = cite(report.encode(), "briefings[0].items[0].transfers[0].amount")
    >>> found.value, found.where[0].line, found.text
    (5000000, 3, '○ 전용금액 : 금 5,000천원')
    """
    from councildoc import citation

    if isinstance(source, Parsed):
        return citation.cite(source, path, citation.printed_parts(source))
    return cite_paths(input_name(source), read_input(source), [path], password, backend).citations[0]


def cite_paths(
    name: str, data: bytes, paths: Sequence[str], password: str | None = None, backend: str = DEFAULT_BACKEND
) -> Cited:
    """As `cite`, for several paths of a file, which may also be JSON that `to_json` wrote; without paths every transfer."""
    from councildoc import citation
    from councildoc.output.citation import Cited

    text = _as_json(data)
    if text is not None:
        from councildoc.output.json import from_json

        parsed = from_json(text)
        elements = citation.printed_parts(parsed)
    else:
        extracted = read_document(name, data, password, backend)
        parsed, elements = read_briefings(extracted), citation.printed_parts(extracted.document)
    wanted = paths or citation.transfer_paths(parsed)
    return Cited(parsed.source, citation.cite_all(parsed, wanted, elements), listing=not paths)


def to_text(parsed: Parsed | Iterable[Briefing]) -> str:
    """The briefings as canonical text, which people can read and correct and `parse` reads back to equal briefings.

    >>> print(to_text([Briefing(title="예산 전용 보고", session_number=305, session_kind="임시회", date="2022-02")]), end="")
    예산 전용 보고
    제305회 임시회
    일 시 : 2022. 2.
    """
    from councildoc.output.canonical import canonical_text
    from councildoc.output.composition import compose

    return canonical_text(compose(parsed.briefings if isinstance(parsed, Parsed) else parsed))


def to_hwpx(parsed: Parsed | Iterable[Briefing]) -> bytes:
    """The briefings as a HWPX document, which Hangul opens and `parse` reads back to equal briefings.

    What HWPX cannot hold is a blank: control characters, and the holes of a damaged table.
    """
    from councildoc.output import hwpx
    from councildoc.output.composition import compose

    pieces = compose(parsed.briefings if isinstance(parsed, Parsed) else parsed)
    return hwpx.to_hwpx(tuple(hwpx.without_holes(pieces)))


def render(parsed: Parsed, format: str) -> Rendered:
    """A reading written anew as `text`, `hwpx` or `json`, and read back: `unlike` names every value that would change.

    Nothing changes unless the file it was read from was damaged beyond what a sound report can print.
    """
    from councildoc.output import Rendered
    from councildoc.output.json import to_json

    if format == "json":
        return Rendered(parsed, to_json(parsed, indent=2) + "\n")
    data = to_text(parsed) if format == "text" else to_hwpx(parsed)
    return Rendered(parsed, data, tuple(differences(parsed.briefings, _read_back(data), "briefings")))


def _read_back(data: str | bytes) -> tuple[Briefing, ...]:
    """The briefings in what was written; none where nothing was, or nothing that can be read."""
    written = data.encode("utf-8", "replace") if isinstance(data, str) else data
    try:
        return parse(written).briefings
    except InputError:
        return ()


def unlike_together(rendered: Sequence[Rendered], text: str) -> tuple[str, ...]:
    """The paths at which several reports, written into one text, are read as something else; the first is `briefings[0]`."""
    whole = tuple(briefing for one in rendered for briefing in one.parsed.briefings)
    return tuple(differences(whole, _read_back(text), "briefings"))


def read_reading(name: str, data: bytes, password: str | None = None, backend: str = DEFAULT_BACKEND) -> Parsed:
    """The reading of a file, or the one that `to_json` wrote into it, in UTF-8 or UTF-16.

    Raises `InputError` as `parse` does, `DecodeError` for JSON that holds no reading.
    """
    text = _as_json(data)
    if text is not None:
        from councildoc.output.json import from_json

        return from_json(text)
    return read_briefings(read_document(name, data, password, backend))


def _as_json(data: bytes) -> str | None:
    """The text of a file that is JSON; no report begins with a brace, and one with a square bracket is no JSON behind it."""
    import json

    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    if not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) and data.lstrip()[:1] not in (b"{", b"["):
        return None
    text = data.decode(encoding, "replace")
    start = text.lstrip()[:1]
    if start == "[":
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            return None
    return text if start in ("{", "[") else None

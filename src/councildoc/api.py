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
from councildoc.errors import CouncildocError, InputError, InternalError, LimitError, NotFoundError
from councildoc.limits import DEFAULT, Limits
from councildoc.model import Briefing, Parsed, Source, differences

if TYPE_CHECKING:
    from councildoc.citation import Citation
    from councildoc.output import Rendered
    from councildoc.output.citation import Cited
    from councildoc.workers import Pool

Input = str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO
"""A path, the bytes of a file, or a file opened for reading bytes."""

BYTES_NAME = "<bytes>"
"""The name in `Source` of an input that has none."""

AUTO = "auto"
BACKENDS = (AUTO, "pdfium", "pdfminer")
"""Libraries that a PDF can be read with. `auto` is the fast pdfium, and the careful pdfminer for every page that holds what
pdfium's reading does not prove by its own sums."""

_CHUNK = 1 << 20
_OF_THIS_PROCESS = ("/dev/", "/proc/")
"""Under these a path may name another file in another process."""


@attrs.frozen
class Extracted:
    """What the reader of a format gives: the document, and the findings made on the way; what the document says, where it
    had to be understood to be proved."""

    source: Source
    document: Document
    findings: tuple[Diagnostic, ...]
    parsed: Parsed | None = None


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


def _read_stream(stream: BinaryIO, limits: Limits) -> bytes:
    chunks = bytearray()
    while chunk := stream.read(_CHUNK):
        if not isinstance(chunk, bytes):
            raise TypeError("the file must be opened for bytes: open(path, 'rb')")
        chunks += chunk
        if len(chunks) > limits.bytes:
            raise limits.over("bytes", f"{len(chunks):,}바이트까지 읽고 그만두었습니다.")
    return bytes(chunks)


def read_input(source: Input, limits: Limits = DEFAULT) -> bytes:
    """The bytes of an input. Raises `NotFoundError` if it cannot be opened, `LimitError` if it is too long."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source)
    if not isinstance(source, (str, os.PathLike)) and not hasattr(source, "read"):
        raise TypeError(f"a path, bytes or a binary file is needed, not {type(source).__name__}")
    try:
        if not isinstance(source, (str, os.PathLike)):
            return _read_stream(source, limits)
        with open(source, "rb") as stream:
            return _read_stream(stream, limits)
    except IsADirectoryError:
        raise NotFoundError("파일이 아니라 폴더입니다. 폴더 안의 파일을 지정해 주세요.") from None
    except PermissionError:
        raise NotFoundError("파일을 열 권한이 없습니다. 권한을 확인해 주세요.") from None
    except (FileNotFoundError, NotADirectoryError):
        raise NotFoundError from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise NotFoundError(f"파일을 열 수 없습니다({error}).") from error


def read_document(
    name: str, data: bytes, password: str | None = None, limits: Limits = DEFAULT, backend: str = AUTO
) -> Extracted:
    """Read the lines and tables of a file. Raises `InputError`, also where councildoc itself is at fault.

    `backend`, one of `BACKENDS`, reads the pages of a PDF; the other formats have one reader each.
    """
    from councildoc.extraction import extract as extract_bytes
    from councildoc.extraction import recognised

    if backend not in BACKENDS:
        raise ValueError(f"backend must be one of {', '.join(BACKENDS)}, not {backend!r}")
    findings: list[Diagnostic] = []
    try:
        if backend == AUTO and recognised(data, limits).name == "pdf":
            return _proved(name, data, password, limits)
        by = {} if backend == AUTO else {"backend": backend}
        document = extract_bytes(data, password=password, limits=limits, report=findings.append, **by)
    except CouncildocError:
        raise
    except (MemoryError, RecursionError) as error:
        raise LimitError from error
    except Exception as error:  # a fault of ours: named and chained, so that the other files of a call go on
        raise InternalError from error
    source = Source(name, document.format, hashlib.sha256(data).hexdigest(), document.pages)
    return Extracted(source, document, tuple(findings))


def _proved(name: str, data: bytes, password: str | None, limits: Limits) -> Extracted:
    """A PDF by its fast reader, and by the careful one where that proves nothing: for which it has to be understood."""
    from councildoc.proof import read_pdf

    found = read_pdf(data, Source(name, "pdf", hashlib.sha256(data).hexdigest(), None), password, limits)
    return Extracted(found.parsed.source, found.document, found.findings, found.parsed)


def recognise(data: bytes) -> str | None:
    """The format that the bytes of a file are of, for an error that comes before its document."""
    from councildoc.extraction import FORMATS

    return next((fmt.name for fmt in FORMATS if fmt.sniff(data)), None)


def read_briefings(extracted: Extracted) -> Parsed:
    """Read the briefings of an extracted document, and check them. Raises `InputError`, as `read_document` does."""
    from councildoc.parser import parse_document

    if extracted.parsed is not None:
        return extracted.parsed
    try:
        return parse_document(extracted.document, extracted.source, extracted.findings)
    except (MemoryError, RecursionError) as error:
        raise LimitError from error
    except Exception as error:  # as above: never swallowed, `--debug` shows the cause
        raise InternalError from error


def parse(
    source: Input,
    *,
    password: str | None = None,
    name: str | None = None,
    limits: Limits = DEFAULT,
    backend: str = AUTO,
) -> Parsed:
    """Read a briefing: a path, the bytes of a file, or a file opened for bytes.

    `name` is the file's name in the result where the input itself has none. Whatever is wrong inside a readable file
    is a finding in `.diagnostics`. Raises `InputError` (one subclass for each code) if the file cannot be read. `limits` are
    the bounds of the reading; it is done in this process, so that its time is only watched between its steps.

    >>> parse("예산전용.pdf")
    Traceback (most recent call last):
    councildoc.errors.NotFoundError: 파일을 찾을 수 없습니다. 경로를 확인해 주세요.
    """
    return _parse(name or input_name(source), source, password, limits, backend)


def _parse(name: str, source: Input, password: str | None, limits: Limits, backend: str) -> Parsed:
    return read_briefings(read_document(name, read_input(source, limits), password, limits, backend))


def extract(source: Input, *, password: str | None = None, limits: Limits = DEFAULT, backend: str = AUTO) -> Document:
    """The lines and tables of a file in reading order, with their places, before anything is understood.

    Raises `InputError` as `parse` does; the findings of extraction are those of `parse`.
    """
    return read_document(input_name(source), read_input(source, limits), password, limits, backend).document


def check(
    source: Input | Parsed, *, password: str | None = None, limits: Limits = DEFAULT, backend: str = AUTO
) -> tuple[Diagnostic, ...]:
    """The findings of a file, or of a reading: first those of extraction, then in the order of the document.

    Raises `InputError` as `parse` does.
    """
    if not isinstance(source, Parsed):
        source = parse(source, password=password, limits=limits, backend=backend)
    return source.diagnostics


def parse_many(
    sources: Iterable[Input],
    *,
    password: str | None = None,
    jobs: int = 1,
    limits: Limits = DEFAULT,
    backend: str = AUTO,
) -> Iterator[tuple[str, Parsed | InputError]]:
    """Read many files, `jobs` at a time: in the order of `sources` the name of each with its reading, or with its error.

    A file that cannot be read never stops the others, and neither does one that takes too long or with which the process
    that reads it is lost: each file is read in a worker process under a watchdog (`councildoc.workers`), also with one job.
    Sources are taken, and results kept, only a few ahead of what has been asked for. Closing the iterator ends the workers.
    Raises `ValueError` for fewer jobs than one.

    >>> [(name, result.code) for name, result in parse_many(["없는 파일.pdf"])]
    [('없는 파일.pdf', 'not-found')]
    """
    from councildoc.workers import Pool

    return _parse_many(Pool(jobs), sources, password, limits, backend)


def _parse_many(
    pool: Pool, sources: Iterable[Input], password: str | None, limits: Limits, backend: str
) -> Iterator[tuple[str, Parsed | InputError]]:
    from councildoc.workers import Call

    def calls() -> Iterator[tuple[str, Call | InputError]]:
        for source in sources:
            name = input_name(source)
            try:
                yield name, Call(_parse, (name, worker_input(source, limits), password, limits, backend), limits)
            except InputError as error:
                yield name, error

    with pool:
        yield from pool.map(calls())


def worker_input(source: Input, limits: Limits) -> str | bytes:
    """What a worker is sent of an input: a path under which it finds the same file, or the bytes.

    A worker has neither the standard input nor the open files of its caller, nor its folder once that has changed.
    """
    if isinstance(source, (str, os.PathLike)):
        path = os.fspath(source)
        if not path.startswith(_OF_THIS_PROCESS) and os.path.isfile(path):
            return os.path.join(os.getcwd(), path)
    return read_input(source, limits)


def cite(
    source: Input | Parsed,
    path: str,
    *,
    password: str | None = None,
    limits: Limits = DEFAULT,
    backend: str = AUTO,
) -> Citation:
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
    return cite_paths(input_name(source), read_input(source, limits), [path], password, limits, backend).citations[0]


def cite_paths(
    name: str,
    data: bytes,
    paths: Sequence[str],
    password: str | None = None,
    limits: Limits = DEFAULT,
    backend: str = AUTO,
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
        extracted = read_document(name, data, password, limits, backend)
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


def read_reading(
    name: str, data: bytes, password: str | None = None, limits: Limits = DEFAULT, backend: str = AUTO
) -> Parsed:
    """The reading of a file, or the one that `to_json` wrote into it, in UTF-8 or UTF-16.

    Raises `InputError` as `parse` does, `DecodeError` for JSON that holds no reading.
    """
    text = _as_json(data)
    if text is not None:
        from councildoc.output.json import from_json

        return from_json(text)
    return read_briefings(read_document(name, data, password, limits, backend))


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

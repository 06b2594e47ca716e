"""What every input has to give: a result that keeps its promises, or a coded error. Anything else is a fault.

Of a result: the places of values and findings are places of the document, nothing printed is lost or invented, JSON restores it, and
no writer fails. Of JSON: a reading that can be written in every way, or a `DecodeError`.
"""

from __future__ import annotations

import inspect
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs

import councildoc
from conservation import difference
from councildoc import Document, Limits, Location, Parsed, api, citation
from councildoc.diagnostics import DELETED_TEXT
from councildoc.errors import ERRORS, CouncildocError, DecodeError, PathError
from councildoc.output import CHECK_WRITERS, EXTRACT_WRITERS, WRITERS
from councildoc.output.citation import Cited, citations_object, citations_text

CODES = frozenset(error.code for error in ERRORS)
BACKENDS: tuple[dict[str, Any], ...] = (
    tuple({"backend": name} for name in ("auto", "pdfium", "pdfminer"))
    if "backend" in inspect.signature(api.read_document).parameters
    else ({},)
)
"""How PDFs are read: by each back end, where there are several."""


LIMITS = Limits(seconds=8)
"""A reader has to end of itself well before the pool ends it."""


class BrokenError(Exception):
    """A promise that a result does not keep."""


@attrs.frozen
class Target:
    """One way to read the inputs of a format: `read` gives the code of the outcome, and raises whatever is a fault."""

    name: str
    format: str
    read: Callable[[bytes], str]


# ------------------------------------------------------------------------------------------------------------ promises


def _locations(value: Any) -> Iterator[Location]:
    """Every place that a reading names, wherever it stands."""
    if isinstance(value, Location):
        yield value
    elif isinstance(value, tuple):
        for entry in value:
            yield from _locations(entry)
    elif isinstance(value, councildoc.Pairs):
        yield from _locations(tuple(value.values()))
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from _locations(getattr(value, field.name))


def _outside(parsed: Parsed, document: Document) -> Iterator[Location]:
    """The places that the document does not have. A finding may also be about a whole page, or a piece of one."""
    printed = set(_locations((document.elements, document.furniture)))
    yield from (place for place in _locations((parsed.briefings, parsed.furniture)) if place not in printed)
    # What a tracked change deleted stands in the file, not in the document.
    for place in _locations(tuple(found for found in parsed.diagnostics if found.code != DELETED_TEXT.code)):
        if place not in printed and not (place.page and 1 <= place.page <= (document.pages or 0)):
            yield place
    yield from (place for place in printed if place.bbox and not _upright(place.bbox))


def _upright(box: Sequence[float]) -> bool:
    x0, top, x1, bottom = box
    return x0 <= x1 and top <= bottom and abs(x0) + abs(top) + abs(x1) + abs(bottom) < float("inf")


def _kept(parsed: Parsed, document: Document) -> None:
    lost = difference(document, parsed)
    if lost:
        raise BrokenError(f"characters lost (+) or invented (-): {dict(list(lost.items())[:8])}")
    wrong = list(_outside(parsed, document))
    if wrong:
        raise BrokenError(f"{len(wrong)} places outside the document: {wrong[0]}")


def _written(parsed: Parsed) -> None:
    """Every writer writes; JSON restores the reading."""
    text = councildoc.to_json(parsed)
    if councildoc.from_json(text) != parsed or councildoc.to_json(councildoc.from_json(text)) != text:
        raise BrokenError("JSON does not restore the reading")
    for writer in (*WRITERS, *CHECK_WRITERS):
        writer.write(parsed)
        if writer.log:
            log = writer.log()
            log.add(parsed)
            log.text()
    paths = citation.transfer_paths(parsed)[:20]
    cited = Cited(parsed.source, citation.cite_all(parsed, paths, citation.printed_parts(parsed)))
    citations_text(cited)
    citations_object(cited)
    for name in ("text", "hwpx"):
        api.render(parsed, name)


# ------------------------------------------------------------------------------------------------------------- targets


def _code(error: CouncildocError) -> str:
    """The code of an error that an input may give; what is raised for a fault of ours is raised again as that."""
    if error.code not in CODES:
        raise error.__cause__ or error
    return f"{error.code}:{type(error.__cause__).__name__}" if isinstance(error.__cause__, MemoryError) else error.code


def read_document(data: bytes, **options: Any) -> str:
    """Read a file in any of the formats of documents."""
    try:
        extracted = api.read_document("x", data, limits=LIMITS, **options)
        parsed = api.read_briefings(extracted)
    except CouncildocError as error:
        return _code(error)
    _kept(parsed, extracted.document)
    _written(parsed)
    for writer in EXTRACT_WRITERS:
        writer.write((extracted.source, extracted.document))
    return "read"


def read_json(data: bytes) -> str:
    """Read the JSON of a reading, as `render` and `cite` do, and write it in every way."""
    try:
        parsed = api.read_reading("x", data)
        api.cite_paths("x", data, ())
    except DecodeError:
        return "decode"
    except CouncildocError as error:  # what does not begin as JSON does is read as a document
        return _code(error)
    _written(parsed)
    return "read"


def read_path(data: bytes) -> str:
    """Cite a value of a report: its path is the first line. What is cited is printed at its places."""
    path, _, report = data.partition(b"\n")
    try:
        cited = api.cite_paths("x", report, [path.decode("utf-8", "replace")], limits=LIMITS)
    except PathError:
        return "path"
    except CouncildocError as error:
        return _code(error)
    citations_text(cited)
    citations_object(cited)
    (found,) = cited.citations
    if found.where and found.value is not None and not found.quotes:
        raise BrokenError(f"nothing is quoted of {found.path:.200}")
    return "read"


def _pdf(options: dict[str, Any]) -> Target:
    return Target("-".join(["pdf", *options.values()]), "pdf", lambda data: read_document(data, **options))


TARGETS: tuple[Target, ...] = (
    *map(_pdf, BACKENDS),
    Target("hwp", "hwp", read_document),
    Target("hwpx", "hwpx", read_document),
    Target("text", "text", read_document),
    Target("json", "json", read_json),
    Target("path", "path", read_path),
)
"""Everything that is fuzzed; a format with several targets has its inputs read by each of them in turn."""


def outcome(read: Callable[[bytes], str], data: bytes) -> str:
    """The code of what an input gave; `!` before what is a fault, with the place it came from."""
    try:
        found = read(data)
    except BrokenError as error:
        return f"!{error}"
    except BaseException as error:
        return f"!{error!r:.300} at {_place(error)}"
    touched = forgotten()
    return f"!touched {touched}" if touched else found


def _place(error: BaseException) -> str:
    """The innermost line of ours, and the innermost of all."""
    frames = traceback.extract_tb(error.__traceback__)
    while error.__cause__ is not None and not frames:
        error = error.__cause__
        frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if f"councildoc{os.sep}" in frame.filename]
    shown = dict.fromkeys(f"{os.path.basename(frame.filename)}:{frame.lineno}" for frame in (*ours[-1:], *frames[-1:]))
    return ", ".join(shown)


# ---------------------------------------------------------------------------------------------------------------- files

_ALLOWED = tuple(
    os.path.realpath(folder) + os.sep
    for folder in {sys.prefix, sys.base_prefix, *map(os.path.abspath, sys.path)}
    if folder
)
_ACTS = frozenset({
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.system", "os.exec", "os.posix_spawn",
    "subprocess.Popen", "socket.connect", "shutil.rmtree", "tempfile.mkstemp", "tempfile.mkdtemp", "pickle.find_class", "webbrowser.open",
})  # fmt: skip
_touched: list[str] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    """Note every file that is opened, but for the reading of what is installed, and every act upon the machine."""
    if event == "open":
        path, mode, flags = arguments
        writes = (isinstance(mode, str) and set(mode) & set("wax+")) or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        known = isinstance(path, str) and (
            os.path.realpath(path).startswith(_ALLOWED) or path.startswith("/proc/self/")
        )
        if writes or not (known or isinstance(path, int)):
            _touched.append(f"{path!r} ({mode})")
    elif event in _ACTS:
        _touched.append(f"{event} {arguments!r:.100}")


def watch_files() -> None:
    """From now on, note what this process touches; a hook cannot be taken away again, so only in a process of its own."""
    sys.addaudithook(_hook)


def forgotten() -> str:
    """What was touched since the last time."""
    found = ", ".join(_touched)
    _touched.clear()
    return found

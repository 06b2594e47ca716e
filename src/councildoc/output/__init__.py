"""What can be written, and how. To add a format: write its module, list it in `WRITERS`, describe it in `docs/`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

import attrs

from councildoc.document import Document
from councildoc.errors import CouncildocError
from councildoc.model import Parsed, Source
from councildoc.output.citation import Cited, citations_object, citations_text
from councildoc.output.csv import header, to_csv
from councildoc.output.json import document_object, dump, findings_object, to_json
from councildoc.output.sarif import SarifLog, to_sarif
from councildoc.output.text import document_text, findings_text, to_summary

R = TypeVar("R")
R_contra = TypeVar("R_contra", contravariant=True)

Extract = tuple[Source, Document]
"""What `councildoc extract` writes."""


class Log(Protocol[R_contra]):
    """One output for all inputs: it is filled one by one, also with those that failed, and written at the end."""

    def add(self, result: R_contra, /) -> None: ...

    def fail(self, name: str, error: CouncildocError, /) -> None: ...

    def text(self) -> str: ...


@attrs.frozen
class Writer(Generic[R]):
    """One format: `write` gives the text (or the bytes, where it is `binary`) of one input, `head` stands once before the
    first.

    `title` is its Korean name for the help. `many`: several inputs may be written one after another, `between` standing
    between two of them. `objects`: an input that fails is written as an error object too, not only named on standard
    error. `findings`: the format shows them. `log`: makes the one output of all inputs, where they are not written one
    after another; `write` is then that of one.
    """

    name: str
    title: str
    write: Callable[[R], str | bytes]
    head: str = ""
    between: str = ""
    many: bool = True
    objects: bool = False
    findings: bool = True
    binary: bool = False
    log: Callable[[], Log[R]] | None = None


def _indented(parsed: Parsed) -> str:
    return to_json(parsed, indent=2) + "\n"


def _line(parsed: Parsed) -> str:
    return to_json(parsed) + "\n"


WRITERS: tuple[Writer[Parsed], ...] = (
    Writer("json", "JSON 객체 하나", _indented, many=False, objects=True),
    Writer("jsonl", "파일마다 JSON 한 줄", _line, objects=True),
    Writer("csv", "표 계산 프로그램용 표(보낸 과목과 받은 과목마다 한 줄)", to_csv, head=header(), findings=False),
    Writer("text", "사람이 읽는 요약", to_summary, between="\n"),
)
"""The formats of `parse`, the default first."""


def _findings_indented(parsed: Parsed) -> str:
    return dump(findings_object(parsed), 2) + "\n"


def _findings_line(parsed: Parsed) -> str:
    return dump(findings_object(parsed)) + "\n"


CHECK_WRITERS: tuple[Writer[Parsed], ...] = (
    Writer("text", "한 줄에 하나씩", findings_text),
    Writer("json", "JSON 객체 하나", _findings_indented, many=False, objects=True),
    Writer("jsonl", "파일마다 JSON 한 줄", _findings_line, objects=True),
    Writer("sarif", "편집기와 코드 저장소가 보여 주는 SARIF 2.1.0", to_sarif, log=SarifLog),
)
"""The formats of `check`, the default first."""


def _document_indented(extract: Extract) -> str:
    source, document = extract
    return dump(document_object(document, source), 2) + "\n"


def _document_line(extract: Extract) -> str:
    source, document = extract
    return dump(document_object(document, source)) + "\n"


def _document_text(extract: Extract) -> str:
    return document_text(extract[1])


EXTRACT_WRITERS: tuple[Writer[Extract], ...] = (
    Writer("json", "JSON 객체 하나", _document_indented, many=False, objects=True, findings=False),
    Writer("jsonl", "파일마다 JSON 한 줄", _document_line, objects=True, findings=False),
    Writer("text", "줄과 표 그대로", _document_text, between="\n", findings=False),
)
"""The formats of `extract`, the default first."""


def _citations_indented(cited: Cited) -> str:
    return dump(citations_object(cited), 2) + "\n"


CITE_WRITERS: tuple[Writer[Cited], ...] = (
    Writer("text", "값과 그 둘레의 인쇄된 글", citations_text, findings=False),
    Writer("json", "JSON 객체 하나", _citations_indented, many=False, objects=True, findings=False),
)
"""The formats of `cite`, the default first."""


@attrs.frozen
class Rendered:
    """A report written anew: the reading it was made of, the file, and the paths of what the file would be read as
    something else."""

    parsed: Parsed
    data: str | bytes
    unlike: tuple[str, ...] = ()


def _data(rendered: Rendered) -> str | bytes:
    return rendered.data


RENDER_WRITERS: tuple[Writer[Rendered], ...] = (
    Writer("text", "사람이 읽고 고칠 수 있으며 parse가 다시 읽는 글", _data, between="\f\n", findings=False),
    Writer("hwpx", "한글에서 여는 문서", _data, many=False, findings=False, binary=True),
    Writer("json", "JSON 객체 하나", _data, many=False, objects=True, findings=False),
)
"""The formats of `render`, the default first; `api.render` makes them."""

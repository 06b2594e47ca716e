"""Both libraries that read PDF pages give one document: texts, tables, places within half a point, findings."""

from __future__ import annotations

import threading
from pathlib import Path

import attrs
import pytest

from councildoc import api
from councildoc.diagnostics import Diagnostic
from councildoc.errors import EncryptedError
from councildoc.extraction import extract, pdf
from councildoc.extraction.pdf_content import PageContent
from councildoc.extraction.reading import Reading
from effort import LONG
from locations import FIXTURES, SHARED, needs_shared, shared_files
from pdf_maker import PageMaker
from pdf_maker import pdf as made

PDFS = sorted(path for path in FIXTURES.rglob("*.pdf") if path.parent.name != "fuzz")  # damaged ones may differ
RENDERINGS = [
    path
    for path in shared_files("facsimile/pdf/*.pdf")
    if "encuser" not in path.stem and (LONG or "long" not in path.stem)
]
"""One briefing by many producers; the one of 201 pages only in `make test-long`, the one with a password below."""
STYLES = shared_files("devset/*/*.pdf")
BLANKS_LOST = {"T01.libreoffice": 1}
"""Lines in which pdfium gives one of two blanks that follow each other in the file, however far apart they are printed."""
NEAR = 0.5


def unlike(one: object, other: object, path: str = "") -> list[str]:
    """The paths at which two documents differ; figures are equal within `NEAR`."""
    kind = type(one)
    if attrs.has(kind) and kind is type(other):
        names = [field.name for field in attrs.fields(kind)]
        return [each for name in names for each in unlike(getattr(one, name), getattr(other, name), f"{path}.{name}")]
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [each for index, (left, right) in pairs for each in unlike(left, right, f"{path}[{index}]")]
    if isinstance(one, float) and isinstance(other, (int, float)):
        return [] if abs(one - other) <= NEAR else [f"{path}: {one} {other}"]
    return [] if one == other else [f"{path}: {one!r} {other!r}"]


def pages(data: bytes, password: str | None, backend: str) -> list[PageContent]:
    with pdf.opened(data, Reading(lambda _: None, password), backend) as reader:
        return list(pdf.read_all(reader))


def compared(data: bytes) -> list[str]:
    found: dict[str, list[Diagnostic]] = {name: [] for name in pdf.BACKENDS}
    documents = [extract(data, report=found[name].append, backend=name) for name in pdf.BACKENDS]
    codes = [tuple(each.code for each in found[name]) for name in pdf.BACKENDS]
    return unlike(documents[0], documents[1]) + unlike(codes[0], codes[1], "findings")


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_documents_are_equal(path: Path) -> None:
    assert not compared(path.read_bytes())


@needs_shared
@pytest.mark.no_cover
@pytest.mark.parametrize("path", RENDERINGS, ids=lambda path: path.stem)
def test_renderings_of_one_briefing_are_equal(path: Path) -> None:
    assert not compared(path.read_bytes())


@needs_shared
@pytest.mark.no_cover
@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_other_styles_are_equal_but_for_blanks(path: Path) -> None:
    found = compared(path.read_bytes())
    assert len(found) == BLANKS_LOST.get(path.stem, 0)
    for difference in found:
        texts = "".join(difference.split()).split("'")
        assert texts[1] == texts[3]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_made_page_is_equal_however_it_is_turned(turn: int) -> None:
    page = PageMaker(extra=f"/Rotate {turn}")
    page.table([50, 150, 250], [60, 90, 120], [["부서명", "통계목"], ["가", "1,000"]])
    page.text(50, 200, "\ue000\x01마크").text(50, 230, "끝-")
    assert not compared(made(page))


def test_several_threads_read_the_same() -> None:
    data = (FIXTURES / "briefing-305.pdf").read_bytes()
    expected = pages(data, None, "pdfium")
    results: list[bool] = []

    def read() -> None:
        results.append(pages(data, None, "pdfium") == expected)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 4


def test_the_names_of_the_back_ends_are_one_list() -> None:
    assert set(api.BACKENDS) == {api.AUTO, *pdf.BACKENDS}
    with pytest.raises(ValueError, match="backend"):
        api.parse(b"%PDF-1.7 obj", backend="none")


@needs_shared
@pytest.mark.no_cover
def test_a_password_is_asked_for() -> None:
    path = SHARED / "facsimile" / "pdf" / "lo_encuser.pdf"
    for password in (None, "falsch"):
        messages = set()
        for name in pdf.BACKENDS:
            with pytest.raises(EncryptedError) as error:
                pages(path.read_bytes(), password, name)
            messages.add(str(error.value))
        assert len(messages) == 1

"""How many forms a page draws, told before any is drawn.

Eight levels of forms that each draw the next eight times are a kilobyte and sixteen million drawings (ISO 32000-1, 8.10). pdfminer
works them off one by one, pdfium lays all of them out in memory before it can be asked to stop.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import regex
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, dict_value, resolve1
from pdfminer.psparser import LIT

from councildoc.extraction.pdf_bounds import is_picture
from councildoc.extraction.pdf_content import pages_read
from councildoc.extraction.reading import Reading

DEEPEST = 40
"""pdfium draws no form that is deeper; one that draws itself would have no end."""
_DRAWN = regex.compile(rb"/([^\s/<>\[\](){}%\x00]+)[\s\x00]+Do\b")
_STRING = regex.compile(rb"\((?:[^()\\]++|\\.)*+\)", regex.DOTALL)
_ESCAPE = regex.compile(rb"#([0-9A-Fa-f]{2})")

_FORM = LIT("Form")

Forms = Mapping[Any, Any]


def bound_forms(page: PDFPage, reading: Reading, read: str) -> None:
    """Raises `LimitError` if a page draws more forms than a page may have objects; `read` says how far the reading came."""
    forms = _forms(page.resources)
    if forms and _Drawings().of(page.contents, forms) > reading.limits.objects:
        raise reading.limits.over("objects", read)


def bound_all_forms(data: bytes, reading: Reading) -> None:
    """The same for every page of a file, for a reader that is not pdfminer."""
    document = PDFDocument(PDFParser(io.BytesIO(data)), password=reading.password or "")
    pages = list(PDFPage.create_pages(document))
    for number, page in enumerate(pages, start=1):
        bound_forms(page, reading, pages_read(number, len(pages)))


def _forms(resources: Any) -> Forms:
    """Name -> form or picture, of a dictionary of resources."""
    return dict_value(dict_value(resources).get("XObject", {}))


class _Drawings:
    """Counts the drawings of one page: of each form at each depth once, however often it is drawn."""

    def __init__(self) -> None:
        self._names: dict[int, Counter[str]] = {}
        self._counts: dict[tuple[int, int], int] = {}

    def of(self, contents: Iterable[Any], forms: Forms, depth: int = 0) -> int:
        """The forms that these streams draw, and all that those draw."""
        return sum(
            times * self._form(resolve1(forms.get(name)), forms, depth)
            for content in contents
            for name, times in self._drawn(resolve1(content)).items()
        )

    def _form(self, form: Any, around: Forms, depth: int) -> int:
        if not (isinstance(form, PDFStream) and form.get("Subtype") is _FORM):
            return 0
        key = (id(form), depth)
        if key not in self._counts and depth < DEEPEST:
            resources = resolve1(form.get("Resources"))
            self._counts[key] = 1 + self.of([form], _forms(resources) if resources else around, depth + 1)
        return self._counts.get(key, 0)

    def _drawn(self, content: Any) -> Counter[str]:
        """The names that a stream draws, with how often it does."""
        if not isinstance(content, PDFStream) or is_picture(content):
            return Counter()
        if id(content) not in self._names:
            self._names[id(content)] = Counter(map(_name, _DRAWN.findall(_STRING.sub(b"", content.get_data()))))
        return self._names[id(content)]


def _name(printed: bytes) -> str:
    """A name as pdfminer has it."""
    return _ESCAPE.sub(lambda code: bytes([int(code[1], 16)]), printed).decode("utf-8", "replace")

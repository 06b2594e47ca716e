"""Forms that draw forms: a page draws as many as it may have objects, told before any is drawn."""

from __future__ import annotations

import pytest

import councildoc
from councildoc import LimitError, Limits
from councildoc.extraction.pdf import AUTO, BACKENDS
from pdf_maker import PageMaker, pdf

EVERY = (AUTO, *BACKENDS)
LETTER = "BT /F1 10 Tf 50 700 Td <B098> Tj ET "


def nested(depth: int, times: int, last: str = LETTER) -> bytes:
    """A page with one form on it, which draws the next so many times, and so on; the innermost draws `last`."""
    page = PageMaker().text(50, 50, "가")
    page.operators.append("/A0 Do")
    return pdf(page, forms=[*(f"/A{level + 1} Do " * times for level in range(depth - 1)), last])


@pytest.mark.parametrize("backend", EVERY)
@pytest.mark.parametrize("data", [nested(8, 8), nested(40, 2), nested(3, 2, last="/A0 Do /A0 Do")])
def test_forms_beyond_number_are_refused_at_once(data: bytes, backend: str) -> None:
    with pytest.raises(LimitError, match="한 쪽의 글자와 선이"):
        councildoc.extract(data, backend=backend, limits=Limits(seconds=2))


@pytest.mark.parametrize("backend", EVERY)
@pytest.mark.parametrize("last", [LETTER, LETTER + "/A9 Do /Span << /Alt (\\( /A0 Do) >> BDC EMC"])
def test_forms_within_the_bound_are_drawn(last: str, backend: str) -> None:
    data = nested(3, 2, last)

    assert list(councildoc.extract(data, backend=backend).lines()) == ["가", "나"]
    with pytest.raises(LimitError, match="--limit objects=12"):
        councildoc.extract(data, backend=backend, limits=Limits(objects=6))


@pytest.mark.parametrize("backend", EVERY)
def test_names_may_be_spelled_by_code(backend: str) -> None:
    data = pdf(PageMaker(operators=["/#41#30 Do"]), forms=["/#41#31 Do " * 700, "/A2 Do " * 700, LETTER])

    with pytest.raises(LimitError, match="한 쪽의 글자와 선이"):
        councildoc.extract(data, backend=backend)

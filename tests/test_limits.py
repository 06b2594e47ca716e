"""Every bound of `Limits`: over it the error says which one, how far the reading came, and what raises it; at it nothing is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import attrs
import pytest

import councildoc
from councildoc import LimitError, Limits
from councildoc.limits import WORDS
from hancom import Grid, c, p, to_hwp, to_hwpx
from pdf_maker import PageMaker, pdf

PAGE = PageMaker().text(50, 50, "글자" * 40)
PARAGRAPHS = [p(f"문단 {number}") for number in range(9)]
TABLE = [p("표 앞"), p(Grid(tuple(c(row, col, "칸") for row in range(3) for col in range(3))))]
NESTED = [p(Grid((c(0, 0, p(Grid((c(0, 0, p(Grid((c(0, 0, "안"),)))),)))),)))]
LONG = [p("가나다라 " * 20_000)]

CASES: list[tuple[str, bytes, Limits, Limits, str]] = [
    ("bytes", "글\n".encode() * 5, Limits(bytes=19), Limits(bytes=20), "(20바이트). 아무것도"),
    ("pages", pdf(PAGE, PAGE), Limits(pages=1), Limits(pages=2), "한도(1쪽)를 넘습니다(2쪽). 아무것도"),
    ("objects", pdf(PAGE, PAGE), Limits(objects=79), Limits(objects=80), "2쪽 가운데 0쪽까지 읽었습니다."),
    ("lines", "글\n".encode() * 5, Limits(lines=5), Limits(lines=6), "(6개). 아무것도"),
    ("lines", to_hwp(PARAGRAPHS), Limits(lines=2), Limits(lines=3), "문단 8개를 읽었습니다."),
    ("lines", to_hwpx(PARAGRAPHS), Limits(lines=2), Limits(lines=3), "문단 8개를 읽었습니다."),
    ("cells", to_hwp(TABLE), Limits(cells=8), Limits(cells=9), "(9칸). 문단 10개를 읽었습니다."),
    ("cells", to_hwpx(TABLE), Limits(cells=8), Limits(cells=9), "(9칸). 문단 10개를 읽었습니다."),
    ("nesting", to_hwp(NESTED), Limits(nesting=3), Limits(nesting=4), "한도(3겹)를 넘습니다. 문단 2개를"),
    ("nesting", to_hwpx(NESTED), Limits(nesting=3), Limits(nesting=4), "한도(3겹)를 넘습니다. 문단 2개를"),
    ("inflated", to_hwp(LONG), Limits(inflated=100_000), Limits(inflated=8_000_000), "압축을 푼 크기가"),
    ("inflated", to_hwpx(LONG), Limits(inflated=400_000), Limits(inflated=2_000_000), "section0.xml까지 풀었습니다."),
    (
        "inflated",
        pdf(PageMaker(operators=[*PAGE.operators, "%" + "q" * 2**20])),
        Limits(inflated=4 * 2**20),
        Limits(inflated=8 * 2**20),
        "한도(1,048,576바이트)를 넘습니다. 아무것도",
    ),
    ("seconds", pdf(PAGE, PAGE), Limits(seconds=1e-9), Limits(seconds=60), "2쪽 가운데 0쪽까지 읽었습니다."),
    ("seconds", to_hwp(PARAGRAPHS), Limits(seconds=1e-9), Limits(seconds=60), "구역 1개 가운데 0개까지"),
    ("seconds", to_hwpx(PARAGRAPHS), Limits(seconds=1e-9), Limits(seconds=60), "구역 1개 가운데 0개까지"),
]
"""Bound, file, limits that it is over, limits that it keeps, and what the message says."""


@pytest.mark.parametrize(("name", "data", "over", "kept", "words"), CASES)
def test_over_a_bound(name: str, data: bytes, over: Limits, kept: Limits, words: str) -> None:
    with pytest.raises(LimitError) as caught:
        councildoc.extract(data, limits=over)

    message = caught.value.message
    assert message.startswith(WORDS[name][0])
    assert words in message
    assert f"--limit {name}=" in message
    assert message.endswith("나누어 저장해 주세요.")
    assert councildoc.extract(data, limits=kept).elements
    assert councildoc.extract(data) == councildoc.extract(data, limits=kept)


def test_every_bound_is_shown() -> None:
    assert {name for name, *_ in CASES} | {"memory"} == set(WORDS) == {field.name for field in attrs.fields(Limits)}


@pytest.mark.parametrize(("name", "data"), [(name, data) for name, data, *_ in CASES if name in ("pages", "cells")])
def test_what_the_message_advises_helps(name: str, data: bytes) -> None:
    with pytest.raises(LimitError) as caught:
        councildoc.extract(data, limits=Limits(**{name: 1}))
    (number,) = re.findall(rf"--limit {name}=(\d+)", caught.value.message)

    assert councildoc.extract(data, limits=Limits(**{name: int(number)})).elements


READERS: dict[str, Callable[..., Any]] = {
    "parse": councildoc.parse,
    "extract": councildoc.extract,
    "check": councildoc.check,
    "cite": lambda data, limits: councildoc.cite(data, "briefings[0]", limits=limits),
    "parse_many": lambda data, limits: raised(next(councildoc.parse_many([data], limits=limits))[1]),
}


def raised(result: object) -> None:
    assert isinstance(result, LimitError)
    raise result


@pytest.mark.parametrize("name", READERS)
def test_everything_that_reads_takes_limits(name: str) -> None:
    with pytest.raises(LimitError, match="쪽 수가"):
        READERS[name](pdf(PAGE, PAGE), limits=Limits(pages=1))


@pytest.mark.parametrize("wrong", [{"pages": 0}, {"bytes": -1}, {"seconds": 0.0}, {"seconds": float("nan")}])
def test_bounds_are_positive(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must be more than 0"):
        Limits(**wrong)


@pytest.mark.parametrize("wrong", [{"pages": 1.5}, {"bytes": "1"}, {"nesting": True}, {"seconds": None}])
def test_bounds_are_numbers(wrong: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="must be a number"):
        Limits(**wrong)

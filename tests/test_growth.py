"""Time grows with the size of a document and no faster, whatever it is made of; at length under `make test-long`.

Each document is read and written at one size and at four times that size: quadratic time would be sixteen times as much.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pytest

import councildoc
from councildoc import api
from councildoc.extraction.pdf_fonts import declared_descents
from effort import LONG
from fuzzing.of_text import RUNS
from hancom import Grid, c, p, to_hwp, to_hwpx
from pdf_maker import PageMaker, pdf
from timing import grows_by, seconds

TIMES = 4
WITHIN = 8
TOO_SHORT = 0.05
"""Seconds of the larger document in which nothing that grows too fast could show, and noise could."""

TITLE = "제305회 임시회\n예산 전용 보고\n\n"
ITEM = f"{TITLE}Ⅰ 경로당 지원을 위한 예산 전용\n□ 전용개요\n"
HEADER = "부서명 세부사업 통계목 예산현액 감 증 전용 후 예산현액\n"
TABLE = f"{ITEM}(단위 : 천원)\n| 부서명 | 세부사업 | 통계목 | 예산현액 | 감 | 증 | 전용 후 예산현액 |\n"


def many(piece: str, head: str = ITEM) -> Callable[[int], str]:
    """So many pieces, each with its number."""
    return lambda size: head + "".join(piece.format(n=n, more=n + 10_000) for n in range(size))


LINE = "가\\n"
ROW = "| 과{n} | 사업{n} | 201-01 사무관리비 | {more} | 1,000 | - | {n} |\n"
FLAT = "도시과 사업{n} 201-01 사무관리비 {more:,} 10,000 - {n}\n"
REPORTS: dict[str, tuple[int, Callable[[int], str]]] = {
    "lines": (300, many("가나다 라마바\n")),
    "bullets": (400, many("○ 가나다 라마바\n")),
    "headings": (400, many("□ 가나다\n")),
    "titles": (250, many("예산 전용 보고\n", "")),
    "labels": (60, many("○ 전용금액 : 1,000천원\n○ 전용일자 : 2022. 1. 5.\n")),
    "transfers told": (20, many("○ 사무관리비 5,000천원을 국내여비로 전용\n○ 사무관리비 5,000천원 → 국내여비\n")),
    "units": (300, many("(단위 : 천원)\n")),
    "items": (15, many("{n}. 가{n} 예산 전용\n□ 전용개요\n○ 전용금액 : 금 5,000천원\n□ 전용사유\n○ 나{n}\n", TITLE)),
    "items with tables": (12, many("{n}. 가{n} 예산 전용\n" + TABLE[len(ITEM) :] + ROW + ROW, TITLE)),
    "briefings": (12, many(f"{ITEM}○ 전용금액 : 금 5,000천원\n\f", "")),
    "pages": (60, many("제305회 임시회 보고\n가나 {n}\n- {n} -\f", "")),
    "rows": (50, many(ROW, TABLE)),
    "rows and sums of them": (30, many(ROW + "| 소계 | | | {n} | 1,000 | - | {n} |\n", TABLE)),
    "merged rows": (50, many("| ^ | ^ | 201-01 사무관리비 | {more} | 1,000 | - | {n} |\n", TABLE)),
    "pieces of a table": (10, many("(계속)\n" + TABLE[len(ITEM) :] + 3 * ROW, TABLE + ROW)),
    "tables": (150, many("| 가 | 나 |\n| 1 | 2 |\n\n")),
    "lines of a cell": (3000, lambda size: f"{TABLE}| {LINE * size} | 나 | 201-01 사무관리비 | 1 | 1 | - | 0 |\n"),
    "columns": (300, lambda size: f"{ITEM}|{' 가 |' * size}\n|{' 1 |' * size}\n"),
    "flattened rows": (30, many(FLAT, ITEM + HEADER)),
    "flattened amounts apart": (
        40,
        lambda size: (
            many("도시과 사업{n} 201-01 사무관리비\n", ITEM + HEADER)(size) + many("{more:,} 10,000 - {n}\n", "")(size)
        ),
    ),
    "flattened tables": (6, many("□ 예산현황 {n}\n" + HEADER + FLAT + FLAT)),
    "flattened headers": (20, many(HEADER)),
    "flattened headers apart": (60, many("비고\n가나\n", ITEM + HEADER)),
}
"""What a report is made of -> how much of it, and the text."""


def read(data: bytes) -> None:
    """Read a document, check it, and write it as text and JSON."""
    parsed = api.read_briefings(api.read_document("x", data))
    councildoc.to_text(parsed)
    councildoc.to_json(parsed)


def assert_linear(made: Callable[[int], bytes], size: int) -> None:
    small, large = made(size), made(size * TIMES)
    ratio = grows_by(lambda: read(small), lambda: read(large), within=WITHIN)
    assert ratio < WITHIN or seconds(lambda: read(large)) < TOO_SHORT


@pytest.mark.no_cover
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_of_many(name: str) -> None:
    size, text = REPORTS[name]

    assert_linear(lambda size: text(size).encode(), size * 10 if LONG else size)


def everywhere(run: str, size: int) -> bytes:
    """A report with a very long text in its title, a heading, bullets, a statement, the cells of a table and its unit."""
    text = run * (size // len(run))
    return (
        f"제305회 임시회\n{text}\n예산 전용 {text} 보고\n\nⅠ 가 {text} 예산 전용\n□ {text}\n○ {text}\n"
        f"○ 전용내역 : 사무관리비 5,000천원을 {text}로 전용\n{text}\n□ 예산현황\n(단위 : 천원) {text}\n"
        f"{TABLE.splitlines()[-1]}\n| {text} | 가 | {text} | 1,000 | {text} | - | 900 |\n"
    ).encode()


SHORTER = (
    "1,",
    " ",
    "가 ",
    "((",
    "「가」",
    "→",
    "○",
    "9",
    "2021. ",
    "21.1.1.~",
    ":",
    ",",
    "-201-01",
    "에서 ",
    "전 용 ",
    "|",
    "억",
    "금 ",
)


@pytest.mark.no_cover
@pytest.mark.parametrize("run", list(dict.fromkeys(RUNS)) if LONG else SHORTER)
def test_a_very_long_text(run: str) -> None:
    assert_linear(lambda size: everywhere(run, size), 25_000 if LONG else 1_000)


@pytest.mark.no_cover
@pytest.mark.parametrize("run", ["가", "1,000 ", "○ ", "2022. 1. 5. "])
@pytest.mark.skipif(not LONG, reason="at length")
def test_a_line_of_a_million_characters(run: str) -> None:
    assert_linear(lambda size: f"{ITEM}○ {run * (size // len(run))}\n".encode(), 250_000)


@pytest.mark.no_cover
@pytest.mark.parametrize("write", [to_hwp, to_hwpx])
def test_a_table_of_many_cells(write: Callable[..., bytes]) -> None:
    def table(rows: int) -> bytes:
        heads = ["부서명", "세부사업", "통계목", "예산현액", "감", "증"]
        cells = [c(0, n, head) for n, head in enumerate(heads)]
        cells += [c(row, n, f"{row * n:,}") for row in range(1, rows) for n in range(len(heads))]
        return write([p("가 예산 전용"), p(Grid(tuple(cells)))])

    assert_linear(table, 2000 if LONG else 50)


@pytest.mark.no_cover
def test_a_page_of_many_characters() -> None:
    def page(lines: int) -> bytes:
        maker = PageMaker(height=12 * lines + 100)
        for n in range(lines):
            maker.text(50, 50 + 12 * n, f"사무관리비 {n:,}")
        return pdf(maker)

    assert_linear(page, 400 if LONG else 40)


OBJECTS: dict[str, bytes] = {
    "streams of objects": b"1 0 obj\n<</Type /ObjStm>>stream\n" + zlib.compress(bytes(1000)) + b"\nendstream endobj\n",
    "fonts": b"<</FontName /A /Descent -1>>",
    "fonts far apart": b"<</FontName /A /Descent -1>>" + bytes(5000),
}


@pytest.mark.no_cover
@pytest.mark.parametrize("name", OBJECTS)
def test_the_fonts_of_a_file_of_many_objects(name: str) -> None:
    small, large = OBJECTS[name] * 1000, OBJECTS[name] * 1000 * TIMES

    assert grows_by(lambda: declared_descents(small), lambda: declared_descents(large), within=WITHIN) < WITHIN

"""Any small budget table, flattened in any known way, comes back: its money always, its names where nothing is ambiguous."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flattening import (
    HEADERS,
    Row,
    Sketch,
    as_printed,
    cell_by_cell,
    column_by_column,
    expected_rows,
    recovered,
    row_by_row,
    rows_of,
    same_money,
)

OBJECTS = (
    ("201-01", "사무관리비"),
    ("201-02", "공공운영비"),
    ("201-03", "행사운영비"),
    ("202-01", "국내여비"),
    ("206-01", "재료비"),
    ("207-01", "연구용역비"),
    ("307-02", "민간경상사업보조"),
    ("401-01", "시설비"),
    ("405-01", "자산및물품취득비"),
)
OFFICES = (
    "기획예산과",
    "교통정책과",
    "푸른도시국\n공원녹지과",
    "정보통신담당관",
    "환경정책실\n물순환정책과",
    "복지정책과",
    "도시계획과",
)
FIRST = (
    "도서관",
    "전통시장",
    "보행환경",
    "공공데이터",
    "치매안심",
    "청년창업",
    "생활폐기물",
    "하천정비",
    "문화유산",
    "어린이집",
    "급경사지",
    "자전거",
)
SECOND = (
    "서비스 향상",
    "기반시설 조성",
    "운영 지원",
    "활성화",
    "확충 및 정비",
    "통합 관리",
    "안전 강화",
    "시범사업",
    "실태조사",
)


def lines_of(name: str, broken: bool) -> str:
    return name.replace(" ", "\n", 1) if broken else name


@st.composite
def projects(draw: st.DrawFn) -> str:
    first, second = draw(st.sampled_from(FIRST)), draw(st.sampled_from(SECOND))
    return f"{first}\n{second}" if draw(st.booleans()) else f"{first} {second}"


@st.composite
def sketches(draw: st.DrawFn) -> Sketch:
    """Tables of two to five rows whose decreases fund their increases."""
    headers = draw(st.sampled_from((HEADERS, ("부서명", "단위사업", "세부사업"), ("부서명", "세부사업"))))
    size = draw(st.integers(2, 5))
    sources = draw(st.integers(1, size - 1))
    unit = draw(st.sampled_from((1, 1_000, 50)))
    moved = draw(
        st.lists(st.integers(1, 900), min_size=max(sources, size - sources), max_size=max(sources, size - sources))
    )
    out = moved[:sources]
    into = moved[: size - sources]
    missing = sum(out) - sum(into)
    if missing > 0:
        into[-1] += missing
    else:
        out[-1] -= missing
    code = draw(st.sampled_from(("100-", "", "210-")))
    names = [draw(st.sampled_from(OFFICES)), *(draw(projects()) for _ in headers[1:])]
    rows: list[Row] = []
    for n in range(size):
        level = draw(st.integers(0 if n else len(headers), len(headers)))
        if n and level:
            names = [*names[:level], *(draw(projects()) for _ in headers[level:])]
        elif n:
            names = [draw(st.sampled_from(OFFICES)), *(draw(projects()) for _ in headers[1:])]
        amount = (out[n] if n < sources else into[n - sources]) * unit * 10
        spare = draw(st.integers(0, 5_000)) * unit
        number, name = draw(st.sampled_from(OBJECTS))
        before = amount + spare if n < sources else spare
        money = (before, amount, 0, spare) if n < sources else (before, 0, amount, before + amount)
        rows.append(Row(tuple(names), code + number, name, money))
    return Sketch(tuple(rows), headers, draw(st.sampled_from(("총 계", "합계", "계", None))))


STYLES: dict[str, Callable[[Sketch], str]] = {
    "as in the sample": as_printed,
    "sample, cells as paragraphs": lambda sketch: as_printed(sketch, inside="\n"),
    "sample, no blank lines": lambda sketch: as_printed(sketch, gap="\n", inside="\n"),
    "cell by cell": cell_by_cell,
    "column by column": column_by_column,
    "tabs": row_by_row,
    "wide blanks": lambda sketch: row_by_row(sketch, "   "),
}


@pytest.mark.parametrize("style", STYLES)
@given(sketch=sketches())
def test_the_money_comes_back(style: str, sketch: Sketch) -> None:
    found = recovered(STYLES[style](sketch))
    assert len(found.tables) == 1
    assert same_money(found.tables[0], sketch)
    assert found.lines == ["(단위 : 천원)"]


@pytest.mark.parametrize("style", ["tabs", "wide blanks", "cell by cell", "sample, cells as paragraphs"])
@given(sketch=sketches())
def test_a_name_is_right_or_reported(style: str, sketch: Sketch) -> None:
    found = recovered(STYLES[style](sketch))
    right = rows_of(found.tables[0]) == expected_rows(sketch)
    assert right or found.codes == ["name-split-uncertain"]


def test_a_border_that_only_the_turn_of_the_money_decides_is_reported() -> None:
    """Found by the property above: the second office was printed below the third line, or in the middle of its three."""
    amounts = ((10, 10, 0, 0), (20, 20, 0, 0), (0, 0, 10, 10), (0, 0, 10, 10), (0, 0, 10, 10))
    offices = ("기획예산과",) * 3 + ("푸른도시국\n공원녹지과",) * 2
    project = "도서관 서비스 향상"
    rows = (
        Row((office, project, project), "100-201-01", "사무관리비", money)
        for office, money in zip(offices, amounts, strict=True)
    )
    sketch = Sketch(tuple(rows), ("부서명", "단위사업", "세부사업"), "총 계")

    assert recovered(STYLES["sample, cells as paragraphs"](sketch)).codes == ["name-split-uncertain"]

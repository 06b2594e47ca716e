"""Small plain tables whose figures add up, and the ways in which text tools flatten them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
from hypothesis import strategies as st

Grid = tuple[tuple[str, ...], ...]

OFFICES = ("도시재생과", "공원녹지과", "체육진흥과", "교통정책과", "복지정책과", "안전총괄과")
ACCOUNTS = ("일반회계", "상수도특별회계", "교통사업특별회계", "하수도특별회계")
MEASURES = ("건수", "금액", "인원", "개소")
COUNTERS = {"건수": "건", "인원": "명", "개소": "개소"}
TOTALS = ("합 계", "계", "총계")
SPENDING = (("예산액", "집행액", "잔액"), ("예비비 결정액", "집행액", "집행잔액"), ("예산현액", "지출액", "집행잔액"))


@attrs.frozen
class Plain:
    """A grid of printed cells; `told`: its words or figures tell rows from columns."""

    cells: Grid

    @property
    def height(self) -> int:
        return len(self.cells)


def money(value: int, counter: str = "") -> str:
    return f"{value:,}{counter}" if value else "-"


def with_total(rows: Sequence[tuple[str, list[int]]], label: str) -> list[tuple[str, list[int]]]:
    return [*rows, (label, [sum(column) for column in zip(*(values for _, values in rows), strict=True)])]


@st.composite
def summed(draw: st.DrawFn) -> Plain:
    """부서별 or 회계별 총괄: measures in columns, and a total row, first or last."""
    first, names = draw(st.sampled_from((("부서명", OFFICES), ("회계", ACCOUNTS))))
    size = draw(st.integers(2, 4))
    heads = draw(st.lists(st.sampled_from(MEASURES), min_size=1, max_size=3, unique=True))
    figures = st.lists(st.integers(1, 90_000), min_size=len(heads), max_size=len(heads))
    rows = with_total([(name, draw(figures)) for name in names[:size]], draw(st.sampled_from(TOTALS)))
    if draw(st.booleans()):
        rows = [rows[-1], *rows[:-1]]
    body = (
        (name, *(money(v, COUNTERS.get(h, "")) for v, h in zip(values, heads, strict=True))) for name, values in rows
    )
    return Plain(((first, *heads), *body))


@st.composite
def crossed(draw: st.DrawFn) -> Plain:
    """부서별 총괄 with a total column: the measures are rows."""
    size = draw(st.integers(2, 4))
    labels = draw(st.lists(st.sampled_from(MEASURES), min_size=2, max_size=3, unique=True))
    rows = []
    for label in labels:
        values = draw(st.lists(st.integers(1, 90_000), min_size=size, max_size=size))
        rows.append((f"이체 {label}", *(money(v, COUNTERS.get(label, "")) for v in (sum(values), *values))))
    return Plain((("구분", "계", *OFFICES[:size]), *rows))


@st.composite
def spent(draw: st.DrawFn) -> Plain:
    """집행현황: what was allotted, spent and left, with or without a total row."""
    heads = draw(st.sampled_from(SPENDING))
    rows: list[tuple[str, list[int]]] = []
    for name in OFFICES[: draw(st.integers(2, 4))]:
        whole = draw(st.integers(2, 90_000))
        part = draw(st.integers(1, whole - 1))
        rows.append((name, [whole, part, whole - part]))
    if draw(st.booleans()):
        rows = with_total(rows, draw(st.sampled_from(TOTALS)))
    return Plain((("부서명", *heads), *((name, *map(money, values)) for name, values in rows)))


PLAIN = st.one_of(summed(), crossed(), spent())


def framed(text: str) -> str:
    return f"□ 총괄\n(단위 : 천원)\n{text}\n\n□ 향후계획"


def by_rows(table: Plain) -> str:
    """Every cell a paragraph, row after row."""
    return framed("\n\n".join(cell for row in table.cells for cell in row))


def by_columns(table: Plain) -> str:
    """Every column a paragraph, its cells below one another."""
    return framed("\n\n".join("\n".join(column) for column in zip(*table.cells, strict=True)))


def in_lines(table: Plain) -> str:
    """Every row a line."""
    return framed("\n".join("\t".join(row) for row in table.cells))


def heads_first(table: Plain) -> str:
    """The header and the first column, then the figures of every row in a line."""
    labels = "\n".join(row[0] for row in table.cells[1:])
    return framed("\n\n".join((*table.cells[0], labels, *("  ".join(row[1:]) for row in table.cells[1:]))))


STYLES: dict[str, Callable[[Plain], str]] = {
    "row by row": by_rows,
    "column by column": by_columns,
    "lines": in_lines,
    "names first": heads_first,
}


__all__ = ["PLAIN", "STYLES", "Plain", "by_columns", "by_rows", "framed", "in_lines"]

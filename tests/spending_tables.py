"""Small tables of what was spent of a reserve or a budget, with names in several columns, and how text tools flatten them."""

from __future__ import annotations

from collections.abc import Callable

import attrs
from hypothesis import strategies as st

from plain_tables import OFFICES, SPENDING, framed, money

PROJECTS = (
    "노후 축대\n응급복구",
    "한파 피해가구 임시거처 지원",
    "하천 제방\n보수",
    "급경사지 정비",
    "전통시장\n화재 복구",
    "가로수 정비",
)
OBJECTS = ("401-01 시설비", "301-14 기타보상금", "201-01 사무관리비", "206-01 재료비")
DATES = ("2019. 2. 11.", "2019. 1. 29.", "2019. 3. 4.", "2019. 12. 1.")


@attrs.frozen
class Spent:
    """The printed cells of each row by column; `total` is the label of the last row, if there is one."""

    names: tuple[str, ...]
    money: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[int, ...], str], ...]
    dated: bool
    total: str | None

    @property
    def sums(self) -> tuple[int, ...]:
        return tuple(sum(column) for column in zip(*(values for _, values, _ in self.rows), strict=True))

    @property
    def header(self) -> tuple[str, ...]:
        return (*self.names, *self.money, *(("결정일자",) if self.dated else ()))

    @property
    def expected(self) -> list[list[str]]:
        """The grid, a break in a cell as a blank and merged cells filled."""
        body = [
            [*(name.replace("\n", " ") for name in names), *map(money, values), *([date] if self.dated else [])]
            for names, values, date in self.rows
        ]
        if self.total:
            body.append([*[self.total] * len(self.names), *map(money, self.sums), *([""] if self.dated else [])])
        return [list(self.header), *body]


@st.composite
def spendings(draw: st.DrawFn) -> Spent:
    names = draw(st.sampled_from((("부서명", "세부사업", "통계목"), ("부서명", "세부사업"))))
    size = draw(st.integers(2, 4))
    projects = draw(st.permutations(PROJECTS))
    rows = []
    for n in range(size):
        whole = draw(st.integers(2, 900)) * 10
        part = draw(st.integers(1, whole // 10)) * 10
        cells = (OFFICES[n], projects[n], OBJECTS[n])[: len(names)]
        rows.append((cells, (whole, part, whole - part), DATES[n]))
    total = draw(st.sampled_from(("합 계", "계", None)))
    return Spent(names, draw(st.sampled_from(SPENDING)), tuple(rows), draw(st.booleans()), total)


def cell_by_cell(table: Spent) -> str:
    """Every cell a paragraph, row after row."""
    out = list(table.header)
    for names, values, date in table.rows:
        out += [*names, *map(money, values), *([date] if table.dated else [])]
    return framed("\n\n".join([*out, *_total(table)]))


def figures_first(table: Spent) -> str:
    """Money with its objects and dates first, then the names with their headers, as pdftotext prints a table with broken
    headers."""
    objects = len(table.names) > 2
    out = list(table.money[:2])
    for names, values, date in table.rows:
        out += [*names[2:], *map(money, values), *([date] if table.dated else [])]
    out += map(money, table.sums) if table.total else ()
    out += table.names[: 3 if objects else 2]
    for names, _, _ in table.rows:
        out += names[:2]
    return framed("\n\n".join([*out, *([table.total] if table.total else []), *table.header[len(table.names) + 2 :]]))


def names_first(table: Spent) -> str:
    """The columns of names first, then money with its objects, as pdfminer prints it: the cells of a project below one
    another without a blank line."""
    out = [*table.names, "\n".join(names[0] for names, _, _ in table.rows)]
    out += ["\n".join(names[1] for names, _, _ in table.rows), *table.header[len(table.names) :]]
    for names, values, date in table.rows:
        out += [*names[2:], *map(money, values[:2]), f"{money(values[2])} {date}" if table.dated else money(values[2])]
    return framed("\n\n".join([*out, *_total(table)]))


def _total(table: Spent) -> list[str]:
    return [table.total, *map(money, table.sums)] if table.total else []


STYLES: dict[str, Callable[[Spent], str]] = {
    "cell by cell": cell_by_cell,
    "figures first": figures_first,
    "names first": names_first,
}


__all__ = ["STYLES", "Spent", "spendings"]

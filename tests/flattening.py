"""Small budget tables and the ways in which text tools flatten them; and a recovered table read back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

import attrs

from conservation import printed
from councildoc.budget.flattened import recover
from councildoc.diagnostics import Diagnostic
from councildoc.document import Document, Line, Location, Table

HEADERS = ("부서명", "정책사업", "단위사업", "세부사업")
AMOUNTS = ("예산현액", "감", "증", "전용 후 예산현액")


@attrs.frozen
class Row:
    """One line of a table: its names (lines joined by a line feed), code, object and the four amounts."""

    names: tuple[str, ...]
    code: str
    name: str
    amounts: tuple[int, int, int, int]


@attrs.frozen
class Sketch:
    rows: tuple[Row, ...]
    headers: tuple[str, ...] = HEADERS
    total: str | None = "총 계"

    @property
    def sums(self) -> tuple[int, ...]:
        return tuple(sum(column) for column in zip(*(row.amounts for row in self.rows), strict=True))

    def printed_names(self, n: int) -> list[str | None]:
        """The names of a row; None where the cell above covers it. A cell is merged only inside merged ones."""
        row, above = self.rows[n].names, self.rows[n - 1].names if n else ()
        out: list[str | None] = []
        merged = True
        for name, upper in zip_longest(row, above):
            merged = merged and name == upper
            out.append(None if merged else name)
        return out


def money(value: int) -> str:
    return f"{value:,}" if value else "-"


def as_printed(sketch: Sketch, gap: str = "\n\n", inside: str = "\n\n") -> str:
    """As in the sample: header words glued, merged cells once, amounts on the line below the object. `gap` parts cells,
    `inside` the lines of one cell."""
    out = [
        "(단위 : 천원)\n\n예산과목\n예산현액\n(단위: 천원)\n\n증감내역\n전용 후\n예산현액"
        + " ".join((*sketch.headers, "통계목", "감", "증"))
    ]
    for n, row in enumerate(sketch.rows):
        out.extend(name.replace("\n", inside) for name in sketch.printed_names(n) if name)
        out.append(f"{row.code}{inside}{row.name}\n" + " ".join(map(money, row.amounts)))
    if sketch.total:
        out.append(f"{sketch.total} " + " ".join(map(money, sketch.sums)))
    return gap.join(out) + "\n"


def cell_by_cell(sketch: Sketch) -> str:
    """Every cell a paragraph, every amount too, row after row."""
    out = [*sketch.headers, "통계목", "예산현액", "감", "증", "전용 후\n예산현액"]
    for n, row in enumerate(sketch.rows):
        out.extend(name for name in sketch.printed_names(n) if name)
        out.extend((f"{row.code}\n{row.name}", *map(money, row.amounts)))
    if sketch.total:
        out.extend((sketch.total, *map(money, sketch.sums)))
    return "(단위 : 천원)\n\n" + "\n\n".join(out) + "\n"


def column_by_column(sketch: Sketch) -> str:
    """Every cell a paragraph, column after column; the amounts row by row behind them."""
    out = [*sketch.headers, "통계목", *AMOUNTS]
    for column in range(len(sketch.headers)):
        out.extend(name for n in range(len(sketch.rows)) if (name := sketch.printed_names(n)[column]))
    out.extend(f"{row.code}\n{row.name}" for row in sketch.rows)
    out.extend(" ".join(map(money, row.amounts)) for row in sketch.rows)
    if sketch.total:
        out.extend((sketch.total, " ".join(map(money, sketch.sums))))
    return "(단위 : 천원)\n\n" + "\n\n".join(out) + "\n"


def row_by_row(sketch: Sketch, between: str = "\t") -> str:
    """One line a row; nothing where a merged cell goes on."""
    lines = [between.join((*sketch.headers, "통계목", *AMOUNTS))]
    for n, row in enumerate(sketch.rows):
        names = [(name or "").replace("\n", " ") for name in sketch.printed_names(n)]
        lines.append(between.join((*names, f"{row.code} {row.name}", *map(money, row.amounts))))
    if sketch.total:
        lines.append(between.join((sketch.total, *[""] * len(sketch.headers), *map(money, sketch.sums))))
    return "(단위 : 천원)\n" + "\n".join(lines) + "\n"


def document(text: str) -> Document:
    lines = (Line(line, (Location(line=n),)) for n, line in enumerate(text.split("\n"), 1) if line.strip())
    return Document("text", tuple(lines))


@attrs.frozen
class Recovered:
    """What a test asks of a recovered document."""

    document: Document
    findings: list[Diagnostic]

    @property
    def tables(self) -> list[Table]:
        return [element for element in self.document.elements if isinstance(element, Table)]

    @property
    def lines(self) -> list[str]:
        return [element.text for element in self.document.elements if isinstance(element, Line)]

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]


def recovered(source: str | Document) -> Recovered:
    """The document recovered; that no letter is lost or added is checked here, for every test."""
    before = document(source) if isinstance(source, str) else source
    findings: list[Diagnostic] = []
    after = recover(before, findings.append)
    assert printed(after) == printed(before)
    assert all(
        cell.where
        for element in after.elements
        if isinstance(element, Table) and element.recovered
        for cell in element.cells
        if cell.text
    )
    return Recovered(after, findings)


def rows_of(table: Table, spaces: str = " ") -> list[list[str]]:
    """The body, merged cells filled down, a line feed in a cell as one space; header rows have no digits in the last
    amount column."""
    grid = [[cell.text.replace("\n", spaces) if cell else "" for cell in row] for row in table.grid()]
    first = next(n for n, row in enumerate(grid) if any(set(text) <= set("0123456789,-△") for text in row if text))
    return grid[first:]


def expected_rows(sketch: Sketch) -> list[list[str]]:
    rows = [
        [*(name.replace("\n", " ") for name in row.names), f"{row.code} {row.name}", *map(money, row.amounts)]
        for row in sketch.rows
    ]
    if sketch.total:
        rows.append([*[sketch.total] * (len(sketch.headers) + 1), *map(money, sketch.sums)])
    return rows


def same_money(table: Table, sketch: Sketch) -> bool:
    """Whether amounts, codes and objects are those of the sketch, row by row."""
    width = len(sketch.headers)
    return [row[width:] for row in rows_of(table)] == [row[width:] for row in expected_rows(sketch)]


__all__: Sequence[str] = (
    "AMOUNTS",
    "HEADERS",
    "Recovered",
    "Row",
    "Sketch",
    "as_printed",
    "cell_by_cell",
    "column_by_column",
    "document",
    "expected_rows",
    "printed",
    "recovered",
    "row_by_row",
    "rows_of",
    "same_money",
)

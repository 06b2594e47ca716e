"""BudgetTable -> the table to be printed, which reads back as the same budget table.

The table that was printed is kept, merged cells, remarks and all, each cell in the words it was read as. Where it no longer
says what the values say, because somebody corrected a value or made the table by hand, it is laid out anew from the values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import attrs

from councildoc.budget import tables
from councildoc.document import Cell, Table
from councildoc.joining import Lexicon
from councildoc.model import BudgetHead, BudgetLine, BudgetTable, BudgetTotal, Pairs
from councildoc.values import UNITS, bare, clean, find_unit, format_cell
from councildoc.words import AMOUNT_FIELDS, STAGE_AFTER, STAGE_BEFORE

NIL = "-"
"""What is printed where there is nothing: a blank name would take the name above it."""

_NAMES: tuple[tuple[str, str], ...] = (
    ("account", "회계"),
    ("department", "부서명"),
    ("policy_project", "정책사업"),
    ("unit_project", "단위사업"),
    ("detailed_project", "세부사업"),
)
"""Columns of names, from the widest to the narrowest, and their headers."""
_GROUP, _OBJECT, _STAGE = "연번", "통계목", "구분"
_PLAIN_HEADERS = {"before": "예산현액", "decrease": "감", "increase": "증", "after": "변경 후 예산현액"}
_UNIT_NAMES = {unit: name for name, unit in UNITS.items()}
MOST_HOLES = 10_000
"""Places without a cell that a table may have."""


def printed_table(table: BudgetTable, context: tables.Context) -> Table:
    """The table that reads back as `table` in its `context`: as it was printed if that still holds, else laid out from the
    values; under plain headers if those it has are none that can be printed."""
    kept = _settled(table)
    if kept.cells and is_sound(kept) and reads_as(kept, table, context):
        return kept
    laid_out = _laid_out(table)
    if reads_as(laid_out, table, context):
        return laid_out
    plain = _laid_out(attrs.evolve(table, columns=Pairs({field: _PLAIN_HEADERS[field] for field in _fields(table)})))
    return plain if _read(laid_out, context) is None and _read(plain, context) is not None else laid_out


def reads_as(printed: Table, table: BudgetTable, context: tables.Context) -> bool:
    """Whether a printed table is read as this budget table."""
    return _read(printed, context) == table


def _read(printed: Table, context: tables.Context) -> BudgetTable | None:
    return tables.read(printed, context, Lexicon(), "", lambda _: None)


def is_sound(table: Table) -> bool:
    """Whether each cell has a place of its own and the grid is not much larger than its cells, as damage makes it."""
    if any(min(cell.row, cell.col) < 0 or min(cell.rowspan, cell.colspan) < 1 for cell in table.cells):
        return False
    places = sum(cell.rowspan * cell.colspan for cell in table.cells)
    if not places <= table.nrows * table.ncols <= places + MOST_HOLES:
        return False
    return sum(cell is not None for row in table.grid() for cell in row) == places


# ---------------------------------------------------------------------------------------------------------- as printed


def _settled(table: BudgetTable) -> Table:
    """The printed table with each cell in the words it was read as, so that its line breaks need no second decision."""
    words = {bare(word): word for word in _words(table)}
    cells = tuple(
        attrs.evolve(cell, text=words.get(bare(cell.text), cell.text)) if "\n" in cell.text else cell
        for cell in table.printed.cells
    )
    return attrs.evolve(table.printed, cells=cells, caption=table.caption, where=())


def _words(table: BudgetTable) -> Iterator[str]:
    """Every text that the cells of a budget table were read as."""
    yield from table.columns.values()
    for line in table.lines:
        head = line.head
        yield from line.extra.keys()
        yield from filter(None, (line.group, *line.extra.values(), *(getattr(head, field) for field, _ in _NAMES)))
        yield from filter(None, (head.object_name, _object(head)))


def _object(head: BudgetHead) -> str:
    return " ".join(filter(None, (head.object_code, head.object_name)))


# ----------------------------------------------------------------------------------------------------------- laid out


@attrs.frozen
class _Column:
    """One column: its header and what each line prints in it. `merges`: equal cells below one another are one."""

    header: str
    text: Callable[[BudgetLine], str]
    field: str | None = None
    merges: bool = False


def _laid_out(table: BudgetTable) -> Table:
    columns = _columns(table)
    texts = [[column.text(line) for column in columns] for line in table.lines]
    cells = [Cell(column.header, 0, col) for col, column in enumerate(columns)]
    if _staged(table):
        cells += _stage_rows(table, columns, texts)
        rows = 1 + 2 * len(texts)
    else:
        cells += _merged(columns, texts)
        rows = 1 + len(texts)
    totals = [*table.subtotals, *([table.total] if table.total else [])] if _fields(table) else []
    for row, total in enumerate(totals, rows):
        cells += _total_row(total, table, columns, row)
    return Table(tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))), caption=table.caption)


def _columns(table: BudgetTable) -> list[_Column]:
    columns: list[_Column] = []
    if any(line.group is not None for line in table.lines):
        columns.append(_Column(_GROUP, lambda line: line.group or NIL, merges=True))
    for field, header in _NAMES:
        if any(getattr(line.head, field) is not None for line in table.lines):
            columns.append(_Column(header, _name(field), merges=True))
    columns.append(_Column(_OBJECT, lambda line: _object(line.head) or NIL))
    if len(columns) == 1:
        columns.insert(0, _Column(dict(_NAMES)["detailed_project"], _name("detailed_project")))
    extras = list(dict.fromkeys(header for line in table.lines for header in line.extra))
    amounts = _amount_columns(table)
    return [*columns, *amounts, *(_Column(header, _extra(header)) for header in extras)]


def _name(field: str) -> Callable[[BudgetLine], str]:
    return lambda line: getattr(line.head, field) or NIL


def _extra(header: str) -> Callable[[BudgetLine], str]:
    return lambda line: line.extra.get(header, "")


def _staged(table: BudgetTable) -> bool:
    """Whether two rows print one object in two stages under one header (당초, 변경)."""
    return set(table.columns) == {"before", "after"} and len(set(table.columns.values())) == 1


def _signed(table: BudgetTable) -> bool:
    """Whether one column holds both directions."""
    decrease = table.columns.get("decrease")
    return decrease is not None and decrease == table.columns.get("increase")


def _fields(table: BudgetTable) -> list[str]:
    """The amounts that the table has, in the order in which tables print them."""
    return [field for field in AMOUNT_FIELDS if field in table.columns]


def _amount_columns(table: BudgetTable) -> list[_Column]:
    if _staged(table):
        return [
            _Column(_STAGE, lambda _: ""),
            _Column(_with_unit(table, table.columns["before"]), lambda _: "", "before"),
        ]
    columns: list[_Column] = []
    for field in _fields(table):
        if _signed(table) and field == "increase":
            continue
        header = table.columns[field]
        if not columns:
            header = _with_unit(table, header)
        signed = _signed(table) and field == "decrease"
        columns.append(_Column(header, _change(table.unit) if signed else _amount(field, table.unit), field))
    return columns


def _with_unit(table: BudgetTable, header: str) -> str:
    """A header with the unit in it, where no caption announces it."""
    if table.unit not in _UNIT_NAMES or (table.caption and find_unit(table.caption) == table.unit):
        return header
    return f"{header}\n(단위: {_UNIT_NAMES[table.unit]})"


def won_cell(won: int | None, unit: int | None) -> str:
    """An amount in the unit of its table; one that is no multiple of it carries its own.

    >>> won_cell(1_500_000, 1000), won_cell(1_500_500, 1000), won_cell(None, 1)
    ('1,500', '1,500,500원', '-')
    """
    if won is None or unit not in _UNIT_NAMES:
        return NIL
    return format_cell(won, unit) if won % unit == 0 else format_cell(won) + "원"


def _amount(field: str, unit: int | None) -> Callable[[BudgetLine], str]:
    return lambda line: won_cell(getattr(line, field), unit)


def _change(unit: int | None) -> Callable[[BudgetLine], str]:
    """A signed change: △ for what is given."""

    def text(line: BudgetLine) -> str:
        return won_cell(line.increase if line.decrease is None else -line.decrease, unit)

    return text


def _merged(columns: Sequence[_Column], texts: Sequence[Sequence[str]]) -> Iterator[Cell]:
    """The cells of the lines; a name that goes on below, as do all names before it, is printed once."""
    for col, column in enumerate(columns):
        row = 0
        while row < len(texts):
            end = row + 1
            while column.merges and end < len(texts) and _goes_on(columns, texts, end, col):
                end += 1
            yield Cell(texts[row][col], row + 1, col, rowspan=end - row)
            row = end


def _goes_on(columns: Sequence[_Column], texts: Sequence[Sequence[str]], row: int, col: int) -> bool:
    return all(columns[n].merges and texts[row][n] == texts[row - 1][n] for n in range(col + 1))


def _stage_rows(table: BudgetTable, columns: Sequence[_Column], texts: Sequence[Sequence[str]]) -> Iterator[Cell]:
    stage = next(col for col, column in enumerate(columns) if column.header == _STAGE)
    for number, (line, row) in enumerate(zip(table.lines, texts, strict=True)):
        top = 1 + 2 * number
        for col, text in enumerate(row):
            if col not in (stage, stage + 1):
                yield Cell(text, top, col, rowspan=2)
        for below, (word, won) in enumerate(((STAGE_BEFORE[0], line.before), (STAGE_AFTER[0], line.after))):
            yield Cell(word, top + below, stage)
            yield Cell(won_cell(won, table.unit), top + below, stage + 1)


def _total_row(total: BudgetTotal, table: BudgetTable, columns: Sequence[_Column], row: int) -> Iterator[Cell]:
    label = next(col for col, column in enumerate(columns) if column.field is not None)
    yield Cell(clean(total.label), row, 0, colspan=label)
    for col, column in enumerate(columns[label:], label):
        if column.field is None:
            yield Cell("", row, col)
        else:
            signed = _signed(table) and column.field == "decrease"
            yield Cell(NIL if signed else won_cell(getattr(total, column.field), table.unit), row, col)

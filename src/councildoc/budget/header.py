"""The top rows of a table -> what each of its columns holds, or that it is no budget table.

A budget header has at least two columns of the head (부서, 사업, 통계목 …) and two of the four amounts; a signed column or a
pair of stages counts as two. Words are in `words.HEAD_COLUMNS` and `words.AMOUNT_COLUMNS`. Where a word fits several
fields, the sums of the rows decide, then the order of the columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import attrs
import regex

from councildoc import words
from councildoc.budget.amount_choice import choose_amounts, with_stages
from councildoc.budget.columns import CHANGES, Column, Grid, is_number, side_of, stage_of
from councildoc.document import Cell, Table
from councildoc.header_words import column_fields, counts_on
from councildoc.values import CODE, UNIT_NOTE, UNITS, bare, clean, find_unit, unspaced

_HEAD_FIELDS = tuple(words.HEAD_COLUMNS)
_AMOUNTS = frozenset(words.AMOUNT_COLUMNS)
_MAX_HEADER_ROWS = 6
_MIN_KNOWN = 2
_TOTAL = regex.compile(
    r"[①-⑳\d.\s]*(?:(?P<total>"
    + "|".join(words.TOTAL_WORDS)
    + r")|(?P<subtotal>.{0,12}?(?:"
    + "|".join(words.SUBTOTAL_WORDS)
    + r")))"
    r"(?:[(\[].*[)\]])?"
)


@attrs.frozen
class Header:
    """A budget header: the number of rows it takes and its columns.

    `sides` is one set of columns, or two where each row prints what gives beside what takes. `stage` is the column whose
    cells tell the two rows of one object apart (당초, 변경). `staged`: two sides are the stages of one budget.
    """

    rows: int
    sides: tuple[tuple[Column, ...], ...]
    stage: Column | None = None
    staged: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, those of both sides once."""
        return tuple(dict.fromkeys(column for side in self.sides for column in side))

    def first(self, field: str) -> Column | None:
        return next((column for column in self.columns if column.field == field), None)


def total_kind(text: str) -> str | None:
    """`total` or `subtotal` if the text is the label of such a row.

    >>> total_kind("총 계"), total_kind("소  계"), total_kind("합계(2건)"), total_kind("계획수립")
    ('total', 'subtotal', 'total', None)
    """
    match = _TOTAL.fullmatch(bare(text))
    if not match:
        return None
    return "subtotal" if match["subtotal"] is not None else "total"


def printed_header(cell: Cell | None) -> str:
    """A header cell as people read it: without its unit, letter-spacing and line breaks."""
    return unspaced(UNIT_NOTE.sub(" ", clean(cell.text))) if cell else ""


def header_unit(text: str) -> int | None:
    """The unit that a header cell prints, in brackets or alone: `증액(천원)`, `천원`."""
    return find_unit(text) or UNITS.get(bare(text))


def _only_unit(text: str) -> bool:
    return header_unit(text) is not None and (bare(text) in UNITS or not bare(UNIT_NOTE.sub("", clean(text))))


def header_stack(grid: Grid, column: int, rows: range, *, units: bool = False) -> list[Cell]:
    """The different printed cells above a column, from top to bottom; with `units` also those that only print a unit."""
    stack: list[Cell] = []
    for row in rows:
        cell = grid[row][column]
        if cell is not None and bare(cell.text) and (not stack or stack[-1] is not cell):
            stack.append(cell)
    words = [cell for cell in stack if not _only_unit(cell.text)]
    return words if words and not units else stack


def _is_data(row: Sequence[Cell | None], index: int) -> bool:
    """Whether a row holds data: an amount or a code."""
    for cell in row:
        if cell is None or cell.row != index:
            continue
        if is_number(cell.text) or CODE.search(clean(cell.text)):
            return True
    return False


def _header_rows(grid: Grid) -> range:
    """The rows of the header: from the first with two known words to the last before the data."""
    first: int | None = None
    top = 0
    for index, row in enumerate(grid[:_MAX_HEADER_ROWS]):
        known = {id(cell) for cell in row if cell is not None and column_fields(cell.text)}
        if first is None:
            if len(known) >= _MIN_KNOWN:
                first = index
            elif (
                _is_data(row, index)
                or len({id(cell) for cell in row if cell is not None and bare(cell.text)}) < _MIN_KNOWN
            ):
                top = index + 1  # a unit, a title or data above the header
            continue
        if not _are_units(row, index) and (
            _is_data(row, index) or not any(cell is not None and _continues(cell, index) for cell in row)
        ):
            return range(top, index)
    return range(top, min(first + 1, len(grid))) if first is not None else range(0)


def _are_units(row: Sequence[Cell | None], index: int) -> bool:
    """Whether a row prints the units of the columns above it and nothing else."""
    own = [cell.text for cell in row if cell is not None and cell.row == index and bare(cell.text)]
    return bool(own) and all(map(_only_unit, own))


def _continues(cell: Cell, index: int) -> bool:
    """Whether a cell makes its row one more header row."""
    if cell.row == index:
        return bool(column_fields(cell.text))
    return cell.row < index and cell.row + cell.rowspan > index and bool(column_fields(cell.text))


def _candidates(stack: Sequence[Cell]) -> tuple[str, ...]:
    """The fields a column may hold, by its lowest cell, or by that and the one above it."""
    lowest = printed_header(stack[-1])
    if bare(lowest) in words.DEPARTMENT_LEVELS:
        return ("department",)
    for upper in reversed(stack[:-1]):
        both = column_fields(printed_header(upper) + lowest)
        if both:
            return both
    if len(stack) > 1 and (bare(lowest) in _EMPTY_WORDS or total_kind(lowest)):
        group = column_fields(printed_header(stack[-2]))
        if group:
            return group  # `금액` alone takes the meaning of the group above it, and so does 계 beside 국비 and 시비
    return column_fields(lowest)


_EMPTY_WORDS = frozenset({"금액", "액", "천원", "원", "백만원"})


@lru_cache(maxsize=1024)
def _rank(field: str, title: str) -> int:
    """How specific a head word is: the order of the table of words."""
    solid = bare(title)
    return next((n for n, word in enumerate(words.HEAD_COLUMNS[field]) if regex.fullmatch(word, solid)), 99)


def read_header(table: Table, grid: Grid) -> Header | None:
    """The header of a budget table, or None if the table has none."""
    rows = _header_rows(grid)
    if not rows:
        return None
    stacks = [header_stack(grid, column, rows) for column in range(table.ncols)]
    spans = _spans(stacks)
    tops = [stacks[span.start] for span in spans]
    titles = [printed_header(stack[-1]) if stack else "" for stack in tops]
    uppers = [printed_header(stack[-2]) if len(stack) > 1 else "" for stack in tops]
    names = _distinct(titles, uppers)
    blank = [Column(span, None, name) for span, name in zip(spans, names, strict=True)]
    body = grid[rows.stop :]
    sides = _two_sides(tops, titles)
    if sides is None:
        options = with_stages(body, blank, [_candidates(stack) if stack else () for stack in tops], titles)
        columns = _assign(body, blank, options, titles)
        stage = _stage_column(body, columns)
        return Header(rows.stop, (columns,), stage) if _is_budget(columns, stage is not None) else None
    found = []
    changes = [bool(set(column_fields(title)) & CHANGES) for title in titles]
    staged = _are_stages(tops) and not any(of is not None and changes[n] for n, of in enumerate(sides))
    for side, (change, stage_field) in enumerate((("decrease", "before"), ("increase", "after"))):
        # Of two stages a change beside both is read once, with the later one.
        shared = [of is None and not (staged and changes[n] and side == 0) for n, of in enumerate(sides)]
        own = [n for n, of in enumerate(sides) if shared[n] or of == side]
        options = [
            column_fields(titles[n])
            if staged and shared[n]
            else _of_side(titles[n], stage_field if staged else change, staged)
            for n in own
        ]
        found.append(_assign(body, [blank[n] for n in own], options, [titles[n] for n in own]))
    header = Header(rows.stop, tuple(found), staged=staged)
    return header if _is_budget(header.columns, False) else None


def _are_stages(tops: Sequence[Sequence[Cell]]) -> bool:
    """Whether the groups of two sides are stages of one budget (당초 | 변경), not a giver and a taker."""
    return any(stage_of(printed_header(cell)) == "before" for stack in tops for cell in stack[:-1])


def _two_sides(tops: Sequence[Sequence[Cell]], titles: Sequence[str]) -> list[int | None] | None:
    """The side of each column (0 gives, 1 takes, None: shared) where head columns stand twice under two groups."""
    sides: list[int | None] = []
    heads: tuple[set[str], set[str]] = set(), set()
    for stack, title in zip(tops, titles, strict=True):
        above = [printed_header(cell) for cell in stack[:-1]]
        side = next((side for text in above if (side := side_of(text)) is not None), None)
        sides.append(side)
        if side is not None:
            heads[side].update(field for field in column_fields(title) if field in HEAD_FIELDS)
    return sides if heads[0] & heads[1] else None


def _of_side(title: str, own: str, staged: bool) -> tuple[str, ...]:
    """On its own side a change has one direction: 전용액 is what the giving side loses, and so is a bare 금액.

    Of two stages an amount is that stage's: the 예산액 under 변경 is the one after.
    """
    fields = column_fields(title)
    if bare(title) in _EMPTY_WORDS or (staged and "before" in fields):
        return (own,)
    return tuple(dict.fromkeys(own if field in CHANGES else field for field in fields))


def _assign(
    body: Grid, columns: Sequence[Column], options: Sequence[tuple[str, ...]], titles: Sequence[str]
) -> tuple[Column, ...]:
    """The columns with the fields they hold."""
    heads = _choose_heads(options, titles)
    amounts = choose_amounts(body, columns, [tuple(f for f in fields if f in _AMOUNTS) for fields in options], heads)
    return tuple(
        attrs.evolve(column, field=heads.get(index) or amounts.get(index)) for index, column in enumerate(columns)
    )


def _spans(stacks: Sequence[Sequence[Cell]]) -> list[range]:
    """The printed columns: neighbouring grid columns under one lowest header cell are one."""
    spans: list[range] = []
    for index, stack in enumerate(stacks):
        if index and stack and stacks[index - 1] and stack[-1] is stacks[index - 1][-1]:
            spans[-1] = range(spans[-1].start, index + 1)
        else:
            spans.append(range(index, index + 1))
    return spans


def _distinct(titles: Sequence[str], uppers: Sequence[str]) -> list[str]:
    """Lowest printed cells; where two would collide, upper and lower with a space."""
    solid = [bare(title) for title in titles]
    return [
        f"{upper} {title}" if upper and solid.count(bare(title)) > 1 and bare(upper) != bare(title) else title
        for title, upper in zip(titles, uppers, strict=True)
    ]


def _choose_heads(options: Sequence[tuple[str, ...]], titles: Sequence[str]) -> dict[int, str]:
    """Head fields: the most specific word wins a field; 부서 (국 and 과) and the older levels may take several."""
    chosen: dict[int, str] = {}
    for field in _HEAD_FIELDS:
        columns = [i for i, fields in enumerate(options) if field in fields and i not in chosen]
        if not columns:
            continue
        if field in {"department", "older"}:
            chosen.update(dict.fromkeys(columns, field))
            continue
        chosen[min(columns, key=lambda i: (_rank(field, titles[i]), i))] = field
    return chosen


def _stage_column(body: Grid, columns: Sequence[Column]) -> Column | None:
    """The column whose cells alternate 당초/변경 (or 전용 전/전용 후): two rows for one object."""
    if sum(column.field in _AMOUNTS for column in columns) != 1:
        return None
    for column in columns:
        if column.field in _AMOUNTS:
            continue
        marks = [stage_of(cell.text) for row in body for cell in column.cells(row)[:1]]
        stages = [mark for mark in marks if mark]
        turns = set(stages[0::2]) == {"before"} and set(stages[1::2]) == {"after"}
        if len(stages) == len(marks) >= _MIN_KNOWN and (turns or _one_by_one(stages)):
            return column
    return None


def _one_by_one(stages: Sequence[str]) -> bool:
    """Whether all rows of the one stage stand above all of the other."""
    half = len(stages) // 2
    return set(stages[:half]) == {"before"} and set(stages[half:]) == {"after"} and len(stages) == 2 * half


def is_numbering(cells: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3) …, ① ② ③ …, a b c …"""
    return counts_on(cell.text for cell in cells)


HEAD_FIELDS = frozenset(
    {
        "account",
        "department",
        "policy_project",
        "unit_project",
        "detailed_project",
        "projects",
        "object",
        "object_code",
        "object_name",
        "compilation_object",
        "compilation_code",
        "older",
    }
)


def _is_budget(columns: Sequence[Column], paired: bool) -> bool:
    heads = {column.field for column in columns if column.field in HEAD_FIELDS}
    amounts = {column.field for column in columns if column.field in _AMOUNTS}
    return len(heads) + ("projects" in heads) >= 2 and (len(amounts) + ("signed" in amounts) >= 2 or paired)

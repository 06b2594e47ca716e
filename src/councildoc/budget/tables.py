"""Table -> BudgetTable: rows become budget lines, totals and subtotals; amounts become won.

Merged cells are filled down, a blank head cell under a printed one takes its text as long as the columns before it do. A
cell that holds no amount is absent and reported, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs
import regex

from councildoc.budget.header import Column, Grid, Header, is_numbering, read_header, side_of, stage_of, total_kind
from councildoc.budget.objects import compilation_number, read_object
from councildoc.diagnostics import GARBLED_TEXT, REDACTED_VALUE, UNIT_CONFLICT, UNIT_INFERRED, UNIT_MISSING, Report
from councildoc.document import Cell, Table, Where
from councildoc.joining import Lexicon
from councildoc.model import BudgetHead, BudgetLine, BudgetTable, BudgetTotal, Pairs
from councildoc.values import UNITS, bare, clean, find_unit, parse_cell, unspaced
from councildoc.words import AMOUNT_FIELDS, NIL_MARKS

_HEADS = ("account", "department", "policy_project", "unit_project", "detailed_project")
_KEPT_WHOLE = ("compilation_object", "compilation_code", "older")
"""Columns that are read for what they say of the object, and stay in `extra` as printed."""
_DITTO = frozenset({"〃", '"', "″", "상동", "”"})
_REDACTED = regex.compile(r"[*＊●■█○×xX]{2,}")
_ACCOUNT = regex.compile(r"[\[【<(]?\s*(?P<account>[가-힣·ㆍ()\s]*회계|[가-힣]+기금)\s*[\]】>)]?")


@attrs.frozen
class Context:
    """What stands around a table: a unit printed in a heading or line before it, the amounts stated in the prose of its
    item, and the budget table before it in the same block."""

    unit: int | None = None
    stated: tuple[int, ...] = ()
    previous: BudgetTable | None = None


@attrs.frozen
class _Printed:
    """The texts and places of one grid row, by column; `own` are the columns whose cell begins in this row."""

    texts: dict[int, str]
    cells: dict[int, tuple[Cell, ...]]
    own: frozenset[int]


def read(table: Table, context: Context, lexicon: Lexicon, path: str, report: Report) -> BudgetTable | None:
    """The budget table that a table is, or None if it has no budget header. Findings carry `path`."""
    grid = table.grid()
    header = read_header(table, grid)
    if header is None:
        return None
    unit = _unit(table, header, grid, context, path, report)
    return _Reader(table, grid, header, unit, lexicon, path, report).read()


def _unit(table: Table, header: Header, grid: Grid, context: Context, path: str, report: Report) -> int | None:
    """The unit of a table: its caption's, its header's, that of the lines before it, else one the prose proves."""
    caption = find_unit(table.caption) if table.caption else None
    above = [u for row in grid[: header.rows] for cell in row if cell is not None and (u := find_unit(cell.text))]
    printed = list(dict.fromkeys([*([caption] if caption else []), *above]))
    if len(printed) > 1:
        names = {unit: name for name, unit in UNITS.items()}
        chosen = _proved_unit(header, grid, context.stated, printed) or caption or printed[0]
        report(
            UNIT_CONFLICT.at(
                path,
                _place_of(table),
                table.caption or "",
                units=", ".join(names[u] for u in printed),
                chosen=names[chosen],
            )
        )
        return chosen
    if printed or context.unit:
        return printed[0] if printed else context.unit
    if context.previous is not None and context.previous.columns == _amount_titles(header):
        return context.previous.unit  # the same columns go on in a second table
    if _all_carry_units(header, grid):
        return 1
    proved = _proved_unit(header, grid, context.stated, sorted(set(UNITS.values())))
    if proved:
        report(
            UNIT_INFERRED.at(
                path, _place_of(table), unit=proved, amount=_matching(header, grid, context.stated, proved)
            )
        )
        return proved
    report(UNIT_MISSING.at(path, _place_of(table)))
    return None


def _amount_titles(header: Header) -> Pairs[str]:
    """The amounts that a table has, each with its printed header; a signed column stands for 감 and 증."""
    if header.stage is not None:
        only = next(column for column in header.columns if column.field in AMOUNT_FIELDS)
        return Pairs({"before": only.title, "after": only.title})
    signed = header.first("signed")
    found = {
        field: header.first(field) or (signed if field in ("decrease", "increase") else None) for field in AMOUNT_FIELDS
    }
    return Pairs({field: column.title for field, column in found.items() if column is not None})


def _amount_cells(header: Header, grid: Grid) -> list[Cell]:
    fields = ("decrease", "increase", "signed")
    columns = [column for column in header.columns if column.field in fields] or [
        column for column in header.columns if column.field in ("before", "after")
    ]
    return [cell for row in grid[header.rows :] for column in columns for cell in column.cells(row)]


def _all_carry_units(header: Header, grid: Grid) -> bool:
    cells = [cell for cell in _amount_cells(header, grid) if not set(bare(cell.text)) <= NIL_MARKS]
    return bool(cells) and all(bare(cell.text).endswith("원") for cell in cells)


def _proved_unit(header: Header, grid: Grid, stated: Sequence[int], units: Sequence[int]) -> int | None:
    proved = [unit for unit in units if _matching(header, grid, stated, unit) is not None]
    return proved[0] if len(proved) == 1 else None


def _matching(header: Header, grid: Grid, stated: Sequence[int], unit: int) -> int | None:
    for cell in _amount_cells(header, grid):
        try:
            value = parse_cell(cell.text)
        except ValueError:
            continue
        if value and abs(value) * unit in stated:
            return abs(value) * unit
    return None


@attrs.define
class _Reader:
    table: Table
    grid: Grid
    header: Header
    unit: int | None
    lexicon: Lexicon
    path: str
    report: Report
    columns: tuple[Column, ...] = ()
    lines: list[BudgetLine] = attrs.field(factory=list)
    totals: list[tuple[str, BudgetTotal]] = attrs.field(factory=list)

    def read(self) -> BudgetTable:
        account: str | None = None
        above: dict[int, _Printed] = {}
        for index in range(self.header.rows, len(self.grid)):
            row = self.grid[index]
            self.columns = self.header.columns
            whole = self._printed(row, index)
            kind = self._total(whole)
            if kind:
                self.totals.append((kind, self._total_row(whole)))
                continue
            if is_numbering([cell for cells in whole.cells.values() for cell in cells]):
                continue
            band = self._band(row)
            if band is not None:
                account = band or account
                above.clear()
                continue
            before = len(self.lines)
            for side, columns in enumerate(self.header.sides):
                self.columns = columns
                printed = self._printed(row, index)
                if self._has_line(printed):
                    above[side] = self._filled(printed, above.get(side))
                    self._add_line(above[side], account)
            self._merge_stages(before)
        self.columns = self.header.columns
        return self._table()

    def _merge_stages(self, first: int) -> None:
        """Two sides of a row that print one object in two stages (당초 | 변경) are one line."""
        if len(self.lines) - first != len(self.header.sides) or len(self.header.sides) == 1:
            return
        left, right = self.lines[first:]
        one_way = left.decrease is None and right.increase is None
        if left.head == right.head and (one_way or self.header.staged):
            places = Pairs({**left.places, **right.places})
            where = tuple(dict.fromkeys((*left.where, *right.where)))
            change = right if self.header.staged else left
            merged = attrs.evolve(
                left,
                decrease=change.decrease,
                increase=change.increase,
                after=right.after,
                extra=Pairs({**left.extra, **right.extra}),
                where=where,
                places=places,
            )
            self.lines[first:] = [merged]

    # ---- rows

    def _printed(self, row: Sequence[Cell | None], index: int) -> _Printed:
        cells = {n: tuple(column.cells(row)) for n, column in enumerate(self.columns)}
        texts = {n: "\n".join(cell.text for cell in found) for n, found in cells.items()}
        own = frozenset(n for n, found in cells.items() if any(cell.row == index for cell in found))
        return _Printed(texts, cells, own)

    def _fields(self, *fields: str) -> list[int]:
        return [n for n, column in enumerate(self.columns) if column.field in fields]

    def _amounts(self) -> list[int]:
        return self._fields("before", "decrease", "increase", "signed", "after")

    def _total(self, printed: _Printed) -> str | None:
        """`total` or `subtotal` if the first cell that begins in this row says so."""
        for n, column in enumerate(self.columns):
            if n in printed.own and column.field not in AMOUNT_FIELDS and column.field != "signed":
                kind = total_kind(printed.texts[n])
                if kind:
                    return kind
        return None

    def _band(self, row: Sequence[Cell | None]) -> str | None:
        """A row that is one cell over the whole width: the account it names, "" for any other text; None: no such row."""
        cells = {id(cell): cell for cell in row if cell is not None}
        if len(cells) != 1:
            return None
        only = next(iter(cells.values()))
        if only.colspan < len(self.grid[0]) or len(self.columns) < 2:
            return None
        match = _ACCOUNT.fullmatch(clean(only.text))
        return unspaced(match["account"]) if match else ""

    def _has_line(self, printed: _Printed) -> bool:
        """A line is a row in which an amount or an object begins; the rest of a tall cell is none."""
        return bool(printed.own & set(self._amounts())) or bool(
            printed.own & set(self._fields("object", "object_code", "object_name"))
        )

    def _filled(self, printed: _Printed, above: _Printed | None) -> _Printed:
        """Blank head cells take the text above them while every head column before them is the same as above."""
        texts, cells = dict(printed.texts), dict(printed.cells)
        same = True
        for n, column in enumerate(self.columns):
            if column.field not in (*_HEADS, "group", "compilation_object"):
                continue
            text = bare(texts[n])
            if (text in _DITTO and above is not None) or (
                not text and above is not None and same and column.field != "compilation_object"
            ):
                texts[n], cells[n] = above.texts[n], above.cells[n]
            elif above is not None and bare(above.texts[n]) != text:
                same = False
        return attrs.evolve(printed, texts=texts, cells=cells)

    # ---- values

    def _add_line(self, printed: _Printed, account: str | None) -> None:
        stage = self.header.stage
        if stage is not None and self._pair_with_last(printed, stage):
            return
        amounts, places = self._read_amounts(printed)
        head, head_places = self._head(printed, account)
        extra = self._extra(printed)
        group = self._text(printed, "group")
        where = _places(printed.cells.values())
        self.lines.append(
            BudgetLine(
                head=head,
                group=group,
                extra=Pairs(extra),
                where=where,
                places=Pairs({**head_places, **places, **self._place(printed, "group")}),
                **amounts,
            )
        )

    def _pair_with_last(self, printed: _Printed, stage: Column) -> bool:
        """The second row of a pair (당초 above 변경): its amount is the `after` of the line above."""
        n = self.columns.index(stage)
        if stage_of(printed.texts[n]) != "after" or not self.lines:
            return False
        amounts, places = self._read_amounts(printed)
        value, place = next(((v, f) for f, v in amounts.items() if v is not None), (None, None))
        last = self.lines[-1]
        moved = {**last.places, **({"after": places[place]} if place and place in places else {})}
        self.lines[-1] = attrs.evolve(
            last, after=value, where=last.where + _places(printed.cells.values()), places=Pairs(moved)
        )
        return True

    def _text(self, printed: _Printed, field: str) -> str | None:
        pieces = [piece for piece in self._pieces(printed, field) if bare(piece)]
        if not pieces or all(set(bare(piece)) <= NIL_MARKS for piece in pieces):
            return None
        return unspaced(self.lexicon.join(pieces))

    def _pieces(self, printed: _Printed, *fields: str) -> list[str]:
        """The printed lines of columns of the head. A cell that only repeats its column's header names nothing."""
        pieces: list[str] = []
        for n in self._fields(*fields):
            text = printed.texts[n]
            if bare(text) and bare(text) in {bare(self.columns[n].title), bare(self.columns[n].title.split(" ")[-1])}:
                self.report(GARBLED_TEXT.at(self._here(), _places([printed.cells[n]]), clean(text), text=clean(text)))
            else:
                pieces += text.split("\n")
        return pieces

    def _place(self, printed: _Printed, *fields: str) -> dict[str, Where]:
        found = _places([printed.cells[n] for n in self._fields(*fields)])
        return {fields[0]: found} if found else {}

    def _head(self, printed: _Printed, account: str | None) -> tuple[BudgetHead, dict[str, Where]]:
        names = {field: self._text(printed, field) for field in _HEADS}
        names["account"] = names["account"] or account
        pieces = self._pieces(printed, "object_code", "object", "object_name")
        pieces = [piece for piece in pieces if not set(bare(piece)) <= NIL_MARKS]
        compilation = next(
            (
                number
                for field in ("compilation_code", "compilation_object")
                if (number := compilation_number(self._text(printed, field) or ""))
            ),
            None,
        )
        code, name = read_object(pieces, compilation, self.lexicon)
        places: dict[str, Where] = {}
        for field in _HEADS:
            places |= self._place(printed, field)
        object_place = _places([printed.cells[n] for n in self._fields("object_code", "object", "object_name")])
        if code:
            places["object_code"] = object_place
        if name:
            places["object_name"] = object_place
        return BudgetHead(object_code=code, object_name=name, **names), places

    def _extra(self, printed: _Printed) -> dict[str, str]:
        """Every other column: printed header -> text, merged cells filled down, no key for an empty cell."""
        extra: dict[str, str] = {}
        for n, column in enumerate(self.columns):
            if column is self.header.stage or (column.field not in (None, *_KEPT_WHOLE)):
                continue
            text = self.lexicon.join([piece for piece in printed.texts[n].split("\n") if bare(piece)])
            if text:
                extra[column.title or f"열 {n + 1}"] = text
        return extra

    def _read_amounts(self, printed: _Printed) -> tuple[dict[str, int | None], dict[str, Where]]:
        values: dict[str, int | None] = dict.fromkeys(AMOUNT_FIELDS)
        places: dict[str, Where] = {}
        for n in self._amounts():
            column = self.columns[n]
            if n not in printed.own:
                continue
            won = self._won(printed.texts[n], printed.cells[n])
            place = _places([printed.cells[n]])
            if column.field == "signed":
                if won is not None:
                    field = "decrease" if won < 0 else "increase"
                    values[field], places[field] = abs(won), place
            elif column.field is not None:
                values[column.field] = won
                if place:
                    places[column.field] = place
        return self._directed(values, places, printed)

    def _directed(
        self, values: dict[str, int | None], places: dict[str, Where], printed: _Printed
    ) -> tuple[dict[str, int | None], dict[str, Where]]:
        """Signs as the fields mean them: a △ in a 감 column is a decrease; an unsigned 전용액 follows from the sums, else
        from a cell of its row that says 감, 전용재원 and the like."""
        decrease, increase = values["decrease"], values["increase"]
        if decrease is not None and decrease < 0:
            values["decrease"] = -decrease
        if increase and not decrease and self.header.first("signed") and self._gives(values, increase, printed):
            values["decrease"], values["increase"] = increase, None
            if "increase" in places:
                places["decrease"] = places.pop("increase")
        return values, places

    def _gives(self, values: dict[str, int | None], change: int, printed: _Printed) -> bool:
        """Whether an unsigned change is a decrease."""
        before, after = values["before"] or 0, values["after"] or 0
        if values["before"] is not None and self.header.first("after"):
            return before - change == after and before + change != after
        words = [side_of(printed.texts[n]) for n, column in enumerate(self.columns) if column.field is None]
        return 0 in words and 1 not in words

    def _won(self, text: str, cells: Sequence[Cell]) -> int | None:
        where = _places([tuple(cells)])
        if _REDACTED.fullmatch(bare(text)):
            self.report(REDACTED_VALUE.at(self._here(), where, clean(text), text=clean(text)))
            return None
        try:
            # Two pieces of one number broken over lines are one number; two numbers are none.
            won = parse_cell(text, self.unit or 1)
        except ValueError:
            self.report(GARBLED_TEXT.at(self._here(), where, clean(text), text=clean(text)))
            return None
        return won if self.unit is not None else None

    def _here(self) -> str:
        return f"{self.path}.lines[{len(self.lines)}]"

    # ---- totals

    def _total_row(self, printed: _Printed) -> BudgetTotal:
        label = next(
            clean(printed.texts[n])
            for n, column in enumerate(self.columns)
            if n in printed.own and total_kind(printed.texts[n])
        )
        values: dict[str, int | None] = dict.fromkeys(AMOUNT_FIELDS)
        places: dict[str, Where] = {}
        for n in self._amounts():
            column = self.columns[n]
            if column.field is None or column.field == "signed" or n not in printed.own:
                continue
            values[column.field] = self._won(printed.texts[n], printed.cells[n])
            if (value := values["decrease"]) is not None and value < 0:
                values["decrease"] = -value
            places[column.field] = _places([printed.cells[n]])
        return BudgetTotal(label, where=_places(printed.cells.values()), places=Pairs(places), **values)

    def _table(self) -> BudgetTable:
        total, subtotals = self._sorted_totals()
        return BudgetTable(
            unit=self.unit,
            caption=self.table.caption,
            columns=_amount_titles(self.header),
            lines=tuple(self.lines),
            subtotals=subtotals,
            total=total,
            printed=self.table,
            where=_place_of(self.table),
        )

    def _sorted_totals(self) -> tuple[BudgetTotal | None, tuple[BudgetTotal, ...]]:
        """The total, and the subtotals in printed order. Of several 합계 the one that sums all lines is the total."""
        totals = [row for kind, row in self.totals if kind == "total"]
        if not totals:
            return None, tuple(row for _, row in self.totals)
        best = max(totals, key=lambda row: (self._agreement(row), "총" in row.label, totals.index(row)))
        return best, tuple(row for _, row in self.totals if row is not best)

    def _agreement(self, row: BudgetTotal) -> int:
        sums = {field: sum(getattr(line, field) or 0 for line in self.lines) for field in AMOUNT_FIELDS}
        return sum((getattr(row, field) or 0) == sums[field] for field in AMOUNT_FIELDS if self.header.first(field))


def _place_of(table: Table) -> Where:
    """The place of a table: its own, else those of all its cells."""
    return table.where or _places([table.cells])


def _places(groups: Iterable[Iterable[Cell]]) -> Where:
    places = [place for cells in groups for cell in cells for place in cell.where]
    return tuple(dict.fromkeys(places))

"""Table -> BudgetTable: rows become budget lines, totals and subtotals; amounts become won.

Merged cells are filled down, a blank head cell under a printed one takes its text as long as the columns before it do. A
cell that holds no amount is absent and reported, never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from councildoc.budget import stacked, stages
from councildoc.budget.columns import Column, Grid, is_number, side_of, stage_of
from councildoc.budget.groups import group_sums
from councildoc.budget.header import Header, is_numbering, read_header, total_kind
from councildoc.budget.objects import compilation_number, read_object
from councildoc.budget.rows import Printed, body_rows, is_note, once
from councildoc.budget.sums import account_of, sorted_totals, spread
from councildoc.budget.transposed import turned
from councildoc.budget.units import Context, Unit, amount_titles, header_places, place_of, places_of, unit_of
from councildoc.diagnostics import GARBLED_TEXT, REDACTED_VALUE, Report
from councildoc.document import Cell, Table, Where
from councildoc.joining import Lexicon
from councildoc.model import BudgetHead, BudgetLine, BudgetTable, BudgetTotal, Pairs
from councildoc.values import CODE, bare, clean, parse_cell, unspaced
from councildoc.words import AMOUNT_COLUMNS, AMOUNT_FIELDS, NIL_MARKS

__all__ = ["Context", "read"]

_HEADS = ("account", "department", "policy_project", "unit_project", "detailed_project")
_OBJECT = ("object", "object_code", "object_name")
_KEPT_WHOLE = ("compilation_object", "compilation_code", "older")
"""Columns that are read for what they say of the object, and stay in `extra` as printed."""
_DITTO = frozenset({"〃", '"', "″", "상동", "”"})
_REDACTED = regex.compile(r"[*＊●■█○×xX]{2,}")
_NO_ACCOUNT: tuple[str, Where] = ("", ())


def read(table: Table, context: Context, lexicon: Lexicon, path: str, report: Report) -> BudgetTable | None:
    """The budget table that a table is, or None if it has no budget header. Findings carry `path`."""
    grid = table.grid()
    header = read_header(table, grid)
    printed = table
    if header is None:
        table = turned(table)
        grid = table.grid()
        header = read_header(table, grid)
    if header is None:
        return None
    unit = unit_of(table, header, grid, context, path, report)
    read = _Reader(table, body_rows(grid, header), header, unit, lexicon, path, report).read()
    places = {"unit": unit.where, **table.places, **header_places(header, grid)}
    return attrs.evolve(read, printed=printed, places=Pairs({field: where for field, where in places.items() if where}))


@attrs.define
class _Reader:
    table: Table
    grid: Grid
    header: Header
    unit: Unit
    lexicon: Lexicon
    path: str
    report: Report
    columns: tuple[Column, ...] = ()
    lines: list[BudgetLine] = attrs.field(factory=list)
    totals: list[tuple[str, BudgetTotal]] = attrs.field(factory=list)
    account: tuple[str, Where] = _NO_ACCOUNT
    since: int = 0

    def read(self) -> BudgetTable:
        above: dict[int, Printed] = {}
        groups = group_sums(self.grid, self.header)
        for index in range(self.header.rows, len(self.grid)):
            row = self.grid[index]
            self.columns = self.header.columns
            whole = self._printed(row, index)
            label = self._total_label(whole)
            if label is not None:
                self._add_total(total_kind(whole.texts[label]) or "subtotal", self._total_row(whole, label))
                continue
            if is_numbering([cell for cells in whole.cells.values() for cell in cells]):
                continue
            band = self._band(row)
            if band is not None:
                account = account_of(band.text)
                self.account = (account, band.where) if account else self.account
                self.since = len(self.lines) if account else self.since
                if not is_note(band.text):
                    above.clear()
                continue
            summed = self._account_sum(whole)
            if summed is not None:
                self._add_total("subtotal", self._total_row(whole, summed))
                self._belong(whole.cells[summed][0])
                above.clear()
                continue
            if index in groups:
                self._add_total("subtotal", self._total_row(whole, groups[index]))
                above[0] = self._filled(once(whole), above.get(0))
                continue
            if self._is_torn(row, whole):
                continue
            before = len(self.lines)
            for side, columns in enumerate(self.header.sides):
                self.columns = columns
                printed = self._printed(row, index)
                if self._has_line(printed):
                    above[side] = self._filled(printed, above.get(side))
                    self._add_line(above[side])
            self._merge_stages(before)
        self.columns = self.header.columns
        return self._table()

    def _merge_stages(self, first: int) -> None:
        """Two sides of a row that print one object in two stages (당초 | 변경) are one line."""
        if len(self.lines) - first != len(self.header.sides) or len(self.header.sides) == 1:
            return
        left, right = self.lines[first:]
        line = stages.merged(left, right, staged=self.header.staged)
        if line is not None:
            self.lines[first:] = [line]

    # ---- rows

    def _printed(self, row: Sequence[Cell | None], index: int) -> Printed:
        cells = {n: tuple(column.cells(row)) for n, column in enumerate(self.columns)}
        texts = {n: "\n".join(cell.text for cell in found) for n, found in cells.items()}
        own = frozenset(n for n, found in cells.items() if any(cell.row == index for cell in found))
        return Printed(texts, cells, own)

    def _fields(self, *fields: str) -> list[int]:
        return [n for n, column in enumerate(self.columns) if column.field in fields]

    def _amounts(self) -> list[int]:
        return self._fields("before", "decrease", "increase", "signed", "after")

    def _total_label(self, printed: Printed) -> int | None:
        """The column of the first cell that begins in this row and says that the row is a sum. Of two stages the later row
        goes on with the label of the earlier."""
        for n, column in enumerate(self.columns):
            begins = n in printed.own or self.header.stage is not None
            if begins and column.field not in AMOUNT_COLUMNS and total_kind(printed.texts[n]):
                return n
        return None

    def _band(self, row: Sequence[Cell | None]) -> Cell | None:
        """The cell of a row that is one cell over the whole width."""
        cells = {id(cell): cell for cell in row if cell is not None}
        if len(cells) != 1 or len(self.columns) < 2:
            return None
        only = next(iter(cells.values()))
        return only if only.colspan >= len(self.grid[0]) else None

    def _account_sum(self, printed: Printed) -> int | None:
        """The column of a cell that names an account and is the whole head of a row with amounts: the row is the sum of that
        account."""
        heads = [n for n in self._fields(*_HEADS, *_OBJECT) if printed.cells[n]]
        cells = {id(cell): cell for n in heads for cell in printed.cells[n]}
        if len(cells) != 1 or not printed.own & set(self._amounts()):
            return None
        return heads[0] if heads[0] in printed.own and account_of(printed.texts[heads[0]]) else None

    def _belong(self, cell: Cell) -> None:
        """The sum of an account stands below its lines if these are still without one, else above them."""
        named = account_of(cell.text) or "", cell.where
        lines, start = self.lines[self.since :], self.since
        self.since = len(self.lines)
        if not lines or any(line.head.account for line in lines):
            self.account = named
            return
        for index, line in enumerate(lines, start):
            places = Pairs({"account": named[1], **line.places})
            self.lines[index] = attrs.evolve(line, head=attrs.evolve(line.head, account=named[0]), places=places)

    def _is_torn(self, row: Sequence[Cell | None], printed: Printed) -> bool:
        """Whether a row has lost cells, so that figures or codes stand under names; it is reported and read no further."""
        missing = any(all(row[k] is None for k in self.columns[n].span) for n in self._amounts())
        names = [printed.texts[n] for n in self._fields(*_HEADS) if n in printed.own]
        if not missing or not any(is_number(text) or CODE.search(clean(text)) for text in names):
            return False
        text = clean(" ".join(printed.texts.values()))
        self.report(GARBLED_TEXT.at(self._here(), places_of(printed.cells.values()), text, text=text))
        return True

    def _has_line(self, printed: Printed) -> bool:
        """A line is a row in which an amount or an object begins; the rest of a tall cell is none."""
        return bool(printed.own & set(self._amounts())) or bool(printed.own & set(self._fields(*_OBJECT)))

    def _filled(self, printed: Printed, above: Printed | None) -> Printed:
        """Blank head cells take the text above them while every head column before them is the same as above."""
        texts, cells = dict(printed.texts), dict(printed.cells)
        same = True
        for n, column in enumerate(self.columns):
            if column.field not in (*_HEADS, "projects", "group", "compilation_object"):
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

    def _add_line(self, printed: Printed) -> None:
        amounts, places = self._read_amounts(printed)
        head, head_places = self._head(printed)
        extra, extra_places = self._extra(printed)
        group = self._text(printed, "group")
        where = places_of(printed.cells.values())
        line = BudgetLine(
            head=head,
            group=group,
            extra=Pairs(extra),
            where=where,
            places=Pairs({**head_places, **places, **self._place(printed, "group"), **extra_places}),
            **amounts,
        )
        if self._stage(printed) == "after":
            line = stages.as_later(line)
            earlier = stages.earlier_of(self.lines, line)
            if earlier is not None:
                self.lines[earlier] = stages.with_later(self.lines[earlier], line)
                return
        self.lines.append(line)

    def _stage(self, printed: Printed) -> str | None:
        """`before` or `after` where two rows print one object."""
        stage = self.header.stage
        return stage_of(printed.texts[self.columns.index(stage)]) if stage is not None else None

    def _text(self, printed: Printed, field: str) -> str | None:
        pieces = [piece for piece in self._pieces(printed, field) if bare(piece)]
        if not pieces or all(set(bare(piece)) <= NIL_MARKS for piece in pieces):
            return None
        return unspaced(self.lexicon.join(pieces))

    def _pieces(self, printed: Printed, *fields: str) -> list[str]:
        """The printed lines of columns of the head. A cell that only repeats its column's header names nothing."""
        pieces: list[str] = []
        for n in self._fields(*fields):
            text = printed.texts[n]
            if bare(text) and bare(text) in {bare(self.columns[n].title), bare(self.columns[n].title.split(" ")[-1])}:
                self.report(GARBLED_TEXT.at(self._here(), places_of([printed.cells[n]]), clean(text), text=clean(text)))
            else:
                pieces += text.split("\n")
        return pieces

    def _place(self, printed: Printed, *fields: str) -> dict[str, Where]:
        found = places_of([printed.cells[n] for n in self._fields(*fields)])
        return {fields[0]: found} if found else {}

    def _head(self, printed: Printed) -> tuple[BudgetHead, dict[str, Where]]:
        names = {field: self._text(printed, field) for field in _HEADS}
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
        for n in self._fields("projects"):
            for field, text in stacked.names(self.columns[n].title, printed.texts[n]).items():
                names[field] = names[field] or unspaced(self.lexicon.join(text.split("\n")))
                places.setdefault(field, places_of([printed.cells[n]]))
        if not names["account"] and self.account[0]:
            names["account"], places["account"] = self.account
        places |= self._object_places(printed, code, name)
        return BudgetHead(object_code=code, object_name=name, **names), places

    def _object_places(self, printed: Printed, code: str | None, name: str | None) -> dict[str, Where]:
        """The places of code and name: the column that prints it whole; else all that it may be pieced together from, for a
        code the 편성목 too."""
        own = self._fields(*_OBJECT)
        found: dict[str, Where] = {}
        for field, value, others in (
            ("object_code", code, self._fields("compilation_code", "compilation_object")),
            ("object_name", name, []),
        ):
            if value:
                whole = next(([n] for n in own if bare(value) in bare(printed.texts[n])), [*others, *own])
                found[field] = places_of([printed.cells[n] for n in whole])
        return {field: where for field, where in found.items() if where}

    def _extra(self, printed: Printed) -> tuple[dict[str, str], dict[str, Where]]:
        """Every other column: printed header -> text, merged cells filled down, no key for an empty cell; and the places of
        each as `extra.<header>`."""
        extra: dict[str, str] = {}
        places: dict[str, Where] = {}
        for n, column in enumerate(self.columns):
            if column is self.header.stage or (column.field not in (None, *_KEPT_WHOLE, "projects")):
                continue
            if column.field == "projects" and stacked.names(column.title, printed.texts[n]):
                continue
            text = self.lexicon.join([piece for piece in printed.texts[n].split("\n") if bare(piece)])
            if text:
                title = column.title or f"열 {n + 1}"
                extra[title] = text
                places[f"extra.{title}"] = places_of([printed.cells[n]])
        return extra, places

    def _read_amounts(self, printed: Printed) -> tuple[dict[str, int | None], dict[str, Where]]:
        values: dict[str, int | None] = dict.fromkeys(AMOUNT_FIELDS)
        places: dict[str, Where] = {}
        for n in self._amounts():
            column = self.columns[n]
            if n not in printed.own:
                continue
            won = self._won(n, printed.cells[n], shared=self._shared(n, printed))
            place = places_of([printed.cells[n]])
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
        self, values: dict[str, int | None], places: dict[str, Where], printed: Printed
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

    def _gives(self, values: dict[str, int | None], change: int, printed: Printed) -> bool:
        """Whether an unsigned change is a decrease."""
        before, after = values["before"] or 0, values["after"] or 0
        if values["before"] is not None and self.header.first("after"):
            return before - change == after and before + change != after
        words = [side_of(printed.texts[n]) for n, column in enumerate(self.columns) if column.field is None]
        return 0 in words and 1 not in words

    def _won(self, n: int, cells: Sequence[Cell], *, shared: bool = False) -> int | None:
        """The won in the cells of a column; a figure that other amounts share is not that of one."""
        text = "\n".join(cell.text for cell in cells)
        where = places_of([cells])
        if _REDACTED.fullmatch(bare(text)):
            self.report(REDACTED_VALUE.at(self._here(), where, clean(text), text=clean(text)))
            return None
        try:
            # Two pieces of one number broken over lines are one number; two numbers are none.
            won = parse_cell(text, self.unit.over(self.columns[n]) or 1)
            if won is not None and shared:
                raise ValueError(text)
        except ValueError:
            self.report(GARBLED_TEXT.at(self._here(), where, clean(text), text=clean(text)))
            return None
        return won if self.unit.won is not None else None

    def _shared(self, n: int, printed: Printed) -> bool:
        """Whether a cell of a column lies over another amount too; the one change of two sides is the same column."""
        others = [m for m in self._amounts() if self.columns[m].span != self.columns[n].span]
        return any(cell in printed.cells[m] for cell in printed.cells[n] for m in others)

    def _here(self) -> str:
        return f"{self.path}.lines[{len(self.lines)}]"

    # ---- totals

    def _add_total(self, kind: str, row: BudgetTotal) -> None:
        if self.header.stage is not None and "after" in row.places:
            for index, (earlier_kind, earlier) in reversed(list(enumerate(self.totals))):
                both = stages.total_with_later(earlier, row)
                if both is not None:
                    self.totals[index] = earlier_kind, both
                    return
        self.totals.append((kind, row))

    def _total_row(self, printed: Printed, label: int) -> BudgetTotal:
        values: dict[str, int | None] = dict.fromkeys(AMOUNT_FIELDS)
        places: dict[str, Where] = {"label": places_of([printed.cells[label]])}
        figures = self._figures(printed, label)
        fields = [self.columns[n].field for n in figures]
        for n, cells in figures.items():
            field = self.columns[n].field
            if field is None or field == "signed" or fields.count(field) > 1 or self._shared(n, printed):
                continue  # where each of two sides prints its sum, neither is that of all lines; one over 감 and 증 is net
            values[field] = self._won(n, cells)
            if (value := values["decrease"]) is not None and value < 0:
                values["decrease"] = -value
            places[field] = places_of([cells])
        where = places_of(printed.cells.values())
        row = BudgetTotal(clean(printed.texts[label]), where=where, places=Pairs(places), **values)
        return stages.as_later(row) if self._stage(printed) == "after" else row

    def _figures(self, printed: Printed, label: int) -> dict[int, tuple[Cell, ...]]:
        """Column of an amount -> its cells in a total row, also where the row has lost the cells between label and figures."""
        amounts = self._amounts()
        strays = [n for n in self._fields(*_HEADS, *_OBJECT) if n != label and is_number(printed.texts[n])]
        if not strays or printed.cells[amounts[-1]]:
            return {n: printed.cells[n] for n in amounts if n in printed.own}
        found = {id(cell): cell for n, cells in printed.cells.items() if n != label for cell in cells}
        placed = spread(found.values(), [self.columns[n] for n in amounts])
        if placed is None:
            text = clean(" ".join(cell.text for cell in found.values()))
            self.report(GARBLED_TEXT.at(self._here(), places_of([found.values()]), text, text=text))
            return {}
        return {amounts[place]: (cell,) for place, cell in placed.items()}

    def _table(self) -> BudgetTable:
        total, subtotals = sorted_totals(self.totals, self.lines, self._summed())
        return BudgetTable(
            unit=self.unit.won,
            caption=self.table.caption,
            columns=amount_titles(self.header),
            lines=tuple(self.lines),
            subtotals=subtotals,
            total=total,
            printed=self.table,
            where=place_of(self.table),
        )

    def _summed(self) -> list[str]:
        return [field for field in AMOUNT_FIELDS if self.header.first(field) or self._later(field)]

    def _later(self, field: str) -> bool:
        return field == "after" and self.header.stage is not None

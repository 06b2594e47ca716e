"""Pieces -> rows: the budget objects and totals that a flattened table prints, and the amounts of each.

A 통계목 code, or the known name of a 통계목, begins a line of the table; a word for a sum begins a total. What is left over
is the names, which `flattened_names` divides.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs
import regex

from councildoc.budget.flattened_amounts import Problem, Solution, Token, solve
from councildoc.budget.flattened_anchors import Anchor, FixedCell, Rows, net_of_lines
from councildoc.budget.flattened_header import Layout
from councildoc.budget.flattened_words import Gap, Kind, Piece, amount, object_names
from councildoc.values import bare
from councildoc.words import BOXED_DIGITS

_LONGEST_NAME = 7
_GROUP_MARK = regex.compile(rf"[{''.join(BOXED_DIGITS)}]|\(?\d{{1,2}}[.)]?")
_DATE_PIECE = regex.compile(r"[’'`‘]?\d{1,4}[./\-][\d./\-~]*|\d{1,2}일?|~")
_ACCOUNT = regex.compile(r".{2,}(?:회계|기금)")
_WHOLE = frozenset({"일반회계", "기타회계"})
"""Accounts that are no second half of a longer name."""
_FINANCING = regex.compile(
    r"(?:국고|국비|도비|시비|구비|군비|시·?도비|자체|기금|특교|특별교부세|균특|지특|지방채)+(?:재원)?"
)
_PART = regex.compile(r"[1-8]\d\d")
_SMALL_PART = regex.compile(r"[01]\d")


def _joined(pieces: Sequence[Piece], first: int, last: int) -> str:
    return "".join(piece.key for piece in pieces[first:last])


def _text_run(pieces: Sequence[Piece], start: int, taken: set[int]) -> int:
    """The end of the text that begins at `start`."""
    end = start
    while end < len(pieces) and pieces[end].kind is Kind.TEXT and end not in taken:
        end += 1
    return end


def _known_after(pieces: Sequence[Piece], start: int, end: int, names: frozenset[str]) -> int:
    """The end of the longest known name that begins at `start`; `start` if there is none."""
    for last in range(min(end, start + _LONGEST_NAME), start, -1):
        if _joined(pieces, start, last) in names:
            return last
    return start


def _known_before(pieces: Sequence[Piece], end: int, names: frozenset[str]) -> int:
    for first in range(max(0, end - _LONGEST_NAME), end):
        if all(piece.kind is Kind.TEXT for piece in pieces[first:end]) and _joined(pieces, first, end) in names:
            return first
    return end


def _names_of(code: str) -> frozenset[str]:
    solid = "-".join(bare(code).strip("()[]（）").split("-")[-2:])
    if "-" not in solid:
        solid = f"{solid[:3]}-{solid[3:]}"
    return object_names()[""] | object_names().get(solid, frozenset())


def _name_after(pieces: Sequence[Piece], code: int, taken: set[int]) -> range:
    """The name printed behind a code: a known one, else what stands between the code and its amounts."""
    start = code + 1
    end = _text_run(pieces, start, taken)
    known = _known_after(pieces, start, end, _names_of(pieces[code].text))
    if known > start:
        return range(start, known)
    stop = start
    while stop < end and (stop == start or pieces[stop].gap in (Gap.SPACE, Gap.BREAK)):
        stop += 1
    if end < len(pieces) and pieces[end].kind is Kind.AMOUNT and end - start <= _LONGEST_NAME:
        stop = end  # up to its amounts: nothing else stands between an object and its money
    elif start < end and pieces[start].gap is Gap.BLANK:
        stop = start
    return range(start, stop)


def _name_before(pieces: Sequence[Piece], code: int) -> range:
    """The name before a code in parentheses: a known one, else the line or two right before it."""
    known = _known_before(pieces, code, _names_of(pieces[code].text))
    if known < code:
        return range(known, code)
    first = code
    while first > 0 and pieces[first - 1].kind is Kind.TEXT and pieces[first].gap in (Gap.SPACE, Gap.BREAK):
        first -= 1
        if code - first == 2:
            break
    return range(first, code)


def _object_cells(layout: Layout, codes: tuple[int, ...], name: range) -> dict[str, tuple[int, ...]]:
    fields = {column.field for column in layout.columns}
    if "object_code" in fields:
        other = "object_name" if "object_name" in fields else "object"
        return {"object_code": codes, other: tuple(name)}
    own = next((field for field in ("object", "object_name") if field in fields), "")
    return {own: tuple(sorted((*codes, *name)))}


def _coded(pieces: Sequence[Piece], layout: Layout) -> list[Anchor]:
    taken: set[int] = set()
    anchors: list[Anchor] = []
    for n, piece in enumerate(pieces):
        if piece.kind is not Kind.CODE:
            continue
        before = bare(piece.text)[0] in "([（" and n > 0 and pieces[n - 1].kind is Kind.TEXT and n - 1 not in taken
        name = _name_before(pieces, n) if before else _name_after(pieces, n, taken)
        taken.update(name)
        anchors.append(Anchor(min([n, *name]), False, _object_cells(layout, (n,), name)))
    return _names_of_bare_codes(pieces, layout, anchors, taken)


def _names_of_bare_codes(
    pieces: Sequence[Piece], layout: Layout, anchors: list[Anchor], taken: set[int]
) -> list[Anchor]:
    """A code whose name is printed elsewhere: the name that the code has, the first one not yet taken."""
    out: list[Anchor] = []
    for anchor in anchors:
        code = next(p for cells in anchor.cells.values() for p in cells if pieces[p].kind is Kind.CODE)
        if sum(map(len, anchor.cells.values())) > 1:
            out.append(anchor)
            continue
        wanted = object_names().get("-".join(bare(pieces[code].text).split("-")[-2:]), frozenset())
        name = range(0)
        for start in range(len(pieces)):
            end = _known_after(pieces, start, _text_run(pieces, start, taken), wanted)
            if end > start:
                name = range(start, end)
                break
        taken.update(name)
        out.append(attrs.evolve(anchor, cells=_object_cells(layout, (code,), name)))
    return out


def _in_parts(pieces: Sequence[Piece], layout: Layout) -> tuple[list[Anchor], list[FixedCell]]:
    """`201 일반운영비 | 01 사무관리비`: the code is printed in two columns."""
    anchors: list[Anchor] = []
    groups: list[FixedCell] = []
    taken: set[int] = set()
    columns = layout.where("compilation_object")
    for n, piece in enumerate(pieces[:-1]):
        lone = pieces[n + 1].kind is Kind.TEXT and pieces[n + 1].gap in (Gap.BREAK, Gap.SPACE)
        if not lone or n in taken or not (_PART.fullmatch(piece.text) or _SMALL_PART.fullmatch(piece.text)):
            continue
        end = _text_run(pieces, n + 1, taken)
        stop = n + 2
        while stop < end and pieces[stop].gap in (Gap.BREAK, Gap.SPACE):
            stop += 1
        taken.update(range(n, stop))
        if _PART.fullmatch(piece.text):
            groups.append(FixedCell("compilation_object", columns[0], tuple(range(n, stop))))
        else:
            anchors.append(Anchor(n, False, _object_cells(layout, (n,), range(n + 1, stop))))
    return anchors, groups


def _named(pieces: Sequence[Piece], layout: Layout) -> list[Anchor]:
    """Objects printed without a code, known by their names."""
    anchors: list[Anchor] = []
    names = object_names()[""]
    n = 0
    while n < len(pieces):
        end = _text_run(pieces, n, set())
        known = _known_after(pieces, n, end, names)
        if known > n and (known == len(pieces) or pieces[known].gap is not Gap.SPACE or known == end):
            anchors.append(Anchor(n, False, _object_cells(layout, (), range(n, known))))
            n = known
        else:
            n += 1
    return anchors


def _totals(pieces: Sequence[Piece]) -> list[Anchor]:
    """`합` and `계` on two lines are one label."""
    out: list[Anchor] = []
    for n, piece in enumerate(pieces):
        if piece.kind is not Kind.TOTAL:
            continue
        if out and out[-1].cells[""][-1] == n - 1 and len(piece.key) == len(pieces[n - 1].key) == 1:
            out[-1] = attrs.evolve(out[-1], cells={"": (*out[-1].cells[""], n)})
        else:
            out.append(Anchor(n, True, {"": (n,)}))
    return out


def _by_money(pieces: Sequence[Piece], layout: Layout) -> list[Anchor]:
    """Objects with neither code nor known name: every run of amounts ends a row, its object is still to be found."""
    anchors: list[Anchor] = []
    width = len(layout.amounts)
    run = 0
    for n, piece in enumerate(pieces):
        if piece.kind is not Kind.AMOUNT:
            run = 0
            continue
        behind_total = next(
            (p.kind is Kind.TOTAL for p in reversed(pieces[: n - run]) if p.kind is not Kind.AMOUNT), False
        )
        if run % width == 0 and not (behind_total and run < width):
            anchors.append(Anchor(n, False, {}))
        run += 1
    return anchors


def _fixed(pieces: Sequence[Piece], layout: Layout, used: set[int]) -> list[FixedCell]:
    """Cells that their own words give away."""
    out: list[FixedCell] = []
    for n, column in enumerate(layout.columns):
        title = bare(column.word.text)
        if column.field == "group":
            out.extend(_group_marks(pieces, n, used))
        elif column.field == "account":
            out.extend(_runs(pieces, n, "account", _ACCOUNT, used))
        elif column.field == "extra_left" and title.startswith("재원"):
            out.extend(_runs(pieces, n, "extra_left", _FINANCING, used))
        elif column.field == "extra" and title.endswith(("일", "일자", "시기")):
            out.extend(_dates(pieces, n, used))
        for cell in out:
            used.update(cell.pieces)
    return out


def _group_marks(pieces: Sequence[Piece], column: int, used: set[int]) -> Iterator[FixedCell]:
    """Lone marks that count up: ① ②, 1 2 3."""
    wanted = 1
    for n, piece in enumerate(pieces):
        first = n == 0 or pieces[n - 1].line != piece.line
        alone = first and (n + 1 == len(pieces) or pieces[n + 1].line != piece.line)
        if n in used or not first or not _GROUP_MARK.fullmatch(piece.text) or (piece.kind is Kind.AMOUNT and not alone):
            continue
        digits = regex.sub(r"\D", "", piece.text)
        number = int(digits) if digits else ord(piece.text) - ord("①") + 1
        if number == wanted:
            wanted += 1
            yield FixedCell("group", column, (n,))


def _runs(
    pieces: Sequence[Piece], column: int, field: str, pattern: regex.Pattern[str], used: set[int]
) -> Iterator[FixedCell]:
    n = 0
    while n < len(pieces):
        end = _text_run(pieces, n, used)
        stop = next(
            (
                stop
                for stop in range(n + 1, min(end, n + 3) + 1)
                if pattern.fullmatch(_joined(pieces, n, stop))
                and (stop == len(pieces) or pieces[stop].gap is not Gap.SPACE or pieces[stop].kind is not Kind.TEXT)
                and all(piece.gap is not Gap.BLANK for piece in pieces[n + 1 : stop])
                and (stop == n + 1 or pieces[stop - 1].key not in _WHOLE)
            ),
            n,
        )
        if stop > n:
            yield FixedCell(field, column, tuple(range(n, stop)))
        n = max(stop, n + 1)


def _dates(pieces: Sequence[Piece], column: int, used: set[int]) -> Iterator[FixedCell]:
    n = 0
    while n < len(pieces):
        end = n
        while (
            end < len(pieces)
            and end not in used
            and pieces[end].kind is Kind.TEXT
            and _DATE_PIECE.fullmatch(pieces[end].text)
            and (end == n or not regex.match(r"[’']?\d{2,4}\.", pieces[end].text) or pieces[end].gap is Gap.SPACE)
        ):
            end += 1
        if end - n >= 1 and any(char.isdigit() for char in pieces[n].text):
            yield FixedCell("extra", column, tuple(range(n, end)))
        n = max(end, n + 1)


def _solve(pieces: Sequence[Piece], anchors: Sequence[Anchor], layout: Layout, money: Sequence[int]) -> Solution | None:
    on_line = Counter(pieces[n].line for n in money)
    lone = {n for n in money if on_line[pieces[n].line] == 1}
    begun = sorted(anchor.at for anchor in anchors)
    tokens = tuple(
        Token(
            value=amount(pieces[n].text),
            line=pieces[n].line,
            anchor=bisect_right(begun, n) - 1,  # the row that was last begun before it; -1 before the first
            weak=n in lone and bare(pieces[n].text).isdigit() and len(bare(pieces[n].text)) < 4,
        )
        for n in money
    )
    fields = tuple(layout.columns[n].field for n in layout.amounts)
    return solve(Problem(tokens, fields, tuple(anchor.is_total for anchor in anchors), layout.strict))


def _orders(pieces: Sequence[Piece], anchors: Sequence[Anchor], money: list[int], width: int) -> list[list[int]]:
    """The orders in which the amounts may belong to the rows: as printed; and, where several objects are followed by whole
    rows of amounts with text between them, with the first of these rows as that of the last object."""
    orders = [list(money)]
    for n, anchor in enumerate(anchors[1:], 1):
        end = anchors[n + 1].at if n + 1 < len(anchors) else len(pieces)
        behind = money[bisect_right(money, anchor.at) : bisect_left(money, end)]
        between = bisect_left(money, anchor.at) - bisect_right(money, anchors[n - 1].at)
        if not behind or between > 0:
            continue
        first = behind[0] - max((p for cells in anchor.cells.values() for p in cells), default=anchor.at) == 1
        run = next((k for k, (a, b) in enumerate(pairwise(behind), 1) if b != a + 1), len(behind))
        if first and run % width == 0 and run < len(behind):
            own = behind[:width]
            start, stop = bisect_left(money, own[0]), bisect_right(money, behind[-1])
            orders.append([*money[:start], *behind[width:], *own, *money[stop:]])
    return orders


def _groups_balance(pieces: Sequence[Piece], layout: Layout, rows: Rows, *, sure: bool) -> bool:
    """Whether every numbered transfer can be a run of lines that balances; where the order of the amounts is not `sure`,
    there have to be as many of the one as of the other."""
    if layout.strict:
        return True  # what was spent comes from nowhere
    marks = sum(cell.field == "group" for cell in rows.fixed)
    running, balanced = 0, 0
    for net in net_of_lines(pieces, layout, rows):
        running += net
        balanced += running == 0
    return (rows.anchored or marks <= balanced) if sure else 1 < marks == balanced


def read_rows(pieces: Sequence[Piece], layout: Layout) -> Rows | None:
    """The rows of a table with the amounts that the sums prove; None if they prove none."""
    totals = _totals(pieces)
    for lines, groups in _readings(pieces, layout):
        if not lines:
            continue
        anchors = sorted(lines + totals, key=lambda anchor: anchor.at)
        rows = _proved(pieces, layout, anchors, groups)
        if rows is not None:
            return rows
    return None


def _proved(
    pieces: Sequence[Piece], layout: Layout, anchors: Sequence[Anchor], groups: Sequence[FixedCell]
) -> Rows | None:
    """The rows with their amounts. With more numbered transfers than balanced ones, amounts stand in the wrong rows; where
    the order of the amounts is in doubt, only the transfers can settle it."""
    used = {p for anchor in anchors for cells in anchor.cells.values() for p in cells}
    used.update(p for cell in groups for p in cell.pieces)
    fixed = (*groups, *_fixed(pieces, layout, used))
    money = [n for n, piece in enumerate(pieces) if piece.kind is Kind.AMOUNT and n not in used]
    orders = _orders(pieces, anchors, money, len(layout.amounts))
    solved = ((order, _solve(pieces, anchors, layout, order)) for order in orders)
    found = [_rows(pieces, anchors, fixed, used, order, solution) for order, solution in solved if solution]
    sound = [rows for rows in found if _groups_balance(pieces, layout, rows, sure=len(orders) == 1)]
    return sound[0] if len(sound) == 1 else None


def _rows(
    pieces: Sequence[Piece],
    anchors: Sequence[Anchor],
    fixed: tuple[FixedCell, ...],
    used: set[int],
    money: Sequence[int],
    solution: Solution,
) -> Rows:
    amounts = tuple(tuple(money[t] if t is not None else None for t in row) for row in solution.rows)
    placed = used | {p for row in amounts for p in row if p is not None}
    left = [n for n in range(len(pieces)) if n not in placed]
    return Rows(
        anchors=_retyped(anchors, solution.kinds),
        amounts=amounts,
        fixed=fixed,
        rest=tuple(n for n in left if pieces[n].kind is Kind.TEXT),
        stray=tuple(n for n in left if pieces[n].kind is not Kind.TEXT),
    )


def _readings(pieces: Sequence[Piece], layout: Layout) -> Iterator[tuple[list[Anchor], list[FixedCell]]]:
    """What the objects may be: codes, codes in parts, known names, or whatever stands before the money."""
    yield _coded(pieces, layout), []
    if any(piece.kind is Kind.CODE for piece in pieces):
        return
    if layout.where("compilation_object"):
        yield _in_parts(pieces, layout)
    yield _named(pieces, layout), []
    yield _by_money(pieces, layout), []


def _retyped(anchors: Sequence[Anchor], kinds: Sequence[bool]) -> tuple[Anchor, ...]:
    """The anchors in the order of the rows: lines and totals each keep their printed order."""
    lines = iter([anchor for anchor in anchors if not anchor.is_total])
    totals = iter([anchor for anchor in anchors if anchor.is_total])
    return tuple(next(totals) if is_total else next(lines) for is_total in kinds)


__all__ = ["read_rows"]

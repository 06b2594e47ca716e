"""Tables drawn with box characters (`┌─┬─┐ │ ├─┼─┤`) or with `+---+` and `|` in plain text -> `Table`.

The characters are put on the columns of a terminal. Where bars and corners stand exactly under each other, the drawing says
which cells are merged. Where they do not, because blanks were lost, rows with the same number of bars still make a table
without merged cells. Anything else is no table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

import attrs
import regex

from councildoc.document import Cell, Line, Table
from councildoc.extraction.drawn_tables import BOX_BARS, GUARD, cells_of
from councildoc.values import bare, char_width, parse_cell
from councildoc.words import NIL_MARKS

_RULES = frozenset("─━═┄┅┈┉╌╍-=")
_BARS = frozenset(BOX_BARS + "┆┇┊┋╎╏|")
_CORNERS = frozenset(chr(code) for code in range(0x2500, 0x2580)) - _RULES - _BARS | {"+"}
_UPRIGHT = _BARS | _CORNERS
_PART_OF_RULE = regex.compile(f"[{regex.escape(''.join(sorted(_RULES)))}]{{2}}")
_LEAST_RULE = 3
_LEAST_DRAWN = 2


def is_rule(text: str) -> bool:
    """Whether a line is nothing but a rule, with the bars it crosses.

    >>> is_rule("├──┼──┤"), is_rule("+----+"), is_rule("│ - │"), is_rule("- 1 -")
    (True, True, False, False)
    """
    solid = bare(text)
    return set(solid) <= _RULES | _UPRIGHT and sum(char in _RULES for char in solid) >= _LEAST_RULE


def _has_bar(text: str) -> bool:
    return not text.startswith(GUARD) and (any(bar in text for bar in BOX_BARS) or text.lstrip().startswith("|"))


def box_runs(lines: Iterable[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """The lines in runs: neighbouring lines that draw one box (True), and all that stands between (False)."""
    rest: list[Line] = []
    for run in _neighbours(lines):
        if not _is_box(run):
            rest += run
            continue
        yield False, rest
        yield True, run
        rest = []
    yield False, rest


def _neighbours(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines, those that a box may be drawn with in runs without a blank line between."""
    keyed = [
        ((line.where[0].line or 0) - index if _has_bar(line.text) or is_rule(line.text) else None, line)
        for index, line in enumerate(lines)
    ]
    for _, group in groupby(keyed, key=lambda entry: entry[0]):
        yield [line for _, line in group]


def _is_box(run: Sequence[Line]) -> bool:
    """Whether there are rules and rows between bars; rows that no bar opens need a rule that bars cross."""
    rules = [line.text for line in run if is_rule(line.text)]
    rows = [line.text for line in run if not is_rule(line.text)]
    if not rules or not rows:
        return False
    if any(bar in text for text in rows for bar in BOX_BARS):
        crossed = any(set(text) & _UPRIGHT for text in rules)
        return crossed or all(text.lstrip()[0] in BOX_BARS for text in rows)
    return any(text.lstrip().startswith("+") for text in rules)


def read_box(lines: Sequence[Line]) -> Table | None:
    """The table that neighbouring lines draw; None if it cannot be told."""
    for box_width in (1, 2):
        drawn = _Drawing.of(lines, box_width)
        if drawn is not None:
            table = drawn.table()
            if table is not None:
                return table
    return _counted(lines)


@attrs.frozen
class _Drawing:
    """Lines on the columns of a terminal. `edges` are the columns of the bars, `chars` has "" behind a wide character."""

    lines: tuple[Line, ...]
    chars: tuple[tuple[str, ...], ...]
    edges: tuple[int, ...]

    @classmethod
    def of(cls, lines: Sequence[Line], box_width: int) -> _Drawing | None:
        """The drawing with its bars under each other; None if they are not."""
        rows = [_spread(line.text.rstrip(), box_width) for line in lines]
        width = max(map(len, rows))
        edges = sorted({n for row in rows for n, char in enumerate(row) if char in _UPRIGHT})
        texts = [row for row, line in zip(rows, lines, strict=True) if not is_rule(line.text)]
        if any(bare("".join(row[: edges[0]])) for row in texts):
            edges.insert(0, -1)
        if any(bare("".join(row[edges[-1] + 1 :])) for row in texts):
            edges.append(width + 1)
        closed = edges[-1] < width
        if any(right - left <= box_width for left, right in pairwise(edges)):
            return None
        if closed and any(len(row) < width - box_width + 1 for row in texts):
            return None
        padded = tuple(tuple(row) + (" ",) * (width - len(row)) for row in rows)
        inner = [edge for edge in edges if 0 <= edge < width]
        if any(not _meet(upper, lower, inner) for upper, lower in pairwise(padded)):
            return None
        return cls(tuple(lines), padded, tuple(edges))

    def table(self) -> Table | None:
        bands, breaks = self._bands()
        if not bands:
            return None
        owner = {(row, col): (row, col) for row in range(len(bands)) for col in range(len(self.edges) - 1)}

        def root(cell: tuple[int, int]) -> tuple[int, int]:
            while owner[cell] != cell:
                cell = owner[cell]
            return cell

        for row, col in owner:
            if col + 2 < len(self.edges) and not any(
                self._is_upright(line, self.edges[col + 1]) for line in bands[row]
            ):
                owner[root((row, col + 1))] = root((row, col))
            if row + 1 < len(bands) and breaks[row] and not any(self._is_ruled(line, col) for line in breaks[row]):
                owner[root((row + 1, col))] = root((row, col))
        parts: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for cell in owner:
            parts.setdefault(root(cell), []).append(cell)
        cells = [self._cell(sorted(places), bands, breaks) for places in parts.values()]
        if any(cell is None for cell in cells):
            return None
        found = sorted((cell for cell in cells if cell is not None), key=lambda cell: (cell.row, cell.col))
        return Table(tuple(found), where=tuple(place for line in self.lines for place in line.where))

    def _bands(self) -> tuple[list[list[int]], list[list[int]]]:
        """The rows, each the indexes of its lines, and the rules below each row but the last: none between rows that only
        their figures tell apart."""
        bands: list[list[int]] = []
        breaks: list[list[int]] = []
        ruled = [any(self._is_ruled(n, col) for col in range(len(self.edges) - 1)) for n in range(len(self.lines))]
        for is_break, group in groupby(range(len(self.lines)), key=lambda n: ruled[n]):
            found = list(group)
            if is_break:
                if bands:
                    breaks.append(found)
                continue
            texts = [[self._text(n, col) for col in range(len(self.edges) - 1)] for n in found]
            for number, part in enumerate(_rows(texts)):
                if number:
                    breaks.append([])
                bands.append([found[index] for index in part])
        return bands, breaks

    def _segment(self, line: int, col: int) -> str:
        start, stop = self.edges[col] + 1, self.edges[col + 1]
        return "".join(self.chars[line][start:stop])

    def _text(self, line: int, col: int) -> str:
        return self._segment(line, col).strip()

    def _is_ruled(self, line: int, col: int) -> bool:
        segment = self._segment(line, col)
        solid = set(segment) <= _RULES | _UPRIGHT and any(char in _RULES for char in segment)
        return solid and (len(segment) >= _LEAST_DRAWN or is_rule(self.lines[line].text))

    def _is_upright(self, line: int, edge: int) -> bool:
        return self.chars[line][edge] in _UPRIGHT

    def _cell(
        self, places: Sequence[tuple[int, int]], bands: Sequence[Sequence[int]], breaks: Sequence[Sequence[int]]
    ) -> Cell | None:
        """The cell of neighbouring places; None if they are no rectangle."""
        rows, cols = sorted({row for row, _ in places}), sorted({col for _, col in places})
        if len(rows) * len(cols) != len(places):
            return None
        numbers = [n for row in rows for n in bands[row]]
        numbers += [n for row in rows[:-1] for n in breaks[row]]
        texts = []
        for n in sorted(numbers):
            whole = "".join(self.chars[n][self.edges[cols[0]] + 1 : self.edges[cols[-1] + 1]]).strip()
            if bare(whole):
                texts.append((whole, n))
        where = [place for n in ([n for _, n in texts] or numbers[:1]) for place in self.lines[n].where]
        text = "\n".join(text for text, _ in texts)
        return Cell(text, rows[0], cols[0], len(rows), len(cols), tuple(where))


def _meet(upper: Sequence[str], lower: Sequence[str], edges: Sequence[int]) -> bool:
    """Whether the bars of two neighbouring lines stand under each other: each meets a bar or corner, or a rule that none
    crosses."""
    uprights = [{edge for edge in edges if row[edge] in _UPRIGHT} for row in (upper, lower)]
    if not any(_PART_OF_RULE.search("".join(row)) for row in (upper, lower)):
        return uprights[0] == uprights[1]
    return all(
        row[edge] not in _RULES or not own
        for row, own, others in ((upper, uprights[0], uprights[1]), (lower, uprights[1], uprights[0]))
        for edge in others
    )


def _spread(text: str, box_width: int) -> list[str]:
    out: list[str] = []
    for char in text:
        wide = box_width if "\u2500" <= char <= "\u257f" else char_width(char)
        if not wide and out:
            out[-1] += char  # a combining mark stands on the character before it
        else:
            out += [char, *[char if char in _RULES else ""] * (wide - 1)]
    return out


def _figures(text: str) -> bool:
    """Whether a text is an amount, or the dash in the place of one."""
    try:
        return bool(text) and (set(bare(text)) <= NIL_MARKS or parse_cell(text) is not None)
    except ValueError:
        return False


def _rows(texts: Sequence[Sequence[str]]) -> list[list[int]]:
    """The lines between two rules in rows: one row, unless two lines have figures in one column. Then each line with figures
    is a row, with the lines below it that have none, or those above it where the first has none."""
    marks = [[_figures(text) for text in row] for row in texts]
    if not texts or all(sum(column) < _LEAST_DRAWN for column in zip(*marks, strict=True)):
        return [list(range(len(texts)))] if texts else []
    starts = [any(row) for row in marks]
    parts: list[list[int]] = []
    for index, begins in enumerate(starts):
        new = begins if starts[0] else (index == 0 or starts[index - 1])
        if new or not parts:
            parts.append([])
        parts[-1].append(index)
    return parts


def _counted(lines: Sequence[Line]) -> Table | None:
    """The table of rows that have the same number of cells, wherever their bars stand."""
    cells: list[Cell] = []
    row, width = 0, 0
    for ruled, group in groupby(lines, key=lambda line: is_rule(line.text)):
        if ruled:
            continue
        found = list(group)
        texts = [cells_of(line.text) or [] for line in found]
        width = width or len(texts[0])
        if not width or any(len(row) != width for row in texts):
            return None
        for part in _rows(texts):
            for col in range(width):
                pieces = [(texts[n][col], found[n]) for n in part if bare(texts[n][col])]
                where = [place for line in ([line for _, line in pieces] or [found[part[0]]]) for place in line.where]
                cells.append(Cell("\n".join(text for text, _ in pieces), row, col, where=tuple(where)))
            row += 1
    return Table(tuple(cells), where=tuple(place for line in lines for place in line.where))

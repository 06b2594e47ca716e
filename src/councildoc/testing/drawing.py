"""Strategies for briefings that can be written: parts of a report, from budget heads to whole briefings.

Every function gives a strategy for one class of the model. What a reading carries beside its values (places, printed tables)
is left empty: it is no part of equality. The transfers of an item are derived from its blocks, as the parser does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st

from councildoc.dates import format_date
from councildoc.document import Cell, Table
from councildoc.model import (
    Block,
    BodyEntry,
    Briefing,
    BudgetHead,
    BudgetLine,
    BudgetTable,
    BudgetTotal,
    Item,
    Pairs,
    Paragraph,
    Transfer,
)
from councildoc.parser import with_transfers
from councildoc.sections.marks import heading_kind
from councildoc.testing import vocabulary as words
from councildoc.values import UNITS, format_roman, format_won

M = TypeVar("M")

PROVENANCE = frozenset({"where", "places", "printed", "title_lines", "furniture"})
"""What is printed beside a reading; drawn values have none."""
_UNIT_NAMES = {unit: name for name, unit in UNITS.items()}
_DEPTHS = {1: words.CIRCLES, 2: words.DASHES, 3: words.DOTS}


def whole(cls: type[M], /, **values: Any) -> M:
    """An instance with every field given. A field left out is an error: defaults would hide a new field from the tests."""
    names = {field.name for field in attrs.fields(cls) if field.name not in PROVENANCE}  # type: ignore[arg-type]  # models only
    missing, unknown = names - values.keys(), values.keys() - names
    assert missing == unknown == set(), f"{cls.__name__}: missing {sorted(missing)}, unknown {sorted(unknown)}"
    return cls(**values)


@cache
def _below(count: int) -> st.SearchStrategy[int]:
    """Strategies made once: making and validating them anew takes longer than drawing from them."""
    return st.integers(0, count - 1)


def some(draw: st.DrawFn, count: int) -> int:
    """A number below `count`; 0 is the small example."""
    return draw(_below(count))


def pick(draw: st.DrawFn, options: Sequence[M]) -> M:
    """One of the options; the first is the small example."""
    return options[some(draw, len(options))]


def chance(draw: st.DrawFn, one_in: int = 2) -> bool:
    """Whether something happens that is left out of small examples."""
    return some(draw, one_in) == one_in - 1


def maybe(draw: st.DrawFn, options: Sequence[M]) -> M | None:
    """Nothing, which is the small example, or one of the options."""
    return pick(draw, options) if chance(draw) else None


@attrs.frozen
class Style:
    """What one report does alike throughout: the word for its move, its marks, the numerals of its items.

    `typeset` keeps to signs that the fonts of printed reports have, so that a page can be set from the briefing.
    """

    kind: str
    numerals: str | None
    heading_mark: str
    marks: tuple[str, str, str]
    typeset: bool

    def fill(self, text: str, project: str = "") -> str:
        return text.format(kind=self.kind, project=project, year="{year}", quarter="{quarter}")


_UNPRINTABLE = "\uf000❏❍▪➠"
"""Signs that fonts of printed reports lack."""


def _signs(signs: Sequence[str], typeset: bool) -> list[str]:
    return [sign for sign in signs if not typeset or sign not in _UNPRINTABLE]


@st.composite
def _style(draw: st.DrawFn, typeset: bool) -> Style:
    marks = (pick(draw, _signs(signs, typeset)) for signs in (words.CIRCLES, words.DASHES, words.DOTS))
    circle, dash, dot = marks
    return Style(
        kind=pick(draw, words.KINDS),
        numerals=pick(draw, words.ITEM_STYLES),
        heading_mark=pick(draw, _signs(words.HEADING_MARKS, typeset)),
        marks=(circle, dash, dot),
        typeset=typeset,
    )


@cache
def styles(*, typeset: bool = False) -> st.SearchStrategy[Style]:
    """The marks and words of one report."""
    return _style(typeset)


# ---------------------------------------------------------------------------------------------------------------- money


_FIGURES = st.one_of(st.integers(1, 999), st.sampled_from([1_000, 30_000, 355_000]), st.integers(1, 99_999_999))
"""Figures as tables print them: small and round ones more often."""
_UNITS = (1_000, 1, 1_000_000, 10_000, 100_000_000)


@cache
def amounts(unit: int = 1) -> st.SearchStrategy[int]:
    """Won above nothing, in whole units of a table."""
    return _FIGURES.map(lambda figure: figure * unit)


_CODE_FORMS: tuple[Callable[[str], str | None], ...] = (
    lambda code: code,
    lambda code: f"100-{code}",
    lambda code: code.replace("-", ""),
    lambda code: None,
)


@st.composite
def heads(draw: st.DrawFn) -> BudgetHead:
    """예산과목, with more or fewer of its levels printed."""
    code, name = pick(draw, words.OBJECTS)
    return whole(
        BudgetHead,
        account=maybe(draw, words.ACCOUNTS),
        department=maybe(draw, words.DEPARTMENTS),
        policy_project=maybe(draw, words.POLICY_PROJECTS),
        unit_project=maybe(draw, words.UNIT_PROJECTS),
        detailed_project=pick(draw, words.DETAILED_PROJECTS),
        object_code=pick(draw, _CODE_FORMS)(code),
        object_name=name,
    )


_HEADS = heads()
_DAYS = st.dates(date(2000, 1, 1), date(2029, 12, 31))


# --------------------------------------------------------------------------------------------------------------- tables


@st.composite
def budget_tables(draw: st.DrawFn, style: Style | None = None) -> BudgetTable:
    """예산현황: one transfer or several, sound in all its sums, with four amounts, a signed column, two stages in rows, the
    changes alone, or without the amount after."""
    style = style or draw(styles())
    unit = pick(draw, _UNITS)
    layout = pick(draw, ("full", "signed", "changes", "stages", "open"))
    grouped = layout in ("full", "signed") and chance(draw)
    lines: list[BudgetLine] = []
    extra = maybe(draw, words.EXTRA_HEADERS)
    for group in words.GROUPS[: 2 + some(draw, 2)] if grouped else (None,):
        lines += draw(_transfer_lines(unit, layout, group, extra))
    columns = _columns(draw, style, layout)
    total = maybe(draw, words.TOTALS)
    subtotal = maybe(draw, words.SUBTOTALS) if total and layout == "full" else None
    caption = maybe(draw, words.CAPTIONS)
    return whole(
        BudgetTable,
        unit=unit,
        caption=caption and caption.format(unit=_UNIT_NAMES[unit]),
        columns=Pairs(columns),
        lines=tuple(lines),
        subtotals=(_total(subtotal, lines, layout),) if subtotal else (),
        total=_total(total, lines, layout) if total and layout != "stages" else None,
    )


def _columns(draw: st.DrawFn, style: Style, layout: str) -> dict[str, str]:
    titles = {field: style.fill(pick(draw, words.AMOUNT_HEADERS[field])) for field in words.AMOUNT_HEADERS}
    if layout == "stages":
        return dict.fromkeys(("before", "after"), pick(draw, words.STAGE_HEADERS))
    if layout == "changes":
        return {field: titles[field] for field in ("decrease", "increase")}
    if layout == "open":
        del titles["after"]
    if layout == "signed":
        titles |= dict.fromkeys(("decrease", "increase"), style.fill(pick(draw, words.SIGNED_HEADERS)))
    return titles


@st.composite
def _transfer_lines(draw: st.DrawFn, unit: int, layout: str, group: str | None, extra: str | None) -> list[BudgetLine]:
    """The lines of one transfer: one to one, one to many or many to one."""
    many = 1 + some(draw, 3)
    gives = chance(draw)
    parts = [draw(amounts(unit)) for _ in range(many)]
    moves = [(sum(parts), None), *((None, part) for part in parts)]
    if gives:
        moves = [(increase, decrease) for decrease, increase in moves]
    lines = [draw(_line(unit, layout, move, group, extra)) for move in sorted(moves, key=lambda move: move[0] is None)]
    if layout in ("full", "changes", "open") and chance(draw, 5):
        lines.append(draw(_line(unit, layout, (None, None), group, extra)))
    return lines


@st.composite
def _line(
    draw: st.DrawFn,
    unit: int,
    layout: str,
    move: tuple[int | None, int | None],
    group: str | None,
    extra: str | None,
) -> BudgetLine:
    decrease, increase = move
    rest = draw(amounts(unit)) if chance(draw) else 0
    before: int | None = rest + (decrease or 0)
    after: int | None = (before or 0) - (decrease or 0) + (increase or 0)
    if layout != "stages":  # nothing is printed as a dash or as 0
        before = pick(draw, (None, 0)) if before == 0 else before
        after = pick(draw, (None, 0)) if after == 0 else after
    if layout in ("full", "open") and move != (None, None):
        decrease = pick(draw, (None, 0)) if decrease is None else decrease
        increase = pick(draw, (None, 0)) if increase is None else increase
    if layout == "stages":
        decrease = increase = None
    if layout == "changes":
        before = None
    if layout in ("changes", "open"):
        after = None
    text = maybe(draw, words.EXTRAS) if extra else None
    return whole(
        BudgetLine,
        head=draw(_HEADS),
        before=before,
        decrease=decrease,
        increase=increase,
        after=after,
        group=group,
        extra=Pairs({extra: text} if extra and text else {}),
    )


def _total(label: str, lines: Sequence[BudgetLine], layout: str) -> BudgetTotal:
    """The row that sums the lines; a signed column has no sum of its own."""
    sums: dict[str, int | None] = {
        field: sum(getattr(line, field) or 0 for line in lines) for field in words.AMOUNT_HEADERS
    }
    if layout == "signed":
        sums["decrease"] = sums["increase"] = None
    if layout == "changes":
        sums["before"] = None
    if layout in ("changes", "open"):
        sums["after"] = None
    return whole(BudgetTotal, label=label, **sums)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table that is no budget table, with a merged cell here and there."""
    cols, rows = 2 + some(draw, 3), 1 + some(draw, 3)
    first = some(draw, len(words.TABLE_HEADERS))
    headers = words.TABLE_HEADERS[first:] + words.TABLE_HEADERS[:first]
    cells = [Cell(headers[col], 0, col) for col in range(cols)]
    merged = some(draw, cols) if rows > 1 and chance(draw) else None
    for row in range(1, rows + 1):
        for col in range(cols):
            if col == merged and row > 1:
                continue
            text = pick(draw, words.TABLE_CELLS)
            cells.append(Cell(text, row, col, rowspan=rows if col == merged else 1))
    caption = maybe(draw, ("(단위 : 개소)",))
    return Table(tuple(cells), caption=caption)


# ---------------------------------------------------------------------------------------------------------------- prose


def _paragraph(style: Style, depth: int, label: str | None, text: str, marker: str | None = None) -> Paragraph:
    mark = marker or (style.marks[depth - 1] if depth else None)
    return whole(Paragraph, marker=mark, depth=depth, label=label, text=text)


@st.composite
def paragraphs(draw: st.DrawFn, style: Style | None = None, most: int = 4) -> tuple[Paragraph, ...]:
    """Bullets that tell of no move, each at most one level deeper than the one above, with a note here and there."""
    style = style or draw(styles())
    out: list[Paragraph] = []
    depth = 0
    for _ in range(1 + some(draw, most)):
        label, text = pick(draw, words.DESCRIPTIONS)
        depth = 1 + some(draw, min(3, depth + 1))
        out.append(_paragraph(style, depth, label, text))
        if chance(draw, 6):
            out.append(_paragraph(style, depth + 1, None, pick(draw, words.NOTE_TEXTS), words.NOTES[0]))
    return tuple(out)


@st.composite
def statements(draw: st.DrawFn, style: Style, table: BudgetTable | None) -> tuple[Paragraph, ...]:
    """What the prose says of the move: amount and date under their labels, and where no table stands from what to what."""
    out: list[Paragraph] = []
    day = draw(_DAYS).isoformat()
    won = sum(line.decrease or 0 for line in table.lines) if table else draw(amounts(1_000))
    amount, when = (style.fill(pick(draw, labels)) for labels in (words.AMOUNT_LABELS, words.DATE_LABELS))
    if table is None:
        source = some(draw, len(words.OBJECTS))
        target = (source + 1 + some(draw, len(words.OBJECTS) - 1)) % len(words.OBJECTS)
        arrow = pick(draw, _signs(words.ARROWS, style.typeset))
        route = f"{words.OBJECTS[source][1]} {arrow} {words.OBJECTS[target][1]}"
        out.append(_paragraph(style, 1, style.fill(pick(draw, words.ROUTE_LABELS)), route))
    if table is None or len({line.group for line in table.lines}) == 1:
        if won and chance(draw):
            out.append(_paragraph(style, 1, f"{amount}/{when}", f"금 {format_won(won)} / {format_date(day)}"))
        elif won:
            out.append(_paragraph(style, 1, amount, format_won(won)))
            out.append(_paragraph(style, 1, when, format_date(day)))
    return tuple(out)


# ------------------------------------------------------------------------------------------------------ blocks and items


def _block(style: Style, heading: str, body: Sequence[BodyEntry]) -> Block:
    return whole(Block, kind=heading_kind(heading), marker=style.heading_mark, heading=heading, body=tuple(body))


@st.composite
def blocks(draw: st.DrawFn, style: Style | None = None) -> tuple[Block, ...]:
    """The blocks of one item: an overview, the move, its reason, the budget table; each may be missing."""
    style = style or draw(styles())
    table = draw(budget_tables(style)) if chance(draw) else None
    told = () if table is None and chance(draw, 4) else draw(statements(style, table))
    out: list[Block] = []

    def add(headings: Sequence[str], body: Sequence[BodyEntry]) -> None:
        out.append(_block(style, style.fill(pick(draw, headings)), body))

    if chance(draw):
        body: list[BodyEntry] = [*draw(paragraphs(style))]
        if chance(draw, 5):
            body.append(draw(tables()))
        add(words.OVERVIEW_HEADINGS, body)
    if told:
        add(words.SUMMARY_HEADINGS, told)
    if chance(draw):
        first = some(draw, len(words.REASONS))
        reasons = (words.REASONS + words.REASONS)[first : first + 1 + some(draw, 2)]
        add(words.REASON_HEADINGS, [_paragraph(style, 1, None, reason) for reason in reasons])
    if table:
        add(words.BUDGET_HEADINGS, [table])
    if chance(draw, 4) or not out:
        add(words.OTHER_HEADINGS, draw(paragraphs(style, most=2)))
    return tuple(out)


def _label(style: str, number: int) -> str:
    latin = ("I", "II", "III", "IV", "V", "VI")[number - 1]
    return style.replace("Ⅰ", format_roman(number)).replace("I", latin).replace("1", str(number))


@st.composite
def items(draw: st.DrawFn, style: Style | None = None, number: int = 1) -> Item:
    """One item with its transfers; without numerals it has neither label nor title."""
    style = style or draw(styles())
    project = pick(draw, words.DETAILED_PROJECTS)
    numbered = style.numerals is not None
    title = style.fill(pick(draw, words.ITEM_TITLES), project) if numbered else None
    summary = style.fill(pick(draw, words.SUMMARIES), project) if numbered and chance(draw) else None
    return whole(
        Item,
        number=number if numbered else None,
        label=_label(style.numerals, number) if style.numerals is not None else None,
        title=title,
        summary=summary,
        blocks=draw(blocks(style)),
        transfers=no_transfers(),
    )


def no_transfers() -> tuple[Transfer, ...]:
    """What an item has before `with_transfers` derives them."""
    return ()


# ------------------------------------------------------------------------------------------------------------ briefings


@st.composite
def briefings(draw: st.DrawFn, style: Style | None = None, *, titled: bool = False, typeset: bool = False) -> Briefing:
    """A whole report: title page, items, transfers. Most have one item. `titled`: it has a title, as every report of a
    file that holds several has."""
    style = style or draw(styles(typeset=typeset))
    many = 1 if style.numerals is None else pick(draw, (1, 1, 1, 2, 3))
    committee = maybe(draw, words.COMMITTEES)
    place = maybe(draw, (*words.PLACES, *([f"{committee} 회의실"] if committee else [])))
    year, quarter = 2009 + some(draw, 18), 1 + some(draw, 4)
    title = style.fill(pick(draw, words.REPORT_TITLES)).format(year=year, quarter=quarter)
    day = draw(_DAYS).isoformat() if chance(draw) else None
    drawn = whole(
        Briefing,
        title=None if not titled and chance(draw, 4) else title,
        council=maybe(draw, words.COUNCILS),
        session_number=1 + some(draw, 400) if chance(draw) else None,
        session_kind=maybe(draw, words.SESSION_KINDS),
        committee=committee,
        department=maybe(draw, words.DEPARTMENTS),
        date=day[:7] if day and chance(draw) else day,
        place=place,
        preamble=(),
        items=tuple(draw(items(style, number)) for number in range(1, many + 1)),
    )
    return with_transfers(drawn)


def many_briefings(*, typeset: bool = False) -> st.SearchStrategy[tuple[Briefing, ...]]:
    """The reports of one file: mostly one, sometimes two or three in one style, each with a title page of its own."""

    return _several(typeset)


@st.composite
def _several(draw: st.DrawFn, typeset: bool) -> tuple[Briefing, ...]:
    style = draw(styles(typeset=typeset))
    count = pick(draw, (1, 1, 1, 1, 2, 3))
    return tuple(draw(briefings(style, titled=count > 1)) for _ in range(count))

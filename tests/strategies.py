"""Hypothesis strategies for every class of the model: what can be written, drawn from grammar-shaped text.

Alphabets are spelled out, since building them from Unicode categories is slow on a fresh machine. Amounts are n × {1,
1 000, 1 000 000}, because plain integers hardly ever hit a unit.
"""

from __future__ import annotations

from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st

from councildoc import (
    RULES,
    Block,
    Briefing,
    BudgetHead,
    BudgetLine,
    BudgetTable,
    BudgetTotal,
    Cell,
    Diagnostic,
    Document,
    Item,
    Leg,
    Line,
    Location,
    Pairs,
    Paragraph,
    Parsed,
    Source,
    Table,
    Transfer,
)

M = TypeVar("M")

LETTERS = "가나다라마바사아자차카타파하국실과팀시의원금액전용예산감증계"
DIGITS = "0123456789"
MARKS = "○●□■-․ㆍ·※△▲→➠⇨ⅠⅡⅢ①②③()「」‘’“”,.:~%'\"=+@"
ODD = "\uf000\uf0a7\U000f02b1\u0001\u00a0\u3000\u200b\u2028\u0085＝－😀é"
"""What extraction leaves in a text: private-use glyphs, control characters, odd spaces, characters beyond the BMP."""

words = st.text(LETTERS, min_size=1, max_size=8)
text = st.text(LETTERS + DIGITS + MARKS + ODD + " \n", max_size=24)
shaped = st.sampled_from(
    [
        "Ⅰ 가나다 예산 전용",
        "Ⅱ나",
        "1. 다",
        "가. 라",
        "○ 전용금액/전용일자 : 금 30,000천원 / ’21.10.12.",
        "- 마 : 바",
        "△1,000천원",
        "(단위 : 천원)",
        "사무관리비→행사운영비",
        "=1+1",
        "총 계",
        "100-201-01",
        "",
    ]
)
texts = shaped | words | text

won = st.builds(lambda n, unit: n * unit, st.integers(-999, 9_999_999), st.sampled_from([1, 1_000, 1_000_000]))
small = st.integers(0, 5)
dates = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.dates().map(lambda day: "--" + day.isoformat()[5:]),
)
codes = st.from_regex(r"(1[01]0-)?[1-8][0-9]{2}-[01][0-9]", fullmatch=True) | st.sampled_from(["20101", "201", "01"])
edges = st.integers(0, 120_000).map(lambda n: n / 100)  # hundredths of a point: what JSON keeps


def optional(strategy: st.SearchStrategy[M]) -> st.SearchStrategy[M | None]:
    return st.none() | strategy


def many(strategy: st.SearchStrategy[M], most: int = 2) -> st.SearchStrategy[tuple[M, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


def pairs(values: st.SearchStrategy[M], keys: st.SearchStrategy[str] = words) -> st.SearchStrategy[Pairs[M]]:
    return st.dictionaries(keys, values, max_size=2).map(Pairs)


def model(cls: type[M], /, **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[M]:
    """`st.builds`, but a field left out is an error: `builds` skips fields that have defaults."""
    names = {field.name for field in attrs.fields(cls)}  # type: ignore[arg-type]
    missing, unknown = names - parts.keys(), parts.keys() - names
    assert not missing, f"{cls.__name__}: no strategy for {sorted(missing)}"
    assert not unknown, f"{cls.__name__}: no such fields: {sorted(unknown)}"
    return st.builds(cls, **parts)


_nothing = st.none()
locations = st.one_of(
    model(
        Location,
        page=st.integers(1, 300),
        bbox=optional(st.tuples(edges, edges, edges, edges)),
        line=_nothing,
        section=_nothing,
        paragraph=_nothing,
        table=_nothing,
        cell=_nothing,
    ),
    model(
        Location,
        page=_nothing,
        bbox=_nothing,
        line=st.integers(1, 5000),
        section=_nothing,
        paragraph=_nothing,
        table=_nothing,
        cell=_nothing,
    ),
    model(
        Location,
        page=_nothing,
        bbox=_nothing,
        line=_nothing,
        section=small,
        paragraph=optional(small),
        table=optional(small),
        cell=optional(st.tuples(small, small)),
    ),
)
where = many(locations)
places = pairs(where, st.sampled_from(["before", "amount", "dates", "object_code", "columns.before", "extra.비고"]))

lines = model(Line, text=texts, where=where)
cells = model(Cell, text=texts, row=small, col=small, rowspan=st.integers(1, 3), colspan=st.integers(1, 3), where=where)
tables = model(
    Table, cells=many(cells, 3), recovered=st.booleans(), caption=optional(shaped), where=where, places=places
)
documents = model(
    Document,
    format=st.sampled_from(["pdf", "hwp", "hwpx", "text"]),
    elements=many(lines | tables, 4),
    furniture=many(lines),
    pages=optional(st.integers(0, 300)),
    page_breaks=where,
)

paragraphs = model(
    Paragraph,
    marker=optional(st.sampled_from(["○", "-", "․", "※", "\uf000"])),
    depth=st.integers(0, 4),
    label=optional(words),
    text=texts,
    where=where,
)
heads = model(
    BudgetHead,
    account=optional(words),
    department=optional(texts),
    policy_project=optional(texts),
    unit_project=optional(texts),
    detailed_project=optional(texts),
    object_code=optional(codes),
    object_name=optional(words),
)
amounts = {name: optional(won) for name in ("before", "decrease", "increase", "after")}
budget_lines = model(
    BudgetLine,
    head=heads,
    **amounts,
    group=optional(st.sampled_from(["1", "①", "가"])),
    extra=pairs(texts),
    where=where,
    places=places,
)
budget_totals = model(
    BudgetTotal, label=st.sampled_from(["총 계", "소계", "합 계"]), **amounts, where=where, places=places
)
budget_tables = model(
    BudgetTable,
    unit=optional(st.sampled_from([1, 1_000, 10_000, 1_000_000, 100_000_000])),
    caption=optional(shaped),
    columns=pairs(words, st.sampled_from(sorted(amounts))),
    lines=many(budget_lines),
    subtotals=many(budget_totals, 1),
    total=optional(budget_totals),
    printed=tables,
    where=where,
    places=places,
)
bodies = many(paragraphs | tables | budget_tables)
blocks = model(
    Block,
    kind=st.sampled_from(["overview", "summary", "reason", "budget", "other"]),
    marker=optional(st.sampled_from(["□", "\uf000", "가."])),
    heading=optional(texts),
    body=bodies,
    where=where,
    places=places,
)
legs = model(Leg, head=heads, amount=optional(won), where=where, places=places)
transfers = model(
    Transfer,
    kind=st.sampled_from(["전용", "이용", "이체", "예산변경", "변경사용", "예비비"]),
    amount=optional(won),
    dates=many(dates),
    sources=many(legs),
    targets=many(legs),
    reason=optional(texts),
    where=where,
    places=places,
)
items = model(
    Item,
    number=optional(st.integers(1, 20)),
    label=optional(st.sampled_from(["Ⅰ", "Ⅱ.", "3."])),
    title=optional(texts),
    summary=optional(texts),
    blocks=many(blocks),
    transfers=many(transfers),
    where=where,
    places=places,
)
briefings = model(
    Briefing,
    title=optional(texts),
    council=optional(words),
    session_number=optional(st.integers(1, 400)),
    session_kind=optional(st.sampled_from(["임시회", "정례회"])),
    committee=optional(words),
    department=optional(words),
    date=optional(dates),
    place=optional(words),
    title_lines=many(lines),
    preamble=bodies,
    items=many(items),
    where=where,
    places=places,
)
sources = model(
    Source,
    name=st.sampled_from(["보고.pdf", "-", "<bytes>", "=a.txt", "예산 전용.hwpx"]),
    format=st.sampled_from(["pdf", "hwp", "hwpx", "text"]),
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    pages=optional(st.integers(0, 300)),
)
rules = st.sampled_from(RULES)
diagnostics = rules.flatmap(
    lambda rule: model(
        Diagnostic,
        code=st.just(rule.code),
        severity=st.just(rule.severity),
        message=texts,
        path=optional(st.sampled_from(["briefings[0]", "briefings[0].items[0].transfers[0].amount"])),
        where=where,
        excerpt=texts,
    )
)
parsed = model(
    Parsed,
    source=sources,
    briefings=many(briefings),
    diagnostics=many(diagnostics),
    furniture=many(lines),
)

STRATEGIES: dict[type[Any], st.SearchStrategy[Any]] = {
    Location: locations,
    Line: lines,
    Cell: cells,
    Table: tables,
    Document: documents,
    Paragraph: paragraphs,
    BudgetHead: heads,
    BudgetLine: budget_lines,
    BudgetTotal: budget_totals,
    BudgetTable: budget_tables,
    Block: blocks,
    Leg: legs,
    Transfer: transfers,
    Item: items,
    Briefing: briefings,
    Source: sources,
    Diagnostic: diagnostics,
    Parsed: parsed,
}
"""A strategy for every class of the model; a test fails if one is missing."""

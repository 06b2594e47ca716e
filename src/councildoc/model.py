"""The reading: briefings, items, blocks, budget tables and transfers, as frozen values.

What is *read* (numbers, names, kinds) takes part in equality; what is *printed* (`where`, `places`, `title_lines`,
`printed`, `furniture`) is carried beside it. Money is `int` won everywhere. Korean terms stay Korean in the data.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from councildoc.diagnostics import Diagnostic, Severity
from councildoc.document import Line, Places, Table, Where
from councildoc.document import Pairs as Pairs  # noqa: PLC0414 - belongs to the model too
from councildoc.errors import FindingsError
from councildoc.values import reading_key


def _printed(default: Any) -> Any:
    """A field that is carried beside the reading: no part of equality."""
    return attrs.field(default=default, eq=False, kw_only=True, repr=False)


@attrs.frozen
class BudgetHead:
    """예산과목: what a sum is voted for. `object_code` is verbatim, white space removed (`100-201-01`)."""

    account: str | None = None
    """회계"""
    department: str | None = None
    """부서"""
    policy_project: str | None = None
    """정책사업"""
    unit_project: str | None = None
    """단위사업"""
    detailed_project: str | None = None
    """세부사업"""
    object_code: str | None = None
    """통계목 코드"""
    object_name: str | None = None
    """통계목"""


@attrs.frozen
class BudgetLine:
    """One budget object of a table; the four amounts in won, None where the cell is blank or `-`.

    `group` is the 연번 as printed, filled down. `extra` holds every other column: printed header -> text.
    """

    head: BudgetHead
    before: int | None = None
    decrease: int | None = None
    increase: int | None = None
    after: int | None = None
    group: str | None = None
    extra: Pairs[str] = attrs.field(factory=Pairs)
    where: Where = _printed(())
    places: Places = _printed(Pairs())


@attrs.frozen
class BudgetTotal:
    """A 소계, 합계 or 총계 row: its label as printed and the four amounts in won."""

    label: str
    before: int | None = None
    decrease: int | None = None
    increase: int | None = None
    after: int | None = None
    where: Where = _printed(())
    places: Places = _printed(Pairs())


@attrs.frozen
class BudgetTable:
    """예산현황: a table with a budget header.

    `unit` is in won (1, 1_000, 1_000_000 …), None if none could be read: then every amount is None. `columns` maps
    each of the four amounts that the table has to its printed header, which names its stage (예산현액, 기정예산 …).
    """

    unit: int | None
    caption: str | None
    columns: Pairs[str]
    lines: tuple[BudgetLine, ...]
    subtotals: tuple[BudgetTotal, ...] = ()
    total: BudgetTotal | None = None
    printed: Table = _printed(Table(()))
    where: Where = _printed(())
    places: Places = _printed(Pairs())


@attrs.frozen
class Paragraph:
    """One marked or unmarked paragraph, continuation lines joined.

    `depth`: 0 unmarked, 1 ○ class, 2 dash class, 3 dot class; a ※ note is one deeper than what it follows.
    `label` is what stands before a colon (일 시, 전용금액 …), `text` what stands after it.
    """

    marker: str | None
    depth: int
    label: str | None
    text: str
    where: Where = _printed(())


BodyEntry = Paragraph | Table | BudgetTable


@attrs.frozen
class Block:
    """A headed part of an item. `kind`: overview, summary, reason, budget or other; `heading` as printed."""

    kind: str
    marker: str | None
    heading: str | None
    body: tuple[BodyEntry, ...] = ()
    where: Where = _printed(())
    places: Places = _printed(Pairs())


@attrs.frozen
class Leg:
    """One side of a transfer: a budget head and the won it gives or gets."""

    head: BudgetHead
    amount: int | None = None
    where: Where = _printed(())
    places: Places = _printed(Pairs())


@attrs.frozen
class Transfer:
    """Money moved between budget heads.

    `kind` is the document's own word: 전용, 이용, 이체, 예산변경, 변경사용 … `amount` is the stated one, else the sum of the
    decreases, in won. `dates` are partial ISO dates in printed order (`2021-10-12`, `2021-10`, `--10-12`).
    """

    kind: str
    amount: int | None
    dates: tuple[str, ...]
    sources: tuple[Leg, ...]
    targets: tuple[Leg, ...]
    reason: str | None = None
    where: Where = _printed(())
    places: Places = _printed(Pairs())


@attrs.frozen
class Item:
    """A numbered item (Ⅰ Ⅱ Ⅲ). `number`, `label` and `title` are None in a report without item marks."""

    number: int | None
    label: str | None
    title: str | None
    summary: str | None
    blocks: tuple[Block, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    where: Where = _printed(())
    places: Places = _printed(Pairs())


@attrs.frozen
class Briefing:
    """One report of one department. `date` is partial ISO (`2022-02`); what is not printed is None."""

    title: str | None = None
    council: str | None = None
    session_number: int | None = None
    session_kind: str | None = None
    committee: str | None = None
    department: str | None = None
    date: str | None = None
    place: str | None = None
    title_lines: tuple[Line, ...] = attrs.field(default=(), eq=False)
    preamble: tuple[BodyEntry, ...] = ()
    items: tuple[Item, ...] = ()
    where: Where = _printed(())
    places: Places = _printed(Pairs())


@attrs.frozen
class Source:
    """The file: its `name`, `format` (`pdf` `hwp` `hwpx` `text`), `sha256` and number of `pages`, if it has pages."""

    name: str
    format: str | None
    sha256: str
    pages: int | None = None


@attrs.frozen
class Parsed:
    """What one file says, and what was found wrong in it."""

    source: Source
    briefings: tuple[Briefing, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    furniture: tuple[Line, ...] = attrs.field(default=(), eq=False)

    @property
    def transfers(self) -> tuple[Transfer, ...]:
        """Every transfer of every item, in printed order."""
        return tuple(t for briefing in self.briefings for item in briefing.items for t in item.transfers)

    @property
    def ok(self) -> bool:
        """Whether there is no error-level finding."""
        return not any(d.severity is Severity.ERROR for d in self.diagnostics)

    def require(self) -> Parsed:
        """Return itself. Raises `FindingsError` if there is an error-level finding."""
        errors = [d for d in self.diagnostics if d.severity is Severity.ERROR]
        if errors:
            raise FindingsError("\n".join(d.message for d in errors), tuple(d.code for d in errors))
        return self


SOFT_FIELDS = frozenset({"marker", "label"})
"""Kept as printed, no part of a reading."""


def _reading(value: Any) -> Any:
    if isinstance(value, str):
        return reading_key(value)
    if isinstance(value, tuple):
        return tuple(_reading(entry) for entry in value)
    if isinstance(value, Pairs):
        return frozenset((reading_key(key), _reading(entry)) for key, entry in value.items())
    if attrs.has(type(value)):
        return (
            type(value).__name__,
            tuple(
                _reading(getattr(value, f.name))
                for f in attrs.fields(type(value))
                if f.eq and f.name not in SOFT_FIELDS
            ),
        )
    return value


def same_reading(a: object, b: object) -> bool:
    """Whether two model values (or tuples of them) say the same.

    As `==`, but with white space removed from strings, the various middle dots and quotes made one, and markers and
    labels left out. This is the relation between renderings of one document; there is no other tolerance. Of two
    `Parsed` the briefings are compared: a source and its findings are not part of a reading.
    """
    if isinstance(a, Parsed) and isinstance(b, Parsed):
        a, b = a.briefings, b.briefings
    return bool(_reading(a) == _reading(b))


def differences(a: object, b: object, path: str = "") -> Iterator[str]:
    """The paths at which two model values (or tuples of them) are unequal; none if `a == b`. Of two `Parsed` the briefings.

    >>> list(differences(Item(1, "Ⅰ", "가", None), Item(1, "Ⅰ", "나", "다"), "items[0]"))
    ['items[0].title', 'items[0].summary']
    """
    if isinstance(a, Parsed) and isinstance(b, Parsed):
        yield from differences(a.briefings, b.briefings, "briefings")
    elif isinstance(a, tuple) and isinstance(b, tuple):
        for index, (left, right) in enumerate(zip(a, b, strict=False)):
            yield from differences(left, right, f"{path}[{index}]")
        yield from (f"{path}[{index}]" for index in range(min(len(a), len(b)), max(len(a), len(b))))
    elif type(a) is type(b) and attrs.has(type(a)):
        for field in attrs.fields(type(a)):  # type: ignore[arg-type]  # `has` says so, to people
            if field.eq:
                yield from differences(
                    getattr(a, field.name), getattr(b, field.name), f"{path}.{field.name}".lstrip(".")
                )
    elif a != b:
        yield path

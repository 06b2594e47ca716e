"""A reading as a few lines of text, so that an expected reading can be written and reviewed by hand."""

from __future__ import annotations

from collections.abc import Iterator

from councildoc import BudgetHead, BudgetTable, Leg, Paragraph, Parsed, Severity, Transfer
from councildoc.model import BodyEntry, BudgetTotal

FIELDS = ("title", "council", "session_number", "session_kind", "committee", "department", "date", "place")


def _money(won: int | None) -> str:
    return "·" if won is None else f"{won:,}"


def _amounts(row: object) -> str:
    return " ".join(_money(getattr(row, field)) for field in ("before", "decrease", "increase", "after"))


def _head(head: BudgetHead) -> str:
    names = (head.account, head.department, head.policy_project, head.unit_project, head.detailed_project)
    return " / ".join(name or "·" for name in names) + f" / {head.object_code or '·'} {head.object_name or '·'}"


def _total(word: str, total: BudgetTotal) -> str:
    return f"      {word} {total.label} | {_amounts(total)}"


def _entry(entry: BodyEntry) -> Iterator[str]:
    if isinstance(entry, Paragraph):
        label = f"[{entry.label}] " if entry.label else ""
        yield f"      {entry.depth} {entry.marker or ''} {label}{entry.text}".replace("  ", " ").rstrip()
    elif isinstance(entry, BudgetTable):
        columns = ", ".join(f"{field}={title}" for field, title in entry.columns.items())
        yield f"      budget table, unit {_money(entry.unit)}, caption {entry.caption}, {columns}"
        for line in entry.lines:
            group = f"({line.group}) " if line.group else ""
            extra = " {" + ", ".join(f"{k}: {v}" for k, v in line.extra.items()) + "}" if line.extra else ""
            yield f"      - {group}{_head(line.head)} | {_amounts(line)}{extra}"
        yield from (_total("subtotal", total) for total in entry.subtotals)
        if entry.total:
            yield _total("total", entry.total)
    else:
        yield f"      table {entry.nrows}x{entry.ncols}, caption {entry.caption}"


def _leg(leg: Leg) -> str:
    name = leg.head.object_name or leg.head.object_code or leg.head.department or "·"
    return f"{leg.head.detailed_project or '·'} {name} {_money(leg.amount)}"


def _transfer(transfer: Transfer) -> str:
    legs = " + ".join(map(_leg, transfer.sources)) + " -> " + " + ".join(map(_leg, transfer.targets))
    reason = (transfer.reason or "·").replace("\n", " // ")
    return (
        f"   {transfer.kind} {_money(transfer.amount)} on {', '.join(transfer.dates) or '·'}: {legs} because {reason}"
    )


def sketch(parsed: Parsed) -> str:
    """The reading and the findings, infos left out."""
    out: list[str] = []
    for briefing in parsed.briefings:
        fields = [f"{name}={getattr(briefing, name)}" for name in FIELDS if getattr(briefing, name) is not None]
        out.append("briefing " + "; ".join(fields))
        for entry in briefing.preamble:
            out.extend(_entry(entry))
        for item in briefing.items:
            out.append(f" item {item.number or '·'} {item.label or '·'} {item.title or '·'}")
            if item.summary:
                out.append(f"   summary {item.summary}")
            for block in item.blocks:
                out.append(f"   {block.kind} {block.marker or '·'} {block.heading or '·'}")
                for entry in block.body:
                    out.extend(_entry(entry))
            out.extend(map(_transfer, item.transfers))
    out.extend(f"! {d.severity} {d.code} {d.path}" for d in parsed.diagnostics if d.severity is not Severity.INFO)
    return "\n".join(out) + "\n"

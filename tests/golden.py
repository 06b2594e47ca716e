"""Golden readings: what `to_json` gives, cut down to what is read, in a form that people can review.

Left out are places, printed tables, title lines, the source, furniture, messages, and whatever is null or empty. A table
that is no budget table is the texts of its cells, row by row; a budget head is one line of text; a finding is its severity,
code and path, infos left out.
"""

from __future__ import annotations

import json
from typing import Any

from councildoc import Parsed, to_json
from councildoc.values import reading_key

PRINTED = frozenset({"where", "places", "printed", "title_lines"})
WIDTH = 160
UNCOMPARED = frozenset({"marker", "label"})


def compact(parsed: Parsed) -> dict[str, Any]:
    """The reading and its findings, as the golden files hold them."""
    whole = json.loads(to_json(parsed))
    findings = [f"{d['severity']} {d['code']} {d['path']}" for d in whole["diagnostics"] if d["severity"] != "info"]
    return {"briefings": _read(whole["briefings"]), "findings": findings}


def _read(value: Any) -> Any:
    if isinstance(value, list):
        return [_read(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    if "object_code" in value and "object_name" in value:
        return "; ".join(f"{field} {name}" for field, name in value.items() if name is not None)
    if value.get("type") == "table":
        value = {"type": "table", "caption": value["caption"], "rows": _rows(value["cells"])}
    kept = {key: _read(entry) for key, entry in value.items() if key not in PRINTED}
    return {key: entry for key, entry in kept.items() if entry not in (None, "", [], {})}


def _rows(cells: list[dict[str, Any]]) -> list[list[str]]:
    rows: dict[int, list[str]] = {}
    for cell in cells:
        rows.setdefault(cell["row"], []).append(cell["text"])
    return list(rows.values())


def written(golden: Any, indent: int = 0) -> str:
    """JSON in which everything that fits stands on one line."""
    line = json.dumps(golden, ensure_ascii=False)
    if len(line) + indent <= WIDTH or not isinstance(golden, dict | list):
        return line
    inner = " " * (indent + 1)
    if isinstance(golden, list):
        return "[\n" + ",\n".join(inner + written(entry, indent + 1) for entry in golden) + "\n" + " " * indent + "]"
    pairs = (f"{inner}{json.dumps(k, ensure_ascii=False)}: {written(v, indent + 1)}" for k, v in golden.items())
    return "{\n" + ",\n".join(pairs) + "\n" + " " * indent + "}"


def same(golden: Any) -> Any:
    """What `same_reading` compares: texts without white space and with one kind of dots and quotes, no marks and labels."""
    if isinstance(golden, dict):
        return {reading_key(key): same(entry) for key, entry in golden.items() if key not in UNCOMPARED}
    if isinstance(golden, list):
        return [same(entry) for entry in golden]
    return reading_key(golden) if isinstance(golden, str) else golden

"""How a reading is compared with an expected one: only what the expected file states, list entries in order.

Strings are compared as `same_reading` does, markers and labels are left out, `{"any_of": [...]}` lists readings that are all
right, an empty `extra` entry is a missing one. Findings on the state of a file and those of severity info are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from councildoc.values import reading_key

SOFT = {"marker", "label"}
STATE = {"name-split-uncertain", "cut-cell", "garbled-text"}


def _tables(body: list[Any]) -> list[Any]:
    return [entry for entry in body or [] if entry.get("type") != "paragraph"]


def _object(expected: dict[str, Any], actual: Any, path: str) -> Iterator[str]:
    if not isinstance(actual, dict):
        yield f"{path}: expected an object, got {actual!r}"
        return
    if path.endswith(".extra"):
        wanted, got = ({reading_key(k): v for k, v in pairs.items() if v} for pairs in (expected, actual))
        for key in wanted | got:
            yield from differences(wanted.get(key, ""), got.get(key, ""), f"{path}.{key}")
        return
    for key, value in expected.items():
        if key in SOFT and value is not None:
            continue
        if key == "body":
            yield from differences(_tables(value), _tables(actual.get(key, [])), f"{path}.{key}")
        else:
            yield from differences(value, actual.get(key), f"{path}.{key}")


def differences(expected: Any, actual: Any, path: str = "briefings") -> Iterator[str]:
    """One sentence per difference."""
    if isinstance(expected, dict) and set(expected) == {"any_of"}:
        if all(list(differences(choice, actual, path)) for choice in expected["any_of"]):
            yield f"{path}: none of {expected['any_of']!r}, got {actual!r}"
    elif isinstance(expected, dict):
        yield from _object(expected, actual, path)
    elif isinstance(expected, list):
        if not isinstance(actual, list) or len(actual) != len(expected):
            yield f"{path}: expected {len(expected)} entries, got {actual!r}"
        else:
            for index, (left, right) in enumerate(zip(expected, actual, strict=True)):
                yield from differences(left, right, f"{path}[{index}]")
    elif isinstance(expected, str) and isinstance(actual, str):
        if reading_key(expected) != reading_key(actual):
            yield f"{path}: expected {expected!r}, got {actual!r}"
    elif expected != actual or type(expected) is not type(actual):
        yield f"{path}: expected {expected!r}, got {actual!r}"


def unlike(expected: dict[str, Any], actual: dict[str, Any]) -> list[str]:
    """Everything in which a JSON reading differs from an expected file, findings included."""
    out = list(differences(expected["briefings"], actual["briefings"]))
    found = [d for d in actual["diagnostics"] if d["severity"] != "info" and d["code"] not in STATE]
    for wanted in expected["diagnostics"]:
        hit = next(
            (
                d
                for d in found
                if (d["code"], d["severity"]) == (wanted["code"], wanted["severity"])
                and (d["path"] or "").startswith(wanted["path"])
            ),
            None,
        )
        if hit is None:
            out.append(f"diagnostics: missing {wanted['code']} at {wanted['path']}")
        else:
            found.remove(hit)
    return out + [f"diagnostics: not expected {d['code']} at {d['path']}" for d in found]

"""Model classes -> JSON Schema 2020-12, shipped as `data/schema.json`; `make docs` writes it anew.

It covers everything the command line prints as JSON: readings, extracted documents, findings and error objects. The
classes give fields and types, so a field cannot be forgotten; `FIELDS` gives what types cannot say.
"""

from __future__ import annotations

import inspect
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs

from councildoc.diagnostics import Diagnostic
from councildoc.document import Cell, Line, Location, Table
from councildoc.model import (
    Block,
    BodyEntry,
    Briefing,
    BudgetHead,
    BudgetLine,
    BudgetTable,
    BudgetTotal,
    Item,
    Leg,
    Pairs,
    Paragraph,
    Parsed,
    Source,
    Transfer,
)
from councildoc.output.json import BODY_TAGS, ELEMENT_TAGS, SCHEMA_VERSION, dump

CLASSES: tuple[type[Any], ...] = (
    Source,
    Location,
    Line,
    Cell,
    Table,
    Paragraph,
    BudgetHead,
    BudgetLine,
    BudgetTotal,
    BudgetTable,
    Block,
    Leg,
    Transfer,
    Item,
    Briefing,
    Diagnostic,
)

ISO = r"^(\d{4}(-\d\d(-\d\d)?)?|--\d\d-\d\d)$"
"""A date as far as it is printed: `2021-10-12`, `2021-10`, `2021`, or `--10-12` where the year is not known."""

_WON = {"description": "won"}

FIELDS: dict[str, dict[str, Any]] = {
    "Source.name": {"description": "file name; `-` for standard input, `<bytes>` if there is none"},
    "Source.format": {"description": "recognised by content", "enum": ["pdf", "hwp", "hwpx", "text", None]},
    "Source.sha256": {"description": "of the bytes of the file", "pattern": "^[0-9a-f]{64}$"},
    "Source.pages": {"description": "null where the format has no pages", "minimum": 0},
    "Location.page": {"description": "from 1", "minimum": 1},
    "Location.bbox": {"description": "[x0, top, x1, bottom] in points from the top left, as pdfplumber counts"},
    "Location.line": {"description": "line of a text file, from 1", "minimum": 1},
    "Location.section": {"description": "HWP, HWPX: from 0", "minimum": 0},
    "Location.paragraph": {"description": "HWP, HWPX: from 0", "minimum": 0},
    "Location.table": {"description": "HWP, HWPX: from 0", "minimum": 0},
    "Location.cell": {"description": "HWP, HWPX: [row, column], from 0"},
    "Line.text": {"description": "as printed"},
    "Cell.text": {"description": "as printed; a line break in the cell is a line feed"},
    "Cell.row": {"minimum": 0},
    "Cell.col": {"minimum": 0},
    "Cell.rowspan": {"minimum": 1},
    "Cell.colspan": {"minimum": 1},
    "Table.recovered": {"description": "rebuilt from flattened text; the cells have the places of their lines"},
    "Table.caption": {"description": "the unit line above the table, such as (단위 : 천원)"},
    "Paragraph.marker": {"description": "○ - ․ ※ … as printed"},
    "Paragraph.depth": {"description": "0 unmarked, 1 ○ class, 2 dash class, 3 dot class", "minimum": 0},
    "Paragraph.label": {"description": "what stands before a colon (일 시, 전용금액)"},
    "Paragraph.text": {"description": "after marker, label and colon; continuation lines joined"},
    "BudgetHead.account": {"description": "회계"},
    "BudgetHead.department": {"description": "부서"},
    "BudgetHead.policy_project": {"description": "정책사업"},
    "BudgetHead.unit_project": {"description": "단위사업"},
    "BudgetHead.detailed_project": {"description": "세부사업"},
    "BudgetHead.object_code": {"description": "통계목 코드, verbatim without white space (100-201-01)"},
    "BudgetHead.object_name": {"description": "통계목"},
    "BudgetLine.before": _WON,
    "BudgetLine.decrease": _WON,
    "BudgetLine.increase": _WON,
    "BudgetLine.after": _WON,
    "BudgetLine.group": {"description": "연번 as printed, filled down"},
    "BudgetLine.extra": {"description": "printed header -> text, for every other column"},
    "BudgetTotal.label": {"description": "소계, 합계, 총 계 … as printed"},
    "BudgetTotal.before": _WON,
    "BudgetTotal.decrease": _WON,
    "BudgetTotal.increase": _WON,
    "BudgetTotal.after": _WON,
    "BudgetTable.unit": {"description": "of the printed amounts, in won; null if none could be read", "minimum": 1},
    "BudgetTable.caption": {"description": "the unit line above the table, such as (단위 : 천원)"},
    "BudgetTable.columns": {"description": "before, decrease, increase, after -> printed header"},
    "BudgetTable.lines": {"description": "one for each budget object; totals are not among them"},
    "BudgetTable.subtotals": {"description": "소계 rows, in printed order"},
    "BudgetTable.total": {"description": "합계 or 총계 row"},
    "BudgetTable.printed": {"description": "the table as printed"},
    "Block.kind": {
        "description": "개요, 전용내역, 사유, 예산현황, or other",
        "enum": ["overview", "summary", "reason", "budget", "other"],
    },
    "Block.marker": {"description": "□ … as printed"},
    "Block.heading": {"description": "as printed; null for what stands before the first heading"},
    "Block.body": {"description": "in reading order"},
    "Leg.amount": _WON,
    "Transfer.kind": {"description": "the document's own word: 전용, 이용, 이체, 예산변경, 변경사용 …"},
    "Transfer.amount": {"description": "the stated amount, else the sum of the decreases, in won"},
    "Transfer.dates": {"description": "in printed order, as far as printed", "items": {"pattern": ISO}},
    "Transfer.sources": {"description": "where the money came from"},
    "Transfer.targets": {"description": "where the money went"},
    "Transfer.reason": {"description": "전용사유; paragraphs joined by a line feed"},
    "Item.number": {"description": "Ⅲ is 3"},
    "Item.label": {"description": "Ⅲ, 3. … as printed"},
    "Item.summary": {"description": "lead lines under the title"},
    "Item.transfers": {"description": "every move of money in the item"},
    "Briefing.council": {"description": "의회; null for a bare 시의회"},
    "Briefing.session_number": {"description": "제305회 is 305"},
    "Briefing.session_kind": {"description": "임시회, 정례회"},
    "Briefing.committee": {"description": "위원회"},
    "Briefing.department": {"description": "보고 부서"},
    "Briefing.date": {"description": "as far as printed", "pattern": ISO},
    "Briefing.place": {"description": "장소"},
    "Briefing.title_lines": {"description": "the title page as printed"},
    "Briefing.preamble": {"description": "cover and table of contents"},
    "Diagnostic.code": {"description": "kebab-case, stable; see the list of findings"},
    "Diagnostic.message": {"description": "Korean, for people"},
    "Diagnostic.path": {"description": "the value it is about: briefings[0].items[0]…; null: the file"},
    "Diagnostic.excerpt": {"description": "the printed text it is about"},
}
"""What the types cannot say of a field: its meaning and its bounds."""

_COMMON: dict[str, dict[str, Any]] = {
    "where": {"description": "printed places, in reading order; empty if unknown"},
    "places": {
        "description": "field -> printed places of its value; columns.before, extra.비고 for a field inside a field"
    },
}

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
_FIXED = {"bbox": ("number", 4), "cell": ("integer", 2)}


def _ref(cls: type[Any]) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{cls.__name__}"}


def _tagged(tags: dict[str, type[Any]]) -> dict[str, Any]:
    return {"oneOf": [{"$ref": f"#/$defs/{tag}"} for tag in tags]}


def _type(kind: Any) -> dict[str, Any]:
    """The schema of a type annotation."""
    if kind == BodyEntry:
        return {"$ref": "#/$defs/BodyEntry"}
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    arguments = get_args(kind)
    if get_origin(kind) in (Union, UnionType):
        parts = [_type(part) for part in arguments]
        if all(set(part) == {"type"} for part in parts):
            return {"type": [part["type"] for part in parts]}
        return {"anyOf": parts}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _type(arguments[0])}
    if get_origin(kind) is Pairs:
        return {"type": "object", "additionalProperties": _type(arguments[0])}
    if issubclass(kind, Enum):
        return {"type": "string", "enum": [member.value for member in kind]}
    return _ref(kind)


def _field(cls: type[Any], name: str, kind: Any) -> dict[str, Any]:
    if cls is Location:
        if name in _FIXED:
            entry, length = _FIXED[name]
            fixed = {"type": "array", "items": {"type": entry}, "minItems": length, "maxItems": length}
            return fixed | FIELDS[f"Location.{name}"]
        return {"type": "integer"} | FIELDS[f"Location.{name}"]
    found = _type(kind)
    for key, value in (FIELDS.get(f"{cls.__name__}.{name}") or _COMMON.get(name) or {}).items():
        found[key] = {**found["items"], **value} if key == "items" else value
    return found


def _summary(cls: type[Any]) -> str:
    return (inspect.getdoc(cls) or "").split("\n\n")[0].replace("\n", " ")


def _class(cls: type[Any], tag: str | None = None) -> dict[str, Any]:
    """The object that a class is written as; where an entry may be one of several classes, `type` says which."""
    hints = get_type_hints(cls)
    fields = {field.name: _field(cls, field.name, hints[field.name]) for field in attrs.fields(cls)}
    if tag:
        fields = {"type": {"const": tag}, **fields}
    return _object(fields, _summary(cls), required=[] if cls is Location else None)


def _object(fields: dict[str, Any], description: str, required: list[str] | None = None) -> dict[str, Any]:
    return {
        "description": description,
        "type": "object",
        "properties": fields,
        "required": list(fields) if required is None else required,
        "additionalProperties": False,
    }


def _outputs() -> dict[str, dict[str, Any]]:
    """The objects at the top: one for each thing that the command line prints."""
    version = {"description": "raised whenever a field is added or changed", "const": SCHEMA_VERSION}
    lead = {"schema_version": version, "source": _ref(Source)}
    lines = {"description": "running headers, page numbers, repeated table headers", **_type(tuple[Line, ...])}
    findings = _type(tuple[Diagnostic, ...])
    failed = _object(
        {
            "name": _field(Source, "name", str),
            "format": _field(Source, "format", str | None),
            "sha256": {"description": "null if the file could not be opened", "type": ["string", "null"]},
            "pages": {"type": "null"},
        },
        "The file that failed.",
    )
    error = _object(
        {
            "code": {"type": "string", "description": "see the list of errors"},
            "message": {"type": "string", "description": "Korean, for people"},
        },
        "Why the input could not be read.",
    )
    briefings = _type(get_type_hints(Parsed)["briefings"])
    return {
        "Parsed": _object(
            {**lead, "briefings": briefings, "furniture": lines, "diagnostics": findings}, "`councildoc parse`"
        ),
        "Extracted": _object(
            {
                **lead,
                "elements": {
                    "description": "in reading order",
                    "type": "array",
                    "items": {"$ref": "#/$defs/Element"},
                },
                "furniture": lines,
            },
            "`councildoc extract`: before anything is understood",
        ),
        "Checked": _object({**lead, "diagnostics": findings}, "`councildoc check --format json`"),
        "Cited": _object(
            {
                **lead,
                "citations": {
                    "description": "in the order asked for; without a path every value of every transfer",
                    "type": "array",
                    "items": _object(
                        {
                            "path": {"description": "briefings[0].items[0]…", "type": "string"},
                            "value": {"description": "the value, as it stands in the JSON of the whole reading"},
                            "where": _field(Line, "where", tuple[Location, ...]),
                            "text": {"description": "what is printed there, a piece a line", "type": "string"},
                        },
                        "One value with its printed place.",
                    ),
                },
            },
            "`councildoc cite --format json`",
        ),
        "Failed": _object(
            {"schema_version": version, "source": failed, "error": error}, "An input that could not be read."
        ),
    }


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of every JSON output."""
    outputs = _outputs()
    tagged = {tag: _class(cls, tag) for tag, cls in {**BODY_TAGS, **ELEMENT_TAGS}.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:councildoc:output:{SCHEMA_VERSION}",
        "title": f"councildoc output, schema_version {SCHEMA_VERSION}",
        "description": "Budget transfers (예산 전용) read from Korean council briefings. Amounts are integers in won.",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in outputs],
        "$defs": {
            **outputs,
            **{cls.__name__: _class(cls) for cls in CLASSES if cls not in (Paragraph, BudgetTable)},
            "BodyEntry": _tagged(BODY_TAGS),
            "Element": _tagged(ELEMENT_TAGS),
            **tagged,
        },
    }


def schema_text() -> str:
    """The schema as the package ships it."""
    return dump(schema(), 2) + "\n"

"""Model -> JSON -> model: `to_json` and `from_json` are inverse, provenance included.

The keys are the field names of the model. Reading is strict: a missing, repeated or unknown field, or a value of
another type, is a `DecodeError` that names its path. The shape is published as `data/schema.json`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_origin

import attrs
import regex

from councildoc.diagnostics import Diagnostic, Severity
from councildoc.document import Cell, Document, Line, Location, Table
from councildoc.errors import CouncildocError, DecodeError
from councildoc.model import BodyEntry, BudgetTable, Pairs, Paragraph, Parsed, Source

if TYPE_CHECKING:
    from cattrs import Converter

SCHEMA_VERSION = 1
"""Raised whenever a field is added, renamed or removed."""

MAX_GRID = 4_000_000
"""Positions of one table, merged cells counted at each; as many as the readers of documents take."""

_BOUNDS: dict[type[Any], dict[str, tuple[int, int]]] = {
    Cell: {"row": (0, MAX_GRID), "col": (0, MAX_GRID), "rowspan": (1, MAX_GRID), "colspan": (1, MAX_GRID)},
    Paragraph: {"depth": (0, 100)},
}

BODY_TAGS: dict[str, type[Any]] = {"paragraph": Paragraph, "table": Table, "budget_table": BudgetTable}
ELEMENT_TAGS: dict[str, type[Any]] = {"line": Line, "table": Table}
"""The values of `type`, which says what an entry of a body (an element of a document) is."""

Hook = Callable[[Any, Any], Any]
"""What cattrs calls a structure hook: a JSON value and the wanted type -> the value of that type."""

_UNSEEN = regex.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]")
_IDENTIFIER = regex.compile(r"[A-Za-z_][A-Za-z_0-9]*")

# ------------------------------------------------------------------------------------------------------- writing


def _escape(match: regex.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]


def dump(value: Any, indent: int | None = None) -> str:
    """Write plain JSON data. Hangul stays as it is; what cannot be seen (private-use glyphs and the like) is escaped.

    >>> print(dump({"marker": "\\uf000", "heading": "전용사유"}))
    {"marker": "\\uf000", "heading": "전용사유"}
    """
    return _UNSEEN.sub(_escape, json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False))


def source_object(source: Source) -> dict[str, Any]:
    """The `source` of every kind of output."""
    return attrs.asdict(source)


def to_json(parsed: Parsed, *, indent: int | None = None) -> str:
    """Write a reading as JSON; `from_json` restores it. Boxes are rounded to hundredths of a point."""
    return dump(_parsed_object(parsed), indent)


def _parsed_object(parsed: Parsed) -> dict[str, Any]:
    body: dict[str, Any] = _converter().unstructure(parsed)
    order = ("source", "briefings", "furniture", "diagnostics")
    return {"schema_version": SCHEMA_VERSION} | {name: body[name] for name in order}


def plain(value: Any) -> Any:
    """Any value of a reading as plain JSON data, as it stands in the JSON of the whole."""
    if isinstance(value, tuple):
        return [plain(entry) for entry in value]
    tag = next((tag for tag, cls in BODY_TAGS.items() if type(value) is cls), None)
    data = _converter().unstructure(value)
    return {"type": tag, **data} if tag else data


def document_object(document: Document, source: Source) -> dict[str, Any]:
    """What `councildoc extract` prints: the lines and tables in reading order, and the page furniture."""
    converter = _converter()
    elements = [
        {"type": "table" if isinstance(element, Table) else "line", **converter.unstructure(element)}
        for element in document.elements
    ]
    return {
        "schema_version": SCHEMA_VERSION,
        "source": source_object(source),
        "elements": elements,
        "furniture": converter.unstructure(document.furniture, tuple[Line, ...]),
    }


def findings_object(parsed: Parsed) -> dict[str, Any]:
    """What `councildoc check` prints: the findings alone."""
    return {
        "schema_version": SCHEMA_VERSION,
        "source": source_object(parsed.source),
        "diagnostics": _converter().unstructure(parsed.diagnostics, tuple[Diagnostic, ...]),
    }


def error_object(
    name: str, error: CouncildocError, sha256: str | None = None, format: str | None = None
) -> dict[str, Any]:
    """An input that failed; `sha256` and `format` are None as far as the failure came before them."""
    return {
        "schema_version": SCHEMA_VERSION,
        "source": {"name": name, "format": format, "sha256": sha256, "pages": None},
        "error": {"code": error.code, "message": error.message},
    }


# ------------------------------------------------------------------------------------------------------- reading


class _WrongError(Exception):
    """A value that does not fit, at a path below the value that is being read."""

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message)
        self.path = path


class _Object(dict[str, Any]):
    """A JSON object that remembers a key given twice, so that the error can name its path."""

    repeated: str | None = None


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object()
    for key, value in pairs:
        if key in found:
            found.repeated = key
        found[key] = value
    return found


_KINDS: tuple[tuple[type, str], ...] = (
    (bool, "참/거짓"),
    (int, "정수"),
    (float, "소수"),
    (str, "문자열"),
    (list, "배열"),
    (dict, "객체"),
)


def _kind(value: object) -> str:
    """The Korean word for a JSON type; values are not quoted, since they may be of any size."""
    return next((name for kind, name in _KINDS if isinstance(value, kind)), "null")


def _exactly(kind: type) -> Hook:
    """A hook that takes values of one type and no other: no `1` for `true`, no `"1"` for `1`."""
    name = dict(_KINDS)[kind]

    def structure(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            raise _WrongError(f"{name} 자리에 {_kind(value)} 값이 있습니다")
        return value

    return structure


def _number(value: Any, _: Any) -> float:
    if type(value) is int or (type(value) is float and math.isfinite(value)):
        try:
            return float(value)
        except OverflowError:
            pass
    raise _WrongError(f"유한한 수 자리에 {_kind(value)} 값이 있습니다")


def _step(key: str) -> str:
    """One step of a path: `.name`, or `["자유 형식"]`."""
    return f".{key}" if _IDENTIFIER.fullmatch(key) else f"[{dump(key)}]"


def _check_object(value: Any, required: frozenset[str], optional: frozenset[str] = frozenset()) -> None:
    if not isinstance(value, dict):
        raise _WrongError(f"객체 자리에 {_kind(value)} 값이 있습니다")
    if isinstance(value, _Object) and value.repeated is not None:
        raise _WrongError("같은 이름의 필드가 두 번 나옵니다", _step(value.repeated))
    for key in value:
        if key not in required and key not in optional:
            raise _WrongError("알 수 없는 필드입니다", _step(key))
    for name in sorted(required - value.keys()):
        raise _WrongError("필드가 없습니다", _step(name))


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _is_pairs(kind: Any) -> bool:
    return kind is Pairs or get_origin(kind) is Pairs


def _is_body_entry(kind: Any) -> bool:
    return bool(kind == BodyEntry)


def _list_factory(kind: Any, converter: Converter) -> Hook:
    """`tuple[X, ...]` from a JSON array and nothing else: a string is not a list of letters."""
    target: Any = list.__class_getitem__(get_args(kind)[0])
    inner = converter.get_structure_hook(target)

    def structure(value: Any, _: Any) -> Any:
        if not isinstance(value, list):
            raise _WrongError(f"배열 자리에 {_kind(value)} 값이 있습니다")
        return tuple(inner(value, target))

    return structure


def _pairs_factory(kind: Any, converter: Converter) -> Hook:
    target: Any = dict.__class_getitem__((str, get_args(kind)[0]))
    inner = converter.get_structure_hook(target)

    def structure(value: Any, _: Any) -> Any:
        _check_object(value, frozenset(), frozenset(value) if isinstance(value, dict) else frozenset())
        return Pairs(inner(value, target))

    return structure


def _class_factory(cls: type[Any], converter: Converter) -> Hook:
    """A class from an object with exactly its fields; cattrs alone would let a field with a default be left out."""
    from cattrs.gen import make_dict_structure_fn

    inner = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True)
    names = frozenset(field.name for field in attrs.fields(cls))

    def structure(value: Any, kind: Any) -> Any:
        _check_object(value, names)
        found = inner(value, kind)
        _check_bounds(found)
        return found

    return structure


def _check_bounds(found: Any) -> None:
    """What is written out in full has a size: every position of a table, every level of a paragraph."""
    for name, (least, most) in _BOUNDS.get(type(found), {}).items():
        if not least <= getattr(found, name) <= most:
            raise _WrongError(f"{least}에서 {most:,} 사이의 정수가 와야 합니다", f".{name}")
    if isinstance(found, Table) and found.nrows * found.ncols > MAX_GRID:
        raise _WrongError(f"표가 너무 큽니다(한도 {MAX_GRID:,}칸)", ".cells")


def _location_hook(converter: Converter) -> Hook:
    """A place holds the keys that are known and no null."""
    lengths = {"bbox": (4, float), "cell": (2, int)}
    names = frozenset(field.name for field in attrs.fields(Location))

    def part(name: str, value: Any) -> Any:
        if name not in lengths:
            return converter.structure(value, int)
        length, kind = lengths[name]
        if not isinstance(value, list) or len(value) != length:
            raise _WrongError(f"수 {length}개의 배열이 와야 합니다")
        return tuple(converter.structure(entry, kind) for entry in value)

    def structure(value: Any, _: Any) -> Location:
        _check_object(value, frozenset(), names)
        parts = {}
        for name, entry in value.items():
            try:
                parts[name] = part(name, entry)
            except _WrongError as wrong:
                raise _WrongError(str(wrong), f".{name}") from None
        return Location(**parts)

    return structure


def _location_object(where: Location) -> dict[str, Any]:
    """Only the keys that are set; adding 0.0 makes a negative zero a plain one."""
    found: dict[str, Any] = {}
    for name, value in attrs.asdict(where, recurse=False).items():
        if name == "bbox" and value is not None:
            found[name] = [round(float(edge), 2) + 0.0 for edge in value]
        elif value is not None:
            found[name] = list(value) if isinstance(value, tuple) else value
    return found


def _body_hook(converter: Converter) -> Hook:
    def structure(value: Any, _: Any) -> Any:
        _check_object(value, frozenset({"type"}), frozenset(value) if isinstance(value, dict) else frozenset())
        tag = value["type"]
        if not isinstance(tag, str) or tag not in BODY_TAGS:
            raise _WrongError(f"{', '.join(BODY_TAGS)} 가운데 하나여야 합니다", ".type")
        rest = {key: entry for key, entry in value.items() if key != "type"}
        return converter.structure(rest, BODY_TAGS[tag])

    return structure


def _severity(value: Any, _: Any) -> Severity:
    if not isinstance(value, str) or value not in set(Severity):
        raise _WrongError(f"{', '.join(Severity)} 가운데 하나여야 합니다")
    return Severity(value)


@cache
def _converter() -> Converter:
    """The converter, built on first use: importing councildoc must not pay for it."""
    from cattrs import Converter

    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for kind in (bool, int, str):
        converter.register_structure_hook(kind, _exactly(kind))
    converter.register_structure_hook(float, _number)
    converter.register_structure_hook(Severity, _severity)
    converter.register_structure_hook_factory(attrs.has, _class_factory)
    converter.register_structure_hook_factory(_is_tuple, _list_factory)
    converter.register_structure_hook_factory(_is_pairs, _pairs_factory)
    converter.register_structure_hook(Location, _location_hook(converter))
    converter.register_structure_hook_func(_is_body_entry, _body_hook(converter))

    converter.register_unstructure_hook(Location, _location_object)
    converter.register_unstructure_hook_func(
        _is_pairs,
        lambda pairs: {key: converter.unstructure(value) for key, value in pairs.items()},
    )
    tags = {cls: tag for tag, cls in BODY_TAGS.items()}
    converter.register_unstructure_hook_func(
        _is_body_entry, lambda entry: {"type": tags[type(entry)], **converter.unstructure(entry)}
    )
    return converter


def _faults(error: BaseException, path: str) -> Iterator[tuple[str, str]]:
    """Every fault with its path, in the order of the text."""
    from cattrs.errors import AttributeValidationNote, IterableValidationNote

    if not isinstance(error, ExceptionGroup):
        yield str(error), path + getattr(error, "path", "")
        return
    for inner in error.exceptions:
        step = ""
        for note in getattr(inner, "__notes__", ()):
            if isinstance(note, AttributeValidationNote):
                step = f".{note.name}"
            elif isinstance(note, IterableValidationNote):
                step = f"[{note.index}]" if isinstance(note.index, int) else _step(note.index)
        yield from _faults(inner, path + step)


def _load(text: str | bytes) -> Any:
    try:
        if not isinstance(text, str):
            text = bytes(text).decode("utf-8")
        return json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_object)
    except UnicodeDecodeError:
        raise DecodeError("UTF-8로 적힌 JSON이 아닙니다") from None
    except RecursionError:
        raise DecodeError("너무 깊이 중첩된 JSON입니다") from None
    except ValueError as error:  # JSONDecodeError, and integers of thousands of digits
        raise DecodeError(f"JSON이 아닙니다: {error}") from None


def from_json(text: str | bytes) -> Parsed:
    """Restore what `to_json` wrote. Raises `DecodeError` for anything else, with the path of the first fault.

    >>> from_json('{"schema_version": 2}')
    Traceback (most recent call last):
    councildoc.errors.DecodeError: schema_version 2의 JSON입니다. 이 버전은 schema_version 1만 읽습니다 - $.schema_version
    """
    value = _load(text)
    body: Mapping[str, Any] = value if isinstance(value, dict) else {}
    version = body.get("schema_version", SCHEMA_VERSION)
    if type(version) is not int or version != SCHEMA_VERSION:
        found = f"schema_version {version}의 JSON입니다. " if type(version) is int and 0 <= version < 1000 else ""
        raise DecodeError(f"{found}이 버전은 schema_version {SCHEMA_VERSION}만 읽습니다", "$.schema_version")
    if isinstance(body.get("error"), dict):
        raise DecodeError("읽지 못한 파일의 오류 객체이며, 읽은 결과가 아닙니다", "$.error")
    names = frozenset(field.name for field in attrs.fields(Parsed))
    try:
        _check_object(value, names | {"schema_version"})
        return _converter().structure({name: value[name] for name in names}, Parsed)
    except (_WrongError, ExceptionGroup) as error:
        message, path = next(_faults(error, "$"))
        raise DecodeError(message, path) from None

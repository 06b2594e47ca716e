"""The published JSON Schema: up to date, complete, and as strict as `from_json`."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any, get_type_hints

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import councildoc
import strategies
from councildoc import DecodeError, Document, Parsed, from_json, to_json
from councildoc.output.json import SCHEMA_VERSION, dump, error_object
from councildoc.output.schema import CLASSES, FIELDS, schema, schema_text
from samples import BRIEFING, valid
from strategies import STRATEGIES

PARSED = jsonschema.Draft202012Validator({**schema(), "oneOf": [{"$ref": "#/$defs/Parsed"}]})


def test_the_shipped_schema_is_up_to_date() -> None:
    shipped = resources.files("councildoc.data").joinpath("schema.json").read_text("utf-8")

    assert shipped == schema_text(), "run `make docs`"


def test_the_schema_is_sound_and_versioned() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())

    assert schema()["$id"].endswith(f":{SCHEMA_VERSION}")


def test_every_class_of_the_model_is_in_it() -> None:
    assert set(CLASSES) | {Parsed, Document} == set(STRATEGIES)


def test_every_note_belongs_to_a_field() -> None:
    fields = {f"{cls.__name__}.{field.name}" for cls in CLASSES for field in attrs.fields(cls)}

    assert FIELDS.keys() <= fields


def test_every_object_is_closed_and_lists_its_fields() -> None:
    for name, entry in schema()["$defs"].items():
        if "properties" in entry:
            assert entry["additionalProperties"] is False, name
            assert entry["description"], name
            assert entry["required"] == ([] if name == "Location" else list(entry["properties"])), name


@pytest.mark.parametrize(
    "cls", [cls for cls in CLASSES if "kind" not in get_type_hints(cls)], ids=lambda cls: cls.__name__
)
def test_the_fields_are_those_of_the_class(cls: type[Any]) -> None:
    tags = {councildoc.Paragraph: "paragraph", councildoc.BudgetTable: "budget_table"}
    entry = schema()["$defs"][tags.get(cls, cls.__name__)]

    assert [name for name in entry["properties"] if name != "type"] == [field.name for field in attrs.fields(cls)]


@given(strategies.parsed)
def test_every_reading_is_valid(parsed: Parsed) -> None:
    value = valid(to_json(parsed))

    assert list(value) == ["schema_version", "source", "briefings", "furniture", "diagnostics"]


def test_an_error_object_is_valid() -> None:
    for error in councildoc.errors.ERRORS:
        value = valid(dump(error_object("a.pdf", error(), None, None)))
        assert value["error"] == {"code": error.code, "message": error.default}
    valid(dump(error_object("a.pdf", councildoc.EncryptedError(), "0" * 64, "pdf")))


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value in plain JSON data."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, entry in inner for found in leaves(entry, (*path, key)))]


@given(st.data())
def test_whatever_the_schema_accepts_can_be_read(data: st.DataObject) -> None:
    value = json.loads(to_json(data.draw(strategies.parsed)))
    *path, last = data.draw(st.sampled_from(leaves(value)[1:]))
    at = value
    for key in path:
        at = at[key]
    at[last] = data.draw(
        st.sampled_from([None, True, 7, 7.5, "가", [], {}, ["가"], [7], {"가": "나"}, {"type": "table"}])
    )

    try:
        from_json(json.dumps(value))
    except DecodeError:
        assert not PARSED.is_valid(value)


def test_a_real_reading_is_valid() -> None:
    value = valid(to_json(councildoc.parse(BRIEFING.encode())))

    assert value["briefings"][0]["items"][0]["transfers"][0]["amount"] == 30_000_000

"""What is written can be read again: JSON, pickles, `same_reading`, and the format/parse pairs of `values`."""

from __future__ import annotations

import json
import pickle
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import councildoc
import strategies
from councildoc import DecodeError, Pairs, Parsed, from_json, same_reading, to_json
from councildoc import document as document_module
from councildoc import model as model_module
from councildoc.dates import find_dates, format_date
from councildoc.model import SOFT_FIELDS
from councildoc.output.budget_rows import won_cell
from councildoc.values import (
    CODE,
    UNITS,
    code_parts,
    find_unit,
    find_won,
    format_cell,
    format_roman,
    format_won,
    parse_cell,
    parse_roman,
)
from effort import examples
from strategies import STRATEGIES

# ---------------------------------------------------------------------------------------------------------- strategies


def test_every_class_of_the_model_has_a_strategy() -> None:
    classes = {
        cls
        for module in (model_module, document_module)
        for cls in vars(module).values()
        if isinstance(cls, type) and attrs.has(cls)
    }

    assert classes <= STRATEGIES.keys()


def test_a_strategy_may_not_leave_a_field_out() -> None:
    with pytest.raises(AssertionError, match="no strategy for \\['where'\\]"):
        strategies.model(councildoc.Line, text=st.just("가"))


# ---------------------------------------------------------------------------------------------------------------- JSON


@examples("text")
@given(strategies.parsed, st.sampled_from([None, 1, 2]))
def test_json_round_trip(parsed: Parsed, indent: int | None) -> None:
    written = to_json(parsed, indent=indent)

    again = from_json(written)

    assert again == parsed
    assert to_json(again, indent=indent) == written  # provenance too: equality leaves it out, the text does not
    assert from_json(written.encode()) == parsed


def printed(value: Any) -> Any:
    """Everything in a value, fields outside equality included."""
    if attrs.has(type(value)):
        return [(field.name, printed(getattr(value, field.name))) for field in attrs.fields(type(value))]
    if isinstance(value, Pairs):
        return [(key, printed(entry)) for key, entry in value.items()]
    return [printed(entry) for entry in value] if isinstance(value, tuple) else value


@examples("text")
@given(strategies.parsed)
def test_provenance_survives_json(parsed: Parsed) -> None:
    assert printed(from_json(to_json(parsed))) == printed(parsed)


@given(strategies.parsed)
def test_a_line_of_json_is_one_line_of_text(parsed: Parsed) -> None:
    written = to_json(parsed)

    assert written.splitlines() == [written]
    assert written.encode().decode() == written


def test_boxes_are_rounded_when_they_are_written() -> None:
    place = councildoc.Location(page=1, bbox=(1, 2.005001, 3.999, -0.001))
    parsed = Parsed(councildoc.Source("a", "pdf", "0" * 64, 1), (), (), (councildoc.Line("- 1 -", (place,)),))

    again = from_json(to_json(parsed))

    assert again.furniture[0].where[0].bbox == (1.0, 2.01, 4.0, 0.0)
    assert "-0.0" not in to_json(parsed)


def test_lone_surrogates_survive_json() -> None:
    parsed = Parsed(councildoc.Source("\udcff.pdf", "pdf", "0" * 64), ())

    written = to_json(parsed)

    assert from_json(written.encode()) == parsed


VALID = to_json(
    Parsed(
        councildoc.Source("보고.pdf", "pdf", "0" * 64, 3),
        (
            councildoc.Briefing(
                items=(
                    councildoc.Item(1, "Ⅰ", "가", None),
                    councildoc.Item(
                        2,
                        "Ⅱ",
                        "나",
                        None,
                        (
                            councildoc.Block(
                                "budget",
                                None,
                                None,
                                (
                                    councildoc.BudgetTable(
                                        1000,
                                        None,
                                        Pairs({"before": "예산액"}),
                                        (
                                            councildoc.BudgetLine(
                                                councildoc.BudgetHead(),
                                                extra=Pairs({"비고": "가"}),
                                                where=(councildoc.Location(page=1, bbox=(0, 0, 1, 1)),),
                                            ),
                                        ),
                                    ),
                                ),
                            ),
                        ),
                    ),
                )
            ),
        ),
        (councildoc.Diagnostic("overdrawn", councildoc.Severity.ERROR, "가"),),
    )
)
TABLE = "$.briefings[0].items[1].blocks[0].body[0]"


def change(old: str, new: str) -> str:
    assert old in VALID, old
    return VALID.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (change('"number": 2', '"number": "2"'), "$.briefings[0].items[1].number"),
        (change('"number": 2', '"number": true'), "$.briefings[0].items[1].number"),
        (change('"number": 2', '"number": 2.0'), "$.briefings[0].items[1].number"),
        (change('"number": 2, ', ""), "$.briefings[0].items[1].number"),
        (change('"number": 2', '"number": 2, "zahl": 2'), "$.briefings[0].items[1].zahl"),
        (change('"number": 2', '"number": 2, "number": 2'), "$.briefings[0].items[1].number"),
        (change('"title": "나"', '"title": ["나"]'), "$.briefings[0].items[1].title"),
        (change('"비고": "가"', '"비고": null'), f'{TABLE}.lines[0].extra["비고"]'),
        (change('"비고": "가"', '"비고": "가", "비고": "나"'), f'{TABLE}.lines[0].extra["비고"]'),
        (change('"type": "budget_table"', '"type": "tabelle"'), f"{TABLE}.type"),
        (change('"type": "budget_table", ', ""), f"{TABLE}.type"),
        (change('"lines": [', '"lines": ["x", '), f"{TABLE}.lines[0]"),
        (change("0.0, 0.0, 1.0, 1.0", "0, 0, 1"), f"{TABLE}.lines[0].where[0].bbox"),
        (change("0.0, 0.0, 1.0, 1.0", "0, 0, 1, NaN"), f"{TABLE}.lines[0].where[0].bbox"),
        (change("0.0, 0.0, 1.0, 1.0", "0, 0, 1, 1e999"), f"{TABLE}.lines[0].where[0].bbox"),
        (change("0.0, 0.0, 1.0, 1.0", f"0, 0, 1, 1{'0' * 400}"), f"{TABLE}.lines[0].where[0].bbox"),
        (change('"page": 1', '"page": null'), f"{TABLE}.lines[0].where[0].page"),
        (change('"page": 1', '"page": 1, "seite": 1'), f"{TABLE}.lines[0].where[0].seite"),
        (change('"recovered": false', '"recovered": 0'), f"{TABLE}.printed.recovered"),
        (change('"severity": "error"', '"severity": "fatal"'), "$.diagnostics[0].severity"),
        (change('"severity": "error"', '"severity": []'), "$.diagnostics[0].severity"),
        (change('"furniture": []', '"furniture": "가나"'), "$.furniture"),
        (change('"furniture": []', '"furniture": {}'), "$.furniture"),
        (change('"schema_version": 1', '"schema_version": 2'), "$.schema_version"),
        (change('"schema_version": 1', '"schema_version": true'), "$.schema_version"),
        (change('"schema_version": 1, ', ""), "$.schema_version"),
        (change('"source"', '"quelle": 1, "source"'), "$.quelle"),
        ('{"schema_version": 1, "source": {}, "error": {"code": "empty", "message": "빈 파일"}}', "$.error"),
        (VALID[:-1], "$"),
        (f"[{VALID}]", "$"),
        ("", "$"),
        ("[" * 100_000, "$"),
        ('{"schema_version": ' + "9" * 5000 + "}", "$"),
    ],
)
def test_a_fault_is_named_with_its_path(text: str, path: str) -> None:
    with pytest.raises(DecodeError) as caught:
        from_json(text)

    assert caught.value.path == path
    assert str(caught.value).endswith(f" - {path}")


@pytest.mark.parametrize("data", [b"\xff\xfe{}", "{}".encode("utf-16"), b"\x00"])
def test_bytes_that_are_no_json(data: bytes) -> None:
    with pytest.raises(DecodeError):
        from_json(data)


def test_a_byte_order_mark_is_no_fault() -> None:
    assert from_json(b"\xef\xbb\xbf" + VALID.encode()) == from_json("\ufeff" + VALID) == from_json(VALID)


plain = st.none() | st.booleans() | st.integers(-(10**6), 10**30) | st.floats() | strategies.texts | st.just("\ud800")
garbage = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["schema_version", "source", "briefings", "type", "where", "page", "items", "가"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@examples("text")
@given(garbage)
def test_any_json_is_a_reading_or_a_decode_error(value: Any) -> None:
    with pytest.raises(DecodeError):
        from_json(json.dumps(value))


@examples("text")
@given(st.data())
def test_any_change_to_a_reading_is_read_or_a_decode_error(data: st.DataObject) -> None:
    value = json.loads(to_json(data.draw(strategies.parsed)))
    at: Any = value
    while True:
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if not (isinstance(at[key], (dict, list)) and at[key] and data.draw(st.integers(0, 4))):
            break
        at = at[key]
    if data.draw(st.booleans()):
        at[key] = data.draw(garbage)
    else:
        del at[key]

    try:
        again = from_json(json.dumps(value))
    except DecodeError:
        return
    assert from_json(to_json(again)) == again


# ------------------------------------------------------------------------------------------------------------- pickles


@given(strategies.parsed)
def test_a_reading_survives_pickling(parsed: Parsed) -> None:
    again = pickle.loads(pickle.dumps(parsed))

    assert again == parsed
    assert printed(again) == printed(parsed)
    assert hash(again) == hash(parsed)


@given(strategies.documents)
def test_a_document_survives_pickling(document: councildoc.Document) -> None:
    assert printed(pickle.loads(pickle.dumps(document))) == printed(document)


# -------------------------------------------------------------------------------------------------------- same_reading


def respaced(value: Any, mark: str = " \t") -> Any:
    """The same reading as another rendering prints it: other blanks, dots, markers and places."""
    if isinstance(value, str):
        return mark + mark.join(value.replace("․", "·").replace("’", "‘")) + mark
    if isinstance(value, tuple):
        return tuple(respaced(entry, mark) for entry in value)
    if isinstance(value, Pairs):
        return Pairs({respaced(key, mark): respaced(entry, mark) for key, entry in value.items()})
    if attrs.has(type(value)):
        changed = {
            field.name: (
                "※" if field.name in SOFT_FIELDS else respaced(getattr(value, field.name), mark) if field.eq else ()
            )
            for field in attrs.fields(type(value))
            if field.name not in ("printed", "places")
        }
        return attrs.evolve(value, **changed)
    return value


@given(strategies.parsed)
def test_same_reading_overlooks_spacing_dots_markers_and_places(parsed: Parsed) -> None:
    other = respaced(parsed.briefings)

    assert same_reading(parsed, parsed)
    assert same_reading(parsed.briefings, other)
    assert same_reading(other, parsed.briefings)


def another(value: Any) -> Any:
    """A value that reads otherwise."""
    if value is None:
        return 1
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return value + "가"
    if isinstance(value, tuple):
        return value[1:] if value else (0,)
    if isinstance(value, Pairs):
        return Pairs({**value, "새 열": ""})
    first = next(field.name for field in attrs.fields(type(value)) if field.name not in SOFT_FIELDS)
    return attrs.evolve(value, **{first: another(getattr(value, first))})


READ = [cls for cls in STRATEGIES if cls.__module__ == model_module.__name__ and cls not in (Parsed, councildoc.Source)]


@pytest.mark.parametrize("cls", READ, ids=lambda cls: cls.__name__)
@given(st.data())
def test_same_reading_sees_every_field(cls: type[Any], data: st.DataObject) -> None:
    value = data.draw(STRATEGIES[cls])
    for field in attrs.fields(cls):
        other = attrs.evolve(value, **{field.name: another(getattr(value, field.name))})

        overlooked = not field.eq or field.name in SOFT_FIELDS
        assert same_reading(value, other) == overlooked, field.name
        assert same_reading(other, value) == overlooked, field.name
        assert (value == other) == (not field.eq), field.name


@given(strategies.parsed)
def test_same_reading_of_two_files_is_about_their_briefings(parsed: Parsed) -> None:
    other = attrs.evolve(parsed, source=councildoc.Source("b", "text", "1" * 64), diagnostics=(), furniture=())

    assert same_reading(parsed, other)
    assert not same_reading(parsed, attrs.evolve(parsed, briefings=another(parsed.briefings)))


# -------------------------------------------------------------------------------------------------------------- values


@examples("values")
@given(st.integers(-(10**9), 10**9) | st.none(), st.sampled_from(sorted(UNITS.values())))
def test_an_amount_cell_round_trip(number: int | None, unit: int) -> None:
    amount = None if number is None else number * unit

    assert parse_cell(format_cell(amount, unit), unit) == amount


@examples("values")
@given(st.integers(1, 10**9), st.sampled_from([10, 1_000, 1_000_000]))
def test_an_amount_cell_never_loses_digits(number: int, unit: int) -> None:
    with pytest.raises(ValueError, match="no multiple"):
        format_cell(number * unit + 1, unit)


@examples("values")
@given(strategies.won)
def test_an_amount_in_prose_round_trip(amount: int) -> None:
    assert [found.won for found in find_won(f"가 {format_won(amount)} 나")] == [amount]


@examples("values")
@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)),
    st.sampled_from([slice(0, 10), slice(0, 7), slice(5, 10)]),
)
def test_a_date_round_trip(day: date, part: slice) -> None:
    iso = ("--" if part.start else "") + day.isoformat()[part]

    assert [found.iso for found in find_dates(f"가 {format_date(iso)} 나")] == [iso]


@examples("values")
@given(st.integers(1, 20))
def test_a_numeral_round_trip(number: int) -> None:
    assert parse_roman(format_roman(number)) == number


@examples("values")
@given(st.integers(-(10**12), 10**12) | st.none(), st.sampled_from(sorted(UNITS.values())))
def test_an_amount_that_is_no_multiple_of_the_unit_round_trip(won: int | None, unit: int) -> None:
    assert parse_cell(won_cell(won, unit), unit) == won


@pytest.mark.parametrize(("name", "unit"), UNITS.items())
def test_a_unit_round_trip(name: str, unit: int) -> None:
    assert find_unit(f"(단위 : {name})") == find_unit(f"예산현액\n(단위: {name})") == unit


@examples("values")
@given(
    st.sampled_from([None, "100", "110", "215"]), st.integers(101, 899).map(str), st.integers(1, 19).map("{:02}".format)
)
def test_an_object_code_round_trip(account: str | None, compilation: str, number: str) -> None:
    code = "-".join(filter(None, (account, compilation, number)))

    assert code_parts(code) == (account, compilation, number)
    assert CODE.fullmatch(code)

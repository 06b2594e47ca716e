"""Every format that can be written is documented, and fits the command line."""

from __future__ import annotations

import json
from typing import TypeVar

import pytest
from hypothesis import given

import strategies
from councildoc import Document, Parsed, Source
from councildoc.output import CHECK_WRITERS, EXTRACT_WRITERS, WRITERS, Writer
from samples import ROOT, valid

R = TypeVar("R")

ALL = [*WRITERS, *CHECK_WRITERS, *EXTRACT_WRITERS]


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.name)
def test_every_format_is_documented(writer: Writer[Parsed]) -> None:
    page = (ROOT / "docs" / "formats.md").read_text("utf-8")

    assert f"\n## `{writer.name}`" in page
    assert f"--format {writer.name}" in (ROOT / "README.md").read_text("utf-8") or writer is WRITERS[0]


@pytest.mark.parametrize("writers", [WRITERS, CHECK_WRITERS, EXTRACT_WRITERS])
def test_names_are_unique(writers: tuple[Writer[object], ...]) -> None:
    names = [writer.name for writer in writers]

    assert len(names) == len(set(names))
    assert all(writer.title for writer in writers)


def written(writer: Writer[R], result: R) -> str:
    text = writer.write(result)
    assert isinstance(text, str)
    return writer.head + text


@given(strategies.parsed)
def test_every_format_takes_any_reading(parsed: Parsed) -> None:
    for writer in (*WRITERS, *CHECK_WRITERS):
        text = written(writer, parsed)

        assert text.endswith("\n") or not text
        if writer.name == "jsonl":
            assert json.loads(text)["source"]["name"] == parsed.source.name
            assert text.count("\n") == 1
        if writer in CHECK_WRITERS and writer.objects:
            valid(text)


@given(strategies.sources, strategies.documents)
def test_every_format_takes_any_document(source: Source, document: Document) -> None:
    for writer in EXTRACT_WRITERS:
        text = written(writer, (source, document))

        assert text.endswith("\n")
        if writer.name != "text":
            value = valid(text)
            assert [entry["type"] for entry in value["elements"]] == [
                type(element).__name__.lower() for element in document.elements
            ]

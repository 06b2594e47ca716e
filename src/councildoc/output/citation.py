"""Citations -> text for people and JSON: a value, where it is printed, and the printed text around it with the value marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs
import regex

from councildoc.citation import Citation, Quote, leaves
from councildoc.citation.marking import MONEY, Span
from councildoc.document import Location, Where
from councildoc.model import Source
from councildoc.output.json import SCHEMA_VERSION, plain, source_object
from councildoc.output.layout import grid, printable, wrap
from councildoc.output.text import COLUMNS, won

OPEN, CLOSE = "«", "»"
"""What stands around the value in a quoted text."""

_FIELD = regex.compile(r"(?:^|\.)(?P<name>[a-z_]+)(?:\[\d+\])?$")
_INDENT = 2


@attrs.frozen
class Cited:
    """What `councildoc cite` writes of one file; `listing`: no path was asked for, so that all of its transfers are listed."""

    source: Source
    citations: tuple[Citation, ...]
    listing: bool = False


# ------------------------------------------------------------------------------------------------------------------ text


def place_words(location: Location) -> str:
    """A printed place in words, with the numbers of the JSON.

    >>> place_words(Location(page=2, bbox=(10.0, 20.5, 30.25, 40.0))), place_words(Location(line=17))
    ('2쪽 (10.0, 20.5, 30.25, 40.0)', '17번째 줄')
    >>> place_words(Location(section=0, paragraph=12, table=1, cell=(3, 2)))
    '구역 0 문단 12 표 1 칸 [3, 2]'
    """
    words = []
    if location.page is not None:
        words.append(f"{location.page}쪽")
    if location.bbox is not None:
        words.append(f"({', '.join(str(round(float(edge), 2) + 0.0) for edge in location.bbox)})")
    if location.line is not None:
        words.append(f"{location.line}번째 줄")
    for name, number in (("구역", location.section), ("문단", location.paragraph), ("표", location.table)):
        if number is not None:
            words.append(f"{name} {number}")
    if location.cell is not None:
        words.append(f"칸 [{location.cell[0]}, {location.cell[1]}]")
    return " ".join(words)


def value_words(path: str, value: Any) -> str:
    """A single value as a person reads it: won with commas, anything else as it is.

    >>> value_words("briefings[0].items[0].transfers[0].amount", 30000000), value_words("briefings[0].session_number", 305)
    ('30,000,000원', '305')
    """
    field = _FIELD.search(path)
    if value is None:
        return "값 없음"
    if isinstance(value, int) and field and field["name"] in MONEY | {"unit"}:
        return won(value)
    return printable(str(value))


def _value_lines(citation: Citation) -> Iterator[str]:
    """The value: alone, the entries of a list one by one, or of an object every value in it with its name."""
    path, value = citation.path, citation.value
    if not isinstance(value, str | int | None):
        rows = [[inner.removeprefix("."), value_words(inner, leaf)] for inner, leaf in leaves(value, "")]
        yield from grid(rows, limits=(COLUMNS, COLUMNS // 2)) or ["값 없음"]
        return
    lines = value.split("\n") if isinstance(value, str) else [value]
    for line in lines:
        yield from wrap(value_words(path, line), COLUMNS)


def marked(text: str, spans: Sequence[Span]) -> str:
    """A printed text as one line, with signs around the spans.

    >>> marked("금 30,000천원", [(2, 10)])
    '금 «30,000천원»'
    """
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}{OPEN}{text[start:end]}{CLOSE}{text[end:]}"
    return printable(text)


def _quote_lines(quote: Quote) -> Iterator[str]:
    for sign, text in ((" ", quote.before), (">", marked(quote.text, quote.marked)), (" ", quote.after)):
        for number, line in enumerate(wrap(text or "", COLUMNS - 2 * _INDENT)):
            if line:
                yield f"{sign if number == 0 else ' '} {line}"


def citation_lines(citation: Citation) -> Iterator[str]:
    """One citation: its path, the value, and each quote below the places it stands at."""
    yield printable(citation.path)
    yield from (" " * _INDENT + line for line in _value_lines(citation))
    if not citation.where:
        yield " " * _INDENT + "인쇄된 자리가 없습니다."
    above: Where = ()
    for quote in citation.quotes:
        yield from (" " * _INDENT + place_words(place) for place in quote.where if place not in above)
        above = quote.where
        yield from (" " * _INDENT + line for line in _quote_lines(quote))


def citations_text(cited: Cited) -> str:
    """The citations of one file; of a listing the paths with their values."""
    if cited.listing:
        rows = [[one.path, value_words(one.path, one.value)] for one in cited.citations]
        return "".join(f"{line}\n" for line in grid(rows)) or "예산을 옮긴 내역이 없습니다.\n"
    return "\n".join("".join(f"{line}\n" for line in citation_lines(one)) for one in cited.citations)


# ------------------------------------------------------------------------------------------------------------------ JSON


def citations_object(cited: Cited) -> dict[str, Any]:
    """The citations of one file as plain JSON data."""
    return {
        "schema_version": SCHEMA_VERSION,
        "source": source_object(cited.source),
        "citations": [
            {"path": one.path, "value": plain(one.value), "where": plain(one.where), "text": one.text}
            for one in cited.citations
        ],
    }

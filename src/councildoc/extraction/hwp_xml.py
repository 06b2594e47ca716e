"""XML -> calls of handlers by local name, streamed, with everything that makes XML dangerous refused.

OWPML names its elements in several name spaces whose prefixes are fixed by convention and whose addresses change with
the edition (2011, 2016, 2024), so elements are known by their local names. A document type declaration, and with it
every entity of its own, is refused: no HWPX file has one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Generic, TypeVar
from xml.parsers import expat

from councildoc.errors import CorruptError, LimitError

Attributes = Mapping[str, str]
Start = Callable[[Attributes], None]
End = Callable[[], None]

MAX_XML_DEPTH = 4096

_Handler = TypeVar("_Handler")


class _Handlers(dict[str, _Handler | None], Generic[_Handler]):
    """Handlers by local name, found by the names with their prefixes as the file writes them."""

    def __init__(self, by_local_name: Mapping[str, _Handler]) -> None:
        super().__init__()
        self._by_local_name = by_local_name

    def __missing__(self, name: str) -> _Handler | None:
        handler = self[name] = self._by_local_name.get(name.rpartition(":")[2])
        return handler


def _refuse(*_: object) -> None:
    raise LimitError("XML 개체(entity)나 문서 형식 선언이 들어 있는 파일은 읽지 않습니다. 한글에서 다시 저장해 주세요.")


def parse_xml(
    data: bytes, starts: Mapping[str, Start], ends: Mapping[str, End], text: Callable[[str], None] | None = None
) -> None:
    """Stream a whole XML file. Raises `CorruptError` where it is not well formed, `LimitError` for declared entities."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    start_of, end_of = _Handlers(starts), _Handlers(ends)
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_XML_DEPTH:
            raise LimitError(f"XML이 너무 깊이 겹쳐 있습니다(한도 {MAX_XML_DEPTH}겹).")
        handler = start_of[name]
        if handler is not None:
            handler(attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler = end_of[name]
        if handler is not None:
            handler()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        # In one piece: older versions of expat read a long token anew with every piece that it comes in.
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise CorruptError from error


def without(data: bytes, *names: bytes) -> bytes:
    """The XML without elements that nobody reads: the cached layout alone is a fifth of a section.

    `names` with their conventional prefix; another prefix costs only time. Such elements hold no element of their own name.
    """
    for name in names:
        pieces: list[bytes] = []
        at = 0
        while (start := data.find(b"<" + name, at)) >= 0 and (end := data.find(b"</" + name + b">", start)) >= 0:
            pieces.append(data[at:start])
            at = end + len(name) + 3
        data = b"".join((*pieces, data[at:])) if pieces else data
    return data


def number(attributes: Attributes, name: str, default: int = 0) -> int:
    """An attribute that is a whole number; one that is missing or none gives the default."""
    found = _number(attributes.get(name, ""))
    return default if found is None else found


@lru_cache(maxsize=4096)
def _number(value: str) -> int | None:
    # Longer numbers are damage, and `int` takes quadratic time for them.
    return int(value) if len(value) < 12 and value.isascii() and value.removeprefix("-").isdecimal() else None

"""XML -> calls of handlers by local name, streamed, with everything that makes XML dangerous refused.

OWPML names its elements in several name spaces whose prefixes are fixed by convention and whose addresses change with
the edition (2011, 2016, 2024), so elements are known by their local names. A document type declaration, and with it
every entity of its own, is refused: no HWPX file has one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat

from councildoc.errors import CorruptError, LimitError

Attributes = Mapping[str, str]
Start = Callable[[Attributes], None]
End = Callable[[], None]

MAX_XML_DEPTH = 4096


def _refuse(*_: object) -> None:
    raise LimitError("XML 개체(entity)나 문서 형식 선언이 들어 있는 파일은 읽지 않습니다. 한글에서 다시 저장해 주세요.")


def parse_xml(
    data: bytes, starts: Mapping[str, Start], ends: Mapping[str, End], text: Callable[[str], None] | None = None
) -> None:
    """Stream a whole XML file. Raises `CorruptError` where it is not well formed, `LimitError` for declared entities."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    local: dict[str, str] = {}
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_XML_DEPTH:
            raise LimitError(f"XML이 너무 깊이 겹쳐 있습니다(한도 {MAX_XML_DEPTH}겹).")
        plain = local.get(name)
        if plain is None:
            plain = local[name] = name.rpartition(":")[2]
        handler = starts.get(plain)
        if handler is not None:
            handler(attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler = ends.get(local[name])
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


def number(attributes: Attributes, name: str, default: int = 0) -> int:
    """An attribute that is a whole number; one that is missing or none gives the default."""
    value = attributes.get(name, "")
    # Longer numbers are damage, and `int` takes quadratic time for them.
    return int(value) if len(value) < 12 and value.removeprefix("-").isdecimal() and value.isascii() else default

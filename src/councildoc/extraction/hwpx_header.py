"""`header.xml` of an HWPX file -> its paragraph heads (KS X 6101: `hh:paraPr`, `hh:numbering`, `hh:bullet`)."""

from __future__ import annotations

from councildoc.extraction.hwp_xml import Attributes, number, parse_xml, without
from councildoc.extraction.numbering import BULLET, MAX_LEVELS, NUMBER, OUTLINE, Head, Heads, Level

_UNREAD = (b"hh:fontfaces", b"hh:borderFills", b"hh:charProperties", b"hh:tabProperties", b"hh:styles")
_KINDS = frozenset({OUTLINE, NUMBER, BULLET})


class _Header:
    """Gathers shapes, numberings and bullets while the header streams by."""

    def __init__(self) -> None:
        self.heads = Heads()
        self._shape: int | None = None
        self._numbering: int | None = None
        self._levels: list[Level] = []
        self._level: tuple[str, int] | None = None
        self._template: list[str] = []

    def shape(self, attributes: Attributes) -> None:
        self._shape = number(attributes, "id", -1)

    def heading(self, attributes: Attributes) -> None:
        """The head of a paragraph shape; `hp:switch` may give it twice, for readers of two ages."""
        kind = attributes.get("type", "")
        if self._shape is not None and kind in _KINDS:
            head = Head(kind, number(attributes, "idRef"), number(attributes, "level"))
            self.heads.shapes.setdefault(self._shape, head)

    def numbering(self, attributes: Attributes) -> None:
        self._numbering = number(attributes, "id", -1)
        self._levels = []

    def level(self, attributes: Attributes) -> None:
        if self._numbering is not None:
            self._level = (attributes.get("numFormat", "DIGIT"), number(attributes, "start", 1))
            self._template = []

    def text(self, text: str) -> None:
        if self._level is not None:
            self._template.append(text)

    def level_end(self) -> None:
        if self._level is not None and len(self._levels) < MAX_LEVELS:
            style, start = self._level
            self._levels.append(Level("".join(self._template), style, start))
        self._level = None

    def numbering_end(self) -> None:
        if self._numbering is not None:
            self.heads.numberings[self._numbering] = tuple(self._levels)
        self._numbering = None

    def bullet(self, attributes: Attributes) -> None:
        self.heads.bullets[number(attributes, "id", -1)] = attributes.get("char", "").strip()


def read_heads(data: bytes) -> Heads:
    """The paragraph heads of a document. Raises `CorruptError` or `LimitError` as `parse_xml` does."""
    header = _Header()
    parse_xml(
        without(data, *_UNREAD),
        {
            "paraPr": header.shape,
            "heading": header.heading,
            "numbering": header.numbering,
            "paraHead": header.level,
            "bullet": header.bullet,
        },
        {"paraHead": header.level_end, "numbering": header.numbering_end},
        header.text,
    )
    return header.heads

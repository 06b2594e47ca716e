"""One section of an HWPX file -> paragraphs, tables and boxes in the order of the file (KS X 6101: `hs:sec`).

`hp:t` holds text with elements for what is no plain character: `hp:lineBreak`, `hp:tab`, `hp:nbSpace`, `hp:fwSpace`,
`hp:hypen` (the name that Hancom writes). `hp:subList` holds the paragraphs of a cell, box, caption, note, header.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from councildoc.document import Line
from councildoc.extraction.hwp_flow import Flow, Kind
from councildoc.extraction.hwp_text import FIXED_SPACE, HYPHEN, NO_BREAK_SPACE, page_number_line
from councildoc.extraction.hwp_xml import Attributes, End, Start, number, parse_xml, without
from councildoc.extraction.numbering import format_number

_SHAPES = (
    "rect", "ellipse", "line", "arc", "polygon", "curve", "connectLine", "container", "pic", "ole", "equation",
    "textart", "video", "chart", "unknownObject",
)  # fmt: skip
_CONTROLS = ("btn", "radioBtn", "checkBtn", "comboBox", "edit", "listBox", "scrollBar")
"""Form controls: what is printed of them stands in the line."""
_LETTERS = {"lineBreak": "\n", "tab": "\t", "nbSpace": NO_BREAK_SPACE, "fwSpace": FIXED_SPACE, "hypen": HYPHEN, "hyphen": HYPHEN}  # fmt: skip


@attrs.define
class _Open:
    """An object whose end is not yet reached. `row` and `cell`: the place of the cell being read, by counting."""

    inline: bool = False
    above: bool = False
    row: int = -1
    cell: list[int] = attrs.field(factory=lambda: [0, 0, 1, 1])
    next_col: int = 0


class Section:
    """The handlers for one section; `read` streams it into the flow."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._open: list[_Open] = []
        self._reading = False
        self._number: tuple[int, list[str]] | None = None
        self.starts: dict[str, Start] = {
            "p": self._paragraph,
            "t": self._letters,
            "mainText": self._letters,
            "subText": self._sub_letters,
            "script": self._letters,
            "text": self._letters,
            "secPr": self._section_properties,
            "tbl": self._table,
            "tr": self._row,
            "tc": self._cell,
            "cellAddr": self._cell_address,
            "cellSpan": self._cell_span,
            "caption": self._caption,
            "pos": self._position,
            "drawText": self._story(Kind.BOX),
            "header": self._story(Kind.FURNITURE),
            "footer": self._story(Kind.FURNITURE),
            "hiddenComment": self._story(Kind.FURNITURE),
            "fieldBegin": self._story(Kind.FURNITURE),
            "masterPage": self._story(Kind.FURNITURE),
            "footNote": self._note,
            "endNote": self._note,
            "autoNum": self._auto_number,
            "autoNumFormat": self._auto_number_format,
            "pageNum": self._page_number,
            "compose": lambda attributes: flow.text(attributes.get("composeText", "")),
            "deleteBegin": lambda attributes: flow.deletion(True),
            "deleteEnd": lambda attributes: flow.deletion(False),
        } | {name: self._letter(letter) for name, letter in _LETTERS.items()}
        self.ends: dict[str, End] = {
            "p": flow.end_paragraph,
            "t": self._letters_end,
            "mainText": self._letters_end,
            "subText": self._letters_end,
            "script": self._letters_end,
            "text": self._letters_end,
            "tbl": self._object_end,
            "tc": self._cell_end,
            "caption": self._caption_end,
            "drawText": flow.end_box,
            "header": flow.end_furniture,
            "footer": flow.end_furniture,
            "hiddenComment": flow.end_furniture,
            "fieldBegin": flow.end_furniture,
            "masterPage": flow.end_furniture,
            "footNote": self._note_end,
            "endNote": self._note_end,
            "autoNum": self._auto_number_end,
        }
        self.starts |= dict.fromkeys(_SHAPES, self._shape) | dict.fromkeys(_CONTROLS, self._form_control)
        self.ends |= dict.fromkeys(_SHAPES, self._object_end)

    def read(self, data: bytes) -> None:
        self._flow.begin_section()
        parse_xml(without(data, b"hp:linesegarray"), self.starts, self.ends, self._text)
        self._flow.end_section()

    # ------------------------------------------------------------------------------------------------------------ text

    def _paragraph(self, attributes: Attributes) -> None:
        self._flow.begin_paragraph(number(attributes, "paraPrIDRef"), new_page=attributes.get("pageBreak") == "1")

    def _letters(self, attributes: Attributes) -> None:
        self._reading = True

    def _sub_letters(self, attributes: Attributes) -> None:
        """Text set above other text (덧말) follows it, parted by a blank."""
        self._flow.text(" ")
        self._reading = True

    def _letters_end(self) -> None:
        self._reading = False

    def _text(self, text: str) -> None:
        if self._reading:
            # XML turns the line ends of a file into line feeds; a forced line break is an element of its own.
            self._flow.text(text.replace("\n", " ") if "\n" in text else text)

    def _letter(self, letter: str) -> Start:
        def handle(attributes: Attributes) -> None:
            if self._reading:
                self._flow.text(letter)

        return handle

    # --------------------------------------------------------------------------------------------------------- numbers

    def _section_properties(self, attributes: Attributes) -> None:
        self._flow.heads.outline = number(attributes, "outlineShapeIDRef", self._flow.heads.outline)

    def _auto_number(self, attributes: Attributes) -> None:
        self._number = (number(attributes, "num", 1), ["", "DIGIT", ""])

    def _auto_number_format(self, attributes: Attributes) -> None:
        if self._number is not None:
            self._number[1][:] = [
                attributes.get("prefixChar", ""),
                attributes.get("type", "DIGIT"),
                attributes.get("suffixChar", ""),
            ]

    def _auto_number_end(self) -> None:
        if self._number is not None:
            count, (prefix, style, suffix) = self._number
            self._flow.text(prefix + format_number(count, style) + suffix)
        self._number = None

    def _page_number(self, attributes: Attributes) -> None:
        if attributes.get("pos") != "NONE":
            self._flow.furniture(Line(page_number_line(attributes.get("sideChar", ""))))

    # --------------------------------------------------------------------------------------------------------- stories

    def _story(self, kind: Kind) -> Callable[[Attributes], None]:
        return lambda attributes: self._flow.begin_story(kind)

    def _caption(self, attributes: Attributes) -> None:
        if self._open:
            self._open[-1].above = attributes.get("side") in ("TOP", "LEFT")
        self._flow.begin_story(Kind.CAPTION)

    def _caption_end(self) -> None:
        self._flow.end_caption(above=bool(self._open) and self._open[-1].above)

    def _note(self, attributes: Attributes) -> None:
        self._shape(attributes)
        self._flow.begin_story(Kind.NOTE)

    def _note_end(self) -> None:
        self._flow.end_note()
        self._object_end()

    # ---------------------------------------------------------------------------------------------- objects and tables

    def _shape(self, attributes: Attributes) -> None:
        self._open.append(_Open())
        self._flow.begin_object()
        # 글맵시 (text art) keeps its text in an attribute.
        self._flow.text(attributes.get("text", ""))

    def _object_end(self) -> None:
        self._flow.end_object(inline=self._open.pop().inline)

    def _position(self, attributes: Attributes) -> None:
        if self._open:
            self._open[-1].inline = attributes.get("treatAsChar") == "1"

    def _form_control(self, attributes: Attributes) -> None:
        self._flow.text(attributes.get("caption", "") or attributes.get("selectedValue", ""))

    def _table(self, attributes: Attributes) -> None:
        self._open.append(_Open())
        self._flow.begin_object(table=True)
        self._flow.table_size(number(attributes, "rowCnt"), number(attributes, "colCnt"))

    def _row(self, attributes: Attributes) -> None:
        if self._open:
            self._open[-1].row += 1
            self._open[-1].next_col = 0

    def _cell(self, attributes: Attributes) -> None:
        if self._open:
            table = self._open[-1]
            table.cell = [max(table.row, 0), table.next_col, 1, 1]
        self._flow.begin_story(Kind.CELL)

    def _cell_address(self, attributes: Attributes) -> None:
        if self._open:
            cell = self._open[-1].cell
            cell[0] = number(attributes, "rowAddr", cell[0])
            cell[1] = number(attributes, "colAddr", cell[1])

    def _cell_span(self, attributes: Attributes) -> None:
        if self._open:
            cell = self._open[-1].cell
            cell[2] = number(attributes, "rowSpan", 1)
            cell[3] = number(attributes, "colSpan", 1)

    def _cell_end(self) -> None:
        row, col, rowspan, colspan = self._open[-1].cell if self._open else (0, 0, 1, 1)
        if self._open:
            self._open[-1].next_col = col + colspan
        self._flow.end_cell(row, col, rowspan, colspan)

"""One section of an HWP 5 file -> paragraphs, tables and boxes in the order of the file (한글문서파일형식 5.0, 4.3 본문).

A PARA_HEADER is followed, one level deeper, by its PARA_TEXT and by one CTRL_HEADER for each extended control in it. A
control that holds paragraphs has LIST_HEADERs one level deeper (a cell, text box, caption, note, header); the paragraphs
of a list follow it on its own level.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs
import regex

from councildoc.document import Line
from councildoc.errors import CorruptError
from councildoc.extraction import hwp_records as tags
from councildoc.extraction.hwp_flow import Flow, Kind
from councildoc.extraction.hwp_records import Record
from councildoc.extraction.hwp_text import (
    ParagraphText,
    Ranges,
    decoded,
    deleted_ranges,
    page_number_line,
    paragraph_text,
)
from councildoc.extraction.numbering import NUMBER_FORMATS, format_number

_PAGE_BREAK = 0x04
"""표 59 단 나누기 종류: 쪽 나누기."""
_LOOK_AHEAD = 16
_NOTES = frozenset({"fn  ", "en  "})
_FURNITURE = frozenset({"head", "foot", "tcmt", "secd"})
_FORM_CAPTION = regex.compile(r"Caption:wstring:(\d{1,5}):")


def _nothing(frame: object) -> None:
    """What is done at the end of a control that is no object."""


@attrs.define
class _Frame:
    """A record whose tree is not yet complete, and what to do when it is."""

    level: int
    end: Callable[[Any], None]
    """Takes the frame itself."""
    is_list: bool = False


@attrs.define
class _Paragraph(_Frame):
    raw: bytes = b""
    deleted: Ranges = ()
    text: ParagraphText | None = None
    next: int = 0


@attrs.define
class _Control(_Frame):
    name: str = ""
    began: bool = False
    """Its TABLE or SHAPE_COMPONENT was seen: a list before that is its caption."""


class Section:
    """Reads the records of one section into the flow."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._frames: list[_Frame] = []
        self._handlers: dict[int, Callable[[int, bytes], None]] = {
            tags.PARA_HEADER: self._paragraph,
            tags.PARA_TEXT: self._paragraph_text,
            tags.PARA_RANGE_TAG: self._range_tags,
            tags.CTRL_HEADER: self._control,
            tags.LIST_HEADER: self._list,
            tags.SHAPE_COMPONENT: self._began,
            tags.TABLE: self._table,
            tags.EQEDIT: self._equation,
            tags.TEXTART: self._text_art,
            tags.FORM_OBJECT: self._form_object,
            tags.MEMO_LIST: self._memos,
        }

    def read(self, records: Iterable[Record]) -> None:
        self._flow.begin_section()
        for tag, level, data in records:
            handler = self._handlers.get(tag)
            if handler is not None:
                self._close(level, paragraph=tag == tags.PARA_HEADER)
                handler(level, data)
        self._close(-1, paragraph=False)
        self._flow.end_section()

    def _close(self, level: int, *, paragraph: bool) -> None:
        """End what cannot hold a record of this level; a list holds the paragraphs of its own level."""
        frames = self._frames
        while frames and frames[-1].level >= level:
            if paragraph and frames[-1].level == level and frames[-1].is_list:
                return
            frame = frames.pop()
            frame.end(frame)

    # ------------------------------------------------------------------------------------------------------ paragraphs

    def _paragraph(self, level: int, data: bytes) -> None:
        if len(data) < 12 or (self._frames and not self._frames[-1].is_list):
            raise CorruptError
        shape, _, breaks = struct.unpack_from("<HBB", data, 8)
        self._flow.begin_paragraph(shape, new_page=bool(breaks & _PAGE_BREAK))
        self._frames.append(_Paragraph(level, self._paragraph_end))

    def _top(self) -> _Paragraph:
        frame = self._frames[-1] if self._frames else None
        if not isinstance(frame, _Paragraph):
            raise CorruptError
        return frame

    def _paragraph_text(self, level: int, data: bytes) -> None:
        self._top().raw = data

    def _range_tags(self, level: int, data: bytes) -> None:
        self._top().deleted = deleted_ranges(data)

    def _print(self, frame: _Paragraph, stop: int) -> None:
        """Give the text up to a control to the flow."""
        if frame.text is None:
            frame.text, deleted = paragraph_text(frame.raw, frame.deleted)
            frame.raw = b""
            if deleted:
                self._flow.deletion(True)
                self._flow.text(deleted)
                self._flow.deletion(False)
        for piece in frame.text.pieces[frame.next : stop]:
            self._flow.text(piece)
        frame.next = max(frame.next, stop)

    def _paragraph_end(self, frame: _Paragraph) -> None:
        self._print(frame, len(frame.text.pieces) if frame.text else 1 << 30)
        self._flow.end_paragraph()

    # -------------------------------------------------------------------------------------------------------- controls

    def _control(self, level: int, data: bytes) -> None:
        if len(data) < 4:
            raise CorruptError
        paragraph = self._top()
        name = data[3::-1].decode("latin-1")
        self._print(paragraph, 0)
        assert paragraph.text is not None
        window = paragraph.text.controls[paragraph.next : paragraph.next + _LOOK_AHEAD]
        if name in window:
            self._print(paragraph, paragraph.next + window.index(name) + 1)
        frame = _Control(level, _nothing, name=name)
        if name == "secd":
            if len(data) >= 20:
                (self._flow.heads.outline,) = struct.unpack_from("<H", data, 18)
        elif name == "atno":
            self._auto_number(data)
        elif name == "pgnp":
            self._page_number(data)
        elif name in ("tdut", "tcps"):
            self._overlaid(data, name)
        elif name not in _FURNITURE:
            inline = name not in _NOTES and len(data) >= 8 and bool(data[4] & 1)
            self._flow.begin_object(table=name == "tbl ")
            frame.end = lambda _: self._flow.end_object(inline=inline)
        self._frames.append(frame)

    def _auto_number(self, data: bytes) -> None:
        """표 142 자동 번호: attributes (kind, format), number, user's sign, prefix, suffix."""
        if len(data) < 16:
            return
        bits, count, _, prefix, suffix = struct.unpack_from("<IHHHH", data, 4)
        style = bits >> 4 & 0xFF
        printed = format_number(count, NUMBER_FORMATS[style] if style < len(NUMBER_FORMATS) else "DIGIT")
        self._flow.text(_sign(prefix) + printed + _sign(suffix))

    def _page_number(self, data: bytes) -> None:
        """표 147 쪽 번호 위치: bits 8-11 of the attributes are the position (0: none), the last sign its sides."""
        if len(data) >= 16 and data[5] & 0xF:
            self._flow.furniture(Line(page_number_line(_sign(struct.unpack_from("<H", data, 14)[0]))))

    def _overlaid(self, data: bytes, name: str) -> None:
        """덧말 (main text, text above it) and 글자 겹침: strings with their length before them."""
        texts: list[str] = []
        offset = 4
        for _ in range(2 if name == "tdut" else 1):
            if offset + 2 > len(data):
                break
            (length,) = struct.unpack_from("<H", data, offset)
            texts.append(decoded(data[offset + 2 : offset + 2 + 2 * length]).strip("\x00"))
            offset += 2 + 2 * length
        self._flow.text(" ".join(filter(None, texts)))

    def _began(self, level: int, data: bytes) -> None:
        for frame in reversed(self._frames):
            if isinstance(frame, _Control):
                frame.began = True
                return

    def _table(self, level: int, data: bytes) -> None:
        """표 75 표 개체: how many rows and columns it has, behind the attributes."""
        holder = self._frames[-1] if self._frames else None
        if isinstance(holder, _Control) and holder.name == "tbl " and len(data) >= 8:
            self._flow.table_size(*struct.unpack_from("<HH", data, 4))
        self._began(level, data)

    def _equation(self, level: int, data: bytes) -> None:
        """표 105 수식: its script, as it was typed, behind the attributes."""
        if len(data) >= 6:
            (length,) = struct.unpack_from("<H", data, 4)
            self._flow.text(decoded(data[6 : 6 + 2 * length]))

    def _text_art(self, level: int, data: bytes) -> None:
        """글맵시: eight coordinates, then its text."""
        if len(data) >= 34:
            (length,) = struct.unpack_from("<H", data, 32)
            self._flow.text(decoded(data[34 : 34 + 2 * length]))

    def _form_object(self, level: int, data: bytes) -> None:
        """양식 개체: properties as text, `Caption:wstring:4:확인합니`; the number is the length of what follows."""
        text = decoded(data[len(data) % 2 :])
        found = _FORM_CAPTION.search(text)
        if found:
            self._flow.text(text[found.end() : found.end() + int(found[1])])

    # ----------------------------------------------------------------------------------------------------------- lists

    def _list(self, level: int, data: bytes) -> None:
        holder = self._frames[-1] if self._frames else None
        if not isinstance(holder, _Control) or len(data) < 8:
            raise CorruptError
        kind, end = self._list_kind(holder, data)
        self._flow.begin_story(kind)
        self._frames.append(_Frame(level, lambda _: end(), is_list=True))

    def _list_kind(self, holder: _Control, data: bytes) -> tuple[Kind, Callable[[], None]]:
        if holder.name in _FURNITURE:
            return Kind.FURNITURE, self._flow.end_furniture
        if holder.name in _NOTES:
            return Kind.NOTE, self._flow.end_note
        if not holder.began:
            # 표 73 캡션 속성: bits 0-1 are its side, 0 left, 1 right, 2 above, 3 below.
            above = len(data) >= 12 and data[8] & 3 in (0, 2)
            return Kind.CAPTION, lambda: self._flow.end_caption(above=above)
        if holder.name != "tbl ":
            return Kind.BOX, self._flow.end_box
        if len(data) < 16:
            raise CorruptError
        # 표 80 셀 속성: address of the column, then of the row, then how many of each the cell covers.
        col, row, colspan, rowspan = struct.unpack_from("<4H", data, 8)
        return Kind.CELL, lambda: self._flow.end_cell(row, col, rowspan, colspan)

    def _memos(self, level: int, data: bytes) -> None:
        """Memos stand behind the text of their section; they are not printed with it."""
        self._frames.append(_Control(level, _nothing, name="tcmt", began=True))


def deleted_texts(records: Iterable[Record]) -> Iterator[str]:
    """What tracked changes deleted in a section, paragraph by paragraph."""
    raw = b""
    for tag, _, data in records:
        if tag == tags.PARA_HEADER:
            raw = b""
        elif tag == tags.PARA_TEXT:
            raw = data
        elif tag == tags.PARA_RANGE_TAG:
            deleted = paragraph_text(raw, deleted_ranges(data))[1].strip()
            if deleted:
                yield deleted


def _sign(unit: int) -> str:
    return chr(unit) if unit and not 0xD800 <= unit < 0xE000 else ""

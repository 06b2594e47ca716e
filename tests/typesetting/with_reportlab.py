"""Pieces -> PDF by reportlab: our own line breaking, its tables and pages.

Bold type is the one font with its outlines stroked, as word processors do for fonts without a bold face.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import Color, black
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    LongTable,
    PageBreak,
    PageTemplate,
    Spacer,
)

from councildoc.document import Cell, Table
from councildoc.output.pieces import Piece
from typesetting.measures import (
    CELL_LEADING,
    FOOT,
    LEADING,
    PAD_X,
    PAD_Y,
    Part,
    Setting,
    broken,
    font,
    groups,
    is_amount,
    prepare,
)
from typesetting.style import Style

RULE = 0.5
SHADE = Color(0.87, 0.89, 0.93)


def typeset(pieces: Sequence[Piece], style: Style) -> bytes:
    """The file."""
    font()
    parts, page = prepare(pieces, style)
    story: list[Flowable] = []
    for index, part in enumerate(parts):
        if part.new_page:
            story.append(PageBreak())
        flowables = _flowables(part, page[0] - 2 * style.margin, style)
        if part.sticks or part.setting is not None:
            story.append(CondPageBreak(_together(parts[index:], style)))
        if index and not part.new_page:
            story.append(Spacer(1, max(parts[index - 1].below, part.above)))
        story += flowables
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=page, invariant=1, pageCompression=1)
    frame = Frame(
        style.margin,
        style.margin,
        page[0] - 2 * style.margin,
        page[1] - 2 * style.margin,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates([PageTemplate(frames=[frame])])
    document.build(story or [Spacer(1, 1)], canvasmaker=lambda *args, **options: _Pages(style, *args, **options))
    return out.getvalue()


class _Pages(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Keeps the pages until their number is known, then prints what stands in their margins."""

    def __init__(self, style: Style, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._style = style
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 (reportlab's name)
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        style, (wide, high) = self._style, self._pagesize
        for number, state in enumerate(self._kept, start=1):
            self.__dict__.update(state)
            self.setFont("CouncildocTest", 9)
            if style.page_numbers:
                self.drawCentredString(wide / 2, FOOT * high, f"- {number} -")
            if style.running_header and len(self._kept) >= 3:
                self.drawCentredString(wide / 2, high - FOOT * high - 7, style.running_header)
            super().showPage()
        super().save()


class _Lines(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Broken lines of text, each from its own left end."""

    def __init__(self, part: Part, lines: Sequence[str], begun: bool = False) -> None:
        super().__init__()
        self.part, self.lines, self.begun = part, lines, begun
        self.leading = part.size * LEADING

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        self.width, self.height = room, self.leading * len(self.lines)
        return self.width, self.height

    def split(self, _room: float, height: float) -> list[Flowable]:
        count = int(height / self.leading)
        if not count:
            return []
        return [_Lines(self.part, self.lines[:count], self.begun), _Lines(self.part, self.lines[count:], True)]

    def draw(self) -> None:
        part = self.part
        text = self.canv.beginText()
        text.setFont("CouncildocTest", part.size)
        if part.bold:
            self.canv.setLineWidth(part.size / 40)
            text.setTextRenderMode(2)
        for number, line in enumerate(self.lines):
            y = self.height - self.leading * number - part.size * (LEADING + 0.76) / 2
            wide = self.canv.stringWidth(line, "CouncildocTest", part.size)
            left = part.left + (part.hang if number or self.begun else 0.0)
            x = {"left": left, "center": (self.width - wide) / 2, "right": self.width - wide}[part.align]
            text.setTextOrigin(x, y)
            text.textOut(line)
        text.setTextRenderMode(0)
        self.canv.drawText(text)


def _flowables(part: Part, room: float, style: Style) -> list[Flowable]:
    if part.setting is not None:
        return [_table(part.setting, style)]
    if part.bar is not None:
        return [_bar(part, part.bar, room)]
    if part.boxed:
        lines = broken(part.text, room - 4 * PAD_X, part.size, keep_words=True)
        box = LongTable([["\n".join(lines)]], colWidths=[room], rowHeights=[len(lines) * part.size * LEADING + 8])
        box.setStyle(
            [*_type(part.size, LEADING), ("BOX", (0, 0), (-1, -1), RULE, black), ("ALIGN", (0, 0), (-1, -1), "CENTER")]
        )
        return [box]
    return [_Lines(part, broken(part.text, room - part.left - part.hang, part.size, keep_words=part.keep_words))]


def _together(parts: Sequence[Part], style: Style) -> float:
    """The height of a heading with what it has to stand above: the first rows of a table, or some lines."""
    height = 0.0
    for part in parts[:6]:
        height += part.above
        if part.setting is not None:
            first = next(iter(groups(part.setting.table, part.setting.header)), (0, 0))
            return (
                height + sum(part.setting.rows[: part.setting.header]) + sum(part.setting.rows[first[0] : first[1]]) + 1
            )
        height += part.size * LEADING * 2 + part.below
        if not part.sticks:
            break
    return min(height, style.page[1] / 3)


def _type(size: float, leading: float) -> list[tuple[Any, ...]]:
    everywhere = ((0, 0), (-1, -1))
    return [
        ("FONT", *everywhere, "CouncildocTest", size, size * leading),
        ("VALIGN", *everywhere, "MIDDLE"),
        ("LEFTPADDING", *everywhere, PAD_X),
        ("RIGHTPADDING", *everywhere, PAD_X),
        ("TOPPADDING", *everywhere, PAD_Y),
        ("BOTTOMPADDING", *everywhere, PAD_Y),
    ]


def _bar(part: Part, bar: tuple[str, str], room: float) -> Flowable:
    numeral = part.numeral
    lines = broken(bar[1], room - numeral - 4 * PAD_X, part.size, keep_words=True)
    table = LongTable(
        [[bar[0], "\n".join(lines)]],
        colWidths=[numeral, room - numeral],
        rowHeights=[len(lines) * part.size * LEADING + 8],
    )
    table.setStyle(
        [
            *_type(part.size, LEADING),
            ("GRID", (0, 0), (-1, -1), RULE, black),
            ("BACKGROUND", (0, 0), (0, 0), SHADE),
            ("ALIGN", (0, 0), (0, 0), "CENTER"),
        ]
    )
    return table


def _table(setting: Setting, style: Style) -> Flowable:
    table = setting.table
    data: list[list[str]] = [[""] * table.ncols for _ in range(table.nrows)]
    commands = _type(setting.size, CELL_LEADING)
    commands += _rules(table, style)
    if style.shaded_header and setting.header:
        commands.append(("BACKGROUND", (0, 0), (-1, setting.header - 1), SHADE))
    for cell, lines in zip(table.cells, setting.lines, strict=True):
        data[cell.row][cell.col] = "\n".join(lines)
        corners = (cell.col, cell.row), (cell.col + cell.colspan - 1, cell.row + cell.rowspan - 1)
        if corners[0] != corners[1]:
            commands.append(("SPAN", *corners))
        commands.append(("ALIGN", *corners, _align(cell, setting, style)))
    repeated = setting.header if style.repeat_header else 0
    out = LongTable(data, colWidths=setting.columns, rowHeights=setting.rows, repeatRows=repeated, hAlign="CENTER")
    out.setStyle(commands)
    return out


def _rules(table: Table, style: Style) -> list[tuple[Any, ...]]:
    if style.has_ends(table):
        return [("GRID", (0, 0), (-1, -1), RULE, black)]
    lines: list[tuple[Any, ...]] = [
        ("LINEABOVE", (0, 0), (-1, -1), RULE, black),
        ("LINEBELOW", (0, 0), (-1, -1), RULE, black),
    ]
    if table.ncols > 1:
        lines.append(("LINEAFTER", (0, 0), (-2, -1), RULE, black))
    return lines


def _align(cell: Cell, setting: Setting, style: Style) -> str:
    if cell.row < setting.header or style.centred_amounts:
        return "CENTER"
    return "RIGHT" if is_amount(cell.text) else "CENTER" if len(cell.text) < 16 else "LEFT"

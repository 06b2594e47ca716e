"""Pieces -> PDF by typst, which breaks lines and pages and builds tables in its own way.

The template is fixed; what to set comes as JSON, so that no text is ever read as markup.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import typst

from councildoc.document import Cell
from councildoc.output.pieces import Piece
from typesetting.measures import (
    CELL_LEADING,
    FAMILY,
    FONT,
    FOOT,
    LEADING,
    PAD_X,
    PAD_Y,
    Part,
    Setting,
    fitting_parts,
    is_amount,
    letters,
    prepare,
    units,
    width,
)
from typesetting.style import Style

_TEMPLATE = r"""
#let job = json(bytes(sys.inputs.job))
#let rule = 0.5pt + black
#let shade = rgb("dde3ed")
#let side(name) = (left: left, right: right, center: center).at(name)
#let page-edge = job.foot * 1pt

#set document(date: none)
#set page(
  width: job.page.at(0) * 1pt,
  height: job.page.at(1) * 1pt,
  margin: job.margin * 1pt,
  footer-descent: 0pt,
  header-ascent: 0pt,
  footer: if job.numbers { context {
    set text(size: 9pt)
    set align(center)
    v(1fr)
    "- " + str(here().page()) + " -"
    v(page-edge)
  } },
  header: if job.header != none { context {
    if counter(page).final().at(0) >= 3 {
      set text(size: 9pt)
      set align(center)
      v(page-edge)
      job.header
      v(1fr)
    }
  } },
)
#set text(font: job.family, fallback: false, lang: "ko", hyphenate: false, top-edge: 0.8em, bottom-edge: -0.2em)
#set par(spacing: 0pt, justify: false)
#set block(spacing: 0pt)
#set table(inset: (x: job.pad.at(0) * 1pt, y: job.pad.at(1) * 1pt))

// A line is a list of (blank, text, whether it must not be broken).
#let put(lines) = lines.map(line => line.map(unit => {
  unit.at(0)
  if unit.at(2) { box(unit.at(1)) } else { unit.at(1) }
}).join()).join(linebreak())

#let words(part) = {
  set text(size: part.size * 1pt, stroke: if part.bold { (part.size / 40) * 1pt + black })
  set par(leading: part.size * (job.leading - 1) * 1pt, hanging-indent: part.hang * 1pt)
  set align(side(part.align))
  par(put(part.lines)) // a paragraph in name too: only those hang
}

#let grid-of(part) = {
  set text(size: part.size * 1pt)
  set par(leading: part.size * (job.cell-leading - 1) * 1pt)
  let last = part.columns.len() - 1
  let cells = part.cells.map(cell => table.cell(
    x: cell.at(0), y: cell.at(1), colspan: cell.at(2), rowspan: cell.at(3), breakable: false,
    align: side(cell.at(4)) + horizon,
    put(cell.at(5)),
  ))
  let sides = (x, y) => if part.ends { rule } else {
    (top: rule, bottom: rule, left: if x > 0 { rule }, right: none)
  }
  set align(center)
  table(
    columns: part.columns.map(wide => wide * 1pt),
    stroke: sides,
    fill: (x, y) => if job.shaded and y < part.header { shade },
    ..if part.header > 0 { (table.header(repeat: job.repeat, ..cells.slice(0, part.head-cells)),) },
    ..cells.slice(part.head-cells),
  )
}

#let bar(part) = {
  set text(size: part.size * 1pt, stroke: (part.size / 40) * 1pt + black)
  table(
    columns: (part.numeral * 1pt, 1fr), stroke: rule, align: (center + horizon, left + horizon),
    fill: (x, y) => if x == 0 { shade }, put(part.bar.at(0)), put(part.bar.at(1)),
  )
}

#for part in job.parts {
  if part.new-page { pagebreak(weak: true) }
  block(
    width: 100%,
    above: part.above * 1pt,
    below: part.below * 1pt,
    sticky: part.sticks,
    stroke: if part.boxed { rule },
    inset: if part.boxed { 5pt } else { (left: part.left * 1pt, y: part.size * (job.leading - 1) / 2 * 1pt) },
    if part.kind == "table" { grid-of(part) } else if part.kind == "bar" { bar(part) } else { words(part) },
  )
}
"""


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """Made once: it keeps the font and what it knows of the template."""
    return typst.Compiler(font_paths=[str(FONT.parent)], ignore_system_fonts=True)


def typeset(pieces: Sequence[Piece], style: Style) -> bytes:
    """The file."""
    parts, page = prepare(pieces, style)
    room = page[0] - 2 * style.margin
    job = {
        "family": FAMILY,
        "page": page,
        "margin": style.margin,
        "foot": FOOT * page[1],
        "numbers": style.page_numbers,
        "header": style.running_header,
        "leading": LEADING,
        "cell-leading": CELL_LEADING,
        "pad": (PAD_X, PAD_Y),
        "shaded": style.shaded_header,
        "repeat": style.repeat_header,
        "parts": [_part(part, room, style) for part in parts],
    }
    made = _compiler().compile(
        _TEMPLATE.encode(), format="pdf", sys_inputs={"job": json.dumps(job, ensure_ascii=False)}, timestamp=0
    )
    assert isinstance(made, bytes)
    return made


def _part(part: Part, room: float, style: Style) -> dict[str, Any]:
    out: dict[str, Any] = {
        "kind": "words",
        "new-page": part.new_page,
        "size": part.size,
        "bold": part.bold,
        "align": part.align,
        "left": part.left,
        "hang": part.hang,
        "above": part.above,
        "below": part.below,
        "sticks": part.sticks,
        "boxed": part.boxed,
        "lines": _lines(
            part.text, room - part.left - part.hang - (10 if part.boxed else 0), part.size, part.keep_words
        ),
    }
    if part.setting is not None:
        return out | {"kind": "table"} | _table(part.setting, style)
    if part.bar is not None:
        numeral, title = part.bar
        bar = [[[["", numeral, True]]], _lines(title, room - part.numeral - 2 * PAD_X, part.size, True)]
        return out | {"kind": "bar", "numeral": part.numeral, "bar": bar}
    return out


def _lines(text: str, room: float, size: float, keep_words: bool) -> list[list[tuple[str, str, bool]]]:
    """The lines of a text as typst gets them: words in boxes where they are to be kept whole."""
    out: list[list[tuple[str, str, bool]]] = []
    for line in text.split("\n"):
        out.append([])
        for blank, unit in units(line, keep_words=True):
            if not keep_words and all(width(part, size) <= room for part in letters(unit)) and " " not in unit:
                out[-1].append((blank, unit, False))
                continue
            parts = fitting_parts(unit, room, size)
            out[-1] += [(blank if number == 0 else "", part, True) for number, part in enumerate(parts)]
    return out


def _table(setting: Setting, style: Style) -> dict[str, Any]:
    ordered = sorted(setting.table.cells, key=lambda cell: (cell.row, cell.col))
    return {
        "size": setting.size,
        "ends": style.has_ends(setting.table),
        "columns": setting.columns,
        "header": setting.header,
        "head-cells": sum(cell.row < setting.header for cell in ordered),
        "cells": [_cell(cell, setting, style) for cell in ordered],
    }


def _cell(cell: Cell, setting: Setting, style: Style) -> tuple[Any, ...]:
    room = sum(setting.columns[cell.col : cell.col + cell.colspan]) - 2 * PAD_X - 0.1
    if cell.row < setting.header or style.centred_amounts:
        align = "center"
    else:
        align = "right" if is_amount(cell.text) else "center" if len(cell.text) < 16 else "left"
    return (
        cell.col,
        cell.row,
        cell.colspan,
        cell.rowspan,
        align,
        _lines(cell.text, room, setting.size, style.keep_words),
    )

"""A small PDF writer for edge cases: pages of positioned text and rules, laid out from the top left.

Text is written through one font with a ToUnicode map; every glyph is as wide as it is high, as Hangul is.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import attrs

WIDTH, HEIGHT = 595.0, 842.0


@attrs.define
class PageMaker:
    """Collects what one page paints. `y` counts from the top; text is given by its baseline."""

    height: float = HEIGHT
    operators: list[str] = attrs.field(factory=list)
    extra: str = ""

    def text(self, x: float, y: float, text: str, size: float = 10, turn: str = "1 0 0 1") -> PageMaker:
        codes = "".join(f"{ord(char):04X}" for char in text)
        self.operators.append(f"BT /F1 {size} Tf {turn} {x} {self.height - y} Tm <{codes}> Tj ET")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> PageMaker:
        self.operators.append(f"0.5 w {x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def fill(self, x0: float, y0: float, x1: float, y1: float, gray: float = 0.8) -> PageMaker:
        self.operators.append(f"{gray} g {x0} {self.height - y1} {x1 - x0} {y1 - y0} re f 0 g")
        return self

    def outline(self, x: float, y: float) -> PageMaker:
        y = self.height - y
        self.operators.append(f"{x} {y} m {x + 8} {y} {x + 8} {y + 8} {x} {y + 8} c h f")
        return self

    def table(self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]]) -> PageMaker:
        """A fully ruled table; `""` leaves a cell blank."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self.words(xs, ys, rows)

    def words(self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]]) -> PageMaker:
        for top, row in zip(ys, rows, strict=False):
            for x, cell in zip(xs, row, strict=False):
                for number, piece in enumerate(cell.split("\n")):
                    if piece:
                        self.text(x + 3, top + 10 + 9 * number, piece, 8)
        return self


def _to_unicode() -> bytes:
    """Every code stands for itself, U+0000 and the non-characters at the end apart.

    A range may differ in its last byte only, and a block holds at most a hundred (Adobe Technical Note 5014).
    """
    ranges = [
        f"<{row:02X}{not row:02X}> <{row:02X}{'FC' if row == 255 else 'FF'}> <{row:02X}{not row:02X}>"
        for row in range(256)
    ]
    blocks = [ranges[start : start + 64] for start in range(0, 256, 64)]
    return "".join(f"{len(block)} beginbfrange {' '.join(block)} endbfrange\n" for block in blocks).encode()


def pdf(*pages: PageMaker, compress: bool = True, forms: Sequence[str] = ()) -> bytes:
    """The file. A page, and each of the `forms`, may draw forms by the names `/A0`, `/A1` …"""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(content: bytes, entries: str = "") -> bytes:
        packed = zlib.compress(content) if compress else content
        flate = " /Filter /FlateDecode" if compress else ""
        head = f"<< /Length {len(packed)}{flate}{entries} >>\nstream\n".encode()
        return head + packed + b"\nendstream"

    first = 7 + 2 * len(pages)
    named = " ".join(f"/A{number} {first + number} 0 R" for number in range(len(forms)))
    resources = "/Resources << /Font << /F1 3 0 R >>" + (f" /XObject << {named} >>" if forms else "") + " >>"
    add(b"<< /Type /Catalog /Pages 2 0 R >>")
    kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(len(pages)))
    add(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    add(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H "
        b"/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
    )
    add(
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /DW 1000 /FontDescriptor 6 0 R "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    add(
        stream(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Plain def\n"
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + _to_unicode() + b"endcmap end end"
        )
    )
    add(
        b"<< /Type /FontDescriptor /FontName /Plain /Flags 4 /FontBBox [0 -120 1000 880] /Ascent 880 /Descent -120 "
        b"/ItalicAngle 0 /CapHeight 700 /StemV 80 >>"
    )
    for number, page in enumerate(pages):
        add(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {page.height}] {page.extra} "
            f"{resources} /Contents {8 + 2 * number} 0 R >>".encode()
        )
        add(stream("\n".join(page.operators).encode()))
    for form in forms:
        add(stream(form.encode(), f" /Type /XObject /Subtype /Form /BBox [0 0 {WIDTH} {HEIGHT}] {resources}"))

    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)

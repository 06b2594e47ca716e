"""NanumGothic -> `fixtures/fonts/NanumGothic-subset.ttf`, the one font of the typesetters.

    python tests/typesetting/subset_font.py NanumGothic.ttf

Reads NanumGothic 3.021 and needs fonttools; nothing else in the tests does. The licence of the font is the SIL Open Font
License in `fixtures/fonts/OFL.txt`. It reserves the name, so inside the subset, a modified version, the family is called
"Councildoc Test Gothic"; the copyright notice stays.

Kept: ASCII, the 2350 syllables and the symbols of KS X 1001, and the marks that `councildoc.words` knows. Marks that
NanumGothic lacks, and private-use glyphs, are given the outline of one that looks alike, each as a glyph of its own, so
that a PDF names the right character. Hints, kerning and the outlines of all other characters are left out.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

FAMILY = "Councildoc Test Gothic"
SUBSET = Path(__file__).resolve().parents[1] / "fixtures" / "fonts" / "NanumGothic-subset.ttf"
LIKE = {
    "․": ".", "‧": "·", "∙": "·", "⋅": "·", "−": "–", "‑": "‐", "‒": "–", "⁃": "–",
    "▪": "■", "◼": "■", "◾": "■", "⬛": "■", "\uf000": "■", "▫": "□", "◻": "□", "◽": "□", "☐": "□", "▢": "□",
    "❏": "□", "❑": "□", "❒": "□", "❍": "○", "⚪": "○", "〇": "○", "⚫": "●",
    "◘": "■", "◙": "■", "⬜": "□", "⬧": "◆", "⧫": "◆", "⬥": "◆", "✦": "★", "✶": "★", "✴": "★", "✹": "★", "✓": "√",
    "➔": "→", "➜": "→", "➝": "→", "➞": "→", "➠": "⇨", "➡": "→", "➤": "▶", "⟶": "→", "⇰": "⇨", "▸": "▶", "►": "▶",
    "▴": "▲", "⓵": "①", "⓶": "②", "⓷": "③", "⓸": "④", "⓹": "⑤", "⓺": "⑥", "⓻": "⑦", "⓼": "⑧", "⓽": "⑨", "⓾": "⑩",
}  # fmt: skip
"""Marks that the font lacks -> the character whose outline they get. Private-use glyphs: see `lookalikes`."""
MORE = "–—•₩⇨∆⋯⑯⑰⑱⑲⑳▵◉◦◯❖❶❷❸❹❺❻❼❽❾❿・‐ー㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚口一二三四五六七八九十百千甲乙丙丁戊己庚辛壬癸減增"
"""Characters beyond KS X 1001 that reports use and the font has."""


def characters() -> set[str]:
    """What the subset keeps: ASCII, `MORE`, and of KS X 1001 all but the Hanja."""
    kept = {chr(code) for code in range(0x20, 0x7F)} | set(MORE)
    for lead in range(0xA1, 0xFF):
        if 0xCA <= lead <= 0xFD:
            continue  # Hanja
        for trail in range(0xA1, 0xFF):
            kept |= set(bytes((lead, trail)).decode("euc_kr", "ignore"))
    return kept


def lookalikes() -> dict[str, str]:
    """`LIKE`, and the private-use glyphs of Korean word processors as what they stand for.

    Those beyond the BMP are left out: reportlab cannot name them in a PDF.
    """
    from councildoc.words import private_symbols

    kept = characters()
    meant = {char: LIKE.get(like, like) for char, like in private_symbols().items() if char <= "\uffff"}
    return {char: like for char, like in meant.items() if like in kept} | LIKE


def make(source: str) -> None:
    """Write the subset."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(source, recalcTimestamp=False)
    for table in ("kern", "TSI0", "TSI1", "TSI2", "TSI3", "TSI5"):
        if table in font:
            del font[table]
    options = Options(hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 7], name_languages=[0x409])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(char) for char in characters()])
    subsetter.subset(font)
    _add_lookalikes(font)
    _rename(font["name"])
    font.save(SUBSET)


def _add_lookalikes(font: Any) -> None:
    names = font.getBestCmap()
    models = {char: names[ord(like)] for char, like in lookalikes().items()}
    used: set[str] = set()
    for code, name in sorted(names.items()):
        if name in used:  # two characters with one glyph: a PDF could name only one of them
            models[chr(code)] = name
        used.add(name)
    for char, model in models.items():
        name = _copy(font, model, f"uni{ord(char):04X}.own")
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(char)] = name


def _copy(font: Any, model: str, name: str) -> str:
    """A glyph of its own that draws another one."""
    from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

    part = GlyphComponent()
    part.glyphName, part.x, part.y, part.flags = model, 0, 0, 0x0202  # USE_MY_METRICS, ARGS_ARE_XY_VALUES
    glyph = Glyph()
    glyph.numberOfContours, glyph.components = -1, [part]
    if not font["glyf"][model].numberOfContours:
        glyph = Glyph()  # a blank
    font["glyf"][name] = glyph
    font["hmtx"][name] = font["hmtx"][model]
    glyph.recalcBounds(font["glyf"])
    return name


def _rename(names: Any) -> None:
    names.names = [record for record in names.names if record.platformID == 3]
    postscript = FAMILY.replace(" ", "")
    texts = {
        1: FAMILY,
        3: f"3.021;{postscript}",
        4: FAMILY,
        6: postscript,
        13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        14: "http://scripts.sil.org/OFL",
    }
    for number, text in texts.items():
        names.setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    make(sys.argv[1])

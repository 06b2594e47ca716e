"""The members of a HWPX package around its text: how it is put together, and every shape that the text refers to.

KS X 6101 (OWPML). `Contents/header.xml` lists fonts, borders, character shapes, paragraph shapes and styles; the text
names them by number. Here one number is one `Look`: its character shape, its paragraph shape and its style. What no
reader asks for by name is written as Hancom Office writes it, for a reader may ask in its next version.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from enum import IntEnum

import attrs

PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'
NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://www.hancom.co.kr/hwpml/{path}"'
    for prefix, path in (
        ("ha", "2011/app"),
        ("hp", "2011/paragraph"),
        ("hs", "2011/section"),
        ("hc", "2011/core"),
        ("hh", "2011/head"),
        ("hwpunitchar", "2016/HwpUnitChar"),
    )
)

MM = 7200 / 25.4
"""Lengths are HWPUNIT, 7,200 to the inch, so 100 to the point."""
PAGE_WIDTH, PAGE_HEIGHT = 59528, 84186
MARGIN = round(20 * MM)
BODY_WIDTH = PAGE_WIDTH - 2 * MARGIN


class Look(IntEnum):
    """What a paragraph looks like; the value is the number of its character shape, paragraph shape and style."""

    NORMAL = 0
    TITLE = 1
    FIELD = 2
    ITEM = 3
    SUMMARY = 4
    HEADING = 5
    UNMARKED = 6
    CIRCLE = 7
    DASH = 8
    DOT = 9
    CAPTION = 10
    TABLE = 11
    """The paragraph that a table is anchored to: nothing stands in it, so it is as low as can be."""
    CELL = 12
    HEAD = 13
    AMOUNT = 14
    NUMERAL = 15
    BAR = 16


class Border(IntEnum):
    """Border and fill of a page, paragraph or cell; numbered from 1, as in every file of Hancom."""

    PAGE = 1
    TEXT = 2
    CELL = 3
    HEAD = 4
    NUMERAL = 5
    BAR = 6


_FILLS: Mapping[Border, str] = {
    Border.TEXT: "none",
    Border.HEAD: "#E5E5E5",
    Border.NUMERAL: "#1F3864",
    Border.BAR: "#EAF0F8",
}
_FONTS = ("함초롬바탕", "함초롬돋움")
"""They come with Hangul itself and have its glyphs of plane 15, such as boxed numerals."""
_SERIF, _SANS = range(2)
_SCRIPTS = ("hangul", "latin", "hanja", "japanese", "other", "symbol", "user")


@attrs.frozen
class _Style:
    """Lengths in points. `hanging`: by how much lines after the first stand further right."""

    name: str
    english: str
    size: float = 13
    font: int = _SERIF
    bold: bool = False
    color: str = "#000000"
    align: str = "JUSTIFY"
    left: float = 0
    hanging: float = 0
    before: float = 0
    after: float = 0
    spacing: int = 160
    keep: bool = False
    """Not parted from the paragraph after it by the end of a page."""


_STYLES: Mapping[Look, _Style] = {
    Look.NORMAL: _Style("바탕글", "Normal", size=10),
    Look.TITLE: _Style("보고서 제목", "Report Title", 26, _SANS, True, align="CENTER", before=80, after=40),
    Look.FIELD: _Style("보고 사항", "Report Field", 16, align="CENTER", after=12),
    Look.ITEM: _Style("항목 제목", "Item", 16, _SANS, True, before=14, after=6, keep=True),
    Look.SUMMARY: _Style("요약", "Summary", 13, _SANS, left=6, after=6),
    Look.HEADING: _Style("소제목", "Block Heading", 15, _SANS, True, before=10, after=2, keep=True),
    Look.UNMARKED: _Style("문단", "Paragraph", left=8),
    Look.CIRCLE: _Style("문단 ○", "Paragraph 1", left=8, hanging=18),
    Look.DASH: _Style("문단 -", "Paragraph 2", left=22, hanging=12),
    Look.DOT: _Style("문단 ·", "Paragraph 3", left=34, hanging=10),
    Look.CAPTION: _Style("단위", "Table Unit", 10, _SANS, align="RIGHT", before=4, spacing=130, keep=True),
    Look.TABLE: _Style("표", "Table", 3, spacing=100),
    Look.CELL: _Style("칸", "Cell", 10, _SANS, align="CENTER", spacing=130),
    Look.HEAD: _Style("표 머리", "Table Head", 10, _SANS, True, align="CENTER", spacing=130),
    Look.AMOUNT: _Style("금액", "Amount", 10, _SANS, align="RIGHT", spacing=130),
    Look.NUMERAL: _Style("항목 번호", "Item Numeral", 16, _SANS, True, "#FFFFFF", "CENTER", spacing=130, keep=True),
    Look.BAR: _Style("항목 이름", "Item Title", 16, _SANS, True, align="LEFT", left=4, spacing=130, keep=True),
}


def _listed(name: str, items: list[str]) -> str:
    return f'<hh:{name} itemCnt="{len(items)}">{"".join(items)}</hh:{name}>'


def _each(name: str, value: int) -> str:
    """One value for the letters of every script."""
    return f"<hh:{name} " + " ".join(f'{script}="{value}"' for script in _SCRIPTS) + "/>"


def _fonts() -> str:
    fonts = "".join(
        f'<hh:font id="{index}" face="{face}" type="TTF" isEmbedded="0"/>' for index, face in enumerate(_FONTS)
    )
    return _listed(
        "fontfaces",
        [f'<hh:fontface lang="{script.upper()}" fontCnt="{len(_FONTS)}">{fonts}</hh:fontface>' for script in _SCRIPTS],
    )


def _border(border: Border) -> str:
    line = "NONE" if border in (Border.PAGE, Border.TEXT) else "SOLID"
    sides = "".join(
        f'<hh:{side}Border type="{line}" width="0.12 mm" color="#000000"/>'
        for side in ("left", "right", "top", "bottom")
    )
    fill = (
        f'<hc:fillBrush><hc:winBrush faceColor="{_FILLS[border]}" hatchColor="#999999" alpha="0"/></hc:fillBrush>'
        if border in _FILLS
        else ""
    )
    return (
        f'<hh:borderFill id="{border:d}" threeD="0" shadow="0" centerLine="NONE" breakCellSeparateLine="0">'
        '<hh:slash type="NONE" Crooked="0" isCounter="0"/><hh:backSlash type="NONE" Crooked="0" isCounter="0"/>'
        f'{sides}<hh:diagonal type="SOLID" width="0.1 mm" color="#000000"/>{fill}</hh:borderFill>'
    )


def _character_shape(look: Look, style: _Style) -> str:
    bold = "<hh:bold/>" if style.bold else ""
    return (
        f'<hh:charPr id="{look:d}" height="{style.size * 100:.0f}" textColor="{style.color}" shadeColor="none" '
        f'useFontSpace="0" useKerning="0" symMark="NONE" borderFillIDRef="{Border.TEXT:d}">'
        f"{_each('fontRef', style.font)}{_each('ratio', 100)}{_each('spacing', 0)}{_each('relSz', 100)}"
        f'{_each("offset", 0)}{bold}<hh:underline type="NONE" shape="SOLID" color="#000000"/>'
        '<hh:strikeout shape="NONE" color="#000000"/><hh:outline type="NONE"/>'
        '<hh:shadow type="NONE" color="#C0C0C0" offsetX="10" offsetY="10"/></hh:charPr>'
    )


def _paragraph_shape(look: Look, style: _Style) -> str:
    def margins(unit: int) -> str:
        lengths = {
            "intent": -style.hanging,
            "left": style.left,
            "right": 0,
            "prev": style.before,
            "next": style.after,
        }
        values = "".join(
            f'<hc:{side} value="{round(length * unit)}" unit="HWPUNIT"/>' for side, length in lengths.items()
        )
        return f'<hh:margin>{values}</hh:margin><hh:lineSpacing type="PERCENT" value="{style.spacing}" unit="HWPUNIT"/>'

    return (
        f'<hh:paraPr id="{look:d}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="1" '
        f'suppressLineNumbers="0" checked="0"><hh:align horizontal="{style.align}" vertical="BASELINE"/>'
        '<hh:heading type="NONE" idRef="0" level="0"/><hh:breakSetting breakLatinWord="KEEP_WORD" '
        f'breakNonLatinWord="KEEP_WORD" widowOrphan="0" keepWithNext="{style.keep:d}" keepLines="0" '
        'pageBreakBefore="0" lineWrap="BREAK"/><hh:autoSpacing eAsianEng="0" eAsianNum="0"/>'
        # Readers from before 2016 take the margins of a paragraph to be twice as long, as HWP 5 keeps them.
        '<hp:switch><hp:case hp:required-namespace="http://www.hancom.co.kr/hwpml/2016/HwpUnitChar">'
        f"{margins(100)}</hp:case><hp:default>{margins(200)}</hp:default></hp:switch>"
        f'<hh:border borderFillIDRef="{Border.TEXT:d}" offsetLeft="0" offsetRight="0" offsetTop="0" offsetBottom="0" '
        'connect="0" ignoreMargin="0"/></hh:paraPr>'
    )


def _style(look: Look, style: _Style) -> str:
    return (
        f'<hh:style id="{look:d}" type="PARA" name="{style.name}" engName="{style.english}" paraPrIDRef="{look:d}" '
        f'charPrIDRef="{look:d}" nextStyleIDRef="{look:d}" langID="1042" lockForm="0"/>'
    )


def _outline() -> str:
    """The numbering that a section needs for its outline; no paragraph has a number of it."""
    levels = "".join(
        f'<hh:paraHead start="1" level="{level}" align="LEFT" useInstWidth="1" autoIndent="1" widthAdjust="0" '
        'textOffsetType="PERCENT" textOffset="50" numFormat="DIGIT" charPrIDRef="4294967295" checkable="0">'
        f"^{level}.</hh:paraHead>"
        for level in range(1, 8)
    )
    return f'<hh:numbering id="1" start="0">{levels}</hh:numbering>'


def _header() -> str:
    lists = (
        _fonts(),
        _listed("borderFills", [_border(border) for border in Border]),
        _listed("charProperties", [_character_shape(look, style) for look, style in _STYLES.items()]),
        _listed("tabProperties", ['<hh:tabPr id="0" autoTabLeft="0" autoTabRight="0"/>']),
        _listed("numberings", [_outline()]),
        _listed("paraProperties", [_paragraph_shape(look, style) for look, style in _STYLES.items()]),
        _listed("styles", [_style(look, style) for look, style in _STYLES.items()]),
    )
    return (
        f'{PROLOGUE}<hh:head {NAMESPACES} version="1.4" secCnt="1">'
        '<hh:beginNum page="1" footnote="1" endnote="1" pic="1" tbl="1" equation="1"/>'
        f"<hh:refList>{''.join(lists)}</hh:refList>"
        '<hh:compatibleDocument targetProgram="HWP201X"><hh:layoutCompatibility/></hh:compatibleDocument>'
        '<hh:docOption><hh:linkinfo path="" pageInherit="0" footnoteInherit="0"/></hh:docOption>'
        '<hh:trackchageConfig flags="56"/></hh:head>'  # as Hancom spells it
    )


_MIMETYPE = "application/hwp+zip"
_VERSION = (
    f'{PROLOGUE}<hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" tagetApplication="WORDPROCESSOR" '
    'major="5" minor="1" micro="0" buildNumber="1" os="1" xmlVersion="1.4" application="Hancom Office Hangul" '
    'appVersion="11, 0, 0, 8227 WIN32LEWindows_10"/>'
)
"""The edition of the format: readers choose by it what to expect, so it names the program whose files these are like."""
_SETTINGS = (
    f'{PROLOGUE}<ha:HWPApplicationSetting xmlns:ha="http://www.hancom.co.kr/hwpml/2011/app">'
    '<ha:CaretPosition listIDRef="0" paraIDRef="0" pos="0"/></ha:HWPApplicationSetting>'
)
_CONTAINER = (
    f'{PROLOGUE}<ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container"><ocf:rootfiles>'
    '<ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/>'
    '<ocf:rootfile full-path="Preview/PrvText.txt" media-type="text/plain"/>'
    '<ocf:rootfile full-path="META-INF/container.rdf" media-type="application/rdf+xml"/>'
    "</ocf:rootfiles></ocf:container>"
)
_MANIFEST = f'{PROLOGUE}<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
_PACKAGE_TERMS = "http://www.hancom.co.kr/hwpml/2016/meta/pkg#"
_PARTS = (("Contents/header.xml", "HeaderFile"), ("Contents/section0.xml", "SectionFile"))


def _container_rdf() -> str:
    parts = "".join(
        f'<rdf:Description rdf:about=""><pkg:hasPart rdf:resource="{name}"/></rdf:Description>'
        f'<rdf:Description rdf:about="{name}"><rdf:type rdf:resource="{_PACKAGE_TERMS}{kind}"/></rdf:Description>'
        for name, kind in _PARTS
    )
    return (
        f'{PROLOGUE}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:pkg="{_PACKAGE_TERMS}">'
        f'{parts}<rdf:Description rdf:about=""><rdf:type rdf:resource="{_PACKAGE_TERMS}Document"/></rdf:Description>'
        "</rdf:RDF>"
    )


def _content(title: str) -> str:
    names = {"header": "Contents/header.xml", "section0": "Contents/section0.xml", "settings": "settings.xml"}
    items = "".join(
        f'<opf:item id="{name}" href="{href}" media-type="application/xml"/>' for name, href in names.items()
    )
    return (
        f'{PROLOGUE}<opf:package xmlns:opf="http://www.idpf.org/2007/opf/" version="" unique-identifier="" id="">'
        f"<opf:metadata><opf:title>{title}</opf:title><opf:language>ko</opf:language></opf:metadata>"
        f"<opf:manifest>{items}</opf:manifest>"
        '<opf:spine><opf:itemref idref="header" linear="yes"/><opf:itemref idref="section0" linear="yes"/></opf:spine>'
        "</opf:package>"
    )


def package(section: str, title: str, preview: str) -> bytes:
    """The package of one section. `title` is XML already, `preview` plain text.

    The kind of file is told by the first member, which has to be stored as it is, so that its name can be read at a fixed
    place (as in OCF and OpenDocument). No member knows the time: equal text gives equal bytes.
    """
    members = {
        "mimetype": _MIMETYPE,
        "version.xml": _VERSION,
        "Contents/header.xml": _header(),
        "Contents/section0.xml": section,
        "Preview/PrvText.txt": preview,
        "settings.xml": _SETTINGS,
        "META-INF/container.rdf": _container_rdf(),
        "Contents/content.hpf": _content(title),
        "META-INF/container.xml": _CONTAINER,
        "META-INF/manifest.xml": _MANIFEST,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.create_system = 0  # the same on every system
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, content.encode())
    return out.getvalue()

"""Small documents in a form of their own, written as HWPX and as HWP 5: one source for tests of both readers.

What is written is the least that the formats ask for: 한글문서파일형식 5.0 and KS X 6101. Both files of one document must give
the same `Document`.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

import attrs
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from compound_file import compound_file

SOFT_HYPHEN = "\u00ad"
"""In the text of a test: the hyphen control of both formats."""


@attrs.frozen
class P:
    """A paragraph. In its text a line feed is a forced line break."""

    parts: tuple[str | Part, ...] = ()
    shape: int = 0
    new_page: bool = False


@attrs.frozen
class C:
    """A cell of a table."""

    row: int
    col: int
    body: tuple[P, ...]
    rowspan: int = 1
    colspan: int = 1


@attrs.frozen
class Grid:
    cells: tuple[C, ...]
    caption: tuple[P, ...] = ()
    above: bool = True
    inline: bool = False


@attrs.frozen
class Box:
    body: tuple[P, ...]
    inline: bool = False


@attrs.frozen
class Note:
    """A footnote, or an endnote."""

    body: tuple[P, ...]
    end: bool = False


@attrs.frozen
class Aside:
    """`header`, `footer` or `hiddenComment`."""

    name: str
    body: tuple[P, ...]


@attrs.frozen
class AutoNumber:
    kind: str
    number: int
    suffix: str = ""


@attrs.frozen
class PageNumber:
    side: str = "-"


@attrs.frozen
class Deleted:
    """Text that a tracked change deleted."""

    text: str


@attrs.frozen
class Overlaid:
    """덧말: text, and smaller text above it."""

    main: str
    sub: str


@attrs.frozen
class Button:
    """A form control with a caption."""

    caption: str


Part = Grid | Box | Note | Aside | AutoNumber | PageNumber | Deleted | Overlaid | Button


def p(*parts: str | Part, shape: int = 0, new_page: bool = False) -> P:
    return P(parts, shape, new_page)


def c(row: int, col: int, *body: str | P, rowspan: int = 1, colspan: int = 1) -> C:
    return C(row, col, tuple(p(part) if isinstance(part, str) else part for part in body), rowspan, colspan)


# ------------------------------------------------------------------------------------------------------------- numbers

OUTLINE_1, OUTLINE_2, NUMBER_1, NUMBER_2, CIRCLE, GLYPH, OUTLINE_8 = 1, 2, 3, 4, 5, 6, 7
"""Paragraph shapes; 0 has no head."""
SHAPES = (
    ("NONE", 0, 0),
    ("OUTLINE", 0, 0),
    ("OUTLINE", 0, 1),
    ("NUMBER", 2, 0),
    ("NUMBER", 2, 1),
    ("BULLET", 1, 0),
    ("BULLET", 2, 0),
    ("OUTLINE", 0, 6),
)
NUMBERINGS = (
    (("^1.", 2, 1), ("^2.", 8, 1), ("^3)", 0, 1), ("^4)", 8, 1), ("(^5)", 0, 1), ("(^6)", 8, 1), ("^7", 1, 1)),
    (("제^1조", 0, 3), ("^1.^2", 0, 1), *((f"^{level}", 0, 1) for level in range(3, 8))),
)
BULLETS = ("○", "\uf06c")
FORMATS = ("DIGIT", "CIRCLED_DIGIT", "ROMAN_CAPITAL", "", "", "", "", "", "HANGUL_SYLLABLE")
KINDS = ("NONE", "OUTLINE", "NUMBER", "BULLET")
AUTO_KINDS = ("PAGE", "FOOTNOTE", "ENDNOTE", "PICTURE", "TABLE", "EQUATION")

# ---------------------------------------------------------------------------------------------------------------- HWPX

_MARKUP = {
    "\n": "<hp:lineBreak/>",
    "\t": '<hp:tab width="4000" leader="0" type="1"/>',
    "\u00a0": "<hp:nbSpace/>",
    "\u2007": "<hp:fwSpace/>",
    SOFT_HYPHEN: "<hp:hypen/>",
}
_SPACES = " ".join(
    f'xmlns:{prefix}="http://www.hancom.co.kr/hwpml/2011/{name}"'
    for prefix, name in (("hp", "paragraph"), ("hs", "section"), ("hh", "head"), ("hc", "core"))
)
_PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'
_SECTION_PROPERTIES = (
    '<hp:secPr outlineShapeIDRef="1"><hp:footNotePr><hp:autoNumFormat type="DIGIT"/></hp:footNotePr></hp:secPr>'
)


def _xml_text(text: str) -> str:
    return "".join(_MARKUP.get(char, escape(char)) for char in text)


def _xml_list(body: Iterable[P]) -> str:
    return f"<hp:subList>{''.join(map(_xml_paragraph, body))}</hp:subList>"


def _xml_part(part: str | Part) -> str:
    match part:
        case str():
            return f"<hp:t>{_xml_text(part)}</hp:t>"
        case Deleted(text):
            return f'<hp:t><hp:deleteBegin Id="1" TcId="1"/>{_xml_text(text)}<hp:deleteEnd Id="1" TcId="1"/></hp:t>'
        case Grid():
            rows: dict[int, str] = {}
            for cell in part.cells:
                inner = (
                    f'<hp:cellAddr colAddr="{cell.col}" rowAddr="{cell.row}"/>'
                    f'<hp:cellSpan colSpan="{cell.colspan}" rowSpan="{cell.rowspan}"/>'
                )
                rows[cell.row] = rows.get(cell.row, "") + f"<hp:tc>{_xml_list(cell.body)}{inner}</hp:tc>"
            side = "TOP" if part.above else "BOTTOM"
            caption = f'<hp:caption side="{side}">{_xml_list(part.caption)}</hp:caption>' if part.caption else ""
            body = "".join(f"<hp:tr>{row}</hp:tr>" for row in rows.values())
            return f'<hp:tbl><hp:sz/><hp:pos treatAsChar="{int(part.inline)}"/>{caption}{body}</hp:tbl>'
        case Box(body, inline):
            drawn = f"<hp:drawText>{_xml_list(body)}</hp:drawText>"
            return f'<hp:rect>{drawn}<hp:pos treatAsChar="{int(inline)}"/></hp:rect>'
        case Note(body, end):
            name = "endNote" if end else "footNote"
            return f"<hp:ctrl><hp:{name}>{_xml_list(body)}</hp:{name}></hp:ctrl>"
        case Aside(name, body):
            return f"<hp:ctrl><hp:{name}>{_xml_list(body)}</hp:{name}></hp:ctrl>"
        case AutoNumber(kind, number, suffix):
            form = f'<hp:autoNumFormat type="DIGIT" suffixChar={quoteattr(suffix)}/>'
            return f'<hp:ctrl><hp:autoNum num="{number}" numType="{kind}">{form}</hp:autoNum></hp:ctrl>'
        case PageNumber(side):
            return f'<hp:ctrl><hp:pageNum pos="BOTTOM_CENTER" formatType="DIGIT" sideChar={quoteattr(side)}/></hp:ctrl>'
        case Overlaid(main, sub):
            return f"<hp:dutmal><hp:mainText>{main}</hp:mainText><hp:subText>{sub}</hp:subText></hp:dutmal>"
        case Button(caption):
            return f"<hp:checkBtn caption={quoteattr(caption)}/>"


def _xml_paragraph(paragraph: P, before: str = "") -> str:
    runs = "".join(f"<hp:run>{_xml_part(part)}</hp:run>" for part in paragraph.parts)
    return f'<hp:p paraPrIDRef="{paragraph.shape}" pageBreak="{int(paragraph.new_page)}">{before}{runs}</hp:p>'


def hwpx_section(body: Sequence[P]) -> str:
    first = _xml_paragraph(body[0], f"<hp:run>{_SECTION_PROPERTIES}</hp:run>")
    return f"{_PROLOGUE}<hs:sec {_SPACES}>{first}{''.join(map(_xml_paragraph, body[1:]))}</hs:sec>"


def hwpx_header() -> str:
    numberings = "".join(
        f'<hh:numbering id="{index}" start="0">'
        + "".join(
            f'<hh:paraHead start="{start}" level="{level}" numFormat="{FORMATS[style]}">{text}</hh:paraHead>'
            for level, (text, style, start) in enumerate(levels, start=1)
        )
        + "</hh:numbering>"
        for index, levels in enumerate(NUMBERINGS, start=1)
    )
    bullets = "".join(
        f'<hh:bullet id="{index}" char="{char}" useImage="0"><hh:paraHead level="0"/></hh:bullet>'
        for index, char in enumerate(BULLETS, start=1)
    )
    shapes = "".join(
        f'<hh:paraPr id="{index}"><hh:heading type="{kind}" idRef="{ref}" level="{level}"/></hh:paraPr>'
        for index, (kind, ref, level) in enumerate(SHAPES)
    )
    lists = f"<hh:numberings>{numberings}</hh:numberings><hh:bullets>{bullets}</hh:bullets>"
    return f"{_PROLOGUE}<hh:head {_SPACES}><hh:refList>{lists}<hh:paraProperties>{shapes}</hh:paraProperties></hh:refList></hh:head>"


def hwpx_members(sections: Sequence[Sequence[P]]) -> dict[str, bytes]:
    names = [f"section{index}" for index in range(len(sections))]
    items = "".join(f'<opf:item id="{name}" href="Contents/{name}.xml"/>' for name in names)
    spine = "".join(f'<opf:itemref idref="{name}"/>' for name in names)
    package = (
        f'{_PROLOGUE}<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:manifest>{items}</opf:manifest>'
        f"<opf:spine>{spine}</opf:spine></opf:package>"
    )
    texts = {
        "mimetype": "application/hwp+zip",
        "version.xml": f'{_PROLOGUE}<hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" major="5"/>',
        "META-INF/container.xml": (
            f'{_PROLOGUE}<ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container"><ocf:rootfiles>'
            '<ocf:rootfile full-path="Contents/content.hpf"/></ocf:rootfiles></ocf:container>'
        ),
        "Contents/content.hpf": package,
        "Contents/header.xml": hwpx_header(),
    }
    texts |= {f"Contents/{name}.xml": hwpx_section(body) for name, body in zip(names, sections, strict=True)}
    return {name: text.encode() for name, text in texts.items()}


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            package.writestr(info, data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def to_hwpx(*sections: Sequence[P]) -> bytes:
    return zipped(hwpx_members(sections))


# --------------------------------------------------------------------------------------------------------------- HWP 5

PARA_HEADER, PARA_TEXT, RANGE_TAG, CTRL_HEADER, LIST_HEADER, SHAPE, TABLE, FORM = 66, 67, 70, 71, 72, 76, 77, 91
COMPRESSED, PASSWORD, DISTRIBUTION, DRM = 1, 2, 4, 16
_LETTERS = {"\n": 10, "\u00a0": 30, "\u2007": 31, SOFT_HYPHEN: 24}


def record(tag: int, level: int, data: bytes = b"") -> bytes:
    size = min(len(data), 0xFFF)
    header = struct.pack("<I", tag | level << 10 | size << 20)
    return header + (struct.pack("<I", len(data)) if size == 0xFFF else b"") + data


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _counted(text: str) -> bytes:
    return struct.pack("<H", len(_utf16(text)) // 2) + _utf16(text)


def _control(code: int, name: str) -> bytes:
    return struct.pack("<H4s8xH", code, name[::-1].encode(), code)


def _header(name: str, level: int, data: bytes = b"") -> bytes:
    return record(CTRL_HEADER, level, name[::-1].encode() + data)


def _hwp_list(body: Sequence[P], level: int, more: bytes = b"") -> bytes:
    out = record(LIST_HEADER, level, struct.pack("<iI", len(body), 0) + more)
    return out + b"".join(_hwp_paragraph(paragraph, level) for paragraph in body)


def _row_sizes(grid: Grid, rows: int) -> bytes:
    sizes = Counter(cell.row for cell in grid.cells)
    return struct.pack(f"<{rows}H", *(sizes[row] for row in range(rows)))


def _hwp_part(part: Part, level: int) -> tuple[bytes, bytes]:
    """The control in the text, and its records."""
    match part:
        case Grid():
            out = _header("tbl ", level, struct.pack("<I", int(part.inline)) + bytes(40))
            if part.caption:
                out += _hwp_list(part.caption, level + 1, struct.pack("<I", 2 if part.above else 3))
            rows = max(cell.row + cell.rowspan for cell in part.cells)
            cols = max(cell.col + cell.colspan for cell in part.cells)
            out += record(TABLE, level + 1, struct.pack("<IHH10x", 0, rows, cols) + _row_sizes(part, rows) + bytes(4))
            cells = (
                _hwp_list(cell.body, level + 1, struct.pack("<4H18x", cell.col, cell.row, cell.colspan, cell.rowspan))
                for cell in part.cells
            )
            return _control(11, "tbl "), out + b"".join(cells)
        case Box(body, inline):
            out = _header("gso ", level, struct.pack("<I", int(inline)) + bytes(40))
            return _control(11, "gso "), out + record(SHAPE, level + 1) + _hwp_list(body, level + 2)
        case Note(body, end):
            name = "en  " if end else "fn  "
            return _control(17, name), _header(name, level) + _hwp_list(body, level + 1)
        case Aside(kind, body):
            code, name = {"header": (16, "head"), "footer": (16, "foot"), "hiddenComment": (15, "tcmt")}[kind]
            return _control(code, name), _header(name, level) + _hwp_list(body, level + 1)
        case AutoNumber(kind, number, suffix):
            data = struct.pack("<IHHHH", AUTO_KINDS.index(kind), number, 0, 0, ord(suffix or "\0"))
            return _control(18, "atno"), _header("atno", level, data)
        case PageNumber(side):
            data = struct.pack("<IHHHH", 5 << 8, 0, 0, 0, ord(side or "\0"))
            return _control(21, "pgnp"), _header("pgnp", level, data)
        case Overlaid(main, sub):
            return _control(23, "tdut"), _header("tdut", level, _counted(main) + _counted(sub))
        case Button(caption):
            text = f"CommonSet:set:9:Name:wstr:3:단추1 ButtonSet:set:9:Caption:wstring:{len(caption)}:{caption} Value:int:0"
            form = b"tbc+tbc+" + struct.pack("<I", 2 * len(text)) + _counted(text)
            return _control(11, "form"), _header("form", level, struct.pack("<I", 1)) + record(FORM, level + 1, form)
        case Deleted():
            raise AssertionError("is text, not a control")


def _hwp_text(text: str) -> bytes:
    out = b""
    for char in text:
        if char == "\t":
            out += struct.pack("<H12xH", 9, 9)
        else:
            out += struct.pack("<H", _LETTERS[char]) if char in _LETTERS else _utf16(char)
    return out


def _hwp_paragraph(paragraph: P, level: int, *, first: bool = False) -> bytes:
    text = _control(2, "secd") if first else b""
    controls = _header("secd", level + 1, struct.pack("<IHHHIH", 0, 0, 0, 0, 0, 1) + bytes(8)) if first else b""
    deleted = b""
    for part in paragraph.parts:
        if isinstance(part, str):
            text += _hwp_text(part)
        elif isinstance(part, Deleted):
            start = len(text) // 2
            text += _hwp_text(part.text)
            deleted += struct.pack("<III", start, len(text) // 2 - 1, 0x11 << 24 | 1)
        else:
            control, records = _hwp_part(part, level + 1)
            text += control
            controls += records
    text += _utf16("\r")
    out = record(
        PARA_HEADER, level, struct.pack("<IIHBB10x", len(text) // 2, 0, paragraph.shape, 0, 4 * paragraph.new_page)
    )
    out += record(PARA_TEXT, level + 1, text) if len(text) > 2 else b""
    return out + (record(RANGE_TAG, level + 1, deleted) if deleted else b"") + controls


def hwp_section(body: Sequence[P]) -> bytes:
    return b"".join(_hwp_paragraph(paragraph, 0, first=index == 0) for index, paragraph in enumerate(body))


def hwp_docinfo(sections: int) -> bytes:
    out = record(16, 0, struct.pack("<H", sections) + bytes(24))
    for levels in NUMBERINGS:
        data = b"".join(struct.pack("<I8x", style << 5) + _counted(text) for text, style, _ in levels)
        out += record(23, 1, data + struct.pack("<H", 0) + struct.pack("<7I", *(start for _, _, start in levels)))
    for char in BULLETS:
        out += record(24, 1, bytes(12) + _utf16(char) + bytes(4))
    for kind, ref, depth in SHAPES:
        out += record(25, 1, struct.pack("<I26xH24x", KINDS.index(kind) << 23 | depth << 25, ref))
    return out


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def file_header(flags: int) -> bytes:
    return b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05010100, flags) + bytes(216)


def locked(stream: bytes, seed: int = 0x0D15EA5E) -> bytes:
    """A stream locked as in a 배포용 document: a scrambled record with the key, then AES-128 in ECB mode."""
    digest = hashlib.sha1(b"password", usedforsecurity=False).hexdigest().upper().encode("utf-16-le")
    data = bytearray(256)
    data[:4] = struct.pack("<I", seed)
    offset = 4 + (seed & 0xF)
    data[offset : offset + len(digest)] = digest
    state = seed

    def random() -> int:
        nonlocal state
        state = (state * 214013 + 2531011) & 0xFFFFFFFF
        return state >> 16 & 0x7FFF

    key = left = 0
    for index in range(256):
        if not left:
            key, left = random() & 0xFF, (random() & 0xF) + 1
        if index >= 4:
            data[index] ^= key
        left -= 1
    encryptor = Cipher(algorithms.AES(digest[:16]), modes.ECB()).encryptor()
    return record(28, 0, bytes(data)) + encryptor.update(stream + bytes(-len(stream) % 16)) + encryptor.finalize()


def hwp_streams(
    sections: Sequence[bytes], *, compressed: bool = True, distribution: bool = False, flags: int = 0
) -> dict[str, bytes]:
    """The streams of a file with these sections, each a series of records."""
    pack: Callable[[bytes], bytes] = deflated if compressed else bytes
    streams = {
        "FileHeader": file_header(flags | COMPRESSED * compressed | DISTRIBUTION * distribution),
        "DocInfo": pack(hwp_docinfo(len(sections))),
        "\x05HwpSummaryInformation": bytes(64),
    }
    for index, section in enumerate(sections):
        if distribution:
            streams[f"BodyText/Section{index}"] = pack(hwp_section([p("배포용 문서입니다.")]))
            streams[f"ViewText/Section{index}"] = locked(pack(section))
        else:
            streams[f"BodyText/Section{index}"] = pack(section)
    return streams


def to_hwp(*sections: Sequence[P], compressed: bool = True, distribution: bool = False) -> bytes:
    streams = hwp_streams(list(map(hwp_section, sections)), compressed=compressed, distribution=distribution)
    return compound_file(streams)

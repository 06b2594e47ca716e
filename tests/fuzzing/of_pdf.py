"""Damage to PDFs: of the bytes, and of sound files with a wrong object, page tree, content stream, font, map of characters or filter."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from fuzzing.of_bytes import NUMBERS, Mutator, damaged
from fuzzing.pdf_objects import Pdf, one_page, packed, put_together, stream, taken_apart, unpacked

_VALUE = re.compile(rb"(/[A-Za-z]\w*)\s*(\d+\s+\d+\s+R\b|-?[\d.]+|/[\w+-]+|\([^()]*\)|<[0-9A-Fa-f]*>|\[[^\[\]]*\])")
_TOKEN = re.compile(rb"-?\d+(?:\.\d+)?")
_HEX = re.compile(rb"<[0-9A-Fa-f]+>")

JUNK = (
    b"", b"null", b"true", b"/Name", b"(text)", b"<FEFF>", b"[]", b"<<>>", b"[1 2 3]", b"/Identity-H", b"/../../../../etc/passwd",
    b"9999 0 R", b"0 0 R", b"[" * 2000 + b"]" * 2000, b"<</A" * 1000 + b" 1" + b">>" * 1000, b"(" + b"(" * 500 + b")" * 501, b"<<", b"]",
)  # fmt: skip
BOXES = (
    b"[0 0 1 1]", b"[0 0 0 0]", b"[0 0 1e9 1e9]", b"[-1e30 -1e30 1e30 1e30]", b"[800 800 0 0]", b"[0 0 595]", b"[/a /b /c /d]", b"[nan 0 1 1]",
    b"null", b"[0 0 99999999999999999999 99999999999999999999]",
)  # fmt: skip
OPERATORS = (
    b"q " * 3000, b"Q " * 50, b"BT ET " * 200, b"BT", b"ET", b"0 0 0 0 0 0 cm", b"1e30 0 0 1e30 0 0 cm", b"1 0 0 1 1e308 1e308 cm", b"0 Tz", b"-100 Tz",
    b"0 0 0 0 0 0 Tm", b"1e-30 0 0 1e-30 0 0 Tm", b"0 1 -1 0 300 300 cm", b"/F9 1e9 Tf", b"/F0 0 Tf", b"/F1 -12 Tf", b"(x) Tj", b"[(a) 1e30 (b)] TJ",
    b"[" * 3000, b"<<" * 300, b"]", b">>", b"/Fz Do", b"0 0 1e9 1e9 re f", b"0 0 1e30 0.1 re f", b"1 1 m 2 2 l S " * 300, b"W n", b"BI /W 9 /H 9 ID x EI",
    b"BI /W 99999 /H 99999 /F /Fl ID abc", b"/P <</MCID 0>> BDC", b"EMC " * 20, b"/G gs", b"% comment", b"(unclosed", b"<4", b"3 Tr", b"1e9 Ts", b"1e9 TL T*",
    b"0 0 0 0 0 0 0 0 0 0 c h B*", b"10 10 500 0.5 re f " * 400, b"[1 2] 0 d", b"\xff\xfe\x00",
)  # fmt: skip
MAPS = (
    b"1 beginbfrange <0000> <FFFF> <AC00> endbfrange", b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange",
    b"1 begincidrange <00000000> <FFFFFFFF> 0 endcidrange", b"1 beginbfrange <0001> <0003> [<0031> <0032>] endbfrange",
    b"1 beginbfchar <0001> <D800> endbfchar", b"1 beginbfchar <01> <> endbfchar", b"1 beginbfchar <0003> <" + b"AC00" * 3000 + b"> endbfchar",
    b"/../../../etc/passwd usecmap", b"/KSC-EUC-H usecmap", b"1 beginbfrange <0005> <0001> <0041> endbfrange", b"endcmap", b"100 beginbfchar",
    b"1 beginbfrange <01> <FFFF> <0041> endbfrange", b"1 beginbfchar /a (b) endbfchar", b"1 begincodespacerange <00> <FF> endcodespacerange",
)  # fmt: skip
FONTS = (
    b"/W [0 2147483647 500]", b"/W [1 [1 2 3] 5 5 /x]", b"/W [0 65535 0]", b"/W2 [0 100000000 1 2 3]", b"/DW 1e30", b"/DW -1", b"/Widths [1]",
    b"/FirstChar -99999999", b"/FirstChar 2147483647", b"/LastChar 99999999", b"/Encoding /../../../../etc/passwd", b"/Encoding /UniKS-UCS2-V",
    b"/Encoding <</Differences [99999999 /a /b /uniAC00 /u110000 /uniD800 /g1]>>", b"/FontMatrix [0 0 0 0 0 0]", b"/Ascent 1e9 /Descent -1e9", b"/Subtype /Type3",
    b"/Subtype /Type0", b"/DescendantFonts []", b"/CIDSystemInfo <</Registry (../x) /Ordering (../../y)>>", b"/BaseFont null", b"/ToUnicode /Identity-H",
    b"/CIDSystemInfo <</Registry (Adobe) /Ordering (Korea1)>>", b"/FontBBox [0 0 0 0]", b"/Flags 4", b"/MissingWidth 1e300", b"/CharProcs <<>>",
)  # fmt: skip
FILTERS = (
    b"/Filter /LZWDecode", b"/Filter /RunLengthDecode", b"/Filter /ASCII85Decode", b"/Filter /ASCIIHexDecode", b"/Filter /CCITTFaxDecode /DecodeParms <</K -1 /Columns 99999999>>",
    b"/Filter [" + b"/FlateDecode " * 30 + b"]", b"/Filter [/FlateDecode /FlateDecode]", b"/Filter /Crypt", b"/Filter /Odd", b"/Filter [[/FlateDecode]]", b"/Filter null",
    b"/DecodeParms <</Predictor 12 /Columns 1000000000>>", b"/DecodeParms <</Predictor 15 /Columns 0>>", b"/DecodeParms <</Predictor 2 /Colors 1000 /BitsPerComponent 7>>",
    b"/DecodeParms <</Predictor 12 /Columns -5>>", b"/DecodeParms [null 3]", b"/Length 0", b"/Length 99999999999", b"/Length -1", b"/Filter /JBIG2Decode",
)  # fmt: skip
CATALOG = (
    b"/PageLabels <</Nums [0 <</S /D /St 99999999999>>]>>", b"/Names 1 0 R", b"/OCProperties 3", b"/AcroForm <</Fields [1 0 R]>>", b"/Pages null", b"/StructTreeRoot 1 0 R",
    b"/Version /9.9",
)  # fmt: skip
ENCRYPTIONS = (
    b"<</Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -4>>", b"<</Filter /Standard /V 5 /R 6 /O <> /U <> /OE <> /UE <> /P 0>>", b"<</Filter /Odd>>", b"9999 0 R", b"null",
    b"<</Filter /Standard /V 4 /R 4 /Length 128 /O (" + b"o" * 32 + b") /U (" + b"u" * 32 + b") /P -44 /CF <</StdCF <</CFM /AESV2>>>> /StmF /StdCF /StrF /StdCF>>",
)  # fmt: skip

PdfMutator = Callable[[Pdf, Random], None]


def _pick(pdf: Pdf, chance: Random, *words: bytes) -> int | None:
    """The number of an object that holds one of the words; with no words any."""
    found = [n for n, body in pdf.objects.items() if not words or any(word in body[:4000] for word in words)]
    return chance.choice(found) if found else None


def _streams(pdf: Pdf, *words: bytes) -> list[tuple[int, bytes]]:
    """The streams in whose content one of the words stands."""
    found = []
    for number, body in pdf.objects.items():
        content = unpacked(body) if len(body) < 1 << 20 else None
        if content is not None and any(word in content for word in words):
            found.append((number, content))
    return found


def _with_entry(pdf: Pdf, number: int, entry: bytes) -> None:
    """One more entry at the end of a dictionary, where it wins over one of its name before."""
    body = pdf.objects[number]
    end = body.find(b"stream\n") if b"stream\n" in body else len(body)
    close = body.rfind(b">>", 0, end)
    if close >= 0:
        pdf.objects[number] = body[:close] + b" " + entry + body[close:]


def content(pdf: Pdf, chance: Random) -> None:
    """Operators and operands of a page: others, more, fewer, elsewhere."""
    found = _streams(pdf, b"Tj", b"TJ", b" re", b" Do")
    if not found:
        return
    number, page = chance.choice(found)
    lines = page.split(b"\n")
    for _ in range(chance.choice((1, 2, 5, 20))):
        at = chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                lines[at] = _TOKEN.sub(lambda _match: chance.choice(NUMBERS), lines[at], count=1)
            case 1:
                lines.insert(at, chance.choice(OPERATORS))
            case 2:
                del lines[at : at + chance.choice((1, 1, 10))]
                lines.append(b"")
            case 3:
                lines[at:at] = lines[at : at + chance.choice((1, 10, 100))] * chance.choice((1, 2, 20))
            case 4:
                piece = lines[at : at + 40]
                chance.shuffle(piece)
                lines[at : at + 40] = piece
            case _:
                lines[at] = damaged(lines[at], page, chance)
    pdf.objects[number] = packed(pdf.objects[number], b"\n".join(lines[:200_000]))


def characters(pdf: Pdf, chance: Random) -> None:
    """A map of characters with ranges that nobody has."""
    found = _streams(pdf, b"begincmap")
    if not found:
        return
    number, cmap = chance.choice(found)
    match chance.randrange(3):
        case 0:
            cmap = damaged(cmap, cmap, chance)
        case 1:
            cmap = _HEX.sub(lambda match: chance.choice((match[0], match[0], b"<FFFF>", b"<00>", b"<D83DDE00>")), cmap)
        case _:
            cmap = cmap.replace(b"endcmap", chance.choice(MAPS) + b"\nendcmap", 1)
    pdf.objects[number] = packed(pdf.objects[number], cmap)


def value(pdf: Pdf, chance: Random) -> None:
    """The value of a key that is of another kind, or leads elsewhere, to itself for one."""
    number = _pick(pdf, chance)
    if number is None:
        return
    body = pdf.objects[number]
    found = list(_VALUE.finditer(body[:20_000]))
    if not found:
        return
    match = chance.choice(found)
    reference = b"%d 0 R" % chance.choice((number, chance.choice(list(pdf.objects))))
    new = chance.choice((chance.choice(JUNK), chance.choice(NUMBERS), reference))
    pdf.objects[number] = body[: match.start(2)] + new + body[match.end(2) :]


def keys(pdf: Pdf, chance: Random) -> None:
    """Two keys of a dictionary in each other's place, or one key that is called otherwise."""
    number = _pick(pdf, chance, b"<<")
    if number is None:
        return
    body = pdf.objects[number]
    found = [match.span(1) for match in _VALUE.finditer(body[:20_000])]
    if len(found) < 2:
        return
    (start, end), (start_2, end_2) = sorted(chance.sample(found, 2))
    pdf.objects[number] = body[:start] + body[start_2:end_2] + body[end:start_2] + body[start:end] + body[end_2:]


def tree(pdf: Pdf, chance: Random) -> None:
    """A page tree that leads back to itself, upwards, or nowhere."""
    number, other = _pick(pdf, chance, b"/Kids", b"/Type /Page", b"/Type/Page"), _pick(pdf, chance, b"/Kids")
    if number is None or other is None:
        return
    kids = b"/Kids [%s]" % b" ".join(
        b"%d 0 R" % chance.choice((number, other, *pdf.objects)) for _ in range(chance.choice((1, 3, 50)))
    )
    entry = chance.choice(
        (
            kids,
            kids,
            b"/Parent %d 0 R" % number,
            b"/Count 999999999",
            b"/Count -3",
            b"/Type /Pages",
            b"/Kids %d 0 R" % number,
            b"/Contents %d 0 R" % other,
        )
    )
    _with_entry(pdf, number, entry)


def box(pdf: Pdf, chance: Random) -> None:
    number = _pick(pdf, chance, b"/MediaBox", b"/Kids")
    if number is not None:
        key = chance.choice((b"/MediaBox", b"/MediaBox", b"/CropBox"))
        entry = chance.choice(
            (
                key + chance.choice(BOXES),
                b"/Rotate " + chance.choice((b"90", b"-90", b"45", b"1e9", b"/x")),
                b"/UserUnit 1e9",
            )
        )
        _with_entry(pdf, number, entry)


def fonts(pdf: Pdf, chance: Random) -> None:
    number = _pick(pdf, chance, b"/Font", b"/CIDFont", b"/FontDescriptor")
    if number is not None:
        _with_entry(pdf, number, chance.choice(FONTS))


def filters(pdf: Pdf, chance: Random) -> None:
    number = _pick(pdf, chance, b"stream\n")
    if number is not None:
        _with_entry(pdf, number, chance.choice(FILTERS))


def forms(pdf: Pdf, chance: Random) -> None:
    """Forms that draw one another: themselves, or each the next several times."""
    page = _pick(pdf, chance, b"/MediaBox")
    if page is None:
        return
    depth, times = chance.choice(((1, 1), (30, 1), (8, 8), (300, 1), (12, 2)))
    first = max(pdf.objects) + 1
    loops = chance.randrange(2)
    for level in range(depth):
        following = first + level + 1 if level + 1 < depth else (first if loops else 0)
        entries = (
            b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources <</XObject <</Fz %d 0 R>>>>" % following
        )
        pdf.add(stream(b"/Fz Do " * times, entries))
    shown = pdf.add(stream(b"/Fz Do"))
    _with_entry(pdf, page, b"/Resources <</XObject <</Fz %d 0 R>>>> /Contents %d 0 R" % (first, shown))


def catalogue(pdf: Pdf, chance: Random) -> None:
    number = _pick(pdf, chance, b"/Catalog")
    if number is not None:
        _with_entry(pdf, number, chance.choice(CATALOG))


def objects(pdf: Pdf, chance: Random) -> None:
    """An object that is gone, empty, another, or damaged."""
    number, other = chance.choice(list(pdf.objects)), chance.choice(list(pdf.objects))
    match chance.randrange(4):
        case 0:
            del pdf.objects[number]
        case 1:
            pdf.objects[number] = chance.choice(JUNK)
        case 2:
            pdf.objects[number], pdf.objects[other] = pdf.objects[other], pdf.objects[number]
        case _:
            pdf.objects[number] = damaged(pdf.objects[number], pdf.objects[other], chance)


def locked(pdf: Pdf, chance: Random) -> None:
    pdf.trailer = pdf.trailer[:-2] + b"/Encrypt " + chance.choice(ENCRYPTIONS) + b"/ID [(a)(b)]>>"


MUTATORS: tuple[PdfMutator, ...] = (
    *(content,) * 6, characters, characters, value, value, value, keys, keys, tree, box, box, fonts, fonts, filters, forms, catalogue, objects, objects, locked,
)  # fmt: skip


def _tampered(data: bytes, chance: Random) -> bytes:
    """A cross-reference table that leads elsewhere, or round in circles."""
    start = data.rfind(b"xref\n0 ")
    if start < 0:
        return data
    table = data[start:]
    match chance.randrange(4):
        case 0:
            table = _TOKEN.sub(
                lambda match: chance.choice((match[0], match[0], match[0], b"%010d" % chance.randrange(len(data)))),
                table,
            )
        case 1:
            table = table.replace(b"trailer\n<<", b"trailer\n<</Prev %d " % chance.choice((start, 0, 10**12)), 1)
        case 2:
            table = table.replace(b"startxref\n", b"startxref\n%d" % chance.randrange(10**6), 1)
        case _:
            table = damaged(table, data, chance)
    return data[:start] + table


def _inside(data: bytes, other: bytes, chance: Random) -> bytes:
    pdf = taken_apart(data)
    if pdf is None:
        return damaged(data, other, chance)
    if chance.randrange(5):
        one_page(pdf, chance.randrange(8))
    for _ in range(chance.choice((1, 1, 2, 3))):
        chance.choice(MUTATORS)(pdf, chance)
        if not pdf.objects:
            break
    out = put_together(pdf)
    return _tampered(out, chance) if not chance.randrange(8) else out


PDF: tuple[Mutator, ...] = (damaged, *(_inside,) * 7)

"""Damage to HWP 5 and HWPX: of the file as a whole, and inside, where the container is sound and only a stream or member is damaged."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from random import Random

import olefile

from compound_file import compound_file
from councildoc.errors import InputError
from councildoc.extraction.hwp_records import records
from fuzzing.of_bytes import NUMBERS, Mutator, damaged
from hancom import deflated, record

TAGS = (66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 85, 91, 16, 17, 19, 22, 23, 24)
LEVELS = (0, 1, 2, 3, 1023)
_DISTRIBUTION = 4

# ----------------------------------------------------------------------------------------------------------------- HWP


def _streams(data: bytes) -> dict[str, bytes]:
    """The streams of a compound file that hold text and its formats."""
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        names = ["/".join(path) for path in ole.listdir()]
        wanted = [name for name in names if name in ("FileHeader", "DocInfo") or name.split("/")[0].endswith("Text")]
        return {name: ole.openstream(name).read() for name in wanted}


def _compressed(streams: dict[str, bytes]) -> bool:
    return bool(streams["FileHeader"][36] & 1)


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(-15).decompress(data, 1 << 24)
    except zlib.error:
        return data


def rearranged(section: bytes, chance: Random) -> bytes:
    """Whole records with another tag, level or place, or damaged inside."""
    try:
        found = list(records(section))
    except InputError:
        return damaged(section, section, chance)
    for _ in range(chance.choice((1, 1, 2, 5))):
        if not found:
            break
        at = chance.randrange(len(found))
        tag, level, data = found[at]
        match chance.randrange(6):
            case 0:
                found[at] = (chance.choice(TAGS), level, data)
            case 1:
                found[at] = (tag, chance.choice((*LEVELS, level + 1, max(0, level - 1))), data)
            case 2:
                del found[at]
            case 3:
                found.insert(chance.randrange(len(found)), found[at])
            case 4 if len(data) >= 2:
                place = 2 * chance.randrange(len(data) // 2)
                value = struct.pack("<H", chance.choice((0, 1, 2, 3, 11, 0x7FFF, 0xFFFF, chance.randrange(65536))))
                found[at] = (tag, level, data[:place] + value + data[place + 2 :])
            case _:
                found[at] = (tag, level, damaged(data, section, chance))
    return b"".join(record(*each) for each in found)


def _inside_hwp(data: bytes, other: bytes, chance: Random) -> bytes:
    try:
        streams = _streams(data)
    except OSError:
        return damaged(data, other, chance)
    inner = [name for name in streams if name != "FileHeader"]
    if "FileHeader" not in streams or len(streams["FileHeader"]) < 40 or not inner:
        return damaged(data, other, chance)
    name = chance.choice(inner)
    stream = _inflated(streams[name]) if _compressed(streams) else streams[name]
    stream = rearranged(stream, chance) if chance.randrange(4) else damaged(stream, stream, chance)
    if _compressed(streams) and chance.randrange(20):
        stream = deflated(stream)
    streams[name] = stream
    if not chance.randrange(30):
        streams["FileHeader"] = damaged(streams["FileHeader"], b"", chance)
    if not chance.randrange(30):
        del streams[chance.choice(list(streams))]
    return compound_file(streams)


HWP: tuple[Mutator, ...] = (damaged, _inside_hwp, _inside_hwp, _inside_hwp)

# ---------------------------------------------------------------------------------------------------------------- HWPX

_NAMES = re.compile(rb"<(h[a-z]+:\w+)")
_ATTRIBUTES = re.compile(rb'(\w+)="([^"]*)"')
_LEAVES = re.compile(rb"<(h[a-z]+:\w+)\b[^<>]*?(?:/>|>[^<]*</\1>)")
VALUES = (*NUMBERS, b"", b"abc", "가".encode(), b"&#x1;", b"&lt;", b"NaN", b"true", b"\xff")
_ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


def _renamed(xml: bytes, chance: Random) -> bytes:
    """Well-formed XML whose elements stand where they do not belong: one name for another, throughout."""
    names = sorted(set(_NAMES.findall(xml)))
    if not names:
        return xml
    old, new = chance.choice(names), chance.choice(names)
    return re.sub(rb"(</?)%s\b" % re.escape(old), rb"\g<1>" + new, xml)


def _attribute(xml: bytes, chance: Random) -> bytes:
    found = list(_ATTRIBUTES.finditer(xml))
    if not found:
        return xml
    match = chance.choice(found)
    return xml[: match.start(2)] + chance.choice(VALUES) + xml[match.end(2) :]


def _leaf(xml: bytes, chance: Random) -> bytes:
    """An element without elements that is gone, doubled, or stands elsewhere."""
    found = list(_LEAVES.finditer(xml))
    if not found:
        return xml
    match, place = chance.choice(found), chance.choice(found).start()
    times = chance.choice((0, 2, 2, 500))
    if times:
        return xml[: match.start()] + match.group() * times + xml[match.end() :]
    piece = match.group()
    return xml[:place] + piece + xml[place:] if chance.randrange(2) else xml.replace(piece, b"", 1)


def _nested(xml: bytes, chance: Random) -> bytes:
    """An element inside itself, many times."""
    names = sorted(set(_NAMES.findall(xml)))
    found = list(_LEAVES.finditer(xml))
    if not names or not found:
        return xml
    name, match, depth = chance.choice(names), chance.choice(found), chance.choice((3, 40, 300, 5000))
    inner = (b"<%s>" % name) * depth + match.group() + (b"</%s>" % name) * depth
    return xml[: match.start()] + inner + xml[match.end() :]


def _declared(xml: bytes, chance: Random) -> bytes:
    end = xml.find(b"?>") + 2
    body = xml[end:].replace(b"</hp:t>", b"&b;&c;</hp:t>", chance.randrange(3))
    return xml[:end] + _ENTITIES + body


_XML = (_renamed, _attribute, _attribute, _attribute, _leaf, _leaf, _nested, _declared)


def mutated_xml(xml: bytes, chance: Random) -> bytes:
    """One to three faults that leave the XML well-formed, or damage of its bytes."""
    if not chance.randrange(5):
        return damaged(xml, xml, chance)
    for _ in range(chance.choice((1, 1, 2, 3))):
        xml = chance.choice(_XML)(xml, chance)
    return xml


def zipped(members: list[tuple[str, bytes]]) -> bytes:
    """A package of these members, which may be doubled, in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in members:
            info = zipfile.ZipInfo(name, (2022, 2, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(info, content)
    return out.getvalue()


def _package(members: list[tuple[str, bytes]], chance: Random) -> None:
    """A member that is gone, moved, hidden behind another name, or far too large."""
    at = chance.randrange(len(members))
    name, content = members[at]
    match chance.randrange(4):
        case 0:
            del members[at]
        case 1:
            members[at] = (
                chance.choice(("../../x.xml", "/etc/x", "Contents\\section0.xml", name.upper(), "가" * 300)),
                content,
            )
        case 2:
            members[at] = (name, content + b" " * chance.choice((10**6, 3 * 10**7)))
        case _:
            members[at] = (name, members[chance.randrange(len(members))][1])


def _inside_hwpx(data: bytes, other: bytes, chance: Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = [(name, package.read(name)) for name in package.namelist()]
    except (zipfile.BadZipFile, OSError, zlib.error):
        return damaged(data, other, chance)
    inner = [index for index, (name, _) in enumerate(members) if name.endswith((".xml", ".hpf"))]
    sections = [index for index in inner if "/section" in members[index][0]]
    if not inner:
        return damaged(data, other, chance)
    index = chance.choice(sections) if sections and chance.randrange(4) else chance.choice(inner)
    members[index] = (members[index][0], mutated_xml(members[index][1], chance))
    if not chance.randrange(15):
        _package(members, chance)
    return zipped(members)


HWPX: tuple[Mutator, ...] = (damaged, _inside_hwpx, _inside_hwpx, _inside_hwpx)

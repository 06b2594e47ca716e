"""A PDF taken apart into its objects and put together again with a new cross-reference table: what damages inside need."""

from __future__ import annotations

import re
import zlib

import attrs

_OBJECT = re.compile(rb"(?<!\d)(\d{1,7})\s+\d{1,5}\s+obj\b(.*?)\bendobj\b", re.DOTALL)
_TRAILER = re.compile(rb"trailer\s*(<<.*?>>)\s*(?:startxref|$)", re.DOTALL)
_STREAM = re.compile(rb"\bstream\r?\n(.*)endstream", re.DOTALL)
_PACKING = re.compile(
    rb"/(?:Filter|DecodeParms|Length|Type\s*/ObjStm)\b\s*(?:\[[^\]]*\]|<<.*?>>|/?[\w ]+?)(?=\s*(?:/|>>))", re.DOTALL
)
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R\b")


@attrs.define
class Pdf:
    """The objects by their numbers, each as its bytes, and the dictionary of the trailer."""

    objects: dict[int, bytes]
    trailer: bytes

    def add(self, body: bytes) -> int:
        number = max(self.objects) + 1
        self.objects[number] = body
        return number


def taken_apart(data: bytes) -> Pdf | None:
    """The objects of a PDF, those in object streams too; None where there are none to be found."""
    objects = {int(number): body.strip() for number, body in _OBJECT.findall(data)}
    for body in list(objects.values()):
        if b"/ObjStm" in body[:200]:
            objects |= {number: inner for number, inner in _packed_objects(body).items() if number not in objects}
    objects = {
        number: body for number, body in objects.items() if not re.search(rb"/Type\s*/(?:ObjStm|XRef)", body[:200])
    }
    trailers = _TRAILER.findall(data)
    root = next((number for number, body in objects.items() if re.search(rb"/Type\s*/Catalog\b", body)), None)
    if root is None or (not trailers and b"/Encrypt" in data):
        return None
    return Pdf(objects, trailers[-1] if trailers else b"<< /Root %d 0 R >>" % root)


def _packed_objects(body: bytes) -> dict[int, bytes]:
    content = unpacked(body)
    first = re.search(rb"/First\s+(\d+)", body)
    if content is None or first is None:
        return {}
    start = int(first[1])
    heads = [int(word) for word in content[:start].split() if word.isdigit()]
    pairs = list(zip(heads[::2], heads[1::2], strict=False))
    ends = [offset for _, offset in pairs[1:]] + [len(content)]
    return {number: content[start + at : start + end].strip() for (number, at), end in zip(pairs, ends, strict=False)}


def put_together(pdf: Pdf) -> bytes:
    """A file of these objects with a sound cross-reference table."""
    out = bytearray(b"%PDF-1.7\n")
    offsets: dict[int, int] = {}
    for number, body in pdf.objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = max(offsets, default=0) + 1
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in sorted(offsets.items()):
        out += b"%d 1\n%010d 00000 n \n" % (number, offset)
    trailer = re.sub(rb"/(?:Size|Prev|XRefStm)\s+\d+", b"", pdf.trailer)
    return bytes(out + b"trailer\n" + trailer[:-2] + b"/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, start))


def unpacked(body: bytes) -> bytes | None:
    """The content of a stream that is plain or deflated; None for any other object."""
    found = _STREAM.search(body)
    if found is None:
        return None
    head = body[: found.start()]
    if b"/Filter" not in head:
        return found[1]
    if not re.search(rb"/Filter\s*\[?\s*/FlateDecode\s*\]?\s*(?:/|>>)", head) or b"/Predictor" in head:
        return None
    try:
        return zlib.decompressobj().decompress(found[1], 1 << 22)
    except zlib.error:
        return None


def packed(body: bytes, content: bytes) -> bytes:
    """The stream object with another content, deflated."""
    found = _STREAM.search(body)
    head = _PACKING.sub(b"", body[: found.start()] if found else b"<<>>").rstrip()
    return stream(content, head.removeprefix(b"<<").removesuffix(b">>"))


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A deflated stream with these entries in its dictionary."""
    data = zlib.compress(content)
    return b"<<%s /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def one_page(pdf: Pdf, index: int) -> None:
    """Leave one page of the page tree, where it is a flat one."""
    for number, body in pdf.objects.items():
        kids = _KIDS.search(body[:20_000])
        if kids and (references := _REFERENCE.findall(kids[1])):
            kept = b"/Kids [%s 0 R]" % references[index % len(references)]
            pdf.objects[number] = re.sub(
                rb"/Count\s+\d+", b"/Count 1", body[: kids.start()] + kept + body[kids.end() :]
            )

"""Blocks of an item -> labelled statements: `전용금액 : 30,000천원 / 전용일자 : ’21. 5. 3.` is two of them.

A label announces what its value is (`words.LABELS`). Several may share a bullet; a label without a value, or a heading that
is nothing but a label, announces what stands below it. The paragraphs themselves stay whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import attrs
import regex

from councildoc import words
from councildoc.document import Where
from councildoc.model import Block, Paragraph
from councildoc.values import UNIT_NOTE, bare

_LABELS = {
    field: regex.compile("|".join(f"(?:{word})" for word in spellings)) for field, spellings in words.LABELS.items()
}
_SIDES = tuple(regex.compile("|".join(f"(?:{word})" for word in spellings)) for spellings in words.SIDE_LABELS)
_PARTS = regex.compile(r"[/·,ㆍ()（）\[\]]|\s*및\s*")
_CUT = regex.compile(
    r"(?P<colon>(?<!\d)[:：]|[:：](?!\d))|[(\[〔（]\s*(?P<side>" + "|".join(words.DIRECTION_WORDS) + r")\s*[)\]〕）]"
)
_COLON = regex.compile(r"[:：]")
_BOUNDARY = regex.compile(r"\s*[/,;]\s*|(?<=[^가-힣\s]|원|일|정)\s+|\s{2,}")
_DIGIT = regex.compile(r"\d(?!차)")
_MAX_LABEL = 24
_ARROW_MARK = regex.compile(rf"[{words.ARROWS}]")


@attrs.frozen
class Said:
    """One statement: the `fields` that its label announces, the `text` of its value, `side` 0 (gives) or 1 (takes) for a
    label such as 감액 or 증액. `whole` is the bullet as printed, its marker first."""

    block: Block
    fields: frozenset[str]
    label: str | None
    text: str
    whole: str
    where: Where
    side: int | None = None


@lru_cache(maxsize=4096)
def label_fields(label: str | None) -> frozenset[str]:
    """What a label announces: `전용금액/전용일자` announces an amount and a date.

    >>> sorted(label_fields("전용금액 / 전용일자")), sorted(label_fields("전용사유")), sorted(label_fields("사업비"))
    (['amount', 'date'], ['reason'], [])
    >>> sorted(label_fields("전용금액(일자)")), sorted(label_fields("전용과목(변경)"))
    (['amount', 'date'], ['route'])
    """
    if not label:
        return frozenset()
    return frozenset(
        field for part in _PARTS.split(label) for field, pattern in _LABELS.items() if pattern.fullmatch(bare(part))
    )


def label_side(label: str | None) -> int | None:
    """0 for a label of what gives, 1 for one of what takes, else None."""
    solid = bare(label or "")
    return next((side for side, pattern in enumerate(_SIDES) if pattern.fullmatch(solid)), None)


def _known(label: str) -> bool:
    return bool(label_fields(label)) or label_side(label) is not None


def pairs(label: str | None, text: str) -> list[tuple[str | None, str]]:
    """The (label, value) pairs of one bullet; the first label may be None.

    >>> pairs("전용금액", "30,000천원 / 전용일자 : ’21. 5. 3.")
    [('전용금액', '30,000천원'), ('전용일자', '’21. 5. 3.')]
    >>> pairs("전용금액/전용일자", "금 5,000천원 / ’19. 3. 4.")
    [('전용금액', '금 5,000천원'), ('전용일자', '’19. 3. 4.')]
    """
    found: list[tuple[str | None, str]] = []
    start = 0
    solid = UNIT_NOTE.sub(lambda note: " " * len(note.group()), text)  # the colon of (단위:천원) parts nothing
    for cut in _CUT.finditer(solid):
        if cut["colon"]:
            known = _label_before(solid, start, cut.start())
            known = (known[0], text[known[0] : cut.start()].strip()) if known else None
        else:
            before = text[max(start, cut.start() - 3) : cut.start()].strip()
            known = (cut.start(), cut["side"]) if before[-1:] in ("", *f",/;{words.ARROWS}") else None
        if known is None:
            continue
        value = text[start : known[0]].strip(" ,/;")
        found.append((label, value if cut["colon"] else value.rstrip(f" {words.ARROWS}")))
        label, start = known[1], cut.end()
    found.append((label, text[start:].strip(" ,/;") if found else text))
    if found[0] == (None, "") and len(found) > 1:
        found = found[1:]
    return [pair for entry in found for pair in _dealt(*entry)]


def _label_before(text: str, start: int, colon: int) -> tuple[int, str] | None:
    """Start and text of the known label that ends at a colon."""
    low = max(start, colon - _MAX_LABEL)
    window = text[low:colon]
    starts = [match.end() for match in _BOUNDARY.finditer(window)]
    for offset in [0, *starts] if low == 0 else starts:
        name = window[offset:].strip()
        if name and not _DIGIT.search(name) and all(map(_known, name.split(","))):
            return low + offset, name
    return None


def _dealt(label: str | None, text: str) -> list[tuple[str | None, str]]:
    """Values dealt to the parts of a label: `전용과목/전용금액 : A→B / 5,000천원`."""
    parts = (label or "").split("/")
    values = regex.split(r"\s*/\s+|\s+/\s*", text)
    if len(parts) > 1 and len(parts) == len(values):
        return [(part.strip(), value.strip()) for part, value in zip(parts, values, strict=True)]
    return [(label, text)]


def heading_parts(heading: str | None) -> tuple[str | None, str]:
    """The label of a heading and the value behind its colon; the value is empty where there is none."""
    parts = _COLON.split(heading or "", maxsplit=1)
    return (parts[0].strip() or None), (parts[1].strip() if len(parts) == 2 else "")


def lone_label(paragraph: Paragraph) -> str | None:
    """The label that is the whole of a paragraph: `전용일자`, its value standing below."""
    if paragraph.label is not None:
        return paragraph.label if not paragraph.text and _known(paragraph.label) else None
    text = paragraph.text
    return text if len(text) <= _MAX_LABEL and _known(text) and not _DIGIT.search(text) else None


def printed(paragraph: Paragraph) -> str:
    """Label and text of a paragraph as one text."""
    return f"{paragraph.label} : {paragraph.text}" if paragraph.label else paragraph.text


def said(blocks: Sequence[Block]) -> Iterator[Said]:
    """Every statement of the blocks in reading order; a heading's value comes first."""
    for block in blocks:
        heading, value = heading_parts(block.heading)
        if value:
            yield from _statements(block, Paragraph(None, 0, heading, value, where=block.where), None)
        above = heading if not value and block.kind == "other" and label_fields(heading) else None
        if above is None and not value and label_side(heading) is not None:
            above = heading
        parent: tuple[int, str] | None = None
        for entry in _joined(block.body):
            if parent is not None and entry.depth <= parent[0]:
                parent = None
            alone = lone_label(entry)
            if alone is not None:
                parent = (entry.depth, alone)
                continue
            if "reason" in label_fields(entry.label):
                parent = (entry.depth, entry.label or "")
            yield from _statements(block, entry, parent[1] if parent else above)


def _joined(body: Iterable[object]) -> Iterator[Paragraph]:
    """The paragraphs of a body, an arrow line joined to the line it continues."""
    pending: list[Paragraph] = []
    for entry in body:
        if not isinstance(entry, Paragraph):
            continue
        if pending and entry.marker and _ARROW_MARK.fullmatch(entry.marker):
            pending.append(entry)
            continue
        if pending:
            yield _one(pending)
        pending = [entry]
    if pending:
        yield _one(pending)


def _one(lines: Sequence[Paragraph]) -> Paragraph:
    if len(lines) == 1:
        return lines[0]
    text = " ".join([lines[0].text, *(f"{line.marker} {printed(line)}" for line in lines[1:])])
    return attrs.evolve(lines[0], text=text, where=tuple(place for line in lines for place in line.where))


def _statements(block: Block, paragraph: Paragraph, above: str | None) -> Iterator[Said]:
    """The statements of one paragraph; where it has no known label of its own, that above it holds."""
    whole = f"{paragraph.marker or ''} {printed(paragraph)}".strip()
    told = pairs(paragraph.label, paragraph.text)
    if len(told) == 1 and not _known(told[0][0] or ""):
        text = printed(paragraph)
        yield Said(
            block, label_fields(above), above or paragraph.label, text, whole, paragraph.where, label_side(above)
        )
        return
    for label, text in told:
        yield Said(block, label_fields(label), label, text, whole, paragraph.where, label_side(label))

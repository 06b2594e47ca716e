"""A printed line -> its mark and the text after it.

The class of a mark decides its level: item numerals, heading marks, ○, dash and dot bullets, notes. Tables of marks are
in `words`; an unknown private-use glyph at a line start is a mark of its own class, kept verbatim.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import attrs
import regex

from councildoc import words
from councildoc.values import bare, clean, parse_roman

ROMAN, LATIN, ARTICLE, ARABIC, HANGUL, PAREN = "roman", "latin", "article", "arabic", "hangul", "paren"
BOX, GLYPH, DIGIT, CIRCLE, DASH, DOT, NOTE, ARROW, LOST, BRACKET = (
    "box", "glyph", "digit", "circle", "dash", "dot", "note", "arrow", "lost", "bracket",
)  # fmt: skip

DEPTHS = {
    CIRCLE: 1,
    DASH: 2,
    DOT: 3,
    LOST: 1,
    HANGUL: 1,
    ARABIC: 1,
    PAREN: 2,
    DIGIT: 2,
    BOX: 1,
    GLYPH: 1,
    ROMAN: 1,
    LATIN: 1,
    ARTICLE: 1,
    BRACKET: 0,
}


@attrs.frozen
class Mark:
    """`marker` as printed (None: unmarked), its class, its number if it counts, and the text after it."""

    marker: str | None
    kind: str | None
    number: int | None
    text: str


_PATTERNS: tuple[tuple[str, regex.Pattern[str]], ...] = (
    (ROMAN, regex.compile(r"[(\[【〔〈<（]\s*(?P<n>[Ⅰ-Ⅻⅰ-ⅻ]{1,3})\s*[)\]】〕〉>）](?=\s*\S)")),
    (LATIN, regex.compile(r"[(\[【〔〈<（]\s*(?P<n>I{1,3}|I?V|VI{1,3}|I?X)\s*[)\]】〕〉>）](?=\s*[가-힣「『])")),
    (ROMAN, regex.compile(r"(?P<n>[Ⅰ-Ⅻⅰ-ⅻ]{1,3})\s*[.．,、:：)）]?(?=\s|$|[가-힣「『’‘'\"“\[(〈<《A-Z0-9])")),
    (
        LATIN,
        regex.compile(r"(?P<n>I{1,3}|I?V|VI{1,3}|I?X|XI{0,2})(?:\s*[.．、)）]\s*(?=[^\sa-z])|\s+(?=[가-힣「’‘])|$)"),
    ),
    (
        ARTICLE,
        regex.compile(
            rf"[<〈《\[【〔(]\s*(?:{'|'.join(words.NUMBERED)})?\s*(?:제\s*)?(?P<n>\d{{1,3}})\s*(?:항|호|건|번)?\s*[>〉》\]】〕](?=\s*\S)"
        ),
    ),
    (ARABIC, regex.compile(r"(?P<n>\d{1,3})\s*[.．、](?!\s*\d+\s*[.일월])(?=\s|$|[^\d\s]|(?:19|20)\d\d\s*[년회])")),
    (
        PAREN,
        regex.compile(
            r"(?P<n>\d{1,2})\s*\)(?=\s*\S)|\((?P<n2>\d{1,2})\)(?=\s*\S)|[가-하]\)(?=\s*\S)|\([가-하]\)(?=\s*\S)"
        ),
    ),
    (HANGUL, regex.compile(r"(?P<h>[가나다라마바사아자차카타파하])\s*[.．](?=\s*\S)")),
    (LOST, regex.compile(r"\?{1,2}(?=\s*[가-힣○\d「’])|�{1,2}(?=\s*\S)")),
)
_IN_SENTENCE = regex.compile(
    rf"[\u2160-\u217fIVX]{{1,4}}(?:{'|'.join(words.BEHIND_NUMERALS)})(?=[\s,.·)]|$)"
    r"|[\u2160-\u217fIVX]{1,4}\s*(?:및|또는|내지|[~～,·])\s*[\u2160-\u217fIVX]"
)
"""A numeral that grades what follows it without a blank (`Ⅱ급 자격`, `Ⅰ단계 공사`), or is a word of a sentence (`Ⅰ과 같이`,
`Ⅱ 및 Ⅲ`), is no mark; that of `Ⅰ 안전체험관 …` is."""
_BRACKETED = regex.compile(r"【\s*[^【】]{1,40}】")
"""A line in heavy brackets is a heading whose mark is its brackets: `【 총괄 】`."""
_FRAMED = regex.compile(r"[【〈《<\[]\s*(?P<inside>[^【】〈〉《》<>\[\]]{1,40}?)\s*[】〉》>\]]")
_HANGUL_ORDER = "가나다라마바사아자차카타파하"
_LEFT_OUT = rf"([{''.join(sorted(words.PLACEHOLDERS))}])\1+(?=[가-힣])"
_PLACEHOLDER = regex.compile(_LEFT_OUT)
_LETTER_CIRCLE = regex.compile(rf"(?:[oO0ｏОо]\s+|ㅇ\s*)(?=[가-힣「『’‘'“(\[A-Z0-9△]|{_LEFT_OUT})")
_LETTER_BOX = regex.compile(rf"ㅁ\s*(?=[가-힣「『’‘'“(\[A-Z0-9△]|{_LEFT_OUT})")
_NEGATIVE = regex.compile(r"[-−–]\d[\d,]*(?:\s|$)")

_SYMBOLS: tuple[tuple[str, frozenset[str]], ...] = (
    (NOTE, frozenset("※☆★")),
    (DIGIT, words.BOXED_DIGITS),
    (BOX, words.BOX_MARKS - frozenset("ㅁ")),
    (CIRCLE, words.CIRCLE_MARKS - frozenset("oO0ㅇｏ")),
    (DASH, words.DASH_MARKS),
    (DOT, words.DOT_MARKS),
    (ARROW, words.ARROW_MARKS),
)


def _symbol(char: str) -> str | None:
    """The class of a symbol; a private-use glyph counts as what it stands for."""
    if unicodedata.category(char) == "Co":
        meant = words.private_symbols().get(char)
        if meant is None:
            return GLYPH
        if meant.isdigit():
            return DIGIT
        return next((kind for kind, marks in _SYMBOLS if meant in marks), GLYPH)
    return next((kind for kind, marks in _SYMBOLS if char in marks), None)


@lru_cache(maxsize=16384)
def read_mark(text: str) -> Mark:
    """Split a line at its mark.

    >>> read_mark("○ 일 시 : 2022. 2.")
    Mark(marker='○', kind='circle', number=None, text='일 시 : 2022. 2.')
    >>> read_mark("Ⅱ. 예비비 사용").number, read_mark("가. 사업개요").kind, read_mark("2016. 5. 3. 시행").marker
    (2, 'hangul', None)
    """
    line = clean(text)
    if not line:
        return Mark(None, None, None, "")
    for kind, pattern in _PATTERNS:
        match = pattern.match(line)
        if match and not (kind in (ROMAN, LATIN) and _IN_SENTENCE.match(line)):
            groups = match.groupdict()
            numeral = groups.get("n") or groups.get("n2")
            if kind in (ROMAN, LATIN):
                number = parse_roman(numeral or "")
            elif groups.get("h"):
                number = _HANGUL_ORDER.index(groups["h"]) + 1
            else:
                number = int(numeral) if numeral else None
            return Mark(match.group().strip(), kind, number, line[match.end() :].strip())
    if _BRACKETED.fullmatch(line):
        return Mark(None, BRACKET, None, line)
    if _LETTER_CIRCLE.match(line):
        return Mark(line[0], CIRCLE, None, line[1:].strip())
    if _LETTER_BOX.match(line):
        return Mark(line[0], BOX, None, line[1:].strip())
    if _PLACEHOLDER.match(line):
        return Mark(None, None, None, line)  # `○○시 기획예산과`: syllables left out, not a bullet
    kind_of_symbol = _symbol(line[0])
    if kind_of_symbol is None or (kind_of_symbol == DASH and _NEGATIVE.match(line)):
        return Mark(None, None, None, line)
    if kind_of_symbol == DOT and line[0] == "*" and line.startswith("**"):
        return Mark(None, None, None, line)  # a run of asterisks is a redaction, not a bullet
    return Mark(line[0], kind_of_symbol, None, line[1:].strip())


_HEADING_KINDS = tuple((kind, regex.compile(pattern)) for kind, pattern in words.BLOCK_KINDS)
_KNOWN = regex.compile("|".join(f"(?:{word})" for word in words.KNOWN_HEADINGS))
_VALUE = regex.compile(r"[:：].*$")
_NOTE = regex.compile(r"[(\[〔<〈].*$")


def heading_kind(heading: str) -> str:
    """The kind of a block by the words of its heading alone (DESIGN: first match wins).

    >>> [heading_kind(h) for h in ("예산 현황", "전용사유", "전용내용", "사업개요", "이체근거 : 제47조", "예산 전용 현황")]
    ['budget', 'reason', 'summary', 'overview', 'other', 'summary']
    """
    heading = unframed(heading)
    solid = bare(_VALUE.sub("", heading))
    plain = bare(_NOTE.sub("", _VALUE.sub("", heading))) or solid
    return next(kind for kind, pattern in _HEADING_KINDS if pattern.fullmatch(plain) or pattern.fullmatch(solid))


def unframed(text: str) -> str:
    """A text without the brackets around the whole of it.

    >>> unframed("〈 전용사유 〉"), unframed("〈표 1〉 전용사유")
    ('전용사유', '〈표 1〉 전용사유')
    """
    framed = _FRAMED.fullmatch(clean(text))
    return framed["inside"] if framed else text


def is_known_heading(text: str) -> bool:
    """Whether the whole text is a heading that counts without its mark; brackets around it are as good as one."""
    text = unframed(text)
    return _KNOWN.fullmatch(bare(_NOTE.sub("", _VALUE.sub("", text)) if ":" not in text else text)) is not None

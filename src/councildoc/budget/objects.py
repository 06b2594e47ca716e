"""The cells of a 통계목 -> its code and name, in every spelling that tables use.

Code above name, name with the code in parentheses, code and name in two columns, the code printed in parts (편성목 `201`,
통계목 `01`), name only. The code is verbatim with white space removed; parts are joined by `-`.
"""

from __future__ import annotations

import regex

from councildoc.joining import Lexicon, whole_figures
from councildoc.object_codes import object_names
from councildoc.values import CODE, bare, clean, unspaced

_PART = regex.compile(r"[(\[]?\s*(?P<part>\d{2}|\d(?=\s*[)\]]?$))\s*[)\]]?(?=\s|$|[가-힣])")
"""The number of a 통계목 without that of its 편성목. A spreadsheet may have eaten its zero where it has a cell of its own."""
_PART_BEHIND = regex.compile(r"[(\[]\s*(?P<part>\d{2})\s*[)\]]\s*$")
_WHOLE = regex.compile(r"[(\[]?\s*(?P<code>[1-8]\d{2}|\d{2}(?=$))\s*[)\]]?(?=\s|$|[가-힣])")
_COMPILATION = regex.compile(r"(?<!\d)(?P<number>\d{3})(?!\d)")
_BRACKETED = regex.compile(r"[(\[]\s*(?P<name>[^()\[\]]+?)\s*[)\]]")
_EMPTY_BRACKETS = regex.compile(r"[(\[〔]\s*[)\]〕]")


def compilation_number(text: str) -> str | None:
    """The number of an 편성목 cell: `201` of `201 일반운영비`."""
    match = _COMPILATION.search(bare(text))
    return match["number"] if match else None


def read_object(pieces: list[str], compilation: str | None, lexicon: Lexicon) -> tuple[str | None, str | None]:
    """Code and name of a 통계목 from its printed pieces (lines of its cells, in order).

    >>> read_object(["110-201-01", "사무관리비"], None, Lexicon())
    ('110-201-01', '사무관리비')
    >>> read_object(["01", "사무관리비"], "201", Lexicon()), read_object(["사무관리비 (201-01)"], None, Lexicon())
    (('201-01', '사무관리비'), ('201-01', '사무관리비'))
    """
    lines = whole_figures(clean(piece) for piece in pieces if bare(piece))
    code, lines = _take_code(lines, compilation)
    solid = "".join(lines)
    # A known name broken anywhere by a narrow cell is that name: 자산및물품취 / 득비.
    joined = solid if bare(solid) in object_names() else lexicon.join(lines)
    name = _EMPTY_BRACKETS.sub("", unspaced(joined)).strip(" :-")
    whole = _BRACKETED.fullmatch(name)
    if whole and code:
        name = whole["name"]  # `201-01(사무관리비)`
    return code, name or None


def _take_code(lines: list[str], compilation: str | None) -> tuple[str | None, list[str]]:
    for index, line in enumerate(lines):
        match = CODE.search(line)
        if match:
            return bare(match.group()), _without(lines, index, line[: match.start()], line[match.end() :])
    for index in range(len(lines) - 1):  # a code broken in a narrow cell: `100-201-` / `01`
        if lines[index].endswith("-") or lines[index + 1].startswith("-"):
            match = CODE.match(lines[index] + lines[index + 1])
            if match:
                rest = (lines[index] + lines[index + 1])[match.end() :]
                return bare(match.group()), _without([*lines[:index], *lines[index + 1 :]], index, "", rest)
    if lines and compilation:
        match = _PART.match(lines[0])
        if match:
            return f"{compilation}-{match['part']}", _without(lines, 0, "", lines[0][match.end() :])
        match = _PART_BEHIND.search(lines[-1])
        if match:
            return f"{compilation}-{match['part']}", _without(lines, len(lines) - 1, lines[-1][: match.start()], "")
    match = _WHOLE.match(lines[0]) if lines else None
    if match:  # before 2008 the 목 is the object: `201 일반운영비`
        return match["code"], _without(lines, 0, "", lines[0][match.end() :])
    return None, lines


def _without(lines: list[str], index: int, left: str, right: str) -> list[str]:
    rest = f"{left.strip()} {right.strip()}".strip()
    return [*lines[:index], *([rest] if bare(rest) else []), *lines[index + 1 :]]

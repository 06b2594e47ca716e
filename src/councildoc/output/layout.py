"""Text -> aligned plain text for a terminal, where Hangul is two columns wide.

Characters of ambiguous width (`·` `→` `Ⅰ` `○`) count as one column, as terminals show them by default.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from councildoc.document import Where
from councildoc.values import char_width, clean, width

GAP = "  "

_TURNS = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"
"""Characters that turn the direction of what follows, and can make one text look like another."""
_UNSAFE = regex.compile(rf"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff{_TURNS}]")
_UNSAFE_HERE = regex.compile(rf"\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_TURNS}]")


def printable(text: str) -> str:
    """One line that is safe on a terminal: line ends and tabs are blanks, other control characters are shown escaped.

    >>> printable("빨간 \\x1b[31m글자\\n"), printable("보고\\udcff.pdf")
    ('빨간 \\\\x1b[31m글자', '보고\\\\xff.pdf')
    """
    return clean(_UNSAFE.sub(_escaped, text))


def _escaped(match: regex.Match[str]) -> str:
    code = ord(match[0])
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file name that is no text
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def on_terminal(text: str) -> str:
    """Text of several lines with the characters escaped that a terminal would obey; JSON stays the same JSON.

    >>> on_terminal("가\\t\\x9b31m나\\n")
    '가\\t\\\\u009b31m나\\n'
    """
    return _UNSAFE_HERE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """Fill up to a number of columns; `right` aligns to the right.

    >>> pad("감액", 6) + "|", pad("30원", 6, right=True)
    ('감액  |', '  30원')
    """
    blank = " " * (columns - width(text))
    return blank + text if right else text + blank


def wrap(text: str, columns: int) -> list[str]:
    """Break a text into lines of at most so many columns, between words where that can be done.

    >>> wrap("스마트도시 민·관 협력", 12)
    ['스마트도시', '민·관 협력']
    """
    lines: list[str] = []
    solid, start = printable(text), 0
    while (cut := _overflow(solid, start, columns)) is not None:
        blank = solid.rfind(" ", start, cut + 1)
        end = blank if blank > start else max(cut, start + 1)
        lines.append(solid[start:end].rstrip())
        start = end
        while start < len(solid) and solid[start].isspace():
            start += 1
    return [*lines, solid[start:]] if start < len(solid) or not lines else lines


def _overflow(text: str, start: int, columns: int) -> int | None:
    """Where the text from `start` on has more than so many columns; None if it never has. A line's worth of text is looked at."""
    used = 0
    for place in range(start, len(text)):
        used += char_width(text[place])
        if used > columns:
            return place
    return None


def grid(rows: Sequence[Sequence[str]], *, limits: Sequence[int] = (), right: Iterable[int] = ()) -> list[str]:
    """Lay out rows in columns. A cell wider than its limit runs on below; columns in `right` are right-aligned.

    >>> for line in grid([["통계목", "금액"], ["사무관리비", "30원"]], right=[1]):
    ...     print(line)
    통계목      금액
    사무관리비  30원
    """
    if not rows:
        return []
    right = frozenset(right)
    count = max(len(row) for row in rows)
    cells = [
        [wrap(row[col] if col < len(row) else "", limits[col] if col < len(limits) else 10**6) for col in range(count)]
        for row in rows
    ]
    widths = [max(width(line) for row in cells for line in row[col]) for col in range(count)]
    lines = []
    for row in cells:
        for depth in range(max(len(cell) for cell in row)):
            parts = [cell[depth] if depth < len(cell) else "" for cell in row]
            laid = (pad(part, widths[col], right=col in right) for col, part in enumerate(parts) if widths[col])
            lines.append(GAP.join(laid).rstrip())
    return lines


def place(where: Where) -> str:
    """A printed place in Korean: `3쪽`, `2~3쪽`, `12행`; empty if unknown. HWP places count from 1 here.

    >>> from councildoc.document import Location
    >>> place((Location(page=2), Location(page=3))), place((Location(line=12),)), place(())
    ('2~3쪽', '12행', '')
    """
    for field, word in (("page", "쪽"), ("line", "행")):
        numbers = sorted({number for location in where if (number := getattr(location, field)) is not None})
        if numbers:
            span = f"{numbers[0]}~{numbers[-1]}" if len(numbers) > 1 else f"{numbers[0]}"
            return span + word
    for location in where:
        if location.table is not None:
            row, col = location.cell or (None, None)
            return f"표 {location.table + 1}" + ("" if row is None or col is None else f" {row + 1}행 {col + 1}열")
        if location.paragraph is not None:
            return f"문단 {location.paragraph + 1}"
    return ""

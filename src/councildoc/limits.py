"""How much of a file is read: the bounds that keep a hostile or broken file from costing more than its share.

Every bound can be raised, `Limits(pages=5000)`; over one, the reading ends with the error `limit`, which says which bound
it was, how far the reading came, and how to raise it. Bounds that follow from a format itself (the side of a table, the
number of members of a package) stand in its reader and cannot be raised.
"""

from __future__ import annotations

from typing import Any

import attrs

from councildoc.errors import LimitError

MIB = 2**20

WORDS: dict[str, tuple[str, str]] = {
    "bytes": ("파일의 크기가", "바이트"),
    "pages": ("쪽 수가", "쪽"),
    "objects": ("한 쪽의 글자와 선이", "개"),
    "lines": ("줄이나 문단이", "개"),
    "cells": ("표의 칸이", "칸"),
    "nesting": ("표와 글상자가 겹친 깊이가", "겹"),
    "inflated": ("압축을 푼 크기가", "바이트"),
    "seconds": ("읽는 시간이", "초"),
    "memory": ("읽는 데 쓰는 메모리가", "바이트"),
}
"""Bound -> what is over it, with its particle, and its unit."""


def _positive(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    numbers = (int, float) if attribute.name == "seconds" else (int,)
    if not isinstance(value, numbers) or isinstance(value, bool):
        raise TypeError(f"{attribute.name} must be a number, not {value!r}")
    if not value > 0:
        raise ValueError(f"{attribute.name} must be more than 0, not {value!r}")


@attrs.frozen
class Limits:
    """The bounds of reading one file, each of which may be raised or lowered.

    `bytes` of the file; `pages` of a PDF; `objects`, characters and rules, on one page; `lines` of a text, in HWP and HWPX
    four paragraphs for each, since a cell often holds several; `cells` of all tables, spans counted in full; `nesting` of
    tables and text boxes; `inflated`, the bytes that all of a file's streams together may unpack to, one stream half of
    it and one of a PDF, whose pages are small, a quarter; `seconds` for the file, watched from outside by `parse_many` and
    the command line, and between its steps by the reader; `memory`, the bytes of address space of a worker of these two, where the
    system can bound it.

    >>> Limits(pages=5000).pages
    5000
    """

    bytes: int = attrs.field(default=256 * MIB, validator=_positive)
    pages: int = attrs.field(default=3000, validator=_positive)
    objects: int = attrs.field(default=400_000, validator=_positive)
    lines: int = attrs.field(default=500_000, validator=_positive)
    cells: int = attrs.field(default=4_000_000, validator=_positive)
    nesting: int = attrs.field(default=64, validator=_positive)
    inflated: int = attrs.field(default=512 * MIB, validator=_positive)
    seconds: float = attrs.field(default=120, validator=_positive)
    memory: int = attrs.field(default=4096 * MIB, validator=_positive)

    def over(self, name: str, read: str = "", *, found: int | None = None, bound: int | None = None) -> LimitError:
        """The error of a file that is over a bound: which one, what was `found`, what was `read`, and what to do.

        `bound` is the part of it that holds here, where that is not the whole.

        >>> print(Limits(pages=3).over("pages", "아무것도 읽지 않았습니다.", found=4))
        쪽 수가 한도(3쪽)를 넘습니다(4쪽). 아무것도 읽지 않았습니다. 한도를 올리거나(--limit pages=4, 파이썬에서는 Limits(pages=4)) 나누어 저장해 주세요.
        """
        words, unit = WORDS[name]
        own = getattr(self, name)
        limit = own if bound is None else bound
        seen = "" if found is None else f"({found:,}{unit})"
        enough = own * 2 if found is None else -(-found * own // limit)
        told = f"{read} " if read else ""
        return LimitError(
            f"{words} 한도({limit:,}{unit})를 넘습니다{seen}. {told}"
            f"한도를 올리거나(--limit {name}={enough}, 파이썬에서는 Limits({name}={enough})) 나누어 저장해 주세요."
        )


DEFAULT = Limits()
"""What holds where nothing else is said."""

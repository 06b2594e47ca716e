"""Columns that print two or three projects in one cell: `단위사업 - 세부사업` over `도로 관리 - 포장도로 정비`."""

from __future__ import annotations

import regex

from councildoc.values import bare

_LEVELS = {"정책": "policy_project", "단위": "unit_project", "세부": "detailed_project"}
_LEVEL = regex.compile("|".join(_LEVELS))
_CUT = regex.compile(r"\s*\n\s*[-–·ㆍ└ㄴ>▷→]\s*|\s*\n\s*(?=\()|\s+[/>]\s+")


def levels(title: str) -> list[str]:
    """The fields that a header names, in printed order."""
    return [_LEVELS[level] for level in _LEVEL.findall(bare(title))]


def names(title: str, text: str) -> dict[str, str]:
    """Field -> the printed lines of its name; nothing where the cell does not show which of them is which.

    >>> names("단위사업 - 세부사업", "도로 관리\\n- 포장도로\\n정비")
    {'unit_project': '도로 관리', 'detailed_project': '포장도로\\n정비'}
    >>> names("정책사업 (세부사업)", "도로\\n(포장)"), names("단위사업 - 세부사업", "도로 관리 포장도로 정비")
    ({'policy_project': '도로', 'detailed_project': '포장'}, {})
    """
    fields = levels(title)
    pieces = _CUT.split(text.strip())
    if len(pieces) != len(fields):
        pieces = text.strip().split("\n")
    if len(pieces) != len(fields):
        return {}
    return {field: _plain(piece) for field, piece in zip(fields, pieces, strict=True)}


def _plain(piece: str) -> str:
    piece = piece.strip()
    return piece[1:-1].strip() if piece.startswith("(") and piece.endswith(")") else piece

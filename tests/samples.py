"""A small briefing, and the data that may lie beside the project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema

from councildoc.output.schema import schema

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "tests" / "fixtures"

BRIEFING = """\
2021년도 4분기 예산 전용 보고
제305회 서울특별시의회 임시회
행정자치위원회
스마트도시정책관
일 시 : 2022. 1.

Ⅰ. 국제교류 행사를 위한 예산 전용
□ 전용개요
○ 전용내용 : 사무관리비 → 행사운영비
○ 전용금액/전용일자 : 금 30,000천원 / ’21.10.12.
□ 전용사유
○ 해외 진출을 돕는 행사를 열기 위함
"""
"""One 전용 of 30,000천원, told in prose; nothing is wrong with it."""

_VALIDATOR = jsonschema.Draft202012Validator(schema())


def valid(text: str | bytes) -> Any:
    """JSON output read as plain data, after it has been validated against the schema."""
    value = json.loads(text)
    _VALIDATOR.validate(value)
    return value

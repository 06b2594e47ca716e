"""Files read once: what is read cannot be changed, so every test that asks for a file shares its document and its reading."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from councildoc import Parsed
from councildoc.api import Extracted, read_briefings, read_document


@cache
def extracted(path: Path, password: str | None = None) -> Extracted:
    """The document of a file, with the findings made on the way, as `councildoc.extract` gives it."""
    return read_document(path.name, path.read_bytes(), password)


@cache
def reading(path: Path, password: str | None = None) -> Parsed:
    """What `councildoc.parse` gives."""
    return read_briefings(extracted(path, password))

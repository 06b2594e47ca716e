"""Readers of HWP that share nothing with ours, for comparison. Tests with them are skipped where they do not import."""

from __future__ import annotations

import ctypes
import importlib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest


def _lend_freetype() -> None:
    """The wheels of rhwp-python need a newer FreeType than some systems have; the one that Pillow brings will do."""
    pillow = find_spec("PIL")
    folder = Path(pillow.origin).parents[1] / "pillow.libs" if pillow and pillow.origin else Path()
    for library in sorted(folder.glob("libfreetype*.so*")):
        ctypes.CDLL(str(library), ctypes.RTLD_GLOBAL)


def reader(name: str) -> Any:
    """The module of an independent reader; the test is skipped, with the reason, where it cannot be imported."""
    try:
        if name == "rhwp":
            _lend_freetype()
        return importlib.import_module(name)
    except (ImportError, OSError) as error:
        return pytest.skip(f"{name} cannot be imported here: {error}")

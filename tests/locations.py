"""Where test data stand: small files in `fixtures`, and a larger optional data folder beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

FIXTURES = Path(__file__).resolve().parent / "fixtures"
SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Optional: more renderings, corpora and their true cells. Tests over it are skipped where it is absent."""

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the optional data folder `shared` is not beside the project"
)


def shared_files(pattern: str) -> list[Path]:
    """Files of the optional data folder, sorted; none where it is absent."""
    return sorted(SHARED.glob(pattern)) if SHARED.is_dir() else []

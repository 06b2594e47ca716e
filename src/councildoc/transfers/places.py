"""Places of the values of a transfer."""

from __future__ import annotations

from collections.abc import Mapping

from councildoc.document import Places, Where
from councildoc.model import Pairs


def places_of(found: Mapping[str, Where]) -> Places:
    """Field -> places, without the fields whose places are not known."""
    return Pairs({field: where for field, where in found.items() if where})

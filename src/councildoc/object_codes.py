"""The table of 통계목: codes, names and the years for which they are known (지방자치단체 예산편성 운영기준 별표 11).

The official table is an attachment that could not be read; the rows come from secondary sources, each with its years.
"""

from __future__ import annotations

from functools import cache

import attrs
import regex

from councildoc.values import bare

_OLDEST_SOURCE = 2021
"""The first year for which a row sourced up to 2026 was seen; how far back it holds is not known."""
_RENUMBERED = 2027
"""The year from which the newest numbering holds until it is changed."""


@attrs.frozen
class ObjectName:
    """A row of the object table: a code without its account prefix, its name, the years it is known for.

    `confidence` says how well the row is sourced (`sourced`, `partly sourced`, `unsourced`); `disputed`: sources contradict
    one another.
    """

    code: str
    name: str
    years: str
    confidence: str
    disputed: bool

    @property
    def certain(self) -> bool:
        """Whether a finding may rest on the row: it is named by a source as it stands, and no source contradicts it."""
        return self.confidence == "sourced" and not self.disputed

    def holds_in(self, year: int | None) -> bool:
        """Whether the row is known to hold in a fiscal year; without a year every row does."""
        if year is None or self.years == "all":
            return True
        years = regex.sub(r"\(.*?\)", "", self.years)  # what stands in brackets is another source's
        found = [int(text) for text in regex.findall(r"20\d\d", years)]
        if not found:
            return False
        if years.startswith("<="):
            return _OLDEST_SOURCE <= year <= found[0]
        short = regex.search(r"20\d\d-(\d\d)", years)
        last = 2000 + int(short[1]) if short else max(found)
        return min(found) <= year and (year <= last or min(found) >= _RENUMBERED)


@cache
def object_table() -> tuple[ObjectName, ...]:
    """통계목 and 편성목 by code (예산편성 운영기준 별표 11, from secondary sources; see `docs/findings.md`)."""
    import csv
    from importlib import resources

    text = resources.files("councildoc.data").joinpath("object_codes.csv").read_text("utf-8")
    return tuple(
        ObjectName(row["code"], row["name"], row["years"], row["confidence"], "CONFLICT" in row["note"])
        for row in csv.DictReader(text.splitlines())
    )


@cache
def names_by_level() -> tuple[frozenset[str], frozenset[str]]:
    """The names of 통계목 and those of 편성목, white space removed; also without what stands in brackets."""
    fine = {bare(row.name) for row in object_table() if "-" in row.code}
    coarse = {bare(row.name) for row in object_table() if "-" not in row.code}
    return frozenset(fine | {bare(regex.sub(r"\(.*\)", "", name)) for name in fine}), frozenset(coarse)


@cache
def object_names() -> frozenset[str]:
    """The names of 통계목 and 편성목, white space removed."""
    fine, coarse = names_by_level()
    return fine | coarse

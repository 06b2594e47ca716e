"""Findings -> SARIF 2.1.0, the form in which editors and code hosts show what a checker found; one run for all files.

A text file has regions (`startLine`). A page of a PDF, or a cell of a HWP, is no region that SARIF knows: its place stands in
`properties`, and the path of the value is a logical location. Inputs that failed are notifications of the invocation.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any
from urllib.parse import quote

from councildoc.diagnostics import RULES, Rule, Severity
from councildoc.errors import ERRORS, CouncildocError
from councildoc.model import Parsed
from councildoc.output.json import dump, findings_object

SARIF_VERSION = "2.1.0"
SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: dict[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

_FINGERPRINT = "councildoc/v1"
_RULE_INDEX = {rule.code: index for index, rule in enumerate(RULES)}
_ERROR_INDEX = {error.code: index for index, error in enumerate(ERRORS)}


class SarifLog:
    """One log, filled file by file: `add` what was read, `fail` what could not be, `text` is the log."""

    def __init__(self) -> None:
        self._artifacts: list[dict[str, Any]] = []
        self._results: list[dict[str, Any]] = []
        self._notifications: list[dict[str, Any]] = []

    def add(self, parsed: Parsed) -> None:
        """The findings of one file."""
        source = parsed.source
        place = self._artifact(
            source.name,
            hashes={"sha-256": source.sha256},
            properties={"format": source.format, "pages": source.pages},
        )
        seen: Counter[str] = Counter()
        for finding in findings_object(parsed)["diagnostics"]:
            self._results.append(_result(finding, place, seen))

    def fail(self, name: str, error: CouncildocError) -> None:
        """An input that could not be read."""
        descriptor: dict[str, Any] = {"id": error.code}
        if error.code in _ERROR_INDEX:
            descriptor["index"] = _ERROR_INDEX[error.code]
        self._notifications.append(
            {
                "descriptor": descriptor,
                "level": "error",
                "message": _message(str(error)),
                "locations": [{"physicalLocation": {"artifactLocation": self._artifact(name)}}],
            }
        )

    def text(self) -> str:
        """The log of all that was added, as indented JSON."""
        run = {
            "tool": {"driver": _driver()},
            "language": "ko",
            "columnKind": "unicodeCodePoints",
            "invocations": [
                {
                    "executionSuccessful": not self._notifications,
                    "toolExecutionNotifications": self._notifications,
                }
            ],
            "artifacts": self._artifacts,
            "results": self._results,
        }
        return dump({"$schema": SARIF_SCHEMA, "version": SARIF_VERSION, "runs": [run]}, 2) + "\n"

    def _artifact(self, name: str, **known: Any) -> dict[str, Any]:
        """Enter a file among the artifacts; where results point to."""
        uri = file_uri(name)
        self._artifacts.append({"location": {"uri": uri}, "roles": ["analysisTarget"], **known})
        return {"uri": uri, "index": len(self._artifacts) - 1}


def to_sarif(parsed: Parsed) -> str:
    """The SARIF log of one file."""
    log = SarifLog()
    log.add(parsed)
    return log.text()


def file_uri(name: str) -> str:
    """The name of a file as a relative URI.

    >>> file_uri("보고 1.pdf"), file_uri("a:b.pdf")
    ('%EB%B3%B4%EA%B3%A0%201.pdf', 'a%3Ab.pdf')
    """
    return quote(name, safe="/", errors="surrogatepass")


def _message(text: str) -> dict[str, str]:
    """A message; braces would be placeholders and are doubled."""
    return {"text": text.replace("{", "{{").replace("}", "}}")}


def _driver() -> dict[str, Any]:
    return {
        "name": "councildoc",
        **_version(),
        "language": "en",
        "rules": [_rule(rule) for rule in RULES],
        "notifications": [
            {"id": error.code, "shortDescription": _message(error.default), "defaultConfiguration": {"level": "error"}}
            for error in ERRORS
        ],
    }


def _version() -> dict[str, str]:
    """The version of the installed package; nothing where it is run without being installed."""
    from importlib import metadata

    try:
        return {"version": metadata.version("councildoc")}
    except metadata.PackageNotFoundError:
        return {}


def _rule(rule: Rule) -> dict[str, Any]:
    """A rule as SARIF describes it: the first sentence of why it matters, all of it, and its legal sources."""
    sources = "".join(f"\nLegal source: {law}" for law in rule.laws)
    described: dict[str, Any] = {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.code.split("-")),
        "shortDescription": _message(rule.why.partition(". ")[0].removesuffix(".") + "."),
        "fullDescription": _message(rule.why),
        "help": _message(f"{rule.why}{sources}\nMessage: {rule.shown}"),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }
    if rule.laws:
        described["properties"] = {
            "laws": [{"article": law.article, "worded": law.worded, "standing": law.standing} for law in rule.laws]
        }
    return described


def _result(finding: dict[str, Any], artifact: dict[str, Any], seen: Counter[str]) -> dict[str, Any]:
    """One finding; `seen` counts the findings of the file that have the same fingerprint."""
    code, path, where = finding["code"], finding["path"], finding["where"]
    fingerprint = hashlib.sha256(repr((code, path, finding["excerpt"])).encode("utf-8", "surrogatepass")).hexdigest()
    seen[fingerprint] += 1
    reference = {"ruleIndex": _RULE_INDEX[code]} if code in _RULE_INDEX else {}
    return {
        "ruleId": code,
        **reference,
        "level": LEVELS[Severity(finding["severity"])],
        "message": _message(finding["message"]),
        "locations": [_location(path, where, artifact)],
        "partialFingerprints": {_FINGERPRINT: f"{fingerprint}:{seen[fingerprint]}"},
        "properties": {"excerpt": finding["excerpt"], "where": where},
    }


def _location(path: str | None, where: list[dict[str, Any]], artifact: dict[str, Any]) -> dict[str, Any]:
    """The first printed place; that of other formats than text in `properties`."""
    physical: dict[str, Any] = {"artifactLocation": artifact}
    location: dict[str, Any] = {"physicalLocation": physical}
    first = where[0] if where else {}
    if "line" in first:
        physical["region"] = {"startLine": first["line"]}
    if path is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": path}]
    if other := {name: value for name, value in first.items() if name != "line"}:
        location["properties"] = other
    return location

"""`check --format sarif`: one log for all files, with the keys and words that SARIF 2.1.0 (OASIS, 2020) requires."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import councildoc
from councildoc.cli import cli
from councildoc.diagnostics import RULES
from councildoc.errors import NotFoundError
from councildoc.output.sarif import LEVELS, SarifLog, file_uri, to_sarif
from locations import FIXTURES

WRONG = FIXTURES / "briefings" / "06-district-wrong-sums"
LEVEL_WORDS = {"none", "note", "warning", "error"}


def run_of(text: str) -> dict[str, Any]:
    """The one run of a log; what §3.13, §3.14, §3.19, §3.27 and §3.49 of the specification require is checked here."""
    log = json.loads(text)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "councildoc"
    for rule in driver["rules"]:
        assert all(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help"))
        assert rule["defaultConfiguration"]["level"] in LEVEL_WORDS
    for result in run["results"]:
        assert result["message"]["text"]
        assert result["level"] in LEVEL_WORDS
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        for location in result["locations"]:
            artifact = location["physicalLocation"]["artifactLocation"]
            assert run["artifacts"][artifact["index"]]["location"]["uri"] == artifact["uri"]
            assert location["physicalLocation"].get("region", {"startLine": 1})["startLine"] >= 1
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] == (not invocation["toolExecutionNotifications"])
    return dict(run)


def test_every_rule_stands_in_the_log_with_its_level_and_law() -> None:
    rules = run_of(SarifLog().text())["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == [rule.code for rule in RULES]
    for rule, written in zip(RULES, rules, strict=True):
        assert written["defaultConfiguration"]["level"] == LEVELS[rule.severity]
        assert [law["article"] for law in written.get("properties", {"laws": []})["laws"]] == [
            law.article for law in rule.laws
        ]
        assert all(law.article in written["help"]["text"] for law in rule.laws)


@pytest.mark.parametrize("suffix", [".txt", ".pdf", ".hwpx"])
def test_each_finding_is_a_result_with_its_place(suffix: str) -> None:
    parsed = councildoc.parse(WRONG.with_suffix(suffix))
    results = run_of(to_sarif(parsed))["results"]

    assert [(result["ruleId"], result["message"]["text"]) for result in results] == [
        (finding.code, finding.message.replace("{", "{{").replace("}", "}}")) for finding in parsed.diagnostics
    ]
    assert len({json.dumps(result["partialFingerprints"]) for result in results}) == len(results)
    for result, finding in zip(results, parsed.diagnostics, strict=True):
        (location,) = result["locations"]
        first = finding.where[0]
        assert location["logicalLocations"] == [{"fullyQualifiedName": finding.path}]
        if suffix == ".txt":
            assert location["physicalLocation"]["region"]["startLine"] == first.line
        elif suffix == ".pdf":
            assert location["properties"]["page"] == first.page
            assert len(location["properties"]["bbox"]) == 4
        else:
            assert {"section", "paragraph"} & location["properties"].keys()


def test_many_files_are_one_log_and_a_file_that_fails_is_a_notification(tmp_path: Path) -> None:
    odd = tmp_path / "보고 #1.pdf"
    odd.write_bytes(WRONG.with_suffix(".pdf").read_bytes())
    files = [str(odd), str(tmp_path / "missing.pdf"), str(WRONG.with_suffix(".hwpx"))]
    done = CliRunner().invoke(cli, ["check", "--format", "sarif", *files], standalone_mode=False)
    run = run_of(done.stdout)

    assert done.return_value == 3
    assert [artifact["location"]["uri"] for artifact in run["artifacts"]] == [
        "%EB%B3%B4%EA%B3%A0%20%231.pdf",
        "missing.pdf",
        "06-district-wrong-sums.hwpx",
    ]
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["descriptor"]["id"] == NotFoundError.code
    assert {result["locations"][0]["physicalLocation"]["artifactLocation"]["index"] for result in run["results"]} == {
        0,
        2,
    }


def test_names_of_files_are_addresses() -> None:
    assert file_uri("a b%.pdf") == "a%20b%25.pdf"

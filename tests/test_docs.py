"""The documentation follows from the code, and its examples run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import attrs
import click
import pytest

import councildoc
from councildoc.cli import cli
from councildoc.diagnostics import RULES
from councildoc.errors import ERRORS
from councildoc.output.csv import COLUMNS
from reference import PAGES
from samples import ROOT, valid

DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def fenced(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_generated_files_are_up_to_date(path: Path) -> None:
    assert path.read_text("utf-8") == PAGES[path](), "run `make docs`"


def test_every_finding_and_error_is_explained_once() -> None:
    findings = (ROOT / "docs" / "findings.md").read_text("utf-8")
    errors = (ROOT / "docs" / "errors.md").read_text("utf-8")

    assert re.findall(r"^### `(.*)`$", findings, re.MULTILINE) == [
        rule.code for rule in sorted(RULES, key=lambda rule: ["error", "warning", "info"].index(rule.severity))
    ]
    assert re.findall(r"^## `(.*)`$", errors, re.MULTILINE) == [*(error.code for error in ERRORS), "internal"]
    assert all(rule.why.endswith(".") and rule.why in findings for rule in RULES)


def test_every_command_and_option_is_documented() -> None:
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")

    for name, command in cli.commands.items():
        assert f"- `councildoc {name}` " in page
        assert f"$ councildoc {name} " in readme
        usage = re.search(rf"^councildoc {name}\b.*$", page, re.MULTILINE)
        assert usage, name
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.name != "help":
                assert any(option in usage[0] for option in parameter.opts), (name, parameter.name)
                assert all(f"`{option}`" in page for option in parameter.opts), (name, parameter.name)
                if isinstance(parameter.type, click.Choice):
                    assert "|".join(parameter.type.choices) in usage[0], (name, parameter.name)


def test_every_column_of_the_csv_is_documented() -> None:
    page = (ROOT / "docs" / "formats.md").read_text("utf-8")

    assert re.findall(r"^\| `(\w+)` \| (.*) \|$", page, re.MULTILINE) == list(COLUMNS.items())


def test_the_exit_statuses_are_documented() -> None:
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")

    assert re.findall(r"^\| (\d+) \|", page, re.MULTILINE) == ["0", "1", "2", "3", "130", "141"]


@pytest.mark.parametrize(
    "example", fenced(ROOT / "docs" / "json.md", "json"), ids=["parse", "error", "extract", "cite"]
)
def test_the_json_of_the_documentation_is_valid(example: str) -> None:
    assert valid(example)["schema_version"] == 1


@pytest.mark.parametrize("example", fenced(ROOT / "docs" / "canonical.md", "text"))
def test_the_canonical_text_of_the_documentation_is_canonical(example: str) -> None:
    parsed = councildoc.parse(example.encode())

    assert councildoc.to_text(parsed) == example
    assert [transfer.amount for transfer in parsed.transfers] == [30_000_000]
    assert parsed.ok


SESSIONS = [(path, session) for path in DOCUMENTS for session in fenced(path, "console")]


@pytest.mark.parametrize(("path", "session"), SESSIONS, ids=lambda value: getattr(value, "name", ""))
def test_the_commands_of_the_documentation_print_what_it_shows(path: Path, session: str, tmp_path: Path) -> None:
    """Each `$ command` is run beside the fixtures; what follows is all that it prints."""
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    there = os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]])
    shown = ""
    for command in re.findall(r"^\$ (.*)$", session, re.MULTILINE):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env={**os.environ, "PATH": there},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        shown += f"$ {command}\n{done.stdout.decode('utf-8')}"

    assert shown.replace("\r\n", "\n").replace("\ufeff", "") == session


def test_there_are_sessions_to_check() -> None:
    assert {path.name for path, _ in SESSIONS} >= {"README.md", "formats.md"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_and_paths_lead_somewhere(path: Path) -> None:
    text = path.read_text("utf-8")

    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (path.parent / target).exists(), target
    for target in re.findall(r"`((?:src|tests|docs)/[^`\s*]+)`", text):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_named_tables_exist(path: Path) -> None:
    """`WORDS_IN_CAPITALS` of the documentation are names in the code."""
    source = "\n".join(file.read_text("utf-8") for file in (ROOT / "src").rglob("*.py"))

    for name in re.findall(r"`([A-Z][A-Z_]+)`", path.read_text("utf-8")):
        assert name in {"FILE", "FOUND", "NAME", "PATH"} or re.search(rf"^{name}\b", source, re.MULTILINE), name


def test_the_english_half_links_to_every_page() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")

    assert {path.name for path in (ROOT / "docs").glob("*.md")} == set(re.findall(r"\]\(docs/(\w+\.md)\)", readme))


def test_every_bound_is_documented() -> None:
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    defaults = attrs.asdict(councildoc.Limits())

    assert dict(re.findall(r"^\| `(\w+)` \| (\d+) \|", page, re.MULTILINE)) == {k: str(v) for k, v in defaults.items()}

"""Profiles for the property tests, and what several test modules share."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from effort import LONG
from locations import SHARED

settings.register_profile(
    "few",
    max_examples=25,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],  # the first example pays for the imports
)
settings.register_profile("many", settings.get_profile("few"), max_examples=1000)
settings.load_profile("many" if LONG else "few")

collect_ignore = ["fuzzing/guided.py"]
"""What needs a library that only `make fuzz-guided` installs."""

ROOT = Path(__file__).resolve().parents[1]
"""The project."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-cases", action="store_true", help="write the readings of tests/fixtures/cases anew")
    parser.addoption("--update-golden", action="store_true", help="write the readings of tests/fixtures/briefings anew")


@pytest.fixture
def update_cases(request: pytest.FixtureRequest) -> bool:
    """Whether the expected readings of the drawn cases are to be written anew."""
    return bool(request.config.getoption("--update-cases"))


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether the golden readings of the briefings are to be written anew; a mistake where nobody reads them."""
    update = bool(request.config.getoption("--update-golden"))
    if update and os.environ.get("CI"):
        raise pytest.UsageError("--update-golden is for people who read what it writes, not for CI")
    return update


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests over one file run side by side, so that of several processes one reads it, once.

    Those over the optional data folder are not measured: coverage is that of the project's own files, wherever it runs.
    """
    files = {item: found for item in items for found in _files(item)}
    for item, path in files.items():
        if SHARED in path.parents:
            item.add_marker(pytest.mark.no_cover)
    if hasattr(config, "workerinput"):  # one of several processes, which are given stretches of the list
        items.sort(key=lambda item: (item not in files, files[item].stem if item in files else ""))


def _files(item: pytest.Item) -> list[Path]:
    """The files among the parameters of a test."""
    given = getattr(item, "callspec", None)
    return [value for value in given.params.values() if isinstance(value, Path)] if given else []


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """`no_cover` in a worker too: there pytest-cov has two tracers, and stopping the one lets the other go on."""
    tracer = sys.gettrace() if item.get_closest_marker("no_cover") else None
    if tracer:
        sys.settrace(None)
    try:
        return (yield)
    finally:
        if tracer:
            sys.settrace(tracer)

# Two commands: `make demo` shows a briefing as a table, `make test` checks everything.
# Both need Python 3.11 or later and make, and set up a virtual environment of their own in .venv.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || command -v python)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test docs clean

demo: .venv/installed
	$(BIN)/python -m councildoc parse --format text tests/fixtures/briefing-305.pdf

test: .venv/installed-for-development
	$(BIN)/python -m ruff check src tests
	$(BIN)/python -m ruff format --check src tests
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest --cov

docs: .venv/installed-for-development
	$(BIN)/python tests/reference.py

clean:
	rm -rf .venv .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist

# The stamps are older than pyproject.toml when dependencies may have changed: then pip runs again.
.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) --editable .
	touch $@

.venv/installed-for-development: pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) --editable '.[dev]'
	touch .venv/installed $@

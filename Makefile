# Two commands: `make demo` shows a briefing as a table, `make test` checks everything. `make test-long`, `make fuzz`,
# `make fuzz-guided` and `make bench` take longer.
# Both need Python 3.11 or later and make, and set up a virtual environment of their own in .venv.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || command -v python)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test test-long drill fuzz fuzz-guided bench docs clean

demo: .venv/installed
	$(BIN)/python -m councildoc parse --format text tests/fixtures/briefing-305.pdf

test: .venv/installed-for-development
	$(BIN)/python -m ruff check src tests bench
	$(BIN)/python -m ruff format --check src tests bench
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest --cov --numprocesses 2 --dist worksteal

# The properties of writing and reading at length, over two processes: some twenty thousand examples of values, five thousand of
# text and JSON, a thousand of HWPX, two hundred of each typesetter (`tests/effort.py`); a thousand files, some broken, over
# several processes; sixteen hundred damaged PDFs read both ways; and documents of up to a million characters, whose time has to
# grow with their size. SEED draws others.
SEED ?= 305
test-long: .venv/installed-for-development
	COUNCILDOC_EXAMPLES=long $(BIN)/python -m pytest --numprocesses 2 --dist worksteal --hypothesis-seed $(SEED) --durations 20 \
		tests/test_roundtrip.py tests/test_roundtrip_reports.py tests/test_any_document.py tests/test_output_hwpx.py \
		tests/test_many_files.py tests/test_proof_damage.py tests/test_growth.py

# Breaks the code in some two dozen ways, one after the other, and shows the test that sees each.
drill: .venv/installed-for-development
	$(BIN)/python tests/drill.py

# Damaged PDF, HWP, HWPX, text and JSON for so many minutes, from SEED on (`tests/fuzzing`); a few of each are part of `make test`.
MINUTES ?= 10
fuzz: .venv/installed-for-development
	PYTHONPATH=tests $(BIN)/python -m fuzzing --minutes $(MINUTES) --seed $(SEED)

# The same led by coverage (atheris), so many minutes for each format, in an environment of its own: atheris has wheels for some
# systems only, and where it does not install, a line says so and nothing is run.
fuzz-guided:
	@if $(PYTHON) -m venv build/guided && build/guided/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' atheris; \
	then for format in hwp hwpx text json; do \
		PYTHONPATH=tests build/guided/bin/python -m fuzzing.guided $$format --minutes $(MINUTES) || exit 1; done; \
	else echo "atheris does not install for $(PYTHON) here: nothing was run"; fi

# Readers of PDF, HWP and HWPX side by side, in a quarter of an hour; writes docs/benchmarks.md. A reader that does not install here is left out.
bench: .venv/installed-for-development
	for reader in camelot-py unhwp rhwp-python dochan python-hwpx; do $(PIP) $$reader || true; done
	$(BIN)/python -m bench

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

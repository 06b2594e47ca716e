"""Modules import only from lower layers, and only the rim opens files: read from the source, not from promises."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from samples import ROOT

PACKAGE = ROOT / "src" / "councildoc"

LAYERS: tuple[frozenset[str], ...] = tuple(
    frozenset(layer.split())
    for layer in (
        "words",
        "values errors",
        "document limits header_words",
        "diagnostics workers",
        "model joining object_codes dates",
        "extraction",
        "sections budget",
        "transfers citation",
        "parser checks output",
        "proof",
        "api",
        "tasks",
        "cli",
        "testing",
    )
)
"""From low to high. Within a layer nothing may import another part of it, except where `WITHIN` says so."""

WITHIN = {("parser", "checks")}
"""The parser puts the stages together, and checks are the last of them."""

DATA = "data"
"""Package data: read through `importlib.resources` by whoever needs it."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def part(module: str) -> str:
    """The part of the package that a module belongs to: `councildoc.output.json` -> `output`."""
    return module.split(".")[1] if "." in module else ""


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path) for path in MODULES}


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module of the package that a file imports, with the line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            found = [
                f"{node.module}.{alias.name}" if f"{node.module}.{alias.name}" in NAMES else str(node.module)
                for alias in node.names
            ]
        else:
            continue
        yield from ((module, node.lineno) for module in found if module.split(".")[0] == "councildoc")


def rank(name: str) -> int:
    return next(index for index, layer in enumerate(LAYERS) if name in layer)


def faults(path: Path) -> Iterator[str]:
    here = part(name_of(path))
    for module, line in imports(path):
        there = part(module)
        if there in (here, DATA, ""):
            continue
        if rank(there) > rank(here) or (rank(there) == rank(here) and (here, there) not in WITHIN):
            yield f"{path.relative_to(ROOT)}:{line}: {here} imports {module}"


RIM = {"councildoc", "councildoc.__main__"}
"""The public names and the entry point: they may import anything, and nothing imports them."""


def test_every_part_has_a_layer() -> None:
    parts = {part(name) for name in NAMES - RIM}

    assert parts - {DATA} == set().union(*LAYERS)


def test_imports_only_point_down() -> None:
    assert [fault for path in MODULES if name_of(path) not in RIM for fault in faults(path)] == []


def test_nothing_imports_the_whole_package_but_the_rim() -> None:
    """`from councildoc import __version__` in the command line is the one exception."""
    wrong = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in MODULES
        for module, line in imports(path)
        if module == "councildoc" and part(name_of(path)) not in ("cli", "")
    ]

    assert wrong == []


def test_there_are_no_cycles_between_modules() -> None:
    graph = {name_of(path): {module for module, _ in imports(path)} - {name_of(path)} for path in MODULES}
    for name in RIM:
        graph.pop(name, None)
    while graph:
        free = [name for name, needs in graph.items() if not needs & graph.keys()]
        assert free, f"a cycle among {sorted(graph)}"
        for name in free:
            del graph[name]


OPENERS = {"open", "fdopen", "mkstemp", "NamedTemporaryFile", "read_text", "read_bytes", "write_text", "write_bytes"}


def opens_files(code: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
        if name in OPENERS and not (isinstance(called, ast.Attribute) and opens_elsewhere(called)):
            yield f"line {node.lineno}: {name}"


def opens_elsewhere(called: ast.Attribute) -> bool:
    """Package data through `importlib.resources`; a PDF, or a member of a zip, opened from bytes in memory."""
    source = ast.unparse(called.value)
    return source.startswith("resources.files(") or (called.attr == "open" and source in ("pdfplumber", "self._zip"))


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("open('a')", 1),
        ("from pathlib import Path\nPath('a').read_text()", 1),
        ("import io\nio.open('a')", 1),
        ("resources.files('councildoc.data').joinpath('a').read_text('utf-8')", 0),
    ],
)
def test_the_search_for_open_files_finds_them(code: str, found: int) -> None:
    assert len(list(opens_files(code))) == found


def test_only_the_rim_opens_files() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {fault}"
        for path in MODULES
        if part(name_of(path)) not in ("api", "cli")
        for fault in opens_files(path.read_text("utf-8"))
    ]

    assert wrong == []

"""The Python API: what it takes, what it raises, and that importing it costs little."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import councildoc
from councildoc import Limits, api
from councildoc.errors import ERRORS, CouncildocError, DecodeError, FindingsError, InputError
from here import call_here
from samples import BRIEFING, ROOT

DATA = BRIEFING.encode()


def test_a_path_bytes_and_a_file_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "예산 전용.txt"
    path.write_bytes(DATA)

    readings = [
        councildoc.parse(path),
        councildoc.parse(str(path)),
        councildoc.parse(DATA),
        councildoc.parse(bytearray(DATA)),
        councildoc.parse(memoryview(DATA)),
        councildoc.parse(io.BytesIO(DATA)),
        councildoc.parse(DATA, name="보낸 파일.txt"),
    ]
    with path.open("rb") as stream:
        readings.append(councildoc.parse(stream))

    names = [reading.source.name for reading in readings]
    assert names == [path.name, path.name, "<bytes>", "<bytes>", "<bytes>", "<bytes>", "보낸 파일.txt", path.name]
    assert all(reading.briefings == readings[0].briefings for reading in readings)
    assert {reading.source.sha256 for reading in readings} == {hashlib.sha256(DATA).hexdigest()}


def test_what_a_reading_holds() -> None:
    parsed = councildoc.parse(DATA)

    (transfer,) = parsed.transfers
    assert (transfer.kind, transfer.amount, transfer.dates) == ("전용", 30_000_000, ("2021-10-12",))
    assert [leg.head.object_name for leg in (*transfer.sources, *transfer.targets)] == ["사무관리비", "행사운영비"]
    assert councildoc.check(DATA) == parsed.diagnostics == councildoc.check(parsed)
    assert parsed.require() is parsed


def test_extract_gives_lines_with_their_places() -> None:
    document = councildoc.extract(DATA)

    assert document.format == "text"
    first = document.elements[0]
    assert isinstance(first, councildoc.Line)
    assert first.text == "2021년도 4분기 예산 전용 보고"
    assert first.where == (councildoc.Location(line=1),)


@pytest.mark.parametrize("name", ["없는 파일.pdf", "a\0b.pdf", "x" * 5000, "", f"{__file__}/x"])
def test_a_file_that_cannot_be_opened(name: str) -> None:
    with pytest.raises(councildoc.NotFoundError) as caught:
        councildoc.parse(name)

    assert caught.value.code == "not-found"
    assert caught.value.message.endswith(".")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(councildoc.NotFoundError, match="폴더"):
        councildoc.parse(tmp_path)


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("builtins.open", refuse)  # a superuser may open anything

    with pytest.raises(councildoc.NotFoundError, match="권한"):
        councildoc.parse(tmp_path / "a.pdf")


def test_a_file_that_breaks_off_while_it_is_read() -> None:
    class Broken(io.BytesIO):
        def read(self, *_: Any) -> bytes:
            raise OSError("input/output error")

    with pytest.raises(councildoc.NotFoundError, match="input/output error"):
        councildoc.parse(Broken())


def test_input_without_end_is_bounded() -> None:
    limits = Limits(bytes=1 << 20)

    with open("/dev/zero", "rb") as endless, pytest.raises(councildoc.LimitError):
        councildoc.parse(endless, limits=limits)
    with pytest.raises(councildoc.LimitError):
        api.read_input(io.BytesIO(bytes((1 << 20) + 1)), limits)
    assert len(api.read_input(io.BytesIO(bytes(1 << 20)), limits)) == 1 << 20


@pytest.mark.parametrize("wrong", [None, 7, ["a.pdf"], io.StringIO("가")])
def test_something_that_is_no_input_is_a_type_error(wrong: Any) -> None:
    with pytest.raises(TypeError):
        councildoc.parse(wrong)


def test_a_name_that_is_no_text_can_still_be_written(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"\xff.txt")
    with open(path, "wb") as stream:
        stream.write(DATA)

    parsed = councildoc.parse(os.fsdecode(path))

    assert parsed.source.name == "�.txt"
    assert councildoc.to_json(parsed).encode()


def test_parse_many_keeps_the_order_and_goes_on() -> None:
    results = list(councildoc.parse_many([DATA, "없는 파일.pdf", b"", io.BytesIO(DATA)]))

    assert [name for name, _ in results] == ["<bytes>", "없는 파일.pdf", "<bytes>", "<bytes>"]
    codes = [result.code if isinstance(result, InputError) else "ok" for _, result in results]
    assert codes == ["ok", "not-found", "empty", "ok"]


@pytest.mark.parametrize("stage", ["councildoc.extraction.extract", "councildoc.parser.parse_document"])
@pytest.mark.parametrize(
    ("fault", "code"), [(KeyError("가"), "internal"), (MemoryError(), "limit"), (RecursionError(), "limit")]
)
def test_a_fault_of_councildoc_has_a_code_too(
    stage: str, fault: Exception, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(stage, fail)

    with pytest.raises(InputError) as caught:
        councildoc.parse(DATA)

    assert caught.value.code == code
    assert caught.value.__cause__ is fault
    call_here(monkeypatch)
    assert next(result for _, result in councildoc.parse_many([DATA])).code == code  # type: ignore[union-attr]


def subclasses(cls: type[CouncildocError]) -> list[type[CouncildocError]]:
    return [cls, *(found for sub in cls.__subclasses__() for found in subclasses(sub))]


@pytest.mark.parametrize("cls", subclasses(CouncildocError), ids=lambda cls: cls.__name__)
def test_every_error_survives_pickling(cls: type[CouncildocError]) -> None:
    more: dict[type[CouncildocError], tuple[Any, ...]] = {
        DecodeError: ("$.items[0]",),
        FindingsError: (("overdrawn", "unit-missing"),),
    }
    error = cls("암호를 알려 주세요.", *more.get(cls, ()))

    again = pickle.loads(pickle.dumps(error))

    assert type(again) is cls
    assert (again.args, vars(again), str(again), again.code) == (error.args, vars(error), str(error), error.code)


def test_every_error_says_something_by_itself() -> None:
    codes = [cls.code for cls in ERRORS]

    assert codes == ["not-found", "empty", "unsupported-format", "corrupt", "encrypted", "drm", "no-text", "limit"]
    assert all(cls().message == cls.default for cls in ERRORS)
    assert all(getattr(councildoc, cls.__name__) is cls for cls in subclasses(CouncildocError))


def test_the_public_names_exist() -> None:
    assert all(hasattr(councildoc, name) for name in councildoc.__all__)
    assert len(councildoc.__all__) == len(set(councildoc.__all__))


def test_the_version_is_stated_once_and_again() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert councildoc.__version__ == project["version"]


def test_importing_is_light() -> None:
    heavy = [
        "pdfplumber",
        "pdfminer",
        "pypdfium2",
        "PIL",
        "cattrs",
        "cryptography",
        "olefile",
        "jsonschema",
        "hypothesis",
        "rich",
        "multiprocessing",
    ]
    asked = f"print('heavy:', *[name for name in {heavy} if name in sys.modules])"
    for script in (
        f"import sys, councildoc; {asked}; print('click' in sys.modules)",
        f"import sys; from councildoc.cli import main; main(['--help']); {asked}; print(False)",
    ):
        run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

        assert run.stdout.splitlines()[-2:] == ["heavy:", "False"]

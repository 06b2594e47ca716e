"""Rules, errors, columns and classes -> the pages and the schema that follow from them; `make docs` writes them anew."""

from __future__ import annotations

from pathlib import Path

from councildoc.diagnostics import RULES, Severity
from councildoc.errors import ERRORS, InputError, InternalError
from councildoc.output.schema import schema_text
from points import points_page

ROOT = Path(__file__).resolve().parents[1]

FINDINGS_LEAD = """\
# Findings

A finding says what is wrong or unsure inside a file that could be read. It never stops the reading and never changes a
value. Codes are stable: scripts may rely on them. Messages are Korean; each finding also names the value it is about
(`path`), its printed place (`where`) and the printed text (`excerpt`).

| severity | in Korean | meaning |
|---|---|---|
| `error` | 오류 | a value is lost, or two printed values contradict each other |
| `warning` | 주의 | to be looked at: a value was chosen, or something is unusual |
| `info` | 참고 | good to know |

`councildoc check`, and `parse --strict`, end with status 1 if there is a finding of severity `error`. Findings that
rest on the law say 가능성 (possible), name the article and the date of its wording, apply to 전용 only, and never call a
transfer unlawful.
"""

ERRORS_LEAD = """\
# Errors

An input that cannot be read gives one of these codes: as an `InputError` in Python, as an error object in JSON, and as
a line on standard error. The command line then ends with status 3, after it has read the other files. What is wrong
*inside* a readable file is no error but a [finding](findings.md).
"""

ERRORS_TAIL = """\
## Other exceptions

`DecodeError` is raised by `from_json` for anything that `to_json` would not have written; `path` says where, as in
`$.briefings[0].items[1].number`. `FindingsError` is raised by `Parsed.require()` for a reading with findings of
severity `error`; `codes` lists them. `PathError` is raised by `cite` for a path that leads to no value. Every exception is a `CouncildocError` and survives pickling.
"""


def findings_page() -> str:
    parts = [FINDINGS_LEAD]
    for severity in Severity:
        parts.append(f"## {severity.value}\n")
        parts += [
            f"### `{rule.code}`\n\n{rule.why}\n\n> {rule.template}\n" for rule in RULES if rule.severity is severity
        ]
    return "\n".join(parts)


def errors_page() -> str:
    parts = [ERRORS_LEAD]
    errors: tuple[type[InputError], ...] = (*ERRORS, InternalError)
    for error in errors:
        meaning = (error.__doc__ or "").split(": ", 1)[1]
        parts.append(f"## `{error.code}`\n\n`{error.__name__}`: {' '.join(meaning.split())}\n\n> {error.default}\n")
    return "\n".join([*parts, ERRORS_TAIL])


PAGES = {
    ROOT / "docs" / "findings.md": findings_page,
    ROOT / "docs" / "errors.md": errors_page,
    ROOT / "docs" / "points.md": points_page,
    ROOT / "src" / "councildoc" / "data" / "schema.json": schema_text,
}
"""File -> what it has to hold."""

if __name__ == "__main__":
    for path, page in PAGES.items():
        path.write_text(page(), "utf-8")

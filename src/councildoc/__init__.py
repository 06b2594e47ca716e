"""councildoc: typed, checked budget transfers (예산 전용) out of Korean council briefings.

>>> import councildoc
>>> parsed = councildoc.parse("보고.pdf")  # doctest: +SKIP
>>> for transfer in parsed.transfers:  # doctest: +SKIP
...     print(transfer.kind, transfer.amount, transfer.dates, transfer.reason)

`parse` gives a `Parsed`: briefings, their items, tables and transfers, each value with its printed place, and the
findings of the checks. An input that cannot be read raises an `InputError` with a `code`.

>>> [error.code for error in councildoc.errors.ERRORS][:3]
['not-found', 'empty', 'unsupported-format']
"""

from __future__ import annotations

from councildoc.api import check, cite, extract, parse, parse_many, to_hwpx, to_text
from councildoc.citation import Citation, Quote
from councildoc.diagnostics import RULES, Diagnostic, Rule, Severity
from councildoc.document import Cell, Document, Line, Location, Table
from councildoc.errors import (
    CorruptError,
    CouncildocError,
    DecodeError,
    DrmError,
    EmptyError,
    EncryptedError,
    FindingsError,
    InputError,
    InternalError,
    LimitError,
    NoTextError,
    NotFoundError,
    PathError,
    UnsupportedFormatError,
)
from councildoc.limits import Limits
from councildoc.model import (
    Block,
    Briefing,
    BudgetHead,
    BudgetLine,
    BudgetTable,
    BudgetTotal,
    Item,
    Leg,
    Pairs,
    Paragraph,
    Parsed,
    Source,
    Transfer,
    differences,
    same_reading,
)
from councildoc.output.json import from_json, to_json

__version__ = "0.1.0"

__all__ = [
    "RULES",
    "Block",
    "Briefing",
    "BudgetHead",
    "BudgetLine",
    "BudgetTable",
    "BudgetTotal",
    "Cell",
    "Citation",
    "CorruptError",
    "CouncildocError",
    "DecodeError",
    "Diagnostic",
    "Document",
    "DrmError",
    "EmptyError",
    "EncryptedError",
    "FindingsError",
    "InputError",
    "InternalError",
    "Item",
    "Leg",
    "LimitError",
    "Limits",
    "Line",
    "Location",
    "NoTextError",
    "NotFoundError",
    "Pairs",
    "Paragraph",
    "Parsed",
    "PathError",
    "Quote",
    "Rule",
    "Severity",
    "Source",
    "Table",
    "Transfer",
    "UnsupportedFormatError",
    "__version__",
    "check",
    "cite",
    "differences",
    "extract",
    "from_json",
    "parse",
    "parse_many",
    "same_reading",
    "to_hwpx",
    "to_json",
    "to_text",
]

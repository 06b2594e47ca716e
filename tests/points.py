"""What a reader of these reports has to cope with: 82 numbered points. Each has tests marked `@pytest.mark.point(number)`.

The points come from real reports, budget books, minutes and data sets; `docs/points.md` lists them with their tests.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

POINTS: dict[str, dict[int, str]] = {
    "Title": {
        1: "Session number with spaces inside (`제 305회`), glued to the council (`제321회서울특별시의회`), or to 의회 (`제120회의회`).",
        2: "Generic 시의회/구의회/군의회/의회 with no council name → council unknown, never guessed.",
        3: "임시회/정례회 in parentheses, with a space before, or bare.",
        4: "`제1차 정례회`, `제1차정례회`, `1차정례회`.",
        5: "정기회 (old) kept as written.",
        6: "A second parenthesis `(폐회중)`.",
        7: "Letter-spaced council, committee, department, headings (`행 정 자 치 위 원 회`).",
        8: "Letter-spaced digits (`2 0 1 6 . 6 .`).",
        9: "Fields in any order; date/place before the session.",
        10: "Date with month only; do not invent a day.",
        11: "Label and value on separate lines; double spaces in the label.",
        12: "Label glued to the value (`의사일정1.`).",
        13: "Committee named only inside the place (`행정자치위원회 회의실`).",
        14: "회계연도 vs 회계년도; `2019회계연도` vs `2004 회계년도`.",
        15: "Quarter given as 3분기 / 3/4분기 in the title → period.",
        16: "예산전용 and 예산 전용; 보고, 보고의 건, 내역 보고, 현황.",
        17: "Several reports or departments in one file.",
    },
    "Structure": {
        18: "`Ⅰ` U+2160.., with or without a dot; NFKC turns them into Latin I: detect before normalising.",
        19: "ASCII I/II/III, `1.`, `1`, `가.`, `<제1항>`, `[ ]`, `【 】` as item marks.",
        20: "The same numeral at several depths.",
        21: "`Ⅰ` in running text or table of contents, not an item.",
        22: "PUA marker as the only sign of a block heading.",
        23: "The marker missing, lost to `?`/`??`, or replaced by □ ■ ❑ ❏ 口.",
        24: "Unknown PUA kept and reported, not deleted; Old Hangul PUA expanded only in its own ranges.",
        25: "Plane-15 PUA (boxed numbers, brackets, rules).",
        26: "○ ❍ ◦ ㅇ o Ο ｏ ⊙ as one bullet class; - ― – as the next; · ․ ‧ ㆍ • as the next.",
        27: "The same dot as bullet and as a word joiner.",
        28: "Headings with and without inner spaces (예산현황/예산 현황).",
        29: "Unknown heading → generic block, text preserved.",
        30: "Two labels in one bullet: `전용금액/전용일자 : 금 30,000천원 / ’21.10.12.`.",
        31: "A `/` inside the value itself.",
        32: "Labels spaced out (`일 시`, `목 적`, `행 사 명`).",
        33: "Lead paragraph between item title and first block, with or without `「 」`.",
        34: "A label with an empty value (`- 프로그램 내용 :`), its content displaced below another block.",
        35: "`<참석도시 및 기관>` boxed captions.",
        36: "Continued bullets split by blank lines and page breaks.",
        37: "Page numbers, running headers.",
        38: "※ notes attached to the previous line.",
    },
    "Transfer statement": {
        39: "from→to in parentheses: `(사무관리비→행사운영비)`.",
        40: "from→to with quotes and a 잔액 word: `“공공운영비” 집행잔액 ➠ “감리비”로 전용`.",
        41: "from and to on two lines, arrow at the start of the second.",
        42: "from/to as 세부사업 + 편성목(통계목): `블록체인기반 공유행정 도입 일반운영비(행사운영비)`.",
        43: "Prose without an arrow: `A를 B로 전용하여`, `A에서 B로`.",
        44: "Arrow that is not a transfer (result line).",
        45: "One source to many targets, many to one, and chains.",
        46: "The kind word: 전용, 이용, 이체, 변경, 변경사용, 예산변경, 예비비, 성립전, 추경, 간주처리; 「세부사업 변경 및 통계목간 전용」 names two.",
        47: "전용 outside local government (welfare, schools, churches): do not attach 지방재정법 to it.",
    },
    "Amounts": {
        48: "`금` with and without a space; 원/천원/백만원/만원/억원/조원.",
        49: "Mixed `6,396억 3천9백만원`, spaces anywhere, `만 원`.",
        50: "Hangul amounts (일천만원정).",
        51: "△, ▲, -, −, parentheses as negative; lone `-` as nil, distinct from 0 and from an absent cell.",
        52: "Line break inside a number.",
        53: "Unit from the table caption, from the header cell, from the number; conflict → warning.",
        54: "Totals with a split `(국비500, 시비47)`.",
        55: "Products (`30,000 X 12월 = 360`) not read as amounts; result in another unit.",
        56: "Rounded prose vs exact table figures.",
    },
    "Dates": {
        57: "’ ‘ ' ` before the year; no apostrophe; two- or four-digit year.",
        58: "Zero-padded or spaced, trailing dot optional.",
        59: "Weekday, time range, `~` ranges with year or month omitted, `～`.",
        60: "`’22.1.현재`, `10월말`, `하반기`: keep text, partial date.",
        61: "A year that contradicts the fiscal year.",
    },
    "Tables": {
        62: "Header over two or three lines, merged, glued (`예산현액부서명`).",
        63: "Header inside a cell `(단위: 천원)`.",
        64: "Merged cells: value applies to all rows below; printed once.",
        65: "Row label split over 1-4 lines, at a different place each time.",
        66: "Code on one line, name on the next, amounts on the same line as the name.",
        67: "Code forms 100-201-01, 201-01, 20101, 201/01, name only, prefix 110.",
        68: "Code vs name disagreement by fiscal year.",
        69: "Columns 예산액/예산현액/기정액/당초예산/본예산/현계; 감·증 vs one signed 증감; 전용액; 전용 후/변경 후/조정 후; 비고.",
        70: "Two-row 전용 전/전용 후 or 당초/변경 layouts; transposed tables [inferred: not seen].",
        71: "Total labels 총 계/총계/합계/합 계/계/소계, with or without spaces; no total row.",
        72: "Total row with fewer numbers than columns.",
        73: "A new row with no prior budget (`-` in 예산현액 and 감).",
        74: "Table over a page break, header repeated.",
        75: "One cell per line; a whole table on one line; box-drawing lines.",
        76: "Extra columns: 회계, 분야, 부문, 편성목, 재원.",
        77: "부서 in two levels (국 / 담당관) split over lines.",
        78: "Two accounts in one table.",
    },
    "Other documents": {
        79: "추경 (기정/경정/증감), 결산 (예산현액/지출액/이월/불용), 업무보고 (계획/집행/집행률): the same line reader, other column sets; stage of each amount recorded.",
        80: "예비비 table: 사유, 결정액, 지출액, 잔액 [column names unverified].",
        81: "Nothing found: return an empty, honest result with diagnostics, not an error.",
        82: "Provenance (line/page/cell) on every value; original text recoverable.",
    },
}
"""Part of a report -> number of the point -> what is printed there."""


def tests_of_points(folder: Path) -> dict[int, list[str]]:
    """Number of a point -> the tests that carry its mark, as `file::test`; read from the source, so nothing is run."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for path in sorted(folder.glob("test_*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                for number in _numbers(node):
                    found[number].append(f"{path.name}::{node.name}")
    return found


def _numbers(test: ast.FunctionDef) -> list[int]:
    return [
        argument.value
        for mark in test.decorator_list
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.point"
        for argument in mark.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, int)
    ]


LEAD = """\
# Points

What real reports do to a reader, in 82 points, and the tests that show that each is read. The points come from reports,
budget books, minutes and data sets of many councils; the tests print them in invented reports. A test says which points
it shows by its mark, `@pytest.mark.point(number)`, and this page is written from the marks by `make docs`.
"""


def points_page() -> str:
    """The page `docs/points.md`."""
    tests = tests_of_points(Path(__file__).parent)
    out = [LEAD]
    for part, points in POINTS.items():
        out.append(f"## {part}\n\n| point | what is printed | tests |\n|---|---|---|")
        out.extend(
            f"| {number} | {_cell(text)} | {'<br>'.join(f'`{test}`' for test in tests[number])} |"
            for number, text in points.items()
        )
        out.append("")
    return "\n".join(out)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")

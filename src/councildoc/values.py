"""Text -> values: amounts, units, numerals, codes; `parse_x` and `format_x` are inverse.

Nothing here changes a document: text is normalised only while a value is read from it. All amounts are `int` won.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache, partial
from itertools import pairwise

import attrs
import regex

from councildoc import words
from councildoc.words import AMOUNT_COLUMNS, COLUMN_MARK_ORDERS, HEAD_COLUMNS, NEGATIVE_MARKS, NIL_MARKS

# ---------------------------------------------------------------------------------------------------------------- text

_BLANK = regex.compile(r"[\s\p{Cc}\p{Z}]")
_BLANK_OR_FORMAT = regex.compile(r"[\s\p{Cc}\p{Cf}\p{Z}]+")
_FORMAT = regex.compile(r"\p{Cf}+")
_HALF_WIDTH = {ord(char) + 0xFEE0: char for char in "0123456789,.():/~-"}
_ONE_SPELLING = str.maketrans(dict.fromkeys("․‧ㆍ・∙•", "·") | dict.fromkeys("‘’′＇", "'") | dict.fromkeys("“”″", '"'))


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """The text without white space, control and formatting characters: how names and headings are compared."""
    return _BLANK_OR_FORMAT.sub("", text)


@lru_cache(maxsize=65536)
def reading_key(text: str) -> str:
    """`bare`, with the dots and quotes that renderings exchange made one (middle dots, curly quotes)."""
    return bare(text).translate(_ONE_SPELLING)


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """One line of text as people read it: control characters and runs of white space become one space.

    >>> clean(" 총\\x01 계 ")
    '총 계'
    """
    return " ".join(_BLANK.sub(" ", _FORMAT.sub("", text)).split())


def plain_width(text: str) -> str:
    """Full-width figures and signs made half-width, other blanks made spaces; no character is moved."""
    return _BLANK.sub(" ", text).translate(_HALF_WIDTH)


def width(text: str) -> int:
    """The columns that a text takes on a terminal.

    >>> width("전용 30원"), width("①→Ⅰ"), width("\\u1112\\u1161\\u11ab")
    (9, 3, 2)
    """
    return sum(char_width(char) for char in text)


def char_width(char: str) -> int:
    """The columns of one character: characters of ambiguous width count as one, as terminals show them by default."""
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc") or "\u1160" <= char <= "\u11ff":
        return 0  # combining marks, and the vowels and finals of Hangul that a Mac splits into letters
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def unspaced(text: str) -> str:
    """Letter-spacing removed: `행 정 자 치 위 원 회` and `총 계` are words, `공동체 정책과` is two.

    >>> unspaced("기 획 조 정 실 (재정관리담당관)")
    '기획조정실 (재정관리담당관)'
    >>> unspaced("2 0 1 6 . 6 .")
    '2016.6.'
    """
    tokens = clean(text).split(" ")
    out: list[str] = []
    run: list[str] = []
    for token in [*tokens, ""]:
        if len(token) == 1 and (token.isalnum() or token in ".,·ㆍ‧․"):
            run.append(token)
            continue
        if run:
            out.append("".join(run) if len(run) > 1 else run[0])
            run = []
        if token:
            out.append(token)
    return " ".join(out)


# -------------------------------------------------------------------------------------------------------------- amounts

_SCALES = {"십": 10, "백": 100, "천": 1000}
_MYRIADS = {"만": 10**4, "억": 10**8, "조": 10**12}
_HANGUL_DIGITS = {char: n for n, char in enumerate("영일이삼사오육칠팔구")}
_HANJA = str.maketrans(words.HANJA)

_NUMBER = r"(?>\d{1,3}(?:\s?,\s?\d{3})++|\d++)(?>\.\d++)?+"
_CLOSED = r"원(?!\s*(?:단위|인|칙|장|아))(?:[정整](?![가-힣]))?"
_WON = regex.compile(  # every number but the last carries its own scale; possessive, so that no text takes long
    rf"(?<![\d,.])(?P<minus>[△▲∆▽▼]\s*)?"
    rf"(?:(?>{_NUMBER}\s*+(?>[십백천만억조]\s*+)++){{1,8}}+(?>{_NUMBER}\s*+)?+|{_NUMBER}\s*+)"
    rf"(?:{_CLOSED}|[(\[]\s*(?:단위\s*:?\s*)?[십백천만억]*원\s*[)\]])"
)
_SCALED = regex.compile(rf"(?<![\d,.])(?:{_NUMBER}\s*+[십백천]*+[만억조]\s*+){{1,8}}+(?![가-힣\d])")
_SIGN_OF_WON = regex.compile(rf"[₩￦]\s*(?P<number>{_NUMBER})(?!\s*[십백천만억조원\d])")
_LONE = regex.compile(  # 천원 and 백만원 alone are units whose figure was left out, unless 정 closes them
    r"\s*+(?P<all>(?:(?:일?금|총)\s*)?+"
    r"(?P<scale>[십천]만|[십백천]?[만억천](?=\s*원[정整])|[일이삼사오육칠팔구][백천십일이삼사오육칠팔구]*)\s*+원[정整]?)\s*+"
)
_LONE_OBJECT = regex.compile(r"(?<=[가-힣)”’」]\s)(?P<scale>[십천]만)\s?원(?=정?을)")
_COUNTED = "|".join(words.COUNTED)
_PRICE = regex.compile(
    rf"(?:(?<![가-힣])\d*\s?(?:{_COUNTED})당|(?<![\d월가-힣]|월\s)1\s?(?:{'|'.join(words.ONE_OF)}))\s*(?:금\s*)?$"
)
_PRICE_AFTER = regex.compile(rf"\s?/\s?(?:{_COUNTED})(?![가-힣\d])")
_TIMES = regex.compile(r"\s*(?:[×✕]|[xX*]\s*\d)")
_TIMES_BEFORE = regex.compile(r"(?:[×✕]|[\d가-힣]\s*[xX*])\s*$")
_LOOK_BACK = 16
_PIECE = regex.compile(rf"(?P<number>{_NUMBER})|(?P<unit>[십백천만억조원])")
_HANGUL_WON = regex.compile(
    r"(?<![가-힣])(?:(?:일금|금|₩)\s*(?=[십백천만억조\s]*[일이삼사오육칠팔구]|[십천]\s*만|[^원]{1,12}원\s*[정整])(?P<digits>[일이삼사오육칠팔구십백천만억조\s]+)원"
    r"|(?P<bare>(?=[십백천]*[일이삼사오육칠팔구])[일이삼사오육칠팔구십백천]{1,16}[만억조][일이삼사오육칠팔구십백천만억조\s]{0,24}+)"
    r"원(?=정|을|를|으로|이|의|은|[^가-힣]|$))"
)

MOST_WON = 10**24
"""A figure beyond this is no amount: nobody moves so much, and sums of 28 digits would not be exact any more."""
MOST_DIGITS = 24

CELL_NUMBER = regex.compile(r"\d{1,3}(?:,\d{3})+|\d+")


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace(" ", ""))


def _sum_terms(text: str) -> int | None:
    """The won in a mixed spelling: myriads of (numbers with 십/백/천)."""
    total = Decimal(0)
    group = Decimal(0)
    number: Decimal | None = None
    seen = False
    for piece in _PIECE.finditer(text):
        if piece["number"]:
            if number is not None:
                group += number
            number = _decimal(piece["number"])
            seen = True
            continue
        unit = piece["unit"]
        if unit in _SCALES:
            # `30백만원`: the scale multiplies the number before it; `천만원` alone is one 천.
            number = (number if number is not None else Decimal(1)) * _SCALES[unit]
        elif unit in _MYRIADS:
            group += number if number is not None else Decimal(0)
            total += (group or Decimal(1)) * _MYRIADS[unit]
            group, number = Decimal(0), None
    total += group + (number or Decimal(0))
    if not seen or total >= MOST_WON or total != total.to_integral_value():
        return None
    return int(total)


@attrs.frozen
class Found:
    """A value found in running text, with its span."""

    won: int
    start: int
    end: int


def _hangul_won(text: str) -> int | None:
    total = group = digit = 0
    for char in bare(text):
        if char in _HANGUL_DIGITS:
            digit = _HANGUL_DIGITS[char]
        elif char in _SCALES:
            group += (digit or 1) * _SCALES[char]
            digit = 0
        elif char in _MYRIADS:
            total += (group + digit or 1) * _MYRIADS[char]
            group = digit = 0
        else:
            return None
    return total + group + digit


def _is_price(text: str, start: int, end: int) -> bool:
    """Whether an amount is a factor of a product (`30,000원 × 100명`) or a price for one of many (`1인당 5,000원`)."""
    before = text[max(0, start - _LOOK_BACK) : start]
    return bool(
        _TIMES.match(text, end)
        or _PRICE_AFTER.match(text, end)
        or _TIMES_BEFORE.search(before)
        or _PRICE.search(before)
    )


def find_won(text: str, *, labelled: bool = False) -> tuple[Found, ...]:
    """Every amount with its unit in running text, in won; factors of a product and unit prices are none.

    Behind a label that announces an amount (`labelled`) the last 원 may be missing (`150억`), a sign may stand for it
    (`₩150,000`), and a scale alone is an amount (`천만원`).

    >>> [found.won for found in find_won("총 6,396억 3천9백만원, 금 30,000천원, 2,112만 원, 30백만원, 32,400(천원)")]
    [639639000000, 30000000, 21120000, 30000000, 32400000]
    >>> [found.won for found in find_won("금 일천오백만원정 / 257명 / 일억이천만원 / 1인당 3,000원 / 30,000원 × 100명 = 3,000천원")]
    [15000000, 120000000, 3000000]
    >>> [found.won for text in ("150억", "₩150,000", "금 천만원정") for found in find_won(text, labelled=True)]
    [15000000000, 150000, 10000000]
    """
    text = plain_width(text).translate(_HANJA)
    found = []
    for match in _WON.finditer(text):
        won = _sum_terms(match.group())
        if won is not None and not _is_price(text, *match.span()):
            found.append(Found(-won if match["minus"] else won, *match.span()))
    for match in _HANGUL_WON.finditer(text):
        spelled = _hangul_won(match["digits"] or match["bare"])
        if spelled:
            found.append(Found(spelled, *match.span()))
    for match in _LONE_OBJECT.finditer(text):
        found.append(Found(_hangul_won(match["scale"]) or 0, *match.span()))
    if labelled and not found:
        found.extend(_labelled_won(text))
    return tuple(sorted(found, key=lambda f: f.start))


def _labelled_won(text: str) -> Iterator[Found]:
    """Amounts that only a label before them makes amounts."""
    for match in _SCALED.finditer(text):
        won = _sum_terms(match.group())
        if won is not None:
            yield Found(won, *match.span())
    for match in _SIGN_OF_WON.finditer(text):
        yield Found(int(_decimal(match["number"])), *match.span())
    lone = _LONE.fullmatch(text)
    spelled = _hangul_won(lone["scale"]) if lone else None
    if lone and spelled:
        yield Found(spelled, *lone.span("all"))


_MINUS = r"[△▲∆Δ▵▴▽▼\-−－–]"
_SIGNED = regex.compile(
    rf"(?P<minus>\({_MINUS}\)|{_MINUS}|\(감\)|감)?(?P<plus>\(\+\)|[+＋]|\(증\)|증)?[₩￦]?(?P<number>.+?)"
    rf"(?P<tail>\((?:[감증+＋]|{_MINUS})\))?"
)
_TAIL_MINUS = regex.compile(rf"\((?:감|{_MINUS})\)")
_BRACKETED = regex.compile(rf"\((?P<sign>{_MINUS})?(?P<number>[^()]+)\)")


def _solid_number(text: str) -> str:
    """The text of a cell as one solid string. Raises `ValueError` where white space parts two numbers.

    A number may be broken over lines beside a comma, or where neither piece alone is a number (`12,345,6` / `78`).
    """
    lines = [bare(line) for line in text.split("\n") if bare(line)]
    if len(lines) > 1 and any(set(line) <= NIL_MARKS for line in lines):
        raise ValueError(text)  # a dash on a line of its own is a nil, not a sign
    out = ""
    for piece in clean(text.replace("\n", " ")).split(" "):
        parted = bool(out) and out[-1].isdigit() and piece[:1].isdigit()
        if parted and (CELL_NUMBER.fullmatch(out.lstrip("".join(NEGATIVE_MARKS))) or "," not in out + piece):
            raise ValueError(text)
        out += piece
    return out


def parse_cell(text: str, unit: int = 1) -> int | None:
    """The won in an amount cell; None for a blank or a lone dash. `unit` is the table's, a unit in the cell wins.

    Raises `ValueError` for anything else: a cell that holds no number, or two, must be reported, not guessed.

    >>> parse_cell("△1,500", 1000), parse_cell(" - "), parse_cell("0"), parse_cell("(300)", 1000)
    (-1500000, None, 0, -300000)
    >>> parse_cell("감 10", 1000), parse_cell("(+)1,000"), parse_cell("1,000,\\n000")
    (-10000, 1000, 1000000)
    >>> parse_cell("(△300)", 1000), parse_cell("−300천원"), parse_cell("해당없음")
    (-300000, -300000, None)
    """
    solid = unicodedata.normalize("NFKC", _solid_number(text))
    if not solid or all(char in NIL_MARKS for char in solid) or solid in words.NIL_WORDS:
        return None
    match = _SIGNED.fullmatch(solid)
    if match is None or (match["minus"] and match["plus"]):
        raise ValueError(text)
    number, negative = match["number"], bool(match["minus"] or _TAIL_MINUS.fullmatch(match["tail"] or ""))
    if bracketed := _BRACKETED.fullmatch(number):  # △ in brackets is one sign, not two
        number, negative = bracketed["number"], True
    sign = -1 if negative else 1
    if number.endswith(("원", "원정")):
        found = find_won(number)
        if len(found) == 1 and found[0].start == 0 and found[0].end == len(number):
            return sign * found[0].won
        raise ValueError(text)
    if sum(map(str.isdecimal, number)) > MOST_DIGITS:
        raise ValueError(text)
    if CELL_NUMBER.fullmatch(number):
        return sign * int(number.replace(",", "")) * unit
    fraction = regex.fullmatch(r"(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+", number)
    if fraction and unit > 1:
        won = _decimal(number) * unit
        if won == won.to_integral_value():
            return sign * int(won)
    raise ValueError(text)


def format_cell(won: int | None, unit: int = 1) -> str:
    """Write won as an amount cell in `unit`; `parse_cell` reads it back. Raises `ValueError` if digits would be lost.

    >>> format_cell(-1500000, 1000), format_cell(None)
    ('△1,500', '-')
    """
    if won is None:
        return "-"
    if won % unit:
        raise ValueError(f"{won} is no multiple of {unit}")
    number = won // unit
    return f"△{-number:,}" if number < 0 else f"{number:,}"


def format_won(won: int) -> str:
    """Write won in the largest customary unit that loses nothing; `find_won` reads it back.

    >>> format_won(16500000), format_won(-1234)
    ('16,500천원', '△1,234원')
    """
    unit, name = next((u, n) for u, n in ((10**3, "천원"), (1, "원")) if won % u == 0)
    return ("△" if won < 0 else "") + f"{abs(won) // unit:,}{name}"


UNITS: dict[str, int] = {
    "원": 1,
    "천원": 1000,
    "만원": 10**4,
    "십만원": 10**5,
    "백만원": 10**6,
    "천만원": 10**7,
    "억원": 10**8,
    "십억원": 10**9,
}

# A narrow cell breaks a unit anywhere; without its colon `단 위` is no unit, but the end of 수단 and the beginning of 위원.
_NAMED = r"(?:[단單][위位]\s*[:：;]?|단\s*위\s*[:：;])"
_ALONE = r"(?:[십백천만억千百萬億]\s*)*[원圓]"
_UNIT = regex.compile(
    rf"{_NAMED}\s*(?P<times>\d[\d,]*+\s*)?+(?P<name>[십백천만억\s]*원)|[(\[〔（]\s*(?P<alone>{_ALONE})\s*[)\]〕）]"
)
UNIT_NOTE = regex.compile(
    rf"[(\[〔〈<（]\s*{_NAMED}[^()\[\]〔〕（）〈〉<>]{{0,30}}[)\]〕〉>）]|[(\[（]\s*{_ALONE}\s*[)\]）]"
)


def find_unit(text: str) -> int | None:
    """The unit announced in a caption or header cell, in won; None if there is none.

    >>> find_unit("(단위 : 천원)"), find_unit("예산현액 (단위: 백만원)"), find_unit("(단위 : 명, 천원)"), find_unit("단위사업")
    (1000, 1000000, 1000, None)
    >>> find_unit("예산현액(백\\n만원)"), find_unit("(단\\n위: 천\\n원)"), find_unit("추진 수단 위원회")
    (1000000, 1000, None)
    >>> find_unit("(단위 : 1,000원)"), find_unit("(單位 : 千원)")
    (1000, 1000)
    """
    text = clean(text).translate(_HANJA)
    match = _UNIT.search(text)
    if match:
        unit = UNITS.get(bare(match["name"] or match["alone"]))
        unit = unit and unit * int(bare(match["times"] or "1").replace(",", ""))
        return unit if unit in UNITS.values() else None
    note = UNIT_NOTE.search(text)
    if note:
        for name, unit in sorted(UNITS.items(), key=lambda pair: -len(pair[0])):
            if regex.search(rf"(?<![십백천만억]){name}", bare(note.group())):
                return unit
    return None


# ------------------------------------------------------------------------------------------------------------- numerals

ROMAN = {chr(0x2160 + n): n + 1 for n in range(12)} | {chr(0x2170 + n): n + 1 for n in range(12)}
_ASCII_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}


def parse_roman(text: str) -> int | None:
    """The value of a Roman numeral: one code point (`Ⅳ`), several (`ⅩⅠ`) or Latin letters (`IV`).

    >>> parse_roman("Ⅳ"), parse_roman("ⅩⅢ"), parse_roman("XII"), parse_roman("가")
    (4, 13, 12, None)
    """
    if text and all(char in ROMAN for char in text):
        values = [ROMAN[char] for char in text]
        return values[0] if len(values) == 1 else sum(values)
    return _ASCII_ROMAN.get(text)


def format_roman(number: int) -> str:
    """Write 1 to 20 as briefings do; `parse_roman` reads it back."""
    return chr(0x2160 + number - 1) if number <= 12 else "Ⅹ" + chr(0x2160 + number - 11)


# ---------------------------------------------------------------------------------------------------------------- codes

CODE = regex.compile(
    r"(?<![\d,.\-])(?:\d{3}\s*-\s*)?\d{3}\s*-\s*\d{2}(?![\d,]|-\d)|(?<![\d,.\-])[1-8]\d{2}[01]\d(?![\d,.\-])"
    r"|(?<![\d,.\-/])(?:\d{3}\s*/\s*)?[1-8]\d{2}\s*/\s*[01]\d(?![\d,./\-])"
)
"""A 통계목 code: `100-201-01`, `201-01`, `20101` or `201/01`."""


def code_parts(code: str) -> tuple[str | None, str | None, str | None]:
    """Account prefix, 편성목 and 통계목 number of a code; None where the code does not have the part.

    >>> code_parts("110-201-01"), code_parts("201-01"), code_parts("20101"), code_parts("01")
    (('110', '201', '01'), (None, '201', '01'), (None, '201', '01'), (None, None, '01'))
    """
    parts = code.replace("/", "-").split("-")
    if len(parts) == 3:
        return parts[0], parts[1], parts[2]
    if len(parts) == 2:
        return None, parts[0], parts[1]
    if len(code) == 5:
        return None, code[:3], code[3:]
    if len(code) == 3:
        return None, code, None
    return None, None, code


# --------------------------------------------------------------------------------------------------------- header cells

_FORMULA = regex.compile(r"[(\[（]?\s*[A-Fa-fⓐ-ⓩ㉠-㉭①-⑳](?:\s*[-+−△/×*=±]\s*[A-Fa-fⓐ-ⓩ㉠-㉭①-⑳])*\s*[)\]）]?$|=.*$")


@cache
def _columns() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """Field -> every word for it as one pattern; compiled when the first header is read, so that importing stays quick."""
    return tuple(
        (field, regex.compile("|".join(f"(?:{word})" for word in words)))
        for field, words in (HEAD_COLUMNS | AMOUNT_COLUMNS).items()
    )


_LONGEST_MARK = 4
"""Digits that number a column; Python refuses to read some thousands of them."""
_MIN_NUMBERED = 4
_MIN_LETTERED = 3
_MARK_ORDERS = tuple(
    {mark: n for n, mark in enumerate(unicodedata.normalize("NFKC", marks))} for marks in COLUMN_MARK_ORDERS
)
_OPERATOR = regex.compile(r"[-+−–±△×*/÷()\[\]]+")


def _column_mark(text: str, *, roman: bool = False) -> tuple[int, int] | None:
    """The series and the place in it of a mark that numbers a column: `③`, `(3)`, `C`, `다`."""
    mark = text.strip("()[].")
    if mark.isdecimal():
        return (-1, int(mark)) if len(mark) <= _LONGEST_MARK else None
    if roman:
        return (-2, number) if (number := parse_roman(mark)) else None
    return next(((series, order[mark]) for series, order in enumerate(_MARK_ORDERS) if mark in order), None)


def counts_on(texts: Iterable[str]) -> bool:
    """Whether a row of cells only numbers the columns: (1) (2) (3) …, ① ② ③ …, a b c …

    A formula may stand behind a mark or in its place, as long as it only names other columns of the row. Three cells are
    enough where no plain number could be meant: letters, or a formula among them.

    >>> counts_on(["①", "②", "③", "④"]), counts_on(["1", "2", "3", "40"]), counts_on(["1", "2", "3-1", "4"])
    (True, False, False)
    >>> counts_on(["①", "②", "③", "④=①-②+③"]), counts_on(["(A)", "(B)", "(A-B)"]), counts_on(["가", "나", "다"])
    (True, True, True)
    >>> counts_on(["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ=Ⅰ-Ⅱ+Ⅲ"]), counts_on(["Ⅰ", "Ⅱ", "Ⅳ"])
    (True, False)
    """
    cells = [bare(unicodedata.normalize("NFKC", text)) for text in texts if bare(text)]
    marks = [cell.partition("=")[0].strip("()[].") for cell in cells]
    column_mark = partial(_column_mark, roman=marks[:1] == ["I"])
    places: list[tuple[int, int]] = []
    named: list[str] = []
    for cell in cells:
        mark, equals, formula = cell.partition("=")
        place = column_mark(mark)
        operands = [name for name in _OPERATOR.split(formula if equals else "" if place else mark) if name]
        if place is None and len(operands) > 1 and all(column_mark(name) in places for name in operands):
            place = places[-1][0], places[-1][1] + 1
        if place is None:
            return False
        places.append(place)
        named += operands
    if any(column_mark(name) not in places for name in named):
        return False
    least = _MIN_NUMBERED if not named and any(cell.strip("()[].").isdecimal() for cell in cells) else _MIN_LETTERED
    return len(places) >= least and all(after == (upper[0], upper[1] + 1) for upper, after in pairwise(places))


@lru_cache(maxsize=4096)
def column_fields(text: str) -> tuple[str, ...]:
    """The fields that a header cell may name, by `HEAD_COLUMNS` and `AMOUNT_COLUMNS`; empty if none.

    >>> column_fields("예산현액\\n(단위: 천원)"), column_fields("통 계 목"), column_fields("증감내역"), column_fields("비고")
    (('before',), ('object',), ('signed',), ())
    """
    solid = bare(UNIT_NOTE.sub("", text))
    plain = _FORMULA.sub("", solid) or solid
    return tuple(field for field, pattern in _columns() if pattern.fullmatch(plain) or pattern.fullmatch(solid))

"""Tables of words: what the documents call things. To teach councildoc a new spelling, add it here and nowhere else.

Words are compared with white space, control characters and a printed unit or formula removed (`예산현액 (A)` is
`예산현액`), so each is listed once, written solid. A word may be a regular expression; it has to match the whole text.
"""

from __future__ import annotations

from functools import cache

# fmt: off
# --------------------------------------------------------------------------------------------- header words of tables

HEAD_COLUMNS: dict[str, tuple[str, ...]] = {
    "account": ("회계", "회계명", "회계구분", "회계별", "회계명칭"),
    "department": (
        "부서", "부서명", "부서별", "소관", "소관부서", "소관부서명", "담당부서", "담당부서명", "주관부서", "사업부서", "해당부서", "집행부서", "실과",
        "실과명", "실과소", "실과소명", "부서과", "국과", "실국", "실국명", "실국별", "실·국", "기관명", "담당과", "과명", "과별", "소속", "실과소별",
        "부서\\(과\\)", "실국과", "부서·기관", "국\\(실\\)", "국실", "국·실", "실·과", "(?:부서|과)명?\\(.*\\)", "(?:소관|부서명?)(?:국|실|과|실국|국실|본부|담당관)",
    ),
    "projects": ("(?:(?:정책|단위)사업명?[-/·>(]+|(?:정책|단위)[-/·>]+)+(?:단위|세부)사업명?\\)?",),
    "policy_project": ("정책사업", "정책사업명", "정책", "정책명"),
    "unit_project": ("단위사업", "단위사업명", "단위"),
    "detailed_project": (
        "세부사업", "세부사업명", "세부", "사업명", "세부사업내역", "세부사업\\(내역\\)", "사업", "사업별", "세부사업별", "세부단위사업",
    ),
    "object": (
        "통계목", "통계목명", "통계목\\(코드\\)", "통계목코드및명칭", "목", "목명", "세목", "비목", "비목명", "과목", "예산과목", "예산과목명",
        "목\\(통계목\\)", "편성목\\(통계목\\)", "편성목/통계목", "편성목통계목", "통계비목", "세출과목", "목·세목", "세출예산과목", "예산목", "지출과목",
        "과목명", "전용과목", "목별", "통계목별", "(?:세출)?(?:예산)?과목\\(.*\\)", "통계목\\(.*\\)",
    ),
    "object_code": ("코드", "통계목코드", "과목코드", "목코드", "예산과목코드", "통계목번호", "코드번호", "비목코드"),
    "object_name": ("명칭", "통계목명칭", "목명칭", "과목명칭", "통계목이름"),
    "compilation_object": ("편성목", "편성목명", "목그룹", "편성비목", "목그룹명"),
    "compilation_code": ("편성목코드", "목그룹코드", "편성목번호"),
    "older": ("장", "관", "항", "세항", "분야", "부문", "분야명", "부문명", "분야·부문", "분야/부문", "장·관·항", "장관항"),
    "group": ("연번", "순번", "번호", "일련번호", "No\\.?", "NO\\.?", "no\\.?", "순", "구분번호", "건별"),
}
"""Columns that say what the money is for. `projects` holds the names of several levels in one cell. `compilation_object` and `compilation_code` (편성목) stay in `extra` and lend their number to a code
that is printed without it; `older` (장·관·항·세항, before 2008) stays in `extra`; `group` is the number of a transfer."""

DEPARTMENT_LEVELS = frozenset({"국", "실", "과", "본부", "단", "담당관", "정책관", "기획관", "팀"})
"""Headers of a department printed in several columns; too short to be known for headers in running text."""

SIDES: tuple[tuple[str, ...], tuple[str, ...]] = (
    (
        "감", "감액", "감소", "감액과목", "감액예산과목", "감과목", "감액사업", "감액대상", "감\\(△\\)", "감액\\(△\\)", "전용감액", "전용감", "당초", "당초예산", "당초과목", "기정",
        "기정예산", "현행", "전용대상", "전용재원", "재원", "전출", "전출과목", "보내는과목", "From", "FROM", "from", "부터",
        "(?:예산)?(?:전용|이용|이체|변경|조정)(?:전|한|할|하는|감액)(?:사업|과목|예산|예산과목|내역|현황)?(?:\\(감액?\\))?",
        "(?:감액|전용전|변경전|당초)\\(?(?:사업|과목|예산과목)\\)?",
    ),
    (
        "증", "증액", "증가", "증액과목", "증액예산과목", "증과목", "증액사업", "증액대상", "증\\(\\+\\)", "증액\\(\\+\\)", "전용증액", "전용증", "변경", "변경예산", "변경과목", "경정",
        "전입", "전입과목", "받는과목", "To", "TO", "to", "까지", "사용과목",
        "(?:예산)?(?:전용|이용|이체|변경|조정)(?:후|된|받은|받을|받는|증액)(?:사업|과목|예산|예산과목|내역|현황)?(?:\\(증액?\\))?",
        "(?:증액|전용후|변경후)\\(?(?:사업|과목|예산과목)\\)?",
    ),
)
"""Group headers over two sets of head columns in one row: what gives, and what takes."""

_MOVE = "(?:예산)?(?:전용|이용|이체|변경|조정|변경사용|예산변경|사용|이월|재배정|증감|배정)"
_SUM = "(?:예산|예산액|예산현액|현액|금액|액|예산금액|계)?"

AMOUNT_COLUMNS: dict[str, tuple[str, ...]] = {
    "before": (
        "예산현액", "예산액", "현예산", "현예산액", "현액", "예산", "기정", "기정액", "기정예산", "기정예산액", "기정예산현액", "당초", "당초액", "당초예산",
        "당초예산액", "당초예산현액", "감액전", "증액전", "본예산", "본예산액", "현계", "현계예산", "편성액", "예산편성액", "최초예산", "최초예산액", "현재예산", "현재예산액",
        "기존예산", "기존예산액", "배정액", "예산배정액", "기정현액", "성립예산", f"{_MOVE}전{_SUM}", f"당초{_SUM}\\({_MOVE}전\\)",
        f"{_SUM}\\({_MOVE}전\\)", "금회이전예산", "종전예산", "종전예산액", "종전", f"{_MOVE}이전{_SUM}", "금액",
    ),
    "decrease": (
        "감", "감액", "감소", "감소액", "감액\\(△\\)", "감\\(△\\)", "감\\(-\\)", "감액\\(-\\)", "△", "\\(-\\)", "감\\(▲\\)",
        "감액\\(▲\\)", "△감", "▲감", "△감액", f"{_MOVE}감", f"{_MOVE}감액", f"감{_MOVE}액", f"{_MOVE}액\\(감\\)",
        f"{_MOVE}\\(감\\)", "감추경", "차감", "차감액", "감소\\(△\\)", "감소액\\(△\\)", "감소\\(-\\)", "감액분",
        f"{_MOVE}\\(-\\)", f"{_MOVE}\\(△\\)", f"{_MOVE}감소액?", "감액요구액", "감액예산", "감예산액?",
        f"{_MOVE}액\\([△▲−-]\\)", f"{_MOVE}금액\\([△▲−-]\\)",
    ),
    "increase": (
        "증", "증액", "증가", "증가액", "증액\\(\\+\\)", "증\\(\\+\\)", "\\(\\+\\)", f"{_MOVE}증", f"{_MOVE}증액",
        f"증{_MOVE}액", f"{_MOVE}액\\(증\\)", f"{_MOVE}\\(증\\)", "증추경", "증가\\(\\+\\)", "증가액\\(\\+\\)", "증액분",
        f"{_MOVE}\\(\\+\\)", f"{_MOVE}증가액?", "증액요구액", "증액예산", "증예산액?",
        f"{_MOVE}액\\(\\+\\)", f"{_MOVE}금액\\(\\+\\)",
    ),
    "signed": (
        "증감", "증감액", "증△감", "증감\\(△\\)", "증감액\\(△\\)", "증·감", "증·감액", "증/감", "증감내역", "비교증감", "비교증감액", "비교",
        "과부족", "증감사항", "증\\(감\\)", "증\\(△\\)감", "증,감", "증감\\(\\+,-\\)", "증감\\(±\\)", "±", f"{_MOVE}액",
        f"{_MOVE}금액", f"{_MOVE}\\(증감\\)", f"{_MOVE}액\\(증감\\)", f"{_MOVE}증감액?", f"{_MOVE}예산액",
        f"{_MOVE}\\(증·감\\)", f"{_MOVE}\\(증△감\\)", f"{_MOVE}액\\(△\\)", f"금회{_MOVE}액?", f"{_MOVE}내역",
        f"{_MOVE}액\\(증△감\\)", f"{_MOVE}",
    ),
    "after": (
        f"(?:{_MOVE}|감액|증액)후{_SUM}", "최종예산", "최종예산액", "최종예산현액", "최종", "변경예산", "변경예산액", "변경예산현액", "경정", "경정액", "경정예산",
        "경정예산액", "변경액", "조정액", "조정예산", "조정예산액", "수정예산", "수정예산액", "변경", "확정예산", "확정예산액", f"{_SUM}\\({_MOVE}후\\)",
        f"{_MOVE}이후{_SUM}", "실행예산", "실행예산액", "변동예산", "변동예산액",
    ),
}
"""Columns of money. `signed` is one column for both directions (△ ▲ − for a decrease).
A word listed under two fields is decided by its neighbours, see `budget.header`."""

SPENDING_COLUMNS: dict[str, tuple[str, ...]] = {
    "before": (
        "(?:예비비|예산|지출|사용|교부|배정)?(?:결정|승인|배정|교부|계획|지원|편성|확보)(?:액|금액|예산)", "예산액", "예산현액", "현액", "예산", "사업비", "총사업비", "징수결정액", "부과액",
    ),
    "decrease": (
        "(?:기)?(?:집행|지출|사용|정산|징수|수납|실집행|지출결정|원인행위)(?:액|금액|실적)?(?:누계)?",
    ),
    "after": ("(?:집행|미집행|사용|지출|예산|교부|정산|불용|잔여|집행후)?(?:잔액|잔여액|잔금)", "불용액", "미집행액", "미수납액", "미사용액", "반납액", "잔여예산"),
}
"""Columns of tables that tell what was spent, by their place in `before - decrease = after`. They move nothing between heads."""

SPENDING_DATES: tuple[str, ...] = ("(?:결정|집행|사용|지출|승인|교부|배정|의결|시행)(?:일자?|일시|연월일)",)
"""Columns of such tables that say when."""

MEASURE_COLUMNS: tuple[str, ...] = (
    "건수", "금액", "인원", "수량", "개소", "개소수", "횟수", "비율", "비중", "단가", ".*(?:률|율)(?:\\(%\\))?", ".*건수", ".*금액", "사업수", "인원수", "단체수", "물량",
)
"""Headers over figures of which no sum moves."""

RATE_COLUMNS: tuple[str, ...] = (".*(?:률|율|비중)(?:\\(%\\))?", ".*\\(%\\)", "%")
"""Headers over shares: figures that no total sums."""

EXTRA_COLUMNS: tuple[str, ...] = (
    "비고", "재원", "재원별", "재원구분", "구분", "분야", "부문", "장", "관", "항", "세항", "산출근거", "산출기초", "담당자", "내용", "사유",
    "일자", "근거", f"{_MOVE}(?:일자|일|일시|사유|이유|근거|내용|시기|승인일자|승인일)", "결정일자", "승인일자", "승인일", "증감사유", "변동사유", "관련근거",
    "근거법령",
)
"""Columns that are neither head nor money but stand in such tables; they are kept in `extra`. In flattened text a word
has to be known to be taken for a header."""

COLUMN_MARK_ORDERS: tuple[str, ...] = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", "가나다라마바사아자차카타파하", "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
)
"""Letters that number the columns of a table in a row below its header, in their order; encircled ones count as these."""

AMOUNT_FIELDS = ("before", "decrease", "increase", "after")

TOTAL_WORDS: tuple[str, ...] = ("총계", "총합계", "합계", "계", "총액", "누계", "전체", "총계금액")
SUBTOTAL_WORDS: tuple[str, ...] = (
    "소계", "부서계", "사업계", "과계", "중계", "부분계", "회계계", "일반회계계", "특별회계계",
)

STAGE_BEFORE: tuple[str, ...] = ("당초", "기정", f"{_MOVE}전", "종전", "현행", "변경전")
STAGE_AFTER: tuple[str, ...] = ("변경", f"{_MOVE}후", "경정", "최종", "변경후")
"""The two words of a pair of rows or columns for one object (당초/변경, 전용 전/전용 후)."""

NIL_WORDS = frozenset({"없음", "해당없음", "해당사항없음"})
"""Words in the place of an amount that say there is none."""
NIL_MARKS = frozenset("-‐‑‒–—―−－ー─━")
NEGATIVE_MARKS = frozenset("△▲∆Δ▵▴-−－–")

HANJA: dict[str, str] = {
    "千": "천", "百": "백", "十": "십", "萬": "만", "億": "억", "兆": "조", "圓": "원", "單": "단", "位": "위", "金": "금", "壹": "일", "貳": "이",
    "參": "삼", "拾": "십",
}
"""Chinese characters that older reports print in amounts and units (`單位 : 千원`)."""

COUNTED: tuple[str, ...] = (
    "시간", "인", "명", "개", "건", "대", "회", "월", "일", "년", "가구", "세대", "개소", "팀", "톤", "매", "부", "권", "㎡", "m", "㎞", "km",
)
ONE_OF: tuple[str, ...] = ("시간", "인", "명", "개", "건", "대", "회", "일", "개월", "매")
"""What prices are for: an amount `1인당` or `/ 명`, or behind `1회`, is a price, no sum."""

# ---------------------------------------------------------------------------------------------------------------- dates

NO_DATE_BEFORE: tuple[str, ...] = (
    "분기", "학기", "단계", "주년", "호", "%", "퍼센트", "만", "억", "조원", "원", "천\\s*[만원]", "[백십]만", "회(?![의계장원])", "차(?!량)",
    "건(?![강설물의])", "명(?![절시칭])", "개(?![최편시])", "시(?=[\\s\\d~]|부터|까지|경|$)", "월(?!요일)", "일\\s?(?:간|이내|동안)",
)
"""What follows a number that is no part of a date: `2021년 3분기`, `2021. 5건`, `10. 12시`."""

PARTS_OF_YEAR: tuple[str, ...] = ("[상하]반기", "(?:제?[1-4]|[1-4]/4)분기", "연중", "[초중말]")
"""Parts of a year that are no month; behind a label a year with one is a date as far as it is printed."""

RELATIVE_YEARS: dict[str, int | None] = {
    "동년": 0, "같은 해": 0, "익년": 1, "이듬해": 1, "다음 해": 1, "전년": -1, "전 해": -1, "작년": None, "지난해": None, "내년": None, "차년": None,
}
"""Words before a month for a year: so many years after the date before it; None where that is not printed."""

# ------------------------------------------------------------------------------------------------------ block headings

BLOCK_KINDS: tuple[tuple[str, str], ...] = (
    ("reason", ".*(?:사유|이유).*"),
    ("budget", "(?:예산|과목)(?!.*(?:전용|이용|이체)).*(?:현황|내역)"),
    ("summary", ".*(?:전용|이용|이체|변경|사용).*(?:개요|내역|내용|현황).*"),
    ("overview", ".*(?:사업개요|사업내용|개요).*"),
    ("other", ".*"),
)
"""Kind of a block by the words of its heading, white space removed, the value behind a colon cut off; first match wins."""

KNOWN_HEADINGS: tuple[str, ...] = (
    "사업개요", "사업내용", "사업현황", "(?:예산)?(?:전용|이용|이체|변경|변경사용|사용|예비비사용)(?:개요|내역|내용|현황|사유|근거|계획|경위)",
    "예산(?:전용|이용|이체|변경)(?:개요|내역|내용|현황|사유)", "(?:감액|증액)(?:예산|과목|사업)?(?:내역|현황|과목)", "예산현황", "예산내역", "예산과목현황", "예산집행현황", "예산변경내역", "과목현황", "추진배경",
    "추진경과", "추진현황", "추진근거", "추진계획", "향후계획", "향후일정", "향후추진계획", "그간경과", "전용배경", "(?:법적)?근거", "관련근거", "기타사항",
    "참고사항", "행정사항", "붙임", "필요성및기대효과",
)
"""Headings that count even where their mark is lost."""

ANNEX_LINES: tuple[str, ...] = (
    r"[<〈《\[【(]\s*(?:별\s*첨|붙\s*임|별\s*표|별\s*지|참\s*고|첨\s*부)\s*(?:제?\s*\d{1,2}\s*호?(?:\s*-\s*\d{1,2})?)?\s*[>〉》\]】)]",
)
"""How lines begin, as printed, that head an annex: `[별첨 1] 예산전용 조서`."""
END_LINE = r"[-–―~]?\s*[.<〈(]?\s*끝\s*[>〉)]?\s*[.。]?\s*[-–―~]?"
CLOSING_LINES: tuple[str, ...] = (
    r"[<〈\[【(]?\s*붙\s*임\s*(?:[>〉\]】):：\d]|(?<=\s)\S|$)",
    r"(?:담\s*당|담당자|담당부서|작성자|보고자|문의처?|연락처|전화번호)\s*[:：]",
)
"""Lines at the end of a report, as printed: the end itself, and how lines begin that name annexes and officials."""

# ------------------------------------------------------------------------------------------------------------- markers

BOX_MARKS = frozenset("□■▣❏❑❒▢◘◙口ㅁ☐⬜◻◼❖◆◇▶►◈▷▸◾◽☞")
CIRCLE_MARKS = frozenset("○●◯◎❍◦⚪⚫〇ㅇΟＯｏ⊙◉oO0Oоº")
DASH_MARKS = frozenset("-‐‑‒–—―−－ㅡ")
DOT_MARKS = frozenset("·․‧ㆍ•∙・⋅▪▫*＊✓")
NOTE_MARKS = frozenset("※＊☆★")
SQUARES = frozenset("□■▣❏❑❒▢◘◙口ㅁ☐⬜◻◼")
"""Marks of headings whatever stands above them; other box marks (▷ ◈ ☞) head only where they come first, or on a known heading."""
RING_MARKS = frozenset("◎◉●")
"""Bullets that also mark headings: on a heading that every report has, with nothing behind it."""
NUMBERED: tuple[str, ...] = ("안건", "의안", "전용", "이용", "이체", "사업", "보고", "건")
"""Words before the number of an item in brackets: `[안건 1]`."""
BEHIND_NUMERALS: tuple[str, ...] = (
    "(?:[급형종차류안기]|단계)(?:[을를은는이가의에]|으로)?", "[과와의은는이가을를도에]", "에서", "으?로", "부터", "까지",
)
"""What stands behind a Roman numeral, without a blank, that is a word of a sentence and marks nothing."""
ITEM_NUMBERS: tuple[str, ...] = (
    r"제\s*(?P<n>\d{1,2})\s*[항호건]\s*[.．:：)]?", r"(?:안건|전용|사업|연번|순번)\s*(?P<n>\d{1,2})\s*[.．:：)]?", r"(?P<n>\d{1,2})\s*[:：]",
    r"#\s*(?P<n>\d{1,2})\s*[.．:：)]?", r"(?P<n>\d{1,2})\s*[-–]",
)
"""Numbers of items that are no mark by themselves: only their sequence tells. A blank and the title follow."""
PLACEHOLDERS = frozenset("○◯〇●◎□■◇◆△▲")
"""Marks that stand for syllables left out where two or more of them lead a word: `○○시`, `□□동`."""
ARROW_MARKS = frozenset("⇨→➠➔⇒▷➡➜⇰☞⟶➝")
ARROWS = "→➠➔⇨⇒➡➜⇰⟶➝➞➤▶►▷☞⟹⇾⇛↦⮕⭢🡒🠖↓⇩⬇\U0000f0e8\U0000f0f0\U0000f0f2\U000f003b"
ARROWS_BACK = "←⇐⇦⬅⟵⟸"
ARROW_STROKES = "(?:[-=~─━―–]{1,3}|\\b)[>＞](?!\\d)|≫|»"
"""Arrows from what gives to what takes: signs, signs that point the other way, and arrows made of strokes (`-->`)."""

BOXED_DIGITS = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳❶❷❸❹❺❻❼❽❾❿⓵⓶⓷⓸⓹⓺⓻⓼⓽⓾")


@cache
def private_symbols() -> dict[str, str]:
    """Private-use glyph -> the symbol it stands for; glyphs whose meaning is not known are absent."""
    import csv
    from importlib import resources

    table = resources.files("councildoc.data").joinpath("private_use_glyphs.csv").read_text("utf-8")
    return {
        chr(int(row["code_point"].removeprefix("U+"), 16)): row["stands_for"]
        for row in csv.DictReader(table.splitlines())
        if row["stands_for"]
    }


# ---------------------------------------------------------------------------------------------------------- title page

OFFICE_ENDINGS: tuple[str, ...] = (
    "국", "실", "본부", "과", "담당관", "정책관", "기획관", "심의관", "관", "단", "추진단", "사업단", "센터", "사업소", "소", "원", "처", "청",
    "사무처", "사무국", "보건소", "연구원", "박물관", "미술관", "도서관", "공원", "동", "읍", "면", "팀", "반", "공사", "공단", "재단",
)
"""How the name of a department ends."""

BUREAU_ENDINGS: tuple[str, ...] = ("국", "실", "본부", "청", "원", "단", "정책관", "기획관", "사업소")
DIVISION_ENDINGS: tuple[str, ...] = ("과", "담당관", "팀", "센터", "사업소")
"""How the upper and the lower of two lines end that are one department in two levels."""

OFFICES_IN_TITLES: tuple[str, ...] = (
    "국", "실", "본부", "담당관", "정책관", "기획관", "관", "단", "센터", "사업소", "과", "보건소", "공단", "재단", "사무처",
)
"""How a department ends that a title names: `2022년도 3분기 디지털정책관 예산전용 보고`; other endings are parts of words there."""

OFFICE_COMMITTEES = frozenset({"감사위원회", "자치경찰위원회", "시민감사옴부즈만위원회", "시민고충처리위원회"})
"""Departments of the executive that are called committees."""

NO_OFFICES: tuple[str, ...] = (
    "결과", "효과", "성과", "지원", "위원", "직원", "의원", "인원", "공원", "재원", "장소", "감소", "해소", "중단", "운동", "활동", "기반", "기관",
    "현실", "확실", "(?<!감)사실", "방안", "(?<!환)경과", "(?<!교)통과", "보관", "민원", "자원", "회원", "정원", "회의실", "위원회", "의사국", "소관", "수단",
)
"""Words that end as departments do and name none."""

OFFICE_HEADS: tuple[str, ...] = (
    "국장", "실장", "과장", "단장", "소장", "본부장", "팀장", "관장", "원장", "담당관", "정책관",
)
"""Titles of the heads of offices; a name stands behind them."""

ACCOUNT_ENDINGS: tuple[str, ...] = ("회계", "기금")
"""How the name of an account ends."""

COUNCIL_ENDING = "의회"
COMMITTEE_ENDING = "위원회"

GENERIC_COUNCILS = frozenset({"의회", "시의회", "도의회", "구의회", "군의회", "본의회", "지방의회", "기초의회", "광역의회"})
"""Words for a council that do not say which one it is."""

GENERIC_COMMITTEES = frozenset({"위원회", "상임위원회", "소관위원회", "해당위원회", "각위원회", "특별위원회", "소위원회"})
"""Words for a committee that do not say which one it is."""

COMMITTEE_TAILS: tuple[str, ...] = (
    "회의록", "회의", "회의자료", "소관.*", "보고.*", "귀중", r"[(\[]?제?\s*\d+\s*[차호][)\]]?(?:\s*회의)?",
)
"""What stands behind the name of a committee on its line of a title page."""

SESSION_KINDS: tuple[str, ...] = ("임시회", "정례회", "정기회")

SITTING_NOTES: tuple[str, ...] = ("폐회\\s*중", "휴회\\s*중", "개회", "개의", "제?\\s*\\d+\\s*차(?:\\s*(?:본회의|회의))?", "본회의")
"""What stands behind the kind of a session, in brackets or not: `(폐회중)`, `제2차 본회의`."""

ROOMS: tuple[str, ...] = ("회의실", "회의장", "위원회실", "상황실", "대강당", "소강당", "강당", "본회의장")
"""How a place ends that stands on a line of its own."""

TITLE_LABELS: dict[str, tuple[str, ...]] = {
    "date": ("일시", "일자", "날짜", "보고일", "보고일자", "보고일시", "회의일시", "회의일", "때", "보고연월일", "보고년월일", "일시및시간"),
    "written": ("작성일", "작성일자", "제출일", "제출일자", "제출연월일", "제출년월일", "제안연월일", "배부일"),
    "place": ("장소", "곳", "회의장소", "보고장소"),
    "when_where": ("일시및장소", "일시·장소", "일시ㆍ장소", "일시/장소", "일시,장소", "일시장소", "때와곳"),
    "department": (
        "부서", "부서명", "보고부서", "소관부서", "소관", "제출부서", "담당부서", "보고자부서", "제출", "실국", "소관실국", "소관부서명", "보고부서명", "주관부서",
        "소관국", "소관실", "소관과", "작성부서", "실·국", "보고기관",
    ),
    "committee": ("위원회", "소관위원회", "상임위원회", "위원회명", "상임위", "소관상임위원회", "소관상임위"),
    "council": ("의회", "의회명"),
    "session": ("회기", "회의", "회의명", "회기명", "차수", "회차"),
    "title": ("제목", "건명", "안건", "안건명", "보고제목", "보고안건", "보고사항", "보고건명", "보고서명", "보고명", "의안명", "보고내용"),
    "number": ("의안번호", "안건번호", "보고번호", "의안제호"),
    "presenter": ("보고자", "제출자", "제안자", "보고인", "제출인"),
}
"""Labels of the title page, white space removed. The day of writing counts where no other is printed; numbers of the agenda and names of
people are labels of a cover that give no field."""

COVER_STAMPS = frozenset({"보고사항", "보고안건", "보고", "안건", "심의사항", "의결사항", "동의사항", "승인사항", "협의사항"})
"""What a cell beside the number of the agenda says of its kind."""

TITLE_ENDINGS: tuple[str, ...] = (
    "보고", "보고서", "내역", "현황", "보고의건", "보고(안)", "자료", "보고자료", "내역서", "결과", "내역보고", "현황보고", "전용", "이체", "이용",
    "사용", "변경", "사용내역", "승인안", "조서", "명세", "명세서", "총괄", "총괄표", "계획", "목록", "보고사항", "보고안건", "보고안",
)
"""How the title of a report ends."""

TITLE_WORDS: tuple[str, ...] = ("예산", "전용", "이용", "이체", "예비비", "변경", "결산", "추경", "보고", "업무")
"""Words of which the title of a report has one."""

MOVED_IN_TITLES: tuple[str, ...] = ("전용", "이체", "이용", "변경", "사용", "예비비")
"""Words for what was done with the money, as titles of reports and of their items have them."""

BEHIND_MOVES: tuple[str, ...] = ("보고", "내역", "현황", "의?건", "내역보고", "현황보고", "보고의건")
"""What may stand behind such a word at the end of the title of an item."""

TITLE_PREFIXES: tuple[str, ...] = (
    r"[\[【<〈(]?\s*(?:의사일정|의안|안건|보고안건|보고)\s*(?:제\s*\d{1,3}\s*[항호]|\d{1,3}[.．)])\s*[\]】>〉)]?\s*[:：.]?\s*",
)
"""Places in an agenda that stand before a title on its line: `의사일정 제3항 …`."""

TITLE_APART: tuple[str, ...] = (
    r"제?\d+[호차항회]", r"\d+", r"번호", r"(?:의안|안건|보고|의사일정)(?:번호)?(?:제?\d+[호항번]?)?", ".*(?:업무보고|회의|보고|심사|제출|설명|참고)자료",
    "보고순서.*", "대외비|대외주의|비공개|보안|공개|회의용|보고용", ".*(?:귀중|귀하)", ".*(?:임시회|정례회|정기회).*",
)
"""Lines above a title, white space removed, that are no part of it."""

CONTENTS_HEADINGS = frozenset({
    "목차", "차례", "순서", "목록", "보고순서", "contents", "CONTENTS", "Contents", "의사일정", "부의안건", "회의안건", "상정안건", "보고안건", "심사안건", "보고목록",
})
"""Headings of a table of contents or of an agenda: the numerals below them number no items."""

# ----------------------------------------------------------------------------------------------------------- transfers

TRANSFER_KINDS: tuple[tuple[str, str], ...] = (
    ("변경사용", "변경\\s*사\\s*용"),
    ("예산변경", "예산\\s*(?:의\\s*)?변경(?!\\s*사\\s*용)"),
    ("이체", "(?<!계좌\\s?|자동\\s?)이체"),
    (
        "이용", "예산\\s*(?:의\\s*)?이용|이용(?=\\s*(?:금액|일자|사유|개요|내역|예산|액))|(?:정책|단위|세부)?사업\\s*간\\s*이용",
    ),
    (
        "전용", "(?<![가-힣])전용(?!\\s*(?:면적|차로|도로|회선|구장|구역|주차|공간|홀|극장|서버|망|선로|통로|주거|건물|시설|용기|단말|부두|창구|률|화))"
        "|(?:예산|과목|통계목|사업|비목|목)\\s*(?:간\\s*)?전용",
    ),
    ("재배정", "재배정"),
    ("예비비", "예비비"),
    ("성립전", "성립\\s*전(?=\\s*(?:예산|사용|집행|편성|경비|$))"),
    ("간주처리", "간주\\s*(?:처리|예산)"),
    ("추경", "추경|추가\\s*경정"),
    ("변경", "(?:통계목|세부사업|단위사업|과목|사업|비목)\\s*(?:간\\s*)?변경|변경(?=\\s*(?:금액|일자|사유|개요|내역|액))"),
)
"""The document's word for a move, and how it is recognised. Where two overlap the longer wins, then the first listed."""

COMMON_WORDS: dict[str, str] = {"이용": "예산\\s*(?:의\\s*)?이용|사업\\s*간\\s*이용"}
"""Kinds whose word also has a meaning of every day (시설 이용): told in prose alone they need legs, or this pattern."""

MOVE_KINDS = frozenset({"변경사용", "예산변경", "이체", "이용", "전용", "재배정", "변경"})
"""Kinds that move money between heads; 예비비 allots a reserve, 추경, 성립전 and 간주처리 make new budgets: none has a source."""

LOOSE_KINDS = frozenset({"변경", "예산변경"})
"""Kinds whose word also sums up the others (`예산변경 현황` of a 전용): beside another kind they do not count."""

EVERYDAY_VERBS = frozenset({"변경", "이용"})
"""Words for a move that sentences use of anything: `3월을 5월로 변경`; they count between budget objects only."""

KIND_NOTE = "(?:[가-힣]\\.|\\(?\\d{1,2}[.)])?(?:\\d{4}(?:회계)?년도)?(?:세출)?(?:예산의?)?(?:(?:통계목|과목|비목|목|(?:정책|단위|세부)?사업)간?)?%s(?:예산|금액)?(?:사용|승인|결정|지출|편성)?(?:세부)?(?:내역서?|현황|조서|명세서?|개요|총괄표?)?"
"""A heading or caption that is little more than the word of a kind, white space removed: it names what stands below it."""

KIND_WORDS: dict[str, str] = {
    "변경사용": "변경사용", "예산변경": "(?<=예산의?)변경", "전용": "전용", "이체": "이체", "이용": "이용", "재배정": "재배정", "변경": "변경",
    "예비비": "예비비", "성립전": "성립전", "간주처리": "간주(?:처리)?", "추경": "추경|추가경정(?:예산안?)?",
}
"""Kind -> its word in such a note, white space removed."""

KIND_COLUMNS: tuple[str, ...] = ("구분", "종류", "유형", "(?:변경|전용|처리|조정|예산변경)(?:구분|종류|유형|방법)", "방법", "비고", "내용")
"""Headers of columns that may say of each line which kind of move it is."""

_ACT = "(?:예산)?(?:전용|이용|이체|변경|변경사용|사용|조정|재배정|결정|승인)"

_TOLD = "제?\\d{1,2}차(?:예산)?(?:전용|이용|이체|예산변경|변경사용)"

LABELS: dict[str, tuple[str, ...]] = {
    "amount": (f"{_ACT}(?:금액|액|예산액|규모|예산|총액)", "금액", "총액", _TOLD),
    "date": (
        f"{_ACT}(?:일자|일|일시|시기|결정일|승인일|결재일|연월일|년월일)", "(?:전용|이용|이체)(?:승인|결정|결재)(?:일자)?",
        "(?:최종|내부|방침)?(?:결재|승인|결정|시행)(?:일자|일)", "일자", _TOLD,
    ),
    "reason": (".*(?:사유|이유)",),
    "route": (
        f"{_ACT}(?:과목|내용|내역|예산사업|사업|대상|목|통계목|비목|예산과목|방법|세부내역)", "예산과목", "과목", f"{_ACT}세부사업", "변경내용",
    ),
}
"""Labels of a bullet, by what their value is; two labels may share a bullet (`전용금액/전용일자`)."""

DATE_COLUMNS = frozenset({"일시", "날짜", "시기", "전용일", "연월일", "년월일"})
"""Headers of a column of transfer dates that are no label of one in prose."""

LEFTOVER_WORDS: tuple[str, ...] = (
    "집행잔액", "잔액", "잔여액", "낙찰차액", "낙찰잔액", "계약잔액", "미집행액", "유보액", "부족분", "부족액", "일부금액", "전액", "금액", "잔액일부", "잔여예산", "잔여", "불용액", "불용예산", "절감액", "예산", "일부", "중", "에서", "사업비",
    "(?:전용|이용|이체|변경사용|변경)(?:\\s?(?:완료|조치|처리|실시|함))?",
)
"""Words after the name of a source in prose that are not part of the name; they count only as separate words."""

LEAD_WORDS: tuple[str, ...] = (
    "감액하여", "감하여", "삭감하여", "조정하여", "활용하여", "절감하여", "감액해", "활용해", "감액하고", "전액", "일부", "총", "금", "자로", "자", "부로",
    "당초", "기존", "금회", "이번", "기정", "우선", "부득이", "(?:\\d{4}|[’‘'`]?\\d\\d)년도?", "금년도?", "당해\\s?연도", "제?\\d{1,2}차(?:\\s?(?:예산)?(?:전용|이용|이체|변경사용|예산변경))?",
)
"""Words before the name of a target or source in prose that are not part of the name."""

SAME_PROJECT_WORDS: tuple[str, ...] = ("(?:같은|동일한?|동|위|당해|해당|본)(?:세부|단위)?사업(?:의|내|내의)?",)
"""Words that stand for the project named before."""

LIKE_COSTS = "(?:정비|대비|준비|(?<!시)설비|장비|소비|낭비|완비|예비|겸비|현금|지금)"
LIKE_OFFICES = "(?:결과|효과|성과|교실|회의실|화장실|(?<![가-힣])(?:경과|통과|초과|여과|교과|사실|현실|내실|확실|충실|부실|외국|전국|입국|출국|결국))"
"""Nouns that end like costs and like offices but are none: `도로 정비` is a project, `추진 결과` no department.
Some are that only as whole words: 환경과, 교통과 and 감사실 are offices."""

ADVERBS_IN_RO = "(?<![가-힣])(?:그대|새|바|따|서|별도|임의|실제|함부|수시|추가|주|별개|일시적으|부분적으|한시적으)"
"""What stands before 로 in adverbs, not in targets: `그대로 전용`, `별도로 전용`."""

LEVEL_WORDS: dict[str, str] = {"정책사업": "policy_project", "단위사업": "unit_project", "세부사업": "detailed_project"}
"""Words before a name in prose that say of which level it is."""

CLAUSE_ENDS: tuple[str, ...] = (
    "위해서?", "위하여", "따라서?", "인해", "인하여", "의해", "의하여", "의거(?:하여)?", "통해", "통하여", "대하여", "대비하여", "관련하여", "함에\\s따라", "으므로",
    "(?:발생|부족|증가|감소|필요|지연|취소|변경|축소|확대|중단|연기|종료)(?:하여|되어|돼|하므로|되므로)", "않고", "아니하고", "못하고", "않아", "후",
)
"""How a clause ends that says why or when; what stands before it is no part of a name."""

ADNOMINAL_ENDS = "(?:[된한할될던]|하는|되는|있는|없는|남은|남는|쓰는|따른|중인|못한)"
ADNOMINAL_NAMES = "(?:제한|권한|기한|시한|상한|하한|유한|무한|북한|남한|여한|분할|역할|관할|조례안)"
"""How a word ends that only describes the object behind it (`당초 편성된 사무관리비`), and nouns that end alike."""

GENITIVE_NAMES = "(?:회의|협의|합의|강의|건의|심의|논의|문의|동의|결의|명의|주의|정의|토의|편의|창의|유의|임의|수의|거의|전의|민의|호의|정의)"
"""Nouns that end like the particle 의: `주민자치회의` is not cut."""

FINANCING: tuple[str, ...] = (
    "국비", "시비", "도비", "군비", "구비", "시군비", "시·군비", "시군구비", "지방비", "자체재원", "자비", "자부담", "특교세?", "특별교부세", "교부세", "균특", "지특", "기금", "광특",
    "조정교부금", "특별조정교부금", "특조금?", "민자", "민간", "기타", "일반재원",
)
"""Where money comes from: amounts that each carry one are parts of one sum."""

SHORTAGE_WORDS: tuple[str, ...] = ("부족분", "부족액", "부족예산", "소요액", "소요예산", "소요경비", "필요예산", "필요액", "추가소요분?", "재원")
"""Words behind a target that is named first: `행사운영비 부족분을 사무관리비에서 전용`."""

ROUGH_BEFORE: tuple[str, ...] = ("약", "대략", "거의", "최대", "최소", "한도", "≒", "≈")
ROUGH_AFTER: tuple[str, ...] = ("여", "내외", "정도", "가량", "안팎", "남짓", "대(?![가-힣])", "이내", "미만", "이상", "이하", "초과")
"""Words that make an amount a rough one."""

SIDE_WORDS: tuple[str, str] = ("감액|삭감|감|△|▲|▽|\\(-\\)", "증액|증|＋|\\+|\\(\\+\\)")
"""Words and signs at an amount that say whether its object gives or takes."""

DIRECTION_WORDS: tuple[str, ...] = ("감액", "감소", "감", "증액", "증가", "증", "△", "▲", "▽", "\\+", "＋")
"""Words that stand in brackets beside a budget object and say which way its money goes."""

SIDE_LABELS: tuple[tuple[str, ...], tuple[str, ...]] = (
    (
        "감", "감액", "감소", "△", "당초", "기정", "(?:전용|변경|이용|이체)전", "(?:감액|전출|감|감소|당초|기정|전용전|변경전)(?:예산)?(?:과목|내역|사업|예산|대상|항목|재원)",
        "From", "FROM", "from", "보내는과목", "(?:전용|이용|이체|변경)(?:한|할|하는)(?:과목|사업|예산)", "(?:전용|이체)?재원", "전출",
    ),
    (
        "증", "증액", "증가", "\\+", "＋", "변경", "경정", "(?:전용|변경|이용|이체)후", "(?:증액|전입|증|증가|전용후|변경후)(?:예산)?(?:과목|내역|사업|예산|대상|항목)", "(?:변경|경정)(?:예산)?과목",
        "To", "TO", "to", "받는과목", "(?:전용|이용|이체|변경)(?:된|받은|받을|받는)(?:과목|사업|예산)", "전입", "사용과목",
    ),
)
"""Labels whose value is one side of a move: what gives, and what takes (`감액 : A 5,000천원 / 증액 : B 5,000천원`)."""

UNDONE_WORDS: tuple[str, ...] = (
    "하지\\s*(?:않|아니|못)", "할\\s*수\\s*없", "할\\s*(?:예정|계획)", "없이", "불가(?!피)", "불허", "검토", "대신", "예정", "계획", "취소", "보류", "지양",
    "필요", "요청", "요구", "신청", "건의", "철회", "반려", "불승인", "미승인", "부결", "무산", "중단", "가능", "곤란", "(?:할|가능)?\\s*여부", "내역\\s*없음", "실적\\s*없음", "사실\\s*없", "을?\\s*(?:추진|협의)\\s*(?:중|예정)", "한\\s*(?:바|사실|적)\\s*없", "되지\\s*(?:않|아니|못)",
)
"""Words right after 전용 in a sentence that tells of no move: denied, or only thought of."""

PLAN_HEADINGS: tuple[str, ...] = (".*향후.*", ".*예정.*")
"""Headings under which sentences tell of the future."""

COUNT_LABELS: tuple[str, ...] = ("(?:총|예산)?(?:전용|이용|이체|변경|변경사용)?건수",)
"""Labels of an overview that counts and sums the transfers told elsewhere."""

CLOSINGS: tuple[str, ...] = (
    "[-–]?끝[.]?[-–]?", "[<〈《\\[【(](?:별첨|붙임|별표|별지|참고|첨부)(?:제?\\d{1,2}호?(?:-\\d{1,2})?)?[>〉》\\]】)].*", "(?:붙임|첨부)(?:\\d|[:：.]|$).*", "(?:담당|담당자|담당부서|작성자|문의|문의처|연락처)[:：].*",
)
"""Lines that close a report, white space removed."""

# ---------------------------------------------------------------------------------------------------------------- law

PERSONNEL_COSTS = ("101",)
REPAYMENTS = ("311", "601")
FACILITY_COSTS = ("401",)
OFFICIAL_EXPENSES = ("203",)
"""편성목 named by 지방재정법 시행령 제55조: 인건비, 상환금(이자 311·원금 601), 시설비및부대비, 업무추진비."""
RESERVES = ("801",)
SUBSIDIES: tuple[str, ...] = (".*보조금?(?:\\(.*\\))?",)
"""The 편성목 of 예비비, and how the names of subsidies end (민간경상사업보조, but neither 직급보조비 nor 보조금반환금): 시행령 제48조."""

OTHER_BODIES: tuple[str, ...] = (
    ".*재단(?:법인)?", ".*공단", ".*(?:도시|개발|교통|주택|관광|환경|에너지|유통|농수산물|항만|경륜|시설|도로|철도|마케팅)공사", ".*의료원", ".*복지관",
    ".*(?:학교|유치원|어린이집|요양원|보육원|교회|성당|교구|산학협력단|협동조합|주식회사|복지회|선교회)", "(?:사회복지|학교|재단|사단|종교)법인.*",
)
"""Names of reporting bodies that have rules of their own on budgets: they are no departments of a local government."""

OTHER_ACCOUNTS: tuple[str, ...] = (
    "학교회계", "교비회계", "법인회계", "시설회계", "교회회계", "학교운영위원회", "시설운영위원회", "이사회", "(?<!해)당회(?!계)", "제직회", "공동의회",
    "(?:사회복지|학교|재단|사단|종교)법인",
)
"""Accounts and boards of bodies with rules of their own (법인, 학교, 시설, 교회)."""

OTHER_INSTITUTIONS: tuple[str, ...] = (
    "사회복지시설", "사학기관", "복지관", "요양원", "보육원", "어린이집", "유치원", "초등학교", "중학교", "고등학교", "대학교",
    "교회", "성당", "사찰", "교구", "재단", "공단", "협동조합", "주식회사", "산학협력단", "(?:도시|개발|교통|주택|관광)공사",
)
"""Institutions that a local government reports about as well: they count only where nothing speaks for one."""

# -------------------------------------------------------------------------------------------------------------- joining

SINGLE_WORDS = frozenset("등및외중내시구군도읍면동전후건수간별각총약단또더이그저타본된한할것때곳점바데줄채뿐대차회년월일원명개")
"""Syllables that are words by themselves: a line that begins with one was broken between words."""

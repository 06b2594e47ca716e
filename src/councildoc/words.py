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
        "부서\\(과\\)", "실국과", "부서·기관", "국\\(실\\)",
    ),
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
"""Columns that say what the money is for. `compilation_object` and `compilation_code` (편성목) stay in `extra` and lend their number to a code
that is printed without it; `older` (장·관·항·세항, before 2008) stays in `extra`; `group` is the number of a transfer."""

SIDES: tuple[tuple[str, ...], tuple[str, ...]] = (
    (
        "감", "감액", "감소", "감액과목", "감액예산과목", "감과목", "감액사업", "감액대상", "감\\(△\\)", "감액\\(△\\)", "전용감액", "전용감", "당초", "당초예산", "당초과목", "기정",
        "기정예산", "현행", "전용대상", "전용재원", "재원", "전출", "전출과목", "보내는과목", "From", "FROM", "from", "부터",
        "(?:예산)?(?:전용|이용|이체|변경|조정)(?:전|한|할|하는|감액)(?:사업|과목|예산|예산과목|내역|현황)?",
        "(?:감액|전용전|변경전|당초)\\(?(?:사업|과목|예산과목)\\)?",
    ),
    (
        "증", "증액", "증가", "증액과목", "증액예산과목", "증과목", "증액사업", "증액대상", "증\\(\\+\\)", "증액\\(\\+\\)", "전용증액", "전용증", "변경", "변경예산", "변경과목", "경정",
        "전입", "전입과목", "받는과목", "To", "TO", "to", "까지", "사용과목",
        "(?:예산)?(?:전용|이용|이체|변경|조정)(?:후|된|받은|받을|받는|증액)(?:사업|과목|예산|예산과목|내역|현황)?",
        "(?:증액|전용후|변경후)\\(?(?:사업|과목|예산과목)\\)?",
    ),
)
"""Group headers over two sets of head columns in one row: what gives, and what takes."""

_MOVE = "(?:예산)?(?:전용|이용|이체|변경|조정|변경사용|예산변경|사용|이월|재배정|증감|배정)"
_SUM = "(?:예산|예산액|예산현액|현액|금액|액|예산금액|계)?"

AMOUNT_COLUMNS: dict[str, tuple[str, ...]] = {
    "before": (
        "예산현액", "예산액", "현예산", "현예산액", "현액", "예산", "기정", "기정액", "기정예산", "기정예산액", "기정예산현액", "당초", "당초액", "당초예산",
        "당초예산액", "당초예산현액", "본예산", "본예산액", "현계", "현계예산", "편성액", "예산편성액", "최초예산", "최초예산액", "현재예산", "현재예산액",
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
        f"{_MOVE}후{_SUM}", "최종예산", "최종예산액", "최종예산현액", "최종", "변경예산", "변경예산액", "변경예산현액", "경정", "경정액", "경정예산",
        "경정예산액", "조정예산", "조정예산액", "수정예산", "수정예산액", "변경", "확정예산", "확정예산액", f"{_SUM}\\({_MOVE}후\\)",
        f"{_MOVE}이후{_SUM}", "실행예산", "실행예산액", "변동예산", "변동예산액",
    ),
}
"""Columns of money. `signed` is one column for both directions (△ ▲ − for a decrease).
A word listed under two fields is decided by its neighbours, see `budget.header`."""

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

NIL_MARKS = frozenset("-‐‑‒–—―−－ー─━")
NEGATIVE_MARKS = frozenset("△▲∆Δ▵▴-−－–")

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
    "예산(?:전용|이용|이체|변경)(?:개요|내역|내용|현황|사유)", "예산현황", "예산내역", "예산과목현황", "예산집행현황", "예산변경내역", "과목현황", "추진배경",
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
PLACEHOLDERS = frozenset("○◯〇●◎□■◇◆△▲")
"""Marks that stand for syllables left out where two or more of them lead a word: `○○시`, `□□동`."""
ARROW_MARKS = frozenset("⇨→➠➔⇒▷➡➜⇰☞⟶➝")
ARROWS = "→➠➔⇨⇒➡➜⇰⟶➝➞➤▶►▷☞\U0000f0e8\U0000f0f0\U000f003b"

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

OFFICE_HEADS: tuple[str, ...] = (
    "국장", "실장", "과장", "단장", "소장", "본부장", "팀장", "관장", "원장", "담당관", "정책관",
)
"""Titles of the heads of offices; a name stands behind them."""

ACCOUNT_ENDINGS: tuple[str, ...] = ("회계", "기금")
"""How the name of an account ends."""

GENERIC_COUNCILS = frozenset({"의회", "시의회", "도의회", "구의회", "군의회", "본의회", "지방의회"})
"""Words for a council that do not say which one it is."""

SESSION_KINDS: tuple[str, ...] = ("임시회", "정례회", "정기회")

TITLE_LABELS: dict[str, tuple[str, ...]] = {
    "date": ("일시", "일자", "날짜", "보고일", "보고일자", "보고일시", "회의일시", "때", "작성일"),
    "place": ("장소", "곳", "회의장소", "보고장소"),
    "department": (
        "부서", "부서명", "보고부서", "소관부서", "소관", "제출부서", "담당부서", "보고자부서", "제출", "실국", "소관실국",
    ),
    "committee": ("위원회", "소관위원회", "상임위원회", "위원회명", "상임위"),
    "council": ("의회", "의회명"),
    "session": ("회기", "회의", "회의명", "회기명"),
    "title": ("제목", "건명", "안건", "안건명", "보고제목", "보고안건", "보고사항"),
}
"""Labels of the title page, white space removed."""

TITLE_ENDINGS: tuple[str, ...] = (
    "보고", "보고서", "내역", "현황", "보고의건", "보고(안)", "자료", "보고자료", "내역서", "결과", "내역보고", "현황보고", "전용", "이체", "이용",
    "사용", "변경", "사용내역", "승인안", "조서", "명세", "명세서", "총괄", "총괄표", "계획", "목록",
)

CONTENTS_HEADINGS = frozenset({
    "목차", "차례", "순서", "목록", "보고순서", "contents", "CONTENTS", "Contents", "의사일정", "부의안건", "회의안건", "상정안건",
})
"""Headings of a table of contents or of an agenda: the numerals below them number no items."""

# ----------------------------------------------------------------------------------------------------------- transfers

TRANSFER_KINDS: tuple[tuple[str, str], ...] = (
    ("변경사용", "변경\\s*사용"),
    ("예산변경", "예산\\s*(?:의\\s*)?변경(?!\\s*사용)"),
    ("이체", "(?<!계좌\\s?|자동\\s?)이체"),
    (
        "이용", "예산\\s*(?:의\\s*)?이용|이용(?=\\s*(?:금액|일자|사유|개요|내역|예산|액))|(?:정책|단위|세부)?사업\\s*간\\s*이용",
    ),
    (
        "전용", "(?<![가-힣])전용(?!\\s*(?:면적|차로|도로|회선|구장|주차|공간|홀|극장|서버|망))|(?:예산|과목|통계목|사업|비목|목)\\s*(?:간\\s*)?전용",
    ),
    ("재배정", "재배정"),
    ("예비비", "예비비"),
    ("변경", "(?:통계목|세부사업|단위사업|과목|사업|비목)\\s*(?:간\\s*)?변경|변경(?=\\s*(?:금액|일자|사유|개요|내역|액))"),
)
"""The document's word for a move, and how it is recognised. Where two overlap the longer wins, then the first listed."""

COMMON_WORDS: dict[str, str] = {"이용": "예산\\s*(?:의\\s*)?이용|사업\\s*간\\s*이용"}
"""Kinds whose word also has a meaning of every day (시설 이용): told in prose alone they need legs, or this pattern."""

MOVE_KINDS = frozenset({"변경사용", "예산변경", "이체", "이용", "전용", "재배정", "변경"})
"""Kinds that move money between heads; 예비비 allots a reserve and has no source."""

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
    "집행잔액", "잔액", "낙찰차액", "잔여예산", "잔여", "불용액", "불용예산", "절감액", "예산", "일부", "중", "에서", "사업비",
)
"""Words after the name of a source in prose that are not part of the name; they count only as separate words."""

LEAD_WORDS: tuple[str, ...] = (
    "감액하여", "감하여", "삭감하여", "조정하여", "활용하여", "절감하여", "감액해", "활용해", "감액하고", "전액", "일부", "총", "금",
)
"""Words before the name of a target or source in prose that are not part of the name."""

DIRECTION_WORDS: tuple[str, ...] = ("감액", "감소", "감", "증액", "증가", "증", "△", "▲", "▽", "\\+", "＋")
"""Words that stand in brackets beside a budget object and say which way its money goes."""

SIDE_LABELS: tuple[tuple[str, ...], tuple[str, ...]] = (
    ("감", "감액", "감소", "△", "당초", "기정", "(?:전용|변경|이용|이체)전", "(?:감액|전출)(?:과목|내역|사업)"),
    ("증", "증액", "증가", "\\+", "＋", "변경", "경정", "(?:전용|변경|이용|이체)후", "(?:증액|전입)(?:과목|내역|사업)"),
)
"""Labels whose value is one side of a move: what gives, and what takes (`감액 : A 5,000천원 / 증액 : B 5,000천원`)."""

UNDONE_WORDS: tuple[str, ...] = (
    "하지\\s*(?:않|아니|못)", "할\\s*수\\s*없", "할\\s*(?:예정|계획)", "없이", "불가", "불허", "검토", "대신", "예정", "계획", "취소", "보류", "지양",
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

# -------------------------------------------------------------------------------------------------------------- joining

SINGLE_WORDS = frozenset("등및외중내시구군도읍면동전후건수간별각총약단또더이그저타본된한할것때곳점바데줄채뿐대차회년월일원명개")
"""Syllables that are words by themselves: a line that begins with one was broken between words."""

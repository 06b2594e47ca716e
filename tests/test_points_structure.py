"""Points 18 to 38: items, blocks, bullets and labels. Nothing is lost, and nothing is reported that the page does not say."""

from __future__ import annotations

import pytest

import councildoc
from council_reports import SESSION, TABLE, TITLE, item, items, read, read_bytes, sound
from councildoc import Block, Briefing, Item, Paragraph, Parsed, Table
from councildoc.model import BodyEntry

FRONT = f"{SESSION}\n행정자치위원회\n{TITLE}\n2022. 10.\n기획예산과\n"
KINDS = ["overview", "summary", "reason", "budget"]
REASON = "여름철 냉방기 고장이 잦아 수리비가 부족함"


def report(body: str, front: str = FRONT) -> Briefing:
    """The one report of a body below a title page, in which nothing is reported."""
    parsed = read(front + body)
    assert sound(parsed), parsed.diagnostics
    (only,) = parsed.briefings
    return only


def first(body: str) -> Item:
    """The first item of a report."""
    return report(body).items[0]


def lines(body: tuple[BodyEntry, ...]) -> list[tuple[str | None, int, str | None, str]]:
    """The paragraphs of a body."""
    return [(one.marker, one.depth, one.label, one.text) for one in body if isinstance(one, Paragraph)]


def block(text: str) -> list[tuple[str | None, int, str | None, str]]:
    """The paragraphs below a heading of which nothing is known."""
    found = first(
        f"Ⅰ. 도서관 예산 전용\n□ 처음 보는 제목\n{text}\n□ 전용개요\n ○ 전용금액 : 금 5,000천원\n □ 전용사유\n ○ 고장\n"
    )
    assert [one.kind for one in found.blocks] == ["other", "summary", "reason"]
    assert [(one.amount, one.reason) for one in found.transfers] == [(5_000_000, "고장")]
    return lines(found.blocks[0].body)


def whole(found: Item) -> bool:
    """Whether an item of `items` is read whole."""
    (move,) = found.transfers
    return [one.kind for one in found.blocks] == KINDS and (move.amount, move.reason) == (5_000_000, REASON)


# ---------------------------------------------------------------------------------------------------- marks of items

ROMAN = ["Ⅰ ", "Ⅰ. ", "Ⅰ.", "Ⅰ．", "Ⅰ", "Ⅰ) ", "(Ⅰ) ", "[Ⅰ] ", "【Ⅰ】 ", "Ⅰ: ", "Ⅰ、", "ⅰ. ", "  Ⅰ.  "]


def counted(form: str, letters: str = "ⅠⅡⅢⅣⅤ") -> list[str]:
    """The labels of five items, by the first of them."""
    start = next(char for char in letters if char in form)
    return [form.replace(start, letter) for letter in letters]


@pytest.mark.point(18)
@pytest.mark.parametrize("form", ROMAN)
def test_roman_numerals(form: str) -> None:
    letters = "ⅰⅱⅲⅳⅴ" if "ⅰ" in form else "ⅠⅡⅢⅣⅤ"
    labels = counted(form, letters)
    found = report(items(*labels)).items
    assert [(one.number, one.label) for one in found] == [(n, label.strip()) for n, label in enumerate(labels, 1)]
    assert [one.title for one in found][1] == "보건소 냉방시설 개선을 위한 예산 전용"
    assert all(map(whole, found))


@pytest.mark.point(18)
@pytest.mark.parametrize("bar", ["| {} | {} |", "| {}. | {} |", "| {} |  | {} |"])
def test_roman_numerals_in_bars(bar: str) -> None:
    body = "".join(
        f"{bar.format(mark, title)}\n" + item("", "").split("\n", 1)[1] + "\n"
        for mark, title in (("Ⅰ", "도서관 예산 전용"), ("Ⅱ", "보건소//예산 전용"))
    )
    found = report(body).items
    assert [(one.number, one.title) for one in found] == [(1, "도서관 예산 전용"), (2, "보건소 예산 전용")]


@pytest.mark.point(18)
def test_numeral_is_told_from_the_letters_it_normalises_to() -> None:
    marks = [("Ⅰ. ", "Ⅱ. "), ("I. ", "II. ")]
    found = [read_bytes(FRONT + items(*pair)).briefings[0].items for pair in marks]
    assert [[one.label for one in each] for each in found] == [["Ⅰ.", "Ⅱ."], ["I.", "II."]]
    assert [[one.number for one in each] for each in found] == [[1, 2]] * 2


OTHER_MARKS = {
    "I. ": ["I. ", "II. ", "III. "],
    "I ": ["I ", "II ", "III "],
    "I) ": ["I) ", "II) ", "III) "],
    "[I] ": ["[I] ", "[II] ", "[III] "],
    "mixed": ["Ⅰ. ", "Ⅱ. ", "III. "],
}
ARABIC = [
    "1. ",
    "1.",
    "1 ",
    "1) ",
    "(1) ",
    "１. ",
    "１．",
    "1、",
    "[1] ",
    "【1】 ",
    "[ 1 ] ",
    "<1> ",
    "《1》 ",
    "〔1〕 ",
    "<제1항> ",
    "[제1호] ",
    "제1항 ",
    "제1호 ",
    "제1건. ",
    "[안건 1] ",
    "【안건1】 ",
    "[전용1] ",
    "안건 1. ",
    "연번 1. ",
    "#1 ",
    "1: ",
]
SYLLABLES = ["가. ", "가．", "가.", "가) ", "(가) "]


@pytest.mark.point(19)
@pytest.mark.parametrize("labels", OTHER_MARKS.values(), ids=list(OTHER_MARKS))
def test_latin_numerals(labels: list[str]) -> None:
    found = report(items(*labels)).items
    assert [(one.number, one.label) for one in found] == [(n, label.strip()) for n, label in enumerate(labels, 1)]
    assert all(map(whole, found))


@pytest.mark.point(19)
@pytest.mark.parametrize("form", ARABIC)
@pytest.mark.parametrize("heading", ["□", "■", "\uf000"])
def test_arabic_numerals(form: str, heading: str) -> None:
    labels = counted(form, "１２３４５" if "１" in form else "12345")
    found = report(items(*labels, heading=heading)).items
    assert [(one.number, one.label) for one in found] == [(n, label.strip()) for n, label in enumerate(labels, 1)]
    assert all(map(whole, found))


@pytest.mark.point(19)
@pytest.mark.parametrize("form", SYLLABLES)
@pytest.mark.parametrize("heading", ["□", "1.", "1)", "-", "○"])
def test_syllables(form: str, heading: str) -> None:
    labels = counted(form, "가나다라마")
    body = items(*labels, heading="□")
    if heading != "□":
        for number, name in enumerate(("사업개요", "전용개요", "전용사유", "예산현황"), 1):
            body = body.replace(f"□ {name}", f"{heading.replace('1', str(number))} {name}")
    found = report(body).items
    assert [(one.number, one.label) for one in found] == [(n, label.strip()) for n, label in enumerate(labels, 1)]
    assert [[move.amount for move in one.transfers] for one in found] == [[5_000_000]] * 5


@pytest.mark.point(19)
def test_syllables_over_numbered_statements() -> None:
    body = "가. 첫째 예산 전용\n1) 전용금액 : 금 5,000천원\n2) 전용사유 : 고장\n나. 둘째 예산 전용\n1) 전용금액 : 금 3,000천원\n2) 전용사유 : 부족\n"
    found = report(body).items
    assert [(one.number, one.label, one.title) for one in found] == [
        (1, "가.", "첫째 예산 전용"),
        (2, "나.", "둘째 예산 전용"),
    ]
    assert [[(move.amount, move.reason) for move in one.transfers] for one in found] == [
        [(5_000_000, "고장")],
        [(3_000_000, "부족")],
    ]


@pytest.mark.point(18, 19)
@pytest.mark.parametrize("form", [*ROMAN, *ARABIC, *SYLLABLES])
def test_marks_are_written_so_that_they_are_read_again(form: str) -> None:
    letters = next(row for row in ("ⅠⅡⅢⅣⅤ", "ⅰⅱⅲⅳⅴ", "12345", "１２３４５", "가나다라마") if row[0] in form)
    parsed = read(FRONT + items(*counted(form, letters)))
    assert councildoc.parse(councildoc.to_text(parsed).encode()).briefings == parsed.briefings
    assert councildoc.parse(councildoc.to_hwpx(parsed)).briefings == parsed.briefings


@pytest.mark.point(19)
@pytest.mark.parametrize(
    "mark",
    ["가. 나. 다. 라.", "1. 2. 3. 4.", "1) 2) 3) 4)", "(1) (2) (3) (4)", "Ⅰ. Ⅱ. Ⅲ. Ⅳ.", "① ② ③ ④", "[1] [2] [3] [4]"],
)
def test_marks_of_known_headings_are_no_items(mark: str) -> None:
    body = item("", "도서관").split("\n", 1)[1]
    for sign in mark.split():
        body = body.replace("□", sign, 1)
    (found,) = report(body).items
    assert (found.number, found.label, found.title) == (None, None, None)
    assert [one.marker for one in found.blocks] == mark.split()
    assert whole(found)


@pytest.mark.point(20)
def test_same_numeral_at_three_depths() -> None:
    body = "".join(
        f"{n}. {place} 운영\n1. 전용개요\n1. 전용금액 : 금 5,000천원\n2. 전용과목 : 사무관리비 → 공공운영비\n2. 전용사유\n1. 고장이 잦음\n2. 수리비가 부족함\n"
        for n, place in ((1, "도서관"), (2, "보건소"))
    )
    found = report(body).items
    assert [(one.number, one.title) for one in found] == [(1, "도서관 운영"), (2, "보건소 운영")]
    assert [[(one.marker, one.heading) for one in each.blocks] for each in found] == [
        [("1.", "전용개요"), ("2.", "전용사유")]
    ] * 2
    assert [one.text for one in found[0].blocks[1].body if isinstance(one, Paragraph)] == [
        "고장이 잦음",
        "수리비가 부족함",
    ]
    assert [(move.amount, move.reason) for one in found for move in one.transfers] == [
        (5_000_000, "고장이 잦음\n수리비가 부족함")
    ] * 2


@pytest.mark.point(20)
@pytest.mark.parametrize("deep", ["1.", "1)", "(1)", "가.", "①"])
@pytest.mark.parametrize("item_mark", ["Ⅰ. ", "1. ", "<제1항> "])
def test_lists_below_headings(item_mark: str, deep: str) -> None:
    second = {"1.": "2.", "1)": "2)", "(1)": "(2)", "가.": "나.", "①": "②"}[deep]
    body = f"{item_mark}도서관 예산 전용\n□ 사업개요\n {deep} 대상 : 열람실\n {second} 기간 : 연중\n□ 전용사유\n {deep} 고장이 잦음\n {second} 수리비가 부족함\n□ 전용개요\n ○ 전용금액 : 금 5,000천원\n"
    found = first(body + items(*counted(item_mark, "ⅠⅡ" if "Ⅰ" in item_mark else "12")[1:]))
    assert [one.kind for one in found.blocks] == ["overview", "reason", "summary"]
    assert lines(found.blocks[0].body)[1][2:] == ("기간", "연중")
    assert [move.reason for move in found.transfers] == ["고장이 잦음\n수리비가 부족함"]


@pytest.mark.point(20)
def test_numbered_lists_below_numbered_headings() -> None:
    found = first(
        "Ⅰ. 도서관 예산 전용\n1. 사업개요\n 1. 대상 : 열람실\n 2. 기간 : 연중\n 3. 예산 : 1억원\n2. 전용개요\n 가. 전용금액 : 금 5,000천원\n3. 전용사유\n 1. 고장\n"
    )
    assert [(one.marker, one.heading, len(one.body)) for one in found.blocks] == [
        ("1.", "사업개요", 3),
        ("2.", "전용개요", 1),
        ("3.", "전용사유", 1),
    ]


CONTENTS = [
    "목 차\n1. {0} ---------- 1\n2. {1} ---------- 3\n- 1 -\n",
    "목 차\nⅠ. {0} ··········· 1\nⅡ. {1} ··········· 3\n",
    "< 목 차 >\nⅠ. {0} / 1\nⅡ. {1} / 3\n",
    "【 차 례 】\nⅠ {0}\t1\nⅡ {1}\t3\n",
    "목차\nⅠ. {0}\nⅡ. {1}\n",
    "보고 순서\n1. {0} …… 1쪽\n2. {1} …… 3쪽\n",
    "목  차\n| Ⅰ | {0} | 1 |\n| Ⅱ | {1} | 3 |\n",
    "CONTENTS\nI. {0} ...... 1\nII. {1} ...... 3\n",
]


@pytest.mark.point(21)
@pytest.mark.parametrize("contents", CONTENTS)
@pytest.mark.parametrize("marks", [("Ⅰ. ", "Ⅱ. "), ("I. ", "II. ")])
@pytest.mark.parametrize("ahead", [True, False])
def test_contents_are_no_items(contents: str, marks: tuple[str, str], ahead: bool) -> None:
    titles = [f"{place} 냉방시설 개선을 위한 예산 전용" for place in ("시립도서관", "보건소")]
    page = contents.format(*titles)
    found = report(items(*marks), page + FRONT if ahead else FRONT + page)
    assert [(one.label, one.title) for one in found.items] == list(
        zip((mark.strip() for mark in marks), titles, strict=True)
    )
    assert (found.title, found.department) == (TITLE, "기획예산과")
    assert all(map(whole, found.items))
    assert found.preamble


@pytest.mark.point(21)
@pytest.mark.parametrize(
    "text",
    [
        " ○ 교통안전 Ⅰ단계 공사\nⅡ단계 공사는 내년에 함",
        " ○ 자격\nⅡ급 자격자 2명을 둠",
        " ○ 위에서 말한 바는\nⅡ과 같음",
        " ○ 앞의\nⅡ에 따라 추진하되\nⅢ 및 Ⅳ는 뺌",
        " ○ 계획 Ⅰ, Ⅱ, Ⅲ 가운데\nⅡ를 고름",
        " ○ 등급 Ⅱ·Ⅲ 시설",
        "   (Ⅱ. 보건소와 같음)",
    ],
)
def test_numeral_in_running_text(text: str) -> None:
    body = items("Ⅰ. ", "Ⅱ. ").replace(" ○ 사 업 명 : 시립도서관 냉방시설 개선", text, 1)
    found = report(body).items
    assert [one.label for one in found] == ["Ⅰ.", "Ⅱ."]
    assert all(map(whole, found))


# --------------------------------------------------------------------------------------------------- headings of blocks


@pytest.mark.point(22)
@pytest.mark.parametrize(
    "glyph", ["\uf000", "\uf06e", "\uf06f", "\uf075", "\uf0d8", "\U000f031c", "\U000f0827", "\ue123"]
)
@pytest.mark.parametrize("heading", ["처음 보는 제목", "추진 여건", "협조 부서"])
def test_private_glyph_is_the_only_mark(glyph: str, heading: str) -> None:
    body = items("Ⅰ. ", heading=glyph) + f"{glyph} {heading}\n ○ 내용\n{glyph}{heading}\n ○ 내용\n"
    found = first(body)
    assert [(one.marker, one.kind) for one in found.blocks[:4]] == [(glyph, kind) for kind in KINDS]
    assert [(one.kind, one.marker, one.heading, len(one.body)) for one in found.blocks[4:]] == [
        ("other", glyph, heading, 1)
    ] * 2


LOST = ["", "?", "??", "□", "■", "❑", "❏", "口", "▣", "ㅁ", "▢", "◘", "◙", "◻", "◼", "❖", "◆", "▶", "►", "☞"]


@pytest.mark.point(23)
@pytest.mark.parametrize("mark", LOST)
@pytest.mark.parametrize("blank", ["", " ", "  "])
def test_mark_of_a_heading(mark: str, blank: str) -> None:
    body = items("Ⅰ. ", "Ⅱ. ").replace("□ ", mark + blank)
    parsed = read(FRONT + body)
    found = parsed.briefings[0].items
    assert [one.number for one in found] == [1, 2]
    assert all(map(whole, found))
    assert {one.marker for each in found for one in each.blocks} == {mark or None}
    assert sound(parsed)


@pytest.mark.point(23)
@pytest.mark.parametrize("frame", ["[{}]", "<{}>", "【{}】", "< {} >", "《{}》", "[ {} ]", "◎ {}", "● {}", "◉ {}"])
def test_headings_in_brackets_or_behind_rings(frame: str) -> None:
    body = items("Ⅰ. ", "Ⅱ. ")
    for name in ("사업개요", "전용개요", "전용사유"):
        body = body.replace(f"□ {name}", frame.format(name))
    found = report(body).items
    assert [[one.kind for one in each.blocks] for each in found] == [KINDS] * 2
    assert [move.reason for one in found for move in one.transfers] == [REASON] * 2


@pytest.mark.point(23)
@pytest.mark.parametrize(
    ("upper", "lower"), [("□", "▷"), ("▶", "▷"), ("■", "◈"), ("❏", "☞"), ("\uf000", "▸"), ("□", "◇")]
)
def test_lesser_boxes_head_nothing(upper: str, lower: str) -> None:
    found = first(
        f"Ⅰ. 도서관 예산 전용\n{upper} 전용개요\n {lower} 전용금액 : 금 5,000천원\n{upper} 전용사유\n {lower} 고장이 잦음\n {lower} 수리비가 부족함\n"
    )
    assert [(one.marker, one.heading, len(one.body)) for one in found.blocks] == [
        (upper, "전용개요", 1),
        (upper, "전용사유", 2),
    ]
    assert [(move.amount, move.reason) for move in found.transfers] == [(5_000_000, "고장이 잦음\n수리비가 부족함")]


@pytest.mark.point(23)
def test_squares_of_two_kinds_both_head() -> None:
    found = first(
        "Ⅰ. 도서관 예산 전용\n□ 전용개요\n ○ 전용금액 : 금 5,000천원\n■ 처음 보는 제목\n ○ 내용\n□ 전용사유\n ○ 고장\n"
    )
    assert [(one.marker, one.kind) for one in found.blocks] == [("□", "summary"), ("■", "other"), ("□", "reason")]


@pytest.mark.point(24)
@pytest.mark.parametrize("glyph", ["\uf000", "\uf7a0", "\uf8ff", "\U000f0fff", "\U0010fffd"])
def test_unknown_glyph_is_kept_and_reported(glyph: str) -> None:
    parsed = read(FRONT + items("Ⅰ. ").replace("여름철", f"여름철 {glyph}"))
    assert sound(parsed)
    assert [move.reason for move in parsed.transfers] == [REASON.replace("여름철", f"여름철 {glyph}")]
    assert [one.excerpt for one in parsed.diagnostics if one.code == "unknown-glyph" and glyph in (one.excerpt or "")]


@pytest.mark.point(24)
@pytest.mark.parametrize("glyph", ["\uf06e", "\uf0e8", "\uf0fe", "\U000f02b1"])
def test_known_glyph_is_kept(glyph: str) -> None:
    parsed = read(FRONT + items("Ⅰ. ").replace("여름철", f"여름철 {glyph}"))
    assert not [one for one in parsed.diagnostics if one.code == "unknown-glyph"]
    assert glyph in (parsed.transfers[0].reason or "")


@pytest.mark.point(24)
@pytest.mark.parametrize("syllable", ["\ue0bc", "\ue5a2", "\uefff", "\uf100", "\uf66e"])
def test_old_hangul_is_kept_as_printed(syllable: str) -> None:
    parsed = read(FRONT + items("Ⅰ. ").replace("사 업 명 : ", f"사 업 명 : {syllable} "))
    overview = parsed.briefings[0].items[0].blocks[0]
    assert lines(overview.body) == [("○", 1, "사 업 명", f"{syllable} 시립도서관 냉방시설 개선")]
    assert sound(parsed)


@pytest.mark.point(25)
def test_boxed_numbers_are_marks() -> None:
    marks = [chr(0xF02B1 + n) for n in range(20)]
    found = block("\n".join(f" {mark} {n}번째 내용" for n, mark in enumerate(marks, 1)))
    assert [line[0] for line in found] == marks
    assert {line[1] for line in found} == {2}


@pytest.mark.point(25)
def test_brackets_and_rules_of_the_second_plane() -> None:
    line, quoted = "\U000f080f" * 12, "\U000f0854도서관\U000f0855 수리"
    parsed = read(FRONT + items("Ⅰ. ").replace("여름철", quoted).replace("□ 전용사유", f"{line}\n□ 전용사유"))
    assert sound(parsed)
    assert (parsed.transfers[0].reason or "").startswith(quoted)
    assert not [one for one in parsed.diagnostics if one.code == "unknown-glyph"]


CIRCLES = ["○", "❍", "◦", "ㅇ", "o", "Ο", "ｏ", "⊙", "●", "O", "〇", "◯"]
DASHES = ["-", "―", "–", "—", "‐", "−", "ㅡ", "－"]
DOTS = ["·", "․", "‧", "ㆍ", "•", "∙", "・", "▪", "*"]


@pytest.mark.point(26)
@pytest.mark.parametrize("circle", CIRCLES)
@pytest.mark.parametrize("dash", DASHES)
def test_classes_of_bullets(circle: str, dash: str) -> None:
    text = "".join(f"{circle} 위\n {dash} 가운데\n  {dot} 아래\n" for dot in DOTS)
    found = block(text)
    assert [line[:2] for line in found] == [pair for dot in DOTS for pair in ((circle, 1), (dash, 2), (dot, 3))]
    assert {line[3] for line in found} == {"위", "가운데", "아래"}


@pytest.mark.point(26)
@pytest.mark.parametrize("mark", ["○", "❍", "ㅇ", "-", "–", "·", "ㆍ", "•"])
def test_bullets_without_blank(mark: str) -> None:
    found = block(f"{mark}첫째\n{mark}둘째 : 값")
    assert [(line[0], line[2], line[3]) for line in found] == [(mark, None, "첫째"), (mark, "둘째", "값")]


@pytest.mark.point(27)
@pytest.mark.parametrize("dot", ["·", "․", "‧", "ㆍ", "•", "∙", "・"])
def test_dot_as_bullet_and_in_words(dot: str) -> None:
    found = block(
        f" ○ 민{dot}관 협력, 세입{dot}세출\n   {dot} 시설{dot}장비 점검\n   {dot}교육{dot}홍보\n     문화{dot}예술\n - 국{dot}과"
    )
    assert [line[0] for line in found] == ["○", dot, dot, "-"]
    assert [line[3] for line in found] == [
        f"민{dot}관 협력, 세입{dot}세출",
        f"시설{dot}장비 점검",
        f"교육{dot}홍보 문화{dot}예술",
        f"국{dot}과",
    ]


@pytest.mark.point(27)
def test_dot_at_the_beginning_of_a_continued_line() -> None:
    assert block(" ○ 시설 개선\n   및 장비 교체·\n   점검을 함") == [("○", 1, None, "시설 개선 및 장비 교체·점검을 함")]


HEADINGS = {
    "overview": ["사업개요", "사업내용", "추진개요", "사업의 개요"],
    "summary": ["전용개요", "전용내역", "전용내용", "예산전용 현황", "이체개요", "이용내역"],
    "reason": ["전용사유", "변경사유", "예산전용 사유", "전용 이유", "이체사유", "사업변경 사유"],
    "budget": ["예산현황", "예산내역", "예산과목 현황", "예산집행현황", "과목별 내역", "예산액 현황"],
    "other": ["추진배경", "추진경과", "향후계획", "기대효과", "협조부서", "행정사항"],
}


@pytest.mark.point(28)
@pytest.mark.parametrize(
    ("kind", "heading"), [(kind, heading) for kind, names in HEADINGS.items() for heading in names]
)
@pytest.mark.parametrize("spaced", ["", " ", "  "])
def test_headings_with_blanks(kind: str, heading: str, spaced: str) -> None:
    printed = spaced.join(heading.replace(" ", "")) if spaced else heading
    found = first(
        f"Ⅰ. 도서관 예산 전용\n□ {printed}\n ○ 내용\n□ 전용개요\n ○ 전용금액 : 금 5,000천원\n□ 전용사유\n ○ 고장\n"
    )
    assert (found.blocks[0].kind, found.blocks[0].heading) == (kind, " ".join(printed.split()))


@pytest.mark.point(28)
@pytest.mark.parametrize(
    "heading",
    [
        "예산현황",
        "예산 현황",
        "예 산 현 황",
        "예산현황(천원)",
        "예산 현황 (단위:천원)",
        "예산현황 : ",
        "예산현황 [단위 : 천원]",
    ],
)
def test_heading_above_its_table(heading: str) -> None:
    unit = "" if "원" in heading else "(단위 : 천원)\n"
    body = f"Ⅰ. 도서관 예산 전용\n□ {heading}\n{unit}{TABLE.format('도서관')}□ 전용사유\n ○ 고장\n"
    found = first(body)
    assert found.blocks[0].kind == "budget"
    assert [move.amount for move in found.transfers] == [5_000_000]


@pytest.mark.point(29)
@pytest.mark.parametrize(
    "heading",
    [
        "처음 보는 제목",
        "도서관 현장 사진",
        "주민 의견(요약)",
        "2022년 상반기 실적",
        "A안과 B안 비교",
        "「도서관법」 검토",
        "Q&A",
        "소요예산 산출",
    ],
)
@pytest.mark.parametrize("mark", ["□", "■", "\uf000", "❏"])
def test_unknown_heading(heading: str, mark: str) -> None:
    body = (
        items("Ⅰ. ", heading=mark)
        + f"{mark} {heading}\n ○ 첫 내용\n - 둘째 내용 : 값\n| 가 | 나 |\n| 다 | 라 |\n마지막 줄\n"
    )
    last = first(body).blocks[-1]
    assert (last.kind, last.marker, last.heading) == ("other", mark, heading)
    assert lines(last.body) == [("○", 1, None, "첫 내용"), ("-", 2, "둘째 내용", "값"), (None, 0, None, "마지막 줄")]
    assert [entry.nrows for entry in last.body if isinstance(entry, Table)] == [2]


# -------------------------------------------------------------------------------------------------- labels and bullets


@pytest.mark.point(30)
@pytest.mark.parametrize(
    "label",
    [
        "전용금액/전용일자",
        "전용금액 / 전용일자",
        "전용 금액/전용 일자",
        "전용금액·전용일자",
        "전용금액 및 전용일자",
        "전용 금액 / 전용 일자",
    ],
)
@pytest.mark.parametrize(
    "value",
    [
        "금 30,000천원 / ’22. 8. 12.",
        "금30,000천원/’22.8.12.",
        "30,000천원 / 2022. 8. 12.",
        "30,000,000원, 2022년 8월 12일",
    ],
)
def test_two_labels_in_one_bullet(label: str, value: str) -> None:
    found = first(f"Ⅰ. 도서관 예산 전용\n□ 전용개요\n ○ {label} : {value}\n□ 전용사유\n ○ 고장\n")
    assert lines(found.blocks[0].body) == [("○", 1, label, value)]
    assert [(move.amount, move.dates) for move in found.transfers] == [(30_000_000, ("2022-08-12",))]


@pytest.mark.point(31)
@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("행사명 : 온라인/오프라인 병행 한마당", "행사명", "온라인/오프라인 병행 한마당"),
        ("대상/방법 : 학생/교사 / 설문", "대상/방법", "학생/교사 / 설문"),
        ("기간 : 8/3 ~ 8/20", "기간", "8/3 ~ 8/20"),
        ("누리집 : http://city.example/park", "누리집", "http://city.example/park"),
        ("집행률 : 45,000/50,000(90%)", "집행률", "45,000/50,000(90%)"),
        ("비율 1/2 이상을 바꿈", None, "비율 1/2 이상을 바꿈"),
        ("시간 : 15:00~16:40 / 장소 : 본청", "시간", "15:00~16:40 / 장소 : 본청"),
    ],
)
def test_slash_in_the_value(text: str, label: str | None, value: str) -> None:
    assert block(f" ○ {text}") == [("○", 1, label, value)]


@pytest.mark.point(32)
@pytest.mark.parametrize(
    "label",
    ["일 시", "일  시", "일     시", "목 적", "행 사 명", "장 소", "대 상", "주 최 / 주 관", "사 업 비", "일시"],
)
@pytest.mark.parametrize("colon", [" : ", ": ", ":", " :", "： "])
@pytest.mark.parametrize("mark", ["○", "-", "·"])
def test_labels_spaced_out(label: str, colon: str, mark: str) -> None:
    assert [line[2:] for line in block(f" {mark} {label}{colon}가나다 마당")] == [
        (" ".join(label.split()), "가나다 마당")
    ]


@pytest.mark.point(32)
@pytest.mark.parametrize(
    ("amount", "day", "why"),
    [
        ("전 용 금 액", "전 용 일 자", "전 용 사 유"),
        ("금  액", "일  자", "사  유"),
        ("전용 금액", "전용 일자", "전용 사유"),
    ],
)
def test_spaced_labels_are_read(amount: str, day: str, why: str) -> None:
    found = first(
        f"Ⅰ. 도서관 예산 전용\n□ 전용개요\n ○ {amount} : 금 5,000천원\n ○ {day} : 2022. 8. 3.\n ○ {why} : 고장\n"
    )
    assert [(move.amount, move.dates, move.reason) for move in found.transfers] == [
        (5_000_000, ("2022-08-03",), "고장")
    ]


LEADS = [
    "「시립도서관」 냉방시설이 낡아 예산을 전용함",
    "시립도서관 냉방시설이 낡아 예산을 전용함",
    "「시립도서관 운영」 사업의 냉방시설이 낡아\n다음과 같이 예산을 전용하고자 함",
    "| 「시립도서관」 냉방시설이 낡아 예산을 전용함 |",
    "| 시립도서관 냉방시설이 낡아//예산을 전용함 |",
]


@pytest.mark.point(33)
@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("mark", ["□", "\uf000", ""])
@pytest.mark.parametrize("label", ["Ⅰ. ", "1. ", "| Ⅰ | "])
def test_lead_of_an_item(lead: str, mark: str, label: str) -> None:
    title, rest = item(label, "시립도서관", mark).split("\n", 1)
    body = f"{title}{' |' if label.startswith('|') else ''}\n\n{lead}\n\n{rest}"
    found = first(body)
    assert found.title == "시립도서관 냉방시설 개선을 위한 예산 전용"
    assert found.summary == " ".join(lead.replace("//", " ").replace("|", " ").split())
    assert whole(found)


@pytest.mark.point(33)
@pytest.mark.parametrize(
    ("lines_of_title", "title"),
    [
        ("Ⅰ. 시립도서관 냉방시설\n   개선을 위한 예산 전용", "시립도서관 냉방시설 개선을 위한 예산 전용"),
        ("| Ⅰ. 시립도서관 냉방시설//개선을 위한 예산 전용 |", "시립도서관 냉방시설 개선을 위한 예산 전용"),
        ("| Ⅰ | 시립도서관 냉방시설//개선을 위한 예산 전용 |", "시립도서관 냉방시설 개선을 위한 예산 전용"),
        ("| Ⅰ. 시립도서관 냉방시설//개선 사업 |", "시립도서관 냉방시설 개선 사업"),
    ],
)
def test_title_of_an_item_over_two_lines(lines_of_title: str, title: str) -> None:
    lead = "냉방시설이 낡아 예산을 옮겨 씀"
    found = first(f"{lines_of_title}\n{lead}\n" + item("", "시립도서관").split("\n", 1)[1])
    assert (found.title, found.summary) == (title, lead)
    assert whole(found)


@pytest.mark.point(33, 37)
@pytest.mark.parametrize("end", ["\f", "- 1 -\n\f", "\n- 1 -\n\n"])
def test_title_of_an_item_over_two_pages(end: str) -> None:
    body = prose(BROKEN.format("")).replace("Ⅰ. 도서관 예산", f"Ⅰ. 도서관 냉방시설\n{end}개선을 위한 예산")
    parsed = read_bytes(body + ("- 2 -\n" if "1" in end else ""))
    (found,) = parsed.briefings[0].items
    assert (found.title, found.summary) == ("도서관 냉방시설 개선을 위한 예산 전용", None)
    assert sound(parsed)


@pytest.mark.point(34)
@pytest.mark.parametrize("label", ["프로그램 내용", "참석자", "세 부 내 용", "주요 일정"])
@pytest.mark.parametrize("mark", ["-", "○", "·", "ㅇ"])
def test_label_with_an_empty_value(label: str, mark: str) -> None:
    text = f" {mark} {label} :\n ○ 장소 : 열람실\n<{label}>\n강연과 토론"
    found = block(text)
    assert found[0][2:] == (label, "")
    assert found[1] == ("○", 1, "장소", "열람실")
    assert [line[3] for line in found[2:]] == [f"<{label}>", "강연과 토론"]


@pytest.mark.point(34)
def test_value_displaced_below_another_block() -> None:
    found = first(
        "Ⅰ. 도서관 예산 전용\n□ 사업개요\n - 프로그램 내용 :\n□ 전용개요\n ○ 전용금액 : 금 5,000천원\n1부 강연, 2부 토론\n□ 전용사유\n ○ 고장\n"
    )
    assert lines(found.blocks[0].body) == [("-", 2, "프로그램 내용", "")]
    assert lines(found.blocks[1].body)[0][:3] == ("○", 1, "전용금액")
    assert "1부 강연, 2부 토론" in lines(found.blocks[1].body)[0][3]
    assert [move.amount for move in found.transfers] == [5_000_000]


@pytest.mark.point(35)
@pytest.mark.parametrize(
    "caption",
    [
        "<참석도시 및 기관>",
        "< 참석도시 및 기관 >",
        "[참석도시 및 기관]",
        "《참석도시 및 기관》",
        "〈참석도시 및 기관〉",
        "【참석도시 및 기관】",
    ],
)
@pytest.mark.parametrize("below", ["가나시, 다라시, 마바군", " ○ 가나시 등 3곳", "| 도시 | 기관 |\n| 가나시 | 3 |"])
def test_boxed_captions(caption: str, below: str) -> None:
    found = first(
        f"Ⅰ. 도서관 예산 전용\n□ 처음 보는 제목\n ○ 초청 도시\n{caption}\n{below}\n□ 전용개요\n ○ 전용금액 : 금 5,000천원\n□ 전용사유\n ○ 고장\n"
    )
    assert [one.kind for one in found.blocks] == ["other", "summary", "reason"]
    texts = [line[3] for line in lines(found.blocks[0].body)]
    assert texts[:2] == ["초청 도시", caption]


@pytest.mark.point(36)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n", "\n  \t \n"])
def test_bullet_continued_below_blank_lines(gap: str) -> None:
    assert block(f" ○ 냉방기가 고장나{gap}   교체가 필요하고{gap}   예산이 부족함\n - 둘째{gap}   줄") == [
        ("○", 1, None, "냉방기가 고장나 교체가 필요하고 예산이 부족함"),
        ("-", 2, None, "둘째 줄"),
    ]


BROKEN = " ○ 냉방기가 고장나\n{}   교체가 필요하고 예산이 부족함\n"


def prose(pages: str) -> str:
    """A report without tables, as text tools give one, with a broken bullet."""
    return (
        FRONT + "Ⅰ. 도서관 예산 전용\n□ 전용개요\n ○ 전용금액 : 금 5,000천원\n□ 전용사유\n" + pages + " - 둘째 이유\n"
    )


@pytest.mark.point(36, 37)
@pytest.mark.parametrize("end", ["\f", "- 1 -\n\f", "- 1 -\n", "- 1 -\n\n"])
def test_bullet_continued_on_the_next_page(end: str) -> None:
    parsed = read_bytes(prose(BROKEN.format(end)) + ("- 2 -\n" if "1" in end else ""))
    assert sound(parsed)
    assert [move.reason for move in parsed.transfers] == ["냉방기가 고장나 교체가 필요하고 예산이 부족함\n둘째 이유"]
    assert [line.text for line in parsed.furniture] == (["- 1 -", "- 2 -"] if "1" in end else [])


@pytest.mark.point(37)
@pytest.mark.parametrize(
    "form", ["- {} -", "– {} –", "― {} ―", "-{}-", "{} / 3", "{}쪽", "[{}]", "<{}>", "Page {}", "p. {}"]
)
def test_page_numbers_in_text(form: str) -> None:
    one, two, three = (form.format(number) + "\n" for number in (1, 2, 3))
    parsed = read_bytes(
        prose(BROKEN.format(one))
        + two
        + "Ⅱ. 보건소 예산 전용\n□ 전용개요\n ○ 전용금액 : 금 3,000천원\n□ 전용사유\n ○ 부족\n"
        + three
    )
    assert [line.text.strip() for line in parsed.furniture] == [one.strip(), two.strip(), three.strip()]
    assert [one.label for one in parsed.briefings[0].items] == ["Ⅰ.", "Ⅱ."]
    assert [move.reason for move in parsed.transfers] == [
        "냉방기가 고장나 교체가 필요하고 예산이 부족함\n둘째 이유",
        "부족",
    ]
    assert sound(parsed)


@pytest.mark.point(37)
def test_page_number_that_stays_breaks_no_bullet() -> None:
    found = first(
        "Ⅰ. 도서관 예산 전용\n□ 전용개요\n ○ 전용금액 : 금 5,000천원\n□ 전용사유\n"
        + BROKEN.format("- 7 -\n")
        + TABLE.format("도서관").replace("예산현액", "예산현액(천원)")
    )
    assert lines(found.blocks[1].body) == [
        ("○", 1, None, "냉방기가 고장나 교체가 필요하고 예산이 부족함"),
        ("-", 2, None, "7 -"),
    ]


@pytest.mark.point(38)
@pytest.mark.parametrize("note", ["※", "☆", "★"])
@pytest.mark.parametrize(("mark", "depth"), [("○", 1), ("-", 2), ("·", 3)])
def test_notes(note: str, mark: str, depth: int) -> None:
    found = block(f" {mark} 내용\n {note} 참고\n   이어짐\n {note} 또 참고 : 값\n {mark} 다음")
    assert found == [
        (mark, depth, None, "내용"),
        (note, depth + 1, None, "참고 이어짐"),
        (note, depth + 1, "또 참고", "값"),
        (mark, depth, None, "다음"),
    ]


@pytest.mark.point(38)
def test_note_below_the_title_of_an_item_is_no_heading() -> None:
    title, rest = item("Ⅰ. ", "시립도서관").split("\n", 1)
    found = first(f"{title}\n ※ 2022년 제2회 추경 반영\n{rest}")
    assert (found.blocks[0].heading, found.blocks[0].kind) == (None, "other")
    assert [one.kind for one in found.blocks[1:]] == KINDS


@pytest.mark.point(38)
def test_note_of_a_reason_is_part_of_it() -> None:
    parsed: Parsed = read(FRONT + items("Ⅰ. ").replace(REASON, f"{REASON}\n   ※ 수리 견적 3건"))
    assert [move.reason for move in parsed.transfers] == [f"{REASON}\n수리 견적 3건"]
    reason: Block = parsed.briefings[0].items[0].blocks[2]
    assert [line[1] for line in lines(reason.body)] == [1, 2]

"""How a report says what was moved where: arrows, sentences, labels of both sides; several legs, chains, kinds; what is no move.

A move is written here as `kind won dates: legs -> legs`, a leg as `project|code|object|won`.
"""

from __future__ import annotations

import pytest

from councildoc import Leg, Parsed, Source, Transfer
from councildoc.parser import parse_document
from councildoc.transfers.heads import head_of
from councildoc.transfers.kinds import kind_named, kind_of
from drawing import draw


def read(drawing: str) -> Parsed:
    return parse_document(draw(drawing), Source("보고", "text", "0" * 64))


def leg(leg: Leg) -> str:
    head = leg.head
    names = (head.detailed_project or head.department, head.object_code, head.object_name)
    return "|".join([*(name or "" for name in names), str(leg.amount)])


def move(transfer: Transfer) -> str:
    sources, targets = (" + ".join(map(leg, side)) for side in (transfer.sources, transfer.targets))
    dates = "".join(f" {date}" for date in transfer.dates)
    return f"{transfer.kind} {transfer.amount}{dates}: {sources} -> {targets}"


def moves(drawing: str) -> list[str]:
    return [move(transfer) for transfer in read(drawing).transfers]


def told(*lines: str, title: str = "도로 관리 예산 전용", heading: str = "전용개요") -> list[str]:
    """The moves that the lines of one block tell."""
    return moves(f"Ⅰ. {title}\n□ {heading}\n" + "\n".join(f" {line}" for line in lines) + "\n")


ONE = "전용 3000000: ||사무관리비|3000000 -> ||행사운영비|3000000"
AMOUNT = "○ 전용금액 : 3,000천원"


@pytest.mark.point(39)
@pytest.mark.parametrize(
    "line",
    [
        "○ 통계목간 전용(사무관리비→행사운영비)",
        "○ 전용내용 : 도로 홍보(사무관리비 → 행사운영비)",
        "○ 예산전용 [사무관리비 ⇒ 행사운영비]",
        "○ 통계목 변경〔사무관리비➔행사운영비〕",
        "○ 과목 변경【사무관리비 ▷ 행사운영비】",
        "○ 예산 전용 (사무관리비에서 → 행사운영비로)",
    ],
)
def test_from_and_to_in_brackets(line: str) -> None:
    assert told(line, AMOUNT) == [ONE]


@pytest.mark.point(39)
@pytest.mark.parametrize(
    "arrow",
    [
        "→",
        "➠",
        "➔",
        "⇨",
        "⇒",
        "➡",
        "▶",
        "▷",
        "☞",
        "⟶",
        "⟹",
        "⮕",
        "->",
        "-->",
        "=>",
        "==>",
        "~>",
        "―>",
        "≫",
        "\U0000f0e8",
        "↓",
    ],
)
def test_arrows(arrow: str) -> None:
    assert told(f"○ 사무관리비 {arrow} 행사운영비 : 3,000천원") == [ONE]


@pytest.mark.point(39)
@pytest.mark.parametrize("arrow", ["←", "⇐", "⇦", "<-"])
def test_arrows_that_point_back(arrow: str) -> None:
    assert told(f"○ 행사운영비 {arrow} 사무관리비 3,000천원") == [ONE]


@pytest.mark.point(40)
@pytest.mark.parametrize(
    "rest", ["집행잔액", "잔액", "낙찰차액", "불용액", "잔여예산", "예산 일부", "예산 중", "계약잔액", "절감액"]
)
@pytest.mark.parametrize("quotes", ["“”", "‘’", "「」", "『』", '""', "''"])
def test_quoted_objects_with_a_word_for_the_rest(rest: str, quotes: str) -> None:
    opening, closing = quotes[0], quotes[1]
    given, taken = (f"{opening}{name}{closing}" for name in ("사무관리비", "행사운영비"))
    assert told(f"○ {given} {rest} ➠ {taken}로 전용", AMOUNT) == [ONE]
    assert told(f"○ {given} {rest} 3,000천원을 {taken}로 전용") == [ONE]


@pytest.mark.point(40)
def test_a_quoted_project_keeps_its_object() -> None:
    assert told("○ 「가로등 정비」 사업의 “공공운영비” 잔액 3,000천원을 「보안등 설치」 사업의 “시설비”로 전용") == [
        "전용 3000000: 가로등 정비||공공운영비|3000000 -> 보안등 설치||시설비|3000000"
    ]


@pytest.mark.point(41)
@pytest.mark.parametrize(
    "lines",
    [
        ["○ 전용예산사업", "- 가로등 정비 사무관리비", "⇨ 보안등 설치 시설비"],
        ["○ 전용예산사업 : 가로등 정비 사무관리비", "→ 보안등 설치 시설비"],
        ["○ 전용예산사업 : 가로등 정비 사무관리비 →", "  보안등 설치 시설비"],
        ["○ 전용과목 : 가로등 정비 사무관리비", "   ↓", "   보안등 설치 시설비"],
        ["○ 가로등 정비 사무관리비 3,000천원", "→ 보안등 설치 시설비 3,000천원"],
    ],
)
def test_from_and_to_on_lines_of_their_own(lines: list[str]) -> None:
    assert told(*lines, AMOUNT) == ["전용 3000000: 가로등 정비||사무관리비|3000000 -> 보안등 설치||시설비|3000000"]


@pytest.mark.point(42)
@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("공유행정 도입 일반운영비(행사운영비)", ("공유행정 도입", None, "행사운영비")),
        ("공유행정 도입 사무관리비(201-01)", ("공유행정 도입", "201-01", "사무관리비")),
        ("공유행정 도입 201-01 사무관리비", ("공유행정 도입", "201-01", "사무관리비")),
        ("공유행정 도입의 사무관리비", ("공유행정 도입", None, "사무관리비")),
        ("주민자치회의 사무관리비", ("주민자치회의", None, "사무관리비")),
        ("안전하고 쾌적한 공원 조성 시설비", ("안전하고 쾌적한 공원 조성", None, "시설비")),
        ("청년을 위한 문화행사 행사운영비", ("청년을 위한 문화행사", None, "행사운영비")),
        ("시설비 및 부대비(시설비)", (None, None, "시설비")),
        ("당초 편성된 사무관리비", (None, None, "사무관리비")),
        ("행사 취소로 발생한 사무관리비 집행잔액", (None, None, "사무관리비")),
        ("부족분 충당을 위하여 사무관리비", (None, None, "사무관리비")),
        ("2024년도 사무관리비", (None, None, "사무관리비")),
        ("1차 전용 사무관리비", (None, None, "사무관리비")),
        ("무기한 사무관리비", ("무기한", None, "사무관리비")),
        ("가로등 정비(사무관리비)", ("가로등 정비", None, "사무관리비")),
        ("재난 대비 장비 재료비", ("재난 대비 장비", None, "재료비")),
        ("가로등 정비", ("가로등 정비", None, None)),
    ],
)
def test_the_head_that_a_phrase_names(phrase: str, expected: tuple[str | None, ...]) -> None:
    head = head_of(phrase)
    assert head is not None
    assert (head.detailed_project, head.object_code, head.object_name) == expected


@pytest.mark.point(42)
@pytest.mark.parametrize("mark", [" / ", "/", " - ", "-", " > "])
def test_a_mark_between_project_and_object(mark: str) -> None:
    line = f"○ 전용과목 : 가로등 정비{mark}사무관리비 → 보안등 설치{mark}시설비"
    assert told(line, AMOUNT) == ["전용 3000000: 가로등 정비||사무관리비|3000000 -> 보안등 설치||시설비|3000000"]


@pytest.mark.point(42)
def test_objects_in_brackets_behind_their_projects() -> None:
    line = "○ 가로등 정비(201-01 사무관리비) 3,000천원 → 보안등 설치(401-01 시설비) 3,000천원"
    assert told(line) == ["전용 3000000: 가로등 정비|201-01|사무관리비|3000000 -> 보안등 설치|401-01|시설비|3000000"]


@pytest.mark.point(42)
def test_levels_and_offices_in_words() -> None:
    (transfer,) = read(
        "Ⅰ. 예산 전용\n□ 전용개요\n ○ 도로과 소관 정책사업 「도로 관리」 내 사무관리비 3,000천원을 교통과 소관 행사운영비로 전용\n"
    ).transfers
    (source,), (target,) = transfer.sources, transfer.targets
    assert (source.head.department, source.head.policy_project, source.head.detailed_project) == (
        "도로과",
        "도로 관리",
        None,
    )
    assert (target.head.department, target.head.object_name) == ("교통과", "행사운영비")


@pytest.mark.point(42)
def test_project_and_object_on_both_sides() -> None:
    line = "○ 전용과목 : 공유행정 도입 일반운영비(행사운영비) → 모바일 행정 일반운영비(사무관리비)"
    assert told(line, AMOUNT) == ["전용 3000000: 공유행정 도입||행사운영비|3000000 -> 모바일 행정||사무관리비|3000000"]


@pytest.mark.point(43)
@pytest.mark.parametrize(
    "line",
    [
        "○ 사무관리비를 행사운영비로 전용하여 사용",
        "○ 사무관리비에서 행사운영비로 전용",
        "○ 사무관리비에서 행사운영비로 3,000천원 전용",
        "○ 사무관리비에서 3,000천원을 행사운영비로 전용함",
        "○ 사무관리비 중 3백만원을 행사운영비로 전용하였음",
        "○ 사무관리비 3,000천원을 감액하여 행사운영비로 전용",
        "○ 사무관리비의 일부(3,000천원)를 행사운영비로 전용",
        "○ 사무관리비는 행사운영비로 전용",
        "○ 행사운영비 부족분 3,000천원을 사무관리비에서 전용",
        "○ 행사운영비로 사무관리비 3,000천원을 전용",
        "○ 사무관리비 3,000천원을 감액하고 행사운영비 3,000천원을 증액",
        "○ 사무관리비 3,000천원 감액, 행사운영비 3,000천원 증액",
        "○ 사무관리비(△3,000천원), 행사운영비(+3,000천원)",
        "○ 사무관리비(감 3,000천원), 행사운영비(증 3,000천원)",
        "○ (감액) 사무관리비 3,000천원 → (증액) 행사운영비 3,000천원",
        "○ 전용 전 : 사무관리비 3,000천원 / 전용 후 : 행사운영비 3,000천원",
        "○ 행사 규모 확대로 부족한 예산을 위해 사무관리비 3,000천원을 행사운영비로 전용",
        "○ 사무관리비 3,000천원을 행사운영비로 예산 전용",
        "○ 사무관리비 3,000천원을 행사운영비로 과목 변경",
    ],
)
def test_moves_in_words(line: str) -> None:
    assert told(line, AMOUNT) == [ONE]


@pytest.mark.point(43)
@pytest.mark.parametrize(
    "labels",
    [
        ("감액", "증액"),
        ("감액과목", "증액과목"),
        ("전용 전", "전용 후"),
        ("From", "To"),
        ("당초과목", "변경과목"),
        ("△", "+"),
        ("전출", "전입"),
    ],
)
def test_labels_of_both_sides(labels: tuple[str, str]) -> None:
    assert told(f"○ {labels[0]} : 사무관리비", f"○ {labels[1]} : 행사운영비", AMOUNT) == [ONE]
    assert told(f"○ {labels[0]}", "- 사무관리비 3,000천원", f"○ {labels[1]}", "- 행사운영비 3,000천원") == [ONE]


@pytest.mark.point(43)
def test_blocks_of_both_sides() -> None:
    assert moves("Ⅰ. 도로 예산 전용\n□ 감액내역\n ○ 사무관리비 3,000천원\n□ 증액내역\n ○ 행사운영비 3,000천원\n") == [
        ONE
    ]


@pytest.mark.point(43)
def test_project_and_object_in_a_sentence() -> None:
    line = "○ 전용내역 : 도로 정비의 사무관리비 3천만원을 거리 축제의 행사운영비로 전용"
    assert told(line) == ["전용 30000000: 도로 정비||사무관리비|30000000 -> 거리 축제||행사운영비|30000000"]


@pytest.mark.point(43)
def test_a_purpose_between_the_sides_is_no_name() -> None:
    line = "○ 행사 취소로 발생한 사무관리비 잔액 3,000천원을 방역물품 구입을 위해 재료비로 전용"
    assert told(line) == ["전용 3000000: ||사무관리비|3000000 -> ||재료비|3000000"]


@pytest.mark.point(43)
@pytest.mark.parametrize(
    "line",
    [
        "○ 사무관리비 3,000천원을 행사운영비로 전용하지 않고 추경에 반영",
        "○ 사무관리비 3,000천원을 행사운영비로 전용하지 아니함",
        "○ 사무관리비 3,000천원을 행사운영비로 전용 예정",
        "○ 사무관리비 3,000천원을 행사운영비로 전용할 계획",
        "○ 사무관리비 3,000천원을 행사운영비로 전용 요청하였으나 반려됨",
        "○ 사무관리비 3,000천원을 행사운영비로 전용이 필요",
        "○ 사무관리비 3,000천원을 행사운영비로 전용 여부 검토",
        "○ 사무관리비 3,000천원을 행사운영비로 전용 불승인",
        "○ 사무관리비 → 행사운영비 3,000천원 전용 예정",
        "○ 사무관리비 → 행사운영비 3,000천원 (전용 검토)",
        "○ 사무관리비 → 행사운영비 3,000천원 전용 취소",
        "○ 예산 전용 : 해당 없음",
        "○ 전용금액 : 없음",
        "○ 전용금액 : 0원",
        "○ 전용금액 : 3,000천원을 전용하지 않음",
    ],
)
def test_denied_or_planned_moves_are_none(line: str) -> None:
    assert told(line) == []


@pytest.mark.point(43)
def test_what_stands_under_a_heading_of_the_future_is_planned() -> None:
    assert told("○ 사무관리비 3,000천원을 행사운영비로 전용", heading="향후 계획") == []


@pytest.mark.point(43)
def test_a_sentence_behind_a_denied_one_is_read() -> None:
    line = "○ 시설비를 감리비로 전용하지 않고 사무관리비 3,000천원을 행사운영비로 전용"
    assert told(line) == [ONE]


@pytest.mark.point(44)
@pytest.mark.parametrize(
    "line",
    [
        "⇨ 온라인 동시 접속자수 증가",
        "○ 접속자수 : 1,000명 → 3,000명",
        "○ 사업비 : 5,000천원 → 7,000천원 증액",
        "○ 사업기간 : 3월 → 5월 변경",
        "○ 재원 : 국비 → 시비",
        "○ 추진절차 : 계획 수립 → 계약 → 착공",
        "○ 만족도 향상 → 재방문",
        "○ 도로 정비 → 교량 정비",
        "○ 추진 결과 → 사업 효과",
    ],
)
def test_an_arrow_alone_is_no_move(line: str) -> None:
    found = told(line, heading="사업개요")
    assert found == []


@pytest.mark.point(45)
@pytest.mark.parametrize(
    "line",
    [
        "○ 사무관리비 3,000천원 → 행사운영비 2,000천원, 국내여비 1,000천원",
        "○ 사무관리비 → 행사운영비(2,000천원) 및 국내여비(1,000천원)",
        "○ 사무관리비 3,000천원 → 행사운영비 2,000천원 + 국내여비 1,000천원",
        "○ 사무관리비 3,000천원을 행사운영비 2,000천원과 국내여비 1,000천원으로 전용",
        "○ 감액 : 사무관리비 3,000천원 / 증액 : 행사운영비 2,000천원, 국내여비 1,000천원",
        "○ 사무관리비 3,000천원 감액, 행사운영비 2,000천원 증액, 국내여비 1,000천원 증액",
    ],
)
def test_one_to_many(line: str) -> None:
    assert told(line) == ["전용 3000000: ||사무관리비|3000000 -> ||행사운영비|2000000 + ||국내여비|1000000"]


@pytest.mark.point(45)
def test_one_to_many_on_lines() -> None:
    expected = ["전용 3000000: ||사무관리비|3000000 -> ||행사운영비|2000000 + ||국내여비|1000000"]
    assert told("○ 사무관리비", "→ 행사운영비 2,000천원", "→ 국내여비 1,000천원") == expected
    assert (
        told("○ 감액", "- 사무관리비 3,000천원", "○ 증액", "- 행사운영비 2,000천원", "- 국내여비 1,000천원") == expected
    )


@pytest.mark.point(45)
@pytest.mark.parametrize(
    "line",
    [
        "○ 사무관리비 2,000천원 + 공공운영비 1,000천원 → 시설비 3,000천원",
        "○ 사무관리비(2,000천원), 공공운영비(1,000천원) → 시설비",
        "○ 사무관리비 2,000천원, 공공운영비 1,000천원을 시설비로 전용",
        "○ 사무관리비 2,000천원 감액, 공공운영비 1,000천원 감액, 시설비 3,000천원 증액",
    ],
)
def test_many_to_one(line: str) -> None:
    assert told(line) == ["전용 3000000: ||사무관리비|2000000 + ||공공운영비|1000000 -> ||시설비|3000000"]


@pytest.mark.point(45)
@pytest.mark.parametrize(
    "lines",
    [
        ["○ 사무관리비 → 행사운영비 → 시설비", AMOUNT],
        ["○ 사무관리비 → 행사운영비 → 시설비 : 3,000천원"],
        ["○ 사무관리비 3,000천원 → 행사운영비 3,000천원 → 시설비 3,000천원"],
        ["○ 사무관리비", "→ 행사운영비", "→ 시설비", AMOUNT],
    ],
)
def test_a_link_of_a_chain_takes_and_gives(lines: list[str]) -> None:
    assert told(*lines) == [
        "전용 3000000: ||사무관리비|3000000 + ||행사운영비|3000000 -> ||행사운영비|3000000 + ||시설비|3000000"
    ]


@pytest.mark.point(45)
@pytest.mark.parametrize(
    "lines",
    [
        ["○ 사무관리비 → 행사운영비 3,000천원, 국내여비 → 재료비 2,000천원"],
        ["○ ① 사무관리비 → 행사운영비 3,000천원 ② 국내여비 → 재료비 2,000천원"],
        ["① 사무관리비 → 행사운영비 : 3,000천원", "② 국내여비 → 재료비 : 2,000천원"],
        ["○ 1차 : 사무관리비 → 행사운영비 3,000천원", "○ 2차 : 국내여비 → 재료비 2,000천원"],
        ["○ 사무관리비 3,000천원을 행사운영비로 전용하고, 국내여비 2,000천원을 재료비로 전용"],
        ["○ 전용과목 : 사무관리비 → 행사운영비", AMOUNT, "○ 전용과목 : 국내여비 → 재료비", "○ 전용금액 : 2,000천원"],
    ],
)
def test_several_moves_of_one_item(lines: list[str]) -> None:
    assert told(*lines) == [ONE, "전용 2000000: ||국내여비|2000000 -> ||재료비|2000000"]


@pytest.mark.point(45)
def test_the_date_of_each_of_several_moves() -> None:
    expected = [ONE.replace(":", " 2021-05-06:", 1), "전용 2000000 2021-07-08: ||국내여비|2000000 -> ||재료비|2000000"]
    for first, second in (
        ("1차 전용 (’21.5.6.) :", "2차 전용 (’21.7.8.) :"),
        ("1차(’21.5.6.) :", "2차(’21.7.8.) :"),
        ("전용일자(’21.5.6.) :", "전용일자(’21.7.8.) :"),
        ("’21.5.6.", "’21.7.8."),
        ("2021. 5. 6.자로", "2021. 7. 8.자로"),
    ):
        lines = (f"○ {first} 사무관리비 → 행사운영비 3,000천원", f"○ {second} 국내여비 → 재료비 2,000천원")
        assert told(*lines) == expected, first


@pytest.mark.point(45)
def test_a_move_told_twice_is_one() -> None:
    assert told("○ 전용과목 : 사무관리비 → 행사운영비 3,000천원", "○ 사무관리비 3,000천원을 행사운영비로 전용") == [ONE]
    assert told("○ 전용과목 : 사무관리비 → 행사운영비", "○ 사무관리비 3,000천원을 행사운영비로 전용") == [ONE]


@pytest.mark.point(45)
def test_a_chain_in_a_table_is_two_groups() -> None:
    table = """Ⅰ. 도로 예산 전용
□ 전용내역
(단위 : 천원)
| 연번 | 세부사업 | 통계목 | 예산현액 | 감 | 증 | 전용 후 예산액 |
| 1 | 도로 정비 | 사무관리비 | 9,000 | 3,000 | - | 6,000 |
| ^ | 도로 정비 | 행사운영비 | - | - | 3,000 | 3,000 |
| 2 | 도로 정비 | 행사운영비 | 3,000 | 3,000 | - | - |
| ^ | 도로 정비 | 시설비 | - | - | 3,000 | 3,000 |
"""
    assert moves(table) == [
        "전용 3000000: 도로 정비||사무관리비|3000000 -> 도로 정비||행사운영비|3000000",
        "전용 3000000: 도로 정비||행사운영비|3000000 -> 도로 정비||시설비|3000000",
    ]


@pytest.mark.point(46)
@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("예산 전용 보고", "전용"),
        ("예산의 이용", "이용"),
        ("정책사업간 이용 내역", "이용"),
        ("기구 개편에 따른 예산 이체", "이체"),
        ("통계목 변경", "변경"),
        ("예산 변경사용 내역", "변경사용"),
        ("예산변경 현황", "예산변경"),
        ("예산 재배정 현황", "재배정"),
        ("예비비 사용내역", "예비비"),
        ("성립 전 예산 사용", "성립전"),
        ("제1회 추가경정예산안", "추경"),
        ("제3회 간주처리 예산", "간주처리"),
        ("세부사업 변경 및 통계목간 전용", "전용"),
        ("예산 전용 및 예비비 사용내역", "전용"),
        ("전용면적 확대", None),
        ("인터넷 전용회선 교체", None),
        ("버스 전용차로 정비", None),
        ("자전거 전용 도로 정비", None),
        ("장애인 전용 주차구역", None),
        ("자동차전용도로 보수", None),
        ("계좌이체 수수료", None),
        ("도서관 이용 활성화", None),
    ],
)
def test_the_word_for_a_move(title: str, kind: str | None) -> None:
    assert kind_of(title) == kind


@pytest.mark.point(46)
@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("가. 예산의 전용", "전용"),
        ("<예산 이체 현황>", "이체"),
        ("2024년도 예산 변경사용 내역", "변경사용"),
        ("예산변경", "예산변경"),
        ("성립전 예산", "성립전"),
        ("예산현황(추경 포함)", None),
        ("전용 후 예산현액", None),
    ],
)
def test_a_heading_that_is_little_more_than_its_word(note: str, kind: str | None) -> None:
    assert kind_named(note) == kind


@pytest.mark.point(46)
def test_a_label_of_each_line_names_its_kind() -> None:
    lines = (
        "전용 : 사무관리비 → 행사운영비 3,000천원",
        "예산 이체 : 국내여비 → 재료비 2,000천원",
        "변경사용 : 공공운영비 → 시설비 1,000천원",
    )
    assert told(*(f"○ {line}" for line in lines), title="예산 운용") == [
        ONE,
        "이체 2000000: ||국내여비|2000000 -> ||재료비|2000000",
        "변경사용 1000000: ||공공운영비|1000000 -> ||시설비|1000000",
    ]


@pytest.mark.point(46)
def test_the_word_of_an_item_names_a_move_that_its_sentence_calls_a_change() -> None:
    assert told("○ 사무관리비 3,000천원을 행사운영비로 변경") == [ONE]


@pytest.mark.point(46)
@pytest.mark.parametrize(
    "lines",
    [
        ["○ 전용면적 : 84㎡", "○ 사업비 : 3,000천원"],
        ["○ 사무관리비에서 전용회선 사용료로 3,000천원 지급"],
        ["○ 버스전용차로 3km 신설 : 금 3,000천원"],
        ["○ 주거 전용 건물 매입비 3,000천원"],
        ["○ 장애인 전용 화장실 설치비 5,000천원"],
        ["○ 전용률 75%", "○ 사업비 3,000천원"],
    ],
)
def test_what_is_set_apart_for_a_use_is_no_move(lines: list[str]) -> None:
    assert told(*lines, title="청사 관리", heading="사업개요") == []


@pytest.mark.point(46)
@pytest.mark.parametrize(
    "line",
    [
        "○ 사업기간을 5월로 변경",
        "○ 창고를 회의실로 이용",
        "○ 준공일을 10월 말로 변경하여 추진",
        "○ 장소를 시민회관으로 변경",
        "○ 행사 장소는 공원으로 변경",
    ],
)
def test_words_of_every_day_in_sentences(line: str) -> None:
    assert told(line) == []


WELFARE = """사회복지법인 푸른마을 2024년도 예산 전용 보고
Ⅰ. 프로그램 운영을 위한 예산 전용
□ 전용내역
 ○ 전용과목 : 사무비 급여 → 사업비 프로그램비
 ○ 전용금액 : 3,000천원
 ○ 전용일자 : 2024. 5. 6.
□ 전용사유
 ○ 참여 인원 증가
"""


@pytest.mark.point(47)
@pytest.mark.parametrize("body", ["사회복지법인 푸른마을", "푸른초등학교", "푸른교회", "재단법인 푸른문화재단"])
def test_a_move_outside_local_government_is_read_with_its_own_words(body: str) -> None:
    (transfer,) = read(WELFARE.replace("사회복지법인 푸른마을", body)).transfers
    assert (transfer.kind, transfer.amount, transfer.dates) == ("전용", 3_000_000, ("2024-05-06",))
    assert [leg.head.object_name for leg in transfer.targets] == ["프로그램비"]
    assert [leg.head.object_code for leg in (*transfer.sources, *transfer.targets)] == [None, None]


@pytest.mark.point(47)
@pytest.mark.parametrize("body", ["사회복지법인 푸른마을", "푸른초등학교", "푸른교회"])
def test_the_law_of_local_government_is_not_attached_to_it(body: str) -> None:
    parsed = read(WELFARE.replace("사회복지법인 푸른마을", body))
    assert [d.code for d in parsed.diagnostics if "지방재정법" in d.message] == []

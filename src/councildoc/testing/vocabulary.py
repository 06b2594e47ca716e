"""The words that drawn briefings are made of: invented names in the style of real reports.

Each entry is one that the reader takes for what it is; a word that means two things belongs into a test of its own.
"""

from __future__ import annotations

# fmt: off
COUNCILS = ("서울특별시의회", "전주시의회", "강서구의회", "대구광역시 수성구의회", "경상북도의회", "음성군의회")
COMMITTEES = ("행정자치위원회", "주택공간위원회", "농수산위원회", "문화체육관광위원회", "도시건설위원회")
SESSION_KINDS = ("임시회", "정례회", "정기회")
PLACES = ("제2회의실", "본회의장", "제1소회의실")
DEPARTMENTS = (
    "스마트도시정책관", "도시재생과", "체육진흥과", "농업정책과", "복지교육국", "환경물정책실", "재정관리담당관", "평생교육과", "보건소", "공원녹지사업소",
)
POLICY_PROJECTS = (
    "지식정보사회 선도기반 구축", "활기찬 노후생활 보장", "생활체육 활성화", "도시재생 활성화", "농업 경쟁력 강화", "맑은 물 공급", "기후위기 대응",
)
UNIT_PROJECTS = (
    "정보화기반 시설확충", "어르신 여가복지 증진", "공공체육시설 관리", "주거환경 개선", "청년농업인 육성", "수질 관리", "전자정부 홍보마케팅", "종합청사 운영",
)
DETAILED_PROJECTS = (
    "스마트도시 민·관 협력", "경로당 방역소독 관리", "배드민턴장 보수", "빈집 정비사업", "청년농업인 창업 지원", "노후 관로 조사", "마을축제 운영",
    "공공 와이파이 구축", "단체협력사업 지원", "기록물 전산화", "안전체험관 운영",
)
OBJECTS = (
    ("201-01", "사무관리비"), ("201-02", "공공운영비"), ("201-03", "행사운영비"), ("202-01", "국내여비"), ("206-01", "재료비"), ("207-01", "연구용역비"),
    ("307-02", "민간경상사업보조"), ("401-01", "시설비"), ("401-02", "감리비"), ("405-01", "자산및물품취득비"),
)
"""통계목 as codes and names."""
ACCOUNTS = ("일반회계", "상수도사업특별회계", "주차장특별회계")

REPORT_TITLES = (
    "{year}년도 {quarter}분기 예산 {kind} 보고", "{year}년도 {quarter}분기 예산{kind} 내역 보고", "{year}년도 상반기 예산 {kind} 현황 보고", "예산 {kind} 보고",
    "{year}회계연도 예산 {kind} 내역",
)
KINDS = ("전용", "이용", "이체", "변경사용")
ITEM_TITLES = (
    "{project}을 위한 예산 {kind}", "{project} 예산 {kind}", "{project} 관련 예산{kind}", "단가 인상에 따른 예산 {kind}", "종합계획 수립을 위한 예산 {kind}",
)
SUMMARIES = (
    "{project}에 드는 비용이 부족하여 집행잔액을 활용하고자 함", "「{project}」의 안정적인 추진을 위하여 예산을 {kind}하고자 함",
    "물가 상승과 사업 물량 증가에 따라 부족한 예산을 확보하기 위한 {kind}",
)

ITEM_STYLES = ("Ⅰ", "Ⅰ.", "I.", "1.", "1", "<제1항>", None)
"""How items are numbered: Roman signs with and without a dot, Latin letters, figures with a dot or alone in a bar, articles;
None for a report without item marks."""
HEADING_MARKS = ("□", "■", "▣", "❏", "◈", "\uf000")
CIRCLES = ("○", "ㅇ", "●", "◎", "❍")
DASHES = ("-", "―", "–")
DOTS = ("․", "·", "▪", "‧")
NOTES = ("※",)

OVERVIEW_HEADINGS = ("사업개요", "사업 내용", "추진 배경 및 개요")
SUMMARY_HEADINGS = ("{kind}개요", "{kind} 내역", "예산 {kind}내용", "예산 {kind} 현황")
REASON_HEADINGS = ("{kind}사유", "예산 {kind} 사유", "{kind} 이유")
BUDGET_HEADINGS = ("예산 현황", "예산현황", "예산과목 현황")
OTHER_HEADINGS = ("추진배경", "향후계획", "관련근거", "추진경과", "기대효과")

DESCRIPTIONS = (
    ("필요성", "노후 시설로 인한 이용자 불편 해소"), ("사업기간", "2021. 3. ~ 2021. 12."), ("위 치", "관내 12개소"), ("사업내용", "전문업체 위탁 2회(상·하반기)"),
    ("목 적", "우수정책 해외진출 도모"), ("참석대상", "16개국 시장·부시장 등 257명"), (None, "비대면 방식의 교류 방안 필요"),
    (None, "설계도서 적정성 검토, 예상 문제점 확인·보완"), (None, "(주)가람컨소시엄과 계약 체결"), ("프로그램 내용", ""), ("일 시", "’21.10.18.(월) 15:00~16:40"),
)
"""Labels and texts of bullets that tell of no move."""
NOTE_TEXTS = ("국비 지원 없음", "우리동네키움센터 9개소 운영 중", "세부내역 별도 보고")
REASONS = (
    "단가 인상에 따라 물품 구입비가 부족함", "행사 취소로 발생한 집행잔액을 활용하여 시설을 보수하고자 함", "이용자 증가로 운영 인력을 늘려야 함",
    "예측하지 못한 호우 피해의 복구가 필요함",
)

AMOUNT_LABELS = ("{kind}금액", "{kind} 금액", "{kind}액")
DATE_LABELS = ("{kind}일자", "{kind} 일자", "{kind}일")
ROUTE_LABELS = ("{kind}내용", "{kind}과목", "{kind} 내역")
ARROWS = ("→", "➠", "⇨")

AMOUNT_HEADERS = {
    "before": ("예산현액", "예산액", "기정예산액", "당초예산"), "decrease": ("감", "감액", "감소액"), "increase": ("증", "증액", "증가액"),
    "after": ("{kind} 후 예산현액", "최종예산액", "{kind} 후 예산액"),
}
SIGNED_HEADERS = ("증감", "증감액", "{kind}액")
STAGE_HEADERS = ("예산액", "예산현액")
EXTRA_HEADERS = ("비고", "재원", "산출근거")
EXTRAS = ("국비", "시비 100%", "구비", "20,000원×50명")
CAPTIONS = ("(단위 : {unit})", "(단위: {unit})", "〔단위 : {unit}〕")
TOTALS = ("총 계", "합계", "계", "총계")
SUBTOTALS = ("소계", "소 계")
GROUPS = ("①", "②", "③")

TABLE_HEADERS = ("구분", "건수", "사업량", "추진실적", "대상", "시기")
TABLE_CELLS = ("가", "12", "1,204", "상반기", "도서관", "완료", "", "9개소\n(신규 2)")

ODD_LINES = (
    "", "이어지는 줄", "- 1 -", "끝.", "붙임 1. 조서 1부.", "담당 : 예산팀", "(단위 : 백만원)", "총 계 355,000 30,000 30,000 355,000", "100-201-03",
    "30,000 - 325,000", "예산과목", "목 차", "제305회 임시회", "2022. 2.", "??", "○", "Ⅱ", "1.", "(4)", "□", "⇨ 결과", "*****", "<참석도시>", "\x01", "\ufffd",
    "※ 각주", "2021. 2. 30.", "6,396억 3천9백만원", "| 가 | 나 |", "예산 전용 현황", "도시재생과", "가. 나. 다.", "I. 총괄", "12,345,6",
)
"""What stands in damaged or careless documents between the lines that belong there."""

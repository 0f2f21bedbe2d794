"""Words by which commendations are known: titles before names, kinds of bodies, forms, praise.

All patterns run over `even_case(text)`, which has the places of the text itself; they are written in
small letters with the new tone placement ("ủy", "hòa"). Collected from the commendations of
`corpora/training` and from the wording of Decree 98/2023/ND-CP on emulation and commendation.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Old placement to new where the syllable ends: "hoà", "thuý"; lengths and places stay.
_OLD_TONES = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split()
_NEW_TONES = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()
_OLD_TONE = re.compile(rf"(?<!q)(?:{'|'.join(_OLD_TONES)})(?![^\W\d_])")
_NEW_OF = dict(zip(_OLD_TONES, _NEW_TONES, strict=True))


@lru_cache(maxsize=4096)
def even_case(text: str) -> str:
    """Return `text` in small letters and new tone placement, character for character."""
    lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _OLD_TONE.sub(lambda found: _NEW_OF[found.group()], lower)


# What stands before a person's name.
_CALLS = (
    r"các đồng chí|đồng chí|đ/c|đc|các ông,? bà|các ông|các bà|ông \(bà\)|ông/bà|ông|bà|anh|chị|em|cô|thầy|"
    r"nhà giáo|nhà báo|nhà văn|nhà thơ|phóng viên|nghệ sĩ|giáo sư|giáo viên|già làng|nghệ nhân|bác sĩ|bác sỹ|"
    r"dược sĩ|điều dưỡng|kỹ sư|cử nhân|luật sư|tiến sĩ|thạc sĩ|linh mục|mục sư|đại đức|thượng tọa|hòa thượng|"
    r"ni sư|nông dân|cháu|học sinh|sinh viên"
)
_RANKS = (
    r"(?:thiếu|trung|thượng|đại) (?:úy|tá|tướng)|(?:trung|thượng|hạ) sĩ|binh nhất|binh nhì|gs|pgs|ts|ths|bs|"
    r"cki{1,2}|ck ?[12]|bsck ?i{1,2}|ks|cn|ls|nsnd|nsưt|nnưt"
)
CALL = re.compile(
    rf"(?:(?:gia đình|hộ|cá nhân|là)\s+)*(?:(?:{_CALLS})\s*:?\s+)+(?:(?:{_RANKS})[.,]?\s*)*"
    rf"|(?:(?:{_RANKS})[.,]?\s+)+"
)
SURNAMES = frozenset(
    """
    nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương trịnh trương lâm
    phùng mai tô hà tạ cao châu chu cù diệp đinh đồng giang giàng hứa kiều kim la lò lô lương lưu lục lường
    mạc mã nghiêm nông ninh ông phí quách quan sầm sùng tăng thạch thái thân thào thao thi thiều tiêu tống
    triệu từ tòng tôn ung văn vàng vi viên xa y a rơ ksor rah nay siu kpă điểu hầu hờ cứ lầu ma mùa mua pờ
    phàn tẩn lỳ chảo chẩu cà quàng bạc cầm hù khoàng alăng zơ coor bríu danh thị neáng sơn đàm bế hạng lại
    khuất đậu nhữ bành doãn lã âu lều tào thẩm bàn củng phượng hoa khổng lộc lăng mông quảng tráng vừ thò
    ly sằn chíu đường giáp hán hàn khương kha khúc lai liêu liễu lư lữ mẫn nhan nhâm ôn phó phương sử tưởng
    vòng xồng moong cụt lang ngân kha bh'nướch pơloong arất hôih a-lăng phù tằng chìu voòng
    """.split()
)
# Places that bodies belong to, from the settlement upwards.
PLACE_KINDS = (
    r"thôn|bản|ấp|xóm|buôn|làng|khu phố|khu dân cư|khu|khóm|tổ dân phố|phố|tiểu khu|xã|phường|thị trấn|"
    r"đặc khu|huyện|thị xã|thành phố|tp\.?|tx\.?|quận|tỉnh|trung ương"
)
PLACE = re.compile(rf"(?:{PLACE_KINDS})\b")
# Nouns that begin the name of a body; longer ones first where one begins another.
_BODIES = (
    r"đảng ủy|đảng bộ|chi bộ|chi ủy|đảng đoàn|ban cán sự|huyện ủy|thành ủy|thị ủy|tỉnh ủy|quận ủy|"
    r"ủy ban|ubnd|ub|hđnd|hội đồng|ubmttq|ub mttq|mttq|mặt trận|ban|văn phòng|phòng|sở|trung tâm|"
    r"trường|khoa|tổ|đội|hội quán|hội|chi hội|đoàn|huyện đoàn|tỉnh đoàn|thành đoàn|chi đoàn|liên đoàn|"
    r"ldld|lđlđ|công đoàn|nghiệp đoàn|cđcs|liên hiệp|hợp tác xã|htx|tổ hợp tác|công ty|cty|doanh nghiệp|"
    r"tập đoàn|tổng công ty|xí nghiệp|nhà máy|ngân hàng|nhcsxh|nhnn|quỹ|bưu điện|viễn thông|điện lực|"
    r"bệnh viện|trạm|công an|bộ chỉ huy|bộ đội|ban chqs|đồn|hạt|chi cục|cục|vụ|viện|học viện|đại học|"
    r"kho bạc|bảo hiểm xã hội|bhxh|tòa án|viện kiểm sát|thư viện|bảo tàng|nhà văn hóa|nhà trường|câu lạc bộ|"
    r"clb|chi nhánh|thanh tra|cơ quan|bộ phận|báo|đài|nhóm|lực lượng|liên minh|hiệp hội|chi cục|dòng họ|"
    r"lữ đoàn|sư đoàn|trung đoàn|tiểu đoàn|đại đội|trung đội|hải đoàn|hải đội|binh đoàn|quân khu|quân đoàn|kho|xưởng|"
    r"giáo xứ|giáo họ|chùa|tu viện|mô hình|ban chỉ huy|làng nghề|trại|lâm trường|cảng|nhà xuất bản|"
    r"nhân dân|quân dân|(?:toàn thể )?cán bộ(?: và|,) nhân dân|quân và dân"
)
BODY = re.compile(rf"(?:{_BODIES})\b")
SETTLEMENT = re.compile(rf"(?:{PLACE_KINDS.replace('|tỉnh|trung ương', '')})\b(?=\s+[^\W_])")
# Parts of a body, and the bodies that are named behind a comma as what they belong to.
PART = re.compile(
    r"(?:phòng|khoa|đội|tổ|chi bộ|bộ phận|ban|trạm|thanh tra|văn phòng|chi đoàn|công đoàn)\b"
)
WHOLE = re.compile(
    r"(?:sở|công an (?:tỉnh|huyện|thị|thành)|ubnd (?:tỉnh|huyện|thị|thành)|tỉnh ủy|huyện ủy|thành ủy|"
    r"thị ủy|bộ chỉ huy|bộ|trường|bệnh viện|cục|ban quản lý|tổng công ty)\b"
)
GROUP = re.compile(
    r"(?:về |đối với |các |khối |danh sách |những |với )*(?P<kind>tập thể|cá nhân)\b(?: và hộ gia đình)?"
)
_COUNT_WORDS = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười"
COUNT = re.compile(
    rf"(?:gồm |cả |là |có )*"
    rf"(?:\d{{1,3}}|(?:{_COUNT_WORDS})(?= (?:tập|cá|đồng|nhà|đơn|điển|người|đ/c)))\s*(?:\([^)]*\)\s*)?"
    r"(?!năm|tháng|ngày|tuổi|lần|tỷ|triệu|nghìn|ha\b|vòng|quý|giờ)(?P<what>[^\W\d_][^,;:().]*?)"
    r"(?=\s*(?:[,;:().]| và | có | là | gồm | tiêu biểu| thuộc |$))"
)
GENERIC = re.compile(
    r"(?:các|những|mọi|mỗi|một số|nhiều|toàn thể|tất cả|đông đảo|tập thể,? cá nhân|cán bộ, (?:công|đảng|hội|đoàn)|"
    r"người (?:dân|có)|quần chúng|danh sách|hồ sơ|theo|như|thành tích|cấp|sau|kịp thời|xứng đáng|"
    r"hình thức|bằng khen|giấy khen|thư khen|huân chương|huy chương|kỷ niệm chương|cờ thi đua)\b"
)
# Where praise begins, at the beginning of a clause, and inside one.
_PRAISE = re.compile(
    r"(?:vì|do|bởi|nhờ|đã|đang|có(?! uy tín)|là|nơi|đơn vị|điển hình|tấm gương|những|với|trong|góp phần|nhất là|"
    r"tiêu biểu|xứng đáng|đạt|được|luôn|từ|theo|tại|hồ sơ|danh sách|thành tích|khi|trước|sau|để|đại diện|"
    r"về|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d+|người(?! có uy tín| dân tộc)|nhận khoán|"
    r"hình thức|nhân dịp|trực tiếp|tích cực|các|nhiều|kèm|không|qua|đồng thời|tập thể (?!\w+ủy))\b"
)
_PRAISE_INSIDE = re.compile(
    r"\s(?:vì|do|bởi|nhờ|đã|đang|có(?! uy tín)|là|nơi|trong|để|được|đạt|nhân dịp|nhân tổng kết|vào danh sách|"
    r"luôn|xứng đáng|theo|tiêu biểu|với|"
    r"về (?:thành tích|sáng kiến|việc|những|kết quả|mô hình|các|công lao|đóng góp|sự))\b"
)
AGE = re.compile(r"(?:\d+ tuổi|sinh năm \d{4}|sn \d{4}|nam|nữ|dân tộc \w+)\W*$")
REOPENS = re.compile(
    r"(?:có danh sách kèm theo, )?(?:bao )?gồm(?: có)?|trong đó có|trong đó|cụ thể(?: là)?|đó là"
)


def begins_praise(text: str, start: int, end: int) -> bool:
    """Say whether praise begins at `start`; a capital begins a name: "Vì", of "xã Ba Vì"."""
    found = _PRAISE.match(even_case(text), start, end)
    return found is not None and not text[start].isupper()


def find_praise(text: str, start: int, end: int) -> int | None:
    """Return where praise begins inside a clause, None where it has none."""
    found = _PRAISE_INSIDE.finditer(even_case(text), start, end)
    return next((hit.start() for hit in found if not text[hit.start() + 1].isupper()), None)

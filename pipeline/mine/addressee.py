"""Whom a recommendation addresses: named in the clause, in the lead-in before it, or in its heading.

The name is returned as the office writes it, abbreviations spelled as they are; bodies are recognised
by their kind, so that any ministry or department is found without a list of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.text import to_nfc

if TYPE_CHECKING:
    from collections.abc import Iterable

_U = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠ-Ỹ"
# Fields of ministries and departments, before and after the mergers of 2016 and 2025.
_FIELDS = (
    "Tài nguyên và Môi trường", "Nông nghiệp và Phát triển nông thôn", "Nông nghiệp và Môi trường",
    "Giáo dục và Đào tạo", "Khoa học và Công nghệ", "Thông tin và Truyền thông", "Kế hoạch và Đầu tư",
    "Lao động - Thương binh và Xã hội", "Lao động, Thương binh và Xã hội", "Lao động và Xã hội",
    "Văn hóa, Thể thao và Du lịch", "Văn hóa và Thể thao", "Văn hóa - Thông tin", "Giao thông vận tải",
    "Dân tộc và Tôn giáo", "Khí tượng Thủy văn", "Quản lý giá", "Phát triển nông thôn", "Công Thương",
    "Nội vụ", "Tài chính", "Xây dựng", "Y tế", "Tư pháp", "Ngoại vụ", "Ngoại giao", "Quốc phòng",
    "Công an", "Du lịch", "Dân tộc", "Giáo dục", "Tài nguyên", "Môi trường", "Nông nghiệp", "Lao động",
    "TN&MT", "TNMT", "GD&ĐT", "GDĐT", "KH&CN", "KHCN", "TT&TT", "KH&ĐT", "KHĐT", "NN&PTNT", "LĐTBXH",
    "LĐ-TB&XH", "VHTTDL", "VH,TT&DL", "GTVT", "NN&MT", "NNMT", "QLTT", "ATGT",
)  # fmt: skip
_KNOWN = "|".join(re.escape(to_nfc(field)) for field in sorted(_FIELDS, key=len, reverse=True))
_VERBS = "và|cần|sớm|xem|quan|bố|cho|có|chỉ|nên"  # in lower case after a name: no part of it
_WORD = rf"[{_U}][\w&-]*(?:\s+(?!(?:{_VERBS})\b)[a-zà-ỹđ]+)?"
_FIELD = rf"\s+(?:(?i:{_KNOWN})|{_WORD}(?:(?:,| và| -)\s+{_WORD})*)"
_UY = "(?:ủy|uỷ|Ủy|Uỷ)"
_COUNCIL = "(?:HĐND|Hội đồng nhân dân)"
_COMMITTEE = rf"(?:UBND|{_UY} ban nhân dân)"
_FRONT = rf"(?:(?:{_UY} ban )?(?:MTTQ|Mặt trận Tổ quốc))"
_PLACE = "(?:tỉnh|thành phố|TP|huyện|thị xã|xã|phường)"
_ORGANISATIONS = (
    "Tổng cục|Ngân hàng|Tổng Liên đoàn|Liên đoàn|Bảo hiểm|Kiểm toán|Thanh tra|Viện|Đài|Cục|Chi cục|"
    "Kho bạc|Tập đoàn|Tổng công ty|Học viện"
)
_LOCAL = (
    "Ban|Công an|Bộ Chỉ huy|Ban Chỉ huy|Bộ CHQS|Ban CHQS|Trung tâm|Hội|Tỉnh đoàn|Chi nhánh|Phòng"
)
# In this order: the first that fits is taken.
_BODIES = (
    r"Ban Chấp hành Trung ương(?: Đảng)?|BCH Trung ương|Bộ Chính trị|Ban Bí thư|Trung ương Đảng",
    rf"{_UY} ban Thường vụ Quốc hội|Quốc hội",
    r"Thủ tướng Chính phủ|Thủ tướng|(?:Thanh tra |Văn phòng )?Chính phủ",
    (
        r"(?:[Cc]ác )?(?:cơ quan |[Bb]ộ, ngành|[Bb]ộ, [Bb]an, ngành|[Bb]ộ ngành|[Bb]an, [Bb]ộ, ngành"
        r"|[Bb]an đảng) ?(?:ở )?[Tt]rung ương"
    ),
    rf"(?:{_UY} ban )?Trung ương (?:MTTQ|Mặt trận Tổ quốc)(?: Việt Nam)?",
    rf"(?:Ban Bí thư |Ban Chấp hành )?Trung ương (?:Hội|Đoàn)(?:{_FIELD})?",
    (
        rf"(?:Đảng {_UY} |[Bb]an [Cc]án sự đảng )?Bộ(?!\s+(?:Chính trị|luật|Luật|Chỉ huy|CHQS))(?=\s+[{_U}])"
        rf"{_FIELD}"
    ),
    r"Liên bộ|[Cc]ác bộ(?!\s+(?:phận|máy|thủ|mã|tiêu))",
    rf"(?:{_ORGANISATIONS})(?:{_FIELD})?(?: (?:Việt Nam|khu vực|tỉnh|huyện|Nhà nước))?",
    rf"(?:Ban Thường vụ|BTV|Thường trực|Ban Chấp hành|BCH) (?:Tỉnh|Thành|Huyện|Thị|Đảng) {_UY}",
    r"(?:Ban Thường vụ|BTV|Thường trực) (?:TU|HU)",
    (
        rf"(?:Ban (?:Tổ chức|Tuyên giáo|Dân vận|Nội chính|Kinh tế)|{_UY} ban Kiểm tra|Văn phòng"
        rf"|[Bb]an [Cc]án sự đảng|BCS đảng|Đảng đoàn)"
        rf" (?:(?:Tỉnh|Thành|Huyện) {_UY}|Trung ương|(?:{_COUNCIL}|{_COMMITTEE}) tỉnh)"
    ),
    rf"(?:Tỉnh|Thành|Huyện|Thị) {_UY}",
    rf"Đảng {_UY} (?:cấp trên|Khối|các cơ quan đảng|UBND|xã|phường)(?: tỉnh)?",
    rf"{_COUNCIL}(?:, |-| và | - ){_COMMITTEE} (?:các cấp|{_PLACE})",
    rf"(?:{_COMMITTEE}|{_COUNCIL}|{_FRONT})(?: Việt Nam)? (?:các )?(?:{_PLACE}|cấp \w+)",
    r"[Cc]ác sở, (?:ban, )?ngành(?:, đoàn thể)?(?: (?:cấp )?tỉnh)?|[Cc]ác sở|[Cc]ác ngành (?:cấp )?tỉnh",
    r"[Ss]ở, (?:ban, )?ngành(?: tỉnh)?",
    rf"(?:[Ll]iên )?[Ss]ở(?=\s+[{_U}]){_FIELD}|Liên sở",
    rf"(?:{_LOCAL})(?:{_FIELD})? (?:cấp )?(?:tỉnh|huyện|thành phố)",
    r"[Tt]rung ương|TW|Tỉnh đoàn|(?:[Cc]ơ quan )?[Cc]ấp trên|(?:[Cc]ấp|[Cc]ơ quan) có thẩm quyền",
    r"[Cc]ác cấp, các ngành|[Tt]ỉnh(?!\s+(?:ta|nhà|này|hình|đã|lộ))(?![A-Za-zà-ỹ])",
    r"[Hh]uyện(?=,? (?:quan tâm|xem xét|cho|bố trí|hỗ trợ|sớm|cần|chỉ đạo|và))",
)
_BODY = re.compile("|".join(f"(?:{body})" for body in _BODIES))
_ASKING = (
    "[Đđ]ề nghị|[Kk]iến nghị|[Đđ]ề xuất|[Mm]ong|[Đđ]ối với|[Vv]ới|[Xx]in|[Gg]ửi|[Tt]rình|[Bb]áo cáo|"
    "[Tt]hỉnh thị"
)
_JOINED = rf"(?:{_BODY.pattern})(?:(?:,| và|;| cùng)\s+(?:{_BODY.pattern}))*"
_BODIES_JOINED = re.compile(_JOINED)
_CALL = re.compile(
    rf"(?:{_ASKING})(?:\s+(?:với|đến|tới|muốn|rằng|của huyện|lên|là|được))*\s*[:,]?\s*"
    rf"(?P<body>{_JOINED})"
)
# What a body does when it is the sender: "Huyện ủy xác định ...", "Thành ủy kiến nghị ...".
_SPEAKS = re.compile(
    r"\s+(?:cũng |rất |xin |kính |tiếp tục |đã |nhận |tha thiết )*"
    r"(?:thấy|xác định|đề nghị|kiến nghị|đề xuất|mong|xin|báo cáo|cho rằng|nhận định|sẽ|phấn đấu)\b"
)
_SHORT_FORMS = (
    (re.compile(rf"{_UY} ban nhân dân"), "UBND"),
    (re.compile("Hội đồng nhân dân"), "HĐND"),
    (re.compile("uỷ"), "ủy"),
    (re.compile("Uỷ"), "Ủy"),
)
_ONLY_CALLS = re.compile(
    rf"(?:kính |rất |xin )*(?:{_ASKING})(?:\s+(?:với|đến|tới|lên))?\s+(?:{_JOINED})\W*"
)
_HEAD_OF_CLAUSE = 70  # characters: a body named later is spoken of, not addressed
_REACH = 120


def find_addressee(clause: str, *, lead: str, before: str, headings: Iterable[str]) -> str | None:
    """Return the addressee, or None.

    Args:
        clause: the claim's text. lead: lead-in of the clause within its passage. before: the text of
            the passage before the clause. headings: those above the passage, the nearest last.
    """
    found = _named_in_clause(clause) or _in_lead(lead) or _in_lead(_last_sentence(before))
    for heading in reversed(tuple(headings)):
        found = found or _in_lead(heading)
    if not found and (called := _CALL.search(before)):
        found = called["body"]
    if not found:
        found = _first_other(clause[:_HEAD_OF_CLAUSE])
    return _short_form(found) if found else None


def only_calls(clause: str) -> bool:
    """Whether a clause names whom it asks and asks for nothing yet: "Kiến nghị UBND tỉnh"."""
    return bool(_ONLY_CALLS.fullmatch(clause))


def _named_in_clause(clause: str) -> str | None:
    called = _CALL.search(clause[:_REACH])
    if called:
        return called["body"]
    opening = _BODIES_JOINED.match(clause)
    return opening.group() if opening and not _SPEAKS.match(clause, opening.end()) else None


def _first_other(text: str) -> str | None:
    """The first body named that is not the one that speaks: "Thành ủy thấy tỉnh cần ..."."""
    named = (n for n in _BODY.finditer(text) if not _SPEAKS.match(text, n.end()))
    return next((n.group() for n in named), None)


def _short_form(body: str) -> str:
    """One form for the bodies that every report abbreviates at will."""
    for long, short in _SHORT_FORMS:
        body = long.sub(short, body)
    return body.strip()


def _last_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s+", text.strip())[-1] if text.strip() else ""


def _in_lead(text: str) -> str | None:
    """The body that a short lead-in or heading names: "2. Với UBND tỉnh", "Đề nghị các sở:"."""
    if not text:
        return None
    called = _CALL.search(text)
    if called:
        return called["body"]
    if len(text) <= _REACH:
        found = _BODY.search(text)
        return found.group() if found else None
    return None

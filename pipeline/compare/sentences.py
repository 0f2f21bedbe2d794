"""What a sentence says: figures, and whether it is more than stock verbs.

"Cấp ủy đã quan tâm lãnh đạo, chỉ đạo, đẩy mạnh tuyên truyền, nâng cao nhận thức" could stand in the
report of any unit in any year: it is called empty.
"""

from __future__ import annotations

import re

from pipeline.text import strip_marker

# Numbers that count nothing: of documents, of days and years, of places and roads.
_NO_FIGURE = re.compile(
    r"\b(?:số\s*)?\d+\s?[-–/]\s?[A-ZĐ][\w&.]*(?:[-/][A-ZĐ]\w*)*"
    r"|\b(?:ngày|tháng|quý|năm|khóa|khoá|nhiệm kỳ|giai đoạn|Nghị quyết|Chỉ thị|Kết luận|Quyết định|Kế hoạch|"
    r"Quốc lộ|quốc lộ|thôn|ấp|khóm|tổ|khu|khu phố|Quận|Khoản|khoản|Điều|điều)\s+(?:số\s+)?\d[\d/.]*"
    r"(?:\s*(?:-|–|đến|đến năm)\s*\d{4})?"
    r"|\b(?:19|20)\d\d\b(?:\s*[-–]\s*(?:19|20)?\d\d)?|\b\d{1,2}/\d{1,2}(?:/\d{4})?\b"
)
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_STOCK = re.compile(
    r"\b(?:tăng cường|đẩy mạnh|quan tâm|nâng cao|chú trọng|tích cực|phát huy|tiếp tục|kịp thời|thường xuyên|"
    r"nghiêm túc|đồng bộ|hiệu quả|quyết liệt|chặt chẽ|chủ động|sâu sát|từng bước|cơ bản|nhìn chung|coi trọng|"
    r"tốt|đúng quy định|rõ nét|chuyển biến)\b",
    re.IGNORECASE,
)
# Latin capitals and small letters with marks alternate: no range of a class holds one sort alone.
_UPPER = "".join(filter(str.isupper, map(chr, range(0x41, 0x1EFA))))
_NAMED = re.compile(
    r"\b(?i:xã|phường|thị trấn|huyện|thị xã|thành phố|thôn|bản|ấp|xóm|buôn|làng|đồng chí|ông|bà|anh|chị|"
    rf"công ty|hợp tác xã|trường)\s+[{_UPPER}]\w*",
)
_QUOTED = re.compile(r"[\"“”«]")
_LEAST_WORDS = 5  # shorter ones are labels: "Về kinh tế:"


def count_figures(text: str) -> int:
    """Return how many numbers of a text count something: no dates, years or numbers of documents."""
    return len(_NUMBER.findall(_NO_FIGURE.sub(" ", strip_marker(text))))


def is_sentence(text: str) -> bool:
    """Say whether a piece of text is long enough to say something."""
    return len(text.split()) >= _LEAST_WORDS


def is_empty(sentence: str) -> bool:
    """Say whether a sentence is stock verbs without number, date, name, place or quotation."""
    bare = strip_marker(sentence)
    says = re.search(r"\d", bare) or _NAMED.search(bare) or _QUOTED.search(bare)
    return bool(_STOCK.search(bare)) and not says

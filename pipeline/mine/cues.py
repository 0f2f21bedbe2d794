"""Cues: what announces or carries a claim, whatever its words. Each is one feature of a clause."""

from __future__ import annotations

import re

_PATTERNS = {
    "insight": (
        r"cho thấy|cho hay|rút ra|rút kinh nghiệm|nghiệm (?:ra|thấy)|ngẫm|nói lên|khẳng định|bài học|"
        r"kinh nghiệm|thực tiễn|thấm thía|nhận ra|mới thấy|thấy rõ|chứng minh|đúc kết|điều rút"
    ),
    "must": r"\bphải\b|\bcần\b|\bnên\b|không (?:được|thể|nên)|tuyệt đối|dứt khoát|\bđừng\b",
    "only_then": (
        r"\bthì\b.{0,60}\bmới\b|\bmới\b|\bkhi\b.{0,60}\bthì\b|càng.{0,40}càng|ở đâu.{0,60}ở đó|"
        r"nơi nào.{0,80}(?:thì|nơi đó)|có .{3,60} thì"
    ),
    "want": r"^muốn|\bmuốn\b.{0,60}(?:phải|cần|thì)",
    "take_as": r"\blấy\b.{0,50}\blàm\b|gắn .{0,50} với|đi đôi với|kết hợp",
    "model": (
        r"mô hình|cách làm|sáng kiến|sáng tạo|\btổ\b|câu lạc bộ|“[^”]{3,40}”|\"[^\"]{3,40}\""
    ),
    "ask": r"đề nghị|kiến nghị|đề xuất|mong|xin|kính|tạo điều kiện|xem xét|quan tâm",
    "grant": (
        r"bố trí|hỗ trợ|ban hành|sửa đổi|bổ sung|hướng dẫn|cấp (?:thêm|bổ sung|kinh phí)|nâng|"
        r"điều chỉnh|phân cấp|cho phép|sớm"
    ),
    "past": r"\bđã\b|\bđược\b|năm \d{4}|đến nay|trong (?:năm|kỳ|quý|tháng)",
    "lack": r"chưa|còn (?:thiếu|hạn chế|chậm|yếu|ít)|thiếu|khó khăn|vướng|bất cập|tuy nhiên|song\b",
    "because": r"\bdo\b|\bvì\b|bởi|nguyên nhân|nhờ",
    "plan": r"phấn đấu|tiếp tục|trong thời gian tới|đến năm 20|\bsẽ\b|chỉ tiêu|mục tiêu",
    "standing": (
        r"hằng (?:tuần|tháng|quý|ngày)|mỗi (?:tuần|tháng|quý|xã|thôn)|thứ (?:hai|ba|tư|năm|sáu|bảy)|"
        r"tận (?:nhà|nơi|thôn|bản)"
    ),
}
CUES = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _PATTERNS.items()}

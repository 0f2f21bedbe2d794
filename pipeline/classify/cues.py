"""Cues of roles: what announces what a passage does, whatever its subject. Each is one feature.

A word of the text counts for what it is; a cue counts the same for every wording of the announcement.
"""

from __future__ import annotations

import re

_PATTERNS = {
    "lessons": (
        r"\bbài học\b|kho tàng kinh nghiệm|kinh nghiệm (?:cho thấy|quý|rút ra|là|sâu sắc|bước đầu)|rút ra\b|"
        r"thực (?:tiễn|tế)\b.{0,40}(?:cho thấy|chứng minh|khẳng định|dạy)|nghiệm (?:ra|thấy)|"
        r"cách làm (?:hay|mới|sáng tạo)|thấm thía|đúc kết"
    ),
    "requests": r"(?:đề|kiến) nghị|đề xuất|\bmong\b|\bxin\b|cần được",
    "turns": r"tuy nhiên|tuy vậy|song\b|bên cạnh đó.{0,30}còn|còn (?:hạn chế|chậm|thiếu|yếu|tình trạng)",
    "lacks": r"\bchưa\b|hạn chế|tồn tại|khuyết điểm|bất cập|vướng mắc|yếu kém",
    "causes": r"nguyên nhân|sở dĩ|bắt nguồn từ|là do\b|do .{3,60} (?:nên|mà)\b|có được .{0,40}(?:là )?nhờ",
    "plans": r"thời gian tới|phấn đấu|đến năm 20\d\d|giai đoạn tiếp|tiếp tục|\bsẽ\b|nhiệm kỳ tới|năm tới",
    "steers": (
        r"chỉ đạo|phân công|kiểm tra|giám sát|ban chỉ đạo|giao ban|người đứng đầu|quy chế|sơ kết|"
        r"trực tiếp (?:xuống|làm|phụ trách)"
    ),
    "spreads": r"quán triệt|tuyên truyền|phổ biến|học tập|hội nghị (?:trực tuyến|cán bộ)|loa|tin, bài",
    "counts": r"\bđạt\b|\btăng\b|\bgiảm\b|so với (?:năm|cùng kỳ)|kế hoạch (?:năm|giao)",
    "means": r"ý nghĩa|quan điểm|mục (?:đích|tiêu)|bối cảnh|xác định rõ|nhấn mạnh|khẳng định",
}
CUES = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _PATTERNS.items()}

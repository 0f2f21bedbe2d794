"""The words of an indicator as keys that compare: content syllables, weights, how much two share.

Gives from the words of two figures how likely an editor would call them one indicator. What a
campaign is about stands in every figure and weighs little; what few figures say weighs much.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.text import matching_key, syllables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_STOP = frozenset(
    matching_key(
        """
        số tổng tỷ lệ tỉ là đạt được bị có còn đã đang và hoặc các những của cho với trên dưới trong ngoài
        tại ở từ đến về theo thì mà do bởi để vào ra lên xuống hơn gần khoảng ước chừng chiếm bằng nay hiện
        hết cả toàn địa bàn riêng năm giai đoạn ngày tháng quý lũy luỹ kế tính qua sau khi nhất mỗi một hai
        đó gồm này ấy như đều mới chỉ vẫn cũng rất nhiều ít đầu cuối kỳ cùng so tăng giảm gấp vượt thêm bớt lần
        tỉnh huyện thành phố thị lại tới trở nơi việc kết quả nhằm bên cạnh thông ta họ nhờ nên rồi sang
        khá tốt cụ thể trung bình mức đây dự đến vị tính trị giá bảng biểu hằng hàng danh hiệu sự trọng trực chung
        """
    ).split()
)
_ADMINISTRATIVE = frozenset(matching_key("tỉnh huyện xã thôn trung quận").split())
_LEVEL_WORD = matching_key("cấp")
_TOWN_WORD, _TOWNS = matching_key("thị"), frozenset(matching_key("xã trấn").split())
# The abbreviations that reports use without saying what they mean.
_ABBREVIATIONS: Mapping[str, str] = {
    "KCN": "khu công nghiệp", "CCN": "cụm công nghiệp", "TTHC": "thủ tục hành chính",
    "DVC": "dịch vụ công", "DVCTT": "dịch vụ công trực tuyến", "BHYT": "bảo hiểm y tế",
    "BHXH": "bảo hiểm xã hội", "GPMB": "giải phóng mặt bằng", "NTM": "nông thôn mới", "OCOP": "ocop",
    "CBCC": "cán bộ công chức", "CBCCVC": "cán bộ công chức viên chức", "KH": "kế hoạch",
    "TĐC": "tái định cư", "NSNN": "ngân sách nhà nước", "NS": "ngân sách", "ĐV": "đảng viên",
    "GDĐT": "giáo dục đào tạo", "CNH": "công nghiệp hóa", "HTX": "hợp tác xã", "VHGĐ": "văn hóa gia đình",
    "GĐVH": "gia đình văn hóa", "HS": "học sinh", "GV": "giáo viên", "TK&VV": "tiết kiệm vay vốn",
    "LĐ": "lao động", "XKLĐ": "xuất khẩu lao động", "CĐCS": "công đoàn cơ sở", "DN": "doanh nghiệp",
    "NSH": "nước sinh hoạt", "TNGT": "tai nạn giao thông", "QSDĐ": "quyền sử dụng đất", "DT": "diện tích",
}  # fmt: skip
_ABBREVIATION = re.compile(r"\b[A-ZĐ&]{2,6}\b")
_SHORTENED = re.compile(r"\b[A-ZĐ]{3,8}\b")
_FILLERS = re.compile(r"\b(?:cơ quan|đơn vị|tổ chức(?!\s+(?:đảng|hội|tín|cơ sở)))\b", re.IGNORECASE)
_TOPIC_WEIGHT = 0.25  # a word of the campaign's own title says little of what is counted


def content_keys(text: str) -> tuple[str, ...]:
    """Keys of the content syllables of `text`, in order; "cấp tỉnh" is one key, numbers are none."""
    text = _FILLERS.sub(" ", text)
    text = _ABBREVIATION.sub(lambda m: _ABBREVIATIONS.get(m.group(), m.group()), text)
    keys = [matching_key(s) for s in syllables(text) if not s[0].isdigit()]
    out, skip = [], False
    for key, following in itertools.zip_longest(keys, keys[1:], fillvalue=""):
        if skip:
            skip = False
        elif key == _LEVEL_WORD and following in _ADMINISTRATIVE:
            out.append(f"{key}_{following}")
            skip = True
        elif key == _TOWN_WORD and following in _TOWNS:
            skip = True
        elif key not in _STOP:
            out.append(key)
    return tuple(out)


def initials_meet(text: str, other: str) -> frozenset[str]:
    """Keys of abbreviations in `text` whose letters begin a run of syllables in `other` ("CNSCĐ")."""
    letters = "".join(s[0].upper() for s in syllables(other))
    return frozenset(matching_key(a) for a in _SHORTENED.findall(text) if a in letters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each key says in one campaign."""

    weights: Mapping[str, float]
    default: float

    def of(self, keys: Iterable[str]) -> float:
        """Summed weight of the keys, in a fixed order so that sums never differ."""
        return math.fsum(self.weights.get(key, self.default) for key in sorted(set(keys)))

    def covered(self, keys: frozenset[str], other: frozenset[str]) -> float:
        """Share of the weight of `keys` that stands in `other`, 0..1."""
        whole = self.of(keys)
        return self.of(keys & other) / whole if whole else 0.0


def weigh_words(cores: Iterable[frozenset[str]], *, topic: str) -> Weights:
    """Weights from the figures of a campaign: rare words say most, those of its title little."""
    counts = Counter(key for core in cores for key in core)
    total = sum(counts.values()) or 1
    about = set(content_keys(topic))
    weights = {
        key: math.log(1 + total / count) * (_TOPIC_WEIGHT if key in about else 1.0)
        for key, count in counts.items()
    }
    return Weights(weights=weights, default=math.log(1 + total))

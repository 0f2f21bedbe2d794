"""Numbers in running text: where they stand, what they are worth, how precisely they were written.

Gives `Number`s from text; what is no quantity is left out: dates, years, numbers of documents, list
markers, telephone numbers, ranks, ranges (they have no single value). Measures are left to `measures`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.text import find_marker

_DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+\.\d{1,2}(?!\d)|\d+(?:,\d+)?"
_NUMBER = re.compile(rf"(?<![\w.,/\-–])(?:{_DIGITS})(?![\d])")
_SHARE = re.compile(rf"\s?/\s?({_DIGITS})(?![\d/\-–]|[^\W\d_])")
_APPROXIMATE = re.compile(
    r"(?:^|(?<=\s)|(?<=\())(hơn|gần|khoảng|trên|dưới|chừng|ngót|xấp xỉ|non|độ|ước|ước khoảng|ước đạt)\s+$",
    re.IGNORECASE,
)
_BELOW = frozenset({"gần", "dưới", "ngót", "non"})
_ABOVE = frozenset({"hơn", "trên"})
# Words before a number that make a name or a date of it, no quantity.
_NAMING = re.compile(
    r"\b(?:ngày|mồng|tháng|năm|quý|khóa|khoá|số|điều|khoản|mục|chương|phần|bảng|biểu|hình|phụ lục|lần thứ|thứ|"
    r"lớp|khối|hạng|bậc|mức|cấp độ|vùng|nhóm|giai đoạn|đợt|tổ dân phố|khu phố|thôn|ấp|xóm|đội|ngõ|quốc lộ|"
    r"đường tỉnh|đường|nghị quyết|nghị định|chỉ thị|quyết định|thông tư|kết luận|kế hoạch|chương trình|đề án|"
    r"công văn|thông báo|hướng dẫn|quy định|luật|covid|ban chỉ đạo|điện thoại|đt|tel|fax)"
    r"(?:\s+số)?\s*[:.]?\s*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s+(?:%|người|hộ|xã|đồng|tỷ|tỉ|triệu|nghìn|ngàn|ha\b|lượt|vụ|cuộc|văn bản|lớp|đơn\b)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{4}|(?<![\d.,])\d{1,2}\s?/\s?(?:19|20)\d\d(?!\d)|"
    r"\d{1,2}/\d{1,2}(?=\s+(?:hằng|hàng) năm)"
)
_DAY_MONTH = re.compile(
    r"(?:ngày|mồng|từ|đến|dịp|nhân|lễ)\s+\d{1,2}\s?/\s?\d{1,2}(?![\d/])", re.IGNORECASE
)
_DOCUMENT = re.compile(r"\d+\s?(?:/\d{4})?\s?[/\-–]\s?(?!USD|ha\b|km)[A-ZĐ][\wĐ&.\-–/]*")
_PHONE = re.compile(r"(?<![\d.,])0\d{2,3}[ .\-]?\d{3}[ .\-]?\d{3,4}(?!\d)")
_YEARS = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?(?![\d.,]*\d)")
_RANGE = re.compile(rf"(?:{_DIGITS})(?:\s?%?\s*[-–]\s*|\s+đến\s+)(?:{_DIGITS})(?![\d/])")
_SPAN = re.compile(
    r"(?<![\d.,])\d+\s+(?:năm|tháng|quý|tuần|nhiệm kỳ|tuổi)(?![^\W\d_])(?! công)", re.IGNORECASE
)
_ITEM = re.compile(r"(?:(?<=\s)|(?<=^))\(?\d{1,2}\)(?=\s)|(?<=[;:.]\s)\d{1,2}[.)](?=\s)")
_NOT_QUANTITIES = (_DATE, _DAY_MONTH, _DOCUMENT, _PHONE, _YEARS, _RANGE, _SPAN, _ITEM)
_VERSION = re.compile(r"[1-9]\.0$")
_UNIT_SIGNS = re.compile(
    r"%|‰|ha\b|km|m[23²³]?\b|kg\b|g\b|cm\b|mm\b|kw|mw|l\b|đ\b|tr\b", re.IGNORECASE
)

_ONES = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_DIGIT_WORDS = "|".join(_ONES)
_WORDS = re.compile(
    rf"\b(?:(?P<tens>{_DIGIT_WORDS})\s+mươi(?:\s+(?P<ones>{_DIGIT_WORDS}))?|mười\s+(?P<teen>(?!năm\b)(?:{_DIGIT_WORDS})))\b"
    r"(?!\s+(?:năm|tháng|ngày|tuổi|phần|lại))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A quantity: `text[start:end]` is the number alone, without measure.

    Attributes:
        step: worth of the last digit that was written, before any power word.
        qualifier: "hơn", "gần" ...; "" for none; from: where it begins (start where there is none).
        whole: of "154/159" the second number, None elsewhere.
    """

    start: int
    end: int
    value: float
    step: float
    qualifier: str = ""
    begin: int = 0
    whole: float | None = None

    @property
    def side(self) -> int:
        """1 where the true value lies above the number ("hơn"), -1 below ("gần"), 0 around it."""
        return (self.qualifier in _ABOVE) - (self.qualifier in _BELOW)


def parse_number(written: str) -> tuple[float, float]:
    """Value and step of a number written the Vietnamese way: "1.234,5" is (1234.5, 0.1)."""
    if re.fullmatch(r"\d+\.\d{1,2}", written) or written.startswith("0."):
        whole, _, decimals = written.partition(".")
    else:
        whole, _, decimals = written.replace(".", "").partition(",")
    value = float(f"{whole}.{decimals or 0}")
    return value, 10.0 ** -len(decimals)


def find_numbers(text: str) -> tuple[Number, ...]:
    """Every quantity of `text`, by place."""
    masked = _mask(text)
    found = [n for m in _NUMBER.finditer(masked) if (n := _number(text, masked, m))]
    taken = [(n.start, n.end) for n in found]
    shares = {m for n in found if n.whole is not None for m in range(n.start, n.end)}
    found = [n for n in found if n.whole is not None or n.start not in shares]
    words = [_spelled(text, m) for m in _WORDS.finditer(text)]
    found += [n for n in words if not any(a <= n.start < b for a, b in taken)]
    return tuple(sorted(found, key=lambda n: n.start))


def _mask(text: str) -> str:
    """The text with everything that is no quantity blanked out, lengths kept."""
    marker = find_marker(text)
    if marker and any(char.isdigit() for char in marker.text):
        text = "#" * marker.end + text[marker.end :]
    for pattern in _NOT_QUANTITIES:
        text = pattern.sub(lambda m: "#" * len(m.group()), text)
    return text


def _number(text: str, masked: str, found: re.Match[str]) -> Number | None:
    start, end, written = found.start(), found.end(), found.group()
    rest, before = text[end:], text[:start]
    if (rest[:1].isalpha() and not _UNIT_SIGNS.match(rest)) or _VERSION.fullmatch(written):
        return None
    if written.isdigit() and _NAMING.search(before) and not _is_counted_after_number(before, rest):
        return None
    if written.startswith("0") and len(written) > 2 and "," not in written and "." not in written:  # noqa: PLR2004 - "03 xã" has a filling zero, codes are longer
        return None
    value, step = parse_number(written)
    share = _SHARE.match(masked, end)
    whole = parse_number(share[1])[0] if share else None
    if share:
        end = share.end()
    begin, qualifier = _qualifier(text, start)
    return Number(
        start=start, end=end, value=value, step=step, qualifier=qualifier, begin=begin, whole=whole
    )


def _is_counted_after_number(before: str, rest: str) -> bool:
    """Say whether "số 41 người" counts: the words "số", "mức" name only what has no measure behind it."""
    last = before.rsplit(maxsplit=1)[-1].lower() if before.split() else ""
    return last in {
        "số",
        "năm",
        "là",
        "mức",
        "tháng",
        "kế",
        "hoạch",
        "định",
        "phần",
        "đội",
        "nhóm",
        "vùng",
    } and bool(_COUNTED.match(rest) or rest.startswith("%"))


def _qualifier(text: str, start: int) -> tuple[int, str]:
    found = _APPROXIMATE.search(text[:start])
    return (found.start(1), found[1].lower().split()[0]) if found else (start, "")


def _spelled(text: str, found: re.Match[str]) -> Number:
    if found["teen"]:
        value = 10 + _ONES[found["teen"].lower()]
    else:
        value = 10 * _ONES[found["tens"].lower()] + _ONES.get((found["ones"] or "").lower(), 0)
    begin, qualifier = _qualifier(text, found.start())
    return Number(
        start=found.start(),
        end=found.end(),
        value=float(value),
        step=1.0,
        qualifier=qualifier,
        begin=begin,
    )

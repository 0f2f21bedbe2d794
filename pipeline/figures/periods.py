"""The time that a figure counts: years, spans of years, states on a day, parts of a year.

Gives normal forms from text: "2022", "2015-2021", "2022-12-31" (a state on that day), "2025-07/2025-12"
(months), "2023-05", "P10Y" (ten years up to the report, as ISO writes a duration).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

_Y = r"(?:19|20)\d\d"
_TO = r"\s*(?:-|–|đến|tới)\s*(?:hết\s+|nay\s+|cuối\s+)?(?:năm\s+)?"
_SINCE = r"(?:đến|tới|tính đến|hết)\s+(?:hết\s+|cuối\s+|nay\s+)?"
_FORMS: tuple[tuple[str, str], ...] = (
    (
        "months",
        rf"(?P<n>\d{{1,2}}|sáu|chín|ba)\s+tháng\s+(?P<part>đầu|cuối)\s+năm(?:\s+(?P<year>{_Y}))?",
    ),
    ("quarter", rf"quý\s+(?P<q>IV|I{{1,3}}|[1-4])(?:\s*[/-]\s*|\s+năm\s+|\s+)?(?P<year>{_Y})?"),
    (
        "span",
        rf"(?:từ\s+)?(?:hết\s+)?(?:quý\s+[IV]+\s+)?(?:năm\s+)?(?P<a>{_Y}){_TO}(?:quý\s+[IV]+\s+năm\s+)?(?P<b>{_Y})",
    ),
    ("day", rf"(?:ngày\s+)?(?P<d>\d{{1,2}})\s?[/.-]\s?(?P<m>\d{{1,2}})\s?[/.-]\s?(?P<year>{_Y})"),
    ("days", rf"ngày\s+(?P<d>\d{{1,2}})\s+tháng\s+(?P<m>\d{{1,2}})\s+năm\s+(?P<year>{_Y})"),
    ("month", rf"(?P<until>{_SINCE})?tháng\s+(?P<m>\d{{1,2}})\s*(?:[/-]|\s+năm)\s*(?P<year>{_Y})"),
    ("end", rf"(?:{_SINCE}(?:năm\s+)?|(?:cuối|hết)\s+(?:năm\s+)?(?!quý))(?P<year>{_Y})"),
    ("start", rf"đầu\s+năm\s+(?P<year>{_Y})"),
    (
        "years",
        (
            r"(?:(?:trong|qua|sau|suốt)\s+(?:vòng\s+)?(?P<n>\d{1,2}|mười|mười lăm)\s+năm(?:\s+qua)?|"
            r"(?P<n2>\d{1,2}|mười|mười lăm)\s+năm\s+(?:qua|nay|thực hiện))"
        ),
    ),
    (
        "before",
        r"cùng\s+kỳ(?:\s+(?:năm\s+)?(?:trước|ngoái|(?P<year>(?:19|20)\d\d)))?|năm\s+(?:trước|ngoái)",
    ),
    ("year", rf"(?:năm\s+)?(?<![\d.,/])(?P<year>{_Y})(?![\d/]|[.,]\d)"),
)
_MENTION = re.compile(
    "|".join(f"(?P<{k}_>{p.replace('(?P<', f'(?P<{k}_')})" for k, p in _FORMS), re.IGNORECASE
)
_COMPARED = re.compile(
    r"(?:so với|so|hơn|kém|bằng|từ|giá so sánh|so sánh|giá|chuẩn|luật|gốc)\s+"
    r"(?:cả\s+|mức\s+|với\s+)?(?:thời điểm\s+)?$",
    re.IGNORECASE,
)
_NUMERALS = {"ba": 3, "sáu": 6, "chín": 9, "mười": 10, "mười lăm": 15}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_HALF_YEAR = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodMention:
    """A time named at `text[start:end]`.

    Attributes:
        value: normal form; "" for the same time a year before; months without a year begin with "?".
        compared: it is what something is compared with ("so với năm 2021"), not the figure's own time.
    """

    start: int
    end: int
    value: str
    compared: bool = False


def find_periods(text: str, *, year: int | None = None) -> tuple[PeriodMention, ...]:
    """Every time that `text` names, by place; `year` stands where "6 tháng cuối năm" names none."""
    return tuple(
        PeriodMention(
            start=found.start(),
            end=found.end(),
            value=value,
            compared=bool(_COMPARED.search(text[: found.start()])),
        )
        for found in _MENTION.finditer(text)
        if (value := _normal(found, year)) is not None
    )


def _normal(found: re.Match[str], year: int | None) -> str | None:
    kind = next(k for k, _ in _FORMS if found[f"{k}_"])

    def part(name: str) -> str:
        return found.groupdict().get(f"{kind}_{name}") or ""

    own = int(part("year")) if part("year") else year
    if kind == "before":
        return ""
    if kind == "span":
        return f"{part('a')}-{part('b')}" if part("a") < part("b") else None
    if kind == "years":
        count = part("n") or part("n2")
        return f"P{_NUMERALS.get(count.lower(), count)}Y"
    if own is None:
        return None
    return _of_year(kind, own, part)


def _of_year(kind: str, year: int, part: object) -> str | None:
    get = part if callable(part) else str
    if kind == "months":
        count = int(_NUMERALS.get(get("n").lower(), 0) or get("n"))
        first = 1 if get("part").lower() == "đầu" else 13 - count
        return f"{year}-{first:02}/{year}-{first + count - 1:02}" if 0 < count < 12 else None  # noqa: PLR2004 - months of a year
    if kind == "quarter":
        quarter = _ROMAN.get(get("q").lower()) or int(get("q"))
        return f"{year}-{3 * quarter - 2:02}/{year}-{3 * quarter:02}"
    if kind in {"day", "days", "month"}:
        return _day(kind, year, int(get("m")), get("d"), until=bool(get("until")))
    return {"end": f"{year}-12-31", "start": f"{year}-01-01", "year": str(year)}[kind]


def _day(kind: str, year: int, month: int, day: str, *, until: bool) -> str | None:
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        return None
    last = calendar.monthrange(year, month)[1]
    if kind == "month":
        return f"{year}-{month:02}-{last:02}" if until else f"{year}-{month:02}"
    return f"{year}-{month:02}-{int(day):02}" if 1 <= int(day) <= last else None


def year_before(period: str | None) -> str | None:
    """The same period a year earlier."""
    if not period or period.startswith("P"):
        return None
    return re.sub(_Y, lambda m: str(int(m.group()) - 1), period)


def end_year(period: str | None) -> int | None:
    """The last year of a period, None for durations and for nothing."""
    years = re.findall(_Y, period or "")
    return int(years[-1]) if years else None


def same_period(first: str | None, second: str | None, *, current: int | None) -> bool:
    """Say whether two periods can be the same; what names none counts the campaign's last year.

    A year, the state at its end and the span that ends with it meet: reports use one for the other.
    """
    if first == second:
        return True
    if first is None or second is None:
        said = first or second
        return said is not None and (
            said.startswith("P") or (end_year(said) == current and _months(said) >= _HALF_YEAR)
        )
    spans = [p for p in (first, second) if re.fullmatch(rf"{_Y}-{_Y}", p)]
    if any(p.startswith("P") for p in (first, second)):
        duration = int(next(p for p in (first, second) if p.startswith("P"))[1:-1])
        return bool(spans) and int(spans[0][5:]) - int(spans[0][:4]) in {duration - 1, duration}
    if spans:
        other = second if spans[0] == first else first
        return len(spans) == 1 and other.endswith("-12-31") and other[:4] == spans[0][5:]
    ends = {p for p in (first, second) if p.endswith("-12-31")}
    return (
        bool(ends) and {p[:4] for p in (first, second)} == {first[:4]} and _is_whole(first, second)
    )


def _months(period: str) -> int:
    """How many months a period of months has; a year for all others."""
    if "/" not in period:
        return 1 if re.fullmatch(r"\d{4}-\d\d", period) and int(period[5:]) <= 12 else 12  # noqa: PLR2004 - months of a year
    first, last = (int(part[5:]) for part in period.split("/"))
    return last - first + 1


def _is_whole(first: str, second: str) -> bool:
    return all(re.fullmatch(rf"{_Y}(?:-12-31)?", p) for p in (first, second))

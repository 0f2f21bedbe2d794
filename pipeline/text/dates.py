"""The date line of a letterhead: "Long Thành, ngày 25 tháng 02 năm 2022"."""

from __future__ import annotations

import re
from datetime import date

# Blanks may be lost or doubled and the numbers may stand apart in scans and forms.
_DATE = re.compile(
    r"(?:ngày|ngay)\s*(\d{1,2})\s*(?:tháng|thang)\s*(\d{1,2})\s*,?\s*(?:năm|nam)\s*(\d{4})(?!\d)",
    re.IGNORECASE,
)


def find_letterhead_date(text: str) -> date | None:
    """Return the first full date written in words in `text`, or None if there is no valid one."""
    for day, month, year in _DATE.findall(text):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None

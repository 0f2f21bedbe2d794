"""Number, date and title from the parts of the head; the unit by `units`.

Only the head decides. The number's line may have lost its "Số", the date may stand beside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.identify.units import match_unit
from pipeline.records import Block, BlockKind, Document, Letterhead, Warning_
from pipeline.settings import reads_badly
from pipeline.text import find_letterhead_date

if TYPE_CHECKING:
    from datetime import date

    from pipeline.campaign import Campaign

# "Số 125-BC/HU", "Số: 15/BC-UBND", "Số 05 - BC/TU", "SỐ: 7/2023/BC-SNV". A number left open in a
# draft ("Số:      /BC-SNV") is none.
_NUMBER = re.compile(
    r"\bS[ốôồoỐÔỒO]\s*[:.]?\s*(?P<number>\d{1,5}[a-zA-Z]?(?:\s*/\s*\d{4})?\s*[-–/]\s*[A-ZĐ][\w&.]*(?:\s?[-–/]\s?[A-ZĐa-zđ][\w&.]*){0,4})",
)
_BARE_NUMBER = re.compile(
    r"^\s*(?P<number>\d{1,5}\s*[-–/]\s*(?:BC|TTr|KH|CV|TB|BCTH)[\w&./\-–]*)", re.MULTILINE
)
_BLANK = re.compile(r"\s+")
_FIRST_BODY_BLOCKS = 6
_UNSURE = (
    "{} trên bản chụp không đọc được chắc chắn (có thể là “{}”, thường do viết tay) nên để trống; "
    "hãy xem bản gốc."
)


def read_letterhead(document: Document, campaign: Campaign) -> Letterhead:
    """Read the head of a report and match its unit to the campaign's units."""
    head = _texts(document, BlockKind.LETTERHEAD)
    title = _title(document)
    body = [b for b in document.blocks if b.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING}]
    opening = [_text(document, block) for block in body[:_FIRST_BODY_BLOCKS]]
    signature = _texts(document, BlockKind.SIGNATURE)
    match = match_unit(campaign, head=head, title=title, opening=opening, signature=signature)
    # A number that OCR guessed from handwriting would be an invention.
    sure = [_text(document, b) for b in _of_kind(document, BlockKind.LETTERHEAD) if _is_sure(b)]
    number, written = _number(sure), _date(sure)
    guessed_number = _number(head) if number is None else None
    guessed_date = _date(head) if written is None else None
    warnings = [
        Warning_(code=code, detail=detail)
        for holds, code, detail in (
            (not (number or guessed_number), "no-number", "Không thấy số văn bản ở đầu báo cáo."),
            (not (written or guessed_date), "no-date", "Không thấy ngày tháng ở đầu báo cáo."),
            (guessed_number, "unsure-number", _UNSURE.format("Số văn bản", guessed_number)),
            (guessed_date, "unsure-date", _UNSURE.format("Ngày văn bản", guessed_date)),
            (match.unit is None, "unknown-unit", f"Chưa xác định được đơn vị gửi: {match.reason}"),
        )
        if holds
    ]
    return Letterhead(
        unit=match.unit,
        unit_reason=match.reason,
        number=number,
        date=written.isoformat() if written else None,
        title=" ".join(title) or None,
        warnings=tuple(warnings),
    )


def _text(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def _of_kind(document: Document, kind: BlockKind) -> list[Block]:
    return [block for block in document.blocks if block.kind is kind]


def _texts(document: Document, kind: BlockKind) -> list[str]:
    return [_text(document, block) for block in _of_kind(document, kind)]


def _is_sure(block: Block) -> bool:
    return not reads_badly(block.confidence)


def _title(document: Document) -> list[str]:
    lines = _texts(document, BlockKind.TITLE)
    return [line for line in lines if any(char.isalpha() for char in line)]


def _number(head: list[str]) -> str | None:
    joined = "\n".join(head)
    found = _NUMBER.search(joined) or _BARE_NUMBER.search(joined)
    return _BLANK.sub("", found["number"]).replace("–", "-") if found else None


def _date(head: list[str]) -> date | None:
    """The date line: one that holds a date and little else, wherever its column was read."""
    for line in head:
        if found := find_letterhead_date(line):
            return found
    return find_letterhead_date(" ".join(head))

"""Reports typed into an inbox, and one file taken through the stages."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from docx import Document
from hand_made import CAMPAIGN

from pipeline.errors import DocumentError
from pipeline.records import Warning_
from pipeline.run import ReadItem, read_one, understand_one
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.campaign import Campaign


def write_report(
    path: Path, head: tuple[str, str, str], sections: tuple[tuple[str, str], ...]
) -> None:
    """A report as an office types it; a text without heading goes on below the one before."""
    body, number, place = head
    document = Document()
    for line in (body, f"Số {number}", "ĐẢNG CỘNG SẢN VIỆT NAM", place, "BÁO CÁO"):
        document.add_paragraph(line)
    document.add_paragraph("tổng kết 5 năm thực hiện Chỉ thị số 17-CT/TU")
    for heading, text in sections:
        if heading:
            document.add_paragraph().add_run(heading).bold = True
        document.add_paragraph(text)
    document.save(str(path))


def read_item(path: Path, name: str, campaign: Campaign = CAMPAIGN) -> ReadItem:
    """One file through the stages, as `flows` does it."""
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    arrived = "2023-06-21T08:00:00+07:00"
    try:
        reading = read_one(path, sha256, campaign, Settings())
    except DocumentError as error:
        failure = Warning_(code=error.code, detail=error.detail)
        return ReadItem(file=name, sha256=sha256, received_at=arrived, failure=failure)
    return ReadItem(
        file=name,
        sha256=sha256,
        received_at=arrived,
        reading=reading,
        understanding=understand_one(reading, campaign, Settings()),
    )

"""An inbox of five files: three reports, a copy of one of them, and one that cannot be read."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from docx import Document
from hand_made import CAMPAIGN

from pipeline.errors import DocumentError
from pipeline.records import Warning_
from pipeline.run import CampaignRecords, ReadItem, assemble, read_one, understand_one
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

_ASKS = "IV. ĐỀ XUẤT, KIẾN NGHỊ"
_REPORTS = {
    "01 BC Cái Bè.docx": (
        ("HUYỆN ỦY CÁI BÈ", "31-BC/HU", "Cái Bè, ngày 12 tháng 6 năm 2023"),
        (
            ("I. QUÁN TRIỆT CHỈ THỊ", "Huyện ủy tổ chức 3 hội nghị quán triệt cho 412 cán bộ."),
            ("II. KẾT QUẢ THỰC HIỆN", "Trong 5 năm đã mở 212 lớp dạy bơi cho 6.140 trẻ em."),
            (
                "III. BÀI HỌC KINH NGHIỆM",
                "- Thứ nhất, phải dạy bơi cho trẻ ngay từ lớp ba, không chờ có hồ bơi kiên cố.",
            ),
            (_ASKS, "- Đề nghị UBND tỉnh bố trí kinh phí xây dựng hồ bơi cho các xã cù lao."),
        ),
    ),
    "02 BC Gò Sen.docx": (
        ("HUYỆN ỦY GÒ SEN", "08-BC/HU", "Gò Sen, ngày 20 tháng 6 năm 2023"),
        (
            ("I. KẾT QUẢ THỰC HIỆN", "Toàn huyện có 9 hồ bơi lắp ghép, dạy bơi cho 2.310 trẻ em."),
            ("II. TỒN TẠI, HẠN CHẾ", "Một số xã chưa có giáo viên dạy bơi, kinh phí còn thiếu."),
            (_ASKS, "- Đề nghị UBND tỉnh quan tâm cấp vốn để các xã cù lao xây hồ bơi."),
            ("V. KIẾN NGHỊ KHÁC", "- Đề nghị Sở Y tế tập huấn sơ cấp cứu cho giáo viên thể dục."),
        ),
    ),
    "03 BC Cái Bè bổ sung.docx": (
        ("HUYỆN ỦY CÁI BÈ", "39-BC/HU", "Cái Bè, ngày 16 tháng 6 năm 2023"),
        (
            ("I. KẾT QUẢ THỰC HIỆN", "Trong 5 năm đã mở 214 lớp dạy bơi cho 6.180 trẻ em."),
            (_ASKS, "- Đề nghị UBND tỉnh bố trí kinh phí xây dựng hồ bơi cho các xã cù lao."),
        ),
    ),
}


def write_report(
    path: Path, head: tuple[str, str, str], sections: tuple[tuple[str, str], ...]
) -> None:
    """A report as an office types it."""
    body, number, place = head
    document = Document()
    for line in (body, f"Số {number}", "ĐẢNG CỘNG SẢN VIỆT NAM", place, "BÁO CÁO"):
        document.add_paragraph(line)
    document.add_paragraph("tổng kết 5 năm thực hiện Chỉ thị số 17-CT/TU")
    for heading, text in sections:
        document.add_paragraph().add_run(heading).bold = True
        document.add_paragraph(text)
    document.save(str(path))


def read_item(path: Path, name: str) -> ReadItem:
    """One file through the stages, as `flows` does it."""
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    arrived = "2023-06-21T08:00:00+07:00"
    try:
        reading = read_one(path, sha256, CAMPAIGN, Settings())
    except DocumentError as error:
        failure = Warning_(code=error.code, detail=error.detail)
        return ReadItem(file=name, sha256=sha256, received_at=arrived, failure=failure)
    return ReadItem(
        file=name,
        sha256=sha256,
        received_at=arrived,
        reading=reading,
        understanding=understand_one(reading, CAMPAIGN, Settings()),
    )


@pytest.fixture(scope="session")
def items(tmp_path_factory: pytest.TempPathFactory) -> tuple[ReadItem, ...]:
    """What reading the inbox gives, in the order of its names."""
    inbox = tmp_path_factory.mktemp("inbox")
    for name, (head, sections) in _REPORTS.items():
        write_report(inbox / name, head, sections)
    (inbox / "04 copy.docx").write_bytes((inbox / "02 BC Gò Sen.docx").read_bytes())
    (inbox / "05 hỏng.pdf").write_bytes(b"%PDF-1.7 nothing else")
    return tuple(read_item(path, path.name) for path in sorted(inbox.iterdir()))


@pytest.fixture(scope="session")
def records(items: tuple[ReadItem, ...]) -> CampaignRecords:
    """All records of the campaign."""
    return assemble(CAMPAIGN, Settings(), items)

"""An inbox of five files: three reports, a copy of one of them, and one that cannot be read."""

from __future__ import annotations

import pytest
from hand_made import CAMPAIGN
from inbox import read_item, write_report

from pipeline.run import CampaignRecords, ReadItem, assemble
from pipeline.settings import Settings

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

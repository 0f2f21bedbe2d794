"""A made-up campaign: five units were asked, four reported, one of them late."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from docx import Document

from pipeline.campaign import Campaign
from pipeline.draft import DraftInput, write_draft
from pipeline.records import (
    Idea,
    Passage,
    PassageKind,
    RegisterEntry,
    RegisterStatus,
    Role,
    RoleSuggestion,
    Sentence,
    Statement,
    StatementKind,
    Submission,
    SubmissionStatus,
    Warning_,
    make_id,
)

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as WordDocument

CAMPAIGN = Campaign.model_validate(
    {
        "id": "ct09",
        "title": "Tổng kết 5 năm thực hiện Chỉ thị số 09-CT/TU về tăng cường quản lý, bảo vệ rừng",
        "resolution": {
            "number": "09-CT/TU",
            "date": "2019-04-05",
            "about": "tăng cường quản lý, bảo vệ rừng và phòng cháy, chữa cháy rừng",
        },
        "lead": "Ban Cán sự đảng Ủy ban nhân dân tỉnh",
        "province": "Lâm Hà",
        "deadlines": {"reports": "2024-05-31", "draft": "2024-06-20"},
        "outline": [
            {"id": "ket-qua", "title": "Kết quả thực hiện Chỉ thị", "roles": ["results"]},
            {
                "id": "han-che",
                "title": "Tồn tại, hạn chế và nguyên nhân",
                "roles": ["limitations", "causes"],
            },
            {
                "id": "bai-hoc",
                "title": "Bài học kinh nghiệm; cách làm hay, sáng tạo",
                "roles": ["lessons"],
            },
            {
                "id": "kien-nghi",
                "title": "Phương hướng; đề xuất, kiến nghị",
                "roles": ["directions", "recommendations"],
            },
            {"id": "khen-thuong", "title": "Đề nghị khen thưởng", "roles": ["commendations"]},
        ],
        "units": [
            {"id": "hu-dak-ru", "name": "Huyện ủy Đắk Ru"},
            {"id": "hu-suoi-bac", "name": "Huyện ủy Suối Bạc"},
            {"id": "chi-cuc", "name": "Chi cục Kiểm lâm"},
            {"id": "hu-nam-son", "name": "Huyện ủy Nậm Sơn"},
            {"id": "hoi-phu-nu", "name": "Hội Phụ nữ tỉnh"},
        ],
    }
)
_FILES = {
    "hu-dak-ru": "01 BC Huyện ủy Đắk Ru.docx",
    "hu-suoi-bac": "02 BC suoi bac (ky).pdf",
    "chi-cuc": "03 BC Chi cục Kiểm lâm.docx",
    "hu-nam-son": "04 BC Nậm Sơn.pdf",
}
_LATE = {"hu-nam-son": 4}


@dataclass
class Records:
    """Records as the stages would give them, a passage at a time."""

    passages: dict[str, Passage] = field(default_factory=dict)
    suggestions: dict[str, RoleSuggestion] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    ideas: list[Idea] = field(default_factory=list)

    def passage(self, unit: str, section: str, role: Role, text: str, heading: str) -> Passage:
        """Add a passage whose sentences end at full stops."""
        index = sum(passage.sha256 == _sha256(unit) for passage in self.passages.values())
        ends = [stop.start() + 1 for stop in re.finditer(r"(?<=\D)\. ", text)]
        starts = [0, *(end + 1 for end in ends)]
        passage = Passage(
            id=make_id(unit, index),
            sha256=_sha256(unit),
            index=index,
            page=1 + index // 3 if _FILES[unit].endswith(".pdf") else None,
            kind=PassageKind.PARAGRAPH,
            heading=(heading,),
            start=0,
            end=len(text),
            text=text,
            sentences=tuple(
                Sentence(start=start, end=end, words=())
                for start, end in zip(starts, [*ends, len(text)], strict=True)
            ),
        )
        self.passages[passage.id] = passage
        self.suggestions[passage.id] = RoleSuggestion(
            passage=passage.id, role=role, section=section, confidence=0.9, reason="theo tiêu đề"
        )
        return passage

    def idea(
        self,
        kind: StatementKind,
        section: str | None,
        said: list[tuple[str, str]],
        addressee: str | None = None,
    ) -> Idea:
        """Add an idea, each statement in a passage of its own; the first represents it."""
        role = Role.RECOMMENDATIONS if addressee else Role.LESSONS
        ids = []
        for unit, text in said:
            passage = self.passage(
                unit, section or "", role, f"{text}; nhờ đó rừng được giữ.", "V- BÀI HỌC"
            )
            statement = Statement(
                id=make_id(passage.id, text),
                passage=passage.id,
                sha256=passage.sha256,
                page=passage.page,
                start=0,
                end=len(text),
                kind=kind,
                text=text,
                addressee=addressee,
                section=section,
                confidence=0.8,
            )
            self.statements.append(statement)
            ids.append(statement.id)
        idea = Idea(
            id=make_id(*sorted(ids)),
            kind=kind,
            section=section,
            text=said[0][1],
            statements=tuple(sorted(ids)),
            units=tuple(sorted({unit for unit, _ in said})),
        )
        self.ideas.append(idea)
        return idea


@pytest.fixture(scope="session")
def draft() -> DraftInput:
    """All that a draft can hold: ideas of each kind, plain sections, an empty one, every annex."""
    records = Records()
    _add_reported(records)
    _add_ideas(records)
    return DraftInput(
        campaign=CAMPAIGN,
        ideas=tuple(records.ideas),
        statements=tuple(records.statements),
        passages=records.passages,
        submissions=_submissions(),
        register=_register(),
        suggestions=records.suggestions,
    )


def _add_reported(records: Records) -> None:
    results = Role.RESULTS
    heading = "II- KẾT QUẢ"
    for unit, text in (
        ("hu-dak-ru", "Kết quả cụ thể như sau:"),
        (
            "hu-dak-ru",
            "Công tác tuyên truyền được các cấp ủy quan tâm và có nhiều đổi mới về cách làm.",
        ),
        (
            "hu-dak-ru",
            "1. Trong 5 năm, huyện giao khoán 12.450 ha rừng cho 1.860 hộ, đạt 97,5%. Dân khá lên.",
        ),
        ("hu-dak-ru", "Toàn huyện trồng mới 315 ha rừng phòng hộ, tỷ lệ cây sống đạt trên 90%."),
        (
            "hu-suoi-bac",
            "Số vụ vi phạm giảm từ 142 vụ năm 2019 còn 38 vụ năm 2023, không còn điểm nóng.",
        ),
        (
            "chi-cuc",
            "Chi cục lắp 46 trạm báo cháy sớm; thời gian phát hiện đám cháy rút còn 18 phút.",
        ),
    ):
        records.passage(unit, "ket-qua", results, text, heading)
    records.passage(
        "hu-suoi-bac",
        "han-che",
        Role.LIMITATIONS,
        "Việc xử lý lấn chiếm đất rừng ở 3 xã giáp ranh kéo dài, có vụ 24 tháng chưa xong;",
        "III- HẠN CHẾ",
    )
    records.passage(
        "hu-nam-son",
        "han-che",
        Role.CAUSES,
        "Nguyên nhân chủ yếu là lực lượng bảo vệ rừng mỏng, mỗi người phải trông hơn 1.000 ha.",
        "III- HẠN CHẾ",
    )
    records.passage(
        "chi-cuc",
        "kien-nghi",
        Role.DIRECTIONS,
        "Đến năm 2028 hoàn thành cắm mốc ranh giới cho toàn bộ 84.000 ha rừng phòng hộ của tỉnh.",
        "VI- PHƯƠNG HƯỚNG",
    )


def _add_ideas(records: Records) -> None:
    lesson, practice = StatementKind.LESSON, StatementKind.GOOD_PRACTICE
    asked = StatementKind.RECOMMENDATION
    records.idea(
        lesson,
        "bai-hoc",
        [
            ("hu-dak-ru", "- Một là, giữ rừng phải dựa vào người dân sống ở gần rừng"),
            ("chi-cuc", "dân ở sát rừng có thu nhập từ rừng thì rừng mới còn"),
            ("hu-suoi-bac", "phải để bà con ven rừng cùng giữ rừng"),
        ],
    )
    records.idea(
        lesson,
        "bai-hoc",
        [("hu-nam-son", "Xử lý vi phạm phải nghiêm và nhanh, không có vùng cấm.")],
    )
    records.idea(
        practice,
        "bai-hoc",
        [
            ("hu-suoi-bac", "mỗi buôn lập một đội tuần rừng 7 người, đổi phiên mỗi tuần"),
            ("hu-dak-ru", "các thôn cử thanh niên thành tổ tuần tra, luân phiên theo tuần"),
        ],
    )
    records.idea(
        asked,
        "kien-nghi",
        [
            ("hu-dak-ru", "nâng mức khoán bảo vệ rừng lên 600.000 đồng/ha/năm"),
            ("hu-nam-son", "tăng đơn giá khoán giữ rừng lên 600.000 đồng một ha"),
        ],
        "Chính phủ",
    )
    records.idea(
        asked, "kien-nghi", [("chi-cuc", "bổ sung 60 biên chế kiểm lâm địa bàn")], "UBND tỉnh"
    )
    records.idea(
        asked,
        "kien-nghi",
        [("hu-suoi-bac", "Đưa chỉ tiêu giữ rừng vào nghị quyết đại hội các cấp;")],
        "Ban Thường vụ Tỉnh ủy",
    )
    records.idea(lesson, None, [("chi-cuc", "ảnh vệ tinh phải được đối chiếu tại thực địa")])


def _sha256(unit: str) -> str:
    return (make_id(unit) * 4)[:64]


def _submissions() -> tuple[Submission, ...]:
    accepted = [_submission(file, unit=unit, sha256=_sha256(unit)) for unit, file in _FILES.items()]
    refused = _submission(
        "05 anh chup bao cao.jpg",
        status=SubmissionStatus.REJECTED,
        warnings=(
            Warning_(code="unsupported-format", detail="Tệp là ảnh; hãy gửi .docx hoặc .pdf."),
        ),
    )
    waiting = _submission(
        "06 BC mat.docx",
        status=SubmissionStatus.QUARANTINED,
        warnings=(Warning_(code="classified", detail="Văn bản có dấu mật."),),
    )
    unknown = _submission("07 bao cao khong ten.docx")
    return (*accepted, refused, waiting, unknown)


def _submission(
    file: str,
    *,
    unit: str | None = None,
    sha256: str | None = None,
    status: SubmissionStatus = SubmissionStatus.ACCEPTED,
    warnings: tuple[Warning_, ...] = (),
) -> Submission:
    return Submission(
        file=file,
        sha256=sha256 or _sha256(file),
        status=status,
        unit=unit,
        number=None,
        date=None,
        title=None,
        pages=None,
        version=1,
        received_at="2024-05-30T08:00:00+07:00",
        warnings=warnings,
    )


def _register() -> tuple[RegisterEntry, ...]:
    entries = []
    for unit in CAMPAIGN.units:
        file, late = _FILES.get(unit.id), _LATE.get(unit.id, 0)
        status = RegisterStatus.LATE if late else RegisterStatus.ON_TIME
        entries.append(
            RegisterEntry(
                unit=unit.id,
                name=unit.name,
                status=status if file else RegisterStatus.MISSING,
                received_at=f"2024-0{6 if late else 5}-0{4 if late else 9}T09:30:00+07:00"
                if file
                else None,
                days_late=late if file else None,
                missing_sections=("ket-qua", "khen-thuong") if late else (),
                file=file,
            )
        )
    return tuple(entries)


@pytest.fixture(scope="session")
def written(draft: DraftInput, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The draft as a file."""
    path = tmp_path_factory.mktemp("draft") / "draft.docx"
    write_draft(draft, path)
    return path


@pytest.fixture(scope="session")
def document(written: Path) -> WordDocument:
    """The file, read back."""
    return Document(str(written))

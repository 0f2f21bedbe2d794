"""Reports that the tests write line by line, as the readers would leave them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from pipeline.campaign import Campaign
from pipeline.extract import Piece, Pieces, Place, assemble_document
from pipeline.figures import ReportFigures, read_report
from pipeline.records import Cell, Role, RoleSuggestion
from pipeline.segment import segment_document

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

UNITS = {
    "hu-an-lao": "Huyện ủy An Lão",
    "hu-hoai-an": "Huyện ủy Hoài Ân",
    "hu-van-canh": "Huyện ủy Vân Canh",
    "tu-an-nhon": "Thị ủy An Nhơn",
    "so-y-te": "Sở Y tế",
    "so-noi-vu": "Sở Nội vụ",
    "hoi-nong-dan": "Hội Nông dân tỉnh",
    "hoi-phu-nu": "Hội Liên hiệp Phụ nữ tỉnh",
}
Line = str | list[list[str]]


@pytest.fixture
def campaign() -> Campaign:
    """A campaign of one province with districts, departments and mass organisations."""
    return Campaign.model_validate(
        {
            "id": "thu-nghiem",
            "title": "Tổng kết 10 năm thực hiện Nghị quyết số 15-NQ/TU",
            "resolution": {
                "number": "15-NQ/TU",
                "date": "2013-01-05",
                "about": "cải cách hành chính",
            },
            "lead": "Ban Tổ chức Tỉnh ủy",
            "province": "Bình Định",
            "deadlines": {"reports": "2023-03-01"},
            "outline": [{"id": "ket-qua", "title": "Kết quả", "roles": ["results"]}],
            "units": [{"id": key, "name": name} for key, name in UNITS.items()],
        }
    )


@pytest.fixture
def read(campaign: Campaign) -> Callable[..., ReportFigures]:
    """Read lines (a list of lists is a table) as the report of `unit`; every passage has `role`."""

    def _read(unit: str | None, *lines: Line, role: Role = Role.RESULTS) -> ReportFigures:
        document = assemble_document(
            Pieces(pieces=tuple(_pieces(lines)), pages=None),
            sha256=hashlib.sha256(f"{unit}{lines}".encode()).hexdigest(),
            file_format="docx",
        )
        passages = segment_document(document)
        roles = [
            RoleSuggestion(passage=p.id, role=role, section=None, confidence=1.0, reason="")
            for p in passages
        ]
        return read_report(document, passages, campaign=campaign, unit=unit, roles=roles)

    return _read


def _pieces(lines: Sequence[Line]) -> list[Piece]:
    pieces, tables = [], 0
    for line in lines:
        if isinstance(line, str):
            pieces.append(Piece(text=line, page=None))
            continue
        for r, row in enumerate(line):
            for c, text in enumerate(row):
                cell = Cell(table=tables, row=r, column=c)
                if text:
                    pieces.append(Piece(text=text, page=None, place=Place.CELL, cell=cell))
        tables += 1
    return pieces

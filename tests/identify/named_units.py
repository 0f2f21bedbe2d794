"""Campaigns of units named by hand."""

from __future__ import annotations

from pipeline.campaign import Campaign


def campaign_of(*units: tuple[str, ...], province: str = "Quảng Ngãi") -> Campaign:
    """A campaign of a province whose units are given as id, name and aliases."""
    return Campaign.model_validate(
        {
            "id": "nq12",
            "title": "Tổng kết 10 năm thực hiện Nghị quyết số 12-NQ/TU",
            "resolution": {"number": "12-NQ/TU", "date": "2013-05-20", "about": "nguồn nhân lực"},
            "lead": "Ban Cán sự đảng Ủy ban nhân dân tỉnh",
            "province": province,
            "deadlines": {"reports": "2023-06-15"},
            "outline": [{"id": "ket-qua", "title": "Kết quả", "roles": ["results"]}],
            "units": [{"id": id_, "name": name, "aliases": rest} for id_, name, *rest in units],
        }
    )


PROVINCE = campaign_of(
    ("hu-binh-son", "Huyện ủy Bình Sơn"),
    ("hu-mo-duc", "Huyện ủy Mộ Đức"),
    ("tu-quang-ngai", "Thành ủy Quảng Ngãi"),
    ("tu-duc-pho", "Thị ủy Đức Phổ"),
    ("so-nv", "Sở Nội vụ", "SNV"),
    ("so-nn", "Sở Nông nghiệp và Phát triển nông thôn"),
    ("ca-tinh", "Công an tỉnh"),
    ("btg", "Ban Tuyên giáo Tỉnh ủy"),
)

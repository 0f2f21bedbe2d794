"""What the table of figures counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.learn.figures import measure_figures

if TYPE_CHECKING:
    from pathlib import Path

CAMPAIGN = """\
id: thu-nghiem
title: Tổng kết 10 năm thực hiện Nghị quyết số 15-NQ/TU
resolution: {number: 15-NQ/TU, date: 2013-01-05, about: cải cách hành chính}
lead: Ban Tổ chức Tỉnh ủy
province: Bình Định
deadlines: {reports: 2023-03-01}
outline: [{id: ket-qua, title: Kết quả, roles: [results]}]
units:
  - {id: hu-an-lao, name: Huyện ủy An Lão}
  - {id: so-noi-vu, name: Sở Nội vụ}
"""
IDEAS = """\
ideas: {}
figures:
  F01: {indicator: số hộ nghèo, scope: huyện An Lão, period: năm 2022, conflict: true}
  F02: {indicator: số cầu dân sinh, scope: huyện An Lão, period: năm 2022, conflict: false}
"""
HEAD = "---\nunit: {}\n---\n# I- KẾT QUẢ\n"


def test_found_linked_and_contradicting(tmp_path: Path) -> None:
    """A marked value that differs from the text is not found; a marked contradiction is."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    (tmp_path / "ideas.yaml").write_text(IDEAS, encoding="utf-8")
    for name, unit, line in (
        (
            "01-a",
            "hu-an-lao",
            "Năm 2022 huyện còn {{F01 1276 hộ: 1.276 hộ}} nghèo; xây {{F02 7 cầu: 3 cầu}} dân sinh.",
        ),
        ("02-b", "so-noi-vu", "Năm 2022 huyện An Lão còn {{F01 1327 hộ: 1.327 hộ}} nghèo."),
    ):
        text = HEAD.format(unit) + f"results: {line}\n"
        (tmp_path / "reports" / f"{name}.txt").write_text(text, encoding="utf-8")
    counts = measure_figures(tmp_path)
    assert (counts.right["found"], counts.said["found"]) == (2, 3)
    assert {
        what: counts.share(what) for what in ("indicator", "place", "time", "recall", "precision")
    } == dict.fromkeys(("indicator", "place", "time", "recall", "precision"), "100.0%")

"""The campaign file: what is accepted, and the line that an error names."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
import yaml

from pipeline.campaign import load_campaign
from pipeline.errors import CampaignError
from pipeline.records import Role

if TYPE_CHECKING:
    from pathlib import Path

_PLAN = """\
id: nq12
title: Tổng kết 10 năm thực hiện Nghị quyết số 12-NQ/TU
resolution:
  number: 12-NQ/TU
  date: 2013-05-20
  about: phát triển nguồn nhân lực
lead: Ban Cán sự đảng Ủy ban nhân dân tỉnh
province: Quảng Ngãi
deadlines:
  reports: 2023-06-15
outline:
  - id: quan-triet
    title: Công tác quán triệt
    roles: [dissemination]
  - id: ket-qua
    title: Kết quả thực hiện
    roles:
      - results
      - leadership
  - {id: chi-dao, title: Công tác chỉ đạo, roles: [leadership]}
units:
  - {id: hu-binh-son, name: Huyện ủy Bình Sơn}
  - id: so-nv
    name: Sở Nội vụ
    aliases: [SNV]
"""


def _plan(folder: Path, text: str = _PLAN) -> Path:
    path = folder / "ke-hoach.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def _error(folder: Path, text: str) -> str:
    path = _plan(folder, text)
    with pytest.raises(CampaignError) as caught:
        load_campaign(path)
    return str(caught.value).removeprefix(str(path))


def test_a_plan_is_read_as_written(tmp_path: Path) -> None:
    """Every key of a plan comes back; what may be left out has its default."""
    campaign = load_campaign(_plan(tmp_path))
    assert campaign.resolution.date == date(2013, 5, 20)
    assert campaign.deadlines.reports == date(2023, 6, 15)
    assert campaign.deadlines.draft is None
    assert campaign.counting == "document"
    assert campaign.units[1].aliases == ("SNV",)
    assert campaign.unit_names() == {"hu-binh-son": "Huyện ủy Bình Sơn", "so-nv": "Sở Nội vụ"}


def test_sections_of_a_role_come_in_outline_order(tmp_path: Path) -> None:
    """Two sections may share a role; a role that no section holds has none."""
    campaign = load_campaign(_plan(tmp_path))
    assert [s.id for s in campaign.sections_of(Role.LEADERSHIP)] == ["ket-qua", "chi-dao"]
    assert campaign.sections_of(Role.LESSONS) == ()


@pytest.mark.parametrize(
    ("unplaced", "role", "sections"),
    [
        ("none", Role.CAUSES, []),
        ("nearest", Role.CAUSES, []),
        ("none", Role.DISSEMINATION, ["quan-triet"]),
        ("nearest", Role.OTHER, []),
    ],
)
def test_a_role_without_a_section_stays_without(
    tmp_path: Path, unplaced: str, role: Role, sections: list[str]
) -> None:
    """Neither the plan nor a near role holds it; what introduces or closes is near to nothing."""
    campaign = load_campaign(_plan(tmp_path, f"unplaced: {unplaced}\n{_PLAN}"))
    assert [s.id for s in campaign.sections_of(role)] == sections


def test_the_nearest_section_takes_a_role_if_the_plan_says_so(tmp_path: Path) -> None:
    """Causes go to the shortcomings where the outline has no section for them."""
    plan = _PLAN.replace("roles: [leadership]", "roles: [limitations]")
    placed = load_campaign(_plan(tmp_path, f"unplaced: nearest\n{plan}"))
    open_ = load_campaign(_plan(tmp_path, plan))
    assert [s.id for s in placed.sections_of(Role.CAUSES)] == ["chi-dao"]
    assert open_.sections_of(Role.CAUSES) == ()


@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_json_is_accepted(tmp_path: Path, indent: int | str | None) -> None:
    """The same plan as JSON, however indented, is the same campaign."""
    data = yaml.safe_load(_PLAN)
    plan = json.dumps(data, default=str, ensure_ascii=False, indent=indent)
    assert load_campaign(_plan(tmp_path, plan)) == load_campaign(_plan(tmp_path))


def test_byte_order_mark_and_decomposed_letters_are_put_right(tmp_path: Path) -> None:
    """A plan saved by other editors, with a mark at its head and NFD letters, reads the same."""
    plan = "\ufeff" + _PLAN.replace("Huyện ủy", "Huye\u0323\u0302n u\u0309y").replace("\n", "\r\n")
    assert load_campaign(_plan(tmp_path, plan)) == load_campaign(_plan(tmp_path))


@pytest.mark.parametrize(
    ("found", "written", "line", "said"),
    [
        ("lead: Ban", "leed: x\nlead: Ban", 7, "leed: khóa lạ"),
        ("  about:", "  abuot: x\n  about:", 6, "resolution.abuot: khóa lạ"),
        ("    name: Sở Nội vụ\n", "    name: Sở Nội vụ\n    alias: x\n", 25, "alias: khóa lạ"),
        ("province: Quảng Ngãi\n", "", 1, "province: thiếu khóa"),
        ("    title: Kết quả thực hiện\n", "", 15, "outline.1.title: thiếu khóa"),
        ("  number: 12-NQ/TU\n", "", 3, "resolution.number: thiếu khóa"),
        ("      - leadership", "      - lanh-dao", 19, "outline.1.roles.1: vai trò không có"),
        ("[dissemination]", "[]", 14, "outline.0.roles: phải có ít nhất một mục"),
        ("[dissemination]", "dissemination", 14, "outline.0.roles: phải là một danh sách"),
        ("2023-06-15", "15/6/2023", 10, "deadlines.reports: ngày phải viết dạng 2022-03-05"),
        ("2023-06-15", "2023-06-31", 10, "deadlines.reports: ngày phải viết dạng 2022-03-05"),
        ("2023-06-15", "2023-06-15 17:00:00", 10, "ngày phải viết dạng 2022-03-05"),
        ("2013-05-20", "20.5.2013", 5, "resolution.date: ngày phải viết dạng 2022-03-05"),
        ("id: so-nv", "id: hu-binh-son", 23, "units.1.id: mã bị trùng: hu-binh-son"),
        ("id: ket-qua", "id: quan-triet", 15, "outline.1.id: mã bị trùng: quan-triet"),
        ("id: chi-dao", "id: Chỉ đạo", 20, "outline.2.id: mã chỉ gồm chữ thường không dấu"),
        ("id: nq12", "id: ../nq12", 1, "id: mã chỉ gồm chữ thường không dấu"),
        ("lead: Ban Cán sự đảng Ủy ban nhân dân tỉnh", "lead: 12", 7, "lead: phải là một dòng chữ"),
        ("name: Huyện ủy Bình Sơn", 'name: ""', 22, "units.0.name: không được để trống"),
        ("lead: Ban", "lead: " + "Ban " * 200, 7, "lead: dài quá mức cho phép"),
        ("province:", "province: Huế\nprovince:", 9, "khóa province đứng hai lần"),
        ("lead:", "counting: later\nlead:", 7, "counting: chỉ nhận document hoặc arrival"),
    ],
)
def test_an_error_names_its_line(
    tmp_path: Path, found: str, written: str, line: int, said: str
) -> None:
    """What breaks the form is named by line, place and remedy."""
    message = _error(tmp_path, _PLAN.replace(found, written, 1))
    assert message.startswith(f", dòng {line}:")
    assert said in message


def test_all_errors_are_named_at_once(tmp_path: Path) -> None:
    """A plan with two faults gives two lines, so that one correction is enough."""
    plan = _PLAN.replace("lead:", "leed:").replace("2013-05-20", "2013")
    said = _error(tmp_path, plan).splitlines()
    assert len(said) == 3
    assert {line.split("dòng ")[1].split(":")[0] for line in said} == {"1", "5", "7"}


@pytest.mark.parametrize(
    ("plan", "line"), [(_PLAN.replace("title: Tổng", "title: [Tổng"), 3), ("id: a\n\tb: c\n", 2)]
)
def test_what_is_no_yaml_names_its_line(tmp_path: Path, plan: str, line: int) -> None:
    """A file that is no YAML says so, with the line where reading stopped."""
    assert _error(tmp_path, plan).startswith(f", dòng {line}: không phải YAML hợp lệ")


@pytest.mark.parametrize("plan", ["", "- a\n- b\n", "Kế hoạch tổng kết\n"])
def test_what_is_no_mapping_is_an_error_of_line_1(tmp_path: Path, plan: str) -> None:
    """An empty file, a list or plain text is no plan."""
    assert _error(tmp_path, plan) == ", dòng 1: tệp: phải là một nhóm khóa: giá trị"


def test_an_absent_file_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    """A wrong path is said so, without a traceback."""
    with pytest.raises(CampaignError, match="Hãy kiểm tra đường dẫn"):
        load_campaign(tmp_path / "khong-co.yaml")


def test_a_file_in_another_encoding_is_an_error(tmp_path: Path) -> None:
    """A plan that is not UTF-8 is refused rather than read as broken letters."""
    path = tmp_path / "ke-hoach.yaml"
    path.write_bytes(_PLAN.encode("utf-16"))
    with pytest.raises(CampaignError, match="tệp phải ở mã UTF-8"):
        load_campaign(path)

"""The campaign: what was asked, of whom, by when. Read from YAML, checked, with errors that name the line.

The campaign is data: which units exist, what a report must contain and when it is due stand in the
file, never in code.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic needs it when the class is made
from pathlib import Path  # noqa: TC003
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipeline.errors import CampaignError
from pipeline.records import Role
from pipeline.text import to_nfc

_Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]
_Line = Annotated[str, Field(min_length=1, max_length=500)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Resolution(_Part):
    """The resolution under review."""

    number: _Line
    date: date
    about: _Line


class Deadlines(_Part):
    """Due dates; a unit that owes no list of commendations has none."""

    reports: date
    commendations: date | None = None
    draft: date | None = None


class Section(_Part):
    """A section of the outline; it gathers the passages of its roles."""

    id: _Id
    title: _Line
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]


class Unit(_Part):
    """A body that was asked to report."""

    id: _Id
    name: _Line
    aliases: tuple[_Line, ...] = ()


class Campaign(_Part):
    """One campaign. `counting` says which date makes a report late: the document's or the arrival's."""

    id: _Id
    title: _Line
    resolution: Resolution
    lead: _Line
    province: _Line
    deadlines: Deadlines
    outline: Annotated[tuple[Section, ...], Field(min_length=1)]
    units: Annotated[tuple[Unit, ...], Field(min_length=1)]
    counting: Literal["document", "arrival"] = "document"

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        for what, ids in (
            ("mục", [s.id for s in self.outline]),
            ("đơn vị", [u.id for u in self.units]),
        ):
            twice = sorted({i for i in ids if ids.count(i) > 1})
            if twice:
                message = f"mã {what} bị trùng: {', '.join(twice)}"
                raise ValueError(message)
        return self

    def sections_of(self, role: Role) -> tuple[Section, ...]:
        """Sections that gather `role`, in the order of the outline."""
        return tuple(section for section in self.outline if role in section.roles)

    def unit_names(self) -> dict[str, str]:
        """Name of each unit by id."""
        return {unit.id: unit.name for unit in self.units}


_MESSAGES = {
    "extra_forbidden": "khóa lạ, không dùng được",
    "missing": "thiếu khóa bắt buộc",
    "enum": "vai trò không có; chỉ dùng: " + ", ".join(Role),
    "string_pattern_mismatch": "mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối",
    "string_type": "phải là một dòng chữ",
    "string_too_short": "không được để trống",
    "date_from_datetime_parsing": "ngày phải viết dạng 2022-03-05",
    "date_parsing": "ngày phải viết dạng 2022-03-05",
    "date_type": "ngày phải viết dạng 2022-03-05",
    "too_short": "phải có ít nhất một mục",
    "literal_error": "chỉ nhận document hoặc arrival",
    "model_type": "phải là một nhóm khóa: giá trị",
    "tuple_type": "phải là một danh sách",
}


def load_campaign(path: Path) -> Campaign:
    """Read and check a campaign file (YAML or JSON).

    Raises:
        CampaignError: the file is absent, no YAML, or breaks the form; names each line at fault.
    """
    try:
        text = to_nfc_lines(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: không đọc được tệp kế hoạch ({error}). Hãy kiểm tra đường dẫn; tệp phải ở mã UTF-8."
        raise CampaignError(message) from error
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", dòng {mark.line + 1}" if mark else ""
        message = f"{path}{line}: không phải YAML hợp lệ ({getattr(error, 'problem', error)})."
        raise CampaignError(message) from error
    try:
        return Campaign.model_validate(data)
    except ValidationError as error:
        raise CampaignError(_describe(error, node, path)) from error


def to_nfc_lines(text: str) -> str:
    """Normal form of each line; line numbers stay."""
    return "\n".join(to_nfc(line) for line in text.splitlines())


def _describe(error: ValidationError, node: yaml.Node | None, path: Path) -> str:
    lines = []
    for item in error.errors():
        place = [
            part
            for part in item["loc"]
            if not (isinstance(part, str) and part.startswith("function-"))
        ]
        where = ".".join(str(part) for part in place) or "tệp"
        what = _MESSAGES.get(item["type"]) or str(item.get("ctx", {}).get("error", item["msg"]))
        lines.append(f"{path}, dòng {_line_of(node, place)}: {where}: {what}")
    return "\n".join(lines)


def _line_of(node: yaml.Node | None, place: list[Any]) -> int:
    """Line (from 1) of the deepest part of `place` that the file has."""
    line = node.start_mark.line + 1 if node else 1
    for part in place:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif (
            isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value)
        ):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line

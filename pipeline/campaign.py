"""The campaign: what was asked, of whom, by when. Read from YAML, checked, with errors that name the line.

The campaign is data: which units exist, what a report must contain and when it is due stand in the
file, never in code.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic needs it when the class is made
from pathlib import Path  # noqa: TC003
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from pipeline.errors import CampaignError
from pipeline.records import Role
from pipeline.text import to_nfc

_Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]
_Line = Annotated[str, Field(min_length=1, max_length=500)]
_Open = Annotated[str, Field(max_length=500)]  # may be left blank until it is known


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Resolution(_Part):
    """The resolution under review; number and date stay open where reports share none."""

    number: _Open
    date: date | None
    about: _Line


class Deadlines(_Part):
    """Due dates; what has no date is never late."""

    reports: date | None = None
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


_Listed = TypeVar("_Listed", Section, Unit)


def _ids_once(parts: tuple[_Listed, ...]) -> tuple[_Listed, ...]:
    """Refuse an id that stands twice; `at` says where, for the line of the message."""
    seen: set[str] = set()
    for at, part in enumerate(parts):
        if part.id in seen:
            raise PydanticCustomError("id_twice", "mã bị trùng: {id}", {"id": part.id, "at": at})
        seen.add(part.id)
    return parts


# What a role without a section is nearest to; what introduces or closes a report is near to nothing.
_NEAR: dict[Role, tuple[Role, ...]] = {
    Role.CONTEXT: (),
    Role.DISSEMINATION: (Role.LEADERSHIP, Role.RESULTS),
    Role.RESULTS: (Role.LEADERSHIP,),
    Role.LEADERSHIP: (Role.DISSEMINATION, Role.RESULTS),
    Role.LIMITATIONS: (Role.CAUSES,),
    Role.CAUSES: (Role.LIMITATIONS,),
    Role.LESSONS: (Role.CAUSES, Role.LIMITATIONS),
    Role.DIRECTIONS: (Role.RECOMMENDATIONS,),
    Role.RECOMMENDATIONS: (Role.DIRECTIONS,),
    Role.COMMENDATIONS: (Role.RECOMMENDATIONS,),
    Role.OTHER: (),
}


class Campaign(_Part):
    """One campaign.

    Attributes:
        counting: which date makes a report late: the document's or the arrival's.
        unplaced: where a role goes that no section gathers: to the section of the nearest role, or
            to none.
    """

    id: _Id
    title: _Line
    resolution: Resolution
    lead: _Open
    province: _Open
    deadlines: Deadlines
    outline: Annotated[tuple[Section, ...], Field(min_length=1), AfterValidator(_ids_once)]
    units: Annotated[tuple[Unit, ...], Field(min_length=1), AfterValidator(_ids_once)]
    counting: Literal["document", "arrival"] = "document"
    unplaced: Literal["none", "nearest"] = "none"

    def sections_of(self, role: Role) -> tuple[Section, ...]:
        """Sections that gather `role`, in the order of the outline; else those of a near role."""
        roles = [role, *(_NEAR[role] if self.unplaced == "nearest" else ())]
        gathered = (tuple(s for s in self.outline if r in s.roles) for r in roles)
        return next((sections for sections in gathered if sections), ())

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
    "string_too_long": "dài quá mức cho phép",
    "string_unicode": "có ký tự hỏng",
    "invalid_key": "khóa phải là chữ",
    "date_from_datetime_parsing": "ngày phải viết dạng 2022-03-05",
    "date_from_datetime_inexact": "ngày phải viết dạng 2022-03-05",
    "date_parsing": "ngày phải viết dạng 2022-03-05",
    "date_type": "ngày phải viết dạng 2022-03-05",
    "too_short": "phải có ít nhất một mục",
    "model_type": "phải là một nhóm khóa: giá trị",
    "tuple_type": "phải là một danh sách",
}


class _Loader(yaml.SafeLoader):
    """Safe YAML where a key stands once and dates stay text: 31 June is then an error with a line."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the base class has it so
        first: [rule for rule in rules if rule[0] != "tag:yaml.org,2002:timestamp"]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - as in the base class
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                what = f"khóa {key.value} đứng hai lần"
                raise yaml.constructor.ConstructorError(None, None, what, key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep=deep)


def load_campaign(path: Path) -> Campaign:
    """Read and check a campaign file (YAML or JSON).

    Raises:
        CampaignError: the file is absent, no YAML, or breaks the form; names each line at fault.
    """
    try:
        text = _to_nfc_lines(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: không đọc được tệp kế hoạch ({error}). Hãy kiểm tra đường dẫn; tệp phải ở mã UTF-8."
        raise CampaignError(message) from error
    if text.lstrip().startswith("{"):
        text = text.replace("\t", " ")  # JSON may be indented by tabs, YAML may not
    try:
        node = yaml.compose(text, Loader=_Loader)
        data = _Loader(text).get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", dòng {mark.line + 1}" if mark else ""
        message = f"{path}{line}: không phải YAML hợp lệ ({getattr(error, 'problem', error)})."
        raise CampaignError(message) from error
    try:
        return Campaign.model_validate(data)
    except ValidationError as error:
        raise CampaignError(_describe(error, node, path)) from error


def _to_nfc_lines(text: str) -> str:
    """Normal form of each line; line numbers stay."""
    return "\n".join(to_nfc(line) for line in text.split("\n"))


def _describe(error: ValidationError, node: yaml.Node | None, path: Path) -> str:
    lines = []
    for item in error.errors():
        place = [
            part
            for part in item["loc"]
            if not (isinstance(part, str) and part.startswith("function-"))
        ]
        context = item.get("ctx", {})
        if "at" in context:
            place += [context["at"], "id"]
        what = _MESSAGES.get(item["type"]) or item["msg"]
        if item["type"] == "literal_error":
            expected = str(context["expected"]).replace("'", "").replace(" or ", " hoặc ")
            what = f"chỉ nhận {expected}"
        where = ".".join(str(part) for part in place) or "tệp"
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

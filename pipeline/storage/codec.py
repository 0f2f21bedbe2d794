"""Records as text and as rows: JSON with the fields in the order of their class, through pydantic.

Gives the same bytes for the same record on every machine. What the text is kept under, and where,
is left to `database`.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_R = TypeVar("_R")


# Making the codec of a class takes milliseconds, so each is made once.
_adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)


def dump_record(record: object) -> str:
    """Return a dataclass of `pipeline.records` as one line of JSON, letters unescaped."""
    return _adapter(type(record)).dump_json(record).decode()


def load_record(cls: type[_R], text: str) -> _R:
    """Return the record of class `cls` that `dump_record` wrote.

    Raises:
        pydantic.ValidationError: a ValueError; the text is no JSON or not of this class.
    """
    record: _R = _adapter(cls).validate_json(text, strict=True)
    return record


def to_row(record: object) -> dict[str, Any]:
    """Return the fields of `record` by name, as JSON has them (enums as text, tuples as lists)."""
    row: dict[str, Any] = _adapter(type(record)).dump_python(record, mode="json")
    return row


def from_row(cls: type[_R], row: Mapping[str, Any]) -> _R:
    """Return the record of class `cls` whose fields `to_row` gave."""
    values = {name: row[name] for name in field_names(cls)}
    record: _R = _adapter(cls).validate_python(values)
    return record


def field_names(cls: Any) -> tuple[str, ...]:
    """Names of the fields of a dataclass, in order."""
    return tuple(field.name for field in fields(cls))

"""The tables of the database, for SQLite and PostgreSQL alike.

Columns that hold a record carry the names of its fields. Times are ISO text with offset, so both
databases keep and give them alike. The triggers that hold `decisions` append-only stand in the
migration. A change here needs a migration, and `SCHEMA_VERSION` names the newest.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import (
    Column,
    Dialect,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

SCHEMA_VERSION = "0002"


class JsonText(TypeDecorator[Any]):
    """A JSON value kept as text: the same bytes on both databases; None is SQL NULL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Return the text for `value`, keys in their own order, letters unescaped."""
        del dialect
        return None if value is None else json.dumps(value, ensure_ascii=False, allow_nan=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Return the value that was written."""
        del dialect
        return None if value is None else json.loads(value)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _key(name: str) -> Column[str]:
    return Column(name, String, primary_key=True)


def _needed(name: str) -> Column[str]:
    return Column(name, String, nullable=False)


def _passage_key() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["campaign_id", "sha256", "passage"],
        ["passages.campaign_id", "passages.sha256", "passages.id"],
        ondelete="CASCADE",
    )


results = Table(
    "results",
    metadata,
    _key("sha256"),
    _key("stage"),
    _key("stamp"),
    Column("payload", Text, nullable=False),
    _needed("saved_at"),
    Index(None, "stage", "stamp"),
)

# What a document holds is kept for each campaign that has it: runs of two campaigns may be made by
# different code, and each must find its own rows as it left them.
passages = Table(
    "passages",
    metadata,
    _key("campaign_id"),
    _key("sha256"),
    _key("id"),
    Column("index", Integer, nullable=False),
    Column("page", Integer),
    _needed("kind"),
    Column("heading", JsonText, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("sentences", JsonText, nullable=False),
    Column("read_confidence", Float),
)

suggestions = Table(
    "suggestions",
    metadata,
    _key("campaign_id"),
    _key("sha256"),
    _key("passage"),
    _needed("stamp"),
    Column("place", Integer, nullable=False),
    Column("role", String),
    Column("section", String),
    Column("confidence", Float, nullable=False),
    Column("reason", Text, nullable=False),
    _passage_key(),
)

statements = Table(
    "statements",
    metadata,
    _key("campaign_id"),
    _key("sha256"),
    _key("id"),
    _needed("passage"),
    Column("place", Integer, nullable=False),
    Column("page", Integer),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _needed("kind"),
    Column("text", Text, nullable=False),
    Column("addressee", Text),
    Column("section", String),
    Column("confidence", Float, nullable=False),
    _passage_key(),
    Index(None, "campaign_id", "sha256", "passage"),
)

arrivals = Table(
    "arrivals",
    metadata,
    _key("campaign_id"),
    _key("file"),
    _key("sha256"),
    _needed("received_at"),
)

submissions = Table(
    "submissions",
    metadata,
    _key("campaign_id"),
    _key("file"),
    _key("sha256"),
    _needed("status"),
    Column("unit", String),
    Column("number", Text),
    Column("date", String),
    Column("title", Text),
    Column("pages", Integer),
    Column("version", Integer, nullable=False),
    _needed("received_at"),
    Column("warnings", JsonText, nullable=False),
    Column("container", Text),
    Column("format", String),
    Column("report", JsonText),
)

ideas = Table(
    "ideas",
    metadata,
    _key("campaign_id"),
    _key("id"),
    Column("place", Integer, nullable=False),
    _needed("kind"),
    Column("section", String),
    Column("text", Text, nullable=False),
    Column("statements", JsonText, nullable=False),
    Column("units", JsonText, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _needed("campaign_id"),
    _needed("subject_kind"),
    _needed("subject_id"),
    Column("what", JsonText, nullable=False),
    _needed("who"),
    _needed("at"),
    Column("before", JsonText),
    Index(None, "campaign_id", "subject_kind", "subject_id"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _needed("campaign_id"),
    _needed("stamp"),
    _needed("started_at"),
    Column("finished_at", String),
    Column("outcome", String),
    Column("counts", JsonText),
    Index(None, "campaign_id"),
)

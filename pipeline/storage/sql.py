"""The few forms of SQL that `database` is made of, for SQLite and PostgreSQL alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.storage.codec import field_names, from_row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement

_R = TypeVar("_R")


def insert_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows whose key is not there yet; rows that are there stay as they are.

    The caller sorts rows by key when others may insert the same ones: transactions that take them
    in different orders block each other for good on PostgreSQL.
    """
    if rows:
        connection.execute(_insert(connection, table).on_conflict_do_nothing(), rows)


def upsert(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert the row, or give the one with its key these values."""
    statement = _insert(connection, table)
    keys = [column.name for column in table.primary_key]
    others = {name: statement.excluded[name] for name in row if name not in keys}
    connection.execute(
        statement.on_conflict_do_update(index_elements=keys, set_=others), [dict(row)]
    )


def select_records(
    connection: Connection, cls: type[_R], table: Table, where: ColumnElement[bool], *order: str
) -> list[_R]:
    """Return the records of class `cls` that `table` holds, ordered by columns of numbers.

    Texts are left to the caller to sort: databases differ in how they compare them.
    """
    query = select(*(table.c[name] for name in field_names(cls))).where(where)
    query = query.order_by(*(table.c[name] for name in order))
    return [from_row(cls, dict(row)) for row in connection.execute(query).mappings()]


def _insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)

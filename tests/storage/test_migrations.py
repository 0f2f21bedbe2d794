"""Migrations and tables say the same, on both databases."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, Table, create_engine, inspect

from pipeline.records import Idea, Passage, RoleSuggestion, Statement, Submission
from pipeline.storage import engine as engine_module
from pipeline.storage import tables
from pipeline.storage.database import Database
from pipeline.storage.engine import open_engine
from pipeline.storage.history import Decision, RunRecord
from pipeline.storage.tables import SCHEMA_VERSION, metadata

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

_MIGRATIONS = Path(engine_module.__file__).with_name("migrations")


def _described(connection: Connection) -> dict[str, Any]:
    """Columns, keys and indexes of every table as the database states them."""
    look = inspect(connection)
    return {
        table: {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"])
                for column in look.get_columns(table)
            ],
            "key": look.get_pk_constraint(table),
            "foreign": look.get_foreign_keys(table),
            "indexes": sorted(look.get_indexes(table), key=lambda index: str(index["name"])),
        }
        for table in metadata.tables
    }


def test_alembic_finds_no_difference(url: URL) -> None:
    """After the migrations Alembic would add, drop and change nothing."""
    engine = open_engine(url)
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, metadata)
    engine.dispose()
    assert differences == []


def test_migrated_tables_are_those_of_the_metadata(url: URL) -> None:
    """Also what Alembic does not compare: primary keys, and their order."""
    engine = open_engine(url)
    with engine.begin() as connection:
        migrated = _described(connection)
        there = MetaData()
        there.reflect(connection)
        there.drop_all(connection)
        metadata.create_all(connection)
        created = _described(connection)
    engine.dispose()
    assert migrated == created


@pytest.mark.parametrize(
    ("cls", "table"),
    [
        (Passage, tables.passages),
        (RoleSuggestion, tables.suggestions),
        (Statement, tables.statements),
        (Submission, tables.submissions),
        (Idea, tables.ideas),
        (Decision, tables.decisions),
        (RunRecord, tables.runs),
    ],
)
def test_every_field_of_a_record_has_its_column(cls: Any, table: Table) -> None:
    """A field added to a record needs a column, and one that goes takes its column along."""
    of_storage = {"campaign_id", "sha256", "stamp", "place"}
    fields = {field.name for field in dataclasses.fields(cls)}
    columns = {column.name for column in table.columns}
    assert fields <= columns
    assert columns - fields <= of_storage


def test_schema_version_is_the_newest_migration() -> None:
    """The version that opening compares with is the head of the migrations."""
    assert ScriptDirectory(str(_MIGRATIONS)).get_heads() == [SCHEMA_VERSION]


def test_opening_again_keeps_what_is_there(url: URL) -> None:
    """A database with the newest schema is opened as it is."""
    with Database.open(url) as database:
        database.save_result("ab", "reading", "s", "x")
    with Database.open(url) as database:
        assert database.load_result("ab", "reading", "s") == "x"


def test_failed_migration_leaves_nothing_half_made(
    url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a migration breaks off, its tables are not there, and the next opening succeeds."""
    broken = tmp_path / "migrations"
    shutil.copytree(_MIGRATIONS, broken)
    first = broken / "versions" / "0001_first_tables.py"
    first.write_text(
        first.read_text().replace("    _make_decisions()\n", "    raise KeyError\n", 1)
    )
    with monkeypatch.context() as patched:
        patched.setattr(engine_module, "_MIGRATIONS", broken)
        with pytest.raises(KeyError):
            open_engine(url)
    assert _table_names(url) == []
    Database.open(url).close()


def _table_names(url: URL) -> list[str]:
    driver = url.set(drivername="postgresql+psycopg") if "postgresql" in url.drivername else url
    engine = create_engine(driver)
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
    engine.dispose()
    return names


def test_next_migration_can_be_written_from_the_template(tmp_path: Path) -> None:
    """The template gives a Python file that follows the newest migration."""
    folder = tmp_path / "migrations"
    shutil.copytree(_MIGRATIONS, folder)
    config = Config()
    config.set_main_option("script_location", str(folder))
    made = command.revision(config, "second", rev_id="9999")
    assert not isinstance(made, list)
    assert made
    text = Path(made.path).read_text()
    compile(text, made.path, "exec")
    assert f"down_revision = '{SCHEMA_VERSION}'" in text

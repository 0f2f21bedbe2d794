"""The first tables, and the triggers that hold `decisions` append-only.

There is no way down: before it stands an empty database, and decisions are never dropped.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# REPLACE deletes a row in SQLite without firing delete triggers: an existing id is refused as well.
_SQLITE_TRIGGERS = (
    (
        "CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions "
        "BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END"
    ),
    (
        "CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions "
        "BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END"
    ),
    (
        "CREATE TRIGGER decisions_no_replace BEFORE INSERT ON decisions "
        "WHEN EXISTS (SELECT 1 FROM decisions WHERE id = NEW.id) "
        "BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END"
    ),
)
_POSTGRESQL_TRIGGERS = (
    (
        "CREATE FUNCTION refuse_change_of_decisions() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'decisions are append-only'; END $$"
    ),
    (
        "CREATE TRIGGER decisions_no_change BEFORE UPDATE OR DELETE ON decisions "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_decisions()"
    ),
    (
        "CREATE TRIGGER decisions_no_truncate BEFORE TRUNCATE ON decisions "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_decisions()"
    ),
)


def upgrade() -> None:
    _make_results()
    _make_passages()
    _make_what_was_found()
    _make_submissions()
    _make_ideas()
    _make_runs()
    _make_decisions()


def _make_results() -> None:
    op.create_table(
        "results",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("stamp", sa.String(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "stage", "stamp", name="pk_results"),
    )
    op.create_index("ix_results_stage_stamp", "results", ["stage", "stamp"])


def _make_passages() -> None:
    op.create_table(
        "passages",
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("index", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer()),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sentences", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "sha256", "id", name="pk_passages"),
    )


def _make_what_was_found() -> None:
    op.create_table(
        "suggestions",
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("passage", sa.String(), nullable=False),
        sa.Column("stamp", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("role", sa.String()),
        sa.Column("section", sa.String()),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "sha256", "passage", name="pk_suggestions"),
        _passage_key("suggestions"),
    )
    op.create_table(
        "statements",
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("passage", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer()),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text()),
        sa.Column("section", sa.String()),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "sha256", "id", name="pk_statements"),
        _passage_key("statements"),
    )
    op.create_index(
        "ix_statements_campaign_id_sha256_passage",
        "statements",
        ["campaign_id", "sha256", "passage"],
    )


def _passage_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["campaign_id", "sha256", "passage"],
        ["passages.campaign_id", "passages.sha256", "passages.id"],
        name=f"fk_{table}_passages",
        ondelete="CASCADE",
    )


def _make_submissions() -> None:
    op.create_table(
        "arrivals",
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("received_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "file", "sha256", name="pk_arrivals"),
    )
    op.create_table(
        "submissions",
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("unit", sa.String()),
        sa.Column("number", sa.Text()),
        sa.Column("date", sa.String()),
        sa.Column("title", sa.Text()),
        sa.Column("pages", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.String(), nullable=False),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "file", "sha256", name="pk_submissions"),
    )


def _make_ideas() -> None:
    op.create_table(
        "ideas",
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("section", sa.String()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("statements", sa.Text(), nullable=False),
        sa.Column("units", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "id", name="pk_ideas"),
    )


def _make_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("stamp", sa.String(), nullable=False),
        sa.Column("started_at", sa.String(), nullable=False),
        sa.Column("finished_at", sa.String()),
        sa.Column("outcome", sa.String()),
        sa.Column("counts", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_campaign_id", "runs", ["campaign_id"])


def _make_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("before", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index(
        "ix_decisions_campaign_id_subject_kind_subject_id",
        "decisions",
        ["campaign_id", "subject_kind", "subject_id"],
    )
    postgresql = op.get_bind().dialect.name == "postgresql"
    for trigger in _POSTGRESQL_TRIGGERS if postgresql else _SQLITE_TRIGGERS:
        op.execute(trigger)

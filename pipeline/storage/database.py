"""What the database keeps and gives back, by subject; each function is one short transaction.

Everything may be done twice, and by two processes at once: the second time changes nothing. The
tables stand in `tables`, connections in `engine`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, insert, select, update

from pipeline.records import Idea, Passage, RoleSuggestion, Statement, Submission
from pipeline.storage import tables
from pipeline.storage.codec import to_row
from pipeline.storage.engine import open_engine, serialise, writing
from pipeline.storage.history import Decision, RunRecord, now_in_vietnam
from pipeline.storage.sql import insert_missing, select_records, upsert

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from types import TracebackType

    from sqlalchemy import URL, Table

_R = TypeVar("_R", Passage, RoleSuggestion, Statement)


class Database:
    """An open database; close it, or use it in a `with`. Threads may share it, not processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = writing(engine)

    @classmethod
    def open(cls, url: str | URL) -> Self:
        """Return the database at `url` (SQLAlchemy's form), with the newest schema.

        Raises:
            WorkspaceError: it cannot be opened, or a newer version has written it.
        """
        return cls(open_engine(url))

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close all connections."""
        self.close()

    # Results of the stages, by document.

    def load_result(self, sha256: str, stage: str, stamp: str) -> str | None:
        """Return what `save_result` kept under this key, or None."""
        table = tables.results
        query = select(table.c.payload).where(
            table.c.sha256 == sha256, table.c.stage == stage, table.c.stamp == stamp
        )
        with self._engine.begin() as connection:
            return connection.scalar(query)

    def save_result(self, sha256: str, stage: str, stamp: str, payload: str) -> None:
        """Keep the result of a stage; what is there under the same key stays, as it is the same."""
        row = {"sha256": sha256, "stage": stage, "stamp": stamp, "payload": payload}
        with self._writing.begin() as connection:
            insert_missing(connection, tables.results, [{**row, "saved_at": now_in_vietnam()}])

    def known_results(self, stage: str, stamp: str) -> set[str]:
        """Return the digests of all documents with a result of this stage and stamp."""
        table = tables.results
        query = select(table.c.sha256).where(table.c.stage == stage, table.c.stamp == stamp)
        with self._engine.begin() as connection:
            return set(connection.scalars(query))

    # What a document holds in a campaign, row by row.

    def replace_document(
        self,
        campaign_id: str,
        sha256: str,
        passages: Sequence[Passage],
        suggestions: Sequence[RoleSuggestion],
        statements: Sequence[Statement],
        *,
        stamp: str,
    ) -> None:
        """Make these the campaign's rows of the document; `stamp` says what made them.

        Raises:
            sqlalchemy.exc.IntegrityError: a suggestion or statement names a passage not given.
        """
        key = {"campaign_id": campaign_id, "sha256": sha256}
        suggested = [{**row, "stamp": stamp} for row in _placed(suggestions, **key)]
        with self._writing.begin() as connection:
            serialise(connection, f"document {campaign_id} {sha256}")
            # Takes suggestions and statements along.
            connection.execute(delete(tables.passages).where(_equals(tables.passages, key)))
            _insert(connection, tables.passages, [{**to_row(p), **key} for p in passages])
            _insert(connection, tables.suggestions, suggested)
            _insert(connection, tables.statements, _placed(statements, **key))

    def document_stamp(self, campaign_id: str, sha256: str) -> str | None:
        """Return the stamp of the campaign's rows of the document, None where it has none."""
        table = tables.suggestions
        where = _equals(table, {"campaign_id": campaign_id, "sha256": sha256})
        with self._engine.begin() as connection:
            return connection.scalar(select(table.c.stamp).where(where).limit(1))

    def load_passages(self, campaign_id: str, sha256s: Iterable[str]) -> tuple[Passage, ...]:
        """Return the passages of these documents: documents as asked for, passages by index."""
        return self._of_documents(Passage, tables.passages, campaign_id, sha256s, "index")

    def load_suggestions(
        self, campaign_id: str, sha256s: Iterable[str]
    ) -> tuple[RoleSuggestion, ...]:
        """Return the suggestions for these documents: documents as asked for, then as given."""
        return self._of_documents(RoleSuggestion, tables.suggestions, campaign_id, sha256s, "place")

    def load_statements(self, campaign_id: str, sha256s: Iterable[str]) -> tuple[Statement, ...]:
        """Return the statements of these documents: documents as asked for, then as given."""
        return self._of_documents(Statement, tables.statements, campaign_id, sha256s, "place")

    def _of_documents(
        self, cls: type[_R], table: Table, campaign_id: str, sha256s: Iterable[str], order: str
    ) -> tuple[_R, ...]:
        found: list[_R] = []
        with self._engine.begin() as connection:
            for sha256 in dict.fromkeys(sha256s):
                where = _equals(table, {"campaign_id": campaign_id, "sha256": sha256})
                found += select_records(connection, cls, table, where, order)
        return tuple(found)

    # What arrived, by campaign.

    def first_seen(self, campaign_id: str, file: str, sha256: str, received_at: str) -> str:
        """Return when these bytes first came under this name; `received_at` if it is now."""
        key = {"campaign_id": campaign_id, "file": file, "sha256": sha256}
        where = _equals(tables.arrivals, key)
        with self._writing.begin() as connection:
            insert_missing(connection, tables.arrivals, [{**key, "received_at": received_at}])
            first = connection.scalar(select(tables.arrivals.c.received_at).where(where))
        return first or received_at

    def record_submission(self, campaign_id: str, submission: Submission) -> None:
        """Keep how a file ended; the same file with the same bytes takes the new values."""
        row = {"campaign_id": campaign_id, **to_row(submission)}
        with self._writing.begin() as connection:
            upsert(connection, tables.submissions, row)

    def list_submissions(self, campaign_id: str) -> tuple[Submission, ...]:
        """Return all submissions of the campaign by file, arrival and digest."""
        where = tables.submissions.c.campaign_id == campaign_id
        with self._engine.begin() as connection:
            found = select_records(connection, Submission, tables.submissions, where)
        return tuple(sorted(found, key=lambda item: (item.file, item.received_at, item.sha256)))

    # What was merged, by campaign.

    def replace_ideas(self, campaign_id: str, ideas: Sequence[Idea]) -> None:
        """Make these the ideas of the campaign."""
        table = tables.ideas
        with self._writing.begin() as connection:
            serialise(connection, f"ideas {campaign_id}")
            connection.execute(delete(table).where(table.c.campaign_id == campaign_id))
            _insert(connection, table, _placed(ideas, campaign_id=campaign_id))

    def load_ideas(self, campaign_id: str) -> tuple[Idea, ...]:
        """Return the ideas of the campaign, in the order in which they were given."""
        where = tables.ideas.c.campaign_id == campaign_id
        with self._engine.begin() as connection:
            return tuple(select_records(connection, Idea, tables.ideas, where, "place"))

    # What people decided. Nothing here changes or removes a decision, and the database refuses it.

    def append_decision(
        self,
        campaign_id: str,
        subject_kind: str,
        subject_id: str,
        *,
        what: Mapping[str, Any],
        who: str,
        at: str,
        before: Mapping[str, Any] | None = None,
    ) -> Decision:
        """Keep a decision for good; return it with its id. The fields are those of `Decision`."""
        row: dict[str, Any] = {
            "campaign_id": campaign_id,
            "subject_kind": subject_kind,
            "subject_id": subject_id,
            "what": dict(what),
            "who": who,
            "at": at,
            "before": None if before is None else dict(before),
        }
        with self._writing.begin() as connection:
            return Decision(id=_insert_numbered(connection, tables.decisions, row), **row)

    def list_decisions(
        self, campaign_id: str, subject_kind: str | None = None, subject_id: str | None = None
    ) -> tuple[Decision, ...]:
        """Return the campaign's decisions, oldest first; all, or those on a kind or one subject."""
        asked = {
            "campaign_id": campaign_id,
            "subject_kind": subject_kind,
            "subject_id": subject_id,
        }
        wanted = {name: value for name, value in asked.items() if value is not None}
        where = _equals(tables.decisions, wanted)
        with self._engine.begin() as connection:
            return tuple(select_records(connection, Decision, tables.decisions, where, "id"))

    # Runs, for the history.

    def start_run(self, campaign_id: str, stamp: str) -> int:
        """Note that a run begins now; return its id."""
        row = {"campaign_id": campaign_id, "stamp": stamp, "started_at": now_in_vietnam()}
        with self._writing.begin() as connection:
            return _insert_numbered(connection, tables.runs, row)

    def finish_run(self, run_id: int, *, outcome: str, counts: Mapping[str, int]) -> None:
        """Note that a run has ended now, and how.

        Raises:
            LookupError: there is no such run, or it has ended before.
        """
        table = tables.runs
        ended = {"finished_at": now_in_vietnam(), "outcome": outcome, "counts": dict(counts)}
        change = update(table).where(table.c.id == run_id, table.c.finished_at.is_(None))
        with self._writing.begin() as connection:
            if connection.execute(change.values(ended)).rowcount != 1:
                message = f"no run under way with id {run_id}"
                raise LookupError(message)

    def list_runs(self, campaign_id: str) -> tuple[RunRecord, ...]:
        """Return the runs of the campaign, oldest first."""
        where = tables.runs.c.campaign_id == campaign_id
        with self._engine.begin() as connection:
            return tuple(select_records(connection, RunRecord, tables.runs, where, "id"))


def _placed(records: Sequence[object], **key: str) -> list[dict[str, Any]]:
    """Rows of the records with their place, from 0, and the key of what they belong to."""
    return [{**to_row(record), "place": place, **key} for place, record in enumerate(records)]


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _insert_numbered(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Insert a row of a table that numbers its rows; return the number."""
    key = connection.execute(insert(table).values(row)).inserted_primary_key
    return int(key[0]) if key else 0


def _equals(table: Table, values: Mapping[str, str]) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in values.items()))

"""What the database keeps, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from storage_records import (
    DIGEST,
    OTHER_DIGEST,
    make_idea,
    make_passage,
    make_statement,
    make_submission,
    make_suggestion,
)

from pipeline.records import Role, SubmissionStatus
from pipeline.storage import tables

if TYPE_CHECKING:
    from pipeline.storage.database import Database


def _engine(database: Database) -> Engine:
    return database._writing


class TestResults:
    """Results of stages, by document, stage and stamp."""

    def test_saved_result_comes_back(self, database: Database) -> None:
        """The payload is given back letter for letter."""
        database.save_result(DIGEST, "reading", "s1", '{"text":"Kính gửi\\u0000"}')
        assert database.load_result(DIGEST, "reading", "s1") == '{"text":"Kính gửi\\u0000"}'

    @pytest.mark.parametrize(
        "key",
        [(OTHER_DIGEST, "reading", "s1"), (DIGEST, "failure", "s1"), (DIGEST, "reading", "s2")],
    )
    def test_another_key_has_no_result(self, database: Database, key: tuple[str, str, str]) -> None:
        """Digest, stage and stamp all belong to the key."""
        database.save_result(DIGEST, "reading", "s1", "x")
        assert database.load_result(*key) is None

    def test_saving_twice_keeps_the_first(self, database: Database) -> None:
        """Who read the first result and who reads now have the same."""
        database.save_result(DIGEST, "reading", "s1", "first")
        database.save_result(DIGEST, "reading", "s1", "second")
        assert database.load_result(DIGEST, "reading", "s1") == "first"

    def test_known_results_are_those_of_the_stamp(self, database: Database) -> None:
        """Results of older code are not known."""
        database.save_result(DIGEST, "reading", "s1", "x")
        database.save_result(OTHER_DIGEST, "reading", "s0", "x")
        assert database.known_results("reading", "s1") == {DIGEST}


class TestDocuments:
    """The rows of a document."""

    def test_rows_come_back_equal_and_in_order(self, database: Database) -> None:
        """Passages, suggestions and statements survive exactly, twelve of them in order."""
        passages = [make_passage(place) for place in range(12)]
        suggestions = [make_suggestion(place) for place in range(11)]
        suggestions.append(make_suggestion(11, role=None))
        statements = [make_statement(place, passage=place) for place in range(12)]
        database.replace_document("nq12", DIGEST, passages, suggestions, statements, stamp="s")
        assert database.load_passages("nq12", [DIGEST]) == tuple(passages)
        assert database.load_suggestions("nq12", [DIGEST]) == tuple(suggestions)
        assert database.load_statements("nq12", [DIGEST]) == tuple(statements)

    def test_replacing_leaves_nothing_of_before(self, database: Database) -> None:
        """Rows that the new understanding does not have are gone."""
        passages = [make_passage(0), make_passage(1)]
        both = [make_suggestion(0), make_suggestion(1)]
        database.replace_document(
            "nq12", DIGEST, passages, both, [make_statement(passage=1)], stamp="s1"
        )
        one = [make_suggestion(0, role=Role.CAUSES)]
        database.replace_document("nq12", DIGEST, [make_passage(0)], one, [], stamp="s2")
        assert database.load_passages("nq12", [DIGEST]) == (make_passage(0),)
        assert database.load_suggestions("nq12", [DIGEST]) == (
            make_suggestion(0, role=Role.CAUSES),
        )
        assert database.load_statements("nq12", [DIGEST]) == ()

    def test_rows_carry_their_stamp(self, database: Database) -> None:
        """What made the rows is known by campaign and document; without rows there is none."""
        database.replace_document(
            "nq12", DIGEST, [make_passage()], [make_suggestion()], [], stamp="s7"
        )
        assert database.document_stamp("nq12", DIGEST) == "s7"
        assert database.document_stamp("nq06", DIGEST) is None
        assert database.document_stamp("nq12", OTHER_DIGEST) is None

    def test_other_documents_stay(self, database: Database) -> None:
        """Two documents may have passages of the same id."""
        other = make_passage(sha256=OTHER_DIGEST)
        database.replace_document("nq12", OTHER_DIGEST, [other], [], [], stamp="s")
        database.replace_document("nq12", DIGEST, [make_passage()], [], [], stamp="s")
        assert database.load_passages("nq12", [DIGEST, OTHER_DIGEST, DIGEST]) == (
            make_passage(),
            other,
        )

    def test_campaigns_have_their_own_rows(self, database: Database) -> None:
        """The same bytes in two campaigns: what one finds in them leaves the other's rows alone."""
        ours, theirs = [make_suggestion()], [make_suggestion(role=Role.CAUSES)]
        database.replace_document(
            "nq12", DIGEST, [make_passage()], ours, [make_statement()], stamp="s1"
        )
        database.replace_document("nq06", DIGEST, [make_passage()], theirs, [], stamp="s2")
        assert database.load_passages("nq12", [DIGEST]) == (make_passage(),)
        assert database.load_suggestions("nq12", [DIGEST]) == tuple(ours)
        assert database.load_suggestions("nq06", [DIGEST]) == tuple(theirs)
        assert database.load_statements("nq12", [DIGEST]) == (make_statement(),)
        assert database.load_statements("nq06", [DIGEST]) == ()

    def test_statement_without_its_passage_is_refused_whole(self, database: Database) -> None:
        """A broken document changes nothing: the rows of before are still there."""
        database.replace_document("nq12", DIGEST, [make_passage()], [], [], stamp="s")
        with pytest.raises(IntegrityError):
            database.replace_document("nq12", DIGEST, [], [], [make_statement()], stamp="s")
        assert database.load_passages("nq12", [DIGEST]) == (make_passage(),)


class TestSubmissions:
    """What arrived in a campaign."""

    def test_submission_comes_back_equal(self, database: Database) -> None:
        """Warnings included."""
        database.record_submission("nq12", make_submission())
        assert database.list_submissions("nq12") == (make_submission(),)

    def test_recording_again_takes_the_new_values(self, database: Database) -> None:
        """The same file with the same bytes is one submission."""
        database.record_submission("nq12", make_submission())
        later = make_submission(status=SubmissionStatus.SUPERSEDED, unit=None, warnings=())
        database.record_submission("nq12", later)
        assert database.list_submissions("nq12") == (later,)

    def test_order_is_by_file_whatever_the_database(self, database: Database) -> None:
        """Names are ordered by code points, not by the database's language."""
        for file in ("á.pdf", "b.pdf", "B.pdf", "a b.pdf", "ab.pdf"):
            database.record_submission("nq12", make_submission(file))
        files = [submission.file for submission in database.list_submissions("nq12")]
        assert files == ["B.pdf", "a b.pdf", "ab.pdf", "b.pdf", "á.pdf"]

    def test_campaigns_are_apart(self, database: Database) -> None:
        """The same file in two campaigns is two submissions."""
        database.record_submission("nq12", make_submission(unit="hu-a"))
        database.record_submission("nq06", make_submission(unit="hu-b"))
        assert database.list_submissions("nq12") == (make_submission(unit="hu-a"),)

    def test_first_arrival_is_kept(self, database: Database) -> None:
        """Copied into the inbox again, a file has still arrived when it first came."""
        first = database.first_seen("nq12", "a.pdf", DIGEST, "2022-02-25T08:00:00+07:00")
        again = database.first_seen("nq12", "a.pdf", DIGEST, "2022-03-01T08:00:00+07:00")
        assert first == again == "2022-02-25T08:00:00+07:00"

    def test_other_bytes_arrive_anew(self, database: Database) -> None:
        """A corrected file under the same name has its own time."""
        database.first_seen("nq12", "a.pdf", DIGEST, "2022-02-25T08:00:00+07:00")
        later = database.first_seen("nq12", "a.pdf", OTHER_DIGEST, "2022-03-01T08:00:00+07:00")
        assert later == "2022-03-01T08:00:00+07:00"


def test_ideas_are_replaced_per_campaign(database: Database) -> None:
    """The new ideas stand in their order, the old are gone, other campaigns keep theirs."""
    database.replace_ideas("nq12", [make_idea("a"), make_idea("b")])
    database.replace_ideas("nq06", [make_idea("a")])
    database.replace_ideas("nq12", [make_idea("c"), replace(make_idea("b"), section="x")])
    assert database.load_ideas("nq12") == (make_idea("c"), replace(make_idea("b"), section="x"))
    assert database.load_ideas("nq06") == (make_idea("a"),)


class TestDecisions:
    """Decisions are added, never changed."""

    @pytest.fixture
    def decided(self, database: Database) -> Database:
        """A database with one decision."""
        database.append_decision(
            "nq12",
            "passage",
            "p1",
            what={"role": "lessons", "lý do": "đúng đề mục"},
            who="Nguyễn Văn A",
            at="2023-06-01T08:00:00+07:00",
            before={"role": None},
        )
        return database

    def test_decision_comes_back_as_given(self, decided: Database) -> None:
        """What, who, when and what was before."""
        (decision,) = decided.list_decisions("nq12")
        assert decision.what == {"role": "lessons", "lý do": "đúng đề mục"}
        assert decision.before == {"role": None}
        assert (decision.who, decision.at) == ("Nguyễn Văn A", "2023-06-01T08:00:00+07:00")

    def test_later_decision_stands_beside_the_first(self, decided: Database) -> None:
        """Both are listed, the oldest first; the id grows."""
        later = decided.append_decision(
            "nq12", "passage", "p1", what={"role": "causes"}, who="B", at="x"
        )
        first, second = decided.list_decisions("nq12", "passage", "p1")
        assert first.id < second.id
        assert second == later
        assert second.before is None

    def test_decisions_are_listed_by_subject(self, decided: Database) -> None:
        """Kind and id narrow the list, the campaign always does."""
        wanted = decided.append_decision("nq12", "idea", "p1", what={}, who="B", at="x")
        decided.append_decision("nq06", "idea", "p1", what={}, who="B", at="x")
        assert decided.list_decisions("nq12", "idea") == (wanted,)
        assert decided.list_decisions("nq12", "idea", "p2") == ()

    @pytest.mark.parametrize(
        "statement", ["UPDATE decisions SET who = 'X'", "DELETE FROM decisions"]
    )
    def test_database_refuses_to_change_decisions(self, decided: Database, statement: str) -> None:
        """Even SQL from elsewhere cannot change or remove a decision."""
        with (
            pytest.raises(DBAPIError, match="append-only"),
            _engine(decided).begin() as connection,
        ):
            connection.execute(text(statement))
        assert [decision.who for decision in decided.list_decisions("nq12")] == ["Nguyễn Văn A"]

    def test_decision_cannot_be_replaced(self, decided: Database) -> None:
        """Writing another decision under an id that is there is refused."""
        (decision,) = decided.list_decisions("nq12")
        row = dict.fromkeys(("campaign_id", "subject_kind", "subject_id", "who", "at"), "x")
        sqlite = _engine(decided).dialect.name == "sqlite"
        statement = insert(tables.decisions).prefix_with("OR REPLACE" if sqlite else "")
        with pytest.raises(DBAPIError), _engine(decided).begin() as connection:
            connection.execute(statement.values(row | {"id": decision.id, "what": {}}))
        assert decided.list_decisions("nq12") == (decision,)

    def test_decisions_cannot_be_emptied_at_once(self, decided: Database) -> None:
        """What empties a table without looking at its rows is refused as well."""
        sqlite = _engine(decided).dialect.name == "sqlite"
        with (
            pytest.raises(DBAPIError, match="append-only"),
            _engine(decided).begin() as connection,
        ):
            connection.execute(text("DELETE FROM decisions" if sqlite else "TRUNCATE decisions"))


class TestRuns:
    """The history of runs."""

    def test_run_under_way_has_no_end(self, database: Database) -> None:
        """A killed run stays so."""
        run_id = database.start_run("nq12", "s")
        (run,) = database.list_runs("nq12")
        assert (run.id, run.stamp, run.finished_at, run.counts) == (run_id, "s", None, None)

    def test_finished_run_has_its_counts(self, database: Database) -> None:
        """Outcome, counts and a time with offset."""
        run_id = database.start_run("nq12", "s")
        database.finish_run(run_id, outcome="done", counts={"accepted": 3, "waiting": 1})
        (run,) = database.list_runs("nq12")
        assert (run.outcome, run.counts) == ("done", {"accepted": 3, "waiting": 1})
        assert run.finished_at
        assert run.finished_at.endswith("+07:00")

    def test_run_ends_once(self, database: Database) -> None:
        """A second end would rewrite history."""
        run_id = database.start_run("nq12", "s")
        database.finish_run(run_id, outcome="done", counts={})
        with pytest.raises(LookupError):
            database.finish_run(run_id, outcome="failed", counts={})

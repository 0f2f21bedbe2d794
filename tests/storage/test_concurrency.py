"""Several write at once: nothing is lost, nothing waits for ever."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from storage_records import DIGEST, make_idea, make_passage, make_statement, make_suggestion

import pipeline
from pipeline.storage.database import Database

if TYPE_CHECKING:
    from sqlalchemy import URL

_ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(pipeline.__file__).parents[1])}
_WRITE = """
import sys
from pipeline.storage.database import Database
url, own = sys.argv[1:]
with Database.open(url) as database:
    for i in range(150):
        database.save_result(f"{own}-{i}", "reading", "s", own * 2000)
        database.save_result(f"shared-{i}", "reading", "s", "same")
"""
_TIMES = 40


def test_two_processes_write_at_once(url: URL) -> None:
    """From an empty database on: both make the schema, write the same and other keys, and end."""
    address = url.render_as_string()
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITE, address, own], env=_ENVIRONMENT, stderr=subprocess.PIPE
        )
        for own in ("a", "b")
    ]
    errors = [writer.communicate(timeout=120)[1].decode() for writer in writers]
    assert errors == ["", ""]
    with Database.open(url) as database:
        assert len(database.known_results("reading", "s")) == 450


def test_threads_replace_the_same_document_at_once(database: Database) -> None:
    """Whoever comes last, the rows are those of one writer, never a mixture."""
    start = threading.Barrier(4)

    def write(size: int) -> None:
        passages = [make_passage(i) for i in range(size)]
        suggestions = [make_suggestion(i) for i in range(size)]
        statements = [make_statement(i, passage=i) for i in range(size)]
        start.wait()
        for _ in range(_TIMES):
            database.replace_document("c", DIGEST, passages, suggestions, statements, stamp="s")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, (3, 5, 7, 9)))
    sizes = {
        len(load("c", [DIGEST]))
        for load in (database.load_passages, database.load_suggestions, database.load_statements)
    }
    assert len(sizes) == 1
    assert sizes <= {3, 5, 7, 9}


def test_reader_sees_all_of_a_campaign_or_nothing(database: Database) -> None:
    """While ideas are replaced a reader has the old or the new ones, whole."""
    database.replace_ideas("c", [make_idea("a")] * 1)
    done = threading.Event()

    def write() -> None:
        for i in range(_TIMES):
            database.replace_ideas("c", [make_idea(f"{i}-{n}") for n in range(30)])
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    seen = set()
    while not done.is_set():
        seen.add(len(database.load_ideas("c")))
    writer.join()
    assert seen <= {1, 30}


def test_first_arrival_is_one_for_all(database: Database) -> None:
    """Eight threads that see a file at once agree on when it came."""
    with ThreadPoolExecutor(8) as pool:
        times = set(
            pool.map(lambda i: database.first_seen("c", "a.pdf", DIGEST, f"time {i}"), range(8))
        )
    assert len(times) == 1

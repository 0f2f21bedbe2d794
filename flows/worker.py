"""What runs inside a worker process: cut one document into passages, understand it, keep the result.

The document's own bytes are not opened here: `flows.reader` has left its text in the spool.

The worker writes its result to the database itself and returns nothing: a document is large, and a
worker that dies while it sends would leave the others with half a message.
"""

from __future__ import annotations

import json
import traceback
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError, TongketError
from pipeline.storage import dump_record, load_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.campaign import Campaign
    from pipeline.meaning import VectorStore
    from pipeline.settings import Settings
    from pipeline.storage import Workspace
    from pipeline.storage.database import Database

READING = "reading"
UNDERSTANDING = "understanding"
FAILURE = "failure"
CONVERTING = "converting"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerJob:
    """What a worker must know, once.

    Attributes:
        reading, understanding: the stamps under which results are kept.
    """

    campaign: Campaign
    settings: Settings
    workspace: Workspace
    reading: str
    understanding: str

    def original(self, sha256: str) -> Path:
        """Where the document's bytes lie."""
        return self.workspace.archive.path_of(sha256)

    def text_of(self, sha256: str) -> Path:
        """Where a reader leaves the document's text for a worker."""
        return self.workspace.spool / f"{sha256}.json"

    def converted(self, sha256: str) -> Path:
        """Where the .docx lies that was made of a document of another format."""
        return self.workspace.spool / f"{sha256}.docx"

    def fault_log(self, sha256: str) -> Path:
        """Where the traceback goes of a fault of ours that the document brought to light."""
        return self.workspace.logs / f"document-{sha256[:12]}.log"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bench:
    job: WorkerJob
    database: Database
    vectors: VectorStore


_bench: _Bench | None = None


def warm_up(told: WorkerJob) -> None:
    """Load words, models and database, once a process (some seconds).

    Raises:
        TongketError: a model is missing or damaged, the database cannot be opened.
    """
    global _bench  # noqa: PLW0603 - one value for the life of a worker process
    from pipeline import run  # scikit-learn, python-docx, lxml: 1 s
    from pipeline.meaning import VectorStore

    run.warm_up(told.settings)
    _bench = _Bench(
        job=told,
        database=told.workspace.open_database(),
        vectors=VectorStore(told.workspace.vectors),
    )


def keep_reading(sha256: str) -> None:
    """Cut the text that a reader left into passages, and keep the `Reading`.

    Raises:
        DocumentError: a fault of ours, see `faults_recorded`.
    """
    from pipeline import run
    from pipeline.records import Document

    told, database = job(), _ready().database
    path = told.text_of(sha256)
    with faults_recorded(told.fault_log(sha256)):
        answer = json.loads(path.read_text(encoding="utf-8"))
        document = load_record(Document, json.dumps(answer["document"]))
        reading = run.make_reading(document, told.campaign)
    database.save_result(sha256, READING, told.reading, dump_record(reading))


def understand_and_keep(sha256: str) -> None:
    """Understand one document that was read; keep its `Understanding`.

    Raises:
        DocumentError: it cannot be understood.
    """
    from pipeline import run
    from pipeline.records import Reading

    told, database = job(), _ready().database
    text = database.load_result(sha256, READING, told.reading)
    if text is None:
        message = f"no reading of {sha256} under {told.reading}"
        raise LookupError(message)
    reading = load_record(Reading, text)
    with faults_recorded(told.fault_log(sha256)):
        found = run.understand_one(reading, told.campaign, told.settings, _ready().vectors.embed)
    database.save_result(sha256, UNDERSTANDING, told.understanding, dump_record(found))


@contextmanager
def faults_recorded(log: Path) -> Iterator[None]:
    """Turn a fault of ours that a document brought to light into its failure; the run goes on.

    Raises:
        DocumentError: "internal-error"; the traceback stands in `log`. A TongketError stays as it is.
    """
    try:
        yield
    except TongketError:
        raise
    except Exception as error:
        log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        detail = (
            f"Chương trình gặp lỗi khi xử lý tệp này ({type(error).__name__}). "
            f"Hãy lưu lại tệp rồi gửi lại, hoặc báo người bảo trì kèm tệp {log.name}."
        )
        raise DocumentError("internal-error", detail, quarantine=True) from error


def job() -> WorkerJob:
    """Return what this worker was told when it was warmed up.

    Raises:
        RuntimeError: it was not.
    """
    return _ready().job


def _ready() -> _Bench:
    if _bench is None:
        message = "the worker was not warmed up"
        raise RuntimeError(message)
    return _bench

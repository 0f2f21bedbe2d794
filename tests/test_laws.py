"""The laws of ARCHITECTURE.md that no linter holds: over the tree, the corpora and any text."""

from __future__ import annotations

import ast
import re
import subprocess
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from generated import lines
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.campaign import load_campaign
from pipeline.corpus import (
    AnnotatedBlock,
    AnnotatedReport,
    AnnotatedStatement,
    load_campaign_reports,
)
from pipeline.corpus.report import AnnotatedFigure
from pipeline.extract import Piece, Pieces, Place, assemble_document
from pipeline.learn.dataset import build_document
from pipeline.records import BlockKind, Cell, Cues, Document, Passage
from pipeline.segment import load_tokenizer, segment_document

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT = Path(__file__).resolve().parents[1]
_CORPORA = _ROOT / "corpora"
_CAMPAIGNS = sorted(path.parent for path in _CORPORA.glob("**/campaign.yaml"))
_BINARY = {".docx", ".pdf", ".skops", ".png", ".jpg", ".zip", ".doc"}
_BODY = {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL}
_SHARED_WORDS = 12  # sentences this long do not repeat by chance
# Homes of people and temporary folders; a host in a lock would tie it to one registry.
_MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|Users|work|root|mnt|media)/\w|\b[A-Z]:\\Users\\")
_HOST = re.compile(
    r"https?://|--(?:extra-)?index-url|--find-links|(?<!\S)\w[\w.-]*@\s*(?:git|file)\+"
)


@lru_cache(maxsize=1)
def _tracked() -> tuple[Path, ...]:
    """Files under version control."""
    command = ["git", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=_ROOT, check=True, capture_output=True).stdout
    found = {_ROOT / name for name in listed.decode("utf-8").split("\0") if name}
    return tuple(sorted(path for path in found if path.is_file()))


def _text_files() -> list[Path]:
    return [path for path in _tracked() if path.suffix not in _BINARY]


def _sources() -> list[Path]:
    folders = (_ROOT / "pipeline", _ROOT / "flows")
    inside = [path for folder in folders for path in folder.rglob("*.py")]
    return sorted([*inside, *_CORPORA.glob("*.py")])


@lru_cache(maxsize=8)
def _reports(folder: Path) -> tuple[AnnotatedReport, ...]:
    return load_campaign_reports(folder)


def test_text_files_are_utf_8_in_normal_form() -> None:
    """Every text file of the project is UTF-8 and NFC, so that a word is found however typed."""
    wrong = []
    for path in _text_files():
        text = path.read_bytes().decode("utf-8", errors="surrogateescape")
        broken = any("\udc80" <= char <= "\udcff" for char in text)
        if broken or not unicodedata.is_normalized("NFC", text):
            wrong.append(path.relative_to(_ROOT).as_posix())
    assert wrong == []


def test_files_are_under_400_lines() -> None:
    """A file that grows longer has more than one subject."""
    long = {path.name: _length(path) for path in _sources() if _length(path) >= 400}
    assert long == {}


def _length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_functions_are_under_40_lines() -> None:
    """A function, with its docstring, fits on one screen."""
    long = [
        f"{path.name}:{node.lineno} {node.name}"
        for path in _sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 >= 40
    ]
    assert long == []


def test_no_file_names_a_path_of_one_machine() -> None:
    """No file names a home folder: what works on one machine works on all."""
    found = [
        f"{path.relative_to(_ROOT).as_posix()}:{number}"
        for path in _text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if _MACHINE_PATH.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_locks_name_no_host_and_have_digests(lock: str) -> None:
    """A lock says what to install, with digests, never from where."""
    text = (_ROOT / lock).read_text(encoding="utf-8")
    assert _HOST.search(text) is None
    pinned = re.findall(r"^[\w.\[\]-]+==\S+(.*(?:\n    .*)*)", text, re.MULTILINE)
    assert pinned
    assert all("--hash=sha256:" in rest for rest in pinned)


@pytest.mark.parametrize("folder", _CAMPAIGNS, ids=lambda path: path.name)
def test_corpora_keep_their_form(folder: Path) -> None:
    """Plan and reports of each campaign parse; each report's unit stands in the plan."""
    units = load_campaign(folder / "campaign.yaml").unit_names()
    reports = _reports(folder)
    assert reports
    assert {report.head["unit"] for report in reports} <= set(units)


@pytest.mark.parametrize("folder", _CAMPAIGNS, ids=lambda path: path.name)
def test_marks_are_spans_of_their_block(folder: Path) -> None:
    """Statements and figures of the corpora are words of their block or cell, without blanks around."""
    marked = 0
    for report in _reports(folder):
        for block in report.blocks:
            for mark in (*block.statements, *block.figures):
                text = _marked_text(block, mark)
                span = text[mark.start : mark.end]
                assert 0 <= mark.start < mark.end <= len(text)
                assert span == span.strip()
                assert any(char.isalnum() for char in span)
                marked += 1
    assert marked


def _marked_text(block: AnnotatedBlock, mark: AnnotatedStatement | AnnotatedFigure) -> str:
    """The text that a mark counts in: that of the block, or of the cell."""
    if isinstance(mark, AnnotatedFigure) and mark.row is not None and mark.column is not None:
        return block.rows[mark.row][mark.column]
    return block.text


def test_sample_and_training_share_no_long_sentence() -> None:
    """No sentence of 12 words or more stands in the sample and in the training texts."""
    sample = {
        s for folder in _CAMPAIGNS if folder.name == "sample" for s in _long_sentences(folder)
    }
    training = {
        s for folder in _CAMPAIGNS if folder.name != "sample" for s in _long_sentences(folder)
    }
    assert sample
    assert training
    assert sample & training == set()


def _long_sentences(folder: Path) -> Iterator[tuple[str, ...]]:
    for report in _reports(folder):
        for block in report.blocks:
            for sentence in re.split(r"[.;!?]\s", block.text):
                words = tuple(re.findall(r"\w+", sentence.lower()))
                if len(words) >= _SHARED_WORDS:
                    yield words


@pytest.mark.parametrize("report", _reports(_CORPORA / "sample"), ids=lambda report: report.name)
def test_spans_hold_over_the_sample(report: AnnotatedReport) -> None:
    """Blocks, passages and sentences of the sample's reports are exact spans; nothing is lost."""
    document, owners = build_document(report)
    assert all(document.text[at:].startswith(b.text) for at, b in owners.items() if not b.rows)
    _check_laws(document, segment_document(document))


_PIECES = st.builds(
    Piece,
    text=lines,
    page=st.integers(1, 2),
    place=st.sampled_from([Place.BODY, Place.BODY, Place.BODY, *Place]),
    cues=st.builds(
        Cues,
        bold=st.booleans(),
        centred=st.booleans(),
        style_level=st.sampled_from([0, 0, 0, 1, 2]),
    ),
    cell=st.builds(Cell, table=st.integers(0, 1), row=st.integers(0, 1), column=st.integers(0, 1)),
    column=st.sampled_from([0, 0, 1, 2]),
    ruled=st.booleans(),
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, max_size=14))
def test_spans_hold_over_any_text(pieces: list[Piece]) -> None:
    """Whatever a reader gives, blocks, passages and sentences are exact spans; nothing is lost."""
    document = assemble_document(
        Pieces(pieces=tuple(pieces), pages=2), sha256="ab", file_format="docx"
    )
    assert [document.text[b.start : b.end] for b in document.blocks] == [p.text for p in pieces]
    _check_laws(document, segment_document(document))


def _check_laws(document: Document, passages: tuple[Passage, ...]) -> None:
    _check_passages(document, passages)
    _check_nothing_is_lost(document, passages)
    for passage in passages:
        _check_sentences(passage)
        assert load_tokenizer()(passage.text).text == passage.text


def _check_passages(document: Document, passages: tuple[Passage, ...]) -> None:
    """Passages are spans in order, without overlap, numbered, with ids of their own."""
    cursor = 0
    for index, passage in enumerate(passages):
        assert cursor <= passage.start < passage.end
        assert document.text[passage.start : passage.end] == passage.text
        assert passage.index == index
        cursor = passage.end
    assert len({passage.id for passage in passages}) == len(passages)


def _check_nothing_is_lost(document: Document, passages: tuple[Passage, ...]) -> None:
    """A body block stands in one passage, or it heads the next one; other blocks stand in none."""
    for block in document.blocks:
        text = document.text[block.start : block.end]
        inside = sum(p.start <= block.start and block.end <= p.end for p in passages)
        touched = sum(p.start < block.end and block.start < p.end for p in passages)
        if block.kind not in _BODY:
            assert touched == 0, text
        elif inside == 0:
            assert block.kind is BlockKind.HEADING, text
            following = next(p for p in passages if p.start >= block.end)
            assert text in following.heading
        else:
            assert inside == touched == 1, text


def _check_sentences(passage: Passage) -> None:
    """Sentences cover every visible character of the passage, in order, without overlap."""
    cursor = 0
    for sentence in passage.sentences:
        assert cursor <= sentence.start < sentence.end
        assert not passage.text[cursor : sentence.start].strip()
        cursor = sentence.end
    assert not passage.text[cursor:].strip()

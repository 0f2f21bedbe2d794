"""Annotated reports as the stages will see them: the same assembly and segmentation, plus labels.

A report becomes pieces, the pieces a document, the document passages: so the classifiers learn from
headings and lead-ins as they are found, not as they were marked.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.corpus import (
    AnnotatedBlock,
    AnnotatedReport,
    AnnotatedStatement,
    load_campaign_reports,
)
from pipeline.extract import Piece, Pieces, Place, assemble_document
from pipeline.records import Cell, Cues, Document, Passage, Role
from pipeline.segment import segment_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPassage:
    """A passage with what a reader says of it; spans count in `passage.text`."""

    passage: Passage
    role: Role
    statements: tuple[AnnotatedStatement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledReport:
    """The passages of one report, in order; campaign and name say where it stands."""

    campaign: str
    name: str
    unit: str
    passages: tuple[LabelledPassage, ...]


def load_campaigns(corpora: Path) -> dict[str, tuple[LabelledReport, ...]]:
    """Every campaign below `corpora/training`, by folder name."""
    folders = sorted(p for p in (corpora / "training").iterdir() if (p / "reports").is_dir())
    return {f.name: tuple(label_report(r) for r in load_campaign_reports(f)) for f in folders}


def label_report(report: AnnotatedReport) -> LabelledReport:
    """Turn an annotated report into labelled passages."""
    document, owners = build_document(report)
    labelled = []
    for passage in segment_document(document):
        block = owners.get(passage.start)
        if block is None or block.role is None:
            continue
        labelled.append(
            LabelledPassage(passage=passage, role=block.role, statements=block.statements)
        )
    return LabelledReport(
        campaign=report.campaign,
        name=report.name,
        unit=report.head["unit"],
        passages=tuple(labelled),
    )


def build_document(report: AnnotatedReport) -> tuple[Document, dict[int, AnnotatedBlock]]:
    """The report as a document, and the annotated block that begins at each offset.

    Headings are bold in two reports of three: many that arrive show a heading by its marker alone.
    """
    bold = int(hashlib.blake2b(report.name.encode(), digest_size=2).hexdigest(), 16) % 3 > 0
    pieces: list[tuple[Piece, AnnotatedBlock]] = []
    tables = 0
    for block in report.blocks:
        if block.rows:
            pieces += [(piece, block) for piece in _table(block, tables)]
            tables += 1
        else:
            cues = Cues(bold=bold and block.level > 0)
            pieces.append((Piece(text=block.text, page=None, cues=cues), block))
    document = assemble_document(
        Pieces(pieces=tuple(p for p, _ in pieces), pages=None),
        sha256=hashlib.sha256(f"{report.campaign}/{report.name}".encode()).hexdigest(),
        file_format="corpus",
    )
    return document, {
        found.start: block for found, (_, block) in zip(document.blocks, pieces, strict=True)
    }


def _table(block: AnnotatedBlock, table: int) -> Iterator[Piece]:
    if block.text:
        yield Piece(text=block.text, page=None, cues=Cues(italic=True, centred=True))
    for r, row in enumerate(block.rows):
        for c, text in enumerate(row):
            if text:
                cell = Cell(table=table, row=r, column=c)
                yield Piece(text=text, page=None, place=Place.CELL, cell=cell)

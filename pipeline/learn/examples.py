"""Labelled reports as the examples of each stage, with their vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from pipeline.classify import (
    RoleExample,
    RoleModel,
    Weights,
    fit_roles,
    meaning_text,
    read_channels,
)
from pipeline.learn.dataset import LabelledReport, load_campaigns
from pipeline.meaning import VectorFile
from pipeline.merge import MergeExample
from pipeline.mine import Mark, StatementExample, find_addressee
from pipeline.records import Statement, StatementKind, make_id

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

# Chosen on left-out campaigns: docs/decisions/0004 and 0005.
WEIGHTS = Weights(meaning=0.65, chain=0.4, temperature=1.0)
STATEMENT_THRESHOLD = 0.4
MERGE_THRESHOLD = 0.35

Campaigns = Mapping[str, Sequence[LabelledReport]]


class Corpus:
    """The training campaigns with every vector that the stages need; vectors are kept in `cache`."""

    def __init__(self, corpora: Path, cache: Path) -> None:
        self.campaigns: Campaigns = load_campaigns(corpora)
        self.vectors = VectorFile(cache / "vectors.npz")

    def roles(self, report: LabelledReport) -> RoleExample:
        """The report as an example for the role model."""
        passages = tuple(p.passage for p in report.passages)
        return RoleExample(
            passages=passages,
            roles=tuple(p.role for p in report.passages),
            vectors=self.vectors.embed([meaning_text(p) for p in passages]),
        )

    def statements(self, report: LabelledReport, model: RoleModel) -> StatementExample:
        """The report as an example for the statement model; `model` must not have seen it."""
        example = self.roles(report)
        marks = [
            Mark(owner=i, start=s.start, end=s.end, kind=s.kind)
            for i, p in enumerate(report.passages)
            for s in p.statements
        ]
        return StatementExample(
            passages=example.passages,
            roles=model.predict(read_channels(example.passages), example.vectors),
            marks=tuple(marks),
        )

    def ideas(self, reports: Sequence[LabelledReport]) -> MergeExample:
        """A campaign as an example for the pair model."""
        found = [(s, i) for report in reports for s, i in marked_statements(report)]
        statements = tuple(s for s, _ in found)
        return MergeExample(
            statements=statements,
            ideas=tuple(i for _, i in found),
            vectors=self.vectors.embed([s.text for s in statements]),
        )

    def left_out(self) -> dict[str, RoleModel]:
        """For each campaign a role model of all others."""
        examples = {name: [self.roles(r) for r in rs] for name, rs in self.campaigns.items()}
        return {
            name: fit_roles([e for n, es in examples.items() if n != name for e in es], WEIGHTS)
            for name in examples
        }


def marked_statements(report: LabelledReport) -> list[tuple[Statement, str]]:
    """The marked statements of a report as records, each with its idea."""
    found = []
    for labelled in report.passages:
        passage = labelled.passage
        for mark in labelled.statements:
            text = passage.text[mark.start : mark.end]
            addressee = None
            if mark.kind is StatementKind.RECOMMENDATION:
                addressee = find_addressee(
                    text, lead="", before=passage.text[: mark.start], headings=passage.heading
                )
            statement = Statement(
                id=make_id(passage.id, mark.start, mark.end, mark.kind.value),
                passage=passage.id,
                sha256=passage.sha256,
                page=None,
                start=mark.start,
                end=mark.end,
                kind=mark.kind,
                text=text,
                addressee=addressee,
                section=None,
                confidence=1.0,
            )
            found.append((statement, f"{report.campaign}/{mark.idea}"))
    return found


def stacked(rows: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Rows of several reports as one matrix."""
    return np.concatenate(list(rows))

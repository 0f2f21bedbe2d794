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
    passage_vectors,
    read_channels,
)
from pipeline.learn.dataset import LabelledReport, load_campaigns
from pipeline.meaning import VectorFile
from pipeline.merge import MergeExample
from pipeline.mine import Mark, StatementExample, find_addressee, tabulate_clauses
from pipeline.records import Statement, StatementKind, make_id

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

# Chosen on left-out campaigns: docs/decisions/0004 and 0005.
WEIGHTS = Weights(meaning=0.6, across=0.4, within=0.5, temperature=1.0)
STATEMENT_THRESHOLDS = {
    StatementKind.LESSON: 0.6,
    StatementKind.GOOD_PRACTICE: 0.6,
    StatementKind.RECOMMENDATION: 0.45,
    StatementKind.LIMITATION: 0.35,
    StatementKind.CAUSE: 0.35,
}
# Limitations and causes are told in so many general words that twice the certainty is asked of a merger.
MERGE_THRESHOLDS = {
    kind: 0.7 if kind in {StatementKind.LIMITATION, StatementKind.CAUSE} else 0.25
    for kind in StatementKind
}

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
            vectors=passage_vectors(passages, self.vectors.embed),
        )

    def statements(self, report: LabelledReport, model: RoleModel) -> StatementExample:
        """The report as an example for the statement model; `model` must not have seen it."""
        example = self.roles(report)
        marks = [
            Mark(owner=i, start=s.start, end=s.end, kind=s.kind)
            for i, p in enumerate(report.passages)
            for s in p.statements
        ]
        clauses = tabulate_clauses(example.passages).texts
        return StatementExample(
            passages=example.passages,
            roles=model.predict(read_channels(example.passages), example.vectors),
            marks=tuple(marks),
            vectors=self.vectors.embed(clauses),
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

"""The sample campaign, which no shipped model has seen, as the models read it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hand_made import role_model

from pipeline.classify import read_channels
from pipeline.corpus import load_campaign_reports
from pipeline.learn.dataset import LabelledReport, label_report
from pipeline.learn.examples import Corpus

if TYPE_CHECKING:
    from pipeline.classify import RoleExample
    from pipeline.classify.model import Probabilities

CORPORA = Path(__file__).resolve().parents[2] / "corpora"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The labelled reports, their vectors and their role probabilities."""

    corpus: Corpus
    reports: tuple[LabelledReport, ...]
    examples: tuple[RoleExample, ...]
    roles: tuple[Probabilities, ...]


def read_sample(folder: Path) -> Sample:
    """What the shipped role model says of the sample; vectors are kept below `folder`."""
    (folder / "training").mkdir()
    corpus = Corpus(folder, folder / "cache")
    reports = tuple(label_report(report) for report in load_campaign_reports(CORPORA / "sample"))
    examples = tuple(corpus.roles(report) for report in reports)
    return Sample(
        corpus=corpus,
        reports=reports,
        examples=examples,
        roles=tuple(role_model().predict(read_channels(e.passages), e.vectors) for e in examples),
    )

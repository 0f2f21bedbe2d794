"""Annotated reports as data: what `corpora/README.md` describes, read into records."""

from pipeline.corpus.report import (
    AnnotatedBlock,
    AnnotatedReport,
    AnnotatedStatement,
    load_campaign_reports,
    load_report,
)

__all__ = [
    "AnnotatedBlock",
    "AnnotatedReport",
    "AnnotatedStatement",
    "load_campaign_reports",
    "load_report",
]

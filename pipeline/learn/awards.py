"""How well commendations are found: names in the annotated campaigns, against the heads of the reports.

Nothing is trained, so no campaign is left out. Some heads of old campaigns write a name otherwise
than the text does, or leave out whom the text proposes: what stands nowhere in a text is counted
apart, and precision is a lower bound.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.awards import read_commendations
from pipeline.campaign import load_campaign
from pipeline.corpus import AnnotatedReport, load_campaign_reports
from pipeline.extract import read_document
from pipeline.identify import read_letterhead
from pipeline.intake import sniff_format
from pipeline.learn.dataset import build_document
from pipeline.segment import segment_document
from pipeline.text import plain_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pipeline.records import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """Names of one campaign as (unit, plain key); `absent` are listed and stand in no text."""

    wanted: frozenset[tuple[str, str]]
    absent: frozenset[tuple[str, str]]
    found: frozenset[tuple[str, str]]


def award_table(corpora: Path) -> str:
    """Return a Markdown table of how well names are found, a row for each campaign.

    The training campaigns are read from their texts, the sample from its files, whose appendices
    hold what its texts do not.
    """
    folders = sorted(p for p in (corpora / "training").iterdir() if (p / "reports").is_dir())
    rows = {
        folder.name: _compare(load_campaign_reports(folder), _build(load_campaign_reports(folder)))
        for folder in folders
    }
    sample = corpora / "sample"
    rows["sample (files)"] = _compare(load_campaign_reports(sample), _read(sample))
    lines = [
        "| campaign | listed | not in the text | found | precision | recall | f1 |",
        "|---|---:|---:|---:|---:|---:|---:|",
        *(_row(name, names) for name, names in rows.items()),
        _row("**all**", _join(rows)),
    ]
    return "\n".join(lines) + "\n"


def _build(reports: Iterable[AnnotatedReport]) -> Iterator[tuple[str, Document]]:
    return ((report.head["unit"], build_document(report)[0]) for report in reports)


def _read(folder: Path) -> Iterator[tuple[str, Document]]:
    """The files of a campaign folder with the units whose reports they are."""
    campaign = load_campaign(folder / "campaign.yaml")
    for path in sorted((folder / "inbox").iterdir()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        document = read_document(path, sha256=digest, file_format=sniff_format(path))
        yield read_letterhead(document, campaign).unit or path.name, document


def _compare(
    reports: Iterable[AnnotatedReport], documents: Iterable[tuple[str, Document]]
) -> _Names:
    listed = {
        (report.head["unit"], plain_key(one["name"]))
        for report in reports
        for one in report.head.get("commendations") or ()
    }
    found: set[tuple[str, str]] = set()
    texts: dict[str, str] = {}
    for unit, document in documents:
        passages = segment_document(document)
        texts[unit] = f" {plain_key(document.text)} "
        named = read_commendations(document, passages, [None] * len(passages))
        found |= {(unit, plain_key(one.name)) for one in named}
    absent = {(unit, name) for unit, name in listed if f" {name} " not in texts.get(unit, "")}
    return _Names(
        wanted=frozenset(listed - absent), absent=frozenset(absent), found=frozenset(found)
    )


def _join(rows: dict[str, _Names]) -> _Names:
    """All campaigns together; the same unit may report in two."""

    def marked(part: str) -> frozenset[tuple[str, str]]:
        return frozenset(
            (f"{campaign}/{unit}", name)
            for campaign, names in rows.items()
            for unit, name in getattr(names, part)
        )

    return _Names(wanted=marked("wanted"), absent=marked("absent"), found=marked("found"))


def _row(name: str, names: _Names) -> str:
    hits = len(names.wanted & names.found)
    precision = hits / len(names.found) if names.found else 1.0
    recall = hits / len(names.wanted) if names.wanted else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return (
        f"| {name} | {len(names.wanted) + len(names.absent)} | {len(names.absent)} "
        f"| {len(names.found)} | {precision:.3f} | {recall:.3f} | {f1:.3f} |"
    )

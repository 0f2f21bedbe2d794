"""Trains the shipped models from `corpora/`, reproducibly, and writes them with their cards.

Role probabilities that teach the statement model come from role models that never saw the campaign:
else it would trust them more than it may. The temperature is fitted on the same left-out ones.
"""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline import __version__
from pipeline.classify import ROLES, RoleModel, fit_roles, read_channels
from pipeline.classify.model import Probabilities, temper
from pipeline.learn.agreement import kappa_of_readers
from pipeline.learn.examples import (
    MERGE_THRESHOLDS,
    STATEMENT_THRESHOLDS,
    WEIGHTS,
    Corpus,
    stacked,
)
from pipeline.learn.judge import Verdict, compare_models
from pipeline.meaning import describe_model
from pipeline.merge import fit_merge
from pipeline.mine import fit_statements
from pipeline.modelstore import save_model

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEMPERATURES = tuple(round(0.5 + 0.05 * i, 2) for i in range(31))  # 0.5 .. 2.0


def train_models(corpora: Path, models: Path, cache: Path) -> str:
    """Train roles, statements and merge; write those that are no worse; return what came of it.

    Args:
        corpora: the folder with `training/`, and `sample/` on which old and new are compared.
        models: where `<name>/<version>/` is written. cache: keeps sentence vectors, so that a second
            training embeds nothing.
    """
    corpus = Corpus(corpora, cache)
    with TemporaryDirectory() as folder:
        made = Path(folder)
        lines = [_fit_models(corpus, corpora, made)]
        verdicts = {v.name: v for v in compare_models(made, models, corpus, corpora)}
        for name in _PURPOSES:
            verdict = verdicts.get(name)
            if verdict is None or not verdict.worse:
                shutil.copytree(made / name, models / name, dirs_exist_ok=True)
            if verdict:
                lines.append(_told(verdict))
    return "\n".join(lines)


def _told(verdict: Verdict) -> str:
    known = "không có" if verdict.old is None else f"{verdict.old:.3f}"
    done = "kém hơn, giữ mô hình đang dùng" if verdict.worse else "đã thay"
    return f"{verdict.name}: mới {verdict.new:.3f}, đang dùng {known}: {done}"


def _fit_models(corpus: Corpus, corpora: Path, models: Path) -> str:
    """Fit all three on the whole corpus and write them under `models`."""
    digest = corpus_digest(corpora)
    left_out = corpus.left_out()
    temperature = fit_temperature(corpus, left_out)
    weights = replace(WEIGHTS, temperature=temperature)
    reports = [r for rs in corpus.campaigns.values() for r in rs]
    roles = fit_roles([corpus.roles(r) for r in reports], weights)
    statements = fit_statements(
        [corpus.statements(r, left_out[r.campaign]) for r in reports],
        thresholds=STATEMENT_THRESHOLDS,
    )
    merge = fit_merge(
        [corpus.ideas(rs) for rs in corpus.campaigns.values()], thresholds=MERGE_THRESHOLDS
    )
    facts = {
        "corpus_sha256": digest,
        "campaigns": sorted(corpus.campaigns),
        "passages": sum(len(r.passages) for r in reports),
        "vectors": describe_model(),
        "kappa": kappa_of_readers(corpora),
    }
    for name, model in (
        ("roles", roles.parts),
        ("statements", statements.parts),
        ("merge", merge.parts),
    ):
        save_model(models / name / __version__, model=model, card=_card(name, facts), facts=facts)
    return f"{len(reports)} báo cáo, {facts['passages']} đoạn, nhiệt độ {temperature}"


def corpus_digest(corpora: Path) -> str:
    """Digest of all annotated texts."""
    digest = hashlib.sha256()
    for path in sorted((corpora / "training").rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(corpora).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def fit_temperature(corpus: Corpus, left_out: Mapping[str, RoleModel]) -> float:
    """The temperature under which left-out campaigns are least surprising (log loss)."""
    rows, truth = [], []
    for name, reports in corpus.campaigns.items():
        for report in reports:
            example = corpus.roles(report)
            rows.append(left_out[name].predict(read_channels(example.passages), example.vectors))
            truth += [ROLES.index(role) for role in example.roles]
    joined = stacked(rows)
    losses = [_log_loss(temper(joined, t), truth) for t in _TEMPERATURES]
    return _TEMPERATURES[int(np.argmin(losses))]


def _log_loss(rows: Probabilities, truth: list[int]) -> float:
    return float(-np.log(rows[np.arange(len(truth)), truth] + 1e-12).mean())


_PURPOSES = {
    "roles": "gives each passage of a report one of eleven roles (pipeline/classify)",
    "statements": "finds the clauses that state a lesson, a good practice or a recommendation (pipeline/mine)",
    "merge": "says how likely two statements say the same (pipeline/merge)",
}


def _agreement(facts: dict[str, Any]) -> str:
    if facts["kappa"] is None:
        return "one reading."
    return (
        f"two readers agree on the roles of a tenth of them with a kappa of {facts['kappa']:.3f}."
    )


def _card(name: str, facts: dict[str, Any]) -> str:
    campaigns = ", ".join(facts["campaigns"])
    return (
        f"# Model `{name}`, version {__version__}\n\n"
        f"{_PURPOSES[name].capitalize()}.\n\n"
        f"- Data: {facts['passages']} passages of {len(facts['campaigns'])} campaigns written for this "
        f"project ({campaigns}); see corpora/README.md. The sample campaign is not among them.\n"
        f"- Labels: {_agreement(facts)}\n"
        f"- Sentence vectors: {facts['vectors']}.\n"
        f"- Figures on campaigns that the model did not see: docs/evaluation.md.\n"
        f"- Made by `tongket train`; the same corpus gives the same model. Digest: digest.json.\n"
        f"- Limits: reports of Vietnamese Party bodies, state bodies and mass organisations; other "
        f"genres are less sure, and below the threshold the system abstains.\n"
    )

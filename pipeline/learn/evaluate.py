"""How the models do on campaigns that they did not see: trained on all but one, tested on the one.

Gives a Markdown page with a table a stage, what each component of the role model is worth, and two
curves of its confidence as PNG beside the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.classify import ROLES, RoleModel, read_channels
from pipeline.classify.model import (
    Channels,
    Probabilities,
    chain_steps,
    join_log,
    smooth_chain,
    temper,
)
from pipeline.learn.agreement import agreement_table
from pipeline.learn.awards import award_table
from pipeline.learn.curves import (
    Decisions,
    calibration_error,
    draw_reliability,
    draw_risk,
    risk_at,
)
from pipeline.learn.examples import MERGE_THRESHOLDS, STATEMENT_THRESHOLDS, WEIGHTS, Corpus
from pipeline.learn.figures import figure_table
from pipeline.learn.scores import label_f1, macro_f1, pair_scores
from pipeline.learn.tables import markdown
from pipeline.learn.train import fit_temperature
from pipeline.learn.trials import try_merging, try_statements
from pipeline.merge import fit_merge
from pipeline.mine import fit_statements
from pipeline.records import PassageKind, StatementKind
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.classify import RoleExample

_ABOUT = (
    "Each row: trained on all other campaigns, tested on this one. Made by `tongket evaluate`. "
    "The role probabilities that teach the statement model come from role models that left out "
    "the campaign they are of, not the tested one too.\n"
)
_SHIPPED = "as shipped: without the vectors of sure passages"
_RISKS = (0.0, 0.35, 0.5, 0.65, 0.8, 0.9)
_CLAIMS = {
    "claims": {StatementKind.LESSON, StatementKind.GOOD_PRACTICE, StatementKind.RECOMMENDATION},
    "limitations, causes": {StatementKind.LIMITATION, StatementKind.CAUSE},
}
_Parts = tuple[Probabilities, Probabilities, Probabilities]
_Arrangement = Callable[[_Parts, Channels], Probabilities]


def evaluate_models(corpora: Path, cache: Path, pictures: Path) -> str:
    """Return the evaluation page; draw its curves into `pictures`; embed what `cache` lacks."""
    corpus = Corpus(corpora, cache)
    left_out = corpus.left_out()
    parts = [
        "# Evaluation on left-out campaigns\n",
        _ABOUT,
        _roles(corpus, left_out, pictures),
        "## Statements\n\n" + markdown(_statement_scores(corpus, left_out)),
        "## Ideas: pairs of marked statements\n\n" + markdown(_merge_scores(corpus)),
        "## Figures and contradictions\n\n" + figure_table(corpora),
        "## Commendations\n\n" + award_table(corpora),
    ]
    if (corpora / "second-reading").is_dir():
        parts.append("## Two readers\n\n" + agreement_table(corpora))
    return "\n".join(parts)


def _arrangements(model: RoleModel) -> Mapping[str, _Arrangement]:
    """The role model with and without its components; transitions come from `model`."""

    def ordered(parts: _Parts, channels: Channels) -> Probabilities:
        joined = join_log(parts[0], parts[2], WEIGHTS.meaning)
        joined = model.hear_announcements(joined, channels.announced)
        return smooth_chain(joined, chain_steps(model.transitions(), channels.continued, WEIGHTS))

    return {
        "words, no headings": lambda parts, _: parts[1],
        "words and headings": lambda parts, _: parts[0],
        "meaning": lambda parts, _: parts[2],
        "words, headings, meaning": lambda parts, _: join_log(parts[0], parts[2], WEIGHTS.meaning),
        "all, with the order": ordered,
    }


@dataclass(slots=True, kw_only=True)
class _Guesses:
    """The truth of one campaign's passages and what each arrangement says; rows of the last one."""

    truth: list[str]
    guessed: dict[str, list[str]]
    rows: list[Probabilities]


def _roles(corpus: Corpus, left_out: Mapping[str, RoleModel], pictures: Path) -> str:
    told = {
        name: _guess(left_out[name], [corpus.roles(r) for r in reports])
        for name, reports in corpus.campaigns.items()
    }
    scores = {
        name: {how: macro_f1(g.truth, guess) for how, guess in g.guessed.items()}
        for name, g in told.items()
    }
    last = {name: list(g.guessed.values())[-1] for name, g in told.items()}
    each = {name: label_f1(g.truth, last[name]) for name, g in told.items()}
    decisions = _decisions(told, fit_temperature(corpus, left_out))
    draw_reliability(decisions, pictures / "roles-reliability.png")
    threshold = Settings().abstain_below
    draw_risk(decisions, pictures / "roles-risk.png", threshold)
    return "\n".join(
        [
            "## Roles: macro-F1\n",
            markdown(scores),
            "### F1 of each role\n",
            markdown(each),
            "### Confidence\n",
            _confidence(decisions, threshold),
            (
                f"![reliability]({pictures.name}/roles-reliability.png) "
                f"![risk]({pictures.name}/roles-risk.png)\n"
            ),
        ]
    )


def _guess(model: RoleModel, examples: list[RoleExample]) -> _Guesses:
    arranged = _arrangements(model)
    guesses = _Guesses(truth=[], guessed={how: [] for how in (*arranged, _SHIPPED)}, rows=[])
    for example in examples:
        shipped = model.predict(read_channels(example.passages), example.vectors)
        keep = [i for i, p in enumerate(example.passages) if p.kind is not PassageKind.TABLE_ROW]
        channels = read_channels(example.passages)
        parts = (
            model.lexical(channels),
            model.lexical(read_channels(example.passages, with_headings=False)),
            model.semantic(example.vectors),
        )
        guesses.truth += [example.roles[i].value for i in keep]
        for how, arrange in arranged.items():
            rows = arrange(parts, channels)[keep]
            guesses.guessed[how] += [ROLES[int(best)].value for best in rows.argmax(axis=1)]
        rows = shipped[keep]
        guesses.guessed[_SHIPPED] += [ROLES[int(best)].value for best in rows.argmax(axis=1)]
        guesses.rows.append(rows)
    return guesses


def _decisions(told: Mapping[str, _Guesses], temperature: float) -> Decisions:
    rows = temper(np.concatenate([r for g in told.values() for r in g.rows]), temperature)
    truth = np.array([role for g in told.values() for role in g.truth])
    best = np.array([role.value for role in ROLES])[rows.argmax(axis=1)]
    return Decisions(confidence=rows.max(axis=1), right=best == truth)


def _confidence(decisions: Decisions, threshold: float) -> str:
    lines = [
        (
            f"Expected calibration error {calibration_error(decisions):.3f} over {len(decisions.right)} "
            f"passages. Below {threshold:.2f} the system abstains.\n"
        ),
        "| decided from confidence | share decided | wrong of those | of the others, would be right |",
        "|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {limit:.2f} | {kept:.3f} | {wrong:.3f} | {lost:.3f} |"
        for limit, kept, wrong, lost in risk_at(decisions, _RISKS)
    ]
    return "\n".join(lines) + "\n"


def _statement_scores(
    corpus: Corpus, left_out: Mapping[str, RoleModel]
) -> dict[str, dict[str, float]]:
    examples = {
        n: [corpus.statements(r, left_out[n]) for r in rs] for n, rs in corpus.campaigns.items()
    }
    table: dict[str, dict[str, float]] = {}
    for name, own in examples.items():
        others = [e for n, es in examples.items() if n != name for e in es]
        model = fit_statements(others, thresholds=STATEMENT_THRESHOLDS)
        table[name] = try_statements(model, own, corpus.vectors.embed)
    return table


def _merge_scores(corpus: Corpus) -> dict[str, dict[str, float]]:
    examples = {name: corpus.ideas(reports) for name, reports in corpus.campaigns.items()}
    table: dict[str, dict[str, float]] = {}
    for name, example in examples.items():
        others = [e for n, e in examples.items() if n != name]
        model = fit_merge(others, thresholds=MERGE_THRESHOLDS)
        rows = try_merging(model, example)
        table[name] = {
            f"{group} {what}": value
            for group, kinds in _CLAIMS.items()
            for what, value in pair_scores([r for r in rows if r[2] in kinds]).items()
        }
    return table

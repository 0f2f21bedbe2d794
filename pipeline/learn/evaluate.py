"""How the models do on campaigns that they did not see: trained on all but one, tested on the one.

Gives a Markdown page with a table a stage, and what each component of the role model is worth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from pipeline.classify import ROLES, RoleModel, read_channels
from pipeline.classify.model import Probabilities, join_log, smooth_chain
from pipeline.learn.examples import MERGE_THRESHOLD, STATEMENT_THRESHOLD, WEIGHTS, Corpus
from pipeline.learn.scores import macro_f1, pair_scores, span_scores
from pipeline.merge import fit_merge, merge_statements
from pipeline.mine import fit_statements, mine_statements
from pipeline.records import PassageKind

if TYPE_CHECKING:
    from pathlib import Path

_ABOUT = (
    "Each row: trained on all other campaigns, tested on this one. Made by `tongket evaluate`. "
    "The role probabilities that teach the statement model come from role models that left out "
    "the campaign they are of, not the tested one too.\n"
)
_Arrangement = Callable[[Probabilities, Probabilities, Probabilities], Probabilities]


def evaluate_models(corpora: Path, cache: Path) -> str:
    """Return the evaluation page; embeds what `cache` does not hold."""
    corpus = Corpus(corpora, cache)
    left_out = corpus.left_out()
    parts = [
        "# Evaluation on left-out campaigns\n",
        _ABOUT,
        _role_table(corpus, left_out),
        _statement_table(corpus, left_out),
        _merge_table(corpus),
    ]
    return "\n".join(parts)


def _arrangements(model: RoleModel) -> dict[str, _Arrangement]:
    """The role model with and without its components; transitions come from `model`."""
    steps = np.asarray(model.parts["transitions"])
    joined, chain = WEIGHTS.meaning, WEIGHTS.chain
    return {
        "words, no headings": lambda _, bare, __: bare,
        "words and headings": lambda words, _, __: words,
        "meaning": lambda _, __, meaning: meaning,
        "words, headings, meaning": lambda words, _, meaning: join_log(words, meaning, joined),
        "all, with the order": lambda words, _, meaning: smooth_chain(
            join_log(words, meaning, joined), steps, chain
        ),
    }


def _role_table(corpus: Corpus, left_out: dict[str, RoleModel]) -> str:
    table: dict[str, dict[str, float]] = {}
    for name, reports in corpus.campaigns.items():
        model = left_out[name]
        truth: list[str] = []
        guesses: dict[str, list[str]] = {key: [] for key in _arrangements(model)}
        for report in reports:
            example = corpus.roles(report)
            keep = [
                i for i, p in enumerate(example.passages) if p.kind is not PassageKind.TABLE_ROW
            ]
            truth += [example.roles[i].value for i in keep]
            words = model.lexical(read_channels(example.passages))
            bare = model.lexical(read_channels(example.passages, with_headings=False))
            meaning = model.semantic(example.vectors)
            for key, arrange in _arrangements(model).items():
                rows = arrange(words, bare, meaning)
                guesses[key] += [ROLES[int(np.argmax(rows[i]))].value for i in keep]
        table[name] = {key: macro_f1(truth, guess) for key, guess in guesses.items()}
    columns = list(next(iter(table.values())))
    return "## Roles: macro-F1\n\n" + _markdown(table, columns)


def _statement_table(corpus: Corpus, left_out: dict[str, RoleModel]) -> str:
    examples = {
        n: [corpus.statements(r, left_out[n]) for r in rs] for n, rs in corpus.campaigns.items()
    }
    table: dict[str, dict[str, float]] = {}
    for name, own in examples.items():
        others = [e for n, es in examples.items() if n != name for e in es]
        model = fit_statements(others, threshold=STATEMENT_THRESHOLD)
        found, wanted = [], []
        for example in own:
            mined = mine_statements(model, example.passages, roles=example.roles, sections={})
            places = {p.id: i for i, p in enumerate(example.passages)}
            found.append([(places[s.passage], s.start, s.end, s.kind) for s in mined])
            wanted.append([(m.owner, m.start, m.end, m.kind) for m in example.marks])
        table[name] = span_scores(found, wanted)
    return "## Statements\n\n" + _markdown(table, list(next(iter(table.values()))))


def _merge_table(corpus: Corpus) -> str:
    examples = {name: corpus.ideas(reports) for name, reports in corpus.campaigns.items()}
    table: dict[str, dict[str, float]] = {}
    for name, example in examples.items():
        model = fit_merge([e for n, e in examples.items() if n != name], threshold=MERGE_THRESHOLD)
        vectors = {s.id: v for s, v in zip(example.statements, example.vectors, strict=True)}
        ideas = merge_statements(model, example.statements, vectors=vectors, units={})
        line = {s: idea.id for idea in ideas for s in idea.statements}
        rows = [
            (line[s.id], idea, s.kind)
            for s, idea in zip(example.statements, example.ideas, strict=True)
        ]
        table[name] = pair_scores(rows)
    return "## Ideas: pairs of marked statements\n\n" + _markdown(
        table, list(next(iter(table.values())))
    )


def _markdown(table: dict[str, dict[str, float]], columns: Sequence[str]) -> str:
    lines = [
        "| left-out campaign | " + " | ".join(columns) + " |",
        "|---|" + "---:|" * len(columns),
    ]
    lines += [
        f"| {name} | " + " | ".join(f"{row[c]:.3f}" for c in columns) + " |"
        for name, row in table.items()
    ]
    means = [float(np.mean([row[c] for row in table.values()])) for c in columns]
    lines.append("| **mean** | " + " | ".join(f"**{mean:.3f}**" for mean in means) + " |")
    return "\n".join(lines) + "\n"

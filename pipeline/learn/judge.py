"""Whether a new model may take the place of the one in use: both are tried on a campaign neither saw.

The sample campaign is never trained on. A model that does worse there by more than chance lets a figure
move is not taken; one that the present code cannot read any more counts as none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.classify import ROLES, RoleModel, read_channels
from pipeline.corpus import load_campaign_reports
from pipeline.errors import ModelError
from pipeline.learn.dataset import label_report
from pipeline.learn.scores import macro_f1, pair_scores
from pipeline.learn.trials import try_merging, try_statements
from pipeline.merge import MergeModel
from pipeline.mine import StatementModel
from pipeline.modelstore import load_model
from pipeline.records import PassageKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pipeline.learn.dataset import LabelledReport
    from pipeline.learn.examples import Corpus

# Of .83 to .97 on some 500 passages and 200 statements, a figure moves by so much without reason.
_CHANCE = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One model against the one in use; `old` is None where there is none that can be tried."""

    name: str
    new: float
    old: float | None

    @property
    def worse(self) -> bool:
        """Whether the new model may not take the old one's place."""
        return self.old is not None and self.new < self.old - _CHANCE


def compare_models(new: Path, old: Path, corpus: Corpus, corpora: Path) -> tuple[Verdict, ...]:
    """Try each model of `new` beside that of `old` on the sample campaign of `corpora`.

    The statement and the merge model of each side are tried with what the new role model says, so
    that each is judged by itself. Without a sample nothing is judged.
    """
    reports = [label_report(r) for r in load_campaign_reports(corpora / "sample")]
    if not reports:
        return ()
    trial = _Trial(corpus, reports, RoleModel(load_model(new, "roles")))
    tries: dict[str, Callable[[Path], float]] = {
        "roles": trial.roles,
        "statements": trial.statements,
        "merge": trial.merge,
    }
    return tuple(
        Verdict(name=name, new=score(new), old=_tried(score, old)) for name, score in tries.items()
    )


def _tried(score: Callable[[Path], float], models: Path) -> float | None:
    """The score of the model in use; None where there is none, or it was made for other code."""
    try:
        return score(models)
    except (ModelError, ValueError, KeyError, AttributeError, TypeError):
        return None


class _Trial:
    """The sample campaign, read once."""

    def __init__(self, corpus: Corpus, reports: Sequence[LabelledReport], roles: RoleModel) -> None:
        self._corpus, self._reports = corpus, reports
        self._examples = [corpus.roles(report) for report in reports]
        self._mined = [corpus.statements(report, roles) for report in reports]

    def roles(self, models: Path) -> float:
        """Macro-F1 of the roles."""
        model = RoleModel(load_model(models, "roles"))
        truth: list[str] = []
        guess: list[str] = []
        for example in self._examples:
            rows = model.predict(read_channels(example.passages), example.vectors)
            for passage, role, row in zip(example.passages, example.roles, rows, strict=True):
                if passage.kind is not PassageKind.TABLE_ROW:
                    truth.append(role.value)
                    guess.append(ROLES[int(row.argmax())].value)
        return macro_f1(truth, guess)

    def statements(self, models: Path) -> float:
        """Mean F1 of lessons and recommendations."""
        model = StatementModel(load_model(models, "statements"))
        scores = try_statements(model, self._mined, self._corpus.vectors.embed)
        return (scores["lessons F1"] + scores["recommendations F1"]) / 2

    def merge(self, models: Path) -> float:
        """B-cubed F1 of the marked statements."""
        model = MergeModel(load_model(models, "merge"))
        rows = try_merging(model, self._corpus.ideas(self._reports))
        return pair_scores(rows)["B-cubed F1"]

"""Scores on cases that were counted by hand."""

from __future__ import annotations

import pytest

from pipeline.learn.scores import label_f1, macro_f1, pair_scores, span_scores
from pipeline.records import StatementKind

LESSON, PRACTICE, ASK = (
    StatementKind.LESSON,
    StatementKind.GOOD_PRACTICE,
    StatementKind.RECOMMENDATION,
)


def test_macro_f1_is_the_mean_over_labels() -> None:
    """a: 2 of 3 found, 2 of 2 right, F1 .8; b: 1 found of 1, 1 right of 2, F1 2/3."""
    assert macro_f1(["a", "a", "a", "b"], ["a", "a", "b", "b"]) == pytest.approx((0.8 + 2 / 3) / 2)


def test_macro_f1_counts_an_open_guess_as_wrong() -> None:
    """An abstention is no hit and no label: a has recall 1/2, F1 2/3."""
    assert macro_f1(["a", "a"], ["a", "None"]) == pytest.approx(2 / 3)


def test_macro_f1_asks_only_for_labels_that_occur() -> None:
    """A wrong label that no passage has lowers its victim, not the mean by a row of its own."""
    assert macro_f1(["a", "b"], ["a", "c"]) == pytest.approx(0.5)


def test_spans_that_overlap_by_half_are_the_same() -> None:
    """Dice 2 * 10 / (20 + 20) is .5: found; a little less is not."""
    wanted = [[(0, 0, 20, LESSON)]]
    assert span_scores([[(0, 10, 30, LESSON)]], wanted)["lessons F1"] == 1.0
    assert span_scores([[(0, 11, 31, LESSON)]], wanted)["lessons F1"] == 0.0


def test_precision_recall_and_f1_of_spans() -> None:
    """Two found, one right, three wanted: 1/2, 1/3, .4."""
    found = [[(0, 0, 10, ASK), (1, 0, 10, ASK)]]
    wanted = [[(0, 0, 10, ASK), (1, 50, 60, ASK), (2, 0, 10, ASK)]]
    scores = span_scores(found, wanted)
    assert scores["recommendations precision"] == pytest.approx(1 / 2)
    assert scores["recommendations recall"] == pytest.approx(1 / 3)
    assert scores["recommendations F1"] == pytest.approx(0.4)


def test_lessons_and_good_practices_count_as_one_group() -> None:
    """An editor puts them into one chapter; recommendations stand apart."""
    scores = span_scores([[(0, 0, 10, PRACTICE)]], [[(0, 0, 10, LESSON)]])
    assert scores["lessons F1"] == 1.0
    assert scores["recommendations F1"] == 0.0


def test_a_found_span_counts_once() -> None:
    """One long span does not find two marks."""
    scores = span_scores([[(0, 0, 20, ASK)]], [[(0, 0, 10, ASK), (0, 10, 20, ASK)]])
    assert scores["recommendations recall"] == pytest.approx(0.5)


def test_spans_of_other_reports_are_other_spans() -> None:
    """The same place in another report is not found."""
    span = (0, 0, 10, LESSON)
    assert span_scores([[span], []], [[], [span]])["lessons F1"] == 0.0


def test_pairs_of_one_kind_are_counted() -> None:
    """Merged {1,2,3}, true {1,2} {3,4}: of 3 merged pairs 1 is right, of 2 true ones 1 is found."""
    rows = [("x", "a", ASK), ("x", "a", ASK), ("x", "b", ASK), ("y", "b", ASK)]
    scores = pair_scores(rows)
    assert scores["pair precision"] == pytest.approx(1 / 3)
    assert scores["pair recall"] == pytest.approx(1 / 2)


def test_pairs_across_kinds_are_no_pairs() -> None:
    """A lesson and a recommendation are never merged, so they are not counted either."""
    scores = pair_scores([("x", "a", ASK), ("x", "a", LESSON)])
    assert (scores["pair precision"], scores["pair recall"]) == (0.0, 0.0)


def test_b_cubed_weighs_every_statement() -> None:
    """Found {1,2,3} {4}, true {1,2} {3,4}.

    Precision (2/3 + 2/3 + 1/3 + 1) / 4 = 2/3, recall (1 + 1 + 1/2 + 1/2) / 4 = 3/4; F1 12/17.
    """
    rows = [("x", "a", ASK), ("x", "a", ASK), ("x", "b", ASK), ("y", "b", ASK)]
    assert pair_scores(rows)["B-cubed F1"] == pytest.approx(12 / 17)


def test_b_cubed_of_no_statements_is_no_error() -> None:
    """A campaign without statements of a kind scores 0."""
    assert pair_scores([])["B-cubed F1"] == 0.0


@pytest.mark.parametrize(
    ("kind", "group"),
    [(StatementKind.LIMITATION, "limitations"), (StatementKind.CAUSE, "causes")],
)
def test_limitations_and_causes_are_groups_of_their_own(kind: StatementKind, group: str) -> None:
    """A found cause is no found limitation."""
    span = (0, 0, 10, kind)
    scores = span_scores([[span]], [[span]])
    groups = ("lessons", "recommendations", "limitations", "causes")
    assert {name for name in groups if scores[f"{name} F1"] == 1.0} == {group}


def test_f1_of_each_label() -> None:
    """a: 2 hits of 3 wanted and 2 found, .8; b: 1 of 1 and 2, 2/3; c is not asked for."""
    scores = label_f1(["a", "a", "a", "b"], ["a", "a", "b", "b"])
    assert scores == pytest.approx({"a": 0.8, "b": 2 / 3})

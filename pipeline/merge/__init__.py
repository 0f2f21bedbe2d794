"""Statements to ideas: what a careful editor would merge into one line, with who said it."""

from pipeline.merge.cluster import merge_statements
from pipeline.merge.fit import MergeExample, fit_merge
from pipeline.merge.model import MergeModel

__all__ = ["MergeExample", "MergeModel", "fit_merge", "merge_statements"]

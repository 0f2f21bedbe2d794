"""Figures: what reports count, where they contradict each other, what they add up to.

`read_report` reads one report; `find_conflicts` and `sum_over_units` compare what it gives of all of
them. Standard library only; what is stored are the records of `read_figures`.
"""

from pipeline.figures.conflicts import find_conflicts
from pipeline.figures.report import ReportFigures, read_figures, read_report
from pipeline.figures.sums import sum_over_units

__all__ = ["ReportFigures", "find_conflicts", "read_figures", "read_report", "sum_over_units"]

"""Reports side by side: passages that were copied, reports and sections that say little."""

from pipeline.compare.copies import find_copies
from pipeline.compare.quality import judge_report, judge_reports

__all__ = ["find_copies", "judge_report", "judge_reports"]

"""Who reported and when, which file counts, what each report lacks."""

from pipeline.register.submissions import ReadItem, decide_submissions
from pipeline.register.units import build_register

__all__ = ["ReadItem", "build_register", "decide_submissions"]

"""The synthesis draft as a Word file in the official Party form.

From the records of a run (ideas, statements, passages, suggestions, submissions, register) and the
campaign; who reported what is decided before, here it is only set down.
"""

from pipeline.draft.material import DraftInput
from pipeline.draft.writer import write_draft

__all__ = ["DraftInput", "write_draft"]

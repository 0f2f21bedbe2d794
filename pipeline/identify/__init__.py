"""Who wrote a report, under what number and date, with what title: read from its letterhead."""

from pipeline.identify.letterhead import read_letterhead

__all__ = ["read_letterhead"]

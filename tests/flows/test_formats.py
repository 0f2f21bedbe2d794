"""What intake lets through is what extract reads."""

from __future__ import annotations

from pipeline.extract import readable_formats
from pipeline.intake import readable


def test_every_format_that_intake_lets_through_has_a_reader() -> None:
    """The table of what a clerk may send and the table of readers name the same formats."""
    assert set(readable._READABLE) == readable_formats()


def test_no_format_is_both_read_and_refused() -> None:
    """A format that gains a reader must leave the table of refusals."""
    assert not readable_formats() & set(readable._REFUSED)

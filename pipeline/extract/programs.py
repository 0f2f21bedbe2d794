"""The programs that reading depends on, and their versions: another version may read otherwise."""

from __future__ import annotations

from pipeline.extract.office.program import office_build
from pipeline.extract.scan.tesseract import tesseract_version


def program_versions() -> dict[str, str | None]:
    """Version of each program by its name; None for one that is not installed."""
    return {"libreoffice": office_build(), "tesseract": tesseract_version()}

"""The reading report: what the reader of a format did, completed by what its pieces tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.pieces import Piece, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.records import ReadingReport


def complete_report(report: ReadingReport, pieces: Sequence[Piece]) -> ReadingReport:
    """Return `report` with the share and confidence of OCR, and the stamps, of these pieces."""
    scanned = [piece for piece in pieces if piece.confidence is not None]
    letters = _letters(scanned)
    return replace(
        report,
        scanned_share=round(letters / _letters(pieces), 3) if letters else 0.0,
        confidence=mean_confidence(pieces),
        stamps=tuple(piece.text for piece in pieces if piece.place is Place.STAMP),
    )


def mean_confidence(pieces: Iterable[Piece]) -> float | None:
    """Mean of OCR over the letters of these pieces, 0..1; None where it read none of them."""
    scanned = [(piece.confidence, _letters([piece])) for piece in pieces if piece.confidence]
    letters = sum(weight for _, weight in scanned)
    if not letters:
        return None
    return round(sum(confidence * weight for confidence, weight in scanned) / letters, 3)


def _letters(pieces: Iterable[Piece]) -> int:
    return sum(char.isalnum() for piece in pieces for char in piece.text)

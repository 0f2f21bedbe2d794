"""A fault of ours that a document brings to light costs that document, not the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.worker import faults_recorded
from pipeline.errors import DocumentError, ModelError

if TYPE_CHECKING:
    from pathlib import Path


def test_an_unforeseen_fault_quarantines_the_document(tmp_path: Path) -> None:
    """It gets a code, and the traceback is kept for whoever mends the program."""
    with pytest.raises(DocumentError) as caught, faults_recorded(tmp_path / "document.log"):
        raise ZeroDivisionError
    assert (caught.value.code, caught.value.quarantine) == ("internal-error", True)
    (log,) = tmp_path.iterdir()
    assert log.name in caught.value.detail
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("error", [DocumentError("no-text", "trống"), ModelError("thiếu")])
def test_known_errors_stay_what_they_are(tmp_path: Path, error: Exception) -> None:
    """A refused document keeps its code, and a missing model still ends the run."""
    with pytest.raises(type(error)) as caught, faults_recorded(tmp_path / "document.log"):
        raise error
    assert caught.value is error

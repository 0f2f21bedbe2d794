"""Vectors of the sample are computed once a session."""

from __future__ import annotations

import pytest
from sample_reports import Sample, read_sample


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample campaign as the shipped models see it."""
    return read_sample(tmp_path_factory.mktemp("corpus"))

"""Ids of records, and errors that cross processes."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import (
    CampaignError,
    DocumentError,
    ModelError,
    TongketError,
    WorkspaceError,
)
from pipeline.records import make_id


def test_an_id_is_the_same_on_every_machine() -> None:
    """The id of given parts is fixed: 16 hexadecimal digits, known beforehand."""
    assert make_id("Sơn Hà", 0, 12) == "f80c1f92bba783bd"


@given(st.lists(st.text(st.characters(exclude_characters="\x1f", codec="utf-8")), min_size=2))
def test_parts_stay_apart_in_an_id(parts: list[str]) -> None:
    """Joining two parts gives another id: no two records meet by their borders."""
    assert make_id(*parts) != make_id(parts[0] + parts[1], *parts[2:])
    assert make_id(*parts) == make_id(*parts)


def test_a_document_error_survives_the_way_between_processes() -> None:
    """Code, detail and quarantine come back from a worker process."""
    error = DocumentError("encrypted", "Tệp có mật khẩu.", quarantine=True)
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes, as between processes
    assert (back.code, back.detail, back.quarantine) == ("encrypted", "Tệp có mật khẩu.", True)
    assert str(back) == "Tệp có mật khẩu."


def test_exit_codes_tell_errors_apart() -> None:
    """Every kind of error ends a command with a code of its own, none with 0."""
    kinds = (TongketError, DocumentError, CampaignError, WorkspaceError, ModelError)
    codes = [kind.exit_code for kind in kinds]
    assert len(set(codes)) == len(kinds)
    assert 0 not in codes

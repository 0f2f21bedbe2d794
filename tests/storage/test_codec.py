"""Records as text."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from storage_records import (
    make_idea,
    make_passage,
    make_statement,
    make_submission,
    make_suggestion,
)

from pipeline.records import (
    Block,
    BlockKind,
    Cell,
    Document,
    Idea,
    Letterhead,
    Reading,
    Statement,
    Understanding,
    Warning_,
)
from pipeline.storage import dump_record, load_record

_READING = Reading(
    document=Document(
        sha256="ab" * 32,
        format="docx",
        text="a\tb",
        blocks=(
            Block(
                kind=BlockKind.TABLE_CELL,
                start=0,
                end=1,
                page=None,
                cell=Cell(table=0, row=1, column=2),
            ),
        ),
        pages=None,
        warnings=(Warning_(code="no-date", detail="Không thấy ngày."),),
    ),
    letterhead=Letterhead(unit=None, unit_reason="", number=None, date=None, title=None),
    passages=(make_passage(),),
)
_UNDERSTANDING = Understanding(
    sha256="ab" * 32,
    suggestions=(make_suggestion(), make_suggestion(1, role=None)),
    statements=(make_statement(),),
    vectors=("AAAA",),
)


@pytest.mark.parametrize(
    "record",
    [_READING, _UNDERSTANDING, make_submission(), make_idea("i")],
    ids=lambda record: type(record).__name__,
)
def test_record_comes_back_equal(record: object) -> None:
    """Enums, tuples, nested records and floats survive the text exactly."""
    assert load_record(type(record), dump_record(record)) == record


def test_text_has_fields_in_order_and_letters_unescaped() -> None:
    """The text is compact, in the order of the class, and readable."""
    warning = Warning_(code="no-date", detail="Không thấy “ngày”.\n")
    assert dump_record(warning) == '{"code":"no-date","detail":"Không thấy “ngày”.\\n"}'


def test_number_comes_back_bit_for_bit() -> None:
    """A confidence is written with as many digits as it needs."""
    statement = make_statement()
    assert load_record(Statement, dump_record(statement)).confidence == 0.30000000000000004


@pytest.mark.parametrize("text", ["", "{}", '{"id": 1}', "[]"])
def test_text_of_another_class_is_refused(text: str) -> None:
    """What is no idea does not become one."""
    with pytest.raises(ValidationError):
        load_record(Idea, text)

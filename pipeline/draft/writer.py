"""Writing the draft: the parts in their order, then the file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pipeline.draft.chapters import build_chapters
from pipeline.draft.material import DraftInput, Material

if TYPE_CHECKING:
    from pathlib import Path


_UNDATED = date(2000, 1, 1)  # of a plan without deadlines; never today, so that bytes repeat


def write_draft(draft: DraftInput, path: Path) -> None:
    """Write the synthesis draft to `path` (.docx); the same input gives the same bytes.

    Raises:
        KeyError: a statement of an idea, or the passage of a statement, is not in the input.
        OSError: the file cannot be written.
    """
    # python-docx takes .3 s to import; only this stage pays it.
    from pipeline.draft import annexes, form, front
    from pipeline.draft.body import BodyWriter
    from pipeline.draft.comments import CommentBook
    from pipeline.draft.package import save_document

    material = Material(draft)
    campaign = draft.campaign
    written_on = campaign.deadlines.draft or campaign.deadlines.reports or _UNDATED
    document = form.new_document()
    comments = CommentBook(written_on=written_on)
    front.add_letterhead(document, campaign)
    front.add_title(document, campaign)
    front.add_opening(document, material)
    BodyWriter(document, comments).write_chapters(build_chapters(material))
    front.add_closing(document, campaign)
    front.add_ending(document, campaign)
    annexes.write_annexes(document, annexes.build_annexes(material))
    comments.attach(document)
    save_document(document, path, title=campaign.title, author=campaign.lead, created_on=written_on)

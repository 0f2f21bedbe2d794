"""Makes the files that an office would receive out of the sample's annotated reports. Run by hand.

    python -m corpora.render_sample

From `corpora/sample/reports/*.txt` to `corpora/sample/inbox/`: each report in a layout of its own, as
people type them: markers by hand or by Word, heading styles or bold lines, items in paragraphs or
parted by soft breaks. PDFs are made by LibreOffice (`soffice`) in the free twins of Times New Roman
and Arial (Debian's fonts-croscore), which have every Vietnamese letter; a PDF whose letters come from
two fonts would read in an order that no office's file has. The .docx have the same bytes each time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, Pt

from corpora.word_numbering import NumberingBook, number_headings
from pipeline.corpus import AnnotatedBlock, AnnotatedReport, load_report
from pipeline.draft.form import (
    add_columns,
    add_text,
    add_to_cell,
    element,
    letters_of,
    rule_below,
    set_widths,
)
from pipeline.draft.package import save_document
from pipeline.text import find_marker

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

SAMPLE = Path(__file__).resolve().parent / "sample"

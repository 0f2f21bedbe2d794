"""Formats that LibreOffice turns into .docx (.doc, .rtf, .odt, Word XML, HTML), then read as Word files."""

from pipeline.extract.office.convert import convert_batch, read_office
from pipeline.extract.office.program import office_version

__all__ = ["convert_batch", "office_version", "read_office"]

"""Reader of Word files (.docx): lxml on the XML of the document, nothing laid out anew."""

from pipeline.extract.word.reader import read_word

__all__ = ["read_word"]

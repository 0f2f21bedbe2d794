"""Text in fonts of the time before Unicode (TCVN3, VNI) to Unicode, for readers of all formats."""

from pipeline.extract.legacy.decoder import LegacyDecoder, Part, may_hold_legacy
from pipeline.extract.legacy.fonts import named_encoding
from pipeline.extract.legacy.rtf import write_plain_rtf

__all__ = ["LegacyDecoder", "Part", "may_hold_legacy", "named_encoding", "write_plain_rtf"]

"""What lies in the inbox, when it may be read, and what it is by its bytes."""

from pipeline.intake.inbox import FileState, InboxFile, await_settled, is_settled, list_inbox
from pipeline.intake.names import record_name
from pipeline.intake.readable import check_readable
from pipeline.intake.sniff import sniff_format
from pipeline.intake.times import received_at

__all__ = [
    "FileState",
    "InboxFile",
    "await_settled",
    "check_readable",
    "is_settled",
    "list_inbox",
    "received_at",
    "record_name",
    "sniff_format",
]

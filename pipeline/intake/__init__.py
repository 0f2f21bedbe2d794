"""What lies in the inbox, when it may be read, what it is by its bytes, and what lies inside it."""

from pipeline.intake.containers import (
    CONTAINER_FORMATS,
    Limits,
    Member,
    RefusedMember,
    Unpacked,
    check_nesting,
    distinct_name,
    too_much_inside,
    unpack,
)
from pipeline.intake.inbox import (
    FileState,
    InboxFile,
    await_settled,
    change_since,
    is_settled,
    list_inbox,
)
from pipeline.intake.names import record_name
from pipeline.intake.readable import check_container, check_readable
from pipeline.intake.sniff import sniff_format
from pipeline.intake.times import received_at

__all__ = [
    "CONTAINER_FORMATS",
    "FileState",
    "InboxFile",
    "Limits",
    "Member",
    "RefusedMember",
    "Unpacked",
    "await_settled",
    "change_since",
    "check_container",
    "check_nesting",
    "check_readable",
    "distinct_name",
    "is_settled",
    "list_inbox",
    "received_at",
    "record_name",
    "sniff_format",
    "too_much_inside",
    "unpack",
]

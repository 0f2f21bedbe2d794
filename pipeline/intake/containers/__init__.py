"""What lies in an archive or a mail, taken out safely; judging the members is left to others."""

from pipeline.intake.containers.limits import Limits
from pipeline.intake.containers.members import Member, RefusedMember, Unpacked, distinct_name
from pipeline.intake.containers.unpack import (
    CONTAINER_FORMATS,
    check_nesting,
    too_much_inside,
    unpack,
)

__all__ = [
    "CONTAINER_FORMATS",
    "Limits",
    "Member",
    "RefusedMember",
    "Unpacked",
    "check_nesting",
    "distinct_name",
    "too_much_inside",
    "unpack",
]

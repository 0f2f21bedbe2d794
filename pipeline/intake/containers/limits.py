"""How much may come out of one container: beyond it nobody's reports lie, only harm."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits, each with its reason.

    Attributes:
        depth: containers in each other: a mail, the mail that it forwards, the archive in that one.
        members: a province has under 300 units; each may send a report with some annexes.
        member_bytes: what is larger is not read as a report either (`Settings.max_file_bytes`).
        total_bytes: five archives of the greatest size that is read, packed not at all.
        ratio, ratio_from_bytes: text and scans pack at most 1:100, deflate reaches 1:1032. Below
            the second figure no ratio does harm, and a blank picture may pack as it likes.
        mail_bytes: mail servers take 25 to 50 MB.
        mail_lines: lines of 60 characters, of a mail of that size, and half as many again; the
            parser keeps each in memory.
        mail_boundaries: lines that begin with "--"; each may be a part of 2 KB in memory.
        mail_levels: parts made of parts; every line is held against the bounds of all of them. A
            mail has three at most, and each mail attached to it as many.
        inline_picture_bytes: logos in signatures have a few KB, a page that was photographed or
            scanned over 100 KB.
    """

    depth: int = 3
    members: int = 2_000
    member_bytes: int = 200 * _MIB
    total_bytes: int = 1024 * _MIB
    ratio: int = 200
    ratio_from_bytes: int = 64 * _MIB
    mail_bytes: int = 64 * _MIB
    mail_lines: int = 1_700_000
    mail_boundaries: int = 20_000
    mail_levels: int = 50
    inline_picture_bytes: int = 100 * 1024

"""What can go wrong, said so that a clerk knows what to do.

Gives the errors that cross floors. A bad document becomes a record with a code (`DocumentError`);
a bad run raises (`TongketError`) and ends with its exit code.
"""

from __future__ import annotations

import errno

_SAID = {
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "chỉ cho đọc",
    errno.ENOENT: "không còn ở đó",
    errno.ENOTDIR: "đường dẫn không phải thư mục",
    errno.EISDIR: "là thư mục",
    errno.EIO: "lỗi đĩa",
    errno.ESTALE: "mất kết nối với ổ mạng",
    errno.ENOSPC: "đĩa đầy",
    errno.EDQUOT: "hết dung lượng được cấp",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ELOOP: "liên kết vòng",
}


def said_of(error: OSError) -> str:
    """What the system says of a failure, in Vietnamese; its number where it says something rare."""
    return _SAID.get(error.errno or 0, f"mã lỗi {error.errno}")


class TongketError(Exception):
    """A run that cannot go on. `exit_code` is what the command line returns."""

    exit_code = 1


class CampaignError(TongketError):
    """The campaign file is wrong; the message names file, line and remedy, in Vietnamese."""

    exit_code = 3


class WorkspaceError(TongketError):
    """The workspace cannot be used: locked, not writable, of a newer version."""

    exit_code = 4


class ModelError(TongketError):
    """A model is missing or its bytes differ from its card's digest."""

    exit_code = 5


class DocumentError(TongketError):
    """One document cannot be read; the run goes on without it.

    Attributes:
        code: stable, kebab-case, for filters and tests ("unsupported-format").
        detail: one Vietnamese sentence: what was found and what to do.
        quarantine: True when a person must look before the file may be touched again.
    """

    exit_code = 2

    def __init__(self, code: str, detail: str, *, quarantine: bool = False) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.quarantine = quarantine

    def __reduce__(self) -> tuple[object, ...]:
        """Keep all three attributes when the error comes back from a worker process."""
        return (_restore_document_error, (self.code, self.detail, self.quarantine))


def _restore_document_error(code: str, detail: str, quarantine: bool) -> DocumentError:  # noqa: FBT001
    return DocumentError(code, detail, quarantine=quarantine)

"""One container, whichever kind it is, into a folder; and how containers may lie in each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.intake.containers.limits import Limits
from pipeline.intake.containers.mail import unpack_mail
from pipeline.intake.containers.members import Sink, bomb
from pipeline.intake.containers.zips import unpack_zip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from pipeline.intake.containers.members import Unpacked

_USUAL = Limits()
_UNPACKERS: dict[str, Callable[[BinaryIO, Sink], Unpacked]] = {
    "eml": unpack_mail,
    "zip": unpack_zip,
}
CONTAINER_FORMATS = frozenset(_UNPACKERS)


def unpack(path: Path, fmt: str, folder: Path, limits: Limits = _USUAL) -> Unpacked:
    """Take out what lies in the plain file `path`, whose bytes are of `fmt`, one level deep.

    `folder` exists and is empty; after an error the caller removes what lies in it.

    Raises:
        DocumentError: container-bomb, container-damaged, container-empty, container-encrypted,
            mail-without-attachment, too-large. OSError: `path` cannot be read, or the disk is full.
    """
    with path.open("rb") as file:
        return _UNPACKERS[fmt](file, Sink(folder, limits, path.stat().st_size))


def check_nesting(formats: Sequence[str], limits: Limits = _USUAL) -> None:
    """Check containers that lie in each other, from the outermost to the one to be opened.

    A mail may hold anything; an archive in an archive is how bombs are built and how reports get
    overlooked.

    Raises:
        DocumentError: nested-container.
    """
    if formats[-1] == "zip" and "zip" in formats[:-1]:
        found = "Đây là tệp nén nằm trong một tệp nén khác"
    elif len(formats) > limits.depth:
        found = f"Gói này nằm sâu quá {limits.depth} lớp thư và tệp nén"
    else:
        return
    detail = f"{found} nên không được mở; hãy giải nén rồi chép từng báo cáo vào thư mục nhận."
    raise DocumentError("nested-container", detail)


def too_much_inside(size_bytes: int, members: int, limits: Limits = _USUAL) -> DocumentError | None:
    """Return why no further container is opened, when so much came out of those around it."""
    if size_bytes > limits.total_bytes:
        return bomb(f"các gói lồng nhau đã bung ra {size_bytes >> 20} MB")
    if members > limits.members:
        return bomb(f"các gói lồng nhau đã bung ra {members} tệp")
    return None

"""A mail (.eml) taken apart by the standard library: its attachments, each a member.

The body is no report. A part is a member when the mail calls it an attachment, names it, or when it
is no text; damaged mails give as much as can be found in them.
"""

from __future__ import annotations

import email
import mimetypes
from email import policy
from email.errors import (
    CloseBoundaryNotFoundDefect,
    NoBoundaryInMultipartDefect,
    StartBoundaryNotFoundDefect,
)
from typing import TYPE_CHECKING, Any

from pipeline.errors import DocumentError
from pipeline.intake.containers.mailnames import (
    base_name,
    disposition,
    part_name,
    subject_name,
)
from pipeline.intake.containers.members import bomb
from pipeline.records import Warning_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from typing import BinaryIO

    from pipeline.intake.containers.limits import Limits
    from pipeline.intake.containers.members import Sink, Unpacked

_AGAIN = "hãy đề nghị đơn vị gửi lại báo cáo"
_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_SEALED = frozenset(
    {"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"}
)
_SIGNATURES = frozenset(
    {
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
    }
)
_ENCODED = frozenset({"base64", "quoted-printable"})
_DETAILS = {
    "winmail-dat": (
        "Tệp winmail.dat do Outlook gói theo kiểu riêng nên không mở được; "
        "hãy đề nghị đơn vị gửi lại thư ở dạng HTML hoặc chép riêng tệp báo cáo."
    ),
    "encrypted-file": f"Nội dung thư được mã hóa nên không mở được; {_AGAIN} không mã hóa.",
    "damaged-file": f"Tệp đính kèm bị hỏng, không giải mã được; {_AGAIN}.",
}
_DAMAGED = f"Thư bị hỏng cấu trúc hay bị cắt ngắn nên không mở được; {_AGAIN}."
_CUT = Warning_(
    code="mail-truncated",
    detail=f"Thư bị cắt ngắn hoặc hỏng cấu trúc, có thể thiếu tệp đính kèm; {_AGAIN} nếu thiếu.",
)
_UNCLOSED = (
    CloseBoundaryNotFoundDefect,
    NoBoundaryInMultipartDefect,
    StartBoundaryNotFoundDefect,
)


def unpack_mail(file: BinaryIO, sink: Sink) -> Unpacked:
    """Take the attachments of the mail into `sink`.

    Raises:
        DocumentError: container-bomb, container-damaged, mail-without-attachment, too-large.
        OSError: see `unpack`.
    """
    parts = list(_parts(_parsed(file, sink.limits)))
    if len(parts) > sink.limits.members:
        raise bomb(f"thư có {len(parts)} phần, giới hạn {sink.limits.members}")
    for number, part in enumerate(parts, 1):
        _take_out(part, number, sink)
    cut = any(isinstance(defect, _UNCLOSED) for part in parts for defect in part.defects)
    found = sink.unpacked(*([_CUT] if cut else []))
    if not found.members and not found.refused:
        if cut:
            raise DocumentError("container-damaged", _DAMAGED)
        detail = (
            "Thư không có tệp đính kèm; nếu báo cáo nằm trong nội dung thư, hãy lưu nội dung đó "
            "thành tệp .docx rồi chép vào thư mục nhận."
        )
        raise DocumentError("mail-without-attachment", detail)
    return found


def _parsed(file: BinaryIO, limits: Limits) -> EmailMessage:
    data = file.read(limits.mail_bytes + 1)
    if len(data) > limits.mail_bytes:
        detail = (
            f"Thư quá lớn (giới hạn {limits.mail_bytes >> 20} MB); "
            "hãy lưu riêng các tệp đính kèm vào thư mục nhận."
        )
        raise DocumentError("too-large", detail)
    _check_shape(data, limits)
    try:
        # Bytes at once, not a file: the file parser would change line ends inside attachments.
        return email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=policy.default)
    except Exception as error:
        # RecursionError of parts in parts; and whatever damaged headers bring to light.
        raise DocumentError("container-damaged", _DAMAGED) from error


def _check_shape(data: bytes, limits: Limits) -> None:
    """Refuse what the parser would need gigabytes or hours for; it has no limits of its own."""
    counts = (
        (data.count(b"\n"), limits.mail_lines, "dòng"),
        (data.count(b"\n--"), limits.mail_boundaries, "ranh giới phần"),
        (data.lower().count(b"multipart/"), limits.mail_levels, "lớp phần lồng nhau"),
    )
    for count, most, what in counts:
        if count > most:
            raise bomb(f"thư có {count} {what}, giới hạn {most}")


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Every part and what it is made of, but not what a forwarded mail is made of."""
    waiting: list[Any] = [message]
    while waiting:
        part = waiting.pop(0)
        yield part
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting[:0] = part.get_payload()


def _take_out(part: EmailMessage, number: int, sink: Sink) -> None:
    kind, name = part.get_content_type(), part_name(part)
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        return
    if kind == "message/rfc822":
        _keep(name or subject_name(part, number), _forwarded(part), sink)
    elif kind in _TNEF or base_name(name).lower() == "winmail.dat":
        sink.refuse(name or "winmail.dat", "winmail-dat", _DETAILS["winmail-dat"])
    elif kind in _SEALED:
        sink.refuse(name or "smime.p7m", "encrypted-file", _DETAILS["encrypted-file"])
    elif kind in _SIGNATURES or _is_inline_picture(part, sink.limits.inline_picture_bytes):
        sink.passed_over += 1
    elif name or _is_attached(part):
        _keep(name or _unnamed(kind, number), _content(part), sink)


def _is_attached(part: EmailMessage) -> bool:
    """Whether a part without a name is more than the mail's own text."""
    texts = {"text", "message", "multipart"}
    return disposition(part) == "attachment" or part.get_content_maintype() not in texts


def _is_inline_picture(part: EmailMessage, most: int) -> bool:
    if part.get_content_maintype() != "image" or "content-id" not in part:
        return False
    content = _content(part)
    return disposition(part) != "attachment" and content is not None and len(content) <= most


def _keep(name: str, content: bytes | None, sink: Sink) -> None:
    if content is None:
        sink.refuse(name, "damaged-file", _DETAILS["damaged-file"])
    else:
        sink.keep(name, [content])


def _content(part: EmailMessage) -> bytes | None:
    """The bytes of a part, None where they cannot be had."""
    try:
        content = part.get_payload(decode=True)
    except Exception:  # noqa: BLE001 - the library raises whatever damaged parts bring to light
        return None
    return content if isinstance(content, bytes) else None


def _forwarded(part: EmailMessage) -> bytes | None:
    """The bytes of a mail attached to a mail, its header lines as they were."""
    try:
        return _inner_bytes(part)
    except Exception:  # noqa: BLE001 - the library raises whatever damaged parts bring to light
        return None


def _inner_bytes(part: EmailMessage) -> bytes | None:
    inners: Any = part.get_payload()
    (inner,) = inners
    encoding = str(part.get("content-transfer-encoding", "")).strip().lower()
    if encoding in _ENCODED and not inner.items():
        # Against the standard, yet common: then the parser took the code for a mail without head.
        inner["Content-Transfer-Encoding"] = encoding
        return _content(inner)
    whole: bytes = inner.as_bytes(policy=policy.default.clone(refold_source="none"))
    return whole


def _unnamed(kind: str, number: int) -> str:
    return f"Tệp đính kèm {number}{mimetypes.guess_extension(kind) or ''}"

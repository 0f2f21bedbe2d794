"""What comes out of a mail: its attachments, under the names their senders gave."""

from __future__ import annotations

import base64
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from container_files import codes, opened, outcome, refused, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import DocumentError
from pipeline.intake import Limits, unpack

if TYPE_CHECKING:
    from pathlib import Path

_PDF = b"%PDF-1.7\r\n" + bytes(range(256)) * 5
_HEAD = b"From: a@b.vn\r\nTo: c@d.vn\r\nSubject: Bao cao\r\nMIME-Version: 1.0\r\n"


def _mail(*attached: tuple[str, bytes]) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@b.vn", "c@d.vn", "Báo cáo tổng kết"
    mail.set_content("Kính gửi Ban Chỉ đạo")
    for name, data in attached:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail


def _with_part(head: bytes, body: bytes = b"eHl6") -> bytes:
    """A mail with one part of this head beside its text."""
    return (
        _HEAD
        + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n'
        + b"Kinh gui\r\n--b\r\n"
        + head
        + b"\r\n\r\n"
        + body
        + b"\r\n--b--\r\n"
    )


def _attached(name: bytes) -> bytes:
    return _with_part(
        b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: attachment; " + name
    )


def test_attachments_come_out_as_they_were(tmp_path: Path) -> None:
    """Bytes and names of each; the text of the mail is no member."""
    mail = _mail(("Báo cáo huyện.pdf", _PDF), ("phụ lục.xlsx", b"PK"))
    found = opened(tmp_path, mail.as_bytes(), "eml")
    assert texts(found) == {"Báo cáo huyện.pdf": _PDF, "phụ lục.xlsx": b"PK"}


@pytest.mark.parametrize(
    "name",
    [
        b"filename*=UTF-8''B%C3%A1o%20c%C3%A1o.docx",
        b"filename*0*=UTF-8''B%C3%A1o;\r\n filename*1*=%20c%C3%A1o.docx",
        b'filename="=?UTF-8?B?QsOhbyBjw6FvLmRvY3g=?="',
        b'filename="=?UTF-8?Q?B=C3=A1o_?=\r\n =?UTF-8?Q?c=C3=A1o.docx?="',
        'filename="Báo cáo.docx"'.encode(),
        'filename="Báo cáo.docx"'.encode("cp1258"),
        "filename=Báo cáo.docx".encode(),
        'filename="C:\\Van thu\\Báo cáo.docx"'.encode(),
    ],
)
def test_names_of_every_mail_program(tmp_path: Path, name: bytes) -> None:
    """RFC 2231, RFC 2047, plain bytes of two encodings, without quotes, with the sender's folders."""
    assert texts(opened(tmp_path, _attached(name), "eml")) == {"Báo cáo.docx": b"xyz"}


def test_name_of_the_content_type_counts_too(tmp_path: Path) -> None:
    """Old programs name the part there only."""
    data = _with_part(b'Content-Type: application/msword; name="a.doc"', b"abc")
    assert texts(opened(tmp_path, data, "eml")) == {"a.doc": b"abc"}


def test_attachment_without_a_name_gets_one(tmp_path: Path) -> None:
    """By its place and its type."""
    data = _with_part(b"Content-Type: application/pdf\r\nContent-Disposition: attachment", b"%PDF")
    assert list(texts(opened(tmp_path, data, "eml"))) == ["Tệp đính kèm 3.pdf"]


def test_quoted_printable_is_decoded(tmp_path: Path) -> None:
    """A text file with marks."""
    head = b'Content-Type: text/plain; name="a.txt"\r\nContent-Transfer-Encoding: quoted-printable'
    assert texts(opened(tmp_path, _with_part(head, b"B=C3=A1o"), "eml")) == {
        "a.txt": "Báo".encode()
    }


def test_line_ends_in_an_attachment_stay(tmp_path: Path) -> None:
    """A part without encoding keeps its bytes."""
    head = b'Content-Type: application/pdf; name="a.pdf"\r\nContent-Transfer-Encoding: binary'
    assert texts(opened(tmp_path, _with_part(head, b"a\r\nb\nc"), "eml")) == {"a.pdf": b"a\r\nb\nc"}


def test_logo_of_a_signature_is_counted_only(tmp_path: Path) -> None:
    """A small picture that the body shows is no report."""
    mail = _mail(("a.pdf", _PDF))
    mail.add_attachment(
        b"\x89PNG",
        maintype="image",
        subtype="png",
        cid="<1>",
        disposition="inline",
        filename="l.png",
    )
    found = opened(tmp_path, mail.as_bytes(), "eml")
    assert (list(texts(found)), found.passed_over) == (["a.pdf"], 1)


def test_photographed_page_in_the_body_comes_out(tmp_path: Path) -> None:
    """A telephone shows its pictures in the body: a large one is a page."""
    mail = _mail()
    mail.add_attachment(
        bytes(2000),
        maintype="image",
        subtype="jpeg",
        cid="<1>",
        disposition="inline",
        filename="t.jpg",
    )
    found = opened(tmp_path, mail.as_bytes(), "eml", Limits(inline_picture_bytes=1000))
    assert list(texts(found)) == ["t.jpg"]


def test_outlooks_own_wrapping_is_said(tmp_path: Path) -> None:
    """winmail.dat hides the attachments; the clerk is told what to ask for."""
    data = _with_part(b'Content-Type: application/ms-tnef; name="winmail.dat"')
    found = opened(tmp_path, data, "eml")
    assert codes(found) == {"winmail.dat": "winmail-dat"}
    assert "Outlook" in found.refused[0].detail


def test_encrypted_mail_is_said(tmp_path: Path) -> None:
    """S/MIME is refused as a member with its reason."""
    data = _with_part(b'Content-Type: application/pkcs7-mime; name="smime.p7m"')
    assert codes(opened(tmp_path, data, "eml")) == {"smime.p7m": "encrypted-file"}


def test_signature_of_a_mail_is_counted_only(tmp_path: Path) -> None:
    """A cryptographic signature is no report."""
    data = _with_part(b'Content-Type: application/pkcs7-signature; name="smime.p7s"')
    assert refused(tmp_path, data, "eml").code == "mail-without-attachment"


def test_mail_without_attachment_is_refused(tmp_path: Path) -> None:
    """The clerk is told what to do if the text itself is the report."""
    error = refused(tmp_path, _mail().as_bytes(), "eml")
    assert error.code == "mail-without-attachment"
    assert "nội dung thư" in error.detail


def test_attached_mail_is_one_member(tmp_path: Path) -> None:
    """Under its subject, whole, so that it can be opened in its turn."""
    inner = _mail(("Báo cáo.pdf", _PDF))
    outer = _mail()
    outer.add_attachment(inner)
    found = opened(tmp_path, outer.as_bytes(), "eml")
    assert list(texts(found)) == ["Báo cáo tổng kết.eml"]
    (tmp_path / "next").mkdir()
    again = unpack(found.members[0].path, "eml", tmp_path / "next")
    assert texts(again) == {"Báo cáo.pdf": _PDF}


def test_attached_mail_in_base64_is_decoded(tmp_path: Path) -> None:
    """Against the standard, yet some programs write it."""
    inner = _mail(("a.pdf", _PDF)).as_bytes()
    head = b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64"
    found = opened(tmp_path, _with_part(head, base64.encodebytes(inner)), "eml")
    assert list(texts(found).values()) == [inner]


def test_mail_cut_short_gives_what_it_has_with_a_warning(tmp_path: Path) -> None:
    """The first attachment is whole, and the clerk learns that there may have been more."""
    whole = _mail(("a.pdf", b"%PDF"), ("b.pdf", _PDF)).as_bytes()
    found = opened(tmp_path, whole[:-900], "eml")
    assert texts(found)["a.pdf"] == b"%PDF"
    assert [warning.code for warning in found.warnings] == ["mail-truncated"]


def test_mail_without_its_parts_is_damaged(tmp_path: Path) -> None:
    """A mail that promises parts and has none was cut or changed on its way."""
    data = _HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\nKinh gui\r\n'
    assert refused(tmp_path, data, "eml").code == "container-damaged"


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        (_HEAD + b"\r\n" + b"\n" * 2000, Limits(mail_lines=1000)),
        (_HEAD + b"\r\n" + b"\n--b" * 2000, Limits(mail_boundaries=1000)),
        (_HEAD + b"\r\n" + b"multipart/x " * 200, Limits()),
    ],
)
def test_mail_made_to_fill_the_memory_is_a_bomb(
    tmp_path: Path, data: bytes, limits: Limits
) -> None:
    """Lines, parts and parts in parts are counted before the mail is taken apart."""
    assert refused(tmp_path, data, "eml", limits).code == "container-bomb"


def test_mail_too_large_is_refused(tmp_path: Path) -> None:
    """Before it is read into memory."""
    data = _mail(("a.pdf", _PDF)).as_bytes()
    assert refused(tmp_path, data, "eml", Limits(mail_bytes=1000)).code == "too-large"


_WHOLE = _mail(("Báo cáo.pdf", _PDF)).as_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    places=st.lists(st.tuples(st.integers(0, 900), st.binary(max_size=4)), max_size=8),
    cut=st.integers(200, len(_WHOLE)),
)
def test_any_damage_ends_in_members_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, places: list[tuple[int, bytes]], cut: int
) -> None:
    """However a mail is changed or cut: members with reasons, or one DocumentError."""
    folder = tmp_path_factory.mktemp("damaged")
    data = bytearray(_WHOLE[:cut])
    for at, value in places:
        data[at : at + len(value)] = value
    found = outcome(folder, bytes(data), "eml")
    if isinstance(found, DocumentError):
        assert found.code in {"mail-without-attachment", "container-damaged", "container-bomb"}
    else:
        assert found.members or found.refused

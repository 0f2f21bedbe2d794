"""A zip archive taken apart: which members there are, which may come out, under which names."""

from __future__ import annotations

import os
import stat
import zlib
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile, ZipInfo

from pipeline.errors import DocumentError
from pipeline.intake.containers.members import Sink, bomb
from pipeline.intake.containers.packing import LOCAL_HEADER_BYTES, PACKINGS, member_chunks
from pipeline.intake.containers.zipnames import is_unsafe, written_name
from pipeline.intake.names import is_system_file
from pipeline.intake.ziplist import BROKEN_ZIP, MOST_LIST_BYTES, list_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    from pipeline.intake.containers.members import Unpacked

_ENCRYPTED = 0x1
_UNIX = 3
_LOCKED = "hãy giải nén bằng mật khẩu rồi chép từng báo cáo vào thư mục nhận"
_AGAIN = "hãy chép lại tệp hoặc đề nghị đơn vị gửi lại"
_APART = "hãy đề nghị đơn vị gửi riêng tệp này, không nén"
_REFUSALS = {
    "container-unsafe-names": (
        "Tên tệp trong gói dẫn ra ngoài gói (đường dẫn tuyệt đối hoặc có ..), thường là để ghi đè "
        f"lên tệp khác; {_APART}."
    ),
    "not-a-file": f"Mục này trong gói là liên kết hoặc thiết bị, không phải tệp; {_APART}.",
    "encrypted-file": f"Tệp trong gói đặt mật khẩu; {_LOCKED}.",
    "container-packing": f"Tệp trong gói được nén theo cách không đọc được; {_APART}.",
    "damaged-file": f"Tệp trong gói bị hỏng hay bị cắt ngắn; {_AGAIN}.",
}
_DANGEROUS = frozenset({"container-unsafe-names"})


def unpack_zip(file: BinaryIO, sink: Sink) -> Unpacked:
    """Take the members of the archive into `sink`.

    Raises:
        DocumentError: container-bomb, -damaged, -empty, -encrypted. OSError: see `unpack`.
    """
    infos = [info for info in _listed(file) if not _is_folder(info)]
    names = [written_name(info) for info in infos]
    wanted = [
        (info, name)
        for info, name in zip(infos, names, strict=True)
        if not is_system_file(name.replace("\\", "/").split("/"))
    ]
    sink.passed_over += len(infos) - len(wanted)
    _check_list([info for info, _ in wanted], sink)
    for info, name in wanted:
        code = _refusal(info, name) or _take_out(file, info, name, sink)
        if code:
            sink.refuse(name, code, _REFUSALS[code], quarantine=code in _DANGEROUS)
    return sink.unpacked()


def _listed(file: BinaryIO) -> list[ZipInfo]:
    if list_bytes(file) > MOST_LIST_BYTES:
        raise bomb("danh mục tệp trong gói dài bất thường")
    try:
        # Names are decoded from their bytes later: cp437 keeps each byte.
        with ZipFile(file) as archive:
            infos = archive.infolist()
    except BROKEN_ZIP as error:
        detail = f"Tệp nén bị hỏng hay bị cắt ngắn nên không mở được; {_AGAIN}."
        raise DocumentError("container-damaged", detail) from error
    file.seek(0, os.SEEK_SET)
    return infos


def _is_folder(info: ZipInfo) -> bool:
    return info.file_size == 0 and info.orig_filename.endswith(("/", "\\"))


def _check_list(infos: Sequence[ZipInfo], sink: Sink) -> None:
    if not infos:
        detail = f"Tệp nén không có tệp nào bên trong; {_AGAIN}."
        raise DocumentError("container-empty", detail)
    if len(infos) > sink.limits.members:
        raise bomb(f"có {len(infos)} tệp, giới hạn {sink.limits.members}")
    if _overlap(infos, sink.packed_bytes):
        raise bomb("các tệp bên trong dùng chung một phần dữ liệu")
    if all(info.flag_bits & _ENCRYPTED for info in infos):
        detail = f"Tệp nén đặt mật khẩu; {_LOCKED}."
        raise DocumentError("container-encrypted", detail)


def _overlap(infos: Sequence[ZipInfo], archive_bytes: int) -> bool:
    """Whether members share bytes, so that 42 KB become gigabytes (Fifield, WOOT 2019).

    Members apart from each other fit into the archive. One that leads out of it is merely damaged.
    """
    packed = (
        LOCAL_HEADER_BYTES + info.compress_size
        for info in infos
        if 0 <= info.header_offset <= archive_bytes - info.compress_size
    )
    return sum(packed) > archive_bytes


def _refusal(info: ZipInfo, name: str) -> str | None:
    """Code of the first reason against the member; None where it may come out."""
    signs = (
        (is_unsafe(name), "container-unsafe-names"),
        (_is_special(info), "not-a-file"),
        (info.flag_bits & _ENCRYPTED, "encrypted-file"),
        (info.compress_type not in PACKINGS, "container-packing"),
        (info.header_offset < 0, "damaged-file"),
    )
    return next((code for holds, code in signs if holds), None)


def _is_special(info: ZipInfo) -> bool:
    kind = stat.S_IFMT(info.external_attr >> 16)
    return info.create_system == _UNIX and kind not in {0, stat.S_IFREG}


def _take_out(file: BinaryIO, info: ZipInfo, name: str, sink: Sink) -> str | None:
    try:
        sink.keep(name, member_chunks(file, info))
    except (BadZipFile, EOFError, zlib.error):
        return "damaged-file"
    return None

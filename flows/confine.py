"""Limits of a process that opens what was sent: memory, time, file size, and no way to any network.

The network is closed by a seccomp filter (Linux, kernel documentation `seccomp_filter`): sockets other
than those between processes of this machine are refused. Children inherit all of it. Where the system
knows no such filter, the other limits still hold.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import resource
import struct
from typing import NamedTuple

_CPU_SECONDS = 3600  # of one process; the wall clock ends a document long before
_FILE_BYTES = 1 << 30
_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER_MODE = 38, 22, 2  # linux/prctl.h, linux/seccomp.h
_LOAD_WORD, _JUMP_EQUAL, _JUMP_FROM, _RETURN = 0x20, 0x15, 0x35, 0x06  # linux/bpf_common.h
_IO_URING_SETUP = 425  # the same number on every processor
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16  # struct seccomp_data
_AF_UNIX = 1


class _System(NamedTuple):
    """What the filter must know of a processor: its audit number, the number of socket(2).

    Calls from `foreign_from` on belong to another table of numbers (x32) and are refused.
    """

    audit: int
    socket: int
    foreign_from: int = 1 << 30


_SYSTEMS = {
    "x86_64": _System(audit=0xC000003E, socket=41),
    "aarch64": _System(audit=0xC00000B7, socket=198),
}


class _Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def confine(*, memory_bytes: int) -> bool:
    """Limit this process and its children for good; say whether the network is closed too.

    Args:
        memory_bytes: of addresses, in each process.
    """
    for kind, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_FSIZE, _FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        _lower(kind, most)
    return _close_network()


def _lower(kind: int, most: int) -> None:
    """Never above what the system allows already."""
    _, hard = resource.getrlimit(kind)
    held = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (held, held))


def _close_network() -> bool:
    system = _SYSTEMS.get(platform.machine())
    if platform.system() != "Linux" or system is None:
        return False
    library = ctypes.CDLL(None, use_errno=True)
    steps = _filter(system)
    code = ctypes.create_string_buffer(b"".join(steps))
    program = _Program(len(steps), ctypes.addressof(code))
    if library.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    done: int = library.prctl(_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program), 0, 0)
    return done == 0


def _filter(system: _System) -> list[bytes]:
    """Refuse socket(2) for all families but AF_UNIX, and every other way to make one.

    Those are the calls of another processor (32-bit ones on x86-64) and io_uring.
    """
    return [
        _step(_LOAD_WORD, _ARCHITECTURE_AT),
        _step(_JUMP_EQUAL, system.audit, otherwise=6),
        _step(_LOAD_WORD, _NUMBER_AT),
        _step(_JUMP_FROM, system.foreign_from, then=4),
        _step(_JUMP_EQUAL, _IO_URING_SETUP, then=3),
        _step(_JUMP_EQUAL, system.socket, otherwise=3),
        _step(_LOAD_WORD, _FIRST_ARGUMENT_AT),
        _step(_JUMP_EQUAL, _AF_UNIX, then=1),
        _step(_RETURN, _REFUSE),
        _step(_RETURN, _ALLOW),
    ]


def _step(code: int, value: int, *, then: int = 0, otherwise: int = 0) -> bytes:
    """One struct sock_filter: how many steps to skip when a comparison holds, and when not."""
    return struct.pack("HBBI", code, then, otherwise, value)

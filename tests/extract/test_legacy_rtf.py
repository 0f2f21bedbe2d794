"""RTF files in legacy fonts before LibreOffice sees them: the character set of their fonts."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from pipeline.extract.legacy import write_plain_rtf
from pipeline.extract.word import read_word

if TYPE_CHECKING:
    from pathlib import Path

TCVN3 = "H\xadíng dÉn thùc hiÖn NghÞ quyÕt cña TØnh ñy vÒ ®Çu t\xad vµ b¶o vÖ m«i tr\xadêng"
UNICODE = "Hướng dẫn thực hiện Nghị quyết của Tỉnh ủy về đầu tư và bảo vệ môi trường"


def _rtf(fonts: str, text: str) -> bytes:
    codes = "".join(c if c.isascii() else f"\\'{ord(c):02x}" for c in text)
    return (
        f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{fonts}}}\\pard\\f0 {codes}\\par}}".encode()
    )


def _prepared(folder: Path, data: bytes) -> bytes:
    source, target = folder / "source.rtf", folder / "report.rtf"
    source.write_bytes(data)
    write_plain_rtf(source, target)
    return target.read_bytes()


@pytest.mark.parametrize(
    "font",
    [
        r"{\f0\fnil\fcharset1 .VnTime;}",
        r"{\f0\fswiss\fcharset162\fprq2{\*\panose 020b7200000000000000}.VnTimeH Tur;}",
        r"{\f0\froman\fcharset163\fprq2 VNI-Times{\*\falt Times New Roman};}",
    ],
)
def test_legacy_font_is_declared_as_ansi(font: str, tmp_path: Path) -> None:
    """Its bytes are no text of any other character set."""
    found = _prepared(tmp_path, _rtf(font, "x"))
    assert (rb"\fcharset0" in found, found.count(rb"\fcharset")) == (True, 1)


def test_other_fonts_and_the_text_stay_as_they_are(tmp_path: Path) -> None:
    """A Unicode font of another set is decoded by it; words of the text are no font."""
    data = _rtf(
        r"{\f0\fcharset163 Times New Roman;}{\f1\fcharset2 Symbol;}", r"\\fcharset1 .VnTime;"
    )
    assert _prepared(tmp_path, data) == data


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("charset", [0, 1, 2, 163, 204, 238])
def test_every_character_set_comes_through_libreoffice(charset: int, tmp_path: Path) -> None:
    """Converted to .docx and read, the text is whole."""
    _prepared(tmp_path, _rtf(f"{{\\f0\\fnil\\fcharset{charset} .VnTime;}}", TCVN3))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    folder = str(tmp_path)
    subprocess.run(
        [
            "soffice",
            "--headless",
            profile,
            "--convert-to",
            "docx",
            "--outdir",
            folder,
            f"{folder}/report.rtf",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert [piece.text for piece in read_word(tmp_path / "report.docx").pieces] == [UNICODE]

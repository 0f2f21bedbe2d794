"""Settings of the library: where models lie, and the thresholds of the stages.

A threshold stands here with where it comes from. `code_digest` is what a stamp (`run.stamp`) knows of
the library's own sources.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path

from pipeline import __version__

_ROOT = Path(__file__).resolve().parents[1]


# Of OCR's words: pages of text of real scans have .91 to .95, cells of small tables, of which a third
# is wrong, .80 to .84.
LOW_READ_CONFIDENCE = 0.85


def reads_badly(confidence: float | None) -> bool:
    """Whether what OCR read with this confidence (0..1, None without OCR) must be compared with the original."""
    return confidence is not None and confidence < LOW_READ_CONFIDENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run may be told. Defaults are those of the shipped models.

    Attributes:
        models: folder with one folder a model; max_file_bytes: larger files are rejected.
        abstain_below: a role below this probability, which is likelier wrong than right, is left open:
            1.7 % of the passages of left-out campaigns, of which 64 % would have been wrong
            (docs/evaluation.md).
        settle_seconds: a file whose size or mtime moved within this time is still being written.
    """

    models: Path = field(default=_ROOT / "models")
    max_file_bytes: int = 200 * 1024 * 1024
    abstain_below: float = 0.5
    settle_seconds: float = 2.0

    def described(self) -> dict[str, object]:
        """The settings that change results, for the manifest and the stamp."""
        return {k: v for k, v in asdict(self).items() if k not in {"models", "settle_seconds"}}


# Modules of the arrangement that decide results too: how a file is opened, what lies in a container.
_DECIDING = ("flows/confine.py", "flows/reader.py", "flows/unpacking.py")


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Digest of the sources that decide results: any change of code makes old results stale."""
    digest = hashlib.blake2b(__version__.encode(), digest_size=8)
    deciding = (_ROOT / name for name in _DECIDING)
    for path in sorted([*(_ROOT / "pipeline").rglob("*.py"), *filter(Path.is_file, deciding)]):
        digest.update(path.relative_to(_ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()

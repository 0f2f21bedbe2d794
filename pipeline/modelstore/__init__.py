"""Models on disk: `models/<name>/<version>/` with the model (skops, no pickle), its card, its digest.

A model whose bytes differ from its digest is not loaded; only types on a fixed list are.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["current_version", "load_model", "model_digests", "save_model"]

_MODEL_FILE, _DIGEST_FILE, _CARD_FILE = "model.skops", "digest.json", "card.md"
_SCHEMA = "schema.json"  # inside the skops archive
_COMPRESSION = 9
# A vectorizer remembers where its stop words lay in memory, to check them once a process.
_STOP_WORDS_ADDRESS = re.compile(r'("_stop_words_id": \{[^{}]*?"content": ")\d+')
# Types beyond those skops trusts by itself that our estimators hold.
_TRUSTED = [
    "numpy.dtype",
    "scipy.sparse._csr.csr_matrix",
    "sklearn.calibration._CalibratedClassifier",
    "sklearn.calibration._SigmoidCalibration",
]


def save_model(folder: Path, *, model: Any, card: str, facts: dict[str, Any]) -> str:
    """Write model, card and digest into `folder` (models/<name>/<version>); return the digest."""
    from skops.io import dumps  # 0.5 s with scikit-learn

    folder.mkdir(parents=True, exist_ok=True)
    data = _without_chance(dumps(model))
    digest = hashlib.sha256(data).hexdigest()
    (folder / _MODEL_FILE).write_bytes(data)
    (folder / _CARD_FILE).write_text(card, encoding="utf-8")
    described = json.dumps(
        {"sha256": digest, **facts}, indent=2, sort_keys=True, ensure_ascii=False
    )
    (folder / _DIGEST_FILE).write_text(described + "\n", encoding="utf-8")
    return digest


def _without_chance(data: bytes) -> bytes:
    """The same archive without addresses of objects and times of writing: same model, same bytes.

    skops names every object by its address in memory; here it gets its place in the schema.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        schema = archive.read(_SCHEMA).decode()
        found = dict.fromkeys(re.findall(r'"__id__": (\d+)', schema))
        places = {address: str(place) for place, address in enumerate(found, 1)}
        schema = re.sub(r'("__id__": |"file": ")(\d+)', lambda m: m[1] + places[m[2]], schema)
        schema = _STOP_WORDS_ADDRESS.sub(r"\g<1>0", schema)
        members = {_SCHEMA: schema.encode()}
        for name in set(archive.namelist()) - {_SCHEMA}:
            address, _, ending = name.partition(".")
            members[f"{places[address]}.{ending}"] = archive.read(name)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name)  # of 1980
            archive.writestr(entry, members[name], zipfile.ZIP_DEFLATED, _COMPRESSION)
    return written.getvalue()


def current_version(models: Path, name: str) -> Path:
    """The folder of the newest version of a model.

    Raises:
        ModelError: there is none.
    """
    versions = [p for p in (models / name).glob("*") if (p / _DIGEST_FILE).exists()]
    if not versions:
        message = f"Thiếu mô hình {name} trong {models}. Hãy chạy: tongket train."
        raise ModelError(message)
    return max(versions, key=lambda p: [int(n) if n.isdigit() else 0 for n in p.name.split(".")])


def load_model(models: Path, name: str) -> Any:
    """Load the newest version of a model, once a process.

    Raises:
        ModelError: it is missing, its bytes are not those of its digest, or it holds other types.
    """
    return _load(current_version(models, name))


@lru_cache(maxsize=8)
def _load(folder: Path) -> Any:
    from skops.io import loads  # 0.5 s with scikit-learn
    from skops.io.exceptions import UntrustedTypesFoundException

    try:
        data = (folder / _MODEL_FILE).read_bytes()
    except OSError as error:
        message = f"Không đọc được mô hình {folder} ({error}). Hãy chạy: tongket train."
        raise ModelError(message) from error
    if hashlib.sha256(data).hexdigest() != _wanted_digest(folder):
        message = f"Mô hình {folder} đã bị thay đổi so với dấu kiểm. Hãy lấy lại bản gốc hoặc chạy: tongket train."
        raise ModelError(message)
    try:
        return loads(data, trusted=_TRUSTED)
    except UntrustedTypesFoundException as error:
        message = f"Mô hình {folder} chứa kiểu dữ liệu lạ, không được nạp ({error})."
        raise ModelError(message) from error


def _wanted_digest(folder: Path) -> str:
    try:
        return str(json.loads((folder / _DIGEST_FILE).read_text(encoding="utf-8"))["sha256"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"Không đọc được dấu kiểm của mô hình {folder}. Hãy chạy: tongket train."
        raise ModelError(message) from error


def model_digests(models: Path) -> dict[str, str]:
    """Digest of the newest version of every model, by "name/version"."""
    names = sorted(p.name for p in models.glob("*") if p.is_dir())
    folders = [current_version(models, name) for name in names]
    return {f"{f.parent.name}/{f.name}": _wanted_digest(f) for f in folders}

"""Whether a campaign's records and draft still stand as the same inputs gave them.

A run on the same inputs would write the same bytes: then merging and writing, the dearest steps of a
run without new files, need not be done. Gives the digests that tell.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from pipeline.records import make_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from flows.arrivals import Arrival
    from flows.workbench import Workbench

_STAGE = "outputs"
DRAFT = "draft.docx"
LEAST_BYTES = 4 << 20  # records and draft of eleven reports take 2 MB


def are_current(bench: Workbench, arrivals: Sequence[Arrival]) -> bool:
    """Whether the output folder holds what these arrivals gave under this campaign and stamp."""
    kept = bench.database.load_result(_inputs(bench, arrivals), _STAGE, bench.job.understanding)
    return kept is not None and kept == _digest_of(folder(bench))


def keep_digest(bench: Workbench, arrivals: Sequence[Arrival]) -> None:
    """Note what the output folder holds now, as what these arrivals gave.

    Nothing is noted where a document failed for this run only: the next may have more to merge.
    """
    if bench.passing:
        return
    key = _inputs(bench, arrivals)
    bench.database.save_result(key, _STAGE, bench.job.understanding, _digest_of(folder(bench)))


def folder(bench: Workbench) -> Path:
    """Where the campaign's records lie."""
    return bench.order.outputs / bench.campaign.id


def found(bench: Workbench) -> dict[str, int]:
    """How many contradictions, copies and commendations the records hold, for a person's eye."""
    manifest = json.loads((folder(bench) / "manifest.json").read_text(encoding="utf-8"))
    return {name: manifest["counts"][name] for name in ("conflicts", "copies", "commendations")}


def _inputs(bench: Workbench, arrivals: Sequence[Arrival]) -> str:
    """Digest of all that the records depend on besides code, settings and models."""
    return make_id(bench.campaign.model_dump_json(), *arrivals)


def _digest_of(place: Path) -> str:
    """Digest of the names and bytes of records and draft; what else people keep there is theirs."""
    digest = hashlib.sha256()
    for path in sorted([*place.glob("*.jsonl"), *place.glob("manifest.json"), *place.glob(DRAFT)]):
        with path.open("rb") as file:
            digest.update(path.name.encode() + hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()

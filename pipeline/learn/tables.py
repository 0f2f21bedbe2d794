"""Markdown tables of an evaluation: a line a left-out campaign, and the mean over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Table = dict[str, dict[str, float]]


def markdown(table: Mapping[str, Mapping[str, float]], first: str = "left-out campaign") -> str:
    """The table with its means; a column that a line lacks is left blank and not averaged."""
    columns = list(dict.fromkeys(column for row in table.values() for column in row))
    lines = [f"| {first} | " + " | ".join(columns) + " |", "|---|" + "---:|" * len(columns)]
    lines += [_line(name, row, columns) for name, row in table.items()]
    means = {c: float(np.mean([row[c] for row in table.values() if c in row])) for c in columns}
    lines.append(_line("**mean**", means, columns, bold=True))
    return "\n".join(lines) + "\n"


def _line(
    name: str, row: Mapping[str, float], columns: Sequence[str], *, bold: bool = False
) -> str:
    cells = [f"{row[c]:.3f}" if c in row else "" for c in columns]
    shown = [f"**{cell}**" if bold and cell else cell for cell in cells]
    return f"| {name} | " + " | ".join(shown) + " |"

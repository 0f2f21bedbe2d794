"""What an editor reads of a contradiction: one Vietnamese sentence, what differs and by how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.figures.measures import to_base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.records import Figure


def said_number(value: float) -> str:
    """A number the Vietnamese way: 1234.5 is "1.234,5"."""
    whole = f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
    return whole.translate(str.maketrans(",.", ".,"))


def said_conflict(figures: Sequence[Figure], *, scope: str | None, period: str | None) -> str:
    """Say which values stand against each other, and the difference in the first one's measure."""
    values = ", ".join(f"{said_number(f.value)} {f.measure}".strip() for f in figures)
    where = (
        f" ({', '.join(p for p in (scope, said_period(period)) if p)})" if scope or period else ""
    )
    bases = [to_base(f.value, f.measure)[1] for f in figures]
    scale = to_base(1.0, figures[0].measure)[1]
    gap = f"{said_number(round((max(bases) - min(bases)) / scale, 4))} {figures[0].measure}".strip()
    what = f"{figures[0].indicator}{where}"
    return f"{what}: số liệu không khớp ({values}), chênh {gap}; cần đối chiếu lại với nơi báo cáo."


def said_period(period: str | None) -> str:
    """A period as an editor reads it: "2022-12-31" is "đến 31/12/2022"."""
    if not period:
        return ""
    if period.startswith("P"):
        return f"{period[1:-1]} năm"
    if "/" in period:
        return " đến ".join("/".join(reversed(part.split("-"))) for part in period.split("/"))
    parts = period.split("-")
    if len(parts) == 3:  # noqa: PLR2004 - year, month, day
        return f"đến {'/'.join(reversed(parts))}"
    if len(parts) == 2 and len(parts[1]) == 2:  # noqa: PLR2004 - year and month
        return f"tháng {parts[1]}/{parts[0]}"
    return f"giai đoạn {period.replace('-', ' - ')}" if len(parts) > 1 else f"năm {period}"

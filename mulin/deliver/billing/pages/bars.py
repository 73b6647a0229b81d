"""Three years of a home's months as bars: paid, owed, and what moved between them, for a narrow screen."""

from __future__ import annotations

from dataclasses import dataclass

from mulin.deliver.billing.queries.bills import Month

WIDTH, HEIGHT, MOST = 320, 96, 36


@dataclass(frozen=True)
class Bar:
    """One month: where it stands, how high, how it looks."""

    x: str
    y: str
    width: str
    height: str
    look: str
    title: str


@dataclass(frozen=True)
class Bars:
    """The drawing, with the years under it."""

    bars: tuple[Bar, ...]
    years: tuple[tuple[str, int], ...]


def bars_of(months: list[Month]) -> Bars | None:
    """The last three years, the oldest at the left; None for fewer than three months."""
    shown = [month for month in months[:MOST][::-1] if month.fen]
    if len(shown) < 3:
        return None
    most = max(month.fen for month in shown)
    step = WIDTH / max(len(shown), 12)
    bars: list[Bar] = []
    years: dict[int, int] = {}
    for n, month in enumerate(shown):
        height = max(2.0, month.fen * (HEIGHT - 4) / most)
        years.setdefault(month.period.year, n)
        bars.append(
            Bar(
                f"{n * step + 0.5:.1f}",
                f"{HEIGHT - height:.1f}",
                f"{max(step - 2, 1):.1f}",
                f"{height:.1f}",
                "owed" if month.left else "paid",
                f"{month.period:%Y-%m} {month.fen / 100:.2f}",
            )
        )
    return Bars(tuple(bars), tuple((f"{n * step + 0.5:.1f}", year) for year, n in years.items()))

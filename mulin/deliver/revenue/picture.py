"""The flow as a picture: bands from sources to uses on a wide screen, two columns on a phone.

Geometry only; templates hold no coordinates. What comes in on the left goes out on the right, to
the fen: what is left over or taken from savings is a band of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mulin.deliver.revenue.queries.flow import Flow, Part
from mulin.kit.words import said

WIDE, TALL, NODE = 1060, 300, 10
LEFT, MIDDLE, RIGHT = 270, 525, 780
PITCH, SPACE = 24, 8
"""Pixels between labels at least, and between bars."""
NARROW, HIGH, FITS = 350, 360, 8
FACES = {"incomes": "in", "costs": "cost", "uses": "use", "moved": "fund", "others": "other"}
Link = Callable[[str], str]
"""Title code → where its lines are read."""


@dataclass(frozen=True)
class Bar:
    """One source or one use."""

    code: str
    name: str
    fen: int
    face: str

    @property
    def short(self) -> str:
        """As much of the name as fits beside a column: that it is income, the column says."""
        name = self.name.removesuffix("收入") or self.name
        return name if len(name) <= FITS else f"{name[: FITS - 1]}…"


@dataclass(frozen=True)
class Shape:
    """A drawn source or use: its bar, its band to the middle, its label."""

    bar: Bar
    y: str
    height: str
    band: str
    text_y: str
    sum_y: str
    href: str


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    total: int
    left: tuple[Shape, ...]
    right: tuple[Shape, ...]
    middle_y: str
    middle_height: str
    middle_text: str


def sides(flow: Flow) -> tuple[list[Bar], list[Bar]]:
    """Sources and uses of a period; both sides come to the same sum.

    A part that ran backwards (an income paid back, a cost refunded) stands on the other side.
    """
    left: list[Bar] = []
    right: list[Bar] = []
    for side, face in FACES.items():
        for part in getattr(flow, side):
            comes = side in ("incomes", "others")
            _put(left if comes == (part.fen > 0) else right, part, face)
    change = flow.closing - flow.opening
    if change > 0:
        right.append(Bar("", said("留到下期"), change, "kept"))
    elif change < 0:
        left.append(Bar("", said("动用以前的结余"), -change, "kept"))
    return left, right


def _put(bars: list[Bar], part: Part, face: str) -> None:
    if part.fen:
        bars.append(Bar(part.code, part.name, abs(part.fen), face))


def wide(flow: Flow, link: Link) -> Picture | None:
    """The picture for a console or the board in the lobby; None where nothing moved."""
    left, right = sides(flow)
    whole = sum(bar.fen for bar in left)
    if not whole:
        return None
    rows = max(len(left), len(right))
    room = max(TALL, rows * (PITCH + SPACE))
    scale = (TALL - SPACE * rows) / whole if SPACE * rows + 80 < TALL else 80 / whole
    height = max(room, _stack(left, scale), _stack(right, scale)) + 16
    core = whole * scale
    top = (height - core) / 2
    drawn_left = _drawn(left, scale, height, top, link, LEFT + NODE, MIDDLE)
    drawn_right = _drawn(right, scale, height, top, link, RIGHT, MIDDLE + NODE)
    return Picture(
        WIDE, round(height), whole, drawn_left, drawn_right, _n(top), _n(core), _n(top - 6)
    )


def _stack(bars: Sequence[Bar], scale: float) -> float:
    return sum(max(bar.fen * scale, PITCH) + SPACE for bar in bars)


def _drawn(
    bars: Sequence[Bar],
    scale: float,
    height: float,
    top: float,
    link: Link,
    outer: int,
    inner: int,
) -> tuple[Shape, ...]:
    y = (height - _stack(bars, scale) + SPACE) / 2
    at, shapes = top, []
    for bar in bars:
        thick = max(bar.fen * scale, 1.0)
        step = max(thick, PITCH)
        middle = y + step / 2
        begin = middle - thick / 2
        band = _band(outer, begin, inner, at, thick, bar.fen * scale)
        shapes.append(
            Shape(
                bar,
                _n(begin),
                _n(thick),
                band,
                _n(middle + 4),
                _n(middle + 4),
                link(bar.code),
            )
        )
        at += bar.fen * scale
        y += step + SPACE
    return tuple(shapes)


def _band(x1: int, y1: float, x2: int, y2: float, thick: float, thin: float) -> str:
    """A closed ribbon between two bars."""
    half = (x1 + x2) / 2
    over = f"M{x1} {_n(y1)}C{_n(half)} {_n(y1)} {_n(half)} {_n(y2)} {x2} {_n(y2)}"
    low, back = y2 + thin, y1 + thick
    under = f"L{x2} {_n(low)}C{_n(half)} {_n(low)} {_n(half)} {_n(back)} {x1} {_n(back)}Z"
    return over + under


def narrow(flow: Flow, link: Link) -> Picture | None:
    """Two columns side by side for a phone; None where nothing moved."""
    left, right = sides(flow)
    whole = sum(bar.fen for bar in left)
    if not whole:
        return None
    lines = max(len(left), len(right))
    height = max(HIGH, lines * 44)
    return Picture(
        NARROW,
        height + 8,
        whole,
        _column(left, whole, height, link),
        _column(right, whole, height, link),
        "0",
        str(height),
        "0",
    )


def _column(bars: Sequence[Bar], whole: int, height: int, link: Link) -> tuple[Shape, ...]:
    at, spots = 0.0, []
    for bar in bars:
        tall = bar.fen * height / whole
        spots.append((at, max(tall - 1.5, 1.0), at + tall / 2))
        at += tall
    texts = apart([middle for _y, _h, middle in spots], 40, 18, height - 22)
    return tuple(
        Shape(bar, _n(y), _n(tall), "", _n(text), _n(text + 16), link(bar.code))
        for bar, (y, tall, _middle), text in zip(bars, spots, texts, strict=True)
    )


def apart(wanted: Sequence[float], pitch: float, low: float, high: float) -> list[float]:
    """Places near those wanted, in order, at least ``pitch`` apart, between ``low`` and ``high``."""
    places: list[float] = []
    for want in wanted:
        places.append(max(want, low, places[-1] + pitch if places else low))
    ceiling = high
    for n in range(len(places) - 1, -1, -1):
        places[n] = min(places[n], ceiling)
        ceiling = places[n] - pitch
    return places


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")

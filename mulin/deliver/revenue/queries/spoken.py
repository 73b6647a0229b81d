"""The statement as a neighbour would say it: of every hundred yuan, so many for that."""

from __future__ import annotations

from dataclasses import dataclass

from mulin.deliver.revenue.queries.flow import Flow
from mulin.kit.words import said
from mulin.law.shares import allocate


@dataclass(frozen=True)
class Hundred:
    """So many of a hundred yuan of income."""

    name: str
    yuan: int


def of_a_hundred(flow: Flow) -> tuple[Hundred, ...]:
    """Where a hundred yuan of income went; always a hundred together.

    Nothing where more went than came, or nothing came: then the words would mislead.
    """
    kept = flow.income - flow.spent
    parts = [(p.name, p.fen) for p in (*flow.moved, *flow.uses, *flow.costs)]
    if flow.income <= 0 or kept < 0 or any(fen < 0 for _name, fen in parts):
        return ()
    parts.append((said("没花，留到下期"), kept))
    shares = allocate(100, [fen for _name, fen in parts])
    found = [Hundred(name, yuan) for (name, _fen), yuan in zip(parts, shares, strict=True)]
    return tuple(sorted((one for one in found if one.yuan), key=lambda one: -one.yuan))

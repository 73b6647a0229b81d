"""What a payment channel does for us: plain values, so that each of them is one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


class Unsigned(Exception):  # noqa: N818 - what it is
    """A message that does not carry the channel's valid signature: nothing of it is believed."""


@dataclass(frozen=True)
class Paid:
    """What a channel says of an order that was paid. ``trade`` is the channel's own number of it."""

    number: str
    trade: str
    fen: int


class Channel(Protocol):
    """A provider of payments. It moves money; what the money pays, we decide."""

    code: str
    name: str

    def address(self, number: str) -> str:
        """Where a phone goes to pay, also what the QR code holds."""
        ...

    def read(self, body: bytes, headers: Mapping[str, str]) -> Paid:
        """What a callback says. Raises Unsigned where its signature is not the channel's."""
        ...

    def ask(self, street_id: UUID, number: str) -> Paid | None:
        """What the channel knows of an order: a callback may be lost. None: it was not paid."""
        ...

    def answer(self, taken: bool) -> tuple[int, str]:
        """Status and body that the channel wants to hear; else it calls again."""
        ...

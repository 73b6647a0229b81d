"""Working papers of a vote: count sheets, delivery registers, receipts, envelopes for key shares.

None of these is posted. A receipt proves that a ballot was taken, never how it was filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

from mulin.decide.assembly.documents.common import (
    PACKAGE,
    MotionText,
    Place,
    PollHead,
    in_walking_order,
)
from mulin.ground.papers.typeset import qr, typeset


@dataclass(frozen=True)
class BallotBox:
    """One ballot box, or a batch of ballots that is counted as if it were one."""

    name: str
    stood_at: str = ""


@dataclass(frozen=True)
class DeliveryLine:
    """One delivery to be proved; ``code`` is the ballot's, of which only the end is printed."""

    place: Place
    name: str
    code: str


@dataclass(frozen=True)
class KeyShare:
    """The spare share of a poll's key, in an envelope: any ``threshold`` of ``of`` open the ballots.

    ``text`` is the passphrase that goes inside; with it the envelope stands in for one counter.
    ``holder`` keeps the envelope.
    """

    holder: str
    post: str
    index: int
    of: int
    threshold: int
    text: str


@dataclass(frozen=True)
class Receipt:
    """That a paper ballot was taken. ``code`` is random and opens no choice; ``url`` looks it up."""

    unit: str
    code: str
    taken_at: str
    place: str
    clerk: str
    url: str = ""


def count_sheets(
    head: PollHead, motions: Sequence[MotionText], boxes: Sequence[BallotBox], *, on: date
) -> bytes:
    """点票单: one for each box, to be filled in by hand by two counters before witnesses."""
    data = {
        "head": head.as_data(),
        "motions": [motion.as_data() for motion in motions],
        "boxes": [asdict(box) for box in boxes],
    }
    return typeset("count_sheet", data, on=on, package=PACKAGE, tagged=False)


def delivery_register(
    head: PollHead, building: str, lines: Iterable[DeliveryLine], *, on: date
) -> bytes:
    """送达登记表 of one building: how, when and to whom each ballot was handed over."""
    data = {
        "head": head.as_data(),
        "building": building,
        "lines": [
            {
                "room": line.place.within,
                "name": line.name,
                "tail": line.code[-4:],
            }
            for line in in_walking_order(lines)
        ],
    }
    return typeset("delivery", data, on=on, package=PACKAGE, tagged=False)


def key_envelopes(head: PollHead, shares: Sequence[KeyShare], *, on: date) -> bytes:
    """封存信封: for each share in an envelope its face, and the slip that goes inside."""
    data = {
        "head": head.as_data(),
        "shares": [{**asdict(share), "qr": qr(share.text)} for share in shares],
    }
    return typeset("key_envelope", data, on=on, package=PACKAGE, tagged=False)


def receipts(
    head: PollHead,
    slips: Sequence[Receipt],
    *,
    on: date,
    width: Literal["a4", "58mm"] = "a4",
) -> bytes:
    """Receipts for paper ballots: three to an A4 sheet with stubs, or one after another on a
    58 mm roll."""
    data = {
        "head": head.as_data(),
        "width": width,
        "slips": [{**asdict(slip), "qr": qr(slip.url or slip.code)} for slip in slips],
    }
    return typeset("receipt", data, on=on, package=PACKAGE, tagged=False)

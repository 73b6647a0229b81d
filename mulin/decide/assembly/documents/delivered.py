"""What is carried to an owner's door: the ballot with his name, and the letter with his code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mulin.decide.assembly.documents import words
from mulin.decide.assembly.documents.common import (
    PACKAGE,
    MotionText,
    Place,
    PollHead,
    in_walking_order,
)
from mulin.ground.papers.typeset import qr, typeset
from mulin.kit.money import digits
from mulin.law.compound_rules import CompoundRules


@dataclass(frozen=True)
class Cost:
    """What a motion would cost one household, and how that was reckoned."""

    fen: int
    basis: str

    def as_data(self) -> dict[str, str]:
        return {"amount": f"{digits(self.fen)} 元", "basis": self.basis}


@dataclass(frozen=True)
class BallotPaper:
    """One person's ballot: all units that count as one, full names, one code. ``motions`` are the
    numbers this person decides; ``costs`` are by motion number. ``url`` is what its QR code opens:
    the owner's camera the page of his vote, the counter's scanner this paper."""

    place: Place
    units: tuple[str, ...]
    owners: tuple[str, ...]
    area: int
    code: str
    motions: tuple[int, ...]
    url: str = ""
    costs: Mapping[int, Cost] = field(default_factory=dict)


@dataclass(frozen=True)
class CodeLetter:
    """A one-time code for voting by telephone, folded inside; ``url`` opens the phone page."""

    place: Place
    addressee: str
    code: str
    url: str
    valid_until: str


def ballots(
    head: PollHead,
    motions: Sequence[MotionText],
    papers: Iterable[BallotPaper],
    *,
    rules: CompoundRules,
    on: date,
    big: bool = False,
    duplex: bool = False,
    posted_by_name: bool = False,
) -> bytes:
    """All ballots in one file, in the order of the walk; each numbers its own pages.

    ``duplex`` starts each on a new sheet, so that no sheet carries two owners. ``posted_by_name``
    where a local rule has votes posted by household (``VOTES_POSTED_BY_NAME``).
    """
    position = {motion.number: index for index, motion in enumerate(motions)}
    election = any(motion.candidates for motion in motions)
    data = {
        "head": head.as_data(),
        "big": big,
        "duplex": duplex,
        "privacy": words.PRIVACY_BY_NAME if posted_by_name else words.PRIVACY,
        "counting": words.how_counted(rules, election=election),
        "motions": [motion.as_data() for motion in motions],
        "ballots": [
            {
                "units": list(paper.units),
                "owners": list(paper.owners),
                "area": words.square_metres(paper.area),
                "code": paper.code,
                "qr": qr(paper.url or paper.code),
                "motions": [position[number] for number in paper.motions],
                "costs": {str(n): cost.as_data() for n, cost in paper.costs.items()},
            }
            for paper in in_walking_order(papers)
        ],
    }
    return typeset("ballot", data, on=on, package=PACKAGE, tagged=False)


def proxy_form(
    head: PollHead, motions: Sequence[MotionText], *, rules: CompoundRules, on: date
) -> bytes:
    """授权委托书, blank: the owner writes his opinion on each motion, the proxy votes as it says."""
    data = {
        "head": head.as_data(),
        "motions": [motion.as_data() for motion in motions],
        "limits": words.proxy_limits(rules),
    }
    return typeset("proxy", data, on=on, package=PACKAGE)


def code_letters(head: PollHead, letters: Iterable[CodeLetter], *, on: date) -> bytes:
    """Two letters to a sheet, printed on one side, cut and folded twice so that the code is inside."""
    data = {
        "head": head.as_data(),
        "letters": [
            {
                "place": letter.place.label,
                "addressee": letter.addressee,
                "code": letter.code,
                "url": letter.url,
                "qr": qr(letter.url),
                "valid_until": letter.valid_until,
            }
            for letter in in_walking_order(letters)
        ],
    }
    return typeset("code_letter", data, on=on, package=PACKAGE, tagged=False)

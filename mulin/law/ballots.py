"""Which ballots count for a motion, and for each that does not, the first reason why.

The reasons are asked in this order: not on the roll, invalid, beyond the proxy limit, blank item,
conflict between co-owners. A ballot excluded by an earlier reason is not seen by a later one, with
one exception written in the format: repeats and blanks use up a proxy's limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mulin.law.compound_rules import BlankItem, CompoundRules, CoownerConflict
from mulin.law.decision import Ballot, Choice, Exclusion, Motion, Said

Excluded = tuple[int, Exclusion]


@dataclass(frozen=True, slots=True)
class Counted:
    """What each person of a roll says on a motion (None: no counting ballot), and what is out.

    `excluded` names ballots by their index in the record, ascending.
    """

    said: Sequence[Said | None]
    excluded: tuple[Excluded, ...]


def count(
    motion: Motion,
    ballots: Sequence[Ballot],
    persons: Sequence[int | None],
    roll_size: int,
    rules: CompoundRules,
) -> Counted:
    """Settle every ballot for one motion.

    `persons` says for each ballot which person of the roll (0 … roll_size - 1) it speaks for, or
    None. Choices of candidates come back as a set, an abstention in an election as the empty set.
    """
    said: list[Said | None] = [None] * roll_size
    excluded: list[Excluded] = []
    in_conflict: set[int] = set()
    proxy_ballots: dict[str, int] = {}
    motion_id, limit = motion.id, rules.proxy_limit
    most_names = motion.seats if motion.is_election else None
    abstention: Said = frozenset() if motion.is_election else Choice.ABSTAIN
    blank, blank_abstains = Choice.BLANK, rules.blank_item == BlankItem.ABSTAIN

    for index, (ballot, person) in enumerate(zip(ballots, persons, strict=True)):
        if person is None:
            excluded.append((index, Exclusion.NOT_ON_ROLL))
            continue
        if ballot.invalid is not None:
            excluded.append((index, Exclusion.INVALID))
            continue
        if limit is not None and ballot.proxy is not None:
            cast = proxy_ballots[ballot.proxy] = proxy_ballots.get(ballot.proxy, 0) + 1
            if cast > limit:
                excluded.append((index, Exclusion.PROXY_LIMIT))
                continue
        choice = ballot.choices.get(motion_id, blank)
        if choice == blank or (most_names is not None and len(choice) > most_names):
            if not blank_abstains:
                excluded.append((index, Exclusion.BLANK_ITEM))
                continue
            choice = abstention
        before = said[person]
        if before is None:
            said[person] = choice
        elif before != choice:
            in_conflict.add(person)

    invalid = rules.coowner_conflict == CoownerConflict.INVALID
    for person in in_conflict:
        said[person] = None if invalid else abstention
    if in_conflict and invalid:
        return Counted(said, _with_conflicts(excluded, persons, in_conflict))
    return Counted(said, tuple(excluded))


def _with_conflicts(
    excluded: Sequence[Excluded], persons: Sequence[int | None], in_conflict: set[int]
) -> tuple[Excluded, ...]:
    """Add every ballot of these persons that was still counting, keeping the order of ballots."""
    reason_of = dict(excluded)
    for index, person in enumerate(persons):
        if person in in_conflict:
            reason_of.setdefault(index, Exclusion.COOWNER_CONFLICT)
    return tuple(sorted(reason_of.items()))

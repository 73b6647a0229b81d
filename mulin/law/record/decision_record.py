"""The full record of a vote, the open format `mulin-decision/1`.

`read` turns a document (as `json.loads` gives it) into a `DecisionRecord` or refuses with every
fault at once; `decision_writing.write` turns a record back. Members this format does not know are
passed over, so that an export may carry its proof along; an unknown *rule* is refused, because
passing over it would count by another rule than the one meant.

How the format's silences are read: `rules`, the compound's name, `title`, `motion.units`,
`signed_by`, `channel`, `proxy`, `invalid`, `choices` and `deliveries` may be missing or null; all
else must be there, and a choice is never null. Owners of a unit and names chosen are sets, so that
a repetition in them says nothing; an id of a unit, motion or candidate that stands twice in a list
is refused. An election's item is a list of candidates or `"blank"`. An area may be nought. Ballots
without a signer cannot be told to be of one signer: they are not refused as a second ballot, but
count once or conflict like any other.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mulin.kit.words import said
from mulin.law.compound_rules import CompoundRules, RulesFault
from mulin.law.decision import (
    DEVELOPER,
    Ballot,
    Choice,
    DecisionRecord,
    Holder,
    Motion,
    OwnerGroup,
    Said,
    Unit,
    UnitStatus,
    UnitUse,
)
from mulin.law.questions import DecisionKind
from mulin.law.record.reading import Node, Unusable, shown

FORMAT = "mulin-decision/1"

ChosenFrom = Mapping[str, Container[str] | None]
"""Of each motion the names that may be chosen, or None where it is not an election."""


class _Any:
    """Holds every id: stands in where the ids themselves could not be read."""

    def __contains__(self, _: object) -> bool:
        return True


ANY = _Any()


@dataclass(frozen=True, slots=True)
class Heading:
    """What every record of a vote begins with."""

    compound: str
    region: str
    opened_on: date


def read(document: object) -> DecisionRecord:
    """The record a document holds. Raises `Unusable` with one sentence per fault."""
    root = Node(document, "", [])
    heading = read_heading(root, FORMAT)
    rules = _rules(root.member("rules"))
    units = _units(root.member("units"))
    motions = _motions(root.member("motions"), _known(root, "units", units))
    known = _known(root, "motions", motions)
    ballots = _ballots(root.member("ballots"), _choices_of(motions, root.faults), known)
    deliveries = _deliveries(root.member("deliveries"))
    if root.faults:
        raise Unusable(root.faults)
    return DecisionRecord(
        compound=heading.compound,
        region=heading.region,
        opened_on=heading.opened_on,
        rules=rules,
        units=units,
        motions=motions,
        ballots=ballots,
        deliveries=deliveries,
    )


def read_heading(root: Node, expected: str) -> Heading:
    """Format, compound and day of opening; refuses at once where the rest cannot be understood."""
    if not isinstance(root.value, dict):
        raise Unusable(
            [said("文件：最外层是{value}，应为一个 JSON 对象 {{…}}。", value=shown(root.value))]
        )
    kind = root.member("format")
    if kind.value != expected:
        kind.refuse(said('应为 "{expected}"', expected=expected))
        raise Unusable(root.faults)
    compound = root.member("compound")
    name, region = "", ""
    if compound.is_object():
        name = compound.member("name").free_text()
        region = compound.member("region").region()
    return Heading(name, region, root.member("opened_on").day())


def _known(root: Node, part: str, nouns: Iterable[Unit | Motion]) -> Container[str]:
    """The ids that may be referred to; any where ids have faults, so that a fault among them is
    not told again for each reference to it."""
    id_fault = re.compile(rf"{part}(\[\d+\](\.id)?)?：")
    if any(id_fault.match(fault) for fault in root.faults):
        return ANY
    return {noun.id for noun in nouns}


def _choices_of(motions: Iterable[Motion], faults: Sequence[str]) -> ChosenFrom:
    chosen_from: dict[str, Container[str] | None] = {}
    for index, motion in enumerate(motions):
        shaky = any(fault.startswith(f"motions[{index}].candidates") for fault in faults)
        chosen_from[motion.id] = ANY if shaky else motion.candidates
    return chosen_from


def _rules(node: Node) -> CompoundRules:
    if node.absent:
        return CompoundRules()
    try:
        return CompoundRules.from_json(node.value)
    except RulesFault as refusal:
        node.faults.extend(refusal.faults)
        return CompoundRules()


def _units(node: Node) -> tuple[Unit, ...]:
    seen: dict[str, str] = {}
    return tuple(_unit(unit, seen) for unit in node.objects())


def _unit(node: Node, seen: dict[str, str]) -> Unit:
    owners = node.member("owners")
    unit = Unit(
        id=node.member("id").unique(seen, said("房屋编号")),
        area=node.member("area").area(),
        use=node.member("use").one_of(UnitUse),
        status=node.member("status").one_of(UnitStatus),
        owners=_group(owners),
    )
    if unit.status == UnitStatus.DELIVERED and owners.value == []:
        owners.refuse(said("已交付的房屋应至少有一名业主"))
    return unit


def _group(node: Node) -> OwnerGroup:
    return frozenset(owner.text(said("业主编号应为一段不为空的文字")) for owner in node.elements())


def _motions(node: Node, units: Container[str]) -> tuple[Motion, ...]:
    seen: dict[str, str] = {}
    return tuple(_motion(motion, seen, units) for motion in node.objects())


def _motion(node: Node, seen: dict[str, str], units: Container[str]) -> Motion:
    scope, candidates = node.member("units"), node.member("candidates")
    return Motion(
        id=node.member("id").unique(seen, said("表决事项编号")),
        kind=node.member("matter").one_of(DecisionKind),
        title=node.member("title").free_text(),
        units=None if scope.absent else _scope(scope, units),
        seats=None if candidates.absent else node.member("seats").whole(1),
        candidates=None if candidates.absent else read_candidates(candidates),
    )


def _scope(node: Node, units: Container[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    scope = []
    for element in node.elements():
        scope.append(element.unique(seen, said("房屋编号")))
        if scope[-1] and scope[-1] not in units:
            element.refuse(said("units 里没有这个房屋编号"))
    return tuple(scope)


def read_candidates(node: Node) -> tuple[str, ...]:
    """The candidates of an election, each once, in the motion's order."""
    seen: dict[str, str] = {}
    return tuple(candidate.unique(seen, said("候选人编号")) for candidate in node.elements())


def _ballots(node: Node, chosen_from: ChosenFrom, known: Container[str]) -> tuple[Ballot, ...]:
    seen: dict[tuple[str, Holder], str] = {}
    ballots = []
    for element in node.objects():
        ballot = _ballot(element, chosen_from, known)
        if ballot.signed_by is not None:
            first = seen.setdefault((ballot.signed_by, ballot.owners), element.path)
            if first != element.path:
                element.faults.append(
                    said(
                        "{path}：同一签名人为同一组业主的第二张票（第一张是 {first}），"
                        "改票应在导出前处理，每组只留一张。",
                        path=element.path,
                        first=first,
                    )
                )
        ballots.append(ballot)
    return tuple(ballots)


def _ballot(node: Node, chosen_from: ChosenFrom, known: Container[str]) -> Ballot:
    return Ballot(
        owners=_holder(node.member("owners")),
        choices=_choices(node.member("choices"), chosen_from, known),
        signed_by=node.member("signed_by").optional_text(),
        channel=node.member("channel").optional_text(),
        proxy=node.member("proxy").optional_text(),
        invalid=node.member("invalid").optional_text(),
    )


def _holder(node: Node) -> Holder:
    if node.value == DEVELOPER:
        return DEVELOPER
    if not isinstance(node.value, list):
        node.refuse(said('应为业主编号的列表，或 "{developer}"', developer=DEVELOPER))
        return frozenset()
    return _group(node)


def _choices(node: Node, chosen_from: ChosenFrom, known: Container[str]) -> dict[str, Said]:
    choices: dict[str, Said] = {}
    for motion_id, choice in () if node.absent else node.members():
        if motion_id in chosen_from:
            names = chosen_from[motion_id]
            choices[motion_id] = choice.one_of(Choice) if names is None else _chosen(choice, names)
        elif motion_id not in known:
            choice.faults.append(said("{path}：motions 里没有这个表决事项编号。", path=choice.path))
    return choices


def _chosen(node: Node, names: Container[str]) -> Said:
    if node.value == Choice.BLANK.value:
        return Choice.BLANK
    if not isinstance(node.value, list):
        node.refuse(said('选举应写所选候选人编号的列表，弃权写 []，未填写 "blank"'))
        return Choice.BLANK
    chosen = set()
    for element in node.elements():
        name = element.text(said("候选人编号应为一段不为空的文字"))
        if name and name not in names:
            element.refuse(said("这一项的 candidates 里没有这个候选人编号"))
        chosen.add(name)
    return frozenset(chosen)


def _deliveries(node: Node) -> tuple[Holder, ...] | None:
    return None if node.absent else tuple(_holder(group) for group in node.elements())

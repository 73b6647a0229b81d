"""A version and a duty list as sheets, for PDF, Word and print (docs/decisions/0066)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mulin.deliberate.pacts.models import Clause, Version
from mulin.deliberate.pacts.queries.duties import Held
from mulin.deliberate.pacts.queries.pacts import numbered
from mulin.deliberate.pacts.standards import Rhythm
from mulin.ground.streets.models import Street
from mulin.ground.texts.markup import CLOSE, OPEN, blocks_of
from mulin.ground.texts.printing import Sheet

State = Version.State


class _Values:
    """What people typed, put aside so that none of it is read as markup."""

    def __init__(self) -> None:
        self.kept: list[str] = []

    def __call__(self, text: str) -> str:
        self.kept.append(text)
        return f"{OPEN}{len(self.kept) - 1}{CLOSE}"


def sheet_of(version: Version, clauses: Sequence[Clause]) -> Sheet:
    """The text of a version; while it is no law yet, its head says so."""
    value = _Values()
    lines = list(_pact_lines(version, clauses, value))
    blocks = blocks_of("\n".join(lines), value.kept)
    pact = version.pact
    return Sheet(
        f"{pact.title}", "公文", blocks, f"{pact.number}-{version.number}", version.street.synthetic
    )


def duties_sheet(street: Street, where: str, held: Sequence[Held]) -> Sheet:
    """The duty lists of a place, a table for each party."""
    value = _Values()
    lines = [f"# {value(where)}各方职责清单"]
    words = {rhythm.value: str(rhythm.label) for rhythm in Rhythm}
    for one in held:
        if one.list is None:
            continue
        own = f"（本小区另立：{one.list.why}）" if one.own else ""
        lines += [f"## {value(one.party.title)}{value(own) if own else ''}"]
        lines += ["| 序号 | 职责 | 依据 | 多久一次 | 谁负责 |", "|--|--------|-----|--|---|"]
        lines += [
            f"| {duty.order} | {value(duty.text)} | {value(duty.basis or '—')} "
            f"| {words[duty.rhythm]} | {value(duty.answers)} |"
            for duty in one.duties
        ]
    return Sheet(
        f"{where}各方职责清单",
        "表格",
        blocks_of("\n".join(lines), value.kept),
        "",
        street.synthetic,
    )


def _pact_lines(version: Version, clauses: Sequence[Clause], value: _Values) -> Iterator[str]:
    yield f"# {value(version.pact.title)}{_standing(version)}"
    yield f"> {value(_about(version))}"
    for one in numbered(list(clauses)):
        if one.chapter:
            yield f"## {value(one.chapter)}"
        first, *rest = one.clause.text.split("\n")
        yield f"**{one.number}　{value(one.clause.title)}**　{value(first)}"
        yield from (value(line) for line in rest if line.strip())
        if one.clause.article:
            yield f"> 依据：{value(one.clause.article)}"


def _standing(version: Version) -> str:
    return "（草案）" if version.under_way else ""


def _about(version: Version) -> str:
    if version.in_force_on is not None:
        told = f"第 {version.number} 版，{version.adopted_how}，自 {version.in_force_on} 起施行"
        return f"{told}，{version.ended_on} 止。" if version.ended_on else f"{told}。"
    if version.state == State.VOTING:
        return f"第 {version.number} 版，提请业主大会表决的文本。"
    return f"第 {version.number} 版，供讨论和修改，通过以前没有效力。"

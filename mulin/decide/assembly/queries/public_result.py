"""The result of a vote in the words of residents, and what became of one ballot."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.decide.assembly.models import Ballot, Poll
from mulin.decide.assembly.queries.records import ballots_in_order
from mulin.decide.assembly.queries.result_page import MotionResult
from mulin.ground.streets.models import Street
from mulin.law.tally import Check, CheckName

QUESTIONS = {
    CheckName.PARTICIPATION_PERSONS: gettext_lazy("来投票的人，够不够？"),
    CheckName.PARTICIPATION_AREA: gettext_lazy("来投票的面积，够不够？"),
    CheckName.APPROVAL_PERSONS: gettext_lazy("同意的人，够不够？"),
    CheckName.APPROVAL_AREA: gettext_lazy("同意的面积，够不够？"),
}
"""In this order: people first, then square metres."""


@dataclass(frozen=True)
class Gate:
    """One requirement of the law, as a question that residents ask."""

    number: int
    question: Promise
    check: Check


def public_poll(poll_id: UUID) -> Poll | None:
    """A vote whose result is announced, whoever asks."""
    streets = list(Street.objects.values_list("pk", flat=True))
    rows = Poll.objects.filter(street_id__in=streets, pk=poll_id)
    announced = rows.filter(state__in=(Poll.State.ANNOUNCED, Poll.State.FINAL))
    poll: Poll | None = announced.select_related("compound", "street").first()
    return poll


def gates_of(result: MotionResult) -> list[Gate]:
    """The requirements a motion was judged by: four, in an election two."""
    checks = {check.name: check for check in result.verdict.strict.checks}
    asked = [(question, checks[name]) for name, question in QUESTIONS.items() if name in checks]
    return [Gate(number, q, check) for number, (q, check) in enumerate(asked, start=1)]


def fate_of(ballot: Ballot) -> tuple[str, str]:
    """What became of a ballot: ``counted``, ``waiting`` or ``not``, and the sentence that says it."""
    poll = ballot.poll
    if ballot.disowned_at is not None:
        return "not", _("没有计入：业主表示这张票不是本人所投，已经停用。")
    if ballot.state == Ballot.State.WITHDRAWN:
        return "not", _("没有计入：这张票来自官方系统的一份文件，那份文件已经撤回。")
    if ballot.replaced_at is not None:
        return "not", _("没有计入：同一位业主还有一张票，按规则以那一张为准。")
    if ballot.invalid:
        return "not", _("没有计入：%(why)s。") % {"why": ballot.invalid}
    if ballot.state != Ballot.State.TAKEN:
        return "waiting", _("已收到，正等第二个人复核录入。")
    if ballot.channel == Ballot.Channel.ONLINE and not poll.online_counts:
        return "not", _("已收到，作为意向征询，不计入正式结果；正式结果以纸质票为准。")
    if not poll.is_judged:
        return "waiting", _("已收到，开票时会计入。")
    return _counted(ballot)


def _counted(ballot: Ballot) -> tuple[str, str]:
    order = [b.pk for b in ballots_in_order(ballot.poll)]
    index = order.index(ballot.pk) if ballot.pk in order else -1
    motions = ballot.poll.result.get("motions", ())
    reasons = [e["reason"] for m in motions for e in m["excluded"] if e["ballot"] == index]
    told = [str(_WHY[reason]) for reason in dict.fromkeys(reasons) if reason in _WHY]
    if told:
        said = _("已收到；有的事项没有计入：%(why)s。")
        return "not", said % {"why": "；".join(told)}
    return "counted", _("已收到，并且计入了结果。")


_WHY = {
    "not_on_roll": gettext_lazy("这套房不在该事项的名册上"),
    "proxy_limit": gettext_lazy("代理人代理的户数超过了上限"),
    "coowner_conflict": gettext_lazy("共有人交来的票意见不一致"),
}
"""A blank item is not told: a receipt never says how a ballot was filled in."""

"""Does every judged vote still say what it said when it was judged?

The chain protects the facts; this protects what they speak of: the ballots, the roll, the rules
and the stored result, each judged once more and compared with the digests on record. Votes that
are not judged yet are held against the facts of what came in.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from mulin.decide.assembly.models import Poll
from mulin.decide.assembly.queries.custody import faults_in_custody
from mulin.decide.assembly.queries.judging import Judged, judged_again, judging_facts
from mulin.ground.record.models import Fact
from mulin.ground.secrets import Unsealable
from mulin.ground.streets import locks
from mulin.kit.rights import Refused
from mulin.kit.words import said
from mulin.law.record.differences import first_difference


class Altered(ValueError):  # noqa: N818 - says what was found
    """A judged poll is not what was put on record; the message says where, without a full stop."""


def faults_of_polls(street_id: UUID) -> list[str]:
    """One sentence for every vote of the street that is not what was put on record."""
    facts = judging_facts(street_id)
    rows = Poll.objects.of(street_id).select_related("compound").order_by("id")
    polls = {poll.pk: poll for poll in rows}
    faults = [
        said(
            "表决“{title}”（{number}）已开票，却不在数据库里",
            title=fact.body.get("title", ""),
            number=fact.body.get("number", ""),
        )
        for poll_id, fact in facts.items()
        if poll_id not in polls
    ]
    for poll in polls.values():
        fact = facts.get(poll.pk)
        fault = fault_of(poll, fact) if fact else _fault_unjudged(poll)
        if fault:
            faults.append(
                said(
                    "表决“{title}”（{number}）：{fault}",
                    title=poll.title,
                    number=poll.number,
                    fault=fault,
                )
            )
    return faults


def fault_of(poll: Poll, fact: Fact) -> str:
    """What of a judged poll differs from ``fact``, the fact of its judging; empty where nothing."""
    try:
        as_committed(poll, fact)
    except Altered as altered:
        return str(altered)
    return ""


def as_committed(poll: Poll, fact: Fact) -> Judged:
    """The poll judged once more. Raises Altered where that is not what ``fact`` commits to."""
    if not poll.is_judged and poll.state != Poll.State.VOIDED:
        raise Altered(
            said(
                "已经开票计票，状态却是“{state}”",
                state=poll.get_state_display(),
            )
        )
    if poll.number != fact.body.get("number"):
        raise Altered(said("编号与开票时存证的 {number} 不一致", number=fact.body.get("number")))
    try:
        again = judged_again(poll, fact)
        fault = _difference(poll, again, fact)
    except Refused:
        raise Altered(said("已经开票计票，票箱的密钥却不见了")) from None
    except Unsealable:
        raise Altered(said("票箱打不开：密钥文件不是原来的那一份，或封存的密钥被改动")) from None
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise Altered(
            said("封存的票或名册被改动，无法重新计票（{name}）", name=type(error).__name__)
        ) from error
    if fault:
        raise Altered(fault)
    return again


def _difference(poll: Poll, again: Judged, fact: Fact) -> str:
    titles = {motion.id: motion.title for motion in again.record.motions}
    difference = first_difference(again.result, poll.result, titles).rstrip("。")
    changed = [name for name, digest in again.digests.items() if fact.body.get(name) != digest]
    if "result_digest" in changed:
        told = f"（{difference}）" if difference else ""
        return said("重新计票的结果与开票时存证的不一致{told}", told=told)
    if difference:
        return said("存放的结果被改动，{difference}", difference=difference)
    if "record_digest" in changed:
        return said("票、名册或计票规则与开票时存证的不一致")
    return said("公开记录与开票时存证的不一致") if changed else ""


def _fault_unjudged(poll: Poll) -> str:
    if poll.is_judged or poll.result:
        return said("有计票结果，却没有开票的事实")
    if poll.is_draft:
        return ""
    try:
        with transaction.atomic():
            locks.hold(poll.pk)  # a ballot and its fact are one: none comes in between two reads
            return "；".join(faults_in_custody(poll))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        return said("票箱或名册被改动，无法核对（{name}）", name=type(error).__name__)

"""Who may do what in a vote: None, or the sentence that says why not."""

from __future__ import annotations

from uuid import UUID

from mulin.decide.assembly.models import Poll, PollOfficer
from mulin.ground.estate.models import Compound
from mulin.kit.rights import Actor, Refusal, Role
from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law.pinned import unpin
from mulin.law.shapes import OnlineVote

HIDDEN = Refusal(said("没有找到这次表决。"), said("请核对地址，或从首页重新进入。"), hidden=True)
CONCERNED = Refusal(
    said("这次表决关系到您所在的单位，结果公布前您不能查看进度，也不能参与送达、录入和计票。"),
    said("有疑问请联系表决召集人。"),
)
STAFF = (
    Role.STREET_OFFICER,
    Role.COMMUNITY_WORKER,
    Role.COMMITTEE_MEMBER,
    Role.SYSTEM,
)
LOOKERS = (*STAFF, Role.AUDITOR, Role.PROPERTY_MANAGER)
"""Who may look at the votes of a compound they reach."""
ANNOUNCED = (Poll.State.ANNOUNCED, Poll.State.FINAL)
UNANNOUNCED = tuple(state for state in Poll.State if state not in ANNOUNCED)
"""States before the result is announced: the organisation concerned sees nothing of the vote."""


def may_prepare(actor: Actor, compound: Compound) -> Refusal | None:
    """Draft a poll of this compound and carry it through."""
    if actor.street_id != compound.street_id:
        return HIDDEN
    if actor.has(*STAFF, compound_id=compound.pk):
        return None
    if actor.has(Role.PROPERTY_MANAGER, compound_id=compound.pk):
        return Refusal(
            said("物业服务企业不是业主大会的召集人。"), said("请由业主委员会、社区或街道发起表决。")
        )
    if actor.has(*LOOKERS, compound_id=compound.pk):
        return Refusal(
            said("您的岗位只能查看，不能发起或修改表决。"), said("请由社区或业主委员会办理。")
        )
    return HIDDEN


def may_edit_draft(actor: Actor, poll: Poll) -> Refusal | None:
    """Change what a poll asks, while it is a draft."""
    refused = may_prepare(actor, poll.compound)
    if refused is HIDDEN and may_see(actor, poll) is None:
        return Refusal(
            said("这次表决还在起草，由召集人填写。"),
            said("锁定名册以后，您的事项会出现在“轮到我”。"),
        )
    if refused is None and not poll.is_draft:
        return Refusal(
            said(
                "这次表决{state}，议题和规则不能再改。",
                state=poll.get_state_display(),
            ),
            said("确需修改的，请先作废并说明理由，再重新发起。"),
        )
    return refused


def may_see(actor: Actor, poll: Poll) -> Refusal | None:
    """Open the poll's page. Before the announcement the organisation concerned sees nothing of it."""
    if actor.street_id != poll.street_id:
        return HIDDEN
    if not poll.is_announced and is_concerned(actor, poll):
        return CONCERNED
    if actor.has(*LOOKERS, compound_id=poll.compound_id) or _officer(actor, poll):
        return None
    if actor.has(Role.OWNER, compound_id=poll.compound_id) and not poll.is_draft:
        return None
    return HIDDEN


def may_see_progress(actor: Actor, poll: Poll) -> Refusal | None:
    """See who has not yet voted, unit by unit: those who carry the vote, and its officers."""
    refused = may_see(actor, poll)
    if refused:
        return refused
    if actor.has(*STAFF, Role.AUDITOR, compound_id=poll.compound_id) or _officer(actor, poll):
        return None
    return Refusal(
        said("逐户进度只对召集人、计票人和监票人开放。"), said("您可以看到总的参与情况。")
    )


def may_see_result(actor: Actor, poll: Poll) -> Refusal | None:
    """Read a result: everybody once it is announced, until then who carries the vote."""
    refused = may_see(actor, poll)
    if refused:
        return refused
    if not poll.is_judged:
        return HIDDEN
    if poll.is_announced or may_see_progress(actor, poll) is None:
        return None
    return Refusal(
        said("已经开票，结果正在办理公告，公告前只有召集人、计票人和监票人能看。"),
        said("公告以后，在这里和小区公告栏都能看到。"),
    )


def may_correct_roll(actor: Actor, poll: Poll) -> Refusal | None:
    """Correct an area on the frozen roll: who carries the vote, until the ballots are opened."""
    refused = may_prepare(actor, poll.compound)
    if refused is not None:
        return refused
    if poll.is_draft:
        return Refusal(said("名册还没有锁定。"), said("请在底册里更正面积，锁定时会带过来。"))
    if poll.is_judged:
        return Refusal(said("已经计票，名册不能再改。"), said("有异议的，请在异议期内书面提出。"))
    if poll.state == Poll.State.VOIDED:
        return Refusal(said("这次表决已作废，名册不再更正。"), said("请在底册里更正，再重新发起。"))
    return None


def may_handle_papers(actor: Actor, poll: Poll) -> Refusal | None:
    """Deliver papers, or enter and confirm paper ballots."""
    if actor.street_id != poll.street_id:
        return HIDDEN
    if is_concerned(actor, poll):
        return CONCERNED
    if actor.has(*STAFF, Role.PROPERTY_MANAGER, compound_id=poll.compound_id):
        return None
    if _officer(actor, poll):
        return None
    return may_see(actor, poll) or Refusal(
        said("送达和录票由表决工作人员办理。"),
        said(
            "请联系{contact_name}：{contact_phone}。",
            contact_name=poll.contact_name,
            contact_phone=poll.contact_phone,
        ),
    )


def may_see_documents(actor: Actor, poll: Poll) -> Refusal | None:
    """Look at an owner's document at the counter: what he proves himself with, and his own vote.

    Whoever carries the code letters round must not also say whose document goes with them.
    """
    refused = may_handle_papers(actor, poll)
    if refused is None and only_company(actor, poll):
        return Refusal(
            said("物业人员不能核对业主证件，也不能查看业主的票。"),
            said("请业主到社区窗口，或找本次表决的计票人。"),
        )
    return refused


def only_company(actor: Actor, poll: Poll) -> bool:
    """Whether somebody handles this vote's papers for the property company and in no other post."""
    compound_id = poll.compound_id
    company = actor.has(Role.PROPERTY_MANAGER, compound_id=compound_id)
    return company and not actor.has(*STAFF, compound_id=compound_id) and not _officer(actor, poll)


def may_bring_official(actor: Actor, poll: Poll) -> Refusal | None:
    """Upload a result file of the official system, look at it, put it aside."""
    return may_handle_papers(actor, poll) or official_closed(poll)


def may_take_official(actor: Actor, poll: Poll) -> Refusal | None:
    """Put its ballots on the pile, or take them off again: never the company's people alone."""
    refused = may_bring_official(actor, poll)
    if refused is not None or not only_company(actor, poll):
        return refused
    return Refusal(
        said("物业人员可以上传和核对，不能单独把票计进去。"),
        said("请计票人、社区工作人员或业主委员会确认。"),
    )


def official_closed(poll: Poll) -> Refusal | None:
    """Why ballots of the official system are not taken in this vote now."""
    if poll.state not in {Poll.State.VOTING, Poll.State.CLOSED}:
        return Refusal(
            said(
                "这次表决{state}，不能导入官方系统的票。",
                state=poll.get_state_display(),
            ),
            said("投票期内和截止后、开票前可以导入。"),
        )
    if poll.law and unpin(poll.law).ask(q.ONLINE_VOTE).value is OnlineVote.OWN_COUNTS:
        return Refusal(
            said("本地规定本平台的手机票直接计入，不另用官方系统。"), said("请业主在手机上投票。")
        )
    return None


def may_count(actor: Actor, poll: Poll) -> Refusal | None:
    """Open ballots: only a counter of this poll."""
    refused = may_see(actor, poll)
    if refused:
        return refused
    if _officer(actor, poll, PollOfficer.Duty.COUNTER):
        return None
    return Refusal(said("开票只能由本次表决的两名计票人共同进行。"), said("请两名计票人到场。"))


def may_export(actor: Actor, poll: Poll) -> Refusal | None:
    """Take the full record away: the counters, the street, the auditor; always with a reason."""
    refused = may_see(actor, poll)
    if refused:
        return refused
    wide = actor.has(Role.STREET_OFFICER, Role.AUDITOR, Role.SYSTEM, compound_id=poll.compound_id)
    if wide or _officer(actor, poll):
        return None
    return Refusal(said("完整记录只提供给计票人、街道和审计。"), said("公开记录任何人都可以下载。"))


def is_concerned(actor: Actor, poll: Poll) -> bool:
    """Whether the vote is about an organisation this person has a post in."""
    return poll.concerns_id is not None and poll.concerns_id in actor.organisations


def _officer(actor: Actor, poll: Poll, duty: str | None = None) -> bool:
    if actor.person_id is None:
        return False
    officers = officers_of(poll)
    return any(d == duty or duty is None for d in officers.get(actor.person_id, ()))


def serves_in(actor: Actor, compound: Compound) -> bool:
    """Whether this person is a counter or witness of any vote of the compound."""
    officers = PollOfficer.objects.of(compound.street_id).filter(poll__compound=compound)
    return actor.person_id is not None and officers.filter(person_id=actor.person_id).exists()


def officers_of(poll: Poll) -> dict[UUID, tuple[str, ...]]:
    """Duties by person of one poll; read once and kept on the instance."""
    known: dict[UUID, tuple[str, ...]] | None = getattr(poll, "_officers", None)
    if known is None:
        known = {}
        rows = PollOfficer.objects.of(poll.street_id).filter(poll=poll, person__isnull=False)
        for person_id, duty in rows.values_list("person_id", "duty"):
            known[person_id] = (*known.get(person_id, ()), duty)
        poll._officers = known  # type: ignore[attr-defined]
    return known

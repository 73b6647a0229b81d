"""Opening the ballots with two counters, counting, announcing, objections, and the archive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db import transaction

from mulin.decide.assembly import keys
from mulin.decide.assembly.actions.officers import opened_share
from mulin.decide.assembly.actions.running import moving
from mulin.decide.assembly.actions.saying import say
from mulin.decide.assembly.events import (
    ObjectionAnswered,
    ObjectionRaised,
    PollFinal,
    PollJudged,
    ResultAnnounced,
)
from mulin.decide.assembly.models import Objection, Poll, PollOfficer
from mulin.decide.assembly.permissions import may_count, may_prepare
from mulin.decide.assembly.queries.custody import faults_in_custody
from mulin.decide.assembly.queries.judging import judged, key_context, private_key_of
from mulin.decide.assembly.queries.readiness import counting_faults
from mulin.decide.assembly.queries.rules import law_of
from mulin.ground import secrets
from mulin.ground.notices.actions import NoticeDraft, publish
from mulin.ground.notices.models import PublicNotice
from mulin.ground.record.sealer import drain
from mulin.ground.streets import locks
from mulin.kit.clock import day_of, end_of
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law import workdays
from mulin.law.decision import DecisionRecord
from mulin.law.tally import Verdict

ALTERED = said("数据与存证对不上，请不要再改动，立即联系街道、监票人和系统管理员，用备份核对。")


def open_and_judge(
    poll: Poll, passphrases: Sequence[tuple[UUID, str]], *, by: Actor, now: datetime
) -> Poll:
    """Two counters give their passphrases; the ballots open and the law judges them.

    ``passphrases`` pairs an officer (a counter, or the sealed envelope) with what he typed.
    Nothing is written where a passphrase is wrong or the papers do not add up.
    """
    with transaction.atomic():
        locks.hold(poll.pk)
        fresh: Poll = Poll.objects.of(poll.street_id).select_for_update().get(pk=poll.pk)
        require(may_count(by, fresh))
        require(_may_open(fresh))
        private = _private_key(fresh, passphrases, now=now)
        opened = judged(fresh, private)
        fresh.opened_key = secrets.seal(
            fresh.street_id, key_context(fresh), private.private_bytes_raw()
        )
        fresh.result = opened.result
        fresh.state, fresh.judged_at = Poll.State.JUDGED, now
        fresh.save(update_fields=["opened_key", "result", "state", "judged_at"])
        event = PollJudged(
            title=fresh.title,
            verdict=_spoken(fresh, opened.verdicts),
            number=fresh.number,
            compound=opened.record.compound,
            **opened.digests,
        )
        say(event, fresh, by=by, now=now)
        return fresh


def _may_open(poll: Poll) -> Refusal | None:
    """Closed, nothing left to do, and box and roll as the facts know them."""
    if poll.state != Poll.State.CLOSED:
        why = said("这次表决{state}，不能开票。", state=poll.get_state_display())
        return Refusal(why, said("截止以后才能开票。"))
    if faults := counting_faults(poll):
        return Refusal(said("还不能开票：") + "；".join(faults), said("请先处理完再开票。"))
    if altered := faults_in_custody(poll):
        return Refusal(said("没有开票：") + "；".join(altered), ALTERED)
    return None


def announce(
    poll: Poll, *, body: str, paper_id: UUID | None, by: Actor, now: datetime
) -> PublicNotice:
    """Publish the result; the period for objections runs from the day after."""
    with transaction.atomic():
        fresh = moving(poll, by, Poll.State.JUDGED)
        today = day_of(now)
        law = law_of(fresh, today)
        until = workdays.after(today, law.ask(q.OBJECTION).value, law.days).day
        head = drain(fresh.street_id, now=now)
        notice = publish(
            fresh.compound,
            NoticeDraft(
                kind=PublicNotice.Kind.PUBLICATION,
                purpose="result",
                title=said(
                    "{title}（{number}）表决结果公告", title=fresh.title, number=fresh.number
                ),
                body=body,
                subject_id=fresh.pk,
                paper_id=paper_id,
                chain_head=head.hash,
                starts_on=today,
                ends_on=until,
            ),
        )
        fresh.state, fresh.announced_on = Poll.State.ANNOUNCED, today
        fresh.objections_until = until
        fresh.save(update_fields=["state", "announced_on", "objections_until"])
        say(ResultAnnounced(fresh.title, str(until)), fresh, by=by, now=now)
        return notice


def raise_objection(
    poll: Poll,
    *,
    objection_id: UUID,
    name: str,
    unit_label: str,
    text: str,
    contact: str,
    by: Actor,
    now: datetime,
) -> Objection:
    """Take an objection. One that comes late is taken too, and marked so."""
    with transaction.atomic():
        objections = Objection.objects.of(poll.street_id)
        known = objections.filter(pk=objection_id).first()
        if known is not None:
            return known
        require(_may_object(poll, name, text))
        until = poll.objections_until
        late = until is not None and now >= end_of(until)
        context = f"objection/{objection_id.hex}"
        objection = Objection(
            id=objection_id,
            street_id=poll.street_id,
            poll=poll,
            name=name.strip(),
            unit_label=unit_label.strip(),
            person_id=by.person_id,
            text=text.strip(),
            contact_sealed=secrets.seal_text(poll.street_id, context, contact.strip()),
            received_at=now,
            late=late,
        )
        objection.save(force_insert=True)
        event = ObjectionRaised(poll.title, said("（逾期）") if late else "", objection.name)
        say(event, poll, by=by, now=now)
        return objection


def _may_object(poll: Poll, name: str, text: str) -> Refusal | None:
    if poll.state not in {Poll.State.ANNOUNCED, Poll.State.FINAL}:
        return Refusal(said("结果还没有公告。"), said("公告以后可以提出异议。"))
    if not text.strip() or not name.strip():
        return Refusal(said("请写明您的姓名和异议内容。"), said("写过的内容还在，补上就行。"))
    return None


def answer_objection(objection: Objection, answer: str, *, by: Actor, now: datetime) -> Objection:
    """Answer an objection in writing, once; the same answer sent twice is one."""
    with transaction.atomic():
        rows = Objection.objects.of(objection.street_id).select_for_update()
        fresh: Objection = rows.get(pk=objection.pk)
        require(may_prepare(by, fresh.poll.compound))
        if fresh.answered_at is not None and fresh.answer == answer.strip():
            return fresh
        if fresh.answered_at is not None:
            raise Refused(
                Refusal(
                    said("{name}刚刚答复过这件异议。", name=fresh.answered_by),
                    said("那份答复在上面；您写的没有发出，需要补充的请复制下来另行书面说明。"),
                )
            )
        if not answer.strip():
            raise Refused(Refusal(said("答复是空的。"), said("请写明核实情况和结论。")))
        fresh.answer, fresh.answered_at, fresh.answered_by = answer.strip(), now, by.name
        fresh.save(update_fields=["answer", "answered_at", "answered_by"])
        say(ObjectionAnswered(fresh.poll.title), fresh.poll, by=by, now=now)
        return fresh


def finalise(poll: Poll, *, by: Actor, now: datetime) -> Poll:
    """Archive the result once the period is over and every objection has its answer."""
    with transaction.atomic():
        fresh = moving(poll, by, Poll.State.ANNOUNCED)
        until = fresh.objections_until or day_of(now)
        if now < end_of(until):
            raise Refused(
                Refusal(
                    said("异议期到 {until} 24 时，还没有满。", until=until), said("期满后再归档。")
                )
            )
        open_ones = Objection.objects.of(fresh.street_id).filter(
            poll=fresh, answered_at__isnull=True
        )
        waiting = open_ones.count()
        if waiting:
            raise Refused(
                Refusal(
                    said("还有 {waiting} 件异议没有答复。", waiting=waiting),
                    said("全部答复后再归档。"),
                )
            )
        fresh.state, fresh.final_on = Poll.State.FINAL, day_of(now)
        fresh.save(update_fields=["state", "final_on"])
        say(PollFinal(fresh.title), fresh, by=by, now=now)
        return fresh


def rejudged(poll: Poll) -> tuple[DecisionRecord, dict[str, Any]]:
    """The poll's record and what the law says of it now: must equal the stored result."""
    again = judged(poll, private_key_of(poll))
    return again.record, again.result


def _private_key(
    poll: Poll, passphrases: Sequence[tuple[UUID, str]], *, now: datetime
) -> X25519PrivateKey:
    if len({officer_id for officer_id, _ in passphrases}) < keys.THRESHOLD:
        raise Refused(
            Refusal(said("开票需要两名不同的计票人各自输入口令。"), said("请两人都到场。"))
        )
    rows = PollOfficer.objects.of(poll.street_id).filter(poll=poll)
    officers = {o.pk: o for o in rows.exclude(duty=PollOfficer.Duty.WITNESS)}
    chosen = [(officers.get(officer_id), typed) for officer_id, typed in passphrases]
    shares = [opened_share(officer, typed) for officer, typed in chosen if officer]
    try:
        private = keys.restore(shares, bytes(poll.public_key))
    except keys.WrongKey:
        raise Refused(
            Refusal(said("两份口令合起来打不开票箱。"), said("请核对是不是本次表决的。"))
        ) from None
    rows.filter(pk__in=[o.pk for o, _ in chosen if o]).update(opened_at=now)
    return private


def _spoken(poll: Poll, verdicts: Sequence[Verdict]) -> str:
    titles = {m.pk.hex: m.title for m in poll.motions.of(poll.street_id)}
    return "；".join(f"「{titles[v.motion]}」{'通过' if v.passed else '未通过'}" for v in verdicts)

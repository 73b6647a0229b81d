"""What still stands in the way: before locking, before voting, before opening the ballots.

Every function returns sentences, all of them at once; an empty list means: go on.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from mulin.decide.assembly.models import (
    Ballot,
    CountSheet,
    Motion,
    OfficialImport,
    Poll,
    PollOfficer,
)
from mulin.decide.assembly.queries.rules import law_of, limits_of
from mulin.decide.assembly.queries.undecided import open_pairs, pair_faults
from mulin.decide.assembly.rollmaking import Roll
from mulin.ground.notices.models import PublicNotice
from mulin.kit.clock import day_of
from mulin.kit.words import said
from mulin.law import questions as q
from mulin.law import workdays
from mulin.law.compound_rules import CompoundRules
from mulin.law.jurisdiction import Unanswered
from mulin.law.shapes import OnlineVote

SHOWN = 5


def faults_of(poll: Poll, roll: Roll, today: date) -> list[str]:
    """Why a draft cannot be locked yet."""
    return [
        *(fault for faults in draft_faults(poll, today).values() for fault in faults),
        *roll_faults(roll),
        *pair_faults(open_pairs(poll, roll)),
    ]


def draft_faults(poll: Poll, today: date) -> dict[str, list[str]]:
    """What is missing on each of the draft's screens, by the screen's name; without the roll."""
    return {
        "basics": _time_faults(poll, today),
        "motions": _motion_faults(poll),
        "rules": [*_rule_faults(poll, today), *_online_faults(poll, today)],
        "officers": _officer_faults(poll),
    }


def latest_notice_day(poll: Poll, today: date) -> workdays.Reckoned | None:
    """The last day on which the notice may be posted, or None where no day is set."""
    if poll.opens_on is None:
        return None
    law = law_of(poll, today)
    period = law.ask(q.ASSEMBLY_NOTICE).value
    return workdays.before(poll.opens_on, period, law.days, earlier=True)


def opening_faults(poll: Poll, now: datetime) -> list[str]:
    """Why voting cannot begin yet."""
    faults = []
    today = day_of(now)
    if poll.opens_on is None or today < poll.opens_on:
        faults.append(said("投票首日是 {opens_on}，还没有到", opens_on=poll.opens_on))
    if poll.closes_at is None or now >= poll.closes_at:
        faults.append(said("截止时间已过，请作废后重新发起"))
    latest = latest_notice_day(poll, today)
    if poll.posted_on is None:
        faults.append(said("还没有公示表决方案与议题"))
    elif latest is not None and poll.posted_on > latest.day:
        faults.append(
            said(
                "公示日 {posted_on} 晚于法定最迟日 {day}", posted_on=poll.posted_on, day=latest.day
            )
        )
    notices = PublicNotice.objects.of(poll.street_id).filter(subject_id=poll.pk)
    if not notices.filter(postings__isnull=False).exists():
        faults.append(said("还没有登记张贴证明（地点、照片、日期）"))
    officers = PollOfficer.objects.of(poll.street_id).filter(poll=poll)
    waiting = officers.exclude(duty=PollOfficer.Duty.WITNESS).filter(share_kept_at__isnull=True)
    faults += [said("{who}还没有封存开票密钥份额", who=_who(officer)) for officer in waiting]
    return faults


def counting_faults(poll: Poll) -> list[str]:
    """Why the ballots cannot be opened yet: entries to confirm, boxes that do not match."""
    ballots = Ballot.objects.of(poll.street_id).filter(poll=poll)
    live = ballots.filter(replaced_at__isnull=True)
    faults = []
    pending = live.filter(state=Ballot.State.PENDING).count()
    disputed = live.filter(state=Ballot.State.DISPUTED).count()
    if pending:
        faults.append(said("还有 {pending} 张纸质票待第二人复核", pending=pending))
    if disputed:
        faults.append(said("还有 {disputed} 张纸质票两次录入不一致，待裁定", disputed=disputed))
    waiting = OfficialImport.objects.of(poll.street_id).filter(
        poll=poll, state=OfficialImport.State.READ
    )
    faults += [
        said("官方系统的《{file_name}》还没有确认导入或放弃", file_name=row.file_name)
        for row in waiting
    ]
    return faults + _box_faults(poll)


def _box_faults(poll: Poll) -> list[str]:
    """Every paper of a box was entered, and every entered paper lies in a counted box."""
    rows = Ballot.objects.of(poll.street_id).filter(poll=poll, channel=Ballot.Channel.PAPER)
    entered: dict[str, list[int]] = {}
    for box, invalid in rows.values_list("box", "invalid"):
        count = entered.setdefault(box, [0, 0])
        count[0] += 1
        count[1] += bool(invalid)
    sheets = {
        s.box: [s.papers, s.invalid]
        for s in CountSheet.objects.of(poll.street_id).filter(poll=poll)
    }
    return [
        said(
            "{box}：点票单 {counted}，已录入 {entered}",
            box=box or said("未写票箱"),
            counted=_pair(sheets.get(box)),
            entered=_pair(entered.get(box)),
        )
        for box in sorted({*entered, *sheets})
        if sheets.get(box) != entered.get(box)
    ]


def _pair(counts: list[int] | None) -> str:
    return (
        said("{papers} 张（无效 {invalid}）", papers=counts[0], invalid=counts[1])
        if counts
        else said("没有")
    )


def _who(officer: PollOfficer) -> str:
    return said("计票人{name}", name=officer.person.name) if officer.person else said("封存信封")


def _motion_faults(poll: Poll) -> list[str]:
    motions = list(
        Motion.objects.of(poll.street_id).filter(poll=poll).prefetch_related("candidates")
    )
    faults = [] if motions else [said("还没有表决事项")]
    for motion in motions:
        if motion.scope != Motion.Scope.COMPOUND and not motion.scope_ids:
            faults.append(said("「{title}」没有选定由哪些楼栋或单元表决", title=motion.title))
        if motion.is_election:
            faults += _election_faults(motion)
        if motion.payment != Motion.Payment.NONE and not motion.cost:
            faults.append(said("「{title}」写了资金来源，却没有写金额", title=motion.title))
    return faults


def _election_faults(motion: Motion) -> list[str]:
    standing = motion.candidates.count()
    if not motion.seats:
        return [said("「{title}」没有写席位数", title=motion.title)]
    if standing < motion.seats:
        return [
            said(
                "「{title}」候选人 {standing} 名，少于 {seats} 个席位",
                title=motion.title,
                standing=standing,
                seats=motion.seats,
            )
        ]
    return []


def _officer_faults(poll: Poll) -> list[str]:
    officers = PollOfficer.objects.of(poll.street_id).filter(poll=poll)
    counters = officers.filter(duty=PollOfficer.Duty.COUNTER).count()
    witnesses = officers.filter(duty=PollOfficer.Duty.WITNESS).count()
    faults = (
        []
        if counters >= 2
        else [said("计票人只有 {counters} 名，开票需要两名计票人共同进行", counters=counters)]
    )
    return faults + ([] if witnesses else [said("还没有监票人")])


def _time_faults(poll: Poll, today: date) -> list[str]:
    if poll.opens_on is None or poll.closes_at is None:
        return [said("没有写投票首日和截止时间")]
    faults = []
    latest = latest_notice_day(poll, today)
    if latest is not None and latest.day < today:
        faults.append(
            said(
                "投票首日 {opens_on} 太近：公示最迟应在 {day}（{how}），今天 {today}",
                opens_on=poll.opens_on,
                day=latest.day,
                how=latest.how,
                today=today,
            )
        )
    last_day = day_of(poll.closes_at - timedelta(microseconds=1))
    days = (last_day - poll.opens_on).days + 1
    return faults + _length_faults(poll, days, today)


def _length_faults(poll: Poll, days: int, today: date) -> list[str]:
    if days < 1:
        return [said("截止时间早于投票首日")]
    law = law_of(poll, today)
    faults = []
    for question, wrong in ((q.VOTING_MIN, said("短于")), (q.VOTING_MAX, said("长于"))):
        try:
            ruling = law.ask(question)
        except Unanswered:
            continue
        bound = ruling.value.days
        if bound and (days < bound if question is q.VOTING_MIN else days > bound):
            faults.append(
                said(
                    "投票期 {days} 天，{wrong} {bound} 天（{source}）",
                    days=days,
                    wrong=wrong,
                    bound=bound,
                    source=ruling.source,
                )
            )
    return faults


def roll_faults(roll: Roll) -> list[str]:
    """What the register lacks: owners, areas, or any unit at all."""
    faults = []
    if not roll.persons:
        faults.append(said("底册里没有可以参加表决的房屋，请先导入业主名册"))
    for labels, what in (
        (roll.unowned, said("已交付却没有业主")),
        (roll.unmeasured, said("没有专有部分面积")),
    ):
        if labels:
            more = said("等") if len(labels) > SHOWN else ""
            faults.append(
                said(
                    "{labels}{more} {count} 套{what}",
                    labels="、".join(labels[:SHOWN]),
                    more=more,
                    count=len(labels),
                    what=what,
                )
            )
    return faults


def _rule_faults(poll: Poll, today: date) -> list[str]:
    """Rules that the local text does not leave to the owners."""
    rules, law = CompoundRules.from_json(poll.rules), law_of(poll, today)
    return [
        limit.sentence
        for limit in limits_of(law)
        if not limit.allows(getattr(rules, limit.parameter))
    ]


def _online_faults(poll: Poll, today: date) -> list[str]:
    """Counting phone votes needs a region that allows it, or a local text that was checked."""
    if not poll.online_counts:
        return []
    ruling = law_of(poll, today).ask(q.ONLINE_VOTE)
    if ruling.value is OnlineVote.OWN_COUNTS:
        return []
    if ruling.value is OnlineVote.OFFICIAL_ONLY:
        return [
            said("本地只认政府指定的投票系统（{source}），手机票不能计入", source=ruling.source)
        ]
    if not poll.rule_sources.get("online"):
        return [said("本地电子票效力未核：要计入手机票，请写明已核对的依据")]
    return []

"""What owners' votes tell the desk: whose turn it is, one unit's votes, votes by number or name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.decide.assembly.models import Poll, PollOfficer
from mulin.decide.assembly.permissions import LOOKERS, may_handle_papers, may_prepare
from mulin.decide.assembly.queries import mine
from mulin.decide.assembly.queries.countdown import closing_words
from mulin.decide.assembly.queries.lists import polls_for
from mulin.decide.assembly.queries.mine import UnitVote
from mulin.decide.assembly.queries.timetable import last_day, next_step, timetable
from mulin.ground.estate.models import Unit
from mulin.kit.contributions import Hit, Line, Panel, Task, Verb
from mulin.kit.rights import Actor, Role
from mulin.kit.words import said

UNDER_WAY = (
    Poll.State.DRAFT,
    Poll.State.LOCKED,
    Poll.State.POSTED,
    Poll.State.VOTING,
    Poll.State.CLOSED,
    Poll.State.JUDGED,
    Poll.State.ANNOUNCED,
)
STEP = {
    Poll.State.LOCKED: "posting",
    Poll.State.POSTED: "voting",
    Poll.State.VOTING: "closing",
    Poll.State.JUDGED: "announcing",
    Poll.State.ANNOUNCED: "objections",
}
"""The step of the timetable whose article stands beside a state's task."""

CARRIERS = (Role.STREET_OFFICER, Role.COMMUNITY_WORKER, Role.COMMITTEE_MEMBER)
SEES_PARTICIPATION = (*CARRIERS, Role.AUDITOR, Role.SYSTEM)
TAKES_PAPER = (Poll.State.VOTING, Poll.State.CLOSED)
SHOWN, FEWEST_LETTERS = 40, 2

WORDS = {
    "online": ("done", said("线上已投")),
    "paper": ("done", said("纸质已投")),
    "official": ("done", said("官方系统已投")),
    "delivered": ("idle", said("已送达未投")),
    "missing": ("soon", said("未送达")),
}


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    """Next steps of the votes this person carries, and his duties as counter or witness."""
    yield from _duties(actor)
    yield from _rounds(actor)
    if not any(grant.role in CARRIERS for grant in actor.grants):
        return
    polls = polls_for(actor).filter(state__in=UNDER_WAY)[:SHOWN]
    carried = [p for p in polls if may_prepare(actor, p.compound) is None]
    ids = [p.pk for p in carried]
    papers = mine.pending_papers(actor.street_id, ids)
    objections = mine.open_objections(actor.street_id, ids)
    for poll in carried:
        yield from _steps(poll, today)
        yield from _waiting(poll, papers.get(poll.pk, 0), objections.get(poll.pk, 0))


def about_unit(unit: Unit, actor: Actor, today: date) -> Iterable[Panel]:
    """The votes this unit stands on the roll of: that it took part, never how."""
    if not actor.has(*LOOKERS, compound_id=unit.compound_id):
        return
    shown = actor.has(*SEES_PARTICIPATION, compound_id=unit.compound_id)
    lines = tuple(_line(vote, shown=shown) for vote in mine.votes_of_unit(unit, actor))
    note = _("只显示是否参与，不显示票面") if shown else _("是否参与，只有召集人能看")
    yield Panel(_("表决"), lines, note, _("这套房屋还没有进过表决名册。"))


def verbs(unit: Unit, actor: Actor, today: date) -> Iterable[Verb]:
    """Delivering and entering the paper of each vote that is under way in this unit's compound."""
    if not actor.has(*LOOKERS, compound_id=unit.compound_id):
        return
    for vote in mine.votes_of_unit(unit, actor):
        poll = vote.poll
        if not vote.counts or poll.state not in (Poll.State.POSTED, *TAKES_PAPER):
            continue
        refusal = may_handle_papers(actor, poll)
        group = _("表决 %(number)s") % {"number": poll.number}
        if poll.state != Poll.State.CLOSED:
            there = reverse("assembly:deliveries", args=[poll.pk])
            yield Verb(group, _("登记送达"), f"{there}?entry={vote.seq}", "send", refusal)
        if poll.state in TAKES_PAPER:
            there = reverse("assembly:paper_entry", args=[poll.pk, vote.seq])
            yield Verb(group, _("录入纸质票"), there, "scan-line", refusal)


def found(words: str, actor: Actor) -> Iterable[Hit]:
    """Votes by number (whole, or its beginning) or by words of their name."""
    plain = words.strip()
    if len(plain) < FEWEST_LETTERS or plain.isdigit():
        return
    wanted = Q(number__istartswith=plain) | Q(title__icontains=plain)
    for poll in polls_for(actor).filter(wanted)[:SHOWN]:
        note = f"{poll.number or _('草稿')} · {poll.compound.name} · {poll.get_state_display()}"
        yield Hit(_("业主表决"), poll.title, reverse("assembly:poll", args=[poll.pk]), note)


def _steps(poll: Poll, today: date) -> Iterable[Task]:
    steps = () if poll.is_draft else timetable(poll, today)
    step = next_step(poll, today, steps or None)
    if poll.state == Poll.State.CLOSED:
        return  # the counters' turn, and they are told
    ripe = poll.state == Poll.State.ANNOUNCED and step.state == "late"
    if poll.state == Poll.State.ANNOUNCED and not ripe:
        return  # nothing to do but wait
    if poll.state == Poll.State.VOTING and step.state == "now":
        return
    ends = poll.state == Poll.State.VOTING
    key = STEP.get(Poll.State(poll.state))
    article = next((s.cite for s in steps if s.key == key), "")
    yield Task(
        _title(poll),
        reverse("assembly:poll", args=[poll.pk]),
        step.due,
        "now" if ripe else step.state,
        _("快截止了，看看谁家还没送到、没投") if ends else step.text,
        article.split("；")[0],
    )


def _waiting(poll: Poll, papers: int, objections: int) -> Iterable[Task]:
    if papers:
        there = reverse("assembly:paper", args=[poll.pk])
        yield Task(_title(poll), there, note=_("%(n)d 张纸质票等第二人复核") % {"n": papers})
    if objections:
        there = reverse("assembly:objections", args=[poll.pk])
        note = _("%(n)d 件异议等书面答复") % {"n": objections}
        yield Task(_title(poll), there, poll.objections_until, "soon", note)


def _duties(actor: Actor) -> Iterable[Task]:
    duties = mine.duties(actor)
    voting = [officer.poll_id for officer in duties if officer.poll.state == Poll.State.VOTING]
    waiting = mine.papers_for(actor, voting) if voting else {}
    for officer in duties:
        poll = officer.poll
        yield from _papers(poll, *waiting.get(poll.pk, (0, 0)))
        there = reverse("assembly:ceremony", args=[poll.pk])
        counter = officer.duty == PollOfficer.Duty.COUNTER
        if counter and poll.state == Poll.State.CLOSED:
            yield Task(_title(poll), there, None, "soon", _("已截止，等两名计票人一起开票"))
        elif counter and officer.share_kept_at is None:
            yield Task(_title(poll), there, poll.opens_on, "soon", _("领取并封存您的开票口令"))
        elif not counter and poll.state == Poll.State.CLOSED:
            yield Task(_title(poll), there, None, "now", _("已截止，开票时请到场监票"))


def _rounds(actor: Actor) -> Iterable[Task]:
    """The property company carries papers round, of votes that do not concern it."""
    if not any(grant.role is Role.PROPERTY_MANAGER for grant in actor.grants):
        return
    open_ones = polls_for(actor).filter(state__in=(Poll.State.POSTED, Poll.State.VOTING))[:SHOWN]
    polls = [p for p in open_ones if may_handle_papers(actor, p) is None]
    left = mine.undelivered(actor.street_id, [p.pk for p in polls])
    for poll in polls:
        if number := left.get(poll.pk, 0):
            there = reverse("assembly:deliveries", args=[poll.pk])
            note = _("%(n)d 张表决票还没有送达凭证") % {"n": number}
            yield Task(_title(poll), there, last_day(poll), "now", note)


def _papers(poll: Poll, pending: int, disputed: int) -> Iterable[Task]:
    """Papers that wait for this very person: others entered them."""
    there = reverse("assembly:paper", args=[poll.pk])
    if pending:
        yield Task(_title(poll), there, note=_("%(n)d 张纸质票等您复核") % {"n": pending})
    if disputed:
        note = _("%(n)d 张纸质票两次录入不一致，等您对照影像裁定") % {"n": disputed}
        yield Task(_title(poll), there, None, "soon", note)


def _line(vote: UnitVote, *, shown: bool) -> Line:
    poll = vote.poll
    state, word = _word(vote, shown=shown)
    when = closing_words(poll.closes_at) if poll.closes_at else ""
    note = f"{poll.number} · {poll.get_state_display()}"
    there = reverse("assembly:poll", args=[poll.pk])
    return Line(poll.title, there, when, state, word, note, ends=True)


def _word(vote: UnitVote, *, shown: bool) -> tuple[str, str]:
    """Mark and word; a vote that never opened says nothing about its homes."""
    if not vote.counts:
        return "idle", _("不计票")
    if not shown or vote.poll.state in (Poll.State.LOCKED, Poll.State.VOIDED):
        return "idle", ""
    return WORDS[vote.state]


def _title(poll: Poll) -> str:
    return f"{poll.compound.name} · {poll.title}"

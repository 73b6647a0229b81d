"""What mediation tells the desk: only to those in a case, and of a case only what they may know.

About a home it tells nothing: whoever opens a home at the counter has no business in its quarrels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.deliberate.mediation.models import Accord, Dispute, Lesson, Promise, Referral
from mulin.deliberate.mediation.permissions import agencies_of, desk_of
from mulin.deliberate.mediation.queries.cases import handled_by, mine_of, waiting_for
from mulin.deliberate.mediation.queries.referrals import (
    lessons_for,
    open_measures,
    referrals_for,
)
from mulin.ground.words import shown
from mulin.kit.contributions import Hit, Task
from mulin.kit.rights import Actor, Role

SHOWN, FEWEST_LETTERS = 30, 2
SOON = timedelta(days=7)


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    """Cases and promises of a mediator, answers of a party, advice of the agency, lessons to release."""
    desk = desk_of(actor)
    if desk:
        cases = handled_by(actor, desk).order_by().values("pk")
        yield from _cases(actor, cases, today)
        yield from _promises(actor, cases, today)
        yield from _court(actor, cases, today)
    if actor.person_id is not None:
        yield from _own(actor)
    if agencies_of(actor) or desk:
        yield from _agency(actor, today)
    if desk.led or actor.has(Role.STREET_OFFICER):
        yield from _lessons(actor)


def waits_for(actor: Actor, today: date) -> Iterable[Task]:
    """Own cases in which an answer or a signature is waited for."""
    if actor.person_id is not None:
        for row, what in waiting_for(actor)[:SHOWN]:
            there = reverse("mediation:my_dispute", args=[row.pk])
            yield Task(_("人民调解"), there, note=what, verb=_("去看看"))


def found(words: str, actor: Actor) -> Iterable[Hit]:
    """Cases by number or title, for those who handle them, and one's own."""
    plain = words.strip()
    if len(plain) < FEWEST_LETTERS or plain.isdigit():
        return
    wanted = Q(number__istartswith=plain) | Q(title__icontains=plain)
    if desk := desk_of(actor):
        for row in handled_by(actor, desk).filter(wanted).order_by("-id")[:SHOWN]:
            yield _hit(row, "mediation:dispute")
    for row in mine_of(actor):
        if plain in row.title or row.number.startswith(plain.upper()):
            yield _hit(row, "mediation:my_dispute")


def _hit(row: Dispute, screen: str) -> Hit:
    note = f"{row.number} · {row.get_state_display()}"
    return Hit(_("人民调解"), row.title, reverse(screen, args=[row.pk]), note)


def _there(row: Dispute) -> str:
    return reverse("mediation:dispute", args=[row.pk])


def _cases(actor: Actor, cases: object, today: date) -> Iterator[Task]:
    rows = Dispute.objects.of(actor.street_id).filter(pk__in=cases)
    open_ = rows.filter(state__in=(Dispute.State.ASKED, Dispute.State.OPEN))
    for row in open_.order_by("due_on", "id")[:SHOWN]:
        late = row.late_on(today)
        near = row.due_on is not None and row.due_on - SOON <= today
        note = _("等各方表示是否同意") if row.state == Dispute.State.ASKED else _("调解期限")
        state = "late" if late else "soon" if near else "now"
        yield Task(f"{row.number} {row.title}", _there(row), row.due_on, state, note)


def _promises(actor: Actor, cases: object, today: date) -> Iterator[Task]:
    rows = Promise.objects.of(actor.street_id).filter(
        accord__dispute_id__in=cases,
        accord__state=Accord.State.IN_FORCE,
        done_on__isnull=True,
        due_on__lte=today + SOON,
    )
    rows = rows.select_related("accord__dispute", "side").order_by("due_on", "id")
    for row in rows[:SHOWN]:
        case = row.accord.dispute
        yield Task(
            f"{case.number} {shown(row.side.get_part_display())}：{row.text}",
            _there(case),
            row.due_on,
            "late" if row.due_on < today else "soon",
            _("协议履行回访"),
        )


def _court(actor: Actor, cases: object, today: date) -> Iterator[Task]:
    rows = Accord.objects.of(actor.street_id).filter(
        dispute_id__in=cases,
        state=Accord.State.IN_FORCE,
        court=Accord.Court.NONE,
        confirm_by__gte=today,
        confirm_by__lte=today + SOON,
    )
    for row in rows.select_related("dispute").order_by("confirm_by", "id")[:SHOWN]:
        title = f"{row.dispute.number} {row.dispute.title}"
        note = _("双方要申请司法确认的，期限快到")
        yield Task(title, _there(row.dispute), row.confirm_by, "soon", note, _("人民调解法第33条"))


def _own(actor: Actor) -> Iterator[Task]:
    for row, what in waiting_for(actor)[:SHOWN]:
        yield Task(row.title, reverse("mediation:my_dispute", args=[row.pk]), note=what)


def _agency(actor: Actor, today: date) -> Iterator[Task]:
    mine = agencies_of(actor)
    if mine:
        rows = referrals_for(actor).filter(state=Referral.State.ASKED, agency_id__in=mine)
        for row in rows.order_by("due_on", "id")[:SHOWN]:
            state = "late" if row.due_on < today else "now"
            there = reverse("mediation:referral", args=[row.pk])
            yield Task(row.number, there, row.due_on, state, _("较大纠纷等您提建议"))
    for one in open_measures(actor, today)[:SHOWN]:
        there = reverse("mediation:referral", args=[one.referral_id])
        state = "late" if one.late_on(today) else "now"
        title = f"{one.referral.number} {one.who}：{one.text}"
        yield Task(title, there, one.due_on, state, _("较大纠纷的措施"))


def _lessons(actor: Actor) -> Iterator[Task]:
    drafts = lessons_for(actor).filter(state=Lesson.State.DRAFT).order_by("id")
    for row in drafts[:SHOWN]:
        if row.written_by_id == actor.person_id:
            continue
        there = reverse("mediation:lesson", args=[row.pk])
        yield Task(row.title, there, note=_("化解经验等审核"))

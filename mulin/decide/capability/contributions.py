"""What this room tells the desk: reception days, trainings to hold or answer, questions by words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.decide.capability.actions.trainings import NUMBERS
from mulin.decide.capability.chapters import entries
from mulin.decide.capability.permissions import (
    RECEIVERS,
    may_receive,
    may_run,
    may_see_schedule,
)
from mulin.decide.capability.queries import receptions, trainings
from mulin.decide.capability.rendering import question_of
from mulin.decide.capability.searching import bigrams, matching
from mulin.ground.estate.models import Unit
from mulin.kit.clock import day_of, end_of, start_of
from mulin.kit.contributions import Hit, Line, Panel, Task
from mulin.kit.rights import Actor

SHOWN, FEWEST_LETTERS, HITS = 20, 4, 6
SOON = timedelta(days=3)


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    """Receptions of one's own body, trainings to put down as held, invitations to answer."""
    yield from _receptions(actor, today)
    for row in trainings.unfinished(actor, start_of(today))[:SHOWN]:
        if may_run(actor, row) is None:
            yield Task(
                row.topic,
                reverse("trainings:training", args=[row.pk]),
                note=_("培训办完了，还没有登记到场和小结"),
            )
    if actor.person_id is None or not any(g.role in RECEIVERS for g in actor.grants):
        return
    for row in trainings.waiting_for(actor, end_of(today))[:SHOWN]:
        yield Task(
            row.topic,
            reverse("trainings:training", args=[row.pk]),
            day_of(row.starts_at),
            "soon",
            _("请您参加，还没有报名"),
        )


def about_unit(unit: Unit, actor: Actor, today: date) -> Iterable[Panel]:
    """When the home's committee and company receive next."""
    rows = receptions.schedules_for(actor).filter(
        compound_id=unit.compound_id, ends_on__isnull=True
    )
    lines = []
    for row in rows[:5]:
        day = receptions.next_day(row, today)
        if may_see_schedule(actor, row) is None and day is not None:
            there = reverse("receptions:schedule", args=[row.pk])
            lines.append(Line(row.body.name, there, f"{day:%Y-%m-%d}", "now", _("下次接待")))
    if lines:
        yield Panel(_("业主接待"), tuple(lines))


def found(words: str, actor: Actor) -> Iterable[Hit]:
    """Trainings by number or topic, and questions that hold every pair of what was asked.

    Rooms, telephones and short names are none of ours.
    """
    plain = words.strip()
    numbered = plain.upper().startswith(NUMBERS)
    if not numbered and (len(plain) < FEWEST_LETTERS or any(c.isdigit() for c in plain)):
        return
    asked = len(bigrams(plain))
    close = matching(plain, entries().values(), least=asked) if not numbered else []
    for entry in close[:HITS]:
        there = reverse("handbook:entry", args=[entry.code])
        yield Hit(_("一百问"), question_of(entry), there, entry.code)
    wanted = Q(number__istartswith=plain) | Q(topic__icontains=plain)
    for row in trainings.trainings_for(actor).filter(wanted)[:HITS]:
        note = f"{row.number} · {row.get_state_display()}"
        yield Hit(_("培训"), row.topic, reverse("trainings:training", args=[row.pk]), note)


def _receptions(actor: Actor, today: date) -> Iterable[Task]:
    """For the body itself: the day that comes, and the last one that nobody accounted for."""
    if not any(g.role in RECEIVERS for g in actor.grants):
        return
    rows = receptions.schedules_for(actor).filter(ends_on__isnull=True)
    for row in rows[:SHOWN]:
        if may_receive(actor, row) is not None:
            continue
        there = reverse("receptions:schedule", args=[row.pk])
        missed = receptions.missed_days(row, today)
        if missed:
            note = _("没有登记接待，共缺 %(n)d 次") % {"n": len(missed)}
            yield Task(
                _("%(place)s业主接待日") % {"place": row.compound.name},
                there,
                missed[0],
                "late",
                note,
            )
        day = receptions.next_day(row, today)
        if day is not None and day <= today + SOON:
            note = f"{row.rhythm} · {row.place}"
            yield Task(
                _("%(place)s业主接待日") % {"place": row.compound.name}, there, day, "soon", note
            )

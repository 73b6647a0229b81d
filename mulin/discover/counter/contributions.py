"""What the counter tells the desk: what is late, what a home or a person has under way, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.discover.counter.models import Application
from mulin.discover.counter.permissions import CLERKS, may_see_counter
from mulin.discover.counter.queries.applications import (
    applications_for,
    late,
    mark_of,
    own_applications,
)
from mulin.discover.counter.queries.stations import bookings_of_stations, stations_open
from mulin.ground.estate.models import Person, Unit
from mulin.kit.contributions import Hit, Line, Panel, Task, Verb
from mulin.kit.rights import Actor, Role
from mulin.kit.words import said

SHOWN, FEWEST_LETTERS = 20, 2
AHEAD = timedelta(days=2)
State = Application.State


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    """What is late or soon to be told, answered or passed on; and who comes today."""
    if not any(grant.role in CLERKS for grant in actor.grants):
        return
    soon = Q(state=State.DECIDED) | Q(state=State.RECEIVED, tell_by__lte=today + AHEAD)
    soon |= Q(state__in=(State.ACCEPTED, State.FORWARDED), due_on__lte=today + AHEAD)
    for row in applications_for(actor).filter(soon | late(today))[:SHOWN]:
        yield Task(
            _("%(todo)s：%(affair)s") % {"todo": _todo(row), "affair": row.title},
            reverse("counter:application", args=[row.pk]),
            row.tell_by if row.state == State.RECEIVED else row.due_on,
            "late" if mark_of(row, today)[0] == "late" else "soon",
            note=f"{row.number} {row.station.name}",
        )
    at_counter = any(grant.role is Role.COMMUNITY_WORKER for grant in actor.grants)
    stations = [one.pk for one in stations_open(actor)] if at_counter else []
    if stations and (coming := bookings_of_stations(actor.street_id, stations, today)[:SHOWN]):
        for booking in coming:
            yield Task(
                _("%(hours)s 有人约了窗口") % {"hours": booking.sitting.hours},
                reverse("counter:sitting", args=[booking.sitting_id]),
                today,
                "now",
                note=booking.sitting.station.name,
            )


def waits_for(actor: Actor, today: date) -> Iterable[Task]:
    """Affairs whose papers the resident has still to hand in."""
    for row in own_applications(actor):
        if row.state == State.LACKING:
            yield Task(
                row.title,
                reverse("affairs:one", args=[row.pk]),
                note=_("还缺材料，缺哪几样都写清了"),
                verb=_("看缺什么，拍照补交"),
            )


def about_unit(unit: Unit, actor: Actor, today: date) -> Iterable[Panel]:
    """What was handed in from this home; what was written in stays in its own file."""
    if may_see_counter(actor) is None:
        yield from _panel(applications_for(actor).filter(unit_id=unit.pk), today)


def about_person(person: Person, actor: Actor, today: date) -> Iterable[Panel]:
    """What this person handed in, whoever brought it."""
    if may_see_counter(actor) is None:
        yield from _panel(applications_for(actor).filter(person_id=person.pk), today)


def verbs(unit: Unit, actor: Actor, today: date) -> Iterable[Verb]:
    """Take something in for this home."""
    if any(grant.role in CLERKS for grant in actor.grants) and unit.ended_on is None:
        url = f"{reverse('counter:choose')}?unit={unit.pk}"
        yield Verb(_("居民办事"), _("收件"), url, "inbox", key="s")


def person_verbs(person: Person, actor: Actor, today: date) -> Iterable[Verb]:
    """Take something in for this person, or register who acts for him."""
    if any(grant.role in CLERKS for grant in actor.grants):
        url = f"{reverse('counter:choose')}?person={person.pk}"
        yield Verb(_("居民办事"), _("收件"), url, "inbox", key="s")
        yield Verb(_("居民办事"), _("登记代办委托"), reverse("counter:give_mandate"), "user-check")


def found(words: str, actor: Actor) -> Iterable[Hit]:
    """Affairs by number (whole, or its beginning)."""
    plain = words.strip().upper()
    if len(plain) < FEWEST_LETTERS or not plain.startswith("SL"):
        return
    if may_see_counter(actor) is not None:
        return
    for row in applications_for(actor).filter(number__istartswith=plain)[:SHOWN]:
        url = reverse("counter:application", args=[row.pk])
        yield Hit(_("居民办件"), row.number, url, row.title)


def _todo(row: Application) -> str:
    if row.state == State.RECEIVED:
        return said("告知或受理")
    return said("回复") if row.state == State.DECIDED else said("办结")


def _panel(rows: Any, today: date) -> Iterable[Panel]:
    lines = []
    for row in rows[:SHOWN]:
        mark, word = mark_of(row, today)
        due = f"{row.due_on}" if row.due_on and row.is_open else ""
        url = reverse("counter:application", args=[row.pk])
        lines.append(Line(row.title, url, due, mark, word, row.number, ends=True))
    if lines:
        yield Panel(_("居民办件"), tuple(lines))

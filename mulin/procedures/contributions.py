"""What procedures tell the desk: whose turn it is, and procedures by number or name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.kit.contributions import Hit, Task
from mulin.kit.rights import Actor
from mulin.law.process import Duty
from mulin.procedures.queries import dues_for, procedures_for
from mulin.procedures.screens import countdown

SHOWN, FEWEST_LETTERS = 40, 2


def my_turn(actor: Actor, today: date) -> Iterable[Task]:
    """Steps that this person owes, the most urgent first; one statement."""
    for due in dues_for(actor)[:SHOWN]:
        procedure = due.procedure
        mark, words = countdown(due.day, today)
        yield Task(
            f"{procedure.place_and_about} · {procedure.title} · {due.title}",
            reverse("procedures:step", args=[procedure.pk, due.step]),
            due.day,
            mark,
            f"{Duty(due.owed_by).label} · {words}",
            due.article,
        )


def found(words: str, actor: Actor) -> Iterable[Hit]:
    """Procedures by number (whole, or its beginning) or by words of their name or compound."""
    plain = words.strip()
    if len(plain) < FEWEST_LETTERS or plain.isdigit():
        return
    wanted = Q(number__istartswith=plain) | Q(title__icontains=plain) | Q(about__icontains=plain)
    for row in procedures_for(actor).filter(wanted)[:SHOWN]:
        note = f"{row.number} · {row.place_and_about} · {row.get_state_display()}"
        there = reverse("procedures:procedure", args=[row.pk])
        yield Hit(_("程序"), row.title, there, note)

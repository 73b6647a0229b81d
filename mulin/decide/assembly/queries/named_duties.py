"""Who is named as counter or witness of a vote that is not at its end."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from mulin.decide.assembly.models import Poll, PollOfficer
from mulin.ground.access.duties import NamedDuty
from mulin.ground.estate.models import Person

ENDED = (Poll.State.FINAL, Poll.State.VOIDED)


def duties_in_votes(person: Person) -> Iterable[NamedDuty]:
    """The duties this person holds in votes under way, the newest vote first; one statement."""
    rows = PollOfficer.objects.of(person.street_id).filter(
        person_id=person.pk, poll__state__in=[s for s in Poll.State if s not in ENDED]
    )
    for row in rows.select_related("poll").order_by("-poll_id", "duty"):
        url = reverse("assembly:poll", args=[row.poll_id])
        yield NamedDuty(f"{row.poll.title}：{row.get_duty_display()}", url)

"""Affairs that were handed in: the office's list, one with everything, a person's own."""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hmac import compare_digest
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from mulin.discover.counter.models import Application, HandedPaper, Mandate
from mulin.discover.counter.permissions import reach
from mulin.ground import secrets
from mulin.ground.record.queries import Said, sentences_about
from mulin.kit.clock import day_of
from mulin.kit.rights import Actor
from mulin.kit.words import said
from mulin.law.affairs.catalogue import affairs

VALUES, FOLLOW = "counter.values", "counter.follow"
LENGTH = 48
MOST_SAID = 60
State = Application.State
MARKS = {
    State.RECEIVED: "soon",
    State.LACKING: "pause",
    State.ACCEPTED: "now",
    State.FORWARDED: "now",
    State.DECIDED: "soon",
    State.ANSWERED: "done",
    State.COLLECTED: "done",
    State.WITHDRAWN: "idle",
}


@dataclass(frozen=True)
class Step:
    """One step of an affair's way, for the office's and the resident's page."""

    name: str
    state: str
    when: str


def mark_of(row: Application, today: date) -> tuple[str, str]:
    """Mark and word; what is late is seen late."""
    word = row.get_state_display()
    if late_days(row, today):
        return "late", said("{word}，已超期", word=word)
    return MARKS[State(row.state)], word


def late_days(row: Application, today: date) -> int:
    """Days since it ought to have been told, answered or passed on; none where it is in time."""
    if row.state == State.RECEIVED:
        return max((today - row.tell_by).days, 0)
    if row.state in (State.ACCEPTED, State.FORWARDED, State.DECIDED) and row.due_on:
        return max((today - row.due_on).days, 0)
    return 0


def late(today: date) -> Q:
    """What :func:`late_days` says, as a question to the database."""
    working = (State.ACCEPTED, State.FORWARDED, State.DECIDED)
    return Q(state=State.RECEIVED, tell_by__lt=today) | Q(state__in=working, due_on__lt=today)


def applications_for(actor: Actor) -> QuerySet[Application]:
    """What the office reads: the open ones by their day, then the newest."""
    rows = Application.objects.of(actor.street_id).select_related("station", "compound", "unit")
    within = reach(actor)
    if within is not None:
        rows = rows.filter(station__community_id__in=within)
    found: QuerySet[Application] = rows.order_by(
        F("ended_on").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "-id"
    )
    return found


def application_of(street_id: UUID, application_id: UUID) -> Application | None:
    rows = Application.objects.of(street_id).select_related(
        "street", "station__community", "compound", "unit", "person", "mandate__agent"
    )
    found: Application | None = rows.filter(pk=application_id).first()
    return found


def papers_of(application: Application) -> list[HandedPaper]:
    """In the order of the guide."""
    return list(application.papers.select_related("photo").order_by("order"))


def lacking_of(papers: Sequence[HandedPaper]) -> list[HandedPaper]:
    return [one for one in papers if one.lacks]


def values_of(application: Application) -> list[tuple[str, str]]:
    """What was written into the form, with the words of the blanks. The caller judged who reads."""
    raw = secrets.unseal_text(application.street_id, VALUES, bytes(application.values_sealed))
    values: dict[str, str] = json.loads(raw) if raw else {}
    affair = affairs().get(application.affair)
    if affair is None:
        return list(values.items())
    found = []
    for blank in affair.blanks:
        if value := values.get(blank.code, ""):
            found.append((blank.title, dict(blank.choices).get(value, value)))
    return found


def seal_values(street_id: UUID, values: dict[str, str]) -> bytes:
    return secrets.seal_text(street_id, VALUES, json.dumps(values, ensure_ascii=False))


def steps_of(row: Application) -> list[Step]:
    """The way it goes: handed in, complete, decided, answered, fetched."""
    decided = f"{row.decided_on}" if row.decided_on else ""
    days = (
        (said("收件"), _day(row.received_at), True),
        (said("受理"), f"{row.counted_from or ''}", row.counted_from is not None),
        (said("办理"), decided, bool(decided)),
        (said("回复"), _day(row.answered_at), row.answered_at is not None),
    )
    found, now = [], row.state != State.WITHDRAWN
    for name, when, done in days:
        state = "done" if done else "now" if now else "idle"
        now = now and done
        found.append(Step(name, state, when))
    return found


def timeline(application: Application) -> list[Said]:
    """What happened, as sentences, newest first."""
    return sentences_about(application.street_id, application.pk, MOST_SAID)


def own_applications(actor: Actor) -> list[Application]:
    """What the person handed in, or an agent for him, or he as an agent."""
    if actor.person_id is None:
        return []
    mine = Q(person_id=actor.person_id) | Q(
        mandate__agent_id=actor.person_id, mandate__ended_on__isnull=True
    )
    rows = Application.objects.of(actor.street_id).filter(mine)
    rows = rows.select_related("station", "mandate")
    return list(rows.order_by(F("ended_on").desc(nulls_first=True), "-id")[:60])


def counts(rows: QuerySet[Application], today: date) -> dict[str, int]:
    """For the head of the list: open, late, waiting for papers, waiting for the answer."""
    found: dict[str, int] = rows.order_by().aggregate(
        open=Count("pk", filter=Q(state__in=Application.OPEN)),
        late=Count("pk", filter=late(today)),
        lacking=Count("pk", filter=Q(state=State.LACKING)),
        decided=Count("pk", filter=Q(state=State.DECIDED)),
        ended=Count("pk", filter=Q(state__in=(State.ANSWERED, State.COLLECTED))),
    )
    return found


def mandates_for(actor: Actor) -> QuerySet[Mandate]:
    """Mandates the office reads, the newest first."""
    rows = Mandate.objects.of(actor.street_id).select_related(
        "principal", "agent", "station", "paper"
    )
    within = reach(actor)
    if within is not None:
        rows = rows.filter(station__community_id__in=within)
    found: QuerySet[Mandate] = rows.order_by("-id")
    return found


def own_mandates(actor: Actor, today: date) -> list[Mandate]:
    """Mandates in force by which the person is an agent, or which he gave."""
    if actor.person_id is None:
        return []
    rows = Mandate.objects.of(actor.street_id).filter(
        Q(agent_id=actor.person_id) | Q(principal_id=actor.person_id),
        ended_on__isnull=True,
        valid_to__gte=today,
    )
    return list(rows.select_related("principal", "agent", "station").order_by("-id"))


def follow_token(application: Application) -> str:
    """The part of the address that nobody can guess; the same every time it is printed."""
    key = secrets.blind(application.street_id, FOLLOW, application.pk.hex)
    return urlsafe_b64encode(application.street_id.bytes + application.pk.bytes + key).decode()


def behind(token: str) -> Application | None:
    """The affair that a receipt's code opens."""
    try:
        raw = urlsafe_b64decode(token.encode("ascii"))
    except (binascii.Error, ValueError):
        return None
    if len(raw) != LENGTH:
        return None
    street_id, application_id = UUID(bytes=raw[:16]), UUID(bytes=raw[16:32])
    if not compare_digest(raw[32:], secrets.blind(street_id, FOLLOW, application_id.hex)):
        return None
    return application_of(street_id, application_id)


def _day(instant: datetime | None) -> str:
    return day_of(instant).isoformat() if instant else ""

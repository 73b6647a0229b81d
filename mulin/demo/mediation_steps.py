"""Mediation told: the steps of a case, by who takes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from mulin.deliberate.mediation.actions import (
    agreeing,
    applying,
    consenting,
    keeping,
    seating,
    talking,
)
from mulin.deliberate.mediation.models import (
    Accord,
    Dispute,
    Mediator,
    Panel,
    Promise,
    Seat,
    Side,
    Signature,
    Talk,
)
from mulin.demo import photos
from mulin.demo.people import telephone
from mulin.demo.posts import STAFF
from mulin.demo.scene import Scene, at
from mulin.ground.estate.models import Organisation, Ownership, Person
from mulin.kit.clock import day_of
from mulin.kit.ids import uuid7


@dataclass(frozen=True)
class Plan:
    """What a case is about, and who is in it."""

    cause: str
    title: str
    text: str
    claim: str
    applicant: Person
    respondent: Person | Organisation
    amount: int = 0
    people: int = 2


def ask(scene: Scene, plan: Plan) -> Dispute:
    by, other = scene.acting("shequ"), plan.respondent
    phone = telephone(STAFF, 900, wrong=False)
    panel = Panel.objects.of(scene.street).get(level=Panel.Level.COMMUNITY)
    whom = (
        applying.Who("", organisation=other)
        if isinstance(other, Organisation)
        else applying.Who(other.name, room=_room(other), person_id=other.pk)
    )
    asked = applying.Application(
        panel, scene.compounds[0], "application", "counter", plan.cause, plan.title, plan.text,
        plan.claim, plan.amount, plan.people,
        applying.Who(plan.applicant.name, phone, _room(plan.applicant), person_id=plan.applicant.pk),
        whom,
    )  # fmt: skip
    return applying.register_dispute(asked, once=uuid7(), by=by, now=scene.now)


def _room(person: Person) -> str:
    row = Ownership.objects.of(person.street_id).filter(person=person).select_related("unit")
    found = row.order_by("id").first()
    return found.unit.label if found else ""


def opened(scene: Scene, found: Dispute, *, chosen: str = "parties") -> Dispute:
    """Everybody agrees, and a mediator is chosen."""
    by = scene.acting("tiaojie")
    rows = Side.objects.of(scene.street).filter(dispute=found).select_related("dispute")
    for side in rows.order_by("id"):
        today = day_of(scene.now)
        consenting.note_consent(
            side, "agreed", "当面签了同意书", today, shares=True, by=by, now=scene.now
        )
    mediators = Mediator.objects.of(scene.street).select_related("appointment__person")
    him = mediators.get(appointment__person=scene.people["tiaojie"])
    found.refresh_from_db()
    seating.seat_mediator(found, him, chosen, by=by, now=scene.now)
    return found


def talk(scene: Scene, found: Dispute, *guests: talking.Asked) -> Talk:
    by = scene.acting("tiaojie")
    when = at(day_of(scene.now) + timedelta(days=2), 14)
    return talking.call_talk(
        found, when, "社区党群服务中心 104 室", guests, once=uuid7(), by=by, now=scene.now
    )


def held(scene: Scene, talk: Talk, text: str) -> None:
    by, came = scene.acting("tiaojie"), [guest.pk for guest in talk.guests.all()]
    talking.record_talk(talk, text, came, by=by, now=scene.now)
    sheet = photos.signature(f"{talk.pk.hex} 记录")
    talking.sign_talk(talk, None, sheet, by=by, now=scene.now)


def agree(
    scene: Scene, found: Dispute, content: str, *lines: tuple[str, int, int], form: str = "written"
) -> Accord:
    """Lines: what, fen, days until it is due; the respondent owes them."""
    rows = Side.objects.of(scene.street).filter(dispute=found, part=Side.Part.RESPONDENT)
    side, today = rows.get(), day_of(scene.now)
    terms = [
        agreeing.Term(side, text, today + timedelta(days=days), fen) for text, fen, days in lines
    ]
    by = scene.acting("tiaojie")
    facts = found.text
    return agreeing.reach_accord(
        found, form, facts, content, terms, made_on=today, once=uuid7(), by=by, now=scene.now
    )


def sign(scene: Scene, accord: Accord, *, but: Person | None = None) -> None:
    """Everybody signs on paper, but the one who still has to; then the mediator, then the seal."""
    by, how = scene.acting("tiaojie"), Signature.How.PAPER
    rows = Side.objects.of(scene.street).filter(dispute=accord.dispute).select_related("dispute")
    seat = Seat.objects.of(scene.street).get(dispute=accord.dispute, until__isnull=True)
    signers = [side for side in rows.order_by("id") if but is None or side.person_id != but.pk]
    for who in (*signers, seat, None):
        sheet = photos.signature(f"{accord.pk.hex} {who.pk.hex if who else '章'}")
        agreeing.sign_accord(accord, who, sheet, how, by=by, now=scene.now)


def paid(scene: Scene, promise: Promise, fen: int, note: str) -> None:
    by, today = scene.acting("tiaojie"), day_of(scene.now)
    keeping.note_payment(promise, fen, today, note, once=uuid7(), by=by, now=scene.now)


def promises(accord: Accord) -> list[Promise]:
    rows = Promise.objects.of(accord.street_id).filter(accord=accord)
    return list(rows.select_related("accord__dispute").order_by("order"))

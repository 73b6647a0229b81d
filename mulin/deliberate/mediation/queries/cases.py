"""Cases: those of whoever asks, one with all that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Sum
from django.urls import reverse

from mulin.deliberate.mediation.models import (
    Accord,
    Dispute,
    Lesson,
    Promise,
    Reading,
    Referral,
    Seat,
    Side,
    Signature,
    Talk,
)
from mulin.deliberate.mediation.permissions import HIDDEN, Desk, desk_of, is_side
from mulin.ground.matters.links import Piece
from mulin.ground.matters.models import Matter
from mulin.ground.record.queries import Said, sentences_about
from mulin.kit.rights import Actor, Refused, Role
from mulin.kit.words import said

State = Dispute.State
MARKS: Mapping[Dispute.State, str] = {
    State.ASKED: "soon",
    State.OPEN: "now",
    State.AGREED: "now",
    State.DONE: "done",
    State.FAILED: "no",
    State.REFUSED: "no",
    State.WITHDRAWN: "idle",
    State.BARRED: "no",
}


def rows_of(street_id: UUID) -> Any:
    """Cases with what a list shows of them."""
    return Dispute.objects.of(street_id).select_related("panel__organisation", "compound")


def dispute_of(street_id: UUID, pk: UUID) -> Dispute:
    """One case. Raises Refused where it is not this street's."""
    found: Dispute | None = rows_of(street_id).select_related("matter").filter(pk=pk).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def handled_by(actor: Actor, desk: Desk | None = None) -> Any:
    """Cases he sits in, and those of committees he leads, but none in which he is or serves a party."""
    mine = desk if desk is not None else desk_of(actor)
    rows = rows_of(actor.street_id)
    if not mine:
        return rows.none()
    seats = Seat.objects.of(actor.street_id).filter(
        dispute_id=OuterRef("pk"), until__isnull=True, mediator_id__in=mine.mediators
    )
    near = Q(organisation_id__in=actor.organisations) | is_side(actor)
    own = Side.objects.of(actor.street_id).filter(near, dispute_id=OuterRef("pk"))
    return rows.filter(Q(panel_id__in=mine.led) & ~Exists(own) | Exists(seats))


def registered_by(actor: Actor) -> Any:
    """Applications this person wrote down for others: that they are there, and how they stand."""
    rows = rows_of(actor.street_id)
    return rows.filter(registered_by_id=actor.person_id) if actor.person_id else rows.none()


def known_to_street(actor: Actor) -> Any:
    """Every case of the street as a masked row, but those in which the officer is or serves a party."""
    if not actor.has(Role.STREET_OFFICER):
        return Dispute.objects.none()
    near = Q(organisation_id__in=actor.organisations) | is_side(actor)
    own = Side.objects.of(actor.street_id).filter(near, dispute_id=OuterRef("pk"))
    return rows_of(actor.street_id).filter(~Exists(own))


def mine_of(actor: Actor) -> list[Dispute]:
    """Cases in which the actor is a party or speaks for one, the newest first."""
    if actor.person_id is None:
        return []
    sides = Side.objects.of(actor.street_id).filter(is_side(actor))
    rows = rows_of(actor.street_id).filter(pk__in=sides.values("dispute_id"))
    return list(rows.order_by("-id"))


def waiting_for(actor: Actor) -> list[tuple[Dispute, str]]:
    """Own cases in which an answer or a signature is waited for; three statements."""
    sides = Side.objects.of(actor.street_id).filter(is_side(actor))
    asked = sides.filter(consent=Side.Consent.WAITING, dispute__state=State.ASKED)
    found = [(side.dispute, said("请您答复是否同意调解")) for side in _with_case(asked)]
    drafts = Accord.objects.of(actor.street_id).filter(
        dispute_id=OuterRef("dispute_id"), state=Accord.State.DRAFT
    )
    signed = Signature.objects.of(actor.street_id).filter(
        side_id=OuterRef("pk"), accord__state=Accord.State.DRAFT
    )
    owed = sides.filter(
        Exists(drafts), ~Exists(signed), part__in=(Side.Part.APPLICANT, Side.Part.RESPONDENT)
    )
    return found + [(side.dispute, said("请您看协议并签名")) for side in _with_case(owed)]


def _with_case(rows: Any) -> Any:
    return rows.select_related("dispute").order_by("id")


@dataclass(frozen=True)
class PromiseLine:
    """A promise with what was paid of it, in fen."""

    promise: Promise
    paid: int
    late: bool

    @property
    def left(self) -> int:
        return max(self.promise.amount - self.paid, 0)


@dataclass(frozen=True)
class File:
    """A case with everything in it."""

    dispute: Dispute
    sides: list[Side]
    seats: list[Seat]
    talks: list[Talk]
    accord: Accord | None
    lines: list[PromiseLine]
    signatures: list[Signature]
    readings: list[Reading]
    referrals: list[Referral]
    lessons: list[Lesson]
    said: list[Said]

    @property
    def sitting(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.until is None and not seat.near]


def file_of(dispute: Dispute, today: date) -> File:
    """Everything of one case; twelve statements."""
    street, about = dispute.street_id, {"dispute": dispute}
    sides = (
        Side.objects.of(street)
        .filter(**about)
        .select_related("person", "organisation", "wishes__appointment__person", "agent_paper")
    )
    seats = Seat.objects.of(street).filter(**about).select_related("mediator__appointment__person")
    talks = Talk.objects.of(street).filter(**about).prefetch_related("guests", "signatures")
    accord = accord_of(dispute)
    return File(
        dispute,
        list(sides.order_by("part", "id")),
        list(seats.order_by("id")),
        list(talks.order_by("order")),
        accord,
        lines_of(accord, today) if accord else [],
        signatures_of(accord) if accord else [],
        list(Reading.objects.of(street).filter(**about).order_by("-id")[:20]),
        list(Referral.objects.of(street).filter(**about).select_related("agency").order_by("-id")),
        list(Lesson.objects.of(street).filter(**about).order_by("-id")),
        sentences_about(street, dispute.pk),
    )


def accord_of(dispute: Dispute) -> Accord | None:
    """The agreement that stands, signed or not yet."""
    rows = Accord.objects.of(dispute.street_id).filter(dispute=dispute)
    found: Accord | None = (
        rows.exclude(state=Accord.State.DROPPED).select_related("dispute").order_by("-id").first()
    )
    return found


def lines_of(accord: Accord, today: date) -> list[PromiseLine]:
    """What was promised and what was paid; two statements."""
    rows = Promise.objects.of(accord.street_id).filter(accord=accord).select_related("side")
    paid = rows.annotate(paid=Sum("payments__amount")).order_by("order")
    kept = list(paid.prefetch_related("payments__paper"))
    return [PromiseLine(one, one.paid or 0, one.late_on(today)) for one in kept]


def signatures_of(accord: Accord) -> list[Signature]:
    """Who signed the agreement."""
    rows = Signature.objects.of(accord.street_id).filter(accord=accord)
    return list(rows.select_related("paper").order_by("id"))


def state_counts(rows: Any) -> dict[str, int]:
    """How many stand in each state."""
    found: dict[str, int] = {}
    for state in rows.order_by().values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def cases_of_matter(actor: Actor, matter: Matter) -> list[Piece]:
    """Cases of a matter, told to those who handle them and to nobody else."""
    from_matter = handled_by(actor).filter(matter_id=matter.pk)
    return [_piece(row) for row in from_matter.order_by("id")]


def _piece(row: Dispute) -> Piece:
    return Piece(
        kind=said("人民调解"),
        title=row.title,
        number=row.number,
        mark=MARKS[State(row.state)],
        state=row.get_state_display(),
        url=reverse("mediation:dispute", args=[row.pk]),
        subject_id=row.pk,
    )

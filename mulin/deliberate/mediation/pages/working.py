"""What is done in a case towards an agreement and after it: sessions, causes, signing, keeping."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.deliberate.mediation import forms_after as after
from mulin.deliberate.mediation.actions import agreeing, keeping, talking
from mulin.deliberate.mediation.causes import BY_CODE
from mulin.deliberate.mediation.forms import WhyForm, named
from mulin.deliberate.mediation.forms_working import (
    AccordForm,
    CauseForm,
    RecordForm,
    ScanForm,
    TalkForm,
)
from mulin.deliberate.mediation.models import (
    Accord,
    Dispute,
    Promise,
    Seat,
    Side,
    Signature,
    Talk,
)
from mulin.deliberate.mediation.pages.common import handled_at
from mulin.deliberate.mediation.pages.doing import done
from mulin.deliberate.mediation.permissions import HIDDEN
from mulin.deliberate.mediation.queries.cases import accord_of
from mulin.ground.page.trying import once_of
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused


def _sides(found: Dispute) -> dict[str, Side]:
    rows = Side.objects.of(found.street_id).filter(dispute=found).order_by("part", "id")
    return {str(one.pk): one for one in rows}


def _talk(
    request: HttpRequest, dispute_id: UUID, mediation_session_id: UUID
) -> tuple[Actor, Dispute, Talk]:
    actor, found = handled_at(request, dispute_id)
    rows = Talk.objects.of(actor.street_id).filter(dispute=found, pk=mediation_session_id)
    talk: Talk | None = rows.select_related("dispute").prefetch_related("guests").first()
    if talk is None:
        raise Refused(HIDDEN)
    return actor, found, talk


def _accord(request: HttpRequest, dispute_id: UUID) -> tuple[Actor, Dispute, Accord]:
    actor, found = handled_at(request, dispute_id)
    accord = accord_of(found)
    if accord is None:
        raise Refused(HIDDEN)
    return actor, found, accord


@require_POST
def call(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """Call a session."""
    actor, found = handled_at(request, dispute_id)
    form, once = TalkForm(request.POST), once_of(request)

    def verb(typed: dict[str, Any]) -> Any:
        guests = [talking.Asked(p, o, "", t) for p, o, t in form.guests]
        at, place = typed["starts_at"], typed["place"]
        return talking.call_talk(found, at, place, guests, once=once, by=actor, now=clock.now())

    return done(request, actor, found, form, verb, _("已通知当事人。"))


@require_POST
def record(request: HttpRequest, dispute_id: UUID, mediation_session_id: UUID) -> HttpResponse:
    """Write down what was said."""
    actor, found, talk = _talk(request, dispute_id, mediation_session_id)
    guests = [(str(g.pk), g.get_profession_display()) for g in talk.guests.all()]
    form = RecordForm(request.POST, key=talk.pk.hex, guests=guests)

    def verb(typed: dict[str, Any]) -> Any:
        came = {UUID(pk) for pk in typed.get("came", ())}
        return talking.record_talk(talk, typed["record"], came, by=actor, now=clock.now())

    return done(request, actor, found, form, verb, _("已记录。"))


@require_POST
def miss(request: HttpRequest, dispute_id: UUID, mediation_session_id: UUID) -> HttpResponse:
    """It was not held."""
    actor, found, talk = _talk(request, dispute_id, mediation_session_id)

    def verb(typed: dict[str, Any]) -> Any:
        return talking.miss_talk(talk, typed["why"], by=actor, now=clock.now())

    form = WhyForm(request.POST, key=f"miss{talk.pk.hex}")
    return done(request, actor, found, form, verb, _("已登记。"))


@require_POST
def sign_record(request: HttpRequest, dispute_id: UUID, mediation_session_id: UUID) -> HttpResponse:
    """The signed sheet of the record."""
    actor, found, talk = _talk(request, dispute_id, mediation_session_id)
    sides = _sides(found)
    offered = named(list(sides.values()))
    form = ScanForm(request.POST, request.FILES, key=talk.pk.hex, sides=offered)

    def verb(typed: dict[str, Any]) -> Any:
        side = sides.get(typed["side"])
        return talking.sign_talk(talk, side, typed["scan"], by=actor, now=clock.now())

    return done(request, actor, found, form, verb, _("已存签字页。"))


@require_POST
def cause(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """What it came from."""
    actor, found = handled_at(request, dispute_id)
    typed_cause = request.POST.get("cause-cause", "")
    if typed_cause not in BY_CODE:
        raise Refused(HIDDEN)
    form = CauseForm(request.POST, cause=typed_cause)

    def verb(typed: dict[str, Any]) -> Any:
        code, origins, finding = typed["cause"], typed["origins"], typed["finding"]
        return talking.find_cause(found, code, origins, finding, by=actor, now=clock.now())

    return done(request, actor, found, form, verb, _("已登记成因。"))


@require_POST
def agree(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """Write the agreement down."""
    actor, found = handled_at(request, dispute_id)
    sides = _sides(found)
    form = AccordForm(request.POST, sides=named(list(sides.values())))
    once = once_of(request)

    def verb(typed: dict[str, Any]) -> Any:
        terms = [agreeing.Term(sides[s], t, due, fen) for s, t, fen, due in form.terms]
        return agreeing.reach_accord(
            found,
            typed["form"],
            typed["facts"],
            typed["content"],
            terms,
            made_on=typed["made_on"],
            once=once,
            by=actor,
            now=clock.now(),
        )

    return done(request, actor, found, form, verb, _("协议已记下。"))


@require_POST
def sign(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """A signed or sealed sheet of the agreement."""
    actor, found, accord = _accord(request, dispute_id)
    sides = {f"side:{pk}": side for pk, side in _sides(found).items()}
    rows = Seat.objects.of(actor.street_id).filter(dispute=found, until__isnull=True)
    seats = {f"seat:{s.pk}": s for s in rows.select_related("mediator__appointment__person")}
    whom: dict[str, Side | Seat | None] = {**sides, **seats, "seal": None}
    form = after.SignForm(request.POST, request.FILES, who=[(key, key) for key in whom])

    def verb(typed: dict[str, Any]) -> Any:
        who, scan = whom[typed["who"]], typed["scan"]
        how = Signature.How.PAPER
        return agreeing.sign_accord(accord, who, scan, how, by=actor, now=clock.now())

    return done(request, actor, found, form, verb, _("已登记签字。"))


@require_POST
def drop(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """Give a draft up."""
    actor, found, accord = _accord(request, dispute_id)

    def verb(typed: dict[str, Any]) -> Any:
        return agreeing.drop_accord(accord, typed["why"], by=actor, now=clock.now())

    form = WhyForm(request.POST, key="drop")
    return done(request, actor, found, form, verb, _("已作废，继续调解。"))


@require_POST
def pay(request: HttpRequest, dispute_id: UUID, promise_id: UUID) -> HttpResponse:
    """What was paid or done."""
    actor, found, accord = _accord(request, dispute_id)
    rows = Promise.objects.of(actor.street_id).filter(accord=accord, pk=promise_id)
    promise: Promise | None = rows.select_related("accord__dispute").first()
    if promise is None:
        raise Refused(HIDDEN)
    form = after.PaymentForm(request.POST, request.FILES, key=promise.pk.hex)
    once = once_of(request)

    def verb(typed: dict[str, Any]) -> Any:
        amount, on, note = typed["amount"], typed["on"], typed["note"]
        proof, now = typed["proof"], clock.now()
        return keeping.note_payment(promise, amount, on, note, proof, once=once, by=actor, now=now)

    return done(request, actor, found, form, verb, _("已登记履行。"))


@require_POST
def court(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """Both applied to the court."""
    actor, found, accord = _accord(request, dispute_id)

    def verb(typed: dict[str, Any]) -> Any:
        where, on, both = typed["court"], typed["on"], typed["together"]
        return keeping.ask_confirmation(accord, where, on, together=both, by=actor, now=clock.now())

    return done(request, actor, found, after.CourtForm(request.POST), verb, _("已登记申请。"))


@require_POST
def decide(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """What the court decided."""
    actor, found, accord = _accord(request, dispute_id)

    def verb(typed: dict[str, Any]) -> Any:
        court_, on, paper = typed["court"], typed["on"], typed["paper"]
        return keeping.note_decision(accord, court_, on, paper, by=actor, now=clock.now())

    return done(
        request, actor, found, after.DecisionForm(request.POST), verb, _("已登记法院的决定。")
    )

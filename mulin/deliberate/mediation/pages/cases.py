"""One case, as whoever opens it may see it: in full, as a slip, or after a reason was given."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulin.deliberate.mediation import forms_after as after
from mulin.deliberate.mediation.actions.agreeing import unsigned
from mulin.deliberate.mediation.actions.ending import read_dispute
from mulin.deliberate.mediation.causes import BY_CODE, name_of, origin_words
from mulin.deliberate.mediation.forms import (
    AgentForm,
    ConsentForm,
    SeatForm,
    SideForm,
    UnseatForm,
    WhyForm,
    named,
)
from mulin.deliberate.mediation.forms_working import (
    AccordForm,
    BarForm,
    CauseForm,
    EndForm,
    LongerForm,
    MoveForm,
    RecordForm,
    ScanForm,
    TalkForm,
)
from mulin.deliberate.mediation.models import Accord, Dispute, Side, Talk
from mulin.deliberate.mediation.pages.common import bodies_near, crumbs, standing_at
from mulin.deliberate.mediation.permissions import HIDDEN, Standing, agencies
from mulin.deliberate.mediation.queries.cases import MARKS, File, file_of
from mulin.deliberate.mediation.queries.near import candidates
from mulin.deliberate.mediation.queries.panels import panels_open
from mulin.deliberate.mediation.queries.size import reasons_of
from mulin.ground.matters.passing import shown as passages
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import tried
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused
from mulin.law import mediation as law

Typed = dict[str, forms.Form]


@require_safe
def one(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """The page of a case."""
    actor, found, standing = standing_at(request, dispute_id)
    if standing is Standing.PARTY:
        return redirect("mediation:my_dispute", found.pk)
    if standing in (Standing.SLIP, Standing.MAY_ASK):
        return slip(request, found, standing)
    return page(request, actor, found, standing)


@require_POST
def read(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """An officer says why, and reads until the end of the day."""
    actor, found, standing = standing_at(request, dispute_id)
    if standing not in (Standing.MAY_ASK, Standing.READS):
        raise Refused(HIDDEN)
    form = WhyForm(request.POST)
    if form.is_valid():
        why, now = form.cleaned_data["why"], clock.now()
        if tried(form, lambda: read_dispute(found, why, by=actor, now=now)):
            messages.success(request, _("已记下理由，当事人看得到。今天内可以查阅。"))
            return redirect("mediation:dispute", found.pk)
    return slip(request, found, standing, form)


def slip(
    request: HttpRequest, found: Dispute, standing: Standing, form: WhyForm | None = None
) -> HttpResponse:
    """That there is a case and how it stands, and nothing of what it is about."""
    context = {
        "dispute": found,
        "mark": _mark(found, clock.today()),
        "may_ask": standing is not Standing.SLIP,
        "asking": form or WhyForm(),
        "law": law,
        "crumbs": crumbs(Crumb(found.number)),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "mediation/slip.html", context, status=status)


def page(
    request: HttpRequest, actor: Actor, found: Dispute, standing: Standing, **typed: forms.Form
) -> HttpResponse:
    """The case in full, with a form that was refused, or without."""
    today = clock.today()
    file = file_of(found, today)
    keyed: Typed = {form.prefix or "": form for form in typed.values()}
    context: dict[str, Any] = {
        "file": file,
        "dispute": found,
        "mark": _mark(found, today),
        "late": found.late_on(today),
        "cause": name_of(found.cause),
        "origins": origin_words(found.cause, found.origins),
        "bar": law.BAR_BY_CODE.get(found.bar),
        "ways": [law.WAY_BY_CODE[code] for code in found.ways if code in law.WAY_BY_CODE],
        "law": law,
        "today": today,
        "handles": standing is Standing.HANDLES,
        "once": uuid7(),
        "passed": passages(actor, "case", found.pk),
        "why_large": reasons_of(found),
        "papers": _papers(file),
        "crumbs": crumbs(Crumb(found.number)),
    }
    if standing is Standing.HANDLES:
        context |= _to_do(found, file, today, keyed, request)
    bad = any(form.errors for form in typed.values())
    return render(request, "mediation/case.html", context, status=422 if bad else 200)


def _papers(file: File) -> list[tuple[str, str]]:
    """The papers a case has by now."""
    accord = file.accord
    written = accord is not None and accord.form == Accord.Form.WRITTEN
    found = [
        ("application", _("申请书"), True),
        ("record", _("调解记录"), bool(file.talks)),
        ("agreement", _("调解协议书"), written),
        ("oral", _("口头协议登记表"), accord is not None and not written),
        ("confirmation", _("司法确认申请书"), accord is not None and bool(accord.effective_on)),
        ("end", _("终止告知书"), bool(file.dispute.why)),
    ]
    return [(code, name) for code, name, has in found if has]


def _mark(found: Dispute, today: date) -> str:
    late = found.is_open and found.late_on(today)
    return "late" if late else MARKS[Dispute.State(found.state)]


def _to_do(
    found: Dispute, file: File, today: date, keyed: Typed, request: HttpRequest
) -> dict[str, Any]:
    """Forms of whoever handles the case; what is over is not offered."""

    def form(made: forms.Form) -> forms.Form:
        return keyed.get(made.prefix or "", made)

    near = candidates(found, today) if found.is_open else []
    sides, sitting = named(file.sides), named([seat.mediator for seat in file.sitting])
    bodies = named(bodies_near(found.street_id, found.compound_id, today))
    cause = request.GET.get("cause", "") or found.cause
    return {
        "rows": [(side, *_of_side(side, keyed)) for side in file.sides],
        "talks": [_of_talk(talk, sides, keyed) for talk in file.talks],
        "near": near,
        "causes": BY_CODE.values(),
        "chosen_cause": cause,
        "siding": form(SideForm(bodies=bodies)),
        "seating": form(SeatForm(mediators=named([c.mediator for c in near if not c.reasons]))),
        "unseating": form(UnseatForm(mediators=named([c.mediator for c in near]))),
        "calling": form(TalkForm()),
        "causing": form(
            CauseForm(
                cause=cause if cause in BY_CODE else "other",
                initial={"origins": found.origins, "finding": found.finding},
            )
        ),
        "agreeing": form(AccordForm(sides=sides, initial={"made_on": today})),
        "ending": form(EndForm()),
        "barring": form(BarForm()),
        "longer": form(LongerForm()),
        "moving": form(MoveForm(panels=_other_panels(found, today))),
        "dropping": form(WhyForm(key="drop")),
        "referring": form(after.ReferForm(bodies=named(agencies(found.street_id)))),
        "learning": form(after.LessonForm()),
        **_of_accord(file, sitting, today, form),
    }


def _other_panels(found: Dispute, today: date) -> list[tuple[str, str]]:
    """Where a case can go."""
    rows = panels_open(found.street_id, today)
    return [(str(p.pk), p.organisation.name) for p in rows if p.pk != found.panel_id]


def _of_side(side: Side, keyed: Typed) -> tuple[forms.Form, forms.Form, forms.Form]:
    key, start = side.pk.hex, {"on": clock.today(), "shares": side.shares}
    made = (
        ConsentForm(key=key, initial=start),
        AgentForm(key=key),
        WhyForm(key=f"phone{key}"),
    )
    found = [keyed.get(one.prefix or "", one) for one in made]
    return found[0], found[1], found[2]


def _of_talk(
    talk: Talk, sides: Any, keyed: Typed
) -> tuple[Talk, forms.Form, forms.Form, forms.Form]:
    key = talk.pk.hex
    guests = [(str(g.pk), g.get_profession_display()) for g in talk.guests.all()]
    made = (
        RecordForm(key=key, guests=guests, initial={"record": talk.record}),
        WhyForm(key=f"miss{key}"),
        ScanForm(key=key, sides=sides),
    )
    found = [keyed.get(one.prefix or "", one) for one in made]
    return talk, found[0], found[1], found[2]


def _of_accord(file: File, sitting: Any, today: date, form: Any) -> dict[str, Any]:
    """What is left to sign, to keep and to ask of the court."""
    accord = file.accord
    if accord is None:
        return {}
    whom = [(f"side:{s.pk}", s.name) for s in file.sides if s.part != Side.Part.THIRD]
    whom += [(f"seat:{seat.pk}", seat.mediator.name) for seat in file.sitting]
    whom.append(("seal", _("调委会印章")))
    draft = accord.state == Accord.State.DRAFT
    left = (accord.confirm_by - today).days if accord.confirm_by else 0
    return {
        "missing": unsigned(accord) if draft else [],
        "signing": form(after.SignForm(who=whom)),
        "lines": [
            (line, form(after.PaymentForm(key=line.promise.pk.hex, initial={"on": today})))
            for line in file.lines
        ],
        "days_left": left,
        "courting": form(after.CourtForm(initial={"on": today})),
        "deciding": form(after.DecisionForm(initial={"on": today})),
    }

"""Holding a meeting: who came, what it came to, and what the street calls its meetings."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.deliberate.meetings.actions.attending import confirm_attendance, note_attendance
from mulin.deliberate.meetings.actions.calling import drop_meeting, name_format
from mulin.deliberate.meetings.actions.concluding import (
    Conclusion,
    Job,
    conclude_meeting,
    publish_result,
)
from mulin.deliberate.meetings.forms import (
    AttendForm,
    FormatForm,
    MinutesForm,
    OutcomeForm,
    WhyForm,
)
from mulin.deliberate.meetings.pages.common import meeting_at, meeting_crumbs
from mulin.deliberate.meetings.pages.meetings import page
from mulin.deliberate.meetings.permissions import may_carry, may_name_formats
from mulin.deliberate.meetings.queries import meetings as queries
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import tried
from mulin.kit import clock
from mulin.kit.rights import acting, require


@require_POST
def attend(request: HttpRequest, talk_id: UUID) -> HttpResponse:
    """Write down somebody who came."""
    actor, found = meeting_at(request, talk_id)
    form = AttendForm(request.POST, parties=queries.parties_of(found))
    if form.is_valid():
        party, name = UUID(form.cleaned_data["party"]), form.cleaned_data["name"]
        if tried(form, lambda: note_attendance(found, party, name, by=actor, now=clock.now())):
            return redirect(f"{reverse('meetings:meeting', args=[found.pk])}#came")
    return page(request, actor, found, coming=form)


@require_POST
def confirm(request: HttpRequest, talk_id: UUID, attendance_id: UUID) -> HttpResponse:
    """Vouch for a name typed at the door."""
    actor, found = meeting_at(request, talk_id)
    confirm_attendance(found, attendance_id, by=actor, now=clock.now())
    return redirect(f"{reverse('meetings:meeting', args=[found.pk])}#came")


@require_POST
def drop(request: HttpRequest, talk_id: UUID) -> HttpResponse:
    """It was not held: too few came, or it was called off."""
    actor, found = meeting_at(request, talk_id)
    form = WhyForm(request.POST)
    if form.is_valid():
        why, none = form.cleaned_data["why"], request.POST.get("how") == "no_quorum"
        now = clock.now()
        if tried(form, lambda: drop_meeting(found, why, no_quorum=none, by=actor, now=now)):
            messages.success(request, _("已登记，议题转回收集，可以再召集。"))
            return redirect("meetings:meeting", found.pk)
    return page(request, actor, found, dropping=form)


@require_http_methods(["GET", "POST"])
def conclude(request: HttpRequest, talk_id: UUID) -> HttpResponse:
    """Minutes, an outcome for each issue, and who does what until when."""
    actor, found = meeting_at(request, talk_id)
    require(may_carry(actor, found.compound_id))
    parties, items = queries.parties_of(found), queries.items_of(found)
    data = request.POST or None
    form = MinutesForm(data)
    outcomes = [OutcomeForm(data, item=item, parties=parties) for item in items]
    if request.method == "POST" and all(list(map(_is_valid, (form, *outcomes)))):
        told = {one.item.pk: _conclusion(one) for one in outcomes}
        text, now = form.cleaned_data["minutes"], clock.now()
        if tried(form, lambda: conclude_meeting(found, text, told, by=actor, now=now)):
            messages.success(request, _("已登记会议结果。请公布。"))
            return redirect("meetings:meeting", found.pk)
    bad = any(one.errors for one in (form, *outcomes))
    context = {
        "meeting": found,
        "form": form,
        "outcomes": outcomes,
        "quorum": queries.quorum_of(found),
        "crumbs": meeting_crumbs(
            Crumb(found.number, reverse("meetings:meeting", args=[found.pk])), Crumb(_("登记结果"))
        ),
    }
    return render(request, "meetings/conclude.html", context, status=422 if bad else 200)


@require_POST
def publish(request: HttpRequest, talk_id: UUID) -> HttpResponse:
    """Hang the result on the public board."""
    actor, found = meeting_at(request, talk_id)
    publish_result(found, by=actor, now=clock.now())
    messages.success(request, _("结果已贴上公示栏。"))
    return redirect("meetings:meeting", found.pk)


@require_http_methods(["GET", "POST"])
def formats(request: HttpRequest) -> HttpResponse:
    """What this street calls its meetings."""
    actor = acting(request)
    require(may_name_formats(actor))
    known = queries.formats_of(actor.street_id)
    chosen = request.POST.get("code", "")
    rows = [
        (
            one,
            FormatForm(
                request.POST if one.code == chosen else None,
                initial=vars(one),
                auto_id=f"{one.code}-%s",
            ),
        )
        for one in known
    ]
    for one, form in rows:
        if form.is_bound and form.is_valid():
            typed, now = form.cleaned_data, clock.now()
            if tried(form, lambda: name_format(one.code, **typed, by=actor, now=now)):  # noqa: B023 - called at once
                messages.success(request, _("已更名。"))
                return redirect("meetings:formats")
    bad = any(form.errors for _one, form in rows)
    context = {"rows": rows, "crumbs": meeting_crumbs(Crumb(_("会议形式")))}
    return render(request, "meetings/formats.html", context, status=422 if bad else 200)


def _is_valid(form: forms.Form) -> bool:
    """Every form is asked, so that all errors show at once."""
    return form.is_valid()


def _conclusion(form: OutcomeForm) -> Conclusion:
    typed = form.cleaned_data
    jobs = tuple(Job(UUID(party), text, due) for party, text, due in form.jobs)
    return Conclusion(typed["outcome"], typed["words"], typed["touches"], jobs)

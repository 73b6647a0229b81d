"""The door of a meeting: the code that hangs in the room, and the page that opens when it is scanned."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mulin.deliberate.meetings.actions.attending import sign_in
from mulin.deliberate.meetings.forms import AttendForm
from mulin.deliberate.meetings.models import Meeting
from mulin.deliberate.meetings.queries import issues as issue_queries
from mulin.deliberate.meetings.queries import meetings as queries
from mulin.ground.page.address import public_address
from mulin.ground.page.codes import qr_code
from mulin.ground.page.trying import tried
from mulin.ground.streets.models import Street
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, acting
from mulin.kit.words import said

NO_DOOR = Refusal(
    said("没有找到这次会议。"), said("请再扫一次会场的二维码，或者请工作人员登记。"), hidden=True
)


@never_cache
@require_http_methods(["GET", "POST"])
def door(request: HttpRequest, street: str, door: str) -> HttpResponse:
    """Sign in: say which party you speak for; without an account, your name too."""
    found = _meeting(street, door)
    actor: Actor | None = getattr(request, "actor", None)
    known = actor is not None and actor.street_id == found.street_id
    form = AttendForm(request.POST or None, parties=queries.parties_of(found), named=not known)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        by = actor if known else None
        row = tried(
            form,
            lambda: sign_in(
                found, UUID(typed["party"]), typed.get("name", ""), by=by, now=clock.now()
            ),
        )
        if row is not None:
            done = "sure" if row.confirmed_at else "wait"
            return redirect(f"{reverse('meetings:door', args=[street, door])}?done={done}")
    context = {
        "meeting": found,
        "items": queries.items_of(found),
        "form": form,
        "known": actor.name if known and actor else "",
        "done": request.GET.get("done", ""),
    }
    return render(request, "meetings/phone/door.html", context, status=422 if form.errors else 200)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The residents' page: what is talked over in my compounds, and what was made of it."""
    actor = acting(request)
    visible = issue_queries.issues_for(actor)
    coming = queries.meetings_for(actor).filter(state=Meeting.State.CALLED)
    context = {
        "issues": list(visible[:100]),
        "meetings": list(coming[:20]),
        "may_raise": issue_queries.places_to(actor, carry=False).exists(),
    }
    return render(request, "meetings/phone/mine.html", context)


def door_address(request: HttpRequest, meeting: Meeting) -> str:
    """What the code at the door says."""
    path = reverse("meetings:door", args=[meeting.street.slug, meeting.door])
    return public_address(request, path)


def door_qr(address: str) -> SafeString:
    """The address as a code for the screen."""
    return qr_code(address, gettext("签到二维码"))


def _meeting(street: str, door: str) -> Meeting:
    home = Street.objects.filter(slug=street).first()
    found = queries.meeting_at(home.pk, door) if home is not None else None
    if found is None:
        raise Refused(NO_DOOR)
    return found

"""What one of those asked sees: the request's words, and a place for one answer. No account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mulin.decide.workshop.actions import channel
from mulin.decide.workshop.forms import StanceForm
from mulin.decide.workshop.models import GreenParty
from mulin.decide.workshop.queries.tokens import party_behind
from mulin.decide.workshop.topics import PROFESSION_NAMES
from mulin.ground.page.trying import tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said

NO_LINK = Refusal(
    said("这个链接不对，或者已经失效。"),
    said("请再点一次短信里的链接；打不开的，请打短信里的电话。"),
    hidden=True,
)


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing; the first answer counts, and the link takes no second."""
    party = party_behind(token, clock.today())
    if party is None:
        raise Refused(NO_LINK)
    request.street = party.street  # type: ignore[attr-defined]
    form = StanceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stance, text, now = form.cleaned_data["stance"], form.cleaned_data["answer"], clock.now()
        name = f"{PROFESSION_NAMES[party.contact.profession]} {party.contact.organisation}"[:80]
        holder = Actor(party.street_id, None, None, name, name)
        asked = party
        done = tried(form, lambda: channel.answer_by_link(asked, stance, text, by=holder, now=now))
        party = done or party
    waits = party.stance == GreenParty.Stance.WAITING and party.request.state == "open"
    context = {
        "party": party,
        "green": party.request,
        "form": form,
        "waits": waits,
        "answered": party.stance != GreenParty.Stance.WAITING,
        "late": clock.today() > party.request.due_on,
        "title": _("请您协助"),
    }
    status = 422 if form.errors and waits else 200
    return render(request, "workshop/phone/answer.html", context, status=status)

"""The button of a pact that puts it to the owners' vote; its page stands in the pacts' own room."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.deliberate.pacts.permissions import may_see_version
from mulin.deliberate.pacts.queries.pacts import version_of
from mulin.ground.page.trying import once_of
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Refused, acting, require
from mulin.procedures.actions.pacts import put_pact_to_vote
from mulin.procedures.permissions import HIDDEN


@require_POST
def put_to_vote(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Draft the vote and go there; where that is refused, the pact's page says why."""
    actor = acting(request)
    found = version_of(actor.street_id, version_id)
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_version(actor, found))
    try:
        poll_id = put_pact_to_vote(found, once=once_of(request), by=actor, now=clock.now())
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, shown(refused.refusal))
        return redirect("pacts:version", found.pk)
    messages.success(request, _("已起草表决，请核对标题、日期和名册规则。"))
    return redirect("assembly:poll", poll_id)

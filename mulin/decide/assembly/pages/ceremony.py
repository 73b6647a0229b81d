"""The keys of a vote: every counter puts his share away, and two of them open the ballots."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from mulin.decide.assembly import documents, keys
from mulin.decide.assembly.actions.counting import open_and_judge
from mulin.decide.assembly.actions.officers import MIN_PASSPHRASE, keep_share, print_envelope
from mulin.decide.assembly.models import Poll, PollOfficer
from mulin.decide.assembly.pages.common import (
    crumbs_of,
    found,
    head_of,
    refusal_words,
    require_locked,
)
from mulin.decide.assembly.permissions import may_count, may_prepare
from mulin.decide.assembly.queries.papers import head_of as paper_head
from mulin.decide.assembly.queries.readiness import counting_faults
from mulin.ground.access.entry import demand_fresh, fresh
from mulin.ground.words import shown
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, require
from mulin.kit.words import said

KEEPING = {Poll.State.LOCKED, Poll.State.POSTED}


@never_cache
@require_GET
def ceremony(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """Who has put his share away; after the close, the two places for two passphrases."""
    actor, poll = found(request, poll_id)
    require_locked(poll, _("先定好计票人和监票人，再锁定；锁定时生成密钥，计票人到这里封存口令。"))
    if "confirm" in request.GET:
        demand_fresh(request)
    return _page(request, actor, poll)


@never_cache
@sensitive_post_parameters()
@require_POST
def share(request: HttpRequest, poll_id: UUID) -> HttpResponseBase:
    """A counter takes his share under a passphrase of his own."""
    actor, poll = found(request, poll_id)
    if not fresh(request):
        return _confirm_first(poll)
    first, again = request.POST.get("passphrase", ""), request.POST.get("again", "")
    if first != again:
        return _page(
            request, actor, poll, error=_("两次输入的口令不一样，请重新输入。"), status=422
        )
    try:
        keep_share(poll, first, by=actor, now=clock.now())
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        return _page(request, actor, poll, error=shown(refused.refusal), status=422)
    messages.success(request, _("您的份额已经封存。系统里没有您的口令，请记牢，或抄好另外保管。"))
    return redirect("assembly:ceremony", poll.pk)


@never_cache
@require_POST
def envelope(request: HttpRequest, poll_id: UUID) -> HttpResponseBase:
    """Print the spare share, once. Where the printing fails, nothing was printed and nothing is lost."""
    actor, poll = found(request, poll_id)
    demand_fresh(request)
    try:
        data = _envelope(poll, actor)
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, shown(refused.refusal))
        return redirect("assembly:ceremony", poll.pk)
    name = f"attachment; filename*=UTF-8''{poll.number}-envelope.pdf"
    headers = {"Content-Disposition": name}
    return HttpResponse(data, content_type="application/pdf", headers=headers)


@never_cache
@sensitive_post_parameters()
@require_POST
def opening(request: HttpRequest, poll_id: UUID) -> HttpResponseBase:
    """Two counters at one desk, or one and the envelope, open the ballots; then the law judges."""
    actor, poll = found(request, poll_id)
    require(may_count(actor, poll))
    if not fresh(request):
        return _confirm_first(poll)
    typed, chosen = [], []
    for place in ("one", "two"):
        officer = request.POST.get(f"officer_{place}", "")
        chosen.append(officer)
        try:
            typed.append((UUID(officer), request.POST.get(f"passphrase_{place}", "")))
        except ValueError:
            error = _("请先选是谁的口令，再输入。")
            return _page(request, actor, poll, error=error, chosen=chosen, status=422)
    try:
        open_and_judge(poll, typed, by=actor, now=clock.now())
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        error = shown(refused.refusal)
        return _page(request, actor, poll, error=error, chosen=chosen, status=422)
    messages.success(request, _("票箱已经打开，结果按法律算好了。"))
    return redirect("assembly:poll", poll.pk)


def _confirm_first(poll: Poll) -> HttpResponseBase:
    """Ask for the sign-in again on a page of its own: a form that waits meanwhile would lie in the
    session, and with it the passphrase."""
    return redirect(f"{reverse('assembly:ceremony', args=[poll.pk])}?confirm=1")


def _envelope(poll: Poll, actor: Actor) -> bytes:
    """Share and paper in one transaction."""
    with transaction.atomic():
        passphrase = print_envelope(poll, by=actor, now=clock.now())
        officers = PollOfficer.objects.of(poll.street_id).filter(poll=poll, share_index__gt=0)
        slip = documents.KeyShare(
            holder=said("居（村）民委员会"),
            post=said("封存保管"),
            index=officers.get(duty=PollOfficer.Duty.ENVELOPE).share_index,
            of=officers.count(),
            threshold=keys.THRESHOLD,
            text=passphrase,
        )
        return documents.key_envelopes(paper_head(poll), [slip], on=clock.today())


def _page(
    request: HttpRequest,
    actor: Actor,
    poll: Poll,
    *,
    error: str = "",
    chosen: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = PollOfficer.objects.of(poll.street_id).filter(poll=poll, share_index__gt=0)
    officers = list(rows.select_related("person").order_by("share_index"))
    mine = next((o for o in officers if o.person_id and o.person_id == actor.person_id), None)
    closed = poll.state == Poll.State.CLOSED
    context = head_of(poll) | {
        "crumbs": crumbs_of(poll, _("开票") if closed or poll.is_judged else _("密钥封存")),
        "officers": officers,
        "mine": mine,
        "waiting": [o for o in officers if o.share_kept_at is None],
        "envelope": next((o for o in officers if o.duty == PollOfficer.Duty.ENVELOPE), None),
        "why_no_envelope": refusal_words(may_prepare(actor, poll.compound)),
        "why_no_opening": refusal_words(may_count(actor, poll)),
        "faults": counting_faults(poll) if closed else [],
        "closed": closed,
        "keeping": poll.state in KEEPING,
        "fresh": fresh(request),
        "least": MIN_PASSPHRASE,
        "error": error,
        "one": (chosen or [""])[0],
        "two": chosen[1] if chosen and len(chosen) > 1 else "",
    }
    return render(request, "assembly/ceremony/ceremony.html", context, status=status)

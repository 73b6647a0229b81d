"""Who stands in an election of a draft: the list, each with the checks on him, and stepping back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from mulin.decide.assembly.actions import drafts
from mulin.decide.assembly.forms_motion import CandidateForm
from mulin.decide.assembly.models import Candidate, Motion, Poll
from mulin.decide.assembly.pages.common import crumbs_of, status_of
from mulin.decide.assembly.pages.drafting import GET_POST, drafting, frame
from mulin.decide.assembly.pages.motions import known_motion
from mulin.decide.assembly.pages.overtaken import stored_now
from mulin.decide.assembly.permissions import HIDDEN
from mulin.decide.assembly.queries import drafting as asking
from mulin.decide.assembly.queries.editions import candidate_as
from mulin.ground.estate.models import Person
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused
from mulin.law.shapes import CandidateBar


@require_GET
def candidates(request: HttpRequest, poll_id: UUID, motion_id: UUID) -> HttpResponse:
    """Who stands, and a search among the owners for those who want to."""
    _, poll = drafting(request, poll_id)
    today = clock.today()
    known = _election(poll, motion_id)
    who = request.GET.get("who", "")
    standing = list(Candidate.objects.of(poll.street_id).filter(motion=known).order_by("order"))
    listed = {c.person_id for c in standing}
    found = asking.owners_matching(poll.compound, who, today)
    context = frame(poll, "motions", today) | {
        "motion": known,
        "candidates": standing,
        "who": who,
        "people": [(f, f.person_id in listed) for f in found],
        "size": asking.committee_size(poll.compound, today),
        "bars": asking.candidate_bars(poll.region, today),
        "short": max((known.seats or 0) - len(standing), 0),
        "crumbs": crumbs_of(poll, gettext("候选人")),
    }
    return render(request, "assembly/candidates.html", context)


@GET_POST
def candidate(
    request: HttpRequest, poll_id: UUID, motion_id: UUID, person_id: UUID
) -> HttpResponseBase:
    """Put one owner on the list, or change what stands beside his name."""
    actor, poll = drafting(request, poll_id)
    today = clock.today()
    known = _election(poll, motion_id)
    person = asking.person_of(poll.street_id, str(person_id))
    if person is None:
        raise Refused(HIDDEN)
    listed = Candidate.objects.of(poll.street_id).filter(motion=known, person=person).first()
    bars, source = asking.candidate_bars(poll.region, today)
    form = CandidateForm(
        request.POST or None,
        initial=_initial(listed),
        bars=[(b.value, b.label) for b in bars],
        source=source,
    )
    sent = request.method == "POST" and form.is_valid()
    if sent and _listed(request, actor, known, person, form):
        return redirect("assembly:candidates", poll.pk, known.pk)
    if listed is not None:
        listed.refresh_from_db()
    context = frame(poll, "motions", today) | {
        "form": form,
        "motion": known,
        "person": person,
        "listed": listed,
        "seen": candidate_as(listed),
        "stored": stored_now(form, _initial(listed)),
        "source": source,
        "crumbs": crumbs_of(poll, gettext("候选人")),
    }
    return render(request, "assembly/candidate.html", context, status=status_of(form))


def _listed(
    request: HttpRequest, actor: Actor, motion: Motion, person: Person, form: CandidateForm
) -> bool:
    """Whether the owner stands on the list now; what was refused stands in the form."""
    now = clock.now()
    if not asking.owns_here(person, motion.poll.compound, clock.day_of(now)):
        form.add_error(None, gettext("他现在不是本小区的业主，不能列为候选人。请先核对底册。"))
        return False
    draft, once = form.draft(person.pk), once_of(request)
    put = tried(
        form,
        lambda: drafts.put_candidate(
            motion,
            draft,
            candidate_id=once,
            by=actor,
            now=now,
            seen=request.POST.get("seen", ""),
        ),
    )
    return put is not None


@require_POST
def withdraw(request: HttpRequest, poll_id: UUID, motion_id: UUID, person_id: UUID) -> HttpResponse:
    """A candidate steps back before the list is locked."""
    actor, poll = drafting(request, poll_id)
    rows = Candidate.objects.of(poll.street_id).select_related("motion__poll__compound")
    listed = rows.filter(motion_id=motion_id, motion__poll=poll, person_id=person_id).first()
    if listed is not None:
        drafts.withdraw_candidate(listed, by=actor, now=clock.now())
    return redirect("assembly:candidates", poll.pk, motion_id)


def _election(poll: Poll, motion_id: UUID) -> Motion:
    known = known_motion(poll, motion_id)
    if known is None or not known.is_election:
        raise Refused(HIDDEN)
    return known


def _initial(listed: Candidate | None) -> dict[str, Any]:
    if listed is None:
        return {}
    label, _, note = listed.bar.partition("：")
    code = next((b.value for b in CandidateBar if b.label == label), "")
    return {
        "standing": listed.standing,
        "statement": listed.statement,
        "disclosure": listed.disclosure,
        "bar": code,
        "bar_note": note,
        "bar_answer": listed.bar_answer,
    }

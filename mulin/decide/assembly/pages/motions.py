"""Motions of a draft, from templates for the nine matters; money, scope, seats and candidates."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from mulin.decide.assembly.actions import drafts
from mulin.decide.assembly.forms_motion import CandidateForm, MotionForm
from mulin.decide.assembly.models import Candidate, Motion, Poll
from mulin.decide.assembly.motion_templates import TEMPLATES, MotionTemplate, templates_of
from mulin.decide.assembly.openings import opening_of
from mulin.decide.assembly.pages.common import crumbs_of, status_of
from mulin.decide.assembly.pages.drafting import GET_POST, drafting, frame
from mulin.decide.assembly.permissions import HIDDEN
from mulin.decide.assembly.queries import drafting as asking
from mulin.decide.assembly.queries.costs import preview as cost_preview
from mulin.decide.assembly.queries.plans import plan_of
from mulin.ground.estate.models import Person
from mulin.ground.forewarn.queries import warned
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock, money
from mulin.kit.rights import Actor, Refused
from mulin.law.questions import DecisionKind
from mulin.law.shapes import CandidateBar


@require_GET
def motions(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """The motions so far, and the nine matters to add one from."""
    actor, poll = drafting(request, poll_id)
    today = clock.today()
    tiles = asking.tiles_of(poll.compound)
    drafted = asking.motions_of_draft(poll)
    context = frame(poll, "motions", today) | {
        "motions": [_line(m, tiles) for m in drafted],
        "forewarned": warned(actor, opening_of(actor, poll, drafted), today),
        "matters": [(line, templates_of(line.kind)) for line in asking.matters(poll.region, today)],
        "templates": TEMPLATES,
    }
    return render(request, "assembly/motions.html", context)


@GET_POST
def motion(request: HttpRequest, poll_id: UUID, motion_id: UUID | None = None) -> HttpResponseBase:
    """Write a motion anew, from a template, or change one."""
    actor, poll = drafting(request, poll_id)
    today = clock.today()
    known = _known(poll, motion_id)
    size = asking.committee_size(poll.compound, today)
    picked = _picked(request, known)
    form = MotionForm(
        request.POST or None,
        initial=MotionForm.initial_of(known) if known else _from_template(request),
        scope_ids=picked,
        lawful=size.allows,
        size_words=size.words,
    )
    if request.method == "POST" and form.is_valid():
        saved = tried(
            form,
            lambda: drafts.put_motion(
                poll,
                form.draft(),
                motion_id=known.pk if known else once_of(request),
                by=actor,
                now=clock.now(),
            ),
        )
        if saved is not None:
            if saved.is_election:
                return redirect("assembly:candidates", poll.pk, saved.pk)
            return redirect("assembly:motions", poll.pk)
    context = frame(poll, "motions", today) | {
        "form": form,
        "motion": known,
        "plan": plan_of(known) if known else None,
        "tiles": asking.tiles_of(poll.compound),
        "picked": set(picked),
        "size": size,
        "matters": asking.matters(poll.region, today),
        "crumbs": crumbs_of(poll, gettext("表决事项")),
    }
    return render(request, "assembly/motion.html", context, status=status_of(form))


def _known(poll: Poll, motion_id: UUID | None) -> Motion | None:
    if motion_id is None:
        return None
    rows = Motion.objects.of(poll.street_id).select_related("poll__compound")
    found: Motion | None = rows.filter(poll=poll, pk=motion_id).first()
    if found is None:
        raise Refused(HIDDEN)
    return found


def _picked(request: HttpRequest, known: Motion | None) -> tuple[str, ...]:
    """Buildings or stairwells ticked, of the kind that the scope asks for."""
    if request.method != "POST":
        return tuple(known.scope_ids) if known else ()
    scope = request.POST.get("scope", "")
    name = "stairs" if scope == Motion.Scope.STAIRWELLS else "buildings"
    return tuple(v for v in request.POST.getlist(name) if _hex(v))


def _hex(typed: str) -> bool:
    return len(typed) == 32 and all(c in "0123456789abcdef" for c in typed)


def _from_template(request: HttpRequest) -> dict[str, Any]:
    template = _template(request.GET.get("template", ""))
    if template is None:
        kind = request.GET.get("kind", "")
        known = kind in {k.value for k in DecisionKind}
        return {"kind": kind} if known else {}
    return {
        "kind": template.kind.value,
        "title": template.title,
        "text": template.text,
        "payment": template.payment,
        "by_seats": template.election,
    }


def _template(typed: str) -> MotionTemplate | None:
    if typed.isascii() and typed.isdigit() and int(typed) < len(TEMPLATES):
        return TEMPLATES[int(typed)]
    return None


@require_GET
def preview(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """How the money would fall on the households, exact to the fen."""
    _, poll = drafting(request, poll_id)
    scope = request.GET.get("scope", Motion.Scope.COMPOUND)
    fen = money.parse(request.GET.get("cost", "")) or 0
    name = "stairs" if scope == Motion.Scope.STAIRWELLS else "buildings"
    picked = [v for v in request.GET.getlist(name) if _hex(v)]
    split = cost_preview(
        poll.compound,
        max(fen, 0),
        scope,
        picked,
        parking_counts=bool(poll.rules.get("parking_counts")),
    )
    return render(request, "assembly/_preview.html", {"split": split})


@require_POST
def remove(request: HttpRequest, poll_id: UUID, motion_id: UUID) -> HttpResponse:
    """Take a motion out; its candidates go with it."""
    actor, poll = drafting(request, poll_id)
    known = _known(poll, motion_id)
    if known is not None:
        drafts.remove_motion(known, by=actor, now=clock.now())
        messages.success(request, (gettext("已删去「%(title)s」。") % {"title": known.title}))
    return redirect("assembly:motions", poll.pk)


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
    context = frame(poll, "motions", today) | {
        "form": form,
        "motion": known,
        "person": person,
        "listed": listed,
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
        form, lambda: drafts.put_candidate(motion, draft, candidate_id=once, by=actor, now=now)
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
    known = _known(poll, motion_id)
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


def _line(motion: Motion, tiles: tuple[asking.Tile, ...]) -> dict[str, Any]:
    return {"motion": motion, "kind": DecisionKind(motion.kind), "voters": _voters(motion, tiles)}


def _voters(motion: Motion, tiles: tuple[asking.Tile, ...]) -> str:
    if motion.scope == Motion.Scope.COMPOUND:
        return gettext("全体业主")
    wanted = set(motion.scope_ids)
    if motion.scope == Motion.Scope.BUILDINGS:
        names = [t.name for t in tiles if t.id.hex in wanted]
    else:
        names = [
            f"{t.name}{label}{'单元' if label.isdigit() else ''}"
            for t in tiles
            for pk, label, _ in t.stairwells
            if pk.hex in wanted
        ]
    return "、".join(names) or gettext("（还没有选定范围）")

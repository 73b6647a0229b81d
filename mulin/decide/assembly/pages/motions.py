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
from mulin.decide.assembly.forms_motion import MotionForm
from mulin.decide.assembly.models import Motion, Poll
from mulin.decide.assembly.motion_templates import TEMPLATES, MotionTemplate, templates_of
from mulin.decide.assembly.openings import opening_of
from mulin.decide.assembly.pages.common import crumbs_of, status_of
from mulin.decide.assembly.pages.drafting import GET_POST, drafting, frame
from mulin.decide.assembly.pages.overtaken import stored_now
from mulin.decide.assembly.permissions import HIDDEN
from mulin.decide.assembly.queries import drafting as asking
from mulin.decide.assembly.queries.costs import preview as cost_preview
from mulin.decide.assembly.queries.editions import motion_as
from mulin.decide.assembly.queries.plans import plan_of
from mulin.ground.forewarn.queries import warned
from mulin.ground.page.trying import once_of, tried
from mulin.kit import clock, money
from mulin.kit.rights import Actor, Refused
from mulin.law.questions import DecisionKind


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
    known = _known_or_gone(request, poll, motion_id)
    size = asking.committee_size(poll.compound, today)
    picked = _picked(request, known)
    form = MotionForm(
        request.POST or None,
        initial=MotionForm.initial_of(known) if known else _from_template(request),
        scope_ids=picked,
        lawful=size.allows,
        size_words=size.words,
    )
    if motion_id and known is None and "once" not in request.POST:
        form.add_error(None, gettext("这一项刚刚在别处删去了。您写的都还在，再保存就重新列入。"))
    if request.method == "POST" and form.is_valid():
        saved = _saved(request, actor, poll, known, form)
        if saved is not None:
            if saved.is_election:
                return redirect("assembly:candidates", poll.pk, saved.pk)
            return redirect("assembly:motions", poll.pk)
        known = known and known_motion(poll, known.pk)
    tiles = asking.tiles_of(poll.compound)
    context = frame(poll, "motions", today) | {
        "form": form,
        "motion": known,
        "seen": motion_as(known),
        "stored": _stored(form, known, tiles),
        "plan": plan_of(known) if known else None,
        "tiles": tiles,
        "picked": set(picked),
        "size": size,
        "matters": asking.matters(poll.region, today),
        "crumbs": crumbs_of(poll, gettext("表决事项")),
    }
    return render(request, "assembly/motion.html", context, status=status_of(form))


def _saved(
    request: HttpRequest, actor: Actor, poll: Poll, known: Motion | None, form: MotionForm
) -> Motion | None:
    """The motion as it was put; none where it was refused, which the form then says."""
    motion_id, seen = known.pk if known else once_of(request), request.POST.get("seen", "")
    draft, now = form.draft(), clock.now()
    return tried(
        form,
        lambda: drafts.put_motion(poll, draft, motion_id=motion_id, by=actor, now=now, seen=seen),
    )


def _stored(
    form: MotionForm, motion: Motion | None, tiles: tuple[asking.Tile, ...]
) -> list[tuple[str, str]]:
    """What is kept where it differs from what was sent, and who decides where that does."""
    if motion is None:
        return []
    found = stored_now(form, MotionForm.initial_of(motion))
    if form.is_bound and set(form.scope_ids) != set(motion.scope_ids):
        found.append((str(form.fields["scope"].label), _voters(motion, tiles)))
    return found


def _known_or_gone(request: HttpRequest, poll: Poll, motion_id: UUID | None) -> Motion | None:
    """The motion; none where it was removed in another window while somebody still wrote it here."""
    rows = Motion.objects.of(poll.street_id).filter(poll=poll, pk=motion_id)
    if request.method == "POST" and motion_id and not rows.exists():
        return None
    return known_motion(poll, motion_id)


def known_motion(poll: Poll, motion_id: UUID | None) -> Motion | None:
    """A motion of the draft; refused where there is none, None where none was asked for."""
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
    known = known_motion(poll, motion_id)
    if known is not None:
        drafts.remove_motion(known, by=actor, now=clock.now())
        messages.success(request, (gettext("已删去「%(title)s」。") % {"title": known.title}))
    return redirect("assembly:motions", poll.pk)


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

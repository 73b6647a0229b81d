"""The draft of a vote in five steps: heading, motions, counting rules, officers, locking."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.decide.assembly.actions import drafts, locking
from mulin.decide.assembly.forms_drafting import OfficerForm
from mulin.decide.assembly.forms_rules import PollRulesForm
from mulin.decide.assembly.models import Poll, PollOfficer
from mulin.decide.assembly.pages.common import STATE_MARKS, button, crumbs_of, found, status_of
from mulin.decide.assembly.pages.overtaken import stored_now
from mulin.decide.assembly.permissions import may_edit_draft
from mulin.decide.assembly.queries import drafting as asking
from mulin.decide.assembly.queries.editions import counting_rules_of, whole_of
from mulin.decide.assembly.queries.readiness import draft_faults, roll_faults
from mulin.decide.assembly.queries.rules import law_of, limits_of, rules_in_force
from mulin.decide.assembly.queries.undecided import open_pairs
from mulin.ground.estate.permissions import may_merge
from mulin.ground.page.trying import tried
from mulin.kit import clock
from mulin.kit.rights import Actor, require
from mulin.kit.words import said
from mulin.law.compound_rules import CompoundRules
from mulin.law.pinned import PinnedLaw

STEPS = (
    ("basics", said("基本信息")),
    ("motions", said("表决事项")),
    ("rules", said("计票规则")),
    ("officers", said("工作人员")),
    ("lock", said("锁定")),
)
"""Address and name of each screen of a draft, in order."""
GET_POST = require_http_methods(["GET", "POST"])


def drafting(request: HttpRequest, poll_id: UUID) -> tuple[Actor, Poll]:
    """The draft and who works on it. A vote that is locked explains why it cannot be changed."""
    actor, poll = found(request, poll_id)
    require(may_edit_draft(actor, poll))
    return actor, poll


def frame(poll: Poll, step: str, today: date) -> dict[str, Any]:
    """The steps with what is missing on each, and where the next one lies."""
    faults = draft_faults(poll, today)
    names = [key for key, _ in STEPS]
    at = names.index(step)
    return {
        "poll": poll,
        "mark": STATE_MARKS[Poll.State(poll.state)],
        "crumbs": crumbs_of(poll, dict(STEPS)[step]),
        "wizard": [
            {
                "number": number,
                "name": name,
                "url": reverse(f"assembly:{key}", args=[poll.pk]),
                "current": key == step,
                "missing": len(faults.get(key, ())),
                "last": key == "lock",
            }
            for number, (key, name) in enumerate(STEPS, start=1)
        ],
        "faults": faults.get(step, []),
        "next_url": reverse(f"assembly:{names[at + 1]}", args=[poll.pk])
        if at + 1 < len(names)
        else "",
    }


def after(request: HttpRequest, poll: Poll, step: str) -> HttpResponse:
    """Where a saved screen leads: on to the next, or stay where asked to."""
    names = [key for key, _ in STEPS]
    stay = request.POST.get("then") == "stay"
    target = step if stay else names[names.index(step) + 1]
    if stay:
        messages.success(request, _("已保存。"))
    return redirect(f"assembly:{target}", poll.pk)


@GET_POST
def rules(request: HttpRequest, poll_id: UUID) -> HttpResponseBase:
    """How ballots are counted, settled before the vote."""
    actor, poll = drafting(request, poll_id)
    now = clock.now()
    today = clock.day_of(now)
    form = PollRulesForm(
        request.POST or None, initial=_rules_kept(poll), limits=limits_by_key(law_of(poll, today))
    )
    if request.method == "POST" and form.is_valid():
        online = (form.cleaned_data["online_counts"], form.cleaned_data["online_basis"])
        saved = tried(
            form,
            lambda: drafts.set_rules(
                poll,
                form.rules,
                form.sources,
                online=online,
                by=actor,
                now=now,
                seen=request.POST.get("seen", ""),
            ),
        )
        if saved is not None:
            return after(request, saved, "rules")
        poll.refresh_from_db()
    adopted, _ = rules_in_force(poll.compound, today)
    context = frame(poll, "rules", today) | {
        "form": form,
        "online": asking.online_answer(poll.region, today),
        "adopted": adopted != CompoundRules(),
        "seen": counting_rules_of(poll),
        "stored": stored_now(form, _rules_kept(poll)),
    }
    return render(request, "assembly/rules_step.html", context, status=status_of(form))


def _rules_kept(poll: Poll) -> dict[str, Any]:
    """What the screen of the rules shows of a draft."""
    kept = PollRulesForm.initial_of(CompoundRules.from_json(poll.rules), poll.rule_sources)
    online = {"online_counts": poll.online_counts}
    return kept | online | {"online_basis": poll.rule_sources.get("online", "")}


def limits_by_key(law: PinnedLaw) -> dict[str, Any]:
    """What the local text does not leave to the owners, by parameter."""
    return {limit.parameter: (limit.allows, limit.sentence) for limit in limits_of(law)}


@GET_POST
def officers(request: HttpRequest, poll_id: UUID) -> HttpResponseBase:
    """Counters and witnesses."""
    actor, poll = drafting(request, poll_id)
    today = clock.today()
    form = OfficerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = asking.person_of(poll.street_id, request.POST.get("person", ""))
        if person is None:
            form.add_error(None, _("没有选人。请先在右边查找，再点名字旁的按钮。"))
        else:
            typed = form.cleaned_data
            named = tried(
                form,
                lambda: drafts.name_officer(
                    poll,
                    person,
                    typed["duty"],
                    typed["standing"] or asking.standing_of(person, poll.compound, today),
                    by=actor,
                    now=clock.now(),
                ),
            )
            if named is not None:
                return redirect("assembly:officers", poll.pk)
    who = request.GET.get("who", "")
    rows = PollOfficer.objects.of(poll.street_id).filter(poll=poll).select_related("person")
    context = frame(poll, "officers", today) | {
        "form": form,
        "officers": list(rows.order_by("duty", "id")),
        "who": who,
        "people": asking.people_matching(poll.compound, who, today),
        "duties": OfficerForm.base_fields["duty"].choices,  # type: ignore[attr-defined]
    }
    return render(request, "assembly/officers.html", context, status=status_of(form))


@require_POST
def release(request: HttpRequest, poll_id: UUID, officer_id: UUID) -> HttpResponse:
    """Take somebody off the list of officers."""
    actor, poll = drafting(request, poll_id)
    rows = PollOfficer.objects.of(poll.street_id).select_related("person", "poll__compound")
    officer = rows.filter(poll=poll, pk=officer_id).first()
    if officer is not None:
        drafts.release_officer(officer, by=actor, now=clock.now())
    return redirect("assembly:officers", poll.pk)


@GET_POST
def lock(request: HttpRequest, poll_id: UUID) -> HttpResponseBase:
    """What will be frozen, what stands in the way, and the button that locks."""
    actor, poll = drafting(request, poll_id)
    now = clock.now()
    today = clock.day_of(now)
    if request.method == "POST":
        return button(
            request,
            poll,
            lambda: locking.lock_poll(poll, by=actor, now=now, seen=request.POST.get("seen", "")),
            _("已锁定。下一步：计票人封存密钥，核对公示。"),
            refused_to="lock",
        )
    roll = asking.draft_roll(poll, today)
    faults = draft_faults(poll, today)
    by_step = [(key, name, faults.get(key, [])) for key, name in STEPS if key != "lock"]
    missing = roll_faults(roll)
    pairs = open_pairs(poll, roll)
    context = frame(poll, "lock", today) | {
        "roll": roll,
        "seen": whole_of(poll, roll),
        "papers": sum(1 for e in roll.entries if e.area),
        "developer": next((e for e in roll.entries if e.is_developer), None),
        "by_step": by_step,
        "roll_faults": missing,
        "unowned": roll.unowned,
        "unmeasured": roll.unmeasured,
        "unsigned": roll.unsigned,
        "pairs": pairs,
        "may_tell_apart": may_merge(actor, [poll.compound_id]) is None,
        "blocked": bool(missing or pairs) or any(found for _, _, found in by_step),
        "motions": asking.motions_of_draft(poll),
        "parking": sum(1 for u in roll.units if not u.counts),
    }
    return render(request, "assembly/lock.html", context)


@require_POST
def discard(request: HttpRequest, poll_id: UUID) -> HttpResponse:
    """A draft really goes."""
    actor, poll = drafting(request, poll_id)
    drafts.discard_draft(poll, by=actor, now=clock.now())
    messages.success(request, _("草稿已删除。"))
    return redirect("assembly:list")

"""The plan of shares, the sheet of consent, and each home's word noted at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.deliver.works.actions.consenting import note_consent
from mulin.deliver.works.actions.sharing import DESK, Plan, say_to_share, set_shares
from mulin.deliver.works.forms import ConsentDayForm, SharesForm
from mulin.deliver.works.models import Home, Project
from mulin.deliver.works.pages.common import crumbs_of, project_here
from mulin.deliver.works.pages.panel import rows_of
from mulin.deliver.works.permissions import HIDDEN, may_carry
from mulin.deliver.works.queries.consent import counted
from mulin.deliver.works.queries.shares import floors_of, shares_of
from mulin.deliver.works.queries.slips import signed_under, standing
from mulin.deliver.works.queries.subsidy import Subsidy, subsidy_of
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import tried
from mulin.kit import clock, money
from mulin.kit.rights import Refused, require
from mulin.law.lifts.shares import BY_CODE, SCHEMES, BadScheme, Weighing, coefficient_of, written
from mulin.law.lifts.subsidy import reckon


@require_http_methods(["GET", "POST"])
def shares(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Choose a scheme, change its coefficients, see what each home pays before it is said."""
    actor, project = project_here(request, project_id)
    homes = list(project.homes.order_by("order"))
    inside = [home for home in homes if home.inside]
    floors = sorted({home.floor for home in inside})
    asked = request.GET.get("scheme", "")
    preset = asked if asked in BY_CODE else ""
    form = SharesForm(request.POST or None, initial=_initial(project, preset))
    typed = {floor: request.POST.get(f"floor_{floor}", "") for floor in floors}
    subsidy = subsidy_of(project, clock.today())
    if "reckon" in request.POST:
        form = _reckoned(request, project, subsidy)
    elif request.method == "POST":
        require(may_carry(actor, project))
        if form.is_valid() and (plan := _plan(form, typed, request, inside)) is not None:
            now = clock.now()
            if tried(form, lambda: set_shares(project, plan, by=actor, now=now)):
                messages.success(request, _("分摊方案已存为新的一版，各户可以在手机上看到、表态。"))
                return redirect("works:shares", project.pk)
    else:
        typed = _begun(project, floors, preset)
    context = {
        **_shown(project, homes),
        "form": form,
        "floors": [(floor, typed[floor]) for floor in reversed(floors)],
        "left_out": _left_out(request, inside),
        "subsidy": subsidy,
        "why_not": str(may_carry(actor, project) or ""),
    }
    return render(request, "works/shares.html", context, status=422 if form.errors else 200)


@require_POST
def opinion(request: HttpRequest, project_id: UUID, home_id: UUID) -> HttpResponse:
    """What a home said at the counter about its share."""
    actor, project = project_here(request, project_id)
    rows = Home.objects.of(project.street_id).filter(project=project, pk=home_id, inside=True)
    home: Home | None = rows.select_related("project").first()
    if home is None:
        raise Refused(HIDDEN)
    word = request.POST.get("opinion", "")
    word = word if word in Home.Opinion.values else ""
    try:
        say_to_share(home, word, project.round, via=DESK, by=actor, now=clock.now())
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, str(refused.refusal))
    return redirect("works:shares", project.pk)


@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """The signed sheet, home by home, with both readings counted below."""
    actor, project = project_here(request, project_id)
    homes = list(project.homes.order_by("order"))
    form = ConsentDayForm(request.POST or None, initial={"day": clock.today()})
    if request.method == "POST":
        require(may_carry(actor, project))
        words = _words(request, homes)
        if form.is_valid():
            day, now = form.cleaned_data["day"], clock.now()
            changed = tried(form, lambda: note_consent(project, words, day, by=actor, now=now))
            if changed is not None:
                messages.success(request, _("已登记 %(n)s 户。") % {"n": changed})
                return redirect("works:consent", project.pk)
        for home in homes:
            home.consent = words.get(home.pk, home.consent)
    kept = list(project.homes.order_by("order")) if form.errors else homes
    slips = standing(project)
    context = {
        "project": project,
        "form": form,
        "homes": [(home, *signed_under(home, slips)) for home in homes],
        "words": [(value, label) for value, label in Home.Word.choices],
        "consents": [(one, rows_of(one)) for one in counted(project, kept)],
        "why_not": str(may_carry(actor, project) or ""),
        "crumbs": crumbs_of(project, Crumb(_("征询意见"))),
    }
    return render(request, "works/consent.html", context, status=422 if form.errors else 200)


def _shown(project: Project, homes: list[Home]) -> dict[str, Any]:
    """The plan as it stands, for the left of the page."""
    rows = shares_of(project, homes)
    return {
        "project": project,
        "schemes": SCHEMES,
        "scheme": BY_CODE.get(project.scheme),
        "inside": [home for home in homes if home.inside],
        "rows": list(reversed(rows)),
        "by_floor": floors_of(rows),
        "agreed": sum(row.opinion == Home.Opinion.AGREE for row in rows),
        "against": sum(row.opinion == Home.Opinion.AGAINST for row in rows),
        "crumbs": crumbs_of(project, Crumb(_("费用分摊"))),
    }


def _words(request: HttpRequest, homes: Iterable[Home]) -> dict[UUID, str]:
    found = {}
    for home in homes:
        word = request.POST.get(f"home_{home.pk}")
        if word is not None and word in Home.Word.values:
            found[home.pk] = word
    return found


def _initial(project: Project, preset: str) -> dict[str, Any]:
    code = preset or project.scheme or SCHEMES[0].code
    changed = preset and preset != project.scheme
    weighing = BY_CODE[code].weighing if changed or not project.weighing else project.weighing
    return {
        "cost": project.cost or None,
        "subsidy": project.subsidy or None,
        "other_money": project.other_money or None,
        "scheme": code,
        "weighing": weighing,
    }


def _reckoned(request: HttpRequest, project: Project, subsidy: Subsidy) -> SharesForm:
    """Everything as it was typed, with the subsidy that the rule gives on that cost."""
    typed = request.POST.copy()
    cost = money.parse(typed.get("cost", "")) or 0
    if subsidy.rule is not None and cost > 0:
        found = reckon(subsidy.rule.value, cost, project.building.floors or 0)
        typed["subsidy"] = f"{found.fen // 100}.{found.fen % 100:02d}"
        messages.info(
            request,
            _("照办法算：%(why)s。填在补贴一栏，还没有存。") % {"why": str(found.why)},
        )
    else:
        messages.error(request, _("先填总价，才算得出补贴。"))
    return SharesForm(initial=typed.dict())


def _begun(project: Project, floors: list[int], preset: str) -> dict[int, str]:
    """The coefficients to begin with: what stands, or those of a scheme."""
    if project.table and not preset:
        return {floor: project.table.get(str(floor), "") for floor in floors}
    scheme = BY_CODE[preset or SCHEMES[0].code]
    return {floor: written(scheme.coefficient(floor)) for floor in floors}


def _left_out(request: HttpRequest, inside: Iterable[Home]) -> set[UUID]:
    if request.method == "POST":
        joined = set(request.POST.getlist("joins"))
        return {home.pk for home in inside if str(home.pk) not in joined}
    return {home.pk for home in inside if not home.joins}


def _plan(
    form: SharesForm, typed: dict[int, str], request: HttpRequest, inside: list[Home]
) -> Plan | None:
    said = form.cleaned_data
    try:
        table = {floor: coefficient_of(text) for floor, text in typed.items()}
    except BadScheme as bad:
        form.add_error(None, str(bad))
        return None
    return Plan(
        cost=said["cost"],
        subsidy=said["subsidy"] or 0,
        other_money=said["other_money"] or 0,
        scheme=said["scheme"],
        weighing=Weighing(said["weighing"]),
        table=table,
        left_out=_left_out(request, inside),
    )

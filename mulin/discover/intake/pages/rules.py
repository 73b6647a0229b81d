"""How the street works: its file of categories, rules of dispatch, duty rosters, codes on lamp posts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulin.discover.intake.actions import ruling
from mulin.discover.intake.forms_rules import DutyForm, PointsForm, RuleForm, SheetForm
from mulin.discover.intake.models import DispatchRule, DutyShift, PlacePoint
from mulin.discover.intake.pages.common import crumbs, key_of
from mulin.discover.intake.permissions import (
    DESKS,
    HIDDEN,
    NO_POINT,
    employers,
    may_open_board,
    may_rule,
)
from mulin.discover.intake.queries import categories as sheets
from mulin.discover.intake.queries.people import posts_in, sendable
from mulin.discover.intake.queries.places import desk_compounds, points_for
from mulin.discover.intake.queries.routing import rules_of
from mulin.ground.estate.models import Community, Compound, Organisation, Person
from mulin.ground.page.address import only_here, public_address
from mulin.ground.page.codes import qr_code
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, Role, acting, require
from mulin.kit.words import said


@require_http_methods(["GET", "POST"])
def categories(request: HttpRequest) -> HttpResponse:
    """The categories in force, and for the street the file in which they stand."""
    actor = acting(request)
    require(may_open_board(actor))
    may = may_rule(actor)
    own = sheets.sheet_of(actor.street_id)
    initial = {"text": sheets.text_of(actor.street_id)}
    form = SheetForm(request.POST or None, initial=initial)
    faults: tuple[Any, ...] = ()
    if request.method == "POST":
        require(may)
        if form.is_valid():
            typed = form.cleaned_data
            try:
                ruling.change_categories(typed["text"], typed["why"], by=actor, now=clock.now())
                messages.success(request, _("类别和时限已生效，以后的工单按新的算。"))
                return redirect("intake:categories")
            except ruling.BadSheet as bad:
                faults = bad.faults
                form.add_error(None, str(bad.refusal))
            except Refused as refused:
                form.add_error(None, str(refused.refusal))
    context = {
        "form": form,
        "faults": faults,
        "may": may is None,
        "why_not": str(may or ""),
        "own": own,
        "sheet": sheets.categories_of(actor.street_id),
        "versions": sheets.sheets_of(actor.street_id),
        "crumbs": crumbs(Crumb(_("类别和时限"))),
    }
    status = 422 if form.errors else 200
    return render(request, "intake/categories.html", context, status=status)


@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """Which tickets go where."""
    actor = acting(request)
    require(may_rule(actor))
    street = actor.street_id
    form = RuleForm(
        request.POST or None,
        categories=sheets.categories_of(street).categories,
        communities=_named(Community.objects.of(street).filter(ended_on__isnull=True)),
        compounds=_named(Compound.objects.of(street).filter(ended_on__isnull=True)),
        organisations=[(str(one.pk), one.name) for one in sendable(street)],
    )
    once = once_of(request)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: _set_rule(form, actor, once))
        if made is not None:
            messages.success(request, _("规则已生效。"))
            return redirect("intake:rules")
    found = rules_of(street)
    context = {
        "form": form,
        "once": once,
        "rules": [(rule, ruling.rule_words(rule)) for rule in found],
        "parties": sheets.categories_of(street).categories,
        "crumbs": crumbs(Crumb(_("派单规则"))),
    }
    return render(request, "intake/rules.html", context, status=422 if form.errors else 200)


def _set_rule(form: RuleForm, actor: Actor, once: UUID) -> DispatchRule:
    typed, street = form.cleaned_data, actor.street_id
    organisation = Organisation.objects.of(street).get(pk=typed["organisation"])
    fits = ruling.Fits(
        typed["category"],
        Community.objects.of(street).filter(pk=key_of(typed["community"])).first(),
        Compound.objects.of(street).filter(pk=key_of(typed["compound"])).first(),
        typed["mode"],
    )
    return ruling.set_rule(fits, organisation, typed["way"], once=once, by=actor, now=clock.now())


@require_POST
def end_rule(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """Stop a rule."""
    actor = acting(request)
    rule = DispatchRule.objects.of(actor.street_id).filter(pk=rule_id).first()
    if rule is None:
        raise Refused(HIDDEN)
    ruling.end_rule(rule, by=actor, now=clock.now())
    messages.success(request, _("规则已停用，派出去的工单不动。"))
    return redirect("intake:rules")


@require_http_methods(["GET", "POST"])
def duty(request: HttpRequest) -> HttpResponse:
    """The week of an organisation: who is on duty when."""
    actor = acting(request)
    require(may_open_board(actor))
    offices = _own_offices(actor)
    if not offices:
        raise Refused(Refusal(said("值班表由各单位的人排。"), said("请联系该单位。")))
    asked = request.GET.get("of", "")
    office = next((one for one in offices if str(one.pk) == asked), offices[0])
    posts = posts_in(actor.street_id, [office.pk], clock.today())
    people = sorted((p.person.name, str(pk), p.title) for pk, p in posts.items())
    form = DutyForm(
        request.POST or None, people=[(pk, f"{name}（{title}）") for name, pk, title in people]
    )
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: _set_duty(form, office, actor))
        if made is not None:
            messages.success(request, _("值班已排上。"))
            return redirect(f"{reverse('intake:duty')}?of={office.pk}")
    rows = DutyShift.objects.of(actor.street_id).filter(organisation=office, ended_on__isnull=True)
    context = {
        "form": form,
        "office": office,
        "offices": offices,
        "week": _week(list(rows.select_related("person").order_by("weekday", "begins", "id"))),
        "crumbs": crumbs(Crumb(_("值班表"))),
    }
    return render(request, "intake/duty.html", context, status=422 if form.errors else 200)


def _week(rows: list[DutyShift]) -> list[tuple[int, list[DutyShift]]]:
    return [(day, [row for row in rows if row.weekday == day]) for day in range(7)]


def _set_duty(form: DutyForm, office: Organisation, actor: Actor) -> Any:
    typed = form.cleaned_data
    person = Person.objects.of(actor.street_id).filter(pk=typed["person"]).first()
    if person is None:
        raise Refused(HIDDEN)
    return ruling.set_duty(
        office, person, typed["weekdays"], typed["begins"], typed["ends"], by=actor, now=clock.now()
    )


def _own_offices(actor: Actor) -> list[Organisation]:
    """Organisations whose roster the actor may keep; the street keeps every one."""
    if actor.has(Role.STREET_OFFICER):
        return sendable(actor.street_id)
    rows = Organisation.objects.of(actor.street_id).filter(pk__in=list(employers(actor)))
    return list(rows.order_by("name", "id"))


@require_POST
def end_shift(request: HttpRequest, shift_id: UUID) -> HttpResponse:
    """Take somebody off the roster."""
    actor = acting(request)
    rows = DutyShift.objects.of(actor.street_id).filter(pk=shift_id)
    shift = rows.first()
    if shift is None or shift.organisation_id not in {one.pk for one in _own_offices(actor)}:
        raise Refused(HIDDEN)
    told(
        request,
        lambda: ruling.end_duty(shift, by=actor, now=clock.now()),
        _("已取消。"),
    )
    return redirect(f"{reverse('intake:duty')}?of={shift.organisation_id}")


@require_http_methods(["GET", "POST"])
def points(request: HttpRequest) -> HttpResponse:
    """Codes to print and hang up."""
    actor = acting(request)
    require(may_open_board(actor))
    if not any(grant.role in DESKS for grant in actor.grants):
        raise Refused(Refusal(said("点位由物业、社区和街道设置。"), said("请联系社区。")))
    compounds = desk_compounds(actor)
    offered = [(str(one.pk), one.name) for one in compounds]
    form = PointsForm(request.POST or None, compounds=offered)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        compound = next(one for one in compounds if str(one.pk) == typed["compound"])
        names, now = typed["names"].splitlines(), clock.now()
        made = tried(form, lambda: ruling.hang_points(compound, names, by=actor, now=now))
        if made is not None:
            messages.success(request, _("点位已设置，请打印张贴。"))
            return redirect("intake:points")
    rows = points_for(actor)
    printing = request.GET.get("print") == "1"
    context = {
        "form": form,
        "points": rows,
        "codes": [(one, _code(request, one)) for one in rows] if printing else [],
        "printing": printing,
        "only_here": only_here(request),
        "crumbs": crumbs(Crumb(_("扫码点位"))),
    }
    return render(request, "intake/points.html", context, status=422 if form.errors else 200)


def _code(request: HttpRequest, point: PlacePoint) -> Any:
    slug = request.street.slug  # type: ignore[attr-defined]
    there = public_address(request, reverse("report:point", args=[slug, point.code]))
    return qr_code(there, point.name)


@require_POST
def end_point(request: HttpRequest, point_id: UUID) -> HttpResponse:
    """A code opens nothing any more."""
    actor = acting(request)
    point = PlacePoint.objects.of(actor.street_id).filter(pk=point_id).first()
    if point is None:
        raise Refused(NO_POINT)
    ruling.end_point(point, by=actor, now=clock.now())
    messages.success(request, _("点位已停用。"))
    return redirect("intake:points")


def _named(rows: Any) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in rows.order_by("name", "id").values_list("pk", "name")]

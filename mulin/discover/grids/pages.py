"""The office's screens of the net: coverage, one compound, the people."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulin.discover.grids import queries, queries_areas
from mulin.discover.grids.actions import Place, appoint_to_net, release_from_net
from mulin.discover.grids.columns import net_columns, people_columns
from mulin.discover.grids.forms import AppointForm, WhyForm
from mulin.discover.grids.models import Post
from mulin.discover.grids.permissions import HIDDEN, may_keep, may_see_net, reach
from mulin.ground.estate.models import (
    Building,
    Compound,
    Grid,
    Stairwell,
)
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Filter, Listing
from mulin.ground.page.trying import once_of, told, tried
from mulin.kit import clock
from mulin.kit.rights import Actor, Refused, acting, require


@require_safe
def net(request: HttpRequest) -> HttpResponseBase:
    """How well the net covers: every compound with what has no head."""
    actor = acting(request)
    require(may_see_net(actor))
    visible = queries.compounds_for(actor)
    named = visible.order_by("community__name").values_list("community_id", "community__name")
    places = Filter(
        "community", _("社区"), [(str(pk), n) for pk, n in named.distinct()], "community_id"
    )
    covers: dict[UUID, queries.Cover] = {}
    listing = Listing(
        request,
        visible,
        net_columns(covers, queries_areas.worked_grids(actor.street_id)),
        searches=("name", "community__name", "grid__name"),
        filters=(places,),
    )
    keys = (
        listing.queryset.values_list("pk", flat=True)
        if listing.export
        else [row.pk for row in listing.rows]
    )
    covers |= queries.covers(keys, actor.street_id)
    if listing.export:
        return download(listing, _("网格覆盖"), now=clock.now())
    posts = queries.posts_for(actor)
    kinds = [(kind.value, kind.label, posts.filter(kind=kind).count()) for kind in Post.Kind]
    context = {
        "listing": listing,
        "kinds": kinds,
        "party": queries.party_words(posts),
        "crumbs": crumbs(),
    }
    return render(request, "grids/net.html", context)


@require_safe
def people(request: HttpRequest) -> HttpResponseBase:
    """Everybody who holds a post of the net. Who is a party member is counted, not listed."""
    actor = acting(request)
    require(may_see_net(actor))
    listing = Listing(
        request,
        queries.posts_for(actor),
        people_columns(),
        searches=("person__name", "compound__name", "grid__name", "community__name"),
        filters=(Filter("kind", _("岗位"), Post.Kind.choices, "kind"),),
    )
    if listing.export:
        return download(listing, _("楼长和网格员"), now=clock.now())
    return render(
        request, "grids/people.html", {"listing": listing, "crumbs": crumbs(_("楼长和网格员"))}
    )


@require_http_methods(["GET", "POST"])
def compound(request: HttpRequest, net_compound_id: UUID) -> HttpResponse:
    """One compound: the picture of who looks after what, what has no head, and an appointment."""
    actor = acting(request)
    found = queries.compounds_for(actor).filter(pk=net_compound_id).first()
    if found is None:
        raise Refused(HIDDEN)
    require(may_see_net(actor))
    houses, stairs = queries.without_head(found)
    may = may_keep(actor, found.pk)
    form = _form(request, found, houses, stairs) if may is None else None
    once = once_of(request)
    if (
        request.method == "POST"
        and form is not None
        and form.is_valid()
        and _appointed(actor, found, form, once)
    ):
        messages.success(request, _("任命好了，记入任职。"))
        return redirect(request.path)
    picture, legend = queries.drawing(found)
    mine = queries.posts_for(actor).filter(Q(compound=found) | Q(grid=found.grid_id or found.pk))
    context = {
        "compound": found,
        "cover": queries.covers([found.pk], actor.street_id)[found.pk],
        "picture": picture,
        "legend": legend,
        "houses": houses,
        "stairs": stairs,
        "posts": list(mine[:400]),
        "form": form,
        "why_not": may,
        "once": once,
        "crumbs": crumbs(found.name),
    }
    bad = form is not None and bool(form.errors)
    return render(request, "grids/compound.html", context, status=422 if bad else 200)


@require_http_methods(["GET", "POST"])
def post(request: HttpRequest, net_post_id: UUID) -> HttpResponse:
    """One post: who holds it since when, and laying it down."""
    actor = acting(request)
    found = queries.post_of(actor.street_id, net_post_id)
    if found is None or not _reads(actor, found):
        raise Refused(HIDDEN)
    may = may_keep(actor, found.compound_id) if found.compound_id else may_see_net(actor)
    if request.method == "POST":
        why = request.POST.get("why", "")
        told(
            request,
            lambda: release_from_net(found, why, by=actor, now=clock.now()),
            _("已卸任，这里等新的人选。"),
        )
        where = found.compound_id
        return redirect("grids:compound", where) if where else redirect("grids:people")
    context = {
        "post": found,
        "form": WhyForm() if may is None and found.ended_on is None else None,
        "crumbs": crumbs(found.get_kind_display()),
    }
    return render(request, "grids/post.html", context)


def crumbs(*last: str) -> tuple[Crumb, ...]:
    return (Crumb(_("网格"), reverse("grids:net")), *(Crumb(one) for one in last))


def _reads(actor: Actor, found: Post) -> bool:
    within = reach(actor)
    if within is None or found.compound_id in within:
        return True
    rows = Compound.objects.of(actor.street_id).filter(pk__in=within)
    return found.compound_id is None and rows.filter(community=found.community_id).exists()


def _form(
    request: HttpRequest, found: Compound, houses: list[Building], stairs: list[Stairwell]
) -> AppointForm:
    """The places without a head first; the grid of the community last."""
    places = [(f"building_head:{one.pk}", _("%(house)s楼长") % {"house": one}) for one in houses]
    places += [
        (
            f"stairwell_head:{one.pk}",
            _("%(house)s%(stair)s长") % {"house": one.building, "stair": one},
        )
        for one in stairs
    ]
    places += [
        (f"grid_worker:{one.pk}", _("%(grid)s网格员") % {"grid": one.name})
        for one in queries.grids_of(found.community)
    ]
    today = clock.today()
    people = queries_areas.post_holders(found.community, found, today)
    start = {"place": request.GET.get("place", "")}
    return AppointForm(
        request.POST or None, places=places, people=people, today=today, initial=start
    )


def _appointed(actor: Actor, found: Compound, form: AppointForm, once: UUID) -> bool:
    typed = form.cleaned_data
    person = queries_areas.person_named(found, typed, clock.today())
    if person is None:
        form.add_error("room", _("这个房号没有登记这个姓名的业主或住户，请核对。"))
        return False
    made = tried(
        form,
        lambda: appoint_to_net(
            _place(actor, typed["place"]),
            person,
            since=typed["since"],
            party_member=typed["party_member"],
            once=once,
            by=actor,
            now=clock.now(),
        ),
    )
    return made is not None


def _place(actor: Actor, typed: str) -> Place:
    kind, _sep, pk = typed.partition(":")
    street = actor.street_id
    if kind == Post.Kind.BUILDING_HEAD:
        houses = Building.objects.of(street).select_related("compound__community")
        return Place(kind, building=houses.filter(pk=pk).first())
    if kind == Post.Kind.STAIRWELL_HEAD:
        stairs = Stairwell.objects.of(street).select_related("compound__community", "building")
        return Place(kind, stairwell=stairs.filter(pk=pk).first())
    grids = Grid.objects.of(street).select_related("community")
    return Place(kind, grid=grids.filter(pk=pk).first())

"""Two lists to import from: which compound to import into, and every import there has been."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mulin.ground.estate.models import Community, Compound, ImportBatch
from mulin.ground.estate.permissions import may_import, may_see_some_register, reach
from mulin.ground.estate.queries.places import compounds_readable
from mulin.ground.page.address import row_address
from mulin.ground.page.context import Crumb
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.kit import clock
from mulin.kit.rights import Actor, acting, require

State = ImportBatch.State
MARKS = {
    State.UPLOADED: "now",
    State.READ: "soon",
    State.FAULTY: "late",
    State.WRITING: "now",
    State.DONE: "done",
    State.UNDONE: "idle",
    State.FAILED: "late",
}
COMPOUNDS = (
    Column(
        "name",
        _lazy("小区"),
        "name",
        order=("name",),
        href=lambda row: row_address("roster:upload", row.pk),
    ),
    Column("community", _lazy("社区"), "community.name", order=("community__name", "name")),
    Column("kind", _lazy("类型"), "get_kind_display", order=("kind",)),
    Column("latest", _lazy("上次导入"), "latest", "instant", order=("latest",), face="m-num"),
)
IMPORTS = (
    Column(
        "file",
        _lazy("文件"),
        "file_name",
        order=("file_name",),
        href=lambda row: row_address("roster:batch", row.pk),
    ),
    Column("compound", _lazy("小区"), "compound.name", order=("compound__name",)),
    Column("kind", _lazy("内容"), "get_kind_display", order=("kind",)),
    Column("uploaded", _lazy("上传"), "created_at", "instant", order=("created_at",), face="m-num"),
    Column("by", _lazy("经手"), "created_by"),
    Column(
        "state",
        _lazy("状态"),
        "get_state_display",
        order=("state",),
        state=lambda row: MARKS[State(row.state)],
    ),
)


def home(request: HttpRequest) -> HttpResponseBase:
    """Which compound to import into."""
    actor = acting(request)
    rows = importable(actor)
    listing = Listing(
        request,
        rows.select_related("community").annotate(latest=_latest(actor)).order_by("name"),
        COMPOUNDS,
        searches=("name", "community__name"),
        filters=_places(actor, rows),
    )
    if listing.export:
        return download(listing, _("小区"), now=clock.now())
    context = {
        "listing": listing,
        "waiting": imports_seen(actor, rows).filter(state__in=(State.READ, State.FAULTY)).count(),
        "crumbs": [Crumb(_("导入"))],
    }
    return render(request, "roster/home.html", context)


def imports(request: HttpRequest) -> HttpResponseBase:
    """Every import into these compounds, the latest first."""
    actor = acting(request)
    rows = imports_seen(actor, importable(actor))
    filters = (
        Filter("state", _("状态"), State.choices, "state"),
        Filter("kind", _("内容"), ImportBatch.Kind.choices, "kind"),
    )
    listing = Listing(
        request, rows, IMPORTS, searches=("file_name", "compound__name"), filters=filters
    )
    if listing.export:
        return download(listing, _("导入记录"), now=clock.now())
    crumbs = [Crumb(_("导入"), reverse("roster:home")), Crumb(_("导入记录"))]
    return render(request, "roster/imports.html", {"listing": listing, "crumbs": crumbs})


def importable(actor: Actor) -> QuerySet[Compound]:
    """The compounds this person may import into; a refusal where there is none.

    Raises Refused for people who keep no register.
    """
    require(may_see_some_register(actor))
    rows: QuerySet[Compound] = compounds_readable(actor)
    keys: list[UUID] = list(rows.values_list("pk", flat=True))
    mine = [key for key in keys if may_import(actor, key) is None]
    if not mine:
        require(may_import(actor, next(iter(reach(actor) or ()), None)))
    return rows.filter(pk__in=mine) if len(mine) < len(keys) else rows


def imports_seen(actor: Actor, compounds: QuerySet[Compound]) -> QuerySet[ImportBatch]:
    """The imports into these compounds, without their long fields."""
    rows = ImportBatch.objects.of(actor.street_id).filter(compound__in=compounds.values("pk"))
    seen: QuerySet[ImportBatch] = rows.select_related("compound").order_by("-id")
    return seen.defer("faults", "summary", "undo")


def _latest(actor: Actor) -> Any:
    """When a compound's roster was last written."""
    written = ImportBatch.objects.of(actor.street_id).filter(
        compound_id=OuterRef("pk"), state=State.DONE
    )
    return Subquery(written.order_by("-id").values("created_at")[:1])


def _places(actor: Actor, compounds: QuerySet[Compound]) -> tuple[Filter, ...]:
    """The communities and kinds that occur."""
    found = Community.objects.of(actor.street_id).filter(
        pk__in=compounds.order_by().values("community_id")
    )
    named = [(str(pk), name) for pk, name in found.order_by("name").values_list("pk", "name")]
    return (
        Filter("community", _("社区"), named, "community_id"),
        Filter("kind", _("类型"), Compound.Kind.choices, "kind"),
    )

"""Ballots of the official system: upload, preview with every fault, confirm, put aside, withdraw."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from mulin.decide.assembly.actions import official
from mulin.decide.assembly.models import Motion, OfficialBallot, OfficialImport, Poll
from mulin.decide.assembly.official_rows import OfficialFile
from mulin.decide.assembly.pages.common import crumbs_of, found, head_of
from mulin.decide.assembly.permissions import (
    HIDDEN,
    may_bring_official,
    may_handle_papers,
    may_see_progress,
    may_take_official,
)
from mulin.decide.assembly.queries.rules import law_of
from mulin.decide.assembly.queries.ways import online_note
from mulin.ground.page.export import download
from mulin.ground.page.listing import Column, Filter, Listing
from mulin.ground.page.trying import told
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, require
from mulin.kit.words import said
from mulin.portable.forms_official import OfficialUploadForm, WithdrawForm
from mulin.portable.official_columns import Asked
from mulin.portable.official_files import read_file
from mulin.portable.official_template import template
from mulin.portable.roster_archives import Unreadable
from mulin.portable.roster_files import LARGEST_FILE

State = OfficialImport.State
MARKS = {State.READ: "soon", State.DONE: "done", State.DROPPED: "idle", State.WITHDRAWN: "no"}
SHOWN_FAULTS = 200
TABLE = (
    Column("unit", said("房号"), "entry.first_unit", order=("entry__seq",)),
    Column("name", said("业主"), "name", personal="name"),
    Column("serial", said("流水号"), "serial", order=("serial",)),
    Column("cast", said("投票时间"), "cast_at", kind="instant", order=("cast_at",)),
    Column("seq", said("名册号"), "entry.seq", kind="number"),
)


@never_cache
def home(request: HttpRequest, poll_id: UUID) -> HttpResponseBase:
    """What counts here, the files so far, and the form for the next one."""
    actor, poll = _handling(request, poll_id)
    form = OfficialUploadForm(request.POST or None, files=request.FILES or None)
    refused = may_bring_official(actor, poll)
    if request.method == "POST":
        require(refused)
        if form.is_valid() and (batch := _read(poll, form, actor)) is not None:
            return redirect("official:import", poll.pk, batch.pk)
    rows = OfficialImport.objects.of(poll.street_id).filter(poll=poll).order_by("-id")
    context = head_of(poll) | {
        "form": form,
        "imports": [(row, MARKS[State(row.state)]) for row in rows],
        "why_not": str(refused or ""),
        "note": online_note(poll, law_of(poll, clock.today())),
        "motions": motions_asked(poll),
        "crumbs": crumbs_of(poll, _("官方系统的票")),
    }
    return render(request, "official/home.html", context, status=422 if form.errors else 200)


@never_cache
@require_GET
def preview(request: HttpRequest, poll_id: UUID, import_id: UUID) -> HttpResponseBase:
    """Whose ballots they are and which ones cannot be taken; never what they say."""
    actor, poll, batch = _import(request, poll_id, import_id)
    rows = OfficialBallot.objects.of(poll.street_id).filter(batch=batch).select_related("entry")
    listing = Listing(
        request,
        rows.order_by("entry__seq", "cast_at"),
        TABLE,
        searches=("entry__first_unit", "serial"),
        filters=(Filter("beside", _("同一位业主"), BESIDE, _beside),),
        per_page=60,
    )
    if listing.export:
        return download(listing, said("{number} 官方系统的票", number=poll.number), now=clock.now())
    context = head_of(poll) | {
        "batch": batch,
        "mark_import": MARKS[State(batch.state)],
        "listing": listing,
        "faults": batch.faults[:SHOWN_FAULTS],
        "more_faults": max(len(batch.faults) - SHOWN_FAULTS, 0),
        "why_not_take": str(may_take_official(actor, poll) or ""),
        "why_not_bring": str(may_bring_official(actor, poll) or ""),
        "crumbs": crumbs_of(poll, _("官方系统的票")),
    }
    return render(request, "official/import.html", context)


BESIDE = (("paper", said("还有纸质票")),)


def _beside(rows: Any, value: str) -> Any:
    """Rows whose owner has a paper ballot as well."""
    return rows.filter(entry__ballots__channel="paper", entry__ballots__state="taken").distinct()


@require_POST
def confirm(request: HttpRequest, poll_id: UUID, import_id: UUID) -> HttpResponse:
    """Put the ballots on the pile."""
    actor, _poll, batch = _import(request, poll_id, import_id)
    leave = request.POST.get("leave") == "1"
    return _done(
        request,
        batch,
        lambda: official.take_official(batch.pk, leave_faulty=leave, by=actor, now=clock.now()),
        _("已导入，和纸质票一起封存，开票时计入。"),
    )


@require_POST
def drop(request: HttpRequest, poll_id: UUID, import_id: UUID) -> HttpResponse:
    """Put a file aside that was not confirmed."""
    actor, _poll, batch = _import(request, poll_id, import_id)
    return _done(
        request,
        batch,
        lambda: official.drop_official(batch.pk, by=actor, now=clock.now()),
        _("已放弃这份文件，没有导入。"),
    )


@require_POST
def withdraw(request: HttpRequest, poll_id: UUID, import_id: UUID) -> HttpResponse:
    """Take the ballots of a wrong file off the pile."""
    actor, _poll, batch = _import(request, poll_id, import_id)
    why = WithdrawForm(request.POST).reason()
    return _done(
        request,
        batch,
        lambda: official.withdraw_official(batch.pk, why, by=actor, now=clock.now()),
        _("已撤回。这份文件的票不再计入，被它代替的票恢复。"),
    )


@require_GET
def blank(request: HttpRequest, poll_id: UUID) -> HttpResponseBase:
    """The table to fill in, with a column for each motion of this vote."""
    _actor, poll = _handling(request, poll_id)
    data = BytesIO(template(motions_asked(poll)))
    return FileResponse(
        data, as_attachment=True, filename=said("{number} 官方系统票模板.xlsx", number=poll.number)
    )


def motions_asked(poll: Poll) -> list[Asked]:
    """The vote's motions as a file may call them."""
    rows = Motion.objects.of(poll.street_id).filter(poll=poll).order_by("order")
    return [Asked(n, m.title, m.is_election) for n, m in enumerate(rows, start=1)]


def read_upload(poll: Poll, data: bytes, name: str, system: str) -> OfficialFile:
    """The file's ballots; what the person calls the system stands before what the file says."""
    read = read_file(data, name, motions_asked(poll))
    return replace(read, system=system or read.system)


def _read(poll: Poll, form: OfficialUploadForm, actor: Actor) -> OfficialImport | None:
    """Read and match the upload; what is wrong with it becomes the form's own error."""
    said = form.cleaned_data
    data = said["file"].read(LARGEST_FILE + 1)
    try:
        file = read_upload(poll, data, said["file"].name, said["system"])
        return official.read_official(
            poll, file, said["control"], import_id=said["once"], by=actor, now=clock.now()
        )
    except Unreadable as error:
        form.add_error("file", str(error))
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        form.add_error("file", str(refused.refusal))
    return None


def _done(request: HttpRequest, batch: OfficialImport, verb: Any, words: str) -> HttpResponse:
    told(request, verb, words)
    return redirect(reverse("official:import", args=[batch.poll_id, batch.pk]))


def _handling(request: HttpRequest, poll_id: UUID) -> tuple[Actor, Poll]:
    actor, poll = found(request, poll_id)
    if may_handle_papers(actor, poll) is not None:
        require(may_see_progress(actor, poll))
    if poll.is_draft:
        raise Refused(
            Refusal(_("名册还没有锁定，不能导入票。"), _("锁定、公示、开始投票以后再导入。"))
        )
    return actor, poll


def _import(
    request: HttpRequest, poll_id: UUID, import_id: UUID
) -> tuple[Actor, Poll, OfficialImport]:
    actor, poll = _handling(request, poll_id)
    rows = OfficialImport.objects.of(poll.street_id).filter(poll=poll, pk=import_id)
    batch: OfficialImport | None = rows.first()
    if batch is None:
        raise Refused(HIDDEN)
    return actor, poll, batch

"""Import screens: upload, columns, preview with faults and differences, done, undo, history."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.ground.estate.actions.roster import Outdated, RosterFaulty
from mulin.ground.estate.actions.roster_batches import (
    choose_columns,
    discard_roster,
    undo_roster,
    upload_roster,
)
from mulin.ground.estate.models import Compound, ImportBatch, Unit
from mulin.ground.estate.permissions import may_import, may_see_some_register
from mulin.ground.estate.queries.imports import imports_of, why_not_undone
from mulin.ground.estate.roster import RosterTerms
from mulin.ground.jobs.actions import enqueue
from mulin.ground.page.context import Crumb
from mulin.ground.page.trying import told as told_of
from mulin.ground.papers.actions import read as read_paper
from mulin.ground.papers.models import Paper
from mulin.kit import clock
from mulin.kit.rights import Actor, Refusal, Refused, acting, require
from mulin.portable.fault_list import FaultList, told
from mulin.portable.forms import ColumnsForm, UploadForm, masked_sample
from mulin.portable.jobs import PREVIEW, WRITE
from mulin.portable.roster_archives import Unreadable
from mulin.portable.roster_files import LARGEST_FILE, open_workbook
from mulin.portable.roster_import import keep_upload, open_roster, preview_batch, write_batch
from mulin.portable.roster_reading import inspect, shown_columns
from mulin.portable.roster_template import template

SMALL = 600 * 1024
"""Bytes up to which a file is read while the person waits; larger ones go to the background."""
HISTORY = 30
State = ImportBatch.State


def upload(request: HttpRequest, compound_id: UUID) -> HttpResponse:
    """Choose a file; it is kept as it came, and nothing of it is in the register yet."""
    actor = acting(request)
    row = _compound(actor, compound_id)
    form = UploadForm(request.POST or None, files=request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, now = form.cleaned_data["file"], clock.now()
        data = file.read(LARGEST_FILE + 1)
        try:
            open_workbook(BytesIO(data))
            paper = keep_upload(actor.street_id, data, file.name, by=actor, now=now)
            batch = upload_roster(
                row,
                kind=form.cleaned_data["kind"],
                file_name=file.name,
                paper_id=paper.pk,
                by=actor,
                now=now,
                once=form.cleaned_data["once"],
            )
        except (Unreadable, Refused) as error:
            form.add_error("file", str(error))
        else:
            return redirect("roster:columns", batch_id=batch.pk)
    context = {
        "form": form,
        "compound": row,
        "batches": imports_of(row).defer("faults", "summary", "undo")[:HISTORY],
        "crumbs": _crumbs(row),
    }
    return render(request, "roster/upload.html", context, status=422 if form.errors else 200)


def columns(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Say what each column is, above all which one is the voting area; then it is read."""
    actor, batch = _batch(request, batch_id)
    if batch.state in (State.DONE, State.UNDONE, State.WRITING):
        return redirect("roster:batch", batch_id=batch.pk)
    file = open_roster(batch, actor, clock.today())
    try:
        found = inspect(file, batch.kind)
    except Unreadable as error:
        context = {"batch": batch, "error": str(error), "crumbs": _crumbs(batch.compound)}
        return render(request, "roster/unreadable.html", context, status=422)
    proposed = batch.columns or dict(found.proposal.columns)
    form = ColumnsForm(batch.kind, found.names, proposed, request.POST or None)
    if request.method == "POST" and form.is_valid():
        _choose(batch, form, actor)
        return _preview(request, batch, actor, len(file.getvalue()))
    context = {
        "batch": batch,
        "form": form,
        "lines": _column_lines(form, found.samples),
        "found": found,
        "crumbs": _crumbs(batch.compound),
    }
    return render(request, "roster/columns.html", context, status=422 if form.errors else 200)


def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """What the import would change, what is wrong with it, or what it did."""
    _actor, row = _batch(request, batch_id)
    summary = told(row.summary or {})
    plan = summary.get("plan", {})
    context = {
        "batch": row,
        "summary": summary,
        "plan": plan,
        "changes": plan.get("changes", [])[:300],
        "buildings": _by_building(plan),
        "faults": FaultList(request, row.faults, summary.get("kinds", ())) if row.faults else None,
        "columns": shown_columns(row.columns, row.kind) if row.columns else (),
        "source": Unit.AreaSource(row.options.get("area_source", "unknown")).label,
        "needs_day": bool(plan.get("owners_replaced")) and row.effective_on is None,
        "can_write": row.state in (State.READ, State.FAULTY),
        "why_not_undone": why_not_undone(row) if row.state == State.DONE else None,
        "crumbs": _crumbs(row.compound),
    }
    return render(request, "roster/batch.html", context)


@require_POST
def confirm(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Write what was previewed: all of it, or the clean units where the person chose so."""
    actor, row = _batch(request, batch_id)
    leave = request.POST.get("leave") == "1"
    summary = row.summary or {}
    if row.state == State.DONE:
        messages.info(request, _("这次已经导入过了，没有再写一次。"))
        return redirect("roster:batch", batch_id=row.pk)
    if row.state not in (State.READ, State.FAULTY):
        raise Refused(Refusal(_("这次导入还没有预览，或已经放弃、撤销了。"), _("请刷新页面。")))
    if request.POST.get("seen", row.digest) != row.digest:
        messages.warning(
            request, _("您打开这页以后，预览在别处更新过，这次没有写入。请核对现在的预览再确认。")
        )
        return redirect("roster:batch", batch_id=row.pk)
    if summary.get("controls"):
        raise Refused(Refusal(_("合计对不上，不能导入。"), _("请核对您填的合计或名册文件。")))
    if row.state == State.FAULTY and not leave:
        raise Refused(Refusal(_("还有错误。"), _("请改好后重新上传，或选择先导入没有错的房屋。")))
    if _size(row) > SMALL:
        return _later(row, actor, WRITE, leave=leave)
    try:
        write_batch(row, leave_faulty=leave, by=actor, now=clock.now())
    except (RosterFaulty, Outdated):
        messages.warning(
            request,
            _(
                "预览之后底册有了变动，这次没有写入。下面是按现在的底册重新做的预览，请核对后再确认。"
            ),
        )
        row.refresh_from_db()
        return _preview(request, row, actor, _size(row))
    messages.success(request, _("已导入。"))
    return redirect("roster:batch", batch_id=row.pk)


@require_POST
def discard(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Put an upload aside."""
    actor, row = _batch(request, batch_id)
    verb = partial(discard_roster, row, by=actor, now=clock.now())
    if told_of(request, verb, _("已放弃，底册没有变化。")) is None:
        return redirect("roster:batch", batch_id=row.pk)
    return redirect("roster:upload", compound_id=row.compound_id)


@require_POST
def undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take a written import back."""
    actor, row = _batch(request, batch_id)
    why = request.POST.get("why", "")
    verb = partial(undo_roster, row, why=why, by=actor, now=clock.now())
    told_of(request, verb, _("已撤销，底册回到导入之前。"))
    return redirect("roster:batch", batch_id=row.pk)


def errors(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """The workbook with the error column."""
    actor, row = _batch(request, batch_id)
    paper = Paper.objects.of(actor.street_id).filter(id=row.error_paper_id).first()
    if paper is None:
        raise Refused(Refusal(_("这次导入没有错误文件。"), hidden=True))
    data = read_paper(paper, by=actor, today=clock.today())
    return FileResponse(BytesIO(data), as_attachment=True, filename=paper.filename)


def blank(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The template to fill in."""
    require(may_see_some_register(acting(request)))
    if kind not in ImportBatch.Kind.values:
        raise Refused(Refusal(_("没有这种模板。"), hidden=True))
    name = {"rooms": _("房屋名册模板.xlsx"), "parking": _("车位名册模板.xlsx")}[kind]
    return FileResponse(BytesIO(template(kind)), as_attachment=True, filename=name)


def _choose(batch: ImportBatch, form: ColumnsForm, actor: Actor) -> None:
    said = form.cleaned_data
    terms = RosterTerms(said["area_source"], said["effective_on"], said["same_phone"])
    choose_columns(
        batch,
        form.columns,
        terms,
        shown=shown_columns(form.columns, batch.kind),
        control_rows=said["control_rows"],
        control_area=said["control_area"],
        by=actor,
        now=clock.now(),
    )


def _preview(request: HttpRequest, row: ImportBatch, actor: Actor, size: int) -> HttpResponse:
    if size > SMALL:
        return _later(row, actor, PREVIEW)
    preview_batch(row, by=actor, now=clock.now())
    return redirect("roster:batch", batch_id=row.pk)


def _later(row: ImportBatch, actor: Actor, kind: str, *, leave: bool = False) -> HttpResponse:
    """Start the work in the background and watch it."""
    membership = actor.membership_id
    if membership is None:
        raise Refused(Refusal(_("没有找到您的成员身份。"), _("请重新登录后再试。")))
    payload = {"batch": row.pk.hex, "membership": membership.hex, "leave": leave}
    with transaction.atomic():
        job = enqueue(
            actor.street_id,
            kind,
            payload,
            key=f"{kind}/{row.pk.hex}",
            account_id=actor.account_id,
        )
    return redirect("jobs:progress", job_id=job.pk)


def _size(row: ImportBatch) -> int:
    found = Paper.objects.of(row.street_id).filter(id=row.paper_id).values_list("size", flat=True)
    return int(found.first() or 0)


def _column_lines(form: ColumnsForm, samples: Any) -> list[dict[str, Any]]:
    """Each field with the samples of the column chosen for it."""
    lines = []
    for name in form.column_names:
        bound = form[name]
        header = bound.value() or ""
        seen = samples.get(header, ())
        lines.append({"field": bound, "samples": [masked_sample(name, t) for t in seen]})
    return lines


def _by_building(plan: dict[str, Any]) -> list[tuple[str, int, int]]:
    added, changed = plan.get("added", {}), plan.get("changed", {})
    labels = sorted(
        {*added, *changed}, key=lambda t: (not t.isdecimal(), int(t) if t.isdecimal() else 0, t)
    )
    return [(label or "—", added.get(label, 0), changed.get(label, 0)) for label in labels]


def _compound(actor: Actor, compound_id: UUID) -> Compound:
    rows = Compound.objects.of(actor.street_id).filter(id=compound_id, ended_on__isnull=True)
    row: Compound | None = rows.first()
    if row is None:
        raise Refused(Refusal(_("没有找到这个小区。"), hidden=True))
    require(may_import(actor, row.pk))
    return row


def _batch(request: HttpRequest, batch_id: UUID) -> tuple[Actor, ImportBatch]:
    actor = acting(request)
    rows = ImportBatch.objects.of(actor.street_id).filter(id=batch_id)
    row = rows.select_related("compound").first()
    if row is None:
        raise Refused(Refusal(_("没有找到这次导入。"), hidden=True))
    require(may_import(actor, row.compound_id))
    return actor, row


def _crumbs(row: Compound) -> list[Crumb]:
    return [
        Crumb(_("导入"), reverse("roster:home")),
        Crumb(row.name, reverse("roster:upload", args=[row.pk])),
    ]

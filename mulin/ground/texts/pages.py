"""Screens of texts: all of them, one with an example, an office's own, the difference, the way back."""

from __future__ import annotations

import csv
import zipfile
from io import BytesIO, StringIO
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulin.ground.page.context import Crumb
from mulin.ground.page.export import BOM
from mulin.ground.page.trying import once_of, tried
from mulin.ground.texts import queries
from mulin.ground.texts.actions import NO_TEXT, replace_text, restore_text
from mulin.ground.texts.answering import FORMATS, answer, made
from mulin.ground.texts.fields import LISTS, SCALARS
from mulin.ground.texts.forms import ReplaceForm, RestoreForm
from mulin.ground.texts.language import Fault, faults_of
from mulin.ground.texts.making import example_of
from mulin.ground.texts.permissions import may_change_texts, may_see_texts
from mulin.ground.texts.queries import InForce
from mulin.ground.texts.standards import GROUPS, standards
from mulin.kit import clock
from mulin.kit.ids import uuid7
from mulin.kit.rights import Actor, Refused, acting, require

T = TypeVar("T")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every text in force today, by group; narrowed by words, group, and whose it is."""
    actor = _reader(request)
    rows = queries.all_in_force(actor.street_id, clock.today())
    words, group = request.GET.get("q", "").strip()[:100], request.GET.get("group", "")
    shown = queries.found_by(words, rows)
    if group in GROUPS:
        shown = [row for row in shown if row.standard.group == group]
    if request.GET.get("own") == "yes":
        shown = [row for row in shown if row.is_own]
    context = {
        "groups": [
            (name, [row for row in shown if row.standard.group == name])
            for name in GROUPS
            if any(row.standard.group == name for row in shown)
        ],
        "all_groups": GROUPS,
        "words": words,
        "group": group,
        "own": request.GET.get("own", ""),
        "total": len(rows),
        "owned": sum(row.is_own for row in rows),
        "narrowed": bool(words or group or request.GET.get("own")),
        "crumbs": _crumbs(),
    }
    return render(request, "texts/index.html", context)


@require_safe
def text(request: HttpRequest, code: str) -> HttpResponse:
    """One text with an example, whose it is, and what the office did with it."""
    actor = _reader(request)
    found = _found(actor, code)
    may = may_change_texts(actor)
    return render(
        request,
        "texts/text.html",
        {
            "text": found,
            "sheet": example_of(found.standard, found.body),
            "versions": queries.versions_of(actor.street_id, code),
            "why_not": "" if may is None else str(may),
            "restoring": RestoreForm(initial={"starts_on": clock.today()}),
            "once": uuid7(),
            "crumbs": _crumbs(Crumb(found.title)),
        },
    )


@require_safe
def example(request: HttpRequest, code: str, file_format: str) -> HttpResponse:
    """The text with invented values, as PDF or Word."""
    found = _found(_reader(request), code)
    if file_format not in FORMATS:
        raise Refused(NO_TEXT)
    sheet = example_of(found.standard, found.body)
    name = _("%(title)s（示例）") % {"title": found.title}
    return answer(made(sheet, file_format, clock.today()), name, file_format)


@require_safe
def template(request: HttpRequest, code: str) -> HttpResponse:
    """The text itself, to change it in any editor."""
    found = _found(_reader(request), code)
    return _download(found.body.encode("utf-8-sig"), f"{found.title}.txt", "text/plain")


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """Every text in force, with a list, as one archive."""
    actor = _reader(request)
    lines, out = StringIO(), BytesIO()
    writer = csv.writer(lines)
    writer.writerow([_("文件"), _("名称"), _("类别"), _("用途"), _("谁的文本"), _("起用日")])
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for row in queries.all_in_force(actor.street_id, clock.today()):
            one, whose = row.standard, _("本街道") if row.is_own else _("标准")
            since = row.version.starts_on.isoformat() if row.version and row.is_own else ""
            name = f"{one.code}.txt"
            writer.writerow([name, one.title, one.group, one.about, whose, since])
            packed.writestr(name, row.body)
        packed.writestr("list.csv", BOM + lines.getvalue())
    return _download(out.getvalue(), _("文书文本.zip"), "application/zip")


@require_safe
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """The office's text beside the standard, line by line."""
    found = _found(_reader(request), code)
    lines = queries.compared(found.standard.body, found.body)
    crumb = Crumb(found.title, reverse("texts:text", args=[code]))
    context = {"text": found, "lines": lines, "crumbs": _crumbs(crumb, Crumb(_("和标准文本比较")))}
    return render(request, "texts/compare.html", context)


@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, code: str) -> HttpResponse:
    """Type or upload a text, see it filled and what differs, confirm. Nothing is written before."""
    actor = _reader(request)
    require(may_change_texts(actor))
    found = _found(actor, code)
    first = {"body": found.body, "once": uuid7(), "starts_on": clock.today()}
    form = ReplaceForm(request.POST or None, request.FILES or None, initial=first)
    context: dict[str, Any] = {"text": found, "form": form, "faults": []}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        context["faults"] = faults = faults_of(given["body"])
        if not faults and "confirm" in request.POST:
            verb = lambda: replace_text(  # noqa: E731
                code,
                given["body"],
                given["starts_on"],
                given["why"],
                once=given["once"],
                by=actor,
                now=clock.now(),
            )
            if tried(form, verb) is not None:
                messages.success(request, _("已换成本街道的文本。"))
                return redirect("texts:text", code)
        elif not faults and "back" not in request.POST:
            context |= _preview(found, given)
        form.data = {**form.data.dict(), "body": given["body"]}  # type: ignore[attr-defined]
    context |= {
        "scalars": _by_group(),
        "lists": LISTS,
        "source": _numbered(form, context["faults"]),
        "crumbs": _crumbs(
            Crumb(found.title, reverse("texts:text", args=[code])), Crumb(_("换成本街道的文本"))
        ),
    }
    bad = bool(form.errors or context["faults"])
    return render(request, "texts/replace.html", context, status=422 if bad else 200)


@require_POST
def restore(request: HttpRequest, code: str) -> HttpResponse:
    """Go back to the standard text."""
    actor = _reader(request)
    require(may_change_texts(actor))
    form = RestoreForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        once = once_of(request)
        verb = lambda: restore_text(  # noqa: E731
            code, given["starts_on"], given["why"], once=once, by=actor, now=clock.now()
        )
        if tried(form, verb) is not None:
            messages.success(request, _("已改回标准文本。"))
            return redirect("texts:text", code)
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, str(error))
    return redirect("texts:text", code)


def _preview(found: InForce, given: dict[str, Any]) -> dict[str, Any]:
    body = given["body"]
    return {
        "sheet": example_of(found.standard, body),
        "lines": queries.compared(found.body, body.replace("\r\n", "\n")),
        "kept": [(name, given[name]) for name in ("once", "starts_on", "why", "body")],
    }


def _numbered(form: forms.Form, faults: list[Fault]) -> list[tuple[int, str, str]]:
    """The lines that hold faults, with their numbers and what is wrong."""
    lines = str(form.data.get("body", "") if form.is_bound else "").splitlines()
    return [
        (fault.line, lines[fault.line - 1] if 0 < fault.line <= len(lines) else "", fault.what)
        for fault in faults
    ]


def _by_group() -> list[tuple[str, list[tuple[str, str, str]]]]:
    found: dict[str, list[tuple[str, str, str]]] = {}
    for name, one in SCALARS.items():
        found.setdefault(one.group, []).append((name, one.what, one.example))
    return list(found.items())


def _reader(request: HttpRequest) -> Actor:
    actor = acting(request)
    require(may_see_texts(actor))
    return actor


def _found(actor: Actor, code: str) -> InForce:
    if code not in standards():
        raise Refused(NO_TEXT)
    return queries.in_force(actor.street_id, code, clock.today())


def _download(data: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    above = Crumb(_("程序"), reverse("procedures:board"))
    return (above, Crumb(_("文书文本"), reverse("texts:index")), *last)

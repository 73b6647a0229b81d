"""The document a power was lent by, kept with the mandate; lent for longer by another."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.decide.workshop.actions import lending
from mulin.decide.workshop.forms import DocumentForm, ExtendForm
from mulin.decide.workshop.pages.mandates import mandate_at, page
from mulin.ground.page.trying import tried
from mulin.kit import clock


@require_POST
def document(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Keep the signed document."""
    actor, found = mandate_at(request, mandate_id)
    form = DocumentForm(request.POST, request.FILES)
    if form.is_valid():
        file, now = form.cleaned_data["file"], clock.now()
        if tried(form, lambda: lending.keep_document(found, file.name, file, by=actor, now=now)):
            messages.success(request, _("文件已存入。"))
            return redirect("workshop:mandate", found.pk)
    return page(request, actor, found, adding=form)


@require_POST
def extend(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Lend it for longer."""
    actor, found = mandate_at(request, mandate_id)
    form = ExtendForm(request.POST)
    if form.is_valid():
        typed, now = form.cleaned_data, clock.now()
        words = typed["until"], typed["document"], typed["why"]
        if tried(form, lambda: lending.extend(found, *words, by=actor, now=now)):
            messages.success(request, _("已延期。"))
            return redirect("workshop:mandate", found.pk)
    return page(request, actor, found, extending=form)

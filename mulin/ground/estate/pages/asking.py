"""What the register's form screens share: show, check shapes, call one verb, say what happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _lazy

from mulin.ground.page.context import Crumb
from mulin.ground.streets.models import StreetModel
from mulin.ground.words import shown
from mulin.kit.rights import Actor, Refusal, Refused
from mulin.kit.words import said

NOT_FOUND = Refusal(said("没有找到。"), said("请核对链接，或从列表里重新进入。"), hidden=True)

SAVE = _lazy("保存")


@dataclass(frozen=True)
class Question:
    """One form screen: its words, where it leads back, what is said when it is done."""

    title: str | Promise
    done: str | Promise
    back: str
    word: str | Promise = SAVE
    intro: str | Promise = ""
    crumbs: Sequence[Crumb] = ()


Act = Callable[[dict[str, Any]], Any]
"""Calls the verb with the cleaned values; may return the address to go to."""


def ask(request: HttpRequest, form: forms.Form, question: Question, act: Act) -> HttpResponse:
    """Show a form; when it is sent and sound, call the verb. What was typed stays on refusal."""
    if request.method == "POST" and form.is_valid():
        try:
            there = act(form.cleaned_data)
        except Refused as refused:
            if refused.refusal.hidden:
                raise
            form.add_error(None, shown(refused.refusal))
        else:
            messages.success(request, str(question.done))
            return redirect(there if isinstance(there, str) else question.back)
    context = {"form": form, "question": question, "crumbs": question.crumbs}
    return render(request, "estate/form.html", context, status=422 if form.errors else 200)


def found(model: type[Any], actor: Actor, row_id: UUID, *related: str) -> Any:
    """A row of the actor's street, or a 404 that tells a stranger nothing."""
    rows = model.objects.of(actor.street_id).filter(id=row_id)
    row: StreetModel | None = rows.select_related(*related).first() if related else rows.first()
    if row is None:
        raise Refused(NOT_FOUND)
    return row

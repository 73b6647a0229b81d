"""What every screen does with a verb: call it once, and keep what was typed where it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from mulin.ground.words import shown
from mulin.kit.ids import uuid7
from mulin.kit.rights import Refused

T = TypeVar("T")


def tried(form: forms.BaseForm, verb: Callable[[], T]) -> T | None:
    """Call the verb; what it refuses becomes the form's own error, and nothing typed is lost."""
    try:
        return verb()
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        form.add_error(None, shown(refused.refusal))
        return None


def told(request: HttpRequest, verb: Callable[[], T], words: str) -> T | None:
    """Call a verb that has no form of its own; that it is done, or what refuses it, is a message."""
    try:
        made = verb()
    except Refused as refused:
        if refused.refusal.hidden:
            raise
        messages.error(request, shown(refused.refusal))
        return None
    messages.success(request, words)
    return made


def once_of(request: HttpRequest) -> UUID:
    """The once-token of a creating form: the new row's id. A form without a usable one gets its own."""
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return uuid7()


def number_in(request: HttpRequest, name: str) -> int | None:
    """A small number that a page put into its own form; None where it is none."""
    typed = request.POST.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else None

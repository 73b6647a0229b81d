"""Where a draft changed while somebody had its screen open: what is kept now, beside what he typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

LONG = 60


def stored_now(form: forms.Form, stored: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and kept value of each field where the two differ; only for a form that was sent."""
    if not form.is_bound:
        return []
    found = []
    for field in form:
        if field.name not in stored:
            continue
        typed, kept = _plain(field.value()), _plain(stored[field.name])
        if typed != kept:
            found.append((str(field.label), _shown(field.field, stored[field.name], kept)))
    return found


def _plain(value: Any) -> str:
    if value is True or value is False:
        return "yes" if value else ""
    return {"on": "yes", "None": ""}.get(str(value), str(value)).replace("\r\n", "\n").strip()


def _shown(field: forms.Field, value: Any, kept: str) -> str:
    if isinstance(field, forms.BooleanField):
        return _("是") if value else _("否")
    if isinstance(value, date):
        return value.isoformat()
    for code, words in getattr(field, "choices", ()):
        if str(code) == kept:
            return str(words)
    return kept if len(kept) <= LONG else f"{kept[:LONG]}…"

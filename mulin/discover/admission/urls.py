"""Addresses of admission, under ``/admission/``."""

from __future__ import annotations

from django.urls import path

from mulin.discover.admission.pages import lists, pushes

app_name = "admission"
ONE = "<uuid:push_id>/"
urlpatterns = [
    path("", pushes.listed, name="pushes"),
    path("new/", pushes.new, name="new"),
    path("figures/", pushes.figures, name="figures"),
    path("list/", lists.shown, name="list"),
    path("list/edit/", lists.edit, name="edit"),
    path("parts/<uuid:push_target_id>/", pushes.carry, name="carry"),
    path(ONE, pushes.one, name="push"),
    path(f"{ONE}plead/", pushes.plead, name="plead"),
    path(f"{ONE}decide/", pushes.decide, name="decide"),
    path(f"{ONE}off/", pushes.off, name="off"),
]

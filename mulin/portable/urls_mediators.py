"""Addresses of the import of mediators, under ``/mediation/``."""

from __future__ import annotations

from django.urls import path

from mulin.portable import mediator_pages

app_name = "mediators"
urlpatterns = [
    path("mediators/import/", mediator_pages.upload, name="import"),
    path("mediators/import/template.xlsx", mediator_pages.blank, name="template"),
]

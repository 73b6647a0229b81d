"""Addresses of the import of lift surveys, under ``/works/``."""

from __future__ import annotations

from django.urls import path

from mulin.portable import lift_pages

app_name = "lifts"
urlpatterns = [
    path("lifts/import/<uuid:compound_id>/", lift_pages.upload, name="import"),
    path("lifts/import/<uuid:compound_id>/template.xlsx", lift_pages.blank, name="template"),
]

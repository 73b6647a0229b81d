"""Addresses of the hotline's import, under ``/tickets/hotline/``."""

from __future__ import annotations

from django.urls import path

from mulin.portable import hotline_pages

app_name = "hotline"
urlpatterns = [
    path("", hotline_pages.upload, name="upload"),
    path("template.xlsx", hotline_pages.blank, name="template"),
    path("<uuid:hotline_batch_id>/", hotline_pages.batch, name="batch"),
    path("<uuid:hotline_batch_id>/confirm/", hotline_pages.confirm, name="confirm"),
]

"""Addresses of the import of official ballots, under ``/votes/``."""

from __future__ import annotations

from django.urls import path

from mulin.portable import official_pages

app_name = "official"
POLL = "<uuid:poll_id>/official/"
IMPORT = f"{POLL}<uuid:import_id>/"
urlpatterns = [
    path(POLL, official_pages.home, name="home"),
    path(f"{POLL}template.xlsx", official_pages.blank, name="template"),
    path(IMPORT, official_pages.preview, name="import"),
    path(f"{IMPORT}confirm/", official_pages.confirm, name="confirm"),
    path(f"{IMPORT}drop/", official_pages.drop, name="drop"),
    path(f"{IMPORT}withdraw/", official_pages.withdraw, name="withdraw"),
]

"""Addresses of the import screens, under ``/import/``."""

from __future__ import annotations

from django.urls import path

from mulin.portable import list_pages, pages

app_name = "roster"
urlpatterns = [
    path("", list_pages.home, name="home"),
    path("all/", list_pages.imports, name="imports"),
    path("template/<slug:kind>/", pages.blank, name="template"),
    path("<uuid:compound_id>/", pages.upload, name="upload"),
    path("batch/<uuid:batch_id>/", pages.batch, name="batch"),
    path("batch/<uuid:batch_id>/columns/", pages.columns, name="columns"),
    path("batch/<uuid:batch_id>/confirm/", pages.confirm, name="confirm"),
    path("batch/<uuid:batch_id>/discard/", pages.discard, name="discard"),
    path("batch/<uuid:batch_id>/undo/", pages.undo, name="undo"),
    path("batch/<uuid:batch_id>/errors/", pages.errors, name="errors"),
]

"""Addresses of the desk, at the site's root."""

from __future__ import annotations

from django.urls import path

from mulin.desk.pages import screens

app_name = "desk"
urlpatterns = [
    path("", screens.home, name="home"),
    path("counter/", screens.counter, name="counter"),
    path("units/<uuid:unit_id>/", screens.unit, name="unit"),
    path("search/", screens.search, name="search"),
]

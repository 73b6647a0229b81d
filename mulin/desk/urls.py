"""Addresses of the desk, at the site's root."""

from __future__ import annotations

from django.urls import path

from mulin.desk.pages import counter, home

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("my-turn/", home.turn, name="turn"),
    path("compounds/", home.compounds, name="compounds"),
    path("counter/", counter.counter, name="counter"),
    path("units/<uuid:unit_id>/", counter.unit, name="unit"),
    path("people/<uuid:person_id>/", counter.person, name="person"),
    path("search/", counter.search, name="search"),
]

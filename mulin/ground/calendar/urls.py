"""Addresses of the calendar, under ``/calendar/``."""

from django.urls import path

from mulin.ground.calendar import pages

app_name = "calendar"
urlpatterns = [
    path("", pages.notices, name="notices"),
    path("new/", pages.enter, name="enter"),
]

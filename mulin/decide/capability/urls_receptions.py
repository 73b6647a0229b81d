"""Addresses of reception days, under ``/receptions/``."""

from django.urls import path

from mulin.decide.capability.pages import changing, receptions, visits

app_name = "receptions"
ONE = "<uuid:schedule_id>/"
urlpatterns = [
    path("", receptions.schedules, name="list"),
    path("mine/", receptions.mine, name="mine"),
    path("new/", receptions.new, name="new"),
    path(ONE, receptions.schedule, name="schedule"),
    path(f"{ONE}end/", receptions.end, name="end"),
    path(f"{ONE}nobody/", visits.nobody, name="nobody"),
    path(f"{ONE}off/", visits.off, name="off"),
    path(f"{ONE}move/", changing.day, name="move"),
    path(f"{ONE}change/", changing.rhythm, name="change"),
    path(f"{ONE}visits/", visits.visits, name="visits"),
    path(f"{ONE}visits/new/", visits.new, name="visit_new"),
    path(f"{ONE}visits/<uuid:visit_id>/matter/", visits.matter, name="matter"),
]

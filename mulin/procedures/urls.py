"""Addresses of procedures, under ``/procedures/``."""

from django.urls import path

from mulin.procedures import pages

app_name = "procedures"
urlpatterns = [
    path("", pages.board, name="board"),
    path("new/", pages.new, name="new"),
    path("<uuid:procedure_id>/", pages.procedure, name="procedure"),
    path("<uuid:procedure_id>/end/", pages.end, name="end"),
    path("<uuid:procedure_id>/steps/<slug:step>/", pages.step, name="step"),
    path("<uuid:procedure_id>/steps/<slug:step>/fix/", pages.fix, name="fix"),
    path("<uuid:procedure_id>/steps/<slug:step>/extend/", pages.extend, name="extend"),
    path("<uuid:procedure_id>/entries/<uuid:entry_id>/withdraw/", pages.withdraw, name="withdraw"),
]

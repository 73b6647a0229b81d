"""Addresses of the law, under ``/law/``."""

from django.urls import path

from mulin.desk import law_pages as pages
from mulin.desk import process_pages

app_name = "law"
urlpatterns = [
    path("", pages.regions, name="regions"),
    path("decisions/", pages.decisions, name="decisions"),
    path("parameters/", pages.parameters, name="parameters"),
    path("calendar/", pages.calendar, name="calendar"),
    path("processes/", process_pages.processes, name="processes"),
    path("processes/regions/", process_pages.everywhere, name="process_regions"),
    path("processes/<slug:code>/", process_pages.process, name="process"),
    path("<str:code>/", pages.region, name="region"),
]

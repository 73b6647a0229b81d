"""Addresses of the net, under ``/grids/``."""

from __future__ import annotations

from django.urls import path

from mulin.discover.grids import pages, pages_areas, pages_reports

app_name = "grids"
urlpatterns = [
    path("", pages.net, name="net"),
    path("people/", pages.people, name="people"),
    path("people/<uuid:net_post_id>/", pages.post, name="post"),
    path("compounds/<uuid:net_compound_id>/", pages.compound, name="compound"),
    path("areas/", pages_areas.areas, name="areas"),
    path("areas/<uuid:net_grid_id>/", pages_areas.area, name="area"),
    path("areas/<uuid:net_grid_id>/worker/", pages_areas.worker, name="area_worker"),
    path("areas/<uuid:net_grid_id>/end/", pages_areas.end, name="area_end"),
    path("mine/", pages_reports.mine, name="mine"),
    path("reports/", pages_reports.reports, name="reports"),
    path("reports/new/", pages_reports.new, name="report_new"),
    path("reports/<uuid:net_report_id>/", pages_reports.report, name="report"),
]

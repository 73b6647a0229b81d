"""Addresses of the net, under ``/grids/``."""

from __future__ import annotations

from django.urls import path

from mulin.discover.grids import pages, pages_reports

app_name = "grids"
urlpatterns = [
    path("", pages.net, name="net"),
    path("people/", pages.people, name="people"),
    path("people/<uuid:net_post_id>/", pages.post, name="post"),
    path("compounds/<uuid:net_compound_id>/", pages.compound, name="compound"),
    path("mine/", pages_reports.mine, name="mine"),
    path("reports/", pages_reports.reports, name="reports"),
    path("reports/new/", pages_reports.new, name="report_new"),
    path("reports/<uuid:net_report_id>/", pages_reports.report, name="report"),
]

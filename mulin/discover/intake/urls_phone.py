"""Addresses of the residents' and the workers' phones, under ``/m/``."""

from django.urls import path

from mulin.discover.intake.pages import phone_mine, phone_report, phone_work

app_name = "report"
urlpatterns = [
    path("report/", phone_report.new, name="new"),
    path("report/near/", phone_report.near, name="near"),
    path("report/mine/", phone_mine.mine, name="mine"),
    path("report/<uuid:ticket_id>/", phone_mine.ticket, name="ticket"),
    path("report/at/<slug:street>/<str:point_code>/", phone_report.point, name="point"),
    path("report/code/<slug:street>/<str:follow_code>/", phone_mine.followed, name="followed"),
    path("jobs/", phone_work.jobs, name="jobs"),
    path("jobs/<uuid:ticket_id>/", phone_work.job, name="job"),
]

"""Addresses of campaigns and of upkeep, under ``/campaigns/``."""

from __future__ import annotations

from django.urls import path

from mulin.discover.campaigns.pages import (
    campaigns,
    doors,
    duty,
    goods,
    tasks,
    teams,
    telling,
    upkeep,
    upkeep_lines,
)

app_name = "campaigns"
ONE, DOOR = "<uuid:campaign_id>/", "<uuid:campaign_id>/doors/<uuid:door_id>/"
urlpatterns = [
    path("", campaigns.listed, name="list"),
    path("new/", campaigns.new, name="new"),
    path("upkeep/", upkeep.calendar, name="upkeep"),
    path("upkeep/new/", upkeep_lines.new, name="upkeep_new"),
    path("upkeep/lines/", upkeep_lines.lines, name="upkeep_lines"),
    path("upkeep/schedule.pdf", upkeep.printed, name="upkeep_printed"),
    path("upkeep/<uuid:upkeep_id>/", upkeep.line, name="upkeep_line"),
    path("upkeep/<uuid:upkeep_id>/<str:upkeep_day>/", upkeep.day, name="upkeep_day"),
    path(ONE, campaigns.campaign, name="campaign"),
    path(f"{ONE}end/", campaigns.end, name="end"),
    path(f"{ONE}tasks/", tasks.tasks, name="tasks"),
    path(f"{ONE}tasks/new/", tasks.new, name="task_new"),
    path(f"{ONE}tasks/<uuid:task_id>/", tasks.task, name="task"),
    path(f"{ONE}sites/<uuid:site_id>/", tasks.site_verb, name="site"),
    path(f"{ONE}teams/", teams.teams, name="teams"),
    path(f"{ONE}doors/", doors.doors, name="doors"),
    path(f"{ONE}doors/split/", doors.split, name="split"),
    path(f"{ONE}doors/over/", doors.hand_over, name="hand_over"),
    path(DOOR, doors.door, name="door"),
    path(f"{ONE}duty/", duty.duty, name="duty"),
    path(f"{ONE}duty/<uuid:duty_shift_id>/", duty.shift, name="shift"),
    path(f"{ONE}goods/", goods.goods, name="goods"),
    path(f"{ONE}disinfected/", goods.disinfected, name="disinfected"),
    path(f"{ONE}log/", telling.log, name="log"),
    path(f"{ONE}told/", telling.told_page, name="told"),
    path(f"{ONE}report/", telling.report, name="report"),
    path(f"{ONE}report.pdf", telling.report_pdf, name="report_pdf"),
]

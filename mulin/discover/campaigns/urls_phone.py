"""Addresses for who works in a campaign with a phone, under ``/m/``."""

from __future__ import annotations

from django.urls import path

from mulin.discover.campaigns.pages import phone, phone_work

app_name = "campaign_work"
TEAM = "campaigns/teams/<uuid:team_id>/"
urlpatterns = [
    path("campaigns/", phone.mine, name="mine"),
    path(TEAM, phone.team, name="team"),
    path(f"{TEAM}doors/<uuid:team_door_id>/", phone.stairs, name="stairs"),
    path(f"{TEAM}doors/<uuid:team_door_id>/visit/", phone.visit, name="visit"),
    path(f"{TEAM}tasks/<uuid:team_task_id>/", phone_work.task, name="task"),
    path(f"{TEAM}note/", phone_work.note, name="note"),
    path(f"{TEAM}disinfect/", phone_work.disinfect, name="disinfect"),
    path("campaigns/shifts/<uuid:my_shift_id>/", phone_work.shift, name="shift"),
    path("campaigns/upkeep/<uuid:my_upkeep_id>/<str:my_day>/", phone_work.upkeep, name="upkeep"),
]

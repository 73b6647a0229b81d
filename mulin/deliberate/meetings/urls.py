"""Addresses of issues and meetings, under ``/talks/``."""

from django.urls import path

from mulin.deliberate.meetings.pages import door, holding, issues, meetings, steps

app_name = "meetings"
ISSUE, MEETING = "issues/<uuid:issue_id>/", "meetings/<uuid:talk_id>/"
urlpatterns = [
    path("", door.mine, name="mine"),
    path("issues/", issues.issues, name="issues"),
    path("issues/new/", issues.new, name="issue_new"),
    path(ISSUE, issues.issue, name="issue"),
    path(f"{ISSUE}support/", steps.support, name="support"),
    path(f"{ISSUE}merge/", steps.merge, name="merge"),
    path(f"{ISSUE}decline/", steps.decline, name="decline"),
    path(f"{ISSUE}feedback/", steps.feed_back, name="feed_back"),
    path(f"{ISSUE}evaluate/", steps.evaluate, name="evaluate"),
    path(f"{ISSUE}again/", steps.again, name="again"),
    path(f"{ISSUE}close/", steps.close, name="close"),
    path(f"{ISSUE}assignments/<uuid:assignment_id>/", steps.finish, name="finish"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", meetings.new, name="meeting_new"),
    path("meetings/formats/", holding.formats, name="formats"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(f"{MEETING}attend/", holding.attend, name="attend"),
    path(f"{MEETING}attend/<uuid:attendance_id>/", holding.confirm, name="confirm"),
    path(f"{MEETING}drop/", holding.drop, name="drop"),
    path(f"{MEETING}conclude/", holding.conclude, name="conclude"),
    path(f"{MEETING}publish/", holding.publish, name="publish"),
    path(f"{MEETING}minutes.pdf", meetings.minutes, name="minutes"),
    path("at/<slug:street>/<str:door>/", door.door, name="door"),
]

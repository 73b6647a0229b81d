"""Addresses of procedures, under ``/procedures/``."""

from django.urls import path

from mulin.procedures.pages import (
    dossiers,
    feeds,
    grouping,
    lifting,
    pacts,
    papers,
    passing,
    repinning,
    rooms,
    seating,
    steps,
    talking,
    walking,
)

app_name = "procedures"
urlpatterns = [
    path("", walking.board, name="board"),
    path("new/", walking.new, name="new"),
    path("calendar/", feeds.calendar, name="calendar"),
    path("calendar/begin/", feeds.begin, name="begin_feed"),
    path("calendar/end/", feeds.end, name="end_feed"),
    path("calendar/<str:token>.ics", feeds.feed, name="feed"),
    path("pacts/<uuid:version_id>/vote/", pacts.put_to_vote, name="pact_vote"),
    path("issues/<uuid:issue_id>/", talking.of_issue, name="of_issue"),
    path("lifts/<uuid:project_id>/", lifting.of_lift, name="of_lift"),
    path("<uuid:procedure_id>/", walking.procedure, name="procedure"),
    path("<uuid:procedure_id>/dossier.pdf", dossiers.dossier, name="dossier"),
    path("<uuid:procedure_id>/papers.zip", dossiers.papers, name="papers"),
    path("<uuid:procedure_id>/repin/", repinning.repin, name="repin"),
    path("<uuid:procedure_id>/seat/", seating.seat, name="seat"),
    path("<uuid:procedure_id>/group/", grouping.name, name="group_name"),
    path(
        "<uuid:procedure_id>/group/<uuid:group_member_id>/leave/",
        grouping.leave,
        name="group_leave",
    ),
    path("<uuid:procedure_id>/end/", walking.end, name="end"),
    path("<uuid:procedure_id>/steps/<slug:step>/", steps.step, name="step"),
    path("<uuid:procedure_id>/steps/<slug:step>/papers/<slug:paper>/", papers.paper, name="paper"),
    path(
        "<uuid:procedure_id>/steps/<slug:step>/papers/<slug:paper>.<slug:file_format>",
        papers.paper_file,
        name="paper_file",
    ),
    path(
        "<uuid:procedure_id>/steps/<slug:step>/papers/<slug:paper>/keep/", papers.keep, name="keep"
    ),
    path("<uuid:procedure_id>/steps/<slug:step>/fix/", steps.fix, name="fix"),
    path("<uuid:procedure_id>/steps/<slug:step>/extend/", steps.extend, name="extend"),
    path("<uuid:procedure_id>/steps/<slug:step>/open/", rooms.open_room, name="open"),
    path("<uuid:procedure_id>/steps/<slug:step>/join/", rooms.join, name="join"),
    path("<uuid:procedure_id>/pieces/<uuid:piece_id>/let-go/", rooms.drop, name="let_go"),
    path("<uuid:procedure_id>/entries/<uuid:entry_id>/withdraw/", steps.withdraw, name="withdraw"),
    path("passing/<slug:passage>/<uuid:passed_id>/", passing.passed, name="pass"),
]

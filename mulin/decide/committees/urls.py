"""Addresses of bodies, under ``/bodies/``."""

from django.urls import path

from mulin.decide.committees.pages import (
    changes,
    crossing,
    diagnosis,
    importing,
    inspecting,
    keeping,
    meetings,
    petitions,
    registry,
)

app_name = "committees"
MEETING, USE = "meetings/<uuid:meeting_id>/", "uses/<uuid:use_id>/"
PETITION = "petitions/<uuid:petition_id>/"
BODY, TERM, MEMBER = "<uuid:organisation_id>/", "terms/<uuid:term_id>/", "members/<uuid:member_id>/"
urlpatterns = [
    path("", registry.bodies, name="list"),
    path("new/", registry.new, name="new"),
    path("import/", importing.take, name="import"),
    path("import/template.xlsx", importing.blank, name="template"),
    path("diagnosis/", diagnosis.diagnosis, name="diagnosis"),
    path("crossing/", crossing.crossing, name="crossing"),
    path("willing/", crossing.willing, name="willing"),
    path("willing/new/", crossing.new_willing, name="new_willing"),
    path("willing/<uuid:willing_id>/withdraw/", crossing.withdraw, name="withdraw_willing"),
    path("meetings/", meetings.meetings, name="meetings"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(f"{MEETING}steps/<slug:step>/", meetings.step, name="meeting_step"),
    path(f"{MEETING}hold/", meetings.hold, name="hold"),
    path(f"{MEETING}papers/new/", meetings.paper, name="meeting_paper"),
    path(f"{MEETING}void/", meetings.void, name="void_meeting"),
    path(f"{MEETING}minutes.pdf", meetings.minutes, name="minutes"),
    path("inspections/", inspecting.inspections, name="inspections"),
    path("inspections/<uuid:inspection_id>/", inspecting.inspection, name="inspection"),
    path("petitions/", petitions.petitions, name="petitions"),
    path("petitions/new/", petitions.new, name="new_petition"),
    path(PETITION, petitions.petition, name="petition"),
    path(f"{PETITION}sign/", petitions.sign, name="sign"),
    path(f"{PETITION}hand-in/", petitions.hand_in, name="hand_in"),
    path(f"{PETITION}order/", petitions.order, name="order"),
    path(f"{PETITION}end/", petitions.end, name="end_petition"),
    path(f"{USE}decide/", keeping.decide, name="decide_use"),
    path(f"{USE}used/", keeping.used, name="note_used"),
    path(BODY, registry.body, name="body"),
    path(f"{BODY}meetings/new/", meetings.call, name="call_meeting"),
    path(f"{BODY}inspections/new/", inspecting.new, name="new_inspection"),
    path(f"{BODY}keeping/", keeping.keeping, name="keeping"),
    path(f"{BODY}keeping/handover/", keeping.paper_list, name="handover"),
    path(f"{BODY}terms/new/", changes.new_term, name="new_term"),
    path(f"{TERM}edit/", changes.edit_term, name="edit_term"),
    path(f"{TERM}end/", changes.close_term, name="end_term"),
    path(f"{TERM}members/new/", changes.new_member, name="new_member"),
    path(f"{TERM}seal/new/", keeping.new_use, name="new_use"),
    path(f"{TERM}handover/new/", keeping.new_item, name="new_item"),
    path(f"{TERM}sides/", changes.sides, name="sides"),
    path(f"{TERM}papers/new/", changes.new_paper, name="new_paper"),
    path(f"{MEMBER}leave/", changes.leave, name="leave"),
    path(f"{MEMBER}rise/", changes.rise, name="rise"),
]

"""Addresses of trainings and salons, under ``/trainings/``."""

from django.urls import path

from mulin.decide.capability.pages import changing, door, records, trainings

app_name = "trainings"
ONE = "<uuid:training_id>/"
urlpatterns = [
    path("", trainings.trainings, name="list"),
    path("mine/", door.mine, name="mine"),
    path("new/", trainings.new, name="new"),
    path("records/", records.members, name="records"),
    path("untrained/", records.untrained, name="untrained"),
    path(ONE, trainings.training, name="training"),
    path(f"{ONE}sign-up/", trainings.sign_up, name="sign_up"),
    path(f"{ONE}withdraw/", trainings.withdraw, name="withdraw"),
    path(f"{ONE}judge/", trainings.judge, name="judge"),
    path(f"{ONE}people/", records.people, name="people"),
    path(f"{ONE}came/", trainings.came, name="came"),
    path(f"{ONE}came/<uuid:participant_id>/", trainings.came_listed, name="came_listed"),
    path(f"{ONE}hold/", trainings.hold, name="hold"),
    path(f"{ONE}change/", changing.training, name="change"),
    path(f"{ONE}call-off/", trainings.call_off, name="call_off"),
    path(f"{ONE}papers/", trainings.handout, name="handout"),
    path("at/<slug:street>/<str:training_door>/", door.door, name="door"),
]

"""Addresses on the phone, under ``/m/``: what patrollers walk, and what neighbours may read."""

from django.urls import path

from mulin.discover.patrols.pages import phone

app_name = "patrol"
SLOT = "patrol/<uuid:patrol_plan_id>/<str:patrol_slot>/"
urlpatterns = [
    path("patrol/", phone.mine, name="mine"),
    path("patrol/at/<str:point_token>/", phone.scanned, name="scanned"),
    path("patrol/handover/", phone.hand, name="hand"),
    path("patrol/handover/<uuid:handover_id>/", phone.take, name="take"),
    path(SLOT, phone.round_page, name="round"),
    path(f"{SLOT}<uuid:patrol_point_id>/", phone.stop, name="stop"),
    path("safety/", phone.safety, name="safety"),
]

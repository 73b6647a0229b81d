"""Addresses for residents, under ``/m/``."""

from __future__ import annotations

from django.urls import path

from mulin.discover.counter.pages import phone, phone_windows

app_name = "affairs"
urlpatterns = [
    path("affairs/", phone.guide, name="guide"),
    path("affairs/mine/", phone.mine, name="mine"),
    path("affairs/mine/<uuid:application_id>/", phone.one, name="one"),
    path("affairs/mine/<uuid:application_id>/back/", phone.withdraw, name="withdraw"),
    path(
        "affairs/mine/<uuid:application_id>/papers/<slug:handed_code>/",
        phone.photograph,
        name="photograph",
    ),
    path("affairs/windows/", phone_windows.windows, name="windows"),
    path("affairs/windows/<uuid:sitting_id>/", phone_windows.book, name="book"),
    path("affairs/bookings/<uuid:booking_id>/off/", phone_windows.off, name="booking_off"),
    path("affairs/follow/<str:follow>/", phone.follow, name="follow"),
    path("affairs/<slug:affair_code>/", phone.affair, name="affair"),
    path("affairs/<slug:affair_code>/new/", phone.new, name="new"),
]

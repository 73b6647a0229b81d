"""Addresses for residents, under ``/m/``."""

from __future__ import annotations

from django.urls import path

from mulin.discover.referrals.pages import phone

app_name = "violations"
urlpatterns = [
    path("violations/", phone.mine, name="mine"),
    path("violations/new/", phone.new, name="new"),
    path("violations/<uuid:referral_id>/", phone.one, name="one"),
]

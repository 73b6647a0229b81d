"""Addresses for neighbours, under ``/m/``."""

from __future__ import annotations

from django.urls import path

from mulin.deliver.works.pages import phone, signing

app_name = "lift"
urlpatterns = [
    path("lifts/", phone.listed, name="list"),
    path("lifts/<uuid:project_id>/", phone.project, name="project"),
    path("lifts/<uuid:project_id>/sign/", signing.sign, name="sign"),
    path("lifts/<uuid:project_id>/withdraw/", signing.withdraw, name="withdraw"),
    path("lifts/<uuid:project_id>/homes/<uuid:home_id>/", phone.say, name="say"),
]

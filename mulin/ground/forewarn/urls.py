"""Addresses of warnings, under ``/forewarned/``."""

from django.urls import path

from mulin.ground.forewarn import pages

app_name = "forewarn"
urlpatterns = [
    path("<slug:room>/<uuid:subject_id>/<slug:conflict>/", pages.warning, name="warning"),
]

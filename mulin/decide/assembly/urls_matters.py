"""Addresses of a matter's votes, under ``/matters/``."""

from django.urls import path

from mulin.decide.assembly.pages import belonging

app_name = "matter_votes"
urlpatterns = [path("<uuid:matter_id>/votes/", belonging.of_matter, name="choose")]

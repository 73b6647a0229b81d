"""Addresses of matters, under ``/matters/``."""

from django.urls import path

from mulin.ground.matters import pages, pages_files

app_name = "matters"
urlpatterns = [
    path("", pages.matters, name="list"),
    path("new/", pages.new, name="new"),
    path("<uuid:matter_id>/", pages.matter, name="matter"),
    path("<uuid:matter_id>/move/", pages.move, name="move"),
    path("<uuid:matter_id>/close/", pages.close, name="close"),
    *(
        path(f"<uuid:matter_id>/{verb}/", pages_files.step, {"verb": verb}, name=verb)
        for verb in pages_files.STEPS
    ),
]

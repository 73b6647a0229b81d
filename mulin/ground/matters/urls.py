"""Addresses of matters, under ``/matters/``."""

from django.urls import path

from mulin.ground.matters.pages import matters, steps

app_name = "matters"
ONE = "<uuid:matter_id>/"
urlpatterns = [
    path("", matters.matters, name="list"),
    path("new/", matters.new, name="new"),
    path(ONE, matters.matter, name="matter"),
    path(f"{ONE}met/", steps.met, name="met"),
    path(f"{ONE}left/", steps.left, name="left"),
    path(f"{ONE}unlink/", steps.unlink, name="unlink"),
    path(f"{ONE}untie/", steps.untie, name="untie"),
    *(path(f"{ONE}{verb}/", steps.step, {"verb": verb}, name=verb) for verb in steps.STEPS),
]

"""Addresses of works, under ``/works/``."""

from __future__ import annotations

from django.urls import path

from mulin.deliver.works.pages import (
    keeping,
    photos,
    printing,
    projects,
    shares,
    steps,
    subsidy,
    survey,
)
from mulin.deliver.works.pages import map as maps

app_name = "works"
ONE = "lifts/<uuid:project_id>/"
urlpatterns = [
    path("lifts/", maps.feasibility, name="map"),
    path("lifts/rules/", survey.rules, name="rules"),
    path("lifts/subsidy/", subsidy.rule, name="subsidy_rule"),
    path("lifts/survey/<uuid:building_id>/", survey.sheet, name="survey"),
    path("lifts/survey/<uuid:building_id>/photos/", photos.photos, name="photos"),
    path(
        "lifts/survey/<uuid:building_id>/photos/<uuid:survey_photo_id>/",
        photos.take_off,
        name="photo_off",
    ),
    path("lifts/projects/", projects.listed, name="projects"),
    path("lifts/open/<uuid:stairwell_id>/", projects.begin, name="open"),
    path("lifts/desk/", keeping.desk, name="desk"),
    path("lifts/desk/new/", keeping.note, name="note"),
    path("lifts/desk/<uuid:guidance_id>/followed/", keeping.followed, name="followed"),
    path(ONE, projects.project, name="project"),
    path(f"{ONE}end/", projects.end, name="end"),
    path(f"{ONE}consent/", shares.consent, name="consent"),
    path(f"{ONE}shares/", shares.shares, name="shares"),
    path(f"{ONE}shares/<uuid:home_id>/", shares.opinion, name="opinion"),
    path(f"{ONE}papers/", keeping.papers, name="papers"),
    path(f"{ONE}papers/<uuid:project_paper_id>/out/", keeping.take_out, name="take_out"),
    path(f"{ONE}print/<slug:text>.<slug:file_format>", printing.printed, name="print"),
    path(f"{ONE}dossier.pdf", printing.dossier, name="dossier"),
    path(f"{ONE}papers.zip", printing.archive, name="archive"),
    path(f"{ONE}subsidy/", subsidy.subsidy, name="subsidy"),
    path(f"{ONE}subsidy/<uuid:lift_claim_id>/", subsidy.decide, name="decide"),
    path(f"{ONE}contracts/", keeping.contracts, name="contracts"),
    path(f"{ONE}objections/", steps.object_to, name="object"),
    path(f"{ONE}objections/<uuid:lift_objection_id>/", steps.settle, name="settle"),
    path(f"{ONE}withdraw/<uuid:milestone_id>/", steps.withdraw, name="withdraw"),
    path(f"{ONE}steps/<slug:step>/", steps.step, name="step"),
]

"""Addresses of the register, under ``/register/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.views.generic import RedirectView

from mulin.ground.estate.pages import changes, history, organisations, persons, places, posts, units

app_name = "estate"

COMPOUND, UNIT = "compounds/<uuid:compound_id>/", "units/<uuid:unit_id>/"
ORGANISATION, PERSON = "organisations/<uuid:organisation_id>/", "people/<uuid:person_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", places.units, name="units"),
    path("import/", RedirectView.as_view(pattern_name="roster:home"), name="import"),
    path("communities/new/", places.new_community, name="new_community"),
    path("compounds/new/", places.new_compound, name="new_compound"),
    path(COMPOUND, places.compound, name="compound"),
    path(f"{COMPOUND}correct/", places.correct_compound, name="correct_compound"),
    path(f"{COMPOUND}history/", history.of_compound, name="compound_history"),
    path(f"{COMPOUND}buildings/new/", places.new_building, name="new_building"),
    path("buildings/<uuid:building_id>/", places.correct_building, name="correct_building"),
    path(
        "buildings/<uuid:building_id>/renumber/",
        changes.renumber_building,
        name="renumber_building",
    ),
    path(f"{COMPOUND}merge/", changes.merge_compound, name="merge_compound"),
    path(f"{COMPOUND}split/", changes.split_compound, name="split_compound"),
    path(UNIT, units.unit, name="unit"),
    path(f"{UNIT}correct/", units.correct, name="correct_unit"),
    path(f"{UNIT}renumber/", units.renumber, name="renumber_unit"),
    path(f"{UNIT}split/", changes.split_unit, name="split_unit"),
    path(f"{UNIT}merge/", changes.merge_units, name="merge_units"),
    path(f"{UNIT}end/", units.end, name="end_unit"),
    path(f"{UNIT}owners/new/", units.add_owner, name="add_owner"),
    path(f"{UNIT}transfer/", units.transfer, name="transfer"),
    path(f"{UNIT}residents/new/", units.add_tenant, name="add_tenant"),
    path(f"{UNIT}agents/new/", units.add_agent, name="add_agent"),
    path("owners/<uuid:ownership_id>/end/", units.end_owner, name="end_owner"),
    path("residents/<uuid:tenancy_id>/end/", units.end_tenant, name="end_tenant"),
    path("agents/<uuid:acts_for_id>/end/", units.end_agent, name="end_agent"),
    path("people/", persons.people, name="people"),
    path("people/duplicates/", persons.duplicates, name="duplicates"),
    path("people/duplicates/merge/", persons.merge, name="merge"),
    path("people/duplicates/distinct/", persons.distinct, name="distinct"),
    path("people/merges/<uuid:merge_id>/split/", persons.split, name="split"),
    path(PERSON, persons.person, name="person"),
    path(f"{PERSON}history/", history.of_person, name="person_history"),
    path(f"{PERSON}correct/", persons.correct, name="correct_person"),
    path(f"{PERSON}show/<slug:field>/", persons.show, name="show"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.new_organisation, name="new_organisation"),
    path("organisations/chart/", organisations.chart, name="chart"),
    path(ORGANISATION, organisations.organisation, name="organisation"),
    path(f"{ORGANISATION}history/", history.of_organisation, name="organisation_history"),
    path(f"{ORGANISATION}relations/", organisations.new_engagement, name="new_engagement"),
    path(f"{ORGANISATION}posts/", posts.new_post, name="new_post"),
    path(
        "relations/<uuid:engagement_id>/end/", organisations.end_engagement, name="end_engagement"
    ),
    path("posts/", posts.appointments, name="appointments"),
    path("posts/<uuid:appointment_id>/end/", posts.end_post, name="end_post"),
]

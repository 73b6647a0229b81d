"""Addresses of referrals, under ``/referrals/``."""

from __future__ import annotations

from django.urls import path

from mulin.discover.referrals.pages import referral, referrals, teams

app_name = "referrals"
ONE = "<uuid:referral_id>/"
urlpatterns = [
    path("", referrals.listed, name="list"),
    path("new/", referrals.new, name="new"),
    path("teams/", teams.teams, name="teams"),
    path("teams/new/", teams.new, name="new_team"),
    path(ONE, referral.one, name="one"),
    path(f"{ONE}evidence/", referral.evidence, name="evidence"),
    path(f"{ONE}talk/", referral.talk, name="talk"),
    path(f"{ONE}settle/", referral.settle, name="settle"),
    path(f"{ONE}report/", referral.report, name="report"),
    path(f"{ONE}refer/", referral.refer, name="refer"),
    path(f"{ONE}drop/", referral.drop, name="drop"),
    path(f"{ONE}accept/", referral.accept, name="accept"),
    path(f"{ONE}return/", referral.give_back, name="return"),
    path(f"{ONE}visit/", referral.visit, name="visit"),
    path(f"{ONE}result/", referral.result, name="result"),
    path(f"{ONE}feedback/", referral.feedback, name="feedback"),
    path(f"{ONE}other-side/", referral.other_side, name="other_side"),
]

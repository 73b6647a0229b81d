"""Addresses of an owners' vote in the console, under ``/votes/``."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, path

from mulin.decide.assembly.pages import (
    beginning,
    board,
    candidates,
    deliveries,
    drafting,
    files,
    forms_printed,
    motions,
    objecting,
    plans,
    polls,
    preparing,
    results,
    roll,
    rules,
)

app_name = "assembly"

POLL = "<uuid:poll_id>/"
ELECTION = f"{POLL}draft/motions/<uuid:motion_id>/candidates/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", polls.polls, name="list"),
    path("new/", beginning.new, name="new"),
    path("dates/", beginning.dates, name="dates"),
    path("board/<str:number>/", board.board, name="board"),
    path("board/<str:number>/proxy.pdf", board.proxy, name="board_proxy"),
    path("rules/<uuid:compound_id>/", rules.rules_of, name="rules_of"),
    path(POLL, polls.poll, name="poll"),
    path(f"{POLL}draft/", beginning.basics, name="basics"),
    path(f"{POLL}draft/motions/", motions.motions, name="motions"),
    path(f"{POLL}draft/motions/new/", motions.motion, name="motion_new"),
    path(f"{POLL}draft/motions/preview/", motions.preview, name="preview"),
    path(f"{POLL}draft/motions/<uuid:motion_id>/", motions.motion, name="motion"),
    path(f"{POLL}draft/motions/<uuid:motion_id>/remove/", motions.remove, name="motion_remove"),
    path(f"{POLL}draft/motions/<uuid:motion_id>/plan/", plans.plan, name="motion_plan"),
    path(ELECTION, candidates.candidates, name="candidates"),
    path(f"{ELECTION}<uuid:person_id>/", candidates.candidate, name="candidate"),
    path(f"{ELECTION}<uuid:person_id>/withdraw/", candidates.withdraw, name="withdraw"),
    path(f"{POLL}draft/rules/", drafting.rules, name="rules"),
    path(f"{POLL}draft/officers/", drafting.officers, name="officers"),
    path(f"{POLL}draft/officers/<uuid:officer_id>/", drafting.release, name="release"),
    path(f"{POLL}draft/lock/", drafting.lock, name="lock"),
    path(f"{POLL}draft/discard/", drafting.discard, name="discard"),
    path(f"{POLL}roll/", roll.roll, name="roll"),
    path(f"{POLL}roll/<uuid:roll_unit_id>/", roll.correct, name="roll_unit"),
    path(f"{POLL}deliveries/", deliveries.deliveries, name="deliveries"),
    path(f"{POLL}notice/", preparing.notice, name="notice"),
    path(f"{POLL}post/", preparing.post, name="post"),
    path(f"{POLL}postings/", preparing.prove, name="prove"),
    path(f"{POLL}open/", preparing.open_voting, name="open"),
    path(f"{POLL}close/", preparing.close_voting, name="close"),
    path(f"{POLL}void/", preparing.void, name="void"),
    path(f"{POLL}repin/", preparing.repin, name="repin"),
    path(f"{POLL}print/", files.prints, name="prints"),
    path(f"{POLL}count-sheets.pdf", forms_printed.count_sheets, name="count_sheets_pdf"),
    path(f"{POLL}proxy.pdf", forms_printed.proxy, name="proxy_pdf"),
    path(f"{POLL}notice.pdf", files.notice, name="notice_pdf"),
    path(f"{POLL}ballots.pdf", files.ballots, name="ballots_pdf"),
    path(f"{POLL}register.pdf", files.register, name="register_pdf"),
    path(f"{POLL}roll.pdf", files.roll, name="roll_pdf"),
    path(f"{POLL}announcement.pdf", files.announcement, name="announcement_pdf"),
    path(f"{POLL}public.json", files.public_record, name="public_record"),
    path(f"{POLL}result.json", files.result_json, name="result_json"),
    path(f"{POLL}full.json", files.full_record, name="full_record"),
    path(f"{POLL}recount/", results.recount, name="recount"),
    path(f"{POLL}announcement/", results.announcement, name="announcement"),
    path(f"{POLL}announce/", results.announce, name="announce"),
    path(f"{POLL}finalise/", results.finalise, name="finalise"),
    path(f"{POLL}objections/", results.objections, name="objections"),
    path(f"{POLL}objections/<uuid:objection_id>/", results.answer, name="answer"),
    path(
        f"{POLL}objections/<uuid:objection_id>/contact/",
        objecting.contact,
        name="objection_contact",
    ),
    path(
        f"{POLL}objections/<uuid:objection_id>/letter.pdf",
        objecting.letter,
        name="objection_letter",
    ),
]

DESK = "mulin.decide.assembly.urls_desk"
if find_spec(DESK) is not None:
    urlpatterns += import_module(DESK).urlpatterns

"""Addresses of the paper desk, the keys and the code letters; part of the room's ``urls``."""

from django.urls import path

from mulin.decide.assembly.pages import ceremony, codes, counter, paper

POLL = "<uuid:poll_id>/"
urlpatterns = [
    path(f"{POLL}paper/", paper.desk, name="paper"),
    path(f"{POLL}paper/box/", paper.box, name="paper_box"),
    path(f"{POLL}paper/prove/", counter.prove, name="prove_at_counter"),
    path(f"{POLL}paper/own-vote/", counter.own_vote, name="own_vote"),
    path(f"{POLL}paper/<int:seq>/", paper.first, name="paper_entry"),
    path(f"{POLL}paper/ballot/<uuid:ballot_id>/", paper.second, name="paper_second"),
    path(f"{POLL}paper/ballot/<uuid:ballot_id>/receipt.pdf", paper.receipt, name="paper_receipt"),
    path(f"{POLL}ceremony/", ceremony.ceremony, name="ceremony"),
    path(f"{POLL}ceremony/share/", ceremony.share, name="share"),
    path(f"{POLL}ceremony/envelope/", ceremony.envelope, name="envelope"),
    path(f"{POLL}ceremony/open/", ceremony.opening, name="opening"),
    path(f"{POLL}codes/", codes.codes, name="codes"),
    path(f"{POLL}codes/print/", codes.letters, name="code_letters"),
]

"""Addresses of notices and messages: ``/n/`` is open to all, the rest is the office's."""

from django.urls import path

from mulin.ground.notices.pages import office, open_to_all, sent

app_name = "notices"
urlpatterns = [
    path("n/not-me/<str:code>/", open_to_all.not_me, name="not_me"),
    path("n/<slug:street>/", open_to_all.street, name="street"),
    path("n/<slug:street>/<uuid:notice_id>/", open_to_all.notice, name="public"),
    path("n/<slug:street>/<slug:compound>/", open_to_all.board, name="board"),
    path("notices/", office.notices, name="list"),
    path("notices/boards/", office.boards, name="boards"),
    path("notices/posters/<uuid:compound_id>/", office.poster, name="poster"),
    path("notices/<uuid:notice_id>/", office.notice, name="notice"),
    path("notices/<uuid:notice_id>/postings/", office.prove, name="prove"),
    path("notices/<uuid:notice_id>/withdraw/", office.withdraw, name="withdraw"),
    path("messages/", sent.sent, name="messages"),
    path("messages/printed/", sent.printed, name="printed"),
    path("messages/carried/", sent.carried, name="carried"),
    path("messages/numbers/", sent.numbers, name="numbers"),
    path("messages/numbers/<uuid:number_id>/", sent.settle, name="settle"),
    path("messages/<uuid:message_id>/resend/", sent.resend, name="resend"),
    path("inbox/", sent.inbox, name="inbox"),
]

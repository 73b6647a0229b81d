"""Addresses of pacts and duty lists, under ``/pacts/``."""

from django.urls import path

from mulin.deliberate.pacts.pages import clauses, duties, pacts, steps

app_name = "pacts"
VERSION = "versions/<uuid:version_id>/"
CLAUSE = f"{VERSION}clauses/<uuid:clause_id>/"
urlpatterns = [
    path("", pacts.index, name="list"),
    path("mine/", pacts.mine, name="mine"),
    path("new/", pacts.new, name="new"),
    path("clauses/", clauses.search, name="clauses"),
    path("rules/", clauses.rules, name="rules"),
    path(VERSION, pacts.version, name="version"),
    path(f"{VERSION}compare/", pacts.compare, name="compare"),
    path(f"{VERSION}text.<slug:file_format>", pacts.text_file, name="text"),
    path(f"{VERSION}clauses/new/", clauses.new, name="clause_new"),
    path(CLAUSE, clauses.edit, name="clause"),
    path(f"{CLAUSE}move/", clauses.move, name="move"),
    path(f"{CLAUSE}remove/", clauses.remove, name="remove"),
    path(f"{VERSION}open/", steps.open_comments, name="open_comments"),
    path(f"{VERSION}comments/", steps.comment, name="comment"),
    path(f"{VERSION}comments/<uuid:comment_id>/", steps.answer, name="answer"),
    path(f"{VERSION}hints/", steps.hint, name="hint"),
    path(f"{VERSION}adopt/", steps.adopt, name="adopt"),
    path(f"{VERSION}earlier/", steps.earlier, name="earlier"),
    path(f"{VERSION}withdraw/", steps.withdraw, name="withdraw"),
    path(f"{VERSION}end/", steps.end, name="end"),
    path("duties/", duties.duties, name="duties"),
    path("duties/lines/", duties.lines, name="lines"),
    path("duties/list.pdf", duties.file, {"file_format": "pdf"}, name="duties_pdf"),
    path("duties/list.docx", duties.file, {"file_format": "docx"}, name="duties_docx"),
    path("duties/revise/", duties.revise, name="revise"),
    path("duties/<uuid:list_id>/", duties.duty_list, name="duty_list"),
    path("duties/<uuid:list_id>/give-back/", duties.give_back, name="give_back"),
]

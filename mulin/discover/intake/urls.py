"""Addresses of tickets for the office, under ``/tickets/``."""

from django.urls import path

from mulin.discover.intake.pages import board, desk, figures, rules, steps, ticket, visits

app_name = "intake"
TICKET = "<uuid:ticket_id>/"
urlpatterns = [
    path("", board.board, name="board"),
    path("bulk/", board.bulk, name="bulk"),
    path("new/", desk.desk, name="desk"),
    path("new/alike/", desk.alike, name="alike"),
    path("figures/", figures.figures, name="figures"),
    path("categories/", rules.categories, name="categories"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<uuid:rule_id>/end/", rules.end_rule, name="end_rule"),
    path("duty/", rules.duty, name="duty"),
    path("duty/<uuid:shift_id>/end/", rules.end_shift, name="end_shift"),
    path("points/", rules.points, name="points"),
    path("points/<uuid:point_id>/end/", rules.end_point, name="end_point"),
    path("visits/", visits.visits, name="visits"),
    path("visits/<uuid:visits_id>/", visits.visit_round, name="visit_round"),
    path("visits/answer/<uuid:visit_answer_id>/", visits.answer, name="visit_answer"),
    path(TICKET, ticket.ticket, name="ticket"),
    path(f"{TICKET}panel/", board.panel, name="panel"),
    path(f"{TICKET}number/", steps.number, name="number"),
    *(path(f"{TICKET}{verb}/", steps.step, {"verb": verb}, name=verb) for verb in steps.STEPS),
]

"""Addresses of patrols, hazards and visits for those who work with lists, under ``/patrols/``."""

from django.urls import path

from mulin.discover.patrols.pages import (
    board,
    hazards,
    plans,
    points,
    rectifying,
    rounds,
    routes,
    visits,
)

app_name = "patrols"
PLAN, POINT = "plans/<uuid:patrol_plan_id>/", "points/<uuid:patrol_point_id>/"
HAZARD, VISIT = "hazards/<uuid:hazard_id>/", "visits/<uuid:supervision_id>/"
urlpatterns = [
    path("", board.board, name="board"),
    path("month/", board.month, name="month"),
    path("figures/", board.figures_page, name="figures"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/<uuid:patrol_round_id>/", rounds.round_page, name="round"),
    path("rounds/<uuid:patrol_round_id>/explain/", rounds.explain, name="explain"),
    path("rounds/<uuid:patrol_round_id>/enter/", rounds.enter, name="enter"),
    path("handovers/", rounds.handovers, name="handovers"),
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plans.new, name="plan_new"),
    path(PLAN, plans.plan, name="plan"),
    path(f"{PLAN}change/", plans.change, name="plan_change"),
    path(f"{PLAN}route/", routes.route, name="route"),
    path(f"{PLAN}end/", plans.end, name="plan_end"),
    path("points/", points.points, name="points"),
    path("points/new/", points.new, name="point_new"),
    path("points/many/", points.many, name="points_many"),
    path("points/codes/<uuid:compound_id>/", points.codes, name="codes"),
    path(POINT, points.point, name="point"),
    path(f"{POINT}renew/", points.renew, name="point_renew"),
    path(f"{POINT}end/", points.end, name="point_end"),
    path("hazards/", hazards.hazards, name="hazards"),
    path("hazards/board/", hazards.board, name="hazard_board"),
    path("hazards/where/", hazards.where, name="hazard_map"),
    path("hazards/new/", hazards.new, name="hazard_new"),
    path(HAZARD, hazards.hazard, name="hazard"),
    path(f"{HAZARD}order.pdf", hazards.order_paper, name="hazard_order_paper"),
    path(f"{HAZARD}grade/", rectifying.grade, name="hazard_grade"),
    path(f"{HAZARD}dismiss/", rectifying.dismiss, name="hazard_dismiss"),
    path(f"{HAZARD}measure/", rectifying.measure, name="hazard_measure"),
    path(f"{HAZARD}order/", rectifying.order, name="hazard_order"),
    path(f"{HAZARD}delay/", rectifying.ask_delay, name="hazard_ask_delay"),
    path(f"{HAZARD}delay/answer/", rectifying.answer_delay, name="hazard_answer_delay"),
    path(f"{HAZARD}done/", rectifying.put_right, name="hazard_done"),
    path(f"{HAZARD}again/", rectifying.look_again, name="hazard_again"),
    path(f"{HAZARD}matter/", rectifying.make_matter, name="hazard_matter"),
    path("visits/", visits.visits, name="visits"),
    path("visits/new/", visits.new, name="visit_new"),
    path(VISIT, visits.visit, name="visit"),
    path(f"{VISIT}items/<slug:sheet_item>/", visits.score, name="visit_score"),
    path(f"{VISIT}send/", visits.send, name="visit_send"),
    path(f"{VISIT}answer/", visits.answer, name="visit_answer"),
    path(f"{VISIT}close/", visits.close, name="visit_close"),
]

"""Addresses of the counter, under ``/affairs/``."""

from __future__ import annotations

from django.urls import path

from mulin.discover.counter.pages import (
    application,
    listing,
    mandates,
    offers,
    printing,
    stations,
    taking,
    windows,
)

app_name = "counter"
ONE = "<uuid:application_id>/"
STATION = "stations/<uuid:station_id>/"
urlpatterns = [
    path("", listing.listed, name="list"),
    path("new/", taking.choose, name="choose"),
    path("new/<slug:affair_code>/", taking.take_in, name="take_in"),
    path("guide/", offers.offers, name="offers"),
    path("guide/<slug:affair_code>/", offers.offer, name="offer"),
    path("mandates/", mandates.mandates, name="mandates"),
    path("mandates/new/", mandates.give, name="give_mandate"),
    path("mandates/<uuid:errand_mandate_id>/end/", mandates.end, name="end_mandate"),
    path("stations/", stations.stations, name="stations"),
    path("stations/new/", stations.new, name="new_station"),
    path(STATION, stations.station, name="station"),
    path(f"{STATION}correct/", stations.correct, name="correct_station"),
    path(f"{STATION}close/", stations.close, name="close_station"),
    path(f"{STATION}facilities/", stations.facilities, name="facilities"),
    path(f"{STATION}windows/", windows.plan, name="plan"),
    path("windows/<uuid:sitting_id>/", windows.sitting, name="sitting"),
    path("windows/<uuid:sitting_id>/off/", windows.off, name="window_off"),
    path("bookings/<uuid:booking_id>/", windows.mark, name="mark_booking"),
    path(ONE, application.application, name="application"),
    path(f"{ONE}papers/", application.check, name="check"),
    path(f"{ONE}papers/<slug:handed_code>/", application.photograph, name="photograph"),
    path(f"{ONE}missing/", application.missing, name="missing"),
    path(f"{ONE}accept/", application.accept, name="accept"),
    path(f"{ONE}forward/", application.forward, name="forward"),
    path(f"{ONE}decide/", application.decide, name="decide"),
    path(f"{ONE}answer/", application.answer, name="answer"),
    path(f"{ONE}collect/", application.collect, name="collect"),
    path(f"{ONE}withdraw/", application.withdraw, name="withdraw"),
    path(f"{ONE}phone/", application.phone, name="phone"),
    path(f"{ONE}receipt.pdf", printing.receipt, name="receipt"),
    path(f"{ONE}missing.pdf", printing.missing, name="missing_pdf"),
]

"""Addresses of the workshop, under ``/workshop/``."""

from django.urls import path

from mulin.decide.workshop.pages import (
    advice,
    answering,
    contacts,
    documents,
    green,
    mandates,
    reports,
    requests,
)

app_name = "workshop"
MANDATE, ADVICE = "mandates/<uuid:mandate_id>/", "advice/<uuid:advice_id>/"
REPORT, REQUEST = "reports/<uuid:report_id>/", "green/<uuid:request_id>/"
PARTY, CONTACT = "green/parties/<uuid:party_id>/", "contacts/<uuid:contact_id>/"
urlpatterns = [
    path("", mandates.index, name="index"),
    path("powers/", mandates.powers, name="powers"),
    path("new/", mandates.new, name="new"),
    path("of/<uuid:workshop_id>/", mandates.workshop, name="workshop"),
    path("of/<uuid:workshop_id>/grant/", mandates.grant, name="grant"),
    path(MANDATE, mandates.mandate, name="mandate"),
    path(f"{MANDATE}extend/", documents.extend, name="extend"),
    path(f"{MANDATE}documents/", documents.document, name="document"),
    path(f"{MANDATE}end/", mandates.end, name="end"),
    path("advice/", advice.listed, name="advice"),
    path("advice/new/", advice.new, name="advice_new"),
    path(ADVICE, advice.one, name="advice_one"),
    path(f"{ADVICE}answer/", advice.answer, name="advice_answer"),
    path(f"{ADVICE}withdraw/", advice.withdraw, name="advice_withdraw"),
    path("reports/", reports.listed, name="reports"),
    path("reports/begin/<uuid:workshop_id>/<slug:month>/", reports.begin, name="report_begin"),
    path(REPORT, reports.one, name="report"),
    path(f"{REPORT}write/", reports.write, name="report_write"),
    path(f"{REPORT}send/", reports.send, name="report_send"),
    path(f"{REPORT}question/", reports.question, name="report_question"),
    path(f"{REPORT}reply/", reports.reply, name="report_reply"),
    path(f"{REPORT}acknowledge/", reports.acknowledge, name="report_acknowledge"),
    path(f"{REPORT}figures/<slug:figure>/", reports.figure, name="report_figure"),
    path(f"{REPORT}report.<str:file_format>", reports.file, name="report_file"),
    path("green/", requests.listed, name="green"),
    path("green/new/", green.new, name="green_new"),
    path(REQUEST, green.one, name="request"),
    path(f"{REQUEST}close/", green.close, name="request_close"),
    path(f"{PARTY}answer/", green.enter, name="party_answer"),
    path(f"{PARTY}renew/", green.renew, name="party_renew"),
    path("contacts/", contacts.listed, name="contacts"),
    path("contacts/new/", contacts.new, name="contact_new"),
    path(CONTACT, contacts.one, name="contact"),
    path(f"{CONTACT}end/", contacts.end, name="contact_end"),
    path(f"{CONTACT}phone/", contacts.phone, name="contact_phone"),
    path("answer/<str:token>/", answering.answer, name="answer"),
]

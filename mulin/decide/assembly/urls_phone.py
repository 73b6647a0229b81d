"""Addresses of the residents' phone: ``/m/``. A key is ``yun-BJ-2026-0117`` or a ballot's code."""

from django.urls import path

from mulin.decide.assembly.pages import open_to_all, phone, proof

app_name = "phone"
urlpatterns = [
    path("", proof.find, name="find"),
    path("receipt/", open_to_all.receipt_check, name="receipt_check"),
    path("not-mine/<str:code>/", open_to_all.not_mine, name="not_mine"),
    path("<str:key>/", proof.start, name="prove"),
    path("<str:key>/message/", proof.message, name="message"),
    path("<str:key>/leave/", proof.leave, name="leave"),
    path("<str:key>/mine/", phone.slips, name="slips"),
    path("<str:key>/mine/<int:number>/", phone.ballot, name="ballot"),
    path("<str:key>/mine/<int:number>/sign/", phone.sign, name="sign"),
    path("<str:key>/mine/<int:number>/cast/", phone.cast, name="cast"),
    path("<str:key>/mine/<int:number>/receipt/", phone.receipt, name="receipt"),
    path("<str:key>/result/", open_to_all.result, name="result"),
    path("<str:key>/objection/", open_to_all.objection, name="objection"),
    path("<str:key>/objection/<uuid:objection_id>/", open_to_all.raised, name="raised"),
]

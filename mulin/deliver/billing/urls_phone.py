"""Addresses for owners, under ``/m/``."""

from django.urls import path

from mulin.deliver.billing.pages import phone

app_name = "fees"
urlpatterns = [
    path("fees/", phone.mine, name="mine"),
    path("fees/homes/<uuid:fee_unit_id>/", phone.home, name="home"),
    path("fees/homes/<uuid:fee_unit_id>/pay/", phone.pay, name="pay"),
    path("fees/orders/<str:pay_number>/", phone.order, name="order"),
    path("fees/orders/<str:pay_number>/sandbox/", phone.sandbox, name="sandbox"),
]

"""Addresses of fees, under ``/fees/``."""

from django.urls import path

from mulin.deliver.billing.pages import callback, counter, items, overview, owing, runs

app_name = "billing"
PLACE, ITEM, RUN = (
    "<uuid:fee_compound_id>/",
    "items/<uuid:fee_item_id>/",
    "runs/<uuid:bill_run_id>/",
)
HOME, PAID = "homes/<uuid:fee_unit_id>/", "receipts/<uuid:fee_payment_id>"
urlpatterns = [
    path("", overview.listed, name="list"),
    path("rates/", owing.rates, name="rates"),
    path("channels/<slug:street>/<slug:pay_channel>/", callback.callback, name="callback"),
    path(ITEM, items.item, name="item"),
    path("terms/<uuid:fee_term_id>/end/", items.term_end, name="term_end"),
    path(RUN, runs.run, name="run"),
    path(f"{RUN}publish/", runs.publish, name="publish"),
    path(f"{RUN}drop/", runs.drop, name="drop"),
    path("bills/<uuid:bill_id>/", runs.bill, name="bill"),
    path(HOME, counter.home, name="home"),
    path(f"{HOME}owing/", owing.owing, name="owing"),
    path(f"{HOME}owing/<slug:fee_step>.pdf", owing.slip, name="slip"),
    path(f"{PAID}/", counter.payment, name="payment"),
    path(f"{PAID}.pdf", counter.receipt, name="receipt"),
    path("orders/<str:pay_number>/accept/", counter.order_accept, name="order_accept"),
    path("waivers/<uuid:fee_waiver_id>/", owing.waiver_settle, name="waiver"),
    path(PLACE, overview.compound, name="compound"),
    path(f"{PLACE}items/new/", items.new, name="item_new"),
    path(f"{PLACE}draft/", runs.draft, name="draft"),
    path(f"{PLACE}bills/", runs.bills, name="bills"),
    path(f"{PLACE}counter/", counter.counter, name="counter"),
    path(f"{PLACE}receipts/", counter.payments, name="payments"),
    path(f"{PLACE}batch/", counter.batch, name="batch"),
    path(f"{PLACE}orders/", counter.orders, name="orders"),
    path(f"{PLACE}arrears/", owing.arrears, name="arrears"),
    path(f"{PLACE}cash-up/", owing.cash_up, name="cash_up"),
]

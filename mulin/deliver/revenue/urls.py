"""Addresses of public revenue, under ``/revenue/``."""

from django.urls import path

from mulin.deliver.revenue.pages import books, contracts, spending, telling

app_name = "revenue"
HOME = "<uuid:revenue_id>/"
CONTRACT, DUE = "contracts/<uuid:income_contract_id>/", "dues/<uuid:income_due_id>/"
AUTHORITY, SPENDING = "authorities/<uuid:authority_id>/", "spendings/<uuid:spending_id>/"
urlpatterns = [
    path("", books.listed, name="list"),
    path(HOME, books.home, name="home"),
    path(f"{HOME}rows/", books.rows, name="rows"),
    path(f"{HOME}poster/", telling.poster, name="poster"),
    path(f"{HOME}contracts/", contracts.listed, name="contracts"),
    path(f"{HOME}contracts/new/", contracts.new, name="contract_new"),
    path(f"{HOME}dues/", contracts.dues, name="dues"),
    path(f"{HOME}dues/book/", contracts.book_now, name="book_dues"),
    path(CONTRACT, contracts.contract, name="contract"),
    path(f"{CONTRACT}end/", contracts.end, name="contract_end"),
    path(f"{DUE}receive/", contracts.receive_one, name="receive"),
    path(f"{HOME}authorities/", spending.authorities, name="authorities"),
    path(f"{HOME}authorities/new/", spending.authority_new, name="authority_new"),
    path(AUTHORITY, spending.authority, name="authority"),
    path(f"{HOME}spendings/", spending.listed, name="spendings"),
    path(f"{HOME}spendings/new/", spending.new, name="spending_new"),
    path(SPENDING, spending.one, name="spending"),
    path(f"{SPENDING}settle/", spending.settle_one, name="settle"),
    path(f"{SPENDING}refuse/", spending.refuse_one, name="turn_down"),
    path(f"{HOME}statements/", telling.listed, name="statements"),
    path(f"{HOME}statements/new/", telling.new, name="publish"),
    path(f"{HOME}questions/", telling.questions, name="questions"),
    path("questions/<uuid:books_question_id>/", telling.question, name="question"),
]

"""Addresses of the books' files, under ``/ledger/``."""

from django.urls import path

from mulin.portable import ledger_pages

app_name = "ledger_files"
urlpatterns = [
    path("<uuid:books_id>/books.xlsx", ledger_pages.books_file, name="workbook"),
    path("<uuid:books_id>/books.beancount", ledger_pages.beancount_file, name="beancount"),
    path(
        "<uuid:books_id>/bank/<slug:title_code>/import/", ledger_pages.statement, name="statement"
    ),
]

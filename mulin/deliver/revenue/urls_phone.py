"""Addresses of the open books for owners, under ``/m/``."""

from django.urls import path

from mulin.deliver.revenue.pages import phone

app_name = "open_books"
HOME = "books/<uuid:revenue_id>/"
urlpatterns = [
    path("books/", phone.listed, name="mine"),
    path(HOME, phone.books, name="books"),
    path(f"{HOME}rows/", phone.rows, name="rows"),
    path(f"{HOME}lines/<uuid:books_entry_id>/", phone.line, name="line"),
    path(f"{HOME}contracts/", phone.contracts, name="contracts"),
    path(f"{HOME}ask/", phone.ask_now, name="ask"),
]

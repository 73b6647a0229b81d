"""Addresses of what was published, for everybody, under ``/open-books/``."""

from django.urls import path

from mulin.deliver.revenue.pages import public

app_name = "books_board"
urlpatterns = [path("<slug:street>/<slug:compound>/", public.board, name="board")]

"""Addresses of pacts and duty lists, under ``/pacts/``."""

app_name = "pacts"
urlpatterns: list = []

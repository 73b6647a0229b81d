"""Addresses of the handbook, under ``/handbook/``."""

from django.urls import path

from mulin.decide.capability.pages import handbook

app_name = "handbook"
urlpatterns = [
    path("", handbook.index, name="index"),
    path("booklet.<str:file_format>", handbook.booklet, name="booklet"),
    path("<str:code>/", handbook.entry, name="entry"),
    path("<str:code>/own/", handbook.own, name="own"),
]

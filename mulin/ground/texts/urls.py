"""Addresses of texts, under ``/texts/``."""

from django.urls import path

from mulin.ground.texts import pages

app_name = "texts"
urlpatterns = [
    path("", pages.index, name="index"),
    path("all.zip", pages.archive, name="archive"),
    path("<slug:code>/", pages.text, name="text"),
    path("<slug:code>/example.<slug:file_format>", pages.example, name="example"),
    path("<slug:code>/template.txt", pages.template, name="template"),
    path("<slug:code>/compare/", pages.compare, name="compare"),
    path("<slug:code>/replace/", pages.replace, name="replace"),
    path("<slug:code>/restore/", pages.restore, name="restore"),
]

"""Addresses of the shell itself: the style page, text size, language."""

from django.urls import path
from django.views.i18n import set_language

from mulin.ground.page import pages

app_name = "page"

urlpatterns = [
    path("", pages.look, name="look"),
    path("phone/", pages.look_phone, name="look_phone"),
    path("message/<slug:kind>/", pages.look_message, name="look_message"),
    path("unmask/", pages.look_unmask, name="look_unmask"),
    path("text-size/", pages.text_size, name="text_size"),
    path("language/", set_language, name="language"),
]

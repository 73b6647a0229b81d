from django.urls import path

from mulin.ground.record import pages

app_name = "record"
urlpatterns = [
    path("", pages.facts, name="facts"),
    path("chain/", pages.chain, name="chain"),
    path("chain/verify/", pages.verify, name="verify"),
    path("heads/", pages.heads, name="heads"),
    path("heads/<slug:slug>/", pages.street_heads, name="street_heads"),
    path("<uuid:fact_id>/", pages.fact, name="fact"),
]

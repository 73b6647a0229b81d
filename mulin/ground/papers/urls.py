from django.urls import path

from mulin.ground.papers import pages

app_name = "papers"
urlpatterns = [
    path("<slug:street>/<uuid:paper_id>/", pages.download, name="download"),
    path("<slug:street>/<uuid:paper_id>/thumbnail/", pages.thumbnail, name="thumbnail"),
]

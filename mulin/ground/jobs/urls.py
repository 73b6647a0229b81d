from django.urls import path

from mulin.ground.jobs import pages

app_name = "jobs"
urlpatterns = [path("jobs/<uuid:job_id>/", pages.progress, name="progress")]

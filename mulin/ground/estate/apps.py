from django.apps import AppConfig


class EstateConfig(AppConfig):
    name = "mulin.ground.estate"
    label = "estate"
    verbose_name = "底册"

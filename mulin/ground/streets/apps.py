from django.apps import AppConfig


class StreetsConfig(AppConfig):
    name = "mulin.ground.streets"
    label = "streets"
    verbose_name = "街道"

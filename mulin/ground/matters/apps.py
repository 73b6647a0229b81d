from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "mulin.ground.matters"
    label = "matters"
    verbose_name = "事项"

from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "mulin.ground.record"
    label = "record"
    verbose_name = "存证"

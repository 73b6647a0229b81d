from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "mulin.ground.papers"
    label = "papers"
    verbose_name = "文书"

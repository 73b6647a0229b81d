from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "mulin.ground.papers"
    label = "papers"
    verbose_name = "文书"

    def ready(self) -> None:
        from mulin.ground.papers import fonts  # noqa: F401 - registers its system check

from django.apps import AppConfig


class StreetsConfig(AppConfig):
    name = "mulin.ground.streets"
    label = "streets"
    verbose_name = "街道"

    def ready(self) -> None:
        """Register the checks of rule 14."""
        from mulin.ground.streets import checks  # noqa: F401

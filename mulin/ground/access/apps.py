from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "mulin.ground.access"
    label = "access"
    verbose_name = "账号与权限"

    def ready(self) -> None:
        """Tell the record what compounds are called: it lies below the register."""
        from mulin.ground.access.queries import compound_names
        from mulin.ground.record.places import provide

        provide(compound_names)

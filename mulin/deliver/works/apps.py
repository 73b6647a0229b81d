from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "mulin.deliver.works"
    label = "works"
    verbose_name = "工程"

    def ready(self) -> None:
        from mulin.deliver.works import readers

        readers.register()

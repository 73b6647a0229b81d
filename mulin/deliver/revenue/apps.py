from django.apps import AppConfig


class RevenueConfig(AppConfig):
    name = "mulin.deliver.revenue"
    label = "revenue"
    verbose_name = "公共收益"

    def ready(self) -> None:
        from mulin.deliver.revenue import readers, subjects

        readers.register()
        subjects.register()

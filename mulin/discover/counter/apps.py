from django.apps import AppConfig


class CounterConfig(AppConfig):
    name = "mulin.discover.counter"
    label = "counter"
    verbose_name = "社区综合服务"

    def ready(self) -> None:
        from mulin.discover.counter import readers

        readers.register()

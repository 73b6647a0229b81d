from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "mulin.ground.matters"
    label = "matters"
    verbose_name = "事项"

    def ready(self) -> None:
        from mulin.ground.matters import links, passing, readers

        readers.register()
        links.register_beside(passing.beside)

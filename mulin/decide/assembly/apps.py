from django.apps import AppConfig


class AssemblyConfig(AppConfig):
    name = "mulin.decide.assembly"
    label = "assembly"
    verbose_name = "业主大会"

    def ready(self) -> None:
        from mulin.decide.assembly import linking, papers, readers

        linking.register()
        papers.register()
        readers.register()

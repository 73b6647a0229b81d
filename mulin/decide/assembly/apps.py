from django.apps import AppConfig


class AssemblyConfig(AppConfig):
    name = "mulin.decide.assembly"
    label = "assembly"
    verbose_name = "业主大会"

    def ready(self) -> None:
        from mulin.decide.assembly import linking, papers, readers
        from mulin.decide.assembly.queries.moving_days import days_that_move
        from mulin.ground.calendar.effects import provide

        linking.register()
        papers.register()
        readers.register()
        provide("assembly", days_that_move)

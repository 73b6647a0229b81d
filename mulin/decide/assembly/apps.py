from django.apps import AppConfig


class AssemblyConfig(AppConfig):
    name = "mulin.decide.assembly"
    label = "assembly"
    verbose_name = "业主大会"

    def ready(self) -> None:
        from mulin.decide.assembly import linking, papers, readers
        from mulin.decide.assembly.queries.moving_days import days_that_move, votes_under_way
        from mulin.ground.calendar.effects import provide
        from mulin.ground.estate import under_way

        linking.register()
        papers.register()
        readers.register()
        provide("assembly", days_that_move)
        under_way.provide("assembly", votes_under_way)

from django.apps import AppConfig


class AssemblyConfig(AppConfig):
    name = "mulin.decide.assembly"
    label = "assembly"
    verbose_name = "业主大会"

    def ready(self) -> None:
        from mulin.decide.assembly import linking, openings, papers, readers
        from mulin.decide.assembly.queries.moving_days import days_that_move, votes_under_way
        from mulin.decide.assembly.queries.named_duties import duties_in_votes
        from mulin.ground.access import duties
        from mulin.ground.calendar.effects import provide
        from mulin.ground.estate import under_way

        linking.register()
        openings.register()
        papers.register()
        readers.register()
        provide("assembly", days_that_move)
        duties.provide("assembly", duties_in_votes)
        under_way.provide("assembly", votes_under_way)

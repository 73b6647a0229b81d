from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "mulin.deliver.works"
    label = "works"
    verbose_name = "工程"

    def ready(self) -> None:
        from mulin.deliver.works import linking, readers
        from mulin.deliver.works.queries.places import ground_known
        from mulin.deliver.works.queries.projects import lifts_under_way
        from mulin.ground.estate import plans, under_way

        readers.register()
        linking.register()
        under_way.provide("works", lifts_under_way)
        plans.provide("works", ground_known)

from django.apps import AppConfig


class EstateConfig(AppConfig):
    name = "mulin.ground.estate"
    label = "estate"
    verbose_name = "底册"

    def ready(self) -> None:
        """Say who may read the register's papers."""
        from mulin.ground.estate.queries.papers import ACTS_FOR, may_read_acts_for
        from mulin.ground.papers.permissions import register_reader

        register_reader(ACTS_FOR, may_read_acts_for)

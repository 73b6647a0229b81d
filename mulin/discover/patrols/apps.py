from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PatrolsConfig(AppConfig):
    name = "mulin.discover.patrols"
    label = "patrols"
    verbose_name = _("巡查和隐患")

    def ready(self) -> None:
        from mulin.discover.patrols import readers
        from mulin.discover.patrols.actions.filing import moved
        from mulin.discover.patrols.queries.hazards import hazards_of_matter
        from mulin.ground.matters.links import register_mover, register_pieces

        readers.register()
        register_pieces(hazards_of_matter)
        register_mover(moved)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GridsConfig(AppConfig):
    name = "mulin.discover.grids"
    label = "grids"
    verbose_name = _("网格")

    def ready(self) -> None:
        from mulin.discover.grids import readers
        from mulin.discover.grids.actions_reports import moved
        from mulin.discover.grids.queries import reports_of_matter
        from mulin.ground.matters.links import register_mover, register_pieces

        readers.register()
        register_pieces(reports_of_matter)
        register_mover(moved)

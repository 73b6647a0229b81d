from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "mulin.discover.intake"
    label = "intake"
    verbose_name = _("工单")

    def ready(self) -> None:
        from mulin.discover.intake import readers
        from mulin.discover.intake.actions.gathering import moved
        from mulin.discover.intake.queries.pieces import door_of_matter, tickets_of_matter
        from mulin.ground.matters.links import register_door, register_mover, register_pieces

        readers.register()
        register_pieces(tickets_of_matter)
        register_mover(moved)
        register_door(door_of_matter)

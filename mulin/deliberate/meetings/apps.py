from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "mulin.deliberate.meetings"
    label = "meetings"
    verbose_name = _("议事协商")

    def ready(self) -> None:
        from mulin.deliberate.meetings import openings, readers
        from mulin.deliberate.meetings.actions.issues import moved
        from mulin.deliberate.meetings.queries.pieces import door_to_issue, issues_of_matter
        from mulin.ground.matters.links import register_door, register_mover, register_pieces

        readers.register()
        openings.register()
        register_pieces(issues_of_matter)
        register_mover(moved)
        register_door(door_to_issue)
